"""What journalists take of a release: its text, its message, its data, its press pack."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import GIF, JAKARTA, ROOT, Newsroom, release, served
from hypothesis import given
from hypothesis import strategies as st
from markup import HOME, files, framed, meta, page, pages, text, texts, values
from playwright.sync_api import Browser, Page, expect

from newsroom.outputs.plain_text import plain_text
from newsroom.outputs.press_pack import Member, press_pack, table
from newsroom.sources.body import BodyReader

KABAR = "news/2025/kabar/"
STANDARDS = Path(os.environ.get("NEWSROOM_STANDARDS") or ROOT.parent / "shared" / "standards")

# A text as lines


@pytest.mark.parametrize(
    ("text", "clean", "message"),
    [
        ("Satu\nbaris.\n\nDua.", "Satu baris.\n\nDua.", "Satu baris.\n\nDua."),
        ("Kata **tebal** dan *miring*.", "Kata tebal dan miring.", "Kata *tebal* dan _miring_."),
        ("**Tebal *dan* miring**", "Tebal dan miring", "*Tebal _dan_ miring*"),
        ("mem**bold**kan", "memboldkan", "memboldkan"),
        ("<b> renggang </b>sekali", "renggang sekali", "*renggang* sekali"),
        ("**dua  \nbaris**", "dua\nbaris", "*dua*\n*baris*"),
        (r"**5\*3** m", "5*3 m", "5*3 m"),
        (r"Dua \*bintang\* saja", "Dua *bintang* saja", "Dua ∗bintang∗ saja"),
        (r"\*) dan **tebal**", "*) dan tebal", "∗) dan *tebal*"),
        ("<https://a.example/*x*>", "https://a.example/*x*", "https://a.example/*x*"),
        ("## Judul **kecil**\n\nIsi.", "Judul kecil\n\nIsi.", "*Judul kecil*\n\nIsi."),
        ("Isi:\n\n- satu\n- dua\n\nLalu.", "Isi:\n\n- satu\n- dua\n\nLalu.", None),
        ("3. tiga\n4. empat", "3. tiga\n4. empat", None),
        ("- a\n\n    - b\n    - c\n\n- d", "- a\n   - b\n   - c\n- d", None),
        ("> Kata dia.", "Kata dia.", "> Kata dia."),
        (
            "| Kota | Jumlah |\n|---|---|\n| Serang | 5 |",
            "Kota\tJumlah\nSerang\t5",
            "Kota | Jumlah\nSerang | 5",
        ),
        (
            "| | 2024 | 2025 |\n|---|---|---|\n| Serang | | 5 |\n| | | |",
            "\t2024\t2025\nSerang\t\t5",
            " | 2024 | 2025\nSerang |  | 5",
        ),
        ("1. satu\n\n    Masih satu.\n\n2. dua", "1. satu\n   Masih satu.\n2. dua", None),
        (
            "- a  \n  b\n\n    c\n\n    - d\n\n        e\n\n    f",
            "- a\n  b\n  c\n   - d\n     e\n  f",
            None,
        ),
        ("[Daftar](https://a.example/x)", "Daftar (https://a.example/x)", None),
        ("<https://a.example/x>", "https://a.example/x", None),
        ("[humas@a.example](mailto:humas@a.example)", "humas@a.example", None),
        ("[Tulis](mailto:humas@a.example)", "Tulis (humas@a.example)", None),
        ("Kata[^1].\n\n[^1]: Catatan.", "Kata[1].\n\n---\n\n1. Catatan.", None),
        ("A &amp; B &lt;c&gt; <q>ya</q>", "A & B <c> “ya”", None),
        ("Lama <del>salah</del> benar.", "Lama benar.", None),
        ("![Foto](a.jpg)\n\nIsi.", "Isi.", None),
        ("    kode  dua\n      tiga", "kode  dua\n  tiga", None),
    ],
)
def test_a_text_becomes_lines(text: str, clean: str, message: str | None) -> None:
    body = BodyReader(["tables", "footnotes", "sane_lists"]).read(text, "news/2025/a.md")
    found = plain_text(body.linked(lambda path: f"{HOME}{path}"), own=f"{HOME}news/2025/a.md")
    assert found.clean == clean
    assert found.message == (clean if message is None else message)


WORDS = st.text(st.sampled_from("abc dé*_#->`[]()!&<|\n\t\x01\x07\x1b"), max_size=80)


@given(st.lists(WORDS, max_size=6))
def test_no_word_is_lost_and_no_control_character_gets_through(parts: list[str]) -> None:
    html = BodyReader(["tables"]).read("\n\n".join(parts), "news/2025/a.md").open_html
    found = plain_text(html)
    for lines in (found.clean, found.message):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", lines)
    shown = re.sub(r"<[^>]*>", "", html)
    assert letters(unescape(shown)) == letters(found.clean)


def letters(text: str) -> list[str]:
    return re.findall(r"[a-dé]", text)


# The files of a release


def write(newsroom: Newsroom) -> None:
    newsroom.options |= {
        "organisation": {"name": "Kantor Contoh", "logo": "assets/lambang.svg"},
        "boilerplate": "Kantor Contoh melayani warga.",
        "contacts": {
            "humas": {"name": "Humas", "role": "Juru bicara", "phone": "+1 202-555-0100"},
            "lain": {"name": "Lain", "email": "lain@berita.example"},
        },
        "downloads": [{"file": "assets/lambang.gif", "title": "Lambang sebagai GIF"}],
    }
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("assets/lambang.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("assets/lambang.gif", GIF)
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/lain.gif", GIF + b"behind the picture")
    newsroom.write("news/2025/data.pdf", b"%PDF-1.4")
    newsroom.write(
        "news/2025/kabar.md",
        release(
            "Kantor itu **baru** dan *ramah*.\n\n![Gedung](lain.gif)\n\n"
            "Baca [siaran lain](ditarik.md).",
            title="Kantor Baru Dibuka",
            date="2025-11-19T09:00",
            embargo="2025-11-20T10:00",
            summary="Ringkasan siaran.",
            partners=[{"name": "Mitra Satu", "role": "tuan rumah"}],
            topics=["Layanan"],
            venue="Balai Kota",
            image={
                "src": "foto.gif",
                "alt": "Pintu gedung.",
                "caption": '=HYPERLINK("x")',
                "credit": "-Humas",
            },
            attachments=[{"file": "data.pdf", "title": "Data"}],
            corrections=[{"date": "2025-11-21", "kind": "correction", "text": "Jam diperbaiki."}],
        ),
    )
    newsroom.write(
        "news/2025/english.md",
        release("The office is open.", title="New Office Opens", lang="en", translation_of="kabar"),
    )
    newsroom.write(
        "news/2025/ditarik.md",
        release(
            "Isi yang keliru.",
            title="Kabar Keliru",
            status="withdrawn",
            withdrawn={"date": "2025-11-22", "reason": "Angkanya salah."},
            image={"src": "foto.gif", "alt": "Pintu gedung."},
        ),
    )
    newsroom.write("news/2025/rahasia.md", release(title="Belum", embargo="2099-01-01"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Newsroom(tmp_path_factory.mktemp("wartawan"))
    write(newsroom)
    return newsroom.build()


CLEAN = """\
Kantor Baru Dibuka

Ringkasan siaran.

SERANG, 19 November 2025 – Kantor itu baru dan ramah.

Baca siaran lain (https://berita.example/news/2025/ditarik/).

Koreksi, 21 November 2025: Jam diperbaiki.

Tentang Kantor Contoh
Kantor Contoh melayani warga.

Narahubung media
Humas, Juru bicara
Telepon: +1 202-555-0100

Siaran pers Kantor Contoh, Kamis, 20 November 2025, 10.00 WIB
https://berita.example/news/2025/kabar/
"""
MESSAGE = """\
*Kantor Baru Dibuka*

SERANG, 19 November 2025 – Kantor itu *baru* dan _ramah_.

Baca siaran lain (https://berita.example/news/2025/ditarik/).

Koreksi, 21 November 2025: Jam diperbaiki.

Narahubung media
Humas, Juru bicara
Telepon: +1 202-555-0100

https://berita.example/news/2025/kabar/
"""
NOTICE = """\
[Ditarik] Kabar Keliru

Siaran pers ini ditarik pada 22 November 2025.

Angkanya salah.

Narahubung media
Humas, Juru bicara
Telepon: +1 202-555-0100

https://berita.example/news/2025/ditarik/
"""


def test_the_text_holds_headline_dateline_body_and_contact(site: Path) -> None:
    data = (site / KABAR / "release.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # known for UTF-8 wherever it is opened
    assert data.decode("utf-8-sig") == CLEAN


def test_a_text_in_another_language_speaks_it(site: Path) -> None:
    text = (site / "news/2025/english/release.txt").read_text("utf-8-sig")
    assert "SERANG, 19 November 2025 – The office is open." in text
    assert "Media contact\nHumas, Juru bicara\nTelephone: +1" in text
    assert "Press release of Kantor Contoh, Wednesday, 19 November 2025" in text


NEWS_OBJECT: dict[str, Any] = {
    "standard": {
        "name": "ninjs",
        "version": "3.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
    },
    "uri": HOME + KABAR,
    "type": "text",
    "representationType": "full",
    "pubStatus": "usable",
    "language": "id",
    "title": "Kantor Baru Dibuka",
    "slugline": "kabar",
    "contentCreated": "2025-11-19T09:00:00+07:00",
    "firstCreated": "2025-11-20T10:00:00+07:00",
    "versionCreated": "2025-11-21T00:00:00+07:00",
    "embargoedUntil": "2025-11-20T10:00:00+07:00",
    "headlines": [{"contentType": "text/plain", "value": "Kantor Baru Dibuka"}],
    "infoSources": [
        {"name": "Kantor Contoh", "role": "publisher", "uri": HOME},
        {
            "name": "Humas",
            "role": "media contact",
            "contactInfo": [{"type": "phone", "role": "Juru bicara", "value": "+1 202-555-0100"}],
        },
    ],
    "edNote": "Koreksi, 21 November 2025: Jam diperbaiki.",
    "descriptions": [
        {"role": "summary", "contentType": "text/plain", "value": "Ringkasan siaran."}
    ],
    "bodies": [
        {
            "role": "main",
            "contentType": "text/html",
            "value": '<p><span class="nr-dateline">SERANG, 19 November 2025 –</span> Kantor itu '
            "<strong>baru</strong> dan <em>ramah</em>.</p>\n"
            '<p><img alt="Gedung" src="https://berita.example/news/2025/lain.gif"></p>\n'
            '<p>Baca <a href="https://berita.example/news/2025/ditarik/">siaran lain</a>.</p>',
        },
        {
            "role": "main",
            "contentType": "text/plain",
            "value": "SERANG, 19 November 2025 – Kantor itu baru dan ramah.\n\n"
            "Baca siaran lain (https://berita.example/news/2025/ditarik/).",
        },
        {"role": "message", "contentType": "text/plain", "value": MESSAGE},
    ],
    "located": "Serang",
    "by": "Editor Satu",
    "people": [{"name": "Editor Satu", "uri": f"{HOME}editors/editor-satu/", "rel": "editor"}],
    "organisations": [
        {"name": "Mitra Satu", "uri": f"{HOME}partners/mitra-satu/", "rel": "partner"}
    ],
    "places": [
        {"name": "Serang", "uri": f"{HOME}locations/serang/", "rel": "dateline"},
        {"name": "Balai Kota", "rel": "venue"},
    ],
    "subjects": [{"name": "Layanan", "uri": f"{HOME}topics/layanan/"}],
    "associations": [
        {
            "name": "Pintu gedung.",
            "rel": "picture",
            "uri": f"{HOME}news/2025/foto.gif",
            "type": "picture",
            "by": "-Humas",
            "descriptions": [
                {"role": "caption", "contentType": "text/plain", "value": '=HYPERLINK("x")'},
                {"role": "alternative", "contentType": "text/plain", "value": "Pintu gedung."},
            ],
            "renditions": [
                {
                    "name": "original",
                    "href": f"{HOME}news/2025/foto.gif",
                    "contentType": "image/gif",
                    "width": 1,
                    "height": 1,
                    "sizeInBytes": len(GIF),
                }
            ],
        },
        {
            "name": "Data",
            "rel": "attachment",
            "uri": f"{HOME}news/2025/data.pdf",
            "type": "component",
            "title": "Data",
            "renditions": [
                {
                    "name": "original",
                    "href": f"{HOME}news/2025/data.pdf",
                    "contentType": "application/pdf",
                    "sizeInBytes": 8,
                }
            ],
        },
        {
            "name": "English",
            "rel": "translation",
            "uri": f"{HOME}news/2025/english/",
            "type": "text",
            "language": "en",
        },
    ],
}


def data_of(site: Path, address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / address / "release.json").read_text("utf-8"))
    return found


def test_the_data_hold_every_field_of_the_release(site: Path) -> None:
    assert data_of(site, KABAR) == NEWS_OBJECT


def test_of_a_withdrawn_release_text_and_data_hold_the_notice_alone(site: Path) -> None:
    address = "news/2025/ditarik/"
    assert (site / address / "release.txt").read_text("utf-8-sig") == NOTICE
    found = data_of(site, address)
    assert found["pubStatus"] == "canceled"
    assert found["title"] == "[Ditarik] Kabar Keliru"
    assert [body["value"] for body in found["bodies"]] == [
        "Siaran pers ini ditarik pada 22 November 2025.\n\nAngkanya salah."
    ]
    assert "associations" not in found
    assert "Isi yang keliru" not in json.dumps(found, ensure_ascii=False)
    assert not (site / address / "press-pack.zip").exists()
    assert not page(site, address).findall(".//section[@aria-labelledby='nr-alat']")


def test_a_preview_says_that_what_is_not_public_is_withheld(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/draf.md", release(status="draft"))
    site = newsroom.build(preview=True)
    assert data_of(site, "news/2025/draf/")["pubStatus"] == "withheld"
    html = page(site, "news/2025/draf/")
    assert values(html, ".//button[@data-copy-file]", "data-copy-file")
    assert not [link for link in values(html, ".//dl//a", "href") if "wa.me" in link]


def test_a_text_that_begins_with_a_picture_has_no_empty_summary(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/kabar.md", release("![Panen](foto.gif)"))
    data = data_of(newsroom.build(), "news/2025/kabar/")
    assert "descriptions" not in data
    assert data["title"] == "Judul"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The schema of ninjs, which is the IPTC's and is not kept here."""
    file = STANDARDS / "ninjs-schema_3.1.json"
    if not file.is_file():
        pytest.skip(f"{file} is not there; name its folder in NEWSROOM_STANDARDS")
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def test_the_data_are_valid_against_the_schema_of_the_iptc(
    site: Path, built_docs: Path, schema: dict[str, Any]
) -> None:
    place = schema["$defs"]["ninjsType"]["properties"]["places"]["items"]["properties"]
    place["geoJSON"] = {}  # described elsewhere, and never written here
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    found = [*site.rglob("release.json"), *built_docs.rglob("release.json")]
    assert len(found) > 5
    for file in found:
        data = json.loads(file.read_text("utf-8"))
        assert [error.message for error in checker.iter_errors(data)] == []
    assert list(checker.iter_errors({**NEWS_OBJECT, "judul": "x"}))


# The press pack


def packed(site: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(site / KABAR / "press-pack.zip")


def test_a_press_pack_holds_text_data_captions_and_the_originals(site: Path) -> None:
    with packed(site) as pack:
        held = {name: pack.read(name) for name in pack.namelist()}
        dates = {info.date_time for info in pack.infolist()}
    assert held == {
        "kabar/kabar.txt": (site / KABAR / "release.txt").read_bytes(),
        "kabar/kabar.json": (site / KABAR / "release.json").read_bytes(),
        "kabar/captions.csv": held["kabar/captions.csv"],
        "kabar/foto.gif": GIF,
        "kabar/data.pdf": b"%PDF-1.4",
        "kabar/lain.gif": GIF,  # as it is published: nothing but the picture
    }
    assert dates == {(2025, 11, 21, 0, 0, 0)}
    assert held["kabar/captions.csv"].decode("utf-8-sig").splitlines() == [
        '"Berkas","Keterangan","Kredit","Teks alternatif","Alamat"',
        '"foto.gif","\'=HYPERLINK(""x"")","\'-Humas","Pintu gedung.",'
        '"https://berita.example/news/2025/foto.gif"',
        '"data.pdf","Data","","","https://berita.example/news/2025/data.pdf"',
        '"lain.gif","","","Gedung","https://berita.example/news/2025/lain.gif"',
    ]


def test_only_a_release_with_pictures_or_attachments_has_a_pack(site: Path) -> None:
    assert [name for name in files(site) if name.endswith(".zip")] == [f"{KABAR}press-pack.zip"]
    links = values(page(site, "news/2025/english/"), ".//a[@download]", "href")
    assert links == ["release.txt", "release.json"]


@given(st.lists(st.lists(st.text(), min_size=1), min_size=1))
def test_no_cell_is_a_formula_and_every_cell_is_read_again(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(table(rows).decode("utf-8-sig"), newline="")))
    for row, again in zip(rows, read, strict=True):
        for cell, found in zip(row, again, strict=True):
            assert not found.startswith(("=", "+", "-", "@", "\t", "\r"))
            plain = cell.replace("\0", "").encode("utf-8", "replace").decode()
            assert found.removeprefix("'") == " ".join(plain.split()).removeprefix("'")


def test_the_same_files_make_the_same_pack() -> None:
    members = [Member("a/b.txt", [b"teks"]), Member("a/ç.jpg", [GIF])]
    at = datetime(1970, 1, 2, 3, 4, 5, tzinfo=JAKARTA)
    first = press_pack(members, at)
    assert first == press_pack(members, at)
    with zipfile.ZipFile(io.BytesIO(first)) as pack:
        assert [(info.filename, info.date_time[0]) for info in pack.infolist()] == [
            ("a/b.txt", 1980),
            ("a/ç.jpg", 1980),
        ]


@pytest.mark.parametrize(("year", "shown"), [(1900, 1980), (2199, 2107)])
def test_a_pack_of_a_year_that_no_archive_knows_is_made(year: int, shown: int) -> None:
    made = press_pack([Member("a/b.txt", [b"teks"])], datetime(year, 1, 2, tzinfo=JAKARTA))
    with zipfile.ZipFile(io.BytesIO(made)) as pack:
        assert pack.infolist()[0].date_time[0] == shown


def test_of_the_files_of_a_pack_only_one_is_in_memory(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []

    def watched(members: Iterable[Member], at: datetime) -> bytes:
        given.append(iter(members) is members)  # each comes when it is asked for
        return press_pack(members, at)

    monkeypatch.setattr("newsroom.views.press_files.press_pack", watched)
    write(newsroom)
    newsroom.build()
    assert given
    assert all(given)


def test_two_files_of_one_name_both_go_into_the_pack(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto/a.gif", GIF)
    newsroom.write("news/2025/lain/A.gif", GIF + b"2")
    newsroom.write(
        "news/2025/kabar.md",
        release(
            image={"src": "foto/a.gif", "alt": "Pintu gedung kantor."},
            attachments=[{"file": "lain/A.gif"}],
        ),
    )
    with packed(newsroom.build()) as pack:
        assert {"kabar/a.gif", "kabar/2-A.gif"} <= set(pack.namelist())


def test_a_picture_replaced_by_another_of_its_size_is_in_the_pack(newsroom: Newsroom) -> None:
    write(newsroom)
    newsroom.build()
    newsroom.write("news/2025/data.pdf", b"%PDF-1.5")
    with packed(newsroom.build()) as pack:
        assert pack.read("kabar/data.pdf") == b"%PDF-1.5"


def test_a_file_where_a_press_file_goes_is_a_problem(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar/index.md", release(attachments=[{"file": "release.txt"}]))
    newsroom.write("news/2025/kabar/release.txt", "milik kantor")
    [told] = newsroom.problems()
    assert told.startswith("docs/news/2025/kabar/release.txt:")
    assert 'Berkas "news/2025/kabar/release.txt" menempati alamat' in told
    assert "Beri berkas itu nama lain" in told


# The pages


def test_a_release_names_its_other_forms(site: Path) -> None:
    html = page(site, KABAR)
    found = html.findall(".//link[@rel='alternate']")
    forms = [(link.get("type"), link.get("href")) for link in found if not link.get("hreflang")]
    assert ("text/plain", "release.txt") in forms
    assert ("application/json", "release.json") in forms


def test_a_release_is_shared_by_plain_links(site: Path) -> None:
    url = "https%3A%2F%2Fberita.example%2Fnews%2F2025%2Fkabar%2F"
    title = "Kantor%20Baru%20Dibuka"
    links = values(page(site, KABAR), ".//section[@aria-labelledby='nr-alat']//dd/a", "href")
    assert links[:5] == [
        f"https://wa.me/?text=%2A{title}%2A%0A%0A{url}",
        f"https://t.me/share/url?url={url}&text={title}",
        f"https://www.facebook.com/sharer/sharer.php?u={url}",
        f"https://x.com/intent/post?text={title}&url={url}",
        f"mailto:?subject={title}&body={title}%0A%0ARingkasan%20siaran.%0A%0A{url}",
    ]
    assert links[5:] == ["release.txt", "release.json", "press-pack.zip"]


def test_a_headline_with_the_mark_of_bold_is_shared_as_it_is(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(title="Ukuran 5*3 m"))
    site = newsroom.build()
    links = values(page(site, KABAR), ".//section[@aria-labelledby='nr-alat']//dd/a", "href")
    assert links[0].startswith("https://wa.me/?text=Ukuran%205%2A3%20m%0A%0A")
    bodies = json.loads((site / KABAR / "release.json").read_text("utf-8"))["bodies"]
    [message] = [body["value"] for body in bodies if body["role"] == "message"]
    assert message.startswith("Ukuran 5*3 m\n\n")


def test_the_page_for_journalists_lists_contacts_files_and_every_feed(site: Path) -> None:
    html = page(site, "press/")
    assert texts(html, ".//address/p/strong") == ["Humas", "Lain"]
    assert texts(html, ".//p[@id='nr-profil']") == ["Kantor Contoh melayani warga."]
    offered = texts(html, ".//section[@aria-labelledby='nr-berkas']//li")
    assert offered == ["Lambang kantor (SVG, 1 kB)", "Lambang sebagai GIF (GIF, 1 × 1, 1 kB)"]
    feeds = {
        f"../{name}"
        for name in files(site)
        if name.endswith(("feed.xml", "rss.xml", "feed.json"))
        and not name.startswith(("news/", "editors/"))
    }
    assert feeds <= set(values(html, ".//main//a", "href"))
    contents = values(html, ".//nav[@class='nr-contents']//a", "href")
    assert contents == [f"#{heading}" for heading in values(html, ".//section/h2", "id")]
    assert "menurut zona WIB (Asia/Jakarta)." in text(html)
    practice = html.findall(".//section[@lang='en']/dl/dt")
    assert [term.text for term in practice][:2] == ["Embargoes", "Corrections"]
    for name in ("index.html", "404.html", KABAR + "index.html"):
        footer = values(page(site, name), ".//footer//a", "href")
        assert any(link.endswith("press/") for link in footer)


def test_the_name_of_the_page_can_be_chosen(newsroom: Newsroom) -> None:
    newsroom.options["paths"] = {"press": "wartawan"}
    assert (newsroom.build() / "wartawan/index.html").is_file()


def test_a_download_that_is_not_there_is_a_problem(newsroom: Newsroom) -> None:
    newsroom.options["downloads"] = [{"file": "lambang.png"}]
    [told] = newsroom.problems()
    assert 'Pengaturan downloads.0.file: berkas "lambang.png" tidak ada' in told


# Within partners' pages


def test_a_partner_shows_its_five_newest_releases_within_its_own_page(newsroom: Newsroom) -> None:
    for day in range(1, 8):
        keys: dict[str, object] = {"title": f"Kabar {day}", "partners": ["Mitra Satu"]}
        newsroom.write(f"news/2025/k{day}.md", release(date=f"2025-11-{day:02}", **keys))
    site = newsroom.build()
    html = page(site, "partners/mitra-satu/embed/")
    assert texts(html, ".//li/a") == [f"Kabar {day}" for day in (7, 6, 5, 4, 3)]
    assert {link.get("target") for link in html.iter("a")} == {"_top"}
    assert not [*html.iter("script"), *html.iter("style")]
    assert not [element for element in html.iter() if element.get("style")]
    assert meta(html, "robots") == ["noindex"]
    assert "embed" not in (site / "sitemap.xml").read_text("utf-8")
    [code] = texts(page(site, "partners/mitra-satu/"), ".//pre[@id='nr-kode']/code")
    assert code == (
        '<iframe src="https://berita.example/partners/mitra-satu/embed/" '
        'title="Siaran pers tentang Mitra Satu - Ruang Berita" width="100%" height="480" '
        'loading="lazy" style="border:0"></iframe>'
    )


def test_only_embeds_have_no_frame_of_their_own(site: Path) -> None:
    for name, html in pages(site).items():
        assert (html.find(".//header[@class='nr-masthead']") is None) == framed(name)


def test_a_new_release_changes_no_file_of_the_others(newsroom: Newsroom) -> None:
    """But for lists of which it becomes part."""
    for number in range(6):
        keys: dict[str, object] = {"partners": [f"Mitra {number}"], "topics": [f"Topik {number}"]}
        newsroom.write(f"news/2025/k{number}.md", release(f"Isi {number}.", **keys))
    site = newsroom.build()
    before = {name: (site / name).read_bytes() for name in files(site)}
    newsroom.write("news/2025/baru.md", release(partners=["Mitra 1"], topics=["Topik 1"]))
    newsroom.build()
    after = {name: (site / name).read_bytes() for name in files(site)}
    changed = {name for name in before if before[name] != after[name]}
    embeds = {name for name in changed if "/embed/" in name}
    assert embeds == {"partners/mitra-1/embed/index.html"}
    assert not [name for name in changed if name.endswith((".txt", "release.json", ".zip"))]
    assert "press/index.html" not in changed


# In a browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="id-ID")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
    page = context.new_page()
    yield page
    context.close()


def clipboard(tab: Page) -> str:
    return str(tab.evaluate("navigator.clipboard.readText()")).replace("\r\n", "\n")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("button", "told", "copied"),
    [
        ("Salin teks", "Teks sudah disalin.", CLEAN),
        ("Salin pesan WhatsApp", "Pesan WhatsApp sudah disalin.", MESSAGE),
        ("Salin tautan", "Tautan sudah disalin.", HOME + KABAR),
    ],
)
@pytest.mark.parametrize("way", ["new", "text only", "old"])
def test_what_a_button_says_is_on_the_clipboard(
    tab: Page, address: str, button: str, told: str, copied: str, way: str
) -> None:
    without = {
        "new": "",
        "text only": "delete window.ClipboardItem",
        # As on a page that is not served over https.
        "old": "navigator.clipboard.write = navigator.clipboard.writeText = undefined",
    }
    tab.add_init_script(without[way])
    tab.goto(address + KABAR)
    tab.get_by_role("button", name=button, exact=True).press("Enter")
    expect(tab.get_by_role("status")).to_have_text(told)
    assert clipboard(tab) == copied
    pressed = tab.get_by_role("button", name=button, exact=True)
    expect(pressed).to_be_focused()
    assert (
        0
        < pressed.evaluate(
            "button => document.querySelector('[role=status]').getBoundingClientRect().top"
            " - button.getBoundingClientRect().bottom"
        )
        < 10
    ), "just below it"


@pytest.mark.browser
def test_a_file_that_does_not_come_is_told(tab: Page, address: str) -> None:
    tab.route("**/release.txt", lambda route: route.abort())
    tab.goto(address + KABAR)
    tab.get_by_role("button", name="Salin teks").click()
    expect(tab.get_by_role("status")).to_have_text(re.compile("^Tidak dapat menyalin"))


@pytest.mark.browser
def test_profile_and_code_are_copied_from_their_pages(tab: Page, address: str) -> None:
    tab.goto(f"{address}press/")
    tab.get_by_role("button", name="Salin teks").click()
    expect(tab.get_by_role("status")).to_have_text("Teks sudah disalin.")
    assert clipboard(tab) == "Kantor Contoh melayani warga."
    tab.goto(f"{address}partners/mitra-satu/")
    tab.get_by_text("Tampilkan daftar ini di situs Anda").click()
    tab.get_by_role("button", name="Salin kode").click()
    expect(tab.get_by_role("status")).to_have_text("Kode sudah disalin.")
    assert clipboard(tab).startswith("<iframe src=")


@pytest.mark.browser
def test_the_device_shares_where_it_can(tab: Page, address: str) -> None:
    tab.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    tab.goto(address + KABAR)
    tab.get_by_role("button", name="Bagikan lewat perangkat ini").click()
    shared = tab.evaluate("window.shared")
    assert shared == {"title": "Kantor Baru Dibuka", "url": HOME + KABAR}


@pytest.mark.browser
def test_without_javascript_there_are_links_and_no_dead_button(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + KABAR)
    section = tab.get_by_role("region", name="Untuk wartawan")
    assert section.get_by_role("button").count() == 0
    names = [link.inner_text() for link in section.get_by_role("link").all()]
    assert names[:5] == ["WhatsApp", "Telegram", "Facebook", "X", "Surel"]
    with tab.expect_download() as download:
        section.get_by_role("link", name=re.compile("Paket pers")).click()
    assert download.value.suggested_filename == "kabar.zip"
    context.close()


@pytest.mark.browser
def test_an_embed_leads_out_of_the_frame(browser: Browser, address: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "overrides/assets", tmp_path / "assets")
    (tmp_path / "index.html").write_text(
        f'<!doctype html><iframe src="{address}partners/mitra-satu/embed/"></iframe>', "utf-8"
    )
    with served(tmp_path) as elsewhere:
        context = browser.new_context()
        tab = context.new_page()
        tab.goto(elsewhere)
        tab.frame_locator("iframe").get_by_role("link", name="Kantor Baru Dibuka").click()
        expect(tab).to_have_url(address + KABAR)
        context.close()
