"""Do every scenario with every generator in turn, at every size."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from conftest import chromium, launched

from bench.archive import SyntheticArchive
from bench.environment import NotInstallable
from bench.measure import BuildFailed
from bench.peers import HUGO, OURS
from bench.peers.peer import Peer
from bench.project import Project
from bench.results import Results
from bench.scenarios import COLD, SEARCH, TITLES, Scenario
from bench.search import searched
from bench.site import contents, gzipped

_WARM_UP = 20
_ARTICLES = 50
# From so many releases on a slow generator has one turn.
MANY = 2000


@dataclass
class Bench:
    """What to measure, with what, at which sizes, and where."""

    archive: SyntheticArchive
    scenarios: Sequence[Scenario]
    peers: Sequence[Peer]
    runs: int
    folder: Path
    keep: bool = False
    results: Results = field(default_factory=Results)

    def measure(self, sizes: Sequence[int]) -> Results:
        """Measure all; what is measured at one size has ended before the next begins.

        Raises BuildFailed if ours fails; another that fails is left out from then on.
        """
        # Not counted: what a machine reads of a program the first time.
        able = [peer for peer in self.peers if self._installed(peer) and self._warmed(peer)]
        for size in sizes:
            projects = [self._project(peer, size) for peer in able]
            for scenario in self.scenarios:
                self._do(scenario, projects)
            if not self.keep:
                shutil.rmtree(self.folder / str(size))
        return self.results

    def _installed(self, peer: Peer) -> bool:
        try:
            if peer.environment:
                peer.environment.make()
        except NotInstallable as reason:
            return self._without(peer, str(reason))
        return True

    def _warmed(self, peer: Peer) -> bool:
        project = self._project(peer, _WARM_UP)
        return self._tried(project, project.warm_up)

    def _project(self, peer: Peer, size: int) -> Project:
        project = Project(peer, self.folder / str(size) / peer.key, self.archive, size)
        project.write()
        return project

    def _do(self, scenario: Scenario, projects: Sequence[Project]) -> None:
        chosen = [project for project in projects if project.peer.key in scenario.peers]
        for project in chosen:
            self._tried(project, partial(scenario.prepare, project))
        runs = 1 if scenario.once else self.runs
        for turn in range(1, runs + 1):
            for project in chosen:
                if turn == 1 or not (project.peer.slow and project.size > MANY):
                    told = f"{turn} of {runs}"
                    self._tried(project, partial(self._take_turn, scenario, project, told))
        if scenario.key == COLD:
            for project in chosen:
                self._tried(project, partial(self._look_at, project))
        if scenario.key == SEARCH and chromium():
            for project in chosen:
                self._search(project)
        for project in chosen:
            project.clear_up()

    def _take_turn(self, scenario: Scenario, project: Project, turn: str) -> None:
        for row, run in scenario.turn(project):
            self.results.add(row, project.size, project.peer.key, run)
            name, size = project.peer.name, project.size
            tell(f"{size:,} releases, {TITLES[row]}, {turn}, {name}: {run.seconds:.2f} s")

    def _tried(self, project: Project, step: Callable[[], None]) -> bool:
        """Take a step, unless the generator has failed before; whether it succeeded."""
        if project.peer.name in self.results.missing:
            return False
        try:
            step()
        except BuildFailed as failure:
            if project.peer.environment is None:
                raise
            return self._without(project.peer, str(failure))
        return True

    def _without(self, peer: Peer, reason: str) -> bool:
        self.results.missing[peer.name] = reason
        tell(f"{peer.name}: {reason}")
        return False

    def _look_at(self, project: Project) -> None:
        """Note what the cold build has made."""
        if project.peer in (OURS, HUGO):
            self.results.sites[project.size, project.peer.key] = contents(project.site)
        if project.peer is OURS:
            # The same releases at every size.
            first = (self.archive.release(n) for n in range(1, min(_ARTICLES, project.size) + 1))
            pages = (f"news/{release.path.removesuffix('.md')}/index.html" for release in first)
            sizes = [gzipped(project.site / page) for page in pages]
            self.results.articles[project.size] = median(sizes)

    def _search(self, project: Project) -> None:
        """Note what a reader's searches cost on the site as it is now."""
        releases = self.archive.releases(project.size)
        with launched() as browser:
            self.results.searches[project.size] = searched(project.site, releases, browser)


def tell(sentence: str) -> None:
    """Say how far it is, beside the report."""
    print(sentence, file=sys.stderr, flush=True)
