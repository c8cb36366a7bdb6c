"""The fix for each rule that has one; what is not here, a person decides.

A fix gives the ways in which it could mend a problem, best first, none if it cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from newsroom.fixes.edits import Edit, line_at, line_start
from newsroom.problems import Problem
from newsroom.sources.front_matter import quoted

Rule = Callable[[str, Problem, ZoneInfo], Iterator[list[Edit]]]

_INDENT = re.compile(r"[ \t]*")
_LINE = re.compile(r"\s*(?P<dash>- +)?(?P<key>[\w-]+:\s+)?(?P<value>\S.*?)\s*")
_NOTE = re.compile(r"\s#")
_A_NAME = re.compile(r"[A-Z].*")


def _value(text: str, problem: Problem, _zone: ZoneInfo) -> Iterator[list[Edit]]:
    """A value that is certain: of a date whose words were not all understood there is none."""
    written, cure = problem.facts["value"], problem.facts["cure"]
    start = line_start(text, problem.at.line) + problem.at.column - 1
    if text[start : start + 1] in "\"'":
        start += 1
    if text.startswith(written, start):
        yield [Edit(start, start + len(written), cure)]


def _in_quotes(text: str, problem: Problem, _zone: ZoneInfo) -> Iterator[list[Edit]]:
    """The value of a line, or a whole entry of a list whose colon belongs to a name."""
    found = _LINE.fullmatch(line_at(text, problem.at.line))
    # A note behind the value is no part of it, or it is: only its writer knows.
    if found is None or not (found["dash"] or found["key"]) or _NOTE.search(found["value"]):
        return
    first = "key" if found["key"] and _A_NAME.match(found["key"]) else "value"
    start = line_start(text, problem.at.line)
    value = found[0][found.start(first) : found.end("value")]
    yield [Edit(start + found.start(first), start + found.end("value"), quoted(value))]


def _colon(text: str, problem: Problem, zone: ZoneInfo) -> Iterator[list[Edit]]:
    """A value with a colon; but "- nama: Dinas A" has a key that nobody knows."""
    found = _LINE.fullmatch(line_at(text, problem.at.line))
    if found is None:
        return
    is_key = found["dash"] and found["key"] and not _A_NAME.match(found["key"])
    if not is_key or ": " in found["value"]:
        yield from _in_quotes(text, problem, zone)


def _space_after_colon(text: str, problem: Problem, _zone: ZoneInfo) -> Iterator[list[Edit]]:
    colon = text.find(":", line_start(text, problem.at.line))
    yield [Edit(colon + 1, colon + 1, " ")]


def _ordinary_space(text: str, problem: Problem, _zone: ZoneInfo) -> Iterator[list[Edit]]:
    at = line_start(text, problem.at.line) + problem.at.column - 1
    if text[at : at + 1] == "\u00a0":
        yield [Edit(at, at + 1, " ")]


def _spaces_for_tabs(text: str, problem: Problem, _zone: ZoneInfo) -> Iterator[list[Edit]]:
    """Two spaces for a tab; else the indentation of the line above."""
    start = line_start(text, problem.at.line)
    indent = _indent(line_at(text, problem.at.line))
    above = _indent(line_at(text, problem.at.line - 1)) if problem.at.line > 1 else ""
    for new in (indent.replace("\t", "  "), above, indent.replace("\t", "    ")):
        if "\t" not in new:
            yield [Edit(start, start + len(indent), new)]


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found[0] if found else ""


RULES: dict[str, Rule] = {
    "curly_quotes": _value,
    "date_form": _value,
    "colon": _colon,
    "special": _in_quotes,
    "no_space": _space_after_colon,
    "no_break_space": _ordinary_space,
    "tab": _spaces_for_tabs,
}
"""Every fix by the code of the problem it puts right."""
