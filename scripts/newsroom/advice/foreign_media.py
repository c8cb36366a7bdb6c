"""Pictures, films and sound that a text has readers fetch from another host."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.edition import Edition
from newsroom.places import Source, first_written
from newsroom.problems import Position, Problem, warning
from newsroom.sources.quick_look import may_show_pictures, plain_pictures
from newsroom.texts import Texts


def foreign_media_warnings(everything: Edition, among: Archive, texts: Texts) -> Iterator[Problem]:
    """Every such address in releases, profiles and pages, where it is first written."""
    sources: tuple[Source, ...] = (*among.releases, *among.profiles, *among.pages)
    for source in sources:
        # What a look can tell of are files of docs/ alone.
        if not may_show_pictures(source.body) or plain_pictures(source.body) is not None:
            continue
        for address in texts.elements(source).fetched:
            if everything.site.path_of(address) is None:
                yield warning("foreign_media", _place(source, address), {"link": address})


def _place(source: Source, address: str) -> Position:
    """An address written without its scheme has got one (`sources.body`)."""
    bare = address.removeprefix("https:")
    return first_written(source, address if address in source.body else bare)
