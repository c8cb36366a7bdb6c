"""`newsroom export`: the whole edition as plain Markdown, feeds and JSON, for another generator."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from tempfile import mkdtemp

from newsroom.commands.terminal import Refused, Terminal
from newsroom.desk import Desk
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder to write to."""
    parser.add_argument("folder", type=Path, metavar="DIR", help=words.t("commands.export.folder"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the export beside its place, prove it tight, and let it take its place."""
    from newsroom.engine import EngineError, handed_out, opened, project_of
    from newsroom.export import RECORD, exported
    from newsroom.pictures.darkroom import Undeveloped
    from newsroom.target import Unfit, refuse_unfit_export

    words = terminal.words
    _, extensions = terminal.site()  # tells what is wrong with mkdocs.yml in our own words
    target: Path = options.folder.resolve()
    try:
        config = opened(terminal.config_file)
        refuse_unfit_export(target, project_of(config), RECORD)
    except Unfit as unfit:
        key = unfit.key.replace("build.target", "commands.export")
        raise Refused(words.t(key, **unfit.facts), code=2) from None
    except EngineError as error:
        raise Refused(str(error)) from None
    desk = terminal.sound_desk()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
        try:
            for file in exported(desk, handed_out(config), extensions):
                place = made / file.path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.data())
            _prove(made, desk, terminal)
            made.chmod(0o755)  # a folder for passing files is closed to others
            _take_place(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except Undeveloped as picture:
        raise Refused(words.t("build.picture", file=picture.file)) from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refused(words.t("commands.export.output", folder=target, reason=reason)) from None
    number = words.number(len(desk.edition.releases))
    print(words.t("commands.export.done", number=number, folder=options.folder))
    return 0


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


def _take_place(made: Path, target: Path) -> None:
    """Put what was made in the place of an earlier export; what else is in the folder stays.

    Each entry goes in one step where the system knows how; whoever is to take the edition
    over may keep it in a repository, whose own files are hidden ones in this folder.
    """
    from newsroom.exchange import exchange

    if not target.exists():
        made.replace(target)
        return
    for new in sorted(made.iterdir()):
        place = target / new.name
        if not place.exists():
            new.replace(place)
            continue
        try:
            exchange(new, place)
        except OSError:
            _exchanged_by_hand(new, place)


def _exchanged_by_hand(new: Path, place: Path) -> None:
    old = new.with_name(f"{new.name}.old")
    place.replace(old)
    try:
        new.replace(place)
    except OSError:
        old.replace(place)
        raise
