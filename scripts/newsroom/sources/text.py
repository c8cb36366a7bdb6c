"""Read a source file's bytes as text, whatever editor wrote it."""

from __future__ import annotations

import re

from newsroom.problems import Position, Problem, Problems

_BOM = "\ufeff"
# No text has these, and neither XML nor a terminal bears them. Tabs and line ends stay.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Overrides, embeddings and isolates of direction (Unicode, UAX 9), by which a headline can be made
to read as what it does not say. No text goes out with one. The marks that Arabic names need are
others, and are left alone."""

HIDDEN = f"\u200b\u00ad\ufeff\u2060{TURNING}"
"""The same, and what word processors leave behind. The joiners of emoji are left alone."""
TURNED = re.compile(f"[{TURNING}]")
TURNED_IN_MARKUP = re.compile(
    rf"[{TURNING}]|&#(?:x0*(?:202[a-e]|206[6-9])(?![0-9a-f])|0*(?:823[4-8]|829[4-7])(?!\d));?",
    re.IGNORECASE,
)
"""The same as Markdown and HTML may write them, by their numbers, too."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes, file: str) -> str:
    """Text whose lines end in a line feed, without a byte-order mark.

    Raises Problems if the bytes are not UTF-8 (at the line that holds the first
    bad byte), hold a control character (at the first) or nothing but white space.
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
    if len(data.translate(None, _CONTROLS)) < len(data):
        raise Problems([Problem("control_character", _first_control(text, file))])
    text = text.removeprefix(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Problems([Problem("empty_file", Position(file))])
    return text


def straight(text: str) -> str:
    """A text without what turns its direction."""
    return text if text.isascii() else TURNED.sub("", text)


def straight_markup(text: str) -> str:
    """Markdown without what turns its direction, whichever way that is written."""
    text = straight(text)
    while "&#" in text and TURNED_IN_MARKUP.search(text):  # what is left may make up another one
        text = TURNED_IN_MARKUP.sub("", text)
    return text


def _first_control(text: str, file: str) -> Position:
    found = CONTROL.search(text)
    before = text[: found.start()] if found else ""
    return Position(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
