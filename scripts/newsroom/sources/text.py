"""Read a source file's bytes as text, whatever editor wrote it."""

from __future__ import annotations

from newsroom.problems import Position, Problem, Problems

_BOM = "\ufeff"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, file: str) -> str:
    """Text whose lines end in a line feed, without a byte-order mark.

    Raises Problems if the bytes are not UTF-8 (at the line that holds the first
    bad byte) or hold nothing but white space.
    """
    if data.startswith(_UTF16_MARKS):
        raise Problems([Problem("not_utf8", Position(file))])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        raise Problems([Problem("not_utf8", Position(file, line, column))]) from None
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problems([Problem("empty_file", Position(file))])
    return text
