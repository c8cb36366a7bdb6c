"""What stands above a release: its lines, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from newsroom.intake.manuscript import Block, Kind
from newsroom.intake.recognise.contacts import is_contact_heading
from newsroom.intake.recognise.dateline import dateline_of, standing_alone
from newsroom.intake.recognise.days import days_in
from newsroom.intake.recognise.holding import is_notice
from newsroom.intake.recognise.letterhead import is_address, is_office
from newsroom.sources.markdown_text import one_line

_LABEL = re.compile(
    r"(?:siaran pers|siaran pers bersama|rilis pers|pers rilis|rilis media|keterangan pers|"
    r"rilis|(?:joint )?press release|news release|media release|press statement)"
    r"\s*(?:(?:nomor|no|number)\b.*)?[:.]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:nomor|no|number|ref)\b\s*[.:]\s*\S.{0,60}", re.IGNORECASE)
_GREETING = re.compile(
    r"(?:yth|kepada|salam|dear|hello|hi|halo|selamat (?:pagi|siang|sore|malam)|assalamu|"
    r"bapak|ibu|rekan|berikut|terlampir|please find|attached|good (?:morning|afternoon))\b",
    re.IGNORECASE,
)
_FIRST_LINES = 20
_FEWEST_LINES = 8
_LONGEST = 200


class Role(Enum):
    """What a line above the release is."""

    LABEL = auto()
    ADDRESS = auto()
    NOTICE = auto()
    OFFICE = auto()
    HEADLINE = auto()
    OTHER = auto()


def opened(block: Block) -> list[Block]:
    """The lines of a block in which lines of a letterhead, or the dateline, stand together."""
    lines = block.lines()
    if len(lines) == 1:
        return [block]
    telling = any(
        is_label(x.text) or is_address(x.text)
        or is_office(x.text) or standing_alone(x.text) for x in lines
    ) or any(dateline_of(x.text) for x in lines[1:])  # fmt: skip
    return lines if telling else [block]


def head_length(lines: Sequence[Block]) -> int:
    """How many lines stand above the release: above its dateline, else above its first prose."""
    first = lines[:_FIRST_LINES]
    for index, line in enumerate(first):
        if line.kind is Kind.PARAGRAPH and _is_dateline(line.text):
            return index
    for index, line in enumerate(first[1:], 1):
        if line.kind is Kind.LIST or _is_prose(line):
            return index
    return min(len(lines), _FEWEST_LINES)


def _is_dateline(text: str) -> bool:
    found = dateline_of(text)
    return found is not None and (found.sure or len(text) > _LONGEST)


def _is_prose(line: Block) -> bool:
    text = line.text.strip()
    if line.kind is not Kind.PARAGRAPH or is_address(text) or is_notice(text):
        return False
    return len(text) > _LONGEST or dateline_of(text) is not None or text.endswith((".", "!", "?"))


def role_of(line: Block, following: Sequence[Block]) -> Role:
    """What a line above the release is; `following` are the lines below it."""
    text = one_line(line.text)
    if is_label(text):
        return Role.LABEL
    if line.kind in (Kind.OTHER, Kind.LIST):
        return Role.ADDRESS if _is_letterhead(line) else Role.OTHER
    if is_notice(text):
        return Role.NOTICE
    other = is_contact_heading(text) or is_day(text) or is_greeting(text)
    if is_address(text) and not other:
        return Role.ADDRESS
    if other or not _may_be_headline(line, following):
        return Role.OTHER
    return Role.OFFICE if is_office(text) else Role.HEADLINE


def is_label(text: str) -> bool:
    """Whether a line only says what kind of document this is, or which number it has."""
    return bool(_LABEL.fullmatch(text) or _NUMBER.fullmatch(text))


def is_greeting(text: str) -> bool:
    """Whether a line begins as letters and cover notes do."""
    return bool(_GREETING.match(text))


def is_day(text: str) -> bool:
    """Whether a line holds nothing but a day, or place and day."""
    days = days_in(text)
    return standing_alone(text) is not None or (
        len(days) == 1 and days[0].text.strip() == text.strip(" .")
    )


def _is_letterhead(table: Block) -> bool:
    rows = [row for row in table.text.split("\n") if row.strip()]
    return any(map(is_address, rows)) or (bool(rows) and all(map(is_office, rows)))


def _may_be_headline(line: Block, following: Sequence[Block]) -> bool:
    text = one_line(line.text)
    if not following or not text:
        return False
    if line.kind is Kind.HEADING:
        return True
    if len(text) > _LONGEST or dateline_of(text):
        return False
    return not (text.endswith((".", ":", ";", ",")) and not text.endswith("...")) or line.bold
