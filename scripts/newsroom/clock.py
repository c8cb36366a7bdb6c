"""The only place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsroom.sources.dates import NotADate, read_when


def now(zone: ZoneInfo) -> datetime:
    """The instant to build for, aware.

    `NEWSROOM_NOW` (ISO 8601; without an offset in `zone`) wins over
    `SOURCE_DATE_EPOCH` (seconds since 1970, reproducible-builds.org), and that over
    the clock. Raises ValueError for a variable that says no instant.
    """
    if wanted := os.environ.get("NEWSROOM_NOW"):
        try:
            return read_when(wanted, zone).at
        except NotADate:
            raise ValueError(wanted) from None
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        if not epoch.isdigit():
            raise ValueError(epoch)
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (OverflowError, OSError):
            raise ValueError(epoch) from None
    return datetime.now(UTC)
