"""Build beside the site and put the whole in its place, so that no reader meets half of one."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from pathlib import Path

# A folder that a killed build has left behind; no build takes so long.
_ABANDONED = 6 * 3600


class Staging:
    """The folder in which the next site is built.

    It lies beside the present one, on the same disk, so that taking its place is a
    matter of two names. Where that cannot be, the files are put over one by one.
    Raises OSError if neither the site nor a folder beside it can be written.
    """

    def __init__(self, site: Path, *, keep: bool = False) -> None:
        """`keep` begins with what the present site holds."""
        self.site = site.resolve()
        self.site.parent.mkdir(parents=True, exist_ok=True)
        _recover(self.site)
        self.folder = self._make()
        atexit.register(self.discard)
        if keep and self.site.exists():
            shutil.copytree(self.site, self.folder, dirs_exist_ok=True, symlinks=True)

    def _make(self) -> Path:
        if self.site.exists() and not os.access(self.site, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(self.site))
        made = self.site.with_name(f"{_prefix(self.site)}new-{os.getpid()}-{time.time_ns()}")
        try:
            made.mkdir()
        except OSError:
            # Only the site's own folder may be written, as on many a web server.
            if not self.site.exists():
                raise
            made = Path(tempfile.mkdtemp(prefix="newsroom-"))
        return made

    def take_its_place(self) -> None:
        """Put what was built where the site is. Hidden files at its top, such as .git, stay."""
        if self.site.exists():
            shutil.copymode(self.site, self.folder)
        old = self.site.with_name(f"{_prefix(self.site)}old")
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
            _put_over(self.folder, self.site)
            self.discard()
            return
        _keep_hidden(old, self.site)
        shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Throw away what was built; nothing happens if it has taken its place."""
        atexit.unregister(self.discard)
        shutil.rmtree(self.folder, ignore_errors=True)


def _prefix(site: Path) -> str:
    return f".{site.name}."


def _recover(site: Path) -> None:
    """Clear up after a build that was killed, bringing back the site if it had just moved away."""
    old = site.with_name(f"{_prefix(site)}old")
    if old.exists():
        if site.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(site)
    for left in site.parent.glob(f"{_prefix(site)}new-*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def _keep_hidden(old: Path, site: Path) -> None:
    if old.exists():
        for entry in old.iterdir():
            if entry.name.startswith(".") and not (site / entry.name).exists():
                entry.rename(site / entry.name)


def _put_over(new: Path, site: Path) -> None:
    """Make `site` hold what `new` holds, each file replaced in one step; pages come last."""
    files = [file.relative_to(new) for file in new.rglob("*") if file.is_file()]
    for path in sorted(files, key=lambda path: (path.suffix == ".html", path)):
        target = site / path
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        shutil.copy2(new / path, beside)
        beside.replace(target)
    wanted = set(files)
    for file in sorted(site.rglob("*"), reverse=True):
        path = file.relative_to(site)
        if path.parts[0].startswith("."):
            continue
        if file.is_dir() and not any(file.iterdir()):
            file.rmdir()
        elif file.is_file() and path not in wanted:
            file.unlink()
