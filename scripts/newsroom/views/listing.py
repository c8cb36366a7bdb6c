"""The pages that list releases, and those that list the listings."""

from __future__ import annotations

from typing import Any

from newsroom.domain.addresses import listing_page, up_from
from newsroom.domain.listing import Kind, Listing, ListingPage
from newsroom.domain.partner import spelling
from newsroom.domain.release import Release
from newsroom.outputs import structured_data
from newsroom.views.body import page_text
from newsroom.views.cards import cards
from newsroom.views.chart import per_year
from newsroom.views.embed import embed_snippet
from newsroom.views.filters import filters
from newsroom.views.head import head, listing_feeds
from newsroom.views.layout import Layout
from newsroom.views.search import FACETS
from newsroom.views.timeline import anchor, by_month
from newsroom.words import own_language_name

_INDEX_WORDS = {
    Kind.PARTNER: ("partners.title", "partners.intro"),
    Kind.LOCATION: ("partners.locations_title", "partners.locations_intro"),
    Kind.EDITOR: ("partners.editors_title", "partners.editors_intro"),
    Kind.TOPIC: ("partners.topics_title", "partners.topics_intro"),
}


def listing_view(layout: Layout, listing: Listing, page: ListingPage) -> dict[str, Any]:
    """A page of a listing, with its releases as cards."""
    dated = listing.kind in (Kind.ALL, Kind.YEAR)
    groups = by_month(page.releases) if dated else [(None, page.releases)] * bool(page.releases)
    return {
        **listing_frame(layout, listing, page),
        "groups": [
            {
                "title": layout.words.month_of_year(month) if month else "",
                "id": anchor(month) if month else "",
                "cards": cards(layout, releases, layout.words_of_listing(listing)),
            }
            for month, releases in groups
        ],
    }


def listing_frame(layout: Layout, listing: Listing, page: ListingPage) -> dict[str, Any]:
    """A page of a listing but for its cards; of a partner's, the front page holds the profile.

    What grows with the listing stands on the front page alone, so that a numbered page
    is made once and never again.
    """
    words = layout.words_of_listing(listing)
    front = page.number is None
    return {
        "words_language": words.language,
        "spoken": None if words is layout.words else words.language,
        "title": _title(layout, listing, page),
        "count": words.count("count.releases", len(listing.releases)) if front else "",
        "years": _years(layout, listing) if front else [],
        "archive": f"{layout.edition.addresses.archive}/",
        "languages": _languages(layout, listing) if front else [],
        "filters": filters(layout, listing) if front else [],
        "facet": str(listing.kind) if listing.kind in FACETS else "",
        "facet_name": listing.name if listing.kind in FACETS else "",
        # A search knows no language: together with one it would find more than is listed.
        "combines": listing.kind is not Kind.LANGUAGE,
        # A partner's front page has a heading above its releases.
        "level": 3 if listing.partner and front else 2,
        "newer": None if page.number is None else listing_page(listing.address, page.newer),
        "older": listing_page(listing.address, page.older) if page.older else None,
        "front_address": listing.address,
        "feeds": listing_feeds(layout, listing),
        "breadcrumbs": _trail(layout, listing),
        "partner": _partner(layout, listing) if listing.partner and front else None,
    }


def listing_head(layout: Layout, listing: Listing, page: ListingPage) -> dict[str, Any]:
    """Head of a listing's page, with the listing's own feeds."""
    title = _title(layout, listing, page)
    address = listing_page(listing.address, page.number)
    trail = [(step["name"], layout.url(step["address"])) for step in _trail(layout, listing)]
    trail.append((title, layout.url(address)))
    count = layout.words_of_listing(listing).count("count.releases", len(listing.releases))
    return head(
        layout,
        address,
        title,
        f"{title}. {count}." if page.number is None else f"{title}.",
        feeds=listing_feeds(layout, listing),
        things=[structured_data.breadcrumbs(trail)],
    )


def index_view(layout: Layout, kind: Kind) -> dict[str, Any]:
    """All partners, places, editors or topics from A to Z, with counts."""
    groups: dict[str, list[dict[str, str | None]]] = {}
    for listing in layout.edition.of_kind(kind):
        letter = spelling(listing.name)[:1].upper()
        groups.setdefault(letter if letter.isalpha() else "#", []).append(
            {
                "name": listing.name,
                "address": listing.address,
                "count": layout.words.count("count.releases", len(listing.releases)),
                "kind": (listing.partner.kind or "") if listing.partner else "",
                "logo": layout.logo(listing.partner) if listing.partner else None,
            }
        )
    title, intro = _INDEX_WORDS[kind]
    return {
        "title": layout.words.t(title),
        "intro": layout.words.t(intro),
        "groups": [
            {"letter": letter, "id": _anchor(letter), "entries": entries}
            for letter, entries in groups.items()
        ],
        "marks": kind is Kind.PARTNER,
        "breadcrumbs": [{"name": layout.words.t("site.home"), "address": ""}],
    }


def _anchor(letter: str) -> str:
    return "abjad-lain" if letter == "#" else f"abjad-{letter.lower()}"


def index_head(layout: Layout, kind: Kind) -> dict[str, Any]:
    """Head of the page that lists all listings of a kind."""
    title, intro = (layout.words.t(key) for key in _INDEX_WORDS[kind])
    address = layout.edition.addresses.index(kind)
    trail = [(layout.words.t("site.home"), layout.url("")), (title, layout.url(address))]
    return head(layout, address, title, intro, things=[structured_data.breadcrumbs(trail)])


def _title(layout: Layout, listing: Listing, page: ListingPage) -> str:
    """A partner's front page bears the partner's name; other pages say what they list."""
    if page.number is not None:
        words = layout.words_of_listing(listing)
        number = words.number(page.number)
        return words.t("listing.page", title=layout.listing_title(listing), number=number)
    return listing.name if listing.partner else layout.listing_title(listing)


def _years(layout: Layout, listing: Listing) -> list[dict[str, str]]:
    if listing.kind not in (Kind.ALL, Kind.YEAR):
        return []
    return [
        {
            "name": year.name,
            "address": year.address,
            "count": layout.words.number(len(year.releases)),
            "current": "page" if year.address == listing.address else "",
        }
        for year in layout.edition.years
    ]


def _languages(layout: Layout, listing: Listing) -> list[dict[str, str]]:
    if listing.kind not in (Kind.ALL, Kind.LANGUAGE):
        return []
    return [
        {**link, "current": "page" if link["address"] == listing.address else ""}
        for link in language_links(layout)
    ]


def language_links(layout: Layout) -> list[dict[str, str]]:
    """The listing of each language, named in that language; none if there is only one."""
    return [
        {
            "language": language.name,
            "name": own_language_name(language.name),
            "address": language.address,
            "count": layout.words.number(len(language.releases)),
        }
        for language in layout.edition.languages
    ]


def _trail(layout: Layout, listing: Listing) -> list[dict[str, str]]:
    trail = [{"name": layout.words.t("site.home"), "address": ""}]
    if listing.kind is Kind.ALL:
        return trail
    names = {
        Kind.YEAR: "site.news",
        Kind.LANGUAGE: "site.news",
        **{kind: title for kind, (title, _) in _INDEX_WORDS.items()},
    }
    address = layout.edition.addresses.index(listing.kind)
    return [*trail, {"name": layout.words.t(names[listing.kind]), "address": address}]


def _partner(layout: Layout, listing: Listing) -> dict[str, Any]:
    partner = listing.partner
    assert partner is not None
    edition = layout.edition
    together = [
        {
            "name": other.name,
            "address": other.address,
            "count": layout.words.count("count.releases", shared),
            "logo": layout.logo(other.partner) if other.partner else None,
        }
        for other, shared in edition.together_with(listing)
    ]
    return {
        "kind": partner.kind,
        "url": partner.url,
        "site": partner.url and partner.url.partition("//")[2].rstrip("/"),
        "logo": layout.logo(partner),
        "profile": page_text(layout, partner, up_from(listing.address))
        if partner.body.strip()
        else "",
        "chart": per_year(listing.releases, layout.words),
        "embed": edition.addresses.embed(listing.slug),
        "snippet": embed_snippet(layout, listing),
        "together": together,
        "latest": _day(layout, listing.releases[0]),
        "first": _day(layout, listing.releases[-1]) if len(listing.releases) > 1 else None,
    }


def _day(layout: Layout, release: Release) -> dict[str, str]:
    day = release.published.day
    return {"date": layout.words.day(day), "iso": day.isoformat()}
