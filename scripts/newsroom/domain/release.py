"""A press release, as its author wrote it, read and typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from newsroom.domain.manuscript import Opened, Turned, no_manuscript
from newsroom.domain.when import When
from newsroom.problems import Position


class Declared(StrEnum):
    """The `status` an author gives a release."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CorrectionKind(StrEnum):
    """What a dated notice on a release says: an error mended, a point made clear, news added."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Mention:
    """A partner as a release names it: a name, an alias or a slug; and its role there."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `src` is relative to the folder of the release."""

    src: str
    alt: str
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered with a release; `file` is relative to the folder of the release."""

    file: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom journalists may ask; `key` names one of the site's media contacts."""

    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated notice in the open: what was wrong or has changed."""

    date: When
    kind: CorrectionKind
    text: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Since when a release no longer stands, and why."""

    date: When
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """One press release of the archive.

    `source` is its file, relative to docs/, with forward slashes; `digest` tells the
    content of that file from any other. `opened` gives its Markdown, and where each
    front-matter value stands, for problems found later; most work needs neither.
    """

    source: str
    slug: str
    title: str
    date: When
    location: str | None
    editor: str | None
    digest: str = ""
    opened: Opened = field(default=no_manuscript, compare=False, repr=False)
    partners: tuple[Mention, ...] = ()
    summary: str | None = None
    topics: tuple[str, ...] = ()
    venue: str | None = None
    picture: Picture | None = None
    gallery: tuple[Picture, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    contacts: tuple[Contact, ...] = ()
    embargo: When | None = None
    declared: Declared = Declared.PUBLISHED
    withdrawal: Withdrawal | None = None
    updated: When | None = None
    corrections: tuple[Correction, ...] = ()
    language: str | None = None
    translation_of: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """Its Markdown."""
        return self.opened().body

    @property
    def body_line(self) -> int:
        """The line of the file on which its Markdown begins."""
        return self.opened().body_line

    @property
    def turned(self) -> Turned:
        """What was left out of it since it turns the direction of writing."""
        return self.opened().turned

    @property
    def pictures(self) -> tuple[tuple[tuple[str | int, ...], Picture], ...]:
        """Its picture and those of its gallery, each with its place in the front matter."""
        first = () if self.picture is None else ((("image",), self.picture),)
        return *first, *((("gallery", i), picture) for i, picture in enumerate(self.gallery))

    @property
    def published(self) -> When:
        """When it is, was or will be public: its date, or the end of a later embargo.

        The dateline and the address keep the date as written.
        """
        if self.embargo is not None and self.embargo.at > self.date.at:
            return self.embargo
        return self.date

    @property
    def year(self) -> int:
        """The year of its date as written, which its address bears; an embargo moves it nowhere."""
        return self.date.day.year

    @property
    def modified(self) -> When:
        """The latest dated change that readers are told of."""
        notices = [correction.date for correction in self.corrections]
        if self.updated is not None:
            notices.append(self.updated)
        if self.withdrawal is not None:
            notices.append(self.withdrawal.date)
        return max([self.published, *notices], key=lambda when: when.at)

    @property
    def announced(self) -> When:
        """When the press last had news of it: publication, a dated notice, or its withdrawal."""
        notices = [correction.date for correction in self.corrections]
        if self.withdrawal is not None:
            notices.append(self.withdrawal.date)
        return max([self.published, *notices], key=lambda when: when.at)

    def position(self, *path: str | int) -> Position:
        """Where the value at `path` stands; the nearest enclosing value if it has none."""
        positions = self.opened().positions
        for length in range(len(path), -1, -1):
            found = positions.get(path[:length])
            if found is not None:
                return found
        return Position(self.source)
