"""A mark of a withheld release, and the finder of many marks in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from ahocorasick_rs import BytesAhoCorasick

from newsroom.audit.forms import Forms, plain_of

# What an address may go on with, before or behind a piece of it.
_OF_A_WORD = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789") | frozenset(range(128, 256))
_OF_A_NAME = _OF_A_WORD | frozenset(b"-_")
_OF_AN_ADDRESS = _OF_A_NAME | frozenset(b"~%./:@")
_COMPLETE = (b".", b"//")
_GOES_ON = re.compile(rb"/?(?!index\.html)[a-z0-9_~\x80-\xff-]|\.[a-z0-9]")


class Look(StrEnum):
    """In which of a text's forms a mark is looked for."""

    LETTERS = "letters"
    WORDS = "words"
    ADDRESS = "address"
    FILE_NAME = "file_name"
    PATH = "path"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that gives a withheld release away.

    `code` is the rule it would break, `source` the release's file in docs/, `text` the
    mark as a person writes it, `form` what is looked for in the form `look` of a text.
    One that is only `said` is a leak where people or feed readers come to read it, and
    none in programs and styles. A file's content has a `size` in bytes, and its SHA-256
    as `form`.
    """

    code: str
    source: str
    text: str
    look: Look
    form: bytes
    said: bool = False
    size: int = 0

    @property
    def key(self) -> tuple[str, str, str, bytes, str]:
        """By what marks are sorted."""
        return self.source, self.code, self.look, self.form, self.text

    @property
    def digest(self) -> str:
        """By what it is told from every other mark, in hexadecimal."""
        return sha256(repr((self.key, self.said, self.size)).encode()).hexdigest()[:24]


UNSEEN = Mark("leak_unseen", "", "", Look.CONTENT, b"")
"""Stands for whatever may be in a file that is too large, unpacked, to be looked into."""


class Finder:
    """Finds all of many marks in a text, in one pass over each of its forms."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._letters = _Patterns(marks, (Look.LETTERS,))
        self._words = _Patterns(marks, (Look.WORDS,))
        self._phrases = _Patterns(marks, (Look.WORDS,), said=False)
        self._plain = _Patterns(marks, (Look.ADDRESS, Look.FILE_NAME))
        self._paths = _Patterns(marks, (Look.PATH, Look.ADDRESS, Look.FILE_NAME))

    def found(self, forms: Forms) -> set[int]:
        """The numbers of the marks that a text holds."""
        return {
            *self._letters.found(forms.letters),
            *self.said(forms.words),
            *self._phrases.found(forms.unparsed),
            *self.addressed(forms.plain),
        }

    def named(self, path: str) -> set[int]:
        """The numbers of the marks that the path of a file in the site holds."""
        return set(self._paths.found(plain_of(f"./{path}")))

    def said(self, words: bytes) -> set[int]:
        """The numbers of the marks that words hold."""
        return set(self._words.found(words))

    def addressed(self, plain: bytes) -> set[int]:
        """The numbers of the marks that addresses and names of files hold."""
        return set(self._plain.found(plain))


class _Patterns:
    """The marks for one form of a text; several may look for the same bytes."""

    def __init__(
        self, marks: Sequence[Mark], looks: tuple[Look, ...], *, said: bool = True
    ) -> None:
        self._numbers: dict[tuple[bytes, Look], list[int]] = {}
        for number, mark in enumerate(marks):
            if mark.look in looks and mark.form and (said or not mark.said):
                self._numbers.setdefault((mark.form, mark.look), []).append(number)
        self._wanted = list(self._numbers)
        self._finder = BytesAhoCorasick([form for form, _ in self._wanted])

    def found(self, data: bytes) -> Iterator[int]:
        if not self._wanted:
            return
        seen: set[int] = set()
        for number, start, end in self._finder.find_matches_as_indexes(data, overlapping=True):
            if number in seen:
                continue
            wanted = self._wanted[number]
            if _stands_alone(wanted[1], wanted[0], data, start, end):
                seen.add(number)
                yield from self._numbers[wanted]


def _stands_alone(look: Look, form: bytes, data: bytes, start: int, end: int) -> bool:
    """Whether it is the mark that was found, and no part of something longer."""
    if look is Look.LETTERS:
        return True
    before = data[start - 1] if start else ord(" ")
    after = data[end] if end < len(data) else ord(" ")
    if look is Look.WORDS:
        return before not in _OF_A_WORD and after not in _OF_A_WORD
    if look is Look.FILE_NAME:
        return before not in _OF_A_NAME and after not in _OF_A_NAME
    if before in _OF_AN_ADDRESS and not form.startswith(_COMPLETE):
        return False
    # All that is below a listing is the listing's; below a page there may be anybody's files.
    return form.endswith(b"/") or not _GOES_ON.match(data, end)
