"""Which file of docs/news/ holds which post, and whether a person has changed it since."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.sources.release_file import release_file

MARK = "x-imported"
_MARK = re.compile(r"^x-imported:\n  from: (.*)\n  digest: \"([0-9a-f]{16})\"$", re.MULTILINE)
_BLANK = "0" * 16


@dataclass(frozen=True, slots=True)
class Filed:
    """A release file that an earlier run wrote: its text, and whether it is still as written."""

    file: str
    text: str
    untouched: bool


@dataclass
class Files:
    """The release files of a site: those of earlier runs by their source, and all names taken."""

    by_source: dict[str, Filed] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @classmethod
    def below(cls, docs: Path) -> Files:
        """Look at every file in docs/news/."""
        found = cls()
        news = docs / NEWS_FOLDER
        for path in sorted(news.rglob("*.md")) if news.is_dir() else ():
            file = path.relative_to(docs).as_posix()
            filed = _filed(path, file)
            if filed is None or filed[0] in found.by_source:
                found.others.append(file)
            else:
                found.by_source[filed[0]] = filed[1]
        return found


def _filed(path: Path, file: str) -> tuple[str, Filed] | None:
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError):
        return None
    mark = _MARK.search(text, 0, max(0, text.find("\n---", 3)) + 1)
    if mark is None:
        return None
    blank = text[: mark.start(2)] + _BLANK + text[mark.end(2) :]
    try:
        node = yaml.compose(f"from: {mark[1]}", Loader=yaml.CSafeLoader)
    except yaml.YAMLError:  # changed by hand
        return None
    assert isinstance(node, yaml.MappingNode)
    source = str(node.value[0][1].value)
    return source, Filed(file, text, _digest(blank) == mark[2])


def marked_file(values: Mapping[str, Any], body: str, source: str) -> str:
    """A release file that says what it was made from, and knows if it is changed later."""
    text = release_file({**values, MARK: {"from": source, "digest": _BLANK}}, body)
    start = text.index(f'  digest: "{_BLANK}"')
    return text[:start] + text[start:].replace(_BLANK, _digest(text), 1)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


class Names:
    """Names of releases, each free in its year; letters' case does not tell them apart."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {file.casefold() for file in taken}

    def reserve(self, file: str) -> None:
        self._taken.add(file.casefold())

    def free(self, year: int, slug: str, suffix: str = "") -> str:
        """`news/<year>/<slug>.md`, or the first name after it that nobody has."""
        # "index" is the name of the folder's own page.
        first = f"{slug}-1" if slug == "index" else slug
        wishes = [first, f"{first}-{suffix}"] if suffix else [first]
        for wish in wishes:
            if self._is_free(year, wish):
                return self._take(year, wish)
        number = 2
        while not self._is_free(year, f"{first}-{number}"):
            number += 1
        return self._take(year, f"{first}-{number}")

    def _is_free(self, year: int, slug: str) -> bool:
        folder = f"{NEWS_FOLDER}{year}/{slug}".casefold()
        return f"{folder}.md" not in self._taken and f"{folder}/index.md" not in self._taken

    def _take(self, year: int, slug: str) -> str:
        file = f"{NEWS_FOLDER}{year}/{slug}.md"
        self.reserve(file)
        return file
