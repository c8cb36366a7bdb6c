"""The command: write the archives, do every scenario with every generator, print the tables."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from bench import record
from bench.archive import SyntheticArchive
from bench.bench import Bench
from bench.machine import machine, versions
from bench.measure import BuildFailed
from bench.peers import OURS, PEERS
from bench.report import report
from bench.scenarios import SCENARIOS

_SIZES = [1000, 10_000]
_QUICK_SIZES = [50, 500]


def main(arguments: Sequence[str]) -> int:
    """Run the bench; 0 if every build succeeded."""
    options = _parser().parse_args(arguments)
    keep: Path | None = options.keep
    if keep is not None and keep.exists() and any(keep.iterdir()):
        print(f"{keep} is not empty", file=sys.stderr)
        return 2
    peers = [peer for peer in PEERS if peer is OURS or peer.key in options.peers]
    scenarios = [scenario for scenario in SCENARIOS if scenario.key in options.only]
    sizes = options.sizes or (_QUICK_SIZES if options.quick else _SIZES)
    runs = options.runs or (1 if options.quick else 3)
    here = machine()  # now, since the load of a moment later is the bench's own
    try:
        with nullcontext(str(keep)) if keep else tempfile.TemporaryDirectory() as folder:
            bench = Bench(
                SyntheticArchive(options.seed), scenarios, peers, runs, Path(folder), bool(keep)
            )
            found = report(bench.measure(sorted(set(sizes))))
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    print("\n\n".join([f"{here}.", f"{versions(peers)}.", found]))
    if options.write:
        record.write(found, arguments, here, versions(peers), runs)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "scripts/bench",
        description="Measure synthetic archives, ours and other generators in turn.",
    )
    add = parser.add_argument
    peers = [peer.key for peer in PEERS]
    scenarios = [scenario.key for scenario in SCENARIOS]
    add("--sizes", type=_sizes, metavar="N,N", help="releases in each archive (1000,10000)")
    add("--runs", type=_positive, metavar="N", help="turns, of which the median counts (3)")
    add(
        "--only",
        type=_some_of(scenarios),
        default=scenarios,
        metavar="SCENARIO,...",
        help=f"of {', '.join(scenarios)} (all)",
    )
    add(
        "--peers",
        type=_some_of(peers),
        default=peers,
        metavar="PEER,...",
        help=f"of {', '.join(peers)} (all); ours is always measured",
    )
    add("--quick", action="store_true", help="50 and 500 releases, one turn")
    add("--seed", type=int, default=1, metavar="N", help="another seed, other texts (1)")
    add("--keep", type=Path, metavar="DIR", help="leave archives and sites here")
    add("--write", action="store_true", help=f"write the tables to {record.FILE.name}, too")
    return parser


def _sizes(text: str) -> list[int]:
    return [_positive(part) for part in text.split(",")]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"not a number above zero: {text!r}")
    return int(text)


def _some_of(known: Sequence[str]) -> Callable[[str], list[str]]:
    def chosen(text: str) -> list[str]:
        names = text.split(",")
        for name in names:
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
        return names

    return chosen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
