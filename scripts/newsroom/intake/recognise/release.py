"""A release out of a manuscript: its values, its text, and what a person must look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from newsroom.intake.manuscript import Block, Manuscript, Mark, Notice, pictures_in
from newsroom.intake.recognise.byline import find_editor
from newsroom.intake.recognise.contacts import find_contacts
from newsroom.intake.recognise.dateline import Dateline, find_dateline, unsure
from newsroom.intake.recognise.dating import find_date
from newsroom.intake.recognise.endmatter import part_boilerplate, without_end_marks
from newsroom.intake.recognise.headline import find_headline
from newsroom.intake.recognise.known import Known
from newsroom.intake.recognise.language import language_of, may_be_english
from newsroom.intake.recognise.notice import find_notice
from newsroom.intake.recognise.partners import find_partners
from newsroom.intake.recognise.quotes import Quotation, find_quotations
from newsroom.intake.recognise.venue import find_venue


@dataclass(frozen=True, slots=True)
class Recognised:
    """Front-matter values (keys left out where nothing was found), the text, and the doubts.

    `crests` are the pictures of the letterhead, by their numbers: no part of the release.
    """

    values: dict[str, object]
    day: date | None
    blocks: tuple[Block, ...]
    crests: frozenset[int]
    quotations: tuple[Quotation, ...]
    marks: tuple[Mark, ...]
    notices: tuple[Notice, ...]


def recognise(manuscript: Manuscript, known: Known) -> Recognised:
    """Recognise everything; what is not sure is marked, what is not found stays open."""
    asides = (*manuscript.asides, *manuscript.titles)
    notice = find_notice(manuscript.blocks, asides, known.zone, manuscript.name)
    ended, end_marks = without_end_marks(notice.blocks)
    editor, blocks, editor_marks, credits_ = find_editor(ended)
    contacts = find_contacts(blocks, known.contacts)
    names = [line for aside in manuscript.asides for line in aside.split("\n")]
    headline = find_headline(contacts.blocks, manuscript.titles, names)
    blocks, boilerplate = part_boilerplate(headline.blocks, known.own, known.boilerplate)
    blocks, dateline, written = _without_dateline(blocks, known)
    text = "\n\n".join(block.text for block in blocks)
    language = language_of(text)
    dated = find_date(blocks, dateline, manuscript.sent, may_be_english(text))
    place, place_marks = _place(dateline, dated.place)
    partners, partner_marks = find_partners(dated.blocks, known.partners, known.own)
    values: dict[str, object] = {
        "title": headline.title,
        "date": dated.day,
        "location": place,
        "editor": editor,
        "partners": partners,
        "summary": headline.summary,
        "venue": find_venue(block.text for block in dated.blocks),
        "contacts": contacts.values,
        "embargo": notice.embargo,
        "lang": language if language != known.language else None,
    }
    marks = (
        *manuscript.marks, *notice.marks, *headline.marks, *editor_marks, *contacts.marks,
        *dated.marks, *place_marks, *partner_marks,
    )  # fmt: skip
    crests = pictures_in(headline.letterhead) - pictures_in(dated.blocks)
    left_out = [
        *notice.left_out, *headline.left_out, *([written] if written else []),
        *dated.left_out, *contacts.left_out, *credits_, *end_marks,
    ]  # fmt: skip
    found = {key: value for key, value in values.items() if value}
    if any(mark.code == "embargo_day" for mark in notice.marks):
        found["embargo"] = None  # left open, so that nothing is published before it is filled in
    return Recognised(
        values=found,
        day=dated.day,
        blocks=tuple(dated.blocks),
        crests=crests,
        quotations=tuple(find_quotations(dated.blocks)),
        marks=tuple(mark for mark in marks if not _needless(mark, known)),
        notices=(
            *manuscript.notices,
            *_told(left_out, boilerplate),
            *([Notice("crest", {"names": _names(manuscript, crests)})] if crests else []),
        ),
    )


def _without_dateline(
    blocks: list[Block], known: Known
) -> tuple[list[Block], Dateline | None, str | None]:
    """The blocks without a sure dateline, what the dateline says, and how it was written."""
    found = find_dateline(blocks, known.places)
    if found is None:
        return blocks, None, None
    index, dateline = found
    cut = blocks[index].without_start(dateline.length) if dateline.sure else None
    if cut is None:
        return blocks, dateline, None
    written = blocks[index].text[: dateline.length].strip()
    return [*blocks[:index], cut, *blocks[index + 1 :]], dateline, written


def _place(dateline: Dateline | None, alone: str | None) -> tuple[str | None, list[Mark]]:
    if dateline is not None and (dateline.sure or alone is None):
        return dateline.place, [] if dateline.sure else [unsure(dateline)]
    if alone is not None:
        return alone, []
    return None, [Mark("location", "no_place")]


def _needless(mark: Mark, known: Known) -> bool:
    """A key that this site does not ask for need not be found."""
    missing = {"no_place", "no_editor"}
    return mark.code in missing and mark.key not in known.required


def _names(manuscript: Manuscript, pictures: frozenset[int]) -> str:
    return ", ".join(manuscript.pictures[i].name for i in sorted(pictures))


def _told(left_out: list[str], boilerplate: str | None) -> list[Notice]:
    told = []
    if left_out:
        told.append(Notice("left_out", {"text": " | ".join(left_out)}))
    if boilerplate:
        told.append(Notice("boilerplate", {"text": boilerplate}))
    return told
