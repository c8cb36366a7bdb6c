"""`newsroom next`: when the site changes next by itself, for cron."""

from __future__ import annotations

import argparse
import sys
from math import ceil
from typing import Any

from newsroom.commands.terminal import Terminal, print_json
from newsroom.edition import Edition
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take how to print it."""
    parser.add_argument("--json", action="store_true", help=words.t("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the instant alone on the first line, then what comes out; nothing if nothing does.

    An archive with problems still has an answer, but a build will fail until they are
    mended: 1.
    """
    desk = terminal.desk()
    edition = desk.edition
    if options.json:
        print_json(_record(edition))
    elif edition.next_change is None:
        # On the other stream: a script that reads the instant must find none.
        print(terminal.words.t("commands.next.nothing"), file=sys.stderr)
    else:
        print("\n".join(_lines(edition, terminal.words)))
    if desk.problems:
        print(terminal.unsound(desk), file=sys.stderr)
        return 1
    return 0


def _lines(edition: Edition, words: Words) -> list[str]:
    assert edition.next_change is not None
    at = edition.next_change
    until = f"{words.full_day(at.date())}, {words.clock(at)}"
    releases = words.count("count.releases", len(edition.coming))
    coming = [f"{release.position().file}: {release.title}" for release in edition.coming]
    return [
        at.isoformat(),
        words.t("commands.next.coming", until=until, releases=releases),
        *coming,
    ]


def _record(edition: Edition) -> dict[str, Any]:
    at = edition.next_change
    return {
        "next": at.isoformat() if at else None,
        "seconds": ceil((at - edition.now).total_seconds()) if at else None,
        "releases": [
            {
                "file": release.position().file,
                "title": release.title,
                "address": f"{edition.site.url}{edition.address(release)}",
            }
            for release in edition.coming
        ],
    }
