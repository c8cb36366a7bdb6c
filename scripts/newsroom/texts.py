"""The texts of releases, profiles and pages as HTML, each read once."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Protocol

from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.sources.body import NO_LINKS, Body, BodyReader, Links
from newsroom.sources.elements import Elements, elements_of
from newsroom.sources.kept import read_kept, write_kept
from newsroom.sources.text_cache import TextCache

_SUMMARY_LENGTH = 200


_Key = tuple[str, str]
"""A file and what is in it."""

_LINKS = "links.json"
# So many texts are kept at hand as HTML; of larger archives the others are in the cache.
_MOST_AT_HAND = 20_000


class Source(Protocol):
    """Anything with a Markdown text: a release, a partner profile, a page.

    `digest` tells its text from any other that stands in the same file.
    """

    @property
    def source(self) -> str | None: ...
    @property
    def body(self) -> str: ...
    @property
    def digest(self) -> str: ...


class Texts:
    """Gives the text of any source, from memory if it was asked for before."""

    def __init__(self, reader: BodyReader, cache: Path | None = None) -> None:
        """`cache` is the folder in which readings are kept between runs, if they may be."""
        self.reader = reader
        self._read: dict[_Key, Body] = {}
        self._elements: dict[_Key, Elements] = {}
        self._summaries: dict[_Key, str] = {}
        self._cache = TextCache(cache, reader.signature) if cache and reader.signature else None
        self._links_file = cache / _LINKS if self._cache is not None and cache else None
        self._links = self._kept_links()
        self._used: dict[_Key, Links] = {}
        self.at_leisure = False
        """Whether what was read is only written by `save`, and not by `flush`."""

    def of(self, source: Source) -> Body:
        """The text as HTML with open links."""
        key = _key(source)
        found = self._read.get(key)
        if found is None:
            found = self._body(key, source)
            if len(self._read) >= _MOST_AT_HAND and self._cache is not None:
                self._read.clear()
            self._read[key] = found
        return found

    def links(self, source: Source) -> Links:
        """Where the text links to; quicker than the whole text, if that is not needed."""
        known = self.known_links(source)
        return self.of(source).links if known is None else known

    def known_links(self, source: Source) -> Links | None:
        """Where the text links to, if that is known without reading it."""
        key = _key(source)
        found = self._used.get(key)
        if found is None:
            found = self._links.get(key)
            if found is not None:
                self._used[key] = found
        return found

    def take(self, source: Source, body: Body) -> None:
        """Keep a text that was read elsewhere."""
        key = _key(source)
        self._put(key, body)
        if len(self._read) < _MOST_AT_HAND or self._cache is None:
            self._read[key] = body

    def _body(self, key: _Key, source: Source) -> Body:
        kept = self._cache.get("body", *key) if self._cache is not None else None
        if kept is not None:
            body = Body.from_record(kept)
            self._used[key] = body.links
            return body
        body = self.reader.read(source.body, source.source or "")
        self._put(key, body)
        return body

    def _put(self, key: _Key, body: Body) -> None:
        self._used[key] = body.links
        if self._cache is not None:
            self._cache.put("body", *key, body.record())

    def _kept_links(self) -> dict[_Key, Links]:
        if self._links_file is None:
            return {}
        rows = read_kept(self._links_file, str(self.reader.signature))
        return {
            (source, digest): Links.from_record(record) if record else NO_LINKS
            for source, digest, record in rows or ()
        }

    @property
    def told_by_file(self) -> bool:
        """Whether a text comes to the same as long as its file does."""
        return self.reader.signature is not None

    def flush(self) -> None:
        """Write what was read to the cache, unless there will be leisure for it."""
        if not self.at_leisure:
            self.save()

    def save(self) -> None:
        """Write what was read to the cache."""
        if self._cache is None or self._links_file is None:
            return
        self._cache.flush()
        if not self._used.keys() <= self._links.keys():
            # Texts that are no longer there are forgotten once they are the most.
            many = len(self._links) > 2 * len(self._used) + _MOST_AT_HAND
            self._links = self._used.copy() if many else self._links | self._used
            rows = [
                [*key, None if links == NO_LINKS else links.record()]
                for key, links in self._links.items()
            ]
            write_kept(self._links_file, str(self.reader.signature), rows)

    @property
    def knows_anchors(self) -> bool:
        """Whether the anchors of `elements` are those that the site will have."""
        return self.reader.knows_anchors

    def elements(self, source: Source) -> Elements:
        """The pictures and anchors of the text."""
        key = _key(source)
        if key not in self._elements:
            self._elements[key] = self._elements_of(key, source)
        return self._elements[key]

    def _elements_of(self, key: _Key, source: Source) -> Elements:
        if self._cache is None:
            return elements_of(self.of(source).open_html)
        kept = self._cache.get("elements", *key)
        if kept is not None:
            return Elements.from_record(kept)
        found = elements_of(self.of(source).open_html)
        self._cache.put("elements", *key, found.record())
        return found

    def summary(self, release: Release) -> str:
        """The release's summary; else its first paragraph, shortened at a word."""
        if release.summary:
            return release.summary
        key = _key(release)
        found = self._summaries.get(key)
        if found is None:
            first = self.of(release).first_paragraph
            found = textwrap.shorten(first, _SUMMARY_LENGTH, placeholder=" …")
            self._summaries[key] = found
        return found

    def html(self, source: Source, edition: Edition, root: str) -> str:
        """The text as HTML; `root` is put before every address in the site.

        A link to what this edition does not have loses its address; the checks
        have reported it, so only a preview shows one.
        """
        return self.linked(self.of(source), edition, root)

    def linked(self, body: Body, edition: Edition, root: str) -> str:
        """The same of a text that was read already."""

        def address(path: str) -> str:
            found = edition.address_of(path)
            return "" if found is None else root + found

        return body.linked(address)


def _key(source: Source) -> _Key:
    return source.source or "", source.digest
