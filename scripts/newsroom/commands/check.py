"""`newsroom check`: every problem and warning of the archive, in one pass."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsroom.commands.terminal import Refused, Terminal
from newsroom.problems import Level, Problem, Problems, in_order
from newsroom.progress import watching
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.fixes import Mend
    from newsroom.selection import Selection
    from newsroom.settings import Site

_FORMATS = ("text", "github", "json", "sarif")


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take files, the form of the report, and what to do besides telling."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help=words.t("commands.check.files")
    )
    parser.add_argument("--strict", action="store_true", help=words.t("commands.check.strict"))
    parser.add_argument(
        "--format", choices=_FORMATS, default="text", help=words.t("commands.check.format")
    )
    changes = parser.add_mutually_exclusive_group()
    changes.add_argument("--fix", action="store_true", help=words.t("commands.check.fix"))
    changes.add_argument("--diff", action="store_true", help=words.t("commands.check.diff"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell what was found, after mending it if asked to; or show what mending would change.

    Files named are judged within the whole archive. What drafts still lack is told and
    counts for nothing. 0 without problems (with `--strict`: nor warnings), 1 with some, 2 if
    a file named is none of the site's. With `--diff` 1 means that mending would change something.
    """
    from newsroom.selection import NotChosen, Selection
    from newsroom.sources.config import read_site

    try:
        site, extensions = read_site(terminal.config_file)
    except Problems as found:
        return _tell(found.problems, options, terminal)
    except FileNotFoundError:
        site, extensions = terminal.site()  # says so
    try:
        selection = Selection.of(options.files, site)
    except NotChosen as wrong:
        facts = {"file": wrong.path, "folder": site.shown}
        print(terminal.words.t(f"commands.check.{wrong.key}", **facts), file=sys.stderr)
        return 2
    if options.diff:
        return _show_changes(site, selection)
    mends = _mend(site, selection, terminal.words) if options.fix else ()
    return _check(site, extensions, selection, mends, options, terminal)


def _check(
    site: Site,
    extensions: list[Any],
    selection: Selection,
    mends: tuple[Mend, ...],
    options: argparse.Namespace,
    terminal: Terminal,
) -> int:
    from newsroom.desk import open_desk
    from newsroom.mending import Mendable
    from newsroom.sources.body import BodyReader

    with _without_collector():
        desk = open_desk(
            site,
            BodyReader.for_config(extensions, site.settings.html),
            terminal.now(site),
            cache=terminal.cache,
            watch=watching,
        )
        findings = in_order([*desk.problems, *desk.notes, *desk.warnings])
    if selection.paths:
        folder = f"{site.shown}/"
        findings = tuple(
            finding
            for finding in findings
            if finding.at.file.startswith(folder)
            and finding.at.file.removeprefix(folder) in selection
        )
    return _tell(
        findings,
        options,
        terminal,
        site=site,
        mends=mends,
        mendable=Mendable(site),
        checked=len(desk.edition.archive.releases),
    )


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spare Python the search for garbage: what a check reads, it keeps until it is told."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tell(
    findings: tuple[Problem, ...],
    options: argparse.Namespace,
    terminal: Terminal,
    **known: Any,
) -> int:
    from newsroom.reports import FORMATS, Report

    report = Report(findings, terminal.words, terminal.config_file, colour=_in_colour(), **known)
    if told := FORMATS[options.format](report):
        print(told)
    counts = report.count(Level.PROBLEM), report.count(Level.WARNING)
    return 1 if counts[0] or (options.strict and counts[1]) else 0


def _mend(site: Site, selection: Selection, words: Words) -> tuple[Mend, ...]:
    """Mend the files, each whole or not at all. Raises Refused if one cannot be written."""
    from newsroom.mending import mended_files, write

    mends: list[Mend] = []
    for file in mended_files(site, selection.sources(site)):
        try:
            if write(file):
                mends += file.mends
        except OSError as error:
            reason = error.strerror or str(error)
            facts = {"file": file.shown, "reason": reason}
            raise Refused(words.t("commands.check.unwritable", **facts)) from None
    return tuple(mends)


def _show_changes(site: Site, selection: Selection) -> int:
    from newsroom.mending import difference, mended_files

    changed = False
    for file in mended_files(site, selection.sources(site)):
        changed = True
        sys.stdout.write(difference(file))
    return int(changed)


def _in_colour() -> bool:
    """Whether the terminal shows colours and its owner wants them (no-color.org)."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()
