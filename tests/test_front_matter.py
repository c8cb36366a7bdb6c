"""Front matter is read as it was typed, whatever editor wrote it, and knows where everything is."""

from __future__ import annotations

import pytest
from conftest import Newsroom, release

from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.text import decode

TEXT = release(title="Kabar", partners=["Satu", "Dua"])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="plain"),
        pytest.param(b"\xef\xbb\xbf" + TEXT.encode(), id="byte-order mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(b"\xef\xbb\xbf\r\n" + TEXT.replace("\n", "\r\n").encode(), id="BOM and CRLF"),
        pytest.param(b"\n\n" + TEXT.encode(), id="blank lines first"),
        pytest.param(TEXT.replace("\n---\n", "\n---  \n").encode(), id="spaces after a fence"),
        pytest.param(TEXT.replace("\n---\n", "\n...\n").encode(), id="closed by full stops"),
        pytest.param(
            TEXT.replace("---\n\nAlinea pertama.\n", "summary: Singkat.\n---").encode(),
            id="ends on fence",
        ),
    ],
)
def test_a_release_is_read_whatever_editor_wrote_it(newsroom: Newsroom, data: bytes) -> None:
    newsroom.write("news/2025/kabar.md", data)
    desk = newsroom.desk()
    assert not desk.problems
    assert [r.title for r in desk.edition.releases] == ["Kabar"]


@pytest.mark.parametrize(
    "typed", ["+6281234567", "0712345671", "12:30", "no", "1e3", "0x1F", "2025-11-19", "1_000"]
)
def test_a_scalar_stays_the_text_that_was_typed(typed: str) -> None:
    matter = read_front_matter(f"---\nkunci: {typed}\n---\n", "x.md")
    assert matter.values == {"kunci": typed}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_key_without_a_value_has_none(nothing: str) -> None:
    assert read_front_matter(f"---\nkunci: {nothing}\n---\n", "x.md").values == {"kunci": None}


def test_every_value_and_key_knows_its_line_and_column() -> None:
    text = "\n---\ntitle: Kabar\nimage:\n  alt: Foto\npartners: [Satu, Dua]\n---\nIsi\n"
    matter = read_front_matter(text, "x.md")
    assert str(matter.positions[()]) == "x.md:2:1"
    assert str(matter.positions["image", "alt"]) == "x.md:5:8"
    assert str(matter.keys["image", "alt"]) == "x.md:5:3"
    assert str(matter.positions["partners", 1]) == "x.md:6:18"
    assert (matter.body, matter.body_line) == ("Isi\n", 8)


def test_a_rule_in_the_text_is_not_a_fence() -> None:
    matter = read_front_matter("---\na: b\n---\nIsi\n\n---\n\nLanjut\n", "x.md")
    assert matter.body == "Isi\n\n---\n\nLanjut\n"


def test_text_keeps_everything_but_line_ends_and_the_byte_order_mark() -> None:
    assert decode("\ufeffa\r\nb\rc\u00a0\u200b\n".encode(), "x.md") == "a\nb\nc\u00a0\u200b\n"
