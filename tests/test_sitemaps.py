"""The sitemaps name every public page once, and date it by its own last change."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import NOW, Newsroom, release
from markup import HOME, Element, file_at, meta, pages

from newsroom.views import sitemaps

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

ARCHIVE: dict[str, dict[str, Any]] = {
    "lama": {"date": "2024-03-05", "partners": ["Satu", "Dua"]},
    "diperbarui": {"date": "2025-11-01", "updated": "2025-11-20T08:00", "partners": ["Satu"]},
    "dikoreksi": {
        "date": "2025-11-02T09:00",
        "corrections": [{"date": "2025-11-15", "kind": "correction", "text": "Angka diperbaiki."}],
        "location": "Pandeglang",
    },
    "embargo": {"date": "2025-11-03", "embargo": "2025-11-04T10:00", "topics": ["Layanan"]},
    # What follows may not be found through a sitemap.
    "draf": {"date": "2025-11-28", "status": "draft", "partners": ["Tiga"]},
    "besok": {"date": "2025-12-02", "location": "Lebak"},
    "ditahan": {"date": "2025-11-28", "embargo": "2025-12-01T12:00:01", "editor": "Editor Dua"},
    "ditarik": {
        "date": "2025-11-28",
        "status": "withdrawn",
        "withdrawn": {"date": "2025-11-29", "reason": "Keliru."},
    },
}


def write(newsroom: Newsroom) -> Newsroom:
    newsroom.options["page_size"] = 2
    newsroom.write("tentang.md", "# Tentang\n")
    for name, keys in ARCHIVE.items():
        newsroom.write(f"news/2025/{name}.md", release(**{"title": f"Judul {name}", **keys}))
    return newsroom


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(Newsroom(tmp_path_factory.mktemp("sitemaps"))).build()


def sitemap(site: Path, name: str = "sitemap.xml") -> dict[str, str | None]:
    """The last change of every page the sitemap names, by its address in the site."""
    root = ElementTree.parse(site / name).getroot()
    assert root.tag == f"{SITEMAP}urlset"
    places = {
        (url.findtext(f"{SITEMAP}loc") or "").removeprefix(HOME): url.findtext(f"{SITEMAP}lastmod")
        for url in root
    }
    assert len(places) == len(root), "an address is named twice"
    return places


def news(site: Path) -> dict[str, Element]:
    """What the news sitemap says of each release, by its address in the site."""
    root = ElementTree.parse(site / "news-sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root:
        said = url.find(f"{NEWS}news")
        assert said is not None
        found[(url.findtext(f"{SITEMAP}loc") or "").removeprefix(HOME)] = said
    return found


def test_a_release_is_dated_by_its_own_last_change(site: Path) -> None:
    changed = {
        address.rstrip("/").rpartition("/")[2]: day
        for address, day in sitemap(site).items()
        if address.startswith(("news/2024/", "news/2025/")) and address.count("/") == 3
    }
    assert changed == {
        "lama": "2024-03-05T00:00:00+07:00",
        "diperbarui": "2025-11-20T08:00:00+07:00",
        "dikoreksi": "2025-11-15T00:00:00+07:00",
        "embargo": "2025-11-04T10:00:00+07:00",
    }


@pytest.mark.parametrize(
    ("address", "changed"),
    [
        ("", "2025-11-20T08:00:00+07:00"),
        ("news/", "2025-11-15T00:00:00+07:00"),
        ("news/page/1/", "2025-11-20T08:00:00+07:00"),
        ("news/2024/", "2024-03-05T00:00:00+07:00"),
        ("partners/satu/", "2025-11-20T08:00:00+07:00"),
        ("partners/dua/", "2024-03-05T00:00:00+07:00"),
        ("locations/pandeglang/", "2025-11-15T00:00:00+07:00"),
        ("topics/layanan/", "2025-11-04T10:00:00+07:00"),
        ("tentang/", None),
    ],
)
def test_a_listing_is_dated_by_the_newest_change_of_what_it_lists(
    site: Path, address: str, changed: str | None
) -> None:
    assert sitemap(site)[address] == changed


def test_the_sitemap_names_every_page_that_search_engines_may_list_and_no_other(
    site: Path,
) -> None:
    indexed = {
        name.removesuffix("index.html")
        for name, html in pages(site).items()
        if not meta(html, "robots")
    }
    assert sitemap(site).keys() == indexed
    assert not indexed & {"404.html", "search/", "news/2025/ditarik/"}


def test_the_day_of_the_build_changes_nothing(newsroom: Newsroom) -> None:
    first = (write(newsroom).build() / "sitemap.xml").read_bytes()
    # Of the day before, when the same releases were public.
    again = (newsroom.build(NOW - timedelta(days=1)) / "sitemap.xml").read_bytes()
    assert again == first


@pytest.mark.parametrize("name", ["draf", "besok", "ditahan", "ditarik"])
@pytest.mark.parametrize("file", ["sitemap.xml", "news-sitemap.xml"])
def test_what_is_withheld_or_withdrawn_is_in_no_sitemap(site: Path, file: str, name: str) -> None:
    assert name not in (site / file).read_text("utf-8")


@pytest.mark.parametrize("trace", ["tiga", "lebak", "editor-dua"])
def test_no_address_tells_of_a_release_that_is_withheld(site: Path, trace: str) -> None:
    assert not [address for address in sitemap(site) if trace in address]


def test_every_address_is_encoded_and_stands_in_the_built_site(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/новости.md", release(location="Ωmega Σ", topics=["日本"]))
    site = newsroom.build()
    for address in sitemap(site):
        assert address.isascii(), f"{address} is no URL"
        assert file_at(site, HOME + address).is_file()


def test_the_news_sitemap_holds_only_the_last_two_days(newsroom: Newsroom) -> None:
    oldest = NOW - timedelta(days=2)
    for name, at in (
        ("terlalu-lama", oldest - timedelta(seconds=1)),
        ("terlama", oldest),
        ("terbaru", NOW),
    ):
        newsroom.write(f"news/2025/{name}.md", release(date=at.isoformat(), title=name))
    newsroom.write(
        "news/2025/baru-terbit.md", release(date="2025-11-01", embargo="2025-11-30T09:00")
    )
    found = news(newsroom.build())
    slugs = [address.rstrip("/").rpartition("/")[2] for address in found]
    assert slugs == ["terbaru", "baru-terbit", "terlama"]


def test_the_news_sitemap_says_who_published_what_when_and_in_which_language(
    newsroom: Newsroom,
) -> None:
    newsroom.config["site_name"] = "Ruang <Berita> & Lain"
    newsroom.write(
        "news/2025/kabar.md", release(title="Satu & <dua>", date="2025-11-30T09:15", lang="en")
    )
    said = news(newsroom.build())["news/2025/kabar/"]
    assert {child.tag: child.text for child in said} | {
        child.tag: child.text for child in said.iterfind(f"{NEWS}publication/*")
    } == {
        f"{NEWS}publication": None,
        f"{NEWS}name": "Ruang <Berita> & Lain",
        f"{NEWS}language": "en",
        f"{NEWS}publication_date": "2025-11-30T09:15:00+07:00",
        f"{NEWS}title": "Satu & <dua>",
    }


def test_a_release_keeps_its_first_date_in_the_news_when_it_is_updated(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(date="2025-11-30", updated="2025-12-01T11:00"))
    said = news(newsroom.build())["news/2025/kabar/"]
    published = datetime.fromisoformat(said.findtext(f"{NEWS}publication_date") or "")
    assert published == datetime.fromisoformat("2025-11-30T00:00:00+07:00")


def test_an_empty_newsroom_has_well_formed_sitemaps(newsroom: Newsroom) -> None:
    site = newsroom.build()
    assert news(site) == {}
    assert "" in sitemap(site)
    assert all(day is None for day in sitemap(site).values()), "nothing has ever changed"


def test_a_sitemap_that_would_name_too_many_addresses_is_shared_out(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sitemap(write(newsroom).build())
    monkeypatch.setattr(sitemaps, "MOST", 3)
    site = newsroom.build()
    found = pieces(site)
    assert len(found) > 3
    assert all(len(piece) <= 3 for piece in found.values())
    assert {address: day for piece in found.values() for address, day in piece.items()} == whole

    # Shared out from the oldest: a new release leaves the full files of releases as they are.
    first = (site / "sitemap-releases-1.xml").read_bytes()
    newsroom.write("news/2025/baru.md", release(title="Baru", date="2025-11-30"))
    again = newsroom.build()
    assert "news/2025/baru/" in pieces(again)["sitemap-releases-2.xml"]
    assert (again / "sitemap-releases-1.xml").read_bytes() == first


def pieces(site: Path) -> dict[str, dict[str, str | None]]:
    """What each file says that the index of the sitemap names, with the day it says of it."""
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    assert root.tag == f"{SITEMAP}sitemapindex"
    found = {}
    for one in root:
        name = (one.findtext(f"{SITEMAP}loc") or "").removeprefix(HOME)
        found[name] = sitemap(site, name)
        days = [day for day in found[name].values() if day]
        assert one.findtext(f"{SITEMAP}lastmod") == max(days, default=None)
    return found
