"""Pictures of documents as browsers show them, within bounds."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from newsroom.limits import PIXELS

_SHOWN = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif"}
_TURNED = {"BMP", "TIFF", "MPO", "ICO"}


class TooLarge(Exception):
    """A picture has more pixels than any release needs."""


class NotShown(Exception):
    """A picture is of a kind that browsers do not show."""


def web_picture(data: bytes) -> tuple[str, bytes]:
    """The ending and the bytes of a picture as browsers show it. Raises TooLarge or NotShown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
    except Image.DecompressionBombError:
        raise TooLarge from None
    except Exception:
        raise NotShown from None
    with image:
        if image.width * image.height > PIXELS:
            raise TooLarge
        if image.format in _SHOWN:
            return _SHOWN[image.format], data
        if image.format not in _TURNED:
            raise NotShown
        turned = io.BytesIO()
        try:
            image.convert("RGBA" if "A" in image.getbands() else "RGB").save(turned, "PNG")
        except Exception:
            raise NotShown from None
        return "png", turned.getvalue()
