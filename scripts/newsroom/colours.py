"""An office's colours: what can be read on what, and the rules that paint a site in them.

The measure is WCAG 2.2, success criterion 1.4.3: text stands out from its ground by 4.5:1.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

STYLE_SHEET = "assets/newsroom.css"

ENOUGH = 4.5
# The newsroom's own colours, as they stand in its style sheet.
BRAND = "#12355b"
LINK = "#0b4f87"
ON_BRAND = ("#ffffff",)
PAPERS = ("#ffffff", "#f3f5f8")
DARK_PAPERS = ("#11171d", "#1b242d")

# Material's names of colours, and what it paints under them.
PRIMARIES = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue grey": "#546d78",
    "black": "#000000",
}

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 100


class Chosen(Protocol):
    """The colours that mkdocs.yml names; what it does not name is empty or the newsroom's own."""

    @property
    def brand(self) -> str: ...

    @property
    def link(self) -> str: ...


def is_colour(text: str) -> bool:
    """Whether a text is a colour as `#rrggbb`."""
    return bool(_COLOUR.fullmatch(text))


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21, as WCAG defines it."""
    dark, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def standing_out(colour: str, grounds: tuple[str, ...]) -> str:
    """The nearest shade of a colour that can be read on all of the grounds.

    It is mixed with black, or with white on dark grounds, by no more than need be.
    """
    other = "#000000" if _luminance(grounds[0]) > 0.5 else "#ffffff"
    for step in range(_STEPS + 1):
        shade = _mixed(colour, other, step / _STEPS)
        if all(contrast(shade, ground) >= ENOUGH for ground in grounds):
            return shade
    return other


def primary_of(palette: Any) -> str:
    """The name under `primary` in Material's `palette`, or in the first of several."""
    first = palette[0] if isinstance(palette, list) and palette else palette
    return str(first.get("primary", "custom")) if isinstance(first, dict) else "custom"


def brand_of(chosen: Chosen, primary: str) -> str:
    """The colour of the band above every page, on which white can be read."""
    if chosen.brand == BRAND and primary.replace("-", " ") in PRIMARIES:
        return standing_out(PRIMARIES[primary.replace("-", " ")], ON_BRAND)
    return chosen.brand


def style_rules(chosen: Chosen, primary: str) -> str:
    """CSS that paints the site in the office's colours; empty for the newsroom's own.

    A colour of Material's is darkened as far as it must be to be read; an office's own has
    been judged where mkdocs.yml is read.
    """
    brand, link = brand_of(chosen, primary), chosen.link
    if brand == BRAND and not link:
        return ""
    link = link or (LINK if brand == BRAND else standing_out(brand, PAPERS))
    light = f"--nr-brand: {brand}; --nr-link: {link};"
    dark = f"--nr-link: {standing_out(link, DARK_PAPERS)};"
    return (
        f":root {{ {light} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
