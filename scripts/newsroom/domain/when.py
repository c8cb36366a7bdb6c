"""An instant as PR staff write it: a day, or a day with a clock time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, order=True, slots=True)
class When:
    """A day or an instant, always with a zone.

    `at` is aware and in the site's zone; a day without a clock time begins at
    midnight there. `timed` says whether a clock time was written.
    """

    at: datetime
    timed: bool = False

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def iso(self) -> str:
        """ISO 8601 with offset (RFC 3339), to the second."""
        return self.at.isoformat(timespec="seconds")
