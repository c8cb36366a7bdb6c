"""A site with a page of every type and every part that a page may have, from the sample site."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT, Newsroom, release

MAIN = "news/2025/tasyakuran-hari-bakti-dan-nota-kesepahaman-empat-mitra"
CHANGED = "news/2025/pemkot-cilegon-teken-nota-kesepahaman-pemasyarakatan"

PAGES = {
    "home": "",
    "release": f"{MAIN}/",
    "release-in-english": f"{MAIN}-en/",
    "release-corrected": f"{CHANGED}/",
    "release-withdrawn": "news/2024/contoh-ditarik/",
    "news": "news/",
    "news-page": "news/page/1/",
    "year": "news/2024/",
    "archive": "archive/",
    "partners": "partners/",
    "partner": "partners/pemerintah-kota-cilegon/",
    "partner-without-profile": "partners/mitra-contoh/",
    "locations": "locations/",
    "location": "locations/serang/",
    "topics": "topics/",
    "topic": "topics/kerja-sama/",
    "editors": "editors/",
    "corrections": "corrections/",
    "search": "search/",
    "press": "press/",
    "embed": "partners/pemerintah-kota-cilegon/embed/",
    "page": "about/",
    "contact": "contact/",
    "not-found": "404.html",
}
"""Every type of page that stays, by the name that its pictures bear: its address."""

REDIRECTS = {"redirect": "lama/nota-kesepahaman/"}
"""The page at an old address, which sends its readers on."""

PREVIEWED = {
    "preview": "",
    "preview-draft": "news/2025/contoh-draf/",
    "preview-broken": "news/2025/contoh-rusak/",
}
"""What only a preview of the showcase has, once `hold_back` has added to it."""

_GALLERY = (
    ("dua-dokumen-dan-pena.jpg", "dua dokumen dan sebuah pena"),
    ("lembar-izin-dan-stempel.jpg", "lembar izin dan stempel"),
    ("tumpeng-tasyakuran.jpg", "sebuah tumpeng"),
)
_TOPICS = (["Kerja sama"], ["Layanan publik"], ["Hari Bakti", "Kerja sama"], ["Contoh"])
_PLACES = ("Serang", "Cilegon", "Pandeglang")
_PARTNERS: tuple[list[str], ...] = (
    ["Pemkot Cilegon"],
    ["Dinkes Banten", "Pemkot Cilegon"],
    ["Mitra Contoh"],
    [],
)


def showcase(folder: Path) -> Newsroom:
    """The sample site in a folder of its own, with placeholders for what it does not have."""
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=yaml.SafeLoader)
    options = config.pop("plugins")[0]["newsroom"]
    config["theme"]["custom_dir"] = str(ROOT / "overrides")
    newsroom = Newsroom(folder, {**options, "search": True, "page_size": 10}, config)
    shutil.copytree(ROOT / "docs", folder / "docs")
    _change_a_release(newsroom)
    _translate(newsroom)
    for number in range(60):
        newsroom.write(*_placeholder(number))
    notice = {"date": "2024-06-01", "reason": "Contoh alasan penarikan."}
    keys: dict[str, Any] = {"date": "2024-05-01", "status": "withdrawn", "withdrawn": notice}
    text = release("Naskah contoh yang ditarik.", title="Contoh siaran yang ditarik", **keys)
    newsroom.write("news/2024/contoh-ditarik.md", text)
    return newsroom


def hold_back(newsroom: Newsroom) -> None:
    """Add a draft, and a file that cannot be read."""
    text = release("Naskah contoh yang belum terbit.", title="Contoh draf", status="draft")
    newsroom.write("news/2025/contoh-draf.md", text)
    newsroom.write("news/2025/contoh-rusak.md", "---\ntitle: [Contoh\n---\n\nNaskah.\n")


def _placeholder(number: int) -> tuple[str, str]:
    """A release that says of itself what it is."""
    day = date(2025, 10, 30) - timedelta(days=19 * number + number % 5)
    text = release(
        "Naskah ini mengisi tempat, supaya daftar dan diagram terlihat sebagaimana nantinya.\n\n"
        "Alinea kedua pun tidak memuat apa-apa.",
        title=f"Contoh siaran pers nomor {number + 1} dengan judul yang cukup panjang",
        date=day.isoformat(),
        location=_PLACES[number % 3],
        topics=_TOPICS[number % 4],
        partners=_PARTNERS[number * 7 % 4],
        editor="Editor Contoh",
    )
    return f"news/{day.year}/contoh-{number + 1}.md", text


def _change_a_release(newsroom: Newsroom) -> None:
    """Give one a correction, attachments, a gallery and every kind of Markdown."""
    file = newsroom.folder / f"docs/{CHANGED}.md"
    newsroom.write("news/2025/lampiran.pdf", b"%PDF-1.4 contoh" + b" " * 240_000)
    newsroom.write("news/2025/data.csv", "tahun,jumlah\n2025,5\n")
    keys = {
        "attachments": [{"file": "lampiran.pdf", "title": "Contoh lampiran"}, {"file": "data.csv"}],
        "gallery": [
            {"src": picture, "alt": f"Contoh foto: {shown}", "caption": f"Keterangan {shown}."}
            for picture, shown in _GALLERY
        ],
        "aliases": [REDIRECTS["redirect"].rstrip("/")],
        "corrections": [
            {"date": "2025-11-20", "kind": "correction", "text": "Contoh catatan koreksi."},
            {"date": "2025-11-21", "kind": "update", "text": "Contoh catatan pembaruan."},
        ],
    }
    text = file.read_text("utf-8").replace("---\n", f"---\n{yaml.safe_dump(keys)}", 1)
    file.write_text(f"{text}\n{_MARKDOWN}", "utf-8")


def _translate(newsroom: Newsroom) -> None:
    text = release(
        "This text stands where a translation would, so that its place can be looked at.\n\n"
        "A second paragraph says no more.",
        title="A sample of a release in English within the Indonesian newsroom",
        summary="What a summary in English looks like below a headline in English.",
        date="2025-11-19",
        lang="en",
        translation_of=f"{MAIN.rpartition('/')[2]}.md",
        partners=["Pemerintah Kota Cilegon"],
        topics=["Kerja sama"],
    )
    newsroom.write(f"{MAIN}-en.md", text)


_MARKDOWN = """
## Contoh subjudul

> Contoh petikan yang menjorok ke dalam.

1. Butir pertama
2. Butir kedua
    - Butir di dalamnya

### Contoh tabel

| Tahun | Jumlah | Keterangan |
| --- | --- | --- |
| 2025 | 5 | Contoh baris |
| 2024 | 12 | Contoh baris lain dengan keterangan yang panjang |

Contoh tautan ke [situs lain](https://contoh.example/) dan `kode`.
"""
