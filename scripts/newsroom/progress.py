"""A bar that grows while long work is done, for whoever watches at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")


# So many pages are written before a bar could be read.
_MANY = 300


class Bar:
    """Shown on the error stream if that is a terminal and there are enough steps; else nothing.

    It leaves no trace, so that what is printed reads the same with and without it.
    """

    def __init__(self, steps: int, *, least: int = 50) -> None:
        self._shown = _progress(steps) if steps >= least and sys.stderr.isatty() else None

    def advance(self) -> None:
        """Tell that one step is done."""
        if self._shown is not None:
            self._shown.advance(self._shown.task_ids[0])

    def reach(self, step: int) -> None:
        """Tell how many steps are done."""
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=step)

    def close(self) -> None:
        """Take the bar away; more than once does no harm."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None


@contextmanager
def progress() -> Iterator[Callable[[int, int], None]]:
    """A bar for work that tells how many of how many steps are done."""
    bar: Bar | None = None

    def told(done: int, steps: int) -> None:
        nonlocal bar
        bar = bar or Bar(steps, least=_MANY)
        bar.reach(done)

    try:
        yield told
    finally:
        if bar is not None:
            bar.close()


class Watch(Protocol):
    """Passes items on one by one, and may show somebody how far the work on them has come."""

    def __call__(self, items: Collection[Item], /) -> Iterable[Item]: ...


def unwatched(items: Collection[Item], /) -> Iterable[Item]:
    """Nobody is watching."""
    return items


def watching(items: Collection[Item], /) -> Iterable[Item]:
    """Items behind a bar, where somebody watches."""
    return watched(items, len(items))


def watched(items: Iterable[Item], number: int, *, least: int = 50) -> Iterator[Item]:
    """The same items, behind a bar of `number` steps."""
    bar = Bar(number, least=least)
    try:
        for item in items:
            yield item
            bar.advance()
    finally:
        bar.close()


def _progress(steps: int) -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    shown = Progress(transient=True, console=Console(stderr=True))
    shown.add_task("", total=steps)
    shown.start()
    return shown
