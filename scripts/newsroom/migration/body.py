"""Foreign markup converted into the Markdown of a release."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Protocol

from newsroom.migration.notices import Notice
from newsroom.problems import Position
from newsroom.sources.markdown_text import without_tags
from newsroom.sources.safe_html import ALLOWED_TAGS

# A token of a template language does not cross a blank line, nor hold another.
_STOPS = r"\n[ \t]*\n|\{\{"
_TEMPLATE_ENDS = {
    "{{<": re.compile(rf"[>%]\}}\}}|{_STOPS}"),
    "{{%": re.compile(rf"[>%]\}}\}}|{_STOPS}"),
    "{%": re.compile(rf"%\}}|{_STOPS}"),
    "{{": re.compile(rf"\}}\}}|{_STOPS}"),
}
# Possessive throughout: an unclosed quotation mark must not cost more than one look at the text.
_CODE_IN_TAG = r"\{\{(?:(?!\}\}|\{\{).)*+\}\}"
_QUOTED = rf"""(?>"(?>{_CODE_IN_TAG}|[^"])*+"|'[^']*+')"""
_ATTRIBUTE = rf"""(?>{_QUOTED}|{_CODE_IN_TAG}|[^<>"'])*+"""
_CODE = r"(?P<code>(?<![\\`])(?P<ticks>`++)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
_BRACE = r"(?P<brace>(?<=[*_`)\]>~])\{(?![#.:]))"
_TAG = rf"(?P<tag></?(?P<name>[A-Za-z][\w:-]*+)(?=[\s/>]){_ATTRIBUTE}>)"
_LESS = r"(?P<less><(?=[A-Za-z/!?]))"
# Of what may end far away, only the beginning is sought here.
_FAR = r"(?P<comment><!--)|(?P<script><(?P<kind>script|style)\b)|(?P<template>\{[{%])"
_MORE = r"(?P<more><!--\s*+more\s*+-->[ \t]*+)"
_MARKDOWN = re.compile(
    # What a token begins with; nearly all of a text is passed over by this line alone.
    r"(?=[`~<{\\\[\]!]|^[ \t])(?:"
    r"(?P<fence>^(?P<mark>`{3,}+|~{3,}+)[^\n]*+\n)"
    r"|(?P<indented>^(?: {4}|\t)[ \t]*+\S)"
    rf"|{_CODE}|{_MORE}|{_FAR}"
    r"|(?P<attributes>\{:(?:[ \t]*+(?:[.#][\w-]++|[\w-]++=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w-]++)"
    r"|:[\w-]++))++[ \t]*+\}|\{:[ \t]*+(?:toc|no_toc)[ \t]*+\})"
    rf"|{_BRACE}"
    r"|(?P<auto><(?:https?://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>)"
    rf"|{_TAG}|{_LESS}"
    r"|(?P<escaped>\\[^\n])"
    r"|(?P<definition>^[ ]{0,3}\[(?!\^)[^\[\]<>\n]+\]:[ \t]*+(?P<defined>\S+))"
    r"|(?P<open>!?\[)"
    r"|(?P<link>\]\()"
    r"|(?P<close>\]))",
    re.MULTILINE | re.DOTALL,
)
# In HTML, the marks of Markdown are text.
_HTML = re.compile(rf"(?=[<{{])(?:{_MORE}|{_FAR}|{_TAG}|{_LESS})", re.DOTALL)
# What may stand where something begins that never ends.
_UNENDED = re.compile(rf"{_CODE}|{_BRACE}|{_TAG}|{_LESS}", re.DOTALL)
_UNSHOWN = re.compile(
    r"<!--|<(?P<kind>script|style)\b|</?[A-Za-z][^<>]*+>|\{:[^{}\n]*+\}", re.IGNORECASE
)
_COMMENT_END = re.compile("-->")
_TAG_END = re.compile(">")
_SCRIPT_ENDS = {kind: re.compile(rf"</{kind}\s*+>", re.IGNORECASE) for kind in ("script", "style")}
_CODE_BLOCK = re.compile(r"(?:(?: {4}|\t)[^\n]*+(?:\n|\Z)|[ \t]*+\n)++")
_IN_TARGET = re.compile(r"\\[^\n]|[()\n]|\{[{%]")
_ENDS = "*_`)]>~"
_HTML_ATTRIBUTE = re.compile(
    rf"""(?P<space>\s+)(?P<name>[\w:@.-]+)(?:\s*=\s*(?P<value>{_QUOTED}|[^\s"'>]+))?""",
    re.DOTALL,
)
_LINKS = frozenset({"href", "src", "cite", "poster"})
# Known to browsers, but not to a release: the tag goes, its text stays.
_REMOVED = frozenset(
    {"html", "head", "body", "title", "meta", "link", "base", "noscript", "param", "style"}
    | {"form", "input", "button", "select", "option", "textarea", "label", "fieldset", "legend"}
    | {"output", "progress", "meter", "datalist", "dialog", "slot", "template", "portal"}
    | {"svg", "math", "canvas", "applet", "frame", "frameset", "map", "area", "marquee", "script"}
)
_FRAMES = frozenset({"iframe", "embed", "object"})
# Only change how text looks; the site leaves them out when it shows the text.
_HARMLESS = frozenset(
    {"font", "center", "big", "tt", "basefont", "nobr", "blink", "main", "picture"}
)
# What Markdown heeds; an underscore only where it does not stand between letters.
_MARKS = re.compile(r"[*`|\[\]\\]|(?<![^\W_])_|_(?![^\W_])")
_LIST_ITEM = re.compile(r"[ ]{0,3}(?:[*+-]|\d+[.)])[ \t]")
_STARTS_BLOCK = re.compile(r"[>#+\-=~:]")

_IN_ANGLES = re.compile(r"(<[^<>\n]*>)(\s++(?:\".*\"|'.*'))?", re.DOTALL)
_TITLE_STARTS = {mark: re.compile(rf"(?<!\s)\s++{mark}") for mark in "\"'"}

# No address is longer; what seems to be is an open parenthesis (RFC 9110 asks for 8,000 octets).
_LONGEST_LINK = 8000

WITHHELD = "\0withheld"
"""What `Resolve` gives for a link to a text that readers may not see: not even its address."""


class Resolve(Protocol):
    """Knows where the links of the old site lead now."""

    def __call__(self, link: str, at: Position, picture: bool) -> str | None:
        """The new form of a link; None if it leads nowhere; WITHHELD.

        `at` is its place in the source, `picture` says whether a picture is shown by it.
        """

    def hides(self, code: str) -> bool:
        """Whether code of the old site names a text that readers may not see."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A body as our Markdown, what to look at, and how much was tidied, by kind."""

    text: str
    notices: tuple[Notice, ...]
    tidied: Counter[str] = field(default_factory=Counter)


def converted(body: str, start: Position, resolve: Resolve, *, is_html: bool = False) -> Converted:
    """Convert a foreign body, which begins at `start`, into the Markdown of a release.

    Template code comes out as text; scripts, frames and forms are taken out; links
    are what `resolve` makes of them. Code is left as it is. Of a body that `is_html`
    only the tags and template code are heeded, and it stays HTML.
    """
    scanner = _Scanner(body, start, resolve, _HTML if is_html else _MARKDOWN)
    text = scanner.run()
    return Converted(text, tuple(scanner.notices), scanner.tidied)


class _Ahead:
    """Looks for what ends a span; no stretch of the text is searched twice for the same."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[re.Pattern[str], tuple[int, re.Match[str] | None]] = {}

    def first(self, pattern: re.Pattern[str], start: int) -> re.Match[str] | None:
        """The first place at or behind `start` where a pattern fits."""
        since, found = self._known.get(pattern, (len(self._text) + 1, None))
        if since > start or (found is not None and found.start() < start):
            found = pattern.search(self._text, start)
            self._known[pattern] = (start, found)
        return found

    def end_of_template(self, start: int) -> int | None:
        """Where template code that opens at `start` ends; None if it is none."""
        for opening, ends in _TEMPLATE_ENDS.items():
            if self._text.startswith(opening, start):
                found = self.first(ends, start + len(opening))
                if found is not None and found[0].endswith("}"):
                    return found.end()
        return None


class _Scanner:
    """Goes through a body once, from token to token."""

    def __init__(
        self, body: str, start: Position, resolve: Resolve, tokens: re.Pattern[str]
    ) -> None:
        self._body = body
        self._start = start
        self._resolve = resolve
        self._tokens = tokens
        self._ahead = _Ahead(body)
        self._out: list[str] = []
        self._brackets: list[int] = []
        self.notices: list[Notice] = []
        self.tidied: Counter[str] = Counter()
        self._closings_to_drop: Counter[str] = Counter()
        self._line_at = (0, 0, 0)

    def run(self) -> str:
        position = 0
        while found := self._tokens.search(self._body, position):
            self._out.append(self._body[position : found.start()])
            position = self._take(found)
        self._out.append(self._body[position:])
        return "".join(self._out)

    def _take(self, found: re.Match[str]) -> int:
        """Write what a token becomes; returns where to go on."""
        handled: int | None = getattr(self, f"_{found.lastgroup}")(found)
        return found.end() if handled is None else handled

    def _unended(self, found: re.Match[str]) -> int:
        """What something is that would be more if it ended."""
        other = _UNENDED.match(self._body, found.start())
        if other is not None:
            return self._take(other)
        self._out.append(self._body[found.start()])
        return found.start() + 1

    def _through(self, found: re.Match[str], end: int) -> int:
        """Keep what stands from a token's beginning to `end`."""
        self._out.append(self._body[found.start() : end])
        return end

    def _at(self, offset: int) -> Position:
        """The place in the source of an offset in the body; offsets only grow."""
        seen, line, begins = self._line_at
        if lines := self._body.count("\n", seen, offset):
            line, begins = line + lines, self._body.rfind("\n", seen, offset) + 1
        self._line_at = (offset, line, begins)
        return Position(self._start.file, self._start.line + line, offset - begins + 1)

    def _notice(self, code: str, offset: int, **facts: str) -> None:
        self.notices.append(Notice(code, self._at(offset), facts))

    def _keep(self, found: re.Match[str]) -> None:
        self._out.append(found[0])

    _code = _auto = _keep

    def _fence(self, found: re.Match[str]) -> int:
        """Code between fences; the second is no shorter than the first."""
        mark = found["mark"]
        closing = self._ahead.first(_fence_end(mark[0], len(mark)), found.end())
        return self._unended(found) if closing is None else self._through(found, closing.end())

    def _comment(self, found: re.Match[str]) -> int:
        closing = self._ahead.first(_COMMENT_END, found.end())
        return self._unended(found) if closing is None else self._through(found, closing.end())

    def _escaped(self, found: re.Match[str]) -> None:
        # A backslash does not keep Python-Markdown from reading a tag.
        self._out.append("&lt;" if found[0] == "\\<" else found[0])

    def _indented(self, found: re.Match[str]) -> int | None:
        """A block of code, unless it goes on a paragraph or a list."""
        start = found.start()
        block = _CODE_BLOCK.match(self._body, start) if start in self._code_starts else None
        if block is None:
            self._out.append(found[0][:-1])
            return found.end() - 1
        return self._through(found, start + len(block[0].rstrip()))

    @cached_property
    def _code_starts(self) -> frozenset[int]:
        """Where indented blocks of code begin: behind a blank line, and in no list."""
        starts = set()
        position, blank, begun, in_list = 0, True, False, False
        for line in self._body.splitlines(keepends=True):
            indented = line.startswith(("    ", "\t"))
            if not line.strip():
                # A line of spaces is none: HTML that is set in has them between its tags.
                blank = line == "\n" or not begun
            elif indented and blank and not in_list:
                starts.add(position)
            if line.strip():
                item = _LIST_ITEM.match(line.lstrip() if indented else line)
                in_list = bool(item) or (in_list and indented)
                blank, begun = False, True
            position += len(line)
        return frozenset(starts)

    def _more(self, found: re.Match[str]) -> None:
        self.tidied["more"] += 1

    def _attributes(self, found: re.Match[str]) -> None:
        self.tidied["attributes"] += 1

    def _script(self, found: re.Match[str]) -> int:
        kind = found["kind"].lower()
        opened = self._ahead.first(_TAG_END, found.end())
        closing = opened and self._ahead.first(_SCRIPT_ENDS[kind], opened.end())
        if not closing:
            return self._unended(found)
        self._notice("removed", found.start(), tag=kind)
        return closing.end()

    def _template(self, found: re.Match[str]) -> int:
        end = self._ahead.end_of_template(found.start())
        if end is None:
            return self._unended(found)
        code = self._body[found.start() : end]
        if self._resolve.hides(code):
            self._notice("link_withheld", found.start(), link=_short(code))
            return end
        self._notice("template", found.start(), written=_short(code))
        text = as_text(code)
        # Behind other markup, and at the end of a heading, a brace opens a list of attributes.
        if code.startswith("{%") or self._body[found.start() - 1 : found.start()] in tuple(_ENDS):
            text = f"&#123;{text[1:]}"
        self._out.append(text)
        return end

    def _brace(self, found: re.Match[str]) -> None:
        self._out.append("&#123;")

    def _less(self, found: re.Match[str]) -> None:
        self._out.append("&lt;")

    def _tag(self, found: re.Match[str]) -> int | None:
        name = found["name"].lower()
        closing = found[0].startswith("</")
        if name in _FRAMES or (name == "param" and self._closings_to_drop["object"]):
            self._frame(found, name, closing)
        elif name in _REMOVED:
            if not closing:
                self._notice("removed", found.start(), tag=name)
        elif name not in ALLOWED_TAGS and name not in _HARMLESS:
            self._out.append("&lt;")
            return found.start() + 1
        elif closing:
            self._out.append(found[0])
        elif name == "img":
            self._html_picture(found)
        else:
            self._out.append(self._cleaned(found))
        return None

    def _frame(self, found: re.Match[str], name: str, closing: bool) -> None:
        """A page shown inside the page becomes a link to it."""
        if closing:
            return
        values = _attributes_of(found[0])
        address = values.get("src") or values.get("data") or ""
        if address.startswith("//"):
            address = f"https:{address}"
        self._notice("frame", found.start(), link=address)
        if address.startswith(("http://", "https://")):
            title = html.escape(html.unescape(values.get("title", "") or address), quote=False)
            self._out.append(f'<a href="{html.escape(html.unescape(address))}">{title}</a>')
        else:
            self._out.append(as_text(address))

    def _html_picture(self, found: re.Match[str]) -> None:
        values = _attributes_of(found[0])
        link = html.unescape(values.get("src", "")).strip()
        new = self._resolve(link, self._at(found.start()), True) if link else ""
        if new is None or new == WITHHELD:
            shown = html.escape(html.unescape(values.get("alt", "")), quote=False)
            address = f" ({as_text(link)})" if new is None else ""
            self._out.append(f"{shown}{address}".strip())
        elif _no_picture(new):
            shown = html.escape(html.unescape(values.get("alt", "") or link), quote=False)
            self._out.append(f'<a href="{html.escape(new[1:])}">{shown}</a>')
        else:
            self._out.append(self._cleaned(found))

    def _cleaned(self, found: re.Match[str]) -> str:
        """A tag without event handlers, its links leading where they lead now."""

        def attribute(part: re.Match[str]) -> str:
            name = part["name"].lower()
            if name.startswith("on") and part["value"] is not None:
                self._notice("removed", found.start(), tag=name)
                return ""
            if name not in _LINKS or part["value"] is None:
                return part[0]
            link = html.unescape(part["value"].strip("\"'")).strip()
            new = self._resolve(link, self._at(found.start()), False)
            if new == link:
                return part[0]
            if new == WITHHELD:
                return ""
            if new is None:
                return f'{part["space"]}data-{name}="{html.escape(link)}"'
            return f'{part["space"]}{name}="{html.escape(new.lstrip("!"))}"'

        return _HTML_ATTRIBUTE.sub(attribute, found[0])

    def _open(self, found: re.Match[str]) -> None:
        self._brackets.append(len(self._out))
        self._out.append(found[0])

    def _close(self, found: re.Match[str]) -> None:
        if self._brackets:
            self._brackets.pop()
        self._out.append("]")

    def _link(self, found: re.Match[str]) -> int:
        opened = self._brackets.pop() if self._brackets else None
        end = self._ends_of_targets.get(found.end() - 1)
        if opened is None or end is None or end - found.end() > _LONGEST_LINK:
            self._out.append("]&#40;")
            return found.end()
        link, title = _link_and_title(self._body[found.end() : end])
        self._write_link(found, opened, link, title)
        return end + 1

    @cached_property
    def _ends_of_targets(self) -> dict[int, int]:
        """For every open parenthesis that is closed on its line, where."""
        ends: dict[int, int] = {}
        opened: list[int] = []
        position = 0
        while found := _IN_TARGET.search(self._body, position):
            position = found.end()
            if found[0] == "\n":
                opened.clear()
            elif found[0] == "(":
                opened.append(found.start())
            elif found[0] == ")" and opened:
                ends[opened.pop()] = found.start()
            elif found[0].startswith("{"):
                position = self._ahead.end_of_template(found.start()) or found.start() + 1
        return ends

    def _write_link(self, found: re.Match[str], opened: int, link: str, title: str) -> None:
        bare = link[1:-1] if link.startswith("<") and link.endswith(">") else link
        picture = self._out[opened] == "!["
        new = self._resolve(html.unescape(bare), self._at(found.start()), picture)
        if new == WITHHELD:
            self._out[opened] = ""
        elif new is None:
            self._out[opened] = ""
            self._out.append(f" ({as_text(bare)}{html.escape(title, quote=False)})")
        elif _no_picture(new):
            self._out[opened] = "["
            if not "".join(self._out[opened + 1 :]).strip():
                self._out.append(as_text(bare.rpartition("/")[2] or bare))
            self._out.append(f"]({_in_parentheses(new[1:])}{title})")
        else:
            written = link if new == html.unescape(bare) else _in_parentheses(new)
            self._out.append(f"]({written}{title})")

    def _definition(self, found: re.Match[str]) -> None:
        link = found["defined"].strip("<>")
        new = self._resolve(html.unescape(link), self._at(found.start()), False)
        before = found[0][: found.start("defined") - found.start()]
        if new == html.unescape(link):
            self._out.append(found[0])
        elif new == WITHHELD:
            self._out.append("")
        elif new is None:
            self._out.append(as_text(found[0]))
        else:
            self._out.append(before + new.lstrip("!"))


def shown_text(body: str) -> str:
    """What is left of a body without tags, comments, scripts and attributes."""
    ahead, left, position = _Ahead(body), [], 0
    while found := _UNSHOWN.search(body, position):
        left.append(body[position : found.start()])
        end: re.Match[str] | None = found
        if found[0] == "<!--":
            end = ahead.first(_COMMENT_END, found.end())
        elif found["kind"]:
            end = ahead.first(_SCRIPT_ENDS[found["kind"].lower()], found.end())
        position = found.start() + 1 if end is None else end.end()
    return "".join([*left, body[position:]]).strip()


@cache
def _fence_end(mark: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^{mark}{{{length},}}+[`~]*+[ \t]*$", re.MULTILINE)


def as_text(code: str) -> str:
    """Code in a form that Markdown and HTML both show as it was written."""
    text = _MARKS.sub(_entity, without_tags(code))
    first, *others = text.split("\n")
    lines = (line.lstrip() for line in others)
    return "\n".join([first, *(_STARTS_BLOCK.sub(_entity, line[:1]) + line[1:] for line in lines)])


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _link_and_title(written: str) -> tuple[str, str]:
    """What stands in a link's parentheses: the link, and the title with the space before it."""
    written = written.strip()
    if found := _IN_ANGLES.fullmatch(written):
        return found[1], found[2] or ""
    mark = written[-1:]
    if mark in _TITLE_STARTS:
        # Quotation marks in template code are its own.
        behind = max(written.rfind("}}"), written.rfind("%}"), -2) + 2
        found = _TITLE_STARTS[mark].search(written, behind)
        if found is not None and found.end() < len(written):
            return written[: found.start()], written[found.start() :]
    return written, ""


def _no_picture(link: str) -> bool:
    """Whether what was a picture can only be linked: `resolve` puts a mark before such a link."""
    return link.startswith("!")


def _in_parentheses(link: str) -> str:
    """A link as it may stand in Markdown's parentheses."""
    return link.replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _attributes_of(tag: str) -> dict[str, str]:
    return {
        part["name"].lower(): (part["value"] or "").strip("\"'")
        for part in _HTML_ATTRIBUTE.finditer(tag)
    }


def _short(code: str) -> str:
    one_line = " ".join(code.split())
    return one_line if len(one_line) <= 60 else f"{one_line[:59]}…"
