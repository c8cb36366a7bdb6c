"""A press officer's preview: it follows every save, shows what is wrong, and never gives up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from conftest import GIF, Newsroom, release
from playwright.sync_api import Browser, Page, expect
from previews import PATIENCE, Preview, page_at, serving

from newsroom.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORDS = Words("id")


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview of a site that stands below a path."""
    newsroom = Newsroom(tmp_path_factory.mktemp("serve"))
    newsroom.config["site_url"] = "https://berita.example/pers/"
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("news/2025/umum.md", release("Petani memanen padi.", title="Panen raya"))
    newsroom.write("news/2025/draf.md", release(status="draft", title="Belum selesai"))
    with serving(newsroom) as preview:
        yield preview


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    yield page
    context.close()


expect.set_options(timeout=PATIENCE * 1000)


def test_the_site_is_shown_with_what_is_not_public_yet(preview: Preview, tab: Page) -> None:
    tab.goto(preview.address)
    expect(tab.locator("main")).to_contain_text("Panen raya")
    expect(tab.locator(".nr-preview")).to_have_text(WORDS.t("site.preview"))
    tab.get_by_role("link", name="Belum selesai").click()
    expect(tab.locator("article h1")).to_have_text("Belum selesai")
    expect(tab.locator(".nr-status")).to_have_text(WORDS.t("status.draft"))


def test_search_works_in_the_preview(preview: Preview, tab: Page) -> None:
    tab.goto(preview.address)
    box = tab.get_by_role("banner").get_by_role("searchbox")
    box.fill("panen")
    box.press("Enter")
    expect(tab.get_by_role("status")).to_have_text("1 hasil untuk “panen”")
    tab.locator("#cari ol a").click()
    expect(tab.locator("article h1")).to_have_text("Panen raya")


def test_a_saved_change_shows_by_itself(preview: Preview, tab: Page) -> None:
    tab.goto(f"{preview.address}news/2025/umum/")
    preview.newsroom.write(
        "news/2025/umum.md", release("Petani memanen jagung.", title="Panen raya")
    )
    expect(tab.locator("article")).to_contain_text("memanen jagung")


def test_a_word_that_was_saved_can_be_searched_for_a_little_later(
    preview: Preview, tab: Page
) -> None:
    file = preview.newsroom.write("news/2025/kata.md", release("Nelayan melaut.", title="Laut"))
    wait_for(lambda: "melaut" in page_at(f"{preview.address}news/2025/kata/"))
    tab.goto(f"{preview.address}news/2025/kata/")
    file.write_text(release("Nelayan membawa cakalang.", title="Laut"), "utf-8")
    expect(tab.locator("article")).to_contain_text("cakalang")

    def found() -> bool:
        tab.goto(f"{preview.address}search/?q=cakalang")
        expect(tab.get_by_role("status")).to_contain_text("cakalang")
        return "1 hasil" in tab.get_by_role("status").inner_text()

    wait_for(found)
    file.unlink()


def test_a_preview_that_does_not_reload_shows_the_site(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release(title="Panen raya"))
    with serving(newsroom, "--no-livereload") as preview:
        assert "Panen raya</h1>" in page_at(f"{preview.address}news/2025/umum/")


def test_two_previews_of_one_site_do_not_get_in_each_others_way(newsroom: Newsroom) -> None:
    file = newsroom.write("news/2025/umum.md", release(title="Panen raya"))
    with serving(newsroom) as one, serving(newsroom) as other:
        file.write_text(release(title="Panen besar"), "utf-8")
        for preview in (one, other):
            wait_for(partial(shows, f"{preview.address}news/2025/umum/", "Panen besar</h1>"))


def shows(address: str, words: str) -> bool:
    return words in page_at(address)


def test_a_picture_that_is_replaced_is_shown_in_its_new_size(preview: Preview, tab: Page) -> None:
    wide = GIF[:6] + (2).to_bytes(2, "little") + GIF[8:]
    preview.newsroom.write("news/2025/foto.gif", GIF)
    preview.newsroom.write(
        "news/2025/bergambar.md", release(image={"src": "foto.gif", "alt": "Foto"})
    )
    tab.goto(preview.address)
    tab.get_by_role("link", name="Judul").click()
    picture = tab.get_by_role("img", name="Foto")
    expect(picture).to_have_attribute("width", "1")
    preview.newsroom.write("news/2025/foto.gif", wide)
    expect(picture).to_have_attribute("width", "2")
    preview.newsroom.write("tentang.md", "# Tentang\n\n![Foto](news/2025/foto.gif)\n")
    page = f"{preview.address}tentang/"
    wait_for(partial(shows, page, 'width="2"'))
    preview.newsroom.write("news/2025/foto.gif", GIF)
    wait_for(partial(shows, page, 'width="1"'))


@pytest.mark.parametrize(
    ("broken", "at"),
    [
        pytest.param(release(date="19/11/2025"), "3:7", id="a date"),
        pytest.param("---\ntitle: Kabar\n", "1:1", id="no closing fence"),
        pytest.param(release("[Ke mana](tak-ada.md)"), "8:11", id="a link"),
    ],
)
def test_a_broken_release_is_told_on_the_page_and_in_the_log_until_it_is_mended(
    preview: Preview, tab: Page, broken: str, at: str
) -> None:
    place = f"docs/news/2025/kabar.md:{at}"
    before = len(preview.logged())
    tab.goto(preview.address)
    preview.newsroom.write("news/2025/kabar.md", broken)
    problems = tab.locator(".nr-preview")
    expect(problems).to_contain_text(WORDS.count("preview.problems", 1))
    expect(problems.locator("> ul code")).to_have_text(place)
    assert preview.told(place, after=before)
    expect(tab.locator("main")).to_contain_text("Panen raya")
    assert preview.process.poll() is None

    preview.newsroom.write("news/2025/kabar.md", release(title="Sudah baik"))
    expect(tab.locator("main")).to_contain_text("Sudah baik")
    expect(problems.locator("> p")).to_have_text(WORDS.t("site.preview"))
    (preview.newsroom.folder / "docs/news/2025/kabar.md").unlink()
    expect(tab.locator("main")).not_to_contain_text("Sudah baik")


def test_a_site_with_problems_can_be_previewed_from_the_start(
    newsroom: Newsroom, tab: Page
) -> None:
    newsroom.config["site_url"] = "https://berita.example/pers/"
    newsroom.write("news/2025/umum.md", release(title="Panen raya"))
    newsroom.write("news/2025/kabar.md", release(date="besok"))
    with serving(newsroom) as preview:
        tab.goto(preview.address)
        expect(tab.locator(".nr-preview code")).to_have_text("docs/news/2025/kabar.md:3:7")
        expect(tab.locator("main")).to_contain_text("Panen raya")


def test_a_page_whose_release_breaks_comes_back_by_itself_when_it_is_mended(
    preview: Preview, tab: Page
) -> None:
    file = preview.newsroom.write("news/2025/rusak.md", release("Isi.", title="Utuh"))
    address = f"{preview.address}news/2025/rusak/"
    wait_for(lambda: tab.goto(address) and tab.locator("h1").inner_text() == "Utuh")
    file.write_text(release("Isi.", title="Utuh: lagi"), "utf-8")
    expect(tab.locator("h1")).to_have_text(WORDS.t("preview.broken"))
    expect(tab.locator("ul.nr-status")).to_contain_text("docs/news/2025/rusak.md:2:")
    file.write_text(release("Isi.", title="Utuh lagi"), "utf-8")
    expect(tab.locator("h1")).to_have_text("Utuh lagi")
    file.unlink()


def wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)
