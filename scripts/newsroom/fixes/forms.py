"""What a file should be free of although it can be read with it: the traces of other editors."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsroom.fixes.edits import Edit

Form = Callable[[str], list[Edit]]

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def _byte_order_mark(text: str) -> list[Edit]:
    return [Edit(0, 1, "")] if text.startswith("\ufeff") else []


def _line_ends(text: str) -> list[Edit]:
    """CRLF, and a carriage return alone, as Windows and old Macs end their lines."""
    return [Edit(*found.span(), "\n") for found in re.finditer(r"\r\n?", text)]


def _trailing_spaces(text: str) -> list[Edit]:
    """Spaces at the ends of the front matter's lines; in the text below, two are a line break."""
    span = _front_matter(text)
    if span is None:
        return []
    return [Edit(*found.span(), "") for found in _TRAILING.finditer(text, *span)]


def _last_line_end(text: str) -> list[Edit]:
    """The line feed after a closing fence that ends the file: MkDocs would see no fence."""
    span = _front_matter(text)
    if span is None or span[1] < len(text) or text.endswith("\n"):
        return []
    return [Edit(len(text), len(text), "\n")]


def _front_matter(text: str) -> tuple[int, int] | None:
    """From the opening fence to the end of the closing fence's line; None without both."""
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    opening = _FENCE.match(text, start)
    if opening is None or not opening[0].startswith("---"):
        return None
    closing = _FENCE.search(text, opening.end())
    return None if closing is None else (start, closing.end())


FORMS: dict[str, Form] = {
    "byte_order_mark": _byte_order_mark,
    "line_ends": _line_ends,
    "trailing_spaces": _trailing_spaces,
    "last_line_end": _last_line_end,
}
"""Every form by its code, in the order in which they are mended."""
