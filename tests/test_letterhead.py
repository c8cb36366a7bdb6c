"""The headline is found below an office's letterhead; what may not be it is marked."""

from __future__ import annotations

import io
from typing import Any

import docx
import manuscripts
import pytest
from docx.shared import Pt

from newsroom.intake.manuscript import Manuscript
from newsroom.intake.readers import pdf, read_document
from newsroom.intake.readers.plain import blocks_of
from newsroom.intake.readers.source import Source
from newsroom.intake.recognise.known import Known
from newsroom.intake.recognise.letterhead import is_address, is_office
from newsroom.intake.recognise.release import Recognised, recognise

TITLE = "Lapas Contoh Buka Klinik Sehat bagi 200 Warga Binaan"
LEAD = "Lembaga Pemasyarakatan Contoh membuka klinik sehat untuk warga binaan di aula."
DATELINE = f"CILEGON, 19 November 2026 – {LEAD}"
EDITOR = "Editor: Editor Satu"
OFFICES = ("KEMENTERIAN CONTOH DAN TELADAN", "KANTOR WILAYAH CONTOH BANTEN")
ADDRESS = "Jl. Contoh No. 1, Serang 42118 Telp. (0254) 200100"
REACH = "Laman: www.contoh.example Surel: humas@contoh.example"
LABELS = ("SIARAN PERS", "Nomor: W.12-123 Tahun 2026")
LETTERHEAD = (*OFFICES, ADDRESS, REACH, *LABELS)


def text(*lines: str, **beside: Any) -> Recognised:
    return recognise(Manuscript(blocks_of("\n".join(lines)), **beside), Known())


def document(name: str, data: bytes) -> Recognised:
    return recognise(read_document(data, Source(name)), Known())


def codes(found: Recognised) -> list[str]:
    return [mark.code for mark in found.marks]


def left_out(found: Recognised) -> str:
    return " ".join(n.facts["text"] for n in found.notices if n.code == "left_out")


def said(found: Recognised) -> list[str]:
    return [block.text for block in found.blocks]


def word(*lines: str, bold: tuple[str, ...] = (), size: dict[str, int] | None = None) -> bytes:
    made = docx.Document()
    for line in lines:
        run = made.add_paragraph().add_run(line)
        run.bold = line in bold or None
        if points := (size or {}).get(line):
            run.font.size = Pt(points)
    return manuscripts.saved(made)


def page(*lines: str, **marked: str) -> bytes:
    bold = marked.get("bold")
    rows = (f"<p><b>{line}</b></p>" if line == bold else f"<p>{line}</p>" for line in lines)
    return f"<html><body>{''.join(rows)}</body></html>".encode()


LETTERS = {
    "a.txt": lambda: manuscripts.text(*LETTERHEAD, TITLE, DATELINE, EDITOR),
    "b.docx": lambda: word(*LETTERHEAD, TITLE, DATELINE, EDITOR, bold=(TITLE,), size={TITLE: 16}),
    "c.docx": lambda: word(
        *LETTERHEAD, TITLE, DATELINE, EDITOR, bold=(*OFFICES, "SIARAN PERS", TITLE)
    ),
    "d.docx": lambda: word(*LETTERHEAD, TITLE, DATELINE, EDITOR, size={TITLE: 18}),
    "e.html": lambda: page(*LETTERHEAD, TITLE, DATELINE, EDITOR, bold=TITLE),
    "f.html": lambda: page("<br>".join(LETTERHEAD), TITLE, DATELINE, EDITOR),
    "g.html": lambda: page(*OFFICES, ADDRESS, f"{TITLE}<br>{DATELINE}", EDITOR),
    "h.eml": lambda: bytes(
        manuscripts.mail(f"Fwd: {TITLE}", "\n\n".join((*LETTERHEAD, TITLE, DATELINE, EDITOR)))
    ),
    "i.txt": lambda: manuscripts.text(*OFFICES, TITLE, DATELINE, EDITOR),
    "j.md": lambda: "\n\n".join((*LETTERHEAD, f"## {TITLE}", DATELINE, EDITOR)).encode(),
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_headline_stands_below_the_letterhead(name: str) -> None:
    found = document(name, LETTERS[name]())
    assert found.values["title"] == TITLE
    assert codes(found) == []
    assert said(found) == [LEAD]
    assert all(line in left_out(found) for line in OFFICES)


def test_every_line_of_a_letterhead_is_told() -> None:
    found = text(*LETTERHEAD, TITLE, DATELINE, EDITOR)
    assert all(line in left_out(found) for line in LETTERHEAD)


def test_a_letterhead_in_a_table_goes_with_its_crest() -> None:
    made = docx.Document()
    crest, name = made.add_table(rows=1, cols=2).rows[0].cells
    crest.paragraphs[0].add_run().add_picture(io.BytesIO(manuscripts.picture()))
    name.text = "\n".join((*OFFICES, ADDRESS))
    for line in (*LABELS, TITLE, DATELINE, EDITOR):
        made.add_paragraph(line)
    found = document("kop.docx", manuscripts.saved(made))
    assert (found.values["title"], codes(found), said(found)) == (TITLE, [], [LEAD])
    assert found.crests == {0}
    assert "crest" in {notice.code for notice in found.notices}


def test_a_crest_above_the_letterhead_is_no_picture_of_the_release() -> None:
    made = docx.Document()
    made.add_picture(io.BytesIO(manuscripts.picture()))
    for line in (*LETTERHEAD, TITLE, DATELINE, EDITOR):
        made.add_paragraph(line)
    found = document("kop.docx", manuscripts.saved(made))
    assert (found.crests, said(found)) == (frozenset({0}), [LEAD])


def test_a_headline_on_two_lines_is_one() -> None:
    found = text(*LETTERHEAD, "LAPAS CONTOH BUKA KLINIK SEHAT", "BAGI 200 WARGA", DATELINE, EDITOR)
    assert found.values["title"] == "LAPAS CONTOH BUKA KLINIK SEHAT BAGI 200 WARGA"
    assert codes(found) == []


def test_the_name_of_the_office_above_a_release_is_never_certain() -> None:
    found = text(OFFICES[0], DATELINE, EDITOR)
    assert codes(found) == ["title_unsure"]
    assert found.marks[0].facts == {"text": OFFICES[0]}


@pytest.mark.parametrize(
    "lines",
    [
        (*OFFICES, "HUMAS DAN TATA USAHA LAPAS CONTOH DIREKTORAT JENDERAL"),
        ("Sapa Warga", TITLE),
        (*LETTERHEAD, TITLE, "Warga binaan kini lebih mudah berobat"),
        (*LETTERHEAD, "Edisi Khusus Hari Bakti", TITLE),
    ],
)
def test_of_several_lines_that_may_be_the_headline_one_is_marked(lines: tuple[str, ...]) -> None:
    found = text(*lines, DATELINE, EDITOR)
    assert "title_unsure" in codes(found)
    assert found.values["title"] in lines


def with_deck(deck: str, style: str | None = None) -> Recognised:
    made = docx.Document()
    made.add_paragraph("SIARAN PERS")
    made.add_heading(TITLE, 1)
    made.add_paragraph(deck, style=style)
    for line in (DATELINE, EDITOR):
        made.add_paragraph(line)
    return document("anak-judul.docx", manuscripts.saved(made))


@pytest.mark.parametrize(
    ("deck", "style"),
    [
        ("Warga binaan memanen melon bersama dinas pertanian kota", None),
        ("Warga binaan memanen melon bersama dinas kota.", "Subtitle"),
        ("Warga binaan memanen melon.", "Heading 2"),
    ],
)
def test_a_line_between_headline_and_dateline_is_the_summary(deck: str, style: str | None) -> None:
    found = with_deck(deck, style)
    assert (found.values["title"], found.values["summary"]) == (TITLE, deck)
    assert deck not in "\n".join(block.text for block in found.blocks)
    assert codes(found) == []


@pytest.mark.parametrize(
    "deck",
    ["Warga binaan memanen melon bersama dinas kota.", "Sukses Besar", "Lokasi: aula kantor kota"],
)
def test_a_line_below_the_headline_that_may_be_another_stays_and_is_marked(deck: str) -> None:
    found = with_deck(deck)
    assert (found.values["title"], found.values.get("summary")) == (TITLE, None)
    assert found.blocks[0].text == deck
    assert codes(found) == ["deck_unsure"]


@pytest.mark.parametrize("line", ["Diperbarui: 20 November 2026", "Ruang Satu 2 Mei 2026"])
def test_a_line_of_a_day_below_the_headline_is_no_summary(line: str) -> None:
    found = with_deck(line)
    assert (found.values.get("summary"), codes(found)) == (None, [])


def test_a_line_that_a_page_s_head_repeats_is_no_headline() -> None:
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Buletin Contoh"
    for line in ("Buletin Contoh", TITLE, DATELINE, EDITOR):
        made.add_paragraph(line)
    found = document("kop.docx", manuscripts.saved(made))
    assert found.values["title"] == TITLE
    assert codes(found) == ["title_unsure"]


@pytest.mark.parametrize(
    "line",
    [
        "Nomor: 12/2026", "No. 12", "SIARAN PERS Nomor 5", "Serang, 19 November 2026",
        "19 November 2026", "Kamis, 19 November 2026", "Telp. (0254) 200100",
        "humas@contoh.example", "www.contoh.example", "Jl. Contoh No. 1", "RAHASIA",
        "EMBARGO S/D 1 DESEMBER 2026", "Draf - jangan disebarluaskan", "Embrago: 1 Desember 2026",
        "Konfidensial. Hanya untuk kalangan internal.", "Narahubung: Narahubung Satu, 0254 200100",
    ],
)  # fmt: skip
@pytest.mark.parametrize("alone", [True, False])
def test_what_is_no_headline_never_becomes_one(line: str, alone: bool) -> None:
    found = text(line, *([] if alone else [TITLE]), DATELINE, EDITOR)
    assert found.values.get("title") == (None if alone else TITLE)
    assert ("no_title" in codes(found)) is alone


@pytest.mark.parametrize(
    "contact",
    [
        ("Contact: Speaker One", "Phone: +1 202-555-0100", "Email: press@example.org"),
        ("Media contact:", "Speaker One", "+1 202-555-0100"),
        ("Contact: Speaker One, +1 202-555-0100",),
    ],
)
def test_a_contact_above_an_english_release_is_its_contact(contact: tuple[str, ...]) -> None:
    title = "Office Opens New Clinic for Inmates"
    found = text("FOR IMMEDIATE RELEASE", *contact, title, DATELINE, EDITOR)
    assert (found.values["title"], codes(found)) == (title, [])
    people: Any = found.values["contacts"]
    assert [person["name"] for person in people] == ["Speaker One"]


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - Undangan Rapat.docx", "untitled", "Document1", "rilis final.pdf", "RAHASIA"],
)
def test_what_a_program_calls_a_document_is_no_headline(title: str) -> None:
    blocks = blocks_of(f"{DATELINE}\n{EDITOR}")
    found = recognise(Manuscript(blocks, titles=(title,)), Known())
    assert "title" not in found.values
    assert "no_title" in codes(found)


def test_the_headline_of_a_pdf_is_not_joined_to_its_text() -> None:
    lines = [
        *LETTERHEAD, TITLE, "CILEGON, 19 November 2026 - Lembaga Pemasyarakatan Contoh membuka",
        "klinik sehat untuk warga binaan di aula.", EDITOR,
    ]  # fmt: skip
    ascii_lines = [line.replace("–", "-") for line in lines]
    found = recognise(pdf.read(manuscripts.pdf(ascii_lines), Source("a.pdf")), Known())
    assert (found.values["title"], codes(found)) == (TITLE, ["pdf_layout"])
    assert said(found) == [LEAD]


@pytest.mark.parametrize(
    "title",
    [
        "Kanwil Contoh Teken Nota Kesepahaman dengan Empat Mitra",
        "Pemerintah Kota Cilegon Luncurkan Klinik Sehat",
        "PEMERINTAH KOTA CILEGON RESMIKAN KLINIK SEHAT",
        "Rahasia Sukses Warga Binaan Panen Melon",
        "Konsep Baru Pembinaan Warga Binaan Diterapkan",
        "Rilis Buku Warga Binaan Digelar di Lapas",
        "Jalan Menuju Lapas Contoh Diperbaiki",
        "Gedung Baru Kanwil Contoh Diresmikan",
        "Telepon Umum Kembali Melayani Warga Binaan",
        "City of Example Opens a Clinic",
    ],
)
def test_an_ordinary_headline_is_certain(title: str) -> None:
    found = text(title, DATELINE, EDITOR)
    assert found.values["title"] == title
    assert "title_unsure" not in codes(found)


def test_a_heading_that_is_an_address_is_never_certain() -> None:
    found = document("a.md", f"# Hubungi www.contoh.example\n\n{DATELINE}\n\n{EDITOR}".encode())
    assert found.values["title"] == "Hubungi www.contoh.example"
    assert codes(found) == ["title_unsure"]


def test_offices_and_addresses_are_told_from_other_lines() -> None:
    assert all(map(is_office, (*OFFICES, "Direktorat Jenderal Contoh", "Humas Lapas Cilegon")))
    assert not any(map(is_office, (TITLE, "Kanwil Banten Gelar Rapat", "Warga Binaan")))
    assert all(map(is_address, (ADDRESS, REACH, "Kode Pos 42118", "1 Example Street, Serang")))
    assert not any(map(is_address, (TITLE, *OFFICES, "Alamat Baru Kanwil")))


def test_a_photo_above_the_headline_stays_a_picture_of_the_release() -> None:
    made = docx.Document()
    made.add_picture(io.BytesIO(manuscripts.picture()))
    for line in (TITLE, DATELINE, EDITOR):
        made.add_paragraph(line)
    found = document("kabar.docx", manuscripts.saved(made))
    assert (found.values["title"], found.crests) == (TITLE, frozenset())
