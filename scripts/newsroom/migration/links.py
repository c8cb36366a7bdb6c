"""Where the links of the old site lead now."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from newsroom.migration.addresses import same
from newsroom.migration.body import WITHHELD, as_text
from newsroom.migration.draft import Draft
from newsroom.migration.map import Map
from newsroom.migration.notices import Notice
from newsroom.problems import Position
from newsroom.settings import Site
from newsroom.sources.safe_html import WEB_SCHEMES

_REF = re.compile(
    r"\{\{[<%]-?\s*(?:rel)?ref\s+(?:path=)?[\"'`]?([^\"'`<>%]+?)[\"'`]?\s*/?-?[>%]\}\}(.*)",
    re.DOTALL,
)
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(\S+?)\s*-?%\}(.*)", re.DOTALL)
_BASE = re.compile(r"(?:\{\{-?\s*site\.(?:base_?url|url)\s*-?\}\})+", re.IGNORECASE)
_FILTERED = re.compile(
    r"\{\{-?\s*[\"']([^\"']*)[\"']\s*\|\s*(?:relative_url|absolute_url|relURL|absURL)\s*-?\}\}(.*)"
)
# An address as it may stand in any text: of the web, or from the root of a site.
_ADDRESS = re.compile(
    r"(?:https?://(?P<host>[^\s<>\"'`()\[\]{}/?#]+)|(?<![\w./%~\\-])(?=/[\w.~%-]))"
    r"(?P<path>[^\s<>\"'`()\[\]{}]*)"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IN_BRACKETS = re.compile(r"\((https?://[^\s()]+)\)")
_EMAIL = re.compile(r"[^\s@/:]+@[\w.-]+\.\w{2,}")
_LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "0.0.0.0"})
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"})

TakeFile = Callable[[Draft, str], "str | None"]
"""Copies a file of the old site for a post; returns its path in docs/, None if it is not there."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A post and the file, relative to docs/, that it becomes."""

    draft: Draft
    file: str
    public: datetime | None
    """From when on readers see it; None for a draft."""


@dataclass
class OldSite:
    """Everything that had an address on the old site, and what it is now."""

    plan: Map
    site: Site
    now: datetime
    take_file: TakeFile
    _by_source: dict[str, Moved] = field(default_factory=dict)
    _by_name: dict[str, Moved | None] = field(default_factory=dict)
    _by_address: dict[str, Moved] = field(default_factory=dict)
    _by_last_part: dict[str, list[Moved]] = field(default_factory=dict)

    def enter(self, moved: Iterable[Moved]) -> None:
        """Learn the posts; the first to claim an address keeps it, a name of two is nobody's."""
        for one in moved:
            source = one.draft.post.source.partition("#")[0]
            if source == one.draft.post.source:
                self._by_source[source] = one
                for name in {posixpath.basename(source), one.draft.post.stem}:
                    self._by_name[name] = None if name in self._by_name else one
            for last in {one.draft.slug, one.draft.post.name, one.draft.post.stem}:
                self._by_last_part.setdefault(same(last), []).append(one)
            for address in (one.draft.old, *one.draft.more_old):
                if address:
                    self._by_address.setdefault(same(address), one)

    @property
    def hosts(self) -> frozenset[str]:
        sites = [*self.plan.site, *(p.site for p in self.plan.languages if p.site)]
        return frozenset(urlsplit(site).netloc.casefold() for site in sites)

    def root_of(self, one: Moved) -> str:
        """The address of the old site in the language of a post; empty if the map has none."""
        part = self.plan.language_of(one.draft.post.source)
        if part and part.site:
            return part.site
        return self.plan.site[0] if self.plan.site else ""

    def by_reference(self, name: str, near: str) -> Moved | None:
        """The post that Hugo's `ref` or Jekyll's `post_url` names."""
        name = name.strip().strip("\"'")
        folder = posixpath.dirname(near)
        bare = name.lstrip("/")
        for path in (posixpath.join(folder, name), bare, f"content/{bare}", f"_posts/{bare}"):
            for ending in ("", ".md", ".markdown", ".html"):
                if found := self._by_source.get(posixpath.normpath(path) + ending):
                    return found
        return self._by_name.get(posixpath.basename(bare.rstrip("/")))

    def by_source(self, path: str) -> Moved | None:
        return self._by_source.get(path)

    def by_address(self, path: str) -> Moved | None:
        return self._by_address.get(same(path))

    def meant_by(self, path: str) -> list[Moved]:
        """The posts that an address may mean: the one that had it, else those of its last part.

        A word alone is too often the name of another page.
        """
        if found := self.by_address(path):
            return [found]
        last = posixpath.basename(same(path))
        return self._by_last_part.get(last, []) if "-" in last else []


class Resolver:
    """Turns the links of one post; see `newsroom.migration.body.Resolve`."""

    def __init__(self, old: OldSite, one: Moved) -> None:
        self._old = old
        self._one = one
        self.notices: list[Notice] = []
        self.made: set[str] = set()

    def __call__(self, link: str, at: Position, picture: bool) -> str | None:
        new = self._resolved(link.strip(), at, picture)
        if new is not None and new != WITHHELD:
            self.made.add(new.lstrip("!"))
        return new

    def hides(self, code: str) -> bool:
        """Whether code that refers to a post names one that readers may not see."""
        found = _REF.fullmatch(code) or _POST_URL.fullmatch(code)
        if found is None:
            return False
        name = found[1].partition("#")[0]
        target = self._old.by_reference(name, self._one.draft.post.source)
        return target is not None and self._withholds(target)

    def without_withheld(self, text: str) -> str:
        """A text in which no address of a text is left that readers may not see."""

        def unless_withheld(found: re.Match[str]) -> str:
            path = found["path"].replace("\\", "").split("?")[0].split("#")[0].rstrip(".,;:")
            ours = not found["host"] or found["host"].casefold() in self._old.hosts
            meant = self._old.meant_by(unquote(path)) if ours and path.strip("/") else []
            return "…" if any(map(self._withholds, meant)) else found[0]

        return _ADDRESS.sub(unless_withheld, text)

    def _withholds(self, target: Moved) -> bool:
        """Whether readers of this post would find nothing at another."""
        one = self._one
        if one.public is None:
            return False
        return target.public is None or target.public > max(self._old.now, one.public)

    def _notice(self, code: str, at: Position, link: str) -> None:
        self.notices.append(Notice(code, at, {"link": link}))

    def _resolved(self, link: str, at: Position, picture: bool) -> str | None:
        if not link or link.startswith("#"):
            return link
        if found := _IN_BRACKETS.fullmatch(link):
            link = found[1]
        if "{{" in link or "{%" in link:
            return self._from_template(link, at, picture)
        if _EMAIL.fullmatch(link):
            return f"mailto:{link}"
        if link.startswith("www."):
            self._notice("link_mended", at, link)
            return f"http://{link}"
        return self._by_scheme(link, at, picture)

    def _by_scheme(self, link: str, at: Position, picture: bool) -> str | None:
        scheme = _SCHEME.match(link)
        if scheme is None:
            return link if link.startswith("//") else self._inside(link, at, picture)
        if scheme[1].casefold() in ("http", "https"):
            return self._of_the_web(link, at, picture)
        if scheme[1].casefold() in WEB_SCHEMES:
            return link
        self._notice("link_scheme", at, link)
        return None

    def _from_template(self, link: str, at: Position, picture: bool) -> str | None:
        if found := _REF.fullmatch(link) or _POST_URL.fullmatch(_BASE.sub("", link)):
            target = self._old.by_reference(found[1].partition("#")[0], self._one.draft.post.source)
            fragment = f"#{found[1].partition('#')[2]}" if "#" in found[1] else found[2]
            if target:
                return self._to(target, fragment, link, at)
            path = found[1].partition("#")[0]
            if path.startswith("/") and not posixpath.splitext(path)[1]:
                return self._inside(path + fragment, at, picture)
            self._notice("link_reference", at, link)
            return None
        plain = _FILTERED.sub(lambda f: f[1] + f[2], _BASE.sub("", link))
        if "{{" not in plain and "{%" not in plain:
            return self._inside(f"/{plain.lstrip('/')}", at, picture)
        self._notice("link_reference", at, link)
        return None

    def _of_the_web(self, link: str, at: Position, picture: bool) -> str | None:
        try:
            parts = urlsplit(link)
            host = (parts.hostname or "").casefold()
        except ValueError:
            self._notice("link_scheme", at, link)
            return None
        if host in _LOCAL_HOSTS:
            self._notice("link_local", at, link)
            return None
        if parts.netloc.casefold() in self._old.hosts and (new := self._of_old(link, parts, at)):
            return new
        if self._hides(link):
            self._notice("link_text", at, link)
            return None
        if picture:
            self._notice("picture_outside", at, link)
        return link

    def _of_old(self, link: str, parts: SplitResult, at: Position) -> str | None:
        """What an address of the old site is now; None if it did not move."""
        path = unquote(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if path.strip("/") and (target := self._old.by_address(path)):
            return self._to(target, fragment, link, at)
        if file := self._file(path, [path.lstrip("/")]):
            return file
        hidden = any(map(self._withholds, self._old.meant_by(path)))
        return self._withheld(link, at) if hidden else None

    def _inside(self, link: str, at: Position, picture: bool) -> str | None:
        """A link without a host: to a post, a file, or a page that did not move."""
        parts = urlsplit(link)
        path = unquote(parts.path)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        one, old = self._one, self._old
        folder = posixpath.dirname(one.draft.post.source)
        beside = posixpath.normpath(
            posixpath.join(folder, path.lstrip("/") if path.startswith("/") else path)
        )
        address = unquote(urlsplit(urljoin(f"http://old/{quote(one.draft.old)}", quote(path))).path)
        target = old.by_source(beside) or old.by_source(posixpath.normpath(path.lstrip("/") or "."))
        if target is None and address.strip("/"):
            target = old.by_address(address)
        if target is not None:
            return self._to(target, fragment, link, at)
        if file := self._file(path, [beside, path.lstrip("/"), address.lstrip("/")]):
            return file
        if any(map(self._withholds, old.meant_by(path))):
            return self._withheld(link, at)
        root = old.root_of(one)
        outside = urljoin(
            root, quote(address) + (f"?{parts.query}" if parts.query else "") + fragment
        )
        if not root or self._hides(outside):
            self._notice("picture_missing" if picture else "link_text", at, link)
            return None
        self._notice("picture_missing" if picture else "link_outside", at, link)
        return f"!{outside}" if picture else outside

    def _withheld(self, link: str, at: Position) -> str:
        self._notice("link_withheld", at, link)
        return WITHHELD

    def _hides(self, link: str) -> bool:
        """Whether a link leads into the new site, where there is no such page."""
        return bool(self._old.site.url) and link.startswith(self._old.site.url)

    def _file(self, path: str, candidates: list[str]) -> str | None:
        if not posixpath.splitext(path)[1]:
            return None
        for candidate in candidates:
            for folder in (".", *self._old.plan.file_folders):
                place = posixpath.normpath(posixpath.join(folder, candidate))
                if file := self._old.take_file(self._one.draft, place):
                    return posixpath.relpath(file, posixpath.dirname(self._one.file))
        return None

    def _to(self, target: Moved, fragment: str, link: str, at: Position) -> str | None:
        """A link to a release, unless readers would find nothing there."""
        if self._withholds(target):
            return self._withheld(link, at)
        return posixpath.relpath(target.file, posixpath.dirname(self._one.file)) + fragment


def is_picture_name(path: str) -> bool:
    """Whether a name is that of a picture."""
    return posixpath.splitext(path)[1].casefold() in _PICTURES


_LINK_IN_MARKDOWN = re.compile(
    r"\]\(\s*<?([^\s()<>]*)"
    r"|<[A-Za-z][^<>]*\s(?:href|src|cite|poster)\s*=\s*[\"']?([^\"'\s<>]*)"
    r"|^[ ]{0,3}\[[^\[\]<>\n]+\]:\s*<?(\S*)",
    re.MULTILINE,
)


def unsure_links(text: str, made: set[str]) -> bool:
    """Whether a text holds a link that `Resolver` has not made, and that may lead into the site."""
    for found in _LINK_IN_MARKDOWN.finditer(text):
        link = found[1] or found[2] or found[3] or ""
        safe = link.startswith(("http://", "https://", "mailto:", "tel:", "#")) or link in made
        if not safe:
            return True
    return False


def may_leave(link: str) -> bool:
    """Whether a link out of the site is one that readers can open."""
    try:
        parts = urlsplit(link)
        local = parts.hostname in _LOCAL_HOSTS
    except ValueError:
        return False
    return not local and (not parts.scheme or parts.scheme in WEB_SCHEMES)


def without_any_link(text: str, made: set[str]) -> str:
    """A text in which only the links that `Resolver` has made are links."""

    def close(found: re.Match[str]) -> str:
        link = found[1] or found[2] or found[3] or ""
        if link in made and link:
            return found[0]
        shut = found[0].replace("](", "]&#40;", 1) if found[0].startswith("](") else found[0]
        return shut.replace("<", "&lt;") if found[2] is not None else shut.replace("[", "&#91;", 1)

    return _LINK_IN_MARKDOWN.sub(close, text)


def without_links(text: str, dead: Iterable[str]) -> str:
    """A text in which the links that lead nowhere are only text."""
    known = frozenset(dead)

    def in_markdown(found: re.Match[str]) -> str:
        return "]&#40;" + found[0][2:] if found[1] in known else found[0]

    def in_html(found: re.Match[str]) -> str:
        return f"data-{found[0]}" if found[3] in known else found[0]

    def defined(found: re.Match[str]) -> str:
        return f"{found[1]}&#91;{found[2]}" if found[3] in known else found[0]

    text = _TARGET.sub(in_markdown, text)
    text = _IN_ATTRIBUTE.sub(in_html, text)
    text = _DEFINED.sub(defined, text)
    return _AUTO.sub(lambda found: as_text(found[0]) if found[1] in known else found[0], text)


_TARGET = re.compile(r"\]\(\s*+<?([^\s()<>]*)")
_IN_ATTRIBUTE = re.compile(r"\b(href|src|cite|poster)=([\"'])([^\"']*)\2")
_DEFINED = re.compile(r"^([ ]{0,3})\[([^\[\]<>\n]+\]:\s*+<?(\S*))", re.MULTILINE)
_AUTO = re.compile(r"<([^\s<>]+)>")
