"""HTML as Markdown that says the same word for word: the one writer for all that is imported."""

from __future__ import annotations

import re
from typing import Any

from bs4 import Tag
from bs4.element import Comment, NavigableString, PageElement
from markdownify import ATX, MarkdownConverter

from newsroom.sources.markdown_text import clean, escape, escape_start, one_line

_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font"}
    | {"i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var"}
)
_CELLS = ("td", "th")
_TICKS = re.compile(r"`{3,}")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
# Address characters that end a link in Markdown, or are its marks.
_IN_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\n": ""}


class HtmlAsMarkdown(MarkdownConverter):
    """Writes Markdown in which text stays text, whatever characters it holds."""

    class Options:
        """What the library lets us choose."""

        heading_style = ATX
        bullets = "-"
        autolinks = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._numbers: dict[int, int] = {}

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Text that is neither tag, entity nor mark; in a table, no border either."""
        written = escape(clean(text))
        return written.replace("|", r"\|") if parent_tags & {*_CELLS} else written

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Text whose lines do not begin a heading, list, quotation or table."""
        text = str(super().process_text(el, parent_tags=parent_tags))  # type: ignore[misc]
        if parent_tags and "_noformat" in parent_tags:
            return text
        first, *others = text.split("\n")
        if _begins_line(el):
            first = _started(first)
        return "\n".join([first, *map(_started, others)])

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """An element; a table first gets as many columns as its widest row has cells."""
        if node.name == "table":
            _even_out(node)
        return str(super().process_tag(node, parent_tags=parent_tags))  # type: ignore[misc]

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; its address must not end before its parenthesis does."""
        if el.get("href"):
            el["href"] = _address(str(el["href"]))
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc]

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture, in a table or heading too; without an address what it shows."""
        alt = one_line(str(el.get("alt") or "")).replace("[", "(").replace("]", ")")
        src = str(el.get("src") or "")
        return f"![{alt}]({_address(src)})" if src else alt

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item of a list; what it holds besides its first line is indented by four spaces."""
        first, *others = text.strip().split("\n")
        rest = [f"    {line.strip()}" if not line.startswith(" ") else line for line in others]
        number = ""
        if el.parent is not None and el.parent.name == "ol":
            number = f"{self._next_number(el.parent)}."
        return "\n".join([f"{number or '-'} {first}", *rest]) + "\n"

    def _next_number(self, listed: Tag) -> int:
        """The number of the next item of a list; the items come in their order."""
        start = str(listed.get("start") or 1)
        number = self._numbers.get(id(listed), int(start) if start.isdecimal() else 1)
        self._numbers[id(listed)] = number + 1
        return number

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A term; Markdown knows no lists of definitions."""
        return f"\n\n**{one_line(text)}**\n\n" if text.strip() else ""

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What a term means, as paragraphs below it."""
        return f"\n\n{text.strip()}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table; one inside another is text there, and its borders are none."""
        written = str(super().convert_table(el, text, parent_tags))  # type: ignore[misc]
        return _BARE_PIPE.sub(r"\\|", written) if parent_tags & {*_CELLS} else written

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code between fences that are longer than any in it."""
        written = str(super().convert_pre(el, text, parent_tags))  # type: ignore[misc]
        longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
        extra = "`" * max(0, longest - 2)
        return f"\n\n{extra}{written.strip()}{extra}\n\n" if extra else written

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """What is struck out has no sign in Markdown."""
        return text if "_noformat" in parent_tags or not text.strip() else f"<del>{text}</del>"

    convert_s = convert_strike = convert_del


def _started(line: str) -> str:
    words = line.lstrip(" ")
    return line[: len(line) - len(words)] + escape_start(words)


def _begins_line(piece: PageElement) -> bool:
    """Whether nothing is shown before a piece of text on its line."""
    while True:
        before = piece.previous_sibling
        while before is not None and _shows_nothing(before):
            before = before.previous_sibling
        if before is not None:
            return isinstance(before, Tag) and before.name not in _INLINE | {"img"}
        parent = piece.parent
        if parent is None or parent.name not in _INLINE:
            return True
        piece = parent


def _shows_nothing(piece: PageElement) -> bool:
    if isinstance(piece, Comment):
        return True
    if isinstance(piece, Tag):
        return piece.name in _INLINE and not piece.get_text().strip() and not piece.find("img")
    return not str(piece).strip()


def _even_out(table: Tag) -> None:
    """Fill up the first row: cells beyond its last are not shown."""
    rows = [
        [cell for cell in row.find_all(_CELLS) if cell.find_parent("table") is table]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    if not rows:
        return
    missing = max(map(_width, rows)) - _width(rows[0])
    row = table.find("tr")
    if isinstance(row, Tag):
        for _ in range(missing):
            row.append(Tag(name=rows[0][-1].name if rows[0] else "td"))


def _width(row: list[Tag]) -> int:
    spans = [str(cell.get("colspan") or 1) for cell in row]
    return sum(max(1, min(1000, int(span))) if span.isdecimal() else 1 for span in spans)


def _address(link: str) -> str:
    return "".join(_IN_ADDRESS.get(char, char) for char in link.strip())
