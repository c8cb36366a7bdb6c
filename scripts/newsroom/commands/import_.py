"""`newsroom import`: documents, or the archive of another system, become releases."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from newsroom.commands import import_archive
from newsroom.commands.terminal import Terminal
from newsroom.progress import watched
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.intake.importing import Outcome
    from newsroom.problems import Problem

# Fewer documents are imported before a bar could be read.
_MANY = 6


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the documents, and how to import them."""
    say = words.t
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help=say("commands.import.sources"))
    parser.add_argument("--slug", metavar="SLUG", help=say("commands.import.slug"))
    parser.add_argument("--publish", action="store_true", help=say("commands.import.publish"))
    parser.add_argument("--dry-run", action="store_true", help=say("commands.import.dry_run"))
    parser.add_argument("--json", action="store_true", help=say("commands.import.json"))
    import_archive.configure(parser, words)


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Import documents, or a whole archive if a folder of one is given."""
    if import_archive.wanted(options):
        return import_archive.run(options, terminal)
    return _documents(options, terminal)


def _documents(options: argparse.Namespace, terminal: Terminal) -> int:
    """Import every document, and tell what became of each."""
    from newsroom.archive import read_archive
    from newsroom.intake.collect import collect
    from newsroom.intake.importing import Order, State, import_all, refused
    from newsroom.intake.known_archive import known_of

    collected = collect(options.sources)
    if wrong := _wrong_usage(options, len(collected.documents)):
        print(terminal.words.t(wrong), file=sys.stderr)
        return 2
    site, _ = terminal.site()
    known = known_of(site, read_archive(site), terminal.now(site))
    order = Order(options.slug, options.publish, options.dry_run)
    imports = import_all(collected.documents, site, known, order)
    outcomes = [
        *(refused(name, "document_missing") for name in collected.missing),
        *(refused(name, "document_outside") for name in collected.outside),
        *watched(imports, len(collected.documents), least=_MANY),
    ]
    todo = {} if options.dry_run else _left_to_do(outcomes, terminal)
    _tell(outcomes, collected.skipped, todo, options, terminal)
    if collected.missing:
        return 2
    failed = not outcomes or any(outcome.state is State.REFUSED for outcome in outcomes)
    return 1 if failed else 0


def _wrong_usage(options: argparse.Namespace, documents: int) -> str | None:
    """The sentence for a command line that cannot be meant."""
    if not options.sources:
        return "commands.import.no_source"
    if options.slug and documents > 1:
        return "commands.import.one_slug"
    return None


def _left_to_do(outcomes: Sequence[Outcome], terminal: Terminal) -> dict[str, list[Problem]]:
    """What the archive's own checks find in the releases just written, by file."""
    written = {outcome.file for outcome in outcomes if outcome.text and outcome.file}
    if not written:
        return {}
    desk = terminal.desk()
    shown = desk.edition.site.shown
    found: dict[str, list[Problem]] = {}
    for problem in (*desk.problems, *desk.notes):
        file = problem.at.file.removeprefix(f"{shown}/")
        if file in written:
            found.setdefault(file, []).append(problem)
    return found


def _tell(
    outcomes: Sequence[Outcome],
    skipped: Sequence[str],
    todo: dict[str, list[Problem]],
    options: argparse.Namespace,
    terminal: Terminal,
) -> None:
    from newsroom.intake import report

    words = terminal.words
    if options.json:
        record = report.as_json(outcomes, skipped, words, todo)
        print(json.dumps(record, ensure_ascii=False, indent=2))
        return
    shown = terminal.site()[0].shown
    for outcome in outcomes:
        found = todo.get(outcome.file or "", ())
        for line in report.lines(outcome, words, shown, dry_run=options.dry_run, todo=found):
            print(line)
        if options.dry_run and outcome.text:
            print(f"\n{outcome.text}")
    for line in report.closing(outcomes, skipped, words):
        print(line)
