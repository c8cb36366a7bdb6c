"""Read a Word document (.docx)."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import mammoth

from newsroom import limits
from newsroom.intake.manuscript import Manuscript, Mark, Notice, beside
from newsroom.intake.readers import pandoc
from newsroom.intake.readers.decoding import TooLong
from newsroom.intake.readers.markup import blocks_of
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.markdown_text import clean, one_line

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Larger'] => p.larger:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ol > li > ol > li:fresh
comment-reference =>
"""
_LOCKED = b"\xd0\xcf\x11\xe0"  # an OLE container: a locked .docx, or a .doc by another name
_BESIDE = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_WORDS = re.compile(rb"<(?:w|a|m):t(?:\s[^>]*)?>([^<]*)</(?:w|a|m):t>")
_DRAWN = re.compile(r"word/(?:diagrams/data|charts/chart)\d*\.xml")
# Fields such as dates and references: mammoth passes over them with the words they show.
_FIELD = re.compile(rb"</?w:fldSimple\b[^>]*>")
_SPACE = re.compile(r"\s+")
_CHANGES = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\b")
_USUAL = 12.0
_PIECE = re.compile(rb"<w:[pr][\s>]")
_HIDDEN = re.compile(rb"<w:vanish\s*/>")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of a .docx file: by pandoc where it is installed, else by mammoth."""
    at = Position(source.name)
    if data.startswith(_LOCKED):
        raise Problems([Problem("document_locked", at)])
    parts = _parts(data, at)
    read = pandoc.read if pandoc.found() else _by_mammoth
    manuscript = read(_without_fields(data, parts), source)
    asides = [_said(parts[name]) for name in parts if _BESIDE.fullmatch(name)]
    lost = list(_lost(parts, manuscript))
    return replace(
        manuscript,
        asides=(*asides, *lost),
        marks=tuple(_marks(parts.get("word/document.xml", b""))),
        notices=(
            *manuscript.notices,
            *beside(one_line(aside) for aside in asides),
            *([Notice("comments")] if "word/comments.xml" in parts else []),
            *([Notice("not_read", {"text": " | ".join(lost)})] if lost else []),
        ),
    )


def _by_mammoth(data: bytes, source: Source) -> Manuscript:
    pictures = Pictures()

    def keep(image: mammoth.documents.Image) -> dict[str, str]:
        with image.open() as file:
            kept = pictures.add("image", file.read(), image.alt_text or "")
        return {"src": kept or ""}

    written = mammoth.convert_to_html(
        io.BytesIO(data),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(keep),
        transform_document=_with_larger,
    ).value
    blocks = blocks_of(written, lambda address, _alt: address or None)
    return Manuscript(blocks, pictures=tuple(pictures.found), notices=tuple(pictures.notices))


def _parts(data: bytes, at: Position) -> dict[str, bytes]:
    """The document's XML parts. Raises Problems if it is none or unpacks too large; TooLong."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size > limits.UNPACKED or (size > 2**20 and size > limits.RATIO * len(data)):
                raise Problems([Problem("document_unpacked", at)])
            names = [name for name in packed.namelist() if name.endswith(".xml")]
            if sum(packed.getinfo(name).file_size for name in names) > limits.XML:
                raise Problems([Problem("document_unpacked", at)])
            parts = {name: packed.read(name) for name in names}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError):
        raise Problems([Problem("document_broken", at)]) from None
    # Word writes no entities; a part that declares some means to grow while it is read.
    if "word/document.xml" not in parts or any(b"<!ENTITY" in part for part in parts.values()):
        raise Problems([Problem("document_broken", at)])
    if sum(part.count(b"<") for part in parts.values()) > limits.XML_TAGS:
        raise TooLong
    document = parts["word/document.xml"]
    if sum(1 for _ in _PIECE.finditer(document)) > limits.ELEMENTS:
        raise TooLong
    if sum(len(words[1]) for words in _WORDS.finditer(document)) > 4 * limits.WORDS:
        raise TooLong
    return parts


def _with_larger(document: Any) -> Any:
    """The document with the style "Larger" on paragraphs in larger type than its text."""
    sizes: Counter[float] = Counter()

    def count(paragraph: Any) -> Any:
        for size, text in _runs(paragraph):
            sizes[size] += len(text)
        return paragraph

    mammoth.transforms.paragraph(count)(document)
    usual = sizes.most_common(1)[0][0] if sizes else 0

    def named(paragraph: Any) -> Any:
        larger = all(size > usual for size, text in _runs(paragraph) if text.strip())
        plain = paragraph.style_name in (None, "Normal") and paragraph.numbering is None
        is_larger = plain and larger and any(text.strip() for _, text in _runs(paragraph))
        return paragraph.copy(style_name="Larger") if is_larger else paragraph

    return mammoth.transforms.paragraph(named)(document)


def _runs(paragraph: Any) -> list[tuple[float, str]]:
    """The size and the words of a paragraph's runs; a size that is not told is the usual 12."""
    runs = mammoth.transforms.get_descendants_of_type(paragraph, mammoth.documents.Run)
    texts = mammoth.transforms.get_descendants_of_type
    return [
        (run.font_size or _USUAL, "".join(t.value for t in texts(run, mammoth.documents.Text)))
        for run in runs
    ]


def _without_fields(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same document with the words of its fields where the fields were."""
    fielded = {name for name, part in parts.items() if _FIELD.search(part)}
    if not fielded:
        return data
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = _FIELD.sub(b"", parts[name]) if name in fielded else old.read(name)
            new.writestr(name, part)
    return written.getvalue()


def _lost(parts: dict[str, bytes], manuscript: Manuscript) -> Iterator[str]:
    """What the document says and the manuscript does not, such as the words of a drawing."""
    read = _SPACE.sub("", clean("".join(block.text for block in manuscript.blocks)))
    told = set()
    for name, part in parts.items():
        if name == "word/document.xml" or _DRAWN.fullmatch(name):
            for paragraph in part.split(b"</w:p>"):
                text = one_line(" ".join(_unread(paragraph, read)))
                if text and text not in told:
                    told.add(text)
                    yield text


def _unread(paragraph: bytes, read: str) -> list[str]:
    """The pieces of a paragraph that `read`, a text without spaces, does not hold."""
    said = [html.unescape(p.decode("utf-8", "replace")) for p in _WORDS.findall(paragraph)]
    pieces = [clean(piece) for piece in said]
    if _SPACE.sub("", "".join(pieces)) in read:
        return []
    # Signs that Word keeps between pieces, such as a tab, part them.
    return [piece for piece in pieces if _SPACE.sub("", piece) not in read]


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
