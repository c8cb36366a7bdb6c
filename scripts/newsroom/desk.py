"""Open a site for work: read it, judge it, and have everything at hand that turns it into pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from newsroom.archive import read_archive
from newsroom.assets import published_assets
from newsroom.checks import problems_of
from newsroom.edition import Edition
from newsroom.problems import Level, Problem
from newsroom.progress import Watch, unwatched
from newsroom.settings import Site
from newsroom.sources.body import BodyReader
from newsroom.sources.contents import Contents
from newsroom.sources.release_cache import ReleaseCache
from newsroom.texts import Texts
from newsroom.views.layout import Layout
from newsroom.words import Words


@dataclass(frozen=True)
class Desk:
    """A site at an instant: its edition, and the problems that keep it from being published.

    `notes` are what keeps no more than a draft from being published.
    """

    edition: Edition
    texts: Texts
    words: Words
    contents: Contents
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    watch: Watch = unwatched

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """What should be looked at again; it stops nothing."""
        from newsroom.advice import warnings_of

        found = warnings_of(self.edition, self.texts, self.watch)
        self.texts.flush()
        return found

    @cached_property
    def warnings_at_hand(self) -> tuple[Problem, ...]:
        """The same for what is being worked on: withheld releases and the newest."""
        from newsroom.advice import warnings_of

        edition = self.edition
        newest = edition.archive.releases[: edition.site.settings.page_size]
        near = {release.source: release for release in (*edition.withheld, *newest)}
        found = warnings_of(edition, self.texts, among=tuple(near.values()))
        self.texts.flush()
        return found

    @cached_property
    def layout(self) -> Layout:
        findings = (self.problems, self.notes)
        return Layout(self.edition, self.texts, self.words, self.contents, *findings)

    @cached_property
    def assets(self) -> frozenset[str]:
        return published_assets(self.edition, self.texts)

    def sentences(self, words: Words | None = None) -> list[str]:
        """Every problem as it is told: place, what is wrong, what to type instead."""
        told = words or self.words
        return [f"{problem.at}: {told.problem(problem)}" for problem in self.problems]

    def closing(self, words: Words | None = None) -> str:
        """How many problems there are, and what that means."""
        key = "preview.problems" if self.edition.preview else "cli.problems"
        return (words or self.words).count(key, len(self.problems))

    def report(self, words: Words | None = None) -> str:
        """All problems, a line each, and their number; in the site's language if no other."""
        return "\n".join([*self.sentences(words), self.closing(words)])


@dataclass
class Readings:
    """Releases, texts and digests of files as they were read last.

    With `whole` the texts of all releases are read with them, for work that needs them all.
    """

    releases: ReleaseCache
    texts: Texts
    contents: Contents
    whole: bool = False

    @classmethod
    def kept(
        cls,
        site: Site,
        reader: BodyReader,
        cache: Path | None,
        *,
        whole: bool = False,
        at_leisure: bool = False,
    ) -> Readings:
        """What is kept in a folder, if it may be; `at_leisure` leaves it to `save` to write it."""
        found = cls(
            ReleaseCache(site, cache), Texts(reader, cache), Contents(site.docs, cache), whole
        )
        found.releases.at_leisure = found.texts.at_leisure = at_leisure
        return found

    def save(self) -> None:
        """Keep for the next run what was read."""
        self.releases.save()
        self.texts.save()
        self.contents.save()

    def fit(self, site: Site, reader: BodyReader) -> bool:
        """Whether they would come out the same for this site and this reader."""
        return self.releases.fits(site) and self.texts.reader.signature == reader.signature


def open_desk(
    site: Site,
    reader: BodyReader,
    now: datetime,
    *,
    preview: bool = False,
    cache: Path | None = None,
    watch: Watch = unwatched,
    readings: Readings | None = None,
) -> Desk:
    """Read and judge the site as it is at `now` (aware); `cache` is the folder for readings.

    `readings` are there in a process that goes on. `watch` is told of every file that is
    read and every text that is judged.
    """
    known = readings or Readings.kept(site, reader, cache)
    texts = known.texts if known.whole else None
    archive = read_archive(site, known=known.releases, texts=texts, watch=watch)
    everything = Edition(site, archive, now, preview=True)
    found = problems_of(everything, known.texts, watch)
    problems, notes = (
        tuple(problem for problem in found if problem.level is level)
        for level in (Level.PROBLEM, Level.NOTE)
    )
    known.texts.flush()
    known.contents.look_again()
    edition = everything if preview else everything.shown_to_all()
    words = Words(site.settings.language)
    return Desk(edition, known.texts, words, known.contents, problems, notes, watch)
