"""What is said above a release that no longer stands, and of changes below one."""

from __future__ import annotations

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.views.layout import Layout


def withdrawal_notice(layout: Layout, release: Release) -> dict[str, str]:
    """Since when a withdrawn release no longer stands, and why."""
    assert release.withdrawal is not None  # checked where it is read
    words = layout.words_of(release)
    day = words.day(release.withdrawal.date.day)
    return {
        "text": words.t("release.withdrawn", date=day),
        "reason": release.withdrawal.reason,
    }


def summary_of(layout: Layout, release: Release) -> str:
    """A release in short, for wherever it is shared; of a withdrawn one since when, and why."""
    if layout.edition.status(release) is not Status.WITHDRAWN:
        return layout.texts.summary(release)
    return " ".join(withdrawal_notice(layout, release).values())


def change_notices(layout: Layout, release: Release) -> list[str]:
    """The notices of change on a release, each a line in its language."""
    words = layout.words_of(release)
    return [
        f"{words.t(f'release.kinds.{notice.kind}')}, {words.day(notice.date.day)}: {notice.text}"
        for notice in release.corrections
    ]
