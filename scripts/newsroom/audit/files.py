"""Files as the audit reads them: as text, as programs and styles, or by their bytes alone."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

import brotli

from newsroom import limits

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
_START = 4096
# Bytes of a text looked at together, which takes some thirty times as much memory; and those that
# two pieces share: more than the longest text of a release takes as HTML.
_PIECE = 1 << 22
_SHARED = 5 * limits.TEXT_FILE
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


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


def contained(path: str, data: bytes) -> Iterator[tuple[str, bytes | None]]:
    """(path, bytes) of a file, and of every file in it if it is a press pack or the like.

    What cannot be unpacked is compared as a whole. There are no bytes of what would become too
    large.
    """
    yield path, data
    if not is_packed(path):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            room = limits.UNPACKED
            for member in pack.infolist():
                if member.is_dir():
                    continue
                fits = member.file_size <= room
                room -= member.file_size if fits else 0
                yield f"{path}/{member.filename}", pack.read(member) if fits else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error):
        return


def is_program(path: str, content: bytes) -> bool:
    """Whether words in a file are not for readers: a program, a style, an index for a program."""
    return ending(path) in _PROGRAMS or (b"\0" in content[:_START] and not is_utf16(content))


def content_of(path: str, data: bytes) -> bytes | None:
    """The bytes of a file, unpacked if they are compressed; nothing of a program in WebAssembly.

    None if they would become too large.
    """
    if path.casefold().endswith(_BROTLI):  # which nothing in the bytes tells
        return _unpacked(_brotli(data), data)
    if data.startswith(_GZIP):
        content = _unpacked(_gzip(data), data)
        is_program = content is not None and content is not data and _WASM in content[:_START]
        return b"" if is_program else content
    return data


def _unpacked(pieces: Iterator[bytes], packed: bytes) -> bytes | None:
    made = bytearray()
    try:
        for piece in pieces:
            made += piece
            if len(made) > limits.UNPACKED:
                return None
    except (OSError, EOFError, zlib.error, brotli.error):
        return packed
    return bytes(made)


def _gzip(data: bytes) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        yield from iter(partial(file.read, _PIECE), b"")


def _brotli(data: bytes) -> Iterator[bytes]:
    unpack = brotli.Decompressor()
    # A few bytes may unpack to millions.
    yield unpack.process(data, output_buffer_limit=_PIECE)
    while not unpack.can_accept_more_data():
        yield unpack.process(b"", output_buffer_limit=_PIECE)
    if not unpack.is_finished():
        raise EOFError


def texts_of(data: bytes) -> Iterator[str]:
    """Bytes as text, whatever they are; a long one in pieces that overlap."""
    codec = _UTF16.get(data[:2], "utf-8")
    if len(data) <= _PIECE:
        yield text_of(data)
        return
    for start in range(0, len(data) - _SHARED, _PIECE - _SHARED):
        yield data[start : start + _PIECE].decode(codec, "replace")


def text_of(data: bytes) -> str:
    """Bytes as text, whatever they are."""
    if is_utf16(data):
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def is_utf16(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are UTF-16."""
    return data[:2] in _UTF16
