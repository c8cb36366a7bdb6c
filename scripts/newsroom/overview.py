"""The state of a site at an instant, as flat records for the press desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from newsroom.desk import Desk
from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Listing
from newsroom.domain.release import CorrectionKind, Release
from newsroom.domain.when import When
from newsroom.edition import Edition


@dataclass(frozen=True, slots=True)
class Entry:
    """A release: where it is or will be, what it is now, since or until when.

    `published` is when it became or becomes public, as long as it is no draft.
    `changed` is its latest dated notice: a correction, an update or its withdrawal.
    """

    file: str
    title: str
    address: str
    status: Status
    published: When
    changed: When | None
    kind: CorrectionKind | None
    partners: tuple[str, ...]

    @property
    def draft(self) -> bool:
        """Whether its author has not finished it, so that no time brings it out."""
        return self.status is Status.DRAFT

    @property
    def withdrawn(self) -> bool:
        """Whether it was public and is so only under a notice now."""
        return self.status is Status.WITHDRAWN


@dataclass(frozen=True, slots=True)
class BrokenFile:
    """A release that cannot be read, and the number of problems in it."""

    file: str
    problems: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many public releases a year or a partner has, and where they are listed."""

    name: str
    address: str
    releases: int


@dataclass(frozen=True)
class Overview:
    """Everything the press desk may ask of a site at the instant `at`.

    Releases stand newest first, years latest first, partners with the most
    releases first. Years and partners count what the site lists: neither what is
    withheld nor what is withdrawn, and of each text one version; `translations` are
    the public versions beyond that. `unfinished` are drafts of which something cannot be
    read yet.
    """

    at: datetime
    next_change: datetime | None
    releases: tuple[Entry, ...]
    broken: tuple[BrokenFile, ...]
    unfinished: tuple[BrokenFile, ...]
    years: tuple[Share, ...]
    partners: tuple[Share, ...]
    problems: int
    translations: int = 0

    @property
    def public(self) -> tuple[Entry, ...]:
        """What readers see, without what has been withdrawn."""
        return tuple(e for e in self.releases if e.status.public and not e.withdrawn)

    @property
    def withheld(self) -> tuple[Entry, ...]:
        """What readers do not see yet: what comes out next first, drafts last."""
        withheld = [entry for entry in self.releases if not entry.status.public]
        return tuple(sorted(withheld, key=_by_turn))

    @property
    def changed(self) -> tuple[Entry, ...]:
        """Public releases that bear a correction or an update."""
        return tuple(entry for entry in self.public if entry.changed is not None)

    @property
    def withdrawn(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.releases if entry.withdrawn)

    def record(self) -> dict[str, Any]:
        """All of it in the types of JSON; instants in ISO 8601, in the site's zone."""
        return {
            "at": self.at.isoformat(),
            "next": self.next_change.isoformat() if self.next_change else None,
            "problems": self.problems,
            "counts": {
                "public": len(self.public),
                "translations": self.translations,
                "withheld": len(self.withheld),
                "changed": len(self.changed),
                "withdrawn": len(self.withdrawn),
                "broken": len(self.broken),
                "unfinished": len(self.unfinished),
            },
            "releases": [_entry_record(entry) for entry in self.releases],
            "broken": [asdict(file) for file in self.broken],
            "unfinished": [asdict(file) for file in self.unfinished],
            "years": [asdict(year) for year in self.years],
            "partners": [asdict(partner) for partner in self.partners],
        }


def overview(desk: Desk) -> Overview:
    """The state of the site that `desk` has read."""
    edition = desk.edition
    archive = edition.archive
    in_file = Counter(problem.at.file for problem in (*desk.problems, *desk.notes))

    def files(sources: Iterable[str]) -> tuple[BrokenFile, ...]:
        shown = (f"{edition.site.shown}/{source}" for source in sources)
        return tuple(BrokenFile(file, in_file[file]) for file in shown)

    return Overview(
        at=edition.now.astimezone(edition.site.zone),
        next_change=edition.next_change,
        releases=tuple(_entry(edition, release) for release in archive.releases),
        broken=files(s for s in archive.broken if s not in archive.unfinished),
        unfinished=files(sorted(archive.unfinished)),
        years=tuple(_share(edition, year) for year in edition.years),
        partners=tuple(
            sorted((_share(edition, p) for p in edition.partners), key=lambda p: -p.releases)
        ),
        problems=len(desk.problems),
        translations=len(edition.standing) - len(edition.listed),
    )


def _entry(edition: Edition, release: Release) -> Entry:
    changed, kind = _latest_notice(release)
    return Entry(
        file=release.position().file,
        title=release.title,
        address=f"{edition.site.url}{edition.address(release)}",
        status=edition.status(release),
        published=release.published,
        changed=changed,
        kind=kind,
        partners=tuple(mention.name for mention in release.partners),
    )


def _latest_notice(release: Release) -> tuple[When | None, CorrectionKind | None]:
    """The latest dated notice, and what kind it is of; a withdrawal is of none."""
    if release.withdrawal is not None:
        return release.withdrawal.date, None
    notices = [(correction.date, correction.kind) for correction in release.corrections]
    if release.updated is not None:
        notices.append((release.updated, CorrectionKind.UPDATE))
    # Of two on one day the correction weighs more, and it is told first.
    return max(notices, key=lambda notice: notice[0].at, default=(None, None))


def _share(edition: Edition, listing: Listing) -> Share:
    address = f"{edition.site.url}{listing.address}"
    return Share(listing.name, address, len(listing.releases))


def _by_turn(entry: Entry) -> tuple[bool, datetime]:
    return entry.draft, entry.published.at


def _entry_record(entry: Entry) -> dict[str, Any]:
    """An entry in the types of JSON; a draft has no time of publication."""
    return {
        "file": entry.file,
        "title": entry.title,
        "address": entry.address,
        "status": str(entry.status),
        "published": None if entry.draft else entry.published.at.isoformat(),
        "changed": entry.changed.at.isoformat() if entry.changed else None,
        "kind": str(entry.kind) if entry.kind else None,
        "partners": list(entry.partners),
    }
