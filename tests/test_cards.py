"""The card with which a release is shared that has no picture."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st
from markup import files
from photographs import opened, photograph
from PIL import ImageFont

from newsroom.colours import BRAND, PRIMARIES, contrast
from newsroom.pictures import cards
from newsroom.pictures.cards import Card, can_write, drawn, written

OFFICES = ("Kantor Wilayah Contoh Provinsi Banten", "Kanwil")
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x17E, exclude_categories=["Cc"]))


def card(headline: str) -> bytes:
    return drawn(Card(headline, "19 November 2025 · Serang", OFFICES, BRAND))


@given(LATIN)
def test_every_headline_has_room_and_is_light_enough(headline: str) -> None:
    data = card(headline)
    assert len(data) < 300_000
    picture = opened(data)
    assert picture.size == (1200, 630)
    for x in range(0, 1200, 9):  # nothing stands in the margins
        for y in (30, 600):
            assert picture.getpixel((x, y)) == picture.getpixel((1, 1))
    for y in range(0, 630, 9):
        assert picture.getpixel((1160, y)) == picture.getpixel((1, 1))


@given(st.lists(st.text("abdegiklmnoprstuy", min_size=1, max_size=14), min_size=1, max_size=40))
def test_a_headline_is_broken_at_words_and_cut_at_a_word(words: list[str]) -> None:
    size, lines = cards._set(" ".join(words))
    shown = " ".join(lines)
    if not shown.endswith(" …"):
        assert shown.split(" ") == words
    else:
        cut = shown.removesuffix(" …").split(" ")
        assert cut == words[: len(cut)]
    assert dict(cards._HEADLINES)[size] >= len(lines)
    assert all(ImageFont.FreeTypeFont.getlength(cards._font(size), line) <= 1046 for line in lines)


@pytest.mark.parametrize("word", ["i" * 200 + "W" * 60, "W" * 60 + "i" * 200, "iW" * 90])
def test_a_word_longer_than_a_line_is_broken_where_the_room_ends(word: str) -> None:
    size, lines = cards._set(word)
    widths = [cards._font(size).getlength(line) for line in lines]
    assert max(widths) <= cards._ROOM
    assert min(widths[:-1]) > cards._ROOM - cards._font(size).getlength("WW")


def test_no_line_is_left_with_a_word_alone_where_it_can_be_helped() -> None:
    _, lines = cards._set("Kanwil Ditjenpas Banten dan Empat Mitra Teken Nota Kesepahaman")
    assert lines == ["Kanwil Ditjenpas Banten", "dan Empat Mitra Teken", "Nota Kesepahaman"]


def test_the_font_has_every_letter_that_is_said_to_be_written() -> None:
    missing = cards._font(40).getmask("\uffff")
    for code in range(0x3000):
        letter = chr(code)
        if can_write(letter) and written(letter) == letter and letter.strip():
            found = cards._font(40).getmask(letter)
            assert (found.size, bytes(found)) != (missing.size, bytes(missing)), hex(code)


@pytest.mark.parametrize("text", ["新闻发布", "بيان صحفي", "Selamat 🎉", "Ω", "Й", "한글"])
def test_letters_that_the_font_lacks_are_never_boxes(text: str, newsroom: Newsroom) -> None:
    assert not can_write(text)
    newsroom.write("news/2025/a.md", release(title=text))
    site = newsroom.build()
    assert not (site / "assets/cards").exists()
    assert "og:image" not in (site / "news/2025/a/index.html").read_text("utf-8")


def test_letters_and_their_marks_are_drawn_as_one() -> None:
    assert written("Caf\u0065\u0301\u200b  \u00adBanten") == "Café Banten"


@pytest.mark.parametrize(
    ("headline", "drawn_as"),
    [
        ("Ḥasan ʿAbd al-Raḥmān", "Hasan ʻAbd al-Rahmān"),
        ("Nguyễn Thị Hạnh", "Nguyên Thi Hanh"),
        ("Ma\u0332ri", "Mari"),
    ],
)
def test_of_a_letter_that_the_font_lacks_only_the_marks_are_left_out(
    headline: str, drawn_as: str
) -> None:
    """A name written as scholars write it gets a card, too."""
    assert written(headline) == drawn_as
    assert can_write(headline)


@pytest.mark.parametrize("primary", PRIMARIES)
def test_white_can_be_read_on_every_ground(primary: str, newsroom: Newsroom) -> None:
    from newsroom.colours import brand_of
    from newsroom.settings import Settings

    assert contrast("#ffffff", brand_of(Settings().colours, primary)) >= 4.5


def shared(site: Path, slug: str) -> dict[str, str]:
    html = (site / f"news/2025/{slug}/index.html").read_text("utf-8")
    return dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', html))


@pytest.mark.parametrize(
    ("option", "with_picture", "without"),
    [("missing", False, True), ("always", True, True), ("never", False, False)],
)
def test_which_releases_are_shared_with_a_card(
    newsroom: Newsroom, option: str, with_picture: bool, without: bool
) -> None:
    newsroom.options["cards"] = option
    newsroom.write("news/2025/foto.jpg", photograph())
    image = {"src": "foto.jpg", "alt": "Dua orang berjabat tangan"}
    newsroom.write("news/2025/a.md", release(image=image))
    newsroom.write("news/2025/b.md", release(title="Kabar “Baru”"))
    site = newsroom.build()
    assert (site / "assets/cards/news/2025/a.jpg").exists() == with_picture
    assert (site / "assets/cards/news/2025/b.jpg").exists() == without
    if without:
        assert shared(site, "b") == {
            "og:image": "https://berita.example/assets/cards/news/2025/b.jpg",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": "Kabar “Baru”. 19 November 2025 · Serang. Ruang Berita.",
        }
    if not with_picture:
        assert shared(site, "a")["og:image"].endswith("assets/pictures/news/2025/foto.jpg/1200.jpg")


@pytest.mark.parametrize(("option", "card"), [("missing", True), ("never", False)])
def test_an_upright_picture_is_not_shared_of_which_readers_would_see_a_band(
    newsroom: Newsroom, option: str, card: bool
) -> None:
    newsroom.options["cards"] = option
    newsroom.write("news/2025/foto.jpg", photograph(1200, 1600))
    newsroom.write("news/2025/a.md", release(image={"src": "foto.jpg", "alt": "Seorang petugas"}))
    told = shared(newsroom.build(), "a")
    assert told["og:image"].endswith("assets/cards/news/2025/a.jpg") == card
    assert (told["og:image:width"], told["og:image:height"]) == (
        ("1200", "630") if card else ("1200", "1600")
    )


@pytest.mark.parametrize(("option", "card"), [("missing", True), ("never", False)])
def test_a_release_with_only_a_drawing_is_shared_as_one_without_a_picture(
    newsroom: Newsroom, option: str, card: bool
) -> None:
    """No messenger shows SVG."""
    newsroom.options["cards"] = option
    newsroom.write("news/2025/bagan.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    image = {"src": "bagan.svg", "alt": "Bagan alur layanan kunjungan"}
    newsroom.write("news/2025/a.md", release(image=image))
    told = shared(newsroom.build(), "a")
    assert told.get("og:image", "").endswith("assets/cards/news/2025/a.jpg") == card
    assert not told.get("og:image", "").endswith(".svg")


def test_there_is_no_card_before_its_time_and_none_in_a_preview(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/nanti.md", release(embargo="2025-12-02T09:00"))
    newsroom.write("news/2025/draf.md", release(status="draft"))
    assert not [name for name in files(newsroom.build()) if "cards" in name]
    assert not [name for name in files(newsroom.build(preview=True)) if "cards" in name]
    later = files(newsroom.build(NOW + timedelta(days=2)))
    assert [name for name in later if "cards" in name] == ["assets/cards/news/2025/nanti.jpg"]


def test_a_card_is_drawn_anew_only_if_it_says_something_else(newsroom: Newsroom) -> None:
    file = newsroom.write("news/2025/a.md", release("Satu."))
    made = newsroom.build() / "assets/cards/news/2025/a.jpg"
    before = made.stat().st_mtime_ns, made.read_bytes()
    file.write_text(release("Dua."), "utf-8")
    newsroom.build()
    assert (made.stat().st_mtime_ns, made.read_bytes()) == before
    file.write_text(release("Dua.", location="Cilegon"), "utf-8")
    newsroom.build()
    assert made.read_bytes() != before[1]
