"""Where in its file a place of a Markdown text stands."""

from __future__ import annotations

from typing import Protocol

from newsroom.domain.manuscript import Turned
from newsroom.problems import Position


class Source(Protocol):
    """A Markdown text that knows its file: a release, a partner profile, a page."""

    @property
    def source(self) -> str | None: ...
    @property
    def body(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def body_line(self) -> int: ...
    @property
    def turned(self) -> Turned: ...
    def position(self) -> Position: ...


def in_body(source: Source, offset: int) -> Position:
    """The position of the character at `offset` (from 0) in the text of `source`."""
    line = source.body_line + source.body.count("\n", 0, offset)
    column = offset - source.body.rfind("\n", 0, offset)
    return Position(source.position().file, line, column)


def first_written(source: Source, written: str) -> Position:
    """The first place where `written` stands in a text; else where the text begins."""
    start = source.body.find(written)
    if start < 0:
        return Position(source.position().file, source.body_line)
    return in_body(source, start)
