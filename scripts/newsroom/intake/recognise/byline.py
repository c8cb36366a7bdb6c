"""The line that names the editor, and others who worked on a release."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.intake.manuscript import Block, Mark
from newsroom.sources.markdown_text import one_line

_EDITOR = re.compile(
    r"\(?\s*(?:editor|penyunting|redaktur|edited by)\s*[:：/]\s*([^|\n]{2,80}?)\s*\)?\.?",
    re.IGNORECASE,
)
# Others on one line with the editor: "Editor: Rina / Fotografer: Budi".
_NEXT = re.compile(r"\s*(?:[/|;,•·]|\s[–—-]\s|\s{2,}|\))\s*\(?(?=[^\W\d_][\w .]{2,28}\s*[:：])")
_CREDIT = re.compile(r"\(?\s*[^\W\d_][\w ./]{2,28}\s*[:：]\s*\S.{0,80}")
_WRITER = re.compile(
    r"\(?\s*(?:penulis|reporter|pewarta|ditulis oleh|author|writer|written by|by)\s*[:：]\s*"
    r"([^|\n]{2,80}?)\s*\)?\.?",
    re.IGNORECASE,
)


def find_editor(
    blocks: Sequence[Block],
) -> tuple[str | None, list[Block], list[Mark], list[str]]:
    """The editor, else the writer; the blocks without that line; what to look at, and to tell.

    Whoever else is named on that line, or as the writer on one of its own, is told.
    """
    lines = [line for block in blocks for line in _parted(block)]
    for pattern in (_EDITOR, _WRITER):
        found = [
            (line, name) for line in lines for part in _parts(line.text)
            if (name := _name(pattern, part))
        ]  # fmt: skip
        if found:
            names = list(dict.fromkeys(name for _, name in found))
            gone = {id(line) for line, _ in found}
            kept = [line for line in lines if id(line) not in gone]
            writers = [line for line in kept if _name(_WRITER, line.text.strip())]
            kept = [line for line in kept if line not in writers]
            others = {"names": ", ".join(names)}
            marks = [Mark("editor", "several_editors", others)] if len(names) > 1 else []
            told = [
                one_line(part) for line, _ in found for part in _parts(line.text)
                if not _name(pattern, part)
            ]  # fmt: skip
            told += [one_line(line.text) for line in writers]
            return names[0], kept, marks, list(dict.fromkeys(told))
    return None, list(blocks), [Mark("editor", "no_editor")], []


def _parts(text: str) -> list[str]:
    """The credits of a line that holds nothing else; else the line."""
    parts = [part for part in _NEXT.split(text.strip()) if part.strip()]
    return parts if len(parts) > 1 and all(map(_CREDIT.fullmatch, parts)) else [text]


def _name(pattern: re.Pattern[str], part: str) -> str | None:
    found = pattern.fullmatch(part)
    return one_line(found[1]) if found else None


def _parted(block: Block) -> list[Block]:
    """The lines of a block if one of them names an editor or writer; else the block."""
    lines = block.lines()
    parts = [part for line in lines for part in _parts(line.text)]
    named = any(_EDITOR.fullmatch(x) or _WRITER.fullmatch(x) for x in parts)
    return lines if named else [block]
