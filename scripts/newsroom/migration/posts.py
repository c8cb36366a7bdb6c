"""The posts of an old archive, found and read, not yet translated into our terms."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from newsroom.migration.dates import date_in_name
from newsroom.migration.map import Map, matches
from newsroom.migration.matter import read_matter
from newsroom.migration.notices import Notice
from newsroom.migration.tidy import tidied
from newsroom.migration.wordpress import Item, read_export
from newsroom.problems import Position, Problem, Problems

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mkdn"})
_HTML = frozenset({".html", ".htm"})
# Marked up in a way that nothing here reads.
_OTHER_MARKUP = frozenset(
    {".textile", ".rst", ".org", ".adoc", ".asciidoc", ".ad", ".haml", ".slim", ".pandoc"}
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the old archive.

    `source` is its file, relative to the folder, or its place in an export
    (`export.xml#12`); `shown` and `lines` say where it and its keys stand. `body`
    is Markdown, or HTML if `is_html`.
    """

    source: str
    shown: str
    values: dict[str, Any]
    body: str
    body_line: int = 1
    line: int = 1
    lines: dict[str, int] = field(default_factory=dict)
    is_html: bool = False
    is_draft: bool = False
    invisible: int = 0
    notices: tuple[Notice, ...] = ()

    def at(self, key: str = "") -> Position:
        """Where a key of it stands; else where it begins."""
        return Position(self.shown, self.lines.get(key.partition(".")[0], self.line))

    @property
    def name(self) -> str:
        """The name it goes by: its file's, of `<name>/index.md` the folder's; without the date."""
        return date_in_name(self.stem)[1]

    @property
    def stem(self) -> str:
        path = PurePosixPath(self.source.partition("#")[0])
        bundle = path.stem in ("index", "README") or path.stem.startswith("index.")
        return path.parent.name if bundle and path.parent.name else path.stem


@dataclass(frozen=True)
class Found:
    """Everything below the folder: posts, posts that cannot be read, and files that are none."""

    posts: tuple[Post, ...]
    refused: dict[str, tuple[Problem, ...]]
    others: tuple[str, ...]

    @property
    def sources(self) -> int:
        return len(self.posts) + len(self.refused) + len(self.others)


def find_posts(folder: Path, plan: Map) -> Found:
    """Read every post below `folder`; what goes wrong is kept beside them."""
    posts: list[Post] = []
    refused: dict[str, tuple[Problem, ...]] = {}
    others: list[str] = []
    for source in sorted(_files_below(folder)):
        if (name := _written(source)) != source:
            at = Position(_shown(folder, name))
            refused[_free(name, refused)] = (Problem("foreign_name", at),)
            continue
        ending = PurePosixPath(source).suffix.lower()
        if (folder / source).is_symlink() and not _is_within(folder / source, folder):
            at = Position(_shown(folder, source))
            refused[source] = (Problem("link_outside_archive", at),)
        elif (folder / source).is_dir():
            others.append(source)  # a link to a folder whose files are found where they are
        elif not matches(source, plan.post_patterns) or matches(source, plan.other_patterns):
            others.append(source)
        elif ending == ".xml" and plan.system == "wordpress":
            _read_export(folder, source, posts, refused, others)
        elif ending in _OTHER_MARKUP:
            at = Position(_shown(folder, source))
            refused[source] = (Problem("foreign_markup", at, {"ending": ending}),)
        elif ending in _MARKDOWN | _HTML:
            try:
                posts.append(_read_post(folder, source))
            except Problems as found:
                refused[source] = found.problems
            except OSError:
                refused[source] = (Problem("unreadable", Position(_shown(folder, source))),)
            except RecursionError:  # lists in lists without end
                refused[source] = (Problem("too_much", Position(_shown(folder, source))),)
        else:
            others.append(source)
    return Found(tuple(posts), refused, tuple(others))


def _read_post(folder: Path, source: str) -> Post:
    shown = _shown(folder, source)
    tidy = tidied((folder / source).read_bytes(), shown)
    matter = read_matter(tidy.text, shown)
    return Post(
        source=source,
        shown=shown,
        values=matter.values,
        body=matter.body,
        body_line=matter.body_line,
        lines=matter.lines,
        is_html=PurePosixPath(source).suffix.lower() in _HTML,
        is_draft="_drafts" in PurePosixPath(source).parts,
        invisible=tidy.invisible,
        notices=(*tidy.notices, *matter.notices),
    )


def _read_export(
    folder: Path,
    source: str,
    posts: list[Post],
    refused: dict[str, tuple[Problem, ...]],
    others: list[str],
) -> None:
    """The items of a WordPress export: each is a source of its own."""
    shown = _shown(folder, source)
    try:
        items = read_export((folder / source).read_bytes(), shown)
    except Problems as found:
        refused[source] = found.problems
        return
    except OSError:
        refused[source] = (Problem("unreadable", Position(shown)),)
        return
    used: set[str] = set()
    for item in items:
        name = _free(f"{source}#{item.identity}", used)
        used.add(name)
        if item.is_post:
            posts.append(_item_post(item, name, shown))
        else:
            others.append(name)


def _item_post(item: Item, name: str, shown: str) -> Post:
    tidy = tidied(item.body.encode("utf-8", "replace"), shown)
    return Post(
        source=name,
        shown=shown,
        values=item.values,
        body=tidy.text,
        body_line=item.body_line,
        line=item.line,
        is_html=True,
        is_draft=item.is_draft,
        invisible=tidy.invisible,
        notices=tuple(
            Notice("password", Position(shown, item.line)) for _ in range(item.has_password)
        ),
    )


def _is_within(link: Path, folder: Path) -> bool:
    """Whether a link leads to something in the archive."""
    try:
        return link.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # nothing is there, or it leads to itself
        return False


def _written(source: str) -> str:
    """A file's name as text; of one that is not UTF-8 what can be read of it."""
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _free(name: str, taken: Container[str]) -> str:
    while name in taken:
        name += "+"
    return name


def _shown(folder: Path, source: str) -> str:
    return posixpath.join(folder.name, source)


def _files_below(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, those of version control and the system left out.

    Links to folders are told, too, and not followed.
    """
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in (*names, *links):
            if not name.startswith("."):
                yield (Path(parent) / name).relative_to(folder).as_posix()
