"""The home page."""

from __future__ import annotations

from typing import Any

from newsroom.views.cards import cards
from newsroom.views.contacts import first_contacts, shown_contact
from newsroom.views.head import head
from newsroom.views.layout import Layout
from newsroom.views.listing import language_links
from newsroom.views.news_article import publisher

_LATEST = 6
_MOST_PARTNERS = 12


def home_view(layout: Layout) -> dict[str, Any]:
    """The way to other languages, the lead release, the next ones, and the partners named most."""
    edition = layout.edition
    newest = cards(layout, edition.listed[: _LATEST + 1])
    most_named = sorted(edition.partners, key=lambda listing: -len(listing.releases))
    others = [link for link in language_links(layout) if link["language"] != layout.words.language]
    return {
        "languages": others,
        "lead": newest[0] if newest else None,
        "latest": newest[1:],
        "all": edition.everything.address,
        "count": layout.words.count("count.releases", len(edition.listed)),
        "partners": [
            {
                "name": listing.name,
                "address": listing.address,
                "count": layout.words.count("count.releases", len(listing.releases)),
                "logo": layout.logo(listing.partner) if listing.partner else None,
            }
            for listing in most_named[:_MOST_PARTNERS]
        ],
        "contacts": [shown_contact(contact) for contact in first_contacts(layout)],
    }


def home_head(layout: Layout) -> dict[str, Any]:
    """Head of the home page: the site and the office behind it."""
    site = layout.edition.site
    website = {
        "@type": "WebSite",
        "name": site.name,
        "url": site.url,
        "inLanguage": layout.words.language,
        "publisher": publisher(layout),
    }
    return head(layout, "", site.name, site.description, things=[website])
