"""What a release says of itself is recognised in both languages, and doubts are marked."""

from __future__ import annotations

import textwrap
from datetime import date, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.intake.manuscript import Block, Kind, Manuscript
from newsroom.intake.readers.plain import blocks_of
from newsroom.intake.recognise.dateline import dateline_of
from newsroom.intake.recognise.days import days_in
from newsroom.intake.recognise.headline import subject_title
from newsroom.intake.recognise.known import Contact, Known
from newsroom.intake.recognise.partners import find_partners, names_in
from newsroom.intake.recognise.quotes import find_quotations
from newsroom.intake.recognise.release import Recognised, recognise
from newsroom.sources.markdown_text import paragraph

JAKARTA = ZoneInfo("Asia/Jakarta")
BODY = "Alinea ini cukup panjang untuk menjadi isi sebuah siaran pers."
EDITOR = "Editor: Editor Satu"


def read(*lines: str, known: Known | None = None, **beside: Any) -> Recognised:
    """Recognise a manuscript of plain lines, with a headline above."""
    text = "\n".join(("Judul Siaran Pers", *lines, EDITOR))
    return recognise(Manuscript(blocks_of(text), **beside), known or Known())


def marks(found: Recognised) -> list[str]:
    return [mark.code for mark in found.marks]


def text(found: Recognised) -> str:
    return "\n".join(block.text for block in found.blocks)


@pytest.mark.parametrize(
    ("start", "place", "day", "publisher"),
    [
        ("SERANG, Kantor Contoh - ", "Serang", None, "Kantor Contoh"),
        ("SERANG, 19 November 2025 – ", "Serang", "2025-11-19", None),
        ("SERANG, Rabu (19/11/2025) – ", "Serang", "2025-11-19", None),
        ("Serang, Banten, 19 Nov 2025 — ", "Serang", "2025-11-19", "Banten"),
        ("TANGERANG SELATAN – ", "Tangerang Selatan", None, None),
        ("WASHINGTON—", "Washington", None, None),
        ("Jakarta, InfoPublik – ", "Jakarta", None, "InfoPublik"),
        ("NEW YORK, November 19, 2025 -- ", "New York", "2025-11-19", None),
        ("DKI JAKARTA, 1 Januari 2026 – ", "DKI Jakarta", "2026-01-01", None),
        ("JAKARTA (Kantor Berita) - ", "Jakarta", None, "Kantor Berita"),
    ],
)
def test_a_dateline_tells_place_day_and_publisher_and_leaves_the_text(
    start: str, place: str, day: str | None, publisher: str | None
) -> None:
    found = dateline_of(start + BODY)
    assert found is not None and found.sure
    assert (found.place, found.publisher) == (place, publisher)
    assert str(found.day.day if found.day else None) == str(day)
    assert (start + BODY)[found.length :] == BODY


@pytest.mark.parametrize(
    "text",
    [
        "Kanwil Contoh menandatangani nota – yang ditunggu lama – dengan para mitra di Serang.",
        "Jalan Serang - Cilegon ditutup sementara untuk perbaikan sampai pekan depan.",
        "Pada 2025 – tahun yang panjang – kantor ini melayani banyak orang di Banten.",
        "serang – Alinea yang diawali huruf kecil bukan titimangsa sebuah siaran pers.",
        BODY,
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


def test_behind_a_place_and_its_day_a_short_sentence_is_text() -> None:
    found = read("Serang, 26 November 2026 - Kunjungan dibuka.")
    assert (found.values["location"], found.day) == ("Serang", date(2026, 11, 26))
    assert (text(found), marks(found)) == ("Kunjungan dibuka.", [])


@pytest.mark.parametrize(
    "line", ["Serang, 26 November 2026 - Selesai", "Kota Serang – Sesi kedua dibuka."]
)
def test_a_few_words_behind_a_dash_make_no_dateline(line: str) -> None:
    assert dateline_of(line) is None


def test_a_place_that_may_be_none_is_marked_and_stays_in_the_text() -> None:
    found = read("Kolaborasi – Kata itu sering terdengar dalam acara hari ini di aula.")
    assert (found.values["location"], "place_unsure" in marks(found)) == ("Kolaborasi", True)
    assert text(found).startswith("Kolaborasi –")


def test_a_place_the_archive_knows_is_certain_and_spelled_as_there() -> None:
    found = read(f"Serang - {BODY}", known=Known(places=("Serang",)))
    assert (found.values["location"], text(found)) == ("Serang", BODY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Rabu (19/11/2025)", "2025-11-19"),
        ("Rabu, 19 Nov 2025", "2025-11-19"),
        ("pada 19 November 2025", "2025-11-19"),
        ("19 Nopember 2025", "2025-11-19"),
        ("on Wednesday, November 19, 2025", "2025-11-19"),
        ("19th of November 2025", "2025-11-19"),
        ("tanggal 9-1-2025", "2025-01-09"),
        ("31 November 2025", "None"),
    ],
)
def test_a_day_is_read_in_either_language(text: str, day: str) -> None:
    [found] = days_in(text)
    assert str(found.day) == day
    assert found.sound


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(["id", "en"]))
def test_any_full_day_is_read_back_and_agrees_with_its_weekday(day: date, language: str) -> None:
    from newsroom.words import Words

    [found] = days_in(f"Acara {Words(language).full_day(day)} di aula.")
    assert (found.day, found.sound, found.weekday) == (day, True, day.weekday())


@pytest.mark.parametrize("text", ["Nomor 19/11/20255", "UU 12 Tahun 2011", "versi 1.2.3", "Mei"])
def test_numbers_that_are_no_day_are_none(text: str) -> None:
    assert days_in(text) == []


@pytest.mark.parametrize(
    ("lines", "day", "expected"),
    [
        ([f"SERANG, 19 November 2025 – {BODY}"], "2025-11-19", []),
        (["SERANG, 19 November 2025 – Acara berlangsung Selasa, 18 November 2025 di aula."],
         "2025-11-19", []),
        ([f"SERANG – {BODY}", "Acara digelar Rabu (19/11/2025)."], "2025-11-19", []),
        ([f"SERANG, Kantor (19/11) – {BODY}", "Pada 19 November 2025."], "2025-11-19", []),
        ([f"SERANG – {BODY}", "Serang, 19 November 2025"], "2025-11-19", []),
        ([f"SERANG – {BODY}", "Rabu, 19 November 2025"], "2025-11-19", []),
        ([f"SERANG – {BODY}", "Tanggal: 19 November 2025"], "2025-11-19", []),
        ([f"SERANG – {BODY}", "Acara Kamis (19/11/2025)."], "2025-11-19", ["wrong_weekday"]),
        ([f"SERANG – {BODY}", "Acara Rabu (19/11/2025), lanjutan Kamis (20/11/2025)."],
         "2025-11-19", ["several_dates"]),
        ([f"SERANG – {BODY}", "Acara Rabu, 26 November 2025 pukul 09.00 WIB."],
         "2025-11-26", ["date_of_event"]),
        ([f"SERANG – {BODY}", "Acara 19-20 November 2025."], "2025-11-20", ["date_of_event"]),
        ([f"SERANG – {BODY}", "Acara 31 November 2025."], None, ["no_date", "impossible_date"]),
        ([f"SERANG – {BODY}"], None, ["no_date"]),
        (["SERANG – Kanwil akan menggelar pameran pada Kamis (10/12/2026) di alun-alun kota."],
         "2026-12-10", ["date_of_event"]),
        (["SERANG – Pameran itu dijadwalkan 10 Desember 2026 dan terbuka bagi seluruh warga."],
         "2026-12-10", ["date_of_event"]),
        (["SERANG – The office will open a fair on December 10, 2026 for all who live here."],
         "2026-12-10", ["date_of_event"]),
        (["SERANG – Pameran digelar Kamis (10/12/2026). Kegiatan serupa akan diadakan lagi."],
         "2026-12-10", []),
        (["SERANG, 03/04/2026 - The office opened today."], "2026-04-03", ["day_or_month"]),
        (["SERANG, 03/04/2026 - Kantor ini dibuka hari ini untuk semua warga yang datang."],
         "2026-04-03", []),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_told_or_marked(
    lines: list[str], day: str | None, expected: list[str]
) -> None:
    found = read(*lines)
    assert str(found.day) == str(day)
    assert marks(found) == expected


def test_the_day_a_mail_was_sent_is_only_a_hint() -> None:
    found = read(f"SERANG – {BODY}", sent=date(2025, 11, 20))
    assert (found.day, marks(found)) == (date(2025, 11, 20), ["date_sent"])


@pytest.mark.parametrize(
    ("notice", "embargo"),
    [
        ("EMBARGO SAMPAI 20 November 2025, 09.00 WIB", "2025-11-20T09:00+07:00"),
        ("Embargo hingga Kamis, 20 November 2025 pukul 09.00", "2025-11-20T09:00+07:00"),
        ("EMBARGO SAMPAI 20 November 2025 pukul 11.00 WITA", "2025-11-20T10:00+07:00"),
        ("Embargoed until 9:30 pm, November 20, 2025", "2025-11-20T21:30+07:00"),
        ("EMBARGOED UNTIL 20 November 2025, 02:00 UTC", "2025-11-20T09:00+07:00"),
        ("Embargo: 20 November 2025 pukul 10.00 WIB", "2025-11-20T10:00+07:00"),
        ("EMBARGO: Kamis, 20 November 2025, 10.00 WIB", "2025-11-20T10:00+07:00"),
        ("EMBARGO S.D. 27/11/2025 pukul 10.00 WIB", "2025-11-27T10:00+07:00"),
    ],
)
def test_an_embargo_that_is_certain_is_written_and_its_line_removed(
    notice: str, embargo: str
) -> None:
    found = read(notice, f"SERANG, 20 November 2025 – {BODY}")
    assert found.values["embargo"] == datetime.fromisoformat(embargo)
    assert (marks(found), text(found)) == ([], BODY)


@pytest.mark.parametrize(
    "notice",
    [
        "EMBARGO",
        "EMBARGO SAMPAI PEMBERITAHUAN LEBIH LANJUT",
        "EMBARGO SAMPAI 20 November 2025",
        "EMBARGO SAMPAI Rabu, 20 November 2025, 09.00 WIB",
        "EMBARGO SAMPAI 05/06/2026 pukul 09.00 WIB",
        "EMBARGO SAMPAI 20 November 2025 pukul sembilan",
        "EMBARGO SAMPAI 20 November 2025 pukul 9 pagi",
        "Embargoed until 20 November 2025, 09:00 EST",
        "EMBARGO 20 November 2025 09.00 WIB",
        "Jangan disiarkan sebelum acara selesai.",
        "Tidak untuk dipublikasikan",
        "Not for release before the ceremony",
        "HOLD FOR RELEASE",
        "Dapat disiarkan mulai Senin, 24 November 2025 pukul 09.00 WIB",
        "Mohon dimuat mulai besok pagi",
        "Baru boleh tayang setelah acara selesai",
        "Harap terbit Senin depan",
        "Rilis: 24/11/2025 pukul 09.00",
        "May be published from Monday, November 24, 2025, 9 am",
        "For publication on 24 November 2025",
        "Release after the ceremony only",
        "Strictly confidential",
        "Not for distribution",
        "Tidak untuk disebarluaskan",
        "Untuk kalangan sendiri",
        "Under embargo",
        "Untuk disiarkan setelah 30 Desember 2026 pukul 10.00 WITA",
        "UNTUK DISIARKAN TANGGAL 1 DESEMBER 2026",
        "Tayang mulai 1/12/2026 pkl 09.00",
        "Terbit setelah pukul 10.00 WIB, 1 Desember 2026",
        "Dilarang disiarkan hingga 1 Desember 2026",
        "(Rilis boleh ditayangkan mulai 1 Desember 2026)",
        "Rilis ini baru boleh tayang Senin depan (30/11)",
        "Tanggal siar: 1 Desember 2026",
        "Siaran: 1 Desember 2026",
        "Publikasi: setelah acara",
        "Boleh dikutip mulai besok",
        "Naik tayang besok pagi",
        "Harap dirilis setelah konferensi pers",
        "For release on December 1, 2026 at 9:00 a.m.",
        "FOR RELEASE: 1 DECEMBER 2026",
        "Release date: December 1, 2026",
        "Draf - jangan disebarluaskan",
        "DRAFT v3 - menunggu persetujuan Kakanwil",
        "Konsep, belum disetujui pimpinan",
        "Konsep siaran pers",
        "Versi 2, belum final",
        "RAHASIA",
        "Konfidensial. Hanya untuk kalangan internal.",
        "Embrago: 1 Desember 2026",
        "Belum untuk umum",
        "Awaiting approval",
    ],
)
@pytest.mark.parametrize("where", ["top", "line", "middle", "end", "aside"])
def test_a_notice_that_is_not_certain_always_holds_the_release_back(
    notice: str, where: str
) -> None:
    at = {place: [notice] if where == place else [] for place in ("top", "line", "middle", "end")}
    asides = (notice,) if where == "aside" else ()
    text = "\n".join([
        *at["top"], "Judul Siaran Pers", *at["line"], f"SERANG, 19 November 2025 – {BODY}",
        *[BODY] * 20, *at["middle"], *[BODY] * 10, *at["end"], EDITOR,
    ])  # fmt: skip
    found = recognise(Manuscript(blocks_of(text), asides=asides), Known())
    assert found.values["title"] == "Judul Siaran Pers"
    assert {"embargo_unsure", "embargo_day"} & set(marks(found))
    assert notice in {mark.facts.get("text") for mark in found.marks}


@pytest.mark.parametrize(
    ("notice", "embargo"),
    [
        ("EMBARGO 27 NOVEMBER 2025 JAM 10.00", datetime(2025, 11, 27, 10, tzinfo=JAKARTA)),
        ("Embargo: Rapat 27 November 2025 10.00", None),
        ("Embargo: 27 November 2025 pukul 10.00 atau 11.00", None),
        ("Embargo: 27 November 2025 pukul 10.00 EST", None),
        ("EMBARGO 27-28 November 2025 10.00", None),
    ],
)
def test_an_embargo_that_is_likely_is_written_and_marked(
    notice: str, embargo: datetime | None
) -> None:
    found = read(notice, f"SERANG, 20 November 2025 – {BODY}")
    assert found.values.get("embargo") == embargo
    assert marks(found) == ["embargo_unsure"]


@pytest.mark.parametrize(
    ("notice", "day"),
    [
        ("Embargo: 27 November 2026", "2026-11-27"),
        ("EMBARGO HINGGA 27 NOVEMBER 2026", "2026-11-27"),
        ("EMBARGOED UNTIL 27 November 2026", "2026-11-27"),
        ("Tidak untuk dipublikasikan sebelum 27/11/2026", "2026-11-27"),
        ("EMBARGO: Tidak untuk disiarkan sebelum Jumat, 27 November 2026", "2026-11-27"),
        ("Embargo sampai Senin, 30 November 2026", "2026-11-30"),
        ("EMBARGO S.D. 27/11/2026", "2026-11-28"),
        ("Embargo sampai dengan Senin, 30 November 2026", "2026-12-01"),
    ],
)
@pytest.mark.parametrize("aside", [True, False])
def test_an_embargo_without_an_hour_is_left_open_however_it_is_worded(
    notice: str, day: str, aside: bool
) -> None:
    beside: dict[str, Any] = {"asides": (notice,)} if aside else {}
    found = read(*([] if aside else [notice]), f"SERANG, 20 November 2025 – {BODY}", **beside)
    assert found.values["embargo"] is None
    [mark] = found.marks
    assert (mark.code, mark.facts) == ("embargo_day", {"text": notice, "day": day})
    assert text(found) == BODY


NEWS = "Lapas Cilegon menggelar bazar."
UNTIL = "Embargo sampai Senin, 30 November 2026"


@pytest.mark.parametrize("start", ["SERANG – ", "Serang, 26 November 2026 – ", ""])
@pytest.mark.parametrize(
    ("hour", "mark"), [("", "embargo_day"), (" pukul 09.00 WIB", "embargo_unsure")]
)
def test_news_beside_a_notice_stays_and_so_does_its_dateline(
    start: str, hour: str, mark: str
) -> None:
    found = read(f"{start}{UNTIL}{hour}. {NEWS}", BODY)
    assert text(found) == f"{NEWS}\n{BODY}"
    assert found.values.get("location") == ("Serang" if start else None)
    assert mark in marks(found)
    assert f"{UNTIL}{hour}." in found.notices[0].facts["text"]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"SERANG – {UNTIL}.",
        f"{UNTIL} pukul 09.00 WIB. Jangan disiarkan sebelumnya. {NEWS}",
        f"{UNTIL} pukul 09.00 WIB. {NEWS} {UNTIL} pukul 09.00 WIB.",
    ],
)
def test_a_notice_that_cannot_be_told_from_the_news_stays_with_it_and_is_marked(
    paragraph: str,
) -> None:
    found = read(paragraph, BODY)
    assert text(found) == f"{paragraph.removeprefix('SERANG – ')}\n{BODY}"
    assert {"embargo_day", "embargo_unsure"} & set(marks(found))


def test_what_only_goes_on_with_a_notice_is_no_news() -> None:
    notice = f"{UNTIL} pukul 09.00 WIB. Mohon dipatuhi. Terima kasih."
    found = read(notice, f"SERANG, 20 November 2026 – {BODY}")
    assert (text(found), marks(found)) == (BODY, [])


@pytest.mark.parametrize("name", ["embargo10", "Rilis-DRAFT_2", "Konsep rilis", "rilis rahasia"])
def test_a_file_s_name_may_hold_a_release_back(name: str) -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", name=name)
    assert [(mark.code, mark.facts) for mark in found.marks] == [
        ("embargo_in_name", {"name": name})
    ]
    assert marks(read(f"SERANG, 19 November 2025 – {BODY}", name="rilis klinik")) == []


@pytest.mark.parametrize(
    "day", ["Senin, 24 November 2025 pukul 09.00 WIB", "24 November 2025", "pukul 09.00 WIB"]
)
def test_a_notice_may_go_on_in_the_next_line(day: str) -> None:
    found = read("Dapat disiarkan mulai:", day, f"SERANG, 19 November 2025 – {BODY}")
    assert "embargo_unsure" in marks(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Demikian keterangan pers yang diterima pada Rabu, 19 November 2025.",
        "Naskah kerja sama itu memuat tiga pokok, dan berlaku mulai Kamis.",
        "Layanan publik dibuka pukul 08.00 WIB setiap hari kerja.",
        "Kantor ini menerbitkan izin usaha bagi warga.",
        "The office released its plan for the city.",
        "Rahasia dapur lapas kini menjadi usaha roti yang dikenal warga sekitar.",
        "Konsep baru pembinaan itu diterapkan di seluruh lapas di Banten tahun ini.",
    ],
)
def test_a_sentence_that_only_sounds_like_a_notice_is_none(sentence: str) -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", sentence)
    assert "embargo_unsure" not in marks(found)


def test_the_day_of_an_event_stays_in_the_text() -> None:
    line = "Hari/Tanggal: Selasa, 25 November 2025"
    found = read(f"SERANG, 19 November 2025 – {BODY}", line)
    assert (str(found.day), marks(found)) == ("2025-11-19", [])
    assert line in text(found)
    found = read(f"SERANG – {BODY}", line)
    assert (str(found.day), marks(found)) == ("2025-11-25", ["date_of_event"])
    assert line in text(found)


def test_a_line_that_tells_the_day_of_the_release_is_left_out_and_told() -> None:
    found = read(f"SERANG – {BODY}", "Serang, 19 November 2025")
    assert "2025" not in text(found)
    assert "Serang, 19 November 2025" in found.notices[0].facts["text"]


def test_another_day_on_a_line_of_its_own_stays_in_the_text() -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", "Tanggal: 25 November 2025")
    assert str(found.day) == "2025-11-19"
    assert "Tanggal: 25 November 2025" in text(found)


def test_only_a_mark_behind_the_last_paragraph_ends_a_release() -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", "Selesai", BODY, "###")
    assert text(found).split("\n") == [BODY, "Selesai", BODY]
    assert "###" in found.notices[0].facts["text"]


def test_a_second_number_of_a_contact_is_not_lost() -> None:
    lines = ["Narahubung:", "Narahubung Contoh", "HP: +1 202-555-0100", "Telp: +1 202-555-0199"]
    found = read(f"SERANG, 19 November 2025 – {BODY}", *lines)
    assert marks(found) == ["contact_unread"]
    assert "+1 202-555-0199" in text(found)


def test_two_notices_that_disagree_hold_the_release_back_until_the_later() -> None:
    found = read(
        "Untuk disiarkan segera",
        "EMBARGO SAMPAI 20 November 2025 pukul 09.00 WIB",
        "EMBARGO SAMPAI 21 November 2025 pukul 09.00 WIB",
        f"SERANG, 19 November 2025 – {BODY}",
    )
    assert found.values["embargo"] == datetime(2025, 11, 21, 9, tzinfo=JAKARTA)
    assert marks(found) == ["embargo_unsure"]


@pytest.mark.parametrize(
    "label",
    ["SIARAN PERS", "Press Release", "Untuk Disiarkan Segera", "FOR IMMEDIATE RELEASE",
     "Nomor: HM.01/1/2025", "SIARAN PERS Nomor 12/2025"],
)  # fmt: skip
def test_lines_that_only_say_what_this_is_are_left_out_and_told(label: str) -> None:
    lines = f"{label}\nJudul Siaran Pers\nSERANG, 19 November 2025 – {BODY}\n{EDITOR}"
    found = recognise(Manuscript(blocks_of(lines)), Known())
    assert (found.values["title"], marks(found)) == ("Judul Siaran Pers", [])
    assert label in found.notices[0].facts["text"]


def test_without_a_headline_a_subject_line_serves_and_else_it_stays_open() -> None:
    blocks = blocks_of(f"SERANG, 19 November 2025 – {BODY}\n{EDITOR}")
    found = recognise(Manuscript(blocks, titles=("Fwd: Judul Surat",)), Known())
    assert (found.values["title"], marks(found)) == ("Judul Surat", [])
    assert marks(recognise(Manuscript(blocks), Known())) == ["no_title"]


@pytest.mark.parametrize(
    "subject", ["Judul", "Fwd: Judul", "RE: Fwd: [Siaran Pers] Judul", "SIARAN PERS: Judul"]
)
def test_a_subject_line_is_freed_of_what_mail_programs_add(subject: str) -> None:
    assert subject_title(subject) == "Judul"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("PT Bank Contoh (Persero) Tbk Kantor Cabang Serang.",
         ["PT Bank Contoh (Persero) Tbk Kantor Cabang Serang"]),
        ("Pemerintah Kota Cilegon dan Dinas Kesehatan di Serang",
         ["Pemerintah Kota Cilegon", "Dinas Kesehatan"]),
        ("Dinas Kependudukan dan Pencatatan Sipil Kota A, serta PT Contoh, Tbk untuk satu tahun",
         ["Dinas Kependudukan dan Pencatatan Sipil Kota A", "PT Contoh, Tbk"]),
        ("Dinas A (bidang satu, dua, dan tiga) dan BNN Provinsi Banten",
         ["Dinas A (bidang satu, dua, dan tiga)", "BNN Provinsi Banten"]),
        ("the City of Example, Example University and Health Agency on Wednesday",
         ["City of Example", "Example University", "Health Agency"]),
        ("empat mitra yaitu Yayasan Satu, Yayasan Dua", ["Yayasan Satu", "Yayasan Dua"]),
        ("sejumlah perusahaan di Banten", []),
    ],
)  # fmt: skip
def test_a_list_of_partners_is_split_where_names_end(written: str, names: list[str]) -> None:
    assert [name for name, _ in names_in(written)] == names


def test_a_name_that_may_be_two_is_marked() -> None:
    assert names_in("Yayasan Satu dan Harapan Jaya") == [("Yayasan Satu dan Harapan Jaya", True)]


def test_partners_the_archive_knows_are_found_by_whole_names_and_called_as_there() -> None:
    book = {
        "Pemerintah Kota Cilegon": "Pemerintah Kota Cilegon",
        "Pemkot Cilegon": "Pemerintah Kota Cilegon",
        "Bank Contoh": "Bank Contoh",
        "Bank Contoh Cabang Serang": "Bank Contoh Cabang Serang",
        "Kantor Kami": "Kantor Kami",
    }
    said = "Pemkot Cilegon, Bank Contoh Cabang Serang, Kantor Kami, dan Bank Contohan hadir."
    found, doubts = find_partners([Block(said, said)], book, ["Kantor Kami"])
    assert found == ["Pemerintah Kota Cilegon", "Bank Contoh Cabang Serang"]
    assert doubts == []


def test_partners_in_a_list_below_the_sentence_are_taken_and_unread_ones_are_marked() -> None:
    said = "Kantor ini menandatangani perjanjian kerja sama dengan:"
    listed = Block("- Dinas A\n- Dinas B", "Dinas A\nDinas B", Kind.LIST)
    assert find_partners([Block(said, said), listed], {}, [])[0] == ["Dinas A", "Dinas B"]
    said = "Penandatanganan nota kesepahaman berlangsung di aula."
    found, [mark] = find_partners([Block(said, said)], {}, [])
    assert (found, mark.code) == ([], "partners_unread")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Pemerintah Kota Cilegon", {"Pemerintah Kota Cilegon": "Pemerintah Kota Cilegon"}),
        ("Pemerintah Kota Cilegon", {"Pemerintah Kota Cilegon": "Pemerintah Kota Cilegon",
                                     "pemerintah-kota-cilegon": "Pemerintah Kota Cilegon"}),
        ("Pemkot Cilegon", {"Pemkot Cilegon": "Pemerintah Kota Cilegon"}),
        ("PEMERINTAH KOTA  CILEGON", {"Pemerintah Kota Cilegon": "Pemerintah Kota Cilegon"}),
        ("PT Bank Contoh (Persero), Tbk.", {"PT. Bank Contoh (Persero) Tbk": "PT Bank Contoh"}),
        ("BRI", {"BRI": "PT Bank Rakyat Contoh"}),
    ],
)  # fmt: skip
def test_a_partner_the_archive_knows_is_found_by_every_name(
    written: str, known: dict[str, str]
) -> None:
    said = f"Acara digelar dengan dukungan {written} untuk warga di Serang."
    assert find_partners([Block(said, said)], known, []) == ([next(iter(known.values()))], [])


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Warga menabung di bank contoh terdekat.", {"bank-contoh": "PT Bank Contoh (Persero)"}),
        ("Ia memberi bri kecil.", {"BRI": "PT Bank Rakyat Contoh"}),
        ("Pemerintah Kota Cilegonan hadir.", {"Pemerintah Kota Cilegon": "Pemkot"}),
    ],
)
def test_a_word_that_only_looks_like_a_partner_is_none(said: str, known: dict[str, str]) -> None:
    assert find_partners([Block(said, said)], known, []) == ([], [])


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Kepala Dinas A, Narasumber Satu menilai ini baik. “Ini kalimat uji pertama,” ujarnya."],
         [("Narasumber Satu", "Kepala Dinas A")]),
        (["Hadir pula perwakilan Dinas B, Narasumber Dua, yang memuji.",
          "“Ini kalimat uji kedua,” tutur Narasumber."],
         [("Narasumber Dua", "perwakilan Dinas B")]),
        (["“Ini kalimat uji ketiga,” kata Direktur Contoh, Narasumber Tiga."],
         [("Narasumber Tiga", "Direktur Contoh")]),
        (["“This is a test sentence,” said Speaker One, head of the office."],
         [("Speaker One", "head of the office")]),
        (["“This is a test sentence,” Speaker One said. “It goes on like this.”"],
         [("Speaker One", None), ("Speaker One", None)]),
        (["“Kalimat tanpa pembicara di sini.”"], [(None, None)]),
        (["Program “Satu Pintu” dibuka hari ini."], []),
    ],
)  # fmt: skip
def test_who_is_quoted_is_told(
    paragraphs: list[str], expected: list[tuple[str | None, str | None]]
) -> None:
    found = find_quotations([Block(p, p) for p in paragraphs])
    people = [(q.person.name, q.person.role) if q.person else (None, None) for q in found]
    assert people == expected


def test_a_media_contact_is_taken_out_of_the_text() -> None:
    found = read(
        f"SERANG, 19 November 2025 – {BODY}",
        "Narahubung:", "Narahubung Contoh, Hubungan Masyarakat", "HP/WA: +1 202-555-0100",
        "Surel: humas@contoh.example",
    )  # fmt: skip
    assert found.values["contacts"] == [
        {
            "name": "Narahubung Contoh",
            "role": "Hubungan Masyarakat",
            "phone": "+1 202-555-0100",
            "email": "humas@contoh.example",
        }
    ]
    assert (text(found), marks(found)) == (BODY, [])
    assert "Narahubung: Narahubung Contoh" in found.notices[0].facts["text"]


def test_a_number_has_no_bracket_that_nothing_closes() -> None:
    line = "Narahubung: Narahubung Contoh (0812-1111-2222)"
    found = read(f"SERANG, 19 November 2025 – {BODY}", line)
    assert found.values["contacts"] == [{"name": "Narahubung Contoh", "phone": "0812-1111-2222"}]
    line = "Narahubung: Narahubung Contoh, (0254) 200100"
    found = read(f"SERANG, 19 November 2025 – {BODY}", line)
    assert found.values["contacts"] == [{"name": "Narahubung Contoh", "phone": "(0254) 200100"}]


OFFICE = Contact("Narahubung Satu", "0812-1111-2222", "humas@contoh.example")


@pytest.mark.parametrize(
    "written",
    [
        "Narahubung Satu, 0812-1111-2222, humas@contoh.example",
        "narahubung satu, +62 812 1111 2222",
        "Narahubung Satu, Hubungan Masyarakat, HUMAS@contoh.example",
    ],
)
def test_a_media_contact_of_the_site_is_written_by_its_key(written: str) -> None:
    known = Known(contacts={"humas": OFFICE})
    found = read(f"SERANG, 19 November 2025 – {BODY}", f"Kontak: {written}", known=known)
    assert (found.values["contacts"], marks(found)) == (["humas"], [])


@pytest.mark.parametrize(
    ("written", "differs", "configured"),
    [
        ("Narahubung Dua, 0813-3333-4444, humas@contoh.example",
         "Narahubung Dua, 0813-3333-4444", "Narahubung Satu, 0812-1111-2222"),
        ("Narahubung Dua, humas@contoh.example", "Narahubung Dua", "Narahubung Satu"),
        ("Narahubung Dua, 0812-1111-2222", "Narahubung Dua", "Narahubung Satu"),
        ("Narahubung Satu, 0813-3333-4444", "0813-3333-4444", "0812-1111-2222"),
        ("Narahubung Satu, dua@contoh.example", "dua@contoh.example", "humas@contoh.example"),
    ],
)  # fmt: skip
def test_a_media_contact_that_shares_only_a_part_with_the_sites_is_never_exchanged(
    written: str, differs: str, configured: str
) -> None:
    known = Known(contacts={"humas": OFFICE})
    found = read(f"SERANG, 19 November 2025 – {BODY}", f"Kontak: {written}", known=known)
    [contact] = cast("list[dict[str, str]]", found.values["contacts"])
    assert ", ".join(contact.values()) == written
    [mark] = found.marks
    assert (mark.key, mark.code) == ("contacts", "contact_differs")
    assert mark.facts == {"key": "humas", "written": differs, "configured": configured}


def test_of_two_media_contacts_of_the_site_with_one_address_the_one_that_fits_is_taken() -> None:
    other = Contact("Narahubung Dua", "0813-3333-4444", OFFICE.email)
    known = Known(contacts={"humas": OFFICE, "dua": other})
    line = f"Kontak: {other.name}, {other.phone}, {other.email}"
    found = read(f"SERANG, 19 November 2025 – {BODY}", line, known=known)
    assert (found.values["contacts"], marks(found)) == (["dua"], [])


def test_a_media_contact_that_is_not_understood_stays_and_is_marked() -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", "Kontak media: bagian humas")
    assert (marks(found), "Kontak media: bagian humas" in text(found)) == (["contact_unread"], True)


def test_the_section_about_the_office_gives_way_to_the_sites_own() -> None:
    known = Known(own=("Kantor Kami",), boilerplate="Kantor kami adalah kantor.")
    lines = ["Tentang Kantor Kami", "Kantor kami dibuka lama.", "Tentang Mitra", "Mitra itu baik."]
    found = read(f"SERANG, 19 November 2025 – {BODY}", *lines, "###", known=known)
    assert [block.markdown for block in found.blocks[1:]] == ["## Tentang Mitra", "Mitra itu baik."]
    assert [notice.code for notice in found.notices] == ["left_out", "boilerplate"]


def test_an_english_release_is_read_as_one() -> None:
    found = recognise(
        Manuscript(
            blocks_of(
                "Office and City Sign Agreement\n"
                "SERANG, November 19, 2025 – The office signed a memorandum of understanding with "
                "the City of Example and Example University on Wednesday at the hall.\n"
                "The event was held at Bale Soepomo, in the middle of the city.\n"
                "“This is a sentence for the test of this program,” said Speaker One.\n"
                "Edited by: Editor Satu\n-30-"
            )
        ),
        Known(),
    )
    assert found.values == {
        "title": "Office and City Sign Agreement",
        "date": date(2025, 11, 19),
        "location": "Serang",
        "editor": "Editor Satu",
        "partners": ["City of Example", "Example University"],
        "venue": "Bale Soepomo",
        "lang": "en",
    }
    assert marks(found) == []


def test_a_short_english_text_is_told_from_an_indonesian_one() -> None:
    assert (
        read("SERANG, 19 November 2025 – The office opened its new hall today.").values["lang"]
        == "en"
    )
    assert "lang" not in read(f"SERANG, 19 November 2025 – {BODY}").values


@pytest.mark.parametrize(
    ("line", "editor", "told"),
    [
        ("Editor: Rina Satu / Fotografer: Budi Dua", "Rina Satu", "Fotografer: Budi Dua"),
        ("Penulis: Ani Tiga | Editor: Rina Satu", "Rina Satu", "Penulis: Ani Tiga"),
        ("Editor: Rina Satu; Foto: Budi Dua; Teks: Ani", "Rina Satu", "Foto: Budi Dua | Teks: Ani"),
        ("(Editor: Rina Satu, Fotografer: Budi Dua)", "Rina Satu", "Fotografer: Budi Dua"),
        ("Editor / Rina Satu", "Rina Satu", ""),
    ],
)
def test_who_else_stands_on_the_editor_s_line_is_told(line: str, editor: str, told: str) -> None:
    lines = f"Judul Siaran Pers\nSERANG, 19 November 2025 – {BODY}\n{line}"
    found = recognise(Manuscript(blocks_of(lines)), Known())
    assert (found.values["editor"], marks(found), text(found)) == (editor, [], BODY)
    assert told in found.notices[0].facts["text"]


def test_the_writer_s_own_line_is_no_text_of_the_release() -> None:
    lines = f"Judul\nSERANG, 19 November 2025 – {BODY}\nPenulis: Ani Tiga\nEditor: Rina Satu"
    found = recognise(Manuscript(blocks_of(lines)), Known())
    assert (found.values["editor"], text(found)) == ("Rina Satu", BODY)
    assert "Penulis: Ani Tiga" in found.notices[0].facts["text"]


def test_several_editors_are_marked_and_a_writer_serves_where_there_is_none() -> None:
    found = read(f"SERANG, 19 November 2025 – {BODY}", "Editor: Editor Dua")
    assert marks(found) == ["several_editors"]
    only = "\n".join(["Judul", f"SERANG, 19 November 2025 – {BODY}", "Penulis: Penulis Satu"])
    assert recognise(Manuscript(blocks_of(only)), Known()).values["editor"] == "Penulis Satu"


@pytest.mark.parametrize(
    ("markdown", "text", "cut", "left"),
    [
        ("**SERANG** – Isi", "SERANG – Isi", 9, "Isi"),
        ("**SERANG –** Isi", "SERANG – Isi", 9, "Isi"),
        ("**SERANG – Isi** lagi", "SERANG – Isi lagi", 9, "**Isi** lagi"),
        (r"A\*B – Isi", "A*B – Isi", 6, "Isi"),
    ],
)
def test_a_dateline_is_cut_from_marked_text_with_its_marks(
    markdown: str, text: str, cut: int, left: str
) -> None:
    block = Block(markdown, text).without_start(cut)
    assert block is not None
    assert (block.markdown, block.text) == (left, "Isi lagi" if "lagi" in text else "Isi")


@settings(deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_text_makes_recognition_fail(text: str) -> None:
    recognise(Manuscript(blocks_of(text), asides=(text,), titles=(text,)), Known())
    find_quotations([Block(paragraph(text), text)])


@pytest.mark.parametrize("width", [60, 72, 78])
def test_lines_broken_to_fit_a_width_are_joined_and_others_are_not(width: int) -> None:
    paragraphs = ["Judul siaran pers", " ".join([BODY] * 4), " ".join([BODY] * 3)]
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs)
    assert [block.text for block in blocks_of(wrapped)] == paragraphs
    assert len(blocks_of("Judul\nAlinea satu.\nAlinea dua.")) == 3


def test_lines_that_begin_with_dashes_or_numbers_are_a_list() -> None:
    found = blocks_of("Isi:\n- satu\n- dua\n\n1. pertama\n2. kedua\n\n– satu saja")
    assert [block.kind for block in found] == [
        Kind.PARAGRAPH, Kind.LIST, Kind.LIST, Kind.PARAGRAPH,
    ]  # fmt: skip
    assert found[2].markdown == "1. pertama\n2. kedua"
