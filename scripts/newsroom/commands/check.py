"""`newsroom check`: every problem of the archive, in one pass."""

from __future__ import annotations

import argparse

from newsroom.commands.terminal import Terminal
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """No options of its own."""


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print every problem of the archive, or that there is none."""
    desk = terminal.desk()
    if desk.problems:
        print(desk.report(terminal.words))
        return 1
    releases = terminal.words.count("count.releases", len(desk.edition.archive.releases))
    print(terminal.words.t("commands.check.sound", releases=releases))
    return 0
