"""The text of a document's bytes, in whatever encoding an office machine saved them."""

from __future__ import annotations

import re

from newsroom import limits
from newsroom.intake.manuscript import Mark

# Characters that no text has; a few may slip into one.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_MOST = 0.02
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class NotText(ValueError):
    """The bytes are a picture, a program or the like."""


class TooLong(ValueError):
    """A document says more than any release does."""


def bounded(text: str) -> str:
    """The text as it is. Raises TooLong if it is longer than any release."""
    if len(text) > limits.WORDS:
        raise TooLong
    return text


def decoded(data: bytes) -> tuple[str, list[Mark]]:
    """UTF-8 with or without byte-order mark, UTF-16 with one, else Windows-1252 with a mark.

    Raises NotText.
    """
    if data.startswith(_UTF16_MARKS):
        return text_only(data.decode("utf-16", "replace")), []
    try:
        return text_only(data.decode("utf-8-sig")), []
    except UnicodeDecodeError:
        return text_only(data.decode("cp1252", "replace")), [Mark("", "encoding")]


def text_only(text: str) -> str:
    """The text as it is. Raises NotText if it is none."""
    if "\0" in text or len(_CONTROL.findall(text)) > 1 + _MOST * len(text):
        raise NotText
    return text
