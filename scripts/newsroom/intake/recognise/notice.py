"""The notice that says when a release may be published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
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
_PUBLISHED = (
    r"(?:(?:di|men|mem|me)?(?:siarkan|siar|terbitkan|terbit|rilis|tayangkan|tayang|"
    r"publikasikan|publikasi|publis|umumkan|sebarluaskan|sebarkan|unggah)|(?:di)?muat|"
    r"publish\w*|publication|releas\w*|broadcast|distribut\w+|air(?:ed)?|go(?:es)? live)\b"
)
# What holds a release back wherever it stands.
_HELD = re.compile(
    rf"embargo|\b(?:jangan|tidak|belum|dilarang|baru) (?:(?:boleh|dapat|bisa|untuk) )?{_PUBLISHED}"
    rf"|\b(?:not|never|don['’]t) (?:(?:to|for|be) )*{_PUBLISHED}"
    r"|\bhold (?:for|until|release)|(?:di)?tahan (?:hingga|sampai)|strictly (?:embargo|not|no)\b",
    re.IGNORECASE,
)
# What does so only in a notice: in a sentence of the release these may mean anything.
_PRIVATE = re.compile(
    r"^\W*(?:hold|rahasia|konfidensial|confidential)\b|\bon hold\b|\bstrictly\b|\boff the record\b"
    r"|\b(?:untuk|for) (?:\w+ )?internal\b|\binternal use\b|\bkalangan (?:sendiri|terbatas)\b"
    r"|\bjangan\b|\btidak untuk\b|\bnot for\b|\bdo not\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"\b{_PUBLISHED}", re.IGNORECASE)
# A kind of document, and no word about when it may be published.
_KIND = re.compile(
    r"\b(?:siaran|rilis|keterangan|konferensi)\s+(?:pers|media)\b|\b(?:press|news|media)\s+releases?\b"
    r"|\b(?:pers|media)\s+rilis\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:dapat|boleh|bisa|untuk|mohon|harap|agar|supaya|baru|hanya|may|can|please|to be|for|"
    r"only)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:pukul|pk|jam|at)\.?\s*\d|\b\d{1,2}[.:]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.I
)
_TIME = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|besok|esok|lusa|nanti|pagi|siang|sore|malam|tomorrow|tonight|morning|"
    r"noon|evening|midnight|setelah|sesudah|usai|seusai|selepas|sebelum|mulai|sejak|sampai|hingga|"
    r"after|before|until|till|from|since)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:sampai|hingga|s\.?d\.?|until|till|before|sebelum)\b", re.IGNORECASE)
_AT = re.compile(
    r"\b(\d{1,2})[.:](\d{2})\s*(?:((?i:am|pm|a\.m\.|p\.m\.))\s*)?"
    r"(?:\(?(WIB|WITA|WIT|UTC|GMT)(?:\s*([+-]\d{1,2}))?\b\)?)?(\s*\(?[A-Z]{2,5}\b)?",
)
_ZONES = {"WIB": 7, "WITA": 8, "WIT": 9, "UTC": 0, "GMT": 0}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
_LONGEST = 220
# Notices stand above a release or below it.
_FIRST, _LAST = 8, 5


@dataclass(frozen=True, slots=True)
class EmbargoNotice:
    """What a notice says: until when, the blocks without it, what was left out, what to look at."""

    blocks: list[Block]
    embargo: date | datetime | None = None
    left_out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def find_notice(blocks: Sequence[Block], asides: Sequence[str], zone: ZoneInfo) -> EmbargoNotice:
    """Read the notice. Whatever may hold a release back and is not understood is marked."""
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
    if not marks:
        marks = [_mark(text) for text in _timed(kept, asides)][:1]
    return EmbargoNotice(kept, embargo, left_out, marks)


def _parted(block: Block) -> list[Block]:
    lines = block.lines()
    notice = any(_AT_ONCE.fullmatch(x.text) or _is_notice(x.text) for x in lines)
    return lines if notice else [block]


def _is_notice(text: str) -> bool:
    """Whether a line is the notice itself, and not a sentence that speaks of one."""
    found = _HELD.search(text)
    return found is not None and found.start() < 20 and len(text) <= _LONGEST


def _timed(blocks: Sequence[Block], asides: Sequence[str]) -> list[str]:
    """What near the edges, or beside the text, speaks of publishing and of a time."""
    edges = [b for i, b in enumerate(blocks) if i < _FIRST or i >= len(blocks) - _LAST]
    lines = [one_line(line) for block in edges for line in block.text.split("\n")]
    said = [*lines, *(one_line(aside) for aside in asides)]
    found = [piece for text in said for piece in _pieces(text) if _may_hold(piece)]
    # "Dapat disiarkan mulai:", and the day on the next line.
    found += [f"{one} {next_}" for one, next_ in pairwise(lines) if _leads_on(one, next_)]
    return found


def _pieces(text: str) -> list[str]:
    """A line whole if it may be a notice; of a long paragraph each sentence."""
    return [text] if len(text) <= _LONGEST else _SENTENCE.split(text)


def _may_hold(text: str) -> bool:
    if _AT_ONCE.fullmatch(text):
        return False
    said = _KIND.sub(" ", text)
    is_short = len(text) <= _LONGEST
    if is_short and len(text.split()) <= 12 and _PRIVATE.search(said):
        return True
    if not _SPEAKS.search(said):
        return False
    if days_in(said) or _CLOCK.search(said):
        return True
    return is_short and bool(_MAY.search(said)) and bool(_TIME.search(said))


def _leads_on(line: str, following: str) -> bool:
    """Whether a line about publishing goes on with a time in the next."""
    said = _KIND.sub(" ", line)
    if len(line) > _LONGEST or not _SPEAKS.search(said) or _AT_ONCE.fullmatch(line):
        return False
    opens = line.rstrip().endswith(":") or bool(_MAY.search(said))
    return opens and len(following) <= 80 and bool(days_in(following) or _CLOCK.search(following))


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
    return latest, [] if certain else [_mark(holding[0])]


def _mark(text: str) -> Mark:
    return Mark("embargo", "embargo_unsure", {"text": _shown(text)})


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
    times = list(_AT.finditer(rest))
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
