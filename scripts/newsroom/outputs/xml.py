"""Write XML from elements, with prefixes where feeds and sitemaps expect them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

# XML 1.0 forbids these even as character references (production [2] Char).
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = ElementTree.Element


def allowed(text: str) -> str:
    """The text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


def element(tag: str, text: str | None = None, **attributes: str) -> Element:
    """An element; a prefix in the tag is kept as it is, the root declares it."""
    made = ElementTree.Element(tag, {name: allowed(value) for name, value in attributes.items()})
    if text is not None:
        made.text = allowed(text)
    return made


def to_text(made: Element) -> str:
    """One element as text, to be put into a document."""
    return ElementTree.tostring(made, encoding="unicode")


def document(root: Element, parts: Iterable[str]) -> bytes:
    """A whole document: the root's children, then `parts`, which are elements as text."""
    text = ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)
    opening, closing, nothing = text.rpartition(f"</{root.tag}>")
    body = "".join(f"{part}\n" for part in parts)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{opening}\n{body}{closing}{nothing}\n'.encode()
