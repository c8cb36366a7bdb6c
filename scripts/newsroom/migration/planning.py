"""Which release every post becomes, in which file; nothing is converted or written yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from newsroom.archive import read_archive
from newsroom.domain.release import Declared, Release
from newsroom.domain.when import When
from newsroom.edition import Edition
from newsroom.migration.aliases import give_aliases
from newsroom.migration.draft import Draft, draft
from newsroom.migration.filing import Filed, Files, Names, marked_file
from newsroom.migration.links import Moved
from newsroom.migration.map import Map
from newsroom.migration.posts import Found, Post
from newsroom.migration.spellings import unify_spellings
from newsroom.migration.translations import join_translations
from newsroom.problems import Problem, Problems
from newsroom.settings import Site
from newsroom.sources.release import read_release


@dataclass(frozen=True)
class Work:
    """A post on its way to a file; `filed` is what an earlier run made of it."""

    draft: Draft
    file: str
    filed: Filed | None
    release: Release

    @property
    def post(self) -> Post:
        return self.draft.post

    @property
    def moved(self) -> Moved:
        """What other posts must know of it."""
        is_draft = self.release.declared is Declared.DRAFT
        return Moved(self.draft, self.file, None if is_draft else self.release.published.at)


@dataclass(frozen=True)
class Plan:
    """The works, the sources of which no release can be made, and the site as it will be."""

    works: tuple[Work, ...]
    refused: dict[str, tuple[Problem, ...]]
    edition: Edition


def planned(found: Found, by: Map, site: Site, now: datetime) -> Plan:
    """Plan the move of what was found, by a map. `now` is aware."""
    return _Planning(by, site, now, dict(found.refused)).plan(found)


@dataclass
class _Planning:
    by: Map
    site: Site
    now: datetime
    refused: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def plan(self, found: Found) -> Plan:
        drafts = list(self._sound(found.posts))
        files = Files.below(self.site.docs)
        mine = {made.post.source for made in drafts}
        left = (filed.file for source, filed in files.by_source.items() if source not in mine)
        others = self._releases([*files.others, *left])
        unify_spellings(drafts, others)
        works = list(self._works(drafts, files))
        join_translations(works, self.site)
        edition = self._edition(works, others)
        give_aliases([(work.draft, work.release) for work in works], edition)
        return Plan(tuple(works), self.refused, edition)

    def _sound(self, posts: Iterable[Post]) -> Iterator[Draft]:
        """The posts of which a release can be made."""
        for post in posts:
            made = draft(post, self.by, self.site.zone, self.now)
            missing = [
                Problem("migration_missing", post.at(), {"key": key})
                for key in self.site.settings.required
                if key != "image" and key not in made.values and not _is_told(made, key)
            ]
            if made.problems or missing:
                self.refused[post.source] = (*made.problems, *missing)
            else:
                yield made

    def _releases(self, files: Sequence[str]) -> list[Release]:
        """The releases of the site that this move does not touch; broken ones are left out."""
        releases = []
        for file in files:
            try:
                releases.append(self._release((self.site.docs / file).read_bytes(), file))
            except (Problems, OSError):
                continue
        return releases

    def _release(self, data: bytes, file: str) -> Release:
        return read_release(data, file, f"{self.site.shown}/{file}", self.site.settings)

    def _works(self, drafts: Sequence[Draft], files: Files) -> Iterator[Work]:
        """Every draft with its file; one that cannot be read is refused with what is wrong."""
        names = Names([*files.others, *(filed.file for filed in files.by_source.values())])
        for made in sorted(drafts, key=_order):
            filed = files.by_source.get(made.post.source)
            file = filed.file if filed else _new_file(made, names)
            text = marked_file({**made.values, **made.others}, "…", made.post.source)
            try:
                yield Work(made, file, filed, self._release(text.encode(), file))
            except Problems as found:
                self.refused[made.post.source] = tuple(
                    dataclasses.replace(problem, at=made.post.at(problem.facts.get("key", "")))
                    for problem in found.problems
                )

    def _edition(self, works: Sequence[Work], others: Sequence[Release]) -> Edition:
        """The site as it will be, with everything shown; its pages are those found in docs/."""
        present = read_archive(self.site, news=False)
        releases = [*(work.release for work in works), *others]
        newest_first = sorted(releases, key=lambda r: (r.published.at, r.source), reverse=True)
        files = {release.source for release in releases} | present.files
        archive = dataclasses.replace(present, releases=tuple(newest_first), files=frozenset(files))
        return Edition(self.site, archive, self.now, preview=True)


def _new_file(made: Draft, names: Names) -> str:
    """A file for a draft that nobody has."""
    when: When = made.values["date"]
    year = max(when.at, made.values.get("embargo", when).at).year
    return names.free(year, made.slug or when.day.isoformat(), made.values.get("lang", "").lower())


def _is_told(made: Draft, key: str) -> bool:
    """Whether the lack of a key has already been told in another way."""
    return any(problem.facts.get("key") == key for problem in made.problems)


def _order(made: Draft) -> tuple[datetime, str]:
    when: When = made.values["date"]
    return when.at, made.post.source
