"""A generator's project: an archive written for it, built again and again."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.archive import SyntheticArchive
from bench.measure import BuildFailed, Run, run
from bench.peers.peer import Peer
from bench.site import pages_in

_numbers = count()


@dataclass
class Project:
    """An archive of `size` releases in the folder of one generator."""

    peer: Peer
    folder: Path
    archive: SyntheticArchive
    size: int
    added: int = 0
    _last: tuple[str, ...] | None = field(default=None, repr=False)

    @property
    def site(self) -> Path:
        """What was built."""
        return self.folder / self.peer.site

    def write(self) -> None:
        """Write the archive."""
        self.peer.write(self.folder, self.archive.releases(self.size))

    def clean(self) -> None:
        """Leave nothing of the builds before.

        It is put aside and not deleted: some file systems are slow to make files for a while
        after many were deleted, which a first build has never done.
        """
        for name in (self.peer.site, *self.peer.leavings):
            if (self.folder / name).exists():
                aside = self._aside / f"{next(_numbers)}"
                aside.parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).rename(aside)
        self._last = None

    def clear_up(self) -> None:
        """Delete what was put aside."""
        shutil.rmtree(self._aside, ignore_errors=True)

    @property
    def _aside(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}-before")

    def add_newest(self) -> None:
        """Write one more release, newer than all."""
        self.added += 1
        self.peer.add(self.folder, self.archive.newest(self.size, self.added))

    def build(self, *, search: bool, watched: bool = False) -> Run:
        """Build it. Raises BuildFailed if that fails, or makes fewer pages than releases."""
        command = self.peer.command(search=search)
        done = run(command, self.folder, watched=watched)
        made = pages_in(self.site)
        if made < self.size + self.added:
            raise BuildFailed(f"{self.peer.name}: only {made} pages of {self.size + self.added}")
        self._last = command
        return done

    def warm_up(self) -> None:
        """Build it as for publishing, unless what that leaves is there already."""
        command = self.peer.command(search=True)
        if self._last is None or (self.peer.remembers and self._last != command):
            self.build(search=True)
