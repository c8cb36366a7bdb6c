"""Run one command in a fresh process: how long it takes, how much memory it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench.archive import NOW
from bench.memory import MemoryWatch

# ru_maxrss counts kibibytes, on macOS bytes.
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024

# A moment at which all releases are public, and no notice about the engine's future.
_ENVIRONMENT = {
    "NEWSROOM_NOW": NOW.isoformat(),
    "NO_MKDOCS_2_WARNING": "1",
    "DISABLE_MKDOCS_2_WARNING": "true",
}


class BuildFailed(RuntimeError):
    """A build gave up or made too little; the message holds what it said."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall time and time on all processors in seconds, memory in bytes.

    `peak` is the resident memory of its largest process, Pagefind's included, and
    `together` the sum over all its processes at one time; 0 where it was not taken.
    """

    seconds: float
    user: float = 0
    system: float = 0
    peak: int = 0
    together: int = 0

    @property
    def busy(self) -> float:
        """Seconds on all processors."""
        return self.user + self.system


def run(command: Sequence[str], folder: Path, *, watched: bool = False) -> Run:
    """Run a command in a folder until it ends; `watched` also sums up memory, which costs time.

    What it says goes to build.log there. Raises BuildFailed if it does not end well.
    """
    os.sync()  # what was written before is no part of this run
    log = folder / "build.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=output, stderr=output
        )
        with MemoryWatch(process.pid) if watched else nullcontext() as watch:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        said = log.read_text("utf-8", "replace")[-2000:]
        raise BuildFailed(f"{command[0]}: exit {process.returncode}\n{said}")
    return Run(
        seconds=seconds,
        user=usage.ru_utime,
        system=usage.ru_stime,
        peak=usage.ru_maxrss * _PEAK_UNIT,
        together=watch.peak if watch else 0,
    )


def environment() -> dict[str, str]:
    """This process's environment, without the path on which it finds the bench itself."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**inherited, **_ENVIRONMENT}
