"""Ours: the repository's own templates, every release in docs/news/."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from bench.archive import SyntheticRelease
from bench.environment import ROOT, Environment
from bench.peers.peer import MKDOCS_YML, Peer, summary_key, with_front_matter, write, write_pages

CONFIG = "mkdocs.yml"
_WITHOUT_SEARCH = "without-search.yml"

# Cards to share are drawn by none of the others.
_PLUGINS = """\
plugins:
  - newsroom:
      search: {search}
      cards: never
      organisation: {{name: Kantor Contoh}}
      boilerplate: Kantor Contoh adalah kantor buatan yang hanya ada untuk pengukuran ini.
      contacts:
        humas: {{name: Narahubung Contoh, email: humas@newsroom.example}}
"""


class Newsroom(Peer):
    """Ours, run from the environment that the bench itself runs in."""

    key = "newsroom"
    name = "Newsroom"
    remembers = True

    @property
    def environment(self) -> Environment | None:
        return None

    def lay_out(self, folder: Path) -> None:
        shutil.copytree(ROOT / "overrides", folder / "overrides")
        write_pages(folder / "docs")
        config = MKDOCS_YML.replace("theme:\n", "theme:\n  custom_dir: overrides\n")
        write(folder / CONFIG, config + _PLUGINS.format(search="true"))
        write(folder / _WITHOUT_SEARCH, config + _PLUGINS.format(search="false"))

    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        keys = [
            f"location: {release.location}",
            f"editor: {release.editor}",
            f"partners: [{', '.join(release.partners)}]",
            f"topics: [{', '.join(release.topics)}]",
            *summary_key(release),
        ]
        return f"docs/news/{release.path}", with_front_matter(release, keys, release.body)

    def command(self, *, search: bool) -> tuple[str, ...]:
        config = CONFIG if search else _WITHOUT_SEARCH
        return (sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config)
