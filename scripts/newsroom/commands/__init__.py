"""The subcommands of `newsroom`, one module each.

A module says in `configure` what its command takes, and does it in `run`, which
gets the parsed options and the terminal and returns the exit code: 0 if all is
well; 1 if there are problems, in the sources or in what was to be done; 2 if it was
called wrongly: with a file that is not there, mkdocs.yml and a map among them, or with
an option, a map or a variable that says what cannot be; 130 if it was stopped by Ctrl-C.
The help of a command is `commands.<name>.help` in the catalogue of words.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from newsroom.commands.terminal import Terminal
from newsroom.words import Words


class Command(Protocol):
    """What a module of this package offers."""

    def configure(self, parser: argparse.ArgumentParser, words: Words) -> None:
        """Add the command's own options to `parser`."""

    def run(self, options: argparse.Namespace, terminal: Terminal) -> int:
        """Do it, and return the exit code."""


def commands() -> dict[str, Command]:
    """Every command by its name, in the order in which the help lists them."""
    from newsroom.commands import (
        audit,
        build,
        check,
        export,
        import_,
        new,
        next,
        partners,
        schema,
        status,
        verify,
    )

    return {
        "new": new,
        "import": import_,
        "check": check,
        "build": build,
        "audit": audit,
        "verify": verify,
        "next": next,
        "status": status,
        "partners": partners,
        "export": export,
        "schema": schema,
    }
