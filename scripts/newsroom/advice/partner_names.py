"""Partners that are probably one, under two names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import resources
from itertools import combinations

import yaml

from newsroom.domain.partner import Partner, spelling
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, warning

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"\s*\(([A-Z]{2,})\)")
# Words that tell one office from its neighbour although a single letter parts them.
_NO_SLIP = re.compile(r"[ivxlc]+|.*\d.*|utara|selatan|timur|barat|tengah|tenggara|pusat|utama")
_SHORTEST_SLIP = 5
_MOST_IN_A_GROUP = 10


def partner_name_warnings(everything: Edition) -> Iterator[Problem]:
    """Names that come to the same once abbreviations are written out, or but for one slip.

    Two partners that both have a profile are two. Of each pair the one with a
    profile, else the one named more often, is taken for the right name; the other
    is told where it is first named. The work grows with the number of names, not
    with its square.
    """
    book = _Mentions(everything)
    for first, second in _pairs(book.partners):
        if first.source and second.source:
            continue
        right, other = sorted((first, second), key=book.rank)
        facts = {"name": other.name, "other": right.name, "slug": right.slug}
        yield warning("partner_twice", book.first[other.slug](), facts)


class _Mentions:
    """Every partner that is named or has a profile; how often and where first it is named."""

    def __init__(self, everything: Edition) -> None:
        self.first: dict[str, Callable[[], Position]] = {}
        self._times: Counter[str] = Counter()
        named: dict[str, Partner] = {}
        for release in sorted(everything.archive.releases, key=lambda r: r.source):
            for i, mention in enumerate(release.partners):
                partner = everything.partner_book.find(mention.name)
                named[partner.slug] = partner
                self._times[partner.slug] += 1
                self.first.setdefault(partner.slug, partial(release.position, "partners", i))
        for profile in everything.archive.profiles:
            named.setdefault(profile.slug, profile)
            self.first.setdefault(profile.slug, partial(profile.position, "name"))
        self.partners = list(named.values())

    def rank(self, partner: Partner) -> tuple[bool, int, str]:
        """A key that puts the name most probably right first."""
        return not partner.source, -self._times[partner.slug], partner.slug


def _pairs(partners: Iterable[Partner]) -> Iterator[tuple[Partner, Partner]]:
    """Pairs of different partners that are probably one, each pair once."""
    by_form: dict[str, dict[str, Partner]] = {}
    words_of: dict[str, tuple[str, ...]] = {}
    for partner in partners:
        for name in (partner.name, *partner.aliases):
            words = written_out(name)
            if words:
                by_form.setdefault("".join(words), {})[partner.slug] = partner
                words_of["".join(words)] = words
    seen: set[frozenset[str]] = set()
    same = [tuple(group.values()) for group in by_form.values()]
    near = [
        (*by_form[one].values(), *by_form[other].values())
        for one, other in _one_slip_apart(words_of)
    ]
    for group in (*same, *near):
        for first, second in combinations(group[:_MOST_IN_A_GROUP], 2):
            pair = frozenset({first.slug, second.slug})
            if len(pair) == 2 and pair not in seen:
                seen.add(pair)
                yield first, second


def written_out(name: str) -> tuple[str, ...]:
    """The words of a name in one form: abbreviations written out, legal forms left out.

    An acronym in brackets is left out if it stands for words of the name.
    """
    found = _ACRONYM.search(name)
    if found and _stands_for(found[1], name.replace(found[0], "")):
        name = name.replace(found[0], "")
    words: list[str] = []
    for word in _WORD.findall(spelling(name)):
        words += _ABBREVIATIONS.get(word, (word,))
    kept = tuple(word for word in words if word not in _LEFT_OUT)
    return kept or tuple(words)


def _stands_for(acronym: str, name: str) -> bool:
    words = [word for word in _WORD.findall(spelling(name)) if word not in _LEFT_OUT]
    initials = "".join(word[0] for word in words)
    meant = " ".join(_ABBREVIATIONS.get(acronym.casefold(), ("?",)))
    return acronym.casefold() in initials or meant in " ".join(words)


def _one_slip_apart(words_of: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Forms that differ in one word, and there by one letter left out, added, wrong or swapped.

    Only names alike in all their other words are compared, and of those only such
    as share a form of the differing word with a letter left out.
    """
    alike: dict[tuple[object, ...], list[tuple[str, str]]] = {}
    for form, words in words_of.items():
        for i, word in enumerate(words):
            if len(word) >= _SHORTEST_SLIP and not _NO_SLIP.fullmatch(word):
                alike.setdefault((i, words[:i], words[i + 1 :]), []).append((form, word))
    for group in alike.values():
        if len(group) > 1:
            yield from _slips_among(group)


def _slips_among(group: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    sharing: dict[str, list[tuple[str, str]]] = {}
    for form, word in group:
        for left in {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}:
            sharing.setdefault(left, []).append((form, word))
    for entries in sharing.values():
        for (form, word), (other_form, other) in combinations(entries[:_MOST_IN_A_GROUP], 2):
            if _one_slip(word, other):
                yield form, other_form


def _one_slip(one: str, other: str) -> bool:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def _abbreviations() -> dict[str, tuple[str, ...]]:
    text = resources.files(__name__.rpartition(".")[0]).joinpath("abbreviations.yml")
    table = yaml.load(text.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {short: tuple(long.split()) for short, long in table["abbreviations"].items()}


_ABBREVIATIONS = _abbreviations()
# Legal forms, and words that are put in or left out at will.
_LEFT_OUT = frozenset(
    ["pt", "tbk", "persero", "cv", "ud", "ltd", "inc", "llc", "dan", "and", "the", "of", "di"]
)
