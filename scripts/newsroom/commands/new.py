"""`newsroom new`: a new release, its data asked for and checked, its text still to write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsroom.commands.terminal import Refused, Terminal, print_json
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.drafting import Known
    from newsroom.settings import Site

_TIMES = ("date", "embargo")
_FLAGS = {"title": "TITLE", "date": "--date", "location": "--location", "editor": "--editor"}


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take every answer that need not be asked for."""
    say = words.t
    parser.add_argument("title", nargs="?", metavar="TITLE", help=say("commands.new.title"))
    parser.add_argument("--date", metavar="DATE", help=say("commands.new.date"))
    parser.add_argument("--location", metavar="CITY", help=say("commands.new.location"))
    parser.add_argument("--editor", metavar="NAME", help=say("commands.new.editor"))
    parser.add_argument(
        "--partner", action="append", metavar="NAME", help=say("commands.new.partner")
    )
    parser.add_argument("--topic", action="append", metavar="TOPIC", help=say("commands.new.topic"))
    parser.add_argument("--summary", metavar="TEXT", help=say("commands.new.summary"))
    parser.add_argument("--embargo", metavar="DATE", help=say("commands.new.embargo"))
    parser.add_argument("--lang", metavar="CODE", help=say("commands.new.lang"))
    parser.add_argument("--slug", metavar="SLUG", help=say("commands.new.slug"))
    parser.add_argument("--json", action="store_true", help=say("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Ask for what the flags leave open, and write the file; nothing is ever overwritten."""
    from newsroom.archive import read_archive
    from newsroom.domain.addresses import Addresses
    from newsroom.drafting import Known, SlugTaken, file_draft

    words = terminal.words
    site, _ = terminal.site()
    archive = read_archive(site)
    desk = _NewDesk(site, Known.of(archive), words)
    given = desk.given(options)
    today = terminal.now(site).astimezone(site.zone).date().isoformat()
    try:
        values = desk.asked(given, today) if _someone_is_there() else desk.left_open(given, today)
    except (EOFError, KeyboardInterrupt):
        print(words.t("commands.new.stopped"), file=sys.stderr)
        return 130
    try:
        made = file_draft(site, archive, values, desk.slug(options.slug))
    except SlugTaken as taken:
        facts = {"owner": taken.owner, "free": taken.free}
        raise Refused(words.t("commands.new.taken", **facts)) from None
    except OSError as error:
        raise Refused(words.t("commands.new.unwritten", reason=error.strerror or error)) from None
    shown = f"{site.shown}/{made.source}"
    address = Addresses(**site.settings.paths.model_dump()).release(made)
    if options.json:
        print_json({"file": shown, "address": address, "status": "draft"})
    else:
        print(words.t("commands.new.written", file=shown, address=address))
    return 0


def _someone_is_there() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True)
class _NewDesk:
    """Where answers are given and checked."""

    site: Site
    known: Known
    words: Words

    def given(self, options: argparse.Namespace) -> dict[str, Any]:
        """The answers on the command line. Raises Refused for one that cannot be."""
        found: dict[str, Any] = {
            key: getattr(options, key)
            for key in ("title", "date", "location", "editor", "summary", "embargo", "lang")
            if getattr(options, key) is not None
        }
        if options.partner:
            found["partners"] = [self.known.partner(name) for name in options.partner]
        if options.topic:
            found["topics"] = options.topic
        for key, value in found.items():
            if key in _TIMES and (cure := self._cure(key, value)):
                # On the other stream: of the answer in JSON it is no part.
                print(self.words.t("commands.new.read", value=value, cure=cure), file=sys.stderr)
                found[key] = cure
            elif told := self.told(key, value):
                raise Refused(told, code=2)
        return found

    def slug(self, wanted: str | None) -> str | None:
        if wanted is not None and (told := self.told("slug", wanted)):
            raise Refused(told, code=2)
        return wanted

    def left_open(self, given: dict[str, Any], today: str) -> dict[str, Any]:
        """The answers where nobody can be asked. Raises Refused for one that is missing."""
        values = {"date": today, **given}
        missing = [key for key in self.site.settings.required if key not in values]
        if missing:
            said = (_FLAGS.get(key, key) for key in missing)
            named = ((flag, f"values.{flag}") for flag in said)
            flags = ", ".join(self.words.t(key) if self.words.has(key) else f for f, key in named)
            raise Refused(self.words.t("commands.new.missing", flags=flags), code=2)
        return values

    def asked(self, given: dict[str, Any], today: str) -> dict[str, Any]:
        """The answers of whoever is there, those given before taken as they are."""
        known = self.known
        values = dict(given)
        questions: list[tuple[str, Iterable[str], str]] = [
            ("title", (), ""),
            ("date", (), today),
            ("location", known.locations, next(iter(known.locations), "")),
            ("editor", known.editors, next(iter(known.editors), "")),
        ]
        for key, names, default in questions:
            if key not in values:
                values[key] = self._ask(key, names, default)
        if "partners" not in values:
            values["partners"] = list(self._partners())
        return values

    def _partners(self) -> Iterator[str]:
        """Partners one by one, until nothing is entered; one that is known in its own spelling."""
        while name := self._ask("partners", self.known.partners, "", optional=True):
            meant = self.known.meant(name)
            if meant is not None:
                print(self.words.t("commands.new.meant", name=meant))
                name = self._ask("partners", self.known.partners, meant)
            yield self.known.partner(name)

    def _ask(self, key: str, names: Iterable[str], default: str, *, optional: bool = False) -> str:
        answer = ""
        while not answer:
            question = self.words.t(f"commands.new.ask_{key}")
            answer = _prompt(question, names, default).strip() or default
            if not answer and optional:
                return ""
            if told := self.told(key, [answer] if key == "partners" else answer):
                print(told)
                answer, default = "", self._cure(key, answer) or default
        return answer

    def told(self, key: str, value: object) -> str:
        """What is wrong with an answer and what to type instead; empty if nothing is."""
        from newsroom.drafting import answer_problems

        found = answer_problems(self.site, key, value)
        return self.words.problem(found[0]) if found else ""

    def _cure(self, key: str, answer: str) -> str:
        """How a time is typed that was written another way; empty if that is not certain."""
        from newsroom.drafting import answer_problems

        found = answer_problems(self.site, key, answer)
        certain = bool(found) and found[0].code == "date_form"
        return str(found[0].facts["cure"]) if certain else ""


def _prompt(question: str, names: Iterable[str], default: str) -> str:
    """One line from the terminal; the names known complete it as it is typed.

    The default is shown beside the question and not in the line: what is typed replaces it.
    """
    from prompt_toolkit import prompt
    from prompt_toolkit.completion import FuzzyWordCompleter

    ask: Callable[..., str] = prompt
    shown = f"{question} [{default}]: " if default else f"{question}: "
    return ask(shown, completer=FuzzyWordCompleter(list(names)))
