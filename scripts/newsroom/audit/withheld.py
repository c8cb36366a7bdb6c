"""The withheld part of an archive, read once more from the bytes of its files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.audit.files import text_of
from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.lifecycle import status
from newsroom.domain.manuscript import MANUSCRIPTS, digest_of
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.problems import Problems
from newsroom.sources.release import read_release

# Whatever in docs/news/ is a text, under whichever ending, is held back unless it was read.
_TEXTS = (*MANUSCRIPTS, ".txt")
_VALUE = re.compile(r"\s*(-\s+)?(?:([A-Za-z_][\w-]*)\s*:)?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A release that nobody may see: as it was read and, if it cannot be read, its lines."""

    source: str
    release: Release | None
    raw: str = ""

    def values(self) -> Iterator[tuple[str, str]]:
        """(key, value) of every line of what should be front matter; in lists the key is "-"."""
        for line in self._head.splitlines():
            found = _VALUE.fullmatch(line)
            if found and (value := found[3].strip().strip("\"'")):
                yield (found[2] or (found[1] or "").strip()).casefold(), value

    @property
    def body(self) -> str:
        """What stands below the fence; all of a file without fences."""
        return self._parts[1]

    @property
    def _head(self) -> str:
        return self._parts[0]

    @property
    def _parts(self) -> tuple[str, str]:
        parts = re.split(r"^---[ \t]*$", self.raw.replace("\r\n", "\n"), maxsplit=2, flags=re.M)
        # Without its closing fence nobody can tell where the text begins.
        return (parts[1], parts[2]) if len(parts) == 3 else (self.raw, self.raw)


def unread(edition: Edition) -> tuple[str, ...]:
    """Texts in docs/news/ that could not be read: whether they are public nobody knows."""
    read = {release.source for release in edition.archive.releases}
    texts = (path for path in edition.archive.files if path.casefold().endswith(_TEXTS))
    return tuple(sorted(p for p in texts if p.startswith(NEWS_FOLDER) and p not in read))


def manuscripts(edition: Edition, files: frozenset[str]) -> Iterator[Manuscript]:
    """Every release that is withheld at `edition.now`, and every text that could not be read.

    `files` are the public ones: a text that a public release offers is not withheld.
    """
    for release in edition.archive.releases:
        # One that was read as public is believed only if its file is still the one read.
        if not status(release, edition.now).public or not _is_as_read(edition, release):
            found = _reread(edition, release)
            if found.release is None or not status(found.release, edition.now).public:
                yield found
    for source in unread(edition):
        if source not in files:
            yield Manuscript(source, None, _raw(edition, source))


def _reread(edition: Edition, release: Release) -> Manuscript:
    """A release as its file says now; as it was read before, if it has changed since."""
    site = edition.site
    source = release.source
    try:
        data = (site.docs / source).read_bytes()
        fresh = read_release(data, source, f"{site.shown}/{source}", site.settings)
    except (OSError, Problems):
        return Manuscript(source, release)
    return Manuscript(source, fresh)


def _is_as_read(edition: Edition, release: Release) -> bool:
    try:
        return digest_of((edition.site.docs / release.source).read_bytes()) == release.digest
    except OSError:
        return False


def _raw(edition: Edition, source: str) -> str:
    try:
        return text_of((edition.site.docs / source).read_bytes())
    except OSError:
        return ""
