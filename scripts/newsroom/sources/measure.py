"""Whether Markdown can be read in bounded time, without reading it.

Markdown follows a bracket that is never closed to the end of the text, from each such
bracket anew, and steps deeper for each list within a list. A few kilobytes of brackets
would keep a build busy for hours. A look in a single pass tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.limits import ABBREVIATIONS, CELLS, FENCES, HEADINGS, NESTING, UNCLOSED
from newsroom.problems import Position, Problem

# Fewer than so many of a sign cannot make a text that takes long.
_FEW = 200
_MARKER = r"(?:>|[-*+:](?=[ \t]|$)|\d+[.)](?=[ \t]|$)|!!!|\?\?\?\+?)"
_DEEP = re.compile(rf"^(?:[ \t]*+{_MARKER}){{{NESTING + 1}}}", re.MULTILINE)
_INDENTED = re.compile(rf"^(?: {{4}}|\t){{{NESTING + 1}}}[ \t]*+\S", re.MULTILINE)
_SIGNS = "> ", ">>", "- ", "* ", "+ ", ". ", ") ", ": "
_BLANK = re.compile(r"\n[ \t]*\n")
_UNDERLINE = re.compile(r"^(?:=+|-+)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^#|^(?:=+|-+)[ \t]*$|<h[1-6]\b", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]]|\n[ \t]*\n")
_TARGET = re.compile(r"\]\(|\)|\n[ \t]*\n")
_TAG = re.compile(r"<(?=[A-Za-z/!?])|>")


def unreadable(text: str, line: int, file: str) -> Iterator[Problem]:
    """What in a text, which begins at a line of a file, would take too long to read; the first."""
    for code, find in (
        ("text_nested", _nested),
        ("text_brackets", _brackets),
        ("text_tags", _tags),
        ("text_headings", _headings),
        ("text_abbreviations", _abbreviations),
        ("text_cells", _cells),
        ("text_fences", _fences),
    ):
        offset = find(text)
        if offset is not None:
            at = line + text.count("\n", 0, offset)
            column = offset - text.rfind("\n", 0, offset)
            yield Problem(code, Position(file, at, column))
            return


def _nested(text: str) -> int | None:
    """Where a line opens more lists and quotations, or is set in deeper, than any text needs."""
    found = None
    if sum(map(text.count, _SIGNS)) > NESTING:
        found = _DEEP.search(text)
    if found is None and ("    " * NESTING in text or "\t" * NESTING in text):
        found = _INDENTED.search(text)
    return found and found.start()


def _brackets(text: str) -> int | None:
    if text.count("[") <= _FEW:
        return None
    found = _far(text, _BRACKET, "[")
    return _far(text, _TARGET, "](") if found is None else found


def _tags(text: str) -> int | None:
    return _far(text, _TAG, "<") if text.count("<") > _FEW else None


def _far(text: str, signs: re.Pattern[str], opening: str) -> int | None:
    """Where the sign stands from which on too much of a text lies within unclosed ones."""
    opened: list[int] = []
    total = 0
    for found in signs.finditer(text):
        if found[0] == opening:
            opened.append(found.start())
        elif not found[0].isspace():
            if opened:
                total += found.start() - opened.pop()
        else:  # the paragraph ends
            total += sum(found.start() - start for start in opened)
            opened.clear()
        if total > UNCLOSED:
            return found.start()
    for start in opened:
        total += len(text) - start
        if total > UNCLOSED:
            return opened[0]
    return None


def _headings(text: str) -> int | None:
    if text.count("\n#") + text.count("\n=") + text.count("\n-") + text.count("<h") <= HEADINGS:
        return None
    return _nth(text, _HEADING, HEADINGS)


_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[", re.MULTILINE)


def _abbreviations(text: str) -> int | None:
    return _nth(text, _ABBREVIATION, ABBREVIATIONS) if text.count("*[") > ABBREVIATIONS else None


# The line below a table's head, also in a quotation; no two parts of it can take the same sign.
_DELIMITER = re.compile(r"^[ \t>]*+[|:-][ \t|:-]*$", re.MULTILINE)


def _cells(text: str) -> int | None:
    if "|" not in text:
        return None
    cells = 0
    for found in _DELIMITER.finditer(text):
        if "|" not in found[0] or "-" not in found[0]:
            continue
        blank = _BLANK.search(text, found.end())
        rows = text.count("\n", found.end(), blank.start() if blank else len(text))
        cells += rows * (found[0].count("|") + 1)
        if cells > CELLS:
            return found.start()
    return None


_FENCE = re.compile(r"^[ \t]*(?:~~~|```)", re.MULTILINE)


def _fences(text: str) -> int | None:
    few = text.count("~~~") + text.count("```") <= FENCES
    return None if few else _nth(text, _FENCE, FENCES)


def _nth(text: str, pattern: re.Pattern[str], most: int) -> int | None:
    """Where a pattern fits for the first time too often."""
    for number, found in enumerate(pattern.finditer(text)):
        if number == most:
            return found.start()
    return None
