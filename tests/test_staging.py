"""The site folder holds the last good site, whole, until the next one is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import NOW, Newsroom, release
from markup import files
from mkdocs.exceptions import Abort

from newsroom.staging import Staging


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files(folder)}


def test_a_new_site_takes_the_place_of_the_old_one(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/lama.md", release(title="Lama"))
    site = newsroom.build()
    (newsroom.folder / "docs/news/2025/lama.md").unlink()
    newsroom.write("news/2025/baru.md", release(title="Baru"))
    assert newsroom.build() == site
    assert "news/2025/baru/index.html" in files(site)
    assert "news/2025/lama/index.html" not in files(site)
    shown = [p.name for p in newsroom.folder.iterdir() if p.name != ".cache"]
    assert sorted(shown) == ["docs", "mkdocs.yml", "site"]


def test_a_strict_build_with_warnings_leaves_the_last_good_site(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release())
    site = newsroom.build()
    good = contents(site)
    newsroom.write("tentang.md", "[tidak ada](#tidak-ada)")
    newsroom.config = {"strict": True, "validation": {"links": {"anchors": "warn"}}}
    with pytest.raises(Abort):
        newsroom.build()
    assert contents(site) == good


def test_hidden_files_in_the_site_folder_stay(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release())
    site = newsroom.build()
    (site / ".git").mkdir()
    (site / ".git/HEAD").write_text("x")
    (site / ".htaccess").write_text("y")
    newsroom.build()
    assert (site / ".git/HEAD").read_text() == "x"
    assert (site / ".htaccess").read_text() == "y"


def test_the_site_folder_keeps_its_permissions(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release())
    site = newsroom.build()
    site.chmod(0o750)
    newsroom.build()
    assert site.stat().st_mode & 0o777 == 0o750


def test_a_site_that_is_a_link_stays_a_link(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release())
    real = newsroom.folder / "www/html"
    real.mkdir(parents=True)
    (newsroom.folder / "site").symlink_to(real)
    newsroom.build()
    assert (newsroom.folder / "site").is_symlink()
    assert (real / "index.html").is_file()


def test_where_a_folder_cannot_be_moved_its_files_are_put_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    for name in ("lama/index.html", "sama.txt", ".git/HEAD", "dulu-folder/x"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("lama")
    staging = Staging(site)
    for name in ("baru/index.html", "sama.txt", "dulu-folder"):
        (staging.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (staging.folder / name).write_text("baru")

    def busy(self: Path, target: Path) -> Path:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(Path, "rename", busy)
    staging.take_its_place()
    assert contents(site) == {
        ".git/HEAD": b"lama",
        "baru/index.html": b"baru",
        "dulu-folder": b"baru",
        "sama.txt": b"baru",
    }
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site"]


def test_a_site_moved_away_by_a_killed_build_is_brought_back(tmp_path: Path) -> None:
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old/index.html").write_text("baik")
    Staging(tmp_path / "site").discard()
    assert contents(tmp_path / "site") == {"index.html": b"baik"}


def test_what_a_killed_build_left_is_cleared_up_in_time(tmp_path: Path) -> None:
    left, fresh = tmp_path / ".site.new-1-1", tmp_path / ".site.new-2-2"
    left.mkdir()
    fresh.mkdir()
    yesterday = time.time() - 24 * 3600
    os.utime(left, (yesterday, yesterday))
    Staging(tmp_path / "site").discard()
    assert not left.exists()
    assert fresh.exists()  # it may be another build's, at work now


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_stopped_at_any_moment_leaves_the_last_good_site(
    newsroom: Newsroom, how: signal.Signals
) -> None:
    newsroom.write("news/2025/a.md", release(title="Lama"))
    site = newsroom.build()
    good = contents(site)
    for number in range(40):
        newsroom.write(f"news/2025/baru-{number}.md", release(title=f"Baru {number}"))
    environment = {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-m", "newsroom", "build"]
    seen = []
    for tenths in (5, 9, 11, 13, 15):
        build = subprocess.Popen(
            command,
            cwd=newsroom.folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            build.wait(tenths / 10)
        except subprocess.TimeoutExpired:
            build.send_signal(how)
            build.wait()
        seen.append(contents(site))
    subprocess.run(
        command, cwd=newsroom.folder, env=environment, check=True, stderr=subprocess.DEVNULL
    )
    whole = contents(site)
    assert "news/2025/baru-39/index.html" in whole
    assert seen[0] == good
    assert all(found in (good, whole) for found in seen)
