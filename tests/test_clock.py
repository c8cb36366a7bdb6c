"""A clock that was set back, by an empty battery say, takes nothing published from the site."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, Newsroom, release
from markup import files
from mkdocs.exceptions import Abort

YEARS_AGO = NOW.replace(year=2015, month=1, day=1)
SENTENCES = {
    "id": (
        "Jam komputer ini menunjukkan Kamis, 1 Januari 2015, 12.00 WIB, padahal situs di {site} "
        "terakhir dibangun pada Senin, 1 Desember 2025, 12.00 WIB. Siaran pers yang terbit di "
        "antara kedua saat itu akan hilang dari situs. Betulkan tanggal dan jam komputer, lalu "
        "ulangi. Jika jam sudah benar, ulangi sekali dengan --clean; untuk situs pada saat lain, "
        "tetapkan NEWSROOM_NOW."
    ),
    "en": (
        "The clock of this computer says Thursday, 1 January 2015, 12:00 WIB, but the site in "
        "{site} was last built on Monday, 1 December 2025, 12:00 WIB. Releases published between "
        "the two would be gone from the site. Set the date and time of the computer right, then "
        "try again. If they are right, try once with --clean; for the site of another instant set "
        "NEWSROOM_NOW."
    ),
}


@pytest.fixture
def office(newsroom: Newsroom) -> Newsroom:
    newsroom.write("news/2025/umum.md", release(title="Umum"))
    return newsroom


def by_the_clock(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch, at: datetime, *, preview: bool = False
) -> Path:
    """Build as the computer's clock has it, which stands at an instant."""
    with monkeypatch.context() as clock:
        clock.setattr("newsroom.clock.now", lambda zone: at)
        clock.setattr("newsroom.clock.set_by", lambda: None)
        return office.build(preview=preview)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_clock_set_back_stops_the_build_and_says_what_to_do(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    office.options["language"] = language
    site = by_the_clock(office, monkeypatch, NOW)
    before = files(site)
    for _ in range(2):  # it is not forgotten by being refused
        with pytest.raises(Abort) as refused:
            by_the_clock(office, monkeypatch, YEARS_AGO)
        assert str(refused.value) == SENTENCES[language].format(site=site)
    assert files(site) == before
    by_the_clock(office, monkeypatch, NOW + timedelta(minutes=1))


def test_it_stops_the_build_also_if_nothing_was_new_the_last_time(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        by_the_clock(office, monkeypatch, NOW + timedelta(days=day))
    with pytest.raises(Abort):
        by_the_clock(office, monkeypatch, NOW + timedelta(days=1))


def test_clocks_that_differ_a_little_are_all_right(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_the_clock(office, monkeypatch, NOW)
    by_the_clock(office, monkeypatch, NOW - timedelta(minutes=50))


def test_an_instant_that_is_named_is_meant(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the past, too; and one that was named before binds no clock."""
    by_the_clock(office, monkeypatch, NOW)
    site = office.build(YEARS_AGO)
    assert not (site / "news/2025/umum").exists()
    office.build(NOW + timedelta(days=999))
    assert (by_the_clock(office, monkeypatch, NOW) / "news/2025/umum").exists()


def test_a_preview_goes_by_any_clock(office: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    by_the_clock(office, monkeypatch, NOW, preview=True)
    by_the_clock(office, monkeypatch, YEARS_AGO, preview=True)


def test_clean_goes_by_the_clock_as_it_is(
    office: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_the_clock(office, monkeypatch, NOW)
    monkeypatch.setattr("newsroom.plugin._typed", lambda option: option == "clean")
    by_the_clock(office, monkeypatch, YEARS_AGO)
