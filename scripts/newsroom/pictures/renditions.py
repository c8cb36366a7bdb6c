"""In which sizes and kinds a picture goes out beside the original, and at which addresses.

All of it is told by the measures of the picture, so that a page can name what is not made yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from newsroom.pictures.facts import FileFacts

FOLDER = "assets/pictures/"

_WIDTHS = (256, 480, 800, 1200, 1600)
"""In pixels: a mark and a card in a list, a phone, a sharper phone, the width of a text on a sharp
screen, the whole screen."""
# A step is left out if the next one is hardly wider.
_HARDLY = 0.9
_TURNED = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})


class Form(StrEnum):
    """The kind of a rendition; the value ends its file's name."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self is Form.JPEG else f"image/{self}"


# What can be written and will be read: https://developers.google.com/speed/webp/faq, the
# limits of libavif (AVIF_DEFAULT_IMAGE_DIMENSION_LIMIT), of libjpeg (JPEG_MAX_DIMENSION), and
# of browsers.
_LONGEST_SIDE = {Form.AVIF: 32_768, Form.WEBP: 16_383, Form.JPEG: 65_500, Form.PNG: 65_500}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture in one size and kind; both sides are in pixels."""

    width: int
    height: int
    form: Form

    def address(self, picture: str) -> str:
        """Where it stands; `picture` is the address of the original."""
        return f"{FOLDER}{picture}/{self.width}.{self.form}"


def plain(made: Iterable[Rendition]) -> tuple[Rendition, ...]:
    """Those of them that every program can show, the smallest first."""
    return tuple(one for one in made if one.form in (Form.JPEG, Form.PNG))


def renditions(facts: FileFacts) -> tuple[Rendition, ...]:
    """Every rendition of a picture, the smallest first; none of what is shown as it is.

    As they are go drawings (SVG), GIF, whatever is animated, and what is no bitmap at
    all. No picture is made larger. One that can be seen through stays so, also where
    browsers know neither AVIF nor WebP.
    """
    if facts.media_type not in _TURNED or facts.moving or not facts.width or not facts.height:
        return ()
    if facts.vast:
        return ()
    largest = min(facts.width, _WIDTHS[-1])
    widths = [*(width for width in _WIDTHS if width < largest * _HARDLY), largest]
    tallest = max(largest, round(facts.height * largest / facts.width))
    # A kind that can hold only the smaller sizes would keep browsers from the larger ones.
    forms = [
        form
        for form in (Form.AVIF, Form.WEBP, Form.PNG if facts.clear else Form.JPEG)
        if tallest <= _LONGEST_SIDE[form]
    ]
    return tuple(
        Rendition(width, max(1, round(facts.height * width / facts.width)), form)
        for form in forms
        for width in widths
    )
