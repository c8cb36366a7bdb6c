"""What every command needs: the site it works on, the words it speaks, a way to give up."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsroom import clock
from newsroom.desk import Desk, open_desk
from newsroom.problems import Problems
from newsroom.progress import watching
from newsroom.settings import Site
from newsroom.sources.body import BodyReader
from newsroom.sources.config import cache_beside, read_site
from newsroom.words import Words


class Refused(Exception):
    """The command cannot go on; the message is for the person at the terminal.

    `code` is 1 if something is wrong with the archive, 2 if the command was called wrongly.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Terminal:
    """The person at the terminal: the site they work on and the words they understand."""

    config_file: Path
    words: Words

    @classmethod
    def of(cls, options: argparse.Namespace, words: Words) -> Terminal:
        return cls(options.config_file, words)

    def site(self) -> tuple[Site, list[Any]]:
        """The site of mkdocs.yml and its Markdown extensions. Raises Refused if there is none."""
        try:
            return read_site(self.config_file)
        except FileNotFoundError:
            raise Refused(self.words.t("cli.no_config", file=self.config_file), code=2) from None
        except Problems as found:
            lines = (f"{p.at}: {self.words.problem(p)}" for p in found.problems)
            raise Refused("\n".join(lines)) from None

    @property
    def cache(self) -> Path:
        """The folder for what need not be read anew each time."""
        return cache_beside(self.config_file)

    def now(self, site: Site) -> datetime:
        """The instant to work for, aware. Raises Refused if the environment names none."""
        try:
            return clock.now(site.zone)
        except ValueError as error:
            raise Refused(self.words.t("cli.bad_now", value=error), code=2) from None

    def desk(self, *, preview: bool = False) -> Desk:
        """The site read and judged as it is now."""
        site, extensions = self.site()
        reader = BodyReader.for_config(extensions, site.settings.html)
        return open_desk(
            site, reader, self.now(site), preview=preview, cache=self.cache, watch=watching
        )

    def sound_desk(self) -> Desk:
        """The same, for work that needs an archive without problems. Raises Refused otherwise."""
        desk = self.desk()
        if desk.problems:
            raise Refused(desk.report(self.words))
        return desk

    def unsound(self, desk: Desk) -> str:
        """That the site cannot be built as it is; for commands that answer all the same."""
        return self.words.count("cli.unsound", len(desk.problems))


def print_json(record: Any) -> None:
    """Print a record for machines; in ASCII, which every pipe carries whole."""
    print(json.dumps(record, indent=2))
