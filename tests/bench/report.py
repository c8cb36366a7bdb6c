"""The runs as a Markdown table, and what they say about the goals."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from statistics import median

from bench.measure import Run
from bench.peers import PEERS

Runs = Mapping[tuple[int, str], Sequence[Run]]
"""The runs of each (number of releases, name of peer)."""

_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pagefind")
_HEADINGS = (
    "releases", "generator", "median s", "min-max s", "ratio", "ms/release", "CPU s",
    "peak MB", "pages", "site MB",
)  # fmt: skip


def machine() -> str:
    """Processors and how busy they were in the last minute, system and versions, in one line."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the first build; "
        f"{platform.system()} {platform.machine()}, {python}, {packages}"
    )


def table(runs: Runs) -> str:
    """A row for each size and peer. MB are 1,000,000 bytes; all but min-max are medians.

    The ratio is to our own time at the same size: above 1 is slower than ours.
    """
    rows = [
        _row(size, name, group, _seconds(runs[size, PEERS[0].name]))
        for (size, name), group in runs.items()
    ]
    return "\n".join(_aligned([_HEADINGS, *rows]))


def _row(size: int, name: str, group: Sequence[Run], ours: float) -> tuple[str, ...]:
    seconds = _seconds(group)
    times = [run.seconds for run in group]
    return (
        f"{size:,}",
        name,
        f"{seconds:.2f}",
        f"{min(times):.2f}-{max(times):.2f}",
        f"{seconds / ours:.2f}",
        f"{1000 * seconds / size:.2f}",
        f"{_busy(group):.2f}",
        f"{median(run.peak for run in group) / 1e6:.0f}",
        f"{group[-1].pages:,}",
        f"{group[-1].site / 1e6:.0f}",
    )


def growth(runs: Runs) -> list[str]:
    """How each peer's time per release changes from the smallest to the largest size.

    On a busy machine the time on its processors tells more than the wall clock.
    """
    sizes = sorted({size for size, _ in runs})
    if len(sizes) < 2:
        return []
    few, many = sizes[0], sizes[-1]
    lines = []
    for name in dict.fromkeys(name for _, name in runs):
        less, more = runs[few, name], runs[many, name]
        wall = (_seconds(more) / many) / (_seconds(less) / few) - 1
        busy = (_busy(more) / many) / (_busy(less) / few) - 1
        each = 1000 * (_seconds(more) - _seconds(less)) / (many - few)
        lines.append(
            f"{name}: time per release {wall:+.0%} from {few:,} to {many:,} (CPU {busy:+.0%}); "
            f"each release more costs {each:.2f} ms."
        )
    return lines


def _busy(group: Sequence[Run]) -> float:
    return median(run.busy for run in group)


def _seconds(group: Sequence[Run]) -> float:
    return median(run.seconds for run in group)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table whose columns also line up as plain text: words left, numbers right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for i, row in enumerate(rows):
        cells = (
            cell.ljust(width) if column == 1 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"| {' | '.join(cells)} |"
        if i == 0:
            rules = (
                "-" * width if column == 1 else "-" * (width - 1) + ":"
                for column, width in enumerate(widths)
            )
            yield f"| {' | '.join(rules)} |"
