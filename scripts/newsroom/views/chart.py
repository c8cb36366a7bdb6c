"""A small bar chart of releases per year, as numbers that a template draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from newsroom.domain.release import Release
from newsroom.words import Words

HEIGHT = 64
_BAR = 28
_STEP = 44


def per_year(releases: Iterable[Release], words: Words) -> dict[str, Any] | None:
    """Bars for every year from the first to the last, empty years too; None without releases."""
    counts = Counter(release.year for release in releases)
    if not counts:
        return None
    highest = max(counts.values())
    years = range(min(counts), max(counts) + 1)
    bars = []
    for i, year in enumerate(years):
        height = round(HEIGHT * counts[year] / highest, 1)
        bars.append(
            {
                "year": str(year),
                "count": words.number(counts[year]),
                "releases": words.count("count.releases", counts[year]),
                "x": i * _STEP + (_STEP - _BAR) // 2,
                "middle": i * _STEP + _STEP // 2,
                "y": round(HEIGHT - height, 1) + 16,
                "width": _BAR,
                "height": height,
            }
        )
    values = ", ".join(f"{bar['year']}: {bar['count']}" for bar in bars)
    return {
        "bars": bars,
        "width": len(bars) * _STEP,
        "height": HEIGHT + 34,
        "baseline": HEIGHT + 16,
        "text": words.t("partners.chart", values=values),
    }
