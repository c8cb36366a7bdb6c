"""Footnotes in a word processor's HTML, as footnotes in Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from newsroom.intake.manuscript import Block

# mammoth writes "footnote-1" and "footnote-ref-1"; pandoc "fn1" and "fnref1".
_NOTE = re.compile(r"(?:.*-)?(?:footnote|endnote)-(\d+)|fn(\d+)")
_BACK = re.compile(r"#(?:.*-)?(?:footnote|endnote)-ref-\d+|#fnref\d+")
# Characters that no text holds, so that the call survives until the Markdown is written.
_OPEN, _CLOSE = "\ue000", "\ue001"
_CALL = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")


def taken_from(soup: BeautifulSoup) -> dict[str, Tag]:
    """Take the notes out of a document, by their numbers; a sign is left at each call."""
    notes: dict[str, Tag] = {}
    numbers: dict[str, str] = {}
    for item in soup.find_all("li", id=_NOTE):
        label = numbers.setdefault(str(item["id"]), str(len(numbers) + 1))
        for back in item.find_all("a", href=_BACK):
            back.decompose()
        notes[label] = item
    for call in soup.find_all("a", href=True):
        label = numbers.get(str(call["href"]).removeprefix("#"), "")
        if str(call["href"]).startswith("#") and label:
            outer = call.parent if call.parent is not None and call.parent.name == "sup" else call
            outer.replace_with(f"{_OPEN}{label}{_CLOSE}")
    for note in notes.values():
        listed = note.find_parent(["ol", "section"])
        note.extract()
        note.name = "div"
        if listed is not None and not listed.get_text(strip=True):
            listed.decompose()
    return notes


def told_in(block: Block) -> Block:
    """The block with its signs turned into calls; its plain text has none."""
    if _OPEN not in block.markdown:
        return block
    return replace(
        block, markdown=_CALL.sub(r"[^\1]", block.markdown), text=_CALL.sub("", block.text)
    )
