"""Share out the pages of an edition among the parts of its search index."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import unquote

from newsroom.edition import Edition
from newsroom.search_index import Part

PAGES = "pages"
"""The part of the ordinary pages, which have no date."""

# Pagefind needs about 190 MB and 1.3 s of one core for a thousand releases. The newest year
# is indexed with every new release, so its parts are smaller.
_MOST = 1500
_MOST_OF_NEWEST_YEAR = 400

# The months that a part of a year may span, and what a part is called.
_SPANS = (12, 6, 3, 1)


def search_parts(edition: Edition, ordinary: Iterable[str]) -> Iterator[Part]:
    """The parts, newest first, each without a digest; `ordinary` are the files of other pages.

    Which release stands in which part depends on nothing but their days.
    """
    pages: dict[str, list[str]] = defaultdict(list)
    days = [release.date.day for release in edition.standing]
    for release, name in zip(edition.standing, part_names(days), strict=True):
        pages[name].append(_file(edition.address(release)))
    for name in sorted(pages, reverse=True):
        yield Part(name, tuple(pages[name]), common={"year": name[:4]})
    if others := tuple(sorted(ordinary)):
        yield Part(PAGES, others)


def part_names(days: Sequence[date]) -> list[str]:
    """For every day the part it belongs to: `2024`, or `2024-07` from July of that year on.

    A year is one part, or several equal spans of months if it is too much for one. Names
    in their order are parts in the order of time.
    """
    months = Counter((day.year, day.month) for day in days)
    newest = max((year for year, _ in months), default=0)
    spans = {
        year: _span(
            [months[year, month] for month in range(1, 13)],
            _MOST_OF_NEWEST_YEAR if year == newest else _MOST,
        )
        for year in {year for year, _ in months}
    }
    return [_name(day, spans[day.year]) for day in days]


def _span(counts: Sequence[int], most: int) -> int:
    """The most months a part may have so that none holds more than `most` releases."""
    for span in _SPANS:
        if max(sum(counts[first : first + span]) for first in range(0, 12, span)) <= most:
            return span
    return _SPANS[-1]


def _name(day: date, span: int) -> str:
    if span == 12:
        return f"{day.year:04}"
    return f"{day.year:04}-{(day.month - 1) // span * span + 1:02}"


def _file(address: str) -> str:
    return f"{unquote(address)}index.html"
