"""Lighthouse on a phone's throttling, and a page's weight: the newsroom beside Material's blog."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
from bench.environment import environment_of

from measure import tools
from measure.server import hosted

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

MAIN = "tasyakuran-hari-bakti-dan-nota-kesepahaman-empat-mitra"

# One of each kind that is measured, in the newsroom and in the blog. Of the two, only the
# newsroom has pages of partners; the blog's are its categories.
OURS = {
    "release": f"news/2025/{MAIN}/",
    "home": "",
    "partner": "partners/pemerintah-kota-cilegon/",
}
BLOGS = {
    "release": f"blog/2025/11/19/{MAIN}/",
    "home": "blog/",
    "partner": "blog/category/pemerintah-kota-cilegon/",
}

SOON = 1200
"""Milliseconds within which the largest thing on a page is to be painted."""

_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


@dataclass(frozen=True)
class Figures:
    """What Lighthouse says of a page: scores of 100, milliseconds, bytes over the wire."""

    scores: Mapping[str, int]
    lcp: float
    cls: float
    tbt: float
    size: int
    requests: int
    lacking: tuple[str, ...]

    @property
    def perfect(self) -> bool:
        """Whether no other turn could come to more."""
        return set(self.scores.values()) == {100} and self.lcp < SOON

    @classmethod
    def read(cls, report: dict[str, Any]) -> Figures:
        """The figures of a report of Lighthouse's."""
        if error := report.get("runtimeError"):
            raise RuntimeError(error["message"])
        audits = report["audits"]
        rows = audits["network-requests"]["details"]["items"]
        scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
        lacking = tuple(
            ref["id"]
            for name in CATEGORIES
            for ref in report["categories"][name]["auditRefs"]
            if ref["weight"]
            and (audits[ref["id"]]["score"] or 0) < 0.9
            and audits[ref["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual")
        )
        return cls(
            scores,
            audits["largest-contentful-paint"]["numericValue"],
            audits["cumulative-layout-shift"]["numericValue"],
            audits["total-blocking-time"]["numericValue"],
            sum(row.get("transferSize", 0) for row in rows),
            len(rows),
            lacking,
        )


def lighthouse(url: str, chromium: str) -> Figures:
    """Measure a page as Lighthouse does for a phone: a slow network and processor, simulated."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        command = [
            "node", str(tools.LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={out}",
            f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={_FLAGS}",
        ]  # fmt: skip
        env = {**os.environ, "CHROME_PATH": chromium}
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        if not out.is_file():
            raise RuntimeError(done.stderr.strip()[-500:])
        return Figures.read(json.loads(out.read_text("utf-8")))


def best_of(turns: int, url: str, chromium: str) -> Figures:
    """The best of at most some turns: what else the machine does can only slow a page down."""
    found: list[Figures] = []
    for _ in range(turns):
        found.append(lighthouse(url, chromium))
        if found[-1].perfect:
            break
    return max(found, key=lambda figures: (sum(figures.scores.values()), -figures.lcp))


def stock_blog(docs: Path, folder: Path) -> Path:
    """Build the releases in docs/ with Material's blog plugin as it ships; returns its site."""
    environment = environment_of("blog")
    environment.make()
    posts = folder / "docs/blog/posts"
    posts.mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Beranda\n", "utf-8")
    (folder / "docs/blog/index.md").write_text("# Siaran pers\n", "utf-8")
    for file in sorted((docs / "news").rglob("*")):
        if file.suffix == ".md":
            (posts / file.name).write_text(_post(frontmatter.load(str(file))), "utf-8")
        elif file.is_file():
            (posts / file.name).write_bytes(file.read_bytes())
    (folder / "mkdocs.yml").write_text(_BLOG, "utf-8")
    python = str(environment.python)
    command = [python, "-m", "mkdocs", "build", "--quiet", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "site"


_BLOG = """\
site_name: Ruang Berita Pemasyarakatan Banten
site_url: https://newsroom.example/
site_description: Siaran pers, mitra, dan narahubung media.
theme: {name: material, language: id}
plugins:
  - blog: {post_url_format: "{date}/{file}"}
  - search
markdown_extensions: [attr_list, footnotes, md_in_html]
"""


def _post(release: frontmatter.Post) -> str:
    """A release as the blog plugin wants it: its picture, its first paragraph as the excerpt."""
    data: dict[str, Any] = dict(release.metadata)
    names = [p["name"] if isinstance(p, dict) else p for p in data.get("partners", [])]
    post = frontmatter.Post(release.content.replace("\n\n", "\n\n<!-- more -->\n\n", 1))
    post.metadata = {"date": data["date"], "categories": names, "description": data.get("summary")}
    picture = data.get("image")
    shown = f"![{picture['alt']}]({picture['src']})\n\n" if picture else ""
    post.content = f"# {data['title']}\n\n{shown}{post.content}"
    return frontmatter.dumps(post)


@contextmanager
def both(docs: Path, ours: Path, folder: Path) -> Iterator[dict[str, dict[str, str]]]:
    """The addresses of the pages to measure, by generator and kind."""
    blog = stock_blog(docs, folder)
    with hosted(ours) as one, hosted(blog) as other:
        yield {
            "Newsroom": {kind: one + path for kind, path in OURS.items()},
            "Material's blog": {kind: other + path for kind, path in BLOGS.items()},
        }
