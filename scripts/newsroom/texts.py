"""The texts of releases, profiles and pages as HTML, each read once."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Protocol

from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.sources.body import Body, BodyReader, Links
from newsroom.sources.elements import Elements, elements_of
from newsroom.sources.text_cache import TextCache

_SUMMARY_LENGTH = 200


class Source(Protocol):
    """Anything with a Markdown text: a release, a partner profile, a page."""

    @property
    def source(self) -> str | None: ...
    @property
    def body(self) -> str: ...


class Texts:
    """Gives the text of any source, from memory if it was asked for before."""

    def __init__(self, reader: BodyReader, cache: Path | None = None) -> None:
        """`cache` is the folder in which readings are kept between runs, if they may be."""
        self._reader = reader
        self._read: dict[str, Body] = {}
        self._elements: dict[str, Elements] = {}
        self._cache = TextCache(cache, reader.signature) if cache and reader.signature else None

    def of(self, source: Source) -> Body:
        """The text as HTML with open links."""
        key = source.source or ""
        if key not in self._read:
            self._read[key] = self._body(key, source.body)
        return self._read[key]

    def links(self, source: Source) -> Links:
        """Where the text links to; quicker than the whole text, if that is not needed."""
        key = source.source or ""
        if key in self._read or self._cache is None:
            return self.of(source).links
        kept = self._cache.get("links", key, source.body)
        return self.of(source).links if kept is None else Links.from_record(kept)

    def _body(self, source: str, text: str) -> Body:
        if self._cache is None or not text.strip():
            return self._reader.read(text, source)
        kept = self._cache.get("body", source, text)
        if kept is not None:
            return Body.from_record(kept)
        read = self._reader.read(text, source)
        self._cache.put("body", source, text, read.record())
        self._cache.put("links", source, text, read.links.record())
        return read

    def flush(self) -> None:
        """Write what was read to the cache."""
        if self._cache is not None:
            self._cache.flush()

    @property
    def knows_anchors(self) -> bool:
        """Whether the anchors of `elements` are those that the site will have."""
        return self._reader.knows_anchors

    def elements(self, source: Source) -> Elements:
        """The pictures and anchors of the text."""
        key = source.source or ""
        if key not in self._elements:
            self._elements[key] = self._elements_of(source)
        return self._elements[key]

    def _elements_of(self, source: Source) -> Elements:
        if self._cache is None:
            return elements_of(self.of(source).open_html)
        kept = self._cache.get("elements", source.source or "", source.body)
        if kept is not None:
            return Elements.from_record(kept)
        found = elements_of(self.of(source).open_html)
        self._cache.put("elements", source.source or "", source.body, found.record())
        return found

    def summary(self, release: Release) -> str:
        """The release's summary; else its first paragraph, shortened at a word."""
        if release.summary:
            return release.summary
        return textwrap.shorten(self.of(release).first_paragraph, _SUMMARY_LENGTH, placeholder=" …")

    def html(self, source: Source, edition: Edition, root: str) -> str:
        """The text as HTML; `root` is put before every address in the site.

        A link to what this edition does not have loses its address; the checks
        have reported it, so only a preview shows one.
        """

        def address(path: str) -> str:
            found = edition.address_of(path)
            return "" if found is None else root + found

        return self.of(source).linked(address)
