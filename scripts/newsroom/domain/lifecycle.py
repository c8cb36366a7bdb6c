"""What a release is at an instant: the one rule that decides what is public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from newsroom.domain.release import CorrectionKind, Declared, Release


class Status(StrEnum):
    """A release at an instant."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    UPDATED = "updated"
    CLARIFIED = "clarified"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    @property
    def public(self) -> bool:
        """Whether readers may see it; a withdrawn release keeps its page under a notice."""
        return self.stands or self is Status.WITHDRAWN

    @property
    def stands(self) -> bool:
        """Whether it is public and the office stands by it."""
        return self is Status.PUBLISHED or self in CHANGES.values()


# What a notice of each kind makes of a release; of several the first here counts. An error that
# was mended is one thing under press law, a point made clear another.
CHANGES = {
    CorrectionKind.CORRECTION: Status.CORRECTED,
    CorrectionKind.CLARIFICATION: Status.CLARIFIED,
    CorrectionKind.UPDATE: Status.UPDATED,
}


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
    return _changed(release, now) or Status.PUBLISHED


def _changed(release: Release, now: datetime) -> Status | None:
    """Whether readers have been told of a change by `now`; an error mended counts most."""
    told = {notice.kind for notice in release.corrections if notice.date.at <= now}
    if release.updated is not None and release.updated.at <= now:
        told.add(CorrectionKind.UPDATE)
    return next((state for kind, state in CHANGES.items() if kind in told), None)


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
