"""Read plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from newsroom.intake.manuscript import Block, Kind, Manuscript
from newsroom.intake.readers.decoding import bounded, decoded
from newsroom.intake.readers.source import Source
from newsroom.sources.markdown_text import clean, escape, one_line, paragraph

_ITEM = re.compile(r"(?:[-*•·▪◦–]|(\d{1,2})[.)])\s+(\S.*)")
_WRAPPED = range(40, 101)


def read(data: bytes, _source: Source) -> Manuscript:
    """A manuscript of a .txt file."""
    text, marks = decoded(data)
    return Manuscript(blocks_of(bounded(text)), marks=tuple(marks))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Paragraphs and lists of plain text.

    Blank lines part paragraphs, and so does every line end, unless the lines were
    evidently broken to fit a width.
    """
    groups = [
        [line.rstrip() for line in group.split("\n") if line.strip()]
        for group in re.split(r"\n\s*\n", clean(text.expandtabs(4)))
    ]
    width = _width_of([[line.strip() for line in group] for group in groups])
    return tuple(block for group in groups if group for block in _blocks(group, width))


def _width_of(groups: list[list[str]]) -> int | None:
    """The width to which the lines were broken; None if each line is a paragraph."""
    longest = max((len(line) for group in groups for line in group), default=0)
    inner = [pair for group in groups for pair in pairwise(group)]
    filled = [pair for pair in inner if _continued(*pair, longest)]
    wrapped = longest in _WRAPPED and len(filled) >= 2 and 2 * len(filled) >= len(inner)
    return longest if wrapped and len(groups) > 1 else None


def _continued(line: str, following: str, width: int) -> bool:
    """Whether a line ends only because the next word had no room on it."""
    return len(line) + 1 + len(following.split(None, 1)[0]) > width and not _ITEM.match(following)


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether the next line goes on with the paragraph of this one."""
    full = len(line) > 0.75 * width and not line.endswith((".", "!", "?", ":", "”", '"'))
    return _continued(line, following, width) or (full and not _ITEM.match(following))


def _blocks(lines: list[str], width: int | None) -> Iterator[Block]:
    joined: list[str] = []
    ended = True
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        said = line.strip()
        if ended:
            joined.append(line)
        else:
            joined[-1] += f" {said}"
        ended = not (width and following and _goes_on(said, following.strip(), width))
    items: list[_Item] = []
    for line in joined:
        said = line.strip()
        found = _ITEM.fullmatch(said)
        item = _Item(len(line) - len(line.lstrip()), said, found[1], found[2]) if found else None
        if items and (item is None or _begins_another(items, item)):
            yield from _list(items)
            items = []
        if item is None:
            yield Block(paragraph(said), one_line(said))
        else:
            items.append(item)
    yield from _list(items)


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list: how far it is indented, its line, its number if it has one, its words."""

    indent: int
    line: str
    number: str | None
    words: str


def _begins_another(items: list[_Item], item: _Item) -> bool:
    """Whether dashes give way to numbers, or numbers to dashes, at the edge of a list."""
    return item.indent <= items[0].indent and bool(item.number) != bool(items[0].number)


def _list(items: list[_Item]) -> Iterator[Block]:
    """Two items or more are a list; one alone is a line that begins with a dash."""
    if len(items) == 1:
        yield Block(paragraph(items[0].line), one_line(items[0].line))
    elif items:
        rows = []
        within: list[int] = []
        for item in items:
            while within and item.indent < within[-1]:
                within.pop()
            if not within or item.indent > within[-1]:
                within.append(item.indent)
            sign = f"{item.number}." if item.number else "-"
            rows.append(f"{'    ' * (len(within) - 1)}{sign} {escape(item.words)}")
        yield Block("\n".join(rows), "\n".join(item.words for item in items), Kind.LIST)
