"""Releases and listings in the terms of feeds; every address absolute."""

from __future__ import annotations

from html import escape
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Listing, latest_news
from newsroom.domain.release import Release
from newsroom.domain.when import When
from newsroom.outputs import atom, json_feed, rss
from newsroom.outputs.feed import ATOM, JSON, RSS, Enclosure, Entry, Feed
from newsroom.views.body import text_for_others
from newsroom.views.dateline import dateline, with_dateline
from newsroom.views.layout import Layout
from newsroom.views.notices import summary_of, withdrawal_notice
from newsroom.views.state import release_state


class FeedWriter:
    """Writes the three feeds of any listing; an entry is written once for all of them."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._written: dict[str, tuple[str, str, str]] = {}

    def site_feed(self) -> ListingFeed:
        """The feed of the whole site."""
        edition = self.layout.edition
        return ListingFeed(self, "", edition.site.name, edition.everything)

    def listing_feed(self, listing: Listing) -> ListingFeed:
        """The feed of a listing."""
        title = f"{self.layout.listing_title(listing)} - {self.layout.edition.site.name}"
        return ListingFeed(self, listing.address, title, listing)

    def entry(self, release: Release) -> tuple[str, str, str]:
        """A release as an entry of Atom, of RSS and of JSON Feed."""
        found = self._written.get(release.source)
        if found is None:
            entry = feed_entry(self.layout, release)
            found = (atom.atom_entry(entry), rss.rss_item(entry), json_feed.json_item(entry))
            self._written[release.source] = found
        return found


class ListingFeed:
    """The feed of a listing, in three files of one folder."""

    files = (ATOM, RSS, JSON)

    def __init__(self, writer: FeedWriter, folder: str, title: str, listing: Listing) -> None:
        self.folder = folder
        self._writer = writer
        self._layout = writer.layout
        self._title = title
        self._language = self._layout.words_of_listing(listing).language
        size = self._layout.edition.site.settings.feed_size
        self._releases = latest_news(listing, size)

    def made_from(self) -> Any:
        """What its files are made from."""
        states = [release_state(self._layout, release) for release in self._releases]
        return [self.folder, self._title, states or self._layout.edition.now]

    def data(self, file: str) -> bytes:
        """The bytes of one of its files."""
        number = self.files.index(file)
        entries = [self._writer.entry(release)[number] for release in self._releases]
        return _WRITERS[number](self._feed(), entries)

    def _feed(self) -> Feed:
        layout = self._layout
        return Feed(
            title=self._title,
            folder=layout.url(self.folder),
            home=layout.url(self.folder),
            language=self._language,
            description=layout.edition.site.description or self._title,
            publisher=layout.edition.site.office,
            updated=max(
                (release.modified for release in self._releases),
                default=When(layout.edition.now.astimezone(layout.edition.site.zone), timed=True),
                key=lambda when: when.at,
            ),
        )


_WRITERS = (atom.atom_feed, rss.rss_feed, json_feed.json_feed)


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
            layout.published_size(picture["path"]),
            picture["caption"],
        )
        enclosures.insert(0, image)
    body = text_for_others(layout, release, edition.site.url)
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
        summary=summary_of(layout, release),
        published=release.published,
        updated=release.modified,
        language=layout.language(release),
        author=release.editor,
    )
