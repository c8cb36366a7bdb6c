"""The elements of a text that checks ask about: its pictures, what it fetches, its anchors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from newsroom.sources.body import path_in_site

_SHOWING = frozenset({"img", "audio", "video", "source"})
_WHOLE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a text: what it shows in words, and its path in docs/ (None: elsewhere)."""

    alt: str
    path: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Elements:
    """Pictures in the order of the text, and every `id` a link can lead to.

    `fetched` are the whole addresses from which it shows pictures, films and sound.
    """

    pictures: tuple[Shown, ...]
    anchors: frozenset[str]
    fetched: tuple[str, ...] = ()

    def record(self) -> list[Any]:
        """The same as JSON knows it."""
        shown = [[picture.alt, picture.path, picture.address] for picture in self.pictures]
        return [shown, sorted(self.anchors), self.fetched]

    @classmethod
    def from_record(cls, record: list[Any]) -> Elements:
        """What `record` was made of."""
        pictures, anchors, fetched = record
        shown = tuple(Shown(*picture) for picture in pictures)
        return cls(shown, frozenset(anchors), tuple(fetched))


def elements_of(open_html: str) -> Elements:
    """Look through the HTML of a text whose links are still open (`Body.open_html`)."""
    reader = _Reader()
    reader.feed(open_html)
    reader.close()
    return Elements(tuple(reader.pictures), frozenset(reader.anchors), tuple(reader.fetched))


@dataclass
class _Reader(HTMLParser):
    pictures: list[Shown] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    fetched: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.anchors.add(values["id"])
        if tag in _SHOWING:
            addresses = (values.get(name, "") for name in ("src", "poster"))
            self.fetched |= dict.fromkeys(filter(_WHOLE.match, addresses))
        if tag == "img":
            address = values.get("src", "")
            self.pictures.append(Shown(values.get("alt", ""), path_in_site(address), address))
