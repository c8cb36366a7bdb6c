"""A manuscript: what a press officer's document says, whatever program wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

# A picture's address in a block's Markdown until its file has a name: "picture:0".
PICTURE_SCHEME = "picture:"

_SHOWN = re.compile(rf"\({PICTURE_SCHEME}(\d+)")
_MARKUP = "*_\\`"
_STARS = re.compile(r"(?<!\\)\*+")


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list, table, picture … of a manuscript.

    `text` is what it says, without markup, its lines ended by line feeds;
    `markdown` the same with its markup. `bold` says that all of it is, `larger` that it
    is set in larger type than most of the document.
    """

    markdown: str
    text: str
    kind: Kind = Kind.PARAGRAPH
    bold: bool = False
    larger: bool = False
    subtitle: bool = False

    def without_start(self, length: int) -> Block | None:
        """The block without the first `length` characters of its text.

        None if they cannot be told apart from the markup.
        """
        at = 0
        for char in self.text[:length]:
            while at < len(self.markdown) and not _same(self.markdown[at], char):
                if self.markdown[at] not in _MARKUP:
                    return None
                at += 1
            at += 1
        kept = _balanced(self.markdown[:at], self.markdown[at:].lstrip())
        return replace(self, markdown=kept, text=self.text[length:].lstrip())

    def lines(self) -> list[Block]:
        """Each line of a paragraph as a block of its own; the block itself if it has but one."""
        written = [line.strip() for line in self.markdown.split("\n")]
        said = self.text.split("\n")
        if self.kind is not Kind.PARAGRAPH or len(said) == 1 or len(written) != len(said):
            return [self]
        return [replace(self, markdown=w, text=s) for w, s in zip(written, said, strict=True) if s]


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture of a document: its name there, its bytes, and what it shows as told there."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to look at before a release is published: its key ("" for all), and what.

    The sentences are in `newsroom/words/`, under `intake.marks.<code>`.
    """

    key: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the importer did that its user is told; it holds nothing back.

    The sentences are in `newsroom/words/`, under `intake.notices.<code>`.
    """

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document as read, nothing in it recognised yet.

    `titles` are what may be its headline besides the text's own first lines, best
    first. `sent` is a day that hints at the date, such as an e-mail's. `asides` are
    texts beside the release itself (page headers, a cover note), which are only
    searched for a notice that holds the release back; so is `name`, that of the file.
    """

    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    pictures: tuple[FoundPicture, ...] = ()
    sent: date | None = None
    asides: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()
    name: str = ""


def beside(texts: Iterable[str]) -> list[Notice]:
    """The notice of texts that stood beside the release, and are not put into it."""
    said = [text for text in dict.fromkeys(texts) if text]
    return [Notice("beside", {"text": " | ".join(said)})] if said else []


def pictures_in(blocks: Iterable[Block]) -> frozenset[int]:
    """The numbers of the pictures that blocks show."""
    return frozenset(int(n) for block in blocks for n in _SHOWN.findall(block.markdown))


def _same(written: str, said: str) -> bool:
    return written == said or (written.isspace() and said.isspace())


def _balanced(cut: str, kept: str) -> str:
    """What is kept, so that bold text that began in the part cut off still begins."""
    opened = ""
    for found in _STARS.finditer(cut):
        stars = found[0]
        opened = opened.removesuffix(stars) if opened.endswith(stars) else opened + stars
    if not opened:
        return kept
    closing = opened[::-1]
    return kept.removeprefix(closing).lstrip() if kept.startswith(closing) else opened + kept
