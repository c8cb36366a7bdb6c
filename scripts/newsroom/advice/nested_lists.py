"""Lists within lists that Markdown, as the site reads it, takes for entries of the outer one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.places import Source
from newsroom.problems import Position, Problem, warning

# Four spaces make an inner list (Python-Markdown, `tab_length`); other readers need two or three.
_ENTRY = re.compile(r"( {0,3})(?:[-*+]|\d{1,9}\.)[ \t]+\S")
_MAYBE = re.compile(r"\n {2,3}(?:[-*+]|\d{1,9}\.)[ \t]")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


def nested_list_warnings(among: Archive) -> Iterator[Problem]:
    """Of each list the first entry that was set in, but not by enough to be an inner one."""
    sources: tuple[Source, ...] = (*among.releases, *among.profiles, *among.pages)
    for source in sources:
        body = source.body
        if not _MAYBE.search(body):
            continue
        file = source.position().file
        for line, column in _slipped(body.split("\n")):
            yield warning("nested_list", Position(file, source.body_line + line, column))


def _slipped(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Index of the line, and column, of such entries."""
    margin: int | None = None  # where the entries of the list begin, if one is open
    told = fenced = after_blank = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif not line.strip():
            after_blank = True
            continue
        elif entry := _ENTRY.match(line):
            indent = len(entry[1])
            if margin is None:
                margin, told = indent, False
            elif indent >= margin + 2 and not told:
                told = True
                yield number, indent + 1
        elif after_blank and not line.startswith((" ", "\t")):
            margin = None
        after_blank = False
