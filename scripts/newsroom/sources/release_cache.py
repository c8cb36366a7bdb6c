"""Releases as they were read last, so that only files that have changed are read again.

A file is known by its size and the time it was written; where these differ (after a
clone, say), by its content.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsroom.code import code_digest
from newsroom.domain.manuscript import Manuscript, digest_of
from newsroom.domain.release import Release
from newsroom.settings import Site
from newsroom.sources.front_matter import manuscript_of, read_front_matter
from newsroom.sources.kept import read_kept, write_kept
from newsroom.sources.release_record import record_of, release_from
from newsroom.sources.text import decode

_FILE = "releases.json"
# A file written so shortly before it was looked at may change again without looking changed.
_RACY = 2_000_000_000  # ns


class Changed(Exception):
    """A source file has changed since it was read; `file` is how messages name it."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


Seen = tuple[int, int, int, int]
"""Of a file: size, time of writing, time of any change (both ns), number on its disk.

The third cannot be set by hand, as the second can; a program that keeps it when it
replaces a file, such as `cp -p`, does not go unseen.
"""


def seen(stat: os.stat_result) -> Seen:
    """What a file is known by."""
    return stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino


def is_certain(stat: Seen) -> bool:
    """Whether a file cannot have been written again since, without looking changed."""
    return time.time_ns() - max(stat[1], stat[2]) > _RACY


@dataclass(slots=True)
class _Entry:
    seen: Seen
    release: Release


class ReleaseCache:
    """The releases of a site by their files. One object may serve many readings of the archive."""

    def __init__(self, site: Site, folder: Path | None = None) -> None:
        """`folder` is where they are kept between runs, if they may be."""
        self._site = site
        self._file = folder / _FILE if folder else None
        self._signature = _signature(site)
        self._entries = self._load()
        self._seen: dict[str, _Entry] = {}
        self._changed = False
        self._unsaved = False
        self.at_leisure = False
        """Whether what has changed is only written by `save`, and not with every reading."""

    def fits(self, site: Site) -> bool:
        """Whether releases of `site` would be read in the same way."""
        return site.docs == self._site.docs and _signature(site) == self._signature

    def known(self, source: str) -> Release | None:
        """The release of a file that has not changed; None if it must be read.

        Raises OSError if the file cannot be looked at.
        """
        entry = self._entries.get(source)
        if entry is None:
            return None
        path = f"{self._site.docs}/{source}"
        stat = os.stat(path)  # noqa: PTH116 - a Path takes as long to make as the look itself
        if seen(stat) != entry.seen:
            data = Path(path).read_bytes()
            if digest_of(data) != entry.release.digest:
                return None
            entry = _Entry(_certain(seen(stat)), entry.release)
            self._changed = True
        self._seen[source] = entry
        return entry.release

    def keep(self, release: Release, stat: Seen) -> None:
        """Keep what a file came to; `stat` was taken before it was read."""
        self._seen[release.source] = _Entry(_certain(stat), release)
        self._changed = True

    def close(self) -> None:
        """End a reading of the whole archive: what it did not meet is forgotten."""
        self._unsaved |= self._changed or self._seen.keys() != self._entries.keys()
        self._entries, self._seen, self._changed = self._seen, {}, False
        if not self.at_leisure:
            self.save()

    def save(self) -> None:
        """Write what has changed."""
        if self._unsaved and self._file is not None:
            rows = [[e.seen, record_of(e.release)] for e in self._entries.values()]
            write_kept(self._file, self._signature, rows)
        self._unsaved = False

    def _load(self) -> dict[str, _Entry]:
        rows = read_kept(self._file, self._signature) if self._file else None
        try:
            return {row[1][0]: self._entry(*row) for row in rows or ()}
        except (TypeError, ValueError, IndexError):
            return {}

    def _entry(self, stat: list[int], record: list[Any]) -> _Entry:
        opened = FileText(self._site, record[0], record[6])
        size, written, changed, number = stat
        release = release_from(record, self._site.zone, opened)
        return _Entry((size, written, changed, number), release)

    def forget(self) -> None:
        """Let every file be read anew next time."""
        self._entries, self._seen = {}, {}
        if self._file is not None:
            self._file.unlink(missing_ok=True)


class FileText:
    """Opens the manuscript of a release: as it was read, or from its file once more."""

    __slots__ = ("_digest", "_manuscript", "_site", "_source")

    def __init__(
        self, site: Site, source: str, digest: str, manuscript: Manuscript | None = None
    ) -> None:
        self._site = site
        self._source = source
        self._digest = digest
        self._manuscript = manuscript

    def __reduce__(self) -> tuple[type[FileText], tuple[Site, str, str]]:
        """To another process goes only where the text is."""
        return FileText, (self._site, self._source, self._digest)

    def __call__(self) -> Manuscript:
        """Read the file. Raises Changed if it is no longer the one that was read."""
        if self._manuscript is None:
            shown = f"{self._site.shown}/{self._source}"
            try:
                data = (self._site.docs / self._source).read_bytes()
            except OSError:
                raise Changed(shown) from None
            if digest_of(data) != self._digest:
                raise Changed(shown)
            matter = read_front_matter(decode(data, shown), shown)
            self._manuscript = manuscript_of(matter)
        return self._manuscript


def _certain(stat: Seen) -> Seen:
    """The same; of a file written too short ago to tell it from the next time, what fits none."""
    return stat if is_certain(stat) else (-1, 0, 0, 0)


def _signature(site: Site) -> str:
    """All that a release comes to depends on, besides its file."""
    return f"{code_digest()} {site.shown} {site.settings.model_dump_json()}"
