"""The texts of releases, profiles and pages as HTML, each read once."""

from __future__ import annotations

import textwrap
from typing import Protocol

from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.sources.body import Body, BodyReader
from newsroom.sources.elements import Elements, elements_of

_SUMMARY_LENGTH = 200


class Source(Protocol):
    """Anything with a Markdown text: a release, a partner profile, a page."""

    @property
    def source(self) -> str | None: ...
    @property
    def body(self) -> str: ...


class Texts:
    """Gives the text of any source, from memory if it was asked for before."""

    def __init__(self, reader: BodyReader) -> None:
        self._reader = reader
        self._read: dict[str, Body] = {}

    def of(self, source: Source) -> Body:
        """The text as HTML with open links."""
        key = source.source or ""
        if key not in self._read:
            self._read[key] = self._reader.read(source.body, key)
        return self._read[key]

    @property
    def knows_anchors(self) -> bool:
        """Whether the anchors of `elements` are those that the site will have."""
        return self._reader.knows_anchors

    def elements(self, source: Source) -> Elements:
        """The pictures and anchors of the text."""
        return elements_of(self.of(source).open_html)

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
