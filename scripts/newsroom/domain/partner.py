"""Partners, and the book that knows which name means which partner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from newsroom.domain.manuscript import Turned, digest_of
from newsroom.domain.slug import is_slug, slugify, usable
from newsroom.problems import Position

_DROPPED = re.compile(r"[.,'’`\"“”]")
_NUMBER = re.compile(r"\d+")
_SPACES = re.compile(r"[\s\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that releases name.

    A partner needs no registration; a profile (docs/partners/<slug>.md) adds what
    is below `slug`. `logo` is relative to docs/, `body` is Markdown.
    """

    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    url: str | None = None
    logo: str | None = None
    body: str = ""
    body_line: int = 1
    source: str | None = None
    positions: Mapping[tuple[str | int, ...], Position] = field(
        default_factory=dict, compare=False, repr=False
    )
    turned: Turned = field(default=(), compare=False, repr=False)

    @property
    def digest(self) -> str:
        """By what its text is told from any other."""
        return digest_of(self.body.encode("utf-8", "surrogatepass"))

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes under."""
        return (self.name, *self.aliases)

    def position(self, *path: str | int) -> Position:
        """Where a value of the profile stands; else where the profile begins."""
        return self.positions.get(path) or self.positions.get(()) or Position(self.source or "")


@lru_cache(maxsize=65536)
def spelling(name: str) -> str:
    """The form in which two spellings of one name are equal.

    Case, spaces, hyphens, full stops, commas and quotation marks do not tell
    partners apart: "PT. Bank  Contoh" and "pt bank contoh" are one.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _SPACES.sub(" ", _DROPPED.sub("", folded)).strip()


@lru_cache(maxsize=65536)
def name_slug(name: str) -> str:
    """The slug of a name: the same for every spelling of it, so that its address stays."""
    return usable(slugify(spelling(name)))


def in_order(name: str) -> str:
    """A key to sort names by as people do: "Wilayah 2" before "Wilayah 10"."""
    return _NUMBER.sub(lambda number: number[0].zfill(10), spelling(name))


class PartnerBook:
    """All partners by every name they go under: name, alias or slug.

    `names` are entered in the order given, so the first spelling of a partner
    without a profile is the one shown.
    """

    def __init__(self, profiles: Iterable[Partner] = (), names: Iterable[str] = ()) -> None:
        self._by_spelling: dict[str, Partner] = {}
        self._by_slug: dict[str, Partner] = {}
        for partner in profiles:
            self._enter(partner)
        # Names before slugs: "pemkot-cilegon" may mean a partner that a later release names.
        for name in sorted(names, key=is_slug):
            if not self._known(name):
                self._enter(Partner(name=name, slug=name_slug(name)))

    def find(self, name: str) -> Partner:
        """The partner that `name` means. Raises KeyError for a name the book was not given."""
        partner = self._known(name)
        if partner is None:
            raise KeyError(name)
        return partner

    def _known(self, name: str) -> Partner | None:
        return self._by_spelling.get(spelling(name)) or self._by_slug.get(name)

    def _enter(self, partner: Partner) -> None:
        # The first to claim a name keeps it; `newsroom.checks` reports the others.
        for name in partner.names:
            self._by_spelling.setdefault(spelling(name), partner)
        self._by_slug.setdefault(partner.slug, partner)
