"""Ordinary pages, old addresses and names stand where readers and hosts expect them."""

from __future__ import annotations

import pytest
from conftest import Newsroom, release
from markup import page, texts, values


@pytest.mark.parametrize(
    "text",
    ["\n---\ntitle: Tentang\n---\nIsi halaman.\n", "---\ntitle: Tentang\n---"],
    ids=["blank line first", "ends on the fence"],
)
def test_front_matter_of_a_page_is_never_shown(newsroom: Newsroom, text: str) -> None:
    newsroom.write("about.md", text)
    html = page(newsroom.build(), "about/")
    assert texts(html, ".//h1") == ["Tentang"]
    assert "title:" not in "".join(html.itertext())


def test_a_page_has_one_heading_and_its_title_is_escaped_once(newsroom: Newsroom) -> None:
    newsroom.write("tanya.md", "# Tanya & Jawab\n\nIsi.\n")
    html = page(newsroom.build(), "tanya/")
    assert texts(html, ".//h1") == ["Tanya & Jawab"]
    assert texts(html, ".//title") == ["Tanya & Jawab - Ruang Berita"]
    assert "Tanya & Jawab" in texts(html, ".//nav[@class='nr-menu']//a")


def test_the_menu_may_shorten_the_title_of_a_page(newsroom: Newsroom) -> None:
    newsroom.config["nav"] = [{"Tentang": "about.md"}]
    newsroom.write("about.md", "---\ntitle: Tentang kantor ini\n---\nIsi.\n")
    html = page(newsroom.build(), "about/")
    assert texts(html, ".//h1") == ["Tentang kantor ini"]
    assert texts(html, ".//title") == ["Tentang kantor ini - Ruang Berita"]
    assert "Tentang" in texts(html, ".//nav[@class='nr-menu']//a")


def test_a_page_left_out_of_the_build_is_not_in_the_sitemap(newsroom: Newsroom) -> None:
    newsroom.config["exclude_docs"] = "rahasia.md"
    newsroom.write("rahasia.md", "# Rahasia\n")
    assert b"rahasia" not in (newsroom.build() / "sitemap.xml").read_bytes()


@pytest.mark.parametrize(
    "alias",
    ["%2e%2e/%2e%2e/luar", "../luar", "/", "//luar", "assets/x", "404.html", "rss.xml", "a\\b"],
)
def test_an_old_address_cannot_lead_out_of_the_site_or_over_its_files(
    newsroom: Newsroom, alias: str
) -> None:
    newsroom.write("news/2025/kabar.md", release(aliases=[alias]))
    assert len(newsroom.problems()) == 1


def test_an_old_address_sends_on_to_the_release(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(aliases=["/siaran/12.html", "lama/kabar/"]))
    site = newsroom.build()
    for address in ("siaran/12.html", "lama/kabar/index.html"):
        html = (site / address).read_text("utf-8")
        assert 'rel="canonical" href="https://berita.example/news/2025/kabar/"' in html
        assert "../news/2025/kabar/" in html


def test_hosts_that_can_redirect_are_told_every_old_address(newsroom: Newsroom) -> None:
    newsroom.config["site_url"] = "https://kantor.example/berita/"
    newsroom.write("news/2025/kabar.md", release(aliases=["/siaran/12.html", "lama/kabar/"]))
    newsroom.write("news/2025/draf.md", release(status="draft", aliases=["lama/draf"]))
    assert (newsroom.build() / "_redirects").read_text("utf-8") == (
        "/berita/lama/kabar/ /berita/news/2025/kabar/ 301\n"
        "/berita/siaran/12.html /berita/news/2025/kabar/ 301\n"
    )


def test_another_spelling_of_a_name_leaves_its_address_alone(newsroom: Newsroom) -> None:
    keys: dict[str, object] = {
        "location": "D.K.I. Jakarta",
        "editor": "Ma'ruf",
        "partners": ["P.T. Satu"],
    }
    newsroom.write("news/2025/a.md", release(date="2025-11-01", **keys))
    before = {listing.address for listing in newsroom.desk().edition.listings}
    keys = {"location": "DKI Jakarta", "editor": "Maruf", "partners": ["PT Satu"]}
    newsroom.write("news/2025/b.md", release(date="2025-11-02", **keys))
    assert {listing.address for listing in newsroom.desk().edition.listings} == before


def test_a_text_that_looks_like_our_own_links_stays_text(newsroom: Newsroom) -> None:
    words = 'Kata "newsroom:../../rahasia.md" itu'
    newsroom.write("news/2025/kabar.md", release(words))
    html = page(newsroom.build(), "news/2025/kabar/")
    assert any(words in text for text in texts(html, ".//div/p"))


def test_a_text_may_link_to_the_home_page(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release("[Beranda](../../) dan [awal](/)."))
    html = page(newsroom.build(), "news/2025/kabar/")
    assert values(html, ".//div[@class='md-typeset nr-text']/p/a", "href") == [
        "../../../",
        "../../../",
    ]


def test_a_release_under_embargo_bears_the_date_of_its_publication(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(embargo="2025-11-21T09:00"))
    html = page(newsroom.build(), "news/2025/kabar/")
    assert texts(html, ".//span[@class='nr-dateline']") == ["SERANG, 21 November 2025 –"]
    assert texts(html, ".//p[@class='nr-when']") == ["Jumat, 21 November 2025, 09.00 WIB"]


def test_a_release_is_no_attachment(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/draf.md", release(status="draft"))
    newsroom.write("news/2025/kabar.md", release(attachments=[{"file": "draf.md"}]))
    assert len(newsroom.problems()) == 1


def test_a_dateline_below_a_notice_is_the_authors_own(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release("**Segera**\n\n**SERANG** – Kantor itu."))
    newsroom.write("news/2025/b.md", release("Kantor itu.\n\nSERANG RAYA ikut."))
    site = newsroom.build()
    assert texts(page(site, "news/2025/a/"), ".//span[@class='nr-dateline']") == []
    assert texts(page(site, "news/2025/b/"), ".//span[@class='nr-dateline']") == [
        "SERANG, 19 November 2025 –"
    ]
