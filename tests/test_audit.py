"""A built site is searched, byte by byte, for anything of a release that is withheld."""

from __future__ import annotations

import gzip
import html
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli
import pytest
from conftest import GIF, NOW, Newsroom, release
from markup import files
from mkdocs.exceptions import Abort
from photographs import photograph

from newsroom.audit import leaks, marks_of, scan
from newsroom.audit.files import _PIECE, _SHARED
from newsroom.audit.frame import frame_of
from newsroom.audit.scan import _Scanner
from newsroom.domain.lifecycle import Status
from newsroom.domain.manuscript import Manuscript
from newsroom.edition import Edition
from newsroom.outputs.structured_data import script
from newsroom.pictures.metadata import cleaned
from newsroom.problems import Problem
from newsroom.sources.body import Body, BodyReader, Links

TITLE = 'Menteri "Umumkan" <Tarif> & Layanan Baru'
SENTENCE = 'Tarif layanan turun menjadi "separuh" mulai bulan depan'
SECRET = {
    "title": json.dumps(TITLE),
    "summary": "Ringkasan yang belum boleh dibaca siapa pun.",
    "partners": ["Dinas Rahasia Kélabu"],
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
    "as an address": lambda text: quote(text).encode(),
    "in decomposed letters": lambda text: unicodedata.normalize("NFD", text).encode(),
    "compressed": lambda text: gzip.compress(text.encode()),
    "in a Brotli copy": lambda text: brotli.compress(text.encode()),
}
# Names of files that hold nothing else.
PACKED = {"compressed": "data.bin", "in a Brotli copy": "data.bin.br"}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (TITLE, "leak_title"),
        (SECRET["summary"], "leak_summary"),
        (SENTENCE, "leak_sentence"),
        ("Dinas Rahasia Kélabu", "leak_name"),
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
    name = PACKED.get(form, "data.bin")
    around = (b"", b"") if form in PACKED else (b"awal ", b" akhir")
    (site / name).write_bytes(WRITTEN[form](text).join(around))
    assert (f"site/{name}", rule) in found(newsroom, site)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("off", [-60, -30, 0, 30])
def test_a_trace_is_found_wherever_it_stands_in_a_long_file(
    newsroom: Newsroom, tmp_path: Path, codec: str, off: int
) -> None:
    write(newsroom)
    site = tmp_path / "terbit"
    site.mkdir()
    width = len("a".encode(codec)) - len("".encode(codec))
    for at in (_PIECE, _PIECE - _SHARED, 2 * _PIECE - _SHARED):
        text = f"{'a, ' * (at // width // 3)}{'b' * (30 + off // width)} {SENTENCE}, {'a, ' * 9}"
        (site / f"{at}.txt").write_bytes(text.encode(codec))
    told = {file for file, rule in found(newsroom, site) if rule == "leak_sentence"}
    assert told == {f"site/{file.name}" for file in site.iterdir()}


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("umum/umum.txt", TITLE.encode(), "leak_title"),
        ("umum/captions.csv", f'"a.jpg","{SENTENCE}."'.encode(), "leak_sentence"),
        ("umum/lain.gif", PICTURE, "leak_file"),
        ("umum/denah-gedung.gif", b"", "leak_file"),
    ],
)
@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_trace_in_a_press_pack_is_found(
    newsroom: Newsroom, tmp_path: Path, name: str, data: bytes, rule: str, packing: int
) -> None:
    write(newsroom)
    file = tmp_path / "terbit/news/2025/umum/press-pack.zip"
    file.parent.mkdir(parents=True)
    with zipfile.ZipFile(file, "w", packing) as pack:
        pack.writestr("umum/honest.txt", "Umum")
    assert found(newsroom, tmp_path / "terbit") == set()
    with zipfile.ZipFile(file, "a", packing) as pack:
        pack.writestr(name, data)
    assert ("site/news/2025/umum/press-pack.zip", rule) in found(newsroom, tmp_path / "terbit")


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


@pytest.mark.parametrize("leak", ["x.jpg", "assets/pictures/news/2025/denah.jpg/480.avif"])
def test_a_photo_is_known_as_it_would_go_out_and_its_other_sizes_by_their_place(
    newsroom: Newsroom, tmp_path: Path, leak: str
) -> None:
    image = {"src": "denah.jpg", "alt": "Denah"}
    newsroom.write("news/2025/denah.jpg", photograph(600, 400))
    newsroom.write("news/2025/a.md", release(status="draft", image=image))
    (tmp_path / "terbit" / leak).parent.mkdir(parents=True)
    (tmp_path / "terbit" / leak).write_bytes(cleaned(photograph(600, 400)))
    assert (f"site/{leak}", "leak_file") in found(newsroom, tmp_path / "terbit")


def test_a_public_photo_that_a_withheld_release_has_with_other_metadata_is_no_trace(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.write("news/2025/denah.jpg", photograph(600, 400))
    newsroom.write("news/2025/gedung.jpg", photograph(600, 400, comment=b"Lain"))
    image = {"alt": "Denah gedung kantor yang baru"}
    newsroom.write("news/2025/a.md", release(status="draft", image={"src": "denah.jpg", **image}))
    newsroom.write("news/2025/b.md", release(image={"src": "gedung.jpg", **image}))
    (tmp_path / "terbit").mkdir()
    (tmp_path / "terbit/x.jpg").write_bytes(cleaned(photograph(600, 400)))
    assert found(newsroom, tmp_path / "terbit") == set()


def test_the_card_of_a_withheld_release_is_known_by_its_place(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.write("news/2025/a.md", release(embargo="2099-01-01"))
    card = tmp_path / "terbit/assets/cards/news/2025/a.jpg"
    card.parent.mkdir(parents=True)
    card.write_bytes(b"kartu")
    assert found(newsroom, tmp_path / "terbit") == {
        ("site/assets/cards/news/2025/a.jpg", "leak_address")
    }


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


WITHHELD = {"embargo": "2025-12-24T09:00"}
MARKUP = """
form label main menu html style link meta header footer article section button search text time
banner data media video audio image kontak arsip title body head span list nofollow dialog template
script content author Home name type class width language Organization Place Person NewsArticle
icon logo theme color feed atom self https example berita version item items website corrections
topics editors partners locations layanan umum kota tentang charset summary updated entry
filters anchors word_count summary_large_image
Rabu November Inggris Indonesia viewport canonical alternate
"""


def shares_a_picture(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/pelantikan-bupati.gif", GIF)
    picture = {"image": {"src": "pelantikan-bupati.gif", "alt": "Dua orang berjabat tangan"}}
    newsroom.write("news/2025/umum.md", release(title="Umum", **picture))
    newsroom.write("news/2025/pelantikan-bupati.md", release(title="Lain", **picture, **WITHHELD))


def has_a_picture_in_its_folder(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/rapat-kerja-wilayah/foto.gif", GIF)
    newsroom.write("news/2025/rapat-kerja-wilayah/index.md", release(title="Lain", **WITHHELD))
    picture = {"src": "rapat-kerja-wilayah/foto.gif", "alt": "Ruang rapat"}
    newsroom.write("news/2025/umum.md", release(title="Umum", image=picture))


def is_called_like_a_page(newsroom: Newsroom) -> None:
    newsroom.write("hari-jadi-kantor.md", "# Hari jadi\n\nSejarah.\n")
    newsroom.write("news/2025/hari-jadi-kantor.md", release(title="Lain", **WITHHELD))


def is_called_like_a_heading(newsroom: Newsroom) -> None:
    newsroom.write("sidang.md", "# Sidang\n\n## Jadwal Sidang Terbuka\n\nSenin.\n")
    newsroom.write("news/2025/jadwal-sidang-terbuka.md", release(title="Lain", **WITHHELD))


def has_an_old_address_of_one_word(newsroom: Newsroom) -> None:
    newsroom.write("media/foto.gif", GIF)
    text = "![Foto](https://lain.example/media/foto.jpg) dan ![Foto](../../media/foto.gif) media/"
    newsroom.write("news/2025/umum.md", release(text, title="Umum"))
    newsroom.write("news/2025/lain.md", release(title="Lain", aliases=["media"], **WITHHELD))


def is_at_a_place_of_public_data(newsroom: Newsroom) -> None:
    newsroom.write("data/wilayah.json", '{"wilayah": ["Lebak", "Pandeglang"], "Lebak": 1}')
    newsroom.write("news/2025/lain.md", release(title="Lain", location="Lebak", **WITHHELD))


def has_topics_that_are_words_of_the_markup(newsroom: Newsroom) -> None:
    newsroom.write("kode.md", "# Kode\n\n`x`{ .header #footer }\n")
    newsroom.write("news/2025/lain.md", release(title="Lain", topics=MARKUP.split(), **WITHHELD))


def has_a_headline_like_bytes_of_a_photo(newsroom: Newsroom) -> None:
    newsroom.write("foto.jpg", b"\xff\xd8\xff HUT Hari Jadi Kantor Wilayah \xff\xd9")
    newsroom.write("tentang.md", "# Tentang\n\n![Foto gedung](foto.jpg)\n")
    newsroom.write("news/2025/a.md", release(title="HUT", **WITHHELD))
    newsroom.write("news/2025/b.md", release(title="Hari Jadi Kantor Wilayah", **WITHHELD))


def has_an_event_for_a_headline(newsroom: Newsroom) -> None:
    event = "Hari Bakti Pemasyarakatan Ke-62"
    newsroom.write("news/2025/umum.md", release(f"Kami menyambut {event}.", title="Umum"))
    newsroom.write("news/2025/hari-bakti.md", release(title=event, **WITHHELD))


def has_a_headline_that_many_say(newsroom: Newsroom) -> None:
    event = "Peringatan Hari Bakti Pemasyarakatan Ke-62 Tahun 2026"
    for number in (1, 2):
        text = f"Kami menyambut {event} di kota ke-{number}."
        newsroom.write(f"news/2025/umum-{number}.md", release(text, title=f"Umum {number}"))
    newsroom.write("news/2025/hari-bakti.md", release(title=event, **WITHHELD))


def has_a_day_for_a_topic(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release(title="Umum", date="2025-08-17"))
    newsroom.write("news/2025/lain.md", release(title="Lain", topics=["17 Agustus"], **WITHHELD))


def names_public_partners_in_their_order(newsroom: Newsroom) -> None:
    names = ["Dinas Kesehatan Provinsi Banten", "Pemerintah Kota Cilegon", "Bank Daerah Banten"]
    newsroom.write("news/2025/umum.md", release("Satu.", title="Umum", partners=names))
    text = f"Hadir {', '.join(names)}, dan tamu lain."
    newsroom.write("news/2025/lain.md", release(text, title="Lain", partners=names, **WITHHELD))


def is_named_like_a_label_and_its_value(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release(title="Umum", location="Serang", editor="Sari"))
    keys = {"partners": ["Lokasi Serang", "Editor Sari"], "venue": "Umum Ruang Berita"}
    newsroom.write("news/2025/lain.md", release(title="Umum - Ruang Berita", **keys, **WITHHELD))


def begins_with_the_dateline_of_another(newsroom: Newsroom) -> None:
    text = "SERANG, 19 November 2025.\n\nSerang, Rabu, 19 November 2025."
    newsroom.write("news/2025/umum.md", release("Satu.", title="Umum", date="2025-11-19"))
    newsroom.write("news/2025/lain.md", release(text, title="Lain", **WITHHELD))


def links_in_html_as_a_public_one_does_in_markdown(newsroom: Newsroom) -> None:
    words, address = "Kerja sama antarwilayah", "https://lain.example/kerja-sama-antarwilayah/"
    newsroom.write("news/2025/umum.md", release(f"[{words}]({address}) satu.", title="Umum"))
    text = f'<a href="{address}">{words}</a> dua.'
    newsroom.write("news/2025/lain.md", release(text, title="Lain", **WITHHELD))


def links_to_a_public_one(newsroom: Newsroom) -> None:
    # Behind the address, structured data goes on with a word that begins like "md".
    name = "kepala-kantor-wilayah-membuka-rapat-kerja-tahunan-di-cilegon"
    newsroom.write(f"news/2025/{name}.md", release(title="Kepala kantor membuka rapat kerja"))
    text = f"Baca [ini]({name}.md 'Mata').\n\n<div>Baca [ini]({name}.md).</div>\n"
    newsroom.write("news/2025/lain.md", release(text, title="Lain", **WITHHELD))


def says_what_an_address_and_its_words_are_in_a_row(newsroom: Newsroom) -> None:
    title = "Dewan Nasional Penyandang Disabilitas Menyambut Anggota Dewan Baru"
    name = "menyambut-anggota-dewan-baru"
    newsroom.write(f"news/2025/{name}.md", release(title=title, aliases=["lama/dewan"]))
    text = "Ani: Anggota Dewan Baru, Dewan Nasional Penyandang Disabilitas."
    newsroom.write("news/2025/lain.md", release(text, title="Lain", **WITHHELD))


def has_the_same_file_as_a_public_folder(newsroom: Newsroom) -> None:
    newsroom.write("unduhan/formulir-lama.pdf", b"%PDF sama")
    newsroom.write("news/2025/formulir-lama-sekali.pdf", b"%PDF sama")
    files = [{"file": "formulir-lama-sekali.pdf"}]
    newsroom.write("news/2025/lain.md", release(title="Lain", attachments=files, **WITHHELD))


def quotes_a_public_file(newsroom: Newsroom) -> None:
    law = "Setiap orang berhak memperoleh layanan pemasyarakatan tanpa dipungut biaya apa pun."
    newsroom.write("peraturan/pasal.txt", law)
    newsroom.write("news/2025/lain.md", release(f"{law} Lain.", title="Lain", **WITHHELD))


def is_a_copy_of_a_public_one(newsroom: Newsroom) -> None:
    text = "Agenda pekan ini diumumkan oleh kantor wilayah kepada semua pihak yang berkepentingan."
    keys = {"title": "Agenda Mingguan Kantor Wilayah Banten", "summary": "Agenda pekan ini saja."}
    newsroom.write("news/2025/agenda-satu.md", release(text, **keys))
    newsroom.write("news/2025/agenda-dua.md", release(text, **keys, **WITHHELD))


COINCIDENCES = [
    shares_a_picture, has_a_picture_in_its_folder, is_called_like_a_page, is_called_like_a_heading,
    has_an_old_address_of_one_word, is_at_a_place_of_public_data,
    has_topics_that_are_words_of_the_markup, has_a_headline_like_bytes_of_a_photo,
    has_an_event_for_a_headline, has_a_headline_that_many_say, has_a_day_for_a_topic,
    names_public_partners_in_their_order, begins_with_the_dateline_of_another,
    links_in_html_as_a_public_one_does_in_markdown, links_to_a_public_one,
    says_what_an_address_and_its_words_are_in_a_row,
    is_named_like_a_label_and_its_value,
    has_the_same_file_as_a_public_folder, quotes_a_public_file, is_a_copy_of_a_public_one,
]  # fmt: skip


@pytest.mark.parametrize("withheld", COINCIDENCES, ids=lambda function: function.__name__)
def test_no_coincidence_stops_the_site_when_a_withheld_release(
    newsroom: Newsroom, withheld: Callable[[Newsroom], None]
) -> None:
    newsroom.options["search"] = True
    newsroom.write("index.md", "# Beranda\n\nSelamat datang.\n")
    newsroom.write("news/2025/siaran.md", release("Isi siaran.", title="Siaran", topics=["Tema"]))
    withheld(newsroom)
    site = newsroom.build()
    assert newsroom.desk().edition.withheld
    assert found(newsroom, site) == set()


LONG = (
    "Kepala kantor wilayah menyampaikan bahwa layanan baru ini akan dibuka serentak di seluruh "
    "kabupaten dan kota mulai awal tahun depan setelah semua petugas selesai mengikuti pelatihan "
    "yang diadakan bersama para mitra pembangunan daerah dan perguruan tinggi setempat"
)
HEADLINE = "Rapat Kerja Tahunan Kantor Wilayah"
UNSEEN = {
    "title": HEADLINE,
    "partners": [{"name": "bank-x", "role": "Penyandang dana tunggal"}],
    "location": "Lebak",
    "topics": ["HUT"],
    "contacts": [{"name": "Budi Rahasiawan", "phone": "+62 812 0000 111"}],
    "corrections": [
        {"date": "2025-12-24T09:00", "kind": "correction", "text": "Angka itu keliru."}
    ],
    "image": {
        "src": "denah.gif",
        "alt": "Denah gedung baru lantai tiga",
        "caption": "Foto hari ini",
    },
    "attachments": [{"file": "lampiran.pdf", "title": "Naskah kerja sama tertutup"}],
    **WITHHELD,
}
PROFILE = "---\nname: Bank Kelabu Nusantara\naliases: [BKN Tbk. Persero]\n---\n\nProfil.\n"


@pytest.mark.parametrize(
    ("file", "content", "rule"),
    [
        ("a.html", f'<meta name="description" content="{LONG[:199]} …">', "leak_sentence"),
        ("a.html", f"<p>{LONG[100:170]}</p>", "leak_sentence"),
        ("a.html", f"<p>{LONG[:60]}<em>{LONG[60:80]}</em>{LONG[80:]}</p>", "leak_sentence"),
        ("a.html", "<p>" + LONG.replace("a", "<i>a</i>") + "</p>", "leak_sentence"),
        ("a.html", LONG.replace(" ", "\n    "), "leak_sentence"),
        ("a.html", LONG.replace("layanan", "*layanan*").upper(), "leak_sentence"),
        ("a.html", "<b>Bank Kelabu Nusantara</b>", "leak_name"),
        ("a.html", "BKN TBK PERSERO", "leak_name"),
        ("a.html", '<img alt="Denah gedung baru lantai tiga">', "leak_sentence"),
        ("a.html", "<p>Angka itu keliru.</p>", "leak_sentence"),
        ("a.html", "<p>Foto hari ini</p>", "leak_sentence"),
        ("a.html", "<p>Penyandang dana&nbsp;tunggal</p>", "leak_sentence"),
        ("a.html", "naskah kerja sama tertutup", "leak_sentence"),
        ("a.html", "<p>Budi Rahasiawan</p>", "leak_name"),
        ("a.html", "<a href='tel:+628120000111'>+62 812 0000 111</a>", "leak_sentence"),
        ("a.html", HEADLINE.upper(), "leak_title"),
        ("a.js", f"const judul = '{HEADLINE}';", "leak_title"),
        ("a.css", f'p::after {{ content: "{HEADLINE}" }}', "leak_title"),
        ("a.js", f"{{layanan: `{LONG}`}}", "leak_sentence"),
        ("facet.json", '{"lokasi": ["Lebak"], "Lebak": 3}', "leak_name"),
        ("feed.xml", '<entry><category term="Lebak"/></entry>', "leak_name"),
        ("locations/lebak/index.html", "", "leak_name"),
        ("topics/hut/feed.xml", "", "leak_name"),
        ("partners/bank-x/page/2/index.html", "", "leak_name"),
        ("a.html", '<a href="../../partners/bank-x/">x</a>', "leak_name"),
        ("a.html", '<a href="https://berita.example/topics/hut/">x</a>', "leak_name"),
        ("id.pf_filter", b"\x82\x68location\x81\x82\x65Lebak\x81\x00", "leak_name"),
        ("data.txt", HEADLINE.encode("utf-16"), "leak_title"),
    ],
)
def test_a_trace_is_found_wherever_a_page_or_program_could_hold_it(
    newsroom: Newsroom, tmp_path: Path, file: str, content: str | bytes, rule: str
) -> None:
    newsroom.write("partners/bank-x.md", PROFILE)
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum"))
    newsroom.write("news/2025/rahasia.md", release(f"{LONG}.", **UNSEEN))
    newsroom.write("news/2025/denah.gif", PICTURE)
    newsroom.write("news/2025/lampiran.pdf", b"%PDF rahasia")
    assert not newsroom.problems()
    built = tmp_path / "terbit" / file
    built.parent.mkdir(parents=True)
    built.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert (f"site/{file}", rule) in found(newsroom, tmp_path / "terbit")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gubernur mundur besok. Baca [siaran lain](umum.md).", "Gubernur mundur besok"),
        ("Gubernur mundur besok. Baca [siaran lain](umum.md).", "Baca siaran lain"),
        ("Ia pamit. Kita [duka](umum.md). Lalu sunyi.", "Ia pamit. Kita duka. Lalu sunyi"),
    ],
)
def test_a_text_of_short_sentences_is_known_by_them(
    newsroom: Newsroom, tmp_path: Path, text: str, words: str
) -> None:
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum"))
    newsroom.write("news/2025/rahasia.md", release(text, title="Lain", **WITHHELD))
    (tmp_path / "terbit").mkdir()
    (tmp_path / "terbit/a.html").write_text(f"<p>{words}.</p>")
    assert found(newsroom, tmp_path / "terbit") == {("site/a.html", "leak_sentence")}


def test_the_address_of_another_site_excuses_no_address_of_this_one(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    text = "Lihat [situs lain](https://lain.example/news/2025/tarif/) dan <https://lain.example/lama/>."
    newsroom.write("news/2025/umum.md", release(text, title="Umum"))
    newsroom.write("news/2025/tarif.md", release(title="Lain", aliases=["lama"], date="2025-12-24"))
    (tmp_path / "terbit").mkdir()
    for name, address in (("a", "../../news/2025/tarif/"), ("b", "/lama"), ("c", "lama.jpg")):
        (tmp_path / f"terbit/{name}.html").write_text(f'<a href="{address}">x</a>')
    leaked = {("site/a.html", "leak_address"), ("site/b.html", "leak_address")}
    assert found(newsroom, tmp_path / "terbit") == leaked


def test_the_same_words_are_no_trace_in_programs_and_styles(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum"))
    newsroom.write("news/2025/lain.md", release(title="Lain", topics=["Pemekaran"], **WITHHELD))
    (tmp_path / "terbit").mkdir()
    (tmp_path / "terbit/a.js").write_text("const lain = Pemekaran(1);")
    assert found(newsroom, tmp_path / "terbit") == set()


def test_a_public_text_that_quotes_a_withheld_headline_stops_the_build(newsroom: Newsroom) -> None:
    write(newsroom)
    site = newsroom.build()
    before = {name: (site / name).read_bytes() for name in files(site)}
    newsroom.write("news/2025/umum.md", release(f"Besok: {html.escape(TITLE)}", title="Umum"))
    with pytest.raises(Abort):
        newsroom.build()
    assert {name: (site / name).read_bytes() for name in files(site)} == before
    assert not list(newsroom.folder.glob(".site*"))


def test_a_draft_begun_today_is_sought_in_pages_printed_long_ago(newsroom: Newsroom) -> None:
    write(newsroom)
    headline = "Gubernur lantik tujuh belas kepala dinas baru"
    newsroom.write("news/2025/umum.md", release(f"Kabarnya: {headline}", title="Umum"))
    newsroom.build()
    newsroom.write("news/2025/draf.md", release(title=headline, status="draft"))
    with pytest.raises(Abort):
        newsroom.build()


def test_publishing_one_of_two_withheld_releases_reads_only_what_was_printed_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(newsroom)
    newsroom.write(
        "news/2025/lama.md", release("Isi lama.", title="Lama", date="2024-01-01", location="Lebak")
    )
    newsroom.write("news/2025/draf.md", release("Isi lain.", title="Segera", status="draft"))
    newsroom.build()
    read: list[str] = []
    found = _Scanner.found

    def noted(scanner: _Scanner, path: str) -> set[int]:
        read.append(path)
        return found(scanner, path)

    monkeypatch.setattr(_Scanner, "found", noted)
    newsroom.write("news/2025/draf.md", release("Isi lain.", title="Segera"))
    newsroom.build()
    assert "news/2025/draf/index.html" in read
    assert "news/2024/lama/index.html" not in read


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


def audited_in_words(newsroom: Newsroom, site: Path | None, *options: str) -> tuple[int, str]:
    """What `newsroom audit` ends with and prints."""
    folder = [] if site is None else [str(site)]
    done = subprocess.run(
        [sys.executable, "-m", "newsroom", "audit", *folder, *options],
        cwd=newsroom.folder,
        env={"NEWSROOM_NOW": NOW.isoformat(), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def audited(newsroom: Newsroom, site: Path) -> tuple[int, dict[str, list[Any]]]:
    code, said = audited_in_words(newsroom, site, "--json")
    return code, json.loads(said)


def test_the_audit_can_be_run_on_any_built_folder(newsroom: Newsroom) -> None:
    write(newsroom)
    site = newsroom.build()
    code, told = audited(newsroom, site)
    assert (code, told["traces"], told["unread"]) == (0, [], [])
    assert told["withheld"] == ["news/2025/tarif-layanan.md"]
    clean = (0, "Tidak ada jejak dari 1 naskah yang ditahan.\n")
    assert audited_in_words(newsroom, site) == clean
    assert audited_in_words(newsroom, None) == clean
    (site / "catatan.txt").write_text(SENTENCE, "utf-8")
    code, told = audited(newsroom, site)
    assert code == 1
    assert [(row["rule"], row["text"]) for row in told["traces"]] == [("leak_sentence", SENTENCE)]


BROKEN: dict[str, str | bytes] = {
    "a colon": release(f"{LONG}.", title="Rahasia: besar sekali", **WITHHELD),
    "no closing fence": release(f"{LONG}.", title="'Rahasia: besar sekali'").replace(
        "---\n\n", "\n"
    ),
    "a mistyped key": release(f"{LONG}.", title="'Rahasia: besar sekali'", embrago="2025-12-24"),
    "another encoding": release(f"{LONG}.", title="'Rahasia: besar sekali'").encode("utf-16"),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize(
    ("page", "rules"),
    [
        ("<p>Isi umum.</p>", set()),
        ("<h1>Rahasia: besar sekali</h1>", {"leak_title"}),
        (f"<p>{LONG}</p>", {"leak_sentence"}),
        ('<a href="/news/2025/naskah-rahasia/">x</a>', {"leak_address"}),
    ],
)
def test_a_text_that_cannot_be_read_is_taken_for_withheld_and_nothing_is_called_clean(
    newsroom: Newsroom, broken: str, page: str, rules: set[str]
) -> None:
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum"))
    site = newsroom.build()
    text = BROKEN[broken]
    newsroom.write("news/2025/naskah-rahasia.md", text)
    (site / "lama.html").write_text(page, "utf-8")
    code, told = audited(newsroom, site)
    assert code == 1
    assert told["unread"] == ["news/2025/naskah-rahasia.md"]
    assert {row["rule"] for row in told["traces"]} == rules
    code, said = audited_in_words(newsroom, site)
    assert code == 1
    assert "docs/news/2025/naskah-rahasia.md: Naskah ini tidak terbaca" in said
    assert "Tidak ada jejak dari" not in said


def test_a_text_under_another_ending_is_not_called_clean(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum"))
    site = newsroom.build()
    newsroom.write("news/2025/naskah-rahasia.md.txt", release(f"{LONG}.", **WITHHELD))
    (site / "lama.html").write_text(LONG, "utf-8")
    code, told = audited(newsroom, site)
    assert (code, told["unread"]) == (1, ["news/2025/naskah-rahasia.md.txt"])
    assert {row["rule"] for row in told["traces"]} == {"leak_sentence"}


HEADLINE_OF_ALL = "Layanan Administrasi Kependudukan Dibuka Sampai Malam"
DATA = {
    "title": HEADLINE_OF_ALL,
    "summary": "Loket kependudukan di kantor kecamatan kini melayani warga sampai malam.",
    "date": "2025-11-18T09:30",
    "location": "Tangerang",
    "editor": "Budi",
    "topics": ["Layanan publik", "Kependudukan"],
    "contacts": [{"name": "Hubungan Masyarakat", "email": "humas@berita.example"}],
}
BODY = (
    "Loket administrasi kependudukan di semua kantor kecamatan melayani warga sampai malam.\n\n"
    "Warga cukup membawa kartu keluarga yang masih berlaku dan nomor antrean dari rumah."
)
PUBLIC = release(BODY, **DATA)
COPIES: dict[str, Callable[[Path], str]] = {
    "the text with its dateline": lambda site: (
        f"{HEADLINE_OF_ALL}\nTangerang, 18 November 2025 - {BODY}\n\n"
        "Hubungan Masyarakat\nSurel: humas@berita.example\n"
    ),
    "the text to copy": lambda site: (site / "news/2025/umum/release.txt").read_text("utf-8"),
    "the whole file": lambda site: PUBLIC,
    "the data": lambda site: PUBLIC.split("---\n")[1],
    "data below a blank line": lambda site: "\n\n".join(PUBLIC.split("---\n")[1].splitlines()),
}


@pytest.mark.parametrize("copy", COPIES)
def test_a_plain_copy_of_what_is_public_stops_no_build(newsroom: Newsroom, copy: str) -> None:
    newsroom.options["search"] = True
    newsroom.write("news/2025/umum.md", PUBLIC)
    newsroom.write("news/2025/draf.md", release(f"{LONG}.", title="Lain", status="draft"))
    site = newsroom.build()
    newsroom.write("news/2025/asli-sumber.txt", COPIES[copy](site))
    assert told(newsroom, site) == ()
    clean = (0, "Tidak ada jejak dari 1 naskah yang ditahan.\n")
    assert audited_in_words(newsroom, site) == clean
    newsroom.build()
    desk = newsroom.desk()
    assert desk.problems == ()
    assert [(w.code, w.at.file) for w in desk.warnings] == [
        ("text_not_read", "docs/news/2025/asli-sumber.txt")
    ]


def test_a_plain_text_that_leaks_is_named_itself_and_its_place(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.write("news/2025/umum.md", PUBLIC)
    newsroom.write("news/2025/draf.md", release("Isi.", title="Lain", status="draft"))
    site = newsroom.build()
    newsroom.write("news/2025/catatan.txt", f"{BODY}\n\n{LONG}.\n")
    (site / "lama.html").write_text(LONG, "utf-8")
    code, said = audited_in_words(newsroom, site)
    assert code == 1
    first, *_ = said.splitlines()
    assert first.startswith("docs/news/2025/catatan.txt: Berkas ini bukan siaran pers")
    assert f"({site.as_posix()}/lama.html). Pindahkan berkas ini ke luar docs/news/" in first
    assert "lama.html: " not in said
    monkeypatch.setattr("newsroom.views.press_text.without_controls", lambda text: f"{text} {LONG}")
    monkeypatch.setattr("newsroom.audit.public.Public.composed", lambda public: iter(()))
    newsroom.write("news/2025/umum.md", PUBLIC.replace("sampai malam.", "sampai larut."))
    with pytest.raises(Abort):
        newsroom.build()
    at = [line for line in caplog.messages if ":1:1: " in line]
    assert len(at) == 1
    assert at[0].startswith("docs/news/2025/catatan.txt:1:1: Berkas ini bukan siaran pers")


def test_a_false_reading_in_the_cache_blinds_no_audit(newsroom: Newsroom) -> None:
    write(newsroom)
    desk = newsroom.desk()
    for withheld in desk.edition.withheld:
        desk.texts._read[withheld.source, withheld.digest] = Body(
            "<p>Palsu</p>", Links(()), "Palsu"
        )
    marks = marks_of(desk.edition, desk.texts, BodyReader())
    assert SENTENCE in {mark.text for mark in marks if mark.code == "leak_sentence"}


def test_a_release_is_read_anew_and_not_as_the_build_has_it(newsroom: Newsroom) -> None:
    write(newsroom)
    desk = newsroom.desk()
    archive = desk.edition.archive
    other = Manuscript("Palsu")
    forged = tuple(replace(r, title="Palsu", opened=lambda: other) for r in archive.releases)
    edition = replace(desk.edition, archive=replace(archive, releases=forged))
    marks = marks_of(edition, desk.texts, BodyReader())
    assert {TITLE, SENTENCE} <= {mark.text for mark in marks}


def test_only_some_files_are_looked_into_if_so_asked(newsroom: Newsroom, tmp_path: Path) -> None:
    write(newsroom)
    desk = newsroom.desk()
    marks = marks_of(desk.edition, desk.texts, BodyReader())
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(SENTENCE, "utf-8")
    assert {path for path, _ in scan(tmp_path, marks)} >= {"a.html", "b.html"}
    assert {path for path, _ in scan(tmp_path, marks, ["b.html"])} == {"b.html"}


def test_the_marks_are_the_same_each_time_and_others_when_a_text_changes(
    newsroom: Newsroom,
) -> None:
    write(newsroom)

    def taken() -> list[str]:
        desk = newsroom.desk()
        marks = marks_of(desk.edition, desk.texts, BodyReader())
        assert marks == sorted(set(marks), key=lambda mark: mark.key)
        return [mark.digest for mark in marks]

    before = taken()
    assert taken() == before
    newsroom.write("news/2025/tarif-layanan.md", release("Naskah lain sama sekali.", **SECRET))
    assert taken() != before


def test_what_is_embargoed_now_is_no_trace_once_it_is_public(newsroom: Newsroom) -> None:
    write(newsroom)
    later = NOW.replace(year=2026)
    site = newsroom.build(later)
    desk = newsroom.desk(later)
    assert desk.edition.status(desk.edition.archive.releases[0]) is Status.PUBLISHED
    assert told(newsroom, site, later) == ()
    assert told(newsroom, site)
