"""Notices of change that cannot have been made then."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.domain.release import Declared, Release
from newsroom.domain.when import When
from newsroom.edition import Edition
from newsroom.problems import Problem


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


def _notices(release: Release) -> Iterator[tuple[When, tuple[str | int, ...]]]:
    """The day of every notice, and under which keys it stands."""
    if release.updated is not None:
        yield release.updated, ("updated",)
    for i, correction in enumerate(release.corrections):
        yield correction.date, ("corrections", i, "date")
    if release.withdrawal is not None:
        yield release.withdrawal.date, ("withdrawn", "date")
