"""Notices of change that cannot have been made then, and notices that hold back what is public."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.domain.release import Declared, Release
from newsroom.domain.when import When
from newsroom.edition import Edition
from newsroom.intake.recognise.days import days_in
from newsroom.intake.recognise.holding import is_order
from newsroom.problems import Position, Problem
from newsroom.sources.misplaced import lines_alone


def notice_problems(everything: Edition) -> Iterator[Problem]:
    """Updates, corrections and withdrawals before anyone could read the release, or still to come.

    What a scheduled release says of itself may lie ahead of now, but not of its publication.
    """
    for release in everything.archive.releases:
        if release.declared is Declared.DRAFT:
            continue
        latest = max(everything.now, release.published.at)
        for when, key in _notices(release):
            facts = {"key": str(key[0]), "value": when.day.isoformat()}
            # What the press was given under embargo may be withdrawn before it ends.
            earliest = release.date if key[0] == "withdrawn" else release.published
            if when.day < earliest.day:
                yield Problem("before_date", release.position(*key), facts)
            elif when.at > latest:
                yield Problem("in_future", release.position(*key), facts)


def held_back_problems(everything: Edition) -> Iterator[Problem]:
    """Lines of their own that order to hold a release back, though its data do not.

    They are known as an import knows them, so that deleting its mark publishes nothing unheeded.
    """
    for release in everything.archive.releases:
        if release.declared is not Declared.PUBLISHED or release.embargo is not None:
            continue
        for number, text in lines_alone(release.body):
            if unheeded(release, text):
                at = Position(release.position().file, release.body_line + number)
                yield Problem("hold_in_text", at, {"text": text})


def unheeded(release: Release, text: str) -> bool:
    """Whether a line orders to hold a release back beyond what its data do."""
    if release.embargo is not None or not is_order(text):
        return False
    days = [found.day for found in days_in(text) if found.day is not None]
    return not days or max(days) > release.date.day


def _notices(release: Release) -> Iterator[tuple[When, tuple[str | int, ...]]]:
    """The day of every notice, and under which keys it stands."""
    if release.updated is not None:
        yield release.updated, ("updated",)
    for i, correction in enumerate(release.corrections):
        yield correction.date, ("corrections", i, "date")
    if release.withdrawal is not None:
        yield release.withdrawal.date, ("withdrawn", "date")
