"""By what the files of docs/ are told: their content, which is read only once for each version.

So a fresh copy of all files, in which only the times are others, changes no page and no picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from newsroom.domain.manuscript import digest_of_all, empty_digest
from newsroom.sources.kept import read_kept, write_kept
from newsroom.sources.release_cache import Changed, Seen, is_certain, seen

_FILE = "contents.json"
_PIECE = 1 << 20  # bytes read at a time

Content = bytes | Iterator[bytes]
"""What is in a file; of one that may be large, piece by piece."""


def pieces_of(content: Content) -> Iterator[bytes]:
    """What is in a file, piece by piece."""
    return iter((content,)) if isinstance(content, bytes) else content


def read_on(file: Path) -> Iterator[bytes]:
    """The bytes of a file, piece by piece. Raises OSError."""
    with file.open("rb") as opened:
        yield from iter(partial(opened.read, _PIECE), b"")


class _Content(NamedTuple):
    seen: Seen
    digest: str


class Contents:
    """The digests of files as they were when one edition asked for them first."""

    def __init__(self, docs: Path, cache: Path | None = None) -> None:
        """`cache` is the folder in which digests are kept between runs, if they may be."""
        self.docs = docs
        self._file = cache / _FILE if cache else None
        self._signature = f"contents {docs}"
        self._kept = self._load()
        self._now: dict[str, _Content] = {}
        self._unsaved = False

    def look_again(self) -> None:
        """Look at every file anew, for another edition."""
        self._now.clear()

    def expect(self, path: str) -> None:
        """Raise Changed if there is no such file any more."""
        if not (self.docs / path).is_file():
            raise self._changed(path)

    def digest(self, path: str) -> str:
        """What tells the content of a file, given by its path in docs/. Raises Changed."""
        return self._of(path).digest

    def read(self, path: str) -> bytes:
        """The bytes of which `digest` tells. Raises Changed if there are others by now."""
        return b"".join(self.pieces(path))

    def pieces(self, path: str) -> Iterator[bytes]:
        """The same piece by piece, of a file that may be large.

        Raises Changed at once where that can be seen, else in the end: then what came was of
        another file.
        """
        known = self._of(path)
        self._look(path, known.seen)
        return self._told(path, known)

    def save(self) -> None:
        """Keep what is known of files that are still there."""
        if not self._unsaved or self._file is None:
            return
        self._kept = {
            path: content for path, content in self._kept.items() if (self.docs / path).is_file()
        }
        rows = [[path, *content] for path, content in self._kept.items()]
        write_kept(self._file, self._signature, rows)
        self._unsaved = False

    def _of(self, path: str) -> _Content:
        found = self._now.get(path)
        if found is None:
            found = self._now[path] = self._looked_at(path)
        return found

    def _looked_at(self, path: str) -> _Content:
        try:
            now = seen((self.docs / path).stat())
        except FileNotFoundError:
            raise self._changed(path) from None
        kept = self._kept.get(path)
        if kept is not None and kept.seen == now:
            return kept
        found = _Content(now, digest_of_all(self._read_on(path, now)))
        # On a disk with times in whole seconds it may be written once more without looking changed.
        if is_certain(now):
            self._kept[path] = found
            self._unsaved = True
        return found

    def _told(self, path: str, known: _Content) -> Iterator[bytes]:
        digest = empty_digest()
        for piece in self._read_on(path, known.seen):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != known.digest:
            raise self._changed(path)

    def _read_on(self, path: str, expected: Seen) -> Iterator[bytes]:
        """A file piece by piece; raises Changed unless it looks as `expected` all the while."""
        file = self.docs / path
        self._look(path, expected)
        try:
            yield from read_on(file)
        except FileNotFoundError:
            raise self._changed(path) from None
        except OSError as error:  # of a disk that fails while it is read nobody says which file
            error.filename = error.filename or str(file)
            raise
        self._look(path, expected)

    def _look(self, path: str, expected: Seen) -> None:
        try:
            now = seen((self.docs / path).stat())
        except FileNotFoundError:
            raise self._changed(path) from None
        if now != expected:
            raise self._changed(path)

    def _changed(self, path: str) -> Changed:
        return Changed(f"{self.docs.name}/{path}")

    def _load(self) -> dict[str, _Content]:
        rows = read_kept(self._file, self._signature) if self._file else None
        try:
            return {
                path: _Content((size, written, changed, number), digest)
                for path, (size, written, changed, number), digest in rows or ()
            }
        except (TypeError, ValueError):
            return {}
