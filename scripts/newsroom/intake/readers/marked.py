"""Read Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.intake.manuscript import Block, Kind, Manuscript, Notice
from newsroom.intake.readers.decoding import bounded, decoded
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.body import BodyReader
from newsroom.sources.markdown_text import clean, one_line
from newsroom.sources.measure import unreadable

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_UNDERLINED = re.compile(r"(.+)\n(=+|-+)\s*")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"\\(?=[^\w\s])|\*+|(?<!\w)_+|_+(?!\w)|`+")
_FENCE = re.compile(r"\s*(```|~~~)")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of a .md file without front matter; one with front matter is a release."""
    text, marks = decoded(data)
    text = bounded(clean(text))
    if text.lstrip().startswith(("---\n", "+++\n")):
        raise Problems([Problem("document_is_release", Position(source.name))])
    if beyond := list(unreadable(text, 1, source.name)):
        raise Problems(beyond)
    removed = BodyReader().read(text, source.name).links.removed
    what = ", ".join(
        f"{one.name} ({text.count(chr(10), 0, max(0, one.offset)) + 1})" for one in removed
    )
    pictures = Pictures()

    def keep(found: re.Match[str]) -> str:
        address = pictures.linked(found[2], found[1], source)
        return f"![{found[1]}]({address})" if address else ""

    blocks = tuple(_block(chunk) for chunk in _chunks(_PICTURE.sub(keep, text)))
    return Manuscript(
        blocks,
        pictures=tuple(pictures.found),
        marks=tuple(marks),
        notices=(*pictures.notices, *([Notice("html_removed", {"what": what})] if what else [])),
    )


def _chunks(text: str) -> Iterator[str]:
    """What blank lines part; code, and the parts of a list, stay together."""
    lines: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        goes_on = line.startswith(("    ", "\t")) or (
            lines and _ITEM.match(line) and _ITEM.match(lines[0])
        )
        if (
            lines
            and not fenced
            and (_HEADING.fullmatch(line) or (not lines[-1].strip() and not goes_on))
        ):
            yield "\n".join(lines).strip("\n")
            lines = []
        if line.strip() or lines:
            lines.append(line)
        if len(lines) == 1 and _HEADING.fullmatch(line) and not fenced:
            yield line
            lines = []
    if any(line.strip() for line in lines):
        yield "\n".join(lines).strip("\n")


def _block(chunk: str) -> Block:
    if found := _HEADING.fullmatch(chunk) or _UNDERLINED.fullmatch(chunk):
        words = found[2] if chunk.startswith("#") else found[1]
        depth = len(found[1]) if chunk.startswith("#") else 1 + (found[2][0] == "-")
        return Block(f"{'#' * max(2, depth)} {words}", plain(words), Kind.HEADING)
    if _ITEM.match(chunk):
        items = [_ITEM.sub("", line, count=1) for line in chunk.split("\n")]
        return Block(chunk, "\n".join(plain(item) for item in items), Kind.LIST)
    if chunk.startswith((">", "|", "    ", "```", "~~~", "[^")):
        return Block(chunk, plain(chunk), Kind.OTHER)
    bold = bool(re.fullmatch(r"\*\*[^*]+\*\*", chunk))
    # A line end is a space unless two spaces stand before it.
    joined = re.sub(r"(?<!  )\n", " ", chunk)
    said = "\n".join(plain(line) for line in joined.split("\n"))
    return Block(joined, said, Kind.PARAGRAPH if said.strip() else Kind.OTHER, bold=bold)


def plain(markdown: str) -> str:
    """What Markdown says, without its marks."""
    return one_line(_MARKS.sub("", _LINK.sub(r"\1", markdown)))
