"""A feed and its entries, in the terms that Atom, RSS and JSON Feed share."""

from __future__ import annotations

from dataclasses import dataclass

from newsroom.domain.when import When

ATOM = "feed.xml"
RSS = "rss.xml"
JSON = "feed.json"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture or attachment of an entry; `size` in bytes."""

    url: str
    media_type: str
    size: int
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A release in a feed. All addresses are absolute, those in the HTML too."""

    url: str
    title: str
    html: str
    summary: str
    published: When
    updated: When
    language: str
    author: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A listing's feed. `folder` is the absolute address its three files stand in."""

    title: str
    folder: str
    home: str
    language: str
    description: str
    publisher: str
    updated: When
