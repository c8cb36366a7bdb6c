"""Mend what is mechanical in a source file, and nothing else in it.

A fix knows one rule: it gets the text of a file and a problem, and gives the spans to
write anew, or nothing if a person must decide. What it writes stands only if the
problem is gone then; everything outside the spans stays as it is, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from newsroom.fixes.edits import applied, line_at
from newsroom.fixes.forms import FORMS
from newsroom.fixes.rules import RULES
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.front_matter import FrontMatter, read_front_matter
from newsroom.sources.text import decode

Check = Callable[[bytes], tuple[Problem, ...]]
"""What is wrong in a file of these bytes, read alone."""

_MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing put right: the rule, the place in the file as it was, and what was written."""

    code: str
    at: Position
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its bytes, and what was done, in the order of the file."""

    data: bytes
    mends: tuple[Mend, ...]


def mend(data: bytes, file: str, check: Check, zone: ZoneInfo) -> Mended:
    """Mend the bytes of `file` until nothing is left that a fix can put right.

    Bytes that are not UTF-8 are left alone. Mending twice is mending once.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Mended(data, ())
    mends: list[Mend] = []
    for _ in range(_MOST_ROUNDS):
        found = next(_mended_forms(text, file), None) or next(
            _mended_rules(text, check, zone), None
        )
        if found is None:
            break
        text, done = found
        mends.append(done)
    return Mended(text.encode(), tuple(sorted(mends, key=lambda m: (m.at, m.code))))


def mendable(data: bytes, file: str, check: Check, zone: ZoneInfo) -> frozenset[tuple[str, int]]:
    """Rule and line of every problem of the file that `mend` would put right."""
    before = {(p.code, p.at.line) for p in check(data)}
    after = {(p.code, p.at.line) for p in check(mend(data, file, check, zone).data)}
    return frozenset(before - after)


def _mended_forms(text: str, file: str) -> Iterator[tuple[str, Mend]]:
    for code, form in FORMS.items():
        edits = form(text)
        if edits and _says_the_same(text, changed := applied(text, edits), file):
            at = Position(file, text.count("\n", 0, edits[0].start) + 1)
            yield changed, Mend(code, at, {"number": str(len(edits))})


def _mended_rules(text: str, check: Check, zone: ZoneInfo) -> Iterator[tuple[str, Mend]]:
    """The text after each single fix that may stand, most needed first."""
    before = check(text.encode())
    for problem in before:
        rule = RULES.get(problem.code)
        if rule is None:
            continue
        for edits in rule(text, problem, zone):
            changed = applied(text, edits)
            if changed != text and _may_stand(problem, before, check(changed.encode())):
                facts = {"cure": line_at(changed, problem.at.line).strip()}
                yield changed, Mend(problem.code, problem.at, facts)
                break


def _may_stand(problem: Problem, before: tuple[Problem, ...], after: tuple[Problem, ...]) -> bool:
    """Whether a fix made its problem go away and its line no worse.

    Other lines may show problems then that could not be seen before.
    """
    line = problem.at.line
    if any(p.code == problem.code and p.at == problem.at for p in after):
        return False
    known = {p.code for p in before if p.at.line == line}
    return all(p.code in known or p.code in RULES for p in after if p.at.line == line)


def _says_the_same(before: str, after: str, file: str) -> bool:
    return _read(before, file) == _read(after, file)


def _read(text: str, file: str) -> tuple[object, str] | None:
    """What a file says; None if its front matter cannot be read."""
    try:
        matter: FrontMatter = read_front_matter(decode(text.encode(), file), file, required=False)
    except Problems:
        return None
    return matter.values, matter.body
