"""More pictures of a release: as links, and with the script in a dialog for keyboard and mouse."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from conftest import Newsroom, release, served
from markup import files
from photographs import photograph
from playwright.sync_api import Browser, expect

WORDS = ("Peserta upacara berbaris", "Kepala kantor memotong tumpeng", "Warga membaca pengumuman")
GALLERY = [
    {"src": f"{i}.jpg", "alt": alt, "caption": f"Keterangan {i}", "credit": "Humas"}
    for i, alt in enumerate(WORDS)
]


def write(newsroom: Newsroom) -> Path:
    for i in range(3):
        newsroom.write(f"news/2025/{i}.jpg", photograph(1000 - 100 * i, 600))
    newsroom.write("news/2025/a.md", release(gallery=GALLERY))
    return newsroom.build()


def test_every_picture_is_checked_as_the_first_one_is(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/1.jpg", photograph(60, 40))
    newsroom.write("news/2025/bukan.jpg", "teks")
    pictures = [{"src": "1.jpg"}, {"src": "hilang.jpg", "alt": "x"}]
    newsroom.write("news/2025/a.md", release(gallery=pictures))
    newsroom.write("news/2025/b.md", release(gallery=[{"src": "bukan.jpg", "alt": "x"}]))
    told = "\n".join(newsroom.problems())
    assert re.search(r"a\.md:\d+:\d+: .*alt", told)
    newsroom.write("news/2025/a.md", release(gallery=pictures[1:]))
    told = "\n".join(newsroom.problems())
    assert re.search(r"a\.md:\d+:\d+: .*hilang\.jpg", told)
    assert re.search(r"b\.md:\d+:\d+: .*bukan\.jpg", told)


def test_pictures_stand_with_words_and_lead_to_themselves(newsroom: Newsroom) -> None:
    site = write(newsroom)
    html = (site / "news/2025/a/index.html").read_text("utf-8")
    links = re.findall(r'<a href="((?:\.\./)+assets/pictures/[^"]+\.jpg)"', html)
    assert len(links) == 3
    assert all((site / "news/2025/a" / link).resolve().is_file() for link in links)
    for picture in GALLERY:
        assert all(picture[key] in html for key in ("alt", "caption", "credit"))


def test_a_gallery_of_a_draft_is_nowhere(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/rahasia.jpg", photograph(600, 400))
    gallery = [{"src": "rahasia.jpg", "alt": WORDS[0]}]
    newsroom.write("news/2025/a.md", release(status="draft", gallery=gallery))
    assert not [name for name in files(newsroom.build()) if "rahasia" in name]


def test_pictures_in_a_text_come_in_every_size(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.jpg", photograph(1000, 600))
    newsroom.write("news/2025/a.md", release('Satu.\n\n![Dua "orang" > satu](foto.jpg)\n'))
    html = (newsroom.build() / "news/2025/a/index.html").read_text("utf-8")
    image = re.search(r"<picture>(.*?)</picture>", html)
    assert image is not None
    assert 'alt="Dua "orang" > satu"' in unescape(image[1])
    assert 'width="1000" height="600"' in image[1]
    assert 'loading="lazy"' in image[1]
    assert "foto.jpg/480.avif 480w" in image[1]


@pytest.mark.browser
def test_arrow_keys_turn_and_esc_closes_where_it_was_opened(
    newsroom: Newsroom, browser: Browser
) -> None:
    site = write(newsroom)
    with served(site) as home, browser.new_page() as page:
        failed: list[str] = []
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.goto(f"{home}news/2025/a/")
        links = page.locator(".nr-gallery figure > a")
        links.nth(0).focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        image = dialog.locator("img")
        expect(image).to_have_attribute("alt", WORDS[0])
        expect(dialog).to_contain_text("Keterangan 0")
        expect(dialog).to_contain_text("Gambar 1 dari 3")
        for key, shown in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowRight", 0)):
            page.keyboard.press(key)
            expect(image).to_have_attribute("alt", WORDS[shown])
        page.keyboard.press("ArrowLeft")
        expect(image).to_have_attribute("alt", WORDS[2])
        dialog.get_by_role("button", name="Gambar sebelumnya").click()
        expect(image).to_have_attribute("alt", WORDS[1])
        box = image.bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - 900 / 600) < 0.02
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(links.nth(1)).to_be_focused()
        assert not failed


@pytest.mark.browser
def test_without_scripts_a_picture_opens_by_itself(newsroom: Newsroom, browser: Browser) -> None:
    site = write(newsroom)
    with served(site) as home, browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{home}news/2025/a/")
        page.locator(".nr-gallery figure > a").nth(1).click()
        page.wait_for_url("**/900.jpg")
