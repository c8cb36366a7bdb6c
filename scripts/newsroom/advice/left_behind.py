"""What an editor meant for colleagues and left in a release that everybody will read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsroom.archive import Archive
from newsroom.domain.release import Declared
from newsroom.intake.recognise.holding import is_notice, names_time
from newsroom.problems import Position, Problem, warning
from newsroom.sources.misplaced import lines_alone
from newsroom.sources.orders import unheeded
from newsroom.words import LANGUAGES, Words


def left_behind_warnings(archive: Archive) -> Iterator[Problem]:
    """Marks of an import, and lines of secrecy at the head or foot, in releases that are no drafts.

    A line is known as the import knows it, if it stands by itself. One that orders to hold
    the release back is a problem, and no warning.
    """
    for release in archive.releases:
        if release.declared is Declared.DRAFT:
            continue
        file = release.position().file
        for line, note in release.opened().notes.items():
            if note.startswith(_marks()):
                yield warning("note_left", Position(file, line), {"text": note})
        for number, text in lines_alone(release.body):
            if is_notice(text) and not names_time(text) and not unheeded(release, text):
                at = Position(file, release.body_line + number)
                yield warning("secrecy_in_text", at, {"text": text})


@cache
def _marks() -> tuple[str, ...]:
    """How the notes of an import begin, in every language of the desk."""
    return tuple(Words(code).t("intake.note", sentence="").strip() for code in LANGUAGES)
