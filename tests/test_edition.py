"""What is not public is nowhere on the site: no word, no number, no picture, until its instant."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import GIF, JAKARTA, NOW, Newsroom, release
from markup import files, folded, links, meta, page, pages, texts

# Words that stand nowhere but in the release that is withheld.
CANARIES = {
    "title": "Kenaritajuk",
    "summary": "Kenariringkas",
    "body": "Kenariisi",
    "slug": "kenarialamat",
    "partner": "Kenarimitra",
    "profile": "Kenariprofil",
    "location": "Kenarikota",
    "editor": "Kenarieditor",
    "topic": "Kenaritopik",
    "venue": "Kenaritempat",
    "alt": "Kenarigambar",
    "caption": "Kenaricaption",
    "picture": "kenarifoto",
    "attachment": "kenarilampiran",
    "contact": "Kenarihumas",
    "alias": "kenarilama",
    "correction": "Kenarikoreksi",
}
PICTURE = b"KNRIBT"  # for the two colours of the smallest picture
PHOTO = GIF.replace(bytes.fromhex("000000ffffff"), PICTURE)
DOCUMENT = b"KENARIBITB"
LOGO = b"KENARIBITC"
EMBARGO = datetime(2025, 12, 2, 9, 0, tzinfo=JAKARTA)
SECOND = timedelta(seconds=1)

WITHHELD: dict[str, dict[str, Any]] = {
    "draft": {"status": "draft"},
    "dated in the future": {"date": "2025-12-02T09:00"},
    "dated on a day to come": {"date": "2025-12-02"},
    "embargoed": {"embargo": "2025-12-02T09:00"},
    "embargoed to a day": {"embargo": "2025-12-02"},
    "embargoed and dated later": {"date": "2025-12-02T09:00", "embargo": "2025-11-30"},
    "withdrawn before it was public": {
        "embargo": "2025-12-02T09:00",
        "status": "withdrawn",
        "withdrawn": {"date": "2025-12-01", "reason": "Batal."},
    },
}


def write(newsroom: Newsroom, **keys: Any) -> None:
    """A public release, and one full of canaries with these keys."""
    c = CANARIES
    newsroom.write("news/2025/umum.md", release("Isi umum.", title="Umum", partners=["Satu"]))
    newsroom.write(f"news/2025/{c['picture']}.gif", PHOTO)
    newsroom.write(f"news/2025/{c['attachment']}.pdf", DOCUMENT)
    newsroom.write("news/2025/dalam.gif", PHOTO)
    newsroom.write("partners/mitra-rahasia.svg", b"<svg/>" + LOGO)
    newsroom.write(
        "partners/mitra-rahasia.md",
        f"---\nname: {c['partner']}\nlogo: mitra-rahasia.svg\n---\n\n{c['profile']}.\n",
    )
    full: dict[str, Any] = {
        "title": c["title"],
        "date": "2025-11-30",
        "summary": c["summary"],
        "slug": c["slug"],
        "location": c["location"],
        "editor": c["editor"],
        "partners": [c["partner"], "Satu"],
        "topics": [c["topic"]],
        "venue": c["venue"],
        "image": {"src": f"{c['picture']}.gif", "alt": c["alt"], "caption": c["caption"]},
        "attachments": [{"file": f"{c['attachment']}.pdf"}],
        "contacts": [{"name": c["contact"]}],
        "aliases": [f"{c['alias']}/siaran"],
        "corrections": [{"date": "2025-12-02", "kind": "update", "text": c["correction"]}],
    }
    body = f"{c['body']} ![Dalam](dalam.gif)"
    newsroom.write("news/2025/rahasia.md", release(body, **{**full, **keys}))


def traces(site: Path) -> set[str]:
    """Which canaries stand anywhere in the site: in a file, unpacked or not, or in its name."""
    everything = "\n".join(files(site)).lower().encode()
    for name in files(site):
        data = (site / name).read_bytes()
        everything += data
        if data.startswith(b"\x1f\x8b"):
            everything += gzip.decompress(data)
    everything = everything.lower()
    found = {key for key, word in CANARIES.items() if word.lower().encode() in everything}
    bits = {"picture bits": PICTURE, "document bits": DOCUMENT, "logo bits": LOGO}
    return found | {key for key, word in bits.items() if word.lower() in everything}


ALL = {*CANARIES, "picture bits", "document bits", "logo bits"}


@pytest.mark.parametrize("name", WITHHELD)
def test_nothing_of_a_withheld_release_is_anywhere_on_the_site(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.options["search"] = True
    write(newsroom, **WITHHELD[name])
    site = newsroom.build()
    assert traces(site) == set()
    assert texts(page(site), ".//p[@class='nr-more']") == ["Semua siaran pers (1 siaran pers)"]
    assert texts(page(site, "partners/satu/"), ".//p[@class='nr-count']") == ["1 siaran pers"]
    assert texts(page(site, "partners/"), ".//section//a") == ["Satu"]


@pytest.mark.parametrize("name", sorted(WITHHELD.keys() - {"draft"}))
def test_all_of_it_is_there_from_its_instant_on(newsroom: Newsroom, name: str) -> None:
    newsroom.options["search"] = True
    write(newsroom, **WITHHELD[name])
    instant = EMBARGO if "T" in json.dumps(WITHHELD[name]) else EMBARGO.replace(hour=0)
    assert traces(newsroom.build(instant - SECOND)) == set()
    if name.startswith("withdrawn"):
        # Its page says that it has been withdrawn; no listing leads to it.
        assert {"title", "body", "picture bits"} <= traces(newsroom.build(instant))
    else:
        assert traces(newsroom.build(instant)) == ALL


def test_a_draft_is_withheld_however_old_it_is(newsroom: Newsroom) -> None:
    write(newsroom, status="draft", date="2020-01-01", embargo="2020-01-02")
    assert traces(newsroom.build()) == set()


INSTANTS = [
    pytest.param({"embargo": "2025-12-02T09:00"}, "2025-12-02T02:00:00", id="WIB by default"),
    pytest.param({"embargo": "2025-12-02 09:00"}, "2025-12-02T02:00:00", id="with a space"),
    pytest.param({"embargo": "2025-12-02T09:00+09:00"}, "2025-12-02T00:00:00", id="WIT written"),
    pytest.param({"embargo": "2025-12-02T09:00Z"}, "2025-12-02T09:00:00", id="UTC written"),
    pytest.param({"embargo": "2025-12-02T09:00:30"}, "2025-12-02T02:00:30", id="with seconds"),
    pytest.param({"embargo": "2025-12-02"}, "2025-12-01T17:00:00", id="a day begins in its zone"),
    pytest.param({"date": "2025-12-02"}, "2025-12-01T17:00:00", id="a date too"),
    pytest.param({"date": "2025-12-02T00:30"}, "2025-12-01T17:30:00", id="a date with a time"),
]


@pytest.mark.parametrize(("keys", "public_at"), INSTANTS)
def test_a_clock_in_utc_publishes_at_the_offices_time_and_not_a_second_earlier(
    newsroom: Newsroom, keys: dict[str, Any], public_at: str
) -> None:
    instant = datetime.fromisoformat(public_at).replace(tzinfo=UTC)
    newsroom.write("news/2025/kabar.md", release(**{"date": "2025-11-01", **keys}))
    assert not newsroom.desk(instant - SECOND).edition.releases
    assert not newsroom.desk(instant - timedelta(microseconds=1)).edition.releases
    assert newsroom.desk(instant).edition.releases
    assert newsroom.desk(instant.astimezone(JAKARTA)).edition.releases


def test_the_sites_own_zone_decides(newsroom: Newsroom) -> None:
    newsroom.options["timezone"] = "Asia/Jayapura"
    newsroom.write("news/2025/kabar.md", release(embargo="2025-12-02T09:00"))
    instant = datetime(2025, 12, 2, 0, 0, tzinfo=UTC)
    assert not newsroom.desk(instant - SECOND).edition.releases
    assert newsroom.desk(instant).edition.releases


def test_the_site_built_by_a_clock_in_utc_tells_the_offices_time(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(embargo="2025-12-02T09:00"))
    site = newsroom.build(datetime(2025, 12, 2, 2, 0, tzinfo=UTC))
    shown = page(site, "news/2025/kabar/").find(".//header/p/time")
    assert shown is not None
    assert shown.text == "Selasa, 2 Desember 2025, 09.00 WIB"
    assert shown.get("datetime") == "2025-12-02T09:00:00+07:00"


def test_a_release_of_new_years_night_stands_in_the_year_of_the_office(newsroom: Newsroom) -> None:
    newsroom.write("news/2026/kabar.md", release(date="2025-12-31T18:00Z"))
    site = newsroom.build(datetime(2026, 1, 2, tzinfo=UTC))
    assert (site / "news/2026/kabar/index.html").is_file()
    assert not (site / "news/2025").exists()


def test_files_beside_releases_go_out_only_if_public_text_uses_them(newsroom: Newsroom) -> None:
    for name in ("gambar", "badan", "tertaut", "bersama", "draf", "sisa"):
        newsroom.write(f"news/2025/{name}.gif", GIF)
    newsroom.write("news/2025/catatan.txt", "Catatan redaksi.")
    newsroom.write("news/2025/konsep.docx", b"PK\x03\x04")
    newsroom.write("news/kontak.csv", "nama,telepon\n")
    newsroom.write("partners/logo.svg", "<svg/>")
    newsroom.write("partners/lain.svg", "<svg/>")
    newsroom.write("partners/satu.md", "---\nname: Satu\nlogo: logo.svg\n---\n")
    newsroom.write(
        "news/2025/umum.md",
        release(
            "![badan](badan.gif) [tertaut](tertaut.gif) ![bersama](bersama.gif)",
            image={"src": "gambar.gif", "alt": "Gambar"},
            partners=["Satu"],
        ),
    )
    newsroom.write(
        "news/2025/draf.md",
        release(
            "![bersama](bersama.gif) ![draf](draf.gif)",
            status="draft",
            image={"src": "draf.gif", "alt": "Gambar"},
        ),
    )
    site = newsroom.build()
    of_newsroom = {
        name
        for name in files(site)
        if name.startswith(("news/", "partners/"))
        and not name.endswith(("index.html", "feed.xml", "rss.xml", "feed.json"))
    }
    assert of_newsroom == {
        "news/2025/gambar.gif",
        "news/2025/badan.gif",
        "news/2025/tertaut.gif",
        "news/2025/bersama.gif",
        "news/2025/umum/press-pack.zip",
        "news/2025/umum/release.json",
        "news/2025/umum/release.txt",
        "partners/logo.svg",
    }


def test_a_hidden_file_is_not_published(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/.konsep.md", release("Kenariisi"))
    newsroom.write("news/.simpanan/konsep.md", release("Kenariisi"))
    newsroom.write("news/2025/umum.md", release())
    site = newsroom.build()
    assert "body" not in traces(site)
    assert not [name for name in files(site) if "konsep" in name]


def test_a_withdrawn_release_keeps_its_page_under_a_notice_and_leaves_all_lists(
    newsroom: Newsroom,
) -> None:
    newsroom.options["search"] = True
    newsroom.write("news/2025/umum.md", release(title="Umum", date="2025-11-01"))
    newsroom.write(
        "news/2025/ditarik.md",
        release(
            "Isi yang ditarik.",
            title="Judulditarik",
            partners=["Satu"],
            topics=["Layanan"],
            location="Lebak",
            status="withdrawn",
            withdrawn={"date": "2025-11-20", "reason": "Acara dibatalkan."},
        ),
    )
    site = newsroom.build()
    html = page(site, "news/2025/ditarik/")
    notice = html.find(".//article/div[@class='nr-status']")
    assert notice is not None
    assert texts(notice, "p") == [
        "Siaran pers ini ditarik pada 20 November 2025.",
        "Acara dibatalkan.",
    ]
    assert meta(html, "robots") == ["noindex"]
    assert texts(html, ".//h1") == ["Judulditarik"]
    assert "Isi yang ditarik." in folded("".join(html.itertext()))
    holders = {name for name in files(site) if b"Judulditarik" in (site / name).read_bytes()}
    feeds = {
        f"{at}{name}"
        for at in ("", "news/", "news/2025/", "locations/serang/", "editors/editor-satu/")
        for name in ("feed.xml", "rss.xml", "feed.json")
    }
    assert "news/2025/feed.xml" in holders
    assert holders - feeds == {
        "corrections/index.html",
        "news/2025/ditarik/index.html",
        "news/2025/ditarik/release.json",
        "news/2025/ditarik/release.txt",
    }
    for file in ("release.json", "release.txt"):
        assert "Isi yang" not in (site / "news/2025/ditarik" / file).read_text("utf-8")
    assert not [name for name in holders & feeds if b"Isi yang" in (site / name).read_bytes()]
    assert not (site / "partners/satu").exists()
    assert not (site / "locations/lebak").exists()


def test_a_public_text_may_not_link_to_what_is_withheld(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/draf.md", release(status="draft"))
    newsroom.write("news/2025/umum.md", release("Lihat [ini](draf.md)."))
    assert newsroom.problems() == [
        'docs/news/2025/umum.md:8:13: Tautan "draf.md" menuju halaman yang belum terbit '
        "(docs/news/2025/draf.md). Hapus tautan itu, atau terbitkan naskah yang dituju lebih "
        "dahulu."
    ]


@pytest.mark.parametrize(
    "link",
    ["../../partners/baru.md", "/partners/baru/", "/locations/lebak/", "/topics/nanti/"],
)
def test_nor_to_a_page_that_only_a_withheld_release_brings(newsroom: Newsroom, link: str) -> None:
    newsroom.write("partners/baru.md", "---\nname: Mitra Baru\n---\n")
    newsroom.write(
        "news/2025/draf.md",
        release(status="draft", partners=["Mitra Baru"], location="Lebak", topics=["Nanti"]),
    )
    newsroom.write("news/2025/umum.md", release(f"Lihat [ini]({link})."))
    problems = newsroom.problems()
    assert len(problems) == 1
    assert problems[0].startswith("docs/news/2025/umum.md:8:13: ")


def test_a_withheld_release_may_link_to_one_that_is_public_before_it(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/satu.md", release(embargo="2025-12-02T09:00"))
    newsroom.write("news/2025/dua.md", release("[Satu](satu.md)", embargo="2025-12-02T10:00"))
    assert newsroom.problems() == []
    newsroom.write("news/2025/dua.md", release("[Satu](satu.md)", embargo="2025-12-02T08:00"))
    assert len(newsroom.problems()) == 1


def test_a_preview_holds_what_is_withheld_too(newsroom: Newsroom) -> None:
    keys = dict(WITHHELD)
    for i, name in enumerate(keys):
        newsroom.write(f"news/2025/siaran-{i}.md", release(title=name, **keys[name]))
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write(
        "news/2025/bergambar.md",
        release(status="draft", title="picture", image={"src": "foto.gif", "alt": "Foto"}),
    )
    public, preview = newsroom.desk(), newsroom.desk(preview=True)
    assert not public.edition.releases
    assert not public.assets
    assert {r.title for r in preview.edition.releases} == {*keys, "picture"}
    assert preview.assets == {"news/2025/foto.gif"}


def test_a_page_of_the_public_site_never_says_what_state_a_release_was_in(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2025/kabar.md", release(embargo="2025-11-20T09:00"))
    for html in pages(newsroom.build(NOW)).values():
        assert not texts(html, ".//strong[@class='nr-label']")
        assert not texts(html, ".//aside[@class='nr-preview']")
        assert not [link for link in links(html) if not link]
