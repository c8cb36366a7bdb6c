"""What stands in a page's head: title, description, addresses, social and structured data."""

from __future__ import annotations

from typing import Any

from newsroom.domain.listing import Listing
from newsroom.outputs import structured_data
from newsroom.outputs.feed import ATOM, JSON, RSS
from newsroom.views.layout import Layout
from newsroom.words import LOCALES

_FEEDS = (
    (ATOM, "application/atom+xml", "feeds.atom"),
    (RSS, "application/rss+xml", "feeds.rss"),
    (JSON, "application/feed+json", "feeds.json"),
)


def head(
    layout: Layout,
    address: str,
    title: str,
    description: str = "",
    *,
    feeds: list[dict[str, str]] | None = None,
    social: list[tuple[str, str]] | None = None,
    things: list[dict[str, Any]] | None = None,
    indexed: bool = True,
) -> dict[str, Any]:
    """The head of the page at `address`; `title` is the page's own, without the site's name."""
    site = layout.edition.site
    url = layout.url(address)
    full_title = site.name if not address else f"{title} - {site.name}"
    return {
        "title": full_title,
        "description": description,
        "canonical": url,
        "alternates": [],
        "formats": [],
        "robots": None if indexed and not layout.edition.preview else "noindex",
        "feeds": feeds if feeds is not None else site_feeds(layout),
        "social": social if social is not None else website_card(layout, url, title, description),
        "json_ld": structured_data.script(*things) if things else None,
    }


def website_card(layout: Layout, url: str, title: str, description: str) -> list[tuple[str, str]]:
    """Open Graph of a page that is no release."""
    return [
        ("og:type", "website"),
        ("og:title", title),
        *([("og:description", description)] if description else []),
        ("og:url", url),
        ("og:site_name", layout.edition.site.name),
        ("og:locale", locale(layout.words.language)),
        *share_picture(layout),
    ]


def share_picture(layout: Layout) -> list[tuple[str, str]]:
    """The site's own picture for pages that have none."""
    path = layout.edition.site.settings.picture
    picture = layout.shown(path)
    if picture is None:
        return []
    return image_tags(layout, {**picture["plain"], "alt": layout.edition.site.name})


def image_tags(layout: Layout, image: dict[str, Any]) -> list[tuple[str, str]]:
    """Open Graph of a picture with address, measures and words."""
    found = [("og:image", layout.url(image["address"]))]
    if image["width"] and image["height"]:
        found.append(("og:image:width", str(image["width"])))
        found.append(("og:image:height", str(image["height"])))
    return [*found, ("og:image:alt", image["alt"])]


def locale(language: str) -> str:
    """A language as Open Graph writes it: id_ID."""
    return LOCALES.get(language, language.replace("-", "_"))


def site_feeds(layout: Layout) -> list[dict[str, str]]:
    """Links to the three feeds of the whole site."""
    return feed_links(layout, "", layout.edition.site.name)


def listing_feeds(layout: Layout, listing: Listing) -> list[dict[str, str]]:
    """Links to the three feeds of a listing."""
    return feed_links(layout, listing.address, layout.listing_title(listing))


def feed_links(layout: Layout, folder: str, title: str) -> list[dict[str, str]]:
    """Links to the three feeds in a folder."""
    return [
        {
            "address": folder + file,
            "media_type": media_type,
            "title": layout.words.t(key, title=title),
            "name": layout.words.t(key, title="").strip(" ()"),
        }
        for file, media_type, key in _FEEDS
    ]
