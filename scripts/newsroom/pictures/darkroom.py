"""Makes the renditions of a picture: all of them at once, since decoding is half the work."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from PIL import Image, ImageCms

from newsroom.code import recipe_of
from newsroom.pictures.facts import orientation
from newsroom.pictures.renditions import Form, Rendition
from newsroom.pictures.store import Store
from newsroom.sources.contents import Contents

# One thread each: a build has a process for every processor, and the bytes shall be the same
# on any number of them.
_SAVED: dict[Form, dict[str, Any]] = {
    Form.AVIF: {"format": "AVIF", "quality": 55, "speed": 8, "max_threads": 1},
    Form.WEBP: {"format": "WEBP", "quality": 78, "method": 4},
    Form.JPEG: {"format": "JPEG", "quality": 78, "optimize": True, "progressive": True},
    Form.PNG: {"format": "PNG", "optimize": True},
}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PERCEPTUAL = ImageCms.Intent.PERCEPTUAL


class Undeveloped(Exception):
    """A picture that cannot be decoded to its end."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def recipe() -> str:
    """By what renditions made today are told from others: this code, and the libraries used."""
    return recipe_of("pictures/darkroom.py", "pictures/facts.py", "pictures/renditions.py")


class Darkroom:
    """Makes renditions, or has them from a store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # Of the picture last worked on, for a store that keeps nothing (a disk that is full).
        self._last: dict[str, bytes] = {}

    def rendition(
        self, contents: Contents, source: str, wanted: Rendition, all_of_it: Sequence[Rendition]
    ) -> bytes:
        """One rendition of a picture in docs/; the others are kept for later.

        Its file is read only if they must be made. Raises Changed, Undeveloped.
        """
        digest = contents.digest(source)
        key = _key(digest, wanted)
        found = self._last.get(key) or self._store.get(key)
        if found is None:
            data = contents.read(source)
            try:
                made = developed(data, all_of_it)
            except Exception as error:  # Pillow's decoders raise what they will
                raise Undeveloped(f"{contents.docs.name}/{source}") from error
            self._last = {_key(digest, one): bytes_ for one, bytes_ in made.items()}
            for other, bytes_ in self._last.items():
                self._store.put(other, bytes_)
            found = self._last[key]
        return found


def _key(digest: str, wanted: Rendition) -> str:
    said = f"{recipe()} {digest} {wanted.width} {wanted.height} {wanted.form}"
    return blake2b(said.encode(), digest_size=20).hexdigest()


def developed(data: bytes, wanted: Sequence[Rendition]) -> dict[Rendition, bytes]:
    """The renditions of a picture, upright, in sRGB, without metadata."""
    sizes = sorted({(one.width, one.height) for one in wanted}, reverse=True)
    made: dict[Rendition, bytes] = {}
    with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as opened:
        turn = orientation(opened.info.get("exif"))
        longest = max(sizes[0])
        opened.draft(None, (longest, longest))  # a JPEG need not be decoded larger than that
        picture = _in_srgb(opened)
    if turn in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[turn])
    for size in sizes:
        # From the one before, which is larger by a half at least but for the first.
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        for one in wanted:
            if (one.width, one.height) == size:
                made[one] = _saved(picture, one.form)
    return made


def _saved(picture: Image.Image, form: Form) -> bytes:
    file = io.BytesIO()
    picture.save(file, **_SAVED[form])
    return file.getvalue()


def _in_srgb(opened: Image.Image) -> Image.Image:
    """The pixels, 8 bits each of red, green and blue, and of transparency if there is any."""
    wanted = "RGBA" if opened.has_transparency_data else "RGB"
    profile = opened.info.get("icc_profile")
    picture: Image.Image = opened
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    elif profile and (found := _converted(picture, profile, wanted)) is not None:
        return found
    # Without its metadata, which some formats would save again.
    plain = picture.convert(wanted)
    plain.info.clear()
    return plain


def _converted(picture: Image.Image, profile: bytes, wanted: str) -> Image.Image | None:
    """The same in sRGB; None if its colour profile says nothing that can be used."""
    if picture.mode not in ("RGB", "RGBA", "CMYK"):
        picture = picture.convert(wanted)
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, own, srgb, _PERCEPTUAL, outputMode=wanted)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if converted is not None:
        converted.info.clear()
    return converted
