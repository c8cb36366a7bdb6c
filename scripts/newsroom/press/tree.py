"""A folder that is made to hold certain outputs, and nothing else."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from copy import copy
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from newsroom.press.ledger import Entry, Ledger, Stamp
from newsroom.press.output import Output
from newsroom.sources.contents import pieces_of
from newsroom.workers import in_parallel

# As long as so many others it takes to make a file that is dear; only for showing progress.
_DEAR = 20


class Tree:
    """A folder of a site as it was found, and what happens to it since.

    Hidden files at its top are not the build's and stay, but for those named in `ours`.
    """

    def __init__(self, folder: Path, ours: Iterable[str] = ()) -> None:
        self.folder = folder
        self.stamps = _files(str(folder), "")
        for path in ours:
            with suppress(OSError):
                found = os.stat(f"{folder}/{path}")  # noqa: PTH116
                if stat.S_ISREG(found.st_mode):
                    self.stamps[path] = Stamp(found.st_size, found.st_mtime_ns)

    def has(self, output: Output, ledger: Ledger) -> bool:
        """Whether it holds an output as it is wanted."""
        found = self.stamps.get(output.path)
        key = ledger.key(output.path, found)
        if key is None and found is not None and ledger.may_be_unpacked(output.path, found):
            key = self._key_by_content(output.path, ledger)
        return key == output.key

    def _key_by_content(self, path: str, ledger: Ledger) -> str | None:
        """The key of a file that is known by its bytes alone; it bears its stamp from now on."""
        entry = ledger.entry(path)
        assert entry is not None
        with Path(self.folder, path).open("rb") as file:
            digest, size = file_digest(file, sha256).hexdigest(), file.tell()
        if digest != entry.digest:
            self.stamps[path] = Stamp(size, -1)
            return None
        self.stamps[path] = entry.stamp
        return entry.key

    def holds(self, outputs: Sequence[Output], ledger: Ledger) -> bool:
        """Whether it holds just these outputs, each as it is wanted."""
        return len(outputs) == len(self.stamps) and all(self.has(o, ledger) for o in outputs)

    def look_at(self, name: str) -> set[str]:
        """Look again at a folder in it, which somebody else has filled; its files."""
        found = _files(f"{self.folder}/{name}", f"{name}/")
        gone = {p for p in self.stamps if p.startswith(f"{name}/")} - found.keys()
        self.stamps = {p: s for p, s in self.stamps.items() if p not in gone} | found
        return set(found)

    def moved_to(self, folder: Path) -> Tree:
        """The same tree at the place to which it has moved."""
        moved = copy(self)
        moved.folder = folder
        return moved

    def update(
        self,
        outputs: Sequence[Output],
        ledger: Ledger,
        other: Tree | None = None,
        told: Callable[[int, int], object] | None = None,
    ) -> set[str]:
        """Make it hold these outputs; returns the paths of those that had to be made.

        What `other` holds as it is wanted is taken over from there. `told` hears how many
        of how many are made.
        """
        # First of all: a file may be in the way of a folder, or a folder of a file.
        self._remove(self.stamps.keys() - {output.path for output in outputs})
        wanting = [output for output in outputs if not self.has(output, ledger)]
        if other is not None:
            wanting = [o for o in wanting if not self._take_over(o, ledger, other)]
        self.make(wanting, ledger, told)
        return {output.path for output in wanting}

    def bring(self, output: Output, ledger: Ledger) -> None:
        """Make it hold one output, whatever becomes of the others."""
        if not self.has(output, ledger):
            self._enter(output, *self._made(output, set()), ledger)

    def remove(self, path: str) -> None:
        """Make it hold nothing at a path."""
        self._remove([path])

    def follow(self, other: Tree, paths: Iterable[str]) -> None:
        """Make it hold at these paths what `other` holds there."""
        wanted = set(paths)
        self._remove(wanted & (self.stamps.keys() - other.stamps.keys()))
        for path in wanted & other.stamps.keys():
            self._link(path, other)

    def _take_over(self, output: Output, ledger: Ledger, other: Tree) -> bool:
        if not other.has(output, ledger):
            return False
        self._link(output.path, other)
        return True

    def _link(self, path: str, other: Tree) -> None:
        """A second name for the same file; a copy where a disk knows no second names."""
        source, target = f"{other.folder}/{path}", f"{self.folder}/{path}"
        _clear(target)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
        self.stamps[path] = other.stamps[path]

    def make(
        self,
        outputs: Sequence[Output],
        ledger: Ledger,
        told: Callable[[int, int], object] | None = None,
    ) -> None:
        """Make outputs anew, by several processes if there are many."""
        ready: set[str] = set()

        def made(numbers: Sequence[int]) -> list[tuple[int, Stamp, str]]:
            return [(number, *self._made(outputs[number], ready)) for number in numbers]

        def made_together(works: Sequence[list[int]]) -> list[tuple[int, Stamp, str]]:
            return [result for numbers in works for result in made(numbers)]

        quick, works = _by_work(outputs)
        steps = len(quick) + _DEAR * (len(outputs) - len(quick))
        done = 0
        for results in chain(
            in_parallel(made, quick), in_parallel(made_together, works, few=1, at_once=1)
        ):
            for number, stamp, digest in results:
                output = outputs[number]
                self._enter(output, stamp, digest, ledger)
                done += _DEAR if output.dear else 1
            if told is not None:
                told(done, steps)

    def _made(self, output: Output, ready: set[str]) -> tuple[Stamp, str]:
        """Write an output's file, and tell its digest; `ready` are folders known to be there."""
        path = f"{self.folder}/{output.path}"
        content = output.make()  # first of all: what cannot be made takes nothing away
        _make_room(path, ready, is_there=output.path in self.stamps)
        try:
            return _write(path, pieces_of(content))
        except BaseException:  # it is not there any more, be it asked for as it was
            self.stamps.pop(output.path, None)
            raise

    def _enter(self, output: Output, stamp: Stamp, digest: str, ledger: Ledger) -> None:
        self.stamps[output.path] = stamp
        ledger.enter(output.path, Entry(output.key, stamp, digest))

    def _remove(self, paths: Iterable[str]) -> None:
        """Take files away, and the folders that become empty."""
        for path in list(paths):
            with suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(f"{self.folder}/{path}")  # noqa: PTH108 - many thousands at times
            self.stamps.pop(path, None)
            parent = path.rpartition("/")[0]
            while parent:
                try:
                    os.rmdir(f"{self.folder}/{parent}")  # noqa: PTH106
                except OSError:
                    break
                parent = parent.rpartition("/")[0]


def _by_work(outputs: Sequence[Output]) -> tuple[list[int], list[list[int]]]:
    """The numbers of outputs that are soon made, and those of every dear work."""
    quick: list[int] = []
    works: dict[str, list[int]] = {}
    for number, output in enumerate(outputs):
        (works.setdefault(output.dear, []) if output.dear else quick).append(number)
    return quick, list(works.values())


def _files(folder: str, below: str) -> dict[str, Stamp]:
    """Every file below a folder, but for hidden ones at its top."""
    found = {}
    waiting = [(folder, below)]
    while waiting:
        folder, below = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if not below and name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((f"{folder}/{name}", f"{below}{name}/"))
                    else:
                        seen = entry.stat(follow_symlinks=False)
                        found[f"{below}{name}"] = Stamp(seen.st_size, seen.st_mtime_ns)
        except FileNotFoundError:
            continue
    return found


def _write(path: str, pieces: Iterable[bytes]) -> tuple[Stamp, str]:
    """Write a new file, so that one which stood there keeps its content under its other names.

    Returns its digest, too. One that cannot be written to its end leaves nothing there.
    """
    digest = sha256()
    try:
        with _opened(path) as file:
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.flush()
            written = os.fstat(file.fileno())
    except BaseException:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise
    return Stamp(written.st_size, written.st_mtime_ns), digest.hexdigest()


def _opened(path: str) -> BinaryIO:
    """A new file; a folder without files may stand there, which was not seen."""
    try:
        return open(path, "xb")  # noqa: PTH123 - as above
    except FileExistsError:
        _clear(path)
        return open(path, "xb")  # noqa: PTH123


def _make_room(path: str, ready: set[str], *, is_there: bool) -> None:
    """Make room for a file of which it is known whether it is there; `ready` are known folders."""
    parent = path.rpartition("/")[0]
    if is_there or parent not in ready:
        _clear(path)
        ready.add(parent)


def _clear(path: str) -> None:
    """Make room for a file: take away what is there, make the folder it stands in."""
    try:
        os.unlink(path)  # noqa: PTH108
        return
    except IsADirectoryError:
        shutil.rmtree(path)
    except FileNotFoundError:
        pass
    except NotADirectoryError:  # a file stands where a folder must be
        _clear_way(path)
    except PermissionError:  # a folder, on some systems
        if not Path(path).is_dir():
            raise
        shutil.rmtree(path)
    os.makedirs(path.rpartition("/")[0], exist_ok=True)  # noqa: PTH103


def _clear_way(path: str) -> None:
    parent = Path(path).parent
    while not parent.exists() and not parent.is_file():
        parent = parent.parent
    if parent.is_file():
        parent.unlink()
