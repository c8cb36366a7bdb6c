"""`newsroom audit`: whether anything withheld is in a built site."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsroom.commands.terminal import Refused, Terminal, print_json
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder of the built site."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=words.t("commands.audit.folder"))
    parser.add_argument("--json", action="store_true", help=words.t("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell every trace of a withheld release in the folder."""
    from newsroom.audit import leaks

    words = terminal.words
    if not (options.folder / "index.html").is_file():
        raise Refused(words.t("commands.audit.no_site", folder=options.folder), code=2)
    desk = terminal.desk()
    found = leaks(desk.edition, desk.texts, options.folder, options.folder.as_posix(), desk.watch)
    withheld = [release.source for release in desk.edition.withheld]
    if options.json:
        rows = [
            {"file": p.at.file, "rule": p.code, **p.facts, "says": words.problem(p)} for p in found
        ]
        print_json({"withheld": withheld, "traces": rows})
    else:
        for problem in found:
            print(f"{problem.at.file}: {words.problem(problem)}")
        key = "found" if found else "clean"
        number = len(found) if found else len(withheld)
        print(words.count(f"commands.audit.{key}", number))
    return 1 if found else 0
