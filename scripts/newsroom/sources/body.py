"""Turn the Markdown of a release or profile into safe HTML, knowing where it links to."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import markdown
import nh3

from newsroom.settings import NO_TRUST, Html
from newsroom.sources.quick_inline import quicken
from newsroom.sources.safe_html import LOCAL_SCHEMES, OWN_SCHEME, Removed, Sanitizer
from newsroom.sources.text import HIDDEN, straight
from newsroom.sources.text_cache import signature

# A link into the site is held as "newsroom:<path in docs>" until it is known on
# which page, or in which feed, the text will stand.
_SCHEME = f"{OWN_SCHEME}:"
_REFERENCE = re.compile(rf'((?:href|src|cite|poster)="){_SCHEME}([^"]*)')
# Neither text nor value has these two signs in safe HTML: what stands between them is a tag.
_TAG_WITH_REFERENCE = re.compile(rf'<[^<>]*="{_SCHEME}[^<>]*>')
# What references to characters can bring (`&#1;`), too.
_UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{HIDDEN}\ufffe\uffff]")
_FIRST_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)

# MkDocs always loads these.
_MKDOCS_EXTENSIONS = ("toc", "tables", "fenced_code")


@dataclass(frozen=True, slots=True)
class Target:
    """A link out of a text: as it was written, and the path in docs/ it leads to."""

    written: str
    path: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where a text links to: places in docs/, and addresses that leave the site, as written.

    `removed` is what of its HTML is not shown.
    """

    targets: tuple[Target, ...]
    outside: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()

    def record(self) -> list[Any]:
        """The same as JSON knows it."""
        removed = [[one.code, one.name, one.tag, one.offset] for one in self.removed]
        return [[[target.written, target.path] for target in self.targets], self.outside, removed]

    @classmethod
    def from_record(cls, record: list[Any]) -> Links:
        """What `record` was made of."""
        targets, outside, removed = record
        return cls(
            tuple(Target(*target) for target in targets),
            tuple(outside),
            tuple(Removed(*one) for one in removed),
        )


NO_LINKS = Links(())


@dataclass(frozen=True, slots=True)
class Body:
    """A text as HTML; links into the site stay open until `linked` closes them."""

    open_html: str
    links: Links
    first_paragraph: str

    def record(self) -> list[Any]:
        """The same as JSON knows it."""
        return [self.open_html, self.links.record(), self.first_paragraph]

    @classmethod
    def from_record(cls, record: list[Any]) -> Body:
        """What `record` was made of."""
        open_html, links, first = record
        return cls(open_html, Links.from_record(links), first)

    def linked(self, address_of: Callable[[str], str]) -> str:
        """The HTML with every link into the site turned to the address `address_of` gives it.

        `address_of` gets the path in docs/, with the query and fragment cut off.
        """

        def close(found: re.Match[str]) -> str:
            path, mark, rest = _split(html.unescape(found[2]))
            return found[1] + html.escape(address_of(unquote(path)) + mark + rest)

        def close_all(tag: re.Match[str]) -> str:
            return _REFERENCE.sub(close, tag[0])

        # Prose may speak of `href="newsroom:…"`, and means nothing by it.
        return _TAG_WITH_REFERENCE.sub(close_all, self.open_html)


class BodyReader:
    """Reads texts with one Markdown instance, which is much quicker than one for each.

    `knows_anchors` says whether headings get the `id` that the site will give them,
    `signature` by what its readings can be told from another's (None: by nothing).
    """

    knows_anchors = True

    def __init__(
        self,
        extensions: Sequence[Any] = _MKDOCS_EXTENSIONS,
        options: Mapping[str, Mapping[str, Any]] | None = None,
        rules: Html = NO_TRUST,
    ) -> None:
        """`rules` say what HTML a text may bring."""
        self.sanitizer = Sanitizer(rules)
        self.signature = signature(extensions, options, rules.model_dump_json())
        self._markdown = markdown.Markdown(
            extensions=list(extensions), extension_configs=dict(options or {})
        )
        quicken(self._markdown)

    @classmethod
    def for_config(cls, extensions: Sequence[Any], rules: Html = NO_TRUST) -> BodyReader:
        """A reader with the extensions that mkdocs.yml lists, as MkDocs would load them.

        Options are left out: they can be Python objects, and links and first
        paragraphs, which is all that commands want, do not depend on them.
        """
        named = [next(iter(e)) if isinstance(e, dict) else str(e) for e in extensions]
        reader = cls(list(dict.fromkeys([*_MKDOCS_EXTENSIONS, *named])), rules=rules)
        options = [e["toc"] for e in extensions if isinstance(e, dict) and e.get("toc")]
        reader.knows_anchors = not any({"slugify", "separator"} & o.keys() for o in options)
        return reader

    def read(self, text: str, source: str) -> Body:
        """Read Markdown. `source` is the file it stands in, relative to docs/.

        What a text must not bring (`safe_html`) is left out of the HTML, and told in its links.
        """
        raw = self._markdown.reset().convert(text)
        targets: dict[str, Target] = {}
        outside: dict[str, None] = {}

        def leave(link: str) -> str | None:
            """A link out of the site; a feed has no scheme of its own to lend it."""
            scheme = link.partition(":")[0].casefold()
            if scheme == OWN_SCHEME:  # ours, forged
                return None
            outside[link] = None
            if scheme in LOCAL_SCHEMES:
                return None
            return f"https:{link}" if link.startswith("//") else link

        def keep(value: str) -> str | None:
            path = path_in_docs(value, source)
            if path is None:
                return leave(value.strip())
            targets.setdefault(path, Target(value, unquote(_split(path)[0])))
            return _SCHEME + path

        safe = straight(self.sanitizer.clean(raw, keep))
        # The page's own heading is the headline; a text that repeats it must not compete.
        safe = safe.replace("<h1", "<h2").replace("</h1>", "</h2>")
        found = _FIRST_PARAGRAPH.search(safe)
        first = plain(found[1]) if found else ""
        removed = self.sanitizer.removed(raw, text)
        return Body(safe, Links(tuple(targets.values()), tuple(outside), removed), first)


def path_in_docs(link: str, source: str) -> str | None:
    """The path in docs/ that a link in `source` means, percent-encoded; None if it leaves the site.

    A link that begins with a slash is taken from docs/ itself, all others from the
    folder of the file. Query and fragment stay.
    """
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        path = source
    elif path.startswith("/"):
        path = _normal(path.lstrip("/"))
    else:
        path = _normal(posixpath.join(posixpath.dirname(source), path))
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return quote(path) + query + fragment


def path_in_site(address: str) -> str | None:
    """The path in docs/ that an address in open HTML leads to; None if it leaves the site."""
    if not address.startswith(_SCHEME):
        return None
    return unquote(_split(address.removeprefix(_SCHEME))[0])


def plain(fragment: str) -> str:
    """The text of an HTML fragment, on one line, for all that a text is told by elsewhere.

    Without characters that nobody sees: where the text is cut, or stands among the words of
    others, those that turn the direction of writing would turn theirs.
    """
    text = html.unescape(nh3.clean(fragment, tags=set()))
    return " ".join(_UNSEEN.sub("", text).split())


def _normal(path: str) -> str:
    """Without `.` and `..`; a closing slash stays. The root of docs/ is empty."""
    normal = posixpath.normpath(path) if path else ""
    if normal == ".":
        return ""
    return f"{normal}/" if path.endswith("/") and normal else normal


def _split(path: str) -> tuple[str, str, str]:
    """A path, the mark that ends it (`?`, `#` or nothing), and what follows."""
    for mark in "?#":
        before, found, after = path.partition(mark)
        if found:
            return before, found, after
    return path, "", ""
