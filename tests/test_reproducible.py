"""The same sources with SOURCE_DATE_EPOCH give the same bytes, wherever and by whom they are built.

What differs is what differs between two machines: folder, disk, user and home, language, time zone,
rights of new files, chance in Python, processors, the times of files and their order in a folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import NOW, ROOT
from engines import files_of
from photographs import photograph
from showcase import MAIN, showcase

linux = pytest.mark.skipif(sys.platform != "linux", reason="tried with what Linux has to differ by")
pytestmark = [linux, pytest.mark.slow]

_SHARED_MEMORY = Path("/dev/shm")
_NOBODY = 65534
# Become another user who may read what root may, so that any environment will do (util-linux).
_AS_NOBODY = (
    *("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)
_LONG_AGO = 1_000_000_000


@dataclass(frozen=True)
class Machine:
    """Under what circumstances a site is built."""

    environment: dict[str, str]
    umask: int = 0o022
    processors: int | None = None
    before: tuple[str, ...] = ()

    def run(self, *command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run Python here."""
        left_out = ("LANG", "LANGUAGE", "TZ", "NEWSROOM_NOW", "PYTHONHASHSEED", "PYTHONUTF8")
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in left_out and not name.startswith(("LC_", "XDG_"))
        }
        kept["PYTHONPATH"] = os.pathsep.join(sys.path)
        kept["SOURCE_DATE_EPOCH"] = str(int(NOW.timestamp()))
        return subprocess.run(
            [*self.before, sys.executable, *command],
            cwd=folder,
            env={**kept, **self.environment},
            umask=self.umask,
            preexec_fn=self._keep_to_processors,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def _keep_to_processors(self) -> None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: self.processors])

    def build(self, project: Path) -> dict[str, bytes]:
        """Build a project; returns every file of its site."""
        done = self.run("-m", "newsroom", "build", folder=project)
        assert done.returncode == 0, done.stdout + done.stderr
        return files_of(project / "site")


HERE = Machine({"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"})


def elsewhere(home: Path, before: tuple[str, ...] = ()) -> Machine:
    """As different from `HERE` as two machines are."""
    environment = {
        "LC_ALL": "C",
        "LANG": "id_ID.UTF-8",
        "LANGUAGE": "id",
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "4711",
        "HOME": str(home),
        "TMPDIR": str(home),
    }
    return Machine(environment, umask=0o077, processors=1, before=before)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of every type, pictures, attachments, packs, packed copies, search."""
    newsroom = showcase(tmp_path_factory.mktemp("proyek"))
    shutil.copytree(ROOT / "overrides", newsroom.folder / "overrides")
    newsroom.config["theme"]["custom_dir"] = "overrides"
    newsroom.options["precompress"] = True
    newsroom.write("news/2025/potret.jpg", photograph(900, 600))
    file = newsroom.folder / f"docs/{MAIN}.md"
    with file.open("a", encoding="utf-8") as text:
        text.write("\n![Peserta berdiri di halaman kantor](potret.jpg)\n")
    newsroom.write_config()
    return newsroom.folder


@pytest.fixture(scope="module")
def built_here(project: Path) -> dict[str, bytes]:
    return HERE.build(project)


def checked_out(project: Path, folder: Path) -> Path:
    """The sources alone, laid down in another order and at another time."""
    left_out = {"site", ".cache"}
    files = [file for file in project.rglob("*") if file.is_file()]
    for file in sorted(files, reverse=True):
        path = file.relative_to(project)
        if path.parts[0] not in left_out:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / path)
            os.utime(folder / path, (_LONG_AGO, _LONG_AGO + len(path.name)))
    return folder


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_what_is_compared_has_all_kinds_of_files(built_here: dict[str, bytes]) -> None:
    """Else the others would prove nothing of the kind that is lacking."""
    endings = {path.rpartition(".")[2] for path in built_here}
    wanted = "html xml json txt zip avif webp jpg png pdf csv gz br pf_meta pf_filter pf_index"
    assert set(wanted.split()) <= endings
    assert ".well-known/newsroom.sha256" in built_here


def test_another_folder_language_zone_and_processor_make_the_same_site(
    project: Path, built_here: dict[str, bytes], tmp_path: Path
) -> None:
    (home := tmp_path / "rumah").mkdir()
    folder = checked_out(project, tmp_path / "di tempat lain/kantor")
    assert differing(elsewhere(home).build(folder), built_here) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder on another disk, which others than its owner may enter."""
    if not _SHARED_MEMORY.is_dir() or _SHARED_MEMORY.stat().st_dev == ROOT.stat().st_dev:
        pytest.skip("no other disk at /dev/shm")
    folder = Path(tempfile.mkdtemp(dir=_SHARED_MEMORY))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_another_disk_makes_the_same_site(
    project: Path, built_here: dict[str, bytes], open_folder: Path
) -> None:
    folder = checked_out(project, open_folder / "kantor")
    assert differing(HERE.build(folder), built_here) == []


def test_another_user_makes_the_same_site(
    project: Path, built_here: dict[str, bytes], open_folder: Path
) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("only root can become another user, with setpriv")
    folder = checked_out(project, open_folder / "kantor")
    for path in (open_folder, *open_folder.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    assert differing(elsewhere(open_folder, _AS_NOBODY).build(folder), built_here) == []
    assert (folder / "site").stat().st_uid == _NOBODY
