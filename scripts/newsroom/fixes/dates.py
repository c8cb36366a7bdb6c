"""Whether a date written another way is understood so fully that it may be rewritten unasked."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale

_ZONES = {"wib": 7, "wita": 8, "wit": 9}
# A weekday, a day, a time, a zone, and nothing that would be lost.
_WHOLE = re.compile(
    r"""(?:(?P<weekday>[^\W\d_]+(?:[’'][^\W\d_]+)?),?\s*)?
    \(?(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}
      |\d{4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,2}
      |\d{1,2}\s+[^\W\d_]+\.?\s+\d{4})\)?
    (?:,?\s+(?:(?:pukul|jam|at)\s+)?(?P<time>\d{1,2}[.:]\d{2})(?:\s*(?P<zone>WIB|WITA|WIT))?)?""",
    re.IGNORECASE | re.VERBOSE,
)


def certain_date(written: str, cure: str, zone: ZoneInfo) -> str | None:
    """The ISO form of a date, if it says all that was written; None if a person must look.

    Not certain are a weekday that the date does not fall on, a time in a zone other
    than the site's, and words that the ISO form would leave out: an embargo must not
    end early because "pukul 9 malam" was lost.
    """
    found = _WHOLE.fullmatch(written.strip())
    if found is None or bool(found["time"]) != ("T" in cure):
        return None
    day = date.fromisoformat(cure[:10])
    if found["weekday"] and found["weekday"].casefold() not in _weekdays(day.weekday()):
        return None
    if found["zone"] and _ZONES[found["zone"].casefold()] != _offset(day, zone):
        return None
    return cure


def _weekdays(number: int) -> set[str]:
    """A day's names, long and short, in both languages."""
    names = {
        Locale(language).days["format"][width][number].casefold().rstrip(".")
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
    }
    return names | ({"jumat", "jum'at", "jum’at"} if number == 4 else set())


def _offset(day: date, zone: ZoneInfo) -> float:
    offset = datetime(day.year, day.month, day.day, tzinfo=zone).utcoffset()
    return offset.total_seconds() / 3600 if offset is not None else 0
