"""The doors for press officers' documents: bytes become a manuscript."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import PurePath

from newsroom import limits
from newsroom.intake.manuscript import Manuscript
from newsroom.intake.readers.decoding import NotText, TooLong, bounded
from newsroom.intake.readers.source import Source
from newsroom.problems import Position, Problem, Problems

Reader = Callable[[bytes, Source], Manuscript]

# The module that reads each kind of document, by the ending of its name.
READERS = {
    ".txt": "plain",
    ".text": "plain",
    ".md": "marked",
    ".markdown": "marked",
    ".docx": "word",
    ".odt": "pandoc",
    ".rtf": "pandoc",
    ".html": "web",
    ".htm": "web",
    ".eml": "mail",
    ".pdf": "pdf",
}


def read_document(data: bytes, source: Source) -> Manuscript:
    """Read a document by the ending of its name. Raises Problems if it cannot be read."""
    at = Position(source.name)
    ending = PurePath(source.name).suffix.lower()
    if ending not in READERS:
        known = ", ".join(sorted({*READERS} - {".text", ".markdown", ".htm"}))
        raise Problems([Problem("document_kind", at, {"known": known})])
    most = limits.TEXT_DOCUMENT if READERS[ending] in ("plain", "marked") else limits.DOCUMENT
    if len(data) > most:
        size = str(max(1, most >> 20))
        raise Problems([Problem("document_large", at, {"size": size})])
    if not data.strip():
        raise Problems([Problem("document_empty", at)])
    read: Reader = import_module(f"newsroom.intake.readers.{READERS[ending]}").read
    try:
        manuscript = read(data, source)
        bounded("".join(block.text for block in manuscript.blocks))
        if len(manuscript.blocks) > limits.PARAGRAPHS:
            raise TooLong
    except Problems:
        raise
    except TooLong:
        raise Problems([Problem("document_long", at, {"most": f"{limits.WORDS:_}"})]) from None
    except NotText:
        raise Problems([Problem("document_not_text", at)]) from None
    except Exception as error:
        # The parsers fail on broken documents in more ways than they have names for.
        raise Problems([Problem("document_broken", at)]) from error
    if not any(block.text.strip() for block in manuscript.blocks):
        raise Problems([Problem("document_empty", at)])
    return replace(manuscript, name=PurePath(source.name).stem)
