"""Names of files that not every computer can keep, or that some take for one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsroom.domain.slug import is_device
from newsroom.edition import Edition
from newsroom.problems import Position, Problem

# Windows keeps none of these, nor a name that ends in a space or full stop; what is not seen, or
# turns the direction of writing, makes one name look like another.
_USUAL = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_UNFIT = re.compile(
    r'[<>:"|?*\\\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[. ]$'
)


def file_name_problems(everything: Edition) -> Iterator[Problem]:
    """Files in docs/ of which a colleague with Windows or macOS would get only some."""
    shown = everything.site.shown
    owners: dict[str, str] = {}
    told: set[str] = set()
    for path in sorted(everything.archive.files):
        twin = owners.setdefault(_as_one(path), path)
        if twin != path:
            facts = {"file": path, "other": twin}
            yield Problem("name_twice", Position(f"{shown}/{path}"), facts)
        for end in _ends_of_steps(path):
            step = path[:end]
            name = step.rpartition("/")[2]
            if step in told or not _is_unfit(name):
                continue
            told.add(step)
            yield Problem("name_unfit", Position(f"{shown}/{step}"), {"name": name})


def _as_one(path: str) -> str:
    """What paths share that some file systems take for one."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _ends_of_steps(path: str) -> Iterator[int]:
    """Where the name of the file ends, and those of its folders."""
    at = path.find("/")
    while at >= 0:
        yield at
        at = path.find("/", at + 1)
    yield len(path)


def _is_unfit(name: str) -> bool:
    if not _USUAL.fullmatch(name) and _UNFIT.search(name):
        return True
    return is_device(name.partition(".")[0].rstrip(" ").casefold())
