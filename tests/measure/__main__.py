"""The command: measure the newsroom's pages and those of Material's blog, print the table."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.environment import NotInstallable, environment_of
from conftest import chromium

from measure import tools
from measure.lighthouse import CATEGORIES, Figures, best_of, both

FILE = Path(__file__).with_name("RESULTS.md")

_TEXT = """\
# Pages as a phone gets them

Written by `scripts/lighthouse --write` on {day}.

Versions: {versions}.

{table}

The same releases from `docs/`, with their pictures, on loopback with gzip and cache headers.
Lighthouse simulates a slow phone and network (its default for mobile); of {turns} turns the best
counts, since other work on the machine only slows a page down. Bytes are those of all requests
over the wire, pictures included. The blog is as it ships, with search and its fonts from another
host, which is not reached where there is no network: its real pages are heavier and slower than
here. It has no pages of partners; its page of a category stands for one.
"""

_HEADINGS = (
    "page", "generator", "performance", "accessibility", "best practices", "SEO", "LCP s", "CLS",
    "blocked ms", "requests", "kB", "below 90 %",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 0 if every page was measured."""
    parser = argparse.ArgumentParser("scripts/lighthouse", description=__doc__)
    parser.add_argument("--turns", type=int, default=3, help="of which the best counts (3)")
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}, too")
    options = parser.parse_args(arguments)
    reason = tools.lacking("node")
    browser = chromium()
    if reason or browser is None:
        print(reason or "no Chromium on this machine", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(site)]
        subprocess.run(mkdocs, cwd=tools.ROOT, check=True)
        try:
            with both(tools.ROOT / "docs", site, Path(folder, "blog")) as generators:
                rows = [
                    _row(kind, name, best_of(options.turns, url, browser))
                    for name, pages in generators.items()
                    for kind, url in pages.items()
                ]
        except (NotInstallable, RuntimeError) as failure:
            print(failure, file=sys.stderr)
            return 1
    lines = [_HEADINGS, tuple("-" * 3 for _ in _HEADINGS), *sorted(rows, key=lambda row: row[0])]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    print(table)
    if options.write:
        text = _TEXT.format(
            day=datetime.now(UTC).date(), versions=_versions(browser), table=table,
            turns=options.turns,
        )  # fmt: skip
        FILE.write_text(text, "utf-8", newline="\n")
    return 0


def _row(kind: str, name: str, figures: Figures) -> tuple[str, ...]:
    return (
        kind,
        name,
        *(str(figures.scores[category]) for category in CATEGORIES),
        f"{figures.lcp / 1000:.2f}",
        f"{figures.cls:.3f}",
        f"{figures.tbt:.0f}",
        str(figures.requests),
        f"{figures.size / 1000:.0f}",
        ", ".join(figures.lacking) or "-",
    )


def _versions(browser: str) -> str:
    shown = subprocess.run([browser, "--version"], capture_output=True, text=True, check=False)
    blog = ", ".join(f"{name} {pin}" for name, pin in environment_of("blog").pins.items())
    return (
        f"Lighthouse {tools.VERSIONS['lighthouse']}, {shown.stdout.strip()}, Newsroom with "
        f"mkdocs {version('mkdocs')}; Material's blog: {blog}; {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
