"""What was measured, as Markdown: the goals, every cell, the sites beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.goals import HEADINGS as GOAL_HEADINGS
from bench.goals import SIZE as GOAL_SIZE
from bench.goals import goals
from bench.measure import Run
from bench.peers import HUGO, OURS, PEERS
from bench.results import Results
from bench.scenarios import TITLES
from bench.site import Holding, differences

_HEADINGS = (
    "scenario", "releases", "generator", "median s", "min-max s", "x Hugo", "user+sys s",
    "largest MB", "together MB",
)  # fmt: skip
_SITE_HEADINGS = ("releases", "kind", "our files", "Hugo's", "our MB", "Hugo's")
_SEARCH_HEADINGS = (
    "releases", "first search KB", "second KB: the commonest word", "median", "largest",
)  # fmt: skip
_NAMES = {peer.key: peer.name for peer in PEERS}


def report(results: Results) -> str:
    """All tables, and a sentence for each thing that could not be compared."""
    blocks = [
        table(GOAL_HEADINGS, [goal.row for goal in goals(results)], words=1),
        *judged(results),
        runs_table(results),
        *([sites_table(results)] if results.sites else []),
        *articles(results),
        *([searches_table(results)] if results.searches else []),
        *(f"{name}: {reason}" for name, reason in results.missing.items()),
        *unequal(results),
    ]
    return "\n\n".join(blocks)


def judged(results: Results) -> list[str]:
    """A sentence where the goals are judged at another size than they are set for."""
    largest = results.sizes[-1:]
    if largest in ([], [GOAL_SIZE]):
        return []
    return [
        f"The goals are set for {GOAL_SIZE:,} releases; here they are judged at {largest[0]:,}."
    ]


def runs_table(results: Results) -> str:
    """A row for each scenario, size and generator. MB are 1,000,000 bytes."""
    rows = [
        _row(results, row, size, peer, runs)
        for row in TITLES
        for (key, size, peer), runs in results.runs.items()
        if key == row
    ]
    rows += [("not to be had", "-", name, *"------") for name in results.missing]
    return table(_HEADINGS, rows, words=1)


def _row(results: Results, row: str, size: int, peer: str, runs: Sequence[Run]) -> tuple[str, ...]:
    seconds = median(run.seconds for run in runs)
    times = [run.seconds for run in runs]
    hugo = results.seconds(row, size, HUGO.key)
    return (
        TITLES[row],
        f"{size:,}",
        _NAMES[peer],
        f"{seconds:.2f}",
        f"{min(times):.2f}-{max(times):.2f}",
        f"{seconds / hugo:.2f}" if hugo else "-",
        _or_dash(median(run.busy for run in runs), ".2f"),
        _or_dash(median(run.peak for run in runs) / 1e6, ".0f"),
        _or_dash(median(run.together for run in runs) / 1e6, ".0f"),
    )


def sites_table(results: Results) -> str:
    """What our cold build and Hugo's have made, kind by kind."""
    rows = []
    for size in sorted({size for size, _ in results.sites}):
        ours = results.sites.get((size, OURS.key), {})
        theirs = results.sites.get((size, HUGO.key), {})
        for kind in dict.fromkeys((*ours, *theirs)):
            one, other = ours.get(kind, Holding()), theirs.get(kind, Holding())
            numbers = (f"{one.files:,}", f"{other.files:,}")
            rows.append(
                (f"{size:,}", kind, *numbers, f"{one.size / 1e6:.2f}", f"{other.size / 1e6:.2f}")
            )
    return table(_SITE_HEADINGS, rows, words=2)


def articles(results: Results) -> list[str]:
    """How large an article page is, at each size."""
    told = [f"{size:,}: {bytes_:,.0f}" for size, bytes_ in sorted(results.articles.items())]
    return (
        [f"Bytes of an article page (HTML, gzip) by releases: {'; '.join(told)}."] if told else []
    )


def searches_table(results: Results) -> str:
    """What a reader's searches cost, at each size."""
    rows = []
    for size, found in sorted(results.searches.items()):
        costs = (found.first, found.of_commonest, found.median, max(found.second.values()))
        rows.append((f"{size:,}", *(f"{cost / 1e3:.0f}" for cost in costs)))
    return table(_SEARCH_HEADINGS, rows, words=1)


def unequal(results: Results) -> list[str]:
    """A warning for each size at which Hugo has not made the same as ours."""
    warnings = []
    for size in sorted({size for size, _ in results.sites}):
        ours, theirs = (results.sites.get((size, peer.key)) for peer in (OURS, HUGO))
        found = differences(ours, theirs) if ours and theirs else []
        if found:
            warnings.append(f"NOT THE SAME SITE at {size:,} releases: {'; '.join(found)}.")
    return warnings


def table(headings: Sequence[str], rows: Sequence[Sequence[str]], words: int) -> str:
    """A Markdown table that also lines up as plain text: the first columns left, numbers right."""
    return "\n".join(_aligned([headings, *rows], words))


def _aligned(rows: Sequence[Sequence[str]], words: int) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    left = [column < words or rows[0][column] == "generator" for column in range(len(widths))]
    for i, row in enumerate(rows):
        cells = (
            cell.ljust(width) if is_left else cell.rjust(width)
            for cell, width, is_left in zip(row, widths, left, strict=True)
        )
        yield f"| {' | '.join(cells)} |"
        if i == 0:
            rules = (
                "-" * width if is_left else "-" * (width - 1) + ":"
                for width, is_left in zip(widths, left, strict=True)
            )
            yield f"| {' | '.join(rules)} |"


def _or_dash(value: float, form: str) -> str:
    return f"{value:{form}}" if value else "-"
