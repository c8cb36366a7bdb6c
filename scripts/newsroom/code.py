"""Which version of the newsroom this is, told from its very files."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What else the bytes of a site depend on.
_LIBRARIES = (
    "ahocorasick-rs", "babel", "Jinja2", "Markdown", "MarkupSafe", "mkdocs", "mkdocs-material",
    "nh3", "pagefind", "pagefind-bin", "Pillow", "pydantic", "pymdown-extensions", "PyYAML",
    "tzdata",
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
    digest.update(f"{sys.version_info} {[_version(name) for name in _LIBRARIES]}".encode())
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


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
