"""Readers find releases in a real browser: by any form of a word, by filters, by keys alone."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urljoin, urlsplit

import frontmatter
import pytest
from bench.archive import SyntheticArchive
from conftest import ROOT, Newsroom, release, served
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from newsroom import search_index, search_parts

pytestmark = pytest.mark.browser

MAIN = "news/2025/tasyakuran-hari-bakti-dan-nota-kesepahaman-empat-mitra/"
PARTNERS = [
    str(frontmatter.load(str(file))["name"])
    for file in sorted((ROOT / "docs/partners").glob("*.md"))
]
FACETS = ("partner", "location", "editor", "topic", "year")

expect.set_options(timeout=60_000)


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh tab of an Indonesian reader; fails if it logs an error or asks another host."""
    context = browser.new_context(locale="id-ID")
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str | None] = set()

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            errors.append(f"{message.text} {message.location}")

    page.on("console", heard)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    yield page
    context.close()
    assert errors == []
    assert hosts <= {"127.0.0.1"}


@pytest.fixture(scope="module", params=["", "kantor/pers/"], ids=["at the root", "below a path"])
def docs(
    request: pytest.FixtureRequest, built_docs: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the repository's own site."""
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(built_docs, root / request.param, dirs_exist_ok=True)
    with served(root) as address:
        yield address + request.param


ARCHIVE: dict[str, dict[str, Any]] = {
    "satu": {
        "date": "2023-05-01",
        "partners": ["Dinas Alfa"],
        "topics": ["Pangan"],
        "location": "Serang",
    },
    "dua": {
        "date": "2025-02-01T15:00",
        "partners": ["Dinas Alfa", "Bank Beta"],
        "topics": ["Pangan", "Keuangan"],
        "location": "Lebak",
    },
    "tiga": {
        "date": "2025-02-01T08:00",
        "partners": ["Bank Beta"],
        "editor": "Editor Dua",
        "location": "Lebak",
    },
    "empat": {"date": "2024-12-31", "location": "Cilegon", "title": "'Panen <b>empat</b> & lain'"},
    "lima": {"date": "2025-11-30", "topics": ["Pangan"], "partners": ["Yayasan <Gama>"]},
    "draf": {"date": "2025-01-01", "status": "draft", "partners": ["Dinas Alfa"]},
    "nanti": {"date": "2026-01-01", "partners": ["Dinas Alfa"]},
}
NEWEST_FIRST = ["lima", "dua", "tiga", "empat", "satu"]


@pytest.fixture(scope="module")
def archive_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small archive with several dates, partners and places, built."""
    newsroom = Newsroom(tmp_path_factory.mktemp("archive"))
    newsroom.options.update(
        search=True,
        notice="Katapemberitahuan.",
        boilerplate="Katatentangkantor.",
        contacts={"humas": {"name": "Katanarahubung"}},
    )
    newsroom.config["copyright"] = "Katahakcipta"
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("tentang.md", "---\ntitle: Tentang\n---\n\nHalaman tentang panen.\n")
    for name, keys in ARCHIVE.items():
        body = f"Petani memanen padi <i>{name}</i>."
        text = release(body, **{"title": f"Panen {name}", **keys})
        newsroom.write(f"news/2025/{name}.md", text)
    return newsroom.build()


@pytest.fixture(scope="module")
def archive(archive_site: Path) -> Iterator[str]:
    """The address of the small archive."""
    with served(archive_site) as address:
        yield address


def find(tab: Page, site: str, query: str = "", **chosen: str) -> None:
    """Open the search page as a link to it would, and wait for its answer."""
    asked = {"q": query, **chosen}
    pairs = "&".join(f"{key}={quote(value)}" for key, value in asked.items() if value)
    tab.goto(f"{site}search/?{pairs}")
    answered(tab)


def answered(tab: Page) -> None:
    """Wait until the page says how many results there are."""
    expect(tab.get_by_role("status")).to_have_text(re.compile(r"hasil"))


def open_filters(tab: Page) -> None:
    """Open the filters as a reader would, and wait for their numbers."""
    if tab.locator("#cari details").get_attribute("open") is None:
        tab.get_by_text("Saring hasil").click()
    expect(tab.locator("select[name=editor] option").nth(1)).to_be_attached()


def results(tab: Page) -> Locator:
    return tab.locator("#cari ol li")


def choice(tab: Page, label: str) -> Locator:
    """A filter, or the order, by its label."""
    return tab.get_by_role("combobox", name=label, exact=True)


def found(tab: Page) -> list[str]:
    """Absolute addresses of the results, in their order."""
    return [
        urljoin(tab.url, link.get_attribute("href")) for link in results(tab).locator("h2 a").all()
    ]


def names(tab: Page) -> list[str]:
    """The last part of each result's address, in their order."""
    return [address.rstrip("/").rpartition("/")[2] for address in found(tab)]


def test_the_main_release_is_found_by_any_form_of_a_word_and_by_every_partner(
    tab: Page, docs: str
) -> None:
    find(tab, docs, "pelayanan")
    for query in ("pelayanan", "melayani", *PARTNERS):
        box = tab.get_by_label("Kata yang dicari")
        box.fill(query)
        box.press("Enter")
        expect(tab.get_by_role("status")).to_contain_text(f"hasil untuk “{query}”")
        assert docs + MAIN in found(tab), query


def test_the_answer_is_in_indonesian_and_marks_what_was_found(tab: Page, docs: str) -> None:
    find(tab, docs, "melayani")
    number = results(tab).count()
    expect(tab.get_by_role("status")).to_have_text(f"{number} hasil untuk “melayani”")
    result = results(tab).filter(has=tab.locator(f"a[href$='{MAIN}']"))
    assert any("layan" in mark.lower() for mark in result.locator("mark").all_text_contents())
    expect(result).to_contain_text("Rabu, 19 November 2025, Serang")
    assert tab.get_by_label("Kata yang dicari").input_value() == "melayani"
    expect(choice(tab, "Urutkan")).to_be_visible()
    open_filters(tab)
    for label in ("Mitra", "Lokasi", "Editor", "Topik", "Tahun"):
        expect(choice(tab, label)).to_be_visible()


def test_words_of_a_headline_find_it_and_the_excerpt_is_of_the_text(tab: Page, docs: str) -> None:
    find(tab, docs, '"Jalin Kerja Sama"')
    expect(results(tab)).to_have_count(1)
    assert results(tab).locator("p").last.inner_text().startswith("DPMPTSP Kabupaten Pandeglang")
    find(tab, docs, "jalin tumpeng")
    assert "Jalin" not in results(tab).locator("p").last.inner_text()


def quotation(tab: Page) -> str:
    return results(tab).locator("p").last.inner_text()


def test_a_find_quotes_sentences_and_neither_names_nor_marks(tab: Page, newsroom: Newsroom) -> None:
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write(
        "tentang.md", "# Tentang panen\n\nHalaman tentang panen padi, panen dan panen.\n"
    )
    newsroom.config["markdown_extensions"] = ["footnotes"]
    newsroom.write("news/2025/data.csv", "1,2\n")
    long = "Kelompok tani itu berkumpul pagi sekali di lumbung, lalu berjalan bersama ke sawah " * 3
    body = f"Petani memanen padi.[^1] Ia senang. {long}dan pulang.\n\n[^1]: Menurut catatan."
    keys = {
        "summary": "Sawah menguning lagi.",
        "title": "Kabar",
        "lang": "en",
        "partners": ["Dinas Alfa"],
        "location": "Cilegon",
        "editor": "Ani Penyunting",
        "topics": ["Pangan"],
        "venue": "Lumbung",
        "attachments": [{"file": "data.csv", "title": "Tabel hasil"}],
        "corrections": [{"date": "2025-11-26", "kind": "correction", "text": "Jumlahnya salah."}],
    }
    newsroom.write("news/2025/kabar.md", release(body, **keys))
    with served(newsroom.build()) as site:
        for name in ("Dinas Alfa", "Cilegon", "Penyunting", "Pangan", "Tabel hasil", "Jumlahnya"):
            find(tab, site, name)
            assert names(tab) == ["kabar"], name
            assert quotation(tab) == "Sawah menguning lagi.", name
        find(tab, site, "senang")
        assert quotation(tab).startswith("Ia senang. Kelompok tani itu")
        assert quotation(tab).endswith(" …")
        find(tab, site, "pulang")
        assert quotation(tab).startswith("… ") and "pulang. Menurut catatan." in quotation(tab)
        find(tab, site, "panen")
        assert names(tab) == ["kabar", "tentang"], "a page after the releases"
        result = results(tab).first
        quoted = "Petani memanen padi. Ia senang."
        assert result.locator("p").last.inner_text().startswith(quoted)
        expect(result.locator("p").first).to_have_text(re.compile("Cilegon Dikoreksi$"))
        expect(result.locator("h2")).to_have_attribute("lang", "en")


def test_a_result_leads_to_its_page(tab: Page, docs: str) -> None:
    find(tab, docs, PARTNERS[0])
    results(tab).locator(f"a[href$='{MAIN}']").click()
    assert tab.url == docs + MAIN
    expect(tab.locator("article h1")).to_be_visible()


@pytest.mark.parametrize("page", ["", MAIN])
def test_the_box_above_every_page_leads_to_the_results(tab: Page, docs: str, page: str) -> None:
    tab.goto(docs + page)
    box = tab.get_by_role("banner").get_by_role("searchbox")
    box.fill("pelayanan")
    box.press("Enter")
    tab.wait_for_url("**/search/?q=pelayanan")
    answered(tab)
    assert docs + MAIN in found(tab)


def test_a_search_without_results_says_so_with_the_words_asked(tab: Page, archive: str) -> None:
    find(tab, archive, "zzqqxx")
    expect(tab.get_by_role("status")).to_contain_text("Tidak ada hasil untuk “zzqqxx”")
    assert results(tab).count() == 0


def options(tab: Page, facet: str) -> dict[str, int]:
    """The choices of a filter with the number of results each promises."""
    texts = tab.locator(f"select[name={facet}] option").all_text_contents()
    pairs = (re.fullmatch(r"(.*) \((\d+)\)", text.strip()) for text in texts)
    return {pair[1]: int(pair[2]) for pair in pairs if pair}


def test_filters_offer_what_the_archive_holds_with_true_numbers(tab: Page, archive: str) -> None:
    find(tab, archive, "panen")
    open_filters(tab)
    assert {facet: options(tab, facet) for facet in FACETS} == {
        "partner": {"Dinas Alfa": 2, "Bank Beta": 2, "Yayasan <Gama>": 1},
        "location": {"Cilegon": 1, "Lebak": 2, "Serang": 2},
        "editor": {"Editor Satu": 4, "Editor Dua": 1},
        "topic": {"Pangan": 3, "Keuangan": 1},
        "year": {"2025": 3, "2024": 1, "2023": 1},
    }
    years = tab.locator("select[name=year] option").all_text_contents()
    assert [year.strip() for year in years] == ["Semua", "2025 (3)", "2024 (1)", "2023 (1)"]


def test_a_filter_narrows_to_the_number_it_promised(tab: Page, archive: str) -> None:
    find(tab, archive, "panen")
    open_filters(tab)
    everything = results(tab).count()
    promises = [(facet, name, n) for facet in FACETS for name, n in options(tab, facet).items()]
    assert len(promises) == 13
    for facet, name, promised in promises:
        tab.locator(f"select[name={facet}]").select_option(name)
        expect(tab.get_by_role("status")).to_have_text(f"{promised} hasil untuk “panen”")
        expect(results(tab)).to_have_count(promised)
        assert promised < everything
        tab.get_by_role("button", name="Hapus saringan").click()
        expect(results(tab)).to_have_count(everything)


def test_two_filters_narrow_further_and_their_numbers_follow(tab: Page, archive: str) -> None:
    find(tab, archive, "panen", partner="Dinas Alfa")
    assert sorted(names(tab)) == ["dua", "satu"]
    assert options(tab, "year") == {"2025": 1, "2023": 1}
    assert options(tab, "location") == {"Lebak": 1, "Serang": 1}
    choice(tab, "Tahun").select_option("2025")
    expect(tab.get_by_role("status")).to_have_text("1 hasil untuk “panen”")
    assert names(tab) == ["dua"]


def test_filters_alone_list_what_they_name(tab: Page, archive: str) -> None:
    find(tab, archive, location="Lebak")
    expect(tab.get_by_role("status")).to_have_text("2 hasil")
    assert sorted(names(tab)) == ["dua", "tiga"]


def test_results_are_sorted_by_date_when_asked_to_the_minute(tab: Page, archive: str) -> None:
    find(tab, archive, "panen")
    choice(tab, "Urutkan").select_option(label="Terbaru")
    tab.wait_for_url("**sort=desc")
    expect(results(tab).first).to_contain_text("Panen lima")
    assert [name for name in names(tab) if name in ARCHIVE] == NEWEST_FIRST
    choice(tab, "Urutkan").select_option(label="Terlama")
    tab.wait_for_url("**sort=asc")
    expect(results(tab).first).to_contain_text("Panen satu")
    assert [name for name in names(tab) if name in ARCHIVE] == NEWEST_FIRST[::-1]


def test_the_address_holds_the_whole_search(tab: Page, archive: str) -> None:
    find(tab, archive, "panen")
    open_filters(tab)
    choice(tab, "Mitra").select_option("Bank Beta")
    expect(results(tab)).to_have_count(2)
    choice(tab, "Urutkan").select_option("asc")
    tab.wait_for_url("**sort=asc")
    asked = parse_qs(urlsplit(tab.url).query)
    assert asked == {"q": ["panen"], "partner": ["Bank Beta"], "sort": ["asc"]}
    tab.reload()
    answered(tab)
    assert names(tab) == ["tiga", "dua"]
    assert choice(tab, "Mitra").input_value() == "Bank Beta"


def test_back_undoes_a_choice_and_forward_takes_it_again(tab: Page, archive: str) -> None:
    find(tab, archive, "panen")
    open_filters(tab)
    everything = results(tab).count()
    choice(tab, "Lokasi").select_option("Cilegon")
    expect(results(tab)).to_have_count(1)
    tab.go_back()
    expect(results(tab)).to_have_count(everything)
    assert choice(tab, "Lokasi").input_value() == ""
    tab.go_forward()
    expect(results(tab)).to_have_count(1)
    assert choice(tab, "Lokasi").input_value() == "Cilegon"


def test_back_from_a_result_returns_to_the_results(tab: Page, archive: str) -> None:
    find(tab, archive, "panen", year="2023")
    results(tab).locator("a").click()
    expect(tab.locator("article h1")).to_have_text("Panen satu")
    tab.go_back()
    answered(tab)
    assert names(tab) == ["satu"]


def test_back_from_a_result_shows_as_many_at_the_same_place(
    tab: Page, alone_and_parted: tuple[str, str]
) -> None:
    find(tab, alone_and_parted[1], "dan")
    more = tab.get_by_role("button", name="Tampilkan lebih banyak")
    expect(results(tab)).to_have_count(10)
    for shown in (20, 30):
        more.click()
        expect(results(tab)).to_have_count(shown)
    before = found(tab)
    result = results(tab).nth(24).locator("a")
    result.evaluate("link => link.scrollIntoView({ block: 'center', behavior: 'instant' })")
    top = tab.evaluate("scrollY")
    result.click()
    expect(tab.locator("article h1")).to_be_visible()
    tab.go_back()
    expect(results(tab)).to_have_count(30)
    assert found(tab) == before
    expect(result).to_be_in_viewport()
    assert abs(tab.evaluate("scrollY") - top) < 5
    # Another search begins anew.
    tab.get_by_label("Kata yang dicari").fill("daerah")
    expect(tab.get_by_role("status")).to_contain_text("“daerah”")
    tab.wait_for_load_state("networkidle")
    assert results(tab).count() <= 10


def test_results_come_while_typing(tab: Page, archive: str) -> None:
    tab.goto(f"{archive}search/")
    expect(tab.get_by_role("status")).to_have_text("Tulis kata, nama mitra, atau tempat.")
    tab.get_by_label("Kata yang dicari").press_sequentially("panen")
    tab.wait_for_url("**/search/?q=panen")
    expect(results(tab)).to_have_count(6)


def tab_to(tab: Page, selector: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(40):
        tab.keyboard.press("Tab")
        if tab.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_keys_alone_are_enough(tab: Page, archive: str) -> None:
    tab.goto(archive)
    tab_to(tab, "header input[type=search]")
    tab.keyboard.type("panen")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=panen")
    answered(tab)
    tab_to(tab, "#cari summary")
    tab.keyboard.press("Enter")
    expect(tab.locator("select[name=location] option")).to_have_count(4)
    tab_to(tab, "select[name=location]")
    tab.keyboard.press("ArrowDown")
    expect(tab.get_by_role("status")).to_have_text("1 hasil untuk “panen”")
    assert names(tab) == ["empat"]
    tab_to(tab, "#cari ol a")
    tab.keyboard.press("Enter")
    expect(tab.locator("article h1")).to_have_text("Panen <b>empat</b> & lain")


def test_markup_in_a_headline_a_name_or_a_query_stays_text(tab: Page, archive: str) -> None:
    find(tab, archive, "panen", location="Cilegon")
    expect(results(tab).locator("h2")).to_have_text("Panen <b>empat</b> & lain")
    find(tab, archive, "panen", partner="Yayasan <Gama>")
    assert names(tab) == ["lima"]
    tab.goto(f"{archive}search/?q={quote('<img src=x onerror=alert(1)>')}&partner={quote('<b>x')}")
    expect(tab.get_by_role("status")).to_contain_text("“<img src=x onerror=alert(1)>”")
    assert tab.locator("#cari img, #cari b").count() == 0


def indexed(site: Path) -> dict[str, str]:
    """Everything that is in the index: the text under every address."""
    pages = {}
    for file in sorted((site / "pagefind").rglob("*.pf_fragment")):
        data = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        page = json.loads(data)
        assert page["url"] not in pages
        pages[page["url"].removeprefix("/")] = page["content"]
    return pages


def test_only_public_releases_and_pages_are_in_the_index_and_only_their_text(
    archive_site: Path,
) -> None:
    pages = indexed(archive_site)
    assert set(pages) == {
        "tentang/",
        "news/2023/satu/",
        "news/2025/dua/",
        "news/2025/tiga/",
        "news/2024/empat/",
        "news/2025/lima/",
    }
    everything = " ".join(pages.values())
    assert "memanen padi" in everything
    chrome = ["Katapemberitahuan", "Katatentangkantor", "Katanarahubung", "Katahakcipta"]
    chrome += ["Ruang Berita", "Umpan berita", "Beranda", "Lokasi", "Penyunting"]
    assert [word for word in chrome if word in everything] == []


def test_more_results_than_a_page_holds_come_when_asked(
    tab: Page, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for n in range(1, 13):
        newsroom.write(f"news/2025/kabar-{n}.md", release("Panen.", title=f"Kabar {n}"))
    with served(newsroom.build()) as address:
        find(tab, address, "panen")
        expect(tab.get_by_role("status")).to_have_text("12 hasil untuk “panen”")
        expect(results(tab)).to_have_count(10)
        more = tab.get_by_role("button", name="Tampilkan lebih banyak")
        more.press("Enter")
        expect(results(tab)).to_have_count(12)
        expect(results(tab).nth(10).locator("a")).to_be_focused()
        expect(more).to_be_hidden()
        assert len(set(names(tab))) == 12


def test_without_javascript_the_page_offers_the_listings(browser: Browser, docs: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{docs}search/?q=pelayanan")
    expect(tab.locator("#cari")).to_be_hidden()
    links = tab.locator("main noscript a")
    expect(links.first).to_be_visible()
    offered = [urljoin(tab.url, link.get_attribute("href")) for link in links.all()]
    listings = ("news/", "partners/", "locations/", "editors/", "topics/", "archive/")
    assert offered == [docs + listing for listing in listings]
    for address in offered:
        answer = tab.goto(address)
        assert answer is not None and answer.ok
    context.close()


# --- The parts of the index, searched as one -------------------------------------------------

ASKED = (
    *({"query": word} for word in ("pelayanan", "melayani", "kabupaten", "masyarakat kerja")),
    {"query": "Mitra"},
    {"query": "Mitra 007"},
    {"query": '"dan di"'},
    {"query": "zzqqxx"},
    {"location": "Kota 03"},
    {"query": "daerah", "topic": "Topik 3"},
    {"query": "warga", "editor": "Editor 05", "partner": "Mitra 002"},
)


def synthetic(folder: Path) -> Path:
    """Releases of ten years and an ordinary page, built."""
    newsroom = Newsroom(folder, {"search": True})
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("tentang.md", "---\ntitle: Tentang\n---\n\nPelayanan kepada masyarakat.\n")
    for one in SyntheticArchive().releases(80):
        keys = {
            "title": one.title,
            "date": one.day.isoformat(),
            "location": one.location,
            "editor": one.editor,
            "partners": list(one.partners),
            "topics": list(one.topics),
        }
        newsroom.write(f"news/{one.path}", release(one.body, **keys))
    return newsroom.build()


@pytest.fixture(scope="module")
def alone_and_parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The addresses of the same releases, indexed as one part and as many."""
    folder = tmp_path_factory.mktemp("parts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_parts, "part_names", lambda days: ["2015"] * len(days))
        alone = synthetic(folder / "alone")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_parts, "_MOST", 4)
        patch.setattr(search_parts, "_MOST_OF_NEWEST_YEAR", 2)
        parted = synthetic(folder / "parted")
    assert len(list((alone / "pagefind").glob("2*"))) == 1
    assert len(list((parted / "pagefind").glob("2*"))) > 15
    with served(alone) as one, served(parted) as many:
        yield one, many


def answer(tab: Page, site: str, **asked: str) -> tuple[list[str], dict[str, dict[str, int]]]:
    """All results in their order, and the numbers of all filters but the year."""
    find(tab, site, **asked)
    if results(tab).count():
        open_filters(tab)
    more = tab.get_by_role("button", name="Tampilkan lebih banyak")
    while more.is_visible():
        before = results(tab).count()
        more.click()
        expect(results(tab)).not_to_have_count(before)
    addresses = [address.removeprefix(site) for address in found(tab)]
    # Of the releases that are one part the index believes that they are of one year.
    return addresses, {facet: options(tab, facet) for facet in FACETS if facet != "year"}


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked.values()))
def test_many_parts_answer_as_one_index(
    tab: Page, alone_and_parted: tuple[str, str], asked: dict[str, str]
) -> None:
    alone, parted = alone_and_parted
    expected, numbers = answer(tab, alone, **asked)
    got, counted = answer(tab, parted, **asked)
    assert sorted(got) == sorted(expected)
    assert counted == numbers


def test_the_order_by_date_goes_through_all_parts(
    tab: Page, alone_and_parted: tuple[str, str]
) -> None:
    days = {
        f"news/{one.path.removesuffix('.md')}/": one.day for one in SyntheticArchive().releases(80)
    }
    for site in alone_and_parted:
        for order, backwards in (("desc", True), ("asc", False)):
            got, _ = answer(tab, site, query="dan", sort=order)
            assert set(got) == set(days)  # the page without a date has no place in it
            dates = [days[address] for address in got]
            assert dates == sorted(dates, reverse=backwards)


def test_a_year_holds_its_own_releases_and_the_years_add_up(
    tab: Page, alone_and_parted: tuple[str, str]
) -> None:
    everything, _ = answer(tab, alone_and_parted[0], query="daerah")
    find(tab, alone_and_parted[1], "daerah")
    open_filters(tab)
    years = options(tab, "year")
    assert years == Counter(address.split("/")[1] for address in everything if "news/" in address)
    for year, number in years.items():
        got, _ = answer(tab, alone_and_parted[1], query="daerah", year=year)
        assert len(got) == number
        assert {address.split("/")[1] for address in got} == {year}


@pytest.fixture
def loaded(tab: Page) -> list[str]:
    """The last part of every address the tab loads, as it goes on."""
    names: list[str] = []
    tab.on("request", lambda request: names.append(urlsplit(request.url).path))
    return names


def test_what_only_filters_need_is_loaded_when_they_are_opened(
    tab: Page, archive: str, loaded: list[str]
) -> None:
    find(tab, archive, "panen")
    tab.wait_for_load_state("networkidle")
    assert [path for path in loaded if path.endswith(".pf_index")]
    assert [path for path in loaded if path.endswith(".pf_filter")] == []
    shown = names(tab)
    open_filters(tab)
    assert [path for path in loaded if path.endswith(".pf_filter")]
    assert names(tab) == shown
    assert len([path for path in loaded if path.endswith(".pagefind")]) == 1  # one program for all


def test_a_year_asks_its_own_parts_only(tab: Page, archive: str, loaded: list[str]) -> None:
    find(tab, archive, "panen", year="2023")
    parts = {path.split("/")[-3] for path in loaded if path.endswith(".pf_index")}
    assert parts == {"2023"}


def test_a_word_of_one_year_finds_nothing_like_it_in_the_others(
    tab: Page, newsroom: Newsroom
) -> None:
    # Where no word begins with the one asked, Pagefind falls back on the longest that begins it.
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for year, text in {
        "2025": "Sumar hadir.",
        "2024": "Sumarto hadir.",
        "2023": "Sumartono hadir bersama Joko.",
        "2022": "Joko pergi.",
    }.items():
        newsroom.write(f"news/{year}/{year}.md", release(text, date=f"{year}-05-05"))
    with served(newsroom.build()) as site:
        for query, expected in {
            "sumartono": ["2023"],
            "sumarto": ["2023", "2024"],
            "sumar": ["2023", "2024", "2025"],
            "sumartonoxyz": ["2023"],  # nobody has it: the longest of all, as in one index
            "joko sumartono": ["2023"],
            "sumartono hadir": ["2023"],
            "joko": ["2022", "2023"],
        }.items():
            find(tab, site, query)
            assert sorted(names(tab)) == expected, query
        for year in ("2025", "2024"):
            tab.goto(f"{site}search/?q=sumartono&year={year}")
            expect(tab.get_by_role("status")).to_contain_text("Tidak ada hasil")
            assert choice(tab, "Tahun").input_value() == year


def test_a_file_that_does_not_come_is_told_and_not_taken_for_no_results(
    browser: Browser, archive: str
) -> None:
    for lost in ("*.pf_index", "*.pf_fragment", "*.pf_meta", "parts.json", "pagefind.js"):
        context = browser.new_context()
        tab = context.new_page()
        context.route(f"**/{lost}", lambda route: route.fulfill(status=404, body=""))
        tab.goto(f"{archive}search/?q=panen")
        expect(tab.get_by_role("status")).to_contain_text("tidak dapat dimuat")
        context.unroute(f"**/{lost}")
        box = tab.get_by_label("Kata yang dicari")
        box.press("Enter")
        expect(results(tab)).to_have_count(6)
        context.close()


def test_all_words_that_begin_as_asked_are_found_however_small_the_files_of_the_index(
    tab: Page, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(search_index._SETTINGS, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "1")
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in ("kodok", "kodokab", "kodokom", "kodokzu", "kodol"):
        newsroom.write(f"news/2025/{name}.md", release(f"Seekor {name}."))
    with served(newsroom.build()) as site:
        find(tab, site, "kodok")
        assert sorted(names(tab)) == ["kodok", "kodokab", "kodokom", "kodokzu"]


def test_only_files_of_the_index_are_loaded_in_which_the_word_stands(
    tab: Page, newsroom: Newsroom, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(search_index._SETTINGS, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "6")
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    text = "Padi, pasar, pintu, pisang, pohon dan pulau; laba, laci, lilin, lontar, lobak."
    newsroom.write("news/2025/satu.md", release(f"{text} Pelayanan cepat."))
    site = newsroom.build()
    with served(site) as address:
        find(tab, address, "pelayanan")
        assert names(tab) == ["satu"]
        tab.wait_for_load_state("networkidle")
    files = [site / path.lstrip("/") for path in loaded if path.endswith(".pf_index")]
    assert files
    # Words stand in the index by their stems.
    assert all(b"layan" in gzip.decompress(file.read_bytes()) for file in files)
