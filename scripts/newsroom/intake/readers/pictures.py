"""The pictures of a document, gathered while it is read."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

from newsroom import limits
from newsroom.intake.manuscript import PICTURE_SCHEME, FoundPicture, Notice
from newsroom.intake.readers.source import Source
from newsroom.intake.readers.web_pictures import NotShown, TooLarge, web_picture
from newsroom.sources.markdown_text import one_line


class Pictures:
    """Keeps every picture once, and a notice for each that cannot be shown."""

    def __init__(self) -> None:
        self.found: list[FoundPicture] = []
        self.notices: list[Notice] = []

    def add(self, name: str, data: bytes, alt: str = "") -> str | None:
        """Keep a picture; the address to write for it, or None if no site can show it."""
        for index, known in enumerate(self.found):
            if known.data == data:
                return f"{PICTURE_SCHEME}{index}"
        try:
            ending, shown = web_picture(data)
        except TooLarge:
            facts = {"name": name, "megapixels": str(limits.PIXELS // 1_000_000)}
            self.notices.append(Notice("picture_large", facts))
            return None
        except NotShown:
            self.notices.append(Notice("picture_kind", {"name": name}))
            return None
        self.found.append(FoundPicture(f"{name}.{ending}", shown, one_line(alt)))
        return f"{PICTURE_SCHEME}{len(self.found) - 1}"

    def linked(self, link: str, alt: str, source: Source) -> str | None:
        """Keep the picture that a document links to: in the link itself, or in a file beside it."""
        if link.startswith("data:"):
            return self.add("data", _data_of(link), alt)
        if link.startswith(("http:", "https:", "//")):
            self.notices.append(Notice("remote_picture", {"link": link}))
            return None
        file = source.beside(link)
        if file is None or file.stat().st_size > limits.DOCUMENT:
            self.notices.append(Notice("picture_missing", {"name": link[:100]}))
            return None
        return self.add(file.name, file.read_bytes(), alt)


def _data_of(link: str) -> bytes:
    head, _, content = link.partition(",")
    try:
        return base64.b64decode(content) if head.endswith(";base64") else unquote_to_bytes(content)
    except (binascii.Error, ValueError):
        return b""
