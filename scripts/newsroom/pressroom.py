"""From a judged site to its files: prints them, indexes them for search, proves them tight."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from newsroom.assets import marks, shown_pictures
from newsroom.clock import shall_repeat
from newsroom.code import code_digest
from newsroom.desk import Desk
from newsroom.pictures.cards import Card, drawn
from newsroom.pictures.darkroom import Darkroom
from newsroom.pictures.renditions import FOLDER as PICTURES
from newsroom.pictures.store import Store
from newsroom.press.copies import Some, built_elsewhere, copied, rendered
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
from newsroom.views.state import release_state
from newsroom.words import Words

log = logging.getLogger("mkdocs.plugins.newsroom")

_AUDITED = "audited"
# So many outputs are found at a time: what a preview can do between two looks at what is asked.
_SOME = 200
# Endings of files that the newsroom makes none of.
_NEVER_MADE = (".css", ".js")


@dataclass(frozen=True)
class Guest:
    """What the engine has made: ordinary pages and the theme's files in `folder`; the templates.

    `home` is the home page as it has rendered it. `sources` are the files of ordinary
    pages in docs/, `pages` the paths of all pages in `folder`, `pictures` those of docs/
    that ordinary pages show in every size. `around` is what it gives every template,
    `own_templates` the folder of the site's own, `setup` is all else that this depends on, as
    plain values. `brand` is the colour of the band above every page.
    """

    folder: Path
    templates: Templates
    home: Any
    sources: Sequence[str]
    pages: Sequence[str]
    pictures: frozenset[str]
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
        self._printer = _printer(desk, guest, shells)
        self._coming = _outputs(desk, guest, self._printer, Darkroom(self._store))
        self._found: dict[str, Output] = {}
        self._failure: Exception | None = None

    @property
    def words(self) -> Words:
        return self._desk.words

    def found(self, path: str) -> Output | None:
        """The file at a path, if it is among those found so far."""
        return self._found.get(path)

    def find_more(self) -> bool:
        """Find some more of the files, the newest releases first; whether there may be more.

        Raises Changed, or OSError for a file that cannot be read, and again each time after.
        """
        if self._failure is not None:
            raise self._failure
        some = False
        try:
            for output in islice(self._coming, _SOME):
                some = True
                # A name without letters has no address; a preview shows its problem, but no page.
                if "//" not in output.path:
                    self._found.setdefault(output.path, output)
        except Exception as error:  # from now on nothing more would come, as if that were all
            self._failure = error
        if self._failure is not None and not some:
            raise self._failure
        return some

    @cached_property
    def outputs(self) -> Sequence[Output]:
        """Every file of the site but the search index. Raises what `find_more` raises."""
        while self.find_more():
            pass
        return tuple(self._found.values())

    @cached_property
    def _parts(self) -> Sequence[Part]:
        """The parts of the search index, each told by what the words of its pages depend on."""
        edition = self._desk.edition
        if not edition.site.settings.search:
            return ()
        parts = search_parts(edition, self._guest.pages)
        return [replace(part, digest=self._words_of(part)) for part in parts]

    def _words_of(self, part: Part) -> str:
        return key_of(self._printer.key, [(page, self._said(page)) for page in part.pages])

    def _said(self, page: str) -> str | None:
        """What tells the words of a page from others: not all that is on it is searched."""
        release = self._desk.edition.release_at(page.removesuffix("index.html"))
        if release is not None:
            return release_state(self._desk.layout, release)
        if page == "index.html":
            return key_of(self._guest.home.content, self._guest.home.meta)
        output = self._found.get(page)
        return output.key if output else None

    def print(self, folder: Path) -> Printed:
        """Make `folder` hold the site, but for the search index if that is another now."""
        with progress() as told:
            printed = self._press.print(folder, self.outputs, self._folders, told, pack=self._pack)
        self._desk.texts.flush()
        self._desk.contents.save()
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

    def tidy(self) -> bool:
        """Take out of the standby what is none of the outputs; whether the index must be another.

        All outputs are there already.
        """
        tidied = self._press.tidy({output.path for output in self.outputs}, self._folders)
        self._desk.texts.flush()
        return bool(tidied)

    @property
    def _folders(self) -> dict[str, str]:
        """The folder that the search index fills, and a key that tells with what."""
        parts = [(part.name, part.digest) for part in self._parts]
        key = key_of(code_digest(), [shall_repeat(), parts])
        return {FOLDER: key} if self._parts else {}

    def index(self, folder: Path) -> None:
        """Make what is not made yet of the search index. Raises SearchIndexFailed."""
        with self.index_of(folder) as index:
            self.fill(index)
        self.adopt_index()

    def index_of(self, folder: Path) -> SearchIndex:
        """The search index in a folder."""
        state = self._press.file("search")
        return SearchIndex(folder, self._desk.words.language, state, ordered=shall_repeat())

    def fill(self, index: SearchIndex) -> None:
        """Make the parts of an index that are not those of just these pages."""
        index.start(*self._parts)
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
        if not edition.withheld and not edition.archive.unfinished:
            self.leave_unproved()
            return ()
        from newsroom.audit import files_below, marks_of, told_by_file, traces
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
        return told_by_file(edition, found)

    def leave_unproved(self) -> None:
        """Remember that nobody has looked for leaks in what was printed."""
        self._press.write_down(_AUDITED, "")


def _printer(desk: Desk, guest: Guest, shells: Shells) -> Printer:
    edition = desk.edition
    site = edition.site.model_dump(mode="json", exclude={"docs", "shown_at_url"})
    reader = desk.texts.reader.signature
    templates = templates_digest(guest.own_templates)
    setup = [guest.setup, templates, site, edition.preview, reader, share_picture(desk.layout)]
    return Printer(guest.templates, guest.around, shells.plain, shells.news, setup)


def _outputs(desk: Desk, guest: Guest, printer: Printer, darkroom: Darkroom) -> Iterator[Output]:
    """Every file of the site. Of two at one path the first counts, which is the newsroom's.

    What a page needs to be looked at comes with the first, for the preview.
    """
    layout = desk.layout
    edition = layout.edition
    elsewhere = list(built_elsewhere(guest.folder))

    def copy(source: str) -> Output:
        return copied(edition.addresses.file(source), desk.contents, source)

    yield printer.home(home_page(layout), guest.home)
    yield from (output for output in elsewhere if output.path.endswith(_NEVER_MADE))
    yield from printer.pages(made_pages(layout), edition.site.url)
    yield from printer.files(made_files(layout, guest.sources, copy))
    yield from map(copy, sorted(desk.assets))
    yield from _renditions(desk, guest.pictures, darkroom)
    yield from _cards(desk, guest.brand)
    yield from elsewhere


def _renditions(desk: Desk, on_pages: frozenset[str], darkroom: Darkroom) -> Iterator[Output]:
    """The other sizes of pictures, those that are named; none in a preview, which cannot wait.

    `on_pages` are the pictures of docs/ that ordinary pages show.
    """
    edition = desk.edition
    if edition.preview:
        return

    def of(source: str, some: Some | None = None) -> Iterator[Output]:
        return rendered(edition.addresses.file(source), desk.contents, source, darkroom, some)

    shown = on_pages | shown_pictures(edition, desk.texts)
    small = marks(edition)
    shared = edition.site.settings.picture
    for source in sorted(shown):
        yield from of(source)
    for source in sorted(small - shown):
        yield from of(source, lambda sizes: sizes[:1])
    if shared in edition.archive.files - shown:
        yield from of(shared, lambda sizes: sizes[-1:])


def _cards(desk: Desk, ground: str) -> Iterator[Output]:
    """The cards with which releases are shared."""
    for release in desk.edition.releases:
        text = card_text(desk.layout, release)
        if text is not None:
            card = Card(text.headline, text.when, text.offices, ground)
            yield Output(unquote(text.address), card.key, partial(drawn, card))
