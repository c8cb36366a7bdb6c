"""Make the search index of a built site with Pagefind, in parts that are made anew one by one.

One index over 10,000 releases takes 2 GB of memory and must be made whole for every new
release. So there is an index for every part of the archive, each in a folder of its own,
and `assets/search-worker.js` searches them as one. What a part is made from is told by the
caller (`search_parts` shares out the pages); here it is only made, kept or thrown away.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from queue import SimpleQueue
from subprocess import DEVNULL, PIPE
from tempfile import TemporaryDirectory
from threading import Event, Lock, Timer
from typing import Any, cast

from pagefind_bin import get_executable

from newsroom.disk import content_of, is_full
from newsroom.search_order import put_in_order
from newsroom.search_service import index_in_order
from newsroom.words import Words

FOLDER = "pagefind"
PARTS_FILE = "parts.json"
"""Tells the browser which parts there are; written last, when all of them are."""

# Two, since Pagefind itself hardly gains from more than one core. Meanwhile the pages of a third
# part are laid out, so that no core waits for that.
_AT_ONCE = 2

# How many places of words make a file. A search reads one file of every part for a word, so
# with Pagefind's own 20,000 a common word costs 500 KB in ten parts, and 45 KB with this.
_CHUNK = 350

_SETTINGS = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(_CHUNK), "RAYON_NUM_THREADS": "1"}

# Counts up when the same pages would give another index.
_FORMAT = 2

# As Python takes bytes that are no text.
_RAW = re.compile("[\udc80-\udcff]")

_ENGINE = "pagefind.js"
# The classes inside, for `search-worker.js`; Pagefind exports only functions that merge
# results by their score, which across parts is wrong for an order by date.
_EXPORTED = "PagefindInstance"

# Seconds that one part may take; the largest takes 3, on a slow and busy machine half a minute.
_PATIENCE = 600.0

# A disk in memory, which Linux has: pages laid out for seconds cost a third there.
_MEMORY = Path("/dev/shm")

_MARK = b"data-pagefind-body"
_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]*)")
_IGNORED = re.compile(rb"<section\b[^<>]* data-pagefind-ignore>")
_END = b"</section>"
# In what it ignores Pagefind still looks for its own marks, titles and pictures.
_HEEDED = (b"data-pagefind-", b"<h1", b"<img", b"<section")

Entry = dict[str, Any]


class SearchIndexFailed(RuntimeError):
    """Pagefind could not be run, or gave up; the message is its own."""


class SearchIndexHangs(SearchIndexFailed):
    """Pagefind did not come to an end and was stopped; the message names the part."""


def _environment() -> dict[str, str]:
    """Pagefind's: what is no UTF-8, such as the name of the folder we are in, would end it."""
    known = ((name, value) for name, value in os.environ.items() if not _RAW.search(name + value))
    return {**dict(known), **_SETTINGS}


def not_made(error: SearchIndexFailed, words: Words) -> str:
    """The sentence that tells why there is no index."""
    if isinstance(error, SearchIndexHangs):
        minutes = round(_PATIENCE / 60)
        return words.t("build.search_hangs", part=str(error), minutes=minutes)
    return words.t("build.no_search", reason=str(error))


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that have an index of their own.

    `pages` are the paths of their files below the site; those that mark no body for search
    are passed over. `digest` stands for all that is in them: a part is kept while it is the
    same, and one without is always made. `common` are the filters that all of them share.
    """

    name: str
    pages: tuple[str, ...]
    digest: str = ""
    common: Mapping[str, str] = field(default_factory=dict)


class SearchIndex:
    """The index of one site while it is made.

    `start` returns at once and may be called as soon as the pages of parts are written; at
    most two are made at a time, each by a process of its own. `wait` ends the work:

        with SearchIndex(site, "id", state) as index:
            index.start(*parts)
            index.wait()

    `state` is a file, not to be published, that remembers what the parts in
    `site/pagefind` were made from. Without it all are made. What it says is only believed
    of a part whose files are there and are those it speaks of, so a run that was killed,
    another site folder or a file of another version cost time and nothing else. Nothing is
    indexed by another language than `language`, so that one search finds a release
    whatever language it is in. `ordered` asks for the same bytes on every disk, at the cost
    of a fifth to a third more time.
    """

    def __init__(
        self, site: Path, language: str, state: Path | None = None, *, ordered: bool = False
    ) -> None:
        self._ordered = ordered
        self._site = site
        self._folder = site / FOLDER
        self._language = language
        self._state = state
        self._parts: dict[str, Part] = {}
        self._futures: dict[str, Future[_Made]] = {}
        self._kept: dict[str, _Made] = {}
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False
        self._pool = ThreadPoolExecutor(_AT_ONCE + 1, "search-index")
        self._turns = _turns()
        self._one_at_a_time = Lock()
        self._known = self._remembered()
        self._room = self._workroom()
        self._memory = self._memory_room()
        self._clear_up()

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def start(self, *parts: Part) -> None:
        """Make parts, or keep those that were made from the same; returns at once.

        The largest come first, so that none of them is made alone at the end.
        """
        for part in parts:
            if part.name in self._parts:
                raise ValueError(f"a part called {part.name!r} is there already")
            self._parts[part.name] = part
        for part in sorted(parts, key=lambda part: len(part.pages), reverse=True):
            known = self._known.get(part.name)
            if known is not None and part.digest and known.digest == part.digest:
                self._kept[part.name] = known
            else:
                self._futures[part.name] = self._pool.submit(self._make, part)

    def wait(self) -> None:
        """Wait for all parts, throw away those that were not started, and tell the browser.

        Raises SearchIndexFailed; then no part is remembered that was not made.
        """
        try:
            made = {
                name: self._kept[name] if name in self._kept else self._futures[name].result()
                for name in self._parts
            }
        except BaseException:
            self.stop()
            raise
        self._leave_memory()
        self._remove_others()
        self._write_parts_file(made)
        self._remember(made)

    def stop(self) -> None:
        """Give up what is not made yet; nothing happens if all is."""
        self._stopped = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in tuple(self._running):
            process.kill()
        self._leave_memory()

    def _leave_memory(self) -> None:
        """Wait until nobody works any more, and leave nothing in the memory."""
        self._pool.shutdown()
        if self._memory is not None:
            shutil.rmtree(self._memory, ignore_errors=True)

    def _workroom(self) -> Path | None:
        """Where parts are made: beside the state, emptied of what a killed run left.

        None, the system's folder for passing files, where there is no state or it cannot be.
        """
        if self._state is None:
            return None
        room = self._state.with_suffix(".work")
        shutil.rmtree(room, ignore_errors=True)
        try:
            room.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        return room

    def _memory_room(self) -> Path | None:
        """Where pages are laid out, emptied as well; None where no disk in memory can be had.

        Others may write there, too: what is not a folder of ours is not used.
        """
        if self._room is None:
            return None
        name = blake2b(os.fsencode(self._room.absolute()), digest_size=8).hexdigest()
        room = _MEMORY / f"newsroom-{name}"
        shutil.rmtree(room, ignore_errors=True)
        try:
            room.mkdir(mode=0o700)
        except OSError:
            return None
        return room

    # --- Making a part -------------------------------------------------------------------------

    def _make(self, part: Part) -> _Made:
        """The part's folder, put in place whole; a part without any words has none."""
        target = self._folder / part.name
        entry: Entry | None = None
        try:
            # Outside of the site: if this process is killed, Pagefind still works for a while.
            with TemporaryDirectory(dir=self._room) as folder, self._laid_out(part.pages) as pages:
                made = Path(folder, "made")
                # Where no page marks a body, Pagefind would index all there is.
                if pages is not None:
                    entry = self._indexed(pages, made)
                shutil.rmtree(target, ignore_errors=True)
                if entry is not None:
                    shutil.move(made, target)
        except subprocess.TimeoutExpired:
            raise SearchIndexHangs(part.name) from None
        except (OSError, ValueError) as error:
            raise SearchIndexFailed(str(error)) from error
        return _Made(part.digest, entry, _count(target))

    @contextmanager
    def _laid_out(self, pages: Iterable[str]) -> Iterator[Path | None]:
        """A folder of what of the pages is to be searched; None if there is nothing."""
        with TemporaryDirectory(dir=self._memory or self._room) as folder:
            try:
                some = self._set_out(pages, Path(folder))
            except OSError:  # the memory may be full; else the disk has the same to say
                shutil.rmtree(folder, ignore_errors=True)
                some = None
            if some is not None:
                yield Path(folder) if some else None
                return
        with TemporaryDirectory(dir=self._room) as folder:
            yield Path(folder) if self._set_out(pages, Path(folder)) else None

    def _set_out(self, pages: Iterable[str], folder: Path) -> bool:
        """Lay in a folder what of the pages is to be searched; whether there is any.

        Menu, masthead and footer would be read and thrown away: a quarter of Pagefind's time.
        """
        empty = True
        with self._one_at_a_time:  # so that the first is ready for Pagefind the sooner
            for page in pages:
                if body := searched(content_of(f"{self._site}/{page}")):
                    empty = False
                    file = folder / page
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(b"<html>" + body)  # without this element it passes a page over
        return not empty

    def _indexed(self, pages: Path, made: Path) -> Entry:
        """Make the part's folder; what is in it."""
        try:
            self._index(pages, made)
            return self._tidy(made)
        except (ValueError, SearchIndexFailed) as error:
            if is_full(made.parent):  # Pagefind does not tell; its files are not whole then
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(made.parent)) from None
            raise SearchIndexFailed(str(error)) from error

    def _index(self, pages: Path, output: Path) -> None:
        if self._ordered:
            with self._pagefind(["--service"], pages, DEVNULL, stdin=PIPE) as process:
                index_in_order(process, pages, output, self._language)
            return
        # Pagefind takes no path that is not UTF-8, as that of the project may be: it is not named.
        beside = output.parent.absolute()
        laid_out = pages.absolute()
        in_memory = self._memory is not None and laid_out.is_relative_to(self._memory)
        arguments = [
            "--site", str(laid_out) if in_memory else os.path.relpath(laid_out, beside),
            "--output-path", output.name,
            "--force-language", self._language,
            "--silent",
        ]  # fmt: skip
        with self._pagefind(arguments, beside, PIPE) as process:
            said, errors = process.communicate()
        if process.returncode != 0:
            raise SearchIndexFailed((errors or said).decode("utf-8", "replace").strip())

    @contextmanager
    def _pagefind(
        self, arguments: Sequence[str], folder: Path, errors: int, *, stdin: int | None = None
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A process of Pagefind in a folder, once it is its turn."""
        processor = self._turns.get()
        try:
            process = subprocess.Popen(
                [str(get_executable()), *arguments],
                cwd=folder,
                env=_environment(),
                stdin=stdin,
                stdout=PIPE,
                stderr=errors,
            )
            _keep_to(processor, process)
            with self._stoppable(process):
                yield process
        finally:
            self._turns.put(processor)

    @contextmanager
    def _stoppable(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """While a process is at work: `stop` ends it. Raises TimeoutExpired if patience did."""
        late = Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = Timer(_PATIENCE, end)
        self._running.add(process)
        timer.start()
        try:
            if self._stopped:
                process.kill()
            yield
        finally:
            self._running.discard(process)
            timer.cancel()
            timer.join()  # no process can be split off while a thread is there
            if late.is_set():
                raise subprocess.TimeoutExpired(process.args, _PATIENCE)

    def _tidy(self, made: Path) -> Entry:
        """Keep what is the part's own; what is the same for all parts goes beside them."""
        entry: Entry = json.loads((made / "pagefind-entry.json").read_text("utf-8"))
        put_in_order(made, entry)
        wasm = next(iter(entry["languages"].values()))["wasm"] or "unknown"
        _put_atomically(self._folder / self._wasm, (made / f"wasm.{wasm}.pagefind").read_bytes())
        engine = (made / _ENGINE).read_text("utf-8")
        if _EXPORTED not in engine:
            raise SearchIndexFailed(f"this version of Pagefind has no {_EXPORTED}")
        exports = f"\nexport{{{_EXPORTED}}};\n"
        _put_atomically(self._folder / _ENGINE, (engine + exports).encode())
        for file in made.iterdir():
            if file.is_file() and file.suffix != ".pf_meta":
                file.unlink()
        return entry

    @property
    def _wasm(self) -> str:
        return f"wasm.{self._language}.pagefind"

    # --- Remembering what was made -------------------------------------------------------------

    @property
    def _made_with(self) -> list[object]:
        return [_FORMAT, version("pagefind-bin"), self._language, _CHUNK, self._ordered]

    def _remembered(self) -> dict[str, _Made]:
        """The parts that are there as the state says; none if it cannot be read."""
        if self._state is None or not self._common_files_stand():
            return {}
        try:
            state = json.loads(self._state.read_bytes())
            if state["made_with"] != self._made_with:
                return {}
            known = {name: _Made(*made) for name, made in state["parts"].items()}
            return {name: made for name, made in known.items() if made.stands(self._folder / name)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _common_files_stand(self) -> bool:
        return all((self._folder / name).is_file() for name in (_ENGINE, self._wasm))

    def _remember(self, made: Mapping[str, _Made]) -> None:
        if self._state is None:
            return
        parts = {name: [one.digest, one.entry, one.files] for name, one in made.items()}
        state = {"made_with": self._made_with, "parts": parts}
        with suppress(OSError):  # then all is made again next time
            self._state.parent.mkdir(parents=True, exist_ok=True)
            _put_atomically(self._state, json.dumps(state).encode())

    def _clear_up(self) -> None:
        """Throw away all that is not known, such as what a killed run left."""
        if not self._known:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._remove_except({*self._known, _ENGINE, self._wasm, PARTS_FILE})

    def _remove_others(self) -> None:
        self._remove_except({*self._parts, _ENGINE, self._wasm, PARTS_FILE})

    def _remove_except(self, names: set[str]) -> None:
        for entry in self._folder.iterdir():
            if entry.name not in names:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()

    def _write_parts_file(self, made: Mapping[str, _Made]) -> None:
        """The parts that hold something, in the order in which they were started."""
        parts = [
            {"name": name, "common": dict(self._parts[name].common), "entry": one.entry}
            for name, one in made.items()
            if one.entry is not None
        ]
        text = json.dumps({"parts": parts}, ensure_ascii=False, separators=(",", ":"))
        _put_atomically(self._folder / PARTS_FILE, text.encode())


@dataclass(frozen=True, slots=True)
class _Made:
    """What a part was made from, and how to know its files again."""

    digest: str
    entry: Entry | None
    files: int

    def stands(self, folder: Path) -> bool:
        """Whether the folder is the one that was made.

        Pagefind names its table of contents by what is in it, and all other files stand
        there by such a name; so that file and the number of all tell.
        """
        if self.entry is None:
            return not folder.exists()
        languages = cast("dict[str, dict[str, str]]", self.entry["languages"])
        tables = (folder / f"pagefind.{one['hash']}.pf_meta" for one in languages.values())
        return all(table.is_file() for table in tables) and _count(folder) == self.files


def _turns() -> SimpleQueue[int | None]:
    """A turn for every process that may run at a time: a processor, two of them far apart.

    None where the system cannot keep a process to one.
    """
    mine = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else [None]
    turns: SimpleQueue[int | None] = SimpleQueue()
    for number in range(_AT_ONCE):
        turns.put(mine[-number])
    return turns


def _keep_to(processor: int | None, process: subprocess.Popen[bytes]) -> None:
    """Keep a process to a processor: the threads of Pagefind wait for each other most of the time.

    Moved from one to the other they take a seventh more, and leave gaps on both.
    """
    if sys.platform == "linux" and processor is not None:
        with suppress(OSError):  # it has ended, or the system will not
            os.sched_setaffinity(process.pid, {processor})


def searched(page: bytes) -> bytes:
    """The element of a page that is marked to be searched, without sections that are not.

    Of several marks, the whole page.
    """
    first = page.find(_MARK)
    if first < 0:
        return b""
    tag = _TAG.match(page, page.rfind(b"<", 0, first))
    if tag is None or page.find(_MARK, first + 1) >= 0:
        return page
    end = page.rfind(b"</" + tag[1])
    return _heeded(page[tag.start() : page.find(b">", end) + 1]) if end > first else page


def _heeded(body: bytes) -> bytes:
    """Without the sections that Pagefind would read and ignore: half of a release's page."""
    pieces = []
    start = 0
    for section in _IGNORED.finditer(body):
        end = body.find(_END, section.end())
        inner = body[section.end() : end]
        if section.start() >= start and end > 0 and not any(mark in inner for mark in _HEEDED):
            pieces.append(body[start : section.start()])
            start = end + len(_END)
    return b"".join([*pieces, body[start:]])


def _count(folder: Path) -> int:
    """How many files there are below a folder of which only folders have folders."""
    return sum(len(files) for _, _, files in os.walk(folder))


def _put_atomically(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, by whatever thread comes last."""
    beside = file.with_name(f".{file.name}.{os.getpid()}.{id(content)}")
    beside.write_bytes(content)
    beside.replace(file)
