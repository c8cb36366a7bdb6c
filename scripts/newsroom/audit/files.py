"""Files as the audit reads them: as text, as programs and styles, or by their bytes alone."""

from __future__ import annotations

import gzip
import zlib

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
_WASM = b"\0asm"
_START = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def ending(path: str) -> str:
    """The ending of a file's name in small letters; of a compressed file that of what is in it."""
    name = path.rpartition("/")[2].casefold().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def is_text(path: str) -> bool:
    """Whether a file, by its name, may hold words that can be read."""
    return ending(path) not in _NO_TEXT


def is_program(path: str, content: bytes) -> bool:
    """Whether words in a file are not for readers: a program, a style, an index for a program."""
    return ending(path) in _PROGRAMS or (b"\0" in content[:_START] and not is_utf16(content))


def content_of(data: bytes) -> bytes:
    """The bytes of a file, unpacked if they are compressed; nothing of a program in WebAssembly."""
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
