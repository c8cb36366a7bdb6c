"""`newsroom build` makes the site, or a preview of it that cannot be taken for the site."""

from __future__ import annotations

import os
import subprocess
import sys

from conftest import NOW, Newsroom, release
from markup import files, meta, page, pages, texts


def run(newsroom: Newsroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    newsroom.write_config()
    return subprocess.run(
        [sys.executable, "-m", "newsroom", "build", *arguments],
        cwd=newsroom.folder,
        env={
            **os.environ,
            "NEWSROOM_NOW": NOW.isoformat(),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def write(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/umum.md", release(title="Umum"))
    newsroom.write("news/2025/nanti.md", release(title="Nanti", embargo="2025-12-24T09:00"))


def test_it_builds_what_is_public(newsroom: Newsroom) -> None:
    write(newsroom)
    done = run(newsroom)
    assert done.returncode == 0, done.stderr
    site = newsroom.folder / "site"
    assert (site / "news/2025/umum/index.html").is_file()
    assert not (site / "news/2025/nanti").exists()
    assert "1 siaran pers ditahan" in done.stderr
    assert not [word for word in ("Material", "Cleaning", "Documentation") if word in done.stderr]


def test_a_preview_shows_everything_under_notices_in_a_folder_of_its_own(
    newsroom: Newsroom,
) -> None:
    write(newsroom)
    newsroom.write("news/2025/rusak.md", "---\ntitle: a: b\n---\n")
    done = run(newsroom, "--preview")
    assert done.returncode == 0, done.stderr
    assert not (newsroom.folder / "site").exists()
    preview = newsroom.folder / "site-preview"
    held = page(preview, "news/2025/nanti/")
    assert texts(held, ".//p[@class='nr-status']") == [
        "EMBARGO SAMPAI Rabu, 24 Desember 2025, 09.00 WIB."
    ]
    assert texts(page(preview, "news/2025/rusak/"), ".//h1") == [
        "Naskah ini belum dapat ditampilkan"
    ]
    assert all(meta(html, "robots") == ["noindex"] for html in pages(preview).values())


def test_a_preview_never_goes_where_the_public_site_is(newsroom: Newsroom) -> None:
    write(newsroom)
    run(newsroom)
    before = files(newsroom.folder / "site")
    done = run(newsroom, "--preview", "-d", "site")
    assert done.returncode == 2
    assert "folder situs publik" in done.stderr
    assert files(newsroom.folder / "site") == before


def test_a_build_with_problems_ends_with_1_and_tells_them(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/rusak.md", "---\ntitle: a: b\n---\n")
    done = run(newsroom)
    assert done.returncode == 1
    assert "docs/news/2025/rusak.md:2:9: Nilai ini memuat titik dua" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (newsroom.folder / "site").exists()
