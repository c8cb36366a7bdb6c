"""The notice that says until when a release is held back, and the doubts about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.days import Day, days_in
from newsroom.intake.recognise.holding import (
    LONGEST,
    holds,
    is_at_once,
    is_notice,
    leads_on,
    may_hold,
)
from newsroom.sources.markdown_text import one_line

_UNTIL = re.compile(
    r"\b(?:sampai|hingga|s\.?\s?/?\s?d\.?|until|till|before|sebelum)\b", re.IGNORECASE
)
# Until that day is over: "sampai dengan", and not "sampai".
_WHOLE_DAY = re.compile(r"\b(?:sampai dengan|s\.?\s?/?\s?d)\b", re.IGNORECASE)
# A line of an embargo, its day and its clock, and of nothing else, means until then.
_ONLY_EMBARGO = re.compile(r"\W*embargo(?:ed)?\s*(?P<colon>:)?[\s,–—-]*", re.IGNORECASE)
_ONLY_CLOCK = re.compile(r"[\s,]*(?:(?:pukul|pkl?|jam|at)\.?\s*)?", re.IGNORECASE)
_AT = re.compile(
    r"\b(\d{1,2})[.:](\d{2})\s*(?:((?i:am|pm|a\.m\.|p\.m\.))\s*)?"
    r"(?:\(?(WIB|WITA|WIT|UTC|GMT)(?:\s*([+-]\d{1,2}))?\b\)?)?(\s*\(?[A-Z]{2,5}\b)?",
)
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0}
_NAME_PARTS = re.compile(r"[\W_]+")
_DRAFT_NAME = re.compile(r"\b(?:draf|draft|konsep|rahasia|konfidensial|confidential)\d*\b", re.I)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
# Notices stand above a release, below its letterhead, or at its end.
_FIRST, _LAST = 14, 8


@dataclass(frozen=True, slots=True)
class EmbargoNotice:
    """What a notice says: until when, the blocks without it, what was left out, what to look at."""

    blocks: list[Block]
    embargo: date | datetime | None = None
    left_out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def find_notice(
    blocks: Sequence[Block], asides: Sequence[str], zone: ZoneInfo, name: str = ""
) -> EmbargoNotice:
    """Read the notice. Whatever may hold a release back and is not understood is marked.

    `name` is that of the document's file, without its ending.
    """
    kept: list[Block] = []
    left_out: list[str] = []
    holding: list[str] = []
    for block in [line for whole in blocks for line in _parted(whole)]:
        text = one_line(block.text)
        if block.kind is not Kind.LIST and is_at_once(text):
            left_out.append(text)
            continue
        if holds(text) or is_notice(text):
            holding.append(text)
            if is_notice(text) and (_instant(text, zone) or _day_alone(text)):
                left_out.append(text)
                continue
        kept.append(block)
    holding += [one_line(aside) for aside in asides if holds(aside) or is_notice(aside)]
    at_once = any(is_at_once(text) for text in left_out)
    embargo, marks = _decided(holding, at_once, zone)
    day = _day_alone(holding[0]) if len(holding) == 1 else None
    if day is not None:
        marks = [Mark("embargo", "embargo_day", {"text": _shown(holding[0]), "day": str(day)})]
    if not marks:
        marks = [_mark(text) for text in _timed(kept, asides)][:1]
    if not marks and _is_held_by_name(name):
        marks = [Mark("embargo", "embargo_in_name", {"name": name})]
    return EmbargoNotice(kept, embargo, left_out, marks)


def _parted(block: Block) -> list[Block]:
    lines = block.lines()
    notice = any(is_at_once(x.text) or is_notice(x.text) for x in lines)
    return lines if notice else [block]


def _is_held_by_name(name: str) -> bool:
    """Whether a file's name says so: "Rilis-DRAFT_2", "embargo10"."""
    words = one_line(_NAME_PARTS.sub(" ", name))
    return holds(words) or may_hold(words) or bool(_DRAFT_NAME.search(words))


def _timed(blocks: Sequence[Block], asides: Sequence[str]) -> list[str]:
    """What near the edges, or beside the text, speaks of publishing and of a time."""
    edges = [b for i, b in enumerate(blocks) if i < _FIRST or i >= len(blocks) - _LAST]
    lines = [one_line(line) for block in edges for line in block.text.split("\n")]
    said = [*lines, *(one_line(aside) for aside in asides)]
    found = [piece for text in said for piece in _pieces(text) if may_hold(piece)]
    # "Dapat disiarkan mulai:", and the day on the next line.
    found += [f"{one} {next_}" for one, next_ in pairwise(lines) if leads_on(one, next_)]
    return found


def _pieces(text: str) -> list[str]:
    """A line whole if it may be a notice; of a long paragraph each sentence."""
    return [text] if len(text) <= LONGEST else _SENTENCE.split(text)


def _decided(
    holding: Sequence[str], at_once: bool, zone: ZoneInfo
) -> tuple[date | datetime | None, list[Mark]]:
    """The latest end of an embargo that is told, and a mark if anything about it is in doubt."""
    if not holding:
        return None, []
    instants = [_instant(text, zone) for text in holding]
    told = [instant for instant in instants if instant is not None]
    sure = len(told) == len(holding) and len({str(i) for i in told}) == 1
    certain = (
        sure and isinstance(told[0], datetime) and not at_once and all(map(_says_until, holding))
    )
    latest = max(told, key=str) if told else None
    return latest, [] if certain else [_mark(holding[0])]


def _mark(text: str) -> Mark:
    return Mark("embargo", "embargo_unsure", {"text": _shown(text)})


def _instant(text: str, zone: ZoneInfo) -> date | datetime | None:
    """The instant that a notice names, in the site's zone; a day if it names no clock time.

    None if it names no such day, more than one, or a clock or zone that is not understood.
    """
    days = days_in(text)
    if len(days) != 1 or days[0].day is None:
        return None
    if not _UNTIL.search(text) and not _is_only_embargo(text, days[0]):
        return None
    if not days[0].sound or days[0].ambiguous:
        return None
    rest = text[: days[0].start] + " " + text[days[0].end :]
    times = list(_AT.finditer(rest))
    if not times:
        if re.search(r"\d", rest):
            return None
        return days[0].day + timedelta(days=bool(_WHOLE_DAY.search(text)))
    return _at(days[0].day, times[0], zone) if len(times) == 1 else None


def _day_alone(text: str) -> date | None:
    """The day of a line "Embargo: 27 November 2026", which leaves the hour open."""
    days = days_in(text)
    if len(days) != 1 or not days[0].sound or days[0].ambiguous or days[0].ranged:
        return None
    before, behind = text[: days[0].start], text[days[0].end :]
    alone = _ONLY_EMBARGO.fullmatch(before) and not behind.strip(" .!)]*")
    return days[0].day if alone else None


def _is_only_embargo(text: str, day: Day) -> bool:
    """Whether a line names an embargo, a day and a clock time, and has no other word."""
    clock = _AT.search(text, day.end)
    if clock is None or day.ranged or not _ONLY_EMBARGO.fullmatch(text[: day.start]):
        return False
    between, behind = text[day.end : clock.start()], text[clock.end() :]
    return bool(_ONLY_CLOCK.fullmatch(between)) and not behind.strip(" .!)]*")


def _says_until(text: str) -> bool:
    """Whether a notice leaves no doubt that its day is the end: "sampai", or "Embargo:"."""
    opening = _ONLY_EMBARGO.match(text)
    return bool(_UNTIL.search(text) or (opening and opening["colon"]))


def _at(day: date, clock: re.Match[str], zone: ZoneInfo) -> datetime | None:
    """A day at a clock time, in the zone named there, else in the site's."""
    written, minute, half, name, offset, foreign = clock.groups()
    hour = int(written)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    elif half:
        return None
    if hour > 23 or int(minute) > 59 or (foreign and not name):
        return None
    there: tzinfo = _zone(name, offset) if name else zone
    at = datetime(day.year, day.month, day.day, hour, int(minute), tzinfo=there)
    return at.astimezone(zone)


def _zone(name: str, offset: str | None) -> tzinfo:
    hours = _ZONES[name] + int(offset or 0)
    return timezone(timedelta(hours=hours)) if hours else UTC


def _shown(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:100]}…"
