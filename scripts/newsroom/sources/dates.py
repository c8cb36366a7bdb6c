"""Read a date or a date-time as PR staff write it, and say how to write one that is not."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from newsroom.domain.when import When

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*([Zz]|[+-]\d{2}:?\d{2})?"
)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2})\s+([^\W\d_]+)\.?\s+(\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_CLOCK = re.compile(r"\b(\d{1,2})[.:](\d{2})(?:\s*(?:WIB|WITA|WIT))?\s*$", re.IGNORECASE)


class NotADate(ValueError):
    """The text is no ISO 8601 date; `cure` is what to type instead, if that can be told.

    `other` is a second date that may be meant: 12/03/2025 is in March for some writers,
    and in December for others.
    """

    def __init__(self, text: str, cure: str | None = None, other: str | None = None) -> None:
        super().__init__(text)
        self.cure = cure
        self.other = other

    @property
    def code(self) -> str:
        """The code of the problem; only `date_form` leaves no doubt of what was meant."""
        if self.other:
            return "date_ambiguous"
        return "date_form" if self.cure else "not_a_date"

    @property
    def facts(self) -> dict[str, str]:
        """What the problem's sentences tell."""
        return {"value": str(self), "cure": self.cure or "", "other": self.other or ""}


def may_be_exchanged(number: int, month: int) -> bool:
    """Whether day and month, both written as numbers, could be meant the other way round."""
    return number != month and number <= 12 and month <= 12


def read_when(text: str, zone: ZoneInfo) -> When:
    """Read `2025-11-19`, `2025-11-19T09:00` or `2025-11-19T09:00:00+07:00` (ISO 8601).

    A text without an offset is in `zone`; one with an offset is converted to it.
    A day without a clock time begins at midnight. Raises NotADate.
    """
    text = text.strip()
    try:
        if day := _ISO_DAY.fullmatch(text):
            year, month, number = map(int, day.groups())
            return When(_in_this_age(datetime(year, month, number, tzinfo=zone)))
        if moment := _ISO_TIME.fullmatch(text):
            iso_day, hour, minute, second, offset = moment.groups()
            at = datetime.fromisoformat(f"{iso_day}T{hour}:{minute}:{second or '00'}{offset or ''}")
            at = at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)
            return When(_in_this_age(at), timed=True)
    except (ValueError, OverflowError):
        pass
    raise NotADate(text, *_meant(text))


def _in_this_age(at: datetime) -> datetime:
    """The instant itself; ValueError if no press release can bear it, as in 0205 for 2025."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(at.year)
    return at


def _meant(text: str) -> tuple[str, ...]:
    """The ISO forms of a date written another way: day before month, then the other way round."""
    clock = _CLOCK.search(text)
    written = text[: clock.start()] if clock else text
    day = _day_meant(written)
    if day is None or not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return ()
    days = [day]
    if _DAY_FIRST.search(written) and may_be_exchanged(day.day, day.month):
        days.append(date(day.year, day.day, day.month))
    timed = clock and int(clock[1]) < 24 and int(clock[2]) < 60
    time = f"T{int(clock[1]):02}:{clock[2]}" if clock and timed else ""
    return tuple(f"{one.isoformat()}{time}" for one in days)


def _day_meant(text: str) -> date | None:
    try:
        if found := _DAY_FIRST.search(text):
            number, month, year = map(int, found.groups())
            return date(year, month, number)
        if found := _YEAR_FIRST.search(text):
            year, month, number = map(int, found.groups())
            return date(year, month, number)
        if found := _IN_WORDS.search(text):
            named = _month_numbers().get(found[2].casefold())
            return date(int(found[3]), named, int(found[1])) if named else None
    except ValueError:
        return None
    return None


@cache
def _month_numbers() -> dict[str, int]:
    """Month names, long and short, Indonesian and English, by the Unicode CLDR."""
    return {
        name.casefold().rstrip("."): number
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }
