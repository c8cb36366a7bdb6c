"""What the public part of a site says, to tell a leak from a coincidence."""

from __future__ import annotations

import ast
import json
import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime
from functools import cache, cached_property
from hashlib import sha256
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

from newsroom.assets import files_of_drafts, held_back, release_files
from newsroom.audit.files import contained, is_packed, is_text, text_of, texts_of
from newsroom.audit.forms import Forms, forms_of, forms_of_both, letters_of
from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER, old_address, page
from newsroom.domain.lifecycle import status
from newsroom.domain.partner import Partner, PartnerBook, name_slug, spelling
from newsroom.domain.release import Release
from newsroom.domain.slug import slugify
from newsroom.edition import Edition
from newsroom.pictures.facts import file_facts
from newsroom.pictures.metadata import Malformed, cleaned, is_cleaned
from newsroom.sources.contents import Contents
from newsroom.texts import Source, Texts
from newsroom.views.layout import Layout
from newsroom.views.press_text import press_text
from newsroom.words import LANGUAGES, Words, catalogue, own_language_name

# The parts of the program whose words can be in what it makes.
_WRITERS = ("views", "outputs")
# So many bytes at the end of a picture tell it from others.
_ENDING = 256
# Words that Pagefind writes for itself, in what is otherwise made of the site's words.
_PAGEFIND = "content url word_count filters meta anchors element location text version languages"


@dataclass(frozen=True, slots=True)
class Saying:
    """A public text. It is `settled` if the site has it of itself, not by an author's hand.

    `static` is a file that is published as it lies in docs/.
    """

    forms: Forms
    settled: bool = False
    static: bool = False


class Public:
    """The public part of an archive, as `status` judges it, and the frame it is put in.

    `frame` are the files and folders of which a site is made besides docs/: mkdocs.yml
    and the folders of templates. Releases and their HTML are taken as they have been read
    already: a public text can only excuse what stands in it.
    """

    def __init__(self, edition: Edition, texts: Texts, frame: Iterable[Path]) -> None:
        self.edition = edition
        self.texts = texts
        self._frame = tuple(frame)
        self.releases = [r for r in edition.archive.releases if status(r, edition.now).public]

    def sayings(self) -> Iterator[Saying]:
        """Everything the public part says, text by text."""
        yield Saying(forms_of("\0".join(self._structure())), settled=True)
        yield Saying(_own_words(), settled=True)
        yield Saying(forms_of("\n".join(_dates(self.releases))), settled=True)
        for file in sorted(self._frame_files()):
            text = text_of(file.read_bytes())
            yield Saying(forms_of(text), settled=True)
            yield Saying(forms_of(text, markup=False), settled=True)
        for release in self.releases:
            yield self._written(release, said_in(release))
        for profile in self.profiles:
            yield self._written(profile, [profile.kind or "", profile.url or ""])
        for source in self.edition.archive.pages:
            data = _bytes(self.edition.site.docs / source.source)
            yield self._written(source, [text_of(data)])
        for path in sorted(self.files):
            if not is_text(path) and not is_packed(path):
                continue
            for name, content in contained(path, _bytes(self.edition.site.docs / path)):
                for text in texts_of(content) if content and is_text(name) else ():
                    yield Saying(forms_of(text), static=True)
                    yield Saying(forms_of(text, markup=False), static=True)

    def composed(self) -> Iterator[Saying]:
        """What the site puts together of each public release: its texts to copy, its dates.

        Unread files often are just that, copied back: the text with its dateline, or the data.
        """
        site = self.edition.site
        words = Words(site.settings.language)
        layout = Layout(self.edition, self.texts, words, Contents(site.docs, None))
        for release in self.releases:
            text = press_text(layout, release)
            said = [text.clean, text.message, *_written_dates(release, layout.words_of(release))]
            said += _data(release)
            yield Saying(forms_of("\0".join(said), markup=False), settled=True)

    def _written(self, source: Source, values: list[str]) -> Saying:
        written = "\0".join([*values, source.body])
        return Saying(forms_of_both(written, self.texts.of(source).open_html))

    def _structure(self) -> Iterator[str]:
        """What pages, listings, files and their addresses are called."""
        edition = self.edition
        site = edition.site
        yield from (site.name, site.description, site.office)
        yield json.dumps(site.settings.model_dump(), ensure_ascii=False)
        for name in self.names:
            yield from (name, spelling(name), name_slug(name))
        for release in self.releases:
            # A page's title stands before the site's name on it.
            yield from (release.title, f"{release.title} {site.name}", release.slug)
            yield from (text for text in (release.summary, edition.address(release)) if text)
            yield from (f"/{unquote(old_address(alias))}" for alias in release.aliases)
            yield f"/{unquote(edition.address(release))}"
        yield from (f"/{unquote(address)}" for address in self.listings)
        for source in edition.archive.pages:
            yield from _path(source.source)
            yield f"/{unquote(page(source.source))}"
        for path in self.files:
            yield from _path(path)
            yield f"/{unquote(edition.addresses.file(path))}"

    def _frame_files(self) -> Iterator[Path]:
        for place in self._frame:
            if place.is_dir():
                files = (f for f in place.rglob("*") if f.suffix in (".html", ".css", ".js"))
                yield from (file for file in files if file.is_file())
            elif place.is_file():
                yield place

    @cached_property
    def names(self) -> frozenset[str]:
        """All names that public releases bear, in every spelling their partners go under."""
        names = {name for release in self.releases for name in names_in(release)}
        return frozenset(names.union(*(profile.names for profile in self.profiles)))

    @cached_property
    def spellings(self) -> frozenset[str]:
        """The names again, as two spellings of one are equal."""
        return frozenset(spelling(name) for name in self.names)

    @cached_property
    def name_letters(self) -> frozenset[bytes]:
        """The letters of the names, and of what the office is called."""
        site = self.edition.site
        office = site.settings.organisation
        found = {*self.names, site.name, office.name, office.short_name}
        return frozenset(letters for name in found if len(letters := letters_of(name)) > 3)

    @cached_property
    def book(self) -> PartnerBook:
        """Partners by every name, those of withheld releases as well."""
        releases = self.edition.archive.releases
        mentions = [mention.name for release in releases for mention in release.partners]
        return PartnerBook(self.edition.archive.profiles, mentions)

    @cached_property
    def listings(self) -> frozenset[str]:
        """The addresses of the listings to which public releases may belong."""
        return frozenset(a for r in self.releases for a in listing_addresses(self, r))

    @cached_property
    def profiles(self) -> list[Partner]:
        """The profiles of the partners that public releases name."""
        named = {self.book.find(mention.name).slug for r in self.releases for mention in r.partners}
        return [partner for partner in self.edition.archive.profiles if partner.slug in named]

    @cached_property
    def files_of_drafts(self) -> dict[str, frozenset[str]]:
        """What each draft that is not ready may name of docs/, by the draft's file."""
        found = files_of_drafts(self.edition, self.texts)
        return {source: frozenset(use.path for use in uses) for source, uses in found.items()}

    @cached_property
    def files(self) -> frozenset[str]:
        """Files of docs/ that are public: used by what is public, or held back by nothing."""
        archive = self.edition.archive
        settings = self.edition.site.settings
        used = {settings.picture, settings.organisation.logo}
        used.update(download.file for download in settings.downloads)
        for release in self.releases:
            used.update(release_files(release, self.texts))
        others: tuple[Source, ...] = (*self.profiles, *archive.pages)
        for source in others:
            used.update(target.path for target in self.texts.links(source).targets)
        used.update(partner.logo for partner in self.profiles if partner.logo)
        withheld = {
            path
            for release in archive.releases
            if not status(release, self.edition.now).public
            for path in release_files(release, self.texts)
        }
        withheld.update(*self.files_of_drafts.values())
        free = {path for path in archive.files - withheld if not held_back(path)}
        return frozenset(p for p in archive.files & (used | free) if not p.endswith(".md"))

    def has_content(self, size: int, digest: bytes) -> bool:
        """Whether a public file holds just these bytes."""
        if size not in self._digests:
            files = self._by_size.get(size, ())
            self._digests[size] = {sha256(_bytes(file)).digest() for file in files}
        return digest in self._digests[size]

    def has_picture(self, file: Path, data: bytes) -> bool:
        """Whether a public file goes out as `data`, as a picture in `file` would.

        Only those are read that have its measures, and end as it does.
        """
        facts, ending = file_facts(file), _ending(file)
        for path in self._by_measures.get((facts.width, facts.height), ()):
            if _ending(path) == ending and data in as_published(path):
                return True
        return False

    @cached_property
    def _by_measures(self) -> dict[tuple[int | None, int | None], list[Path]]:
        found: dict[tuple[int | None, int | None], list[Path]] = {}
        for file in (self.edition.site.docs / path for path in self.files if is_cleaned(path)):
            facts = file_facts(file)
            found.setdefault((facts.width, facts.height), []).append(file)
        return found

    @cached_property
    def _digests(self) -> dict[int, set[bytes]]:
        return {}

    @cached_property
    def _by_size(self) -> dict[int, list[Path]]:
        sizes: dict[int, list[Path]] = {}
        docs = self.edition.site.docs
        places = [place for place in self._frame if place.is_dir()]
        framing = (file for place in places for file in place.rglob("*") if file.is_file())
        for file in (*(docs / path for path in self.files), *framing):
            if file.is_file():
                sizes.setdefault(file.stat().st_size, []).append(file)
        return sizes


def names_in(release: Release) -> Iterator[str]:
    """The names a release bears, each of which makes it known: of partners as written."""
    yield from (mention.name for mention in release.partners)
    yield from release.topics
    yield from (name for name in (release.location, release.editor, release.venue) if name)
    yield from (contact.name for contact in release.contacts if contact.name)


def phrases_in(release: Release) -> Iterator[str]:
    """What a release says besides its title, its summary, its names and its text."""
    said: list[str | None] = []
    for _, picture in release.pictures:
        said += [picture.alt, picture.caption, picture.credit]
    said += [attachment.title for attachment in release.attachments]
    said += [notice.text for notice in release.corrections]
    said += [release.withdrawal.reason] if release.withdrawal else []
    said += [mention.role for mention in release.partners]
    for contact in release.contacts:
        said += [contact.role, contact.phone, contact.email]
    yield from (text for text in said if text)


def said_in(release: Release) -> list[str]:
    """Everything a release says in its front matter."""
    said = [release.title, release.summary or "", *names_in(release), *phrases_in(release)]
    return [text for text in said if text]


def listing_addresses(public: Public, release: Release) -> Iterator[str]:
    """The addresses of the listings of a release's partners, place, editor and topics."""
    paths = public.edition.addresses
    for mention in release.partners:
        yield f"{paths.partners}/{public.book.find(mention.name).slug}/"
    named = [(paths.topics, topic) for topic in release.topics]
    named += [(paths.locations, release.location)] if release.location else []
    named += [(paths.editors, release.editor)] if release.editor else []
    for folder, name in named:
        if slug := slugify(spelling(name)):
            yield f"{folder}/{slug}/"


def as_published(file: Path) -> tuple[bytes, ...]:
    """The bytes of a file as it lies in docs/ and, if they are others, as it would go out."""
    data = _bytes(file)
    try:
        clean = cleaned(data) if is_cleaned(file.name) else data
    except Malformed:
        return (data,)
    return tuple(dict.fromkeys((data, clean)))


def _ending(file: Path) -> bytes:
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - _ENDING))
        return opened.read()


def _path(path: str) -> Iterator[str]:
    """A path, and what its file and folders are called without their endings."""
    yield path
    for folder in (NEWS_FOLDER, PARTNERS_FOLDER):
        if path.startswith(folder):
            yield path.removeprefix(folder)
    for part in path.split("/"):
        yield part
        yield posixpath.splitext(part)[0]


def _data(release: Release) -> Iterator[str]:
    """Data of a release below the keys that front matter and files for programs share."""
    yield f"title: {release.title}"
    yield f"summary: {release.summary}"
    yield f"topics: {release.topics}"
    for _, picture in release.pictures:
        yield f"alt: {picture.alt}\ncaption: {picture.caption}\ncredit: {picture.credit}"


def _written_dates(release: Release, words: Words) -> Iterator[str]:
    """The dates of a release as data and feeds hold them."""
    for when in (release.date, release.published, release.modified, release.announced):
        yield from (when.at.isoformat(), when.at.isoformat(timespec="minutes"))
        yield from (when.at.strftime("%Y-%m-%dT%H:%M"), when.at.strftime("%Y-%m-%d %H:%M"))
        yield from (words.when(when), format_datetime(when.at))


def _dates(releases: Iterable[Release]) -> Iterator[str]:
    """Every date and dateline of public releases; names may be made of such words."""
    days = {date(2000, month, month) for month in range(1, 13)}
    datelines: set[tuple[str, date]] = set()
    for release in releases:
        whens = [release.date, release.published, release.modified, release.announced]
        whens += [notice.date for notice in release.corrections]
        days.update(when.day for when in whens)
        datelines.update((release.location or "", when.day) for when in whens)
    for words in map(Words, LANGUAGES):
        yield from (words.full_day(day) for day in sorted(days))
        yield from (f"{place} {words.day(day)}" for place, day in sorted(datelines))
        yield from (f"{place} {words.full_day(day)}" for place, day in sorted(datelines))


@cache
def _own_words() -> Forms:
    """What the program says itself: its catalogue, and the texts in its code."""
    said = [text for language in LANGUAGES for text in catalogue(language).values()]
    said += [own_language_name(code) for code in LANGUAGES]
    said += [Words(a).language_name(b) for a in LANGUAGES for b in LANGUAGES]
    said += [_PAGEFIND]
    for part in _WRITERS:
        for file in resources.files("newsroom").joinpath(part).iterdir():
            if file.name.endswith(".py"):
                said += _constants(file.read_text("utf-8"))
    return forms_of("\0".join(said), markup=False)


def _constants(code: str) -> Iterator[str]:
    """The texts in a module that are no docstrings."""
    tree = ast.parse(code)
    notes = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


def _bytes(file: Path) -> bytes:
    """The bytes of a file; nothing of one that has gone, which then excuses nothing."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
