"""The generators that are compared: how each gets the archive, and how it builds it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from bench.archive import SyntheticRelease

ROOT = Path(__file__).resolve().parents[2]

_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")

# The same for both. Neither has the releases in its menu: MkDocs would copy it into every page.
_MKDOCS_YML = """\
site_name: Arsip Sintetis
site_url: https://newsroom.example/
site_description: Arsip buatan untuk pengukuran.
theme:
  name: material
  language: id
  font: false
  favicon: assets/favicon.svg
  palette: {scheme: default, primary: custom}
nav:
  - Beranda: index.md
  - Tentang: about.md
markdown_extensions: [attr_list, footnotes, md_in_html]
"""

_NEWSROOM_YML = """\
plugins:
  - newsroom:
      organisation: {name: Kantor Contoh}
      boilerplate: Kantor Contoh adalah kantor buatan yang hanya ada untuk pengukuran ini.
      contacts:
        humas: {name: Narahubung Contoh, email: humas@newsroom.example}
"""

# As it ships, but for two options: addresses that cannot collide, the newsroom's page size.
_BLOG_YML = """\
plugins:
  - blog:
      post_url_format: "{date}/{file}"
      pagination_per_page: 20
  - search
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator.

    `key` names its folder, `name` its rows in the report. `write` puts the releases
    and the project around them into an empty folder. `command` builds it there, into
    the folder `site`; `leavings` are what else a build leaves for the next one.
    """

    key: str
    name: str
    write: Callable[[Path, Iterable[SyntheticRelease]], None]
    command: tuple[str, ...]
    site: str = "site"
    leavings: tuple[str, ...] = (".cache",)


def write_newsroom(folder: Path, releases: Iterable[SyntheticRelease]) -> None:
    """Ours: the repository's own templates, every release in docs/news/."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    _write_pages(folder / "docs", "Arsip buatan untuk pengukuran.")
    config = _MKDOCS_YML.replace("theme:\n", "theme:\n  custom_dir: overrides\n")
    _write(folder / "mkdocs.yml", config + _NEWSROOM_YML)
    for release in releases:
        keys = [
            f"location: {release.location}",
            f"editor: {release.editor}",
            f"partners: [{', '.join(release.partners)}]",
            f"topics: [{', '.join(release.topics)}]",
            *([f"summary: {release.summary}"] if release.summary else []),
        ]
        _write(folder / "docs/news" / release.path, _with_front_matter(release, keys, release.body))


def write_blog(folder: Path, releases: Iterable[SyntheticRelease]) -> None:
    """Material's blog plugin: partners as categories, the first paragraph as the excerpt."""
    _write_pages(folder / "docs", "[Siaran pers](blog/index.md) buatan untuk pengukuran.")
    _write(folder / "docs/blog/index.md", "# Siaran pers\n")
    _write(folder / "mkdocs.yml", _MKDOCS_YML + _BLOG_YML)
    for release in releases:
        keys = [
            f"categories: [{', '.join(release.partners)}]",
            *([f"description: {release.summary}"] if release.summary else []),
        ]
        body = release.body.replace("\n\n", "\n\n<!-- more -->\n\n", 1)
        _write(folder / "docs/blog/posts" / release.path, _with_front_matter(release, keys, body))


PEERS = (
    Peer("newsroom", "Newsroom, with Pagefind", write_newsroom, _MKDOCS),
    Peer("blog", "Material's blog plugin", write_blog, _MKDOCS),
)
"""Ours first; the others are compared with it."""


def _with_front_matter(release: SyntheticRelease, keys: list[str], body: str) -> str:
    lines = ["---", f"title: {release.title}", f"date: {release.day}", *keys, "---", "", body, ""]
    return "\n".join(lines)


def _write_pages(docs: Path, welcome: str) -> None:
    _write(docs / "index.md", f"---\ntitle: Beranda\n---\n\n{welcome}\n")
    _write(docs / "about.md", "---\ntitle: Tentang\n---\n\nTidak ada yang nyata di sini.\n")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
