"""Look for marks in every byte of a built site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import file_digest, sha256
from pathlib import Path

from newsroom.audit.files import (
    contained,
    content_of,
    ending,
    is_packed,
    is_program,
    is_text,
    texts_of,
)
from newsroom.audit.forms import forms_of, words_of
from newsroom.audit.mark import UNSEEN, Finder, Look, Mark
from newsroom.progress import Watch, unwatched
from newsroom.workers import in_parallel

# The values by which Pagefind's page filters: a text in CBOR, headed by its length.
_FACETS = ".pf_filter"
_UNSEEN = -1  # among the numbers of marks
_CBOR_TEXT = re.compile(rb"[\x60-\x77]|\x78[\x18-\xff]|\x79..", re.DOTALL)


def scan(
    folder: Path,
    marks: Sequence[Mark],
    paths: Iterable[str] | None = None,
    watch: Watch = unwatched,
) -> Iterator[tuple[str, Mark]]:
    """(path, mark) for every mark in every file below `folder`, in its name or its content.

    `paths`, below `folder` and with forward slashes, are the files to look into if not
    all. What is compressed is unpacked; UNSEEN is in what would become too large. Pictures,
    letters and other files without text are compared as wholes.
    """
    wanted = [*(files_below(folder) if paths is None else paths)]
    if not marks or not wanted:
        return
    scanner = _Scanner(folder, marks)
    shown = iter(watch(wanted))
    for results in in_parallel(scanner.found_in, wanted):
        for (path, numbers), _ in zip(results, shown, strict=False):
            yield from ((path, UNSEEN if n == _UNSEEN else marks[n]) for n in numbers)


class _Scanner:
    def __init__(self, folder: Path, marks: Sequence[Mark]) -> None:
        self._folder = folder
        self._marks = marks
        self._finder = Finder(marks)
        self._contents: dict[tuple[int, bytes], list[int]] = {}
        for number, mark in enumerate(marks):
            if mark.look is Look.CONTENT:
                self._contents.setdefault((mark.size, mark.form), []).append(number)
        self._sizes = {size for size, _ in self._contents}

    def found_in(self, paths: Sequence[str]) -> list[tuple[str, list[int]]]:
        """Every file with the numbers of the marks in it."""
        return [(path, sorted(self.found(path))) for path in paths]

    def found(self, path: str) -> set[int]:
        """The numbers of the marks in a file."""
        file = self._folder / path
        found: set[int] = set()
        if not is_text(path) and not is_packed(path):
            found = self._finder.named(path)
            if file.stat().st_size in self._sizes:
                with file.open("rb") as opened:
                    digest = file_digest(opened, sha256).digest()
                found.update(self._contents.get((file.stat().st_size, digest), ()))
            return found
        for name, content in contained(path, file.read_bytes()):
            found |= {_UNSEEN} if content is None else self._found_in(name, content)
        return found

    def _found_in(self, path: str, data: bytes) -> set[int]:
        found = self._finder.named(path)
        if len(data) in self._sizes:
            found.update(self._contents.get((len(data), sha256(data).digest()), ()))
        if is_text(path):
            content = content_of(path, data)
            found |= {_UNSEEN} if content is None else self._within(path, content)
        return found

    def _within(self, path: str, content: bytes) -> set[int]:
        program = is_program(path, content)
        found: set[int] = set()
        for text in texts_of(content):
            found |= self._finder.found(forms_of(text, markup=not program))
        if program:
            found = {number for number in found if not self._marks[number].said}
        if ending(path) == _FACETS:
            found |= self._finder.said(b"|".join(map(words_of, _facets(content))))
        return found


def _facets(content: bytes) -> Iterator[str]:
    """Everything in CBOR that may be a text; most of it is none."""
    for head in _CBOR_TEXT.finditer(content):
        said = head[0]
        length = said[0] - 0x60 if len(said) == 1 else int.from_bytes(said[1:], "big")
        yield content[head.end() : head.end() + length].decode("utf-8", "ignore")


def files_below(folder: Path) -> Iterator[str]:
    """The path of every file below a folder, hidden ones too, with forward slashes."""
    for parent, folders, names in os.walk(folder):
        folders.sort()
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        for name in sorted(names):
            yield name if below == "." else f"{below}/{name}"
