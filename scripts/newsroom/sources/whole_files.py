"""Write a file whole or not at all: a reader never finds half of one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex


def write_new(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet; folders are made.

    Raises FileExistsError if there is one, whose content then stays as it is.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, data) as whole:
        try:
            # Unlike a rename, a second name for the file never replaces another file.
            os.link(whole, path)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no second names, such as a USB stick
            with path.open("xb") as file:
                file.write(data)


def replace_file(path: Path, content: str | bytes) -> None:
    """Put a new content in place of a file's old one; its mode stays. Raises OSError."""
    data = content.encode() if isinstance(content, str) else content
    target = path.resolve()
    with _beside(target, data) as whole:
        shutil.copymode(target, whole)
        whole.replace(target)


@contextmanager
def _beside(path: Path, data: bytes) -> Iterator[Path]:
    """A file with the data beside the one that is meant, under a name that nobody else has."""
    whole = path.with_name(f".{path.name[:40]}.{os.getpid()}.{token_hex(4)}.tmp")
    try:
        with whole.open("xb") as file:
            file.write(data)
        yield whole
    finally:
        whole.unlink(missing_ok=True)
