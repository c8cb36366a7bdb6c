"""Read an e-mail (.eml)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from email.message import EmailMessage, MIMEPart
from itertools import islice
from pathlib import PurePath

from newsroom import limits
from newsroom.intake.manuscript import Block, Manuscript, Mark, Notice, beside
from newsroom.intake.readers import plain, web, word
from newsroom.intake.readers.decoding import bounded
from newsroom.intake.readers.markup import blocks_of, soup_of
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.intake.recognise.dateline import dateline_of
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.markdown_text import one_line

_FORWARDED = re.compile(
    r"[-_* ]{3,}\s*(?:forwarded message|original message|pesan (?:yang )?diteruskan|pesan asli)"
    r"\s*[-_* ]{3,}|begin forwarded message:",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"(?:from|dari|date|tanggal|sent|dikirim|subject|perihal|subjek|to|kepada|cc)\s*:\s*(.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:subject|perihal|subjek)\s*:", re.IGNORECASE)
_SHORT_NOTE = 900
# How parts of a message begin (RFC 2046); names of headers are the same in any case.
_KIND = re.compile(rb"[\r\n]content-type[ \t]*:", re.IGNORECASE)
_BOUNDARY = re.compile(rb"[\r\n]--")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of an e-mail: its text, or the Word file to which it is a cover note."""
    header = re.match(rb"(?:[^\r\n]++\r?\n)*+", data)
    above = header.end() if header else 0
    if above > limits.MAIL_HEADER or _has_too_many(_KIND, data) or _has_too_many(_BOUNDARY, data):
        raise Problems([Problem("document_unpacked", Position(source.name))])
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not message.keys():
        raise Problems([Problem("document_broken", Position(source.name))])
    pictures = Pictures()
    text = _text(message, pictures)
    subject = one_line(str(message["subject"] or ""))
    attached, notices = _attachments(message, pictures)
    sent = _sent(message)
    if attached is not None and _is_cover_note(text):
        note = " ".join(one_line(block.text) for block in text.blocks)
        told = [Notice("cover_note", {"text": note})] if note else []
        return replace(
            attached,
            titles=(*attached.titles, subject),
            sent=sent,
            asides=(*attached.asides, *text.asides, note, subject),
            pictures=(*attached.pictures, *pictures.found),
            notices=(*attached.notices, *told, *notices, *pictures.notices),
        )
    if attached is not None:
        notices.append(Notice("attachment", {"name": ".docx"}))
    return replace(
        text,
        titles=tuple(title for title in (*text.titles, subject) if title),
        sent=sent,
        asides=(*text.asides, subject),
        pictures=tuple(pictures.found),
        notices=(*text.notices, *notices, *pictures.notices),
    )


def _has_too_many(beginning: re.Pattern[bytes], data: bytes) -> bool:
    found = beginning.finditer(data)
    return next(islice(found, limits.PARTS, None), None) is not None


def _text(message: EmailMessage, pictures: Pictures) -> Manuscript:
    """The text of the message itself; of one sent as HTML too, the HTML, which has its links."""
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        return Manuscript(())
    content, marks = _content(part)
    if part.get_content_type() == "text/html":
        soup = soup_of(content)
        notices, asides = web.made_safe(soup)
        inline = _inline_pictures(message)

        def keep(link: str, alt: str) -> str | None:
            if link.startswith("cid:"):
                found = inline.get(link.removeprefix("cid:"))
                return pictures.add(*found, alt) if found else None
            return pictures.linked(link, alt, Source("e-mail"))

        blocks = list(blocks_of(str(soup), keep))
    else:
        notices, asides = [], []
        blocks = list(plain.blocks_of(bounded(_unflowed(content, part))))
    lines = [line for block in blocks for line in _header_lines(block)]
    blocks, titles, before = _forwarded(lines)
    blocks, signature = _without_signature(blocks)
    told = [Notice("signature", {"text": signature})] if signature else []
    told += beside([*asides, *before])
    return Manuscript(
        tuple(blocks),
        titles,
        (),
        None,
        (*asides, *before, " ".join(before), signature),
        tuple(marks),
        (*notices, *told),
    )


def _content(part: MIMEPart) -> tuple[str, list[Mark]]:
    """The text of a part, in the encoding it names; a wrong name is not trusted."""
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        return raw.decode(charset), []
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace"), [Mark("", "encoding")]


def _unflowed(text: str, part: MIMEPart) -> str:
    """Text sent as `format=flowed` (RFC 3676): a line that ends in a space goes on in the next."""
    text = text.replace("\r\n", "\n")
    signature = "\n-- \n"
    if part.get_param("format") == "flowed":
        text, mark, rest = text.partition(signature)
        text = re.sub(r"(?<=\S) \n(?=\S)", " ", text) + mark + rest
    return text.replace(signature, "\n\n--\n\n")


def _header_lines(block: Block) -> list[Block]:
    lines = block.lines()
    headed = any(_HEADER.fullmatch(x.text) or _FORWARDED.fullmatch(x.text.strip()) for x in lines)
    return lines if headed else [block]


def _forwarded(blocks: list[Block]) -> tuple[list[Block], tuple[str, ...], list[str]]:
    """What was forwarded, its subject, and what stood above: a note, and from whom it came."""
    starts = [i for i, block in enumerate(blocks) if _FORWARDED.fullmatch(block.text.strip())]
    if not starts:
        return blocks, (), []
    before, rest = blocks[: starts[-1]], blocks[starts[-1] + 1 :]
    titles = []
    while rest and (found := _HEADER.match(rest[0].text)):
        if _SUBJECT.match(rest[0].text):
            titles.append(one_line(found[1]))
        before, rest = [*before, rest[0]], rest[1:]
    return rest, tuple(titles), [one_line(block.text) for block in before]


def _without_signature(blocks: list[Block]) -> tuple[list[Block], str]:
    for index, block in enumerate(blocks):
        if block.text.strip() in ("--", "-- "):
            left = " ".join(one_line(other.text) for other in blocks[index + 1 :])
            return blocks[:index], left
    return blocks, ""


def _is_cover_note(text: Manuscript) -> bool:
    """Whether a message only brings its attachment: short, and without a dateline."""
    said = " ".join(block.text for block in text.blocks)
    return len(said) < _SHORT_NOTE and not any(dateline_of(b.text) for b in text.blocks)


def _attachments(
    message: EmailMessage, pictures: Pictures
) -> tuple[Manuscript | None, list[Notice]]:
    """The first Word file attached, read; pictures are kept; others are told."""
    manuscript = None
    notices = []
    for name, data, kind in _attached(message):
        if PurePath(name).suffix.lower() == ".docx" and manuscript is None:
            manuscript = word.read(data, Source(name))
        elif kind.startswith("image/"):
            pictures.add(PurePath(name).stem or "image", data)
        else:
            notices.append(Notice("attachment", {"name": name or kind}))
    if manuscript is not None:
        # Its pictures keep their numbers: they were gathered first.
        pictures.found = [
            p for p in pictures.found if p.data not in {q.data for q in manuscript.pictures}
        ]
    return manuscript, notices


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes, str]]:
    for part in message.iter_attachments():
        raw = part.get_payload(decode=True)
        inline = part.get("content-id") and part.get_content_disposition() != "attachment"
        if isinstance(raw, bytes) and not inline:
            yield str(part.get_filename() or ""), raw, part.get_content_type()


def _inline_pictures(message: EmailMessage) -> dict[str, tuple[str, bytes]]:
    found = {}
    for part in message.walk():
        raw = part.get_payload(decode=True)
        identity = str(part.get("content-id") or "").strip("<> ")
        if identity and isinstance(raw, bytes):
            found[identity] = (PurePath(part.get_filename() or "image").stem, raw)
    return found


def _sent(message: EmailMessage) -> date | None:
    when = getattr(message["date"], "datetime", None)
    return when.date() if isinstance(when, datetime) else None
