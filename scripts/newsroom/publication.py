"""What an edition is published as: its pages and files, for whatever engine writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from newsroom.domain.addresses import listing_page, page
from newsroom.domain.listing import Kind, paginate
from newsroom.domain.release import Release
from newsroom.domain.when import When
from newsroom.outputs.sitemap import NewsPlace, Place, news_sitemap, sitemap
from newsroom.views.feeds import FeedWriter
from newsroom.views.head import head
from newsroom.views.home import home_head, home_view
from newsroom.views.listing import index_head, index_view, listing_head, listing_view
from newsroom.views.release import release_head, release_view
from newsroom.views.search import search_head, search_view
from newsroom.views.workshop import Workshop

# Google News: articles of the last two days, at most 1,000 of them.
_NEWS_AGE = timedelta(days=2)
_MOST_NEWS = 1000

_INDEX_KINDS = (Kind.PARTNER, Kind.LOCATION, Kind.EDITOR, Kind.TOPIC)

View = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page the newsroom makes: where, from which template, and how to get its data.

    `source` is the file in docs/ that it comes from, if it comes from one.
    """

    address: str
    template: str
    title: str
    head: View
    view: View
    source: str | None = None


def made_pages(shop: Workshop) -> Iterator[MadePage]:
    """All pages but the home page and the ordinary ones, whose files MkDocs finds itself."""
    edition = shop.edition
    for release in edition.releases:
        yield MadePage(
            edition.address(release),
            "release.html",
            release.title,
            partial(release_head, shop, release),
            partial(release_view, shop, release),
            release.source,
        )
        yield from _redirects(shop, release)
    for listing in edition.listings:
        template = "partner.html" if listing.kind is Kind.PARTNER else "listing.html"
        for part in paginate(listing.releases, edition.site.settings.page_size):
            yield MadePage(
                listing_page(listing.address, part.number),
                template,
                shop.listing_title(listing),
                partial(listing_head, shop, listing, part),
                partial(listing_view, shop, listing, part),
            )
    for kind in _INDEX_KINDS:
        yield MadePage(
            edition.addresses.index(kind),
            "partners.html",
            shop.words.t(f"site.{kind}s"),
            partial(index_head, shop, kind),
            partial(index_view, shop, kind),
        )
    yield MadePage(
        f"{edition.addresses.search}/",
        "search.html",
        shop.words.t("search.title"),
        partial(search_head, shop),
        partial(search_view, shop),
    )


def _redirects(shop: Workshop, release: Release) -> Iterator[MadePage]:
    """A page at every old address of a release that sends on to the new one."""
    address = shop.edition.address(release)
    for alias in release.aliases:
        yield MadePage(
            alias if alias.endswith(".html") else f"{alias}/",
            "redirect.html",
            release.title,
            partial(head, shop, address, release.title),
            lambda: {"address": address, "title": release.title},
        )


def home_page(shop: Workshop) -> MadePage:
    """The home page; its own words stand in docs/index.md."""
    return MadePage(
        "",
        "home.html",
        shop.edition.site.name,
        partial(home_head, shop),
        partial(home_view, shop),
        "index.md",
    )


def made_files(shop: Workshop) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of feeds and sitemaps."""
    feeds = FeedWriter(shop)
    yield from feeds.site_feeds()
    for listing in shop.edition.listings:
        yield from feeds.listing_feeds(listing)
    yield "sitemap.xml", sitemap(_places(shop))
    yield "news-sitemap.xml", news_sitemap(_news_places(shop), shop.edition.site.name)


def _places(shop: Workshop) -> Iterator[Place]:
    """Every page that search engines may list; only releases date them."""
    edition = shop.edition
    yield Place(shop.url(""), _latest(edition.listed))
    for release in edition.listed:
        yield Place(shop.url(edition.address(release)), release.modified)
    for listing in edition.listings:
        for part in paginate(listing.releases, edition.site.settings.page_size):
            address = listing_page(listing.address, part.number)
            yield Place(shop.url(address), _latest(part.releases))
    for kind in _INDEX_KINDS:
        yield Place(shop.url(edition.addresses.index(kind)), _latest(edition.listed))
    for source in edition.archive.pages:
        if address := page(source.source):
            yield Place(shop.url(address))


def _latest(releases: tuple[Any, ...]) -> When | None:
    return max((r.modified for r in releases), default=None, key=lambda when: when.at)


def _news_places(shop: Workshop) -> Iterator[NewsPlace]:
    edition = shop.edition
    for release in edition.listed[:_MOST_NEWS]:
        if release.published.at >= edition.now - _NEWS_AGE:
            yield NewsPlace(
                shop.url(edition.address(release)),
                release.title,
                release.published,
                shop.language(release),
            )
