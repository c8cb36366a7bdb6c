"""The only place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsroom.sources.dates import NotADate, read_when

# The variables that may name the instant to work for; the first that is set counts.
_WANTED = "NEWSROOM_NOW"
_EPOCH = "SOURCE_DATE_EPOCH"


def now(zone: ZoneInfo) -> datetime:
    """The instant to build for, aware.

    `NEWSROOM_NOW` (ISO 8601; without an offset in `zone`) wins over
    `SOURCE_DATE_EPOCH` (seconds since 1970, reproducible-builds.org), and that over
    the clock. Raises ValueError for a variable that says no instant.
    """
    if wanted := os.environ.get(_WANTED):
        try:
            return read_when(wanted, zone).at
        except NotADate:
            raise ValueError(wanted) from None
    if epoch := os.environ.get(_EPOCH):
        if not epoch.isdigit():
            raise ValueError(epoch)
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (OverflowError, OSError):
            raise ValueError(epoch) from None
    return datetime.now(UTC)


def set_by() -> str | None:
    """The variable that names the instant; None if it is the clock's."""
    return next((name for name in (_WANTED, _EPOCH) if os.environ.get(name)), None)


def shall_repeat() -> bool:
    """Whether a build shall give the same bytes wherever it is made (reproducible-builds.org)."""
    return bool(os.environ.get(_EPOCH))


def has_come(instant: datetime) -> bool:
    """Whether an instant (aware) is past, by the clock itself."""
    return instant <= datetime.now(UTC)
