"""What the bench must know of a generator: how it gets the archive, and how it builds it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from bench.archive import SyntheticRelease
from bench.environment import Environment, environment_of

SITE_NAME = "Arsip Sintetis"
SITE_URL = "https://newsroom.example/"
DESCRIPTION = "Arsip buatan untuk pengukuran."

# The same for all that read mkdocs.yml. None has the releases in its menu: MkDocs would copy it
# into every page.
MKDOCS_YML = f"""\
site_name: {SITE_NAME}
site_url: {SITE_URL}
site_description: {DESCRIPTION}
theme:
  name: material
  language: id
  font: false
  favicon: assets/favicon.svg
  palette: {{scheme: default, primary: custom}}
nav:
  - Beranda: index.md
  - Tentang: about.md
markdown_extensions: [attr_list, footnotes, md_in_html]
"""


class Peer(ABC):
    """A generator. `key` names its folders and options, `name` its rows in the report."""

    key: ClassVar[str]
    name: ClassVar[str]

    site: ClassVar[str] = "site"
    """The folder it builds into."""

    leavings: ClassVar[Sequence[str]] = (".cache",)
    """What else a build leaves for the next one."""

    remembers: ClassVar[bool] = False
    """Whether a build is faster for what the one before has left."""

    slow: ClassVar[bool] = False
    """Whether a large archive takes so long that one build must do."""

    @property
    def environment(self) -> Environment | None:
        """Where it is installed; None if it is this project's own."""
        return environment_of(self.key)

    def write(self, folder: Path, releases: Iterable[SyntheticRelease]) -> None:
        """Put a project with the releases into an empty folder."""
        self.lay_out(folder)
        for release in releases:
            self.add(folder, release)

    def add(self, folder: Path, release: SyntheticRelease) -> Path:
        """Put one more release into its project; returns the file."""
        path, text = self.release_file(release)
        return write(folder / path, text)

    @abstractmethod
    def lay_out(self, folder: Path) -> None:
        """Put all but the releases into an empty folder."""

    @abstractmethod
    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        """(path, text) of a release in its project."""

    @abstractmethod
    def command(self, *, search: bool) -> tuple[str, ...]:
        """The command that builds the project in the folder it is run in.

        `search` is heeded by those whose search index is an option.
        """


def with_front_matter(release: SyntheticRelease, keys: Iterable[str], body: str) -> str:
    """A release's file: title, date and other keys, then its text."""
    lines = ["---", f"title: {release.title}", f"date: {release.date}", *keys, "---", "", body, ""]
    return "\n".join(lines)


def summary_key(release: SyntheticRelease, key: str = "summary") -> list[str]:
    """The line of a release's summary, if it has one."""
    return [f"{key}: {release.summary}"] if release.summary else []


def write_pages(docs: Path, home: str = "index.md", welcome: str = DESCRIPTION) -> None:
    """The home page and an ordinary one."""
    write(docs / home, f"---\ntitle: Beranda\n---\n\n{welcome}\n")
    write(docs / "about.md", "---\ntitle: Tentang\n---\n\nTidak ada yang nyata di sini.\n")


def write(file: Path, text: str) -> Path:
    """Write a file, and the folders it is in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
    return file
