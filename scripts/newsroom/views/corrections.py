"""The page that lists every correction, update and withdrawal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.domain.when import When
from newsroom.outputs import structured_data
from newsroom.views.head import head
from newsroom.views.layout import Layout


def corrections_view(layout: Layout) -> dict[str, Any]:
    """All notices of the edition, the latest first, in years."""
    notices = sorted(
        (notice for release in layout.edition.changed for notice in _notices(layout, release)),
        key=lambda notice: (notice["at"], notice["address"]),
        reverse=True,
    )
    words = layout.words
    return {
        "title": words.t("corrections.title"),
        "intro": words.t("corrections.intro"),
        "count": words.count("corrections.count", len(notices)),
        "years": [
            {"year": str(year), "notices": list(group)}
            for year, group in groupby(notices, key=lambda notice: notice["at"].year)
        ],
        "breadcrumbs": [{"name": words.t("site.home"), "address": ""}],
    }


def corrections_head(layout: Layout) -> dict[str, Any]:
    """Head of the page."""
    title = layout.words.t("corrections.title")
    address = f"{layout.edition.addresses.corrections}/"
    trail = [(layout.words.t("site.home"), layout.url("")), (title, layout.url(address))]
    intro = layout.words.t("corrections.intro")
    return head(layout, address, title, intro, things=[structured_data.breadcrumbs(trail)])


def _notices(layout: Layout, release: Release) -> Iterator[dict[str, Any]]:
    told = [(notice.date, str(notice.kind), notice.text) for notice in release.corrections]
    if release.updated is not None and release.updated.day not in {when.day for when, *_ in told}:
        told.append((release.updated, "update", ""))
    if layout.edition.status(release) is Status.WITHDRAWN and release.withdrawal is not None:
        told.append((release.withdrawal.date, "withdrawal", release.withdrawal.reason))
    for when, kind, text in told:
        yield _notice(layout, release, when, kind, text)


def _notice(layout: Layout, release: Release, when: When, kind: str, text: str) -> dict[str, Any]:
    return {
        "at": when.at,
        "date": layout.words.day(when.day),
        "iso": when.day.isoformat(),
        "kind": layout.words.t(f"release.kinds.{kind}"),
        "text": text,
        "title": release.title,
        "address": layout.edition.address(release),
        "language": layout.foreign(release),
    }
