"""The archive: everything under docs/, read and typed, nothing yet judged public."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.manuscript import Turned, digest_of
from newsroom.domain.partner import Partner
from newsroom.domain.release import Release
from newsroom.limits import TEXT_FILE
from newsroom.problems import Position, Problem, Problems
from newsroom.progress import Watch, unwatched
from newsroom.settings import Site
from newsroom.sources.body import Body, BodyReader
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.measure import unreadable
from newsroom.sources.page import held_back_in_vain
from newsroom.sources.profile import read_profile
from newsroom.sources.release import Draft, Unfinished, read_release
from newsroom.sources.release_cache import FileText, ReleaseCache, Seen, seen
from newsroom.sources.text import decode
from newsroom.sources.tree import tree_under
from newsroom.workers import in_parallel

# Endings of a text that is meant to be read. MkDocs makes pages of some, and hands out others raw.
_MISNAMED = re.compile(r"(.+?)\.(?:md\.txt|md|markdown|mdown|mkdn?)", re.IGNORECASE)


class TextKeeper(Protocol):
    """Takes the texts of releases as they are read."""

    @property
    def reader(self) -> BodyReader: ...
    def take(self, release: Release, body: Body) -> None: ...


@dataclass(frozen=True)
class Archive:
    """All releases and partners of a site, sound ones only, and what is wrong with the others.

    Releases stand newest first; `broken` are the files of releases and pages that
    could not be read, `unfinished` those of them that say they are drafts, by file. `pages`
    are the Markdown files that are neither release nor profile; `files` are all files
    under docs/, as paths relative to it, with forward slashes.
    """

    releases: tuple[Release, ...]
    broken: tuple[str, ...]
    profiles: tuple[Partner, ...]
    pages: tuple[PageSource, ...]
    files: frozenset[str]
    problems: tuple[Problem, ...]
    unfinished: Mapping[str, Draft] = field(default_factory=dict)

    def names_in(self, folder: str) -> list[str]:
        """The names of the files that stand in a folder of docs/ itself, sorted."""
        return self._by_folder.get(folder, [])

    @cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        folders: dict[str, list[str]] = {}
        for file in sorted(self.files):
            folder, name = posixpath.split(file)
            folders.setdefault(folder, []).append(name)
        return folders


@dataclass(frozen=True, slots=True)
class PageSource:
    """An ordinary page, such as docs/about.md; MkDocs renders it.

    `file_digest` is that of the whole file.
    """

    source: str
    body: str
    body_line: int
    start: Position
    file_digest: str
    turned: Turned = ()

    @property
    def digest(self) -> str:
        """By what its text is told from any other."""
        return digest_of(self.body.encode("utf-8", "surrogatepass"))

    def position(self) -> Position:
        """Where the file begins."""
        return self.start


def read_archive(
    site: Site,
    *,
    news: bool = True,
    known: ReleaseCache | None = None,
    texts: TextKeeper | None = None,
    watch: Watch = unwatched,
) -> Archive:
    """Read every release, profile and page of the site; all problems are collected.

    Without `news` the releases are left unread. Of files that have not changed, `known`
    has the releases; of all others `texts` gets the text, read while it is at hand, and
    `watch` sees how far the work has come.
    """
    tree = tree_under(site.docs)
    files = sorted(tree.files)
    known = known or ReleaseCache(site)
    found = _Found()
    changed: list[str] = []
    for path, code in sorted(tree.strange):
        found.problems.append(Problem(code, Position(f"{site.shown}/{path}")))
    for source in files:
        if not source.endswith(".md"):
            found.problems += _misnamed(source, site)
        elif not source.startswith(NEWS_FOLDER):
            found.take(_read_file(site, source, None))
        elif news:
            release = _known(known, source)
            if release is None:
                changed.append(source)
            else:
                found.releases.append(release)
    reader = texts.reader if texts else None
    shown = iter(watch(changed))
    for readings in in_parallel(partial(_read_files, site, reader), changed):
        for reading, _ in zip(readings, shown, strict=False):
            found.take(reading)
            if isinstance(reading.read, Release) and reading.stat is not None:
                known.keep(reading.read, reading.stat)
                if texts and reading.body:
                    texts.take(reading.read, reading.body)
    known.close()
    found.releases.sort(key=lambda release: (release.published.at, release.source), reverse=True)
    return Archive(
        releases=tuple(found.releases),
        broken=tuple(found.broken),
        profiles=tuple(found.profiles),
        pages=tuple(found.pages),
        files=frozenset(files),
        problems=tuple(found.problems),
        unfinished=found.unfinished,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What became of one file. `read` is None if it is broken; `stat` was taken before."""

    source: str
    read: Release | Partner | PageSource | None
    problems: tuple[Problem, ...]
    stat: Seen | None = None
    body: Body | None = None
    unfinished: Draft | None = None


@dataclass(slots=True)
class _Found:
    """What all files together came to."""

    releases: list[Release] = field(default_factory=list)
    profiles: list[Partner] = field(default_factory=list)
    pages: list[PageSource] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    unfinished: dict[str, Draft] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, reading: _Reading) -> None:
        """Put what a file came to where it belongs."""
        self.problems += reading.problems
        if isinstance(reading.read, Release):
            self.releases.append(reading.read)
        elif isinstance(reading.read, Partner):
            self.profiles.append(reading.read)
        elif reading.read is not None:
            self.pages.append(reading.read)
        elif reading.stat is not None and not reading.source.startswith(PARTNERS_FOLDER):
            self.broken.append(reading.source)
            if reading.unfinished is not None:
                self.unfinished[reading.source] = reading.unfinished


def _known(known: ReleaseCache, source: str) -> Release | None:
    try:
        return known.known(source)
    except OSError:
        return None


def _read_files(site: Site, reader: BodyReader | None, sources: Sequence[str]) -> list[_Reading]:
    return [_read_file(site, source, reader) for source in sources]


def _read_file(site: Site, source: str, reader: BodyReader | None) -> _Reading:
    """Read a file, and with a `reader` its text, too."""
    path = site.docs / source
    try:
        stat = path.stat()
        if stat.st_size > TEXT_FILE:
            return _too_large(source, site, stat.st_size)
        data = path.read_bytes()
    except OSError:
        return _Reading(source, None, (Problem("unreadable", Position(f"{site.shown}/{source}")),))
    state = seen(stat)
    try:
        read, problems = _read(data, source, site)
    except Problems as unsound:
        unfinished = unsound.draft if isinstance(unsound, Unfinished) else None
        return _Reading(source, None, unsound.problems, state, unfinished=unfinished)
    body = None
    if reader is not None and isinstance(read, Release) and read.body.strip():
        body = reader.read(read.body, source)
    return _Reading(source, read, tuple(problems), state, body)


def _too_large(source: str, site: Site, size: int) -> _Reading:
    facts = {"size": f"{math.ceil(size / 1000)}", "most": f"{TEXT_FILE // 1000}"}
    at = Position(f"{site.shown}/{source}")
    return _Reading(source, None, (Problem("file_large", at, facts),))


def problems_in(data: bytes, source: str, site: Site) -> tuple[Problem, ...]:
    """What is wrong in a Markdown file of these bytes, read alone."""
    try:
        return tuple(_read(data, source, site)[1])
    except Problems as found:
        return found.problems


def _read(
    data: bytes, source: str, site: Site
) -> tuple[Release | Partner | PageSource, list[Problem]]:
    """A file as what it is by its folder, and what is wrong with it although it can be read."""
    shown = f"{site.shown}/{source}"
    if source in (f"{NEWS_FOLDER}index.md", f"{PARTNERS_FOLDER}index.md"):
        raise Problems([Problem("made_by_newsroom", Position(shown))])
    if source.startswith(NEWS_FOLDER):
        release = read_release(data, source, shown, site.settings)
        text = FileText(site, source, release.digest, release.opened())
        return replace(release, opened=text), []
    if source.startswith(PARTNERS_FOLDER):
        return read_profile(data, source, shown), []
    matter = read_front_matter(decode(data, shown), shown, required=False)
    if beyond := list(unreadable(matter.body, matter.body_line, shown)):
        raise Problems(beyond)
    start, digest = Position(shown), digest_of(data)
    page = PageSource(source, matter.body, matter.body_line, start, digest, matter.turned)
    return page, list(held_back_in_vain(matter, shown))


def _misnamed(source: str, site: Site) -> Iterator[Problem]:
    """A text whose ending keeps it from being read, so that nothing would hold it back."""
    if found := _MISNAMED.fullmatch(source):
        cure = f"{posixpath.basename(found[1])}.md"
        yield Problem("not_md", Position(f"{site.shown}/{source}"), {"cure": cure})


def files_under(docs: Path) -> Iterator[str]:
    """Paths of all files below `docs`, hidden ones left out as MkDocs leaves them out."""
    return iter(tree_under(docs).files)
