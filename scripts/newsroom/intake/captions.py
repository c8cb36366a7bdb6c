"""The line beside a picture that says what it shows, and who made it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsroom.sources.markdown_text import one_line

_LONGEST = 400
# Without a word that says so, a line is a caption only if it is short and names who made it.
_LONGEST_UNTOLD = 200
_TOLD = re.compile(
    r"(?:(?:keterangan|ket\.?) (?:foto|gambar)|caption)\s*:\s*"
    r"|(?:foto|gambar|photo|picture)(?:\s+\d{1,2}\s*[.:–-]|\s*:)\s*",
    re.IGNORECASE,
)
_SAYS_MAKER = r"(?:foto|photo|sumber|kredit|credit)\s*[:/]|(?:dokumentasi|dok)\b"
_BRACKETED = re.compile(r"(?P<caption>.*?)\s*\((?P<credit>[^()]{2,80})\)\.?")
_BEHIND = re.compile(
    rf"(?P<caption>.*[.!?”\"])\s+(?P<credit>(?:{_SAYS_MAKER})\s*[.:]?\s*\S[^.!?]{{1,80}})\.?",
    re.IGNORECASE,
)
_MAKER = re.compile(_SAYS_MAKER, re.IGNORECASE)
_KNOWN_MAKER = re.compile(r"(?:humas|istimewa|ist|dokumentasi|dok)\b", re.IGNORECASE)
_NAME_ALONE = re.compile(r"(?:(?:Dok(?:umentasi)?|Ist)\.?|[A-Z]\w*)(?: [A-Z]\w*){0,4}\.?")
_PREFIX = re.compile(r"(?:foto|photo|sumber|kredit|credit)\s*[:/]\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caption:
    """What a picture shows, and who made it; either may be missing, not both."""

    text: str | None
    credit: str | None = None


def caption_of(line: str) -> Caption | None:
    """The caption that a line beside a picture is; None if it may be text of the release."""
    said = one_line(line)
    told = _TOLD.match(said)
    rest = said[told.end() :] if told else said
    if not rest or len(said) > (_LONGEST if told else _LONGEST_UNTOLD):
        return None
    if told and _KNOWN_MAKER.match(rest) and _NAME_ALONE.fullmatch(rest):
        return Caption(None, _credit(rest))
    for form in (_BRACKETED, _BEHIND):
        found = form.fullmatch(rest)
        if found and _names_maker(found["credit"], told=bool(told)):
            return Caption(found["caption"] or None, _credit(found["credit"]))
    return Caption(rest) if told else None


def _names_maker(said: str, *, told: bool) -> bool:
    return bool(_MAKER.match(said) or (told and _KNOWN_MAKER.match(said)))


def _credit(said: str) -> str:
    return _PREFIX.sub("", said).strip(" .")
