"""The site folder holds the last good site, whole, until the next one is."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Newsroom, release
from markup import files
from mkdocs.exceptions import Abort

from newsroom.staging import Staging

unix = pytest.mark.skipif(os.name == "nt", reason="no process is killed by signals here")


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

    def busy(*_: object) -> Path:
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


def test_what_a_killed_build_left_is_cleared_up(tmp_path: Path) -> None:
    (tmp_path / ".site.new-1-1").mkdir()
    Staging(tmp_path / "site").discard()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["site", "site[1]", "*"])
def test_a_killed_exchange_is_put_right_whatever_the_site_is_called(
    tmp_path: Path, name: str
) -> None:
    site = tmp_path / name
    written(site, {"index.html": b"baru"})
    old = tmp_path / f".{name}.next-{site.stat().st_ino}"
    written(old, {"index.html": b"lama", ".git/HEAD": b"x"})
    written(tmp_path / f".{name}.new-1-1", {"index.html": b"setengah"})
    Staging(site).discard()
    assert contents(site) == {"index.html": b"baru", ".git/HEAD": b"x"}
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_second_build_of_a_site_waits_for_the_first(tmp_path: Path) -> None:
    first = Staging(tmp_path / "site")
    begun: list[Staging] = []
    waited = threading.Event()
    second = threading.Thread(
        target=lambda: begun.append(Staging(tmp_path / "site", waiting=waited.set))
    )
    second.start()
    assert waited.wait(30)
    assert not begun
    (first.folder / "index.html").write_text("pertama")
    first.take_its_place()
    second.join(30)
    (begun[0].folder / "index.html").write_text("kedua")
    begun[0].take_its_place()
    assert contents(tmp_path / "site") == {"index.html": b"kedua"}
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_builds_of_different_sites_do_not_wait(tmp_path: Path) -> None:
    one, other = Staging(tmp_path / "site"), Staging(tmp_path / "site-preview", waiting=pytest.fail)
    one.discard()
    other.discard()


def test_waiting_ends_some_time_and_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.write("news/2025/a.md", release())
    other = Staging(newsroom.folder / "site")
    monkeypatch.setattr("newsroom.staging.PATIENCE", 0.1)
    with (
        caplog.at_level("INFO", logger="mkdocs"),
        pytest.raises(Abort, match="masih dibangun oleh proses lain"),
    ):
        newsroom.build()
    assert "Menunggu: situs di" in caplog.text
    other.discard()
    assert (newsroom.build() / "index.html").is_file()


def test_what_is_published_is_read_after_the_wait(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("news/2025/a.md", release(title="Lama"))
    other = Staging(newsroom.folder / "site")

    def told(sentence: str, *_: Any) -> None:
        if sentence.startswith("Menunggu"):
            newsroom.write("news/2025/a.md", release(title="Baru"))
            other.discard()

    monkeypatch.setattr("newsroom.plugin.log.info", told)
    assert "Baru" in (newsroom.build() / "news/2025/a/index.html").read_text("utf-8")


@pytest.mark.parametrize("step", ["copy2", "copymode"])
def test_a_disk_that_cannot_be_written_is_told_in_a_sentence(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    newsroom.write("news/2025/a.md", release())
    site = newsroom.build()
    good = contents(site)
    newsroom.write("news/2025/b.md", release())

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    for way in ("_exchanged", "_moved"):
        monkeypatch.setattr(Staging, way, lambda self: None)
    monkeypatch.setattr(f"newsroom.staging.shutil.{step}", full)
    with pytest.raises(Abort, match=r"Situs tidak dapat ditulis ke .*: No space left on device"):
        newsroom.build()
    monkeypatch.undo()
    assert contents(site) == good
    assert not list(newsroom.folder.glob(".site*"))


def test_a_disk_that_fills_up_while_pages_are_written_is_told_in_a_sentence(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("news/2025/a.md", release())

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mkdocs.utils.write_file", full)
    with pytest.raises(Abort, match="No space left on device"):
        newsroom.build()


HIDDEN = {
    ".git/HEAD": b"kepala",
    ".git/refs/main": b"ref",
    ".htaccess": b"aturan",
    ".well-known/tantangan": b"x",
}
OLD = {"index.html": b"lama", "lama/index.html": b"lama", "sama.txt": b"lama"}
NEW = {"index.html": b"baru", "baru/index.html": b"baru", "sama.txt": b"baru"}
# The new site brings a hidden folder of its own, in which the old one has something as well.
BROUGHT = {".well-known/security.txt": b"baru"}

READ_BY_SERVERS = {".htaccess", ".well-known/tantangan"}

# Opens files of a site over and over until it is told to stop; tells how often one was missing.
READING = """
import select, sys
from pathlib import Path

names = ("index.html", "sama.txt", ".htaccess", ".well-known/tantangan")
files = [Path(sys.argv[1], name) for name in names]
print("begun", flush=True)
missed = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    for file in files:
        try:
            file.read_bytes()
        except FileNotFoundError:
            missed += 1
print(missed)
"""

# Dies, as by a power cut, right before a change of the disk; their number is the argument.
# Python tells its audit hooks of each: wherever the swap touches a file, the test is there.
DYING = """
import os, signal, sys
from pathlib import Path
from newsroom.staging import Staging

site, left, how = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
staging = Staging(site)
for name, text in eval(sys.argv[4]).items():
    file = staging.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
if how != "exchanged":
    Staging._exchanged = lambda self: None
if how == "put over":
    Staging._moved = lambda self: None
CHANGES = {
    "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod",
    "ctypes.dlsym",  # right before the exchange
}

def watch(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
    if event in CHANGES or writes:
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

sys.addaudithook(watch)
staging.take_its_place(made=set(eval(sys.argv[5])), withdrawn=[".lama.txt"])
"""


def written(folder: Path, texts: dict[str, bytes]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)


def swap_dying_after(changes: int, site: Path, how: str) -> bool:
    """Whether it died; else it had nothing left to change."""
    shutil.rmtree(site.parent, ignore_errors=True)
    written(site, OLD | HIDDEN | {".lama.txt": b"dari situs sebelumnya"})
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            DYING,
            str(site),
            str(changes),
            how,
            repr(NEW | BROUGHT),
            repr(BROUGHT),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def shown(folder: Path) -> dict[str, bytes]:
    return {name: text for name, text in contents(folder).items() if "/." not in f"/{name}"}


@unix
@pytest.mark.parametrize("how", ["exchanged", "moved", "put over"])
def test_a_swap_that_dies_at_any_point_loses_nothing(tmp_path: Path, how: str) -> None:
    site = tmp_path / "www/site"
    died = 0
    while swap_dying_after(died, site, how):
        died += 1
        if how == "exchanged":  # it is whole before anybody puts anything right
            assert shown(site) in (OLD, NEW), died
            assert contents(site).keys() >= READ_BY_SERVERS
        Staging(site).discard()  # what the next build begins with
        found = contents(site)
        assert HIDDEN.items() <= found.items(), died
        assert [p.name for p in site.parent.iterdir()] == ["site"]
        if how != "put over":
            assert shown(site) in (OLD, NEW), died
        for name, text in shown(site).items():
            assert text in (OLD.get(name), NEW.get(name)), died
        following = Staging(site)
        written(following.folder, NEW | BROUGHT)
        following.take_its_place(made=BROUGHT.keys(), withdrawn=[".lama.txt"])
        assert contents(site) == NEW | BROUGHT | HIDDEN
    assert died > 6
    assert contents(site) == NEW | BROUGHT | HIDDEN


def test_a_hidden_file_that_was_lent_to_a_site_that_never_came_does_not_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, standby = tmp_path / "site", tmp_path / "standby"
    written(site, OLD | HIDDEN)
    first = Staging(site, standby)
    written(standby, NEW)
    for way in ("_exchanged", "_moved"):
        monkeypatch.setattr(Staging, way, pytest.fail)
    with pytest.raises(pytest.fail.Exception):
        first.take_its_place()
    first.discard()
    monkeypatch.undo()
    (site / ".htaccess").unlink()
    Staging(site, standby).take_its_place()
    assert contents(site) == NEW | {k: v for k, v in HIDDEN.items() if k != ".htaccess"}


def test_a_disk_that_fills_up_while_files_are_put_over_leaves_the_site_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    written(site, OLD | HIDDEN)
    staging = Staging(site)
    written(staging.folder, NEW)
    copied: list[object] = []

    def fills_up(source: Path, target: Path, **_: Any) -> None:
        if copied:
            raise OSError(28, "No space left on device")
        copied.append(target.write_bytes(source.read_bytes()))

    for way in ("_exchanged", "_moved"):
        monkeypatch.setattr(Staging, way, lambda self: None)
    monkeypatch.setattr("newsroom.staging.shutil.copy2", fills_up)
    with pytest.raises(OSError, match="No space left"):
        staging.take_its_place()
    staging.discard()
    assert contents(site) == OLD | HIDDEN


@pytest.mark.parametrize("how", ["exchanged", "moved", "put over"])
def test_the_disk_keeps_the_new_files_before_they_take_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Else after a power cut a page may be there and empty."""
    site = tmp_path / "site"
    written(site, OLD | HIDDEN)
    staging = Staging(site)
    written(staging.folder, NEW)
    for way in ("_exchanged", "_moved")[: ("exchanged", "moved", "put over").index(how)]:
        monkeypatch.setattr(Staging, way, lambda self: None)
    kept: list[dict[str, bytes]] = []

    def settle(folder: Path) -> None:
        assert shown(site) == OLD
        kept.append(shown(folder) if folder != site else shown(site / ".newsroom-new"))

    monkeypatch.setattr("newsroom.staging.settle", settle)
    staging.take_its_place()
    assert shown(site) == NEW
    assert kept[0] == NEW
    assert len(kept) == (2 if how == "put over" else 1)


def test_a_disk_that_cannot_keep_the_new_files_leaves_the_site_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    old = OLD | HIDDEN | {".lama.txt": b"dari situs sebelumnya"}
    written(site, old)
    staging = Staging(site)
    written(staging.folder, NEW)

    def broken(folder: Path) -> None:
        raise OSError(5, "Input/output error", str(folder))

    monkeypatch.setattr("newsroom.staging.settle", broken)
    with pytest.raises(OSError, match="Input/output"):
        staging.take_its_place(withdrawn=[".lama.txt"])
    staging.discard()
    assert contents(site) == old


@pytest.mark.parametrize("how", ["exchanged", "moved", "put over"])
def test_a_hidden_file_that_is_no_longer_made_goes_with_the_site_that_had_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    site = tmp_path / "site"
    written(site, OLD | HIDDEN | {".lama.txt": b"lama", ".well-known/lama.txt": b"lama"})
    staging = Staging(site)
    written(staging.folder, NEW)
    for way in ("_exchanged", "_moved")[: ("exchanged", "moved", "put over").index(how)]:
        monkeypatch.setattr(Staging, way, lambda self: None)
    staging.take_its_place(withdrawn=[".lama.txt", ".well-known/lama.txt"])
    assert contents(site) == NEW | HIDDEN


def test_a_site_that_does_not_come_takes_no_hidden_file_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    written(site, OLD | {".lama.txt": b"dari situs sebelumnya", ".htaccess": b"server"})
    staging = Staging(site)
    written(staging.folder, NEW)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newsroom.staging._give", full)
    with pytest.raises(OSError, match="No space"):
        staging.take_its_place(withdrawn=[".lama.txt"])
    staging.discard()
    assert contents(site)[".lama.txt"] == b"dari situs sebelumnya"


@pytest.mark.skipif(sys.platform != "linux", reason="how disks exchange names is tried on Linux")
def test_at_no_instant_is_a_page_missing_while_sites_change_places(tmp_path: Path) -> None:
    """Another process opens the same page all the while; macOS and Windows are not tried."""
    site = tmp_path / "site"
    written(site, OLD | HIDDEN)
    reader = subprocess.Popen(
        [sys.executable, "-c", READING, str(site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == b"begun\n"
    for number in range(300):
        staging = Staging(site)
        written(staging.folder, NEW if number % 2 else OLD)
        staging.take_its_place()
    missed, _ = reader.communicate(b"\n", timeout=60)
    assert missed == b"0\n"


@unix
def test_three_builds_at_once_end_with_one_whole_site(newsroom: Newsroom) -> None:
    for number in range(5):
        newsroom.write(f"news/2025/{number}.md", release(title=f"Kabar {number}"))
    newsroom.write_config()
    builds = [running(newsroom) for _ in range(3)]
    for build in builds:
        assert build.wait(120) == 0
    assert "news/2025/4/index.html" in contents(newsroom.folder / "site")
    assert not list(newsroom.folder.glob(".site*"))


def running(newsroom: Newsroom) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "newsroom", "build"],
        cwd=newsroom.folder,
        env={
            **os.environ,
            "NEWSROOM_NOW": NOW.isoformat(),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@unix
@pytest.mark.slow
@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT"])
def test_a_build_stopped_at_any_moment_leaves_a_whole_site(newsroom: Newsroom, how: str) -> None:
    newsroom.write("news/2025/a.md", release(title="Lama"))
    site = newsroom.build()
    written(site, HIDDEN)
    good = shown(site)
    for number in range(40):
        newsroom.write(f"news/2025/baru-{number}.md", release(title=f"Baru {number}"))
    seen = []
    for _ in range(5):
        build = running(newsroom)
        with suppress(subprocess.TimeoutExpired):
            build.wait(random.uniform(0.2, 2))
        build.send_signal(getattr(signal, how))
        build.wait()
        Staging(site).discard()
        assert HIDDEN.items() <= contents(site).items()
        seen.append(shown(site))
    assert running(newsroom).wait() == 0
    whole = shown(site)
    assert "news/2025/baru-39/index.html" in whole
    assert all(found in (good, whole) for found in seen)
