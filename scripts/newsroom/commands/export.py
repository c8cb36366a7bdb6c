"""`newsroom export`: the whole edition as plain Markdown, feeds and JSON, for another generator."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

from newsroom.commands.terminal import Refused, Terminal
from newsroom.desk import Desk
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder to write to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=words.t("commands.export.folder"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the export beside its place, prove it tight, and let it take its place.

    One at a time, and in one step, as sites are built; hidden files of the folder stay, since
    whoever is to take the edition over may keep it in a repository.
    """
    from newsroom.engine import EngineError, handed_out, opened, project_of
    from newsroom.export import RECORD
    from newsroom.pictures.darkroom import Undeveloped
    from newsroom.staging import Staging
    from newsroom.target import Unfit, refuse_unfit_export

    words = terminal.words
    terminal.site()  # tells what is wrong with mkdocs.yml in our own words
    target: Path = options.folder.resolve()
    try:
        config = opened(terminal.config_file)
        refuse_unfit_export(target, project_of(config), RECORD)
    except Unfit as unfit:
        key = unfit.key.replace("build.target", "commands.export")
        raise Refused(words.t(key, **unfit.facts), code=2) from None
    except EngineError as error:
        raise Refused(str(error)) from None

    def waiting() -> None:
        print(words.t("commands.export.waiting", folder=target), file=sys.stderr, flush=True)

    try:
        staging = Staging(target, waiting=waiting)
        try:
            desk = _write(staging.folder, handed_out(config), terminal)
            _prove(staging.folder, desk, terminal)
            staging.take_its_place()
        finally:
            staging.discard()
    except TimeoutError:
        raise Refused(words.t("commands.export.busy", folder=target)) from None
    except Undeveloped as picture:
        raise Refused(words.t("build.picture", file=picture.file)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(words.t("commands.export.output", folder=target, reason=reason)) from None
    number = words.number(len(desk.edition.releases))
    print(words.t("commands.export.done", number=number, folder=options.folder))
    return 0


def _write(folder: Path, handed_out: Collection[str], terminal: Terminal) -> Desk:
    """Write the export of what is public now into a folder; tell what is left out of it."""
    from newsroom.export import exported
    from newsroom.sources.contents import pieces_of

    def tell(key: str, **facts: str) -> None:
        print(terminal.words.t(f"commands.export.{key}", **facts))

    _, extensions = terminal.site()
    desk = terminal.sound_desk()
    for file in exported(desk, handed_out, extensions, tell):
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as made:
            made.writelines(pieces_of(file.data()))
    return desk


def _prove(folder: Path, desk: Desk, terminal: Terminal) -> None:
    """Raise Refused if anything withheld is in the folder."""
    if not desk.edition.withheld:
        return
    from newsroom.audit import leaks
    from newsroom.audit.frame import frame_of

    frame = frame_of(terminal.config_file)
    reader = desk.texts.reader
    found = leaks(desk.edition, desk.texts, folder, "export", reader, frame, desk.watch)
    if found:
        told = [f"{problem.at.file}: {terminal.words.problem(problem)}" for problem in found]
        raise Refused("\n".join([*told, terminal.words.t("commands.export.leaks")]))
