"""Read a web page."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from newsroom.intake.manuscript import Manuscript, Mark, Notice, beside
from newsroom.intake.readers.decoding import NotText, decoded, text_only
from newsroom.intake.readers.markup import blocks_of, soup_of
from newsroom.intake.readers.pictures import Pictures
from newsroom.intake.readers.source import Source
from newsroom.sources.markdown_text import one_line

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]+)", re.IGNORECASE)
_ACTIVE = ("script", "iframe", "object", "embed", "form", "applet")
_BESIDE = ("nav", "aside", "header", "footer", "noscript", "template")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(data: bytes, source: Source) -> Manuscript:
    """A manuscript of an .html file: its main content, made safe."""
    html, marks = _text(data)
    pictures = Pictures()
    soup = soup_of(html)
    titles, sent = _titles(soup), _published(soup)
    notices, asides = made_safe(soup)
    main = _main(soup)
    asides += _without_what_stands_beside(main)
    asides += _said_around(soup, main)
    blocks = blocks_of(str(main), lambda link, alt: pictures.linked(link, alt, source))
    return Manuscript(
        blocks,
        titles,
        tuple(pictures.found),
        sent,
        tuple(asides),
        tuple(marks),
        (*notices, *beside(asides), *pictures.notices),
    )


def made_safe(soup: BeautifulSoup) -> tuple[list[Notice], list[str]]:
    """Take out what acts or hides; what a reader should be told, and what was hidden."""
    removed: Counter[str] = Counter()
    for tag in soup.find_all(_ACTIVE):
        removed[f"<{tag.name}>"] += 1
        tag.decompose()
    for tag in soup.find_all("style"):
        tag.decompose()
    asides = []
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        if tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style") or "")):
            asides.append(one_line(tag.get_text(" ")))
            tag.decompose()
            continue
        for name in [name for name in tag.attrs if name.lower().startswith("on")]:
            removed[name.lower()] += 1
            del tag[name]
        link = re.sub(r"[\s\x00-\x1f]", "", str(tag.get("href") or "")).lower()
        if link.startswith(("javascript:", "vbscript:", "data:")):
            removed[f"{link.partition(':')[0]}:"] += 1
            del tag["href"]
    what = ", ".join(f"{name} ({number})" for name, number in sorted(removed.items()))
    return ([Notice("html_removed", {"what": what})] if what else []), asides


def _text(data: bytes) -> tuple[str, list[Mark]]:
    named = _CHARSET.search(data[:4096])
    if named:
        try:
            return text_only(data.decode(named[1].decode("ascii"))), []
        except NotText:
            raise
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


def _titles(soup: BeautifulSoup) -> tuple[str, ...]:
    heading = soup.find("h1")
    shared = soup.find("meta", attrs={"property": "og:title"})
    found = [
        heading.get_text(" ") if heading else "",
        str(shared.get("content") or "") if shared else "",
        # Most pages put the name of the site behind a bar.
        re.split(r"\s+[|–—]\s+", soup.title.get_text())[0] if soup.title else "",
    ]
    return tuple(one_line(title) for title in found if title.strip())


def _published(soup: BeautifulSoup) -> date | None:
    meta = soup.find("meta", attrs={"property": "article:published_time"})
    time = soup.find("time", attrs={"datetime": True})
    for text in (meta.get("content") if meta else None, time.get("datetime") if time else None):
        if found := _DAY.match(str(text or "")):
            try:
                return date.fromisoformat(found[0])
            except ValueError:
                continue
    return None


def _main(soup: BeautifulSoup) -> Tag:
    """The part of a page that is its article: the longest of what may be it."""
    for selector in ("article", "main", "[role=main]"):
        found = soup.select(selector)
        if found:
            return max(found, key=lambda tag: len(tag.get_text()))
    return soup.body or soup


def _said_around(soup: BeautifulSoup, main: Tag) -> list[str]:
    """What a page says outside its main part, piece by piece."""
    if main is soup.body or main is soup:
        return []
    within = {id(main), *map(id, main.descendants), *map(id, main.parents)}
    parts = [tag for tag in (soup.body or soup).find_all(True) if id(tag) not in within]
    outermost = [tag for tag in parts if id(tag.parent) in within]
    loose = [
        str(text) for parent in main.parents for text in parent.children
        if type(text) is NavigableString and parent.name not in ("[document]", "html")
    ]  # fmt: skip
    return [
        said
        for text in (*(tag.get_text(" ") for tag in outermost), *loose)
        if (said := one_line(text))
    ]


def _without_what_stands_beside(main: Tag) -> list[str]:
    """Take navigation, sidebars and footers out of the main part; what they said."""
    asides = []
    for tag in main.find_all(_BESIDE):
        if tag.decomposed or (tag.name == "header" and tag.find(["h1", "h2"])):
            continue
        asides.append(one_line(tag.get_text(" ")))
        tag.decompose()
    return [aside for aside in asides if aside]
