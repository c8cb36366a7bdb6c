"""Find the documents that a command line names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from newsroom.intake.readers import READERS


@dataclass(frozen=True, slots=True)
class Document:
    """A document to import: its name as told, and its file; None is standard input."""

    name: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Collected:
    """Documents to import, files that are none, and names of which there is no file.

    `outside` are links that lead out of the folder that was named; they are not followed.
    """

    documents: list[Document] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def collect(named: Sequence[str]) -> Collected:
    """The documents that `named` files and folders hold; "-" is text from standard input.

    Of a folder all documents are taken, its folders included; hidden files and the
    lock files of word processors are left out.
    """
    found = Collected()
    for name in dict.fromkeys(named):
        if name == "-":
            found.documents.append(Document("stdin.txt", None))
        elif Path(name).is_dir():
            for file in _files(Path(name)):
                if file.is_symlink() and not is_within(file, Path(name)):
                    found.outside.append(str(file))
                elif file.is_dir():
                    continue
                elif file.suffix.lower() in READERS:
                    found.documents.append(Document(str(file), file))
                else:
                    found.skipped.append(str(file))
        elif Path(name).is_file():
            found.documents.append(Document(name, Path(name)))
        else:
            found.missing.append(name)
    return found


def is_within(link: Path, folder: Path) -> bool:
    """Whether a link leads to something in a folder."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # nothing is there, or it leads to itself
        return False


def _files(folder: Path) -> Iterable[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        if not hidden and (file.is_file() or file.is_symlink()):
            yield file
