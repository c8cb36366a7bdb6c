"""`newsroom audit`: whether anything withheld is in a built site."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsroom.commands.terminal import Refused, Terminal, print_json
from newsroom.domain.manuscript import is_manuscript
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder of the built site."""
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="DIR", help=words.t("commands.audit.folder")
    )
    parser.add_argument("--json", action="store_true", help=words.t("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Tell every trace of a withheld release in the folder, by default that of the site.

    A text that cannot be read may be withheld (one that says it is a draft is): its lines
    are looked for as well, and of the others,
    whatever comes of it, the folder is not called clean. Those of a plain text are looked
    for, too, but it was never meant to be read.
    """
    from newsroom.audit import leaks, told_by_file, unread
    from newsroom.audit.frame import frame_of
    from newsroom.sources.body import BodyReader

    words = terminal.words
    folder: Path = options.folder or _site_folder(terminal)
    if not (folder / "index.html").is_file():
        raise Refused(words.t("commands.audit.no_site", folder=folder), code=2)
    desk = terminal.desk()
    edition = desk.edition
    site, extensions = terminal.site()
    reader = BodyReader.for_config(extensions, site.settings.html)
    frame = frame_of(terminal.config_file)
    shown = folder.as_posix()
    found = leaks(edition, desk.texts, folder, shown, reader, frame, desk.watch)
    drafts = edition.archive.unfinished
    withheld = [*(release.source for release in edition.withheld), *sorted(drafts)]
    broken = [s for s in unread(edition) if is_manuscript(s) and s not in drafts]
    if options.json:
        rows = [
            {"file": p.at.file, "rule": p.code, **p.facts, "says": words.problem(p)} for p in found
        ]
        print_json({"withheld": withheld, "unread": broken, "traces": rows})
    else:
        for problem in told_by_file(edition, found):
            print(f"{problem.at.file}: {words.problem(problem)}")
        for source in broken:
            print(f"{edition.site.shown}/{source}: {words.t('commands.audit.unread')}")
        print(_closing(words, len(found), len(withheld), len(broken)))
    return 1 if found or broken else 0


def _site_folder(terminal: Terminal) -> Path:
    from newsroom.sources.config import site_folder

    terminal.site()  # tells what is wrong with mkdocs.yml
    return site_folder(terminal.config_file)


def _closing(words: Words, found: int, withheld: int, broken: int) -> str:
    """What it came to; that all is well is said only where every text was read."""
    if found:
        return words.count("commands.audit.found", found)
    if broken:
        return words.count("commands.audit.unsure", broken)
    return words.count("commands.audit.clean", withheld)
