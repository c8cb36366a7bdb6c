"""`newsroom status`: what is public, withheld, corrected and withdrawn now."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from newsroom.commands.terminal import Terminal, print_json
from newsroom.domain.when import When
from newsroom.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from newsroom.overview import BrokenFile, Entry, Overview, Share

_MOST_PARTNERS = 10
_NO_WIDTH = 10_000


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take how much to print, and how."""
    parser.add_argument("--all", action="store_true", help=words.t("commands.status.all"))
    parser.add_argument("--json", action="store_true", help=words.t("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the state of the site; 1 if it has problems, which `newsroom check` tells."""
    from newsroom.overview import overview

    desk = terminal.desk()
    state = overview(desk)
    if options.json:
        print_json(state.record())
    else:
        _print(_page(state, terminal.words, everything=options.all))
    if desk.problems:
        print(terminal.unsound(desk), file=sys.stderr)
        return 1
    return 0


def _print(parts: Iterable[RenderableType]) -> None:
    """Print for the width of the terminal; for a pipe no line is broken or filled with spaces."""
    from rich.console import Console

    console_of = partial(Console, highlight=False, markup=False, emoji=False)
    if sys.stdout.isatty():
        console_of().print(*parts, sep="\n")
        return
    console = console_of(width=_NO_WIDTH, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(*parts, sep="\n")
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _page(state: Overview, words: Words, *, everything: bool) -> Iterator[RenderableType]:
    """The parts of the page, from the numbers down to what is asked for least."""
    yield words.t("commands.status.at", at=_instant(state.at, words))
    yield _numbers(state, words)
    for key, files, counted in (
        ("broken", state.broken, "problems"),
        ("unfinished", state.unfinished, "lacking"),
    ):
        yield from _section(key, words, [_broken(file, words, counted) for file in files])
    yield from _section("withheld", words, [_withheld(entry, words) for entry in state.withheld])
    yield from _section("changed", words, [_changed(entry, words) for entry in state.changed])
    yield from _section("withdrawn", words, [_withdrawn(entry, words) for entry in state.withdrawn])
    if everything:
        yield from _section("public", words, [_public(entry, words) for entry in state.public])
    yield from _shares("years", state.years, len(state.years), words)
    shown = len(state.partners) if everything else _MOST_PARTNERS
    yield from _shares("partners", state.partners, shown, words)


def _numbers(state: Overview, words: Words) -> RenderableType:
    table = _table(right_aligned=1)
    kinds = Counter(entry.status for entry in state.withheld)
    held = (f"{words.t(f'status.label.{kind}')}: {kinds[kind]}" for kind in sorted(kinds))
    next_ = state.next_change
    versions = state.translations
    public = words.count("commands.status.translations", versions) if versions else ""
    rows = [
        ("public", state.public, public),
        ("withheld", state.withheld, ", ".join(held)),
        ("changed", state.changed, ""),
        ("withdrawn", state.withdrawn, ""),
        ("unfinished", state.unfinished, ""),
        ("broken", state.broken, ""),
    ]
    for key, entries, note in rows:
        if entries or key == "public":
            label = words.t(f"commands.status.{key}")
            table.add_row(label, words.number(len(entries)), note)
    if next_ is None:
        return table
    from rich.console import Group

    return Group(table, words.t("commands.status.next", at=_instant(next_, words)))


def _section(key: str, words: Words, rows: Sequence[tuple[str, str]]) -> Iterator[RenderableType]:
    """A heading with the number of what is below it; nothing if nothing is."""
    if not rows:
        return
    yield _heading(f"{words.t(f'commands.status.{key}')} ({words.number(len(rows))})")
    table = _table()
    for row in rows:
        table.add_row(*row)
    yield table


def _shares(key: str, shares: Sequence[Share], most: int, words: Words) -> Iterator[RenderableType]:
    if not shares:
        return
    number = words.number(len(shares))
    yield _heading(words.t(f"commands.status.{key}", number=number))
    table = _table(right_aligned=0)
    for share in shares[:most]:
        table.add_row(words.number(share.releases), share.name)
    yield table
    if most < len(shares):
        yield words.t("commands.status.more", number=words.number(len(shares) - most))


def _withheld(entry: Entry, words: Words) -> tuple[str, str]:
    label = words.t(f"status.label.{entry.status}")
    until = "" if entry.draft else f"\n{words.when(entry.published)}"
    return f"{label}{until}", _names(entry)


def _changed(entry: Entry, words: Words) -> tuple[str, str]:
    assert entry.changed is not None
    return f"{words.t(f'release.kinds.{entry.kind}')}\n{words.when(entry.changed)}", _names(entry)


def _withdrawn(entry: Entry, words: Words) -> tuple[str, str]:
    return words.when(entry.changed or entry.published), _names(entry)


def _public(entry: Entry, words: Words) -> tuple[str, str]:
    return words.when(entry.published), _names(entry)


def _broken(file: BrokenFile, words: Words, counted: str) -> tuple[str, str]:
    return words.count(f"commands.status.{counted}", file.problems), file.file


def _names(entry: Entry) -> str:
    return f"{entry.title}\n{entry.file}"


def _instant(at: datetime, words: Words) -> str:
    return words.when(When(at, timed=True))


def _heading(text: str) -> RenderableType:
    from rich.text import Text

    return Text(f"\n{text}", style="bold")


def _table(right_aligned: int | None = None) -> Table:
    """Three columns at most, indented and without lines; a long file name is folded."""
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 0, 0, 2))
    for column in range(3):
        table.add_column(justify="right" if column == right_aligned else "left", overflow="fold")
    return table
