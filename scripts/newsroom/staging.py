"""Build beside the site and put the whole in its place, so that no reader meets half of one.

One build at a time works on a site: a lock beside it keeps the others waiting, and
ends with the process that holds it, however that ends. Whoever holds it puts right
what a build that was killed has left, and the names alone tell what that is:

    site     .site.old   what had happened                      what is done
    there    -           it was still building, or had ended    what it built is thrown away
    -        there       the site had moved away                it is brought back
    there    there       the new site was in its place          hidden files follow it, and
                                                                what is left of the old goes

Hidden files at the top of the site, such as .git and .htaccess, are not the build's:
they are only ever moved, so at every moment each of them is in one place or the other.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout

# How long to wait for another build, in seconds; the largest archives take a minute.
_PATIENCE = 600
# Ends the name of a file that is being written in the place of another.
_UNFINISHED = ".newsroom-new"


class Staging:
    """The folder in which the next site is built, for as long as no other build may be.

    It lies on the disk of the present one, so that changing places is a matter of two
    names. Where that cannot be, the files are put over one by one.
    """

    def __init__(
        self,
        site: Path,
        standby: Path | None = None,
        *,
        waiting: Callable[[], None] = lambda: None,
    ) -> None:
        """`standby` is a lasting folder to build in, if it is on the disk of the site.

        `waiting` is called if another build works on the same site and must be waited for.
        Raises TimeoutError if that does not end, and OSError if neither the site nor a
        folder beside it can be written.
        """
        self.site = site.resolve()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.site, waiting)
        try:
            _recover(self.site)
            self.folder = self._make(standby)
        except BaseException:
            _unlock(self._lock)
            raise
        self.lasting = self.folder == standby
        atexit.register(self.discard)

    def _make(self, standby: Path | None) -> Path:
        if self.site.exists() and not os.access(self.site, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(self.site))
        if standby is not None and _can_change_places(standby, self.site):
            return standby
        made = _beside(self.site, f"new-{os.getpid()}-{time.time_ns()}")
        try:
            made.mkdir()
        except OSError:
            # Only the site's own folder may be written, as on many a web server.
            if not self.site.exists():
                raise
            made = Path(tempfile.mkdtemp(prefix="newsroom-"))
        return made

    def take_its_place(self, afterwards: Callable[[], None] | None = None) -> None:
        """Put what was built where the site is. Hidden files at its top stay.

        `afterwards` is called before other builds may begin.
        Raises OSError if it cannot be written; it may then hold part of what is new.
        """
        if self.site.exists():
            shutil.copymode(self.site, self.folder)
        if not self._moved():
            _put_over(self.folder, self.site)
        old = _beside(self.site, "old")
        _release_hidden(old, self.site)
        if self.lasting and old.exists() and not self.folder.exists():
            old.rename(self.folder)
        shutil.rmtree(old, ignore_errors=True)
        if afterwards is not None:
            with suppress(OSError):  # the site is in its place; the next build looks for itself
                afterwards()
        self.discard()

    def _moved(self) -> bool:
        """Whether the two folders could change places."""
        old = _beside(self.site, "old")
        try:
            if self.site.exists():
                self.site.rename(old)
            try:
                self.folder.rename(self.site)
            except OSError:
                if old.exists():
                    old.rename(self.site)
                raise
        except OSError:  # a mount point, another disk, a file held open
            return False
        return True

    def discard(self) -> None:
        """Let other builds begin. A folder that is not the standby is thrown away."""
        atexit.unregister(self.discard)
        if not self.lasting:
            shutil.rmtree(self.folder, ignore_errors=True)
        _unlock(self._lock)


def _beside(site: Path, name: str) -> Path:
    return site.with_name(f".{site.name}.{name}")


def _locked(site: Path, waiting: Callable[[], None]) -> FileLock:
    lock = FileLock(_lock_file(site), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=_PATIENCE)
    return lock


def _unlock(lock: FileLock) -> None:
    """Let the next build begin; whoever waits notices that the file is another one now."""
    if lock.is_locked:
        with suppress(OSError):  # Windows keeps it as long as it is open
            Path(lock.lock_file).unlink()
        lock.release()


def _lock_file(site: Path) -> Path:
    """Beside the site; where nothing may be written there, in the folder for passing things."""
    if os.access(site.parent, os.W_OK):
        return _beside(site, "lock")
    name = blake2b(os.fsencode(site), digest_size=8).hexdigest()
    return Path(tempfile.gettempdir(), f"newsroom-{name}.lock")


def _recover(site: Path) -> None:
    """Put right what a build that was killed has left; only for who holds the lock."""
    old = _beside(site, "old")
    if old.exists():
        if site.exists():
            _release_hidden(old, site)
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(site)
    for left in site.parent.glob(f".{site.name}.new-*"):
        shutil.rmtree(left, ignore_errors=True)


def _can_change_places(standby: Path, site: Path) -> bool:
    """Whether a folder is made and on the disk of the site, beside which names can be changed."""
    try:
        standby.mkdir(parents=True, exist_ok=True)
        same_disk = standby.stat().st_dev == site.parent.stat().st_dev
    except OSError:
        return False
    return same_disk and os.access(site.parent, os.W_OK)


def _release_hidden(old: Path, site: Path) -> None:
    """Let the hidden files of the site that was follow to the present one."""
    for entry in list(old.iterdir()) if old.exists() else ():
        if entry.name.startswith("."):
            _follow(entry, site / entry.name)


def _follow(entry: Path, place: Path) -> None:
    """Move a file or folder; of a folder that is there already, what it lacks."""
    if entry.name.endswith(_UNFINISHED):
        return
    if not os.path.lexists(place):
        entry.rename(place)
    elif _is_folder(entry) and _is_folder(place):
        for inner in entry.iterdir():
            _follow(inner, place / inner.name)


def _put_over(new: Path, site: Path) -> None:
    """Make `site` hold what `new` holds, each file replaced in one step; pages come last."""
    files = [file.relative_to(new) for file in new.rglob("*") if file.is_file()]
    for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
        _clear_way(site, path)
        beside = (site / path).with_name(f".{path.name}.{os.getpid()}{_UNFINISHED}")
        shutil.copy2(new / path, beside)
        beside.replace(site / path)
    _remove_others(site, set(files))


def _clear_way(site: Path, path: Path) -> None:
    """Make way for a file: folders in its place go, and files in the place of its folders."""
    for above in reversed(path.parents[:-1]):
        if os.path.lexists(site / above) and not (site / above).is_dir():
            (site / above).unlink()
    if _is_folder(site / path):
        shutil.rmtree(site / path)
    (site / path).parent.mkdir(parents=True, exist_ok=True)


def _remove_others(site: Path, wanted: set[Path]) -> None:
    """Remove all that is not wanted; hidden files at the top are not the build's."""
    for file in sorted(site.rglob("*"), reverse=True):
        path = file.relative_to(site)
        if path.parts[0].startswith(".") and not path.name.endswith(_UNFINISHED):
            continue
        if _is_folder(file):
            if not any(file.iterdir()):
                file.rmdir()
        elif path not in wanted:
            file.unlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
