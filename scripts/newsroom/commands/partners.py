"""`newsroom partners`: the partners' index pages as Markdown files."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsroom.commands.terminal import Refused, Terminal
from newsroom.partner_pages import ForeignFile, write_partner_pages
from newsroom.words import Words

_OUT = Path("partner-pages")


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder to write to."""
    parser.add_argument(
        "--out", type=Path, default=_OUT, metavar="DIR", help=words.t("commands.partners.out")
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the pages of the partners that are public now."""
    desk = terminal.sound_desk()
    words = terminal.words
    try:
        written = write_partner_pages(desk.layout, options.out)
    except ForeignFile as foreign:
        facts = {"folder": options.out, "file": foreign.file.name}
        raise Refused(words.t("commands.partners.foreign", **facts), code=2) from None
    print(words.t("commands.partners.written", number=len(written), folder=options.out))
    return 0
