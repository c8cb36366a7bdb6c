"""What a page must know of a picture or attachment: size, type and measures."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Bytes and media type of a file, and width and height in pixels if it is a bitmap."""

    size: int
    media_type: str
    width: int | None = None
    height: int | None = None


# What browsers show. A photograph of another kind must be saved as one of these.
_SHOWN = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/svg+xml"}
)


def is_picture(file: Path) -> bool:
    """Whether browsers will show a file as a picture, by its name and by its content."""
    facts = file_facts(file)
    if facts.media_type == "image/svg+xml":
        return b"<svg" in file.read_bytes()[:4096]
    return facts.media_type in _SHOWN and facts.width is not None


def file_facts(file: Path) -> FileFacts:
    """Look at a file; only the head of a picture is read, and once for each of its versions."""
    stat = file.stat()
    return _facts(file, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=65536)
def _facts(file: Path, _version: int, size: int) -> FileFacts:
    media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    if not media_type.startswith("image/") or media_type == "image/svg+xml":
        return FileFacts(size, media_type)
    try:
        with Image.open(file) as image:
            return FileFacts(size, media_type, *image.size)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return FileFacts(size, media_type)
