"""The ledger: under which key each file of a folder was made, and by what it is recognised."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from newsroom.press.output import Output
from newsroom.press.packing import is_packed
from newsroom.sources.kept import read_kept, write_kept

_SIGNATURE = "ledger 2"
_SECOND = 1_000_000_000


class Stamp(NamedTuple):
    """Size in bytes and time of writing (ns since 1970) of a file: if it changes, so do they."""

    size: int
    written: int


class Entry(NamedTuple):
    """How a file was made: its key; how it is recognised; the SHA-256 of its bytes, in hex."""

    key: str
    stamp: Stamp
    digest: str


class Ledger:
    """What is known of files that were made. A file with another stamp is not known.

    `notes` are what else is to be remembered with them.
    """

    def __init__(self, file: Path | None = None) -> None:
        """`file` is where it is kept between runs, if it may be."""
        self._file = file
        self._entries: dict[str, Entry] = {}
        self.notes: dict[str, str] = {}
        kept = read_kept(file, _SIGNATURE) if file else None
        if kept is not None:
            rows, self.notes = kept
            self._entries = {
                path: Entry(key, Stamp(size, at), digest) for path, key, size, at, digest in rows
            }

    def key(self, path: str, found: Stamp | None) -> str | None:
        """Under which key the file that was found at a path was made; None if that is not known."""
        entry = self._entries.get(path)
        if entry is None or found is None:
            return None
        return entry.key if found == entry.stamp else None

    def may_be_unpacked(self, path: str, found: Stamp) -> bool:
        """Whether it may be the file that was made, out of an archive with times in whole seconds.

        Or one of the same size that another program has written in the same second.
        """
        entry = self._entries.get(path)
        if entry is None:
            return False
        size, written = entry.stamp
        return found == Stamp(size, written // _SECOND * _SECOND)

    def entry(self, path: str) -> Entry | None:
        """What is known of a file, be it there or not."""
        return self._entries.get(path)

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file."""
        return {path: entry.digest for path, entry in self._entries.items()}

    def sizes(self) -> list[tuple[str, str, int]]:
        """Path, key and size in bytes of every file."""
        return [(path, key, stamp.size) for path, (key, stamp, _) in self._entries.items()]

    def within(self, folder: str) -> list[Output]:
        """The files of a folder that somebody filled; they cannot be made singly."""
        return [
            Output(path, key, _cannot_be_made)
            for path, (key, _, _) in self._entries.items()
            if path.startswith(f"{folder}/") and not is_packed(key)
        ]

    def enter(self, path: str, entry: Entry) -> None:
        """Write down how a file was made."""
        self._entries[path] = entry

    def hidden(self) -> set[str]:
        """The hidden files at the top that were made."""
        return {path for path in self._entries if path.startswith(".")}

    def forget(self, path: str) -> None:
        """Strike out a file that is no longer there."""
        self._entries.pop(path, None)

    def keep_only(self, paths: set[str]) -> None:
        """Forget all other paths."""
        self._entries = {path: e for path, e in self._entries.items() if path in paths}

    def save(self) -> None:
        """Keep it for the next run."""
        if self._file is not None:
            rows = [[path, key, *stamp, sha] for path, (key, stamp, sha) in self._entries.items()]
            write_kept(self._file, _SIGNATURE, [rows, self.notes])


def _cannot_be_made() -> bytes:
    raise AssertionError("a folder that somebody else fills is made as a whole")
