"""Corrections, updates and withdrawals are made in the open, wherever a release is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import GIF, NOW, Newsroom, release
from markup import HOME, json_ld, meta, page, text, texts

from newsroom.domain.lifecycle import Status

ATOM = "{http://www.w3.org/2005/Atom}"
CHANGED: dict[str, dict[str, Any]] = {
    "koreksi": {
        "corrections": [{"date": "2025-11-21", "kind": "correction", "text": "Jam keliru."}]
    },
    "jelas": {
        "corrections": [{"date": "2025-11-22", "kind": "clarification", "text": "Maksudnya."}]
    },
    "baru": {"corrections": [{"date": "2025-11-23", "kind": "update", "text": "Tambahan."}]},
    "segar": {"updated": "2025-11-24"},
    "ditarik": {
        "status": "withdrawn",
        "withdrawn": {"date": "2025-11-25", "reason": "Acara <batal> & tidak jadi."},
        "summary": "Ringkasan lama.",
        "image": {"src": "foto.gif", "alt": "Peserta."},
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Newsroom(tmp_path_factory.mktemp("changes"))
    newsroom.options["feed_size"] = 6
    newsroom.write("news/2024/foto.gif", GIF)
    for slug, keys in CHANGED.items():
        newsroom.write(
            f"news/2024/{slug}.md",
            release(f"Naskah {slug}.", title=slug, date="2024-01-01", **keys),
        )
    for day in range(1, 10):
        newsroom.write(
            f"news/2025/biasa-{day}.md", release(title=f"Biasa {day}", date=f"2025-11-0{day}")
        )
    return newsroom.build()


@pytest.mark.parametrize(
    ("slug", "status"),
    [
        ("koreksi", Status.CORRECTED),
        ("jelas", Status.CLARIFIED),
        ("baru", Status.UPDATED),
        ("segar", Status.UPDATED),
        ("ditarik", Status.WITHDRAWN),
    ],
)
def test_a_dated_notice_makes_a_release_what_its_kind_says(
    newsroom: Newsroom, slug: str, status: Status
) -> None:
    newsroom.write("news/2025/a.md", release(date="2025-11-01", **CHANGED[slug]))
    [found] = newsroom.desk().edition.archive.releases
    assert newsroom.desk(NOW).edition.status(found) is status
    assert status.public


def test_a_listing_marks_what_was_changed(site: Path) -> None:
    html = page(site, "news/2024/")
    marks = {
        texts(card, ".//h3/a")[0]: texts(card, ".//strong[@class='nr-label']")
        for card in html.iterfind(".//article")
    }
    assert marks == {
        "koreksi": ["Dikoreksi"],
        "jelas": ["Diklarifikasi"],
        "baru": ["Diperbarui"],
        "segar": ["Diperbarui"],
    }


def test_a_reader_learns_of_a_change_before_the_text_and_can_go_to_it(site: Path) -> None:
    html = page(site, "news/2024/koreksi/")
    link = html.find(".//header//a[@href='#nr-koreksi']")
    assert text(link) == "Dikoreksi 21 November 2025"
    assert texts(html, ".//section[@aria-labelledby='nr-koreksi']//li") == [
        "Koreksi, 21 November 2025: Jam keliru."
    ]
    clear = page(site, "news/2024/jelas/").find(".//header//a[@href='#nr-koreksi']")
    assert text(clear) == "Diklarifikasi 22 November 2025"
    assert texts(page(site, "news/2024/segar/"), ".//span[@class='nr-updated']") == [
        "Diperbarui Senin, 24 November 2025"
    ]


def test_of_several_kinds_the_gravest_is_told_with_its_own_day(newsroom: Newsroom) -> None:
    notices = [
        {"date": "2025-11-20", "kind": "correction", "text": "Jam keliru."},
        {"date": "2025-11-22", "kind": "clarification", "text": "Maksudnya."},
        {"date": "2025-11-23", "kind": "update", "text": "Tambahan."},
    ]
    newsroom.write("news/2025/a.md", release(corrections=notices))
    newsroom.write("news/2025/b.md", release(lang="en", corrections=notices[1:]))
    site = newsroom.build()
    for name, said in (("a", "Dikoreksi 20 November 2025"), ("b", "Clarified 22 November 2025")):
        link = page(site, f"news/2025/{name}/").find(".//header//a[@href='#nr-koreksi']")
        assert text(link) == said


def test_one_page_lists_every_change_the_latest_first(site: Path) -> None:
    html = page(site, "corrections/")
    rows = [texts(row, "p") for row in html.iterfind(".//ul[@class='nr-notices']/li")]
    assert rows == [
        ["Penarikan 25 November 2025", "ditarik", "Acara <batal> & tidak jadi."],
        ["Pembaruan 24 November 2025", "segar"],
        ["Pembaruan 23 November 2025", "baru", "Tambahan."],
        ["Klarifikasi 22 November 2025", "jelas", "Maksudnya."],
        ["Koreksi 21 November 2025", "koreksi", "Jam keliru."],
    ]
    assert texts(html, ".//p[@class='nr-count']") == ["5 catatan"]
    assert f"{HOME}corrections/" in (site / "sitemap.xml").read_text("utf-8")


def test_a_feed_brings_back_an_old_release_when_it_is_corrected_or_withdrawn(site: Path) -> None:
    entries = ElementTree.parse(site / "feed.xml").getroot().findall(f"{ATOM}entry")
    slugs = [str(entry.findtext(f"{ATOM}id")).rstrip("/").rpartition("/")[2] for entry in entries]
    assert slugs == ["ditarik", "baru", "jelas", "koreksi", "biasa-9", "biasa-8"]


def test_a_feed_replaces_a_withdrawn_text_by_the_notice_under_the_same_id(site: Path) -> None:
    [entry] = [
        item
        for item in json.loads((site / "feed.json").read_text("utf-8"))["items"]
        if item["id"] == f"{HOME}news/2024/ditarik/"
    ]
    assert entry["title"] == "[Ditarik] ditarik"
    assert entry["content_html"] == (
        "<p><strong>Siaran pers ini ditarik pada 25 November 2025.</strong></p>"
        "<p>Acara &lt;batal&gt; &amp; tidak jadi.</p>"
    )
    assert entry["date_published"] == "2024-01-01T00:00:00+07:00"
    assert entry["date_modified"] == "2025-11-25T00:00:00+07:00"
    for name in ("feed.xml", "rss.xml", "feed.json", "news/2024/feed.xml"):
        assert "Naskah ditarik" not in (site / name).read_text("utf-8")


def test_a_withdrawn_release_says_so_wherever_its_title_is_shared(site: Path) -> None:
    html = page(site, "news/2024/ditarik/")
    assert texts(html, ".//title") == ["[Ditarik] ditarik - Ruang Berita"]
    assert meta(html, "og:title") == ["[Ditarik] ditarik"]


def test_what_a_withdrawn_release_is_shared_with_is_its_notice(site: Path) -> None:
    html = page(site, "news/2024/ditarik/")
    notice = "Siaran pers ini ditarik pada 25 November 2025. Acara <batal> & tidak jadi."
    for name in ("description", "og:description"):
        assert meta(html, name) == [notice]
    assert json_ld(html)["NewsArticle"]["description"] == notice
    assert not any("foto" in address for address in meta(html, "og:image"))
    for file in ("release.json", "release.txt"):
        assert "Ringkasan" not in (site / "news/2024/ditarik" / file).read_text("utf-8-sig")


@pytest.mark.parametrize("earlier", [{}, CHANGED["koreksi"], CHANGED["segar"]])
def test_a_withdrawn_release_says_beneath_its_headline_that_it_is(
    newsroom: Newsroom, earlier: dict[str, Any]
) -> None:
    keys = {key: CHANGED["ditarik"][key] for key in ("status", "withdrawn")}
    newsroom.write("news/2025/a.md", release(date="2025-11-01", **keys, **earlier))
    html = page(newsroom.build(), "news/2025/a/")
    assert texts(html, ".//*[@class='nr-updated']") == ["Ditarik 25 November 2025"]


def test_a_correction_is_data_for_machines(site: Path) -> None:
    article = json_ld(page(site, "news/2024/koreksi/"))["NewsArticle"]
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2025-11-21T00:00:00+07:00",
            "text": "Jam keliru.",
        }
    ]
    assert article["dateModified"] == "2025-11-21T00:00:00+07:00"
