"""What went wrong with a disk, told so that somebody can mend it."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from newsroom.words import Words

# Bytes; a disk with less is full, whatever was taken away since that was noticed.
_LITTLE = 4 * 1024 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_BROKEN = (*_FULL, errno.EIO, errno.EROFS)


def of_the_disk(error: OSError) -> bool:
    """Whether a disk is full, fails or cannot be written; these name no file, mostly."""
    return error.errno in _BROKEN


def is_full(folder: Path | str) -> bool:
    """Whether next to nothing more fits on the disk of a folder."""
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False


def not_written(site: Path, error: OSError, words: Words, others: Iterable[Path | str]) -> str:
    """The sentence that tells why a site cannot be written, and what to do.

    `others` are the folders besides in which a build writes: a full one may be theirs.
    """
    folder: Path | str = site
    if error.errno in _FULL:
        folder = next((other for other in (site.parent, *others) if is_full(other)), site)
        cure = "full"
    elif error.errno in _DENIED:
        folder = error.filename if isinstance(error.filename, str) else site
        cure = "denied"
    else:
        cure = "other"
    reason = os.strerror(error.errno) if error.errno else str(error)
    return words.t(f"build.output.{cure}", folder=folder, reason=reason)


def content_of(path: str) -> bytes:
    """All that is in a file: what `Path.read_bytes` gives, in a third of the time.

    For where thousands of files are read. Raises OSError.
    """
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()
