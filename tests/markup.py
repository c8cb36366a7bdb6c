"""Read what was built: pages and feeds as trees, and their text as a reader sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import html5lib

HOME = "https://berita.example/"
"""Where `conftest.Newsroom` says its site stands."""

Element = ElementTree.Element

LINKS = ("href", "src", "action", "poster", "cite")
"""Attributes that hold an address."""


def parsed(html: str) -> Element:
    """HTML read as a browser reads it."""
    tree: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def page(site: Path, address: str = "") -> Element:
    """The page at an address of the site: "news/2025/kabar/", or "404.html"."""
    file = site / address / "index.html" if address.endswith("/") or not address else site / address
    return parsed(file.read_text("utf-8"))


def folded(text: str) -> str:
    """Text with its white space as a browser shows it."""
    return " ".join(text.split())


def text(element: Element | None) -> str:
    """The text of an element, folded."""
    assert element is not None, "there is no such element"
    return folded("".join(element.itertext()))


def texts(tree: Element, path: str) -> list[str]:
    """The text of every element at an ElementTree path."""
    return [text(element) for element in tree.iterfind(path)]


def values(tree: Element, path: str, attribute: str) -> list[str]:
    """An attribute of every element at an ElementTree path."""
    return [element.get(attribute, "") for element in tree.iterfind(path)]


def meta(tree: Element, name: str) -> list[str]:
    """What the page's `meta` elements say under a name or property."""
    return [
        element.get("content", "")
        for element in tree.iterfind(".//meta")
        if name in (element.get("name"), element.get("property"))
    ]


def json_ld(tree: Element) -> dict[str, dict[str, Any]]:
    """The page's structured data by type."""
    found = tree.findall(".//script[@type='application/ld+json']")
    assert len(found) == 1
    data = json.loads(found[0].text or "")
    assert data["@context"] == "https://schema.org"
    things = {thing["@type"]: thing for thing in data["@graph"]}
    assert len(things) == len(data["@graph"])
    return things


def links(tree: Element) -> Iterator[str]:
    """Every address that anything in the tree points to."""
    for element in tree.iter():
        for attribute in LINKS:
            if attribute in element.attrib:
                yield element.attrib[attribute]


def file_at(site: Path, url: str, home: str = HOME) -> Path:
    """The built file at an absolute URL of the site."""
    assert url.startswith(home), f"{url} is not below {home}"
    path = unquote(url.removeprefix(home).partition("#")[0])
    return site / path / "index.html" if path.endswith("/") or not path else site / path


def files(site: Path) -> list[str]:
    """The paths of all built files."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def framed(path: str) -> bool:
    """Whether a page is made to be shown within others, so that it has no frame of its own."""
    return path.endswith("/embed/index.html")


def pages(site: Path) -> dict[str, Element]:
    """Every page of the site by its path."""
    return {
        name: parsed((site / name).read_text("utf-8"))
        for name in files(site)
        if name.endswith(".html")
    }
