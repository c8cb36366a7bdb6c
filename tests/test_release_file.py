"""A release file that the newsroom writes is read back as what it was written from."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.domain.when import When
from newsroom.settings import Settings
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.release import read_release
from newsroom.sources.release_file import release_file
from newsroom.sources.text import CONTROL, TURNED
from newsroom.sources.whole_files import write_new

JAKARTA = ZoneInfo("Asia/Jakarta")
# Control characters are refused, also when YAML writes them as numbers.
texts = st.text(min_size=1).filter(lambda t: not (CONTROL.search(t) or TURNED.search(t)))
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)


@given(texts, st.lists(texts, min_size=1), st.dictionaries(st.just("alt"), texts, min_size=1))
@example("Judul: anak judul", ["Dinas A: Bidang B", "no", "+62812", "12:30"], {"alt": "# dua"})
@example("2025-11-19", ["2025-11-19", "- satu", "'kutip'", '"kutip" \\'], {"alt": "a\u2028b\x85"})
def test_any_text_reads_back_as_it_was_given(
    title: str, partners: list[str], image: dict[str, str]
) -> None:
    values: dict[str, Any] = {"title": title, "partners": partners, "image": image}
    matter = read_front_matter(release_file(values, "Isi."), "x.md")
    assert matter.values == values


@given(lines)
def test_any_other_reader_of_yaml_takes_every_text_as_text(title: str) -> None:
    header = release_file({"title": title}, "").split("---\n")[1]
    assert yaml.safe_load(header) == {"title": title}


@given(
    title=lines,
    day=st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    place=lines,
    partners=st.lists(st.tuples(lines, lines)),
    notes=st.dictionaries(st.sampled_from(["", "title", "date", "embargo"]), st.text()),
    body=st.lists(lines.filter(lambda line: line[0].isalpha()), min_size=1).map("\n\n".join),
)
def test_what_is_written_is_the_release_that_is_read(
    title: str,
    day: date,
    place: str,
    partners: list[tuple[str, str]],
    notes: dict[str, str],
    body: str,
) -> None:
    named = [{"name": name, "role": role} for name, role in partners]
    values = {"partners": named, "editor": "E", "location": place, "date": day, "title": title}
    text = release_file(values, body, notes)
    release = read_release(text.encode(), "news/2025/x.md", "x.md", Settings())
    assert (release.title, release.location, release.date.day) == (title, place, day)
    assert [(p.name, p.role) for p in release.partners] == partners
    assert release.body.strip("\n") == body


def test_keys_stand_in_the_readmes_order_with_the_notes_above_them() -> None:
    values = {
        "x-asal": "surel",
        "status": "draft",
        "contacts": ["humas", {"name": "Narahubung", "phone": "+1 202-555-0100"}],
        "location": None,
        "topics": [],
        "date": date(2025, 11, 19),
        "title": "Pelayanan: cepat",
    }
    notes = {"location": "Periksa: kota tidak ditemukan.", "embargo": "Periksa: satu\nPeriksa: dua"}
    assert release_file(values, "\n\nIsi.\r\nLagi.\n\n", notes) == (
        "---\n"
        'title: "Pelayanan: cepat"\n'
        "date: 2025-11-19\n"
        "# Periksa: kota tidak ditemukan.\n"
        "location:\n"
        "contacts:\n"
        "  - humas\n"
        "  - name: Narahubung\n"
        '    phone: "+1 202-555-0100"\n'
        "# Periksa: satu\n"
        "# Periksa: dua\n"
        "status: draft\n"
        "x-asal: surel\n"
        "---\n"
        "\n"
        "Isi.\nLagi.\n"
    )


def test_an_instant_is_written_on_the_sites_clock() -> None:
    at = datetime(2025, 11, 20, 9, 0, tzinfo=JAKARTA)
    values = {"date": When(at), "embargo": When(at, timed=True), "updated": at}
    header = release_file(values, "").splitlines()[1:4]
    assert header == [
        "date: 2025-11-20",
        "embargo: 2025-11-20T09:00",
        "updated: 2025-11-20T09:00",
    ]


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "news/2025/kabar.md"
    write_new(file, "satu")
    with pytest.raises(FileExistsError):
        write_new(file, "dua")
    assert file.read_text() == "satu"
    assert [f.name for f in file.parent.iterdir()] == ["kabar.md"]


def test_a_disk_without_second_names_for_files_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr("os.link", no_links)
    write_new(tmp_path / "kabar.md", b"satu")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "kabar.md", b"dua")
    assert (tmp_path / "kabar.md").read_bytes() == b"satu"
    assert len(list(tmp_path.iterdir())) == 1
