"""A release as it stands in a listing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.views.workshop import Workshop


def card(shop: Workshop, release: Release) -> dict[str, Any]:
    """Headline, date, place, summary and picture of a release; made once an edition."""
    found = shop.cards.get(release.source)
    if found is None:
        found = shop.cards[release.source] = _card(shop, release)
    return found


def cards(shop: Workshop, releases: Iterable[Release]) -> list[dict[str, Any]]:
    """Cards in the order given."""
    return [card(shop, release) for release in releases]


def _card(shop: Workshop, release: Release) -> dict[str, Any]:
    status = shop.edition.status(release)
    return {
        "title": release.title,
        "address": shop.edition.address(release),
        "date": shop.words.full_day(release.published.day),
        "iso": release.published.day.isoformat(),
        "location": release.location,
        "summary": shop.texts.summary(release),
        "picture": shop.picture(release),
        "language": shop.foreign(release),
        "label": None if status is Status.PUBLISHED else shop.words.t(f"status.label.{status}"),
    }
