"""The headline, and the lines above it that only say what kind of document this is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.dateline import dateline_of, standing_alone
from newsroom.sources.markdown_text import one_line

_LABEL = re.compile(
    r"(?:siaran pers|siaran pers bersama|rilis pers|pers rilis|rilis media|keterangan pers|"
    r"rilis|(?:joint )?press release|news release|media release|press statement)"
    r"\s*(?:(?:nomor|no|number)\b.*)?[:.]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:nomor|no|number|ref)\b\s*[.:]\s*\S.{0,60}", re.IGNORECASE)
_HEADLINE_KEY = re.compile(r"(?:judul|headline|title)\s*:\s*(\S.*)", re.IGNORECASE)
_SUMMARY_KEY = re.compile(
    r"(?:ringkasan|intisari|anak judul|sub-?judul|summary|sub-?headline|subhead)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:yth|kepada|salam|dear|hello|hi|halo|selamat (?:pagi|siang|sore|malam)|assalamu|"
    r"bapak|ibu|rekan|berikut|terlampir|please find|attached|good (?:morning|afternoon))\b",
    re.IGNORECASE,
)
_SUBJECT_START = re.compile(
    r"\A\s*(?:(?:fwd?|re|tr|bls|trs)\s*:|\[[^\]]{0,40}\]|"
    r"(?:siaran pers|rilis pers|pers rilis|press release|news release|media release)\s*[:|–—-])\s*",
    re.IGNORECASE,
)
_FIRST_BLOCKS = 8
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline and summary found, the other blocks, what was left out, what to look at."""

    title: str | None
    summary: str | None
    blocks: list[Block]
    left_out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def subject_title(subject: str) -> str:
    """A subject line without "Fwd:", "Re:" and "[Siaran Pers]"."""
    text = one_line(subject)
    while found := _SUBJECT_START.match(text):
        text = text[found.end() :]
    return text.strip()


def find_headline(blocks: Sequence[Block], titles: Sequence[str]) -> Headline:
    """The headline among the first blocks, else the best of `titles`."""
    kept, left_out = _without_labels(blocks)
    title, kept = _title(kept)
    marks = []
    if title is None:
        title = next((found for t in titles if (found := subject_title(t))), None)
        kept = [b for i, b in enumerate(kept) if i >= 4 or not title or b.text != title]
        if title is None:
            marks.append(Mark("title", "no_title"))
    if any(_GREETING.match(block.text) for block in kept[:3]):
        marks.append(Mark("", "greeting"))
    summary, kept = _summary(kept)
    return Headline(title, summary, kept, left_out, marks)


def _without_labels(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    kept: list[Block] = []
    left_out: list[str] = []
    for index, block in enumerate(blocks):
        label = _LABEL.fullmatch(block.text) or _NUMBER.fullmatch(block.text)
        if index < _FIRST_BLOCKS and label:
            left_out.append(one_line(block.text))
        else:
            kept.append(block)
    return kept, left_out


def _title(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """The headline: a line that says it is one, the first heading, else the first line."""
    first = blocks[:_FIRST_BLOCKS]
    for index, block in enumerate(first):
        if found := _HEADLINE_KEY.fullmatch(one_line(block.text)):
            return found[1], _without(blocks, index)
    for index, block in enumerate(first):
        if block.kind is Kind.HEADING and block.text.strip():
            return one_line(block.text), _without(blocks, index)
        if dateline_of(block.text):
            break
    for index, block in enumerate(first):
        if block.kind is Kind.PARAGRAPH and not standing_alone(block.text):
            if _may_be_headline(block, blocks[index + 1 :]):
                return one_line(block.text), _without(blocks, index)
            break
    return None, blocks


def _may_be_headline(block: Block, following: Sequence[Block]) -> bool:
    text = one_line(block.text)
    if not following or len(text) > _LONGEST or dateline_of(text) or _GREETING.match(text):
        return False
    return not (text.endswith((".", ":", ";", ",")) and not text.endswith("...")) or block.bold


def _summary(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """A summary that is marked as one: by its style, or by a word before it."""
    for index, block in enumerate(blocks[:4]):
        if block.subtitle:
            return one_line(block.text), _without(blocks, index)
        if found := _SUMMARY_KEY.fullmatch(one_line(block.text)):
            return found[1], _without(blocks, index)
    return None, blocks


def _without(blocks: list[Block], index: int) -> list[Block]:
    return blocks[:index] + blocks[index + 1 :]
