"""Read a Word document (.docx)."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import mammoth

from newsroom.intake.manuscript import Manuscript, Mark, Notice, beside
from newsroom.intake.readers import limits, pandoc
from newsroom.intake.readers.markup import blocks_of
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.markdown_text import one_line

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
comment-reference =>
"""
_LOCKED = b"\xd0\xcf\x11\xe0"  # an OLE container: a locked .docx, or a .doc by another name
_BESIDE = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_WORDS = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_CHANGES = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_HIDDEN = re.compile(rb"<w:vanish\s*/>")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of a .docx file: by pandoc where it is installed, else by mammoth."""
    at = Position(source.name)
    if data.startswith(_LOCKED):
        raise Problems([Problem("document_locked", at)])
    parts = _parts(data, at)
    read = pandoc.read if pandoc.found() else _by_mammoth
    manuscript = read(data, source)
    asides = [_said(parts[name]) for name in parts if _BESIDE.fullmatch(name)]
    return replace(
        manuscript,
        asides=tuple(asides),
        marks=tuple(_marks(parts.get("word/document.xml", b""))),
        notices=(
            *manuscript.notices,
            *beside(one_line(aside) for aside in asides),
            *([Notice("comments")] if "word/comments.xml" in parts else []),
        ),
    )


def _by_mammoth(data: bytes, source: Source) -> Manuscript:
    pictures = Pictures()

    def keep(image: mammoth.documents.Image) -> dict[str, str]:
        with image.open() as file:
            kept = pictures.add("image", file.read(), image.alt_text or "")
        return {"src": kept or ""}

    html = mammoth.convert_to_html(
        io.BytesIO(data), style_map=_STYLES, convert_image=mammoth.images.img_element(keep)
    ).value
    blocks = blocks_of(html, lambda address, _alt: address or None)
    return Manuscript(blocks, pictures=tuple(pictures.found), notices=tuple(pictures.notices))


def _parts(data: bytes, at: Position) -> dict[str, bytes]:
    """The document's XML parts. Raises Problems if it is none, or would unpack without measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size > limits.UNPACKED or (size > 2**20 and size > limits.RATIO * len(data)):
                raise Problems([Problem("document_unpacked", at)])
            names = [name for name in packed.namelist() if name.endswith(".xml")]
            parts = {name: packed.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError):
        raise Problems([Problem("document_broken", at)]) from None
    # Word writes no entities; a part that declares some means to grow while it is read.
    if "word/document.xml" not in parts or any(b"<!ENTITY" in part for part in parts.values()):
        raise Problems([Problem("document_broken", at)])
    return parts


def _said(part: bytes) -> str:
    """The words of a part: Word may cut even a word in pieces, but a paragraph it never joins."""
    paragraphs = part.split(b"</w:p>")
    lines = [b"".join(_WORDS.findall(paragraph)) for paragraph in paragraphs]
    return b"\n".join(lines).decode("utf-8", "replace")


def _marks(document: bytes) -> list[Mark]:
    marks = []
    if _CHANGES.search(document):
        marks.append(Mark("", "tracked_changes"))
    if _HIDDEN.search(document):
        marks.append(Mark("", "hidden_text"))
    return marks
