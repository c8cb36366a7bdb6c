"""A look at Markdown that tells, without reading it, what cannot be in it.

Reading Markdown takes a hundred times as long. Every answer errs on one side only:
a "no" is certain, a "yes" may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urlsplit

# Links as plain as can be: `[words](https://host/path)`, `<https://host/path>`, the same for mail
# and telephone, and `[words](../2025/naskah.md)`. Without entities, escapes, brackets or quotes
# in them, no way of reading Markdown makes them anything else than this link, or text.
_HOST = r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?](?:[A-Za-z0-9._~:/?#@!$'*+,;=%-]|&(?!\#))*)?"
_ADDRESS = rf"(?:{_HOST}|mailto:[\w.+-]+@[\w.-]+|tel:\+?[0-9-]+)"
_WORDS = r"\[[^\[\]<>{}\\`]*\]"
_OUTSIDE = re.compile(rf"{_WORDS}\({_ADDRESS}\)|<{_ADDRESS}>|<[\w.+-]+@[\w.-]+>")
_INSIDE = re.compile(rf"{_WORDS}\(((?:\.\./)*(?:[A-Za-z0-9_-]+[./])*[A-Za-z0-9_-]+)\)")
_PICTURE = re.compile(_INSIDE.pattern.replace(_WORDS, r"!\[([\w ,.()/-]*)\]", 1))
# What may make code, or something else, of what looks like a picture.
_NO_PICTURE = ("`", "~~~", "\\", "|", "---", "===")
_INDENTED = re.compile(r"^(?: {4}| {0,3}\t)", re.MULTILINE)
# Brackets make links, angle brackets make tags, braces set attributes; an extension may turn a
# bare address into a link.
_MARKS = "[]<{"


@lru_cache(maxsize=4096)
def rest_of(text: str) -> str:
    """The text without the links that plainly leave the site."""
    return _OUTSIDE.sub(" ", text) if _marked(text) else text


def _marked(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def plain_links(text: str, homes: Sequence[str]) -> list[str] | None:
    """Every link of a text that leads into the site, if all its links are plain; else None.

    `homes` are the addresses below which a whole address means the site.
    Some of them may be no link after all (in a sample of code), so a link that is wrong
    must be read to be told.
    """
    rest = rest_of(text)
    inside: list[str] = []
    if "[" in rest:
        inside = _INSIDE.findall(rest)
        rest = _INSIDE.sub(" ", rest)
    return None if _marked(rest) or _has_bare_address(text, homes) else inside


def _has_bare_address(text: str, homes: Sequence[str]) -> bool:
    """Whether an extension may make a link to judge of an address that stands in the text."""
    if not any(sign in text for sign in ("://", "w.", "W.")):
        return False
    folded = text.casefold()
    hosts = ["localhost", "127.0.0.1", *(urlsplit(home).netloc.casefold() for home in homes)]
    schemes = folded.count("http://") + folded.count("https://")
    return folded.count("://") > schemes or any(host in folded for host in hosts if host)


def plain_pictures(text: str) -> list[tuple[str, str]] | None:
    """Words and file of every picture of a text, if they can be told without reading it.

    They can if all its brackets are links as plain as can be and nothing in it escapes,
    quotes or indents Markdown; else None.
    """
    if any(mark in text for mark in _NO_PICTURE) or _INDENTED.search(text):
        return None
    rest = rest_of(text)
    if "![" in text and len(_PICTURE.findall(rest)) < text.count("!["):
        return None
    found = _PICTURE.findall(rest)
    return None if _marked(_INSIDE.sub(" ", rest)) else found


def may_show_pictures(text: str) -> bool:
    """Whether a text may show a picture: `![…]`, or a tag that is not an address."""
    return "![" in text or "<" in rest_of(text)
