"""What of every release journalists may take away: its text, its data, its press pack."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import Any, Protocol

from newsroom.assets import packed_files, path_of
from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.limits import PACK
from newsroom.outputs.ninjs import news_object
from newsroom.outputs.press_pack import Member, press_pack, table
from newsroom.sources.contents import Content, pieces_of
from newsroom.views.layout import Layout
from newsroom.views.made import MadeFile
from newsroom.views.news_object import news_object_view
from newsroom.views.press_text import PressText, press_text
from newsroom.views.state import release_state

# A browser, an editor and Word then know it for UTF-8 without being told by a server.
_ENCODING = "utf-8-sig"
_CAPTIONS = "captions.csv"


class Published(Protocol):
    """A file of docs/ as it goes out: a picture tells nothing but itself."""

    @property
    def key(self) -> str: ...
    @property
    def make(self) -> Callable[[], Content]: ...


Copy = Callable[[str], Published]
"""Gives the file at a path in docs/."""


class PressFiles:
    """Makes the files of releases. The text of one is made once, for all its files in turn."""

    def __init__(self, layout: Layout, copy: Copy) -> None:
        """`copy` gives a file of docs/ as it goes out."""
        self._layout = layout
        self._copy = copy
        self._last: tuple[str, PressText] | None = None

    def of(self, release: Release) -> Iterator[MadeFile]:
        """The files of a release."""
        addresses = self._layout.edition.addresses
        state = partial(release_state, self._layout, release)
        yield MadeFile(addresses.text(release), partial(self._text, release), state)
        yield MadeFile(addresses.data(release), partial(self._data, release), state)
        files = {path: self._copy(path) for path in pack_of(self._layout, release)}
        if files:
            pack = partial(self._pack, release, files)
            yield MadeFile(addresses.pack(release), pack, partial(_keys, state, files))

    def _said(self, release: Release) -> PressText:
        if self._last is None or self._last[0] != release.source:
            self._last = (release.source, press_text(self._layout, release))
        return self._last[1]

    def _text(self, release: Release) -> bytes:
        return self._said(release).clean.encode(_ENCODING, "replace")

    def _data(self, release: Release) -> bytes:
        return news_object(news_object_view(self._layout, release, self._said(release)))

    def _pack(self, release: Release, files: dict[str, Published]) -> bytes:
        slug = release.slug
        text = Member(f"{slug}/{slug}.txt", [self._text(release)])
        data = Member(f"{slug}/{slug}.json", [self._data(release)])
        taken = {f"{slug}.txt".casefold(), f"{slug}.json".casefold(), _CAPTIONS}
        names = {path: _free(posixpath.basename(path), taken) for path in files}
        parts = (
            Member(f"{slug}/{name}", pieces_of(files[path].make())) for path, name in names.items()
        )
        captions = Member(f"{slug}/{_CAPTIONS}", [table(self._captions(release, names))])
        return press_pack(chain([text, data, captions], parts), release.modified.at)

    def _captions(self, release: Release, names: dict[str, str]) -> Iterator[list[str]]:
        words = self._layout.words_of(release)
        columns = ("file", "caption", "credit", "alt", "address")
        yield [words.t(f"press.columns.{column}") for column in columns]
        said = {}
        for shown in self._layout.texts.elements(release).pictures:
            if shown.path is not None:
                said[shown.path] = ("", "", shown.alt)
        for attachment in release.attachments:
            said[path_of(release, attachment.file)] = (attachment.title or "", "", "")
        for _, picture in release.pictures:
            words_of_it = (picture.caption or "", picture.credit or "", picture.alt)
            said[path_of(release, picture.src)] = words_of_it
        for path, name in names.items():
            address = self._layout.url(self._layout.edition.addresses.file(path))
            yield [name, *said.get(path, ("", "", "")), address]


def _keys(state: Callable[[], str], files: dict[str, Published]) -> list[Any]:
    return [state(), [copy.key for copy in files.values()]]


def pack_of(layout: Layout, release: Release) -> list[str]:
    """The files of a release's press pack.

    None has a withdrawn release, one without any, or one whose files are too much for a pack.
    """
    if layout.edition.status(release) is Status.WITHDRAWN:
        return []
    files = packed_files(layout.edition, release, layout.texts)
    return files if sum(layout.facts(path).size for path in files) <= PACK else []


def _free(name: str, taken: set[str]) -> str:
    """A name that no other file of the pack has, whatever the case of its letters."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{number}-{name}"
    taken.add(free.casefold())
    return free
