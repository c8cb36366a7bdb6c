"""What search engines and social networks are told is what the page shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import GIF, Newsroom, release
from markup import (
    HOME,
    Element,
    file_at,
    folded,
    framed,
    json_ld,
    links,
    meta,
    page,
    pages,
    text,
    texts,
    values,
)

KABAR = "news/2025/kabar/"
HEADLINE = "</script ><script>alert(1)</script> & <b>\"dua\"</b> 'satu' ]]> <!--<script x"

FULL: dict[str, Any] = {
    "title": "Kantor dan Mitra Bekerja Sama",
    "date": "2025-11-19T09:30",
    "location": "Serang",
    "venue": "Aula Utama",
    "partners": ["Mitra & Kawan", {"name": "Dua", "role": "tuan rumah"}],
    "topics": ["Kerja sama", "Layanan"],
    "summary": "Ringkasan siaran.",
    "image": {"src": "foto.gif", "alt": "Dua orang", "caption": "Keterangan", "credit": "Humas"},
    "updated": "2025-11-20",
    "corrections": [
        {"date": "2025-11-21", "kind": "correction", "text": "Angka <b>diperbaiki</b>."},
        {"date": "2025-11-22T10:00", "kind": "update", "text": "Tempat ditambahkan."},
    ],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Newsroom(tmp_path_factory.mktemp("structured"))
    newsroom.options["organisation"] = {
        "name": "Kantor Contoh",
        "kind": "GovernmentOrganization",
        "logo": "assets/lambang.svg",
        "url": "https://kantor.example/",
    }
    newsroom.options["page_size"] = 1
    newsroom.write("assets/lambang.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("tentang.md", "# Tentang\n")
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("partners/dua.md", "---\nname: Dua\nurl: https://dua.example/\n---\n")
    newsroom.write("news/2025/kabar.md", release(**FULL))
    for day in (1, 2):
        newsroom.write(f"news/2025/lain-{day}.md", release(date=f"2025-10-0{day}"))
    newsroom.write("news/2025/jahat.md", release(title=json.dumps(HEADLINE), date="2025-10-03"))
    newsroom.write(
        "news/2025/ditarik.md",
        release(
            date="2025-10-04",
            title="Judul ditarik",
            partners=["Hanya Di Sini"],
            location="Lebak",
            editor="Editor Dua",
            status="withdrawn",
            withdrawn={"date": "2025-10-05", "reason": "Keliru."},
        ),
    )
    return newsroom.build()


@pytest.fixture(scope="module")
def html(site: Path) -> Element:
    return page(site, KABAR)


@pytest.fixture(scope="module")
def article(html: Element) -> dict[str, Any]:
    return json_ld(html)["NewsArticle"]


def shown_links(html: Element, below: str) -> list[tuple[str, str]]:
    """Text and absolute address of every link to a listing of a kind, in the release itself."""
    return [
        (text(link), url)
        for link in html.iterfind(".//article//a")
        if (url := urljoin(HOME + KABAR, link.get("href"))).startswith(HOME + below)
    ]


def test_the_headline_and_description_are_those_shown(
    html: Element, article: dict[str, Any]
) -> None:
    assert [article["headline"]] == texts(html, ".//h1")
    assert article["description"] == "Ringkasan siaran."
    assert article["description"] in texts(html, ".//article/header/p")


def test_the_dates_are_those_shown(html: Element, article: dict[str, Any]) -> None:
    assert article["datePublished"] == "2025-11-19T09:30:00+07:00"
    assert article["dateModified"] == "2025-11-22T10:00:00+07:00"
    published, changed, updated, *notices = html.findall(".//article//time")
    assert text(changed) == "21 November 2025"
    assert published.get("datetime") == article["datePublished"]
    assert text(published) == "Rabu, 19 November 2025, 09.30 WIB"
    assert (updated.get("datetime"), text(updated)) == (
        "2025-11-20T00:00:00+07:00",
        "Kamis, 20 November 2025",
    )
    assert texts(html, ".//article//section//li/time") == ["21 November 2025", "22 November 2025"]
    assert len(notices) == 2


def test_the_dateline_and_the_places_are_those_shown(
    html: Element, article: dict[str, Any]
) -> None:
    assert article["dateline"] == "SERANG, 19 November 2025"
    assert texts(html, ".//span[@class='nr-dateline']") == [f"{article['dateline']} –"]
    assert article["locationCreated"] == {"@type": "Place", "name": "Serang"}
    assert [name for name, _ in shown_links(html, "locations/")] == ["Serang"]
    assert article["contentLocation"] == {"@type": "Place", "name": "Aula Utama"}
    assert "Aula Utama" in texts(html, ".//dl//dd")


def test_partners_editor_and_topics_are_those_linked(
    html: Element, article: dict[str, Any]
) -> None:
    mentions = [(mention["name"], mention["url"]) for mention in article["mentions"]]
    assert mentions == shown_links(html, "partners/")
    assert mentions == [
        ("Mitra & Kawan", f"{HOME}partners/mitra-kawan/"),
        ("Dua", f"{HOME}partners/dua/"),
    ]
    assert {mention["@type"] for mention in article["mentions"]} == {"Organization"}
    assert article["mentions"][1]["sameAs"] == "https://dua.example/"
    assert (article["editor"]["@type"], article["editor"]["name"]) == ("Person", "Editor Satu")
    assert shown_links(html, "editors/") == [("Editor Satu", article["editor"]["url"])]
    assert article["keywords"] == [name for name, _ in shown_links(html, "topics/")]


def test_the_picture_is_the_one_shown(html: Element, article: dict[str, Any]) -> None:
    shown = html.find(".//article//figure//img")
    assert shown is not None
    assert article["image"] == [
        {
            "@type": "ImageObject",
            "url": urljoin(HOME + KABAR, shown.get("src")),
            "width": 1,
            "height": 1,
            "caption": "Keterangan",
            "creditText": "Humas",
        }
    ]
    assert texts(html, ".//article//figure/figcaption") == ["Keterangan Gambar: Humas"]


def test_every_correction_is_a_comment_with_its_day(html: Element, article: dict[str, Any]) -> None:
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2025-11-21T00:00:00+07:00",
            "text": "Angka <b>diperbaiki</b>.",
        },
        {
            "@type": "CorrectionComment",
            "datePublished": "2025-11-22T10:00:00+07:00",
            "text": "Tempat ditambahkan.",
        },
    ]
    assert texts(html, ".//section[@aria-labelledby='nr-koreksi']//li") == [
        "Koreksi, 21 November 2025: Angka <b>diperbaiki</b>.",
        "Pembaruan, 22 November 2025: Tempat ditambahkan.",
    ]


def test_the_office_is_author_and_publisher(article: dict[str, Any]) -> None:
    office = {
        "@type": "GovernmentOrganization",
        "name": "Kantor Contoh",
        "url": "https://kantor.example/",
    }
    logo = {"@type": "ImageObject", "url": f"{HOME}assets/lambang.svg"}
    assert article["author"] == office
    assert article["publisher"] == {**office, "logo": logo}
    assert (article["inLanguage"], article["isAccessibleForFree"]) == ("id", True)
    assert article["mainEntityOfPage"] == article["url"] == HOME + KABAR


def test_what_a_release_does_not_say_is_left_out(site: Path) -> None:
    bare = json_ld(page(site, "news/2025/lain-1/"))["NewsArticle"]
    left_out = {"image", "contentLocation", "mentions", "keywords", "correction"}
    assert bare.keys().isdisjoint(left_out)
    assert None not in bare.values() and "" not in bare.values()


def test_breadcrumbs_are_numbered_and_are_those_shown(html: Element) -> None:
    trail = json_ld(html)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3, 4]
    shown = [
        (text(link), urljoin(HOME + KABAR, link.get("href")))
        for link in html.iterfind(".//nav[@class='nr-breadcrumbs']//a")
    ]
    assert [(step["name"], step["item"]) for step in trail] == [
        *shown,
        ("Kantor dan Mitra Bekerja Sama", HOME + KABAR),
    ]


def test_every_address_in_any_structured_data_exists(site: Path) -> None:
    checked = 0
    for name, html in pages(site).items():
        if html.find(".//script[@type='application/ld+json']") is None:
            continue
        for url in urls_of_the_site(json_ld(html)):
            assert file_at(site, url).is_file(), f"{name} tells of {url}, which is not there"
            checked += 1
    assert checked > 50


def urls_of_the_site(value: object) -> list[str]:
    """Every URL of the site in a value, however deep."""
    if isinstance(value, dict):
        return [url for part in value.values() for url in urls_of_the_site(part)]
    if isinstance(value, list):
        return [url for part in value for url in urls_of_the_site(part)]
    return [value] if isinstance(value, str) and value.startswith(HOME) else []


def test_a_page_is_canonical_at_its_own_address(site: Path) -> None:
    for name, html in pages(site).items():
        if framed(name):
            continue
        own = HOME + name.removesuffix("index.html")
        assert values(html, ".//link[@rel='canonical']", "href") == [own]
        assert meta(html, "og:url") == [own]


def test_open_graph_tells_of_a_release(html: Element) -> None:
    told = [
        (element.get("property"), element.get("content"))
        for element in html.iterfind(".//meta[@property]")
    ]
    assert told == [
        ("og:type", "article"),
        ("og:title", "Kantor dan Mitra Bekerja Sama"),
        ("og:description", "Ringkasan siaran."),
        ("og:url", HOME + KABAR),
        ("og:site_name", "Ruang Berita"),
        ("og:locale", "id_ID"),
        ("og:image", f"{HOME}news/2025/foto.gif"),
        ("og:image:width", "1"),
        ("og:image:height", "1"),
        ("og:image:alt", "Dua orang"),
        ("article:published_time", "2025-11-19T09:30:00+07:00"),
        ("article:modified_time", "2025-11-22T10:00:00+07:00"),
        ("article:author", "Editor Satu"),
        ("article:section", "Kerja sama"),
        ("article:tag", "Kerja sama"),
        ("article:tag", "Layanan"),
        ("article:tag", "Mitra & Kawan"),
        ("article:tag", "Dua"),
    ]


@pytest.mark.parametrize("address", ["", "news/", "partners/", "partners/dua/", "tentang/"])
def test_open_graph_tells_of_any_other_page(site: Path, address: str) -> None:
    html = page(site, address)
    assert meta(html, "og:type") == ["website"]
    assert meta(html, "og:title") and all(meta(html, "og:title"))
    assert meta(html, "og:site_name") == ["Ruang Berita"]


def test_a_release_without_a_picture_is_shared_with_the_sites_own(newsroom: Newsroom) -> None:
    newsroom.options |= {"picture": "assets/bersama.gif", "cards": "never"}
    newsroom.write("assets/bersama.gif", GIF)
    newsroom.write("news/2025/kabar.md", release())
    site = newsroom.build()
    for address in ("", KABAR):
        assert meta(page(site, address), "og:image") == [f"{HOME}assets/bersama.gif"]


def test_a_headline_that_looks_like_markup_stays_a_headline(site: Path) -> None:
    html = page(site, "news/2025/jahat/")
    assert json_ld(html)["NewsArticle"]["headline"] == HEADLINE
    written = [script for script in html.iter("script") if not script.get("src")]
    assert [script.get("type") for script in written] == ["application/ld+json"]
    assert texts(html, ".//h1") == [folded(HEADLINE)]
    assert meta(html, "og:title") == [HEADLINE]
    raw = (site / "news/2025/jahat/index.html").read_text("utf-8")
    assert "alert(1)</script>" not in raw


def test_a_withdrawn_release_says_so_where_it_is_shared_and_is_not_indexed(site: Path) -> None:
    html = page(site, "news/2025/ditarik/")
    assert meta(html, "robots") == ["noindex"]
    assert meta(html, "og:title") == ["[Ditarik] Judul ditarik"]


def test_a_partner_without_a_page_is_named_without_an_address(site: Path) -> None:
    html = page(site, "news/2025/ditarik/")
    mentions = json_ld(html)["NewsArticle"]["mentions"]
    assert mentions == [{"@type": "Organization", "name": "Hanya Di Sini"}]
    assert not [link for link in links(html) if "hanya-di-sini" in link]
