"""Turn a name into the last part of an address."""

from __future__ import annotations

import re
import unicodedata

_NOT_IN_A_SLUG = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 80
# Windows can neither keep a file or folder of such a name nor copy one from elsewhere.
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def slugify(name: str) -> str:
    """Lower-case ASCII words joined by hyphens: "Kab. Pandeglang" gives "kab-pandeglang".

    Accents are dropped. A name without any Latin letter keeps its own letters, so
    that it still has an address. Empty only if the name holds no letter or digit.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _join(plain) or _join(unicodedata.normalize("NFC", name))


def short_slug(title: str) -> str:
    """The slug of a title for a file's name, cut between words where it grows long."""
    slug = usable(slugify(title) or "siaran-pers")
    if len(slug) <= _LONGEST:
        return slug
    return slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]


def usable(slug: str) -> str:
    """The slug itself, or one close to it where no system could keep a file of that name."""
    return f"{slug}-1" if is_device(slug) else slug


def is_device(name: str) -> bool:
    """Whether Windows takes a name in lower case, without its ending, for a device."""
    return bool(_DEVICES.fullmatch(name))


def is_slug(text: str) -> bool:
    """Whether the text can stand in an address as it is."""
    return bool(_SLUG.fullmatch(text))


def _join(text: str) -> str:
    return _NOT_IN_A_SLUG.sub("-", text).strip("-").lower()
