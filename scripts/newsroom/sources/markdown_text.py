"""Plain text as Markdown that says the same, and nothing more."""

from __future__ import annotations

import re
from html.entities import html5

CODE = (
    r"^(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})[^\n]*\n(?s:.*?)^(?P=fence)"
    r"|(?<![`\\])(?P<tick>`+)(?!`)[^\n`]*(?P=tick)(?!`)"
)
"""A pattern, of many lines, for what is most likely a sample of code; Markdown alone is sure."""

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ALWAYS = re.compile(r"([\\`*\[{])")
_UNDERLINE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
# Some names are read without the semicolon that ends the others: "&copy 2025".
_BARE_NAMES = "|".join(sorted(name for name in html5 if not name.endswith(";")))
_ENTITY = re.compile(rf"&(?=#|\w+;|{_BARE_NAMES})")
# A heading, quotation, list, underline, fence, note or definition; or a table's second line.
_START = re.compile(
    r"\A(#|>|[+-](?=\s|[+-]|\Z)|=|~(?=~~)|!(?=!)|:(?=\s)|\d+(?=[.)](?:\s|\Z))|[|:-](?=[\s|:-]*\Z))"
)
_BACKSLASH_HELPS = frozenset("#>+-!")


def clean(text: str) -> str:
    """Text without what word processors leave behind unseen.

    Line ends become line feeds; special spaces plain ones; soft hyphens, zero-width
    and control characters go. Dashes and quotation marks stay as they are.
    """
    text = _LINE_ENDS.sub("\n", text)
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def one_line(text: str) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Text as Markdown, for any place within a line."""
    text = _ALWAYS.sub(r"\\\1", text)
    text = _UNDERLINE.sub(r"\\_", text)
    return without_tags(text)


def without_tags(text: str) -> str:
    """Text in which neither HTML nor Markdown finds a tag or an entity."""
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def escape_start(markdown: str) -> str:
    """Markdown of a paragraph, whose first characters must not make a list or heading of it."""

    def quote(found: re.Match[str]) -> str:
        if found[1].isdigit():
            return f"{found[1]}\\"
        return f"\\{found[1]}" if found[1] in _BACKSLASH_HELPS else f"&#{ord(found[1])};"

    return _START.sub(quote, markdown)


def paragraph(text: str) -> str:
    """Clean text as a Markdown paragraph; its line feeds become line breaks."""
    return "  \n".join(escape_start(escape(line)) for line in text.split("\n"))
