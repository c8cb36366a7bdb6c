"""The archive: everything under docs/, read and typed, nothing yet judged public."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.partner import Partner
from newsroom.domain.release import Release
from newsroom.problems import Position, Problem, Problems
from newsroom.progress import Watch, unwatched
from newsroom.settings import Site
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.page import held_back_in_vain
from newsroom.sources.profile import read_profile
from newsroom.sources.release import read_release
from newsroom.sources.text import decode

# Endings of a text that is meant to be read. MkDocs makes pages of some, and hands out others raw.
_MISNAMED = re.compile(r"(.+?)\.(?:md\.txt|md|markdown|mdown|mkdn?)", re.IGNORECASE)


@dataclass(frozen=True)
class Archive:
    """All releases and partners of a site, sound ones only, and what is wrong with the others.

    Releases stand newest first; `broken` are the files of releases and pages that
    could not be read. `pages` are the Markdown files that are neither release nor profile;
    `files` are all files under docs/, as paths relative to it, with forward slashes.
    """

    releases: tuple[Release, ...]
    broken: tuple[str, ...]
    profiles: tuple[Partner, ...]
    pages: tuple[PageSource, ...]
    files: frozenset[str]
    problems: tuple[Problem, ...]

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
    """An ordinary page, such as docs/about.md; MkDocs renders it."""

    source: str
    body: str
    body_line: int
    start: Position

    def position(self) -> Position:
        """Where the file begins."""
        return self.start


def read_archive(site: Site, *, news: bool = True, watch: Watch = unwatched) -> Archive:
    """Read every release, profile and page of the site; all problems are collected.

    Without `news` the releases are left unread.
    """
    files = sorted(files_under(site.docs))
    linked = sorted(linked_folders(site.docs))
    releases: list[Release] = []
    profiles: list[Partner] = []
    pages: list[PageSource] = []
    broken: list[str] = []
    problems = [Problem("linked_folder", Position(f"{site.shown}/{path}")) for path in linked]
    for source in watch(files):
        if not source.endswith(".md"):
            problems += _misnamed(source, site)
            continue
        if not news and source.startswith(NEWS_FOLDER):
            continue
        try:
            read, found = _read((site.docs / source).read_bytes(), source, site)
            problems += found
        except Problems as unsound:
            problems += unsound.problems
            if not source.startswith(PARTNERS_FOLDER):
                broken.append(source)
        except OSError:
            problems.append(Problem("unreadable", Position(f"{site.shown}/{source}")))
        else:
            if isinstance(read, Release):
                releases.append(read)
            elif isinstance(read, Partner):
                profiles.append(read)
            else:
                pages.append(read)
    releases.sort(key=lambda release: (release.published.at, release.source), reverse=True)
    return Archive(
        releases=tuple(releases),
        broken=tuple(broken),
        profiles=tuple(profiles),
        pages=tuple(pages),
        files=frozenset(files),
        problems=tuple(problems),
    )


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
        return read_release(data, source, shown, site.settings), []
    if source.startswith(PARTNERS_FOLDER):
        return read_profile(data, source, shown), []
    matter = read_front_matter(decode(data, shown), shown, required=False)
    page = PageSource(source, matter.body, matter.body_line, Position(shown))
    return page, list(held_back_in_vain(matter, shown))


def _misnamed(source: str, site: Site) -> Iterator[Problem]:
    """A text whose ending keeps it from being read, so that nothing would hold it back."""
    if found := _MISNAMED.fullmatch(source):
        cure = f"{posixpath.basename(found[1])}.md"
        yield Problem("not_md", Position(f"{site.shown}/{source}"), {"cure": cure})


def files_under(docs: Path) -> Iterator[str]:
    """Paths of all files below `docs`, hidden ones left out as MkDocs leaves them out."""
    for folder, folders, names in os.walk(docs):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(folder, docs).replace(os.sep, "/")
        for name in names:
            if not name.startswith("."):
                yield name if below == "." else f"{below}/{name}"


def linked_folders(docs: Path) -> Iterator[str]:
    """Folders below `docs` that are links: MkDocs goes into them, the archive does not."""
    for folder, folders, _ in os.walk(docs):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            path = Path(folder, name)
            if path.is_symlink():
                yield path.relative_to(docs).as_posix()
