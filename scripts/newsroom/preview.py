"""What `mkdocs serve` shows: a page is made when a browser asks for it, all others at leisure.

So a site of thousands of pages is there at once, and so is a text that was saved. Once
nobody has saved anything for a moment, whatever was not asked for is made in the
background, and the search index after it.
"""

from __future__ import annotations

import atexit
import logging
import posixpath
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from newsroom.pictures.darkroom import Undeveloped
from newsroom.press.press import Press
from newsroom.pressroom import Pressroom
from newsroom.search_index import FOLDER, SearchIndex, SearchIndexFailed, not_made
from newsroom.sources.release_cache import Changed

log = logging.getLogger("mkdocs.plugins.newsroom")

# Seconds without a change after which all else is made.
_QUIET = 1.0
# Where MkDocs tells a browser that there is something new.
_LONG_POLL = "/livereload/"
# Seconds that a search waits for its index at most.
_PATIENCE = 60.0
# What may go wrong with a file or an index that nobody waits for; a build will tell.
_FAILURES = (Changed, Undeveloped, CancelledError, RuntimeError, OSError)


class Preview:
    """Shows one site after another out of the standby of a press.

    `keep` is called once all of a site is made, to keep for the next run what was read.
    """

    def __init__(self, press: Press, keep: Callable[[], None]) -> None:
        self._press = press
        self._keep = keep
        self._room: Pressroom | None = None
        self._turn = 0
        self._one_at_a_time = threading.RLock()
        self._ended = threading.Event()
        self._leisure: threading.Thread | None = None
        self._index: SearchIndex | None = None

    @contextmanager
    def halted(self) -> Iterator[None]:
        """While another site is judged nothing is made, and no page of the old one handed out."""
        self.end()
        with self._one_at_a_time:
            yield

    def show(self, room: Pressroom) -> None:
        """Show a site from now on."""
        self.end()
        with self._one_at_a_time:
            self._room = room
            self._turn += 1
            self._ended.clear()
            self._leisure = threading.Thread(target=self._make_all, args=(room,), daemon=True)
            self._leisure.start()

    def close(self) -> None:
        """End, and remember what was made for the next run."""
        self.end()
        with self._one_at_a_time:
            if self._room is not None:
                self._press.close()
                self._keep()

    def end(self) -> None:
        """Make nothing more in the background; nobody else writes after this."""
        self._ended.set()
        with self._one_at_a_time:  # from here on no index is begun
            index, self._index = self._index, None
            leisure, self._leisure = self._leisure, None
        if index is not None:
            index.stop()
        if leisure is not None:
            leisure.join()

    # --- For a browser -------------------------------------------------------------------------

    def before(self, serve: WSGIApplication, mount: str) -> WSGIApplication:
        """The same server, but that what is asked for is made before it is handed out.

        `mount` is the path of the site on the server, with a slash at both ends.
        """

        def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            ours = path.startswith(mount) and not path.startswith(_LONG_POLL)
            while True:
                turn = self._turn
                if ours:
                    self._make(path[len(mount) :])
                held = _Held()
                body = serve(environ, held)
                # Meanwhile another site may have been judged: then this was still the old one.
                if turn == self._turn:
                    held.go_on(start)
                    return body
                if hasattr(body, "close"):
                    body.close()

        return answer

    def _make(self, asked: str) -> None:
        """Make the standby hold what the site has at a path, be it a file or a folder's page."""
        path = posixpath.normpath(f"/{asked}").lstrip("/")
        if path.startswith(f"{FOLDER}/"):
            self._wait_for_index()
            return
        room = self._room
        if room is None:
            return
        files = [path, posixpath.join(path, "index.html")]
        if "." not in posixpath.basename(path):
            files.reverse()  # what is likely is soon found; what is not there, only at the end
        try:
            if not self._bring(room, files[0]):
                self._bring(room, files[1])
        except Changed:  # it was saved again, and will be shown as it is then
            return
        except Undeveloped as picture:
            log.error(room.words.t("build.picture", file=picture.file))
        except OSError as error:
            log.error("%s", error)

    def _bring(self, room: Pressroom, file: str) -> bool:
        """Bring one file into the standby, or take it out if the site has none; whether it has."""
        while True:
            with self._one_at_a_time:
                if self._room is not room:  # it is another site by now, for which it is asked again
                    return True
                output = room.found(file)
                if output is not None:
                    self._press.bring(output)
                    return True
                if not room.find_more():
                    self._press.remove(file)
                    return False

    def _wait_for_index(self) -> None:
        """So that a search finds what was saved; for some time, then it finds what it can."""
        if (leisure := self._leisure) is not None:
            leisure.join(_PATIENCE)

    # --- At leisure ----------------------------------------------------------------------------

    def _make_all(self, room: Pressroom) -> None:
        if self._ended.wait(_QUIET):
            return
        try:
            for step in self._steps(room):
                with self._one_at_a_time:
                    if self._ended.is_set():
                        return
                    step()
            if self._index is not None:
                self._fill(self._index, room)
            with self._one_at_a_time:
                self._press.close()
                self._keep()
        except SearchIndexFailed as error:
            log.warning(not_made(error, room.words))
        except _FAILURES as error:
            log.debug("preview: %s", error)

    def _steps(self, room: Pressroom) -> Iterator[Callable[[], object]]:
        """All that is to be made, in steps so small that nobody waits for the end of one."""
        more = True

        def find() -> None:
            nonlocal more
            more = room.find_more()

        while more:
            yield find
        for output in room.outputs:
            yield partial(self._press.bring, output)
        yield partial(self._tidy, room)

    def _tidy(self, room: Pressroom) -> None:
        """Take away what belongs to the site no more; begin an index if it must be another."""
        if room.tidy():
            self._index = room.index_of(self._press.standby)

    def _fill(self, index: SearchIndex, room: Pressroom) -> None:
        try:
            room.fill(index)
        except BaseException:
            with self._one_at_a_time:
                self._press.look_at(FOLDER)
            raise
        with self._one_at_a_time:
            room.adopt_index()


def press_of_preview(cache: Path) -> Press:
    """The press of the one preview that keeps its site; of a second one at the same time, another.

    `cache` is the folder for what is kept between runs.
    """
    press = Press(cache / "preview", cache)
    if press.claim():
        return press
    folder = mkdtemp(prefix="newsroom-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Press(cache / "preview", Path(folder))


class _Held:
    """The head of an answer, held back until it is certain."""

    def __init__(self) -> None:
        self._arguments: tuple[Any, ...] = ()

    def __call__(self, *arguments: Any) -> Callable[[bytes], object]:
        self._arguments = arguments
        return _not_written

    def go_on(self, start: StartResponse) -> None:
        start(*self._arguments)


def _not_written(data: bytes) -> object:
    raise NotImplementedError("MkDocs hands out what it has, and writes nothing")
