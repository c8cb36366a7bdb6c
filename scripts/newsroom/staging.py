"""Build beside the site and put the whole in its place, so that no reader meets half of one.

The two folders exchange their names in one step where the system can do that (Linux and
macOS, on the disks that are usual there): whoever asks for a page gets it of the one site
or of the other, and at no instant is there none. Elsewhere the site moves away and the new
one comes, with an instant between. Where the folder cannot be moved, as one that is mounted,
all new files are first laid ready in it and then put over the old ones, each in one step,
pages last: for that while it holds files of both.

One build at a time works on a site: a lock beside it keeps the others waiting, and
ends with the process that holds it, however that ends. Whoever holds it puts right
what a build that was killed has left, and the names alone tell what that is:

    beside site        site    what had happened                  what is done
    .site.new-*        -       it was still building              it is thrown away
    .site.next-7       not 7   the new site was to take its turn  it is thrown away
    .site.next-7       is 7    the new site was in its place      hidden files follow it, and
                                                                  what is left of the old goes
    .site.old          none    the site had moved away            it is brought back
    .site.old          there   the new site was in its place      as above

(7 stands for the number by which the disk knows the new folder, whatever its name.)

Hidden files at the top of the site, such as .git and .htaccess, are not the build's, but for
those that a build has made itself. Those of them that servers read are in both folders
while these change places; the others are only ever moved, so at every moment each of them is
in one place or the other.
"""

from __future__ import annotations

import atexit
import filecmp
import glob
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout

from newsroom.exchange import exchange, settle

PATIENCE = 600
"""How long to wait for another build, in seconds; the largest archives take a minute."""
# The folder in a site in which files are laid ready that will be put over its own.
_READY = ".newsroom-new"
# The hidden folder that web servers hand out (RFC 8615); of others they should not.
_WELL_KNOWN = ".well-known"


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
        begin: Callable[[], None] = lambda: None,
        end: Callable[[], None] = lambda: None,
    ) -> None:
        """`standby` is a lasting folder to build in, if it is on the disk of the site.

        `waiting` is called if another build works on the same site and must be waited for,
        `begin` once none does and before the standby is looked at, and `end` right before
        others may. Raises TimeoutError if another build does not end, OSError if neither the
        site nor a folder beside it can be written, and what `begin` raises.
        """
        self.site = site.resolve()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _locked(self.site, waiting)
        self._end = end
        try:
            _recover(self.site)
            begin()
            self.folder = self._make(standby)
        except BaseException:
            self._let_go()
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

    def take_its_place(
        self,
        afterwards: Callable[[], None] | None = None,
        *,
        made: Collection[str] = (),
        withdrawn: Collection[str] = (),
        prove: Callable[[], None] = lambda: None,
    ) -> None:
        """Put what was built where the site is. Hidden files at its top stay.

        Of these, `made` are those that were built, and `withdrawn` those that were built
        before and no longer are. `prove` is called when nothing is left but to change places,
        and `afterwards` before other builds may begin. Raises what `prove` raises, the site
        being as it was; and OSError if it cannot be written, when it may hold part of what is new.
        """
        lent: list[Path] = []
        if self.site.exists():
            shutil.copymode(self.site, self.folder)
            _remove_hidden(self.folder, made)
            lent = list(_lend_hidden(self.site, self.folder, withdrawn))
        # A disk may keep new names before it keeps what is in the files: after a power cut the
        # new site would be there, and its pages empty.
        settle(self.folder)
        prove()
        old = self._exchanged() or self._moved()
        if old is None:
            _put_over(self.folder, self.site)
            _withdraw(self.site, withdrawn)
        else:
            _withdraw(old, withdrawn)
            _release_hidden(old, self.site)
            if self.lasting and old.exists() and not self.folder.exists():
                for path in lent:
                    (old / path).unlink(missing_ok=True)
                old.rename(self.folder)
            shutil.rmtree(old, ignore_errors=True)
        if afterwards is not None:
            with suppress(OSError):  # the site is in its place; the next build looks for itself
                afterwards()
        self.discard()

    def _exchanged(self) -> Path | None:
        """Where the site that was is now, if the two folders could change names in one step."""
        if not self.site.exists():
            return None
        number = self.folder.stat().st_ino
        following = _beside(self.site, f"next-{number}")
        try:
            self.folder.rename(following)
            try:
                exchange(following, self.site)
            except OSError:
                following.rename(self.folder)
                raise
        except OSError:  # another disk, or one that cannot do this
            return None
        return following

    def _moved(self) -> Path | None:
        """The same in two steps, for a disk that knows no exchange, and for a first site."""
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
            return None
        return old

    def discard(self) -> None:
        """Let other builds begin. A folder that is not the standby is thrown away."""
        atexit.unregister(self.discard)
        if not self.lasting:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._let_go()

    def _let_go(self) -> None:
        self._end()
        unlock(self._lock)


def _beside(site: Path, name: str) -> Path:
    return site.with_name(f".{site.name}.{name}")


def _locked(site: Path, waiting: Callable[[], None]) -> FileLock:
    lock = FileLock(_lock_file(site), thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        lock.acquire(timeout=PATIENCE)
    return lock


def unlock(lock: FileLock) -> None:
    """Let the next one begin; whoever waits notices that the file is another one now."""
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
    name = glob.escape(site.name)
    for following in site.parent.glob(f".{name}.next-*"):
        if following.name.endswith(f"-{_number(site)}"):
            _release_hidden(following, site)
        shutil.rmtree(following, ignore_errors=True)
    old = _beside(site, "old")
    if old.exists():
        if site.exists():
            _release_hidden(old, site)
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(site)
    for left in (*site.parent.glob(f".{name}.new-*"), site / _READY):
        shutil.rmtree(left, ignore_errors=True)


def _number(folder: Path) -> int | None:
    try:
        return folder.stat().st_ino
    except FileNotFoundError:
        return None


def _can_change_places(standby: Path, site: Path) -> bool:
    """Whether a folder is made and on the disk of the site, beside which names can be changed."""
    try:
        standby.mkdir(parents=True, exist_ok=True)
        same_disk = standby.stat().st_dev == site.parent.stat().st_dev
    except OSError:
        return False
    return same_disk and os.access(site.parent, os.W_OK)


def _hidden(site: Path) -> list[Path]:
    """The hidden files and folders at the top of a site."""
    if not site.exists():
        return []
    return [entry for entry in site.iterdir() if entry.name.startswith(".")]


def _remove_hidden(folder: Path, made: Collection[str]) -> None:
    """Take from a new site the hidden files that were not built for it but lent, some day."""
    for entry in _hidden(folder):
        inner = entry.rglob("*") if _is_folder(entry) else [entry]
        for file in sorted(inner, reverse=True):
            if _is_folder(file):
                with suppress(OSError):  # something is left in it
                    file.rmdir()
            elif file.relative_to(folder).as_posix() not in made:
                file.unlink()


def _lend_hidden(site: Path, new: Path, withdrawn: Collection[str]) -> Iterator[Path]:
    """Give the hidden files that servers read, where the new site lacks them, to both."""
    for entry in _hidden(site):
        inner = entry.rglob("*") if entry.name == _WELL_KNOWN and _is_folder(entry) else [entry]
        for file in inner:
            path = file.relative_to(site)
            if _is_folder(file) or path.as_posix() in withdrawn or os.path.lexists(new / path):
                continue
            with suppress(FileExistsError, NotADirectoryError):  # the new one has it otherwise
                (new / path).parent.mkdir(parents=True, exist_ok=True)
                _give(file, new / path)
                yield path


def _give(file: Path, place: Path) -> None:
    """A second name for a file; a copy where a disk knows no second names."""
    try:
        os.link(file, place, follow_symlinks=False)
    except OSError:
        shutil.copy2(file, place, follow_symlinks=False)


def _withdraw(folder: Path, withdrawn: Collection[str]) -> None:
    """Take away hidden files that were built before; what stays, the next build withdraws."""
    for name in withdrawn:
        with suppress(OSError):
            (folder / name).unlink()


def _release_hidden(old: Path, site: Path) -> None:
    """Let the hidden files of the site that was follow to the present one."""
    for entry in _hidden(old):
        if entry.name != _READY:
            _follow(entry, site / entry.name)


def _follow(entry: Path, place: Path) -> None:
    """Move a file or folder; of a folder that is there already, what it lacks."""
    if not os.path.lexists(place):
        entry.rename(place)
    elif _is_folder(entry) and _is_folder(place):
        for inner in entry.iterdir():
            _follow(inner, place / inner.name)


def _put_over(new: Path, site: Path) -> None:
    """Make `site` hold what `new` holds: first all is copied into it, then each file moved."""
    site.mkdir(parents=True, exist_ok=True)
    ready = site / _READY
    files = [file.relative_to(new) for file in new.rglob("*") if not _is_folder(file)]
    others = [path for path in files if not _same(new / path, site / path)]
    try:
        for path in others:
            (ready / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(new / path, ready / path, follow_symlinks=False)
        settle(site)
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    for path in sorted(others, key=lambda path: (_turn(path), path)):
        _clear_way(site, path)
        (ready / path).replace(site / path)
    _remove_others(site, set(files))
    shutil.rmtree(ready, ignore_errors=True)


def _turn(path: Path) -> int:
    """What others lead to comes before them: pages are last."""
    return {".html": 2, ".json": 1, ".xml": 1}.get(path.suffix, 0)


def _same(one: Path, other: Path) -> bool:
    try:
        return not other.is_symlink() and filecmp.cmp(one, other, shallow=False)
    except OSError:  # not there
        return False


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
        if path.parts[0].startswith("."):
            continue
        if _is_folder(file):
            if not any(file.iterdir()):
                file.rmdir()
        elif path not in wanted:
            file.unlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
