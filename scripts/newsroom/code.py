"""Which version of the newsroom this is, told from its very files."""

from __future__ import annotations

import re
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

_DISTRIBUTION = "mkdocs-newsroom"
# Besides what is asked for: what that works with in turn, and what may stand in its place.
_BESIDES = (
    "Jinja2", "MarkupSafe", "mkdocs-materialx", "pagefind-bin", "properdocs", "pymdown-extensions",
)  # fmt: skip

_CODECS = ("avif", "freetype2", "jpg", "libjpeg_turbo", "littlecms2", "webp", "zlib")


@cache
def code_digest() -> str:
    """A digest of the newsroom's own files and of the versions of the libraries it works with."""
    digest = blake2b(digest_size=16)
    folder = Path(__file__).parent
    files = (file for ending in ("*.py", "*.yml") for file in folder.rglob(ending))
    for file in sorted(files):
        digest.update(f"{file.relative_to(folder).as_posix()}\0".encode())
        digest.update(file.read_bytes() + b"\0")
    libraries = [(name, _version(name)) for name in _libraries()]
    digest.update(f"{sys.version_info} {libraries}".encode())
    return digest.hexdigest()


@cache
def recipe_of(*files: str) -> str:
    """A digest of some of the newsroom's files and of what Pillow works with, for dear work.

    What is kept under it outlives changes to all other code.
    """
    from PIL import features

    digest = blake2b(digest_size=16)
    for file in files:
        digest.update(Path(__file__).parent.joinpath(file).read_bytes() + b"\0")
    codecs = [features.version(name) for name in _CODECS]
    digest.update(f"{_version('Pillow')} {codecs}".encode())
    return digest.hexdigest()


def _libraries() -> list[str]:
    """Whatever the bytes of a site may depend on."""
    try:
        asked = requires(_DISTRIBUTION) or ()
    except PackageNotFoundError:
        asked = ()
    return sorted({*_BESIDES, *(re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in asked)})


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
