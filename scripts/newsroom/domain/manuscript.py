"""What stands in a source file, and where: opened only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from newsroom.problems import Position

MANUSCRIPTS = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".md.txt")
"""Endings, in small letters, under which a text that cannot be read as a release is a problem."""


def is_manuscript(path: str) -> bool:
    """Whether a text, by its ending, was meant for a release, and not only laid beside one."""
    return path.casefold().endswith(MANUSCRIPTS)


Turned = tuple[tuple[Position, str], ...]
"""Characters that turn the direction of writing, and where in a file each of them stood."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The Markdown of a file and where the values of its front matter stand.

    `body` begins at line `body_line`. The empty path in `positions` is the opening fence.
    `notes` are the comments in the front matter, by their lines, `turned` what was left out.
    """

    body: str = ""
    body_line: int = 1
    positions: Mapping[tuple[str | int, ...], Position] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    turned: Turned = ()


Opened = Callable[[], Manuscript]
"""Gives the manuscript of a file; whoever made it knows whether the file must be read for it."""


def no_manuscript() -> Manuscript:
    """Of a text that stands in no file."""
    return Manuscript()


def digest_of(data: bytes) -> str:
    """By what one content is told from any other: 160 bits of BLAKE2b, as hexadecimal digits."""
    return digest_of_all((data,))


def digest_of_all(pieces: Iterable[bytes]) -> str:
    """The same for a content that comes piece by piece."""
    digest = empty_digest()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def empty_digest() -> blake2b:
    """The same for one that is still to come: `update` it with every piece."""
    return blake2b(digest_size=20)
