"""Packed copies of files, for servers that hand them out instead of packing at every request."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterable, Iterator
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from newsroom.press.output import Output

PACKED = (".br", ".gz")
"""What the names of packed copies end with."""

# What is text; pictures and the parts of the search index are packed already.
_KINDS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics", ".vcf", ".md")
# In bytes: what fits into one packet of the network is not sent faster.
_LEAST = 1024
# Brotli's best level takes twenty times as long for pages that are smaller by a twentieth.
_BROTLI_LEVEL = 9


@cache
def _made_with() -> str:
    return f"{version('Brotli')} {zlib.ZLIB_RUNTIME_VERSION} {_BROTLI_LEVEL}"


def is_packed(key: str) -> bool:
    """Whether a key is that of a packed copy."""
    return " " in key


def is_packable(path: str) -> bool:
    """Whether a file is of a kind that gets smaller by packing."""
    return path.endswith(_KINDS)


def packed(
    files: Iterable[tuple[str, str, int]], folder: Path, taken: Collection[str]
) -> Iterator[Output]:
    """The packed copies of files in a folder, of each its path, key and size in bytes.

    They are made from the files as they lie there; none of hidden ones, and none where
    something else stands at its name (`taken`).
    """
    for path, key, size in files:
        if size < _LEAST or not is_packable(path) or path.startswith("."):
            continue
        for ending in PACKED:
            if path + ending not in taken:
                made_from = f"{key} {_made_with()}"
                yield Output(path + ending, made_from, partial(_pack, folder / path, ending))


def _pack(file: Path, ending: str) -> bytes:
    data = file.read_bytes()
    if ending == ".gz":
        return gzip.compress(data, 9, mtime=0)
    import brotli

    return bytes(brotli.compress(data, quality=_BROTLI_LEVEL))
