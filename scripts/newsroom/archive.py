"""The archive: everything under docs/, read and typed, nothing yet judged public."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.partner import Partner
from newsroom.domain.release import Release
from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Site
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.profile import read_profile
from newsroom.sources.release import read_release
from newsroom.sources.text import decode


@dataclass(frozen=True)
class Archive:
    """All releases and partners of a site, sound ones only, and what is wrong with the others.

    Releases stand newest first. `pages` are the Markdown files that are neither
    release nor profile; `files` are all files under docs/, as paths relative to it,
    with forward slashes.
    """

    releases: tuple[Release, ...]
    profiles: tuple[Partner, ...]
    pages: tuple[PageSource, ...]
    files: frozenset[str]
    problems: tuple[Problem, ...]


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


def read_archive(site: Site) -> Archive:
    """Read every release, profile and page of the site; all problems are collected."""
    files = sorted(_files_under(site.docs))
    releases: list[Release] = []
    profiles: list[Partner] = []
    pages: list[PageSource] = []
    problems: list[Problem] = []
    for source in files:
        if not source.endswith(".md"):
            continue
        shown = f"{site.shown}/{source}"
        try:
            data = (site.docs / source).read_bytes()
            if source in (f"{NEWS_FOLDER}index.md", f"{PARTNERS_FOLDER}index.md"):
                raise Problems([Problem("made_by_newsroom", Position(shown))])
            if source.startswith(NEWS_FOLDER):
                releases.append(read_release(data, source, shown, site.settings))
            elif source.startswith(PARTNERS_FOLDER):
                profiles.append(read_profile(data, source, shown))
            else:
                matter = read_front_matter(decode(data, shown), shown, required=False)
                pages.append(PageSource(source, matter.body, matter.body_line, Position(shown)))
        except Problems as found:
            problems += found.problems
        except OSError:
            problems.append(Problem("unreadable", Position(shown)))
    releases.sort(key=lambda release: (release.published.at, release.source), reverse=True)
    return Archive(
        tuple(releases), tuple(profiles), tuple(pages), frozenset(files), tuple(problems)
    )


def _files_under(docs: Path) -> Iterator[str]:
    """Paths of all files below `docs`, hidden ones left out as MkDocs leaves them out."""
    for folder, folders, names in os.walk(docs):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(docs).as_posix()
