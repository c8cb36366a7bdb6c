"""Foreign markup turned into the Markdown of a release."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from newsroom.migration.notices import Notice
from newsroom.problems import Position
from newsroom.sources.body import ALLOWED_TAGS

# A token of a template language does not cross a blank line.
_IN = r"(?:(?!\n[ \t]*\n)(?!\{\{).)*?"
_TEMPLATE = rf"\{{\{{[<%]{_IN}[>%]\}}\}}|\{{%{_IN}%\}}|\{{\{{{_IN}\}}\}}"
# Atomic throughout: an unclosed quotation mark must not cost more than one look at the text.
_QUOTED = r"""(?>"(?>{{[<%].*?[>%]}}|[^"])*+"|'[^']*+')"""
_ATTRIBUTE = rf"""(?>{_QUOTED}|{{{{.*?}}}}|[^<>"'])*+"""
_TOKEN = re.compile(
    # What a token begins with; nearly all of a text is passed over by this line alone.
    r"(?=[`~<{\\\[\]!]|^[ \t])(?:"
    r"(?P<fence>^(?P<mark>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?(?P=mark)[`~]*[ \t]*$)"
    r"|(?P<indented>^(?: {4}|\t)[ \t]*\S)"
    r"|(?P<code>(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<more><!--\s*more\s*-->[ \t]*)"
    r"|(?P<comment><!--(?:(?!-->).)*-->)"
    r"|(?P<script><(?P<kind>script|style)\b[^>]*>.*?</(?P=kind)\s*>)"
    rf"|(?P<template>{_TEMPLATE})"
    r"|(?P<attributes>\{:(?:[ \t]*(?:[.#][\w-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[\w-]+)"
    r"|:[\w-]+))+[ \t]*\}|\{:[ \t]*(?:toc|no_toc)[ \t]*\})"
    r"|(?P<brace>(?<=[*_`)\]>~])\{(?![#.:]))"
    r"|(?P<auto><(?:https?://[^<>\s]*|[^<>\s@]+@[^<>\s@]+)>)"
    rf"|(?P<tag></?(?P<name>[A-Za-z][\w:-]*)(?=[\s/>]){_ATTRIBUTE}>)"
    r"|(?P<less><(?=[A-Za-z/!?]))"
    r"|(?P<escaped>\\[^\n])"
    r"|(?P<definition>^[ ]{0,3}\[(?!\^)[^\[\]<>\n]+\]:[ \t]*(?P<defined>\S+))"
    r"|(?P<open>!?\[)"
    r"|(?P<link>\]\()"
    r"|(?P<close>\]))",
    re.MULTILINE | re.DOTALL,
)
_ENDS = "*_`)]>~"
_TEMPLATE_HERE = re.compile(_TEMPLATE, re.DOTALL)
_TITLED = re.compile(
    rf"\s*(?P<link><[^<>\n]*>|(?>{_TEMPLATE}|.)*?)(?P<title>\s+(?:\"[^\n]*\"|'[^\n]*'))?\s*",
    re.DOTALL,
)
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
# What HTML and Markdown heed; an underscore only where it does not stand between letters.
TAG = re.compile(r"<(?=[A-Za-z/!?])")
ENTITY = re.compile(r"&(?=#?\w+;)")
_MARKS = re.compile(r"[*`|\[\]\\]|(?<![^\W_])_|_(?![^\W_])")
_LIST_ITEM = re.compile(r"[ ]{0,3}(?:[*+-]|\d+[.)])[ \t]")
_STARTS_BLOCK = re.compile(r"[>#+\-=~:]")

# No address is longer; what seems to be is an open parenthesis (RFC 9110 asks for 8,000 octets).
_LONGEST_LINK = 8000

Resolve = Callable[[str, Position, bool], "str | None"]
"""Where a link leads now: its new form, or None if nowhere. Gets the link, its place in
the source, and whether a picture is shown by it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A body as our Markdown, what to look at, and how much was tidied, by kind."""

    text: str
    notices: tuple[Notice, ...]
    tidied: Counter[str] = field(default_factory=Counter)


def turned(body: str, start: Position, resolve: Resolve) -> Turned:
    """Turn a foreign body, which begins at `start`, into the Markdown of a release.

    Template code comes out as text; scripts, frames and forms are taken out; links
    are what `resolve` makes of them. Code is left as it is.
    """
    scanner = _Scanner(body, start, resolve)
    text = scanner.run()
    return Turned(text, tuple(scanner.notices), scanner.tidied)


class _Scanner:
    """Goes through a body once, from token to token."""

    def __init__(self, body: str, start: Position, resolve: Resolve) -> None:
        self._body = body
        self._start = start
        self._resolve = resolve
        self._out: list[str] = []
        self._brackets: list[int] = []
        self.notices: list[Notice] = []
        self.tidied: Counter[str] = Counter()
        self._closings_to_drop: Counter[str] = Counter()
        self._line_at = (0, 0)

    def run(self) -> str:
        position = 0
        while found := _TOKEN.search(self._body, position):
            self._out.append(self._body[position : found.start()])
            position = self._take(found)
        self._out.append(self._body[position:])
        return "".join(self._out)

    def _take(self, found: re.Match[str]) -> int:
        """Write what a token becomes; returns where to go on."""
        kind = next(kind for kind in _KINDS if found[kind] is not None)
        handled: int | None = getattr(self, f"_{kind}")(found)
        return found.end() if handled is None else handled

    def _at(self, offset: int) -> Position:
        """The place in the source of an offset in the body; offsets only grow."""
        seen, line = self._line_at
        line += self._body.count("\n", seen, offset)
        self._line_at = (offset, line)
        column = offset - self._body.rfind("\n", 0, offset)
        return Position(self._start.file, self._start.line + line, column)

    def _notice(self, code: str, offset: int, **facts: str) -> None:
        self.notices.append(Notice(code, self._at(offset), facts))

    def _keep(self, found: re.Match[str]) -> None:
        self._out.append(found[0])

    _fence = _code = _comment = _auto = _keep

    def _escaped(self, found: re.Match[str]) -> None:
        # A backslash does not keep Python-Markdown from reading a tag.
        self._out.append("&lt;" if found[0] == "\\<" else found[0])

    def _indented(self, found: re.Match[str]) -> int | None:
        """A block of code, unless it goes on a paragraph or a list."""
        start = found.start()
        if not _follows_blank_line(self._body, start) or _in_list(self._body, start):
            self._out.append(found[0][:-1])
            return found.end() - 1
        end = start
        for line in self._body[start:].splitlines(keepends=True):
            if line.strip() and not line.startswith(("    ", "\t")):
                break
            end += len(line)
        block = self._body[start:end]
        end = start + len(block.rstrip())
        self._out.append(self._body[start:end])
        return end

    def _more(self, found: re.Match[str]) -> None:
        self.tidied["more"] += 1

    def _attributes(self, found: re.Match[str]) -> None:
        self.tidied["attributes"] += 1

    def _script(self, found: re.Match[str]) -> None:
        self._notice("removed", found.start(), tag=found["kind"].lower())

    def _template(self, found: re.Match[str]) -> None:
        self._notice("template", found.start(), written=_short(found[0]))
        text = as_text(found[0])
        # Behind other markup, and at the end of a heading, a brace opens a list of attributes.
        if found[0].startswith("{%") or self._body[: found.start()][-1:] in tuple(_ENDS):
            text = f"&#123;{text[1:]}"
        self._out.append(text)

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
        if new is None:
            shown = html.escape(html.unescape(values.get("alt", "")), quote=False)
            self._out.append(f"{shown} ({as_text(link)})".strip())
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
        end = _end_of_target(self._body, found.end())
        if opened is None or end is None:
            self._out.append("]&#40;")
            return found.end()
        parts = _TITLED.fullmatch(self._body[found.end() : end])
        assert parts is not None  # everything in it is optional
        self._write_link(found, opened, parts["link"], parts["title"] or "")
        return end + 1

    def _write_link(self, found: re.Match[str], opened: int, link: str, title: str) -> None:
        bare = link[1:-1] if link.startswith("<") and link.endswith(">") else link
        picture = self._out[opened] == "!["
        new = self._resolve(html.unescape(bare), self._at(found.start()), picture)
        if new is None:
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
        elif new is None:
            self._out.append(as_text(found[0]))
        else:
            self._out.append(before + new.lstrip("!"))


_KINDS = (
    "fence",
    "indented",
    "code",
    "more",
    "comment",
    "script",
    "template",
    "attributes",
    "brace",
    "auto",
    "tag",
    "less",
    "escaped",
    "definition",
    "open",
    "link",
    "close",
)


def as_text(code: str) -> str:
    """Code in a form that Markdown and HTML both show as it was written."""
    text = TAG.sub("&lt;", ENTITY.sub("&amp;", code))
    text = _MARKS.sub(_entity, text)
    first, *others = text.split("\n")
    lines = (line.lstrip() for line in others)
    return "\n".join([first, *(_STARTS_BLOCK.sub(_entity, line[:1]) + line[1:] for line in lines)])


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _end_of_target(body: str, start: int) -> int | None:
    """Where the parenthesis of a link closes; None if it does not on its line."""
    depth, position = 0, start
    while position < min(len(body), start + _LONGEST_LINK):
        mark = body[position]
        if mark == "{" and (template := _TEMPLATE_HERE.match(body, position)):
            position = template.end()
            continue
        if mark == "\n" or (mark == ")" and depth == 0):
            return position if mark == ")" else None
        depth += (mark == "(") - (mark == ")")
        position += 2 if mark == "\\" else 1
    return None


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


def _follows_blank_line(body: str, start: int) -> bool:
    before = body[:start].rstrip(" \t")
    return not before or before.endswith("\n\n") or before.rstrip("\n \t") == ""


def _in_list(body: str, start: int) -> bool:
    """Whether the last line before that is not indented opens an item of a list."""
    for line in _lines_before(body, start):
        if line.strip() and not line.startswith(("    ", "\t")):
            return bool(_LIST_ITEM.match(line))
        if line.strip() and _LIST_ITEM.match(line.lstrip()):
            return True
    return False


def _lines_before(body: str, start: int) -> Iterator[str]:
    end = start - 1
    while end > 0:
        begin = body.rfind("\n", 0, end) + 1
        yield body[begin:end]
        end = begin - 1
