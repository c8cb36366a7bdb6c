"""HTML, of a web page, an e-mail or a word processor, as the blocks of a manuscript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from newsroom import limits
from newsroom.intake.manuscript import PICTURE_SCHEME, Block, Kind
from newsroom.intake.readers import footnotes
from newsroom.intake.readers.decoding import bounded
from newsroom.sources.html_as_markdown import HtmlAsMarkdown
from newsroom.sources.markdown_text import clean, one_line

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset({*_HEADINGS, "p", "ul", "ol", "table", "blockquote", "pre", "hr", "figure"})
_WRAPPERS = frozenset(
    {"div", "section", "article", "main", "header", "footer", "body", "html", "center", "address",
     "form", "details", "summary"}
)  # fmt: skip
_TAGS = (nh3.ALLOWED_TAGS | {"main", "section", "font", "body"}) - {"map", "area"}
_ATTRIBUTES = {
    "a": {"href", "id", "class", "role"},
    "img": {"src", "alt"},
    "p": {"class"},
    "li": {"id"},
    "section": {"class", "role"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_SCHEMES = {"http", "https", "mailto", "tel", PICTURE_SCHEME.rstrip(":")}
# Elements that must be closed; others, such as <p> and <li>, may stay open without harm.
_TAG = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|nav|header|footer|table|ul|ol|dl|blockquote|"
    r"font|center|b|i|u|s|em|strong|a|small|big|sub|sup|form|fieldset|details|figure|pre|code)\b",
    re.IGNORECASE,
)
_MAY_STAY_OPEN = re.compile(r"<(/?)(?:p|li|td|th|tr|dt|dd|option)\b", re.IGNORECASE)
_FONT_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)(pt|px|em|rem|%)", re.IGNORECASE)
_LARGE_FROM = {"pt": 14, "px": 19, "em": 1.2, "rem": 1.2, "%": 120}
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3"})
_TOO_MANY_LINES = re.compile(r"\n{3,}")


def blocks_of(html: str, picture: Callable[[str, str], str | None]) -> tuple[Block, ...]:
    """The blocks of an HTML document or fragment, scripts and hidden parts left out.

    `picture` is given the address and the description of each picture and returns the
    address to write (`picture:0`), or None to leave the picture out.
    """
    raw = soup_of(html)
    for image in raw.find_all("img"):
        address = picture(str(image.get("src") or ""), str(image.get("alt") or ""))
        if address is None:
            image.decompose()
        else:
            image["src"] = address
    _mark_larger(raw)
    safe = nh3.clean(
        str(raw), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None
    )
    soup = BeautifulSoup(safe, "html.parser")
    bounded(soup.get_text())
    notes = footnotes.taken_from(soup)
    for link in soup.find_all("a", href=re.compile("^#")):
        link.unwrap()  # the place it leads to has no name in a release
    found = [block for block in _flat(soup, soup) if block.text.strip() or block.kind is Kind.OTHER]
    return tuple(footnotes.told_in(block) for block in [*found, *_note_blocks(notes)])


def _mark_larger(soup: BeautifulSoup) -> None:
    """Give paragraphs that are wholly in larger type the class that says so."""
    said: dict[int, str] = {}
    for tag in soup.find_all(True):
        if not _is_larger(tag):
            continue
        paragraph = tag if tag.name == "p" else tag.find_parent("p")
        if paragraph is None:
            continue
        if id(paragraph) not in said:
            said[id(paragraph)] = one_line(paragraph.get_text())
        if said[id(paragraph)] == one_line(tag.get_text()):
            paragraph["class"] = "larger"


def _is_larger(tag: Tag) -> bool:
    if tag.name == "big" or (tag.name == "font" and str(tag.get("size") or "") in _LARGE):
        return True
    size = _FONT_SIZE.search(str(tag.get("style") or ""))
    return size is not None and float(size[1]) >= _LARGE_FROM[size[2].lower()]


def soup_of(html: str) -> BeautifulSoup:
    """HTML, parsed. Raises ValueError if it has more elements, or deeper ones, than any page."""
    if html.count("<") > limits.ELEMENTS:
        raise ValueError("too many elements")
    for tags, most in ((_TAG, limits.DEPTH), (_MAY_STAY_OPEN, limits.LEFT_OPEN)):
        depth = 0
        for tag in tags.finditer(html):
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > most:
                raise ValueError("nested too deep")
    return BeautifulSoup(html, "html.parser")


def text_of(tag: Tag) -> str:
    """What a tag says; `<br>` is a line feed, all other white space one space."""
    parts = []
    for piece in tag.descendants:
        if isinstance(piece, Tag) and piece.name in ("br", "li", "tr", "p"):
            parts.append("\n")
        elif isinstance(piece, NavigableString):
            parts.append(re.sub(r"\s+", " ", clean(str(piece))))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(parent: Tag, soup: BeautifulSoup) -> Iterator[Block]:
    """Blocks in order; runs of text between them are paragraphs."""
    run: list[Tag | NavigableString] = []
    for child in list(parent.children):
        if isinstance(child, Tag) and (child.name in _BLOCKS or _wraps(child)):
            yield from _paragraphs(run, soup)
            run = []
            yield from _flat(child, soup) if child.name not in _BLOCKS else _block(child, soup)
        elif isinstance(child, Tag | NavigableString):
            run.append(child)
    yield from _paragraphs(run, soup)


def _wraps(tag: Tag) -> bool:
    """Whether a tag is a box for blocks, or holds some although it should not."""
    return tag.name in _WRAPPERS or tag.find(list(_BLOCKS | _WRAPPERS)) is not None


def _paragraphs(run: list[Tag | NavigableString], soup: BeautifulSoup) -> Iterator[Block]:
    """A run of inline text; two line breaks part paragraphs."""
    paragraph = soup.new_tag("p")
    breaks = 0
    for piece in run:
        piece.extract()  # breaks, too: each of the others would be sought behind all that are left
        if isinstance(piece, Tag) and piece.name == "br":
            breaks += 1
            continue
        if str(piece).strip():
            if breaks > 1:
                yield from _block(paragraph, soup)
                paragraph = soup.new_tag("p")
            elif breaks and paragraph.contents:
                paragraph.append(soup.new_tag("br"))
            breaks = 0
        paragraph.append(piece)
    yield from _block(paragraph, soup)


def _block(tag: Tag, soup: BeautifulSoup) -> Iterator[Block]:
    """The block or blocks that a tag is."""
    if tag.name in ("p", "figure") and _parted(tag):
        yield from _paragraphs(
            [c for c in tag.children if isinstance(c, Tag | NavigableString)], soup
        )
        return
    text = text_of(tag)
    if tag.name == "hr":
        return
    if tag.name == "table":
        yield from _table(tag, text, soup)
        return
    markdown = _TOO_MANY_LINES.sub("\n\n", _markdown(tag)).strip()
    if not markdown:
        return
    if tag.name in _HEADINGS:
        # The page's own heading is the headline; those of the text begin below it.
        level = max(2, int(tag.name[1]))
        yield Block(f"{'#' * level} {one_line(_inline(tag))}", one_line(text), Kind.HEADING)
    elif tag.name in ("ul", "ol"):
        yield Block(markdown, text, Kind.LIST)
    elif tag.name in ("p", "figure"):
        plain = "\n".join(line.strip(" ") for line in markdown.split("\n"))
        broken = plain.replace("\n", "  \n")
        subtitle = "subtitle" in (tag.get("class") or [])
        kind = Kind.PARAGRAPH if text else Kind.OTHER
        larger = "larger" in (tag.get("class") or [])
        bold = _all_bold(tag)
        yield Block(broken, text, kind, bold=bold, larger=larger, subtitle=subtitle)
    else:
        yield Block(markdown, text, Kind.OTHER)


def _parted(tag: Tag) -> bool:
    """Whether a paragraph holds an empty line, as mail programs write paragraphs."""
    breaks = tag.find_all("br", recursive=False)
    return any(_is_break(br.find_next_sibling()) and not _text_between(br) for br in breaks)


def _is_break(sibling: object) -> bool:
    return isinstance(sibling, Tag) and sibling.name == "br"


def _text_between(br: Tag) -> bool:
    following = br.next_sibling
    return isinstance(following, NavigableString) and bool(following.strip())


def _table(tag: Tag, text: str, soup: BeautifulSoup) -> Iterator[Block]:
    """A table of data; one with a single column only lays the page out."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in tag.find_all("tr")]
    if tag.find("table") or max((len(row) for row in rows), default=0) < 2:
        for row in rows:
            for cell in row:
                if cell.parent is not None and cell.find("table") is None:
                    yield from _flat(cell, soup)
        return
    for cell in tag.find_all(["td", "th"]):
        for inner in cell.find_all(["p", "li"]):
            if inner.find_next_sibling() is not None:
                inner.append(soup.new_tag("br"))
            inner.unwrap()
    yield Block(_markdown(tag, table_infer_header=True).strip(), text, Kind.OTHER)


def _markdown(tag: Tag, *, table_infer_header: bool = False) -> str:
    converter = HtmlAsMarkdown(
        strip=["font", "u"],
        table_infer_header=table_infer_header,
        sub_symbol="<sub>",
        sup_symbol="<sup>",
    )
    return str(converter.convert_soup(tag))


def _inline(tag: Tag) -> str:
    """The Markdown of a heading's words."""
    return re.sub(r"\A\s*#+\s*", "", _markdown(tag).strip())


def _all_bold(tag: Tag) -> bool:
    bold = "".join(part.get_text() for part in tag.find_all(["strong", "b"]))
    return bool(bold.strip()) and one_line(bold) == one_line(tag.get_text())


def _note_blocks(notes: dict[str, Tag]) -> Iterator[Block]:
    for label, note in notes.items():
        words = one_line(_markdown(note))
        yield Block(f"[^{label}]: {words}", one_line(note.get_text()), Kind.OTHER)
