"""Photographs for tests: what cameras write, with everything that may be in it."""

from __future__ import annotations

import io
from typing import Any

from PIL import ExifTags, Image, ImageDraw

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Rahasia Penulis</dc:creator></x:xmpmeta>'
TOLD = (b"Rahasia", b"Kamera", b"GPS", b"Komentar")
"""What must not be in a published picture."""


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF as a telephone writes it: camera, author, place, and which side is up."""
    found = Image.Exif()
    found[ExifTags.Base.Make] = "Kamera"
    found[ExifTags.Base.Artist] = "Rahasia Penulis"
    found[ExifTags.Base.Orientation] = orientation
    found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 7.0, 12.0)
    found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSMapDatum] = "GPS-WGS84"
    return found


def photograph(
    width: int = 1800, height: int = 1200, kind: str = "JPEG", *, orientation: int = 1, **more: Any
) -> bytes:
    """A picture whose upper left quarter is red, whichever way it is stored."""
    upright = Image.new("RGB", (width, height), (20, 60, 110))
    ImageDraw.Draw(upright).rectangle((0, 0, width // 2, height // 2), (220, 30, 30))
    stored = {6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    if orientation in stored:
        upright = upright.transpose(stored[orientation])
    if kind == "GIF":
        more = {"comment": b"Komentar", **more}
    else:
        more = {"exif": exif(orientation), **more}
    if kind in ("JPEG", "WEBP", "AVIF"):
        more = {"xmp": XMP, **more}
    if kind == "JPEG":
        more = {"comment": b"Komentar", **more}
    file = io.BytesIO()
    upright.save(file, kind, **more)
    return file.getvalue()


def padded(data: bytes, size: int) -> bytes:
    """A JPEG with a comment that brings it to so many bytes, up to 65,537 more than it has."""
    room = size - len(data) - 4
    return data[:2] + b"\xff\xfe" + (room + 2).to_bytes(2, "big") + b"x" * room + data[2:]


def opened(data: bytes) -> Image.Image:
    """A picture, decoded to its end."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def is_red(image: Image.Image, x: float, y: float) -> bool:
    """Whether it is red at a place, in parts of its width and height."""
    pixel = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    return pixel[0] > 150 and pixel[1] < 100
