"""See at once that a file was saved, also in an archive of many thousands.

MkDocs looks at every file twice a second, since some disks (of a network, of a container)
tell nothing by themselves. Here the system's own word is heard as well, and MkDocs' way is
kept, less often, for those disks.
"""

from __future__ import annotations

import os
import time
from typing import Any

from watchdog.events import (
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

# Not that a file was opened or read: the build itself does that.
_CHANGES: list[type[FileSystemEvent]] = [
    FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent,
]  # fmt: skip
# Seconds between two looks at all files, and without a change before a build begins.
_LOOK = 3.0
_QUIET = 0.05


def see_saves_at_once(server: Any) -> None:
    """Let the server of `mkdocs serve` hear of changes in both ways; call it before it serves."""
    server.build_delay = _QUIET
    watched = list(server._watched_paths)
    server.observer = _Both()
    for path in watched:
        server._watched_paths.pop(path)
        server.watch(path)


class _Both:
    """Two observers as one."""

    def __init__(self) -> None:
        self._heard: dict[str, float] = {}
        self._observers: list[BaseObserver] = [Observer(), PollingObserver(timeout=_LOOK)]

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> list[Any]:
        told, looked = self._observers
        hearing, looking = _Hearing(handler, self._heard), _Looking(handler, self._heard)
        return [
            told.schedule(hearing, path, recursive=recursive, event_filter=_CHANGES),
            looked.schedule(looking, path, recursive=recursive),
        ]

    def unschedule(self, watches: list[Any]) -> None:
        for observer, watch in zip(self._observers, watches, strict=True):
            observer.unschedule(watch)

    def start(self) -> None:
        told, looked = self._observers
        looked.start()
        try:
            told.start()
        except OSError:  # the system has no room for more to listen; looking does it
            self._observers = [looked, looked]

    def stop(self) -> None:
        for observer in self._observers:
            observer.stop()

    def join(self) -> None:
        for observer in self._observers:
            if observer.is_alive():
                observer.join()


class _Hearing(FileSystemEventHandler):
    """Hands on what the system tells, and remembers it."""

    def __init__(self, handler: Any, heard: dict[str, float]) -> None:
        self._handler = handler
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            self._heard[os.fsdecode(path)] = time.time()
        self._handler.dispatch(event)


class _Looking(FileSystemEventHandler):
    """Hands on what was found by looking, unless the system has told it already."""

    def __init__(self, handler: Any, heard: dict[str, float]) -> None:
        self._handler = handler
        self._heard = heard

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not self._is_known(os.fsdecode(event.dest_path or event.src_path)):
            self._handler.dispatch(event)

    def _is_known(self, path: str) -> bool:
        heard = self._heard.get(path)
        if heard is None or time.time() - heard > 3 * _LOOK:
            return False
        try:
            return os.stat(path).st_mtime <= heard  # noqa: PTH116
        except OSError:
            return True  # it is gone, as was told
