"""The text of a document's bytes, in whatever encoding an office machine saved them."""

from __future__ import annotations

from newsroom.intake.manuscript import Mark

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> tuple[str, list[Mark]]:
    """UTF-8 with or without byte-order mark, UTF-16 with one, else Windows-1252 with a mark."""
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", "replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), [Mark("", "encoding")]
