"""The day of a release, out of all days that its text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from newsroom.intake.manuscript import Block, Mark
from newsroom.intake.recognise.dateline import Dateline, standing_alone
from newsroom.intake.recognise.days import Day, days_in

_LABELLED = re.compile(r"(?:tanggal|date|released?|dirilis|diterbitkan)\s*:\s*(.+)", re.IGNORECASE)
# What invitations tell of an event: its day may be that of the release, or not.
_OF_EVENT = re.compile(r"(?:hari[/, ]*tanggal|waktu|day[/, ]*date|when)\s*:\s*(.+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The day, the place beside it if it stood on a line of its own, the other blocks, marks.

    `left_out` is that line, if it was what told the day.
    """

    day: date | None
    place: str | None
    blocks: list[Block]
    marks: list[Mark] = field(default_factory=list)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds nothing but a day, or place and day; `labelled` as the event's own."""

    index: int
    text: str
    day: Day
    place: str | None = None
    labelled: bool = False


def find_date(
    blocks: Sequence[Block], dateline: Dateline | None, sent: date | None, english: bool
) -> Dated:
    """The day of publication.

    The dateline's comes first, then that of a line "Serang, 19 November 2025" or
    "Tanggal: …", then the only day that the text names. Where there is more than one,
    or the only one has a clock time beside it, or its sentence tells of what will be, and
    so is that of an event, the first is taken and marked. `sent` is the day an e-mail was
    sent; it is always marked.
    """
    line = _own_line(blocks)
    told = [day for block in blocks for day in days_in(block.text)]
    marks = _impossible([*([dateline.day] if dateline and dateline.day else []), *told])
    place = line.place if line else None
    for day in (dateline.day if dateline else None, line.day if line else None):
        if day is None:
            continue
        found, doubts = _in_full(day, told, sent, english)
        if found is None:
            continue
        if line is None or line.labelled or found != _in_full(line.day, told, sent, english)[0]:
            # It tells another day than the release's own, or that of an event: it stays.
            doubts += _of_event(line, found, dateline)
            return Dated(found, place, list(blocks), [*doubts, *marks])
        kept = [*blocks[: line.index], *blocks[line.index + 1 :]]
        return Dated(found, place, kept, [*doubts, *marks], (line.text,))
    return _without_own_line(blocks, place, told, sent, english, marks)


def _without_own_line(
    blocks: Sequence[Block],
    place: str | None,
    told: Sequence[Day],
    sent: date | None,
    english: bool,
    marks: list[Mark],
) -> Dated:
    """The day of a text that has no place for it: one it names, or the day it was sent."""
    full = [day for day in told if day.day]
    if full:
        return Dated(full[0].day, place, list(blocks), [*_among(full, english), *marks])
    if sent:
        return Dated(sent, place, list(blocks), [Mark("date", "date_sent"), *marks])
    return Dated(None, place, list(blocks), [Mark("date", "no_date"), *marks])


def _in_full(
    day: Day, told: Sequence[Day], sent: date | None, english: bool
) -> tuple[date | None, list[Mark]]:
    """A day with its year, and what is doubtful about it."""
    if found := day.day or _same_day(day, told):
        return found, _doubts(day, english)
    if sent and (found := day.in_year(sent.year)):
        return found, [Mark("date", "year_guessed", {"date": found.isoformat()})]
    return None, []


def _of_event(line: _Line | None, found: date, dateline: Dateline | None) -> list[Mark]:
    """The mark of a day that only the line of an event tells."""
    from_line = line is not None and (dateline is None or dateline.day is None)
    if line is None or not line.labelled or not from_line or line.day.day != found:
        return []
    return [Mark("date", "date_of_event", {"text": line.text})]


def _own_line(blocks: Sequence[Block]) -> _Line | None:
    """The line that holds nothing but place and day, or the day alone."""
    for index, block in enumerate(blocks):
        near_edge = index < 8 or index >= len(blocks) - 4
        if not near_edge or "\n" in block.text:
            continue
        text = block.text.strip()
        if alone := standing_alone(text):
            return _Line(index, text, alone[1], alone[0])
        of_event = _OF_EVENT.fullmatch(text)
        labelled = of_event or _LABELLED.fullmatch(text)
        said = (labelled[1] if labelled else text).strip(" .")
        days = days_in(said)
        if len(days) == 1 and days[0].text.strip() == said:
            return _Line(index, text, days[0], labelled=bool(of_event))
    return None


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
    elif full[0].timed or full[0].ranged or full[0].ahead:
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
