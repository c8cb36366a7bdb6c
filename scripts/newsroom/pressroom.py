"""From a judged site to its files: prints them, indexes them for search, proves them tight."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from newsroom.assets import shown_pictures
from newsroom.code import code_digest
from newsroom.desk import Desk
from newsroom.pictures.cards import Card, drawn
from newsroom.pictures.darkroom import Darkroom
from newsroom.pictures.renditions import FOLDER as PICTURES
from newsroom.pictures.store import Store
from newsroom.press.copies import built_elsewhere, copied, rendered
from newsroom.press.output import Output, key_of
from newsroom.press.press import Press, Printed
from newsroom.press.printer import Printer, Templates, templates_digest
from newsroom.problems import Problem, in_order
from newsroom.progress import progress
from newsroom.publication import home_page, made_files, made_pages
from newsroom.search_index import FOLDER, Part, SearchIndex
from newsroom.search_parts import search_parts
from newsroom.sources.body import BodyReader
from newsroom.views.head import share_picture
from newsroom.views.shell import Shells
from newsroom.views.social import card_text
from newsroom.words import Words

log = logging.getLogger("mkdocs.plugins.newsroom")

_AUDITED = "audited"


@dataclass(frozen=True)
class Guest:
    """What the engine has made: ordinary pages and the theme's files in `folder`; the templates.

    `home` is the home page as it has rendered it. `sources` are the files of ordinary
    pages in docs/, `pages` the paths of all pages in `folder`. `around` is what it gives
    every template, `own_templates` the folder of the site's own, `setup` is all else that this
    depends on, as plain values. `brand` is the colour of the band above every page.
    """

    folder: Path
    templates: Templates
    home: Any
    sources: Sequence[str]
    pages: Sequence[str]
    around: dict[str, Any]
    own_templates: Path | None
    setup: Any
    brand: str


class Pressroom:
    """Turns one judged site into files, by a press that knows the files of the site before."""

    def __init__(self, press: Press, desk: Desk, guest: Guest, shells: Shells) -> None:
        self._press = press
        self._desk = desk
        self._store = Store(press.cache / "pictures")
        self._guest = guest
        self._coming = _outputs(desk, guest, shells, Darkroom(self._store))
        self._found: dict[str, Output] = {}

    @property
    def words(self) -> Words:
        return self._desk.words

    def output(self, path: str) -> Output | None:
        """The file at a path; one of the newest releases is found before all others are."""
        while path not in self._found:
            output = next(self._coming, None)
            if output is None:
                return None
            # A name without letters has no address; in a preview its problem is shown, but no page.
            if "//" not in output.path:
                self._found.setdefault(output.path, output)
        return self._found[path]

    @cached_property
    def outputs(self) -> Sequence[Output]:
        """Every file of the site but the search index."""
        self.output("")  # which is none
        return tuple(self._found.values())

    @cached_property
    def _parts(self) -> Sequence[Part]:
        return tuple(_parts(self._desk, self._guest, self.output))

    def print(self, folder: Path) -> Printed:
        """Make `folder` hold the site, but for the search index if that is another now."""
        with progress() as told:
            printed = self._press.print(folder, self.outputs, self._folders, told, pack=self._pack)
        self._desk.texts.flush()
        if any(path.startswith(PICTURES) for path in printed.changed):
            self._store.prune()
        return printed

    def seal(self) -> None:
        """Pack what was printed, if that is wanted, and write the manifest of it all."""
        self._press.seal()

    @property
    def _pack(self) -> bool:
        return self._desk.edition.site.settings.precompress

    def reprint(self) -> Printed:
        """The same in the standby folder itself."""
        with progress() as told:
            printed = self._press.reprint(self.outputs, self._folders, told)
        self._desk.texts.flush()
        return printed

    @property
    def _folders(self) -> dict[str, str]:
        """The folder that the search index fills, and a key that tells with what."""
        key = key_of(code_digest(), [(part.name, part.digest) for part in self._parts])
        return {FOLDER: key} if self._parts else {}

    def index(self, folder: Path) -> None:
        """Make what is not made yet of the search index. Raises SearchIndexFailed."""
        with self.index_of(folder) as index:
            self.fill(index)
        self.adopt_index()

    def index_of(self, folder: Path) -> SearchIndex:
        """The search index in a folder."""
        return SearchIndex(folder, self._desk.words.language, self._press.file("search"))

    def fill(self, index: SearchIndex) -> None:
        """Make the parts of an index that are not those of just these pages."""
        for part in self._parts:
            index.start(part)
        index.wait()

    def adopt_index(self) -> None:
        """Take the index over into the site, once it is filled."""
        for name, key in self._folders.items():
            self._press.adopt(name, key)

    def leaks(
        self, printed: Printed, folder: Path, reader: BodyReader, config_file: Path
    ) -> tuple[Problem, ...]:
        """What of the withheld releases is in the site; `folder` is where it lies.

        Every byte is read, but for files in which every mark was sought before and that
        have not been written since; in those only the marks are sought that are new.
        """
        edition = self._desk.edition
        if not edition.withheld:
            self.leave_unproved()
            return ()
        from newsroom.audit import files_below, marks_of, traces
        from newsroom.audit.frame import frame_of

        marks = marks_of(edition, self._desk.texts, reader, frame_of(config_file))
        with_code, *sought = self._press.note(_AUDITED).split() or [""]
        before = set(sought) if with_code == code_digest() else set()
        unsought = [mark for mark in marks if mark.digest not in before]
        written = () if printed.same else self._press.written_since(printed)
        others = sorted(set(files_below(folder)).difference(written))
        found = in_order(
            [
                *traces(edition, marks, folder, "site", written),
                *traces(edition, unsought, folder, "site", others),
            ]
        )
        proved = [code_digest(), *(mark.digest for mark in marks)]
        self._press.write_down(_AUDITED, "" if found else " ".join(proved))
        return found

    def leave_unproved(self) -> None:
        """Remember that nobody has looked for leaks in what was printed."""
        self._press.write_down(_AUDITED, "")


def _outputs(desk: Desk, guest: Guest, shells: Shells, darkroom: Darkroom) -> Iterator[Output]:
    """Every file of the site. Of two at one path the first counts, which is the newsroom's."""
    layout = desk.layout
    edition = layout.edition
    site = edition.site.model_dump(mode="json", exclude={"docs", "shown_at_url"})
    reader = desk.texts.reader.signature
    templates = templates_digest(guest.own_templates)
    setup = [guest.setup, templates, site, edition.preview, reader, share_picture(layout)]
    printer = Printer(guest.templates, guest.around, shells.plain, shells.news, setup)

    def copy(source: str) -> Output:
        return copied(edition.addresses.file(source), edition.site.docs, source)

    yield printer.home(home_page(layout), guest.home)
    yield from printer.pages(made_pages(layout), edition.site.url)
    yield from printer.files(made_files(layout, guest.sources, copy))
    yield from map(copy, sorted(desk.assets))
    yield from _renditions(desk, darkroom)
    yield from _cards(desk, guest.brand)
    yield from built_elsewhere(guest.folder)


def _renditions(desk: Desk, darkroom: Darkroom) -> Iterator[Output]:
    """The other sizes of the pictures on all pages; none in a preview, which cannot wait."""
    edition = desk.edition
    if edition.preview:
        return
    for source in sorted(shown_pictures(edition, desk.texts)):
        yield from rendered(edition.addresses.file(source), edition.site.docs, source, darkroom)


def _cards(desk: Desk, ground: str) -> Iterator[Output]:
    """The cards with which releases are shared."""
    for release in desk.edition.releases:
        text = card_text(desk.layout, release)
        if text is not None:
            card = Card(text.headline, text.when, text.offices, ground)
            yield Output(unquote(text.address), card.key, partial(drawn, card))


def _parts(desk: Desk, guest: Guest, output_at: Callable[[str], Output | None]) -> Iterable[Part]:
    """The parts of the search index, each told by the keys of its pages."""
    if not desk.edition.site.settings.search:
        return
    for part in search_parts(desk.edition, guest.pages):
        outputs = [(path, output_at(path)) for path in part.pages]
        keys = [(path, output.key if output else None) for path, output in outputs]
        yield replace(part, digest=key_of(keys))
