"""Picture files that tell where they were taken, or are larger than a page can bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsroom.advice.pictures_in_use import PictureInUse
from newsroom.archive import Archive
from newsroom.assets import path_of
from newsroom.edition import Edition
from newsroom.pictures.facts import FileFacts, file_facts
from newsroom.problems import Position, Problem, warning

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000
"""The longer side; a page shows a picture at a quarter of this."""


def photo_warnings(everything: Edition, pictures: Iterable[PictureInUse]) -> Iterator[Problem]:
    """What should be taken out of the picture files in use; each is told where first named."""
    told: set[str] = set()
    for picture in pictures:
        if picture.path in told or picture.path not in everything.archive.files:
            continue
        told.add(picture.path)
        try:
            facts = file_facts(everything.site.docs / picture.path)
        except OSError:
            continue
        yield from _judged(picture.path, facts, picture.path_at)


def attached_photo_warnings(
    everything: Edition, among: Archive, shown: Iterable[PictureInUse]
) -> Iterator[Problem]:
    """Photos given as attachments, where the press wants them large, that tell the place."""
    told = {picture.path for picture in shown}
    for release in among.releases:
        for i, attachment in enumerate(release.attachments):
            path = path_of(release, attachment.file)
            if path in told or path not in everything.archive.files:
                continue
            told.add(path)
            try:
                facts = file_facts(everything.site.docs / path)
            except OSError:
                continue
            if facts.located:
                at = release.position("attachments", i, "file")
                yield warning("photo_located", at, {"file": path})


def _judged(path: str, facts: FileFacts, at: Position) -> Iterator[Problem]:
    if facts.located:
        yield warning("photo_located", at, {"file": path})
    if facts.size > MOST_BYTES:
        sizes = {"size": f"{facts.size / 1e6:.1f}", "most": f"{MOST_BYTES / 1e6:.0f}"}
        yield warning("photo_heavy", at, {"file": path, **sizes})
    if facts.width and facts.height and max(facts.width, facts.height) > MOST_PIXELS:
        measures = {"width": str(facts.width), "height": str(facts.height)}
        yield warning("photo_large", at, {"file": path, "most": str(MOST_PIXELS), **measures})
