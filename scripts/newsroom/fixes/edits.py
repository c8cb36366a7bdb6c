"""Changes to a text by position: a span, and what is written in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """Write `new` where the text from `start` to `end` (offsets from 0) stands."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; they do not overlap."""
    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        parts += [text[done : edit.start], edit.new]
        done = edit.end
    return "".join([*parts, text[done:]])


def line_start(text: str, line: int) -> int:
    """The offset at which a line (from 1) begins; line ends are line feeds."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def line_at(text: str, line: int) -> str:
    """A line (from 1) without its end."""
    lines: Sequence[str] = text.split("\n")
    return lines[line - 1] if line <= len(lines) else ""
