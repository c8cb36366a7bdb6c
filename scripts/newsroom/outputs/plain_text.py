"""A text as plain lines: clean for an editor's desk, or with the marks of WhatsApp."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

# What only one of the two forms shows is held as a control character until it is known which.
_BOLD, _ITALIC, _QUOTE, _CELL, _BREAK = "\x01", "\x02", "\x03", "\x04", "\x05"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# nh3 writes every attribute with double quotes.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s[^\s=>]+(?:="[^"]*")?)*)\s*/?>')
_ASTERISK = re.compile(r"(\S*://\S*)|\*")
_HREF = re.compile(r'\shref="([^"]*)"')
_WEB = ("https://", "http://")
_PAIRS = {mark: re.compile(f"(\\w?){mark}(\\s*)(.*?)(\\s*){mark}(?=(\\w?))") for mark in "\x01\x02"}
_MARKS = {"b": _BOLD, "strong": _BOLD, "i": _ITALIC, "em": _ITALIC}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i",
        "ins", "kbd", "mark", "q", "rp", "rt", "rtc", "ruby", "samp", "small", "span", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr",
    ]
)  # fmt: skip
# What no line of text can show, and what its author has struck out.
_LEFT_OUT = frozenset({"audio", "video", "del", "s", "strike"})


@dataclass(frozen=True, slots=True)
class PlainText:
    """Lines of a text in which the marks of both forms are still open."""

    marked: str

    @property
    def clean(self) -> str:
        """Nothing but the words: emphasis gone, cells of a table parted by tabs."""
        text = self.marked.replace(_BOLD, "").replace(_ITALIC, "").replace(_QUOTE, "")
        return text.replace(_CELL, "\t")

    @property
    def message(self) -> str:
        """As WhatsApp reads it: `*bold*`, `_italic_`, `> quoted`; an asterisk stays one."""
        text = unmarked(self.marked).replace(_BOLD, "*").replace(_ITALIC, "_").replace(_QUOTE, "> ")
        return text.replace(_CELL, " | ")


def bold(line: str) -> str:
    """A line of words that is bold in a message; one with the mark in it cannot be."""
    return unmarked(line) if "*" in line else f"*{line}*"


def unmarked(text: str) -> str:
    """Words in which WhatsApp finds no mark that nobody has set.

    Two asterisks on a line make bold what stands between them, and no escape is known to it.
    So each of them becomes the operator of the same shape, but in an address, which must stay
    as it is.
    """
    if "*" not in text:
        return text
    return "\n".join(
        _ASTERISK.sub(lambda found: found[1] or "∗", line)
        if line.count("*") + line.count(_BOLD) > 1
        else line
        for line in text.split("\n")
    )


def without_controls(text: str) -> str:
    """A text without control characters, which plain text has no use for; lines and tabs stay."""
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text


def plain_text(markup: str, own: str = "") -> PlainText:
    """The lines of HTML as `BodyReader` makes it, once its links are whole addresses.

    Paragraphs are parted by an empty line. The address of a link follows its words, unless
    they say it, or it leads to a place in the same text, whose address is `own`.
    """
    writer = _Writer(own)
    pieces = _TAG.split(without_controls(markup))
    writer.words(pieces[0])
    for start in range(1, len(pieces), 4):
        closes, tag, attributes, words = pieces[start : start + 4]
        if closes:
            writer.close(tag)
        else:
            writer.open(tag, attributes)
        if words:
            writer.words(words)
    writer.end_line()
    return PlainText("".join(writer.lines))


@dataclass
class _Writer:
    """Takes the tags of a text in turn and keeps the line that is being written."""

    own: str
    lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _links: list[tuple[str, int]] = field(default_factory=list)
    _lists: list[int | None] = field(default_factory=list)
    _bullet: str = ""
    _hanging: list[int] = field(default_factory=list)
    _within_row: bool = False
    _quotes: int = 0
    _left_out: int = 0
    _as_written: bool = False
    _joined: bool = False

    def words(self, text: str) -> None:
        if not self._left_out:
            self._line.append(text)

    def open(self, tag: str, attributes: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out += 1
        elif tag in _INLINE:
            self._open_inline(tag, attributes)
        elif tag == "br":
            self._line.append(_BREAK)
        elif tag in ("td", "th"):
            # An empty cell counts, too: else those after it would stand in the wrong column.
            if self._within_row:
                self._line.append(_CELL)
            self._within_row = True
        elif tag not in ("img", "col", "source"):
            self._open_block(tag, attributes)

    def close(self, tag: str) -> None:
        if tag in _LEFT_OUT:
            self._left_out = max(0, self._left_out - 1)
        elif tag == "a":
            self._close_link()
        elif tag == "q":
            self._line.append("”")
        elif tag in _MARKS:
            self._line.append(_MARKS[tag])
        elif tag not in _INLINE and tag not in ("td", "th"):
            self._close_block(tag)

    def _open_inline(self, tag: str, attributes: str) -> None:
        if tag == "a":
            backward = "footnote-backref" in attributes
            found = None if backward else _HREF.search(attributes)
            if "footnote-ref" in attributes:
                self._line.append("[")
                self._links.append(("]", -1))
            else:
                self._links.append((html.unescape(found[1]) if found else "", len(self._line)))
            if backward:
                self._left_out += 1
                self._links[-1] = ("", -2)
        elif tag == "q":
            self._line.append("“")
        elif tag in _MARKS:
            self._line.append(_MARKS[tag])

    def _close_link(self) -> None:
        address, start = self._links.pop() if self._links else ("", 0)
        if start == -2:
            self._left_out = max(0, self._left_out - 1)
        elif start == -1:
            self._line.append(address)
        elif address and not (self.own and address.startswith(f"{self.own}#")):
            said = html.unescape("".join(self._line[start:]))
            shown = address.removeprefix("mailto:").removeprefix("tel:")
            wanted = address.startswith((*_WEB, "mailto:", "tel:"))
            if wanted and shown.removeprefix("https://").rstrip("/") not in said:
                self._line.append(f" ({html.escape(shown)})")

    def _open_block(self, tag: str, attributes: str) -> None:
        self.end_line()
        if tag in ("ul", "ol"):
            start = re.search(r'\sstart="(\d+)"', attributes)
            self._lists.append((int(start[1]) if start else 1) if tag == "ol" else None)
            self._joined = self._joined and len(self._lists) > 1
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            self._bullet = "- " if number is None else f"{number}. "
            self._hanging.append(len(self._bullet))
            if number is not None:
                self._lists[-1] = number + 1
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "tr":
            self._within_row = False
        elif tag == "table":
            self._joined = False
        elif tag == "pre":
            self._as_written = True
        elif tag == "hr":
            self.lines.append("\n\n---" if self.lines else "---")
        elif tag in _HEADINGS:
            self._line.append(_BOLD)

    def _close_block(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._line = [_BOLD, *(part for part in self._line if part != _BOLD), _BOLD]
        self.end_line()
        if tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
            self._bullet = ""
            self._joined = bool(self._lists)
        elif tag == "li":
            self._bullet = ""
            if self._hanging:
                self._hanging.pop()
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag == "tr":
            self._joined = True
        elif tag == "table":
            self._joined = False
        elif tag == "pre":
            self._as_written = False

    def end_line(self) -> None:
        """Write down what has come together since the last line."""
        text = "".join(self._line)
        if not text.replace(_CELL, " ").strip():
            self._line.clear()
            return
        self._line.clear()
        self._links = [(address, min(start, 0)) for address, start in self._links]
        if self._as_written:
            parts = html.unescape(text).strip("\n").split("\n")
        else:
            folded = " ".join(html.unescape(text).split())
            parts = folded.replace(f" {_CELL}", _CELL).replace(f"{_CELL} ", _CELL).split(_BREAK)
        if _BOLD in text or _ITALIC in text:
            parts = _fitted(parts)
        if not self._as_written:
            parts = [part.strip() for part in parts]
        quoted = _QUOTE * self._quotes
        indent = "   " * (len(self._lists) - 1)
        rest = quoted + indent + " " * (self._hanging[-1] if self._hanging else 0)
        first = quoted + indent + self._bullet if self._bullet else rest
        if self.lines:
            self.lines.append("\n" if self._joined else "\n\n")
        self.lines.append(first + f"\n{rest}".join(parts))
        self._joined = bool(self._lists)
        self._bullet = ""


def _fitted(parts: list[str]) -> list[str]:
    """Lines in which every mark is closed again, and stands where WhatsApp knows it for a mark.

    That is: close to the words it marks, on one line, and not within a word.
    """
    for mark, pair in _PAIRS.items():
        is_open = False
        fitted = []
        for part in parts:
            line = mark + part if is_open else part
            is_open = line.count(mark) % 2 == 1
            if is_open:
                line += mark
            fitted.append(pair.sub(lambda found, mark=mark: _hugging(found, mark), line))  # type: ignore[misc]
        parts = fitted
    return parts


def _hugging(found: re.Match[str], mark: str) -> str:
    before, lead, words, trail, after = found.groups()
    within = (before and not lead) or (after and not trail)
    marks = (
        "" if within or not words.strip(_BOLD + _ITALIC) or "*_"[mark == _ITALIC] in words else mark
    )
    return f"{before}{lead}{marks}{words}{marks}{trail}"
