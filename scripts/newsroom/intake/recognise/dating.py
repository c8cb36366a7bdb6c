"""The day of a release, out of all days that its text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from newsroom.intake.manuscript import Block, Mark
from newsroom.intake.recognise.dateline import Dateline, standing_alone
from newsroom.intake.recognise.days import Day, days_in

_LABELLED = re.compile(
    r"(?:tanggal|hari[/, ]*tanggal|date|released?|dirilis|diterbitkan)\s*:\s*(.+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day, the place beside it if it stood on a line of its own, the other blocks, marks."""

    day: date | None
    place: str | None
    blocks: list[Block]
    marks: list[Mark] = field(default_factory=list)


def find_date(
    blocks: Sequence[Block], dateline: Dateline | None, sent: date | None, english: bool
) -> Dated:
    """The day of publication.

    The dateline's comes first, then that of a line "Serang, 19 November 2025" or
    "Tanggal: …", then the only day that the text names. Where there is more than one,
    or the only one has a clock time beside it and so is that of an event, the first is
    taken and marked. `sent` is the day an e-mail was sent; it is always marked.
    """
    kept, place, line = _own_line(blocks)
    told = [day for block in kept for day in days_in(block.text)]
    marks = _impossible([*([dateline.day] if dateline and dateline.day else []), *told])
    for day in (dateline.day if dateline else None, line):
        if day is None:
            continue
        if found := day.day or _same_day(day, told):
            return Dated(found, place, kept, [*_doubts(day, english), *marks])
        if sent and (found := day.in_year(sent.year)):
            guessed = Mark("date", "year_guessed", {"date": found.isoformat()})
            return Dated(found, place, kept, [guessed, *marks])
    full = [day for day in told if day.day]
    if full:
        return Dated(full[0].day, place, kept, [*_among(full, english), *marks])
    if sent:
        return Dated(sent, place, kept, [Mark("date", "date_sent"), *marks])
    return Dated(None, place, kept, [Mark("date", "no_date"), *marks])


def _own_line(blocks: Sequence[Block]) -> tuple[list[Block], str | None, Day | None]:
    """The blocks without the line that holds nothing but place and day, or the day alone."""
    for index, block in enumerate(blocks):
        near_edge = index < 8 or index >= len(blocks) - 4
        if not near_edge or "\n" in block.text:
            continue
        rest = [*blocks[:index], *blocks[index + 1 :]]
        if alone := standing_alone(block.text):
            return rest, alone[0], alone[1]
        labelled = _LABELLED.fullmatch(block.text)
        said = (labelled[1] if labelled else block.text).strip(" .")
        days = days_in(said)
        if len(days) == 1 and days[0].text.strip() == said:
            return rest, None, days[0]
    return list(blocks), None, None


def _same_day(day: Day, told: Sequence[Day]) -> date | None:
    """A day without a year, as the text tells it in full elsewhere."""
    same = [d.day for d in told if d.day and (d.month, d.number) == (day.month, day.number)]
    return same[0] if len(set(same)) == 1 else None


def _among(full: Sequence[Day], english: bool) -> list[Mark]:
    """What is doubtful about taking the first of the days that a text names."""
    marks = _doubts(full[0], english)
    different = list(dict.fromkeys(day.day.isoformat() for day in full if day.day))
    if len(different) > 1:
        marks.append(Mark("date", "several_dates", {"dates": ", ".join(different)}))
    elif full[0].timed or full[0].ranged:
        marks.append(Mark("date", "date_of_event", {"text": full[0].text}))
    return marks


def _doubts(day: Day, english: bool) -> list[Mark]:
    marks = []
    if not day.sound:
        marks.append(Mark("date", "wrong_weekday", {"text": day.text}))
    if day.ambiguous and english:
        marks.append(Mark("date", "day_or_month", {"text": day.text}))
    return marks


def _impossible(days: Sequence[Day]) -> list[Mark]:
    """Days that no calendar has, such as 31 November 2025."""
    return [
        Mark("date", "impossible_date", {"text": day.text})
        for day in days
        if day.day is None and day.in_year(2000) is None
    ][:1]
