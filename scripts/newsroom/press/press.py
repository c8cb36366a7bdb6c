"""The press of one site folder: prints the next site beside it, then exchanges the two."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path

from filelock import FileLock, Timeout

from newsroom.disk import content_of
from newsroom.outputs.manifest import MANIFEST, manifest
from newsroom.press.ledger import Entry, Ledger, Stamp
from newsroom.press.output import Output, key_of
from newsroom.press.packing import is_packed, packed
from newsroom.press.tree import Tree
from newsroom.staging import unlock

_LEDGER = "ledger.json"
_STANDBY = "standby"
_SITES = "sites"
_MOST_SITES = 3
_WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Printed:
    """What printing came to: the paths made anew, and the folders that must still be made.

    `same` says that the site holds all of it already. `hidden` are the hidden files at the
    top that were made, `withdrawn` those that were made before and no longer are.
    """

    changed: frozenset[str] = frozenset()
    folders: tuple[str, ...] = ()
    same: bool = False
    hidden: frozenset[str] = frozenset()
    withdrawn: frozenset[str] = frozenset()


class Press:
    """Keeps, for one site folder, a standby folder that holds the same site.

    The next site is printed into the standby: what has not changed is there already.
    Then the two exchange places, and the one that was the site catches up.
    """

    def __init__(self, site: Path, cache: Path) -> None:
        """`cache` is the folder for what is kept between runs."""
        self.site = site
        self.cache = cache
        name = blake2b(os.fsencode(site), digest_size=8).hexdigest()
        self._folder = cache / _SITES / name
        self._lock = _lock_of(self._folder)
        self.standby = self._folder / _STANDBY
        self._tree: Tree | None = None
        self._old: Tree | None = None
        self._pack = False
        self._sealed = ""

    def claim(self, patience: float = 0) -> bool:
        """Whether nobody else is at work in the standby; until this one ends nobody may be.

        `patience` are the seconds for which to wait. Raises OSError if nothing can be written.
        """
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=patience)
        except Timeout:
            return False
        self._folder.mkdir(exist_ok=True)
        return True

    def release(self) -> None:
        """Let others work in the standby."""
        unlock(self._lock)

    @cached_property
    def _ledger(self) -> Ledger:
        """Read only once it is this build's turn."""
        return Ledger(self._folder / _LEDGER)

    def print(
        self,
        into: Path,
        outputs: Sequence[Output],
        folders: Mapping[str, str],
        told: Callable[[int, int], object] | None = None,
        *,
        pack: bool = False,
    ) -> Printed:
        """Make the folder `into` hold these outputs, and what `folders` held last.

        `folders` are the names of folders that others fill, each with a key that tells
        what with. Those that are not filled under their key are left to be filled anew.
        Then `seal` ends the work; `pack` says that packed copies are wanted.
        """
        made = frozenset({MANIFEST, *(o.path for o in outputs if o.path.startswith("."))})
        known, withdrawn = self._ledger.hidden(), self._withdrawn()
        site = self._old = Tree(self.site, {*made, *known, *withdrawn})
        # What bears the name of a file that was withdrawn may be another, and somebody's own.
        for path in withdrawn.keys() - made - known:
            if site.stamps.get(path) != withdrawn[path]:
                site.stamps.pop(path, None)
                del withdrawn[path]
        before = known | withdrawn.keys()
        kept, stale = self._kept(folders, site)
        wanted = [*outputs, *kept]
        self._pack = pack
        self._sealed = _key_of_all(outputs, folders, pack)
        whole = [*wanted, *self._packed(site, wanted), Output(MANIFEST, self._sealed, bytes)]
        if not stale and site.holds(whole, self._ledger):
            return Printed(same=True)
        tree = self._tree = Tree(into, made | before)
        self._withdraw(before - made, withdrawn)
        printed = self._update(tree, site, outputs, folders, told)
        return replace(printed, hidden=made, withdrawn=frozenset(before - made))

    def _withdrawn(self) -> dict[str, Stamp]:
        """The hidden files that builds have withdrawn from sites which may not have come."""
        noted = json.loads(self.note(_WITHDRAWN) or "{}")
        return {path: Stamp(*stamp) for path, stamp in noted.items()}

    def _withdraw(self, paths: Iterable[str], earlier: Mapping[str, Stamp]) -> None:
        """Note by what hidden files are known that shall go with the site that has them."""
        entries = {path: self._ledger.entry(path) for path in paths}
        noted = {path: entry.stamp if entry else earlier[path] for path, entry in entries.items()}
        self.write_down(_WITHDRAWN, json.dumps(noted))

    def reprint(
        self,
        outputs: Sequence[Output],
        folders: Mapping[str, str],
        told: Callable[[int, int], object] | None = None,
    ) -> Printed:
        """Do the same in the standby itself, in which nobody else must write meanwhile."""
        tree = self._standby()
        try:
            return self._update(tree, tree, outputs, folders, told)
        except BaseException:
            self._tree = None  # what became of it, the next time must look for itself
            raise

    def tidy(self, paths: set[str], folders: Mapping[str, str]) -> list[str]:
        """Take out of the standby what is none of these; returns the folders to fill anew."""
        tree = self._standby()
        kept, stale = self._kept(folders, tree)
        wanted = paths.union(output.path for output in kept)
        for path in tree.stamps.keys() - wanted:
            tree.remove(path)
        self._ledger.keep_only(wanted)
        return stale

    def bring(self, output: Output) -> None:
        """Make the standby hold one output, whatever becomes of the others."""
        self._standby().bring(output, self._ledger)

    def remove(self, path: str) -> None:
        """Make the standby hold nothing at a path."""
        tree = self._standby()
        if path in tree.stamps:
            tree.remove(path)
            self._ledger.forget(path)

    def _standby(self) -> Tree:
        self._tree = self._tree or Tree(self.standby)
        return self._tree

    def _kept(self, folders: Mapping[str, str], *trees: Tree) -> tuple[list[Output], list[str]]:
        """The files of the folders that one of the trees has, and the folders to fill anew."""
        kept: list[Output] = []
        stale = []
        for name, key in folders.items():
            files = self._ledger.within(name)
            there = [f for f in files if any(tree.has(f, self._ledger) for tree in trees)]
            kept += there
            if not files or len(there) < len(files) or any(file.key != key for file in files):
                stale.append(name)
        return kept, stale

    def _update(
        self,
        tree: Tree,
        site: Tree,
        outputs: Sequence[Output],
        folders: Mapping[str, str],
        told: Callable[[int, int], object] | None,
    ) -> Printed:
        kept, stale = self._kept(folders, site, tree)
        wanted = [*outputs, *kept]
        # Packed copies that are there stay or are taken over; `seal` makes those that lack.
        wanted += [
            copy
            for copy in self._packed(tree, wanted)
            if tree.has(copy, self._ledger) or site.has(copy, self._ledger)
        ]
        changed = tree.update(wanted, self._ledger, None if site is tree else site, told)
        self._ledger.keep_only({output.path for output in wanted})
        return Printed(frozenset(changed), tuple(stale))

    def _packed(self, tree: Tree, wanted: Sequence[Output]) -> list[Output]:
        """The packed copies of those of the outputs that were made before as they are wanted."""
        if not self._pack:
            return []
        keys = {output.path: output.key for output in wanted}
        sizes = [known for known in self._ledger.sizes() if keys.get(known[0]) == known[1]]
        return list(packed(sizes, tree.folder, keys))

    def seal(self) -> None:
        """End what `print` began: pack the files, and write the manifest of all of them."""
        assert self._tree is not None
        if self._pack:
            files = self._ledger.sizes()
            made = {path for path, key, _ in files if not is_packed(key)}
            copies = packed(files, self._tree.folder, made)
            lacking = [copy for copy in copies if not self._tree.has(copy, self._ledger)]
            self._tree.make(lacking, self._ledger)
        text = manifest(self._ledger.digests())
        self._tree.bring(Output(MANIFEST, self._sealed, lambda: text), self._ledger)

    def adopt(self, name: str, key: str) -> None:
        """Take over a folder that somebody has filled in the folder printed into."""
        assert self._tree is not None
        present = self._tree.look_at(name)
        for output in self._ledger.within(name):
            if output.path not in present:
                self._ledger.forget(output.path)
        for path in present:
            entry, stamp = self._ledger.entry(path), self._tree.stamps[path]
            if entry is not None and is_packed(entry.key):
                continue
            if entry is not None and entry.stamp == stamp:
                digest = entry.digest
            else:
                digest = sha256(content_of(f"{self._tree.folder}/{path}")).hexdigest()
            self._ledger.enter(path, Entry(key, stamp, digest))

    def can_keep(self) -> bool:
        """Whether what is kept between runs can be written."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        lock = Path(self._lock.lock_file)
        kept = (self.cache, self._folder.parent, self._folder, self.standby, lock)
        return all(os.access(place, os.W_OK) for place in kept if place.exists())

    def workroom(self, name: str) -> Path:
        """An empty folder for what nobody needs after the build; a killed one's is taken away.

        Raises OSError if it cannot be made.
        """
        folder = self._folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def look_at(self, name: str) -> None:
        """Look again at a folder of the standby which somebody else may have begun to fill."""
        self._standby().look_at(name)

    def file(self, name: str) -> Path:
        """A file for what else belongs to the site and is kept between runs."""
        return self._folder / f"{name}.json"

    def written_since(self, printed: Printed) -> list[str]:
        """The files made anew, and those of the folders that others have filled anew."""
        filled = (file.path for name in printed.folders for file in self._ledger.within(name))
        return sorted({*printed.changed, *filled})

    def note(self, name: str) -> str:
        """Something written down with the last print; empty if there was nothing."""
        return self._ledger.notes.get(name, "")

    def write_down(self, name: str, text: str) -> None:
        """Write something down for the next print."""
        self._ledger.notes[name] = text

    def close(self) -> None:
        """Remember what was printed; call it before the folders exchange places."""
        _keep_few(self._folder)
        self._ledger.save()

    def missing(self) -> str | None:
        """A file that was printed and is there no more; None if there is none."""
        assert self._tree is not None
        folder = self._tree.folder
        paths = self._ledger.digests()
        return next((path for path in paths if not os.path.lexists(f"{folder}/{path}")), None)

    def copy_to(self, folder: Path) -> None:
        """Make another folder hold what was printed, too."""
        assert self._tree is not None
        Tree(folder).follow(self._tree, self._tree.stamps)

    def catch_up(self) -> None:
        """Make the standby hold what the site now does, so that the next print finds it there.

        After a first print there is none; the next one makes it.
        """
        if self._tree is None or self._old is None or not self.standby.is_dir():
            return
        behind = self._old.moved_to(self.standby)
        present = self._tree.moved_to(self.site)
        paths = {p for p, s in present.stamps.items() if behind.stamps.get(p) != s}
        behind.follow(present, paths | (behind.stamps.keys() - present.stamps.keys()))


def _key_of_all(outputs: Sequence[Output], folders: Mapping[str, str], pack: bool) -> str:
    """A key for what tells of all files."""
    lines = [f"{output.path} {output.key}" for output in outputs]
    lines += [f"{name} {key}" for name, key in folders.items()]
    return key_of(blake2b("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest(), pack)


def _keep_few(folder: Path) -> None:
    """Forget the folders of sites that have not been built for longest."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    sites = [site for site in folder.parent.iterdir() if site.is_dir()]
    sites.sort(key=lambda site: site.stat().st_mtime, reverse=True)
    for old in sites[_MOST_SITES:]:
        _forget(old)


def forget(cache: Path) -> None:
    """Forget what is kept between runs, but for sites at which somebody is at work.

    Whoever is goes on without readings and pictures, and makes them again.
    """
    for entry in _entries(cache):
        if entry.name == _SITES:
            for folder in {one.with_suffix("") for one in _entries(entry)}:
                _forget(folder)
        elif entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            with suppress(OSError):  # another one was quicker, or Windows keeps it while it is open
                entry.unlink()


def _forget(folder: Path) -> None:
    """Forget the folder of a site, unless a build or a preview is at work in it."""
    lock = _lock_of(folder)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return
    shutil.rmtree(folder, ignore_errors=True)
    unlock(lock)


def _lock_of(folder: Path) -> FileLock:
    return FileLock(folder.with_suffix(".lock"), thread_local=False)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
