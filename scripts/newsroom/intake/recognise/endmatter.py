"""What stands below a release: the mark that ends it, and what is said of the office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind
from newsroom.intake.recognise.contacts import is_contact_heading

_END = re.compile(
    r"(?:#\s?#\s?#|\*\s?\*\s?\*|[-–—]\s?30\s?[-–—]|[-–—]?\s*(?:end|ends|selesai|tamat)\s*[-–—]?)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:tentang|sekilas(?: tentang)?|about)\s+([^.:]{2,100}?):?", re.IGNORECASE)


def without_end_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without `###`, `-30-`, "Selesai" on a line of their own."""
    return [block for block in blocks if not is_end_mark(block)]


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
