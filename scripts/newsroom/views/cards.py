"""A release as it stands in a listing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.views.layout import Layout


def card(layout: Layout, release: Release) -> dict[str, Any]:
    """Headline, date, place, summary and picture of a release; made once an edition."""
    found = layout.cards.get(release.source)
    if found is None:
        found = layout.cards[release.source] = _card(layout, release)
    return found


def cards(layout: Layout, releases: Iterable[Release]) -> list[dict[str, Any]]:
    """Cards in the order given."""
    return [card(layout, release) for release in releases]


def _card(layout: Layout, release: Release) -> dict[str, Any]:
    status = layout.edition.status(release)
    label = None if status is Status.PUBLISHED else layout.words.t(f"status.label.{status}")
    return {
        "title": release.title,
        "address": layout.edition.address(release),
        "date": layout.words.full_day(release.published.day),
        "iso": release.published.day.isoformat(),
        "location": release.location,
        "summary": layout.texts.summary(release),
        "picture": layout.picture(release),
        "language": layout.foreign(release),
        "label": label,
    }
