"""Bodies that are HTML, as Jekyll's .html files and WordPress have them, turned into Markdown."""

from __future__ import annotations

import re
from typing import Any

from bs4.exceptions import ParserRejectedMarkup
from markdownify import ATX, MarkdownConverter

from newsroom.migration.body import ENTITY, TAG, Resolve, Turned, turned
from newsroom.problems import Position

# What opens a block, before which WordPress' editor puts no paragraph of its own.
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|pre|figure"
    r"|figcaption|hr|section|article|aside|header|footer|address|details|summary|form|iframe"
    r"|video|audio)\b|!--)",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PRE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL | re.IGNORECASE)
_BLANK = re.compile(r"\n{3,}")


class _Converter(MarkdownConverter):
    """Markdown with headings marked by `#`, and nothing escaped that needs it not."""

    def escape(self, text: str, parent_tags: Any) -> str:
        """Text that stays text: what would be a tag or an entity is none."""
        escaped = str(super().escape(text, parent_tags))  # type: ignore[misc]
        return TAG.sub("&lt;", ENTITY.sub("&amp;", escaped))


def as_markdown(body: str, start: Position, resolve: Resolve) -> Turned:
    """Turn an HTML body, which begins at `start`, into the Markdown of a release."""
    cleaned = turned(_without_indents(paragraphs(body)), start, resolve)
    try:
        text = _Converter(heading_style=ATX, bullets="-", strip_document=None).convert(cleaned.text)
    except ParserRejectedMarkup:  # then it stays HTML, which a release may hold
        text = cleaned.text
    return Turned(_BLANK.sub("\n\n", text).strip("\n"), cleaned.notices, cleaned.tidied)


def paragraphs(body: str) -> str:
    """Text in which blank lines part paragraphs, as WordPress stores it, with its `<p>` written."""
    if re.search(r"<p\b", body, re.IGNORECASE):
        return body
    parts = []
    for piece in _PRE.split(body):
        if piece.lower().startswith("<pre"):
            parts.append(piece)
            continue
        for block in _BLANK_LINES.split(piece):
            text = block.strip("\n")
            if text.strip():
                parts.append(text if _BLOCK.match(text.lstrip()) else _paragraph(text))
    return "\n\n".join(parts)


def _paragraph(text: str) -> str:
    return "<p>" + text.replace("\n", "<br>\n") + "</p>"


def _without_indents(text: str) -> str:
    """Lines at the margin, so that indented HTML is not taken for code."""
    return "".join(
        piece if piece.lower().startswith("<pre") else re.sub(r"^[ \t]+", "", piece, flags=re.M)
        for piece in _PRE.split(text)
    )
