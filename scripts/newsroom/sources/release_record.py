"""A release as plain values that JSON knows, and back: all but its text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.domain.manuscript import Opened
from newsroom.domain.release import (
    Attachment,
    Contact,
    Correction,
    CorrectionKind,
    Declared,
    Mention,
    Picture,
    Release,
    Withdrawal,
)
from newsroom.domain.when import When

Record = list[Any]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


def record_of(release: Release) -> Record:
    """All that front matter says of a release, in the order of `release_from`."""
    picture, withdrawal = release.picture, release.withdrawal
    return [
        release.source,
        release.slug,
        release.title,
        _instant(release.date),
        release.location,
        release.editor,
        release.digest,
        [[mention.name, mention.role] for mention in release.partners],
        release.summary,
        list(release.topics),
        release.venue,
        picture and _told(picture),
        [_told(shown) for shown in release.gallery],
        [[attachment.file, attachment.title] for attachment in release.attachments],
        [[c.name, c.role, c.phone, c.email, c.key] for c in release.contacts],
        release.embargo and _instant(release.embargo),
        str(release.declared),
        withdrawal and [_instant(withdrawal.date), withdrawal.reason],
        release.updated and _instant(release.updated),
        [[_instant(c.date), str(c.kind), c.text] for c in release.corrections],
        release.language,
        release.translation_of,
        list(release.aliases),
    ]


def release_from(record: Record, zone: ZoneInfo, opened: Opened) -> Release:
    """The release of a record; `zone` is the site's, `opened` gives its text."""
    (
        source, slug, title, date, location, editor, digest, partners, summary, topics, venue,
        picture, gallery, attachments, contacts, embargo, declared, withdrawal, updated,
        corrections, language, translation_of, aliases,
    ) = record  # fmt: skip
    return Release(
        source=source,
        slug=slug,
        title=title,
        date=_when(date, zone),
        location=location,
        editor=editor,
        digest=digest,
        opened=opened,
        partners=tuple([Mention(*mention) for mention in partners]),
        summary=summary,
        topics=tuple(topics),
        venue=venue,
        picture=picture and Picture(*picture),
        gallery=tuple([Picture(*shown) for shown in gallery]),
        attachments=tuple([Attachment(*attachment) for attachment in attachments]),
        contacts=tuple([Contact(*contact) for contact in contacts]),
        embargo=embargo and _when(embargo, zone),
        declared=Declared(declared),
        withdrawal=withdrawal and Withdrawal(_when(withdrawal[0], zone), withdrawal[1]),
        updated=updated and _when(updated, zone),
        corrections=tuple(
            [
                Correction(_when(at, zone), CorrectionKind(kind), text)
                for at, kind, text in corrections
            ]
        ),
        language=language,
        translation_of=translation_of,
        aliases=tuple(aliases),
    )


def _told(picture: Picture) -> list[str | None]:
    return [picture.src, picture.alt, picture.caption, picture.credit]


def _instant(when: When) -> list[int]:
    """Seconds and microseconds since 1970, and whether a clock time was written."""
    since = when.at - _EPOCH
    return [since // _SECOND, since.microseconds, int(when.timed)]


def _when(instant: list[int], zone: ZoneInfo) -> When:
    seconds, microseconds, timed = instant
    at = _EPOCH + timedelta(seconds=seconds, microseconds=microseconds)
    return When(at.astimezone(zone), bool(timed))
