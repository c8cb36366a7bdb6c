"""The results on file: the bench writes its part, what others have measured stays below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")

_MARK = "<!-- Below this line scripts/bench changes nothing. -->"

_TEXT = """\
# Builds of synthetic archives

Written by `scripts/bench {options}` on {day}. Change the bench, not this part of the file.

Machine: {machine}.

Versions: {versions}.

{report}

The generators take turns; all but min-max are medians of {runs} (of one, where a generator takes
minutes). Seconds are wall time, from the start of a new process to its end. "Largest" is the
resident memory of the largest process, "together" the sum over all of them (PSS, looked at every
50 ms in a run of its own). MB are 1,000,000 bytes. A release has about 320 words and no picture,
and names one to four of 200 partners.

A reader's search is made in a headless Chromium, over loopback with gzip; KB are 1,000 bytes of
bodies. Words that stand in more than three quarters of all releases, or have fewer than six
letters, are not looked for. The first search, with its page, is for the commonest of the others,
the second for the next, and on further visits for less and less common ones.

Hugo makes the same pages, listings and feeds as the newsroom, from templates written for it
(`peers/hugo_site`), and the files are counted after every cold build. It publishes by a full build
into the folder it has built before. Zensical and the blog plugin make far less: Zensical plain
pages, the blog plugin categories for partners and an archive; in "publish" both also make their
search index. In publishing, the newsroom makes its search index, proves what is withheld, and puts
the whole site in place at once; Hugo does none of these.

{mark}
"""

_REST = """
## A reader's search

What else was measured of it.
"""


def write(
    report: str, options: Sequence[str], machine: str, versions: str, runs: int, file: Path = FILE
) -> None:
    """Renew the bench's part of the results."""
    text = _TEXT.format(
        options=" ".join(options),
        day=datetime.now(UTC).date(),
        machine=machine,
        versions=versions,
        report=report,
        runs=runs,
        mark=_MARK,
    )
    before = file.read_text("utf-8") if file.is_file() else ""
    _, marked, rest = before.partition(f"{_MARK}\n")
    file.write_text(text + (rest if marked else _REST), "utf-8", newline="\n")
