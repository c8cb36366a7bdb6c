"""What stands below a release: the mark that ends it, and what is said of the office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind
from newsroom.intake.recognise.contacts import is_contact_heading
from newsroom.sources.markdown_text import one_line

_END = re.compile(
    r"(?:#\s?#\s?#|\*\s?\*\s?\*|[-–—]\s?30\s?[-–—]|[-–—]?\s*(?:end|ends|selesai|tamat)\s*[-–—]?)",
    re.IGNORECASE,
)
# A note below the text is shorter than this, or no sentence.
_LONGEST_NOTE = 120
_ABOUT = re.compile(r"(?:tentang|sekilas(?: tentang)?|about)\s+([^.:]{2,100}?):?", re.IGNORECASE)


def without_end_marks(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without the `###`, `-30-` or "Selesai" that ends them, and what that was.

    Only notes on the text stand below such a mark: who edited it, and whom to ask.
    """
    for index in range(len(blocks) - 1, -1, -1):
        if is_end_mark(blocks[index]):
            kept = [*blocks[:index], *blocks[index + 1 :]]
            return kept, [one_line(blocks[index].text)]
        if _is_prose(blocks[index]):
            break
    return list(blocks), []


def _is_prose(block: Block) -> bool:
    text = block.text.strip()
    return len(text) > _LONGEST_NOTE or (text.endswith((".", "!", "?", "”")) and len(text) > 40)


def is_end_mark(block: Block) -> bool:
    """Whether a block is nothing but a mark that ends the release."""
    return bool(_END.fullmatch(block.text.strip()))


def part_boilerplate(
    blocks: Sequence[Block], own: Sequence[str], boilerplate: str
) -> tuple[list[Block], str | None]:
    """The blocks, and what was taken from them of the office the site describes itself.

    Another section "About …" stays, under a heading.
    """
    kept: list[Block] = []
    taken: list[str] = []
    leaving = False
    for block in blocks:
        about = _ABOUT.fullmatch(block.text.strip())
        if about:
            leaving = bool(boilerplate) and _is_own(about[1], own)
        elif block.kind is Kind.HEADING or is_contact_heading(block.text):
            leaving = False
        if leaving:
            taken.append(block.text)
        else:
            kept.append(_as_heading(block) if about else block)
    return kept, " ".join(taken) or None


def _as_heading(block: Block) -> Block:
    if block.kind is Kind.HEADING:
        return block
    plain = block.markdown.strip("*").strip().rstrip(":")
    return Block(f"## {plain}", block.text.rstrip(":"), Kind.HEADING)


def _is_own(name: str, own: Sequence[str]) -> bool:
    return spelling(name) in {spelling(other) for other in own}
