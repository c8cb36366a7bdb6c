"""Notes in a text, which no page shows: comments, and definitions that no link refers to."""

from __future__ import annotations

import html
import re
from collections import Counter
from urllib.parse import unquote

from newsroom.sources.markdown_text import CODE

# Guesses; what they come to is compared.
_CODE_OR_COMMENT = re.compile(rf"(?P<code>{CODE})|<!--.*?-->", re.DOTALL | re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]+)\]:[^\n]*\n?", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
# Words that only Markdown reads: the number of an item, the label of a link or of what
# is explained elsewhere, the language of a sample of code, what lets Markdown into HTML.
_SIGN = re.compile(
    r"""^[ \t>]*\d+[.)](?=\s)|\]\s?\[[^\]\n]*\]|^[ ]{0,3}\*?\[[^\]\n]+\]:"""
    r"""|^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{?\.?[\w+-]*|\bmarkdown\s*=\s*["']?\w+["']?""",
    re.MULTILINE,
)
# What a heading is called in addresses: said of the same words once more.
_NAME = re.compile(r'(?<=<h[1-6]) id="([^"]*)"')


def without_notes(text: str) -> str:
    """Markdown without comments, and without definitions of links that there are none of."""
    text = _CODE_OR_COMMENT.sub(lambda found: found["code"] or "", text)
    used = _DEFINITION.sub("", text).casefold()
    return _DEFINITION.sub(
        lambda found: found[0] if f"[{found[1].casefold()}]" in used else "", text
    ).strip()


def says_more(text: str, shown: str) -> bool:
    """Whether Markdown has words, such as those of a note, that its HTML does not show as often."""
    named = _NAME.sub(lambda name: name[0] if f"#{name[1]}" in text else "", shown)
    return bool(_words(_SIGN.sub("", text)) - _words(named))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unquote(html.unescape(text)).casefold()))
