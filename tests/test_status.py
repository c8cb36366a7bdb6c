"""What is public, withheld, corrected and withdrawn, for the press desk and for programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from conftest import NOW, Newsroom, release
from terminals import COLUMNS, at_a_terminal, without_codes

from newsroom.cli import main

LONG = "siaran-pers-dengan-nama-berkas-yang-sangat-panjang-sampai-tidak-muat-pada-satu-baris"


@pytest.fixture
def desk(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A newsroom with one release of every kind, and eleven partners of the year before."""
    notice = {"date": "2025-11-21", "text": "Nama diperbaiki."}
    newsroom.write("news/2025/a.md", release(title="Satu", embargo="2025-12-04T09:00"))
    newsroom.write(f"news/2025/{LONG}.md", release(title="Dua", date="2025-12-24"))
    newsroom.write("news/2025/c.md", release(title='"[bold]Tiga :smile:"', status="draft"))
    newsroom.write("news/2025/d.md", release(title="Empat", corrections=[notice]))
    newsroom.write("news/2025/e.md", release(title="Lima", updated="2025-11-22T10:00"))
    newsroom.write(
        "news/2025/f.md",
        release(
            title="Enam", status="withdrawn", withdrawn={"date": "2025-11-23", "reason": "Batal."}
        ),
    )
    newsroom.write("news/2025/g.md", release(date="besok", editor=None))
    for i in range(10):
        partners = ["Dinas Contoh", f"Dinas {i}"]
        newsroom.write(f"news/2024/{i}.md", release(date="2024-03-01", partners=partners))
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    return newsroom


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["status", *arguments]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("2 masalah harus diperbaiki sebelum situs dapat terbit.")
    return told.out.splitlines()


def test_the_page_tells_the_numbers_first_and_then_what_is_not_as_it_should_be(
    desk: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lines(capsys) == [
        "Keadaan situs pada Senin, 1 Desember 2025, 12.00 WIB",
        "  Terbit                 12",
        "  Ditahan                 3  Draf: 1, Embargo: 1, Terjadwal: 1",
        "  Diubah dengan catatan   2",
        "  Ditarik                 1",
        "  Tidak terbaca           1",
        "  Perubahan berikutnya: Kamis, 4 Desember 2025, 09.00 WIB",
        "",
        "Tidak terbaca (1)",
        "  2 masalah  docs/news/2025/g.md",
        "",
        "Ditahan (3)",
        "  Embargo                            Satu",
        "  Kamis, 4 Desember 2025, 09.00 WIB  docs/news/2025/a.md",
        "  Terjadwal                          Dua",
        f"  Rabu, 24 Desember 2025             docs/news/2025/{LONG}.md",
        "  Draf                               [bold]Tiga :smile:",
        "                                     docs/news/2025/c.md",
        "",
        "Diubah dengan catatan (2)",
        "  Pembaruan                           Lima",
        "  Sabtu, 22 November 2025, 10.00 WIB  docs/news/2025/e.md",
        "  Koreksi                             Empat",
        "  Jumat, 21 November 2025             docs/news/2025/d.md",
        "",
        "Ditarik (1)",
        "  Minggu, 23 November 2025  Enam",
        "                            docs/news/2025/f.md",
        "",
        "Siaran pers per tahun",
        "   2  2025",
        "  10  2024",
        "",
        "Mitra dalam siaran pers (11)",
        "  10  Dinas Contoh",
        *(f"   1  Dinas {i}" for i in range(9)),
        "  dan 1 lainnya; lihat semuanya dengan --all",
    ]


def test_all_tells_every_release_and_every_partner(
    desk: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = lines(capsys, "--all")
    assert "Terbit (12)" in shown
    assert all(any(f"docs/news/2024/{i}.md" in line for line in shown) for i in range(10))
    assert shown[-1] == "   1  Dinas 9"


def test_a_small_site_where_all_is_well_is_told_in_few_lines(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.options["language"] = "en"
    newsroom.write("news/2025/a.md", release())
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "The site on Monday, 1 December 2025, 12:00 WIB",
        "  Public  1",
        "",
        "Releases by year",
        "  1  2025",
    ]


def test_an_empty_site_has_a_state_too(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["  Terbit  0"]


def test_a_program_gets_all_of_it(desk: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
    state: dict[str, Any] = json.loads("\n".join(lines(capsys, "--json")))
    assert {key: state[key] for key in ("at", "next", "problems", "counts", "broken")} == {
        "at": "2025-12-01T12:00:00+07:00",
        "next": "2025-12-04T09:00:00+07:00",
        "problems": 2,
        "counts": {
            "public": 12,
            "translations": 0,
            "withheld": 3,
            "changed": 2,
            "withdrawn": 1,
            "broken": 1,
            "unfinished": 0,
        },
        "broken": [{"file": "docs/news/2025/g.md", "problems": 2}],
    }
    assert state["years"] == [
        {"name": "2025", "address": "https://berita.example/news/2025/", "releases": 2},
        {"name": "2024", "address": "https://berita.example/news/2024/", "releases": 10},
    ]
    assert len(state["partners"]) == 11
    assert state["partners"][0] == {
        "name": "Dinas Contoh",
        "address": "https://berita.example/partners/dinas-contoh/",
        "releases": 10,
    }
    assert len(state["releases"]) == 16
    by_title = {entry["title"]: entry for entry in state["releases"]}
    assert by_title["Satu"] == {
        "file": "docs/news/2025/a.md",
        "title": "Satu",
        "address": "https://berita.example/news/2025/a/",
        "status": "embargoed",
        "published": "2025-12-04T09:00:00+07:00",
        "changed": None,
        "kind": None,
        "partners": [],
    }
    assert by_title["[bold]Tiga :smile:"]["published"] is None
    assert by_title["Empat"]["kind"] == "correction"
    assert by_title["Lima"]["changed"] == "2025-11-22T10:00:00+07:00"
    assert by_title["Enam"]["status"] == "withdrawn"


def test_80_columns_of_a_terminal_are_enough_and_a_pipe_gets_no_colours(desk: Newsroom) -> None:
    command = [sys.executable, "-m", "newsroom", "status"]
    shown = at_a_terminal(command, desk.folder)
    assert "\x1b[1m" in shown
    *table, closing = without_codes(shown).splitlines()
    assert closing.startswith("2 masalah")
    assert max(len(line) for line in table) <= COLUMNS
    assert f"docs/news/2025/{LONG}.md" in "".join("".join(table).split())
    piped = subprocess.run(command, cwd=desk.folder, capture_output=True, check=False)
    assert b"\x1b" not in piped.stdout + piped.stderr
    assert os.fsencode(f"docs/news/2025/{LONG}.md\n") in piped.stdout


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("id", "  Terbit  3  termasuk 1 terjemahan, yang di bawah ini tidak dihitung lagi"),
        ("en", "  Public  3  including 1 translation, which is not counted again below"),
    ],
)
def test_translations_explain_why_the_years_sum_up_to_less(
    newsroom: Newsroom,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    told: str,
) -> None:
    newsroom.options["language"] = language
    other = "en" if language == "id" else "id"
    newsroom.write("news/2025/a.md", release())
    newsroom.write("news/2025/b.md", release(lang=other, translation_of="a.md"))
    newsroom.write("news/2025/c.md", release())
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    assert main(["status"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[1] == told and shown[-1] == "  2  2025"
