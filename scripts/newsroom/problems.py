"""What is wrong with a source file, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How much a mistake weighs: a problem stops the site, a warning only asks for a look.

    A note is what will be a problem as soon as a text is no draft any more.
    """

    PROBLEM = "problem"
    NOTE = "note"
    WARNING = "warning"


class Position(NamedTuple):
    """A place in a source file; lines and columns count from 1, columns in characters.

    A tuple, since an archive makes tens of thousands of them.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the rule it breaks, its position and the facts its sentence needs.

    The sentences are in `newsroom/words/`, under `problems.<code>`.
    """

    code: str
    at: Position
    facts: Mapping[str, str] = field(default_factory=dict)
    level: Level = Level.PROBLEM


def warning(code: str, at: Position, facts: Mapping[str, str] | None = None) -> Problem:
    """A thing to look at again; it never stops a build."""
    return Problem(code, at, facts or {}, Level.WARNING)


class Problems(Exception):
    """Raised where work cannot go on; holds every problem found, sorted by position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(", ".join(f"{p.at} {p.code}" for p in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line, column, then rule; the same mistake is told once."""
    unique = {(p.at, p.code, tuple(sorted(p.facts.items()))): p for p in problems}
    return tuple(unique[key] for key in sorted(unique))
