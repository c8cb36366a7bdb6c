"""The memory of a process and all it has started, looked at while it runs (Linux)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

INTERVAL = 0.05
"""Seconds between two looks."""

_PROC = Path("/proc")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_HIGHEST = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


class MemoryWatch:
    """Looks at a process tree until it is left; `peak` is the most that it came to, in bytes.

    Of memory that processes share each counts its part (PSS), so that the sum is
    what the machine must have. It stays 0 where the system does not tell.
    """

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(INTERVAL):
            self.peak = max(self.peak, sum(map(memory_of, tree(self._pid))))


def tree(pid: int) -> Iterator[int]:
    """A process and all that it has started, directly or not."""
    yield pid
    for listed in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _read(listed).split():
            yield from tree(int(child))


def memory_of(pid: int) -> int:
    """The proportional memory (PSS) of a process in bytes; 0 if it is gone or not told."""
    return _kilobytes(_PSS, _PROC / str(pid) / "smaps_rollup")


def highest(pid: int) -> int:
    """The most resident memory that a running process has had, in bytes; 0 if it is not told."""
    return _kilobytes(_HIGHEST, _PROC / str(pid) / "status")


def _kilobytes(pattern: re.Pattern[str], file: Path) -> int:
    found = pattern.search(_read(file))
    return int(found[1]) * 1024 if found else 0


def _read(file: Path) -> str:
    try:
        return file.read_text("ascii", "replace")
    except OSError:
        return ""
