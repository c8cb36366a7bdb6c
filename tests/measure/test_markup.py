"""What is published is well formed: its HTML, its links, its languages, what it tells machines."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import ROOT
from links import look_up_links
from markup import HOME, folded, pages, values
from playwright.sync_api import Page

from measure import tools
from measure.conftest import Hosted, every_page, needed, show
from measure.sample import LANGUAGES, PAGE_TYPES, PageType, Sample
from newsroom.words import Words, catalogue

pytestmark = [pytest.mark.browser, pytest.mark.slow]


# --- HTML and links ------------------------------------------------------------------------------


def errors_in(*paths: Path) -> list[str]:
    """What the Nu HTML checker calls an error in every HTML file of some folders."""
    java = shutil.which("java")
    assert java is not None
    options = ["--errors-only", "--format", "json", "--skip-non-html", "--exit-zero-always"]
    command = [java, "-jar", str(tools.NU), *options, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stderr)["messages"]
    return [f"{told['url']}:{told.get('lastLine')}: {told['message']}" for told in found]


def test_the_nu_checker_finds_no_error_on_any_page(sample: Sample) -> None:
    needed(lambda: tools.lacking("java"))
    assert errors_in(*sample.sites.values()) == []


def test_an_error_would_be_told(tmp_path: Path) -> None:
    needed(lambda: tools.lacking("java"))
    page = "<!doctype html><html lang=id><title>t</title><p><div>x</div></p>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    assert len(errors_in(tmp_path)) == 1


def test_every_link_and_fragment_of_the_whole_site_leads_somewhere(sample: Sample) -> None:
    done = look_up_links(sample.sites["public"], HOME)
    assert done.returncode == 0, done.stdout + done.stderr


# --- Languages -----------------------------------------------------------------------------------

# Every text that is shown, with the language it is said to be in.
_SPOKEN = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement: above, textContent } = walker.currentNode;
    if (!textContent.trim() || above.closest("script, style, code")) continue;
    found.push([textContent.trim().replace(/\\s+/g, " "), above.closest("[lang]").lang]);
  }
  for (const element of document.body.querySelectorAll("[aria-label], [placeholder]")) {
    const said = element.getAttribute("aria-label") ?? element.getAttribute("placeholder");
    found.push([said, element.closest("[lang]").lang]);
  }
  return found;
}
"""


def words_only_of(language: str) -> set[str]:
    """The interface's words in one language that are no words of another."""
    others = {word for other in LANGUAGES if other != language for word in said_in(other)}
    return said_in(language) - others


def said_in(language: str) -> set[str]:
    """Every whole sentence of the interface, also with the colon that templates set behind it."""
    said = {word for word in catalogue(language).values() if "{" not in word and len(word) > 2}
    return said | {f"{word}:" for word in said}


@every_page
def test_every_word_of_the_interface_is_said_to_be_in_its_language(
    tab: Page, host: Hosted, page: PageType
) -> None:
    show(tab, host, page)
    own = host.sample.language
    assert tab.locator("html").get_attribute("lang") == own
    only = {language: words_only_of(language) for language in LANGUAGES}
    spoken: list[tuple[str, str]] = tab.evaluate(_SPOKEN)
    wrong = [
        f"{text!r} is said to be {said}"
        for text, said in spoken
        for language, words in only.items()
        if text in words and said != language
    ]
    assert wrong == []


def test_a_release_in_another_language_says_so_and_speaks_it(tab: Page, host: Hosted) -> None:
    page = next(page for page in PAGE_TYPES if page.name == "release in another language")
    show(tab, host, page)
    own = host.sample.language
    other = next(language for language in LANGUAGES if language != own)
    language_of = "selector => document.querySelector(selector).closest('[lang]').lang"
    for selector in ("main h1", "main .nr-text p", "main figcaption", "main .nr-summary"):
        assert tab.evaluate(language_of, selector) == other, selector
    for selector in ("header.nr-masthead", "footer", ".nr-breadcrumbs", ".nr-notice"):
        assert tab.evaluate(language_of, selector) == own, selector


# --- Structured data -----------------------------------------------------------------------------

# What is said to machines in their own terms, so that no text on the page could be the same.
_TERMS = {"@type", "@context", "isAccessibleForFree", "position"}
_ADDRESSES = {"@id", "url", "item", "sameAs", "mainEntityOfPage"}

_SHOWN = """
() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const all = (selector, get) => [...document.querySelectorAll(selector)].map(get);
  const seen = (element) => element.checkVisibility();
  return {
    text: document.body.innerText,
    data: all("script[type='application/ld+json']", (script) => script.textContent),
    addresses: [
      ...all("link[rel=canonical]", (link) => link.href),
      ...[...document.links].filter(seen).map((link) => link.href),
      ...all("img", (image) => image.src),
      ...all("source, img[srcset]", (source) =>
        source.srcset.split(",").map((one) => new URL(one.trim().split(" ")[0], location).href),
      ).flat(),
    ],
    days: [...document.querySelectorAll("time")].filter(seen).map((time) => time.dateTime),
    sizes: all("img", (image) => [image.getAttribute("width"), image.getAttribute("height")]),
    headline: document.querySelector("main h1").innerText,
    language: document.querySelector("main h1").closest("[lang]").lang,
    withdrawn: document.querySelector("main .nr-status") !== null,
  };
}
"""


def fields(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every single value in structured data, with the names that lead to it."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from fields(part, (*path, name))
    elif isinstance(value, list):
        for part in value:
            yield from fields(part, path)
    else:
        yield path, value


def is_shown(path: tuple[str, ...], value: Any, shown: dict[str, Any], home: str) -> bool:
    """Whether a reader of the page is told the same."""
    name = path[-1]
    words = Words(shown["language"])
    if name in _TERMS:
        return True
    if name in _ADDRESSES:
        return urljoin(home, str(value).replace(HOME, "")) in shown["addresses"] or (
            value in shown["addresses"]
        )
    if name.startswith("date") and name != "dateline":
        told = words.day(date.fromisoformat(value[:10]))
        return {value, value[:10]} & set(shown["days"]) != set() or told in shown["text"]
    if name in ("width", "height"):
        return str(value) in {size for pair in shown["sizes"] for size in pair}
    if name == "inLanguage":
        return bool(value == shown["language"])
    if name == "headline" and shown["withdrawn"]:
        value = value.removeprefix(words.t("release.withdrawn_prefix", title=""))
    value = str(value).removesuffix(" …")  # a description may be a paragraph cut short
    return folded(value).casefold() in folded(shown["text"]).casefold()


def addresses_of_partners(site: Path) -> list[str]:
    """The partners' own addresses, which stand on the partners' pages."""
    shown = [tree for name, tree in pages(site).items() if name.startswith("partners/")]
    return [url for tree in shown for url in values(tree, ".//main//a[@rel='external']", "href")]


@every_page
def test_every_field_of_the_structured_data_is_shown_on_the_page(
    tab: Page, host: Hosted, page: PageType
) -> None:
    show(tab, host, page)
    shown = tab.evaluate(_SHOWN)
    shown["addresses"] += addresses_of_partners(host.sample.sites[page.site])
    told = [json.loads(script) for script in shown["data"]]
    assert told or page.template != "release.html"
    home = host.addresses[page.site]
    hidden = [
        f"{'.'.join(path)}: {value!r}"
        for path, value in fields(told)
        if not is_shown(path, value, shown, home)
    ]
    assert hidden == []


def test_the_repositorys_own_style_sheet_is_valid() -> None:
    needed(lambda: tools.lacking("java"))
    sheet = ROOT / "overrides/assets/newsroom.css"
    command = ["java", "-jar", str(tools.NU), "--errors-only", "--css", str(sheet)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
