"""What a release is at an instant: the one rule that decides what is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from newsroom.domain.release import Declared, Release


class Status(StrEnum):
    """A release at an instant."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def public(self) -> bool:
        """Whether readers may see it; a withdrawn release keeps its page under a notice."""
        return self in (Status.PUBLISHED, Status.WITHDRAWN)


def status(release: Release, now: datetime) -> Status:
    """Judge a release at `now` (aware). It becomes public at the very instant it names."""
    if release.declared is Declared.DRAFT:
        return Status.DRAFT
    if release.embargo is not None and now < release.embargo.at:
        return Status.EMBARGOED
    if now < release.date.at:
        return Status.SCHEDULED
    if release.declared is Declared.WITHDRAWN:
        return Status.WITHDRAWN
    return Status.PUBLISHED


def next_change(releases: Iterable[Release], now: datetime) -> datetime | None:
    """The next instant after `now` (aware) at which a release becomes public; None if none does.

    Until then what is public stays as it is: a release is made public, withdrawn or
    corrected by changing its file, and by its date or embargo coming, and by nothing else.
    """
    ahead = (
        release.published.at
        for release in releases
        if release.declared is not Declared.DRAFT and release.published.at > now
    )
    return min(ahead, default=None)
