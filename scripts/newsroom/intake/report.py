"""Tell what became of the documents, to a person or to a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from newsroom.domain.clearance import DRAFT
from newsroom.intake.filing import told
from newsroom.intake.importing import Outcome, State
from newsroom.intake.manuscript import Notice
from newsroom.problems import Problem
from newsroom.sources.release_file import iso_text
from newsroom.words import Words


def lines(
    outcome: Outcome, words: Words, shown: str, *, dry_run: bool, todo: Sequence[Problem] = ()
) -> Iterator[str]:
    """What became of a document, with everything its user should know."""
    if outcome.state is State.REFUSED:
        for problem in outcome.problems:
            yield f"{problem.at.file}: {words.problem(problem)}"
        return
    key = "unchanged" if outcome.state is State.UNCHANGED else "would" if dry_run else "written"
    facts = {"document": outcome.document, "file": f"{shown}/{outcome.file}"}
    yield words.t(f"commands.import.{key}", **facts)
    for mark in outcome.marks:
        yield "  " + words.t("intake.note", sentence=told(mark, words))
    for notice in outcome.notices:
        yield "  " + noticed(notice, words)
    for speaker in speakers(outcome, words):
        yield "  " + words.t("intake.quoted", who=speaker)
    for problem in todo:
        yield f"  {problem.at}: {words.problem(problem)}"
    if outcome.text:
        yield "  " + _what_next(outcome, words, facts["file"], bool(todo))


def _what_next(outcome: Outcome, words: Words, file: str, has_problems: bool) -> str:
    """Whether it is public, and if not, which line to delete."""
    if outcome.values.get("status") != DRAFT:
        return words.t("commands.import.ready", file=file)
    line = 1 + outcome.text.split("\n").index(f"status: {DRAFT}")
    certain = outcome.state is State.IMPORTED and not has_problems
    key = "certain" if certain else "doubtful"
    return words.t(f"commands.import.{key}", file=file, line=str(line))


def closing(outcomes: Sequence[Outcome], skipped: Sequence[str], words: Words) -> Iterator[str]:
    """The files that are no documents, and the counts, which add up."""
    if skipped:
        yield words.t("commands.import.skipped", files=", ".join(skipped))
    counts = Counter(outcome.state for outcome in outcomes)
    parts = [
        words.count(f"commands.import.counts.{state.value}", counts[state]) for state in counts
    ]
    if parts:
        yield words.t("commands.import.total", counts=", ".join(parts))
    else:
        yield words.t("commands.import.nothing")


def as_json(
    outcomes: Sequence[Outcome],
    skipped: Sequence[str],
    words: Words,
    todo: Mapping[str, Sequence[Problem]],
) -> dict[str, Any]:
    """The same for a program; days and instants in ISO 8601."""
    return {
        "sources": [
            _record(outcome, words, todo.get(outcome.file or "", ())) for outcome in outcomes
        ],
        "skipped": list(skipped),
        "counts": {state.value: sum(o.state is state for o in outcomes) for state in State},
    }


def noticed(notice: Notice, words: Words) -> str:
    """A notice as a sentence."""
    return words.t(f"intake.notices.{notice.code}", **notice.facts)


def speakers(outcome: Outcome, words: Words) -> list[str]:
    """Who is quoted, each once, with the office held."""
    people = [quotation.person for quotation in outcome.quotations]
    unknown = words.t("intake.unknown_speaker")
    named = [
        (f"{person.name} ({person.role})" if person.role else person.name) if person else unknown
        for person in people
    ]
    return list(dict.fromkeys(named))


def _record(outcome: Outcome, words: Words, todo: Sequence[Problem]) -> dict[str, Any]:
    return {
        "source": outcome.document,
        "state": outcome.state.value,
        "file": outcome.file,
        "values": {key: _plain(value) for key, value in outcome.values.items()},
        "marks": [
            {"key": mark.key or None, "code": mark.code, "text": told(mark, words)}
            for mark in outcome.marks
        ],
        "quoted": [
            {
                "name": quotation.person.name if quotation.person else None,
                "role": quotation.person.role if quotation.person else None,
                "text": quotation.text,
            }
            for quotation in outcome.quotations
        ],
        "warnings": [noticed(notice, words) for notice in outcome.notices],
        "problems": [_problem(problem, words) for problem in (*outcome.problems, *todo)],
    }


def _problem(problem: Problem, words: Words) -> dict[str, Any]:
    at = problem.at
    text = words.problem(problem)
    return {
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "code": problem.code,
        "text": text,
    }


def _plain(value: object) -> Any:
    if isinstance(value, date | datetime):
        return iso_text(value)
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
