"""Mend the files of a site where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import partial
from pathlib import Path

from newsroom.archive import files_under, problems_in
from newsroom.fixes import Mend, mend, mendable
from newsroom.fixes.rules import RULES
from newsroom.problems import Problem
from newsroom.settings import Site
from newsroom.sources.whole_files import replace_file


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A file that a fix would change: its name in messages, and its bytes before and after."""

    path: Path
    shown: str
    before: bytes
    after: bytes
    mends: tuple[Mend, ...]


def mended_files(site: Site, sources: Iterable[str] | None = None) -> Iterator[MendedFile]:
    """What mending would change in the texts of the site, or in `sources` alone; writes nothing."""
    for source in sorted(files_under(site.docs) if sources is None else sources):
        if not source.endswith(".md"):
            continue
        path, shown = site.docs / source, f"{site.shown}/{source}"
        try:
            before = path.read_bytes()
        except OSError:
            continue  # the check says so
        done = mend(before, shown, partial(problems_in, source=source, site=site), site.zone)
        if done.data != before:
            yield MendedFile(path, shown, before, done.data, done.mends)


def write(mended: MendedFile) -> bool:
    """Put the mended file in place of the old one, whole or not at all, with its mode.

    False if somebody has changed it meanwhile: then it stays as it is. Raises OSError.
    """
    target = mended.path.resolve()
    if target.read_bytes() != mended.before:
        return False
    replace_file(target, mended.after)
    return True


def difference(mended: MendedFile) -> str:
    """What mending would change, as a unified diff.

    Carriage returns and the byte-order mark are shown by their names, since
    terminals show them as nothing at all.
    """
    before, after = (_visible(data) for data in (mended.before, mended.after))
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in unified_diff(before, after, f"a/{mended.shown}", f"b/{mended.shown}")
    )


def _visible(data: bytes) -> list[str]:
    text = data.decode().replace("\ufeff", "<BOM>").replace("\r\n", "<CR>\n")
    return text.replace("\r", "<CR>\n").replace("\u00a0", "<NBSP>").splitlines(keepends=True)


class Mendable:
    """Knows of each problem of a site whether mending would put it right; looks once a file."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._files: dict[str, frozenset[tuple[str, int]]] = {}

    def __contains__(self, problem: object) -> bool:
        if not isinstance(problem, Problem) or problem.code not in RULES:
            return False
        file = problem.at.file
        if file not in self._files:
            self._files[file] = self._of(file.removeprefix(f"{self._site.shown}/"), file)
        return (problem.code, problem.at.line) in self._files[file]

    def _of(self, source: str, shown: str) -> frozenset[tuple[str, int]]:
        try:
            data = (self._site.docs / source).read_bytes()
        except OSError:
            return frozenset()
        check = partial(problems_in, source=source, site=self._site)
        return mendable(data, shown, check, self._site.zone)
