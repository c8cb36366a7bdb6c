"""`newsroom import --from DIR`: the archive of another system moves into this one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newsroom.commands.terminal import Refused, Terminal
from newsroom.progress import watched
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.migration.map import Map

Item = TypeVar("Item")


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder of the old archive and its map; `--dry-run` and `--json` are shared."""
    say = words.t
    parser.add_argument(
        "--from", dest="from_dir", type=Path, metavar="DIR", help=say("migration.options.from_dir")
    )
    parser.add_argument("--map", type=Path, metavar="FILE", help=say("migration.options.map"))
    parser.add_argument("--report", type=Path, metavar="FILE", help=say("migration.options.report"))


def wanted(options: argparse.Namespace) -> bool:
    """Whether an archive is to be moved, not documents imported."""
    return any(getattr(options, name) is not None for name in ("from_dir", "map", "report"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Move the archive, and tell what became of every file."""
    from newsroom.migration import report
    from newsroom.migration.moving import State, move
    from newsroom.sources.body import BodyReader

    words = terminal.words
    if options.from_dir is None or options.sources or options.slug or options.publish:
        raise Refused(words.t("migration.alone"), 2)
    if not options.from_dir.is_dir():
        raise Refused(words.t("migration.no_folder", folder=options.from_dir), 2)
    plan = _plan(options, terminal)
    site, extensions = terminal.site()
    reader = BodyReader.for_config(extensions, site.settings.html)
    now = terminal.now(site)
    folder = options.from_dir.resolve()
    try:
        moved = move(folder, plan, site, reader, now, dry_run=options.dry_run, progress=_bar)
        record = report.as_json(moved, words, site.shown)
        text = json.dumps(record, ensure_ascii=False, indent=2)
        if options.report:
            options.report.write_text(f"{text}\n", "utf-8")
    except OSError as error:
        facts = {"file": error.filename or site.shown, "reason": error.strerror or str(error)}
        raise Refused(words.t("migration.not_written", **facts)) from None
    if options.json:
        print(text)
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
        raise Refused("\n".join(told), 2) from None


def _bar(items: Sequence[Item]) -> Iterable[Item]:
    return watched(items, len(items))
