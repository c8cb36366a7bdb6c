"""What a hurried writer types in the data, and what is said of it: the line, and what to type."""

from __future__ import annotations

import pytest
from conftest import Newsroom

SOUND = """\
---
title: Judul
date: 2025-11-19
location: Serang
editor: Rina
---

Isi naskah.
"""
LIST = "editor: Rina\npartners:\n"

COLON = "Setelah nama kunci harus ada titik dua biasa. Tulis "
ENTRY = "Tiap butir daftar harus diawali tanda hubung biasa dan spasi. Tulis - "

# Name: what stands where in SOUND, what is typed in its place, and all that is said of it.
MISTYPED = {
    "dashes for hyphens above": ("---\ntitle", "———\ntitle", ['1:1: Baris ini mirip "---"']),
    "two hyphens above": ("---\ntitle", "--\ntitle", ['1:1: Baris ini mirip "---"']),
    "a special space behind the fence": (
        "---\ntitle",
        "---\u00a0\ntitle",
        ["1:1: Baris ini mirip"],
    ),
    "dashes for hyphens below": ("Rina\n---", "Rina\n–––", ['6:1: Baris ini mirip "---"']),
    "a closing fence left out": ("Rina\n---\n", "Rina\n", ['1:1: Baris penutup "---" tidak ada']),
    "a closing fence left out above a rule": (
        "Rina\n---\n\nIsi naskah.",
        "Rina\n\nIsi naskah.\n\n---\n\nAkhir.",
        ['6:1: Baris penutup "---" tidak ada'],
    ),
    "an equals sign": ("title: ", "title = ", [f"2:1: {COLON}title: Judul"]),
    "a wide colon": ("title: ", "title： ", [f"2:1: {COLON}title: Judul"]),
    "a key without its colon": (
        "editor: Rina\n",
        "editor: Rina\npartners\n  - A\n",
        [f"6:1: {COLON}partners:"],
    ),
    "a headline on two lines": (
        "Judul\n",
        "Judul\nyang panjang\n",
        ["3:1: Baris ini tidak diawali kunci"],
    ),
    "a summary on two lines": (
        "Rina\n",
        "Rina\nsummary: Satu\nlalu dua: tiga\n",
        ["7:1: Baris ini tidak diawali kunci"],
    ),
    "a key set in": (
        "location",
        "  location",
        [
            "4:3: Baris ini menjorok, sehingga terbaca sebagai sambungan baris di atasnya. "
            "Sejajarkan dengan awal baris di atasnya: location: Serang"
        ],
    ),
    "a bracket left open": (
        "title: ",
        "title: [",
        ['2:8: Tanda "[" dibuka di sini tetapi tidak ditutup. Tutup dengan "]"'],
    ),
    "a brace left open": (
        "title: ",
        "title: {",
        ['2:8: Tanda "{" dibuka di sini tetapi tidak ditutup. Tutup dengan "}"'],
    ),
    "asterisks in a list": ("editor: Rina\n", f"{LIST}  * A\n  * B\n", [f"7:3: {ENTRY}A,"]),
    "bullets in a list": ("editor: Rina\n", f"{LIST}  • A\n  • B\n", [f"7:3: {ENTRY}A,"]),
    "dashes in a list": (
        "editor: Rina\n",
        f"{LIST}  – A dan B\n  – C\n",
        [f"7:3: {ENTRY}A dan B,"],
    ),
    "hyphens without a space": ("editor: Rina\n", f"{LIST}  -A\n  -B\n", [f"7:3: {ENTRY}A,"]),
    "keys of a picture that are not set in": (
        "editor: Rina\n",
        "editor: Rina\nimage:\nsrc: a.jpg\nalt: Foto\n",
        [
            '7:1: Kunci "src" berdiri sendiri, padahal tempatnya di bawah "image". Pindahkan',
            '8:1: Kunci "alt" berdiri sendiri',
        ],
    ),
    "what other systems call a draft": (
        "editor: Rina\n",
        "editor: Rina\ndraft: true\n",
        ['6:1: Kunci "draft" tidak dikenal. Maksudnya "status: draft"? Tulis status: draft.'],
    ),
    "what is not published elsewhere": (
        "editor: Rina\n",
        "editor: Rina\npublished: false\n",
        ['6:1: Kunci "published" tidak dikenal. Maksudnya "status: draft"?'],
    ),
    "what is no draft elsewhere": (
        "editor: Rina\n",
        "editor: Rina\ndraft: no\n",
        ['6:1: Kunci "draft" tidak dikenal. Maksudnya "status: published"?'],
    ),
    "a key in Indonesian": (
        "date:",
        "tanggal:",
        ['3:1: Kunci "tanggal" tidak dikenal. Maksudnya "date"? Tulis date.'],
    ),
    "a key in capitals": (
        "date:",
        "Date:",
        ['3:1: Kunci "Date" tidak dikenal. Maksudnya "date"? Tulis date.'],
    ),
    "a writer for an editor": (
        "editor:",
        "penulis:",
        ['5:1: Kunci "penulis" tidak dikenal. Maksudnya "editor"?'],
    ),
    "a key with a sign that is not seen": (
        "title:",
        "\u200btitle:",
        ['1:1: Kunci "title" belum ada.', "2:1: Ada karakter kendali yang tidak terlihat di sini."],
    ),
    "a month as it was once written": (
        "2025-11-19",
        "19 Nopember 2025",
        ['3:7: "19 Nopember 2025" bukan bentuk tanggal'],
    ),
}


@pytest.mark.parametrize("name", MISTYPED)
def test_what_was_mistyped_is_told_where_it_stands(newsroom: Newsroom, name: str) -> None:
    place, typed, said = MISTYPED[name]
    assert SOUND.count(place) == 1
    newsroom.write("news/2025/a.md", SOUND.replace(place, typed))
    told = [line.removeprefix("docs/news/2025/a.md:") for line in newsroom.problems()]
    assert len(told) == len(said), told
    for line, begins in zip(told, said, strict=True):
        assert line.startswith(begins), told


@pytest.mark.parametrize(
    ("place", "typed", "said"),
    [
        ("---\ntitle", "———\ntitle", "Delete this line, then type three hyphens (---)"),
        ("title: ", "title = ", "There must be an ordinary colon after the name of a key."),
        ("Judul\n", "Judul\nyang panjang\n", "This line does not begin with a key."),
        ("location", "  location", "Begin it where the line above begins: location: Serang"),
        ("title: ", "title: [", 'The mark "[" is opened here but not closed.'),
        ("editor: Rina\n", f"{LIST}  * A\n", "Write - A, and the other entries likewise."),
        ("Rina\n", "Rina\nalt: Foto\n", 'Move it below the line "image:", indented by two spaces.'),
    ],
)
def test_it_is_told_in_english_too(newsroom: Newsroom, place: str, typed: str, said: str) -> None:
    newsroom.options["language"] = "en"
    newsroom.write("news/2025/a.md", SOUND.replace(place, typed))
    [line] = newsroom.problems()
    assert said in line


def test_mistakes_of_all_files_and_lines_are_told_at_once(newsroom: Newsroom) -> None:
    """A file that cannot be read hides no other, a value read wrongly none of its own file."""
    newsroom.write("news/2025/a.md", SOUND.replace("title: ", "title:"))
    newsroom.write("news/2025/b.md", SOUND.replace("Judul", "Rapat #1").replace("editor", "edtor"))
    newsroom.write("news/2025/c.md", SOUND + "\n[Lihat](a.md) dan [ini](tidak-ada.md).\n")
    newsroom.write("news/2025/d.md", SOUND.replace("2025-11-19", "2025-11-31"))
    codes = [(problem.at.file[-4:], problem.code) for problem in newsroom.desk().problems]
    assert codes == [
        ("a.md", "no_space"),
        ("b.md", "cut_by_hash"),
        ("b.md", "unknown_key_meant"),
        ("c.md", "link_missing"),
        ("d.md", "not_a_date"),
    ]
