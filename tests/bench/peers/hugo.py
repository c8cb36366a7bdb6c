"""Hugo, with templates that make the same pages, listings and feeds as ours."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

from bench.archive import NOW, SyntheticRelease
from bench.environment import ROOT, environment_of
from bench.peers.peer import Peer, summary_key, with_front_matter, write, write_pages

_TEMPLATES = Path(__file__).with_name("hugo_site")

# The pages that are no releases: title and description of each folder, as ours has them.
_FOLDERS = {
    "partners": ("Mitra", "Lembaga dan instansi yang disebut dalam siaran pers, menurut abjad."),
    "locations": ("Lokasi", "Tempat asal siaran pers."),
    "editors": ("Editor", "Editor yang bertanggung jawab atas siaran pers."),
    "topics": ("Topik", "Pokok bahasan siaran pers."),
}
_CORRECTIONS = """\
---
title: Koreksi dan pembaruan
description: Setiap perubahan pada siaran pers yang sudah terbit, dari yang terbaru.
layout: corrections
---
"""
_ARCHIVE = """\
---
title: Arsip
description: Semua siaran pers menurut tahun dan bulan.
layout: archive
---
"""
_PRESS = """\
---
title: Untuk wartawan
description: >-
  Narahubung, profil kantor, lambang, dan umpan berita Kantor Contoh untuk keperluan pers.
layout: press
---
"""


class Hugo(Peer):
    """Hugo, its binary run directly. It builds all anew each time, over the site before."""

    key = "hugo"
    name = "Hugo"
    leavings = ("resources",)

    def lay_out(self, folder: Path) -> None:
        shutil.copytree(_TEMPLATES, folder)
        content = folder / "content"
        write_pages(content, home="_index.md")
        write(content / "corrections.md", _CORRECTIONS)
        write(content / "archive.md", _ARCHIVE)
        write(content / "press.md", _PRESS)
        for name, (title, description) in _FOLDERS.items():
            head = f"---\ntitle: {title}\ndescription: {description}\n---\n"
            write(content / name / "_index.md", head)
        write(content / "news/_index.md", _short("Semua siaran pers", "Siaran pers"))
        _copy_assets(folder / "static/assets")

    def add(self, folder: Path, release: SyntheticRelease) -> Path:
        """Add the release, and a listing of its year with the first one of that year."""
        year = release.day.year
        index = folder / f"content/news/{year}/_index.md"
        if not index.exists():
            write(index, _short(f"Siaran pers tahun {year}", str(year)))
        return super().add(folder, release)

    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        keys = [
            f"locations: {release.location}",
            f"editors: {release.editor}",
            f"partners: [{', '.join(release.partners)}]",
            f"topics: [{', '.join(release.topics)}]",
            *summary_key(release),
        ]
        return f"content/news/{release.path}", with_front_matter(release, keys, release.body)

    def command(self, *, search: bool) -> tuple[str, ...]:
        clock = f"{NOW.isoformat()}+07:00"
        return (str(_binary()), "--quiet", "--clock", clock, "--destination", self.site)


def _binary() -> Path:
    """The program in the package, without the Python around it."""
    folder = environment_of(Hugo.key).folder
    return next(folder.glob("**/site-packages/hugo/binaries/hugo*"), folder / "hugo")


def _short(title: str, short: str) -> str:
    """Front matter of a folder of releases; `short` is its name in breadcrumbs."""
    return f'---\ntitle: {title}\nshort: "{short}"\n---\n'


def _copy_assets(folder: Path) -> None:
    """The style sheets, scripts and pictures that ours publishes."""
    shutil.copytree(ROOT / "overrides/assets", folder)
    material = find_spec("material")
    assert material is not None and material.origin is not None
    theirs = Path(material.origin).parent / "templates/assets"
    (folder / "images").mkdir()
    shutil.copyfile(theirs / "images/favicon.png", folder / "images/favicon.png")
