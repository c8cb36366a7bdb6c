"""The files of the old site that releases use, and their copies beside the releases."""

from __future__ import annotations

import filecmp
import posixpath
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.slug import slugify
from newsroom.sources.whole_files import write_new

# Pages, programs and data of the site itself are nothing to offer with a release.
_NEVER = frozenset(
    {".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".js", ".mjs", ".ts", ".css"}
    | {".scss", ".sass", ".less", ".php", ".xml", ".yml", ".yaml", ".toml", ".rb", ".py"}
    | {".sh", ".exe", ".bat", ".bak"}
)


@dataclass
class Copies:
    """Which file of the old site is copied where; nothing is written before `write`."""

    folder: Path
    docs: Path
    taken: dict[str, str] = field(default_factory=dict)
    _names: dict[str, Path] = field(default_factory=dict)

    def take(self, source: str, year: int) -> str | None:
        """The path in docs/ of the copy of a file; None if there is no such file to copy."""
        if source in self.taken:
            return self.taken[source]
        if source.startswith(("..", "/")) or posixpath.splitext(source)[1].lower() in _NEVER:
            return None
        original = self.folder / source
        try:
            inside = original.resolve().is_relative_to(self.folder.resolve())
            if not inside or not original.is_file():
                return None
        except OSError:  # a name that no file can have
            return None
        self.taken[source] = self._free(original, year)
        return self.taken[source]

    def _free(self, original: Path, year: int) -> str:
        """A name beside the year's releases that is free, or already holds just this file."""
        stem = slugify(original.stem)[:80].strip("-") or "file"
        ending = original.suffix.lower()
        number = 1
        while True:
            name = f"{stem}{ending}" if number == 1 else f"{stem}-{number}{ending}"
            file = f"{NEWS_FOLDER}{year}/{name}"
            if self._fits(file, original):
                self._names[file] = original
                return file
            number += 1

    def _fits(self, file: str, original: Path) -> bool:
        other = self._names.get(file)
        if other is not None:
            return filecmp.cmp(other, original, shallow=False)
        there = self.docs / file
        return not there.exists() or filecmp.cmp(there, original, shallow=False)

    def write(self) -> None:
        """Make the copies that are not there yet, each whole or not at all."""
        for file, original in self._names.items():
            there = self.docs / file
            if there.exists():
                continue
            write_new(there, original.read_bytes())
