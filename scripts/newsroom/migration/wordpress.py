"""The export file of WordPress (WXR 1.0 to 1.2: RSS 2.0 with elements of its own)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from newsroom.problems import Position, Problem, Problems

_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_EXCERPT = re.compile(r"http://wordpress\.org/export/[\d.]+/excerpt/")
_EXPORT = re.compile(r"http://wordpress\.org/export/[\d.]+/")
_CREATOR = "http://purl.org/dc/elements/1.1/ creator"
_PLAIN = {"title": "title", "link": "link", "pubDate": "pubDate", "description": "description"}
_WP = {
    "post_id": "id",
    "post_date": "date",
    "post_name": "slug",
}
# Deleted, or never a text of its own.
_GONE = frozenset({"trash", "auto-draft", "inherit"})
_PUBLIC = frozenset({"publish", "future"})


@dataclass(slots=True)
class Item:
    """An item of an export; only some are posts."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    kind: str = "post"
    status: str = ""
    has_password: bool = False

    @property
    def identity(self) -> str:
        return str(self.values.get("id") or f"line-{self.line}")

    @property
    def is_post(self) -> bool:
        return self.kind == "post" and self.status not in _GONE

    @property
    def is_draft(self) -> bool:
        return self.status not in _PUBLIC or self.has_password


def read_export(data: bytes, file: str) -> list[Item]:
    """All items, in order. Raises Problems if it is no such file; entities of its own are refused.

    A document that declares entities could grow without end, and read other files.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        at = Position(file, error.lineno, error.offset + 1)
        raise Problems([Problem("foreign_syntax", at, {"form": "XML"})]) from None
    except _Entity as entity:
        raise Problems([Problem("xml_entity", Position(file, entity.line))]) from None
    if not reader.is_export:
        raise Problems([Problem("not_an_export", Position(file))])
    return reader.items


class _Entity(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Reader:
    """Collects items while the parser walks through the file."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.is_export = False
        self._item: Item | None = None
        self._meta: dict[str, str] = {}
        self._domain = ""
        self._text: list[str] = []
        self._start = 1
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._text.append
        self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_: object) -> None:
        raise _Entity(self.parser.CurrentLineNumber)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        self._start = self.parser.CurrentLineNumber
        if name == "item":
            self._item = Item(self._start)
        elif name == "category":
            self._domain = attributes.get("domain", "category")
        elif name.endswith("wxr_version"):
            self.is_export = True

    def _close(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        if self._item is None:
            return
        if name == "item":
            self.items.append(self._item)
            self._item = None
        else:
            self._take(self._item, name, text)

    def _take(self, item: Item, name: str, text: str) -> None:
        space, _, local = name.rpartition(" ")
        if space == _CONTENT and local == "encoded":
            item.body, item.body_line = text, self._start
        elif local == "encoded" and _EXCERPT.fullmatch(space):
            item.values["excerpt"] = text
        elif name == _CREATOR:
            item.values["author"] = text
        elif name == "category":
            key = {"category": "categories", "post_tag": "tags"}.get(self._domain, self._domain)
            item.values.setdefault(key, []).append(text)
        elif _EXPORT.fullmatch(space):
            self._take_own(item, local, text)
        elif not space and local in _PLAIN and text.strip():
            item.values[_PLAIN[local]] = text

    def _take_own(self, item: Item, local: str, text: str) -> None:
        if local in ("meta_key", "meta_value"):
            self._meta[local] = text
        elif local == "postmeta":
            key, value = self._meta.get("meta_key", ""), self._meta.get("meta_value", "")
            # What begins with an underscore is WordPress' own bookkeeping.
            if key and value.strip() and not key.startswith("_"):
                item.values.setdefault("meta", {})[key] = value
            self._meta.clear()
        elif local == "post_type":
            item.kind = text
        elif local == "status":
            item.status = text
            if text != "publish":
                item.values["status"] = text
        elif local == "post_password":
            item.has_password = bool(text)
        elif local in _WP and text.strip() and not text.startswith("0000-00-00"):
            item.values[_WP[local]] = text
