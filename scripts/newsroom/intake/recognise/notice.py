"""The notice that says when a release may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.days import days_in
from newsroom.sources.markdown_text import one_line

_AT_ONCE = re.compile(
    r"[(\[*]*(?:untuk (?:segera )?(?:disiarkan|dipublikasikan|diterbitkan|dirilis)"
    r"(?: dengan)?(?: segera)?|"
    r"(?:for )?immediate release)[)\]*.!:]*",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"embargo|(?:jangan|tidak|belum) (?:boleh |untuk )?"
    r"(?:di)?(?:siarkan|publikasikan|terbitkan|terbit|rilis)"
    r"|not for (?:release|publication|broadcast)|hold (?:for|until)|(?:di)?tahan (?:hingga|sampai)"
    r"|do not (?:publish|release)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:sampai|hingga|s\.?d\.?|until|till|before|sebelum)\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(\d{1,2})[.:](\d{2})\s*(?:((?i:am|pm|a\.m\.|p\.m\.))\s*)?"
    r"(?:\(?(WIB|WITA|WIT|UTC|GMT)(?:\s*([+-]\d{1,2}))?\b\)?)?(\s*\(?[A-Z]{2,5}\b)?",
)
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0}
_LONGEST = 220


@dataclass(frozen=True, slots=True)
class Release:
    """When a release may go out: at `embargo` if there is one; `held` if that is not certain."""

    blocks: list[Block]
    embargo: date | datetime | None = None
    left_out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def find_notice(blocks: Sequence[Block], asides: Sequence[str], zone: ZoneInfo) -> Release:
    """Read the notice. Whatever holds a release back and is not understood is marked."""
    kept: list[Block] = []
    left_out: list[str] = []
    holding: list[str] = []
    for block in [line for whole in blocks for line in _parted(whole)]:
        text = one_line(block.text)
        if block.kind is not Kind.LIST and _AT_ONCE.fullmatch(text):
            left_out.append(text)
            continue
        if _HELD.search(text):
            holding.append(text)
            if _is_notice(text) and _instant(text, zone) is not None:
                left_out.append(text)
                continue
        kept.append(block)
    holding += [one_line(aside) for aside in asides if _HELD.search(aside)]
    at_once = any(_AT_ONCE.fullmatch(text) for text in left_out)
    embargo, marks = _decided(holding, at_once, zone)
    return Release(kept, embargo, left_out, marks)


def _parted(block: Block) -> list[Block]:
    lines = block.lines()
    notice = any(_AT_ONCE.fullmatch(x.text) or _is_notice(x.text) for x in lines)
    return lines if notice else [block]


def _is_notice(text: str) -> bool:
    """Whether a line is the notice itself, and not a sentence that speaks of one."""
    found = _HELD.search(text)
    return found is not None and found.start() < 20 and len(text) <= _LONGEST


def _decided(
    holding: Sequence[str], at_once: bool, zone: ZoneInfo
) -> tuple[date | datetime | None, list[Mark]]:
    """The latest end of an embargo that is told, and a mark if anything about it is in doubt."""
    if not holding:
        return None, []
    instants = [_instant(text, zone) for text in holding]
    told = [instant for instant in instants if instant is not None]
    sure = len(told) == len(holding) and len({str(i) for i in told}) == 1
    certain = sure and isinstance(told[0], datetime) and not at_once
    latest = max(told, key=str) if told else None
    marks = [] if certain else [Mark("embargo", "embargo_unsure", {"text": _shown(holding[0])})]
    return latest, marks


def _instant(text: str, zone: ZoneInfo) -> date | datetime | None:
    """The instant that a notice names, in the site's zone; a day if it names no clock time.

    None if it names no such day, more than one, or a clock or zone that is not understood.
    """
    days = days_in(text)
    if len(days) != 1 or days[0].day is None or not _UNTIL.search(text):
        return None
    if not days[0].sound or days[0].ambiguous:
        return None
    rest = text[: days[0].start] + " " + text[days[0].end :]
    times = list(_TIME.finditer(rest))
    if not times:
        return None if re.search(r"\d", rest) else days[0].day
    return _at(days[0].day, times[0], zone) if len(times) == 1 else None


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
