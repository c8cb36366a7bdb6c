"""Look for marks in every byte of a built site."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from ahocorasick_rs import BytesAhoCorasick

from newsroom.audit.marks import Mark, file_digest
from newsroom.progress import Watch, unwatched

# Programs, style and letters hold no words of releases, but many words.
_NO_WORDS = (".css", ".js", ".map", ".woff", ".woff2", ".ttf", ".ico")
_GZIP = b"\x1f\x8b"
_PART_OF_A_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def scan(
    folder: Path, marks: Sequence[Mark], watch: Watch = unwatched
) -> Iterator[tuple[str, Mark]]:
    """(path, mark) for every mark in every file below `folder`, in its name or its content.

    Compressed files, such as those of the search index, are looked into.
    """
    if not marks:
        return
    forms = [(form, mark) for mark in marks for form in sorted(mark.forms)]
    finder = BytesAhoCorasick([form for form, _ in forms])
    digests = {(mark.size, mark.digest): mark for mark in marks if mark.digest}
    sizes = {size for size, _ in digests}
    for file in watch([*_files(folder)]):
        path = file.relative_to(folder).as_posix()
        found = [_named(finder, forms, path)]
        if file.stat().st_size in sizes:
            mark = digests.get((file.stat().st_size, file_digest(file)))
            found.append([mark] if mark else [])
        if not path.endswith(_NO_WORDS):
            found.append(_within(finder, forms, _content(file)))
        for mark in dict.fromkeys(mark for marks_ in found for mark in marks_):
            yield path, mark


def _named(finder: BytesAhoCorasick, forms: Sequence[tuple[bytes, Mark]], path: str) -> list[Mark]:
    return _within(finder, forms, f"/{path}\n/{quote(path)}".encode())


def _within(
    finder: BytesAhoCorasick, forms: Sequence[tuple[bytes, Mark]], data: bytes
) -> list[Mark]:
    found = []
    for number, start, end in finder.find_matches_as_indexes(data, overlapping=True):
        mark = forms[number][1]
        if not mark.whole or _stands_alone(data, start, end):
            found.append(mark)
    return found


def _stands_alone(data: bytes, start: int, end: int) -> bool:
    before = data[start - 1 : start]
    after = b"" if data[end - 1 : end] == b"/" else data[end : end + 1]
    return not (
        (before and before[0] in _PART_OF_A_WORD) or (after and after[0] in _PART_OF_A_WORD)
    )


def _content(file: Path) -> bytes:
    data = file.read_bytes()
    if data.startswith(_GZIP):
        try:
            return gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return data
    return data


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield Path(parent) / name
