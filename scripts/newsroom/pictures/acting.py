"""Whether a file that browsers open as a page, such as a drawing (SVG), would act in one.

What acts there acts in the name of the site. A drawing may only draw: nothing in it runs, and it
fetches nothing from elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from newsroom.limits import DRAWING
from newsroom.sources.release_cache import Changed, Seen, seen

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".svgz", ".xsl", ".xslt")
_DRAWINGS = (".svg", ".xml")
_ACTS = frozenset(
    {"script", "handler", "listener", "foreignobject", "iframe", "frame", "embed", "object"}
    | {"html", "body", "form", "link", "meta", "base", "audio", "video"}
)
_MOVES = frozenset({"set", "animate", "animatetransform", "animatemotion"})
_OWN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp);)", re.IGNORECASE)
_FETCHES = re.compile(r"@import|\\|url\(\s*+['\"]?+(?!\s*+(?:#|data:image/))", re.IGNORECASE)
_MARKUP = re.compile(rb"<[A-Za-z!/?]")


def may_act(path: str) -> bool:
    """Whether browsers open a file of this name as a page."""
    return path.lower().endswith((*_PAGES, *_DRAWINGS))


def acting(file: Path) -> str | None:
    """What in a file acts, as it is written there; None if it is harmless.

    A page is harmless if it has no markup, such as the file by which a search engine knows
    the owner of a site. Raises Changed if the file is not there.
    """
    if not may_act(file.name):
        return None
    try:
        return _acting(file, seen(file.stat()))
    except OSError:
        raise Changed(str(file)) from None


@lru_cache(maxsize=4096)
def _acting(file: Path, version: Seen) -> str | None:
    if version[0] > DRAWING:
        return f"> {DRAWING >> 20} MB"
    data = file.read_bytes()
    if file.name.lower().endswith(_PAGES):
        compressed = file.name.lower().endswith(".svgz")
        return file.suffix if compressed or _MARKUP.search(data) else None
    look = _Look()
    try:
        look.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        # No browser draws it, but some may still make a page of it.
        return look.found or _in_broken(data)
    return look.found


def _in_broken(data: bytes) -> str | None:
    found = re.search(rb"<(?:\w+:)?(?:script|foreignObject|iframe)\b|\son\w+\s*=", data, re.I)
    return found[0].decode("ascii", "replace").strip() if found else None


class _Look:
    """Reads a drawing as a browser would; `found` is the first thing that acts."""

    def __init__(self) -> None:
        self.found: str | None = None
        self._in_style = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.ProcessingInstructionHandler = self._instruction

    def _tell(self, what: str) -> None:
        self.found = self.found or what[:80]

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        if tag.lower() in _ACTS:
            self._tell(f"<{tag}>")
        self._in_style = tag.lower() == "style"
        for full, value in attributes.items():
            key = full.rpartition(" ")[2].lower()
            aims = value.rpartition(":")[2].lower() if key == "attributename" else ""
            if key.startswith("on"):
                self._tell(f"{key}=")
            elif key in ("href", "src") and value and not _OWN.match(value):
                self._tell(f"{key}={value}")
            elif tag.lower() in _MOVES and (aims == "href" or aims.startswith("on")):
                self._tell(f"<{tag} attributeName={value}>")
            elif _FETCHES.search(value) and not key.startswith("xml"):
                self._tell(f"{key}={value}")

    def _end(self, _name: str) -> None:
        self._in_style = False

    def _text(self, text: str) -> None:
        if self._in_style and _FETCHES.search(text):
            self._tell(f"<style> {text.strip()}")

    def _entity(self, name: str, *_rest: object) -> None:
        self._tell(f"<!ENTITY {name}")
        raise ValueError("a drawing needs no entities, which may grow without measure")

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._tell(f"<?{target}")
