"""Dates are ISO 8601 in the site's zone; every other way to write one is told how to write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import event, given, settings
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
        ("20/11/2026 09.00 WIB", "2026-11-20T09:00"),
        ("20 November 2026 pukul 09.00 WITA", "2026-11-20T09:00+08:00"),
        ("2026-11-20T09:00 WIB", "2026-11-20T09:00"),
        ("2026-11-20T09.00", "2026-11-20T09:00"),
        ("2026-11-20T9:00", "2026-11-20T09:00"),
        ("2026-11-20T09", "2026-11-20T09:00"),
        ("2026-11-20T09:00+07", "2026-11-20T09:00"),
        ("2026-11-20T09:00 GMT+8", "2026-11-20T09:00+08:00"),
        ("2026-11-20T09:00 WITA", "2026-11-20T09:00+08:00"),
        ("2026-11-20 09:00 (UTC)", "2026-11-20T09:00+00:00"),
        ("2026-11-20T24:00", "2026-11-21T00:00"),
        ("31 Desember 2026 pukul 24.00 WIB", "2027-01-01T00:00"),
        ("20 November 2026 9:00 pm", "2026-11-20T21:00"),
        ("20 Nov 2026 9 AM", "2026-11-20T09:00"),
        ("November 20th, 2026 at 9:30 p.m.", "2026-11-20T21:30"),
        ("20 November 2026 jam 9 malam", "2026-11-20T21:00"),
        ("Jumat (20/11/2026) pukul 1.30 siang WIT", "2026-11-20T13:30+09:00"),
        ("tanggal 20 November 2026, pukul 14", "2026-11-20T14:00"),
        ("Rabu, 12/03/2025", "2025-03-12"),
        ("Senin, 05/01/2026", "2026-01-05"),
        ("besok", None),
        ("", None),
    ],
)
def test_another_way_to_write_a_date_is_told_the_right_one(text: str, cure: str | None) -> None:
    with pytest.raises(NotADate) as caught:
        read_when(text, JAKARTA)
    assert caught.value.cure == cure
    assert not cure or read_when(cure, JAKARTA)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-11-19T25:00", "time_unclear"),
        ("20-11-2026 pukul 9", "time_unclear"),
        ("20 November 2026 12 am", "time_unclear"),
        ("20 November 2026 jam 12 malam", "time_unclear"),
        ("20 November 2026 pukul 24.30", "time_unclear"),
        ("20 November 2026, setelah konferensi pers", "time_unclear"),
        ("sebelum 20 November 2026", "time_unclear"),
        ("20 November 2026 09.00-10:00", "time_unclear"),
        ("20 November 2026 09.00 EST", "time_unclear"),
        ("20 November 2026 09.00 WIB atau 10.00 WITA", "time_unclear"),
        ("20-21 November 2026", "time_unclear"),
        ("20 November 2026 13 pm", "time_unclear"),
        ("Senin, 20 November 2026", "weekday_differs"),
        ("31 November 2026 pukul 09.00", "not_a_date"),
        ("pukul 09.00", "not_a_date"),
    ],
)
def test_a_date_not_wholly_understood_is_told_no_instant_at_all(text: str, code: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_when(text, JAKARTA)
    assert (caught.value.code, caught.value.cure) == (code, None)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_day_that_may_be_a_month_is_told_both_ways(language: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_when("12/03/2025 09.00", JAKARTA)
    problem = Problem(caught.value.code, Position("a.md"), {"key": "date", **caught.value.facts})
    told = Words(language).problem(problem)
    assert "2025-03-12T09:00" in told
    assert "2025-12-03T09:00" in told


ZONES = {
    "": None,
    " WIB": 7,
    " WITA": 8,
    " WIT": 9,
    " GMT+8": 8,
    " UTC+07:00": 7,
    "+09": 9,
    " Z": 0,
}
PARTS = {"": range(24), " am": range(1, 12), " pagi": range(1, 12), " pm": range(13, 24)}
PARTS |= {" siang": range(12, 16), " sore": range(15, 19), " malam": range(18, 24)}
CLOCKS = [
    "{0:02}.{1:02}",
    "{0}.{1:02}",
    "{0}:{1:02}",
    "{0:02}:{1:02}",
    "pukul {0}",
    "jam {0}",
    "{0}",
]
DAYS = ["{0} {1} {2}", "{0}/{3}/{2}", "{2}-{3}-{0:02}", "({0:02}-{3:02}-{2})", "{4}, {0} {1} {2}"]
NOISE = ["", "", "", " nanti", ", setelah rapat", " s.d. selesai", " (perkiraan)"]


@st.composite
def worded(draw: st.DrawFn) -> tuple[str, datetime, ZoneInfo]:
    """An instant, in words that are often right and at times half a guess; and the site's zone."""
    site = ZoneInfo(draw(st.sampled_from(["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])))
    day = draw(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
    part = draw(st.sampled_from(sorted(PARTS)))
    hour, minute = draw(st.sampled_from(PARTS[part])), draw(st.integers(0, 59))
    clock = draw(st.sampled_from(CLOCKS))
    if "{1" not in clock:
        minute = 0
    zone = draw(st.sampled_from(sorted(ZONES)))
    spoken = hour - 12 if hour > 12 and (part == " pm" or (part and draw(st.booleans()))) else hour
    name, weekday = (Words("id").day(day).split()[1], Words("id").full_day(day).partition(",")[0])
    written = draw(st.sampled_from(DAYS)).format(day.day, name, day.year, day.month, weekday)
    text = f"{written} {clock.format(spoken, minute)}{part}{zone}{draw(st.sampled_from(NOISE))}"
    offset = ZONES[zone]
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=site)
    at = local if offset is None else local.replace(tzinfo=timezone(timedelta(hours=offset)))
    return text, at, site


@given(worded())
@settings(max_examples=1500, deadline=None)
def test_a_cure_names_exactly_the_instant_that_was_meant_or_none(
    case: tuple[str, datetime, ZoneInfo],
) -> None:
    text, at, zone = case
    try:
        found = read_when(text, zone)
    except NotADate as refused:
        cures = [cure for cure in (refused.cure, refused.other) if cure]
        assert not cures or at in [read_when(cure, zone).at for cure in cures], cures
        assert refused.other or cures == cures[:1]
        event(refused.code)
    else:
        assert found.at == at


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
