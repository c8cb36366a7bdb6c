"""The command: write the archives, build each in turn, print the table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from bench.archive import SyntheticArchive
from bench.measure import BuildFailed, Run, cold_build
from bench.peers import PEERS
from bench.report import growth, machine, table

_WARM_UP = 20

_RESULTS = """\
# Builds of synthetic archives

Written by `scripts/bench --write` on {day}. Change the bench, not this file.

{machine}

{table}

{growth}

Every build is cold (a new process, no site and no cache from before) and the peers take
turns; all but min-max are medians of {runs}. Seconds are wall time, the ratio is to the newsroom's,
the peak is resident memory of the largest process, and MB are 1,000,000 bytes. A release has about
320 words and no picture, and names one to four of 200 partners. The blog plugin has the partners as
categories, and Material's search. The newsroom also makes pages for places, editors and topics and
three feeds for every listing, checks every link, and indexes the built pages with Pagefind.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the bench; 0 if every build succeeded."""
    options = _parser().parse_args(arguments)
    sizes = [1000] if options.quick else sorted(set(options.sizes))
    runs = 1 if options.quick else options.runs
    keep: Path | None = options.keep
    if keep is not None and keep.exists() and any(keep.iterdir()):
        print(f"{keep} is not empty", file=sys.stderr)
        return 2
    here = machine()  # now, since the load of a moment later is the bench's own
    try:
        with nullcontext(keep) if keep else tempfile.TemporaryDirectory() as folder:
            found = _all_runs(Path(folder), SyntheticArchive(options.seed), sizes, runs)
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    print("\n".join([here, "", table(found), "", *growth(found)]))
    if options.write:
        text = _RESULTS.format(
            day=datetime.now(UTC).date(),
            machine=here,
            table=table(found),
            growth="\n\n".join(growth(found)),
            runs=runs,
        )
        options.write.write_text(text, "utf-8", newline="\n")
    return 0


def _all_runs(
    folder: Path, archive: SyntheticArchive, sizes: Sequence[int], runs: int
) -> dict[tuple[int, str], list[Run]]:
    """Every run of every peer at every size, after one that is not counted."""
    _builds_in_turn(folder / "warm-up", archive, _WARM_UP, 1)
    found: dict[tuple[int, str], list[Run]] = {}
    for size in sizes:
        found |= _builds_in_turn(folder / str(size), archive, size, runs)
    return found


def _builds_in_turn(
    folder: Path, archive: SyntheticArchive, size: int, runs: int
) -> dict[tuple[int, str], list[Run]]:
    for peer in PEERS:
        peer.write(folder / peer.key, archive.releases(size))
    found: dict[tuple[int, str], list[Run]] = {(size, peer.name): [] for peer in PEERS}
    for turn in range(1, runs + 1):
        for peer in PEERS:
            run = cold_build(peer, folder / peer.key, size)
            found[size, peer.name].append(run)
            told = f"{size:,} releases, {turn} of {runs}, {peer.name}: {run.seconds:.2f} s"
            print(told, file=sys.stderr, flush=True)
    return found


def _sizes(text: str) -> list[int]:
    return [_positive(part) for part in text.split(",")]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number above zero: {text!r}")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "scripts/bench", description="Time builds of synthetic archives, ours and others in turn."
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=[1000, 5000],
        metavar="N,N",
        help="releases in each archive (1000,5000)",
    )
    parser.add_argument(
        "--runs", type=_positive, default=3, help="builds of each, of which the median counts (3)"
    )
    parser.add_argument("--quick", action="store_true", help="1,000 releases, one build of each")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other texts (1)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave archives and sites here")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the results to this file")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
