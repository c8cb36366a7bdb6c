"""Whom journalists may ask, from the lines that name a media contact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind, Mark
from newsroom.intake.recognise.dateline import dateline_of
from newsroom.intake.recognise.known import Contact
from newsroom.sources.markdown_text import one_line

_HEADING = re.compile(
    r"(?:narahubung|kontak|contact)(?:\s+(?:media|pers|person|press))?\s*(?::\s*(?P<a>.*))?"
    r"|(?:media|press)\s+(?:contacts?|enquiries|inquiries)\s*(?::\s*(?P<b>.*))?"
    r"|(?:untuk )?informasi lebih lanjut(?:,? (?:silakan )?hubungi)?\s*:\s*(?P<c>.*)"
    r"|for (?:more|further) information(?:,? (?:please )?contact)?\s*:\s*(?P<d>.*)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d ().-]{5,}\d")
_LABEL = re.compile(
    r"\b(?:nama|name|jabatan|role|title|telepon|telp|tel|phone|hp|ponsel|mobile|wa|whatsapp|"
    r"(?:e-?mail|surel|pos-el))\b\.?\s*[:：.]?\s*",
    re.IGNORECASE,
)
_MOST_LINES = 6
_NAMED = re.compile(r"\W*(?:nama|name|jabatan|role|title)\b\s*:", re.IGNORECASE)
_NOT_OF_IT = re.compile(
    r"(?:tentang|about|editor|penyunting|redaktur|penulis|pewarta|reporter|foto\w*|photo\w*|author|"
    r"writer)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts as front matter holds them, the other blocks, and what to look at.

    `left_out` are the lines in which it stood.
    """

    values: list[str | dict[str, str]]
    blocks: list[Block]
    marks: list[Mark] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def is_contact_heading(text: str) -> bool:
    """Whether a line begins a media contact."""
    return bool(_HEADING.fullmatch(one_line(text.partition("\n")[0])))


def find_contacts(blocks: Sequence[Block], known: Mapping[str, Contact]) -> Contacts:
    """The media contact under its heading; lines that are not understood stay in the text."""
    lines = [line for block in blocks for line in _parted(block)]
    start = next((i for i, line in enumerate(lines) if is_contact_heading(line.text)), None)
    if start is None:
        return Contacts([], list(blocks))
    end = start + 1
    heading = _HEADING.fullmatch(one_line(lines[start].text))
    rest = next((g for g in heading.groups() if g), "") if heading else ""
    # Above the text the lines below a contact may as well be the headline.
    above = any(dateline_of(line.text) for line in lines[end:])
    while end < len(lines) and end - start <= _MOST_LINES and _belongs(lines[end]):
        if above and (rest or end > start + 1) and not _is_labelled(lines[end].text):
            break
        end += 1
    contact = _contact([rest, *(line.text for line in lines[start + 1 : end])])
    if contact is None:
        return Contacts([], list(blocks), [Mark("contacts", "contact_unread")])
    written = " ".join(one_line(line.text) for line in lines[start:end])
    kept = lines[:start] + lines[end:]
    key = next((k for k, other in known.items() if not _differences(contact, other)), None)
    if key is not None:
        return Contacts([key], kept, left_out=[written])
    like = next(((k, other) for k, other in known.items() if _is_like(contact, other)), None)
    marks = [_differs(contact, *like)] if like else []
    return Contacts([contact], kept, marks, [written])


def _parted(block: Block) -> list[Block]:
    return block.lines() if is_contact_heading(block.text) else [block]


def _belongs(line: Block) -> bool:
    """Whether a line goes on with the contact: short, and no sentence."""
    text = line.text.strip()
    if line.kind is Kind.HEADING or _NOT_OF_IT.match(text):
        return False
    if _EMAIL.search(text) or _PHONE.search(text):
        return len(text) < 160
    return line.kind is Kind.PARAGRAPH and len(text) < 80 and not text.endswith((".", "!", "?"))


def _is_labelled(text: str) -> bool:
    return bool(_EMAIL.search(text) or _PHONE.search(text) or _NAMED.match(text))


def _contact(lines: Sequence[str]) -> dict[str, str] | None:
    """Name, role, phone and e-mail of a contact; None if a name or a way to reach it is missing."""
    found: dict[str, str] = {}
    said: list[str] = []
    for part in (part for line in lines for part in re.split(r"\n|;|\s\|\s|\s/\s", line)):
        text = part
        for key, pattern in (("email", _EMAIL), ("phone", _PHONE)):
            match = pattern.search(text)
            if match and key in found:
                return None  # a contact has one of each; a second is not lost
            if match:
                found[key] = _whole(one_line(match[0]))
                text = text.replace(match[0], " ", 1)
        text = _LABEL.sub(" ", text).strip(" ,;:()-–—")
        text = re.sub(r"(?:^|\s)[/&+]+(?=\s|$)", " ", text)
        said += [
            piece.strip(" ()")
            for piece in re.split(r",\s|\s[–—-]\s|\(", text)
            if piece.strip(" ()")
        ]
    if not said or not found or len(said) > 2:
        return None
    role = {"role": one_line(said[1])} if len(said) == 2 else {}
    return {
        "name": one_line(said[0]),
        **role,
        **{k: found[k] for k in ("phone", "email") if k in found},
    }


def _whole(number: str) -> str:
    """A number without a bracket that nothing closes: "(0812-1111-2222"."""
    return number if ")" in number else number.replace("(", "")


def _is_like(contact: Mapping[str, str], other: Contact) -> bool:
    """Whether a contact shares anything with one of the site."""
    shared = contact.keys() - {"role"} - _differences(contact, other).keys()
    return bool(shared)


def _differs(contact: Mapping[str, str], key: str, other: Contact) -> Mark:
    """The mark of a contact that shares only a part with one of the site: nobody is exchanged."""
    differences = _differences(contact, other).values()
    written, configured = (", ".join(filter(None, side)) for side in zip(*differences, strict=True))
    facts = {"key": key, "written": written, "configured": configured or "–"}
    return Mark("contacts", "contact_differs", facts)


def _differences(contact: Mapping[str, str], other: Contact) -> dict[str, tuple[str, str]]:
    """What a contact says otherwise than one of the site: both, by name, phone and email."""
    told = {"name": other.name, "phone": other.phone, "email": other.email}
    return {
        part: (contact[part], told[part])
        for part in told
        if part in contact and _plain(part, contact[part]) != _plain(part, told[part])
    }


def _plain(part: str, value: str) -> str:
    """What is compared: a number without its country's or its trunk's."""
    if part == "phone":
        return re.sub(r"\A(?:62|0)0?", "", re.sub(r"\D", "", value))
    return spelling(value) if part == "name" else value.casefold()
