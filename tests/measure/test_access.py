"""Everybody can use every page: axe's rules, keys alone, large letters, narrow screens."""

from __future__ import annotations

import functools
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from measure import tools
from measure.conftest import Hosted, every_page, in_both, needed, show
from measure.sample import KERJA_SAMA, PageType
from newsroom.words import Words

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = {375: 667, 1280: 800}
SCHEMES = ("light", "dark")

# All of axe's rules, those of good practice among them, and the one of WCAG 2.2 that it leaves
# out unless it is asked: targets of 24 by 24 pixels.
_AXE = """
async () => {
  const { violations } = await axe.run(document, { rules: { "target-size": { enabled: true } } });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target}: ${node.failureSummary}`));
}
"""


@functools.cache
def axe() -> str:
    """axe-core as a script."""
    return tools.AXE.read_text("utf-8")


def violations(tab: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    tab.evaluate(axe())
    found: list[str] = tab.evaluate(_AXE)
    return found


@every_page
def test_no_rule_of_wcag_2_2_aa_is_broken(tab: Page, host: Hosted, page: PageType) -> None:
    needed(tools.lacking)
    show(tab, host, page)
    found = {}
    for width, height in WIDTHS.items():
        tab.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            if told := violations(tab):
                found[width, scheme] = told
    assert found == {}


def test_a_broken_rule_would_be_told(tab: Page) -> None:
    needed(tools.lacking)
    tab.set_content(
        "<html lang=id><title>t</title><main><h1>t</h1><p style='color:#999'>pale</p>"
        "<a href=a style='font-size:8px'>a</a><br><a href=b style='font-size:8px'>b</a></main>"
    )
    assert {told.partition(":")[0] for told in violations(tab)} == {"color-contrast", "target-size"}


# --- Focus ---------------------------------------------------------------------------------------

# Where the focus is, and whether any point of it can be seen (WCAG 2.4.11); null when it has left
# the page, or has come round to where it began.
_FOCUS = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === window.firstFocused) return null;
  window.firstFocused ??= element;
  const rects = [...element.getClientRects()].filter((r) => r.width && r.height);
  const parts = [0.1, 0.5, 0.9];
  const seen = rects.some((r) => parts.some((x) => parts.some((y) =>
    element.contains(document.elementFromPoint(r.left + r.width * x, r.top + r.height * y)))));
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const own = outlineStyle === "auto"; // the browser's
  const marked = own || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  return { what: element.outerHTML.slice(0, 120), seen, marked };
}
"""


def focused(tab: Page, key: str) -> list[dict[str, Any]]:
    """Every element that a key leads to, from the beginning of the page or from its end."""
    tab.evaluate("window.firstFocused = null; document.activeElement.blur()")
    found: list[dict[str, Any]] = []
    for _ in range(400):
        tab.keyboard.press(key)
        element = tab.evaluate(_FOCUS)
        if element is not None:
            found.append(element)
        elif found:  # an open dialog is left backwards before it is entered
            return found
    raise AssertionError(f"{key} does not lead out of the page")


@every_page
@in_both("width,key", id=product(WIDTHS, ["Tab", "Shift+Tab"]), en=[(375, "Tab")])
def test_the_focus_is_marked_and_never_hidden(
    tab: Page, host: Hosted, page: PageType, width: int, key: str
) -> None:
    tab.set_viewport_size({"width": width, "height": WIDTHS[width]})
    show(tab, host, page)
    found = focused(tab, key)
    assert len(found) > 0
    assert [element["what"] for element in found if not element["seen"]] == []
    assert [element["what"] for element in found if not element["marked"]] == []


def test_a_hidden_focus_would_be_told(tab: Page) -> None:
    tab.set_content(
        "<header style='position:sticky;top:0;height:80px;background:red'></header>"
        + "".join(f"<p><a href={n}>{n}</a></p>" for n in range(60))
    )
    found = focused(tab, "Shift+Tab")
    assert len(found) == 60
    assert any(not element["seen"] for element in found)


def tab_to(tab: Page, selector: str) -> None:
    """Press Tab until an element that matches has the focus."""
    for _ in range(80):
        tab.keyboard.press("Tab")
        if tab.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_keys_alone_lead_from_home_to_a_copied_release(browser: Browser, host: Hosted) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(host.addresses["public"])
    tab_to(tab, "header input[type=search]")
    tab.keyboard.type("panen")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/?q=panen")
    tab.locator("#cari ol li").first.wait_for()
    tab_to(tab, "#cari summary")
    tab.keyboard.press("Enter")
    tab.locator("select[name=partner] option[value='Dinas Alfa']").wait_for(state="attached")
    tab_to(tab, "select[name=partner]")
    tab.keyboard.type("Dinas Alfa")
    tab.wait_for_url("**partner=Dinas+Alfa")
    told = Words(host.sample.language).t("search.results.other", number=2, query="panen")
    expect(tab.get_by_role("status")).to_have_text(told)
    tab_to(tab, "#cari ol a")
    tab.keyboard.press("Enter")
    headline = tab.locator("article h1").inner_text()
    tab_to(tab, "[data-copy-file]")
    tab.keyboard.press("Enter")
    expect(tab.locator(".nr-tools [role=status]")).not_to_be_empty()
    assert headline in tab.evaluate("navigator.clipboard.readText()")
    context.close()


def test_the_menu_of_a_phone_is_opened_and_walked_through_by_keys(tab: Page, host: Hosted) -> None:
    needed(tools.lacking)
    tab.set_viewport_size({"width": 375, "height": WIDTHS[375]})
    tab.goto(host.addresses["public"] + KERJA_SAMA)
    links = tab.get_by_role("banner").get_by_role("navigation").get_by_role("link")
    expect(links.first).to_be_hidden()
    tab_to(tab, "summary")
    tab.keyboard.press("Enter")
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(tab) == []
    tab.set_viewport_size({"width": 320, "height": 512})
    assert tab.evaluate(_SIDEWAYS) == []
    assert not [one for one in focused(tab, "Tab") if not (one["seen"] and one["marked"])]
    tab.locator("header summary").focus()
    tab_to(tab, "header input[type=search]")
    tab_to(tab, "header nav a")
    expect(links.first).to_be_focused()


# --- Size ----------------------------------------------------------------------------------------

# What sticks out of the window sideways, and what a box cuts off: a table may be scrolled in a
# frame of its own, which the keyboard reaches.
_SIDEWAYS = """
() => {
  const width = document.documentElement.clientWidth;
  const framed = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  const told = (element) => element.outerHTML.slice(0, 120);
  const found = document.scrollingElement.scrollWidth > width ? ["the page itself"] : [];
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const { left, right, width: wide } = element.getBoundingClientRect();
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (wide && !framed(element) && !element.closest(".nr-skip")
      && (right > width + 1 || left < -1)) found.push(told(element));
    if (["hidden", "clip"].includes(style.overflowX) && element.clientWidth > 1
      && element.scrollWidth > element.clientWidth + 1) found.push(told(element));
  }
  return found;
}
"""


@every_page
def test_nothing_is_scrolled_sideways(tab: Page, host: Hosted, page: PageType) -> None:
    """On a screen of 320 pixels, at 200 % zoom of 1280, and with letters of twice the size."""
    show(tab, host, page)
    found = {}
    for case, width, size in (("320", 320, 100), ("zoom", 640, 100), ("letters", 1280, 200)):
        tab.set_viewport_size({"width": width, "height": 512})
        tab.evaluate("size => { document.documentElement.style.fontSize = size + '%'; }", size)
        if told := tab.evaluate(_SIDEWAYS):
            found[case] = told
    assert found == {}
