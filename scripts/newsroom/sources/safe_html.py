"""Take out of HTML whatever acts, hides or dresses up as the site, and tell what was taken out.

A text is only to be read. Scripts, event handlers, styles, forms, frames of hosts that
nobody has vouched for, and addresses that are not of the web would let one file deface
the whole site. The option `html` of mkdocs.yml allows frames of named hosts; with
`trusted` it lets everything through.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from string import ascii_lowercase

import nh3

from newsroom.settings import Html
from newsroom.sources.markdown_text import CODE

# Files of the writer's own computer: "file:///", "C:\\".
LOCAL_SCHEMES = frozenset({"file", *ascii_lowercase})
WEB_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
OWN_SCHEME = "newsroom"
"""Of a link into the site that is not closed yet; only this program writes it."""

LINK_ATTRIBUTES = frozenset({"href", "src", "cite", "poster"})
ALLOWED_TAGS = nh3.ALLOWED_TAGS | {"audio", "video", "source"}
_ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "*": {"class", "id", "title", "lang", "dir", "role", "open"},
    "a": {"href", "hreflang", "download"},
    "img": {"src", "alt", "width", "height", "loading"},
    "audio": {"src", "controls"},
    "video": {"src", "controls", "poster", "width", "height"},
    "source": {"src", "type"},
    "td": {"style", "colspan", "rowspan", "headers"},
    "th": {"style", "colspan", "rowspan", "headers", "scope"},
    "ol": {"start", "reversed"},
}
_STYLES = {"text-align"}
# How the classes and ids of the site's own templates begin.
_OWN_NAMES = "nr-"
_FRAME = {"src", "title", "width", "height", "allowfullscreen"}
_FRAME_SET = {"loading": "lazy", "referrerpolicy": "strict-origin-when-cross-origin"}
# As nh3 writes a frame; what stands in one is shown by no browser.
_WHOLE_FRAME = re.compile(
    r'<iframe(?P<attributes>(?:\s[\w-]+="[^"]*")*)>.*?</iframe>', re.DOTALL | re.IGNORECASE
)
# What Markdown itself writes. An address that begins otherwise, or in disguise, is looked at.
_ORDINARY = "a|abbr|blockquote|br|code|dd|div|dl|dt|em|h[1-6]|hr|img|li|ol|p|pre|span|strong|sup"
_UNUSUAL = re.compile(
    rf"<(?!(?:{_ORDINARY}|table|tbody|td|th|thead|tr|ul)[\s/>])[A-Za-z]"
    r'|\s(?:href|src)="(?!https?:|mailto:|tel:)[^"/?]*[:&]'
)
_LINK = re.compile(r"<a>|<a\s[^<>]*>|</a>")
_CODE = re.compile(CODE, re.MULTILINE)
# An address whose host is the same to every browser: no name of a user, no backslash, no port.
_FRAMED = re.compile(r"https://([a-z0-9.-]+)(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_UNSEEN_IN_SCHEME = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*")
# Pictures and formulas in HTML's own languages: told once, not for each of their parts.
_FOREIGN = frozenset({"svg", "math"})
_MOST_TOLD = 50

KeepLink = Callable[[str], str | None]
"""Gets an address and gives the one to write; None leaves it out."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out of a text, by the rule that tells of it (`html_…`).

    `name` is the element, attribute or address, `tag` the element that bore it, `offset`
    where it stands in the text, -1 if it is not written there as it came out.
    """

    code: str
    name: str
    tag: str
    offset: int


class Sanitizer:
    """Makes HTML safe by the options of a site."""

    def __init__(self, options: Html) -> None:
        self._options = options
        self._tags = set(ALLOWED_TAGS)
        self._attributes = {tag: set(names) for tag, names in _ATTRIBUTES.items()}
        self._set: dict[str, dict[str, str]] = {}
        if options.frames:
            self._tags.add("iframe")
            self._attributes["iframe"] = _FRAME
            self._set["iframe"] = _FRAME_SET

    def clean(self, raw: str, keep_link: KeepLink | None = None) -> str:
        """The HTML with nothing in it that does more than to be read; all if trusted, but comments.

        `keep_link` gets the address of every link and picture that is left; then those
        of the writer's own computer pass as well, to be told by whoever asks.
        """
        if self._options.trusted:
            untold = keep_link is None and "<!--" not in raw
            return raw if untold else _relinked(raw, keep_link or str)

        def keep(tag: str, attribute: str, value: str) -> str | None:
            if attribute not in LINK_ATTRIBUTES:
                return _undressed(attribute, value)
            if tag == "iframe":
                return value if self._may_frame(value) else None
            kept = value if keep_link is None else keep_link(value)
            return kept if _may_lead(value) else None

        own = set() if keep_link is None else {*LOCAL_SCHEMES, OWN_SCHEME}
        safe = nh3.clean(
            raw,
            tags=self._tags,
            attributes=self._attributes,
            attribute_filter=keep,
            url_schemes={*WEB_SCHEMES, *own},
            filter_style_properties=_STYLES,
            set_tag_attribute_values=self._set,
            link_rel=None,
        )
        safe = _without_empty_links(safe) if "<a>" in safe else safe
        return _WHOLE_FRAME.sub(_frame, safe) if self._options.frames else safe

    def removed(self, raw: str, text: str) -> tuple[Removed, ...]:
        """What `clean` takes out of the HTML that `text`, which is Markdown, came to."""
        if self._options.trusted:
            return ()
        if "<" not in text and "{" not in text and _UNUSUAL.search(raw) is None:
            return ()
        look = _Look(self)
        look.feed(raw)
        look.close()
        return tuple(_placed(look.found[:_MOST_TOLD], text)) if look.found else ()

    def _may_frame(self, address: str) -> bool:
        host = _FRAMED.fullmatch(address)
        return host is not None and host[1].lower() in self._options.frames

    def faults(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> Iterator[tuple[str, str]]:
        """Rule and name of whatever is taken out of an element, or of the element itself."""
        values = {name: value or "" for name, value in attributes}
        if tag == "iframe" and not self._may_frame(values.get("src", "")):
            yield "html_frame", values.get("src", "")
        elif tag not in self._tags:
            yield "html_element", tag
        else:
            allowed = self._attributes["*"] | self._attributes.get(tag, set())
            for name, value in values.items():
                if (
                    name not in allowed
                    or (name == "style" and not _only_aligns(value))
                    or _undressed(name, value) != value
                ):
                    yield "html_attribute", name
                elif name in LINK_ATTRIBUTES and not _may_lead(value):
                    yield "html_link", value


@dataclass
class _Look(HTMLParser):
    """Looks at every element as a browser would meet it."""

    rules: Sanitizer
    found: list[tuple[str, str, str]] = field(default_factory=list)
    inside: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside or len(self.found) >= _MOST_TOLD:
            return
        self.found += [(code, name, tag) for code, name in self.rules.faults(tag, attrs)]
        if tag in _FOREIGN:
            self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""


def _placed(found: list[tuple[str, str, str]], text: str) -> Iterator[Removed]:
    """Where each of them stands in the text, samples of code passed over."""
    prose = _CODE.sub(lambda code: " " * len(code[0]), text)
    behind: defaultdict[tuple[str, str], int] = defaultdict(int)
    for code, name, tag in found:
        start = behind[code, name]
        match = re.compile(_written(code, name, tag), re.IGNORECASE).search(prose, start)
        if match is None:  # an address in disguise is told where its element stands
            match = re.compile(rf"<{re.escape(tag)}\b", re.IGNORECASE).search(prose, start)
        if match is not None:
            behind[code, name] = match.end()
        yield Removed(code, name, tag, match.start() if match else -1)


def _written(code: str, name: str, tag: str) -> str:
    """A pattern for the way it was written."""
    if code in ("html_element", "html_frame"):
        return rf"<{re.escape(tag)}\b"
    if code == "html_attribute":
        return rf"(?<![\w-]){re.escape(name)}\b"
    return f"{re.escape(name)}|{re.escape(html.escape(name))}"


def _undressed(attribute: str, value: str) -> str | None:
    """The value of an attribute without what makes an element look, or be told, as the site's own.

    Of roles those for footnotes and the like stay (DPUB-ARIA), which say what a text is.
    """
    if attribute == "role":
        return value if value.startswith("doc-") else None
    if attribute in ("class", "id") and _OWN_NAMES in value:
        return " ".join(n for n in value.split() if not n.startswith(_OWN_NAMES)) or None
    return value


def _only_aligns(style: str) -> bool:
    names = (part.partition(":")[0].strip().casefold() for part in style.split(";"))
    return all(name in _STYLES for name in names if name)


def _may_lead(address: str) -> bool:
    """Whether an address is of the web, or of the writer's computer, which a check refuses."""
    scheme, colon, _ = _UNSEEN_IN_SCHEME.sub("", address).casefold().partition(":")
    if not colon or not _SCHEME.fullmatch(scheme):
        return True
    return scheme in WEB_SCHEMES or scheme in LOCAL_SCHEMES


def _frame(found: re.Match[str]) -> str:
    """A frame with an address, empty; one that has lost its address is left out."""
    attributes = found["attributes"]
    # Within a value a quotation mark stands escaped.
    return f"<iframe{attributes}></iframe>" if ' src="' in attributes else ""


def _without_empty_links(safe: str) -> str:
    """Leave of links that have lost their address, and are nothing else, what they stood around."""
    are_empty: list[bool] = []

    def kept(found: re.Match[str]) -> str:
        if found[0] != "</a>":
            are_empty.append(found[0] == "<a>")
            return "" if are_empty[-1] else found[0]
        return "" if are_empty and are_empty.pop() else found[0]

    return _LINK.sub(kept, safe)


def _relinked(raw: str, keep_link: KeepLink) -> str:
    """HTML as it is, but for comments, and the addresses of its links and pictures."""
    writer = _Relinker(keep_link)
    writer.feed(raw)
    writer.close()
    return "".join(writer.out)


class _Relinker(HTMLParser):
    """Writes down what it reads, as it stands, with other addresses and without comments."""

    def __init__(self, keep_link: KeepLink) -> None:
        super().__init__(convert_charrefs=False)
        self._keep = keep_link
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or ""
        if not any(name in LINK_ATTRIBUTES and value for name, value in attrs):
            self.out.append(written)
            return
        kept = []
        for name, value in attrs:
            new = self._keep(value) if name in LINK_ATTRIBUTES and value else value
            if new is not None:
                kept.append(f' {name}="{html.escape(new)}"')
            elif value is None:
                kept.append(f" {name}")
        self.out.append(f"<{tag}{''.join(kept)}{' /' if written.endswith('/>') else ''}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """A note of the desk, which is for no reader."""

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.out.append(f"<?{data}>")
