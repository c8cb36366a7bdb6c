"""Print pages: a template filled with a page's data, as an output that knows its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from markupsafe import Markup

from newsroom.code import code_digest
from newsroom.domain.addresses import up_from
from newsroom.press.output import Output, key_of
from newsroom.views.made import MadeFile, MadePage

# Files beside the templates that no template includes.
_NO_TEMPLATES = frozenset(
    {".css", ".js", ".map", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".ico", ".woff2"}
)


class Template(Protocol):
    """A template of whatever engine."""

    def render(self, context: Mapping[str, Any]) -> str: ...


class Templates(Protocol):
    """Where templates are found by name."""

    def get_template(self, name: str) -> Template: ...


@dataclass
class BlankPage:
    """What templates of MkDocs may ask of `page`, for a page that MkDocs does not know."""

    url: str
    title: str
    canonical_url: str
    meta: dict[str, Any] = field(default_factory=dict)
    content: str = ""
    is_homepage: bool = False


@dataclass
class Printer:
    """Turns pages and files into outputs.

    `around` is what every template is given besides a page's own data, `shell` what
    surrounds every page, `news` the same with the list of problems for pages that
    bear it. `setup` is all else that pages depend on and that is the same for all.
    """

    templates: Templates
    around: Mapping[str, Any]
    shell: Mapping[str, Any]
    news: Mapping[str, Any]
    setup: Any

    @cached_property
    def key(self) -> str:
        """All that every page depends on and that is the same for all."""
        return key_of(code_digest(), self.setup, self.shell)

    @cached_property
    def _news_key(self) -> str:
        return key_of(self.key, self.news)

    def pages(self, made: Iterator[MadePage], site_url: str) -> Iterator[Output]:
        """An output for every page."""
        for page in made:
            address = unquote(page.address)
            path = address if address.endswith(".html") else f"{address}index.html"
            blank = BlankPage(page.address, page.title, site_url + page.address)
            yield Output(path, partial(self._key_of, page), partial(self._page, page, blank))

    def home(self, made: MadePage, page: Any) -> Output:
        """The home page; its own words are in `page`, as MkDocs has rendered it."""
        key = key_of(self._news_key, made.made_from(), page.content, page.title, page.meta)
        return Output("index.html", key, partial(self._page, made, page))

    def files(self, made: Iterator[MadeFile]) -> Iterator[Output]:
        """An output for every feed and sitemap."""
        for file in made:
            yield Output(unquote(file.path), partial(self._key_of_file, file), file.data)

    def _key_of(self, page: MadePage) -> str:
        key = self._news_key if page.tells_problems else self.key
        return key_of(key, page.template, page.address, page.made_from())

    def _key_of_file(self, file: MadeFile) -> str:
        return key_of(self.key, file.path, file.made_from())

    def _page(self, made: MadePage, page: Any) -> bytes:
        context = {
            **self.around,
            "page": page,
            "base_url": up_from(made.address).rstrip("/"),
            "base": Markup(up_from(made.address)),
            "shell": self.news if made.tells_problems else self.shell,
            "head": made.head(),
            "view": made.view(),
        }
        text = self.templates.get_template(made.template).render(context)
        return text.encode("utf-8", "xmlcharrefreplace")


def templates_digest(folder: Path | None) -> list[tuple[str, str]]:
    """Every file of a folder that a template may be or include, and a digest of it."""
    if folder is None or not folder.is_dir():
        return []
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [
        (file.relative_to(folder).as_posix(), key_of(file.read_bytes().hex()))
        for file in files
        if file.suffix not in _NO_TEMPLATES
    ]
