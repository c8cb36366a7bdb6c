"""Move an archive: every source becomes a release, or is told why it does not."""

from __future__ import annotations

import dataclasses
import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from newsroom.archive import Archive, read_archive
from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.release import Declared, Release
from newsroom.domain.when import When
from newsroom.edition import Edition
from newsroom.migration.aliases import give_aliases
from newsroom.migration.assets import Copies
from newsroom.migration.body import as_text, turned
from newsroom.migration.draft import Draft, draft
from newsroom.migration.filing import Filed, Files, Names, marked_file
from newsroom.migration.links import (
    Moved,
    OldSite,
    Resolver,
    is_picture_name,
    may_leave,
    unsure_links,
    without_any_link,
    without_link,
)
from newsroom.migration.map import Map
from newsroom.migration.notices import Notice
from newsroom.migration.posts import Found, Post, find_posts
from newsroom.migration.spellings import unify_spellings
from newsroom.migration.translations import join_translations
from newsroom.migration.web import as_markdown
from newsroom.pictures import is_picture
from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Site
from newsroom.sources.body import BodyReader
from newsroom.sources.release import read_release
from newsroom.sources.whole_files import replace_file, write_new

Progress = Callable[[Sequence[Any]], Iterable[Any]]


class State(StrEnum):
    """What became of a file of the old archive; each is in exactly one state."""

    IMPORTED = "imported"
    WARNED = "warned"
    REFUSED = "refused"
    COPIED = "copied"
    OTHER = "other"


class Change(StrEnum):
    """What a run did to the release file of a source."""

    WRITTEN = "written"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source and what became of it; `file` is relative to docs/."""

    source: str
    state: State
    file: str | None = None
    change: Change | None = None
    notices: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Move:
    """A whole move: one outcome for each source, in their order, and what was tidied."""

    outcomes: tuple[Outcome, ...]
    tidied: Counter[str]

    def count(self, state: State) -> int:
        return sum(outcome.state is state for outcome in self.outcomes)


@dataclass
class _Work:
    """A draft on its way to a file."""

    draft: Draft
    file: str
    filed: Filed | None
    body: str = ""
    notices: list[Notice] = field(default_factory=list)
    release: Release | None = None

    @property
    def post(self) -> Post:
        return self.draft.post


def move(
    folder: Path,
    plan: Map,
    site: Site,
    reader: BodyReader,
    now: datetime,
    *,
    dry_run: bool = False,
    progress: Progress = list,
) -> Move:
    """Move everything below `folder` into the docs/ of `site`.

    Files of an earlier run are written anew only if nobody has changed them since.
    `reader` reads Markdown as the site will; `now` is aware. `progress` passes on the
    posts whose texts are turned, one after the other.
    """
    found = find_posts(folder, plan)
    run = _Run(folder, plan, site, reader, now, dry_run)
    outcomes = run.run(found, progress)
    assert len(outcomes) == found.sources, "every source ends in exactly one state"
    assert len({outcome.source for outcome in outcomes}) == len(outcomes)
    return Move(tuple(sorted(outcomes, key=lambda outcome: outcome.source)), run.tidied)


class _Run:
    """One run over an archive."""

    def __init__(
        self, folder: Path, plan: Map, site: Site, reader: BodyReader, now: datetime, dry_run: bool
    ) -> None:
        self._plan = plan
        self._site = site
        self._reader = reader
        self._now = now
        self._dry_run = dry_run
        self._copies = Copies(folder, site.docs)
        self._old = OldSite(plan, site, now, self._take_file)
        self._refused: dict[str, tuple[Problem, ...]] = {}
        self.tidied: Counter[str] = Counter()

    def run(self, found: Found, progress: Progress) -> list[Outcome]:
        self._refused.update(found.refused)
        drafts = list(self._sound(found.posts))
        files = Files.below(self._site.docs)
        mine = {d.post.source for d in drafts}
        others = self._releases(
            [
                *files.others,
                *(f.file for source, f in files.by_source.items() if source not in mine),
            ]
        )
        unify_spellings(drafts, others)
        works = [work for work in self._named(drafts, files) if self._reads(work)]
        join_translations(works, self._site)
        edition = self._edition(works, others)
        give_aliases([(work.draft, work.release) for work in works if work.release], edition)
        self._old.enter(self._moved(work) for work in works)
        done = []
        for work in progress(works):
            self._turn(work, edition)
            done.append(self._outcome(work))
        if not self._dry_run:
            self._copies.write()
        return [*done, *self._rest(found)]

    def _sound(self, posts: Iterable[Post]) -> Iterator[Draft]:
        """The posts of which a release can be made."""
        for post in posts:
            made = draft(post, self._plan, self._site.zone, self._now)
            missing = [
                Problem("migration_missing", post.at(), {"key": key})
                for key in self._site.settings.required
                if key != "image" and key not in made.values and not _told(made, key)
            ]
            if made.problems or missing:
                self._refused[post.source] = (*made.problems, *missing)
            else:
                yield made

    def _releases(self, files: list[str]) -> list[Release]:
        """The releases of the site that this move does not touch; broken ones are left out."""
        found = []
        for file in files:
            data = (self._site.docs / file).read_bytes()
            try:
                found.append(
                    read_release(data, file, f"{self._site.shown}/{file}", self._site.settings)
                )
            except Problems:
                continue
        return found

    def _named(self, drafts: list[Draft], files: Files) -> Iterator[_Work]:
        """Every draft with its file: that of an earlier run, or a new one nobody has."""
        names = Names([*files.others, *(filed.file for filed in files.by_source.values())])
        for made in sorted(drafts, key=_order):
            filed = files.by_source.get(made.post.source)
            when = made.values["date"]
            year = max(when.at, made.values.get("embargo", when).at).year
            file = (
                filed.file
                if filed
                else names.free(
                    year, made.slug or when.day.isoformat(), made.values.get("lang", "").lower()
                )
            )
            yield _Work(made, file, filed)

    def _reads(self, work: _Work) -> bool:
        """Whether the release can be read; if not, it is refused with what is wrong."""
        values = {**work.draft.values, **work.draft.others}
        text = marked_file(values, "…", work.post.source)
        try:
            work.release = read_release(
                text.encode(), work.file, f"{self._site.shown}/{work.file}", self._site.settings
            )
        except Problems as found:
            told = [
                dataclasses.replace(p, at=work.post.at(p.facts.get("key", "")))
                for p in found.problems
            ]
            self._refused[work.post.source] = tuple(told)
            return False
        return True

    def _edition(self, works: list[_Work], others: list[Release]) -> Edition:
        """The site as it will be, with everything shown; its pages are those found in docs/."""
        present = read_archive(self._site, news=False)
        releases = [*(work.release for work in works if work.release), *others]
        files = {release.source for release in releases} | present.files
        archive = Archive(
            **{
                **{f.name: getattr(present, f.name) for f in dataclasses.fields(Archive)},
                "releases": tuple(
                    sorted(releases, key=lambda r: (r.published.at, r.source), reverse=True)
                ),
                "files": frozenset(files),
            }
        )
        return Edition(self._site, archive, self._now, preview=True)

    def _moved(self, work: _Work) -> Moved:
        release = work.release
        assert release is not None
        draft_ = release.declared is Declared.DRAFT
        return Moved(work.draft, work.file, None if draft_ else release.published.at)

    def _take_file(self, made: Draft, source: str) -> str | None:
        return self._copies.take(source, made.values["date"].day.year)

    def _turn(self, work: _Work, edition: Edition) -> None:
        """Turn the text, with its links and picture."""
        made = work.draft
        resolver = Resolver(self._old, self._moved(work))
        body = self._without_dateline(made)
        start = Position(made.post.shown, made.post.body_line)
        if made.post.is_html:
            result = as_markdown(body, start, resolver)
        else:
            result = turned(body, start, resolver)
        text = result.text
        if unsure_links(text, resolver.made):
            text = self._without_dead_links(text, work, edition, resolver)
        if not text.strip() and made.values.get("status") != "draft":
            if not made.values.get("summary"):
                text = as_text(body)
            work.notices.append(Notice("no_text", start))
        self._picture(work)
        work.body = text
        work.notices += [*made.notices, *result.notices, *resolver.notices]
        self.tidied += result.tidied
        self.tidied["invisible"] += made.post.invisible

    def _without_dateline(self, made: Draft) -> str:
        """The text without a dateline that the site writes itself."""
        found, body = made.dateline, made.post.body
        if found is None or self._plan.dateline != "remove" or not (found.whole and found.first):
            return body
        return body[: found.start] + body[found.end :]

    def _without_dead_links(
        self, text: str, work: _Work, edition: Edition, resolver: Resolver
    ) -> str:
        """The text as the site would read it: a link that leads nowhere is text."""
        at = Position(work.post.shown, work.post.body_line)
        for repair in (without_link, lambda text, _: without_any_link(text, resolver.made)):
            dead = self._dead_links(text, work, edition, resolver)
            for written in dead:
                text = repair(text, written)
                resolver.notices.append(Notice("link_text", at, {"link": written}))
        return text

    def _dead_links(
        self, text: str, work: _Work, edition: Edition, resolver: Resolver
    ) -> list[str]:
        """The links in a text, as the site reads it, that the checks would find fault with."""
        folder = posixpath.dirname(work.file)
        made = {posixpath.normpath(posixpath.join(folder, unquote(link))) for link in resolver.made}
        body = self._reader.read(text, work.file)
        dead = [
            target.written
            for target in body.links.targets
            if target.path not in made and not _leads_somewhere(target.path, edition)
        ]
        return dead + [link for link in body.links.outside if not may_leave(link)]

    def _picture(self, work: _Work) -> None:
        """The picture of the front matter, copied beside the release if it is there."""
        made = work.draft
        if not made.picture:
            return
        key = self._plan.keys.image[0]
        at = made.post.at(key)
        picture = Resolver(self._old, self._moved(work))
        new = None
        if is_picture_name(made.picture.partition("?")[0]):
            new = picture(made.picture, at, True)
        file = self._copied(new, work) if new else None
        if file is None or new is None:
            outside = made.picture.startswith(("http://", "https://"))
            code = "image_outside" if outside else "image_missing"
            work.notices.append(Notice(code, at, {"link": made.picture}))
            _keep_picture(made)
        elif not is_picture(self._copies.folder / file):
            work.notices.append(Notice("image_broken", at, {"link": made.picture}))
            _keep_picture(made)
        elif "alt" not in made.picture_parts:
            work.notices.append(Notice("image_alt", at, {"link": made.picture}))
            _keep_picture(made, src=new)
        else:
            made.values["image"] = {"src": new, **made.picture_parts}

    def _copied(self, new: str, work: _Work) -> str | None:
        """The file of the old site behind a link that `Resolver` made."""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(work.file), new))
        return next((old for old, copy in self._copies.taken.items() if copy == path), None)

    def _outcome(self, work: _Work) -> Outcome:
        text = marked_file({**work.draft.values, **work.draft.others}, work.body, work.post.source)
        change = self._write(work, text)
        if change is Change.EDITED:
            at = Position(f"{self._site.shown}/{work.file}")
            work.notices.append(Notice("edited", at))
        notices = tuple(sorted(set_of(work.notices), key=lambda n: (n.at, n.code)))
        state = State.WARNED if notices else State.IMPORTED
        return Outcome(work.post.source, state, work.file, change, notices)

    def _write(self, work: _Work, text: str) -> Change:
        path = self._site.docs / work.file
        if work.filed is None:
            if not self._dry_run:
                write_new(path, text)
            return Change.WRITTEN
        if work.filed.text == text:
            return Change.UNCHANGED
        if not work.filed.untouched:
            return Change.EDITED
        if not self._dry_run:
            replace_file(path, text)
        return Change.UPDATED

    def _rest(self, found: Found) -> Iterator[Outcome]:
        for source, problems in self._refused.items():
            yield Outcome(source, State.REFUSED, problems=problems)
        for source in found.others:
            copy = self._copies.taken.get(source)
            yield Outcome(source, State.COPIED if copy else State.OTHER, copy)


def _leads_somewhere(path: str, edition: Edition) -> bool:
    """Whether there is a page at a path, or a file that is not a release's own."""
    ours = path.startswith(NEWS_FOLDER) and path not in edition.by_source
    is_page = ours and posixpath.splitext(path)[1] == ""
    return (is_page or not ours) and edition.address_of(path) is not None


def set_of(notices: Iterable[Notice]) -> list[Notice]:
    """The notices, each once."""
    unique = {(n.code, n.at, tuple(sorted(n.facts.items()))): n for n in notices}
    return list(unique.values())


def _told(made: Draft, key: str) -> bool:
    """Whether the lack of a key has already been told in another way."""
    return any(problem.facts.get("key") == key for problem in made.problems)


def _order(made: Draft) -> tuple[datetime, str]:
    when: When = made.values["date"]
    return when.at, made.post.source


def _keep_picture(made: Draft, src: str = "") -> None:
    """A picture that cannot be shown stays known to the editor."""
    made.others["x-image"] = {"src": src or made.picture, **made.picture_parts}
