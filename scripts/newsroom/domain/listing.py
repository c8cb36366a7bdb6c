"""Listings: the releases of a year, partner, place, editor or topic, in numbered pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import nlargest
from itertools import chain

from newsroom.domain.partner import Partner
from newsroom.domain.release import Release


class Kind(StrEnum):
    """What the releases of a listing have in common."""

    ALL = "all"
    YEAR = "year"
    PARTNER = "partner"
    LOCATION = "location"
    EDITOR = "editor"
    TOPIC = "topic"
    LANGUAGE = "language"


# Kinds whose listings are many: each has a page that lists them from A to Z.
INDEXED = (Kind.PARTNER, Kind.LOCATION, Kind.EDITOR, Kind.TOPIC)


@dataclass(frozen=True, slots=True)
class Listing:
    """Releases with something in common, newest first, at an address of their own.

    `withdrawn` are those that belonged here before they were withdrawn.
    """

    kind: Kind
    name: str
    slug: str
    address: str
    releases: tuple[Release, ...]
    partner: Partner | None = None
    withdrawn: tuple[Release, ...] = ()


def latest_news(listing: Listing, number: int) -> list[Release]:
    """What a feed of the listing holds: the releases of which there was news last.

    A correction or a withdrawal brings a release back, however old it is: those
    who read it in the feed must learn of it there.
    """
    told_again = [r for r in listing.releases if r.corrections]
    # The others were last in the news when they came out, which is how they stand.
    newest = listing.releases[:number]
    return nlargest(
        number,
        {r.source: r for r in chain(newest, told_again, listing.withdrawn)}.values(),
        key=lambda release: (release.announced.at, release.source),
    )


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of a listing. `number` is None for the front page."""

    number: int | None
    releases: tuple[Release, ...]
    newer: int | None = None
    older: int | None = None


def page_numbers(count: int, size: int) -> list[int | None]:
    """The numbers of the pages that `paginate` makes, the front page (None) first."""
    return [None, *range(_closed(count, size), 0, -1)]


def _closed(count: int, size: int) -> int:
    """How many pages are full and numbered."""
    return max(0, count // size - 1)


def page_of(index: int, count: int, size: int) -> int | None:
    """The number of the page that `paginate` puts a release on; None is the front page."""
    closed = _closed(count, size)
    newest = count - closed * size
    return None if index < newest else closed - (index - newest) // size


def paginate(releases: Sequence[Release], size: int) -> list[ListingPage]:
    """Cut releases (newest first) into the front page and pages numbered from the oldest.

    Page 1 holds the `size` oldest releases. The front page holds the newest ones,
    from `size` to twice `size` less one, so that a numbered page once full keeps its
    releases and its address for ever, and an archive can be rebuilt in pieces.
    In a page's `newer`, None means the front page.
    """
    closed = _closed(len(releases), size)
    newest = len(releases) - closed * size
    pages = [ListingPage(None, tuple(releases[:newest]), older=closed or None)]
    for number in range(closed, 0, -1):
        start = newest + (closed - number) * size
        pages.append(
            ListingPage(
                number,
                tuple(releases[start : start + size]),
                newer=number + 1 if number < closed else None,
                older=number - 1 or None,
            )
        )
    return pages
