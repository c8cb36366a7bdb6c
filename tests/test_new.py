"""`newsroom new` makes a correct file at the right place, and never overwrites one."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from conftest import NOW, Newsroom, release
from terminals import at_a_terminal

from newsroom.domain.lifecycle import Status
from newsroom.drafting import Known

FLAGS = ["--date", "2025-11-20", "--location", "Serang", "--editor", "Editor Satu"]


def environment() -> dict[str, str]:
    return {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONPATH": os.pathsep.join(sys.path)}


def new(newsroom: Newsroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    newsroom.write_config()
    return subprocess.run(
        [sys.executable, "-m", "newsroom", "new", *arguments],
        cwd=newsroom.folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_flags_make_a_sound_draft(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release(partners=["Pemerintah Kota Cilegon"]))
    title = "Pelayanan: cepat & ramah #1"
    done = new(
        newsroom, title, *FLAGS, "--partner", "pemerintah kota  CILEGON", "--topic", "Layanan"
    )
    assert done.returncode == 0, done.stderr
    file = newsroom.folder / "docs/news/2025/pelayanan-cepat-ramah-1.md"
    assert file.read_text("utf-8") == (
        '---\ntitle: "Pelayanan: cepat & ramah #1"\ndate: 2025-11-20\nlocation: Serang\n'
        "editor: Editor Satu\npartners:\n  - Pemerintah Kota Cilegon\ntopics:\n  - Layanan\n"
        "status: draft\n---\n"
    )
    assert not newsroom.problems()
    made = newsroom.desk().edition.archive.releases[0]
    assert (made.title, newsroom.desk().edition.status(made)) == (title, Status.DRAFT)
    assert "docs/news/2025/pelayanan-cepat-ramah-1.md" in done.stdout


def test_a_script_is_told_in_json(newsroom: Newsroom) -> None:
    done = new(newsroom, "Judul", *FLAGS, "--json")
    assert json.loads(done.stdout) == {
        "file": "docs/news/2025/judul.md",
        "address": "news/2025/judul/",
        "status": "draft",
    }


def test_nothing_is_overwritten_and_a_free_name_is_offered(newsroom: Newsroom) -> None:
    kept = newsroom.write("news/2025/judul.md", "catatan saya")
    done = new(newsroom, "Judul", *FLAGS)
    assert done.returncode == 1
    assert "docs/news/2025/judul.md" in done.stderr and "--slug judul-2" in done.stderr
    assert kept.read_text() == "catatan saya"
    assert new(newsroom, "Judul", *FLAGS, "--slug", "judul-2").returncode == 0


def test_a_slug_that_another_file_of_the_year_has_is_taken(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/lain.md", release(slug="judul"))
    assert "docs/news/2025/lain.md" in new(newsroom, "Judul", *FLAGS).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Judul"], "Belum disebutkan: --location, --editor."),
        ([], "Belum disebutkan: JUDUL, --location, --editor."),
        (["Judul", *FLAGS[2:], "--date", "03/04/2025"], "Tulis 2025-04-03 atau 2025-03-04"),
        (["Judul", *FLAGS, "--embargo", "1 Desember 2026 pukul 9"], "tidak dipahami"),
        (["Judul", *FLAGS, "--slug", "con"], "Tulis con-1"),
        (["Judul", *FLAGS, "--slug", "Judul Saya"], "Tulis judul-saya"),
        (["Judul", *FLAGS, "--embargo", "nanti"], '"nanti" bukan tanggal yang ada.'),
    ],
)
def test_an_answer_that_cannot_be_is_told_with_its_cure(
    newsroom: Newsroom, arguments: list[str], told: str
) -> None:
    done = new(newsroom, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (newsroom.folder / "docs/news").exists()


def test_the_address_told_is_that_of_the_year_of_the_date_whenever_an_embargo_ends(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2025/taken.md", release(slug="taken", date="2025-01-05"))
    flags = [*FLAGS[2:], "--date", "2025-12-30", "--embargo", "2026-01-02T09:00", "--json"]
    told = json.loads(new(newsroom, "Judul", *flags).stdout)
    assert told["address"] == "news/2025/judul/"
    [made] = [r for r in newsroom.desk().edition.archive.releases if r.slug == "judul"]
    assert newsroom.desk().edition.address(made) == told["address"]
    assert made.source == "news/2025/judul.md" == told["file"].removeprefix("docs/")
    assert new(newsroom, "Lain", *flags, "--slug", "taken").returncode == 1


def test_the_address_told_has_the_names_that_the_site_chose(newsroom: Newsroom) -> None:
    newsroom.options["paths"] = {"news": "berita"}
    told = json.loads(new(newsroom, "Judul", *FLAGS, "--json").stdout)
    assert told["address"] == "berita/2025/judul/"


def test_a_time_of_which_all_is_understood_is_taken_and_told(newsroom: Newsroom) -> None:
    times = ["--date", "19/11/2025", "--embargo", "2026-12-01T09:00 WITA"]
    done = new(newsroom, "Con", *FLAGS[2:], *times, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        '"19/11/2025" dibaca sebagai 2025-11-19.',
        '"2026-12-01T09:00 WITA" dibaca sebagai 2026-12-01T09:00+08:00.',
    ]
    assert json.loads(done.stdout)["file"] == "docs/news/2025/con-1.md"
    text = (newsroom.folder / "docs/news/2025/con-1.md").read_text("utf-8")
    assert "date: 2025-11-19\n" in text and "embargo: 2026-12-01T09:00+08:00\n" in text


def talk(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, answers: list[tuple[str, str]]
) -> str:
    """What is seen at a terminal where every question gets its answer, and the exit code."""
    newsroom.write_config()
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    command = f"{sys.executable} -m newsroom new; echo kode=$?"
    return at_a_terminal(["sh", "-c", command], newsroom.folder, answers)


@pytest.mark.slow
def test_what_is_not_given_is_asked_for(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("news/2025/a.md", release(partners=["Pemerintah Kota Cilegon"]))
    seen = talk(
        newsroom,
        monkeypatch,
        [
            ("Judul:", "Kabar baru\r"),
            ("Tanggal (tahun-bulan-tanggal) [2025-12-01]:", "19/11/2025\r"),
            ("Tanggal (tahun-bulan-tanggal) [2025-11-19]:", "\r"),
            ("Kota [Serang]:", "\r"),
            ("Editor [Editor Satu]:", "Editor Dua\r"),
            ("Mitra", "Pemerintah Kota Cilegom\r"),
            ("Maksudnya Pemerintah Kota Cilegon?", "\r"),
            ("Mitra", "\r"),
        ],
    )
    assert "kode=0" in seen
    assert (newsroom.folder / "docs/news/2025/kabar-baru.md").read_text("utf-8") == (
        "---\ntitle: Kabar baru\ndate: 2025-11-19\nlocation: Serang\neditor: Editor Dua\n"
        "partners:\n  - Pemerintah Kota Cilegon\nstatus: draft\n---\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("key", ["\x03", "\x01\x0b\x04"], ids=["Ctrl-C", "Ctrl-D"])
def test_stopping_writes_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    seen = talk(newsroom, monkeypatch, [("Judul", "Kabar baru\r"), ("Tanggal", key)])
    assert "kode=130" in seen
    assert "Tidak ada yang ditulis" in seen
    assert not (newsroom.folder / "docs/news").exists()


@pytest.mark.slow
def test_a_default_is_replaced_by_what_is_typed_and_a_known_name_completes_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("news/2025/a.md", release(location="Lebak", date="2025-11-01"))
    newsroom.write("news/2025/b.md", release())
    seen = talk(
        newsroom,
        monkeypatch,
        [
            ("Judul:", "Kabar baru\r"),
            ("Tanggal (tahun-bulan-tanggal) [2025-12-01]:", "\r"),
            ("Kota [Serang]:", "Leb"),
            ("Lebak", "\t\r"),
            ("Editor [Editor Satu]:", "Cilegon\r"),
            ("Mitra", "\r"),
        ],
    )
    assert "kode=0" in seen
    text = (newsroom.folder / "docs/news/2025/kabar-baru.md").read_text("utf-8")
    assert "date: 2025-12-01\nlocation: Lebak\neditor: Cilegon\n" in text


def test_names_are_known_by_any_spelling_and_near_misses_are_asked_about(
    newsroom: Newsroom,
) -> None:
    newsroom.write("partners/bri.md", "---\nname: PT Bank Contoh\naliases: [Bank Contoh]\n---\n")
    newsroom.write("news/2025/a.md", release(partners=["Dinas Kesehatan"], location="Lebak"))
    newsroom.write("news/2025/b.md", release(date="2025-11-21"))
    known = Known.of(newsroom.desk().edition.archive)
    assert known.partners == ("Bank Contoh", "Dinas Kesehatan", "PT Bank Contoh")
    assert known.partner("bank contoh") == "PT Bank Contoh"
    assert known.partner("Dinas Baru") == "Dinas Baru"
    assert known.meant("Dinas Kesehatn") == "Dinas Kesehatan"
    assert known.meant("Dinas Perhubungan Kota") is None
    assert known.locations == ("Serang", "Lebak")
