"""The look of the site: colours that can be read, bars that are numbers, filters that are links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import cast
from urllib.parse import urljoin

import pytest
from conftest import ROOT, Newsroom, release, served
from markup import HOME, Element, file_at, page, text, texts, values
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from showcase import PAGES, showcase

from newsroom.colours import BRAND, DARK_PAPERS, LINK, ON_BRAND, PAPERS, contrast, standing_out
from newsroom.domain.listing import page_of, paginate
from newsroom.domain.release import Contact, Release
from newsroom.views.contacts import shown_contact

CSS = (ROOT / "overrides/assets/newsroom.css").read_text("utf-8")


def scheme(dark: bool) -> dict[str, str]:
    """The style sheet's colours by name, as they are in one of its two schemes."""
    light, night = (
        re.search(r":root \{(.*?)\}", part, re.DOTALL) for part in CSS.split("@media", 1)
    )
    assert light and night
    found = dict(re.findall(r"--nr-([a-z-]+): (#[0-9a-f]{6});", light[1]))
    return found | dict(re.findall(r"--nr-([a-z-]+): (#[0-9a-f]{6});", night[1])) if dark else found


# Text and its ground, and how far they must stand apart: 4.5 for text (1.4.3), 3 for what only
# has to be seen (1.4.11).
PAIRS = [
    *(
        (ink, ground, 4.5)
        for ink in ("ink", "quiet", "link", "alert")
        for ground in ("paper", "tint")
    ),
    ("ink", "alert-tint", 4.5),
    ("ink", "mark", 4.5),
    ("notice-ink", "notice", 4.5),
    ("on-brand", "brand", 4.5),
    ("field", "paper", 3),
    ("link", "paper", 3),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "enough"), PAIRS)
def test_every_text_stands_out_from_its_ground(
    ink: str, ground: str, enough: float, dark: bool
) -> None:
    colours = scheme(dark)
    assert contrast(colours[ink], colours[ground]) >= enough


def test_an_offices_colours_are_judged_on_the_grounds_of_the_style_sheet() -> None:
    light, dark = scheme(False), scheme(True)
    assert (light["brand"], light["link"], (light["on-brand"],)) == (BRAND, LINK, ON_BRAND)
    assert (light["paper"], light["tint"]) == PAPERS
    assert (dark["paper"], dark["tint"]) == DARK_PAPERS


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert standing_out("#767676", ON_BRAND) == "#767676", "what can be read stays as it is"
    for colour in ("#ffffff", "#ffff00", "#808080", "#000000"):
        for grounds in (PAPERS, DARK_PAPERS):
            shade = standing_out(colour, grounds)
            assert all(contrast(shade, ground) >= 4.5 for ground in grounds)


@pytest.mark.parametrize(
    ("phone", "leads_to"),
    [
        ("0812-3456-7890", "https://wa.me/6281234567890"),
        ("+62 812 3456 7890", "https://wa.me/6281234567890"),
        ("+1 202-555-0100", "https://wa.me/12025550100"),
        ("(0254) 200000", None),
        ("+62 254 200000", None),
        ("110", None),
    ],
)
def test_whatsapp_is_offered_for_numbers_that_can_have_it(phone: str, leads_to: str | None) -> None:
    assert shown_contact(Contact(name="Humas", phone=phone))["whatsapp"] == leads_to


# Headlines that take no line of a small telephone, in the same lists as the sample's own.
LONG = (
    "Unduh di https://drive.google.com/drive/folders/1AbC-contoh?usp=sharing",
    "Pertanggungjawabanketidakberpihakanpenyelenggaraanpelayanan",
    "Kabar" * 65,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = showcase(tmp_path_factory.mktemp("showcase"))
    shared = {"location": "Serang", "topics": ["Kerja sama"], "partners": ["Pemkot Cilegon"]}
    for number, (day, title) in enumerate(zip(("11-20", "11-18", "09-01"), LONG, strict=True)):
        text = release("Naskah contoh.", title=title, date=f"2025-{day}", **shared)
        newsroom.write(f"news/2025/judul-panjang-{number}.md", text)
    return newsroom.build()


def test_a_bar_is_as_long_as_its_number(site: Path) -> None:
    html = page(site, "archive/")
    [by_year, *by_month] = html.findall(".//table")
    rows = bars(by_year)
    most = max(count for _, count, _ in rows)
    assert [share for *_, share in rows] == [round(100 * count / most) for _, count, _ in rows]
    for (year, total, _), months in zip(rows, by_month, strict=True):
        assert sum(count for _, count, _ in bars(months)) == total, year
    assert all(head.get("scope") for head in html.iter("th")), "read as a table"


def bars(table: Element) -> list[tuple[str, int, int]]:
    """Name, number and length in per cent of every row."""
    return [
        (text(row.find("th")), int(text(row.find("td"))), int(bar.get("width", "")[:-1]))
        for row in table.iterfind("tbody/tr")
        if (bar := row.find(".//{*}svg")) is not None
    ]


def test_a_month_leads_to_where_it_begins(site: Path) -> None:
    links = values(page(site, "archive/"), ".//section//td/../th/a", "href")
    assert len(links) > 20
    for link in links:
        address, _, anchor = urljoin(f"{HOME}archive/", link).partition("#")
        html = page(file_at(site, address).parent)
        assert html.find(f".//h2[@id='{anchor}']") is not None, link


@pytest.mark.parametrize(("count", "size"), [(0, 3), (5, 3), (6, 3), (11, 3), (9, 1)])
def test_the_page_of_a_release_is_known_without_cutting(count: int, size: int) -> None:
    found = []
    for part in paginate([cast(Release, n) for n in range(count)], size):
        found += [part.number] * len(part.releases)
    assert [page_of(n, count, size) for n in range(count)] == found


def test_filters_are_links_to_listings_with_true_counts(site: Path) -> None:
    html = page(site, "news/")
    entries = html.findall(".//details[@class='nr-filter']//li")
    assert len(entries) > 8
    for entry in entries:
        address = urljoin(f"{HOME}news/", entry.find("a").get("href"))  # type: ignore[union-attr]
        there = page(file_at(site, address).parent)
        [count] = texts(there, ".//main/p[@class='nr-count']")
        assert count.split()[0] == texts(entry, "span")[0].strip("()"), address


def test_a_date_in_a_table_is_not_broken(newsroom: Newsroom) -> None:
    table = "| Hari | Pada tanggal |\n| --- | --- |\n| Rabu, 5 November 2025 | 7 ton |"
    newsroom.write("news/2025/a.md", release(f"Panen 5 November 2025.\n\n{table}"))
    cells = page(newsroom.build(), "news/2025/a/").findall(".//td")
    assert [cell.text for cell in cells] == ["Rabu, 5\u00a0November\u00a02025", "7 ton"]


def test_what_is_read_next_shares_a_partner_a_topic_or_a_place(newsroom: Newsroom) -> None:
    keys = {"location": "Serang"}
    newsroom.write(
        "news/2025/a.md", release(title="A", date="2025-01-01", partners=["Satu"], **keys)
    )
    newsroom.write(
        "news/2025/b.md", release(title="B", date="2025-01-02", topics=["Layanan"], **keys)
    )
    newsroom.write(
        "news/2025/c.md",
        release(title="C", date="2025-01-03", partners=["Satu"], topics=["Layanan"], **keys),
    )
    newsroom.write("news/2025/d.md", release(title="D", date="2025-01-04", **keys))
    newsroom.write("news/2025/e.md", release(title="E", date="2025-01-05", location="Lebak"))
    site = newsroom.build()
    assert read_next(site, "news/2025/c/") == {
        "Juga dengan Satu": ["A"],
        "Juga tentang Layanan": ["B"],
        "Juga dari Serang": ["D"],
    }
    assert read_next(site, "news/2025/d/") == {"Juga dari Serang": ["C", "B"]}
    assert read_next(site, "news/2025/e/") == {}


def read_next(site: Path, address: str) -> dict[str, list[str]]:
    groups = page(site, address).iterfind(".//section[@aria-labelledby='nr-terkait']/div/div")
    return {text(group.find("h3")): texts(group, "ul/li/a") for group in groups}


def test_a_new_release_changes_what_is_read_next_on_few_pages(newsroom: Newsroom) -> None:
    def write(number: int) -> None:
        day = (date(2024, 1, 1) + timedelta(days=number)).isoformat()
        keys = {"partners": ["Satu", "Dua"], "topics": ["Layanan"]}
        newsroom.write(
            f"news/2024/kabar-{number}.md", release(title=f"K{number}", date=day, **keys)
        )

    for number in range(0, 40, 2):
        write(number)
    site = newsroom.build()
    before = {file: file.read_bytes() for file in site.glob("news/2024/kabar-*/index.html")}
    write(21)
    newsroom.build()
    changed = [file.parent.name for file, data in before.items() if file.read_bytes() != data]
    assert sorted(changed) == ["kabar-18", "kabar-20", "kabar-22", "kabar-24"]


@contextmanager
def opened(browser: Browser, site: Path, address: str, width: int = 1280) -> Iterator[Page]:
    with served(site) as home:
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.goto(home + address)
        yield tab
        tab.close()


def test_with_scripts_filters_are_combined_into_one_search(browser: Browser, site: Path) -> None:
    with opened(browser, site, "partners/pemerintah-kota-cilegon/") as tab:
        tab.get_by_text("Saring daftar ini").click()
        tab.locator("select[name=year]").select_option("2024")
        tab.locator("select[name=location]").select_option("Cilegon")
        tab.get_by_role("button", name="Tampilkan hasil").click()
        tab.wait_for_url("**/search/?partner=Pemerintah+Kota+Cilegon&year=2024&location=Cilegon")
        expect(tab.get_by_role("status")).to_contain_text("hasil")


def test_with_scripts_a_list_from_a_to_z_is_narrowed_by_typing(
    browser: Browser, site: Path
) -> None:
    with opened(browser, site, "partners/") as tab:
        tab.get_by_label("Cari dalam daftar ini").fill("PANDEGLANG")
        expect(tab.locator(".nr-letter li:visible")).to_have_count(1)
        expect(tab.locator(".nr-letter:visible")).to_have_count(1)
        expect(tab.locator(".nr-letters li:visible")).to_have_count(1)  # none leads to nothing
        expect(tab.get_by_role("status")).to_have_text("Cocok: 1")
        tab.get_by_label("Cari dalam daftar ini").fill("")
        expect(tab.locator(".nr-letter:visible")).to_have_count(3)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_moves_is_wider_than_a_small_telephone_or_has_small_targets(
    browser: Browser, site: Path, name: str
) -> None:
    with opened(browser, site, PAGES[name], width=320) as tab:
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
        assert tab.evaluate(SMALL_TARGETS) == []
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate(SHIFTS) == 0


@pytest.mark.parametrize("percent", [150, 200])
@pytest.mark.parametrize("name", ["home", "release", "partner", "press", "contact"])
def test_with_large_letters_nothing_is_cut_off_or_printed_over_something_else(
    browser: Browser, site: Path, name: str, percent: int
) -> None:
    with opened(browser, site, PAGES[name], width=375) as tab:
        tab.evaluate("size => { document.documentElement.style.fontSize = size }", f"{percent}%")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 375
        name_, button = (tab.locator(part).bounding_box() for part in (".nr-brand", ".nr-opener"))
        assert name_ and button
        beside = name_["x"] + name_["width"] <= button["x"]
        assert beside or name_["y"] + name_["height"] <= button["y"]


@pytest.mark.parametrize("name", ["release", "release-in-english", "release-corrected"])
def test_a_long_headline_stands_below_the_releases_that_it_is_related_to(
    site: Path, name: str
) -> None:
    """So that the test above meets it there."""
    assert {title for group in read_next(site, PAGES[name]).values() for title in group} & {*LONG}


# How far the page moved while it was loaded, as Chromium counts it.
SHIFTS = """() => new Promise((tell) => new PerformanceObserver((list) => tell(
  list.getEntries().reduce((sum, shift) => sum + shift.value, 0)
)).observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => tell(0), 100))"""

# Links in a sentence need not be 24 pixels high (2.5.8), nor a link whose card is its target.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
  .filter((e) => e.checkVisibility() && !e.closest(".nr-text, .nr-card, .nr-skip, .nr-status"))
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.right > 0 && (box.height < 24 || box.width < 24))
  .map(([words, box]) => `${words}: ${box.width} x ${box.height}`)"""


@pytest.mark.parametrize("width", [320, 375])
def test_all_of_the_menu_is_seen_on_a_telephone(browser: Browser, site: Path, width: int) -> None:
    with opened(browser, site, "", width) as tab:
        assert not tab.locator("header form, .nr-menu").locator("visible=true").count()
        tab.get_by_text("Menu", exact=True).click()
        assert tab.get_by_role("searchbox").is_visible()
        assert tab.locator(".nr-menu a:visible").count() > 5
        assert not tab.evaluate(
            "[...document.querySelectorAll('.nr-menu a')].filter((a) => "
            "a.getBoundingClientRect().right > innerWidth).map((a) => a.textContent)"
        )


@pytest.mark.parametrize("name", ["release", "release-corrected", "release-in-english"])
def test_the_headline_stands_on_the_first_screen_of_a_telephone(
    browser: Browser, site: Path, name: str
) -> None:
    with opened(browser, site, PAGES[name], 375) as tab:
        assert tab.evaluate("document.querySelector('main').getBoundingClientRect().top") <= 150
        assert tab.evaluate("document.querySelector('h1').getBoundingClientRect().bottom") <= 500


def test_nothing_glides_or_fades_for_readers_who_asked_for_less_motion(
    browser: Browser, site: Path
) -> None:
    still = re.sub(
        r"@media \(prefers-reduced-motion: no-preference\) \{.*?\n\}", "", CSS, flags=re.DOTALL
    )
    assert not re.search(r"scroll-behavior|transition|animation|@keyframes", still)
    with opened(browser, site, PAGES["release-corrected"]) as tab:
        found = {}
        for motion in ("no-preference", "reduce"):
            tab.emulate_media(reduced_motion=motion)
            found[motion] = tab.evaluate(
                "getComputedStyle(document.documentElement).scrollBehavior"
            )
    assert found == {"no-preference": "smooth", "reduce": "auto"}


LINES = """
(selector) => [...document.querySelectorAll(selector)].map((element) => {
  const { borderTopStyle, borderTopWidth, fill } = getComputedStyle(element);
  const text = getComputedStyle(document.body).color;
  return element.closest("svg") ? fill === text : borderTopStyle === "solid"
    && parseFloat(borderTopWidth) >= 1;
})
"""


@pytest.mark.parametrize(
    ("name", "selectors"),
    [
        ("release-corrected", [".nr-notice", ".nr-band", ".nr-contacts", ".nr-chips > li"]),
        ("partner", [".nr-chart rect", ".nr-chart text"]),
        ("archive", [".nr-bar rect"]),
        ("partners", [".nr-letters a"]),
        ("search", [".nr-find input", ".nr-find button", ".nr-search-form input"]),
    ],
)
def test_what_a_ground_set_apart_has_a_line_in_the_readers_own_colours(
    browser: Browser, site: Path, name: str, selectors: list[str]
) -> None:
    with opened(browser, site, PAGES[name]) as tab:
        tab.emulate_media(forced_colors="active")
        for selector in selectors:
            lines = tab.evaluate(LINES, selector)
            assert lines and all(lines), selector
        tab.keyboard.press("Tab")
        focus = "getComputedStyle(document.activeElement).outlineStyle"
        assert tab.evaluate(focus) == "solid"


def test_a_printed_page_says_where_it_is_from_and_holds_nothing_to_press(
    browser: Browser, site: Path
) -> None:
    for name in ("release-corrected", "press"):
        with opened(browser, site, PAGES[name]) as tab:
            address = tab.locator(".nr-printed")
            assert not address.is_visible()
            tab.emulate_media(media="print")
            assert address.inner_text().endswith(PAGES[name])
            assert not tab.locator("button:visible, .nr-menu:visible, .nr-footer:visible").count()


LONG_PRINT = """(height) => {
  document.querySelector(".nr-figure")?.remove();
  const heading = document.querySelector(".nr-office h2");
  heading.textContent = `Awaljudul ${"panjang ".repeat(60)}Akhirjudul`;
  document.querySelector(".nr-office p").prepend("Awalisi ");
  const body = document.querySelector(".nr-text tbody");
  while (body.rows.length < 40) body.append(body.rows[0].cloneNode(true));
  [...body.rows].forEach((row, number) => { row.cells[0].textContent = `Baris${number}`; });
  const room = document.querySelector("#room") ?? document.createElement("div");
  Object.assign(room, { id: "room" }).style.height = `${height}px`;
  document.querySelector(".nr-text").prepend(room);
}"""


def test_on_paper_a_heading_stays_whole_and_with_its_text_and_a_long_table_breaks_between_rows(
    browser: Browser, site: Path
) -> None:
    with opened(browser, site, PAGES["release-corrected"]) as tab:
        for height in range(0, 900, 60):
            tab.evaluate(LONG_PRINT, height)
            pages = [sheet.extract_text() for sheet in PdfReader(BytesIO(tab.pdf())).pages]
            [whole] = [sheet for sheet in pages if "Awaljudul" in sheet]
            assert "Akhirjudul" in whole and "Awalisi" in whole, height
            [begun] = [sheet for sheet in pages if "Contoh tabel" in sheet]
            assert re.search(r"\bBaris0\b", begun), height
            assert "Baris39" not in begun, "the table is not carried over as a whole"


def test_a_changed_style_sheet_or_script_has_another_address(newsroom: Newsroom) -> None:
    """So that no browser lays out new pages by a sheet that it kept of the old ones."""
    newsroom.config["extra_css"] = ["assets/kantor.css"]
    newsroom.write("assets/kantor.css", "p { color: red }")
    newsroom.write("news/2025/a.md", release())
    before = versions(newsroom.build() / "news/2025/a/index.html")
    assert {address for address, _ in before} >= {"newsroom.css", "kantor.css", "tools.js"}
    assert before == versions(newsroom.build() / "news/2025/a/index.html")
    newsroom.write("assets/kantor.css", "p { color: blue }")
    after = versions(newsroom.build() / "news/2025/a/index.html")
    assert {version for _, version in before}.isdisjoint(version for _, version in after)


def versions(page: Path) -> set[tuple[str, str]]:
    """Name and version of every style sheet and script of a page."""
    html = page.read_text("utf-8")
    found = set(re.findall(r'(?:href|src)="[^"]*assets/([\w-]+\.(?:css|js))([^"]*)"', html))
    assert all(re.fullmatch(r"\?v=[0-9a-f]{8}", version) for _, version in found)
    return found
