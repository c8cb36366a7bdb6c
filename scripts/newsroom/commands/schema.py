"""`newsroom schema`: the contract of front matter as a JSON Schema."""

from __future__ import annotations

import argparse
import json

from newsroom.commands.terminal import Terminal
from newsroom.words import Words


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take which of the two contracts is wanted."""
    parser.add_argument("--profile", action="store_true", help=words.t("commands.schema.profile"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the schema of a release for this site, or that of a partner profile."""
    from newsroom.sources.schema import profile_schema, release_schema

    schema = profile_schema() if options.profile else release_schema(terminal.site()[0].settings)
    print(json.dumps(schema, indent=2))
    return 0
