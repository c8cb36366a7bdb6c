"""What a built site holds, and whether two generators have made the same of an archive."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TOLERANCE = 0.05
"""By which the bytes of two sites that hold the same may differ."""

_KINDS = (
    (re.compile(r"(pagefind|search)/.*"), "search"),
    (re.compile(r"news/\d{4}/(?!page/)[^/]+/index\.html"), "releases"),
    (re.compile(r"partners/[^/]+/embed/index\.html"), "embeds"),
    (re.compile(r"news/\d{4}/[^/]+/release\.(txt|json)"), "texts and data"),
    (re.compile(r"(news|partners|locations|editors|topics)/(.+/)?index\.html"), "listings"),
    (re.compile(r".*\.html"), "other pages"),
    (re.compile(r"(.+/)?(feed\.xml|rss\.xml|feed\.json)"), "feeds"),
    (re.compile(r"(news-)?sitemap\.xml"), "sitemaps"),
)
_REST = "other files"
# Not compared: search is no part of it, and style sheets and pictures are copied, not made.
# What we make besides (rules for web servers, the hashes of all files) counts as our work alone.
_NOT_COMPARED = ("search", _REST)


@dataclass(frozen=True, slots=True)
class Holding:
    """How many files there are of a kind, and their bytes."""

    files: int = 0
    size: int = 0


Contents = Mapping[str, Holding]
"""What a site holds, by kind."""


def contents(site: Path) -> Contents:
    """What a built site holds, in the newsroom's terms."""
    files: dict[str, int] = defaultdict(int)
    sizes: dict[str, int] = defaultdict(int)
    for file in site.rglob("*"):
        if file.is_file():
            kind = kind_of(file.relative_to(site).as_posix())
            files[kind] += 1
            sizes[kind] += file.stat().st_size
    order = [*(kind for _, kind in _KINDS), _REST]
    return {kind: Holding(files[kind], sizes[kind]) for kind in order if kind in files}


def kind_of(path: str) -> str:
    """The kind of a file by its path in the site."""
    return next((kind for pattern, kind in _KINDS if pattern.fullmatch(path)), _REST)


def differences(ours: Contents, theirs: Contents) -> list[str]:
    """In what two sites are not the same: another number of files, or far more bytes or fewer."""
    found = []
    for kind in dict.fromkeys((*ours, *theirs)):
        if kind in _NOT_COMPARED:
            continue
        one, other = ours.get(kind, Holding()), theirs.get(kind, Holding())
        if one.files != other.files:
            found.append(f"{kind}: {one.files:,} files, theirs {other.files:,}")
        elif abs(other.size - one.size) > TOLERANCE * one.size:
            found.append(f"{kind}: {one.size:,} bytes, theirs {other.size:,}")
    return found


def pages_in(site: Path) -> int:
    """How many HTML files there are."""
    return sum(1 for _ in site.rglob("*.html"))


def gzipped(page: Path) -> int:
    """The bytes of a page as a web server sends them."""
    return len(gzip.compress(page.read_bytes(), 6, mtime=0))
