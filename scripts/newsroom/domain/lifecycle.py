"""What a release is at an instant: the one rule that decides what is public."""

from __future__ import annotations

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
