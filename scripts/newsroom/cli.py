"""The command `newsroom`: each subcommand is one call."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from newsroom import clock
from newsroom.desk import Desk, open_desk
from newsroom.partner_pages import ForeignFile, write_partner_pages
from newsroom.problems import Problems
from newsroom.sources.body import BodyReader
from newsroom.sources.config import read_site
from newsroom.words import Words

# Before mkdocs.yml is read the site's language is not known; the first users write Indonesian.
_FIRST_WORDS = Words("id")
_OUT = Path("partner-pages")


class Refused(Exception):
    """The command cannot go on; the message is for the person at the terminal."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns 0 if all is well, 1 if there are problems, 2 for wrong usage."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


def check(options: argparse.Namespace) -> int:
    """Print every problem of the archive, or that there is none."""
    desk = _desk(options.config_file)
    if desk.problems:
        print(desk.report())
        return 1
    releases = desk.words.count("count.releases", len(desk.edition.archive.releases))
    print(desk.words.t("cli.sound", releases=releases))
    return 0


def partners(options: argparse.Namespace) -> int:
    """Write the partner pages as Markdown files."""
    desk = _desk(options.config_file)
    if desk.problems:
        raise Refused(desk.report())
    try:
        written = write_partner_pages(desk.layout, options.out)
    except ForeignFile as foreign:
        raise Refused(
            desk.words.t("cli.foreign_out", folder=options.out, file=foreign.file.name)
        ) from None
    print(desk.words.t("cli.written", number=len(written), folder=options.out))
    return 0


def _desk(config_file: Path) -> Desk:
    try:
        site, extensions = read_site(config_file)
        instant = clock.now(site.zone)
    except FileNotFoundError:
        raise Refused(_FIRST_WORDS.t("cli.no_config", file=config_file)) from None
    except Problems as found:
        lines = (f"{p.at}: {_FIRST_WORDS.problem(p)}" for p in found.problems)
        raise Refused("\n".join(lines)) from None
    except ValueError as error:
        raise Refused(_FIRST_WORDS.t("cli.bad_now", value=error)) from None
    return open_desk(site, BodyReader.for_config(extensions), instant)


def parser() -> argparse.ArgumentParser:
    """The command line and its help."""
    t = _FIRST_WORDS.t
    made = argparse.ArgumentParser(prog="newsroom", description=t("cli.about"))
    commands = made.add_subparsers(required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        words = t(f"cli.{run.__name__}_help")
        added = commands.add_parser(run.__name__, help=words, description=words)
        added.set_defaults(run=run)
        added.add_argument(
            "-f",
            "--config-file",
            type=Path,
            default=Path("mkdocs.yml"),
            metavar="FILE",
            help=t("cli.config_help"),
        )
        return added

    command(check)
    command(partners).add_argument(
        "--out", type=Path, default=_OUT, metavar="DIR", help=t("cli.out_help")
    )
    return made


if __name__ == "__main__":
    sys.exit(main())
