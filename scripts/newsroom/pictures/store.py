"""Bytes kept in files between runs, found by what they were made from; never trusted unproved.

Several processes may use one folder at the same time, and may be killed while they do:
a file is there as a whole or not at all, and one that is damaged is as if it were not.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex

_PROOF = 20
MOST_BYTES = 2_000_000_000
"""Of all files together; what was not used for longest goes first."""


class Store:
    """Bytes by their keys, which are hexadecimal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """What is kept under a key, if it is there and whole."""
        file = self._file(key)
        try:
            data = file.read_bytes()
            if data[:_PROOF] != _proof(key, data[_PROOF:]):
                return None
        except OSError:
            return None
        with suppress(OSError):  # a store may be there to be read alone
            os.utime(file)
        return data[_PROOF:]

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes; a disk that is full is no error."""
        file = self._file(key)
        half = file.with_name(f".{file.name}.{os.getpid()}.{token_hex(4)}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(_proof(key, data) + data)
            half.replace(file)
        except OSError:
            with suppress(OSError):
                half.unlink()

    def prune(self, most: int = MOST_BYTES) -> None:
        """Remove what was not used for longest, until the rest is no more than `most` bytes."""
        found = []
        with suppress(FileNotFoundError):  # another build has begun to forget all of them
            for file in self._folder.glob("*/*"):
                with suppress(OSError):  # another build may be pruning, too
                    stat = file.stat()
                    found.append((stat.st_mtime_ns, stat.st_size, file))
        size = sum(size for _, size, _ in found)
        for _, bytes_, file in sorted(found):
            if size <= most:
                return
            with suppress(OSError):
                file.unlink()
            size -= bytes_

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def _proof(key: str, data: bytes) -> bytes:
    return blake2b(key.encode() + data, digest_size=_PROOF).digest()
