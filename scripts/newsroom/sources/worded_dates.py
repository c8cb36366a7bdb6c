"""What a date means that is not written as ISO 8601: all of it, or nothing.

An embargo must not end early because "pukul 9 malam" was left out. So a text has a
meaning only if every word of it is understood: a weekday that fits the day, the day, a
clock time that leaves no choice of hour, its zone. Otherwise a person must look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

_LONGEST = 200
_NUMBERED = r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})"
_YEAR_FIRST = r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NAMED = rf"(\d{{1,2}}){_ORDINAL}[\s\-]+([^\W\d_]+)\.?,?[\s\-]+(\d{{4}})"
_MONTH_FIRST = rf"([^\W\d_]+)\.?\s+(\d{{1,2}}){_ORDINAL},?\s+(\d{{4}})"
_DAY = re.compile("|".join((_YEAR_FIRST, _NUMBERED, _NAMED, _MONTH_FIRST)), re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:hari\s+)?(?P<weekday>(?!tanggal|tgl)[^\W\d_]+(?:[’'][^\W\d_]+)?)?[.,]?\s*(?:(?:tanggal|tgl\.?)\s*)?\(?\s*",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"""\)?(?:(?P<iso>T)\s*|,?\s+\(?|,)(?P<said>(?:pukul|pkl\.?|jam|at|@)\s*)?
    (?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?)?
    (?:\s*(?P<part>[ap]\.?\s?m\.?|pagi|siang|sore|malam|dini\s+hari)(?![^\W\d_]))?
    (?:\s*\(?(?P<zone>WIB|WITA|WIT|Z|(?:UTC|GMT)(?:\s*[+-]\s*\d{1,2}(?::?\d{2})?)?
      |\+\d{2}(?::?\d{2})?|(?<=[\s\d])-\d{2}:?\d{2})\)?)?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
_ZONES = {"wib": 7, "wita": 8, "wit": 9}
_OFFSET = re.compile(r"([+-])\s*(\d{1,2}):?(\d{2})?")
_FARTHEST = timedelta(hours=14)
# What is added to the hour of a part of the day, by the first and last hour it may be said of.
# Twelve o'clock belongs to the noon or midnight of either side, but for "12 siang".
_PARTS = {
    "am": ((1, 11, 0),),
    "pm": ((1, 11, 12),),
    "pagi": ((1, 11, 0),),
    "siang": ((10, 15, 0), (1, 3, 12)),
    "sore": ((2, 6, 12), (14, 18, 0)),
    "malam": ((6, 11, 12), (18, 24, 0)),
    "dini hari": ((0, 4, 0),),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The ISO forms of what may be meant: one, two if day and month may be exchanged, or none.

    If none, `doubt` is the code of the problem: no day of the calendar is named; or one
    is, and the weekday beside it or other words are not understood.
    """

    readings: tuple[str, ...] = ()
    doubt: str = "not_a_date"


# As many offices still write them.
_OLD_MONTHS = {"pebruari": 2, "peb": 2, "agust": 8, "agt": 8, "ags": 8, "sept": 9} | dict.fromkeys(
    ("nopember", "nop"), 11
)


def meaning(text: str, zone: ZoneInfo) -> Meaning:
    """What a date written in another way means, day before month; times are in `zone`.

    A time of another zone keeps its offset: "20/11/2025 09.00 WITA" is
    2025-11-20T09:00+08:00 in Jakarta.
    """
    found = _DAY.search(text[:_LONGEST])
    days = _days(found) if found else []
    if found is None or not days:
        return Meaning()
    before = _BEFORE.fullmatch(text[: found.start()])
    clock = _clock(text[found.end() :])
    if before is None or clock is None:
        return Meaning(doubt="time_unclear")
    if weekday := before["weekday"]:
        if not any(weekday.casefold() in _weekdays(number) for number in range(7)):
            return Meaning(doubt="time_unclear")
        days = [day for day in days if weekday.casefold() in _weekdays(day.weekday())]
    if not days:
        return Meaning(doubt="weekday_differs")
    return Meaning(tuple(_iso(day, clock, zone) for day in days))


def may_be_exchanged(number: int, month: int) -> bool:
    """Whether day and month, both written as numbers, could be meant the other way round."""
    return number != month and number <= 12 and month <= 12


def _days(found: re.Match[str]) -> list[date]:
    """The days that may be meant, the one by the country's custom first."""
    year, month, number, *rest = found.groups()
    if year:
        return _sound(year, month, number)
    number, month, year, *rest = rest
    if year:
        other = may_be_exchanged(int(number), int(month))
        return _sound(year, month, number) + (_sound(year, number, month) if other else [])
    number, name, year, *rest = rest
    if not year:
        name, number, year = rest
    named = _month_numbers().get(name.casefold())
    return _sound(year, named, number) if named else []


def _sound(year: str, month: str | int, number: str) -> list[date]:
    try:
        return [date(int(year), int(month), int(number))]
    except ValueError:
        return []


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day; without an hour only the day was written."""

    since_midnight: timedelta | None = None
    offset: timedelta | None = None


def _clock(text: str) -> _Clock | None:
    """What stands behind a day; None if it is not understood."""
    if text.strip(" \t).") == "":
        return _Clock()
    found = _AFTER.fullmatch(text.rstrip())
    if found is None:
        return None
    hour = _hour(found)
    minute, second = int(found["minute"] or 0), int(found["second"] or 0)
    if hour is None or minute > 59 or second > 59 or (hour == 24 and minute + second):
        return None
    since = timedelta(hours=hour, minutes=minute, seconds=second)
    if not found["zone"]:
        return _Clock(since)
    offset = _offset(found["zone"].casefold())
    # "09.00-10:00" is rather a span of time than a zone far out in the ocean.
    span = found["zone"].startswith("-") and not found["iso"]
    return None if span or abs(offset) > _FARTHEST else _Clock(since, offset)


def _hour(found: re.Match[str]) -> int | None:
    """The hour of 24 that a clock time names; None if it could be another one, too."""
    hour = int(found["hour"])
    if found["part"]:
        part = " ".join(re.sub(r"[.\s]+", " ", found["part"].casefold()).split())
        spans = _PARTS[part.replace(" m", "m")]
        return next((hour + more for first, last, more in spans if first <= hour <= last), None)
    of_24 = (
        found["minute"]
        or (found["said"] and hour > 12)
        or (found["iso"] and len(found["hour"]) == 2)
    )
    return hour if of_24 and hour <= 24 else None


def _offset(zone: str) -> timedelta:
    if zone in _ZONES:
        return timedelta(hours=_ZONES[zone])
    found = _OFFSET.search(zone)
    if found is None:
        return timedelta(0)
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -size if found[1] == "-" else size


def _iso(day: date, clock: _Clock, zone: ZoneInfo) -> str:
    if clock.since_midnight is None:
        return day.isoformat()
    local = datetime.combine(day, time()) + clock.since_midnight
    written = local.isoformat(timespec="seconds" if local.second else "minutes")
    if clock.offset is None:
        return written
    at = local.replace(tzinfo=timezone(clock.offset))
    if local.replace(tzinfo=zone).utcoffset() == clock.offset:
        return written
    return at.isoformat(timespec="seconds" if local.second else "minutes")


@cache
def _month_numbers() -> dict[str, int]:
    """Month names, long and short, Indonesian and English, by the Unicode CLDR; and old ones."""
    return _OLD_MONTHS | {
        name.casefold().rstrip("."): number
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }


@cache
def _weekdays(number: int) -> frozenset[str]:
    """A day's names, long and short, in both languages."""
    names = {
        Locale(language).days["format"][width][number].casefold().rstrip(".")
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
    }
    return frozenset(names | ({"jumat", "jum'at", "jum’at"} if number == 4 else set()))
