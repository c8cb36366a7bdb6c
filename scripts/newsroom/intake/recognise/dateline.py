"""The dateline: the place, publisher and day that stand before a release's first words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.days import Day, days_in

_DATELINE = re.compile(r"(?P<head>[^\n–—]{2,100}?)(?:\s*(?:[–—]+|--+)\s*|\s+-\s*|-\s+)(?=\S)")
_PLACE = re.compile(r"[A-Z][\w.'’]*(?:[ -][A-Z][\w.'’]*){0,3}")
_PUBLISHER = re.compile(r"[\w][\w.'’&/:-]*(?: [\w.'’&/:()-]+){0,4}")
_AGENCY = re.compile(r"\s*\(([^()]*)\)\s*$")
_TEXT_BEGINS = re.compile(r"[“\"'‘(]*[A-Z0-9“\"]")
_FIRST_BLOCKS = 10
# A dash is no dateline's where fewer characters follow.
_FEWEST = 20
_UPPER = frozenset({"DKI", "DIY", "NTB", "NTT"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says, and where; `length` is how much of the text it takes."""

    place: str
    publisher: str | None
    day: Day | None
    length: int
    sure: bool


def find_dateline(blocks: Sequence[Block], places: Sequence[str]) -> tuple[int, Dateline] | None:
    """The dateline of a manuscript and the index of its block; a sure one before a likely one."""
    found = []
    for index, block in enumerate(blocks[:_FIRST_BLOCKS]):
        if block.kind is Kind.PARAGRAPH and (dateline := dateline_of(block.text, places)):
            found.append((index, dateline))
    return next((pair for pair in found if pair[1].sure), found[0] if found else None)


def dateline_of(text: str, places: Sequence[str] = ()) -> Dateline | None:
    """The dateline at the start of a paragraph: "SERANG, 19 November 2025 – …"."""
    found = _DATELINE.match(text)
    if not found or not _TEXT_BEGINS.match(text[found.end() :]):
        return None
    read = _head(found["head"])
    if read is None:
        return None
    place, others, day = read
    if len(text) - found.end() < _FEWEST and not (day and _is_sentence(text[found.end() :])):
        return None
    known = {spelling(name): name for name in places}
    hyphen = "-" in text[found.end("head") : found.end()]
    sure = (
        spelling(place) in known
        or day is not None
        or bool(others)
        or (place.isupper() and len(place) > 4)
    )
    if not sure and hyphen and " " in place:  # "Jalan Serang - Cilegon"
        return None
    shown = known.get(spelling(place)) or place_name(place)
    return Dateline(shown, others[0] if others else None, day, found.end(), sure)


def _is_sentence(text: str) -> bool:
    """Whether what follows a place and day is text, however short: "Kunjungan dibuka."."""
    return " " in text.strip() and text.rstrip().endswith((".", "!", "?", "”", '"'))


def standing_alone(text: str) -> tuple[str, Day] | None:
    """Place and day of a line that holds nothing else: "Serang, 19 November 2025"."""
    read = _head(text.strip().rstrip("."))
    if read is None or read[2] is None or read[1] or "," not in text:
        return None
    return place_name(read[0]), read[2]


def place_name(written: str) -> str:
    """A place as written in running text: "TANGERANG SELATAN" is "Tangerang Selatan"."""
    if not written.isupper() or "." in written:
        return written
    return " ".join(word if word in _UPPER else word.title() for word in written.split())


def unsure(dateline: Dateline) -> Mark:
    """The mark above a place that may not be one."""
    return Mark("location", "place_unsure", {"place": dateline.place})


def _head(head: str) -> tuple[str, list[str], Day | None] | None:
    """Place, other parts and day of what stands before the dash."""
    days = days_in(head)
    day = days[0] if len(days) == 1 else None
    if day:
        head = head[: day.start].rstrip(" ,(") + head[day.end :].strip(" )")
    if len(days) > 1 or re.search(r"\d", head):
        return None
    agency = _AGENCY.search(head)
    if agency:
        head = head[: agency.start()]
    place, *others = [part.strip() for part in head.split(",")]
    others = [part for part in [*others, *([agency[1]] if agency else [])] if part]
    if not _PLACE.fullmatch(place) or len(place) > 40 or len(others) > 2:
        return None
    if not all(_PUBLISHER.fullmatch(part) for part in others):
        return None
    return place, others, day
