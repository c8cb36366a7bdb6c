"""The text of a release or profile on its page, its pictures in the sizes there are."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape, unescape
from typing import Any

from newsroom.sources.body import path_in_site
from newsroom.texts import Source
from newsroom.views.layout import Layout

# As nh3 writes it: every value in double quotes.
_IMAGE = re.compile(r'<img((?:\s+[\w:-]+="[^"]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_SIZES = "(min-width: 44rem) 42rem, 100vw"


def page_text(layout: Layout, source: Source, base: str) -> str:
    """A text as HTML; `base` is the way from its page up to the root of the site."""
    html = layout.texts.of(source).open_html
    if "<img" not in html:
        return layout.texts.html(source, layout.edition, base)

    def sized(found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        path = path_in_site(unescape(attributes.get("src", "")))
        picture = layout.shown(path) if path else None
        return found[0] if picture is None else _picture(picture, attributes, base)

    body = replace(layout.texts.of(source), open_html=_IMAGE.sub(sized, html))
    return layout.texts.linked(body, layout.edition, base)


def plain_pictures(layout: Layout, source: Source, root: str) -> str:
    """A text as HTML for other programs: each picture in the one size that all of them show."""
    html = layout.texts.of(source).open_html
    if "<img" not in html:
        return layout.texts.html(source, layout.edition, root)

    def plain(found: re.Match[str]) -> str:
        written = dict(_ATTRIBUTE.findall(found[1])).get("src", "")
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
    if not said.keys() & {"width", "height"}:
        if picture["width"]:
            said |= {"width": str(picture["width"]), "height": str(picture["height"])}
    elif said.get("width", "").isdigit():
        sizes = f"(min-width: 44rem) {said['width']}px, 100vw"
    said.setdefault("loading", "lazy")
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
