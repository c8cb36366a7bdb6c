"""Find the documents that a command line names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsroom.intake.readers import READERS


@dataclass(frozen=True, slots=True)
class Document:
    """A document to import: its name as told, and its file; None is standard input."""

    name: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Collected:
    """Documents to import, files that are none, and names of which there is no file."""

    documents: list[Document]
    skipped: list[str]
    missing: list[str]


def collect(named: Sequence[str]) -> Collected:
    """The documents that `named` files and folders hold; "-" is text from standard input.

    Of a folder all documents are taken, its folders included; hidden files and the
    lock files of word processors are left out.
    """
    found = Collected([], [], [])
    for name in dict.fromkeys(named):
        if name == "-":
            found.documents.append(Document("stdin.txt", None))
        elif Path(name).is_dir():
            for file in _files(Path(name)):
                if file.suffix.lower() in READERS:
                    found.documents.append(Document(str(file), file))
                else:
                    found.skipped.append(str(file))
        elif Path(name).is_file():
            found.documents.append(Document(name, Path(name)))
        else:
            found.missing.append(name)
    return found


def _files(folder: Path) -> Iterable[Path]:
    for file in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
        if file.is_file() and not hidden:
            yield file
