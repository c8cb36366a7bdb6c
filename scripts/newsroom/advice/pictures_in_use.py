"""The pictures that releases, profiles and pages show, each with the words that stand for it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from newsroom.archive import Archive
from newsroom.assets import path_of
from newsroom.places import Source, first_written
from newsroom.problems import Position
from newsroom.progress import Watch, unwatched
from newsroom.sources.body import path_in_docs
from newsroom.sources.elements import Shown
from newsroom.sources.quick_look import may_show_pictures, plain_pictures
from newsroom.texts import Texts


@dataclass(frozen=True, slots=True)
class PictureInUse:
    """A picture, its words and their place, its file in docs/ (None if elsewhere) and its place.

    `title` is that of the text it stands in; `in_text` is false of a picture of front matter.
    """

    alt: str
    alt_at: Position
    path: str | None
    path_at: Position
    title: str
    in_text: bool = True


def pictures_in_use(
    archive: Archive, texts: Texts, watch: Watch = unwatched
) -> Iterator[PictureInUse]:
    """Pictures of the front matter of releases, then those that any text shows."""
    for release in watch(archive.releases):
        for at, picture in release.pictures:
            yield PictureInUse(
                picture.alt,
                release.position(*at, "alt"),
                path_of(release, picture.src),
                release.position(*at, "src"),
                release.title,
                in_text=False,
            )
        yield from _in_text(release, texts, release.title)
    for profile in archive.profiles:
        yield from _in_text(profile, texts, profile.name)
    for page in archive.pages:
        yield from _in_text(page, texts, "")


def _in_text(source: Source, texts: Texts, title: str) -> Iterator[PictureInUse]:
    if not may_show_pictures(source.body):
        return
    plain = plain_pictures(source.body)
    if plain is not None:
        for alt, written in plain:
            at = first_written(source, written)
            path = unquote(path_in_docs(written, source.source or "") or "")
            yield PictureInUse(alt, at, path, at, title)
        return
    for shown in texts.elements(source).pictures:
        at = first_written(source, _as_written(source, texts, shown))
        yield PictureInUse(shown.alt, at, shown.path, at, title)


def _as_written(source: Source, texts: Texts, shown: Shown) -> str:
    targets = texts.links(source).targets
    written = (target.written for target in targets if target.path == shown.path)
    return next(written, shown.address)


def file_name(picture: PictureInUse) -> str:
    """The name of the picture's file without its ending; empty if it is elsewhere."""
    return posixpath.splitext(posixpath.basename(picture.path or ""))[0]
