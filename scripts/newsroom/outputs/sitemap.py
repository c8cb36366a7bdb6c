"""The sitemap and the news sitemap (sitemaps.org 0.9; Google News 0.9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from newsroom.domain.when import When
from newsroom.outputs.xml import allowed, document, element, to_text

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Place:
    """A page in the sitemap; without `changed` no date is claimed for it."""

    url: str
    changed: When | None = None


@dataclass(frozen=True, slots=True)
class NewsPlace:
    """A release in the news sitemap."""

    url: str
    title: str
    published: When
    language: str


def sitemap(places: Iterable[Place]) -> bytes:
    """All pages, with the day of their last real change."""
    return document(element("urlset", xmlns=_SITEMAP), map(_url, places))


def sitemap_index(files: Iterable[Place]) -> bytes:
    """The files of a sitemap that is more than one file can hold, each with its last change."""
    parts = (f"<sitemap>{_loc(file)}</sitemap>" for file in files)
    return document(element("sitemapindex", xmlns=_SITEMAP), parts)


def _url(place: Place) -> str:
    """One page, as text: elements would take ten times as long, and there are many thousands."""
    return f"<url>{_loc(place)}</url>"


def _loc(place: Place) -> str:
    changed = f"<lastmod>{place.changed.iso}</lastmod>" if place.changed else ""
    return f"<loc>{escape(allowed(place.url))}</loc>{changed}"


def news_sitemap(places: Iterable[NewsPlace], publication: str) -> bytes:
    """The latest releases; `publication` is the site's name exactly as readers see it."""
    parts = []
    for place in places:
        url = element("url")
        url.append(element("loc", place.url))
        news = element("news:news")
        name = element("news:publication")
        name.append(element("news:name", publication))
        name.append(element("news:language", place.language))
        news.append(name)
        news.append(element("news:publication_date", place.published.iso))
        news.append(element("news:title", place.title))
        url.append(news)
        parts.append(to_text(url))
    root = element("urlset", xmlns=_SITEMAP, **{"xmlns:news": _NEWS})
    return document(root, parts)
