"""The page for journalists: whom to ask, what to take, which feeds to follow, how we work."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.domain.listing import INDEXED, Kind
from newsroom.domain.release import Contact
from newsroom.outputs import structured_data
from newsroom.views.contacts import shown_contact
from newsroom.views.head import feed_links, head, listing_feeds
from newsroom.views.layout import Layout
from newsroom.words import LANGUAGES, Words, own_language_name

_PRACTICES = ("embargo", "correction", "withdrawal", "use")
_GROUPS = tuple(kind for kind in INDEXED if kind is not Kind.EDITOR)


def journalists_view(layout: Layout) -> dict[str, Any]:
    """Everything on the page; it changes with the settings, and when a new name has a feed."""
    edition = layout.edition
    words = layout.words
    settings = edition.site.settings
    return {
        "title": words.t("press.title"),
        "intro": words.t("press.intro", office=edition.site.office),
        "office": edition.site.office,
        "contacts": [
            shown_contact(Contact(**contact.model_dump())) for contact in settings.contacts.values()
        ],
        "boilerplate": settings.boilerplate,
        "downloads": _downloads(layout),
        "feeds": feed_links(layout, "", edition.site.name),
        "feed_groups": [
            {
                "title": words.t(f"site.{kind}s"),
                "id": f"umpan-{kind}",
                "entries": [
                    {
                        "name": listing.name,
                        "address": listing.address,
                        "feeds": listing_feeds(layout, listing),
                    }
                    for listing in edition.of_kind(kind)
                ],
            }
            for kind in _GROUPS
            if edition.of_kind(kind)
        ],
        "practices": [_practice(layout, language) for language in _languages(words.language)],
        "corrections": f"{edition.addresses.corrections}/",
        "breadcrumbs": [{"name": words.t("site.home"), "address": ""}],
    }


def journalists_head(layout: Layout) -> dict[str, Any]:
    """Head of the page."""
    title = layout.words.t("press.title")
    address = f"{layout.edition.addresses.press}/"
    trail = [(layout.words.t("site.home"), layout.url("")), (title, layout.url(address))]
    intro = layout.words.t("press.intro", office=layout.edition.site.office)
    return head(layout, address, title, intro, things=[structured_data.breadcrumbs(trail)])


def _languages(own: str) -> list[str]:
    return [own, *(language for language in LANGUAGES if language != own)]


def _practice(layout: Layout, language: str) -> dict[str, Any]:
    """How embargoes, corrections and withdrawals work here, in one language."""
    words = Words(language)
    zone = _spoken(layout.edition.site.settings.timezone)
    return {
        "language": None if language == layout.words.language else language,
        "name": own_language_name(language),
        "id": f"cara-{language}",
        "title": words.t("press.practice"),
        "rules": [
            {
                "title": words.t(f"press.{rule}.title"),
                "text": words.t(f"press.{rule}.text", zone=zone),
            }
            for rule in _PRACTICES
        ],
        "more": words.t("corrections.title"),
    }


def _spoken(zone: str) -> str:
    """A zone as the press calls it, where one name holds all year: "WIB (Asia/Jakarta)"."""
    known = ZoneInfo(zone)
    names = {datetime(2025, month, 1, tzinfo=known).tzname() or "" for month in (1, 7)}
    [*others, name] = names
    return zone if others or not name.isalpha() else f"{name} ({zone})"


def _downloads(layout: Layout) -> list[dict[str, str]]:
    """The crest and the other files offered, each with type and size."""
    edition = layout.edition
    settings = edition.site.settings
    logo = settings.organisation.logo
    offered = [(logo, layout.words.t("press.logo"))] if logo else []
    offered += [(download.file, download.title) for download in settings.downloads]
    found = []
    for path, title in offered:
        if path in edition.archive.files:
            facts = layout.facts(path)
            name = path.rpartition("/")[2]
            size = layout.file_size(layout.published_size(path))
            measures = f"{facts.width} × {facts.height}, " if facts.width else ""
            found.append(
                {
                    "address": edition.addresses.file(path),
                    "title": title or name,
                    "kind": f"{name.rpartition('.')[2].upper()}, {measures}{size}",
                }
            )
    return found
