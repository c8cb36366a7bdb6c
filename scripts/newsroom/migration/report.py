"""Tell what became of an old archive, to a person or to a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsroom.migration.moving import Change, Move, Outcome, State
from newsroom.migration.notices import Notice
from newsroom.words import Words

# Of each kind of notice a person sees the first few; a report has them all.
_SHOWN = 3


def lines(moved: Move, words: Words, shown: str, *, dry_run: bool = False) -> Iterator[str]:
    """Refusals, examples of every kind of notice, and the counts, which add up."""
    for outcome in moved.outcomes:
        for problem in outcome.problems:
            yield f"{problem.at}: {words.problem(problem)}"
    by_kind: dict[str, list[Notice]] = {}
    for outcome in moved.outcomes:
        for notice in outcome.notices:
            by_kind.setdefault(notice.code, []).append(notice)
    for _, notices in sorted(by_kind.items()):
        for notice in notices[:_SHOWN]:
            yield f"{notice.at}: {told(notice, words)}"
        if len(notices) > _SHOWN:
            yield "  " + words.count("migration.more", len(notices) - _SHOWN)
    if sum(len(notices) for notices in by_kind.values()) > _SHOWN:
        yield words.t("migration.all_in_report")
    yield from _of_the_archive(moved, words)
    yield from _counts(moved, words, shown, dry_run)


def _of_the_archive(moved: Move, words: Words) -> Iterator[str]:
    """What holds for most of its texts, each kind once with an example; and what they lack."""
    total = words.number(moved.releases)
    for code, outcomes in sorted(_sharing(moved).items()):
        example = next(notice for notice in outcomes[0].common if notice.code == code)
        facts = {"number": words.number(len(outcomes)), "total": total}
        yield words.t("migration.common", **facts, sentence=told(example, words))
    for key, number in moved.missing.items():
        yield words.t("migration.missing", key=key, number=words.number(number), total=total)


def _sharing(moved: Move) -> dict[str, list[Outcome]]:
    """The sources that share a kind of notice with most of the archive, by the kind."""
    sharing: dict[str, list[Outcome]] = {}
    for outcome in moved.outcomes:
        for code in sorted({notice.code for notice in outcome.common}):
            sharing.setdefault(code, []).append(outcome)
    return sharing


def _counts(moved: Move, words: Words, shown: str, dry_run: bool) -> Iterator[str]:
    for state in State:
        yield words.t(f"migration.states.{state}", number=words.number(moved.count(state)))
    yield words.t("migration.total", number=words.number(len(moved.outcomes)))
    changes = {change: _changed(moved, change) for change in Change}
    if dry_run:
        yield words.t("migration.dry_run", folder=shown)
    else:
        numbers = {change.value: words.number(number) for change, number in changes.items()}
        yield words.t("migration.changes", folder=shown, **numbers)
    if moved.tidied["invisible"]:
        yield words.t("migration.tidied", number=words.number(moved.tidied["invisible"]))


def _changed(moved: Move, change: Change) -> int:
    return sum(outcome.change is change for outcome in moved.outcomes)


def as_json(moved: Move, words: Words, shown: str) -> dict[str, Any]:
    """The same for a program, with everything in it."""
    return {
        "counts": {state.value: moved.count(state) for state in State},
        "total": len(moved.outcomes),
        "changes": {change.value: _changed(moved, change) for change in Change},
        "tidied": dict(sorted(moved.tidied.items())),
        "common": {code: len(outcomes) for code, outcomes in sorted(_sharing(moved).items())},
        "missing": dict(moved.missing),
        "sources": [_record(outcome, words, shown) for outcome in moved.outcomes],
    }


def told(notice: Notice, words: Words) -> str:
    """A notice as a sentence."""
    return words.t(f"migration.notices.{notice.code}", **notice.facts)


def _record(outcome: Outcome, words: Words, shown: str) -> dict[str, Any]:
    return {
        "source": outcome.source,
        "state": outcome.state.value,
        "file": f"{shown}/{outcome.file}" if outcome.file else None,
        "change": outcome.change.value if outcome.change else None,
        "warnings": [_noticed(notice, words) for notice in outcome.notices],
        "common": [_noticed(notice, words) for notice in outcome.common],
        "problems": [
            {**_place(problem.at), "code": problem.code, "text": words.problem(problem)}
            for problem in outcome.problems
        ],
    }


def _noticed(notice: Notice, words: Words) -> dict[str, Any]:
    return {**_place(notice.at), "code": notice.code, "text": told(notice, words)}


def _place(at: Any) -> dict[str, Any]:
    return {"file": at.file, "line": at.line, "column": at.column}
