"""Data and embargo notices that stand in the text are told; prose that only sounds alike is not."""

from __future__ import annotations

import pytest
from conftest import Newsroom, release

from newsroom.problems import Problems
from newsroom.settings import Settings
from newsroom.sources.release import read_release
from newsroom.words import Words

NOTICES = [
    "EMBARGO",
    "Embargo.",
    "**EMBARGO hingga 30 November 2030 pukul 09.00 WIB**",
    "EMBARGO S/D 1 DESEMBER 2030 PUKUL 10.00 WIB",
    "EMBARGO SAMPAI KONFERENSI PERS SELESAI",
    "Embargo: hingga konferensi pers selesai, Senin siang",
    "Embargo sampai konferensi pers selesai",
    "> Embargo 1/12/2030",
    "(Embargo - 1 Desember 2030)",
    "EMBARGOED UNTIL 9 A.M. ON MONDAY, DECEMBER 2, 2030",
    "Strictly embargoed until 00.01, 1 December 2030",
    "UNDER EMBARGO UNTIL MONDAY",
    "Untuk disiarkan setelah 30 Desember 2030 pukul 10.00 WITA",
    "Untuk disiarkan pada 1 Desember 2030, pukul 09.00 WIB",
    "UNTUK DISIARKAN TANGGAL 1 DESEMBER 2030",
    "Untuk disiarkan setelah konferensi pers",
    "Boleh dikutip mulai 1 Desember 2030",
    "Dapat dipublikasikan setelah pukul 10.00 WIB, 1 Desember 2030",
    "Harap dirilis setelah konferensi pers.",
    "Tayang mulai 1/12/2030 pkl 09.00",
    "Terbit setelah pukul 10.00 WIB, 1 Desember 2030",
    "Tanggal siar: Senin, 2 Desember 2030",
    "Dilarang disiarkan hingga 1 Desember 2030",
    "Jangan dimuat sebelum Kakanwil memberi izin, paling cepat Senin.",
    "Tidak untuk disiarkan.",
    "Belum boleh dipublikasikan",
    "# Not for publication before 1 December 2030",
    "NOT FOR RELEASE",
    "Do not publish until the minister has spoken.",
    "FOR RELEASE: 1 DECEMBER 2030",
    "For release on December 1, 2030 at 9:00 a.m.",
    "Hold for release until 1 December 2030",
    "Release date: 1 December 2030",
    "DILARANG TAYANG SEBELUM 1 DESEMBER 2030",
    "Bisa tayang mulai 1 Desember 2030 pukul 08.00 WIB",
    "Untuk kalangan internal, belum untuk publikasi.",
    "Rilis ini belum untuk umum",
    "DRAF - JANGAN DIKUTIP",
    "**DRAF**",
    "DRAFT v3 - menunggu persetujuan",
    "Draf siaran pers",
    "Konsep siaran pers",
]
ORDERS = [
    "Jangan dipublikasikan dulu",
    "Jangan dipublikasikan dulu, tunggu arahan pimpinan.",
    "**Tahan dulu sampai ada arahan pimpinan**",
    "Dapat disiarkan mulai Jumat pagi",
    "Mohon tidak disebarluaskan sebelum konferensi pers",
    "Untuk segera disiarkan pukul 14.00 WIB besok",
    "Untuk disiarkan besok pukul 10.00 WIB",
    "Catatan redaksi: mohon dimuat setelah konferensi pers Senin.",
    "Please do not publish before Monday",
    "Hold until the minister has spoken",
]
PROSE = [
    "Untuk disiarkan segera",
    "UNTUK DISIARKAN SEGERA",
    "FOR IMMEDIATE RELEASE",
    "For immediate release, 1 December 2030",
    "Siaran Pers",
    "SIARAN PERS 1 DESEMBER 2030",
    "Embargo minyak terhadap negara itu dicabut pada 1 Desember 2030.",
    "EMBARGO MINYAK DICABUT 1 DESEMBER 2030",
    "Embargo hingga akhir tahun itu membuat harga naik.",
    "Embargo sampai 30 November 2030 diberlakukan pemerintah terhadap impor daging.",
    "# Embargo hingga akhir tahun",
    "Embargo: Dampaknya bagi Petani",
    "Embargoed goods were returned to the owner on 1 December 2030.",
    "Untuk disiarkan setelah rapat, rekaman itu disunting lebih dahulu.",
    "Untuk ditayangkan pada malam puncak, panitia menyiapkan film dokumenter.",
    "Tayang mulai 20 Desember 2030, film ini dibuat oleh warga binaan.",
    "Terbit setiap Senin, buletin ini memuat karya warga binaan.",
    "Terbit 5 edisi setahun",
    "Boleh dikutip dengan menyebut sumber.",
    "Dapat disiarkan mulai 2031, program ini menunggu izin.",
    "Tidak disiarkan hingga kini, rekaman itu akhirnya diputar.",
    "Jangan dibakar: sampah harus dipilah sebelum dibuang.",
    "Dirilis pada 1 Desember 2030, album itu laku keras.",
    "For release of the report, see the annex.",
    "Not for the first time, the office opened its doors.",
    "Release of the report is planned on 1 December 2030.",
    "Status: semua berjalan baik",
    "Embargo: 12",
    "Editor : Budi",
    "Draf Rancangan Perda Dibahas Bersama Warga",
    "Draf itu belum final, kata kepala kantor, dan akan dibahas bulan depan bersama warga.",
    "Rahasia negara tetap dijaga dalam sidang itu.",
    "Jangan sebar hoaks.",
    "Untuk warga, layanan ini belum dipungut biaya.",
    "Catatan: naskah embargo tidak kami layani.",
    "Jangan sebarkan hoaks!",
    "Jangan sebarkan data pribadi sebelum memeriksa alamatnya",
    "Harap unggah dokumen sebelum Jumat.",
    "Siaran langsung dapat ditonton mulai Jumat pagi.",
    "Konsep Baru Pembinaan Diluncurkan",
]


def said(body: str, **keys: object) -> list[str]:
    try:
        read_release(release(body, **keys).encode(), "news/2025/a.md", "a.md", Settings())
    except Problems as found:
        return [f"{p.at.line}:{p.code}" for p in found.problems]
    return []


@pytest.mark.parametrize("notice", NOTICES)
def test_an_embargo_notice_in_the_text_is_a_problem(notice: str) -> None:
    told = {"embargo_in_text", "hold_in_text"}
    [at_the_head] = said(f"{notice}\n\nAlinea pertama.")
    assert at_the_head in {f"8:{code}" for code in told}
    long = "\n\n".join(f"Alinea {n}." for n in range(12))
    [at_the_foot] = said(f"{long}\n\n{notice}\n")
    assert at_the_foot in {f"32:{code}" for code in told}


@pytest.mark.parametrize(
    ("notice", "until"),
    [
        ("EMBARGO sampai 1 Desember 2030", "2030-12-01"),
        ("EMBARGO S.D. 27/11/2030", "2030-11-28"),
        ("Embargo sampai dengan 30 November 2030", "2030-12-01"),
        ("EMBARGO sampai dengan 27/11/2030 pukul 10.00 WIB", "2030-11-27T10:00"),
        ("Dapat disiarkan mulai 1 Desember 2030 pukul 10.00 WITA", "2030-12-01T09:00"),
        ("EMBARGO hingga konferensi pers selesai", None),
        ("DRAF - JANGAN DIKUTIP", None),
    ],
)
def test_what_to_write_instead_of_a_notice_holds_as_long_as_it(
    notice: str, until: str | None
) -> None:
    with pytest.raises(Problems) as caught:
        text = release(f"{notice}\n\nIsi.").encode()
        read_release(text, "news/2025/a.md", "a.md", Settings())
    [problem] = caught.value.problems
    assert problem.facts.get("until") == until
    for words in (Words("id"), Words("en")):
        cure = words.cure(problem)
        assert "2025" not in cure
        assert until is None or f'"embargo: {until}"' in cure
        assert "status: draft" in cure
    if until is not None:
        assert said(f"{notice}\n\nIsi.", embargo=until) == []


def test_a_draft_in_capital_letters_is_told_right_above_a_paragraph() -> None:
    assert said("DRAF - JANGAN DIKUTIP\nAlinea.") == ["8:hold_in_text"]
    assert said("# DRAF\nAlinea.") == ["8:hold_in_text"]
    assert said("Draf\nperaturan itu dibahas.") == []


@pytest.mark.parametrize("line", PROSE)
def test_what_may_be_prose_is_prose(line: str) -> None:
    for body in (line, f"{line}\n\nAlinea pertama.", f"Alinea.\n\n{line}\n\nAlinea."):
        assert said(body) == []


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_on_a_line_of_its_own_is_a_problem_until_the_data_heed_it(
    newsroom: Newsroom, order: str
) -> None:
    long = "\n\n".join(f"Alinea {n}." for n in range(12))
    for body, line in ((f"{order}\n\nAlinea.", 8), (f"{long}\n\n{order}\n", 32)):
        newsroom.write("news/2025/a.md", release(body))
        desk = newsroom.desk()
        assert [f"{p.at.line}:{p.code}" for p in desk.problems] == [f"{line}:hold_in_text"]
        assert not desk.warnings
        newsroom.write("news/2025/a.md", release(body, embargo="2030-12-01T09:00"))
        assert newsroom.problems() == []
        newsroom.write("news/2025/a.md", release(body, status="draft"))
        assert newsroom.problems() == []


def test_an_order_until_a_day_that_the_date_heeds_is_none(newsroom: Newsroom) -> None:
    order = "Catatan redaksi: mohon dimuat setelah rapat 20 November 2025"
    for day, number in (("2025-11-19", 1), ("2025-11-20", 0)):
        newsroom.write("news/2025/a.md", release(f"{order}\n\nAlinea.", date=day))
        assert len(newsroom.problems()) == number


def test_prose_is_no_order(newsroom: Newsroom) -> None:
    for number, line in enumerate(PROSE):
        newsroom.write(f"news/2025/a-{number}.md", release(f"{line}\n\nAlinea.\n\n{line}"))
    assert newsroom.problems() == []


def test_a_notice_in_the_middle_of_a_long_text_is_a_quotation() -> None:
    around = "\n\n".join(f"Alinea {n}." for n in range(6))
    assert said(f"{around}\n\nEMBARGO SAMPAI SENIN\n\n{around}") == []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"embargo": "2030-11-30T09:00"}, False),
        ({"embargo": "2031-01-01"}, False),
        ({"embargo": "2030-11-30"}, True),
        ({"embargo": "2025-11-30T09:00"}, True),
        ({"date": "2030-11-30T09:00"}, False),
        ({"date": "2030-11-30"}, True),
        ({"status": "draft"}, False),
        ({"status": "withdrawn", "withdrawn": {"date": "2025-11-20", "reason": "Keliru."}}, False),
    ],
)
def test_a_notice_that_the_data_heed_is_none(keys: dict[str, object], told: bool) -> None:
    body = "EMBARGO hingga 30 November 2030 pukul 09.00 WIB\n\nIsi."
    assert bool(said(body, **keys)) is told
    unclear = "EMBARGO SAMPAI KONFERENSI PERS SELESAI\n\nIsi."
    assert bool(said(unclear, **keys)) is ("date" in keys)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("embargo: 2030-11-30\n\nIsi.", ["8:key_in_text"]),
        ("\n\nstatus: draft\npartners:\n- A\nIsi.", ["10:key_in_text", "11:key_in_text"]),
        ("---\nembargo: 2030-11-30\n---\nIsi.", ["9:key_in_text"]),
        ("Isi.\n\n---\nembargo: 2030-11-30T09:00\n---\n", ["11:key_in_text"]),
        ("Isi.\n\nstatus: draft", ["10:key_in_text"]),
        (
            "image:\n  src: a.jpg\n  alt: b\nsummary: c\n---\nIsi.",
            ["8:key_in_text", "11:key_in_text"],
        ),
        ("catatan: rapat\nembargo: besok\n", []),
        ("---\n\nIsi di bawah garis.", []),
    ],
)
def test_a_key_below_the_data_is_a_problem(body: str, told: list[str]) -> None:
    assert said(body) == told
