"""A new release from its author's answers, each checked as it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from newsroom.archive import Archive
from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.partner import PartnerBook, in_order, spelling
from newsroom.domain.release import Release
from newsroom.domain.slug import short_slug
from newsroom.problems import Problem
from newsroom.settings import Site
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.model import ReleaseModel
from newsroom.sources.release import read_release
from newsroom.sources.release_file import release_file
from newsroom.sources.typed import typed
from newsroom.sources.whole_files import write_new

_LIKE = 0.82


class SlugTaken(Exception):
    """Another release has the slug in that year; `free` is one that none has."""

    def __init__(self, owner: str, free: str) -> None:
        super().__init__(owner)
        self.owner = owner
        self.free = free


@dataclass(frozen=True)
class Known:
    """The names that the archive knows, those used last first; partners from A to Z."""

    partners: tuple[str, ...]
    locations: tuple[str, ...]
    editors: tuple[str, ...]
    topics: tuple[str, ...]
    book: PartnerBook

    @classmethod
    def of(cls, archive: Archive) -> Known:
        releases = archive.releases
        mentions = [mention.name for release in reversed(releases) for mention in release.partners]
        book = PartnerBook(archive.profiles, mentions)
        profiles = [name for partner in archive.profiles for name in partner.names]
        named = dict.fromkeys([*profiles, *(book.find(name).name for name in mentions)])
        return cls(
            partners=tuple(sorted(named, key=in_order)),
            locations=_each_once(release.location for release in releases),
            editors=_each_once(release.editor for release in releases),
            topics=_each_once(topic for release in releases for topic in release.topics),
            book=book,
        )

    def partner(self, name: str) -> str:
        """A partner's name as the archive writes it; a new one as it is given."""
        try:
            return self.book.find(name).name
        except KeyError:
            return name

    def meant(self, name: str) -> str | None:
        """The known partner that a name which is not known resembles."""
        by_spelling = {spelling(known): known for known in self.partners}
        if spelling(name) in by_spelling or self.partner(name) != name:
            return None
        close = get_close_matches(spelling(name), by_spelling, n=1, cutoff=_LIKE)
        return by_spelling[close[0]] if close else None


def _each_once(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple({spelling(name): name for name in reversed([*names]) if name}.values())[::-1]


def answer_problems(site: Site, key: str, value: object) -> list[Problem]:
    """What the front matter's own rules say against an answer."""
    text = release_file({key: value}, "")
    matter = read_front_matter(text, "-")
    return typed(ReleaseModel, matter, site.zone, [key])[1]


def file_draft(
    site: Site, archive: Archive, values: Mapping[str, object], slug: str | None = None
) -> Release:
    """Write a release as a draft without text, in the folder of the year it will be public.

    `values` are sound answers, `date` among them in ISO 8601. Raises SlugTaken, and
    OSError if the file cannot be written; nothing is ever overwritten.
    """
    text = release_file({**values, "status": "draft"}, "")
    chosen = slug or short_slug(str(values["title"]))
    year = _read(site, text, f"{NEWS_FOLDER}{chosen}.md").year
    taken = {release.slug: release.source for release in archive.releases if release.year == year}
    folder = f"{NEWS_FOLDER}{year}/"
    taken |= {file.stem: f"{folder}{file.name}" for file in (site.docs / folder).glob("*.md")}
    if chosen in taken:
        free = next(f"{chosen}-{n}" for n in range(2, 10_000) if f"{chosen}-{n}" not in taken)
        raise SlugTaken(f"{site.shown}/{taken[chosen]}", free)
    source = f"{folder}{chosen}.md"
    write_new(site.docs / source, text)
    return _read(site, text, source)


def _read(site: Site, text: str, source: str) -> Release:
    """The draft as the archive will read it; what it still lacks is no matter yet."""
    settings = site.settings.model_copy(update={"required": []})
    return read_release(text.encode(), source, f"{site.shown}/{source}", settings)
