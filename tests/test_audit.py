"""A built site is searched, byte by byte, for anything of a release that is withheld."""

from __future__ import annotations

import gzip
import html
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import GIF, NOW, Newsroom, release
from markup import files
from mkdocs.exceptions import Abort

from newsroom.audit import leaks
from newsroom.audit.frame import frame_of
from newsroom.domain.lifecycle import Status
from newsroom.edition import Edition
from newsroom.outputs.structured_data import script
from newsroom.problems import Problem
from newsroom.sources.body import BodyReader

TITLE = 'Menteri "Umumkan" <Tarif> & Layanan Baru'
SENTENCE = 'Tarif layanan turun menjadi "separuh" mulai bulan depan'
SECRET = {
    "title": json.dumps(TITLE),
    "summary": "Ringkasan yang belum boleh dibaca siapa pun.",
    "partners": ["Dinas Rahasia Kelabu"],
    "topics": ["Topiktertutup"],
    "image": {"src": "denah-gedung.gif", "alt": "Denah"},
    "aliases": ["lama/tarif-baru"],
    "embargo": "2025-12-24T09:00",
}
PICTURE = GIF + b"denah"


def write(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum", partners=["Satu"]))
    newsroom.write("news/2025/tarif-layanan.md", release(f"Pengantar.\n\n{SENTENCE}.", **SECRET))
    newsroom.write("news/2025/denah-gedung.gif", PICTURE)


def found(newsroom: Newsroom, site: Path) -> set[tuple[str, str]]:
    """(file, rule) of everything the audit tells."""
    return {(p.at.file, p.code) for p in told(newsroom, site)}


def told(newsroom: Newsroom, site: Path, now: datetime = NOW) -> tuple[Problem, ...]:
    """Everything the audit tells."""
    desk = newsroom.desk(now)
    frame = frame_of(newsroom.folder / "mkdocs.yml")
    return leaks(desk.edition, desk.texts, site, "site", BodyReader(), frame)


def test_a_site_as_it_is_built_holds_nothing_withheld(newsroom: Newsroom) -> None:
    newsroom.options["search"] = True
    write(newsroom)
    site = newsroom.build()
    assert len(newsroom.desk().edition.withheld) == 1
    assert found(newsroom, site) == set()


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "as it is": lambda text: text.encode(),
    "as HTML": lambda text: html.escape(text).encode(),
    "as Jinja writes HTML": lambda text: html.escape(text).replace("&quot;", "&#34;").encode(),
    "as XML": lambda text: html.escape(text, quote=False).encode(),
    "as JSON": lambda text: json.dumps({"x": text}, ensure_ascii=False).encode(),
    "as ASCII JSON": lambda text: json.dumps({"x": text}).encode(),
    "as HTML in JSON": lambda text: json.dumps({"x": html.escape(text, quote=False)}).encode(),
    "as structured data": lambda text: script({"x": text}).encode(),
    "compressed": lambda text: gzip.compress(text.encode()),
}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (TITLE, "leak_title"),
        (SECRET["summary"], "leak_summary"),
        (SENTENCE, "leak_sentence"),
        ("Dinas Rahasia Kelabu", "leak_name"),
        ("Topiktertutup", "leak_name"),
        ("news/2025/tarif-layanan/", "leak_address"),
        ("tarif-layanan", "leak_address"),
        ("lama/tarif-baru/", "leak_address"),
        ("denah-gedung.gif", "leak_file"),
    ],
)
def test_a_trace_is_found_in_whatever_form_a_file_holds_it(
    newsroom: Newsroom, tmp_path: Path, form: str, text: str, rule: str
) -> None:
    write(newsroom)
    site = tmp_path / "terbit"
    site.mkdir()
    (site / "data.bin").write_bytes(b"awal " + WRITTEN[form](text) + b" akhir")
    if form == "compressed":
        (site / "data.bin").write_bytes(WRITTEN[form](text))
    assert ("site/data.bin", rule) in found(newsroom, site)


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("news/2025/tarif-layanan/index.html", "leak_address"),
        ("news/2025/denah-gedung.gif", "leak_file"),
        ("lama/tarif-baru/index.html", "leak_address"),
    ],
)
def test_the_name_of_a_file_is_a_trace(
    newsroom: Newsroom, tmp_path: Path, path: str, rule: str
) -> None:
    write(newsroom)
    file = tmp_path / "terbit" / path
    file.parent.mkdir(parents=True)
    file.write_bytes(b"")
    assert (f"site/{path}", rule) in found(newsroom, tmp_path / "terbit")


def test_a_picture_is_known_by_its_content_under_any_name(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    write(newsroom)
    (tmp_path / "terbit").mkdir()
    (tmp_path / "terbit/x.gif").write_bytes(PICTURE)
    (tmp_path / "terbit/y.gif").write_bytes(PICTURE[:-1] + b"?")
    assert found(newsroom, tmp_path / "terbit") == {("site/x.gif", "leak_file")}


def test_what_a_public_release_says_as_well_is_no_trace(newsroom: Newsroom) -> None:
    shared = "Kalimat penutup yang sama di semua siaran pers kantor ini."
    keys = {"title": "Agenda Mingguan Kantor Wilayah", "partners": ["Satu"], "topics": ["Dua"]}
    picture = {"image": {"src": "logo-acara.gif", "alt": "Logo"}}
    newsroom.write("news/2025/logo-acara.gif", GIF)
    newsroom.write("news/2025/agenda-lama.md", release(shared, **keys, **picture))
    newsroom.write(
        "news/2025/agenda-baru.md", release(shared, date="2026-01-01", **keys, **picture)
    )
    assert found(newsroom, newsroom.build()) == set()


def test_a_slug_within_a_longer_one_is_no_trace(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/pameran-foto.md", release(title="Rahasia besar", status="draft"))
    newsroom.write("news/2025/pameran-foto-anak.md", release(title="Umum"))
    assert found(newsroom, newsroom.build()) == set()


def test_a_public_text_that_quotes_a_withheld_headline_stops_the_build(newsroom: Newsroom) -> None:
    write(newsroom)
    site = newsroom.build()
    before = {name: (site / name).read_bytes() for name in files(site)}
    newsroom.write("news/2025/umum.md", release(f"Besok: {html.escape(TITLE)}", title="Umum"))
    with pytest.raises(Abort):
        newsroom.build()
    assert {name: (site / name).read_bytes() for name in files(site)} == before
    assert not list(newsroom.folder.glob(".site*"))


def test_a_fault_of_the_program_cannot_publish_what_is_withheld(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(newsroom)
    site = newsroom.build()
    before = files(site)
    everything = property(lambda self: self.archive.releases)
    monkeypatch.setattr(Edition, "releases", everything)
    with pytest.raises(Abort):
        newsroom.build()
    assert files(site) == before
    told = "site/news/2025/tarif-layanan/index.html:1:1: Judul naskah yang belum terbit ada di sini"
    assert told in caplog.text


def test_the_audit_can_be_run_on_any_built_folder(newsroom: Newsroom) -> None:
    write(newsroom)
    site = newsroom.build()
    command = [sys.executable, "-m", "newsroom", "audit", str(site), "--json"]

    def audited() -> tuple[int, dict[str, list[Any]]]:
        done = subprocess.run(
            command,
            cwd=newsroom.folder,
            env={"NEWSROOM_NOW": NOW.isoformat(), "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, json.loads(done.stdout)

    code, told = audited()
    assert (code, told["traces"]) == (0, [])
    assert told["withheld"] == ["news/2025/tarif-layanan.md"]
    (site / "catatan.txt").write_text(SENTENCE, "utf-8")
    code, told = audited()
    assert code == 1
    assert [(row["rule"], row["text"]) for row in told["traces"]] == [("leak_sentence", SENTENCE)]


def test_what_is_embargoed_now_is_no_trace_once_it_is_public(newsroom: Newsroom) -> None:
    write(newsroom)
    later = NOW.replace(year=2026)
    site = newsroom.build(later)
    desk = newsroom.desk(later)
    assert desk.edition.status(desk.edition.archive.releases[0]) is Status.PUBLISHED
    assert told(newsroom, site, later) == ()
    assert told(newsroom, site)
