"""Old text made plain: decoded, without what no reader sees."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.migration.notices import Notice
from newsroom.problems import Position, Problem, Problems

# Zero-width spaces and joiners, marks of direction, byte-order marks, control characters.
# A joiner between two pictures makes one picture of them (Unicode, emoji ZWJ sequences).
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f"
    r"\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
    r"|(?<![\ufe0f\u2600-\u27bf\U0001f300-\U0001faff])\u200d"
)
_LINE_ENDS = re.compile(r"\r\n?|\x85|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text with line feeds, how many invisible characters it lost, and what to look at."""

    text: str
    invisible: int
    notices: tuple[Notice, ...] = ()


def tidied(data: bytes, file: str) -> Tidied:
    """Decode what any editor of the last decades wrote. Raises Problems if it is no text."""
    text, notices = _decoded(data, file)
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    text, invisible = _INVISIBLE.subn("", text)
    return Tidied(text, invisible, notices)


def visible(text: str) -> str:
    """A value without invisible characters, however they were escaped, and halves of characters."""
    return _INVISIBLE.sub("", text).encode("utf-8", "ignore").decode()


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Notice, ...]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        at = Position(file, line, column)
    if b"\x00" in data:
        raise Problems([Problem("not_utf8", at)])
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text, (Notice("not_utf8", at),)
