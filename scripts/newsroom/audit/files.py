"""Files as the audit reads them: as text, as programs and styles, or by their bytes alone."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

import brotli

# What words in these would look like is not known; they are compared as wholes.
_NO_TEXT = frozenset(
    [
        ".7z",
        ".avif",
        ".avi",
        ".bmp",
        ".bz2",
        ".doc",
        ".docx",
        ".eot",
        ".gif",
        ".heic",
        ".ico",
        ".jpeg",
        ".jpg",
        ".m4a",
        ".m4v",
        ".mkv",
        ".mov",
        ".mp3",
        ".mp4",
        ".odp",
        ".ods",
        ".odt",
        ".ogg",
        ".otf",
        ".pdf",
        ".png",
        ".ppt",
        ".pptx",
        ".rar",
        ".tif",
        ".tiff",
        ".ttf",
        ".wasm",
        ".wav",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
        ".xls",
        ".xlsx",
        ".xz",
        ".zip",
    ]
)
# Full of words that no reader comes to see.
_PROGRAMS = (".css", ".js", ".mjs", ".cjs", ".map", ".pf_index", ".pf_meta", ".pf_filter")
_GZIP = b"\x1f\x8b"
_BROTLI = ".br"
_WASM = b"\0asm"
_LARGEST_MEMBER = 200_000_000  # bytes
_START = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def ending(path: str) -> str:
    """The ending of a file's name in small letters; of a compressed file that of what is in it."""
    name = path.rpartition("/")[2].casefold().removesuffix(".gz").removesuffix(_BROTLI)
    return name[name.rfind(".") :] if "." in name else ""


def is_text(path: str) -> bool:
    """Whether a file, by its name, may hold words that can be read."""
    return ending(path) not in _NO_TEXT


def is_packed(path: str) -> bool:
    """Whether a file, by its name, holds other files."""
    return ending(path) == ".zip"


def contained(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """(path, bytes) of a file, and of every file in it if it is a press pack or the like.

    What cannot be unpacked is compared as a whole, as is what would become too large.
    """
    yield path, data
    if not is_packed(path):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            for member in pack.infolist():
                if not member.is_dir() and member.file_size <= _LARGEST_MEMBER:
                    yield f"{path}/{member.filename}", pack.read(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error):
        return


def is_program(path: str, content: bytes) -> bool:
    """Whether words in a file are not for readers: a program, a style, an index for a program."""
    return ending(path) in _PROGRAMS or (b"\0" in content[:_START] and not is_utf16(content))


def content_of(path: str, data: bytes) -> bytes:
    """The bytes of a file, unpacked if they are compressed; nothing of a program in WebAssembly."""
    if path.casefold().endswith(_BROTLI):  # which nothing in the bytes tells
        try:
            return bytes(brotli.decompress(data))
        except brotli.error:
            return data
    if data.startswith(_GZIP):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error):
            return data
        return b"" if _WASM in data[:_START] else data
    return data


def text_of(data: bytes) -> str:
    """Bytes as text, whatever they are."""
    if is_utf16(data):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def is_utf16(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are UTF-16."""
    return data.startswith(_UTF16)
