"""The prose of a release that readers see, piece by piece, with the place of each character."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsroom.domain.release import Release
from newsroom.places import in_body
from newsroom.problems import Position


@dataclass(frozen=True, slots=True)
class Prose:
    """A piece of text, as typed; `at` gives the position of an offset in it."""

    text: str
    at: Callable[[int], Position]


def prose_of(release: Release) -> Iterator[Prose]:
    """Title, summary, pictures, notices and text; data such as dates and contacts are left out.

    A value of the front matter has one position, where it begins.
    """
    yield _value(release, release.title, "title")
    yield _value(release, release.summary, "summary")
    for at, picture in release.pictures:
        yield _value(release, picture.alt, *at, "alt")
        yield _value(release, picture.caption, *at, "caption")
    for i, attachment in enumerate(release.attachments):
        yield _value(release, attachment.title, "attachments", i, "title")
    for i, correction in enumerate(release.corrections):
        yield _value(release, correction.text, "corrections", i, "text")
    if release.withdrawal is not None:
        yield _value(release, release.withdrawal.reason, "withdrawn", "reason")
    yield Prose(release.body, lambda offset: in_body(release, offset))


def _value(release: Release, text: str | None, *path: str | int) -> Prose:
    return Prose(text or "", lambda _offset: release.position(*path))
