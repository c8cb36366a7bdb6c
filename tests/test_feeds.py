"""Atom, RSS and JSON Feed say the same of a listing, by the rules of each format."""

from __future__ import annotations

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from conftest import GIF, NOW, Newsroom, release
from markup import HOME, Element, file_at, files, folded, links, parsed, text

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}")
RFC822 = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")

HOSTILE = "Judul \"dua\" & <script>alert('1')</script> ]]> \ufffe akhir"
PDF = b"%PDF-1.4\n"
FOLDERS = [
    "",
    "news/",
    "news/2025/",
    "partners/satu/",
    "locations/serang/",
    "editors/editor-satu/",
    "topics/kerja-sama/",
]


def write_archive(newsroom: Newsroom) -> None:
    """Five releases that everyone may read, and three that a feed must not hold."""
    newsroom.options["feed_size"] = 3
    shared: dict[str, Any] = {"partners": ["Satu"], "topics": ["Kerja sama"]}
    newsroom.write("tentang.md", "# Tentang\n")
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/lampiran.pdf", PDF)
    for day in (1, 2, 3, 4):
        text_ = release(f"Isi {day}.", title=f"Kabar {day}", date=f"2025-11-0{day}", **shared)
        newsroom.write(f"news/2025/kabar-{day}.md", text_)
    newsroom.write(
        "news/2025/utama.md",
        release(
            "Alinea pertama.\n\n## Bagian {#bagian}\n\n"
            "[satu](kabar-4.md#a) [dua](#bagian) [tiga](../../tentang.md) [empat](/partners/) "
            "[lima](https://lain.example/a) [enam](mailto:humas@kantor.example) "
            "![foto](foto.gif) [berkas](lampiran.pdf)",
            title=as_yaml(HOSTILE),
            date="2025-11-05T09:30",
            updated="2025-11-06T10:00",
            image={"src": "foto.gif", "alt": "Foto", "caption": "Keterangan foto"},
            attachments=[{"file": "lampiran.pdf", "title": "Naskah"}],
            **shared,
        ),
    )
    withheld: dict[str, dict[str, Any]] = {
        "draf": {"status": "draft"},
        "besok": {"date": "2026-01-01"},
        "embargo": {"embargo": "2025-12-31T09:00"},
    }
    for name, keys in withheld.items():
        common = {"title": f"Rahasia {name}", "date": "2025-11-09", **shared}
        newsroom.write(f"news/2025/{name}.md", release(**{**common, **keys}))


def as_yaml(value: str) -> str:
    """A text as YAML writes it between quotation marks, control characters escaped."""
    return json.dumps(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Newsroom(tmp_path_factory.mktemp("feeds"))
    write_archive(newsroom)
    return newsroom.build()


def atom(site: Path, folder: str = "") -> Element:
    return ElementTree.parse(site / folder / "feed.xml").getroot()


def channel(site: Path, folder: str = "") -> Element:
    found = ElementTree.parse(site / folder / "rss.xml").getroot().find("channel")
    assert found is not None
    return found


def json_feed(site: Path, folder: str = "") -> dict[str, Any]:
    feed: dict[str, Any] = json.loads((site / folder / "feed.json").read_text("utf-8"))
    return feed


def said(element: Element, path: str) -> str:
    """The text at a path, as it is."""
    return element.findtext(path) or ""


def test_every_listing_has_three_feeds_that_a_strict_reader_takes(site: Path) -> None:
    feeds = [name for name in files(site) if name.endswith(("feed.xml", "rss.xml", "feed.json"))]
    assert set(feeds) == {
        folder + name for folder in FOLDERS for name in ("feed.xml", "rss.xml", "feed.json")
    }
    for name in feeds:
        if not name.endswith(".json"):
            found = feedparser.parse((site / name).read_bytes())
            assert not found.bozo, f"{name}: {found.get('bozo_exception')}"
            assert found.version == ("atom10" if name.endswith("feed.xml") else "rss20")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_feed_holds_the_newest_public_releases_and_no_others(site: Path, folder: str) -> None:
    newest = ["utama", "kabar-4", "kabar-3"]
    wanted = [f"{HOME}news/2025/{slug}/" for slug in newest]
    assert [said(entry, f"{ATOM}id") for entry in atom(site, folder).iterfind(f"{ATOM}entry")] == (
        wanted
    )
    assert [said(item, "guid") for item in channel(site, folder).iterfind("item")] == wanted
    assert [item["id"] for item in json_feed(site, folder)["items"]] == wanted
    for name in ("feed.xml", "rss.xml", "feed.json"):
        assert "Rahasia" not in (site / folder / name).read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_feed_says_where_it_stands_and_which_page_it_follows(site: Path, folder: str) -> None:
    at = HOME + folder
    assert said(atom(site, folder), f"{ATOM}id") == f"{at}feed.xml"
    own_links = atom(site, folder).findall(f"{ATOM}link")
    assert {link.get("rel"): link.get("href") for link in own_links} == {
        "self": f"{at}feed.xml",
        "alternate": at,
    }
    own = channel(site, folder).find(f"{ATOM}link")
    assert own is not None
    assert own.attrib == {"rel": "self", "href": f"{at}rss.xml", "type": "application/rss+xml"}
    assert said(channel(site, folder), "link") == at
    assert json_feed(site, folder)["feed_url"] == f"{at}feed.json"
    assert json_feed(site, folder)["home_page_url"] == at
    assert file_at(site, at).is_file()


def test_pages_point_to_the_feeds_of_what_they_list(site: Path) -> None:
    for folder in FOLDERS:
        html = parsed((site / folder / "index.html").read_text("utf-8"))
        offered = {
            (link.get("type"), (site / folder / link.get("href", "")).resolve())
            for link in html.iterfind(".//link[@rel='alternate']")
        }
        assert offered == {
            ("application/atom+xml", (site / folder / "feed.xml").resolve()),
            ("application/rss+xml", (site / folder / "rss.xml").resolve()),
            ("application/feed+json", (site / folder / "feed.json").resolve()),
        }


def test_a_title_arrives_as_it_was_typed_but_for_what_xml_forbids(site: Path) -> None:
    sound = HOSTILE.replace("\ufffe", "")
    assert folded(said(atom(site), f"{ATOM}entry/{ATOM}title")) == folded(sound)
    assert folded(said(channel(site), "item/title")) == folded(sound)
    assert folded(json_feed(site)["items"][0]["title"].replace("\ufffe", "")) == folded(sound)


def test_an_atom_entry_is_complete(site: Path) -> None:
    entry = atom(site).find(f"{ATOM}entry")
    assert entry is not None
    url = f"{HOME}news/2025/utama/"
    assert said(entry, f"{ATOM}id") == url
    assert said(entry, f"{ATOM}published") == "2025-11-05T09:30:00+07:00"
    assert said(entry, f"{ATOM}updated") == "2025-11-06T10:00:00+07:00"
    assert said(entry, f"{ATOM}author/{ATOM}name") == "Editor Satu"
    assert said(entry, f"{ATOM}summary") == "Alinea pertama."
    assert [c.get("term") for c in entry.iterfind(f"{ATOM}category")] == ["Kerja sama", "Satu"]
    assert [link.attrib for link in entry.iterfind(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": url},
        {
            "rel": "enclosure",
            "type": "image/gif",
            "length": str(len(GIF)),
            "href": f"{HOME}news/2025/foto.gif",
        },
        {
            "rel": "enclosure",
            "type": "application/pdf",
            "length": str(len(PDF)),
            "href": f"{HOME}news/2025/lampiran.pdf",
        },
    ]
    content = entry.find(f"{ATOM}content")
    assert content is not None and content.get("type") == "html"
    first = parsed(content.text or "").find(".//p")
    assert text(first) == "SERANG, 5 November 2025 – Alinea pertama."


def test_an_rss_item_is_complete(site: Path) -> None:
    item = channel(site).find("item")
    assert item is not None
    url = f"{HOME}news/2025/utama/"
    assert said(item, "link") == url
    guid = item.find("guid")
    assert guid is not None and (guid.text, guid.get("isPermaLink")) == (url, "true")
    assert said(item, "pubDate") == "Wed, 05 Nov 2025 09:30:00 +0700"
    assert said(item, f"{DC}creator") == "Editor Satu"
    assert item.find("author") is None, "RSS wants an e-mail address there"
    assert [c.text for c in item.iterfind("category")] == ["Kerja sama", "Satu"]
    assert [enclosure.attrib for enclosure in item.iterfind("enclosure")] == [
        {"url": f"{HOME}news/2025/foto.gif", "length": str(len(GIF)), "type": "image/gif"}
    ]
    assert said(item, "description") == "Alinea pertama."
    assert "<h2" in said(item, f"{CONTENT}encoded")


def test_a_json_item_is_complete(site: Path) -> None:
    item = json_feed(site)["items"][0]
    html = item.pop("content_html")
    assert "<h2" in html
    assert item == {
        "id": f"{HOME}news/2025/utama/",
        "url": f"{HOME}news/2025/utama/",
        "title": folded(HOSTILE),
        "summary": "Alinea pertama.",
        "image": f"{HOME}news/2025/foto.gif",
        "date_published": "2025-11-05T09:30:00+07:00",
        "date_modified": "2025-11-06T10:00:00+07:00",
        "authors": [{"name": "Editor Satu"}],
        "tags": ["Kerja sama", "Satu"],
        "language": "id",
        "attachments": [
            {
                "url": f"{HOME}news/2025/foto.gif",
                "mime_type": "image/gif",
                "title": "Keterangan foto",
                "size_in_bytes": len(GIF),
            },
            {
                "url": f"{HOME}news/2025/lampiran.pdf",
                "mime_type": "application/pdf",
                "title": "Naskah",
                "size_in_bytes": len(PDF),
            },
        ],
    }


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_json_feed_has_what_its_rules_demand_and_no_nulls(site: Path, folder: str) -> None:
    feed = json_feed(site, folder)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["authors"] == [{"name": "Ruang Berita"}]
    assert not list(nulls(feed))
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item.keys() & {"content_html", "content_text"}
        assert "author" not in item, "JSON Feed 1.1 has authors"


def nulls(value: object, path: str = "") -> list[str]:
    """Where a value, however deep, is null."""
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in nulls(part, f"{path}.{key}")]
    if isinstance(value, list):
        return [found for i, part in enumerate(value) for found in nulls(part, f"{path}[{i}]")]
    return [path] if value is None else []


@pytest.mark.parametrize("folder", FOLDERS)
def test_dates_bear_their_zone(site: Path, folder: str) -> None:
    entries = atom(site, folder)
    stamps = [e.text or "" for tag in ("updated", "published") for e in entries.iter(ATOM + tag)]
    items = json_feed(site, folder)["items"]
    stamps += [item[key] for item in items for key in ("date_published", "date_modified")]
    assert stamps and all(RFC3339.fullmatch(stamp) for stamp in stamps)
    rss = channel(site, folder)
    days = [e.text or "" for tag in ("pubDate", "lastBuildDate") for e in rss.iter(tag)]
    assert days and all(RFC822.fullmatch(day) and parsedate_to_datetime(day) for day in days)


def test_a_feed_is_dated_by_its_newest_change_and_not_by_the_build(site: Path) -> None:
    assert said(atom(site), f"{ATOM}updated") == "2025-11-06T10:00:00+07:00"
    changed = parsedate_to_datetime(said(channel(site), "lastBuildDate"))
    assert changed == datetime.fromisoformat("2025-11-06T10:00:00+07:00")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_address_is_absolute_those_in_the_text_too(site: Path, folder: str) -> None:
    feed = atom(site, folder)
    addresses = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    bodies = [content.text or "" for content in feed.iter(f"{ATOM}content")]
    rss = channel(site, folder)
    addresses += [enclosure.get("url", "") for enclosure in rss.iter("enclosure")]
    addresses += [link.text or "" for link in rss.iter("link")]
    bodies += [content.text or "" for content in rss.iter(f"{CONTENT}encoded")]
    bodies += [item["content_html"] for item in json_feed(site, folder)["items"]]
    for body in bodies:
        addresses += links(parsed(body))
    assert len(addresses) > 30
    relative = [address for address in addresses if not urlsplit(address).scheme]
    assert not relative


def test_links_in_the_text_lead_where_they_lead_on_the_page(site: Path) -> None:
    body = parsed(json_feed(site)["items"][0]["content_html"])
    leads = {text(link): link.get("href", "") for link in body.iterfind(".//a")}
    assert leads["satu"] == f"{HOME}news/2025/kabar-4/#a"
    assert leads["dua"] == f"{HOME}news/2025/utama/#bagian"
    assert leads["tiga"] == f"{HOME}tentang/"
    assert leads["empat"] == f"{HOME}partners/"
    assert leads["lima"] == "https://lain.example/a"
    assert leads["berkas"] == f"{HOME}news/2025/lampiran.pdf"
    for url in leads.values():
        if url.startswith(HOME):
            assert file_at(site, url).is_file()


def test_an_address_that_leaves_its_scheme_open_gets_one(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release("[Lain](//lain.example/a)"))
    body = parsed(json_feed(newsroom.build())["items"][0]["content_html"])
    assert list(links(body)) == ["https://lain.example/a"]


def test_an_id_stays_when_words_and_dates_change(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(title="Lama"))
    before = feed_ids(newsroom.build())
    newsroom.write("news/2025/kabar.md", release(title="Baru", updated="2025-11-29"))
    assert feed_ids(newsroom.build(NOW.replace(day=2))) == before


def feed_ids(site: Path) -> list[str]:
    ids = [e.text or "" for e in atom(site).iter(f"{ATOM}id")]
    ids += [said(item, "guid") for item in channel(site).iterfind("item")]
    return ids + [item["id"] for item in json_feed(site)["items"]]


def test_a_release_without_text_editor_and_picture_is_a_sound_entry(newsroom: Newsroom) -> None:
    newsroom.options["required"] = ["title", "date"]
    newsroom.write(
        "news/2025/kabar.md", release("", editor=None, location=None, summary="Singkat.")
    )
    site = newsroom.build()
    assert not feedparser.parse((site / "feed.xml").read_bytes()).bozo
    entry = atom(site).find(f"{ATOM}entry")
    assert entry is not None and entry.find(f"{ATOM}author") is None
    assert said(atom(site), f"{ATOM}author/{ATOM}name"), "an entry without one takes the feed's"
    assert channel(site).find(f"item/{DC}creator") is None
    item = json_feed(site)["items"][0]
    assert item.keys().isdisjoint({"authors", "image", "attachments", "tags"})
    assert "content_html" in item, "JSON Feed demands it, if only empty"


def test_an_empty_newsroom_has_sound_empty_feeds(newsroom: Newsroom) -> None:
    site = newsroom.build()
    for name in ("feed.xml", "rss.xml"):
        found = feedparser.parse((site / name).read_bytes())
        assert (found.bozo, found.entries) == (False, [])
    assert json_feed(site)["items"] == []


def test_a_release_in_another_language_says_so(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(lang="en"))
    site = newsroom.build()
    entry = atom(site).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert json_feed(site)["items"][0]["language"] == "en"
