"""Read a date or a date-time as PR staff write it, and say how to write one that is not."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from newsroom.domain.when import When
from newsroom.sources.worded_dates import meaning

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ]+((?:[01]\d|2[0-3])):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"\s*([Zz]|[+-]\d{2}:?\d{2})?"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class NotADate(ValueError):
    """The text is no ISO 8601 date; `cure` is what to type instead, if that is certain.

    `other` is a second date that may be meant: 12/03/2025 is in March for some writers,
    and in December for others. Without a cure `doubt` says why there is none.
    """

    def __init__(
        self,
        text: str,
        cure: str | None = None,
        other: str | None = None,
        doubt: str = "not_a_date",
    ) -> None:
        super().__init__(text)
        self.cure = cure
        self.other = other
        self._doubt = doubt

    @property
    def code(self) -> str:
        """The code of the problem; only `date_form` leaves no doubt of what was meant."""
        if self.other:
            return "date_ambiguous"
        return "date_form" if self.cure else self._doubt

    @property
    def facts(self) -> dict[str, str]:
        """What the problem's sentences tell."""
        return {"value": str(self), "cure": self.cure or "", "other": self.other or ""}


def read_when(text: str, zone: ZoneInfo) -> When:
    """Read `2025-11-19`, `2025-11-19T09:00` or `2025-11-19T09:00:00+07:00` (ISO 8601).

    A text without an offset is in `zone`; one with an offset is converted to it.
    A day without a clock time begins at midnight. Raises NotADate.
    """
    text = text.strip()
    when = _iso(text, zone)
    if when is not None:
        return when
    meant = meaning(text, zone)
    readings = [reading for reading in meant.readings if _iso(reading, zone)]
    cure, other, *_ = [*readings, None, None]
    raise NotADate(text, cure, other, meant.doubt)


def _iso(text: str, zone: ZoneInfo) -> When | None:
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
    return None


def _in_this_age(at: datetime) -> datetime:
    """The instant itself; ValueError if no press release can bear it, as in 0205 for 2025."""
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise ValueError(at.year)
    return at
