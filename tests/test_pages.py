"""Ordinary pages, old addresses and names stand where readers and hosts expect them."""

from __future__ import annotations

import json

import pytest
from conftest import GIF, Newsroom, release
from markup import json_ld, page, texts, values

from newsroom.search_parts import search_parts


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
    newsroom.write(
        "news/2025/kabar.md",
        release(aliases=["/siaran/12.html", "lama/kabar/", "/p.php", "/a b/", "c%20d/e.aspx"]),
    )
    site = newsroom.build()
    paths = ("siaran/12.html", "lama/kabar", "p.php", "a b", "c d/e.aspx")
    for address in (path if path.endswith(".html") else f"{path}/index.html" for path in paths):
        html = (site / address).read_text("utf-8")
        assert 'rel="canonical" href="https://berita.example/news/2025/kabar/"' in html
        assert "../news/2025/kabar/" in html


def test_an_old_address_of_spaces_and_the_page_of_that_name_are_one(newsroom: Newsroom) -> None:
    newsroom.write("tentang kami.md", "# Tentang")
    newsroom.write("news/2025/kabar.md", release(aliases=["/tentang%20kami/"]))
    [told] = newsroom.problems()
    assert "Alamat lama /tentang kami/ sudah dipakai oleh docs/tentang kami.md." in told


def test_hosts_that_can_redirect_are_told_every_old_address(newsroom: Newsroom) -> None:
    newsroom.config["site_url"] = "https://kantor.example/berita/"
    newsroom.write(
        "news/2025/kabar.md", release(aliases=["/siaran/12.html", "lama/kabar/", "/p.php", "a b"])
    )
    newsroom.write("news/2025/draf.md", release(status="draft", aliases=["lama/draf"]))
    assert (newsroom.build() / "_redirects").read_text("utf-8") == (
        "/berita/a%20b/ /berita/news/2025/kabar/ 301\n"
        "/berita/lama/kabar/ /berita/news/2025/kabar/ 301\n"
        "/berita/p.php/ /berita/news/2025/kabar/ 301\n"
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
    assert values(html, ".//div[@class='nr-text']/p/a", "href") == [
        "../../../",
        "../../../",
    ]


def test_an_embargo_moves_the_publication_and_neither_the_dateline_nor_the_address(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2024/kabar.md", release(date="2024-12-30", embargo="2025-01-02T09:00"))
    site = newsroom.build()
    html = page(site, "news/2024/kabar/")
    assert texts(html, ".//span[@class='nr-dateline']") == ["SERANG, 30 Desember 2024 –"]
    assert texts(html, ".//p[@class='nr-when']") == ["Kamis, 2 Januari 2025, 09.00 WIB"]
    article = json_ld(html)["NewsArticle"]
    assert article["datePublished"] == "2025-01-02T09:00:00+07:00"
    assert article["dateline"] == "SERANG, 30 Desember 2024"
    [part] = search_parts(newsroom.desk().edition, ())
    assert (part.pages, part.common) == (("news/2024/kabar/index.html",), {"year": "2024"})
    assert texts(page(site, "news/2024/"), ".//article//h3") == ["Judul"]
    assert not (site / "news/2025").exists()
    [entry] = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    assert entry["date_published"] == "2025-01-02T09:00:00+07:00"


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


def test_a_file_shown_by_its_whole_address_goes_out_with_the_text(newsroom: Newsroom) -> None:
    newsroom.options["paths"] = {"news": "berita"}
    newsroom.write("news/2025/a.gif", GIF)
    address = "https://berita.example/berita/2025/a.gif"
    newsroom.write("about.md", f"# Tentang\n\n![Dua orang]({address})\n")
    assert (newsroom.build() / "berita/2025/a.gif").read_bytes() == GIF


def test_a_table_stands_in_a_frame_that_the_keyboard_can_scroll(newsroom: Newsroom) -> None:
    table = "| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    newsroom.write("tentang.md", f"# Tentang\n\n{table}")
    newsroom.write("news/2025/kabar.md", release(f"Kabar.\n\n{table}"))
    site = newsroom.build()
    for address in ("tentang/", "news/2025/kabar/"):
        frame = page(site, address).find(".//div[@class='nr-scroll']")
        assert frame is not None and frame.get("tabindex") == "0"
        assert (frame.get("role"), bool(frame.get("aria-label"))) == ("region", True)
        assert [child.tag for child in frame] == ["table"]
