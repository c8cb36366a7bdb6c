"""Share long work among processes, where the system can split them off this one."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """The system has ended a process that shared the work, for want of memory most likely."""


_CHUNK = 100
# Below this many items the work is done before a process has begun.
_FEW = 400
_END_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux, see prctl(2)
_work: Callable[[Any], Any] | None = None


def in_parallel(
    work: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    *,
    few: int = _FEW,
    at_once: int = _CHUNK,
) -> Iterator[Result]:
    """What `work` makes of the items, so many `at_once`, in their order.

    Where there are several processors and enough items, processes that are split off
    this one do it: they know all that this one knows, what they change stays theirs, and
    only results come back (which must be such as `pickle` knows).
    """
    chunks = [items[start : start + at_once] for start in range(0, len(items), at_once)]
    number = processors()
    if len(items) <= few or number < 2 or not may_fork():
        yield from map(work, chunks)
        return
    global _work  # noqa: PLW0603 - handed to the processes by being there when they are split off
    _work = work
    try:
        forking = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(number, forking, _end_with, (os.getpid(),)) as pool:
            yield from pool.map(_do, chunks)
    except BrokenProcessPool:
        raise WorkerDied from None
    finally:
        _work = None


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Splitting off a process is safe on Linux, and while no other thread is at work."""
    return sys.platform == "linux" and threading.active_count() == 1


def _end_with(parent: int) -> None:
    """Let this process end when its parent does, be that killed; it would wait for ever else.

    And until it noticed, it would go on to write into the folder of the next build.
    """
    ctypes.CDLL(None).prctl(_END_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended meanwhile
        os._exit(1)


def _do(chunk: Any) -> Any:
    assert _work is not None
    return _work(chunk)
