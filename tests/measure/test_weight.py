"""Pages are light, quiet and still: their bytes, whom they ask, that nothing in them jumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from measure.conftest import Hosted, every_page, in_both, show
from measure.sample import KERJA_SAMA, PAGE_TYPES, PageType
from measure.server import hosted

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (375, 1280)
MAIN = "news/2025/tasyakuran-hari-bakti-dan-nota-kesepahaman-empat-mitra/"

LIGHT = 120_000
"""Bytes of a release page, cold, over the wire, all requests but for its picture."""


@dataclass
class Wire:
    """What a tab loads: the bytes of every address as they come over the wire, with headers."""

    tab: Page
    loaded: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        addresses: dict[str, str] = {}
        session = self.tab.context.new_cdp_session(self.tab)

        def begun(event: dict[str, Any]) -> None:
            addresses[event["requestId"]] = event["request"]["url"]

        def ended(event: dict[str, Any]) -> None:
            self.loaded[addresses[event["requestId"]]] = event["encodedDataLength"]

        session.on("Network.requestWillBeSent", begun)
        session.on("Network.loadingFinished", ended)
        session.send("Network.enable")


_PICTURES = "[...document.querySelectorAll('figure img')].map((image) => image.currentSrc)"


def weight(tab: Page, address: str) -> tuple[int, dict[str, int]]:
    """Bytes of a page, cold, without the pictures of its text; and of every request."""
    wire = Wire(tab)
    tab.goto(address, wait_until="networkidle")
    pictures = set(tab.evaluate(_PICTURES))
    assert pictures <= wire.loaded.keys()
    rest = {url: size for url, size in wire.loaded.items() if url not in pictures}
    return sum(rest.values()), wire.loaded


@pytest.mark.parametrize("width", WIDTHS)
def test_a_release_page_is_light(tab: Page, host: Hosted, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    size, loaded = weight(tab, host.addresses["public"] + KERJA_SAMA)
    assert size <= LIGHT, loaded


@pytest.mark.parametrize("width", WIDTHS)
def test_a_release_page_of_the_repositorys_own_site_is_light(
    tab: Page, built_docs: Path, width: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    with hosted(built_docs) as address:
        size, loaded = weight(tab, address + MAIN)
    assert size <= LIGHT, loaded


# --- Other hosts ---------------------------------------------------------------------------------


@every_page
def test_no_other_host_is_asked_and_nothing_is_missing(
    tab: Page, host: Hosted, page: PageType
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("requestfailed", lambda request: wrong.append(request.url))
    tab.on(
        "response",
        lambda response: wrong.append(response.url) if response.status >= 400 else None,
    )
    tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    show(tab, host, page)
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    tab.wait_for_timeout(100)
    others = [url for url in asked if urlsplit(url).hostname not in ("127.0.0.1", None)]
    assert others == []
    assert [told for told in wrong if not told.startswith("data:")] == []


# --- Without JavaScript --------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


WITHOUT_SCRIPTS = [page for page in PAGE_TYPES if not page.wait_for and not page.opens]


@pytest.mark.parametrize("page", WITHOUT_SCRIPTS, ids=str)
def test_a_page_is_readable_without_javascript(plain: Page, host: Hosted, page: PageType) -> None:
    plain.goto(host.url(page))
    expect(plain.locator("main h1")).to_be_visible()
    assert len(plain.locator("main").inner_text()) > 30
    if page.template not in ("redirect.html", "embed.html"):
        expect(plain.get_by_role("navigation").first.get_by_role("link").first).to_be_visible()
    # A button that only a script could hear would do nothing.
    dead = [
        button.inner_text()
        for button in plain.locator("button:visible").all()
        if not button.evaluate("button => button.type === 'submit' && button.form !== null")
    ]
    assert dead == []


def test_the_site_can_be_walked_through_without_javascript(plain: Page, host: Hosted) -> None:
    home = host.addresses["public"]
    plain.goto(home)
    plain.get_by_role("banner").get_by_role("navigation").get_by_role("link").first.click()
    assert plain.url == f"{home}news/"
    while (older := plain.locator("a[rel=next]")).count():
        older.click()
    assert plain.url == f"{home}news/page/1/"
    plain.locator("main article a").first.click()
    assert plain.url.startswith(f"{home}news/2024/lama-")
    plain.get_by_role("main").get_by_role("link", name="Bank Beta").first.click()
    assert plain.url == f"{home}partners/bank-beta/"
    plain.get_by_role("banner").get_by_role("searchbox").fill("panen")
    plain.get_by_role("banner").get_by_role("button").click()
    assert plain.url == f"{home}search/?q=panen"
    offered = plain.locator("main noscript a")
    assert urljoin(plain.url, offered.first.get_attribute("href")) == f"{home}news/"


# --- Nothing jumps -------------------------------------------------------------------------------

_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    if (shift.hadRecentInput) continue;
    const moved = shift.sources.map(({ node }) => node?.outerHTML?.slice(0, 100) ?? "?");
    window.shifts.push([shift.value, moved]);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


# A preview brings its list of problems when the page is there; no reader sees that.
@pytest.mark.parametrize("page", [p for p in PAGE_TYPES if p.site != "preview"], ids=str)
@in_both("width", id=[(width,) for width in WIDTHS], en=[(375,)])
def test_nothing_on_a_page_jumps(tab: Page, host: Hosted, page: PageType, width: int) -> None:
    """Also where pictures come late, and further down."""

    def late(route: Route) -> None:
        tab.wait_for_timeout(150)
        route.continue_()

    tab.route(lambda url: url.endswith((".jpg", ".webp", ".avif", ".svg", ".png")), late)
    tab.set_viewport_size({"width": width, "height": 700})
    tab.add_init_script(_SHIFTS)
    show(tab, host, page)
    for _ in range(4):
        tab.evaluate("scrollBy(0, 600)")
        tab.wait_for_timeout(80)
    assert tab.evaluate("window.shifts") == []


def test_a_jump_would_be_told(tab: Page, host: Hosted) -> None:
    tab.add_init_script(_SHIFTS)
    tab.goto(host.addresses["public"])
    tab.wait_for_timeout(100)
    tab.evaluate("document.querySelector('main').style.marginTop = '200px'")
    tab.wait_for_function("window.shifts.length > 0")
