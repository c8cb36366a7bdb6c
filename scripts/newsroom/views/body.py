"""The text of a release or profile on its page, its pictures in the sizes there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape
from itertools import chain, repeat
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from newsroom.domain.addresses import up_from
from newsroom.sources.body import path_in_site
from newsroom.texts import Source
from newsroom.views.layout import Layout

# As nh3 writes it: every value in double quotes. What stands in these others, which pass only in
# texts that are trusted, is left to whoever wrote it.
_IMAGE = re.compile(
    r'<img((?:\s+[\w:-]+="[^"]*")*)\s*/?>'
    r"|<(picture|script|style|template|noscript|textarea)\b.*?</\2>|<!--.*?-->",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_SIZES = "(min-width: 44rem) 42rem, 100vw"


def page_text(layout: Layout, source: Source, base: str) -> str:
    """A text as HTML; `base` is the way from its page up to the root of the site."""
    html = layout.texts.of(source).open_html
    if "<img" not in html:
        return layout.texts.html(source, layout.edition, base)

    body = replace(layout.texts.of(source), open_html=_sized(layout, html, base, path_in_site))
    return layout.texts.linked(body, layout.edition, base)


def pictures_sized(
    layout: Layout, html: str, source: str, address: str, may_show: Callable[[str], bool]
) -> tuple[str, frozenset[str]]:
    """The text of an ordinary page as another engine has made it, and the pictures of docs/ in it.

    `source` is its file in docs/, `address` where it stands. `may_show` tells of a path in
    docs/ whether it is published; what it refuses is left as it is, as is what is elsewhere.
    """
    found: set[str] = set()

    def path_of(link: str) -> str | None:
        # In Markdown the engine has written the way from the page; in HTML there still is what the
        # checks have followed, the way from the file.
        for origin in (address, source):
            parts = urlsplit(urljoin(f"/{origin}", link))
            path = unquote(parts.path).lstrip("/")
            if origin == address:
                path = layout.edition.addresses.source_of_file(path)
            elsewhere = parts.scheme or parts.netloc
            if not elsewhere and layout.shown(path) is not None and may_show(path):
                found.add(path)
                return path
        return None

    # The first is likely to be seen at once; a browser would wait with it until it is certain.
    return _sized(layout, html, up_from(address), path_of, "eager"), frozenset(found)


def _sized(
    layout: Layout,
    html: str,
    base: str,
    path_of: Callable[[str], str | None],
    first: str = "lazy",
) -> str:
    """HTML with its pictures in every size; `path_of` finds the path in docs/ of an address.

    `first` says when the first one is to be loaded, the others once they are near.
    """
    loading = chain([first], repeat("lazy"))

    def sized(found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1] or ""))
        path = path_of(unescape(attributes["src"])) if "src" in attributes else None
        picture = layout.shown(path) if path else None
        if picture is None:
            return found[0]
        return _picture(picture, {"loading": next(loading), **attributes}, base)

    return _IMAGE.sub(sized, html)


def plain_pictures(layout: Layout, source: Source, root: str) -> str:
    """A text as HTML for other programs: each picture in the one size that all of them show."""
    html = layout.texts.of(source).open_html
    if "<img" not in html:
        return layout.texts.html(source, layout.edition, root)

    def plain(found: re.Match[str]) -> str:
        written = dict(_ATTRIBUTE.findall(found[1] or "")).get("src", "")
        path = path_in_site(unescape(written))
        picture = layout.shown(path) if path else None
        if picture is None:
            return found[0]
        address = escape(root + picture["plain"]["address"])
        return found[0].replace(f'src="{written}"', f'src="{address}"', 1)

    body = replace(layout.texts.of(source), open_html=_IMAGE.sub(plain, html))
    return layout.texts.linked(body, layout.edition, root)


def _picture(picture: dict[str, Any], attributes: dict[str, str], base: str) -> str:
    """A picture with what its writer has said of it; the values are HTML already."""
    said = dict(attributes)
    said["src"] = escape(base + picture["plain"]["address"])
    sizes = _SIZES
    width, height = (said.get(side, "") for side in ("width", "height"))
    if width.isdigit():
        sizes = f"(min-width: 44rem) {width}px, 100vw"
    if picture["width"]:  # so that a browser knows the room it takes
        if not width and not height:
            said |= {"width": str(picture["width"]), "height": str(picture["height"])}
        elif width.isdigit() and not height:
            said["height"] = str(round(int(width) * picture["height"] / picture["width"]))
        elif height.isdigit() and not width:
            said["width"] = str(round(int(height) * picture["width"] / picture["height"]))
    said["decoding"] = "async"
    if picture["sizes"]:
        said |= {"sizes": sizes, "srcset": _srcset(picture["sizes"], base)}
    image = "".join(f' {name}="{value}"' for name, value in said.items())
    sources = "".join(
        f'<source type="{kind["media_type"]}" sizes="{sizes}"'
        f' srcset="{_srcset(kind["sizes"], base)}">'
        for kind in picture["sources"]
    )
    return f"<picture>{sources}<img{image}></picture>" if sources else f"<img{image}>"


def _srcset(sizes: list[dict[str, Any]], base: str) -> str:
    return escape(", ".join(f"{base}{size['address']} {size['width']}w" for size in sizes))
