"""Every mistake of a press officer is told with its place, in plain words, and with the cure."""

from __future__ import annotations

import pytest
from conftest import Newsroom, release

BAD_RELEASES = {
    "date missing": (
        release(date=None),
        '1:1: Kunci "date" belum ada. Tambahkan baris "date: …".',
    ),
    "date empty": (release(date=""), ""),
    "date in words": (release(date="besok"), ""),
    "date that does not exist": (release(date="2026-13-45"), ""),
    "date day first": (release(date="19/11/2025"), ""),
    "date with month name": (release(date="Rabu, 19 November 2025"), ""),
    "location missing": (release(location=None), ""),
    "editor missing": (release(editor=None), ""),
    "title missing": (release(title=None), ""),
    "title empty": (release(title='""'), ""),
    "title with colon": (release(title="Judul: anak judul"), ""),
    "unknown key": (release(kota="Serang"), ""),
    "mistyped embargo": (release(embrago="2025-11-20T09:00"), ""),
    "duplicate key": (release().replace("location", "title: Lain\nlocation"), ""),
    "no closing fence": ("---\ntitle: Judul\n", ""),
    "no opening fence": ("title: Judul\ndate: 2025-11-19\n---\nIsi\n", ""),
    "no front matter": ("# Judul\n\nIsi\n", ""),
    "toml": ('+++\ntitle = "Judul"\n+++\nIsi\n', ""),
    "tab": (release(image="\n\tsrc: foto.jpg"), ""),
    "open quote": (release(title='"Judul'), ""),
    "alias bomb": (release(topics="[&a satu, *a]"), ""),
    "list expected": (release(partners="Pemkot Contoh"), ""),
    "text expected": (release(title=["a"]), ""),
    "status unknown": (release(status="publish"), ""),
    "image without alt": (release(image={"src": "foto.jpg"}), ""),
    "image key mistyped": (release(image={"src": "foto.jpg", "alt": "a", "captoin": "b"}), ""),
    "image that is not there": (release(image={"src": "foto.jpg", "alt": "Sebuah foto"}), ""),
    "image outside docs": (release(image={"src": "../../../foto.jpg", "alt": "Foto"}), ""),
    "contact unknown": (release(contacts=["humas"]), ""),
    "slug with spaces": (release(slug="Judul Baru"), ""),
    "withdrawn without reason": (release(status="withdrawn"), ""),
    "link that leads nowhere": (release("Lihat [ini](tidak-ada.md)."), ""),
    "picture in text missing": (release("![foto](gambar.png)"), ""),
}


@pytest.mark.parametrize("name", BAD_RELEASES)
def test_a_bad_release_is_told(newsroom: Newsroom, name: str) -> None:
    text, sentence = BAD_RELEASES[name]
    newsroom.write("news/2025/siaran.md", text)
    print("\n".join(newsroom.problems()))
    assert newsroom.problems() == [f"docs/news/2025/siaran.md:{sentence}"]
