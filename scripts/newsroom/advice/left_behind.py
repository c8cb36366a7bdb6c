"""What an editor meant for colleagues and left in a release that everybody will read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsroom.archive import Archive
from newsroom.domain.release import Declared, Release
from newsroom.intake.recognise.holding import is_notice, names_time
from newsroom.problems import Position, Problem, warning
from newsroom.sources.misplaced import ends_of
from newsroom.words import LANGUAGES, Words

_MOST_WORDS = 12
_LONGEST = 120
_DECORATION = ' \t>*_~[]()"“”–—=|'


def left_behind_warnings(archive: Archive) -> Iterator[Problem]:
    """Marks of an import, and lines of secrecy at the head or foot, in releases that are no drafts.

    A line is known as the import knows it, if it stands by itself. One that forbids to
    publish outright, or until a day, is a problem before it is a warning.
    """
    for release in archive.releases:
        if release.declared is Declared.DRAFT:
            continue
        file = release.position().file
        for line, note in release.opened().notes.items():
            if note.startswith(_marks()):
                yield warning("note_left", Position(file, line), {"text": note})
        for number, text in _alone(release):
            if is_notice(text) and not names_time(text):
                at = Position(file, release.body_line + number)
                yield warning("secrecy_in_text", at, {"text": text})


def _alone(release: Release) -> Iterator[tuple[int, str]]:
    """Short lines at the head and foot of a text that stand by themselves, with their numbers.

    One in capital letters does so right above or below a paragraph, too.
    """
    lines = ["", *release.body.split("\n"), ""]
    for number in ends_of(lines):
        line = lines[number]
        alone = not lines[number - 1].strip() and not lines[number + 1].strip()
        if len(line) > _LONGEST or not (alone or line.isupper()):
            continue
        text = line.strip(_DECORATION)
        if 0 < len(text.split()) <= _MOST_WORDS:
            yield number - 1, text


@cache
def _marks() -> tuple[str, ...]:
    """How the notes of an import begin, in every language of the desk."""
    return tuple(Words(code).t("intake.note", sentence="").strip() for code in LANGUAGES)
