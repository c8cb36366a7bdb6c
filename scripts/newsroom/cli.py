"""The command `newsroom`: reads the command line and hands over to `newsroom.commands`."""

from __future__ import annotations

import argparse
import locale
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from newsroom.commands import commands
from newsroom.commands.terminal import Refused, Terminal
from newsroom.problems import Problems
from newsroom.sources.config import read_site
from newsroom.sources.release_cache import Changed
from newsroom.words import LANGUAGES, Words
from newsroom.workers import WorkerDied


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Returns its exit code, as `newsroom.commands` says; 130 for Ctrl-C."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(LANGUAGES[0])
    try:
        words = Words(_language(given))
        options = parser(words).parse_args(given)
        return commands()[options.command].run(options, Terminal.of(options, words))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except Changed as changed:
        print(words.t("cli.changed", file=changed.file), file=sys.stderr)
        return 1
    except WorkerDied:
        print(words.t("build.worker"), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output, `head` for one, has seen enough; nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser(words: Words) -> argparse.ArgumentParser:
    """The command line and its help."""
    _speak(words)
    made = _Parser(
        prog="newsroom",
        description=words.t("cli.about"),
        parents=[_common(words)],
        allow_abbrev=False,
    )
    made.set_defaults(config_file=Path("mkdocs.yml"))
    added = made.add_subparsers(
        required=True, dest="command", metavar=words.t("cli.command"), title=words.t("cli.commands")
    )
    for name, command in commands().items():
        help_ = words.t(f"commands.{name}.help")
        subparser = added.add_parser(
            name, help=help_, description=help_, parents=[_common(words)], allow_abbrev=False
        )
        command.configure(subparser, words)
        _name_values(subparser, words)
    _name_values(made, words)
    return made


def _name_values(parser_: argparse.ArgumentParser, words: Words) -> None:
    """Call what an option takes by a word of the language: FILE is BERKAS."""
    for action in parser_._actions:
        key = f"values.{action.metavar}"
        if words.has(key):
            action.metavar = words.t(key)


def _common(words: Words) -> _Parser:
    """The options that may stand before a command or behind it."""
    made = _Parser(add_help=False, allow_abbrev=False, argument_default=argparse.SUPPRESS)
    made.add_argument(
        "-f",
        "--config-file",
        type=Path,
        metavar="FILE",
        help=words.t("cli.config_help"),
    )
    made.add_argument("--language", choices=LANGUAGES, help=words.t("cli.language_help"))
    return made


class _Parser(argparse.ArgumentParser):
    """Tells a wrong command line in one sentence, and how to see the right one."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{message}\n")


def _language(given: list[str]) -> str:
    """The language asked for; else the site's, else the system's, else Indonesian."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"))
    early.add_argument("--language", choices=LANGUAGES)
    try:
        known, _ = early.parse_known_args(given)
        if known.language:
            return str(known.language)
        return read_site(known.config_file)[0].settings.language
    except (argparse.ArgumentError, Problems, OSError, ValueError):
        return _system_language()


def _system_language() -> str:
    """The system's language if it is known, else Indonesian; "C" is none, though Python says so."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    if named is None and os.name == "nt":
        named = locale.getlocale()[0]
    system = re.split(r"[_.@]", named or "")[0].lower()
    known = {"indonesian": "id", "english": "en", **{code: code for code in LANGUAGES}}
    return known.get(system, LANGUAGES[0])


def _speak(words: Words) -> None:
    """Give argparse's own sentences the language of the others.

    It looks each of them up by the name `_`; one that the catalogue lacks stays English.
    """

    def said(sentence: str) -> str:
        key = f"argparse.{sentence}"
        return words.t(key) if words.has(key) else sentence

    setattr(argparse, "_", said)  # noqa: B010
