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
from newsroom.domain.release import Release
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
# As Python-Markdown's footnotes write it (BACKLINK_TITLE), whatever the language of the text.
_BACK = re.compile(
    r'(<a class="footnote-backref"[^<>]* title=")Jump back to footnote (\d+) in the text"'
)
# How wide a picture is shown in a text, by assets/newsroom.css; a rail stands beside releases and
# profiles where there is room for it.
_WIDEST = 42 * 16
_ALONE = "(min-width: 46rem) 42rem, 92vw"
_BESIDE_RAIL = f"(min-width: 70.5rem) 42rem, (min-width: 64rem) calc(100vw - 28.5rem), {_ALONE}"


def page_text(layout: Layout, source: Source, base: str) -> str:
    """A text as HTML; `base` is the way from its page up to the root of the site."""
    html = layout.texts.of(source).open_html
    if "<img" not in html:
        return layout.texts.html(source, layout.edition, base)
    sized = _sized(layout, html, base, path_in_site, _BESIDE_RAIL)
    body = replace(layout.texts.of(source), open_html=sized)
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
        at = _path_from(address, link)
        for path in (layout.edition.addresses.source_of_file(at), _path_from(source, link)):
            if layout.shown(path) is not None and may_show(path):
                found.add(path)
                return path
        return None

    # The first is likely to be seen at once; a browser would wait with it until it is certain.
    return _sized(layout, html, up_from(address), path_of, _ALONE, "eager"), frozenset(found)


def _path_from(origin: str, link: str) -> str:
    """The path a link leads to from a page or file of the site; empty if it leads elsewhere."""
    try:
        parts = urlsplit(urljoin(f"/{origin}", link))
    except ValueError:  # no address at all
        return ""
    return "" if parts.scheme or parts.netloc else unquote(parts.path).lstrip("/")


def _sized(
    layout: Layout,
    html: str,
    base: str,
    path_of: Callable[[str], str | None],
    sizes: str,
    first: str = "lazy",
) -> str:
    """HTML with its pictures in every size; `path_of` finds the path in docs/ of an address.

    `sizes` says how wide they are shown, `first` when the first one is to be loaded, the
    others once they are near.
    """
    loading = chain([first], repeat("lazy"))

    def sized(found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1] or ""))
        path = path_of(unescape(attributes["src"])) if "src" in attributes else None
        picture = layout.shown(path) if path else None
        if picture is None:
            return found[0]
        return _picture(picture, {"loading": next(loading), **attributes}, base, sizes)

    return _IMAGE.sub(sized, html)


def noted(html: str, said: str) -> str:
    """HTML whose footnotes lead back to the text in its own language: `said`, with `{number}`."""
    if 'class="footnote-backref"' not in html:
        return html
    return _BACK.sub(lambda back: f'{back[1]}{escape(said.format(number=back[2]))}"', html)


def text_for_others(layout: Layout, release: Release, root: str) -> str:
    """A release's text as HTML for other programs, in its own language throughout."""
    said = layout.words_of(release).t("site.footnote")
    return noted(_plain_pictures(layout, release, root), said)


def _plain_pictures(layout: Layout, source: Source, root: str) -> str:
    """A text with each picture in the one size that all programs show."""
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


def _picture(picture: dict[str, Any], attributes: dict[str, str], base: str, sizes: str) -> str:
    """A picture with what its writer has said of it; the values are HTML already."""
    said = dict(attributes)
    said["src"] = escape(base + picture["plain"]["address"])
    said |= _measures(picture, said.get("width", ""), said.get("height", ""))
    asked = attributes.keys() & {"width", "height"} and said.get("width", "").isdecimal()
    if asked and int(said["width"]) < _WIDEST:
        sizes = f"min({int(said['width'])}px, 92vw)"
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


def _measures(picture: dict[str, Any], width: str, height: str) -> dict[str, str]:
    """What of its measures the writer has not said, so that a browser knows the room it takes."""
    if not picture["width"]:
        return {}
    shape = picture["height"] / picture["width"]
    if not width and not height:
        return {"width": str(picture["width"]), "height": str(picture["height"])}
    if not height and width.isdecimal():
        return {"height": str(round(int(width) * shape))}
    if not width and height.isdecimal():
        return {"width": str(round(int(height) / shape))}
    return {}


def _srcset(sizes: list[dict[str, Any]], base: str) -> str:
    return escape(", ".join(f"{base}{size['address']} {size['width']}w" for size in sizes))
