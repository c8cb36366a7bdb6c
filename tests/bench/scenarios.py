"""What is measured: each scenario is done with every generator in turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.measure import Run
from bench.peers import HUGO, OURS, PEERS
from bench.preview import serving
from bench.project import Project

COLD = "cold"
SEARCH = "search"
PUBLISH = "publish"
UNCHANGED = "unchanged"
MEMORY = "memory"
SEARCH_MEMORY = "search-memory"
PREVIEW = "preview"
SAVE = "save"

_SAVES = 5

Turn = Iterator[tuple[str, Run]]
"""What one turn has measured: (key of the rows, run)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that is done and measured. `titles` are those of its rows, by their keys."""

    key: str
    titles: dict[str, str]
    turn: Callable[[Project], Turn]
    peers: tuple[str, ...] = tuple(peer.key for peer in PEERS)
    prepare: Callable[[Project], None] = lambda project: None
    once: bool = False


def _cold(project: Project) -> Turn:
    project.clean()
    yield COLD, project.build(search=False)


def _cold_with_search(project: Project) -> Turn:
    project.clean()
    yield SEARCH, project.build(search=True)


def _publish(project: Project) -> Turn:
    project.add_newest()
    yield PUBLISH, project.build(search=True)


def _unchanged(project: Project) -> Turn:
    yield UNCHANGED, project.build(search=True)


def _memory(project: Project) -> Turn:
    project.clean()
    yield MEMORY, project.build(search=False, watched=True)


def _memory_with_search(project: Project) -> Turn:
    project.clean()
    yield SEARCH_MEMORY, project.build(search=True, watched=True)


def _preview(project: Project) -> Turn:
    """One start, some saves of the newest release."""
    project.warm_up()
    release = project.archive.newest(project.size, project.added)
    file = project.folder / project.peer.release_file(release)[0]
    address = f"news/{release.path.removesuffix('.md')}/"
    with serving(project.folder) as (preview, start):
        yield PREVIEW, start
        for number in range(1, _SAVES + 1):
            # Of a save in the turn before, the page would know already.
            words = f"Alinea tambahan {project.added}-{number}-{time.time_ns()}."
            yield SAVE, preview.save(file, address, words)


def _with_one_more(project: Project) -> None:
    """Something to save; previewed once, so that the preview begins with warm caches."""
    project.add_newest()
    project.build(search=True)
    with serving(project.folder):
        pass


SCENARIOS = (
    Scenario(COLD, {COLD: "cold build without search"}, _cold),
    Scenario(SEARCH, {SEARCH: "cold build with search"}, _cold_with_search, (OURS.key,)),
    Scenario(PUBLISH, {PUBLISH: "publish one new release"}, _publish, prepare=Project.warm_up),
    Scenario(
        UNCHANGED,
        {UNCHANGED: "publish with nothing changed"},
        _unchanged,
        (OURS.key, HUGO.key),
        prepare=Project.warm_up,
    ),
    Scenario(
        PREVIEW,
        {PREVIEW: "preview: start", SAVE: "preview: save to page"},
        _preview,
        (OURS.key,),
        prepare=_with_one_more,
    ),
    Scenario(
        MEMORY,
        {MEMORY: "cold, memory watched"},
        _memory,
        (OURS.key, HUGO.key),
        once=True,
    ),
    Scenario(
        SEARCH_MEMORY,
        {SEARCH_MEMORY: "cold with search, memory watched"},
        _memory_with_search,
        (OURS.key,),
        once=True,
    ),
)
"""In the order they are done: what leaves caches warm stands before what needs them so."""

TITLES = {key: title for scenario in SCENARIOS for key, title in scenario.titles.items()}
