"""Releases and listings in the terms of feeds; every address absolute."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Listing, latest_news
from newsroom.domain.release import Release
from newsroom.domain.when import When
from newsroom.outputs import atom, json_feed, rss
from newsroom.outputs.feed import ATOM, JSON, RSS, Enclosure, Entry, Feed
from newsroom.views.dateline import dateline, with_dateline
from newsroom.views.layout import Layout
from newsroom.views.release import withdrawal_notice


class FeedWriter:
    """Writes the three feeds of any listing; an entry is written once for all of them."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._written: dict[str, tuple[str, str, str]] = {}

    def site_feeds(self) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of the feeds of the whole site."""
        site = self._layout.edition.site
        return self._feeds("", "", site.name, self._layout.edition.everything)

    def listing_feeds(self, listing: Listing) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of the feeds of a listing."""
        title = f"{self._layout.listing_title(listing)} - {self._layout.edition.site.name}"
        return self._feeds(listing.address, listing.address, title, listing)

    def _feeds(
        self, folder: str, home: str, title: str, listing: Listing
    ) -> Iterator[tuple[str, bytes]]:
        layout = self._layout
        releases = latest_news(listing, layout.edition.site.settings.feed_size)
        feed = Feed(
            title=title,
            folder=layout.url(folder),
            home=layout.url(home),
            language=layout.words.language,
            description=layout.edition.site.description or title,
            publisher=layout.edition.site.office,
            updated=max(
                (release.modified for release in releases),
                default=When(layout.edition.now.astimezone(layout.edition.site.zone), timed=True),
                key=lambda when: when.at,
            ),
        )
        written = [self._entry(release) for release in releases]
        yield folder + ATOM, atom.atom_feed(feed, [entry[0] for entry in written])
        yield folder + RSS, rss.rss_feed(feed, [entry[1] for entry in written])
        yield folder + JSON, json_feed.json_feed(feed, [entry[2] for entry in written])

    def _entry(self, release: Release) -> tuple[str, str, str]:
        found = self._written.get(release.source)
        if found is None:
            entry = feed_entry(self._layout, release)
            found = (atom.atom_entry(entry), rss.rss_item(entry), json_feed.json_item(entry))
            self._written[release.source] = found
        return found


def feed_entry(layout: Layout, release: Release) -> Entry:
    """A release as an entry with its whole text; a withdrawn one with the notice in its place."""
    edition = layout.edition
    if edition.status(release) is Status.WITHDRAWN:
        return _withdrawn_entry(layout, release)
    picture = layout.picture(release)
    files = layout.attachments(release)
    enclosures = [
        Enclosure(layout.url(f["address"]), f["media_type"], f["bytes"], f["title"]) for f in files
    ]
    if picture is not None:
        image = Enclosure(
            layout.url(picture["address"]),
            picture["media_type"],
            picture["size"],
            picture["caption"],
        )
        enclosures.insert(0, image)
    body = layout.texts.html(release, edition, edition.site.url)
    return Entry(
        url=layout.url(edition.address(release)),
        title=release.title,
        html=with_dateline(body, dateline(layout, release)),
        summary=layout.texts.summary(release),
        published=release.published,
        updated=release.modified,
        language=layout.language(release),
        author=release.editor,
        categories=(*release.topics, *(p.name for p in edition.partners_of(release))),
        enclosures=tuple(enclosures),
        image=layout.url(picture["address"]) if picture else None,
    )


def _withdrawn_entry(layout: Layout, release: Release) -> Entry:
    """The same entry under the same id, so that readers' programs replace the text they hold."""
    notice = withdrawal_notice(layout, release)
    return Entry(
        url=layout.url(layout.edition.address(release)),
        title=layout.shared_title(release),
        html=f"<p><strong>{escape(notice['text'])}</strong></p><p>{escape(notice['reason'])}</p>",
        summary=f"{notice['text']} {notice['reason']}",
        published=release.published,
        updated=release.modified,
        language=layout.language(release),
        author=release.editor,
    )
