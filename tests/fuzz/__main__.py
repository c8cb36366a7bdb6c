"""Runs a target under atheris: python -m fuzz {door,importing} [options of libFuzzer]."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["newsroom"]):
    from fuzz.targets import TARGETS

FOUND = Path(__file__).parent / "found"


def main() -> None:
    """Start from what was found before; write what breaks beside it, to be kept as a test."""
    name, *options = sys.argv[1:]
    corpus = Path(os.environ["NEWSROOM_FUZZ_CORPUS"], name)
    corpus.mkdir(parents=True, exist_ok=True)
    found = FOUND / name
    bounds = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=8192", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], *bounds, *options, str(corpus), str(found)], TARGETS[name])
    atheris.Fuzz()


main()
