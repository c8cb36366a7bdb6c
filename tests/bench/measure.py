"""Run one build in a fresh process: how long it takes, how much memory it needs, what it makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.peers import Peer

# ru_maxrss counts kibibytes, on macOS bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024

# A moment at which all releases are public, and no notice about the engine's future.
_ENVIRONMENT = {
    "NEWSROOM_NOW": "2025-01-01",
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}


class BuildFailed(RuntimeError):
    """A build gave up or made too little; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: wall time and time on all processors in seconds, memory and site in bytes.

    `peak` is the resident memory of its largest process, Pagefind's included.
    `pages` counts HTML files.
    """

    seconds: float
    busy: float
    peak: int
    pages: int
    site: int


def cold_build(peer: Peer, folder: Path, releases: int) -> Run:
    """Build the project in `folder` with nothing left from a build before.

    Raises BuildFailed if it fails, or makes fewer pages than there are releases.
    """
    for name in (peer.site, *peer.leavings):
        shutil.rmtree(folder / name, ignore_errors=True)
    os.sync()  # what was written before is no part of this build
    log = folder / "build.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            peer.command, cwd=folder, env=_environment(), stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    files = [file for file in (folder / peer.site).rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)
    if process.returncode != 0 or pages < releases:
        said = log.read_text("utf-8", "replace")[-2000:]
        raise BuildFailed(f"{peer.name}: exit {process.returncode}, {pages} pages\n{said}")
    return Run(
        seconds=seconds,
        busy=usage.ru_utime + usage.ru_stime,
        peak=usage.ru_maxrss * _PEAK_UNIT,
        pages=pages,
        site=sum(file.stat().st_size for file in files),
    )


def _environment() -> dict[str, str]:
    """This process's environment, without the path on which it finds the bench itself."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**inherited, **_ENVIRONMENT}
