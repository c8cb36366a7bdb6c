"""Lines of their own that order to hold a release back, though its data do not.

They are known as an import knows them, so that deleting its mark publishes nothing unheeded.
All that this asks stands in one file, so it is judged when that is read, and kept with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.domain.release import Declared, Release
from newsroom.intake.recognise.days import days_in
from newsroom.intake.recognise.holding import is_order
from newsroom.problems import Position, Problem
from newsroom.sources.misplaced import lines_alone


def unheeded_orders(release: Release) -> Iterator[Problem]:
    """A problem for every such line of a release that its data let go out."""
    if release.declared is not Declared.PUBLISHED or release.embargo is not None:
        return
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
