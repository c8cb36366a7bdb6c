"""The archive page: every year and month with its number of releases, drawn as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from newsroom.domain.addresses import listing_page
from newsroom.domain.listing import Listing, page_of
from newsroom.domain.release import Release
from newsroom.outputs import structured_data
from newsroom.views.head import head
from newsroom.views.layout import Layout

Months = list[tuple[date, list[Release]]]


def by_month(releases: Iterable[Release]) -> Iterator[tuple[date, list[Release]]]:
    """Releases, newest first, in months of publication; a month is told by its first day."""
    for month, group in groupby(releases, key=lambda release: release.published.day.replace(day=1)):
        yield month, list(group)


def anchor(month: date) -> str:
    """Where a month begins on a page of releases."""
    return f"bulan-{month:%Y-%m}"


def timeline_view(layout: Layout) -> dict[str, Any]:
    """Years, the latest first, and the months of each in which something was published."""
    words = layout.words
    years = [(year, list(by_month(year.releases))) for year in layout.edition.years]
    most = max((len(year.releases) for year, _ in years), default=1)
    busiest = max((len(group) for _, months in years for _, group in months), default=1)
    return {
        "title": words.t("timeline.title"),
        "intro": words.t("timeline.intro"),
        "count": words.count("count.releases", len(layout.edition.listed)),
        "years": [
            {
                "name": year.name,
                "address": year.address,
                "id": f"tahun-{year.name}",
                "count": words.number(len(year.releases)),
                "share": _share(len(year.releases), most),
                "months": _months(layout, year, months, busiest),
            }
            for year, months in years
        ],
        "breadcrumbs": [{"name": words.t("site.home"), "address": ""}],
    }


def timeline_head(layout: Layout) -> dict[str, Any]:
    """Head of the page."""
    words = layout.words
    title, intro = words.t("timeline.title"), words.t("timeline.intro")
    address = f"{layout.edition.addresses.archive}/"
    trail = [(words.t("site.home"), layout.url("")), (title, layout.url(address))]
    return head(layout, address, title, intro, things=[structured_data.breadcrumbs(trail)])


def _months(layout: Layout, year: Listing, months: Months, busiest: int) -> list[dict[str, Any]]:
    """Each leads to the page of the year's releases on which the month begins."""
    size = layout.edition.site.settings.page_size
    found, before = [], 0
    for month, group in months:
        page = listing_page(year.address, page_of(before, len(year.releases), size))
        found.append(
            {
                "name": layout.words.month(month),
                "address": f"{page}#{anchor(month)}",
                "count": layout.words.number(len(group)),
                "share": _share(len(group), busiest),
            }
        )
        before += len(group)
    return found


def _share(count: int, most: int) -> str:
    """The length of a bar; what is not nothing can be seen."""
    return f"{max(1, round(100 * count / most))}%"
