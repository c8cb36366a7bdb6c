"""The forms in which the audit compares texts, so that no way of writing one hides it.

Withheld texts, public texts and built files all go through `forms_of`: what an output
escapes, capitalises, wraps or marks up is the same text again on both sides.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

# HTML in JSON in HTML is the deepest that the newsroom writes.
_DEEPEST = 4
_JSON_SIGN = re.compile(r"((?:\\u[0-9a-fA-F]{4})+)|\\x([0-9a-fA-F]{2})|\\(.)", re.DOTALL)
_JSON_BLANKS = {"n": "\n", "r": "\n", "t": " ", "f": " ", "b": " "}
_JSON_KEY = re.compile(r'"[a-z@_$][A-Za-z@_$-]*"\s*:')
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TAG = re.compile(r"</?([A-Za-z][\w:-]*)([^<>]*)>")
# Tags within a sentence; all others part what is before them from what is behind them.
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
# Attributes whose values no reader sees or hears; of these a name is not a trace.
_UNSEEN = frozenset(
    [
        "accept",
        "action",
        "as",
        "async",
        "charset",
        "class",
        "cols",
        "colspan",
        "controls",
        "coords",
        "crossorigin",
        "d",
        "decoding",
        "dir",
        "download",
        "encoding",
        "enctype",
        "fill",
        "fill-rule",
        "for",
        "form",
        "headers",
        "height",
        "hidden",
        "href",
        "hreflang",
        "http-equiv",
        "id",
        "integrity",
        "itemprop",
        "itemtype",
        "kind",
        "lang",
        "loading",
        "media",
        "method",
        "name",
        "nonce",
        "points",
        "preload",
        "property",
        "rel",
        "role",
        "rows",
        "rowspan",
        "scope",
        "sizes",
        "src",
        "srcset",
        "stroke",
        "style",
        "tabindex",
        "target",
        "transform",
        "type",
        "version",
        "viewBox",
        "width",
        "xml:lang",
        "xmlns",
    ]
)
_UNSEEN_VALUE = re.compile(
    rf"""(?<![\w:.-])(?:{"|".join(sorted(_UNSEEN))})\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
)
_ATTRIBUTE_NAME = re.compile(r"""[\w:.-]+\s*=\s*(?=["'])""")
_SINGLE_QUOTES = frozenset("‘’‚‛′ʼ`´")
_PARTED = "\0"
_MANY_TAGS = 200_000

_ALNUM = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
_BREAKS = frozenset(b'\0<>{}[]()|=:;"!?\\')
_LOWER = bytes(byte + 32 if 65 <= byte <= 90 else byte for byte in range(256))
# Where a tag was, or may have been, letters do not go on: what stands in the address of a link is
# not the beginning of the link's words.
_TAG_SIGNS = frozenset(b"\0<>")
_IN_LETTERS = bytes(0 if byte in _TAG_SIGNS else _LOWER[byte] for byte in range(256))
_NO_LETTERS = bytes(byte for byte in range(128) if byte not in _ALNUM | _TAG_SIGNS)
_IN_WORDS = bytes(
    _LOWER[byte] if byte in _ALNUM or byte >= 128 else ord("|" if byte in _BREAKS else " ")
    for byte in range(256)
)


@dataclass(frozen=True, slots=True)
class Forms:
    """A text in UTF-8, without regard to case, escapes and white space.

    `letters` is nothing but its letters and digits, with tags and without those of markup;
    `words` are the words that can be read, one blank between two of them and a bar where
    marks of punctuation or tags part them; `unparsed` are those of the markup as well, in
    case it only looked like markup; `plain` is all of it as it stands, for addresses.
    """

    letters: bytes
    words: bytes
    unparsed: bytes
    plain: bytes


def forms_of(text: str, *, markup: bool = True) -> Forms:
    """A text to compare; tags and keys are words of the text unless it is `markup`."""
    text = _alike(unescaped(text))
    whole = _encoded(text)
    letters = whole.translate(_IN_LETTERS, _NO_LETTERS)
    readable = text
    if "<" in text:
        # In a program as well, which may hold a page in a string.
        seen = _TAG.sub(_tag, text)
        letters += b"\0" + _encoded(seen).translate(_IN_LETTERS, _NO_LETTERS)
        readable = seen if markup else text
    if markup and '"' in readable:
        readable = _JSON_KEY.sub(_PARTED, readable)
    if readable is text:
        return Forms(letters, _words(whole), b"", whole.lower())
    return Forms(letters, _words(_encoded(readable)), _words(whole), whole.lower())


def forms_of_both(written: str, read: str) -> Forms:
    """A text to compare of which both its Markdown, `written`, and its HTML, `read`, are known."""
    folded = _folded(unescaped(written))
    markup = _alike(unescaped(read))
    tagged = b"\0".join((folded, _encoded(markup)))
    both = b"\0".join((folded, _encoded(_TAG.sub(_tag, markup))))
    letters = b"\0".join((tagged, both)).translate(_IN_LETTERS, _NO_LETTERS)
    return Forms(letters, _words(both), b"", tagged.lower())


def letters_of(text: str) -> bytes:
    """The letters and digits of a text that is not markup."""
    return _folded(unescaped(text)).translate(_IN_LETTERS, _NO_LETTERS)


def words_of(text: str) -> bytes:
    """The words of a text that is not markup."""
    return _words(_folded(unescaped(text))).strip(b"| ")


def plain_of(text: str) -> bytes:
    """A text as it stands, for addresses."""
    return _folded(unescaped(text)).lower()


def readable(markup: str) -> str:
    """The text of HTML, with a line for every piece that tags within a sentence do not part."""
    return html.unescape(_TAG.sub(lambda tag: _tag(tag).replace(_PARTED, "\n"), markup))


def unescaped(text: str) -> str:
    """A text out of HTML, XML, JSON and addresses, however they are nested."""
    for _ in range(_DEEPEST):
        before = text
        if "\\" in text:
            text = _JSON_SIGN.sub(_json_sign, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = _PERCENT.sub(_percent, text)
        if text == before:
            break
    return text


def _json_sign(found: re.Match[str]) -> str:
    if found[1]:
        return bytes.fromhex(found[1].replace("\\u", "")).decode("utf-16-be", "replace")
    if found[2]:
        return chr(int(found[2], 16))
    return _JSON_BLANKS.get(found[3], found[3])


def _percent(found: re.Match[str]) -> str:
    return bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace")


def _folded(text: str) -> bytes:
    return _encoded(_alike(text))


def _alike(text: str) -> str:
    """A text with letters beyond ASCII in one form and size, and signs like those of ASCII."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return _FOREIGN.sub(lambda found: _foreign[found[0]], text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _words(folded: bytes) -> bytes:
    return b" ".join(folded.translate(_IN_WORDS).split())


class _Foreign(dict[str, str]):
    """Runs of characters beyond ASCII as the audit compares them: letters, and signs like ours."""

    def __missing__(self, run: str) -> str:
        if len(self) > _MANY_TAGS:
            self.clear()
        folded = self[run] = "".join(map(_foreign_sign, run.casefold()))
        return folded


def _foreign_sign(sign: str) -> str:
    if sign.isalnum():
        return sign
    category = unicodedata.category(sign)
    if sign in _SINGLE_QUOTES:
        return "'"
    if category in ("Pi", "Pf") or sign == "„":
        return '"'
    if category == "Pd":
        return "-"
    return "" if category in ("Cf", "Mn", "Me") else " "


class _Tags(dict[str, str]):
    """What of a tag a reader comes to see, such as the words for a picture; most stand often."""

    def __missing__(self, tag: str) -> str:
        if len(self) > _MANY_TAGS:
            self.clear()
        found = _TAG.match(tag)
        assert found is not None
        # Of all else more is kept than needed, since a text may hold quotation marks.
        kept = _UNSEEN_VALUE.sub(_PARTED, found[2])
        seen = _ATTRIBUTE_NAME.sub(_PARTED, kept).strip(f"{_PARTED} /\n")
        parted = seen or found[1].casefold() not in _INLINE
        self[tag] = f"{_PARTED}{seen}{_PARTED}" if parted else ""
        return self[tag]


_foreign = _Foreign()
_tags = _Tags()


def _tag(found: re.Match[str]) -> str:
    return _tags[found[0]]
