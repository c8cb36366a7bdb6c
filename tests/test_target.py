"""A build never destroys what somebody wrote, and never puts one site into another."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, ROOT, Newsroom, release
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from newsroom.plugin import WrongTarget
from newsroom.target import Project, Unfit, refuse_unfit

SOURCES = "adalah, memuat, atau berada di dalam folder sumber situs"
NESTED = "terletak satu di dalam yang lain"
FOREIGN = "bukan situs yang dibangun di sini; isinya akan hilang"


def everything(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file() and ".cache" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def command(newsroom: Newsroom, *arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=newsroom.folder,
        env={
            **os.environ,
            "NEWSROOM_NOW": NOW.isoformat(),
            "PYTHONPATH": os.pathsep.join(sys.path),
            "PYTHONUTF8": "1",
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr + done.stdout


def with_own_templates(newsroom: Newsroom) -> None:
    """A project folder as a press desk has it: texts, templates and something else."""
    (newsroom.folder / "overrides").symlink_to(ROOT / "overrides")
    newsroom.config["theme"] = {"name": "material", "custom_dir": "overrides", "font": False}
    newsroom.write("index.md", "Beranda")
    newsroom.write("news/2025/umum.md", release(title="Umum"))
    newsroom.write("news/2025/nanti.md", release(title="Rahasia", embargo="2025-12-24T09:00"))
    (newsroom.folder / "catatan").mkdir()
    (newsroom.folder / "catatan/rapat.txt").write_text("penting")
    newsroom.write_config()


WRONG = {
    "docs": SOURCES,
    "docs/news": SOURCES,
    "docs/keluaran": SOURCES,
    ".": SOURCES,
    "..": SOURCES,
    "/": SOURCES,
    "overrides": SOURCES,
    "overrides/baru": SOURCES,
    "tautan": SOURCES,
    "tautan/baru": SOURCES,
    "catatan": FOREIGN,
    "mkdocs.yml": "bukan folder",
    "site/dalam": NESTED,
}


@pytest.mark.parametrize("kind", [(), ("--preview",)], ids=["site", "preview"])
def test_a_folder_in_which_something_would_be_lost_is_refused(
    newsroom: Newsroom, kind: tuple[str, ...]
) -> None:
    with_own_templates(newsroom)
    (newsroom.folder / "tautan").symlink_to(newsroom.folder / "docs")
    before = everything(newsroom.folder)
    for target in list(WRONG)[:: 3 if kind else 1]:
        code, told = command(newsroom, "newsroom", "build", *kind, "-d", target)
        assert code == 2, target
        assert WRONG[target] in told
        assert everything(newsroom.folder) == before, target


def test_the_same_is_said_in_english(newsroom: Newsroom) -> None:
    with_own_templates(newsroom)
    code, told = command(newsroom, "newsroom", "build", "--language", "en", "-d", "catatan")
    assert code == 2
    assert "is not a site that was built here; what it contains would be lost." in told


@pytest.mark.parametrize(
    "target", ["docs", "docs/x", ".", "overrides", "catatan", "overrides/baru"]
)
def test_mkdocs_itself_is_held_back_too(newsroom: Newsroom, target: str) -> None:
    with_own_templates(newsroom)
    before = everything(newsroom.folder)
    code, told = command(newsroom, "mkdocs", "build", "-d", str(newsroom.folder / target))
    assert code == 2
    assert "folder lain dengan -d" in told
    assert "site_dir" not in told  # which is what MkDocs would say
    assert everything(newsroom.folder) == before


PREVIEWS = {
    "site": "folder situs publik",
    "site/pratinjau": NESTED,
    "tautan": "folder situs publik",
    "tautan/pratinjau": NESTED,
    "www": "folder situs publik",
    "www/pratinjau": NESTED,
    "docs/pratinjau": SOURCES,
}


def test_a_preview_never_goes_into_a_public_site(newsroom: Newsroom) -> None:
    with_own_templates(newsroom)
    assert command(newsroom, "newsroom", "build")[0] == 0
    assert command(newsroom, "newsroom", "build", "-d", "www")[0] == 0
    (newsroom.folder / "tautan").symlink_to(newsroom.folder / "site")
    before = everything(newsroom.folder)
    for target, sentence in PREVIEWS.items():
        code, told = command(newsroom, "newsroom", "build", "--preview", "-d", target)
        assert (code, sentence in told) == (2, True), (target, told)
        assert everything(newsroom.folder) == before, target


def test_a_preview_in_a_folder_of_its_own_is_renewed_and_may_become_a_site(
    newsroom: Newsroom,
) -> None:
    with_own_templates(newsroom)
    for arguments in (["--preview"], ["--preview"], ["-d", "site-preview"]):
        code, told = command(newsroom, "newsroom", "build", *arguments)
        assert code == 0, told
    assert not (newsroom.folder / "site-preview/news/2025/nanti").exists()


def project(folder: Path) -> Project:
    return Project(folder, (folder / "docs",), folder / "site")


@pytest.mark.parametrize(
    ("present", "key"),
    [
        ([], None),
        ([".git/HEAD", ".htaccess"], None),
        (["index.html", "sitemap.xml", "news-sitemap.xml"], None),
        (["index.html", "sitemap.xml"], "build.target.foreign"),
        (["index.html"], "build.target.foreign"),
    ],
)
def test_a_folder_must_be_empty_or_a_site_of_ours(
    tmp_path: Path, present: list[str], key: str | None
) -> None:
    for name in present:
        (tmp_path / "www" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "www" / name).write_text("x")
    assert judged(tmp_path / "www", project(tmp_path / "proyek")) == key


def test_what_mkdocs_made_in_its_own_site_folder_may_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in ("index.html", "sitemap.xml"):
        (tmp_path / "site" / name).write_text("x")
    assert judged(tmp_path / "site", project(tmp_path)) is None


def test_a_linked_folder_for_certificates_is_told_before_it_is_lost(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.well-known").symlink_to(tmp_path / "acme")
    assert judged(tmp_path / "site", project(tmp_path)) == "build.target.linked"


def judged(target: Path, of: Project) -> str | None:
    try:
        refuse_unfit(target, of, preview=False)
    except Unfit as unfit:
        return unfit.key
    return None


AHEAD = {"NEWSROOM_NOW": "2090-01-01T09:00"}


@pytest.mark.parametrize(
    ("program", "environment"),
    [
        ("newsroom", AHEAD),
        ("mkdocs", AHEAD),
        ("newsroom", {"NEWSROOM_NOW": "", "SOURCE_DATE_EPOCH": "32472144000"}),
    ],
)
def test_the_site_of_a_time_to_come_never_takes_the_place_of_todays(
    newsroom: Newsroom, program: str, environment: dict[str, str]
) -> None:
    with_own_templates(newsroom)
    assert command(newsroom, "newsroom", "build")[0] == 0
    before = everything(newsroom.folder)
    code, told = command(newsroom, program, "build", **environment)
    assert code == 2
    assert f"{'NEWSROOM_NOW' if environment is AHEAD else 'SOURCE_DATE_EPOCH'} menyebut" in told
    assert "yang belum tiba" in told
    assert everything(newsroom.folder) == before


@pytest.mark.parametrize("arguments", [["--preview"], ["-d", "nanti"]])
def test_the_site_of_a_time_to_come_may_be_looked_at_elsewhere(
    newsroom: Newsroom, arguments: list[str]
) -> None:
    with_own_templates(newsroom)
    code, told = command(newsroom, "newsroom", "build", *arguments, **AHEAD)
    assert code == 0
    sentence = "Situs dibangun untuk Minggu, 1 Januari 2090, 09.00 WIB (NEWSROOM_NOW)"
    assert sentence in told


def test_a_site_of_the_present_moment_says_nothing_of_it(newsroom: Newsroom) -> None:
    with_own_templates(newsroom)
    code, told = command(newsroom, "newsroom", "build", NEWSROOM_NOW="")
    assert (code, "Situs dibangun untuk" in told) == (0, False)


def test_a_site_folder_in_the_configuration_is_guarded_as_well(newsroom: Newsroom) -> None:
    with_own_templates(newsroom)
    newsroom.config["site_dir"] = "catatan"
    options: dict[str, Any] = {"config_file": str(newsroom.write_config())}
    config = load_config(**options)
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(WrongTarget, match=FOREIGN):
        mkdocs_build(config)
    assert (newsroom.folder / "catatan/rapat.txt").read_text() == "penting"
