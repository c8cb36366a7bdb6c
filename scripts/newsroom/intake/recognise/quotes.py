"""Who is quoted in a release, with the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsroom.intake.manuscript import Block

_TITLE = r"(?:(?:Dr|Drs|Dra|Prof|Ir|H|Hj|K\.?H|Mr|Mrs|Ms|Brigjen|Kombes|AKBP|Letkol|Kolonel)\.? )*"
_WORD = r"(?:[A-Z][a-z’']+(?:-[A-Z][a-z]+)?|[A-Z]\.|[A-Z]{2,})"
_NAME = rf"{_TITLE}{_WORD}(?: (?:{_WORD}|bin|binti|al|de|van|von|der))*"
_ROLE = (
    r"(?:[Kk]epala|[Dd]irektur|[Kk]etua|[Ss]ekretaris|[Ww]akil|[Ww]ali|[Bb]upati|[Gg]ubernur|[Mm]enteri|"
    r"[Pp]erwakilan|Plt\.?|Pj\.?|[Jj]uru|[Mm]anajer|[Pp]impinan|[Pp]emimpin|[Rr]ektor|Kakanwil|Kadis|"
    r"Kabag|Kasi|Kapolres|Kapolda|[Hh]umas|[Kk]oordinator|[Hh]ead|[Dd]irector|[Mm]inister|"
    r"[Ss]pokes\w+|[Cc]hair\w*|[Mm]ayor|[Pp]resident|[Cc]hief|[Ss]ecretary|[Rr]epresentative|"
    r"[Mm]anager|[Gg]overnor|[Dd]eputy)\b[^,.;“”\"]{0,90}"
)
_SPEAKS = (
    r"(?:ujar|kata|tutur|ucap|jelas|ungkap|terang|papar|tegas|imbuh|sebut|tambah|pungkas|lanjut|urai|"
    r"beber|cetus|harap|tandas|sambung|simpul|said|says|added|adds|explained|stated|told|noted)"
)
_QUOTE = re.compile(r"“([^“”]{8,}?)”|(?<![\w\"])\"([^\"]{8,}?)\"")
_ROLE_NAME = re.compile(rf"({_ROLE}),\s+({_NAME})")
_NAME_ROLE = re.compile(rf"({_NAME}),\s+(?:selaku\s+|the\s+)?({_ROLE})(?=,|\.|;|$)")
_NAME_AS_ROLE = re.compile(rf"({_NAME})\s+selaku\s+({_ROLE}?)(?=,|\.|;|\s+(?:me|di)\w+|$)")
_AFTER = re.compile(rf"\s*,?\s*{_SPEAKS}(nya)?\b\s*(?:,\s*)?(.*)", re.DOTALL)
_AFTER_NAME = re.compile(rf"\s*,?\s*({_NAME})(?:,\s+[^,]+,)?\s+{_SPEAKS}\b")
_PRONOUN = re.compile(r"(?:dia|ia|beliau|he|she|they)\b", re.IGNORECASE)
_PRONOUN_SPEAKS = re.compile(rf"\s*,?\s*(?:he|she|they|dia|ia|beliau)\s+{_SPEAKS}\b", re.IGNORECASE)
_BEFORE = re.compile(
    rf"({_NAME})(?:,[^,“\"]{{2,90}},)?\s+(?:me\w+|ber\w+|said|says|added|explained|stated)\b[^“\"]{{0,80}}$"
)
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Someone named, with the office held if the text tells it."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words quoted, and whose they are; None if the text does not tell."""

    text: str
    person: Person | None


def find_quotations(blocks: Sequence[Block]) -> list[Quotation]:
    """Every quotation of a whole clause, with its speaker as far as the text names one."""
    found: list[Quotation] = []
    people: list[Person] = []
    for block in blocks:
        for quote in _QUOTE.finditer(block.text):
            before = _outside_quotes(block.text[: quote.start()])
            _meet(people, before)
            words = " ".join((quote[1] or quote[2]).split())
            if len(words.split()) < _FEWEST_WORDS:
                continue
            behind = block.text[quote.end() :]
            last = found[-1].person if found and not before.strip() else None
            person = _speaker(before, behind, people)
            found.append(Quotation(words, person or last or _lone(people)))
        _meet(people, _outside_quotes(block.text))
    return found


def _speaker(before: str, behind: str, people: list[Person]) -> Person | None:
    behind = _QUOTE.split(behind)[0]
    if _PRONOUN_SPEAKS.match(behind):
        return _lone(people)
    if named := _AFTER_NAME.match(behind):
        _meet(people, behind)
        return _resolved(named[1], people)
    if (after := _AFTER.match(behind)) and (after[1] or after[2].strip()):
        return _after_verb(after[1], after[2], people)
    if said := _BEFORE.search(before):
        return _resolved(said[1], people)
    return None


def _after_verb(enclitic: str | None, rest: str, people: list[Person]) -> Person | None:
    """Who is named behind "ujar", "kata", "said"."""
    if enclitic or _PRONOUN.match(rest):
        return _lone(people)
    if role := re.match(rf"(?:the\s+)?{_ROLE_NAME.pattern}", rest):
        return _met(people, Person(role[2], role[1].strip()))
    if named := _NAME_ROLE.match(rest):
        return _met(people, Person(named[1], named[2].strip()))
    if name := re.match(_NAME, rest):
        return _resolved(name[0], people)
    return _lone(people)


def _meet(people: list[Person], text: str) -> None:
    """Take note of everyone whom a text introduces, the latest last."""
    for _, person in sorted(_introduced(text), key=lambda pair: pair[0]):
        _met(people, person)


def _introduced(text: str) -> Iterator[tuple[int, Person]]:
    for found in _ROLE_NAME.finditer(text):
        yield found.start(), Person(found[2], found[1].strip())
    for pattern in (_NAME_ROLE, _NAME_AS_ROLE):
        for found in pattern.finditer(text):
            yield found.start(), Person(found[1], found[2].strip())


def _met(people: list[Person], person: Person) -> Person:
    same = next((other for other in people if other.name == person.name), None)
    if same is not None:
        people.remove(same)
    person = Person(person.name, (same.role if same else None) or person.role)
    people.append(person)
    return person


def _resolved(name: str, people: list[Person]) -> Person:
    """The person named before of whose name this is a part; else one by this name alone."""
    parts = set(name.split())
    for person in reversed(people):
        if parts <= set(person.name.split()):
            return _met(people, person)
    return _met(people, Person(name))


def _lone(people: list[Person]) -> Person | None:
    """Whom a pronoun means: the one named last."""
    return people[-1] if people else None


def _outside_quotes(text: str) -> str:
    return _QUOTE.sub(" ", text)
