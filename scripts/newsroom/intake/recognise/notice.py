"""The notice that says until when a release is held back, and the doubts about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.dateline import dateline_of
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
# What goes on with a notice, and is no news: "Mohon dipatuhi."
_COURTESY = re.compile(
    r"(?:mohon|harap|terima kasih|untuk informasi|hubungi|silakan|please|contact|thank)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3
# Notices stand above a release, below its letterhead, or at its end.
_FIRST, _LAST = 14, 8


@dataclass(frozen=True, slots=True)
class EmbargoNotice:
    """What a notice says: until when, the blocks without it, what was left out, what to look at."""

    blocks: list[Block]
    embargo: datetime | None = None
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
    beside: list[str] = []
    for block in [line for whole in blocks for line in _parted(whole)]:
        text = one_line(block.text)
        if block.kind is not Kind.LIST and is_at_once(text):
            left_out.append(text)
            continue
        if parted := _beside_news(block, zone):
            said, news = parted
            beside.append(said)
            holding.append(said)
            left_out.append(said)
            kept.append(news)
            continue
        if holds(text) or is_notice(text):
            holding.append(text)
            if is_notice(text) and _end(text, zone):
                if not _has_news(text):
                    left_out.append(text)
                    continue
                beside.append(text)
        kept.append(block)
    holding += [one_line(aside) for aside in asides if holds(aside) or is_notice(aside)]
    at_once = any(is_at_once(text) for text in left_out)
    embargo, marks = _decided(holding, at_once, zone)
    if not marks:
        marks = [_mark(text) for text in beside][:1]
    if not marks:
        marks = [_mark(text) for text in _timed(kept, asides)][:1]
    if not marks and _is_held_by_name(name):
        marks = [Mark("embargo", "embargo_in_name", {"name": name})]
    return EmbargoNotice(kept, embargo, left_out, marks)


def _parted(block: Block) -> list[Block]:
    lines = block.lines()
    notice = any(is_at_once(x.text) or is_notice(x.text) for x in lines)
    return lines if notice else [block]


def _beside_news(block: Block, zone: ZoneInfo) -> tuple[str, Block] | None:
    """The notice with which a paragraph of news begins, and the paragraph without it.

    None where there is no news, or the two cannot be told apart. A dateline stays.
    """
    first, *others = _sentences(one_line(block.text))
    if not others or not is_notice(first) or not _end(first, zone):
        return None
    if not any(map(_is_news, others)) or any(holds(other) for other in others):
        return None
    if any(said.count(first) != 1 for said in (block.text, block.markdown)):
        return None
    text, markdown = (
        re.sub(rf"{re.escape(first)}\s*", "", said) for said in (block.text, block.markdown)
    )
    return first, replace(block, text=text, markdown=markdown)


def _has_news(text: str) -> bool:
    """Whether a paragraph that speaks of an embargo has a dateline, or says anything else."""
    return _dateline_length(text) > 0 or any(map(_is_news, _sentences(text)[1:]))


def _is_news(sentence: str) -> bool:
    """Whether a sentence beside a notice is neither a part of it nor a courtesy."""
    few = len(sentence.split()) < _FEWEST_WORDS
    notice = is_notice(sentence) or may_hold(sentence) or is_at_once(sentence)
    # Behind "s.d." a day is no sentence of its own.
    day = any(day.start == 0 for day in days_in(sentence))
    return not (few or notice or day or _COURTESY.match(sentence))


def _sentences(text: str) -> list[str]:
    """The sentences of a paragraph, without its dateline."""
    return _SENTENCE.split(text[_dateline_length(text) :])


def _dateline_length(text: str) -> int:
    found = dateline_of(text)
    return 0 if found is None or holds(text[: found.length]) else found.length


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
) -> tuple[datetime | None, list[Mark]]:
    """The latest end of an embargo that is told, and a mark if anything about it is in doubt.

    A day without an hour is no end: it is marked for a person to complete.
    """
    if not holding:
        return None, []
    instants = [_end(text, zone) for text in holding]
    told = [instant for instant in instants if instant is not None]
    sure = len(told) == len(holding) and len({str(i) for i in told}) == 1
    certain = (
        sure and isinstance(told[0], datetime) and not at_once and all(map(_says_until, holding))
    )
    latest = max(told, key=str) if told else None
    if latest is not None and not isinstance(latest, datetime):
        facts = {"text": _shown(holding[instants.index(latest)]), "day": str(latest)}
        return None, [Mark("embargo", "embargo_day", facts)]
    return latest, [] if certain else [_mark(holding[0])]


def _mark(text: str) -> Mark:
    return Mark("embargo", "embargo_unsure", {"text": _shown(text)})


def _end(text: str, zone: ZoneInfo) -> date | datetime | None:
    """The end that a notice names; a day if it names no hour."""
    return _instant(text, zone) or _day_alone(text)


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
