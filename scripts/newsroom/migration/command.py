"""`newsroom import --from DIR`: the archive of another system moves into this one."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsroom.commands.terminal import Refused, Terminal
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.migration.map import Map

Item = TypeVar("Item")

# Fewer posts are moved before a bar could be read.
_MANY = 50


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder of the old archive and its map; `--dry-run` and `--json` are shared."""
    say = words.t
    parser.add_argument(
        "--from", dest="from_dir", type=Path, metavar="DIR", help=say("migration.options.from_dir")
    )
    parser.add_argument("--map", type=Path, metavar="FILE", help=say("migration.options.map"))
    parser.add_argument("--report", type=Path, metavar="FILE", help=say("migration.options.report"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Move the archive, and tell what became of every file."""
    from newsroom.migration import report
    from newsroom.migration.moving import State, move
    from newsroom.sources.body import BodyReader

    words = terminal.words
    if not options.from_dir.is_dir():
        raise Refused(words.t("migration.no_folder", folder=options.from_dir), 2)
    plan = _plan(options, terminal)
    site, extensions = terminal.site()
    moved = move(
        options.from_dir.resolve(),
        plan,
        site,
        BodyReader.for_config(extensions),
        terminal.now(site),
        dry_run=options.dry_run,
        progress=_watched,
    )
    record = report.as_json(moved, words, site.shown)
    if options.report:
        options.report.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if options.json:
        print(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        for line in report.lines(moved, words, site.shown, dry_run=options.dry_run):
            print(line)
    nothing = not moved.count(State.IMPORTED) + moved.count(State.WARNED)
    return 1 if nothing or moved.count(State.REFUSED) else 0


def _plan(options: argparse.Namespace, terminal: Terminal) -> Map:
    """The map; without a file, what is usual. Raises Refused with all that is wrong in it."""
    from newsroom.migration.map import read_map
    from newsroom.problems import Problems

    if options.map is None:
        raise Refused(terminal.words.t("migration.no_map"), 2)
    try:
        return read_map(options.map)
    except OSError:
        raise Refused(terminal.words.t("migration.no_map_file", file=options.map), 2) from None
    except Problems as found:
        told = (f"{p.at}: {terminal.words.problem(p)}" for p in found.problems)
        raise Refused("\n".join(told)) from None


def _watched(items: Sequence[Item]) -> Iterable[Item]:
    """The same items, behind a bar that grows if a person is watching."""
    if len(items) <= _MANY or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, description="", transient=True, console=Console(stderr=True))
