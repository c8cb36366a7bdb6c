"""Listings show every release once, in pages that stay, and their figures agree everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import frontmatter
import markdown
import pytest
from conftest import JAKARTA, NOW, ROOT, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st
from markup import HOME, file_at, files, page, parsed, text, texts, values

from newsroom.domain.listing import ListingPage, paginate
from newsroom.domain.release import Release
from newsroom.sources.dates import read_when
from newsroom.words import Words


def numbered(count: int) -> tuple[Release, ...]:
    """So many releases, newest first; the oldest is called "1"."""
    return tuple(
        Release(
            source=f"news/2025/{n}.md",
            slug=str(n),
            title=str(n),
            date=read_when((date(2000, 1, 1) + timedelta(days=n)).isoformat(), JAKARTA),
            location=None,
            editor=None,
        )
        for n in range(count, 0, -1)
    )


COUNTS = st.integers(min_value=0, max_value=300)
SIZES = st.integers(min_value=1, max_value=50)


def closed(pages: list[ListingPage]) -> dict[int, list[str]]:
    """The titles on every numbered page."""
    return {
        part.number: [release.title for release in part.releases]
        for part in pages
        if part.number is not None
    }


@given(COUNTS, SIZES)
def test_every_release_is_on_exactly_one_page_newest_first(count: int, size: int) -> None:
    releases = numbered(count)
    pages = paginate(releases, size)
    assert tuple(release for part in pages for release in part.releases) == releases


@given(COUNTS, SIZES)
def test_numbered_pages_are_full_and_the_oldest_releases_are_on_page_one(
    count: int, size: int
) -> None:
    pages = closed(paginate(numbered(count), size))
    assert sorted(pages) == list(range(1, len(pages) + 1))
    for number, titles in pages.items():
        assert titles == [str(n) for n in range(number * size, (number - 1) * size, -1)]


@given(COUNTS, SIZES)
def test_the_front_page_holds_from_one_size_to_less_than_two(count: int, size: int) -> None:
    front, *older = paginate(numbered(count), size)
    assert front.number is None
    assert len(front.releases) < 2 * size
    assert len(front.releases) >= min(count, size)
    assert bool(older) == (count >= 2 * size)


@given(COUNTS, SIZES, st.integers(min_value=1, max_value=120))
def test_a_numbered_page_never_changes_when_newer_releases_come(
    count: int, size: int, more: int
) -> None:
    before = closed(paginate(numbered(count), size))
    after = closed(paginate(numbered(count + more), size))
    assert before.items() <= after.items()


@given(COUNTS, SIZES)
def test_following_older_from_the_front_page_passes_every_page_and_newer_leads_back(
    count: int, size: int
) -> None:
    pages = {part.number: part for part in paginate(numbered(count), size)}
    way: list[int | None] = [None]
    while (older := pages[way[-1]].older) is not None:
        assert pages[older].newer == way[-1]
        way.append(older)
    assert len(way) == len(pages)


def write_days(newsroom: Newsroom, count: int) -> None:
    """So many releases, a day apart; the oldest is "Kabar 1"."""
    for n in range(1, count + 1):
        day = (date(2025, 10, 1) + timedelta(days=n)).isoformat()
        newsroom.write(f"news/2025/kabar-{n}.md", release(title=f"Kabar {n}", date=day))


def headlines(site: Path, address: str) -> list[str]:
    """The headlines of the releases that a page lists."""
    return texts(page(site, address), ".//article[@class='nr-card']//a")


@pytest.mark.parametrize("listing", ["news/", "news/2025/", "locations/serang/"])
def test_the_built_pages_are_cut_that_way(newsroom: Newsroom, listing: str) -> None:
    newsroom.options["page_size"] = 3
    write_days(newsroom, 11)
    site = newsroom.build()
    assert headlines(site, listing) == [f"Kabar {n}" for n in (11, 10, 9, 8, 7)]
    assert headlines(site, f"{listing}page/2/") == ["Kabar 6", "Kabar 5", "Kabar 4"]
    assert headlines(site, f"{listing}page/1/") == ["Kabar 3", "Kabar 2", "Kabar 1"]
    assert not (site / f"{listing}page/3").exists()
    assert texts(page(site, listing), ".//p[@class='nr-count']") == ["11 siaran pers"]


def test_a_page_once_full_stays_as_it_is_to_the_letter(newsroom: Newsroom) -> None:
    newsroom.options["page_size"] = 3
    write_days(newsroom, 9)
    site = newsroom.build()
    listings = ("news/", "news/2025/", "locations/serang/", "editors/editor-satu/")
    full = [site / f"{listing}page/1/index.html" for listing in listings]
    before = [file.read_bytes() for file in full]
    write_days(newsroom, 16)
    newsroom.build()
    assert [file.read_bytes() for file in full] == before


def test_a_pager_leads_from_page_to_page(newsroom: Newsroom) -> None:
    newsroom.options["page_size"] = 3
    write_days(newsroom, 11)
    site = newsroom.build()
    way: dict[str, tuple[str | None, str | None]] = {
        "news/": (None, "page/2/"),
        "news/page/2/": ("../../", "../1/"),
        "news/page/1/": ("../2/", None),
    }
    for address, wanted in way.items():
        html = page(site, address)
        for rel, target in zip(("prev", "next"), wanted, strict=True):
            found = values(html, f".//nav[@class='nr-pager']//a[@rel='{rel}']", "href")
            assert [(site / address / link).resolve() for link in found] == (
                [(site / address / target).resolve()] if target else []
            )


def test_a_full_page_keeps_its_bytes_when_a_release_is_added(newsroom: Newsroom) -> None:
    newsroom.options["page_size"] = 3
    write_days(newsroom, 9)
    before = main_of(newsroom.build(), "news/page/1/")
    write_days(newsroom, 10)
    assert main_of(newsroom.build(), "news/page/1/") == before


def main_of(site: Path, address: str) -> list[str]:
    """The releases of a page as they are written, without what surrounds them."""
    html = (site / address / "index.html").read_text("utf-8")
    return re.findall(r"<article.*?</article>", html, re.DOTALL)


ARCHIVE: list[dict[str, Any]] = [
    {"date": "2023-05-01", "partners": ["Satu"], "topics": ["Layanan"]},
    {"date": "2025-02-01", "partners": ["Satu", "Dua"], "location": "Lebak"},
    {"date": "2025-03-01", "partners": ["satu", "PT. Tiga", "Dua"], "editor": "Editor Dua"},
    {"date": "2025-04-01", "partners": ["Yayasan Empat"], "topics": ["Layanan", "Hari besar"]},
    {"date": "2025-05-01", "partners": ["PT Tiga"], "location": "LEBAK"},
    {"date": "2025-06-01"},
    {"date": "2025-06-02", "partners": ["Satu", "Dua"], "status": "draft"},
    {
        "date": "2025-06-03",
        "partners": ["Satu"],
        "status": "withdrawn",
        "withdrawn": {"date": "2025-06-04", "reason": "Keliru."},
    },
]


def write_archive(newsroom: Newsroom) -> Newsroom:
    newsroom.write("partners/dua.md", "---\nname: Dua\nkind: Dinas\naliases: [Nomor Dua]\n---\n")
    newsroom.write("partners/sendiri.md", "---\nname: Belum Disebut\n---\n")
    for n, keys in enumerate(ARCHIVE, 1):
        newsroom.write(f"news/2025/kabar-{n}.md", release(**{"title": f"Kabar {n}", **keys}))
    return newsroom


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    return write_archive(Newsroom(tmp_path_factory.mktemp("listings")))


@pytest.fixture(scope="module")
def site(archive: Newsroom) -> Path:
    return archive.build()


def test_a_partners_page_counts_its_public_releases(site: Path) -> None:
    html = page(site, "partners/satu/")
    assert headlines(site, "partners/satu/") == ["Kabar 3", "Kabar 2", "Kabar 1"]
    assert texts(html, ".//p[@class='nr-count']") == ["3 siaran pers"]
    assert "3 siaran pers" in texts(html, ".//dl//dd")


def test_a_partners_chart_has_a_bar_for_every_year_and_says_the_same_in_words(site: Path) -> None:
    chart = page(site, "partners/satu/").find(".//figure[@class='nr-chart']/{*}svg")
    assert chart is not None
    assert chart.get("aria-label") == (
        "Diagram batang siaran pers per tahun: 2023: 1, 2024: 0, 2025: 2."
    )
    assert texts(chart, "{*}text") == ["1", "2023", "0", "2024", "2", "2025"]
    heights = [float(height) for height in values(chart, "{*}rect", "height")]
    assert heights[1] == 0
    assert heights[2] == 2 * heights[0] > 0


def test_a_partners_page_names_its_companions_most_frequent_first(site: Path) -> None:
    together = texts(page(site, "partners/satu/"), ".//section[@aria-labelledby='nr-bersama']//li")
    assert together == ["Dua 2 siaran pers", "PT. Tiga 1 siaran pers"]
    alone = page(site, "partners/yayasan-empat/")
    assert not texts(alone, ".//section[@aria-labelledby='nr-bersama']")


def test_spellings_of_one_name_are_one_partner(site: Path) -> None:
    assert headlines(site, "partners/pt-tiga/") == ["Kabar 5", "Kabar 3"]
    assert headlines(site, "locations/lebak/") == ["Kabar 5", "Kabar 2"]


def test_a_new_spelling_of_a_name_changes_no_page_of_the_releases_before(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2024/lama.md", release(title="Lama", date="2024-03-05"))
    before = (newsroom.build() / "news/2024/lama/release.json").read_bytes()
    newsroom.write("news/2025/baru.md", release(title="Baru", location="SERANG"))
    site = newsroom.build()
    assert (site / "news/2024/lama/release.json").read_bytes() == before
    assert texts(page(site, "locations/serang/"), ".//h1") == ["Siaran pers dari Serang"]


def test_the_index_of_partners_is_alphabetical_with_true_counts(site: Path) -> None:
    html = page(site, "partners/")
    assert texts(html, ".//section/h2") == ["D", "P", "S", "Y"]
    assert texts(html, ".//section//li") == [
        "Dua Dinas, 2 siaran pers",
        "PT. Tiga 2 siaran pers",
        "Satu 3 siaran pers",
        "Yayasan Empat 1 siaran pers",
    ]
    targets = {section.get("id") for section in html.iterfind(".//section/h2")}
    letters = values(html, ".//nav[@class='nr-letters']//a", "href")
    assert [letter.removeprefix("#") in targets for letter in letters] == [True] * 4


@pytest.mark.parametrize(
    ("index", "entries"),
    [
        ("locations/", ["Lebak 2 siaran pers", "Serang 4 siaran pers"]),
        ("editors/", ["Editor Dua 1 siaran pers", "Editor Satu 5 siaran pers"]),
        ("topics/", ["Hari besar 1 siaran pers", "Layanan 2 siaran pers"]),
    ],
)
def test_places_editors_and_topics_are_listed_in_the_same_way(
    site: Path, index: str, entries: list[str]
) -> None:
    assert texts(page(site, index), ".//section//li") == entries


@pytest.mark.parametrize("index", ["partners/", "locations/", "editors/", "topics/"])
def test_an_index_counts_what_its_listings_hold(site: Path, index: str) -> None:
    html = page(site, index)
    counted = 0
    for entry in html.iterfind(".//section//li"):
        link = entry.find(".//a")
        assert link is not None
        address = (site / index / link.get("href", "")).resolve().relative_to(site.resolve())
        listed = headlines(site, f"{address.as_posix()}/")
        assert text(entry).endswith(f"{len(listed)} siaran pers")
        counted += 1
    listings = {name.split("/")[1] for name in files(site) if re.match(f"{index}[^/]+/", name)}
    assert counted == len(listings)


def test_the_years_are_listed_with_their_counts(site: Path) -> None:
    assert texts(page(site, "news/"), ".//nav[@class='nr-years']//li") == ["2025 (5)", "2023 (1)"]
    assert headlines(site, "news/2023/") == ["Kabar 1"]
    current = values(page(site, "news/2023/"), ".//nav[@class='nr-years']//li/a", "aria-current")
    assert current == ["", "page"]


def test_the_home_page_leads_with_the_newest_and_counts_all(site: Path) -> None:
    html = page(site)
    assert texts(html, ".//article[@class='nr-card nr-lead']//h3") == ["Kabar 6"]
    assert texts(html, ".//article[@class='nr-card']//h3") == [
        f"Kabar {n}" for n in range(5, 0, -1)
    ]
    assert texts(html, ".//p[@class='nr-more']") == ["Semua siaran pers (6 siaran pers)"]
    assert texts(html, ".//section[@aria-labelledby='nr-mitra']//li")[0] == "Satu 3 siaran pers"


def test_path_names_are_the_sites_choice(newsroom: Newsroom) -> None:
    newsroom.options |= {
        "search": True,
        "paths": {"news": "berita", "partners": "mitra", "search": "cari"},
    }
    newsroom.write("news/2025/kabar.md", release(partners=["Satu"]))
    site = newsroom.build()
    for address in ("berita/2025/kabar/", "berita/", "mitra/satu/", "mitra/", "cari/"):
        assert (site / address / "index.html").is_file()
    assert not [name for name in files(site) if name.startswith(("news/", "partners/", "search/"))]


# `python scripts/build_partner_pages.py`, where none of the engine can be imported.
WITHOUT_ENGINE = """
import runpy, sys
for name in ("mkdocs", "material", "jinja2"):
    sys.modules[name] = None
script = sys.argv.pop(1)
sys.argv[0] = script
runpy.run_path(script, run_name="__main__")
"""


def run_partner_pages(archive: Newsroom, out: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as a press officer would, without MkDocs."""
    config = archive.write_config()
    script = ROOT / "scripts/build_partner_pages.py"
    environment = {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONUTF8": "1"}
    return subprocess.run(
        [
            sys.executable, "-c", WITHOUT_ENGINE, str(script),
            "-f", str(config), "--out", str(out),
        ],
        capture_output=True, text=True, check=False, env=environment, cwd=archive.folder,
    )  # fmt: skip


@pytest.fixture(scope="module")
def written(archive: Newsroom) -> dict[str, frontmatter.Post]:
    """Every page that the script wrote, by its file name."""
    out = archive.folder / "halaman"
    done = run_partner_pages(archive, out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == Words("id").t("commands.partners.written", number=4, folder=out) + "\n"
    return {file.name: frontmatter.load(str(file)) for file in sorted(out.iterdir())}


def test_partner_pages_are_written_without_mkdocs_for_the_partners_of_the_site(
    written: dict[str, frontmatter.Post], site: Path
) -> None:
    on_site = {name.split("/")[1] for name in files(site) if re.match("partners/[^/]+/", name)}
    assert {name.removesuffix(".md") for name in written} == on_site
    assert on_site == {"satu", "dua", "pt-tiga", "yayasan-empat"}


def test_partner_pages_tell_the_same_as_the_sites_pages(
    written: dict[str, frontmatter.Post], site: Path
) -> None:
    for name, post in written.items():
        address = f"partners/{name.removesuffix('.md')}/"
        html = page(site, address)
        assert post["address"] == HOME + address
        assert [post["title"]] == texts(html, ".//h1")
        assert f"{post['releases']} siaran pers" in texts(html, ".//p[@class='nr-count']")
        assert re.findall(r"^- \[(.*?)\]", post.content, re.MULTILINE) == headlines(site, address)
        links = re.findall(r"^- \[.*?\]\((.*?)\)", post.content, re.MULTILINE)
        assert all(file_at(site, link).is_file() for link in links)
        bars = texts(html, ".//figure[@class='nr-chart']//{*}text")
        drawn = {year: int(count) for count, year in zip(bars[::2], bars[1::2], strict=True)}
        data: dict[str, Any] = post.metadata
        assert data["per_year"] == {year: count for year, count in drawn.items() if count}
        together = [
            f"{other['name']} {other['releases']} siaran pers"
            for other in data.get("together_with", [])
        ]
        shown = texts(html, ".//section[@aria-labelledby='nr-bersama']//li")
        assert together == shown


def test_a_partner_page_is_a_file_any_generator_can_read(
    written: dict[str, frontmatter.Post],
) -> None:
    post = written["dua.md"]
    assert post.metadata == {
        "title": "Dua",
        "slug": "dua",
        "kind": "Dinas",
        "address": f"{HOME}partners/dua/",
        "releases": 2,
        "per_year": {"2025": 2},
        "together_with": [{"name": "Satu", "releases": 2}, {"name": "PT. Tiga", "releases": 1}],
        "generator": "newsroom partners",
    }
    assert post.content == (
        "## 2 siaran pers\n\n"
        f"- [Kabar 3]({HOME}news/2025/kabar-3/)  \n"
        "  Sabtu, 1 Maret 2025, Serang. Alinea pertama.\n"
        f"- [Kabar 2]({HOME}news/2025/kabar-2/)  \n"
        "  Sabtu, 1 Februari 2025, Lebak. Alinea pertama."
    )


def test_partner_pages_take_away_only_their_own_stale_files(newsroom: Newsroom) -> None:
    out = newsroom.folder / "halaman"
    newsroom.write("news/2025/satu.md", release(partners=["Satu"]))
    newsroom.write("news/2025/dua.md", release(partners=["Dua"]))
    assert run_partner_pages(newsroom, out).returncode == 0
    (out / "catatan.md").write_text("Catatan sendiri.\n", "utf-8")
    (out / "tajuk.md").write_text("---\ngenerator: lain\n---\n", "utf-8")
    (newsroom.folder / "docs/news/2025/dua.md").unlink()
    assert run_partner_pages(newsroom, out).returncode == 0
    assert sorted(file.name for file in out.iterdir()) == ["catatan.md", "satu.md", "tajuk.md"]
    assert (out / "catatan.md").read_text("utf-8") == "Catatan sendiri.\n"


@pytest.mark.parametrize(
    "foreign",
    [
        "Catatan sendiri.\n",
        "---\ntitle: Satu\n---\n",
        "---\ntitle: [tidak ditutup\n---\n",
        "---\n- daftar\n---\n",
        "\xff".encode("latin-1"),
    ],
    ids=["text", "front matter", "broken front matter", "a list", "no UTF-8"],
)
def test_partner_pages_never_overwrite_a_file_of_someone_else(
    newsroom: Newsroom, foreign: str | bytes
) -> None:
    out = newsroom.folder / "halaman"
    out.mkdir()
    data = foreign if isinstance(foreign, bytes) else foreign.encode()
    (out / "satu.md").write_bytes(data)
    newsroom.write("news/2025/kabar.md", release(partners=["Dua", "Satu"]))
    done = run_partner_pages(newsroom, out)
    assert (done.returncode, done.stdout) == (2, "")
    told = Words("id").t("commands.partners.foreign", folder=out, file="satu.md")
    assert done.stderr == f"{told}\n"
    assert (out / "satu.md").read_bytes() == data
    assert not (out / "dua.md").exists(), "nothing is written before all is known to be safe"


def test_partner_pages_are_not_written_from_an_archive_with_problems(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(date="19/11/2025", partners=["Satu"]))
    done = run_partner_pages(newsroom, newsroom.folder / "halaman")
    assert done.returncode == 1
    assert "docs/news/2025/kabar.md:3:7: " in done.stderr
    assert not (newsroom.folder / "halaman").exists()


def test_a_headline_with_marks_is_read_by_markdown_as_it_stands(newsroom: Newsroom) -> None:
    title = r"*Satu* _dua_ [tiga](x) `empat` <b>lima</b> & | # \enam"
    newsroom.write("news/2025/kabar.md", release(title=f"'{title}'", partners=["Satu"]))
    out = newsroom.folder / "halaman"
    assert run_partner_pages(newsroom, out).returncode == 0
    content = frontmatter.load(str(out / "satu.md")).content
    html = parsed(markdown.markdown(content, extensions=["tables", "fenced_code"]))
    assert texts(html, ".//li/a") == [title]


def test_the_default_folder_is_the_one_its_help_names(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(partners=["Satu"]))
    newsroom.write_config()
    script = str(ROOT / "scripts/build_partner_pages.py")
    environment = {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONUTF8": "1"}

    def run(*arguments: str) -> str:
        return subprocess.run(
            [sys.executable, script, *arguments],
            capture_output=True, text=True, check=True, env=environment, cwd=newsroom.folder,
        ).stdout  # fmt: skip

    run()
    folders = [
        f.name for f in newsroom.folder.iterdir() if f.is_dir() and f.name not in ("docs", ".cache")
    ]
    assert len(folders) == 1
    assert (newsroom.folder / folders[0] / "satu.md").is_file()
    assert f"(bawaan: {folders[0]})" in " ".join(run("--help").split())


def test_a_search_that_narrows_a_listing_stays_within_it(newsroom: Newsroom) -> None:
    newsroom.options["search"] = True
    for name, language in (("satu", "id"), ("dua", "en")):
        newsroom.write(f"news/2025/{name}.md", release(lang=language, partners=["Mitra"]))
    site = newsroom.build()
    asked = {}
    for address in ("news/", "news/2025/", "partners/mitra/", "editors/editor-satu/", "news/en/"):
        [panel] = page(site, address).iterfind(".//details[@class='nr-filter']")
        asked[address] = (panel.get("data-facet"), panel.get("data-name"))
    assert asked == {
        "news/": ("", ""),
        "news/2025/": ("year", "2025"),
        "partners/mitra/": ("partner", "Mitra"),
        "editors/editor-satu/": ("editor", "Editor Satu"),
        "news/en/": (None, None),  # of languages a search knows nothing: only the links stay
    }
