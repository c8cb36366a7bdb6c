"""Zensical: plain pages; listings, feeds and structured data it has not."""

from __future__ import annotations

from pathlib import Path

from bench.archive import SyntheticRelease
from bench.environment import environment_of
from bench.peers.peer import MKDOCS_YML, Peer, summary_key, with_front_matter, write, write_pages


class Zensical(Peer):
    """Zensical, which reads mkdocs.yml; its search is always on."""

    key = "zensical"
    name = "Zensical (plain pages)"
    remembers = True
    slow = True

    def lay_out(self, folder: Path) -> None:
        write_pages(folder / "docs")
        write(folder / "mkdocs.yml", MKDOCS_YML)

    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        keys = summary_key(release, "description")
        body = f"# {release.title}\n\n{release.body}"
        return f"docs/news/{release.path}", with_front_matter(release, keys, body)

    def command(self, *, search: bool) -> tuple[str, ...]:
        return (str(environment_of(self.key).programs / "zensical"), "build")
