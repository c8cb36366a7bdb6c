"""A press officer's document becomes the release it is, and what is unsure is marked."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import manuscripts
import pytest
from conftest import ROOT, Newsroom
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markup import page, texts

from newsroom.cli import main
from newsroom.domain.release import Release
from newsroom.intake.captions import Caption, caption_of
from newsroom.intake.readers import pandoc
from newsroom.intake.recognise.holding import is_notice
from newsroom.intake.recognise.letterhead import is_address

SEED = Path(os.environ.get("NEWSROOM_SEED", ROOT.parent / "shared/seed")) / "siaran-pers-serang.txt"


class Desk:
    """A newsroom, and a person who imports into it."""

    def __init__(self, newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> None:
        self.newsroom = newsroom
        self.capsys = capsys
        self.inbox = newsroom.folder / "masuk"
        self.inbox.mkdir()

    def put(self, name: str, data: bytes) -> Path:
        file = self.inbox / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        return file

    def run(self, *arguments: object) -> tuple[int, str]:
        config = self.newsroom.write_config()
        code = main(["import", "-f", str(config), *map(str, arguments)])
        said = self.capsys.readouterr()
        return code, said.out + said.err

    def json(self, *arguments: object) -> dict[str, Any]:
        _, said = self.run("--json", *arguments)
        record: dict[str, Any] = json.loads(said)
        return record

    def take(self, name: str, data: bytes, *arguments: object) -> dict[str, Any]:
        """Import one document; what the command tells a program of it."""
        [record] = self.json(self.put(name, data), *arguments)["sources"]
        return dict(record)

    def release(self) -> Release:
        """The one release of the archive, read as the site reads it."""
        [release] = self.newsroom.desk(preview=True).edition.archive.releases
        return release

    def text(self, record: dict[str, Any]) -> tuple[str, str]:
        """The file made of a document, below docs/, and what it holds."""
        file = str(record["file"])
        return file, (self.newsroom.folder / "docs" / file).read_text("utf-8")

    def written(self) -> list[str]:
        docs = self.newsroom.folder / "docs"
        return sorted(f.relative_to(docs).as_posix() for f in docs.rglob("*") if f.is_file())


@pytest.fixture
def desk(newsroom: Newsroom, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(newsroom, capsys)


def codes(record: dict[str, Any]) -> list[str]:
    return sorted(mark["code"] for mark in record["marks"])


@pytest.mark.corpora
@pytest.mark.skipif(not SEED.is_file(), reason=f"no {SEED}")
def test_the_first_users_own_text_needs_no_manual_step(desk: Desk) -> None:
    [record] = desk.json(SEED)["sources"]
    assert record["state"] == "imported"
    assert record["marks"] == []
    release = desk.release()
    assert str(release.date.day) == "2025-11-19"
    assert (release.location, release.venue) == ("Serang", "Bale Soepomo")
    assert release.editor and release.editor in SEED.read_text("utf-8").splitlines()[-1]
    assert [m.name for m in release.partners] == manuscripts.PARTNERS
    assert len({q["name"] for q in record["quoted"]}) == 2
    assert not desk.newsroom.problems()
    assert record["values"]["status"] == "draft"
    delete_the_line(desk, record["file"])
    assert [r.slug for r in desk.newsroom.desk().edition.releases] == [release.slug]


@pytest.mark.corpora
@pytest.mark.skipif(not SEED.is_file(), reason=f"no {SEED}")
def test_the_first_users_own_text_can_be_written_ready(desk: Desk) -> None:
    code, said = desk.run(SEED, "--publish")
    assert code == 0
    assert "Siap terbit: docs/news/2025/" in said
    assert len(desk.newsroom.desk().edition.releases) == 1


def delete_the_line(desk: Desk, file: str) -> None:
    """What a press officer does to publish."""
    release = desk.newsroom.folder / "docs" / file
    release.write_text(release.read_text("utf-8").replace("status: draft\n", ""), "utf-8")


SAMPLES: dict[str, Callable[[], bytes]] = {
    "kabar.txt": lambda: manuscripts.text(manuscripts.TITLE, *manuscripts.PARAGRAPHS),
    "kabar.md": lambda: "\n\n".join((f"# {manuscripts.TITLE}", *manuscripts.PARAGRAPHS)).encode(),
    "kabar.docx": lambda: manuscripts.saved(
        manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    ),
    "kabar.html": lambda: manuscripts.page(manuscripts.TITLE, *manuscripts.PARAGRAPHS),
    "kabar.eml": lambda: bytes(
        manuscripts.mail(
            f"Fwd: [Siaran Pers] {manuscripts.TITLE}", "\n\n".join(manuscripts.PARAGRAPHS)
        )
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_one_release_in_every_format_is_the_same_release(desk: Desk, name: str) -> None:
    record = desk.take(name, SAMPLES[name]())
    assert codes(record) == []
    assert record["quoted"] == [
        {
            "name": "Narasumber Satu",
            "role": "Kepala Bidang Contoh",
            "text": "Kalimat ini ditulis untuk keperluan uji,",
        }
    ]
    release = desk.release()
    assert release.title == manuscripts.TITLE
    assert str(release.date.day) == "2025-11-19"
    assert (release.location, release.editor) == ("Serang", "Editor Satu")
    assert release.venue == "Bale Soepomo"
    assert [m.name for m in release.partners] == manuscripts.PARTNERS
    first, signed, quoted = release.body.strip().split("\n\n")[:3]
    assert (first, signed, quoted) == (manuscripts.LEAD, manuscripts.SIGNED, manuscripts.QUOTED)
    assert not desk.newsroom.problems()
    assert release.slug == "kanwil-ditjenpas-banten-gandeng-empat-mitra"
    assert "Editor" not in release.body.replace("Editor Satu", "")
    assert "alert" not in release.body


@pytest.mark.parametrize("name", SAMPLES)
def test_an_imported_document_is_published_word_for_word(desk: Desk, name: str) -> None:
    delete_the_line(desk, desk.take(name, SAMPLES[name]())["file"])
    html = page(desk.newsroom.build(), f"news/2025/{desk.release().slug}/")
    assert texts(html, ".//h1") == [manuscripts.TITLE]
    shown = texts(html, ".//div[@class='nr-text']/p")
    dateline = "SERANG, 19 November 2025 – "
    assert shown[:3] == [dateline + manuscripts.LEAD, manuscripts.SIGNED, manuscripts.QUOTED]


def test_an_import_is_a_draft_and_one_sentence_says_which_line_to_delete(desk: Desk) -> None:
    code, said = desk.run(desk.put("kabar.txt", manuscripts.TEXT.encode()))
    assert code == 0
    [source] = desk.written()
    lines = (desk.newsroom.folder / "docs" / source).read_text("utf-8").split("\n")
    number = lines.index("status: draft") + 1
    assert f'hapus baris {number} ("status: draft") di docs/{source}.' in said
    assert desk.newsroom.desk().edition.releases == ()


@pytest.mark.parametrize("held", [False, True])
def test_only_what_needs_no_look_is_published_when_asked_to(desk: Desk, held: bool) -> None:
    notice = "Dapat disiarkan mulai Senin, 24 November 2025 pukul 09.00 WIB\n" if held else ""
    text = f"{notice}{manuscripts.TEXT}"
    code, said = desk.run(desk.put("kabar.txt", text.encode()), "--publish")
    assert code == 0
    assert ("Siap terbit" in said, "Masih draf" in said) == (not held, held)
    assert len(desk.newsroom.desk().edition.releases) == (not held)


def test_what_was_lost_on_the_way_is_never_published_unseen(desk: Desk) -> None:
    page = manuscripts.page(manuscripts.TITLE, *manuscripts.PARAGRAPHS).replace(
        b"</article>", b"<form>Isi</form><iframe src='//lain.example'></iframe></article>"
    )
    record = desk.take("kabar.html", page, "--publish")
    assert record["state"] == "imported_with_warnings"
    assert record["values"]["status"] == "draft"


def test_what_is_not_certain_is_a_draft_with_marks(desk: Desk) -> None:
    record = desk.take("kabar.txt", manuscripts.text(manuscripts.TITLE, manuscripts.LEAD))
    assert record["state"] == "imported_with_warnings"
    assert codes(record) == ["no_editor", "no_place"]
    text = (desk.newsroom.folder / "docs" / record["file"]).read_text("utf-8")
    assert "# Periksa: kota tidak ditemukan; tulis di bawah ini.\nlocation:\n" in text
    assert "\nstatus: draft\n" in text
    told = [problem["text"] for problem in record["problems"]]
    assert told == [
        '"location" belum diisi. Tulis misalnya "location: Serang".',
        '"editor" belum diisi. Tulis misalnya "editor: Nama editor".',
    ]
    assert desk.newsroom.desk().edition.releases == ()


def test_a_second_run_changes_nothing_even_after_the_release_was_edited(desk: Desk) -> None:
    file = desk.put("kabar.txt", manuscripts.TEXT.encode())
    assert desk.run(file)[0] == 0
    [source] = desk.written()
    release = desk.newsroom.folder / "docs" / source
    release.write_text(release.read_text("utf-8").replace("hangat", "ramai"), "utf-8")
    before = release.read_bytes()
    code, said = desk.run(file)
    assert code == 0
    assert "sudah diimpor" in said
    assert "1 sudah ada" in said
    assert (desk.written(), release.read_bytes()) == ([source], before)


def test_a_file_that_is_there_is_never_overwritten(desk: Desk) -> None:
    there = desk.newsroom.write(
        "news/2025/kanwil-ditjenpas-banten-gandeng-empat-mitra.md", "punya orang lain"
    )
    file = desk.put("kabar.txt", manuscripts.TEXT.encode())
    code, said = desk.run(file)
    assert code == 1
    assert "sudah ada dan isinya lain. Pilih nama lain dengan --slug" in said
    assert there.read_text() == "punya orang lain"
    assert desk.run(file, "--slug", "empat-mitra")[0] == 0
    assert "news/2025/empat-mitra.md" in desk.written()


def test_a_dry_run_shows_the_file_and_writes_nothing(desk: Desk) -> None:
    code, said = desk.run(desk.put("kabar.txt", manuscripts.TEXT.encode()), "--dry-run")
    assert code == 0
    assert f"title: {manuscripts.TITLE}" in said
    assert desk.written() == []


def test_a_folder_is_imported_whole_and_the_counts_add_up(desk: Desk) -> None:
    desk.put("a/kabar.txt", manuscripts.TEXT.encode())
    desk.put("a/rusak.docx", b"bukan word")
    desk.put("a/gambar.png", manuscripts.picture())
    desk.put("a/.tersembunyi.txt", b"x")
    desk.put("a/~$kabar.docx", b"x")
    record = desk.json(desk.inbox)
    assert [s["state"] for s in record["sources"]] == ["imported", "refused"]
    assert [Path(name).name for name in record["skipped"]] == ["gambar.png"]
    assert sum(record["counts"].values()) == len(record["sources"])


def test_wrong_usage_is_told_in_a_sentence(desk: Desk) -> None:
    assert desk.run() == (2, "Sebutkan dokumen atau folder yang akan diimpor.\n")
    two = [desk.put(name, b"x") for name in ("a.txt", "b.txt")]
    assert desk.run(*two, "--slug", "satu")[0] == 2
    assert desk.run(desk.inbox / "tidak-ada.txt")[0] == 2
    (desk.inbox / "kosong").mkdir()
    told = desk.run(desk.inbox / "kosong")
    assert told == (1, "Tidak ada dokumen yang dapat diimpor di sana.\n")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"bukan word", "rusak"),
        ("a.docx", b"\xd0\xcf\x11\xe0 lama", "kata sandi"),
        ("a.docx", b"PK\x03\x04 terpotong", "rusak"),
        ("a.pdf", b"%PDF-1.4 terpotong", "rusak"),
        ("a.pdf", manuscripts.pdf([]), "Tidak ada teks"),
        ("a.eml", b"\x00\x01\x02", "rusak"),
        ("a.html", b"<html><body><script>1</script>", "Tidak ada teks"),
        ("a.html", b"<div>" * 20_000 + b"isi", "rusak"),
        ("a.txt", b" \n ", "Tidak ada teks"),
        ("a.md", b"---\ntitle: a\n---\nIsi\n", "sudah berbentuk siaran pers"),
        ("a.xls", b"x", "tidak dapat diimpor"),
    ],
)
def test_a_broken_document_is_refused_with_a_sentence(
    desk: Desk, name: str, data: bytes, sentence: str
) -> None:
    code, said = desk.run(desk.put(name, data))
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said
    assert desk.written() == []


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_document_cut_short_never_ends_in_a_traceback(desk: Desk, name: str, cut: float) -> None:
    data = SAMPLES[name]()
    code, said = desk.run(desk.put(name, data[: int(len(data) * cut)]))
    assert code in (0, 1)
    assert "Traceback" not in said


def test_a_document_that_unpacks_without_measure_is_refused(desk: Desk) -> None:
    import io
    import zipfile

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (30 * 2**20))
    assert "terlalu besar" in desk.run(desk.put("a.docx", bomb.getvalue()))[1]


def test_a_picture_with_too_many_pixels_is_left_out_and_told(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    import io

    document.add_picture(io.BytesIO(manuscripts.picture((8000, 8001), "GIF")))
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert record["state"] == "imported_with_warnings"
    assert any("64 megapiksel" in told for told in record["warnings"])
    assert len(desk.written()) == 1


def rich_document() -> bytes:
    import io

    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS[:3])
    document.add_heading("Isi kerja sama", level=2)
    formatted = document.add_paragraph("Kata ")
    formatted.add_run("tebal").bold = True
    formatted.add_run(" dan ")
    formatted.add_run("miring").italic = True
    formatted.add_run(" serta ")
    manuscripts.add_link(formatted, "tautan", "https://contoh.example/a_b")
    for item in ("Layanan kesehatan", "Perizinan"):
        document.add_paragraph(item, style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, said in zip(
        table._cells, ("Mitra", "Bidang", "Cilegon", "Izin | usaha"), strict=True
    ):
        cell.text = said
    document.add_picture(io.BytesIO(manuscripts.picture()))
    document.add_paragraph("Editor : Editor Satu")
    document.add_paragraph("Alinea dengan catatan.")
    return manuscripts.with_footnote(manuscripts.saved(document), "Catatan kaki contoh.")


RICH = """\
## Isi kerja sama

Kata **tebal** dan *miring* serta [tautan](https://contoh.example/a_b)

- Layanan kesehatan
- Perizinan

| Mitra | Bidang |
| --- | --- |
| Cilegon | Izin \\| usaha |

Alinea dengan catatan.[^1]

[^1]: Catatan kaki contoh."""


@pytest.mark.parametrize("reader", ["mammoth", "pandoc"])
def test_a_word_document_keeps_its_form(
    desk: Desk, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reader == "mammoth":
        monkeypatch.setattr(pandoc, "found", lambda: None)
    elif pandoc.found() is None:
        pytest.skip("pandoc is not installed (pip install pypandoc-binary)")
    record = desk.take("kabar.docx", rich_document())
    assert codes(record) == ["image_alt"]
    file, text = desk.text(record)
    picture = f"{Path(file).stem}-1.png"
    assert record["values"]["image"] == {"src": picture, "alt": None}
    assert text.strip().endswith(RICH)
    assert f"news/2025/{picture}" in desk.written()
    assert not desk.newsroom.problems()
    assert [note.code for note in desk.newsroom.desk().notes] == ["empty_value"]


def test_the_first_photo_of_a_word_document_is_the_picture_of_the_release(desk: Desk) -> None:
    import io

    first, *others = manuscripts.PARAGRAPHS
    document = manuscripts.word(manuscripts.TITLE, first)
    document.add_picture(io.BytesIO(manuscripts.picture()))
    document.add_paragraph("Keterangan foto: Penandatanganan di aula.")
    for paragraph in others:
        document.add_paragraph(paragraph)
    document.add_picture(io.BytesIO(manuscripts.picture((8, 6))))
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert codes(record) == ["image_alt", "picture_alt"]
    file, text = desk.text(record)
    stem = Path(file).stem
    caption = "Penandatanganan di aula."
    assert record["values"]["image"] == {
        "src": f"{stem}-1.png",
        "alt": None,
        "caption": caption,
    }
    body = text.split("\n---\n", 1)[1]
    assert f"{stem}-1.png" not in body
    assert "Keterangan foto" not in body
    assert f"![]({stem}-2.png)" in body


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Foto: Kepala kantor memotong melon pertama. (Dok. Humas)",
         "Kepala kantor memotong melon pertama.", "Dok. Humas"),
        ("Dapur baru. (Foto: Humas Lapas)", "Dapur baru.", "Humas Lapas"),
        ("Gambar 1. Suasana bazar. Dok. Humas Lapas", "Suasana bazar.", "Dok. Humas Lapas"),
        ("Foto 2. Peserta lomba. (Humas)", "Peserta lomba.", "Humas"),
        ("Keterangan foto: Dapur baru. Foto: Humas", "Dapur baru.", "Humas"),
        ("Foto: Dapur baru (kiri)", "Dapur baru (kiri)", None),
        ("Foto: Humas Lapas", None, "Humas Lapas"),
        ("Foto: Humas memotong pita.", "Humas memotong pita.", None),
        ("Caption: Dapur baru", "Dapur baru", None),
    ],
)  # fmt: skip
def test_a_line_beside_a_picture_is_its_caption_and_credit(
    line: str, caption: str | None, credit: str | None
) -> None:
    assert caption_of(line) == Caption(caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        "Dapur baru dibuka untuk warga binaan.",
        "Kegiatan berjalan tertib (Kamis).",
        "Foto itu dipajang di aula kantor.",
        "Gambar 1 dan 2 dipajang di aula kantor.",
        "Kegiatan ditutup dengan doa. (Humas)",
    ],
)
def test_a_sentence_beside_a_picture_stays_text(line: str) -> None:
    assert caption_of(line) is None


@pytest.mark.parametrize("above", [True, False])
def test_every_captioned_picture_has_its_own_caption(desk: Desk, above: bool) -> None:
    import io

    first, *others = manuscripts.PARAGRAPHS
    document = manuscripts.word(manuscripts.TITLE, first)
    for size, line in (((6, 4), "Foto 1. Aula. (Humas)"), ((8, 6), "Foto 2. Dapur. (Humas)")):
        if above:
            document.add_paragraph(line)
        document.add_picture(io.BytesIO(manuscripts.picture(size)))
        if not above:
            document.add_paragraph(line)
    for paragraph in others:
        document.add_paragraph(paragraph)
    record = desk.take("kabar.docx", manuscripts.saved(document))
    file, text = desk.text(record)
    stem = Path(file).stem
    image = {"src": f"{stem}-1.png", "alt": None, "caption": "Aula.", "credit": "Humas"}
    more = {"src": f"{stem}-2.png", "alt": None, "caption": "Dapur.", "credit": "Humas"}
    assert (record["values"]["image"], record["values"]["gallery"]) == (image, [more])
    assert [(mark["key"], mark["code"]) for mark in record["marks"]] == [
        ("image", "image_alt"), ("gallery", "image_alt")
    ]  # fmt: skip
    body = text.split("\n---\n", 1)[1]
    assert "Foto" not in body
    assert "![" not in body
    assert not desk.newsroom.problems()


def test_an_embargo_that_names_no_hour_leaves_the_key_open(desk: Desk) -> None:
    """Neither midnight nor any other hour is guessed; nothing comes out before it is written."""
    paragraphs = ("Embargo: 27 November 2026", *manuscripts.PARAGRAPHS)
    document = manuscripts.saved(manuscripts.word(manuscripts.TITLE, *paragraphs))
    record = desk.take("kabar.docx", document, "--publish")
    assert codes(record) == ["embargo_day"]
    assert record["values"]["status"] == "draft"
    file, text = desk.text(record)
    assert "\nembargo:\n" in text
    assert "misalnya embargo: 2026-11-27T09:00" in text
    assert "Embargo: 27" not in text.split("\n---\n", 1)[1]
    assert [note.code for note in desk.newsroom.desk().notes] == ["empty_value"]
    desk.newsroom.write(file, text.replace("status: draft\n", ""))
    [problem] = desk.newsroom.problems()
    assert '"embargo" belum diisi' in problem


def test_a_notice_in_the_head_of_a_word_page_holds_the_release_back(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    document.sections[0].header.paragraphs[0].text = "EMBARGO SAMPAI PEMBERITAHUAN"
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert codes(record) == ["embargo_unsure"]
    assert record["values"]["status"] == "draft"


def test_a_mail_that_only_brings_a_word_file_is_that_file(desk: Desk) -> None:
    message = manuscripts.mail(
        "Siaran pers hari ini", "Yth. Rekan media,\n\nBerikut siaran pers.\n"
    )
    document = manuscripts.saved(manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS))
    message.add_attachment(document, maintype="application", subtype="x", filename="rilis.docx")
    message.add_attachment(
        manuscripts.picture(), maintype="image", subtype="png", filename="foto.png"
    )
    record = desk.take("surat.eml", bytes(message))
    assert record["values"]["title"] == manuscripts.TITLE
    assert record["values"]["image"]["src"].endswith("-1.png")
    assert codes(record) == ["image_alt"]
    assert any("Yth. Rekan media" in told for told in record["warnings"])


def test_a_forwarded_mail_is_the_mail_that_was_forwarded(desk: Desk) -> None:
    body = "\n".join(
        [
            "FYI",
            "",
            "---------- Forwarded message ---------",
            "From: Humas <humas@contoh.example>",
            "Date: Wed, 19 Nov 2025 10:00",
            f"Subject: [Siaran Pers] {manuscripts.TITLE}",
            "To: redaksi@contoh.example",
            "",
            "\n\n".join(manuscripts.PARAGRAPHS),
            "",
            "-- ",
            "Humas Contoh",
        ]
    )
    record = desk.take("fwd.eml", bytes(manuscripts.mail("Fwd: rilis", body)))
    assert (record["values"]["title"], codes(record)) == (manuscripts.TITLE, [])
    assert "FYI" not in desk.release().body
    assert any("Humas Contoh" in told for told in record["warnings"])


def test_a_pdf_is_read_as_text_and_always_to_be_checked(desk: Desk) -> None:
    head = "Kantor Contoh"
    lead = "SERANG, 19 November 2025 - Alinea pertama panjang sekali dan peme-"
    one = [head, manuscripts.TITLE, lead, "rintah menuliskannya pada dua baris.", "1"]  # fmt: skip
    two = [head, "Alinea kedua ada di halaman kedua naskah ini, dan cukup panjang.", "2"]
    record = desk.take("kabar.pdf", manuscripts.pdf(one, two))
    assert "pdf_layout" in codes(record)
    text = (desk.newsroom.folder / "docs" / record["file"]).read_text("utf-8")
    assert text.split("---\n")[2].strip().split("\n\n") == [
        "Alinea pertama panjang sekali dan pemerintah menuliskannya pada dua baris.",
        "Alinea kedua ada di halaman kedua naskah ini, dan cukup panjang.",
    ]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8-sig", []), ("utf-16", []), ("cp1252", ["encoding"])],
)
def test_text_is_read_whatever_machine_wrote_it(
    desk: Desk, encoding: str, expected: list[str]
) -> None:
    text = manuscripts.TEXT.replace(" ", "\u00a0", 3).replace("\n", "\r\n")
    record = desk.take("kabar.txt", text.encode(encoding))
    assert codes(record) == expected
    assert desk.release().title == manuscripts.TITLE
    assert "“Kalimat ini" in desk.release().body


def test_a_web_page_loses_what_acts_or_hides_and_is_told(desk: Desk) -> None:
    page = manuscripts.page(
        manuscripts.TITLE,
        *manuscripts.PARAGRAPHS,
        '<img src="https://lain.example/a.png"><img src="foto.png" alt="Dua orang"> Keterangan.',
        '<span style="display:none">EMBARGO</span><iframe src="//lain.example"></iframe>Akhir.',
    )
    desk.put("foto.png", manuscripts.picture())
    record = desk.take("kabar.html", page)
    told = " ".join(record["warnings"])
    assert "<iframe> (1), <script> (1), javascript: (1), onclick (1)" in told
    assert "https://lain.example/a.png" in told
    assert codes(record) == ["embargo_unsure"]
    body = desk.release().body
    assert f"![Dua orang]({desk.release().slug}-1.png) Keterangan." in body
    for left_out in ("lain.example", "javascript", "Beranda", "Hak cipta", "EMBARGO"):
        assert left_out not in body


def test_lists_and_quotations_of_a_web_page_keep_their_form(desk: Desk) -> None:
    page = manuscripts.page(manuscripts.TITLE, *manuscripts.PARAGRAPHS).replace(
        b"</article>",
        b"<ul><li>satu<ul><li>dalam</li></ul></li><li>dua</li></ul><ol start=3><li>tiga</li></ol>"
        b"<blockquote><p>Kutipan.</p></blockquote><p>2025. Tahun&nbsp;ini.</p></article>",
    )
    desk.take("kabar.html", page)
    assert desk.release().body.strip().split("\n\n")[-4:] == [
        "- satu\n    - dalam\n- dua",
        "3. tiga",
        "> Kutipan.",
        "2025\\. Tahun ini.",
    ]


def test_what_stands_beside_an_article_is_told(desk: Desk) -> None:
    page = manuscripts.page(manuscripts.TITLE, *manuscripts.PARAGRAPHS).replace(
        b"</article>", b"<aside>Ralat: acara pindah ke aula.</aside></article>Kata lepas."
    )
    told = " ".join(desk.take("kabar.html", page)["warnings"])
    for said in ("Ralat: acara pindah ke aula.", "Beranda", "Hak cipta situs lain", "Kata lepas."):
        assert said in told


def test_a_note_above_a_forwarded_text_holds_it_back_and_is_told(desk: Desk) -> None:
    body = "\n\n".join(
        ["EMBARGO sampai selesai acara", "-------- Pesan diteruskan --------",
         f"Perihal: {manuscripts.TITLE}", *manuscripts.PARAGRAPHS]
    )  # fmt: skip
    record = desk.take("kabar.eml", bytes(manuscripts.mail("Fwd: rilis", body)))
    assert codes(record) == ["embargo_unsure"]
    assert "EMBARGO sampai selesai acara" in " ".join(record["warnings"])


def test_a_page_reaches_no_file_outside_its_own_folder(desk: Desk) -> None:
    (desk.newsroom.folder / "rahasia.png").write_bytes(manuscripts.picture())
    page = manuscripts.page(
        manuscripts.TITLE, *manuscripts.PARAGRAPHS, '<img src="../rahasia.png">'
    )
    record = desk.take("kabar.html", page)
    assert "Gambar tidak ditemukan: ../rahasia.png" in record["warnings"]
    assert len(desk.written()) == 1


def test_pictures_take_names_that_are_free(desk: Desk) -> None:
    slug = "kanwil-ditjenpas-banten-gandeng-empat-mitra"
    there = desk.newsroom.write(f"news/2025/{slug}-1.jpg", b"foto lain")
    data = manuscripts.picture()
    desk.put("foto.png", data)
    text = manuscripts.page(
        manuscripts.TITLE, *manuscripts.PARAGRAPHS, '<img src="foto.png" alt="A">'
    )
    desk.take("kabar.html", text)
    assert there.read_bytes() == b"foto lain"
    assert (there.parent / f"{slug}-2.png").read_bytes() == data


def test_tracked_changes_and_hidden_words_are_marked(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    document.paragraphs[1].add_run(" Kata rahasia.").font.hidden = True
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert codes(record) == ["hidden_text"]
    assert record["values"]["status"] == "draft"


def add_xml(paragraph: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    paragraph._p.append(parse_xml(xml.replace(" ", f" {spaces} ", 1)))


FIELDS = [
    '<w:fldSimple w:instr=" DATE "><w:r><w:t>19 November 2025</w:t></w:r></w:fldSimple>',
    '<w:hyperlink w:anchor="a"><w:fldSimple w:instr="REF a"><w:r><w:t>19 November 2025</w:t></w:r>'
    "</w:fldSimple></w:hyperlink>",
]


@pytest.mark.parametrize("field", FIELDS)
def test_the_words_of_a_field_are_read(desk: Desk, field: str) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    add_xml(document.add_paragraph("Berlaku sejak "), field)
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert codes(record) == []
    assert "Berlaku sejak 19 November 2025" in desk.release().body


def test_the_words_of_a_complex_field_are_read(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    paragraph = document.add_paragraph("Berlaku sejak ")
    for xml in (
        '<w:r ><w:fldChar w:fldCharType="begin"/></w:r>',
        "<w:r ><w:instrText> DATE </w:instrText></w:r>",
        '<w:r ><w:fldChar w:fldCharType="separate"/></w:r>',
        "<w:r ><w:t>19 November 2025</w:t></w:r>",
        '<w:r ><w:fldChar w:fldCharType="end"/></w:r>',
    ):
        add_xml(paragraph, xml)
    desk.take("kabar.docx", manuscripts.saved(document))
    assert "Berlaku sejak 19 November 2025" in desk.release().body


BOX = "<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
READ_BOX = f"<w:r ><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
LOST_BOX = f"<w:r ><w:drawn><wps:txbx>{BOX}</wps:txbx></w:drawn></w:r>"


@pytest.mark.parametrize("box", [READ_BOX, LOST_BOX])
def test_a_text_box_is_read_or_told(desk: Desk, box: str) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    add_xml(document.paragraphs[2], box.format(text="Kata dalam kotak"))
    record = desk.take("kabar.docx", manuscripts.saved(document))
    told = " ".join(record["warnings"])
    assert ("Kata dalam kotak" in desk.release().body) is (box == READ_BOX)
    assert ("Kata dalam kotak" in told) is (box == LOST_BOX)
    assert (record["state"] == "imported_with_warnings") is (box == LOST_BOX)


@pytest.mark.parametrize("box", [READ_BOX, LOST_BOX])
def test_a_notice_in_a_text_box_holds_the_release_back(desk: Desk, box: str) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    add_xml(document.paragraphs[2], box.format(text="EMBARGO SAMPAI PEMBERITAHUAN"))
    assert codes(desk.take("kabar.docx", manuscripts.saved(document))) == ["embargo_unsure"]


def test_what_stands_in_the_head_and_foot_of_a_word_page_is_told(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    document.sections[0].header.paragraphs[0].text = "Buletin Kantor Contoh"
    document.sections[0].footer.paragraphs[0].text = "Melayani dengan hati"
    told = " ".join(desk.take("kabar.docx", manuscripts.saved(document))["warnings"])
    assert "Buletin Kantor Contoh" in told
    assert "Melayani dengan hati" in told


FORMED = """\
Emisi CO<sub>2</sub> di lahan 10 m<sup>2</sup>

> Kutipan yang panjang.

- Satu
    - Di dalam
- Dua"""


def test_small_signs_quotations_and_lists_in_lists_keep_their_form(desk: Desk) -> None:
    document = manuscripts.word(manuscripts.TITLE, *manuscripts.PARAGRAPHS)
    formed = document.add_paragraph("Emisi CO")
    formed.add_run("2").font.subscript = True
    formed.add_run(" di lahan 10 m")
    formed.add_run("2").font.superscript = True
    document.add_paragraph("Kutipan yang panjang.", style="Quote")
    for said, style in (("Satu", ""), ("Di dalam", " 2"), ("Dua", "")):
        document.add_paragraph(said, style=f"List Bullet{style}")
    desk.take("kabar.docx", manuscripts.saved(document))
    assert desk.release().body.strip().endswith(FORMED)
    assert not desk.newsroom.problems()


def test_lists_in_lists_of_plain_text_keep_their_form(desk: Desk) -> None:
    lines = ["Isi:", "- satu", "  - di dalam", "  - juga", "- dua", "1. pertama", "2. kedua"]
    desk.take("kabar.txt", manuscripts.TEXT.encode() + "\n".join(["", "", *lines]).encode())
    assert (
        "- satu\n    - di dalam\n    - juga\n- dua\n\n1. pertama\n2. kedua" in desk.release().body
    )


def test_the_crest_of_a_letterhead_is_not_saved_as_a_picture(desk: Desk) -> None:
    import io

    import docx

    document = docx.Document()
    document.add_picture(io.BytesIO(manuscripts.picture()))
    for line in ("KEMENTERIAN CONTOH", "Jl. Contoh No. 1", "SIARAN PERS", manuscripts.TITLE):
        document.add_paragraph(line)
    for line in manuscripts.PARAGRAPHS:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(manuscripts.picture((8, 6))))
    record = desk.take("kabar.docx", manuscripts.saved(document))
    assert len(desk.written()) == 2
    assert record["values"]["image"]["src"].endswith("-1.png")
    assert any("kop surat" in told for told in record["warnings"])


@pytest.mark.parametrize("name", ["biner.txt", "biner.md", "biner.html"])
@pytest.mark.parametrize("data", [bytes(range(256)), b"GIF89a\x01\x00\x01\x00\x80" * 20])
def test_what_is_no_text_is_refused_with_a_sentence(desk: Desk, name: str, data: bytes) -> None:
    code, said = desk.run(desk.put(name, data))
    assert code == 1
    assert "biner" in said and "bukan teks" in said
    assert desk.written() == []


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_folder_or_dead_link_where_the_release_would_be_is_refused(desk: Desk, kind: str) -> None:
    slug = "kanwil-ditjenpas-banten-gandeng-empat-mitra"
    there = desk.newsroom.folder / f"docs/news/2025/{slug}.md"
    there.parent.mkdir(parents=True)
    there.mkdir() if kind == "folder" else there.symlink_to(desk.inbox / "tidak-ada")
    code, said = desk.run(desk.put("kabar.txt", manuscripts.TEXT.encode()))
    assert code == 1
    assert f"docs/news/2025/{slug}.md sudah ada" in said
    assert "Traceback" not in said
    assert there.is_dir() or there.is_symlink()


def test_a_file_where_the_year_s_folder_would_be_is_told(desk: Desk) -> None:
    desk.newsroom.write("news/2025", b"bukan folder")
    code, said = desk.run(desk.put("kabar.txt", manuscripts.TEXT.encode()))
    assert code == 1
    assert "docs/news/2025 harus folder" in said


def test_links_that_lead_out_of_a_folder_are_not_followed_and_told(desk: Desk) -> None:
    outside = desk.newsroom.folder / "rahasia"
    outside.mkdir()
    (outside / "rahasia.txt").write_bytes(manuscripts.TEXT.encode())
    desk.put("a/kabar.txt", b"Judul lain\n" + manuscripts.TEXT.encode())
    (desk.inbox / "a/tautan.txt").symlink_to(outside / "rahasia.txt")
    (desk.inbox / "a/mati.txt").symlink_to(outside / "tidak-ada.txt")
    (desk.inbox / "a/folder").symlink_to(outside)
    (desk.inbox / "a/dalam.txt").symlink_to(desk.inbox / "a/kabar.txt")
    record = desk.json(desk.inbox)
    states = {Path(s["source"]).name: s["state"] for s in record["sources"]}
    assert states["tautan.txt"] == states["folder"] == states["mati.txt"] == "refused"
    assert {states["kabar.txt"], states["dalam.txt"]} >= {"unchanged"}
    told = {Path(s["source"]).name: [p["text"] for p in s["problems"]] for s in record["sources"]}
    assert all("tautan ke luar" in said for said in told["tautan.txt"])


def test_every_mark_and_notice_has_its_words_and_none_is_idle() -> None:
    from newsroom.words import catalogue

    sources = (ROOT / "scripts/newsroom/intake").rglob("*.py")
    text = "\n".join(file.read_text("utf-8") for file in sources)
    for kind, pattern in (("marks", r'Mark\(\s*"\w*",\s*"(\w+)"'), ("notices", r'Notice\("(\w+)"')):
        start = f"intake.{kind}."
        spoken = {key.removeprefix(start) for key in catalogue("id") if key.startswith(start)}
        assert set(re.findall(pattern, text)) == spoken


def test_many_documents_show_a_bar_to_a_person_and_none_to_a_pipe(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        text = manuscripts.text(f"{manuscripts.TITLE} {number}", *manuscripts.PARAGRAPHS)
        desk.put(f"a/kabar-{number}.txt", text)
    assert "7/7" not in desk.run(desk.inbox, "--dry-run")[1]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    code, said = desk.run(desk.inbox)
    assert code == 0
    assert "100%" in said


def test_text_from_standard_input_is_imported_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import types

    typed = types.SimpleNamespace(buffer=io.BytesIO(manuscripts.TEXT.encode()))
    monkeypatch.setattr("sys.stdin", typed)
    assert desk.run("-")[0] == 0
    assert desk.release().title == manuscripts.TITLE


# What begins a heading, list, quotation, table, fence or note in Markdown, and is text here.
STARTS = [
    "# satu", "## satu", "1. satu", "12) satu", "- satu", "+ satu", "* satu", "> satu", "| a | b |",
    "|---|---|", "---", "===", "-", "~~~", "```", ": satu", "!!! note", "[a]: b", "[^1]: b",
    "*[A]: b", "{: .a}", "a|b", "<i>", "&copy satu", "![a](b)", "[a](b)", "_a_", "\\a",
]  # fmt: skip
said = st.lists(st.sampled_from(STARTS), min_size=1, max_size=3).map(" ".join)


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("kind", ["docx", "html"])
@given(lines=st.lists(said, min_size=1, max_size=3), cells=st.lists(said, min_size=2, max_size=6))
def test_what_would_be_markup_is_text_in_lines_lists_and_tables(
    kind: str, lines: list[str], cells: list[str]
) -> None:
    import html

    from bs4 import BeautifulSoup

    from newsroom.intake.readers import read_document
    from newsroom.intake.readers.source import Source
    from newsroom.sources.body import BodyReader

    if kind == "docx":
        document = manuscripts.word(manuscripts.TITLE, *lines)
        table = document.add_table(rows=1, cols=len(cells))
        for cell, text in zip(table.rows[0].cells, cells, strict=True):
            cell.text = text
        data = manuscripts.saved(document)
    else:
        row = "".join(f"<th>{html.escape(cell)}</th>" for cell in cells)
        wide = "".join(f"<td>{html.escape(cell)}</td>" for cell in [*cells, "lebih"])
        table = f"<table><tr>{row}</tr><tr>{wide}</tr></table>"
        data = manuscripts.page(manuscripts.TITLE, *map(html.escape, lines), table)
    blocks = read_document(data, Source(f"naskah.{kind}")).blocks
    text = "\n\n".join(block.markdown for block in blocks)
    extensions = ["attr_list", "footnotes", "md_in_html"]
    shown = BodyReader.for_config(extensions).read(text, "news/2025/a.md").open_html
    soup = BeautifulSoup(shown, "html.parser")
    assert [p.get_text() for p in soup.find_all("p")][: len(lines)] == lines
    found = [text for td in soup.find_all(["td", "th"]) if (text := td.get_text())]
    assert found == (cells if kind == "docx" else [*cells, *cells, "lebih"])


letters = st.characters(codec="utf-8", categories=["L", "N", "P", "S"])
words = st.text(letters, min_size=1, max_size=8)
sentences = (
    st.lists(words, min_size=2, max_size=9)
    .map(lambda found: "Kata " + " ".join(found) + " akhir.")
    .filter(lambda text: text.isprintable())
)
# A notice or an address is never a headline, as other tests show.
titles = sentences.map(lambda text: text.rstrip(".")).filter(
    lambda text: not (is_notice(text) or is_address(text))
)


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "eml"])
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(title=titles, paragraphs=st.lists(sentences, min_size=1, max_size=4, unique=True))
@example(title="Kata 0 0 akhir", paragraphs=["Kata 0 &#0 akhir.", "Kata &copy 1 AT&T &amp; akhir."])
def test_a_title_and_a_text_go_through_word_for_word(
    tmp_path_factory: pytest.TempPathFactory, kind: str, title: str, paragraphs: list[str]
) -> None:
    import html

    from newsroom.intake.collect import Document
    from newsroom.intake.importing import Order, State, import_all
    from newsroom.intake.known_archive import known_of

    newsroom = Newsroom(tmp_path_factory.mktemp("bolak-balik"))
    desk = newsroom.desk()
    site = desk.edition.site
    data = {
        "txt": lambda: manuscripts.text(title, *paragraphs),
        "docx": lambda: manuscripts.saved(manuscripts.word(title, *paragraphs)),
        "html": lambda: manuscripts.page(html.escape(title), *map(html.escape, paragraphs)),
        "eml": lambda: manuscripts.raw_mail(title, "\n\n".join(paragraphs)),
    }[kind]()
    file = newsroom.folder / f"naskah.{kind}"
    file.write_bytes(data)
    known = known_of(site, desk.edition.archive, desk.edition.now)
    [outcome] = import_all([Document(file.name, file)], site, known, Order())
    assert outcome.state is not State.REFUSED
    source = newsroom.folder / "docs" / str(outcome.file)
    text = source.read_text("utf-8").replace("\ndate:\n", "\ndate: 2025-11-19\n")
    source.write_text(
        text.replace("\nlocation:\n", "\nlocation: Serang\n").replace(
            "\neditor:\n", "\neditor: E\n"
        ),
        "utf-8",
    )
    desk = newsroom.desk(preview=True)
    [release] = desk.edition.archive.releases
    assert release.title == title
    shown = desk.texts.of(release).open_html
    from bs4 import BeautifulSoup

    told = [p.get_text() for p in BeautifulSoup(shown, "html.parser").find_all(["p"])]
    assert told[: len(paragraphs)] == paragraphs
