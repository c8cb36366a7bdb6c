"""The files of the old site that releases use, and their copies beside the releases."""

from __future__ import annotations

import hashlib
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
    _originals: dict[str, str] = field(default_factory=dict)
    """The source of each copy, by the path of the copy."""
    _next: dict[str, int] = field(default_factory=dict)
    _alike: dict[tuple[str, bytes], str] = field(default_factory=dict)

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
        self.taken[source] = self._copy_of(original, source, year)
        return self.taken[source]

    def original(self, copy: str) -> Path | None:
        """The file of the old site that is copied to a path in docs/."""
        source = self._originals.get(copy)
        return None if source is None else self.folder / source

    def _copy_of(self, original: Path, source: str, year: int) -> str:
        """A path beside the year's releases: that of a copy of just this content, or a free one."""
        stem = slugify(original.stem)[:80].strip("-") or "file"
        wish = f"{NEWS_FOLDER}{year}/{stem}{original.suffix.lower()}"
        alike = (wish, _digest(original))
        if alike not in self._alike:
            self._alike[alike] = self._free(wish, alike[1])
            self._originals[self._alike[alike]] = source
        return self._alike[alike]

    def _free(self, wish: str, digest: bytes) -> str:
        """The first of `a.jpg`, `a-2.jpg`, … that is free, or already holds this content."""
        stem, ending = posixpath.splitext(wish)
        number = self._next.get(wish, 1)
        while True:
            file = wish if number == 1 else f"{stem}-{number}{ending}"
            number += 1
            there = self.docs / file
            if file not in self._originals and (not there.exists() or _digest(there) == digest):
                self._next[wish] = number
                return file

    def write(self) -> None:
        """Make the copies that are not there yet, each whole or not at all."""
        for file, source in self._originals.items():
            there = self.docs / file
            if not there.exists():
                write_new(there, (self.folder / source).read_bytes())


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
