"""Find days in running text, in Indonesian and English wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel import Locale

from newsroom.sources.worded_dates import may_be_exchanged

# Spellings in use that the CLDR does not have.
_OTHER_MONTHS = {"nopember": 11, "peb": 2, "pebruari": 2, "agt": 8, "ags": 8, "sept": 9, "des": 12}
_OTHER_WEEKDAYS = {"jum'at": 4, "jum’at": 4, "ahad": 6}

_CLOCK = re.compile(
    r"\b(?:(?:pukul|pk|jam|at)\.?\s*)?(\d{1,2})[.:](\d{2})\s*(WIB|WITA|WIT|UTC|GMT|[ap]\.?m\b)?",
    re.IGNORECASE,
)

_FUTURE = re.compile(
    r"\b(?:akan|bakal|rencananya|direncanakan|berencana|dijadwalkan|menurut jadwal|mendatang|nanti|"
    r"will|shall|is to|are to|scheduled|planned|upcoming|due to|next (?:week|month))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z“\"])|\n")
# How far from a day its sentence is looked at.
_NEAR = 400


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text.

    `day` is None if there is no such day, or if its year is not told. `start` and
    `end` span it with its weekday and brackets. `sound` says whether the weekday
    named, if one is, is that of the day; `timed` whether a clock time stands beside
    it; `ranged` whether it ends a span of days; `ahead` whether its sentence tells what
    will be; `ambiguous` whether day and month could be exchanged.
    """

    text: str
    start: int
    end: int
    day: date | None
    month: int
    number: int
    weekday: int | None = None
    timed: bool = False
    ranged: bool = False
    ahead: bool = False
    ambiguous: bool = False

    @property
    def sound(self) -> bool:
        return self.weekday is None or self.day is None or self.day.weekday() == self.weekday

    def in_year(self, year: int) -> date | None:
        """The day in a year; None if that year has no such day."""
        try:
            return date(year, self.month, self.number)
        except ValueError:
            return None


def days_in(text: str) -> list[Day]:
    """Every day that a text names, in the order in which they stand."""
    return list(_days(text))


def _days(text: str) -> Iterator[Day]:
    for found in _pattern().finditer(text):
        parts = found.groupdict()
        numeric = parts["d3"] is not None
        number = int(parts["d1"] or parts["d2"] or parts["d3"] or parts["d4"] or parts["d5"])
        name = parts["m1"] or parts["m2"]
        month = (
            _months()[name.casefold()] if name else int(parts["m3"] or parts["m4"] or parts["m5"])
        )
        year = parts["y1"] or parts["y2"] or parts["y3"] or parts["y4"]
        weekday = parts["weekday"]
        yield Day(
            text=found[0],
            start=found.start(),
            end=found.end(),
            day=_day(year, month, number),
            month=month,
            number=number,
            weekday=_weekdays()[weekday.casefold()] if weekday else None,
            timed=_timed(text, found.start(), found.end()),
            ranged=bool(parts["range"]),
            ahead=_ahead(text, found.start(), found.end()),
            ambiguous=numeric and may_be_exchanged(number, month),
        )


def _day(year: str | None, month: int, number: int) -> date | None:
    try:
        return date(int(year), month, number) if year else None
    except ValueError:
        return None


def _ahead(text: str, start: int, end: int) -> bool:
    """Whether the sentence in which a day stands tells of something still to come."""
    before = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
    behind = _SENTENCE.split(text[end : end + _NEAR])[0]
    return bool(_FUTURE.search(f"{before} | {behind}"))


def _timed(text: str, start: int, end: int) -> bool:
    """Whether a clock time stands close before or behind."""
    before = re.split(r"[;\n]|\. ", text[max(0, start - 24) : start])[-1]
    behind = re.split(r"[;\n]|\.\s[A-Z]", text[end : end + 28])[0]
    return bool(_CLOCK.search(before) or _CLOCK.search(behind))


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    weekdays = "|".join(sorted(map(re.escape, _weekdays()), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?:hari\s+)?(?P<weekday>{weekdays})\b\.?\s*,?\s*(?:tanggal\s+)?)?\(?"
        rf"(?P<range>\b\d{{1,2}}\s*(?:[-–]|s\.?d\.?|hingga|sampai|to)\s*)?"
        rf"(?:(?<![\d/.])(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{months})\b\.?"
        rf"(?:,?\s+(?P<y1>\d{{4}})\b)?"
        rf"|\b(?P<m2>{months})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<y2>\d{{4}})\b)?"
        rf"|(?<![\d/.])(?P<d3>\d{{1,2}})\s?[/.-]\s?(?P<m3>\d{{1,2}})\s?[/.-]\s?(?P<y3>\d{{4}})\b"
        rf"|(?<![\d/.])(?P<y4>\d{{4}})-(?P<m4>\d{{2}})-(?P<d4>\d{{2}})\b"
        rf"|(?<=\()(?P<d5>\d{{1,2}})/(?P<m5>\d{{1,2}})(?=\)))\)?",
        re.IGNORECASE,
    )


@cache
def _months() -> dict[str, int]:
    """Month names, long and short, Indonesian and English, by the Unicode CLDR."""
    return _names("months") | _OTHER_MONTHS


@cache
def _weekdays() -> dict[str, int]:
    """Weekday names the same way; Monday is 0."""
    return _names("days") | _OTHER_WEEKDAYS


def _names(what: str) -> dict[str, int]:
    return {
        name.casefold().rstrip("."): number
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
        for number, name in getattr(Locale(language), what)["format"][width].items()
    }
