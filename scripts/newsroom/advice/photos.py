"""Picture files that go out as they are, and tell where they were taken or are large.

Of most kinds the site makes sizes and takes the place out: nothing is to be told of those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsroom.advice.pictures_in_use import PictureInUse
from newsroom.archive import Archive
from newsroom.assets import path_of
from newsroom.edition import Edition
from newsroom.limits import PICTURE_TOLD
from newsroom.pictures.facts import FileFacts, file_facts
from newsroom.pictures.metadata import tells_nothing_else
from newsroom.pictures.renditions import renditions
from newsroom.problems import Problem, warning

MOST_BYTES = 2_000_000
MOST_PIXELS = 4_000
"""The longer side, of what is shown as it is."""


def photo_warnings(everything: Edition, pictures: Iterable[PictureInUse]) -> Iterator[Problem]:
    """What should be taken out of the picture files in use; each is told where first named."""
    told: set[str] = set()
    for picture in pictures:
        if picture.path in told or picture.path not in everything.archive.files:
            continue
        told.add(picture.path)
        try:
            facts = file_facts(everything.site.docs / picture.path)
            located = _stays_located(everything, picture.path, facts)
        except OSError:
            continue
        if located:
            yield warning("photo_located", picture.path_at, {"file": picture.path})
        if facts.vast and picture.in_text:
            told_of = {"file": picture.path, **PICTURE_TOLD}
            yield warning("picture_vast", picture.path_at, told_of)
        elif not facts.vast and not renditions(facts):
            yield from _too_large(picture, facts)


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
                located = _stays_located(everything, path, facts)
            except OSError:
                continue
            if located:
                at = release.position("attachments", i, "file")
                yield warning("photo_located", at, {"file": path})


def _stays_located(everything: Edition, path: str, facts: FileFacts) -> bool:
    """Whether a file tells where it was taken, and will when it is published."""
    return facts.located and not tells_nothing_else(everything.site.docs / path)


def _too_large(picture: PictureInUse, facts: FileFacts) -> Iterator[Problem]:
    """Of what is shown as it is; one beyond the bounds of pictures is told otherwise."""
    at, file = picture.path_at, picture.path or ""
    if facts.size > MOST_BYTES:
        sizes = {"size": f"{facts.size / 1e6:.1f}", "most": f"{MOST_BYTES / 1e6:.0f}"}
        yield warning("photo_heavy", at, {"file": file, **sizes})
    if facts.width and facts.height and max(facts.width, facts.height) > MOST_PIXELS:
        measures = {"width": str(facts.width), "height": str(facts.height)}
        yield warning("photo_large", at, {"file": file, "most": str(MOST_PIXELS), **measures})
