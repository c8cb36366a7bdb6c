"""What a page must know of a picture or attachment: size, type and measures."""

from __future__ import annotations

import mimetypes
import os
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from newsroom import limits
from newsroom.sources.release_cache import Changed, Seen, seen


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Bytes and media type of a file, and width and height in pixels if it is a bitmap.

    The measures are those of the picture as it is shown, upright. `located` says whether
    it tells where it was taken (GPS), `clear` whether parts of it may be seen through,
    `moving` whether it is more than one picture, `vast` whether it is beyond the bounds.
    """

    size: int
    media_type: str
    width: int | None = None
    height: int | None = None
    located: bool = False
    clear: bool = False
    moving: bool = False
    vast: bool = False


_PNG_TEXTS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt"})
_LONGEST_HEAD = 4_000_000

# Orientations in which width and height change places (EXIF 2.32, tag 0112).
_LYING = frozenset({5, 6, 7, 8})

# What browsers show. A photograph of another kind must be saved as one of these.
_SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml"}
)


def is_picture(file: Path) -> bool:
    """Whether browsers will show a file as a picture, by its name and by its content."""
    facts = file_facts(file)
    if facts.media_type == "image/svg+xml":
        try:
            with file.open("rb") as svg:
                return b"<svg" in svg.read(4096)
        except FileNotFoundError:
            raise Changed(str(file)) from None
    return facts.media_type in _SHOWN and facts.width is not None


def file_facts(file: Path) -> FileFacts:
    """Look at a file; only the head of a picture is read, and once for each of its versions.

    Raises Changed if it is not there (any more: the archive had it when it was listed).
    """
    try:
        stat = file.stat()
    except FileNotFoundError:
        raise Changed(str(file)) from None
    return _facts(file, seen(stat))


@lru_cache(maxsize=65536)
def _facts(file: Path, version: Seen) -> FileFacts:
    size = version[0]
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if not media_type.startswith("image/") or media_type == "image/svg+xml":
        return FileFacts(size, media_type)
    try:
        # A picture is only opened, never decoded: what Pillow warns of does no harm here.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(file) as image,
        ):
            located = (
                _located(image.info)
                or (image.format == "PNG" and any(map(_located, _png_heads(file))))
                or (image.format == "TIFF" and _has_latitude(image.getexif()))
            )
            width, height = image.size
            if orientation(image.info.get("exif")) in _LYING:
                width, height = height, width
            return FileFacts(
                size,
                media_type,
                width,
                height,
                located=located,
                clear=image.has_transparency_data,
                moving=_moves(image),
                vast=size > limits.PICTURE or width * height > limits.PIXELS,
            )
    except Image.DecompressionBombError:  # Pillow does not even tell its measures
        return FileFacts(size, media_type, vast=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return FileFacts(size, media_type)


def _png_heads(file: Path) -> Iterator[dict[str, bytes]]:
    """What a PNG says of itself where Pillow looks only after decoding it, or not at all.

    EXIF may stand behind the picture, or in hexadecimal in a text (ImageMagick's way).
    """
    with file.open("rb") as png:
        png.seek(8)
        while len(head := png.read(8)) == 8:
            length, kind = struct.unpack(">I4s", head)
            if kind not in _PNG_TEXTS or length > _LONGEST_HEAD:
                png.seek(length + 4, os.SEEK_CUR)
                continue
            data = png.read(length)
            png.seek(4, os.SEEK_CUR)
            name, _, text = data.partition(b"\0")
            if kind == b"eXIf":
                yield {"exif": data}
            elif b"xmp" in name.lower():
                yield {"xmp": text}
            elif name.startswith(b"Raw profile type "):
                yield {"exif": _unpacked(text, kind)}


def _unpacked(text: bytes, kind: bytes) -> bytes:
    """The bytes of a "raw profile": its name, its length, and itself in hexadecimal."""
    try:
        plain = (
            zlib.decompressobj().decompress(text[1:], _LONGEST_HEAD) if kind == b"zTXt" else text
        )
        return bytes.fromhex(b"".join(plain.split(b"\n")[3:]).decode("ascii"))
    except (zlib.error, ValueError):
        return b""


def orientation(exif: bytes | None) -> int:
    """How a picture must be turned to stand upright, 1 to 8 as EXIF counts; 1 is not at all."""
    if not exif:
        return 1
    read = Image.Exif()
    try:
        read.load(exif)
        found = read.get(ExifTags.Base.Orientation, 1)
    except Exception:  # damaged in one of the many ways that Pillow does not foresee
        return 1
    return found if isinstance(found, int) and 1 <= found <= 8 else 1


def _moves(image: Image.Image) -> bool:
    """Whether it is animated; of a GIF this would take reading it all, and nobody asks."""
    return image.format != "GIF" and bool(getattr(image, "is_animated", False))


def _located(head: Mapping[Any, Any]) -> bool:
    """Whether the head of a picture (Pillow's `info`) holds a latitude, as EXIF or as XMP."""
    xmp = head.get("xmp") or b""
    if b"GPSLatitude" in (xmp if isinstance(xmp, bytes) else xmp.encode()):
        return True
    block = head.get("exif")
    if not block:
        return False
    exif = Image.Exif()
    try:
        exif.load(block)
    except Exception:  # damaged in one of the many ways that Pillow does not foresee
        return False
    return _has_latitude(exif)


def _has_latitude(exif: Image.Exif) -> bool:
    try:
        return ExifTags.GPS.GPSLatitude in exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:  # damaged, likewise
        return False
