"""Dates as other systems write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from newsroom.domain.when import When
from newsroom.sources.dates import NotADate, read_when

_FORM = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*([Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?(?:\s+[+-]\d{4})?)?(?:\s+[A-Z]{3,4})?"
)
_IN_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_. ]|$)")


@dataclass(frozen=True, slots=True)
class OldDate:
    """An instant in our zone, and the day as it was written, which old addresses bear."""

    when: When
    written: datetime


def read_date(text: str, zone: ZoneInfo) -> OldDate:
    """Read `2012-03-01 10:00:00 -0400`, `2012-03-01T10:00:00.000Z`, `2012-3-1` or RFC 2822.

    Without an offset the time is in `zone`. Raises NotADate.
    """
    text = text.strip()
    found = _FORM.fullmatch(text)
    if found is None:
        return _in_words(text, zone)
    year, month, day, hour, minute, second, offset = found.groups()
    iso = f"{year}-{int(month):02}-{int(day):02}"
    if hour is None:
        when = read_when(iso, zone)
        return OldDate(when, when.at)
    if offset and not offset.upper().startswith(("Z", "U", "G")):
        offset = f"{offset[:3]}:{offset[3:].lstrip(':') or '00'}"
    elif offset:
        offset = "Z"
    clock = f"{int(hour):02}:{minute}:{second or '00'}"
    try:
        written = datetime.fromisoformat(f"{iso}T{clock}")
    except ValueError:
        raise NotADate(text) from None
    return OldDate(read_when(f"{iso}T{clock}{offset or ''}", zone), written)


def _in_words(text: str, zone: ZoneInfo) -> OldDate:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        when = read_when(text, zone)
        return OldDate(when, when.at)
    return OldDate(read_when(at.isoformat(timespec="seconds"), zone), at)


def date_in_name(stem: str) -> tuple[date | None, str]:
    """The day at the beginning of a file's name, and the rest of the name."""
    found = _IN_NAME.match(stem)
    if found is None:
        return None, stem
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None, stem
    return day, stem[found.end() :].lstrip("-_. ")
