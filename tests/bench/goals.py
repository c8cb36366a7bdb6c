"""What the newsroom is to reach at the largest size, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.peers import HUGO, OURS
from bench.results import Results
from bench.scenarios import COLD, MEMORY, PREVIEW, PUBLISH, SAVE, SEARCH, SEARCH_MEMORY, UNCHANGED

SIZE = 10_000
"""The releases for which the goals are set."""

HEADINGS = ("goal", "at most", "measured", "reached")

# A page may differ by what its neighbours in the archive are, not grow with it.
_STEADY = 1.02


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit and what was measured; `measured` is None where it was not."""

    name: str
    limit: float
    unit: str
    measured: float | None

    @property
    def row(self) -> tuple[str, str, str, str]:
        """As a row of the table."""
        if self.measured is None:
            return self.name, self._with_unit(self.limit), "-", "not measured"
        reached = "yes" if self.measured <= self.limit else "no"
        return self.name, self._with_unit(self.limit), self._with_unit(self.measured), reached

    def _with_unit(self, value: float) -> str:
        form = ",.0f" if self.unit in ("MB", "KB") else ".2f"
        return f"{value:{form}} {self.unit}"


def goals(results: Results) -> list[Goal]:
    """The goals of an archive of the largest size that was measured."""
    if not results.sizes:
        return []
    size = results.sizes[-1]
    return [*_beside_hugo(results, size), *_alone(results, size), *_growth(results)]


def _beside_hugo(results: Results, size: int) -> Iterator[Goal]:
    limits = ((COLD, 1.5), (PUBLISH, 0.4), (UNCHANGED, 0.25))
    names = {
        COLD: "cold build without search, against Hugo",
        PUBLISH: "publish one new release, against Hugo's full build",
        UNCHANGED: "publish with nothing changed, against Hugo's full build",
    }
    for row, limit in limits:
        ours = results.seconds(row, size, OURS.key)
        yield Goal(names[row], limit, "x", _ratio(ours, results.seconds(row, size, HUGO.key)))


def _alone(results: Results, size: int) -> Iterator[Goal]:
    def seconds(row: str) -> float | None:
        return results.seconds(row, size, OURS.key)

    def memory(what: str, limit: float, *rows: str) -> Iterator[Goal]:
        for part, of in (
            ("largest process", results.peak),
            ("all processes together", results.together),
        ):
            found = [of(row, size, OURS.key) for row in rows]
            most = max((peak / 1e6 for peak in found if peak), default=None)
            yield Goal(f"memory {what}, {part}", limit, "MB", most)

    yield Goal("search index from cold, more", 6, "s", _less(seconds(SEARCH), seconds(COLD)))
    yield from memory("with the search index", 400, SEARCH, SEARCH_MEMORY)
    yield from memory("of the build", 300, COLD, MEMORY)
    yield Goal("preview: save to page", 0.5, "s", seconds(SAVE))
    warm = seconds(PUBLISH)
    if warm is not None:
        yield Goal("preview: start (a warm build's time)", warm, "s", seconds(PREVIEW))
    found = results.searches.get(size)
    first, second = (found.first / 1e3, found.of_commonest / 1e3) if found else (None, None)
    yield Goal("a reader's first search", 400, "KB", first)
    yield Goal("a reader's second search, a common word", 60, "KB", second)


def _growth(results: Results) -> Iterator[Goal]:
    few, many = results.sizes[0], results.sizes[-1]
    if many != 10 * few:
        return
    for row, limit in ((COLD, 10.5), (PUBLISH, 4.0)):
        less, more = (results.seconds(row, size, OURS.key) for size in (few, many))
        yield Goal(f"{row}: growth from {few:,} to {many:,}", limit, "x", _ratio(more, less))
    articles = results.articles
    grown = _ratio(articles.get(many), articles.get(few))
    yield Goal("an article page, gzip: growth", _STEADY, "x", grown)


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _less(one: float | None, other: float | None) -> float | None:
    return one - other if one is not None and other is not None else None
