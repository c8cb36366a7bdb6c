"""Move an archive: every source becomes a release, or is told why it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from newsroom.migration.assets import Copies
from newsroom.migration.common import kinds_in_common
from newsroom.migration.converting import Converter, Text
from newsroom.migration.draft import Draft
from newsroom.migration.filing import marked_file
from newsroom.migration.links import OldSite
from newsroom.migration.map import Map
from newsroom.migration.notices import Notice
from newsroom.migration.planning import Plan, Work, planned
from newsroom.migration.posts import Found, find_posts
from newsroom.problems import Position, Problem
from newsroom.settings import Site
from newsroom.sources.body import BodyReader
from newsroom.sources.whole_files import replace_file, write_new

Progress = Callable[[Sequence[Any]], Iterable[Any]]

# Of these an editor is told once how many releases lack them; no reader misses them in one.
_WELCOME = ("location", "editor", "partners", "summary")


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
    """A source and what became of it; `file` is relative to docs/.

    `notices` are of this source alone, `common` of kinds that most of the archive shares.
    """

    source: str
    state: State
    file: str | None = None
    change: Change | None = None
    notices: tuple[Notice, ...] = ()
    common: tuple[Notice, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Move:
    """A whole move: one outcome for each source, in their order, and what was tidied.

    `missing` says how many releases lack a key that the old archive may never have had.
    """

    outcomes: tuple[Outcome, ...]
    tidied: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def count(self, state: State) -> int:
        return sum(outcome.state is state for outcome in self.outcomes)

    @property
    def releases(self) -> int:
        """How many sources are releases now."""
        return self.count(State.IMPORTED) + self.count(State.WARNED)


class Miscounted(Exception):
    """Not every source ends in exactly one state; nothing has been written then."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A work with the text that its file is to hold, and what writing it changes."""

    work: Work
    text: str
    change: Change
    notices: tuple[Notice, ...]


def move(
    folder: Path,
    by: Map,
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
    posts whose texts are converted, one after the other. Raises OSError.
    """
    found = find_posts(folder, by)
    plan = planned(found, by, site, now)
    copies = Copies(folder, site.docs)
    tidied: Counter[str] = Counter()
    done = []
    converter = _converter(plan, by, site, copies, reader, now)
    for work in progress(plan.works):
        text = converter.text(work)
        tidied += text.tidied
        done.append(_done(work, text, site))
    outcomes = [*_outcomes(done), *_rest(found, plan, copies)]
    _count(outcomes, found)
    if not dry_run:
        _write(done, copies, site)
    in_order = tuple(sorted(outcomes, key=lambda outcome: outcome.source))
    return Move(in_order, tidied, _missing(plan.works))


def _converter(
    plan: Plan, by: Map, site: Site, copies: Copies, reader: BodyReader, now: datetime
) -> Converter:
    def take_file(made: Draft, source: str) -> str | None:
        return copies.take(source, made.values["date"].day.year)

    old = OldSite(by, site, now, take_file)
    old.enter(work.moved for work in plan.works)
    return Converter(by, old, plan.edition, copies, reader)


def _done(work: Work, text: Text, site: Site) -> _Done:
    """What a work's file is to hold; nothing is written yet."""
    written = marked_file({**work.draft.values, **work.draft.others}, text.body, work.post.source)
    change = _change(work, written)
    notices = list(text.notices)
    if change is Change.EDITED:
        notices.append(Notice("edited", Position(f"{site.shown}/{work.file}")))
    return _Done(work, written, change, tuple(sorted(_each_once(notices), key=_place)))


def _change(work: Work, text: str) -> Change:
    if work.filed is None:
        return Change.WRITTEN
    if work.filed.text == text:
        return Change.UNCHANGED
    return Change.UPDATED if work.filed.untouched else Change.EDITED


def _outcomes(done: Sequence[_Done]) -> Iterator[Outcome]:
    """The outcome of every work; what most of them share makes none of them special."""
    shared = kinds_in_common([one.notices for one in done])
    for one in done:
        own = tuple(notice for notice in one.notices if notice.code not in shared)
        state = State.WARNED if own else State.IMPORTED
        outcome = Outcome(one.work.post.source, state, one.work.file, one.change, own)
        yield replace(outcome, common=tuple(n for n in one.notices if n.code in shared))


def _rest(found: Found, plan: Plan, copies: Copies) -> Iterator[Outcome]:
    for source, problems in plan.refused.items():
        yield Outcome(source, State.REFUSED, problems=problems)
    for source in found.others:
        copy = copies.taken.get(source)
        yield Outcome(source, State.COPIED if copy else State.OTHER, copy)


def _count(outcomes: Sequence[Outcome], found: Found) -> None:
    """Make sure that every source ends in exactly one state. Raises Miscounted."""
    sources = Counter(outcome.source for outcome in outcomes)
    if len(outcomes) != found.sources or len(sources) != len(outcomes):
        twice = sorted(source for source, number in sources.items() if number > 1)
        raise Miscounted(f"{len(outcomes)} outcomes of {found.sources} sources {twice[:3]}")


def _write(done: Sequence[_Done], copies: Copies, site: Site) -> None:
    copies.write()
    for one in done:
        if one.change is Change.WRITTEN:
            write_new(site.docs / one.work.file, one.text)
        elif one.change is Change.UPDATED:
            replace_file(site.docs / one.work.file, one.text)


def _missing(works: Iterable[Work]) -> Counter[str]:
    return Counter(key for work in works for key in _WELCOME if not work.draft.values.get(key))


def _each_once(notices: Iterable[Notice]) -> list[Notice]:
    unique = {(n.code, n.at, tuple(sorted(n.facts.items()))): n for n in notices}
    return list(unique.values())


def _place(notice: Notice) -> tuple[Position, str]:
    return notice.at, notice.code
