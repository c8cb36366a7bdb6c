"""Whatever befalls a build, readers get the last good site whole, and the next build works.

The faults are real: processes are killed, disks are full, folders cannot be written. Those
that need a disk of their own need root, as in the containers of CI; without it they are skipped.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from conftest import GIF, NOW, Newsroom, release, served
from markup import files
from previews import Preview, page_at, serving

linux = pytest.mark.skipif(sys.platform != "linux", reason="faults of this kind are tried on Linux")
pytestmark = [linux, pytest.mark.slow]

# Something that is in every page of an edition, and tells it from every other one.
OLD, NEW = "Edisi pertama", "Edisi kedua"


@pytest.fixture
def office(newsroom: Newsroom) -> Newsroom:
    """A newsroom with releases, a picture, an ordinary page and search."""
    newsroom.options["search"] = True
    newsroom.write("index.md", "Selamat datang.")
    newsroom.write("tentang.md", "# Tentang kami")
    newsroom.write("news/2025/foto.gif", GIF)
    image = {"src": "foto.gif", "alt": "Peserta berdiri di halaman kantor."}
    for number in range(4):
        newsroom.write(
            f"news/2025/kabar-{number}.md", release(title=f"Kabar {number}", image=image)
        )
    edition(newsroom, OLD)
    return newsroom


def edition(office: Newsroom, sentence: str) -> None:
    """Let every page of the next site bear a sentence."""
    office.options["notice"] = sentence
    office.write_config()


def environment(**more: str) -> dict[str, str]:
    return {
        **os.environ,
        "NEWSROOM_NOW": NOW.isoformat(),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **more,
    }


def begun(
    office: Newsroom, *arguments: str, before: Sequence[str] = (), **more: str
) -> subprocess.Popen[str]:
    """A build in a process of its own; `before` is what it is called by."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "newsroom", "build", *arguments],
        cwd=office.folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def built(
    office: Newsroom, *arguments: str, before: Sequence[str] = (), **more: str
) -> tuple[int, str]:
    """The end of a build and what it said."""
    build = begun(office, *arguments, before=before, **more)
    said, _ = build.communicate(timeout=300)
    assert "Traceback" not in said, said
    return build.returncode, said


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files(folder)}


def as_clean(office: Newsroom, folder: Path) -> dict[str, bytes]:
    """What a first build of the same sources makes."""
    site = folder / "bersih"
    assert built(office, "--clean", "-d", str(site))[0] == 0
    return contents(site)


def but_search(site: dict[str, bytes]) -> dict[str, bytes]:
    """Pagefind numbers pages in the order in which a disk lists them, and each disk has its own."""
    return {name: data for name, data in site.items() if not name.startswith("pagefind/")}


class Reader(threading.Thread):
    """Asks a server for pages over and over, and remembers every answer that is no whole page."""

    def __init__(self, address: str, names: Sequence[str]) -> None:
        super().__init__()
        self._address = address
        self._names = names
        self._enough = threading.Event()
        self.wrong: list[str] = []
        self.answers = 0

    def run(self) -> None:
        while not self._enough.is_set():
            for name in self._names:
                try:
                    with urlopen(self._address + name, timeout=60) as answer:
                        text = answer.read().decode()
                except OSError as error:
                    self.wrong.append(f"{name}: {error}")
                    continue
                self.answers += 1
                whole = text.rstrip().endswith("</html>")
                if not whole or (OLD in text) == (NEW in text):
                    self.wrong.append(f"{name}: {text[:200]}")

    def end(self) -> None:
        self._enough.set()
        self.join()


@contextmanager
def read_meanwhile(site: Path) -> Iterator[None]:
    """Let a reader go through the site by HTTP all the while; each answer must be whole."""
    names = ("", "tentang/", "news/", "news/2025/kabar-0/", "news/2025/kabar-3/", "404.html")
    with served(site) as address:
        reader = Reader(address, names)
        reader.start()
        try:
            yield
        finally:
            reader.end()
    assert not reader.wrong
    assert reader.answers > len(names)


@contextmanager
def mounted(*how: str, at: Path) -> Iterator[None]:
    """A disk mounted for a while."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    done = subprocess.run(["mount", *how, str(at)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=True)


@contextmanager
def small_disk(at: Path, size: str) -> Iterator[None]:
    at.mkdir(parents=True, exist_ok=True)
    with mounted("-t", "tmpfs", "-o", f"size={size}", "tmpfs", at=at):
        yield


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with mounted("--bind", str(folder), at=folder):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(folder)], check=True)
        yield


# --- Killed ------------------------------------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_the_last_site_whole(
    office: Newsroom, tmp_path: Path
) -> None:
    site = office.folder / "site"
    assert built(office)[0] == 0
    began = time.monotonic()
    edition(office, NEW)
    assert built(office, "-d", str(tmp_path / "lain"))[0] == 0
    longest = time.monotonic() - began
    old, new = contents(site), contents(tmp_path / "lain")
    seen = []
    with read_meanwhile(site):
        for how in (
            signal.SIGKILL,
            signal.SIGKILL,
            signal.SIGINT,
            signal.SIGTERM,
            signal.SIGHUP,
        ) * 2:
            build = begun(office)
            with suppress(subprocess.TimeoutExpired):
                build.wait(random.uniform(0.3, 1) * longest)
            build.send_signal(how)
            said, _ = build.communicate()
            assert how == signal.SIGKILL or "Traceback" not in said, said
            seen.append(contents(site))
        assert built(office)[0] == 0
    assert all(found in (old, new) for found in seen)
    assert contents(site) == new
    assert not list(office.folder.glob(".site*"))


# Ends as by a power cut when for the n-th time a file of the site, or of what lies beside it
# and in the cache, is about to be changed; so many have gone before as the argument says.
DYING = """
import os, signal, sys
from pathlib import Path

left, folder = int(sys.argv[1]), sys.argv[2]
sys.argv = ["newsroom", "build"]
from newsroom.cli import main

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "ctypes.dlsym"}

def watch(event, arguments):
    global left
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
    if event == "ctypes.dlsym" or (
        (event in CHANGES or writes) and str(arguments[0]).startswith(folder)
    ):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

sys.addaudithook(watch)
ended = main()
print("changes", int(2**40) - left, flush=True)
sys.exit(ended)
"""


def test_a_build_killed_before_any_change_of_a_file_leaves_the_last_site_whole(
    office: Newsroom, tmp_path: Path
) -> None:
    """Every file that a whole build touches is a place to die; a sample of them, the end whole."""
    office.options["search"] = False
    edition(office, OLD)
    site = office.folder / "site"
    assert built(office)[0] == 0
    old = contents(site)

    def dying(changes: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", DYING, str(changes), str(office.folder)],
            cwd=office.folder, env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip

    edition(office, NEW)
    new = as_clean(office, tmp_path)
    assert built(office)[0] == 0
    edition(office, OLD)
    counted = dying(2**40)
    changes = int(counted.stdout.split()[-1])
    assert contents(site) == old
    # The exchange is among the last changes of a build: what follows it is catching up.
    points = sorted({*random.sample(range(changes), 7), *range(changes - 3, changes)})
    died = 0
    with read_meanwhile(site):
        for point in points:
            edition(office, OLD if contents(site) == new else NEW)
            died += dying(point).returncode == -signal.SIGKILL
            assert contents(site) in (old, new), point
        edition(office, NEW)
        assert built(office)[0] == 0
    assert contents(site) == new
    assert died > len(points) // 2  # the others had less to do than the build that was counted


def test_helpers_of_a_killed_build_end_with_it(tmp_path: Path) -> None:
    work = """
import time
from newsroom.workers import in_parallel
def work(numbers):
    print(__import__("os").getpid(), flush=True)
    time.sleep(60)
list(in_parallel(work, range(1000)))
"""
    working = subprocess.Popen(
        [sys.executable, "-c", work], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert working.stdout is not None
    helper = int(working.stdout.readline())
    if helper == working.pid:
        working.kill()
        working.communicate()
        pytest.skip("one processor: no work is shared here")
    working.kill()
    working.communicate()
    for _ in range(100):
        if not is_running(helper):
            return
        time.sleep(0.1)
    os.kill(helper, signal.SIGKILL)
    pytest.fail("a helper goes on working for a build that is no more")


def is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except OSError:
        return False


def test_a_terminal_that_goes_away_does_not_stop_a_build_that_shall_go_on(office: Newsroom) -> None:
    """As after `nohup`, which itself may end if the terminal goes while it says so."""
    assert built(office)[0] == 0
    edition(office, NEW)
    ours, theirs = os.openpty()
    build = subprocess.Popen(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", sys.executable, "-m", "newsroom", "build"],
        cwd=office.folder, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert build.wait(120) == 0
    assert NEW in (office.folder / "site/index.html").read_text("utf-8")


# --- Disks -------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["300k", "900k"])
def test_a_full_disk_is_told_and_the_last_site_stays(
    office: Newsroom, tmp_path: Path, size: str
) -> None:
    """The disk of site and cache together. Room for the first site is made, then it is filled."""
    disk = tmp_path / "disk"
    with small_disk(disk, "6m"):
        other = Newsroom(disk, office.options)
        subprocess.run(["cp", "-r", str(office.folder / "docs"), str(disk)], check=True)
        other.write_config()
        assert built(other)[0] == 0
        old = contents(disk / "site")
        edition(other, NEW)
        free = os.statvfs(disk)
        ballast = free.f_bavail * free.f_bsize - int(size.removesuffix("k")) * 1024
        (disk / "pemberat").write_bytes(bytes(max(0, ballast)))
        with read_meanwhile(disk / "site"):
            ended, said = built(other)
        assert ended == 1
        assert "Disk itu penuh: kosongkan tempat, lalu bangun lagi." in said
        assert contents(disk / "site") == old
        (disk / "pemberat").unlink()
        assert built(other)[0] == 0
        assert but_search(contents(disk / "site")) == but_search(as_clean(other, tmp_path))


@pytest.mark.parametrize("where", ["site", ".cache"])
def test_a_disk_of_its_own_that_is_full(office: Newsroom, tmp_path: Path, where: str) -> None:
    with small_disk(office.folder / where, "200k"):
        ended, said = built(office)
        assert (ended, "Disk itu penuh" in said) == (1, True)
    assert built(office)[0] == 0
    assert contents(office.folder / "site") == as_clean(office, tmp_path)


def test_no_room_for_passing_files_is_no_hindrance(office: Newsroom, tmp_path: Path) -> None:
    with small_disk(tmp_path / "tmp", "4k"):
        ended, said = built(office, TMPDIR=str(tmp_path / "tmp"))
    assert ended == 0, said


@pytest.mark.parametrize("where", ["site", "."])
def test_a_target_that_cannot_be_written_is_told(office: Newsroom, where: str) -> None:
    assert built(office)[0] == 0
    site = office.folder / "site"
    old = contents(site)
    edition(office, NEW)
    with read_only((office.folder / where).resolve()), read_meanwhile(site):
        ended, said = built(office)
    assert ended == 1
    assert "Minta izin menulis di sana, atau pilih folder lain dengan -d." in said
    assert contents(site) == old
    assert built(office)[0] == 0
    assert NEW in (site / "index.html").read_text("utf-8")


def test_a_site_that_is_a_disk_of_its_own_is_renewed_file_by_file(
    office: Newsroom, tmp_path: Path
) -> None:
    site = office.folder / "site"
    with small_disk(site, "8m"), read_meanwhile_once_built(office):
        edition(office, NEW)
        assert built(office)[0] == 0
        assert but_search(contents(site)) == but_search(as_clean(office, tmp_path))


@contextmanager
def read_meanwhile_once_built(office: Newsroom) -> Iterator[None]:
    assert built(office)[0] == 0
    with read_meanwhile(office.folder / "site"):
        yield


@pytest.mark.parametrize("how", ["read-only", "another's"])
def test_a_cache_that_cannot_be_written_costs_time_and_nothing_else(
    office: Newsroom, tmp_path: Path, how: str
) -> None:
    assert built(office)[0] == 0
    edition(office, NEW)
    cache = office.folder / ".cache"
    if how == "read-only":
        with read_only(cache):
            ended, said = built(office)
    else:
        ended, said = built_by_another(office, cache)
    assert ended == 0, said
    assert "tidak dapat ditulis, sehingga situs dibangun dari awal." in said
    assert contents(office.folder / "site") == as_clean(office, tmp_path)


def built_by_another(office: Newsroom, cache: Path) -> tuple[int, str]:
    """A build by somebody who owns everything but the cache."""
    if os.geteuid() != 0:
        pytest.skip("only root may become another user")
    for file in (office.folder, *office.folder.rglob("*")):
        if file != cache and cache not in file.parents:
            os.chown(file, 65534, 65534)
    for above in office.folder.parents:
        if above.owner() == "root" and above.is_relative_to("/tmp") and above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o11)
    another = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    if subprocess.run([*another, sys.executable, "-c", ""], check=False).returncode:
        pytest.skip("another user cannot run this Python")
    return built(office, before=another, HOME=str(office.folder))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("news/2025/kabar-1.md", "docs/news/2025/kabar-1.md:1:1: Berkas ini tidak dapat dibaca."),
        ("news/2025/foto.gif", 'Berkas "foto.gif" tidak dapat dibaca.'),
        ("news/2025/data.csv", 'Berkas "data.csv" tidak dapat dibaca.'),
        ("news/2025", "docs/news/2025/:1:1: Isi folder ini tidak dapat dibaca"),
        ("denah.png", "docs/denah.png tidak dapat dibaca: Permission denied."),
    ],
)
def test_a_source_that_cannot_be_read_is_told_by_its_name(
    office: Newsroom, source: str, told: str
) -> None:
    """Not as a site that cannot be written; and nothing is taken from the site for it."""
    attached = [{"file": "data.csv", "title": "Data"}]
    office.write("news/2025/kabar-9.md", release(title="Kabar 9", attachments=attached))
    office.write("news/2025/data.csv", "a,b")
    office.write("denah.png", b"denah")
    assert built(office)[0] == 0
    site = office.folder / "site"
    old = contents(site)
    file = office.folder / "docs" / source
    mode = file.stat().st_mode
    file.chmod(0)
    try:
        ended, said = built(office, before=as_anybody())
    finally:
        file.chmod(mode)
    assert (ended, "Situs tidak dapat ditulis" in said) == (1, False), said
    assert told in said
    assert contents(site) == old


def as_anybody() -> Sequence[str]:
    """Before a command that shall not read what may not be read; root may."""
    if os.geteuid() != 0:
        return ()
    bound = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if subprocess.run([*bound, "true"], check=False, capture_output=True).returncode:
        pytest.skip("root cannot be kept from reading here")
    return bound


def test_no_network_is_needed(office: Newsroom, tmp_path: Path) -> None:
    alone = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("no process can be cut off from the network here")
    assert built(office, before=alone)[0] == 0
    assert contents(office.folder / "site") == as_clean(office, tmp_path)


# --- At once -----------------------------------------------------------------------------------


def test_readers_get_whole_pages_while_builds_follow_one_another(office: Newsroom) -> None:
    assert built(office)[0] == 0
    with read_meanwhile(office.folder / "site"):
        for sentence in (NEW, OLD, NEW):
            edition(office, sentence)
            together = [begun(office), begun(office)]
            for build in together:
                said, _ = build.communicate(timeout=300)
                assert build.returncode == 0, said
    assert not list(office.folder.glob(".site*"))


# A build that waits, when nothing is left for it but to change places, for a file "lanjut".
HELD = """
import sys, time
from pathlib import Path
import newsroom.staging as staging

settle = staging.settle

def held(folder):
    settle(folder)
    Path("siap").touch()
    while not Path("lanjut").exists():
        time.sleep(0.01)

staging.settle = held
sys.argv = ["newsroom", "build"]
from newsroom.cli import main
sys.exit(main())
"""


@contextmanager
def held_build(office: Newsroom) -> Iterator[subprocess.Popen[str]]:
    """A build whose site is ready beside the present one; it goes on when this ends."""
    build = subprocess.Popen(
        [sys.executable, "-c", HELD],
        cwd=office.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        while not (office.folder / "siap").exists() and build.poll() is None:
            time.sleep(0.01)
        yield build
    finally:
        (office.folder / "lanjut").touch()
        build.wait(60)


@pytest.mark.parametrize(
    "arguments", ["--clean", "-d lain", "-d lain --clean", "--preview --clean"]
)
def test_another_build_takes_nothing_from_one_that_is_at_work(
    office: Newsroom, tmp_path: Path, arguments: str
) -> None:
    """Neither one of the same site, which waits, nor one of another, which does not."""
    assert built(office)[0] == 0
    edition(office, NEW)
    with read_meanwhile(office.folder / "site"):
        with held_build(office) as first:
            second = begun(office, *arguments.split())
            if arguments == "--clean":
                assert second.stdout is not None
                assert "Menunggu" in second.stdout.readline()
            else:
                assert second.wait(120) == 0
        said = first.communicate()[0] + second.communicate(timeout=120)[0]
    assert (first.returncode, second.returncode) == (0, 0), said
    assert contents(office.folder / "site") == as_clean(office, tmp_path)
    assert not list(office.folder.glob(".site*"))


def test_a_running_preview_and_builds_take_nothing_from_one_another(
    office: Newsroom, tmp_path: Path
) -> None:
    assert built(office)[0] == 0
    with serving(office) as preview:
        assert not missing(preview)
        for arguments in ([], ["--clean"], ["-d", "lain"], ["-d", "lain", "--clean"]):
            assert built(office, *arguments)[0] == 0
            assert not missing(preview), arguments
        assert subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--clean"],
            cwd=office.folder, env=environment(), capture_output=True, check=False,
        ).returncode == 0  # fmt: skip
        assert not missing(preview)
    assert contents(office.folder / "site") == as_clean(office, tmp_path)


def missing(preview: Preview) -> list[str]:
    """What somebody who looks at a preview no longer gets."""
    home = page_at(preview.address)
    sheets = [part.split('"')[0] for part in home.split('href="')[1:] if ".css" in part[:200]]
    pages = ["", "tentang/", "news/2025/kabar-0/", *(s for s in sheets if "//" not in s)]
    assert len(pages) > 3
    return [page for page in pages if "Halaman tidak ditemukan" in page_at(preview.address + page)]


def test_a_site_of_which_somebody_took_files_away_does_not_take_the_place(
    office: Newsroom, tmp_path: Path
) -> None:
    """As by hand: the cache is there to be deleted, they say."""
    assert built(office)[0] == 0
    site = office.folder / "site"
    old = contents(site)
    edition(office, NEW)
    with held_build(office) as build:
        (page,) = office.folder.glob(".cache/newsroom/sites/*/standby/tentang/index.html")
        page.unlink()
    said, _ = build.communicate()
    assert build.returncode == 1
    assert "tentang/index.html hilang dari folder tempat situs disiapkan" in said
    assert contents(site) == old
    assert built(office)[0] == 0
    assert contents(site) == as_clean(office, tmp_path)


# When for the n-th time a file of docs/ is opened, it is changed or taken away right before.
MEDDLING = """
import os, sys

docs, left, how = sys.argv[1], int(sys.argv[2]), sys.argv[3]
sys.argv = ["newsroom", "build"]
from newsroom.cli import main
busy = False

def watch(event, arguments):
    global left, busy
    if event != "open" or busy or not isinstance(arguments[0], (str, bytes, os.PathLike)):
        return
    path = os.fsdecode(arguments[0])
    if path.startswith(docs) and os.path.isfile(path):
        if left == 0:
            busy = True
            print("meddled with", path, flush=True)
            if how == "gone":
                os.unlink(path)
            else:
                with open(path, "ab") as file:
                    file.write(b"\\nTambahan.\\n")
            busy = False
        left -= 1

sys.addaudithook(watch)
sys.exit(main())
"""


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_a_source_that_changes_during_a_build_is_told_or_published_whole(
    newsroom: Newsroom, how: str
) -> None:
    """Never half: the site is that of the sources before, or of those after."""
    newsroom.write("index.md", "Selamat datang.")
    newsroom.write("news/2025/foto.gif", GIF)
    image = {"src": "foto.gif", "alt": "Peserta berdiri di halaman kantor."}
    newsroom.write("news/2025/a.md", release(image=image))
    newsroom.write_config()
    originals = contents(newsroom.folder / "docs")
    told = 0
    for point in range(40):
        assert built(newsroom)[0] == 0
        old = contents(newsroom.folder / "site")
        done = subprocess.run(
            [sys.executable, "-c", MEDDLING, str(newsroom.folder / "docs"), str(point), how],
            cwd=newsroom.folder, env=environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        if "meddled" not in done.stdout:
            break
        assert "Traceback" not in done.stderr, done.stdout + done.stderr
        if done.returncode:
            told += 1
            assert "berubah saat" in done.stderr or "1 masalah" in done.stderr
            assert contents(newsroom.folder / "site") == old
        else:
            assert how == "changed"
            found = contents(newsroom.folder / "site")
            assert built(newsroom)[0] == 0
            assert contents(newsroom.folder / "site") == found, done.stdout
        for name, data in originals.items():
            newsroom.write(name, data)
        with suppress(OSError):
            (newsroom.folder / ".cache/newsroom/releases.json").unlink()
    assert told > 1
    assert point > 2  # where the machine is slow, digests are known by now, and less is read


# --- The branch of a host ------------------------------------------------------------------------


def test_mkdocs_gh_deploy_publishes_the_site(office: Newsroom, tmp_path: Path) -> None:
    """Into a bare repository beside; twice, and what is no longer published is gone there."""
    bare = tmp_path / "asal.git"

    def git(*arguments: str) -> str:
        named = ["-c", "user.name=Humas", "-c", "user.email=humas@berita.example"]
        done = subprocess.run(
            ["git", *named, *arguments],
            cwd=office.folder,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout

    git("init", "--quiet", "--bare", str(bare))
    git("init", "--quiet")
    git("remote", "add", "origin", str(bare))
    (office.folder / ".gitignore").write_text("site/\n.cache/\n")
    for number in range(2):
        git("add", "--all")
        git("commit", "--quiet", "--message", f"Siaran pers {number}")
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "gh-deploy"],
            cwd=office.folder,
            env=environment(
                GIT_AUTHOR_NAME="Humas", GIT_AUTHOR_EMAIL="humas@berita.example",
                GIT_COMMITTER_NAME="Humas", GIT_COMMITTER_EMAIL="humas@berita.example",
            ),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        listed = git("--git-dir", str(bare), "ls-tree", "-r", "--name-only", "gh-pages")
        published = set(listed.splitlines()) - {".nojekyll"}
        assert published == set(contents(office.folder / "site"))
        assert ("news/2025/kabar-0/index.html" in published) == (number == 0)
        (office.folder / "docs/news/2025/kabar-0.md").unlink(missing_ok=True)
