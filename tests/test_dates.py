"""Dates are ISO 8601 in the site's zone; every other way to write one is told how to write it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.domain.when import When
from newsroom.problems import Position, Problem
from newsroom.sources.dates import NotADate, read_when
from newsroom.words import Words

JAKARTA = ZoneInfo("Asia/Jakarta")


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_any_iso_day_is_read_and_written_back(day: date) -> None:
    when = read_when(day.isoformat(), JAKARTA)
    assert (when.day, when.timed) == (day, False)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-11-20T09:00", "2025-11-20T02:00"),
        ("2025-11-20 09:00:30", "2025-11-20T02:00:30"),
        ("2025-11-20T09:00Z", "2025-11-20T09:00"),
        ("2025-11-20T09:00+09:00", "2025-11-20T00:00"),
        ("2012-03-01 10:00:00 -0400", "2012-03-01T14:00"),
    ],
)
def test_a_time_without_an_offset_is_in_the_offices_zone(text: str, utc: str) -> None:
    when = read_when(text, JAKARTA)
    assert when.timed
    assert when.at == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert when.at.utcoffset() == JAKARTA.utcoffset(when.at)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("19/11/2025", "2025-11-19"),
        ("19-11-2025", "2025-11-19"),
        ("9.1.2025", "2025-01-09"),
        ("2025/11/19", "2025-11-19"),
        ("2025-1-9", "2025-01-09"),
        ("Rabu (19/11/2025)", "2025-11-19"),
        ("Rabu, 19 November 2025", "2025-11-19"),
        ("19 Agustus 2025", "2025-08-19"),
        ("19 Okt 2025", "2025-10-19"),
        ("19 October 2025", "2025-10-19"),
        ("19/11/2025 09.00", "2025-11-19T09:00"),
        ("19 November 2025 09.00 WIB", "2025-11-19T09:00"),
        ("2026-13-45", None),
        ("31/02/2025", None),
        ("2025-11-19T25:00", "2025-11-19"),
        ("besok", None),
        ("", None),
    ],
)
def test_another_way_to_write_a_date_is_told_the_right_one(text: str, cure: str | None) -> None:
    with pytest.raises(NotADate) as caught:
        read_when(text, JAKARTA)
    assert caught.value.cure == cure


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_day_that_may_be_a_month_is_told_both_ways(language: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_when("12/03/2025 09.00", JAKARTA)
    problem = Problem(caught.value.code, Position("a.md"), {"key": "date", **caught.value.facts})
    told = Words(language).problem(problem)
    assert "2025-03-12T09:00" in told
    assert "2025-12-03T09:00" in told


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused(text: str) -> None:
    try:
        read_when(text, JAKARTA)
    except NotADate as refused:
        assert refused.cure is None or read_when(refused.cure, JAKARTA)


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Asia/Jakarta", "09.00 WIB", "09:00 WIB"),
        ("Asia/Makassar", "09.00 WITA", "09:00 WITA"),
        ("Asia/Jayapura", "09.00 WIT", "09:00 WIT"),
    ],
)
def test_days_and_times_are_worded_as_the_country_does(
    zone: str, indonesian: str, english: str
) -> None:
    when = When(datetime(2025, 11, 5, 9, 0, tzinfo=ZoneInfo(zone)), timed=True)
    assert Words("id").when(when) == f"Rabu, 5 November 2025, {indonesian}"
    assert Words("en").when(when) == f"Wednesday, 5 November 2025, {english}"
