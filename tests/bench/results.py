"""What a whole bench has measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.measure import Run
from bench.search import Searches
from bench.site import Contents

Cell = tuple[str, int, str]
"""(key of the rows, number of releases, key of the generator)."""


@dataclass
class Results:
    """Runs and sites, and what could not be had; `missing` are generators with the reason."""

    runs: dict[Cell, list[Run]] = field(default_factory=dict)
    sites: dict[tuple[int, str], Contents] = field(default_factory=dict)
    articles: dict[int, float] = field(default_factory=dict)
    searches: dict[int, Searches] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def add(self, row: str, size: int, peer: str, run: Run) -> None:
        """Note one more run."""
        self.runs.setdefault((row, size, peer), []).append(run)

    def of(self, row: str, size: int, peer: str) -> Sequence[Run]:
        """The runs of a cell, none if it was not measured."""
        return self.runs.get((row, size, peer), [])

    def seconds(self, row: str, size: int, peer: str) -> float | None:
        """The median wall time of a cell."""
        runs = self.of(row, size, peer)
        return median(run.seconds for run in runs) if runs else None

    def peak(self, row: str, size: int, peer: str) -> float | None:
        """The median memory of a cell's largest process."""
        runs = self.of(row, size, peer)
        return median(run.peak for run in runs) if runs else None

    def together(self, row: str, size: int, peer: str) -> float | None:
        """The median memory of all a cell's processes at one time; None if it was not taken."""
        taken = [run.together for run in self.of(row, size, peer) if run.together]
        return median(taken) if taken else None

    @property
    def sizes(self) -> list[int]:
        """The sizes that were measured."""
        return sorted({size for _, size, _ in self.runs})
