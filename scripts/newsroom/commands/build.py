"""`newsroom build`: the site, or a preview of it for a staging host."""

from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path
from typing import cast

from newsroom.commands.terminal import Refused, Terminal
from newsroom.words import Words

_PREVIEW = "site-preview"
_OURS = "mkdocs.plugins.newsroom"


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take the folder to write to, and whether it is a preview."""
    parser.add_argument("--preview", action="store_true", help=words.t("commands.build.preview"))
    parser.add_argument(
        "-d", "--site-dir", type=Path, metavar="DIR", help=words.t("commands.build.folder")
    )
    parser.add_argument("--clean", action="store_true", help=words.t("commands.build.clean"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Build with MkDocs; its plugin refuses folders that must not be written to."""
    # Material's notice about its end of life is for developers, not for the press desk.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from newsroom.engine import EngineError, build, opened
    from newsroom.plugin import NewsroomPlugin, WrongTarget

    terminal.site()  # tells what is wrong with mkdocs.yml in our own words
    _tell()
    try:
        config = opened(terminal.config_file)
        public = Path(config.site_dir)
        wanted = options.site_dir or (public.with_name(_PREVIEW) if options.preview else public)
        config.site_dir = str(wanted.resolve())
        plugin = cast(NewsroomPlugin, config.plugins["newsroom"])
        plugin.preview = options.preview
        plugin.forgetful = options.clean
        build(config)
    except WrongTarget as error:
        sentence = terminal.words.t(error.unfit.key, **error.unfit.facts)
        raise Refused(sentence, code=2) from None
    except EngineError as error:
        raise Refused(str(error)) from None
    finally:
        logging.shutdown()
    return 0


def _tell() -> None:
    """Show what the newsroom tells, without the names of loggers; of others only warnings.

    MkDocs tells in English, whatever the site's language, that it has begun and ended.
    """
    shown = logging.StreamHandler()
    shown.addFilter(lambda told: told.name.startswith(_OURS) or told.levelno > logging.INFO)
    shown.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(shown)
    logger.setLevel(logging.INFO)
