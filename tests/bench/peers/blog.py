"""Material's blog plugin: partners as categories, the first paragraph as the excerpt."""

from __future__ import annotations

from pathlib import Path

from bench.archive import SyntheticRelease
from bench.environment import environment_of
from bench.peers.peer import MKDOCS_YML, Peer, summary_key, with_front_matter, write, write_pages

# As it ships, but for two options: addresses that cannot collide, the newsroom's page size.
_PLUGINS = """\
plugins:
  - blog:
      post_url_format: "{date}/{file}"
      pagination_per_page: 20
"""
_WITHOUT_SEARCH = "without-search.yml"


class Blog(Peer):
    """The blog plugin in Material for MkDocs."""

    key = "blog"
    name = "Material's blog plugin"
    slow = True

    def lay_out(self, folder: Path) -> None:
        write_pages(
            folder / "docs", welcome="[Siaran pers](blog/index.md) buatan untuk pengukuran."
        )
        write(folder / "docs/blog/index.md", "# Siaran pers\n")
        write(folder / "mkdocs.yml", f"{MKDOCS_YML}{_PLUGINS}  - search\n")
        write(folder / _WITHOUT_SEARCH, MKDOCS_YML + _PLUGINS)

    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        keys = [
            f"categories: [{', '.join(release.partners)}]",
            *summary_key(release, "description"),
        ]
        body = release.body.replace("\n\n", "\n\n<!-- more -->\n\n", 1)
        return f"docs/blog/posts/{release.path}", with_front_matter(release, keys, body)

    def command(self, *, search: bool) -> tuple[str, ...]:
        python = str(environment_of(self.key).python)
        config = "mkdocs.yml" if search else _WITHOUT_SEARCH
        return (python, "-m", "mkdocs", "build", "--quiet", "--config-file", config)
