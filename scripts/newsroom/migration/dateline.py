"""The place that a text names in its dateline."""

from __future__ import annotations

import re
from dataclasses import dataclass

# The first words may be a notice and a date; a dateline further below is another text's.
_PARAGRAPHS = 6
_DASH = r"(?:—|–|--+|-(?=\s))"
_STATE = r"(?:[A-Z]\.? ?[A-Z]\.?|[A-Z][a-z]+\.?|Indonesia)"
_CITY = r"[A-Z][A-Z'’.\-]+(?: [A-Z][A-Z'’.\-]+){0,3}"
_NAMED_CITY = r"[A-Z][a-z'’\-]+(?: [A-Z][a-z'’\-]+){0,3}"
_DATE = r"\(?\d{1,2}(?:[/.\-]\d{1,2}[/.\-]\d{2,4}|(?: [A-Z][a-z]+)(?: \d{4})?)\)?"
# "**WASHINGTON, D.C.** —", "SERANG –", "Serang, 19 November 2025 –".
_LINE = re.compile(
    rf"(?P<open>\*\*|__|<strong>)?\s*(?:(?P<city>{_CITY})(?P<state>[.,] {_STATE})?"
    rf"(?P<date>,? {_DATE})?|(?P<named>{_NAMED_CITY}),? (?P<day>{_DATE}))"
    rf"(?P<mid>\s*(?P=open))?\s*{_DASH}\s*(?P<shut>(?(open)(?P=open)))?\s*"
)
_PARAGRAPH = re.compile(r"(?:\A|\n[ \t]*\n)[ \t]*(?=\S)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place, and the span of the body in which its dateline stands.

    `whole` says that the span holds nothing that the site would not write itself,
    `first` that it opens the text.
    """

    place: str
    start: int
    end: int
    whole: bool
    first: bool


def find_dateline(body: str) -> Dateline | None:
    """The dateline of a text; None if none of its first paragraphs has one."""
    for number, paragraph in enumerate(_PARAGRAPH.finditer(body)):
        if number == _PARAGRAPHS:
            return None
        found = _LINE.match(body, paragraph.end())
        if found is None:
            continue
        closed = found["open"] is None or found["mid"] or found["shut"]
        return Dateline(
            place=_spelled(found["city"] or found["named"]),
            start=found.start(),
            end=found.end(),
            whole=bool(closed) and found["state"] is None,
            first=number == 0,
        )
    return None


def _spelled(city: str) -> str:
    """A city's name as it is written in a sentence."""
    words = city.strip(" .").split()
    return " ".join(w if not w.isupper() or "." in w else w.title() for w in words)
