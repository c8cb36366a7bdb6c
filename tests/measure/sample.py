"""A newsroom that has everything, in Indonesian and in English, and the list of its page types.

What every page is measured for is measured on this list: a template without a page type fails a
test, so that a new kind of page is measured from its first day.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import Newsroom, release
from PIL import Image, ImageDraw

LANGUAGES = ("id", "en")

KERJA_SAMA = "news/2025/kerja-sama/"


@dataclass(frozen=True)
class PageType:
    """A kind of page, or a state of one that a reader meets.

    `site` is where an example stands: "public", "preview" or "empty". `wait_for` matches what
    a script brings, `opens` what a reader opens, before the page is in that state.
    """

    name: str
    template: str
    address: str
    site: str = "public"
    wait_for: str | None = None
    opens: str | None = None

    def __str__(self) -> str:
        return self.name


_FOUND = "#cari ol li"

PAGE_TYPES = (
    PageType("home", "home.html", ""),
    PageType("home without releases", "home.html", "", site="empty"),
    PageType("ordinary page", "main.html", "tentang/"),
    PageType("release", "release.html", KERJA_SAMA),
    PageType("release without a picture", "release.html", "news/2025/embargo-lalu/"),
    PageType("release with an upright picture", "release.html", "news/2025/naskah-tegak/"),
    PageType("release of a long text", "release.html", "news/2025/naskah-panjang/"),
    PageType("release with a gallery", "release.html", "news/2025/galeri/"),
    PageType(
        "release with its gallery open",
        "release.html",
        "news/2025/galeri/",
        opens=".nr-gallery figure > a",
    ),
    PageType("withdrawn release", "release.html", "news/2025/ditarik/"),
    PageType("release in another language", "release.html", "news/2025/terjemahan/"),
    PageType("all releases", "listing.html", "news/"),
    PageType(
        "all releases with their filters", "listing.html", "news/", opens=".nr-filter summary"
    ),
    PageType("archive", "archive.html", "archive/"),
    PageType("archive without releases", "archive.html", "archive/", site="empty"),
    PageType("releases of a year", "listing.html", "news/2024/"),
    PageType("an older page of a listing", "listing.html", "news/page/1/"),
    PageType("releases in a language", "listing.html", "news/en/"),
    PageType("releases from a place", "listing.html", "locations/serang/"),
    PageType("releases of an editor", "listing.html", "editors/editor-satu/"),
    PageType("releases on a topic", "listing.html", "topics/kerja-sama/"),
    PageType("listing without releases", "listing.html", "news/", site="empty"),
    PageType("partner with a profile", "partner.html", "partners/dinas-alfa/"),
    PageType("partner without a profile", "partner.html", "partners/bank-beta/"),
    PageType("all partners", "partners.html", "partners/"),
    PageType("all topics", "partners.html", "topics/"),
    PageType("index without entries", "partners.html", "partners/", site="empty"),
    PageType("releases to embed", "embed.html", "partners/dinas-alfa/embed/"),
    PageType("for journalists", "press.html", "press/"),
    PageType("corrections", "corrections.html", "corrections/"),
    PageType("search", "search.html", "search/"),
    PageType("search with its filters open", "search.html", "search/", opens="#cari summary"),
    PageType("search results", "search.html", "search/?q=panen", wait_for=_FOUND),
    PageType(
        "filtered search results",
        "search.html",
        "search/?q=panen&location=Serang",
        wait_for=_FOUND,
    ),
    PageType(
        "search without results",
        "search.html",
        "search/?q=zzqqxx",
        wait_for="#cari [role=status]:has-text('zzqqxx')",
    ),
    PageType("address not found", "404.html", "404.html"),
    PageType("old address", "redirect.html", "lama/kerja-sama/"),
    PageType("preview with problems", "home.html", "", site="preview"),
    PageType("preview of a draft", "release.html", "news/2025/draf/", site="preview"),
    PageType("preview of a file that cannot be read", "broken.html", "news/2025/rusak/", "preview"),
)

PICTURE = (1600, 1000)

# What differs between the two: headline, text and the words of an office of each language.
_TEXTS: dict[str, dict[str, str]] = {
    "id": {
        "title": "Kantor Contoh dan Dinas Alfa Panen Padi Bersama",
        "summary": "Petani dan pegawai memanen padi di lahan kantor.",
        "body": "Petani memanen padi di lahan kantor.\n\nPanen itu yang **pertama** tahun ini.",
        "role": "tuan rumah",
        "alt": "Petak-petak sawah berwarna hijau dan kuning",
        "caption": "Sawah sehari sebelum panen.",
        "notice": "Situs contoh untuk pengujian.",
        "boilerplate": "Kantor Contoh mengelola lahan contoh.",
        "reason": "Panen ini ditunda.",
        "correction": "Luas lahan diperbaiki.",
        "profile": "Dinas Alfa mengurus pertanian.",
        "kind": "Dinas",
        "about": "Halaman tentang panen.",
        "attachment": "Daftar hasil panen",
    },
    "en": {
        "title": "Example Office and Dinas Alfa Bring the Rice In Together",
        "summary": "Farmers and staff bring in the rice from the office's own field.",
        "body": "Farmers brought in the rice (panen).\n\nIt was the **first** this year.",
        "role": "host",
        "alt": "Rice fields in green and yellow",
        "caption": "The field a day before.",
        "notice": "An example site for tests.",
        "boilerplate": "Example Office looks after an example field.",
        "reason": "The day has been put off (panen).",
        "correction": "The size of the field was wrong.",
        "profile": "Dinas Alfa looks after farming.",
        "kind": "Agency",
        "about": "A page about the harvest (panen).",
        "attachment": "List of what came in",
    },
}

# All that Markdown can make of a text, and what does not fit into a narrow column.
_LONG = """\
## {title}

{body}

### Angka

| Desa | Luas (ha) | Hasil (ton) | Petani | Gudang | Catatan |
| --- | ---: | ---: | ---: | --- | --- |
| Kampung-yang-bernama-sangat-panjang-tanpa-spasi | 12,5 | 60 | 148 | Gudang A | panen |
| Satu | 3 | 14 | 22 | Gudang B | panen |

> {summary}

1. satu
2. dua
    - tiga

`kode` dan <https://contoh.example/alamat/yang/sangat/panjang/sekali/tanpa/jeda/sampai-ke-ujung>.

```
baris.kode.yang.panjang.sekali.sehingga.tidak.muat.di.dalam.kolom.yang.sempit = 1
```

![{alt}](sawah.jpg)

[Daftar](daftar.pdf){{ download }}, [{title}](kerja-sama.md)[^1].

[^1]: {correction}
"""


def write_sample(newsroom: Newsroom, language: str) -> None:
    """Write the newsroom that has everything."""
    words, other = _TEXTS[language], next(code for code in LANGUAGES if code != language)
    newsroom.options.update(
        language=language,
        search=True,
        page_size=3,
        organisation={
            "name": "Kantor Contoh",
            "short_name": "Contoh",
            "kind": "GovernmentOrganization",
            "logo": "assets/lambang.svg",
            "url": "https://kantor.example/",
        },
        notice=words["notice"],
        boilerplate=words["boilerplate"],
        picture="assets/bersama.jpg",
        contacts={
            "humas": {
                "name": "Narahubung Contoh",
                "role": "Humas",
                "phone": "+1 202-555-0100",
                "email": "humas@kantor.example",
            }
        },
    )
    newsroom.config["markdown_extensions"] = ["attr_list", "footnotes", "md_in_html"]
    for name in ("favicon", "lambang"):
        newsroom.write(f"assets/{name}.svg", _CREST)
    newsroom.write("assets/bersama.jpg", photograph((1200, 630)))
    newsroom.write("tentang.md", f"# Tentang\n\n{words['about']}\n\n## {words['kind']}\n\nIsi.\n")
    _write_partners(newsroom, words)
    for source, text in _releases(language, words, other).items():
        newsroom.write(f"news/{source}.md", text)
    newsroom.write("news/2025/sawah.jpg", photograph(PICTURE))
    newsroom.write("news/2025/gudang.jpg", photograph((900, 1200)))
    newsroom.write("news/2025/lambang.svg", _CREST)
    newsroom.write("news/2025/daftar.pdf", b"%PDF-1.4\n%%EOF\n")


def write_broken(newsroom: Newsroom) -> None:
    """Add what only a preview shows: a draft, and a file that cannot be read."""
    newsroom.write("news/2025/draf.md", release(title="Panen Berikutnya", status="draft"))
    newsroom.write("news/2025/rusak.md", "---\ntitle: [panen\n---\n\nIsi.\n")


def _write_partners(newsroom: Newsroom, words: dict[str, str]) -> None:
    newsroom.write("partners/alfa.svg", _CREST)
    newsroom.write(
        "partners/dinas-alfa.md",
        f"---\nname: Dinas Alfa\nkind: {words['kind']}\nurl: https://alfa.example/\n"
        f"logo: alfa.svg\n---\n\n{words['profile']}\n",
    )


def _releases(language: str, words: dict[str, str], other: str) -> dict[str, str]:
    foreign = _TEXTS[other]
    picture = {"src": "sawah.jpg", "alt": words["alt"], "caption": words["caption"]}
    everything: dict[str, Any] = {
        "title": words["title"],
        "date": "2025-11-19T09:30",
        "venue": "Aula Contoh",
        "summary": words["summary"],
        "partners": [{"name": "Dinas Alfa", "role": words["role"]}, "Bank Beta"],
        "topics": ["Kerja sama", "Pangan"],
        "contacts": ["humas", {"name": "Narahubung Kedua", "email": "dua@kantor.example"}],
        "attachments": [{"file": "daftar.pdf", "title": words["attachment"]}],
    }
    found = {
        "2025/kerja-sama": release(
            words["body"],
            **everything,
            image={**picture, "credit": "Humas"},
            updated="2025-11-20",
            corrections=[
                {"date": "2025-11-21", "kind": "correction", "text": words["correction"]},
                {"date": "2025-11-22T10:00", "kind": "update", "text": words["correction"]},
            ],
            aliases=["lama/kerja-sama"],
        ),
        "2025/terjemahan": release(
            foreign["body"],
            **{**everything, "title": foreign["title"], "summary": foreign["summary"]},
            image={"src": "sawah.jpg", "alt": foreign["alt"], "caption": foreign["caption"]},
            corrections=[
                {"date": "2025-11-21", "kind": "clarification", "text": foreign["correction"]}
            ],
            lang=other,
            translation_of="kerja-sama.md",
        ),
        "2025/naskah-panjang": release(
            _LONG.format_map(words),
            title=f"{words['title']} – {words['summary'].rstrip('.')}",
            date="2025-11-18",
            location="Lebak",
            partners=["Badan-yang-bernama-sangat-panjang-tanpa-satu-pun-spasi"],
            image=picture,
        ),
        "2025/naskah-tegak": release(
            words["body"],
            title=words["alt"],
            date="2025-11-10",
            location="Lebak",
            image={**picture, "src": "gudang.jpg"},
        ),
        "2025/galeri": release(
            words["body"],
            title=words["caption"].rstrip("."),
            date="2025-11-12",
            location="Pandeglang",
            gallery=[
                {**picture, "credit": "Humas"},
                {"src": "gudang.jpg", "alt": words["alt"]},
                {"src": "lambang.svg", "alt": words["kind"], "caption": words["about"]},
            ],
        ),
        "2025/embargo-lalu": release(
            words["body"],
            title=words["about"].rstrip("."),
            date="2025-11-01",
            embargo="2025-11-10T09:00",
            topics=["Pangan"],
        ),
        "2025/ditarik": release(
            words["body"],
            title=words["reason"].rstrip("."),
            date="2025-11-05",
            partners=["Hanya di Sini"],
            status="withdrawn",
            withdrawn={"date": "2025-11-06", "reason": words["reason"]},
        ),
        "2025/embargo": release(
            words["body"], title="Panen Kedua", date="2025-11-30", embargo="2026-01-02T09:00"
        ),
    }
    for day in range(1, 6):
        found[f"2024/lama-{day}"] = release(
            words["body"], title=f"Panen {day}", date=f"2024-06-0{day}", partners=["Bank Beta"]
        )
    return found


_CREST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<rect width="64" height="64" fill="#12355b"/><circle cx="32" cy="32" r="18" fill="#fff"/>'
    "</svg>"
)


def photograph(size: tuple[int, int]) -> bytes:
    """A picture with the detail of a photograph: fields of two colours."""
    picture = Image.effect_noise(size, 40).convert("RGB")
    draw = ImageDraw.Draw(picture, "RGBA")
    for x in range(0, size[0], 80):
        draw.rectangle((x, 0, x + 40, size[1]), fill=(60, 120, 40, 200))
        draw.rectangle((x + 40, 0, x + 80, size[1]), fill=(200, 180, 60, 200))
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=70)
    return data.getvalue()


@dataclass(frozen=True)
class Sample:
    """The three built sites of one language, and where their texts are."""

    language: str
    newsroom: Newsroom
    sites: dict[str, Path]


def build_sample(folder: Path, language: str) -> Sample:
    """Build the site, its preview with a broken file in it, and a site without a release."""
    newsroom = Newsroom(folder / "full")
    newsroom.folder.mkdir()
    write_sample(newsroom, language)
    sites = {"public": newsroom.build()}
    write_broken(newsroom)
    sites["preview"] = newsroom.build(preview=True)
    empty = Newsroom(folder / "empty", {"language": language})
    empty.folder.mkdir()
    empty.write("assets/favicon.svg", _CREST)
    sites["empty"] = empty.build()
    return Sample(language, newsroom, sites)
