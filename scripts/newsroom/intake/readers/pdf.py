"""Read the text layer of a PDF."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from newsroom import limits
from newsroom.intake.manuscript import Block, Manuscript, Mark, beside
from newsroom.intake.readers.source import Source
from newsroom.intake.recognise.dateline import dateline_of
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.markdown_text import clean, one_line, paragraph

_FIRST_LINES = 30
_NUMBER = re.compile(
    r"(?:(?:halaman|page|hal\.?)\s*)?[-–]?\s*\d{1,3}\s*(?:(?:/|dari|of)\s*\d{1,3})?\s*[-–]?", re.I
)
_HYPHEN = re.compile(r"(?<=[a-z])-$")
_CLOSED = re.compile(r"[.!?:”\"’)]$")
_LABEL = re.compile(r"[A-Z][\w /]{2,30}\s?:\s")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of a .pdf file, always marked: its layout is not text."""
    most = limits.PDF_STREAM
    with apply_configuration(
        zlib_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        array_based_stream_maximum_output_length=most,
    ):
        try:
            return _read(data, source)
        except LimitReachedError:
            raise Problems([Problem("document_unpacked", Position(source.name))]) from None


def _read(data: bytes, source: Source) -> Manuscript:
    at = Position(source.name)
    ends = time.process_time() + limits.PDF_SECONDS

    def in_time(*_drawn: object) -> None:
        if time.process_time() > ends:
            raise Problems([Problem("document_unpacked", at)])

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Problems([Problem("document_locked", at)])
    if len(reader.pages) > limits.PDF_PAGES:
        raise Problems([Problem("document_unpacked", at)])
    pages = [_lines(page.extract_text(visitor_operand_before=in_time)) for page in reader.pages]
    pages, repeated = _without_repeated(pages)
    title = one_line(str(reader.metadata.title or "")) if reader.metadata else ""
    return Manuscript(
        tuple(Block(paragraph(text), text) for text in paragraphs(pages)),
        titles=(title,) if title else (),
        asides=tuple(repeated),
        marks=(Mark("", "pdf_layout"),),
        notices=tuple(beside(repeated)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in clean(text).split("\n")]


def _without_repeated(pages: Sequence[list[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without page numbers, and without lines that stand on every one of them."""
    counts = Counter(line for page in pages for line in {*page} if line)
    repeated = {line for line, number in counts.items() if len(pages) > 1 and number == len(pages)}
    kept = [
        [
            line
            for index, line in enumerate(page)
            if line not in repeated and not (_edge(index, page) and _NUMBER.fullmatch(line))
        ]
        for page in pages
    ]
    numbers = [
        line
        for page in pages
        for index, line in enumerate(page)
        if line not in repeated and line and _edge(index, page) and _NUMBER.fullmatch(line)
    ]
    return kept, [*sorted(repeated), *numbers]


def _edge(index: int, page: Sequence[str]) -> bool:
    return index < 2 or index >= len(page) - 2


def _head(lines: Sequence[str]) -> int:
    """The index of the line with which the dateline begins; -1 if there is none near the top."""
    for index, line in enumerate(lines[:_FIRST_LINES]):
        dateline = dateline_of(" ".join(filter(None, lines[index : index + 3])))
        if line and dateline is not None and dateline.sure and dateline.length <= len(line) + 1:
            return index
    return -1


def paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Join lines that were broken to fit the page; undo hyphens at their ends.

    A paragraph ends at a blank line, or where a line that is clearly shorter than the
    others ends a sentence; so does each line above the dateline.
    """
    lines = [line for page in pages for line in page]
    head = _head(lines)
    width = max((len(line) for line in lines), default=0)
    found: list[str] = []
    open_ = False
    for index, line in enumerate(lines):
        if not line:
            open_ = False
            continue
        if index <= head:  # a letterhead and the headline, each line by itself
            found.append(line)
            open_ = index == head
            continue
        if open_ and not _LABEL.match(line):
            joined = _HYPHEN.sub("", found[-1])
            found[-1] = joined + ("" if joined != found[-1] else " ") + line
        else:
            found.append(line)
        short = len(line) < 0.8 * width
        open_ = not short or not _CLOSED.search(line)
        if len(found) == 1 and short:  # the headline ends without a full stop
            open_ = False
    return found
