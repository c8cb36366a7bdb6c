"""A partner's newest releases as a small page that the partner shows within its own."""

from __future__ import annotations

from html import escape
from typing import Any

from newsroom.domain.listing import Listing
from newsroom.views.cards import cards
from newsroom.views.head import head
from newsroom.views.layout import Layout
from newsroom.views.state import release_state

_MOST = 5
_HEIGHT = 480  # CSS pixels, for five headlines of two lines


def embed_view(layout: Layout, listing: Listing) -> dict[str, Any]:
    """The newest releases, and where they come from."""
    return {**_frame(layout, listing), "releases": cards(layout, listing.releases[:_MOST])}


def embed_head(layout: Layout, listing: Listing) -> dict[str, Any]:
    """Head of the page: no search engine lists it, since the partner's own page says more."""
    made = head(layout, listing.address, layout.listing_title(listing), indexed=False)
    return {**made, "feeds": [], "social": []}


def embed_made_from(layout: Layout, listing: Listing) -> Any:
    """What the page is made from."""
    states = [release_state(layout, release) for release in listing.releases[:_MOST]]
    return [_frame(layout, listing), states]


def embed_snippet(layout: Layout, listing: Listing) -> str:
    """The HTML that a partner puts into a page of its own."""
    url = layout.url(layout.edition.addresses.embed(listing.slug))
    title = escape(_frame(layout, listing)["title"])
    return (
        f'<iframe src="{escape(url)}" title="{title}" width="100%" height="{_HEIGHT}" '
        'loading="lazy" style="border:0"></iframe>'
    )


def _frame(layout: Layout, listing: Listing) -> dict[str, str]:
    site = layout.edition.site
    return {
        "title": f"{layout.listing_title(listing)} - {site.name}",
        "heading": layout.listing_title(listing),
        "address": listing.address,
        "source": layout.words.t("embed.source", name=site.name),
    }
