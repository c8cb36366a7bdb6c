"""What an edition is published as: its pages and files, for whatever engine writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER, listing_page, old_address
from newsroom.domain.listing import INDEXED, Kind, Listing, ListingPage, paginate
from newsroom.domain.release import Release
from newsroom.outputs.headers import HEADERS, SERVER_FOLDER, caddy, headers_file, nginx
from newsroom.outputs.redirects import REDIRECTS, redirect_rules
from newsroom.outputs.sitemap import NewsPlace, news_sitemap
from newsroom.views.corrections import corrections_head, corrections_view
from newsroom.views.embed import embed_head, embed_made_from, embed_view
from newsroom.views.feeds import FeedWriter, ListingFeed
from newsroom.views.head import head
from newsroom.views.home import home_head, home_view
from newsroom.views.journalists import journalists_head, journalists_view
from newsroom.views.layout import Layout
from newsroom.views.listing import (
    index_head,
    index_view,
    listing_frame,
    listing_head,
    listing_view,
)
from newsroom.views.made import MadeFile, MadePage, View
from newsroom.views.press_files import Copy, PressFiles
from newsroom.views.related import related_state
from newsroom.views.release import release_view
from newsroom.views.release_head import release_head
from newsroom.views.search import search_head, search_view
from newsroom.views.shell import told
from newsroom.views.sitemaps import Sitemaps
from newsroom.views.state import release_state
from newsroom.views.timeline import timeline_head, timeline_view

# Google News: articles of the last two days, at most 1,000 of them.
_NEWS_AGE = timedelta(days=2)
_MOST_NEWS = 1000


def made_pages(layout: Layout) -> Iterator[MadePage]:
    """All pages but the home page and the ordinary ones, whose files MkDocs finds itself."""
    edition = layout.edition
    for release in edition.releases:
        yield MadePage(
            edition.address(release),
            "release.html",
            release.title,
            partial(release_head, layout, release),
            partial(release_view, layout, release),
            partial(_release_made_from, layout, release),
            release.source,
        )
        yield from _redirects(layout, release)
    if edition.preview:
        yield from _broken_files(layout)
    for listing in edition.listings:
        template = "partner.html" if listing.kind is Kind.PARTNER else "listing.html"
        for part in paginate(listing.releases, edition.site.settings.page_size):
            yield MadePage(
                listing_page(listing.address, part.number),
                template,
                layout.listing_title(listing),
                partial(listing_head, layout, listing, part),
                partial(listing_view, layout, listing, part),
                partial(_listing_made_from, layout, listing, part),
            )
        if listing.partner is not None:
            yield _embed_page(layout, listing)
    for kind in INDEXED:
        yield _from_data(
            edition.addresses.index(kind),
            "partners.html",
            layout.words.t(f"site.{kind}s"),
            partial(index_head, layout, kind),
            partial(index_view, layout, kind),
        )
    yield from _single_pages(layout)


def _embed_page(layout: Layout, listing: Listing) -> MadePage:
    return MadePage(
        layout.edition.addresses.embed(listing.slug),
        "embed.html",
        layout.listing_title(listing),
        partial(embed_head, layout, listing),
        partial(embed_view, layout, listing),
        partial(embed_made_from, layout, listing),
    )


def _from_data(address: str, template: str, title: str, head: View, view: View) -> MadePage:
    """A page that is told from another by its very data."""
    return MadePage(address, template, title, head, view, lambda: [head(), view()])


def _release_made_from(layout: Layout, release: Release) -> Any:
    return [release_state(layout, release), related_state(layout, release)]


def _listing_made_from(layout: Layout, listing: Listing, page: ListingPage) -> Any:
    states = [release_state(layout, release) for release in page.releases]
    if page.number is not None:
        names = (listing.kind, listing.name, listing.address, page.number, page.newer, page.older)
        return [*names, states]
    frame = listing_frame(layout, listing, page)
    return [frame, listing_head(layout, listing, page), states]


def _single_pages(layout: Layout) -> Iterator[MadePage]:
    """The pages of which there is one each."""
    at, t = layout.edition.addresses, layout.words.t
    single = [
        (at.corrections, "corrections", corrections_head, corrections_view, "corrections.title"),
        (at.archive, "archive", timeline_head, timeline_view, "timeline.title"),
        (at.press, "press", journalists_head, journalists_view, "press.title"),
    ]
    if layout.edition.site.settings.search:
        single.append((at.search, "search", search_head, search_view, "search.title"))
    for address, template, its_head, its_view, title in single:
        yield _from_data(
            f"{address}/",
            f"{template}.html",
            t(title),
            partial(its_head, layout),
            partial(its_view, layout),
        )


def _broken_files(layout: Layout) -> Iterator[MadePage]:
    """A card in place of a text that could not be read, so that its page waits to be mended."""
    edition = layout.edition
    for source in edition.archive.broken:
        address = edition.broken_address(source)
        if address is None:
            continue
        shown = f"{edition.site.shown}/{source}"
        findings = (*layout.problems, *layout.notes)
        problems = [problem for problem in findings if problem.at.file == shown]
        card = _from_data(
            address,
            "broken.html",
            shown,
            partial(head, layout, address, shown, indexed=False),
            partial(dict, source=shown, problems=told(problems, layout.words)),
        )
        yield replace(card, source=source, tells_problems=True)


def _redirects(layout: Layout, release: Release) -> Iterator[MadePage]:
    """A page at every old address of a release that sends on to the new one."""
    address = layout.edition.address(release)
    for alias in release.aliases:
        yield _from_data(
            quote(old_address(alias)),
            "redirect.html",
            release.title,
            partial(head, layout, address, release.title),
            lambda: {
                "address": address,
                "title": layout.shared_title(release),
                "language": layout.foreign(release),
            },
        )


def old_addresses(layout: Layout) -> Iterator[tuple[str, str]]:
    """(old address, new address) of every release that has moved."""
    for release in layout.edition.releases:
        for alias in release.aliases:
            yield quote(old_address(alias)), layout.edition.address(release)


def home_page(layout: Layout) -> MadePage:
    """The home page; its own words stand in docs/index.md."""
    home = _from_data(
        "",
        "home.html",
        layout.edition.site.name,
        partial(home_head, layout),
        partial(home_view, layout),
    )
    return replace(home, source="index.md", tells_problems=True)


def made_files(layout: Layout, pages: Iterable[str], copy: Copy) -> Iterator[MadeFile]:
    """Texts, data and press packs of releases; feeds, sitemaps, redirects, headers.

    `pages` are the files of the ordinary pages built, `copy` gives a file as it goes out.
    """
    press = PressFiles(layout, copy)
    for release in layout.edition.releases:
        yield from press.of(release)
    feeds = FeedWriter(layout)
    yield from _feed_files(layout, feeds.site_feed())
    for listing in layout.edition.listings:
        yield from _feed_files(layout, feeds.listing_feed(listing))
    url = layout.edition.site.url
    redirects = dict(old_addresses(layout))
    if redirects:
        yield MadeFile(
            REDIRECTS, partial(redirect_rules, redirects, url), lambda: sorted(redirects.items())
        )
    ordinary = sorted(pages)
    yield from Sitemaps(layout, ordinary).files()
    yield from _server_files(layout, ordinary)
    news = list(_news_places(layout))
    name = layout.edition.site.name
    yield MadeFile(
        "news-sitemap.xml",
        lambda: news_sitemap(news, name),
        lambda: [(place.url, place.title, place.published.iso, place.language) for place in news],
    )


def _server_files(layout: Layout, pages: list[str]) -> Iterator[MadeFile]:
    """What servers are to tell with every page; made from the options alone."""
    site, preview = layout.edition.site, layout.edition.preview
    yield MadeFile(HEADERS, partial(headers_file, site, pages, preview=preview), lambda: pages)
    for name, settings in (("nginx.conf", nginx), ("Caddyfile", caddy)):
        yield MadeFile(SERVER_FOLDER + name, partial(settings, site, preview=preview), tuple)


def _feed_files(layout: Layout, feed: ListingFeed) -> Iterator[MadeFile]:
    for file in feed.files:
        yield MadeFile(feed.folder + file, partial(feed.data, file), feed.made_from)


def linked_news(layout: Layout) -> Iterator[tuple[str, str]]:
    """(file in docs/, address) of the news and pictures to which ordinary pages link."""
    edition = layout.edition
    paths = {
        target.path
        for page_ in edition.archive.pages
        for target in layout.texts.links(page_).targets
        if target.path.startswith((NEWS_FOLDER, PARTNERS_FOLDER))
    }
    for path in sorted(paths):
        address = edition.address_of(path)
        if address is not None and path in edition.archive.files:
            yield path, address


def _news_places(layout: Layout) -> Iterator[NewsPlace]:
    edition = layout.edition
    for release in edition.standing[:_MOST_NEWS]:
        if release.published.at >= edition.now - _NEWS_AGE:
            yield NewsPlace(
                layout.url(edition.address(release)),
                release.title,
                release.published,
                layout.language(release),
            )
