"""The line that names the editor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.intake.manuscript import Block, Mark
from newsroom.sources.markdown_text import one_line

_EDITOR = re.compile(
    r"\(?\s*(?:editor|penyunting|redaktur|edited by)\s*[:：/]\s*([^|\n]{2,80}?)\s*\)?\.?",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"\(?\s*(?:penulis|reporter|pewarta|ditulis oleh|author|writer|written by|by)\s*[:：]\s*"
    r"([^|\n]{2,80}?)\s*\)?\.?",
    re.IGNORECASE,
)


def find_editor(blocks: Sequence[Block]) -> tuple[str | None, list[Block], list[Mark]]:
    """The editor, else the writer; the blocks without that line; what to look at."""
    lines = [line for block in blocks for line in _parted(block)]
    for pattern in (_EDITOR, _WRITER):
        found = [(line, one_line(m[1])) for line in lines if (m := pattern.fullmatch(line.text))]
        if found:
            names = list(dict.fromkeys(name for _, name in found))
            gone = {id(line) for line, _ in found}
            kept = [line for line in lines if id(line) not in gone]
            others = {"names": ", ".join(names)}
            marks = [Mark("editor", "several_editors", others)] if len(names) > 1 else []
            return names[0], kept, marks
    return None, list(blocks), [Mark("editor", "no_editor")]


def _parted(block: Block) -> list[Block]:
    """The lines of a block if one of them names an editor or writer; else the block."""
    lines = block.lines()
    named = any(_EDITOR.fullmatch(x.text) or _WRITER.fullmatch(x.text) for x in lines)
    return lines if named else [block]
