"""A release as it stands in a listing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.views.layout import Layout
from newsroom.words import Words


def card(layout: Layout, release: Release) -> dict[str, Any]:
    """Headline, date, place, summary and picture of a release; made once an edition."""
    found = layout.cards.get(release.source)
    if found is None:
        found = layout.cards[release.source] = _card(layout, release, layout.words)
    return found


def cards(
    layout: Layout, releases: Iterable[Release], words: Words | None = None
) -> list[dict[str, Any]]:
    """Cards in the order given; `words` are those of the page, if not the site's."""
    if words is None or words is layout.words:
        return [card(layout, release) for release in releases]
    return [_card(layout, release, words) for release in releases]


def _card(layout: Layout, release: Release, words: Words) -> dict[str, Any]:
    status = layout.edition.status(release)
    label = None if status is Status.PUBLISHED else words.t(f"status.label.{status}")
    language = layout.language(release)
    return {
        "title": release.title,
        "address": layout.edition.address(release),
        "date": words.full_day(release.published.day),
        "iso": release.published.day.isoformat(),
        "location": release.location,
        "summary": layout.texts.summary(release),
        "picture": layout.picture(release),
        "language": None if language == words.language else language,
        "label": label,
    }
