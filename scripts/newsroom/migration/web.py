"""Bodies that are HTML, as Jekyll's .html files and WordPress have them, turned into Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4.exceptions import ParserRejectedMarkup

from newsroom.migration.body import Converted, Resolve, converted
from newsroom.problems import Position
from newsroom.sources.html_as_markdown import HtmlAsMarkdown

# What opens a block, before which WordPress' editor puts no paragraph of its own.
_BLOCK = re.compile(
    r"<(?:/?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|blockquote|pre|figure"
    r"|figcaption|hr|section|article|aside|header|footer|address|details|summary|form|iframe"
    r"|video|audio)\b|!--)",
    re.IGNORECASE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_PRE = re.compile(r"<pre\b", re.IGNORECASE)
_PRE_END = re.compile(r"</pre>", re.IGNORECASE)
_BLANK = re.compile(r"\n{3,}")


def as_markdown(body: str, start: Position, resolve: Resolve) -> Converted:
    """Turn an HTML body, which begins at `start`, into the Markdown of a release."""
    cleaned = converted(paragraphs(body), start, resolve, is_html=True)
    try:
        text = HtmlAsMarkdown(strip_document=None).convert(cleaned.text)
    except ParserRejectedMarkup:  # then it stays HTML, which a release may hold
        text = cleaned.text
    return Converted(_BLANK.sub("\n\n", text).strip("\n"), cleaned.notices, cleaned.tidied)


def paragraphs(body: str) -> str:
    """Text in which blank lines part paragraphs, as WordPress stores it, with its `<p>` written."""
    if re.search(r"<p\b", body, re.IGNORECASE):
        return body
    parts: list[str] = []
    position = 0
    while opened := _PRE.search(body, position):
        closed = _PRE_END.search(body, opened.end())
        if closed is None:
            break
        parts += _blocks(body[position : opened.start()])
        parts.append(body[opened.start() : closed.end()])
        position = closed.end()
    return "\n\n".join([*parts, *_blocks(body[position:])])


def _blocks(text: str) -> Iterator[str]:
    """What blank lines part, each as a block of HTML."""
    for block in _BLANK_LINES.split(text):
        lines = block.strip("\n")
        if lines.strip():
            yield lines if _BLOCK.match(lines.lstrip()) else _paragraph(lines)


def _paragraph(text: str) -> str:
    return "<p>" + text.replace("\n", "<br>\n") + "</p>"
