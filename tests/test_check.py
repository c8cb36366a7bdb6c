"""`newsroom check`: what it tells, of which files, in which form, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, ROOT, Newsroom, release
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from newsroom.cli import main
from newsroom.problems import Position, Problem, warning
from newsroom.reports import FORMATS, Report
from newsroom.words import Words

LONG = "x" * 66


@pytest.fixture
def archive(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Two releases: one with a problem and a warning, one with a warning alone."""
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    monkeypatch.chdir(newsroom.folder)
    newsroom.write_config()
    newsroom.write("news/2025/a.md", release(title=LONG, updated="20/11/2025"))
    newsroom.write("news/2024/b.md", release(title=LONG, date="2024-01-02"))
    return newsroom


def sound(archive: Newsroom) -> Newsroom:
    archive.write("news/2025/a.md", release(title=LONG))
    return archive


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["check", *arguments])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    told = capsys.readouterr()
    return code, told.out, told.err


def test_problems_and_warnings_are_told_together_and_counted(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = check(capsys)
    lines = out.splitlines()
    assert code == 1
    assert lines[0].startswith("docs/news/2024/b.md:2:8: Peringatan: Judul ini 66 karakter;")
    assert lines[1].startswith('docs/news/2025/a.md:6:10: "20/11/2025" bukan bentuk tanggal')
    assert lines[2:] == [
        "1 masalah, 1 peringatan. Sebagian dapat diperbaiki dengan newsroom check --fix."
    ]


def test_warnings_alone_are_no_failure_but_with_strict(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    sound(archive)
    assert check(capsys, "--language", "en")[:2] == (
        0,
        "docs/news/2024/b.md:2:8: Warning: This title has 66 characters. Search results and link "
        "previews cut it off after 65. Shorten it, and put the details in the summary or the first "
        "paragraph.\n"
        "docs/news/2025/a.md:2:8: Warning: This title has 66 characters. Search results and link "
        "previews cut it off after 65. Shorten it, and put the details in the summary or the first "
        "paragraph.\n"
        "2 warnings.\n",
    )
    assert check(capsys, "--strict")[0] == 1


@pytest.mark.parametrize(
    ("folder", "typed", "told"),
    [
        (".", "docs/news/2024", ["docs/news/2024/b.md"]),
        (".", "docs/news/2024/b.md", ["docs/news/2024/b.md"]),
        (".", "./docs/news/../news/2025/a.md", ["docs/news/2025/a.md"]),
        ("docs/news", "2025/a.md", ["docs/news/2025/a.md"]),
        ("docs/news/2025", ".", ["docs/news/2025/a.md"]),
        ("docs/news/2025", "..", ["docs/news/2024/b.md", "docs/news/2025/a.md"]),
        (".", "docs", ["docs/news/2024/b.md", "docs/news/2025/a.md"]),
    ],
)
def test_only_files_that_are_named_are_told(
    archive: Newsroom,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    typed: str,
    told: list[str],
) -> None:
    monkeypatch.chdir(archive.folder / folder)
    config = str(archive.folder / "mkdocs.yml")
    for path in (typed, str(Path.cwd() / typed)):
        _, out, _ = check(capsys, path, "--format", "json", "-f", config)
        assert sorted({f["file"] for f in json.loads(out)["findings"]}) == told


def test_a_file_that_is_named_is_judged_within_the_whole_archive(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.write("news/2025/c.md", release("Lihat [b](../2024/b.md)."))
    assert check(capsys, "docs/news/2025/c.md")[:2] == (
        0,
        "Tidak ada masalah: 2 siaran pers diperiksa.\n",
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("tiada.md", '"tiada.md" tidak ada. Periksa nama dan foldernya (docs/…).\n'),
        (
            "mkdocs.yml",
            '"mkdocs.yml" bukan bagian dari docs/. Sebutkan berkas di dalam folder itu.\n',
        ),
    ],
)
def test_a_file_that_is_none_of_the_site_s_is_wrong_usage(
    archive: Newsroom, capsys: pytest.CaptureFixture[str], typed: str, sentence: str
) -> None:
    before = snapshot(archive.folder)
    for option in ([], ["--fix"], ["--diff"]):
        assert check(capsys, typed, *option) == (2, "", sentence)
    assert snapshot(archive.folder) == before


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_fix_mends_tells_what_and_then_what_is_left(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = check(capsys, "--fix")
    assert code == 0
    assert out.splitlines()[0] == "docs/news/2025/a.md:6:10: Diperbaiki menjadi updated: 2025-11-20"
    assert out.splitlines()[-1] == "2 peringatan."
    assert "updated: 2025-11-20" in (archive.folder / "docs/news/2025/a.md").read_text("utf-8")


def test_fix_mends_only_the_files_that_are_named(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    other = archive.write("news/2024/b.md", release(date="2/1/2024"))
    before = other.read_bytes()
    assert check(capsys, "--fix", "docs/news/2025")[0] == 0
    assert other.read_bytes() == before


def test_diff_shows_what_fix_would_do_and_changes_nothing(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(archive.folder)
    code, out, _ = check(capsys, "--diff")
    assert code == 1
    assert [line for line in out.splitlines() if line[0] in "+-"] == [
        "--- a/docs/news/2025/a.md",
        "+++ b/docs/news/2025/a.md",
        "-updated: 20/11/2025",
        "+updated: 2025-11-20",
    ]
    assert snapshot(archive.folder) == before
    sound(archive)
    assert check(capsys, "--diff") == (0, "", "")


def test_fix_and_diff_exclude_each_other(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(capsys, "--fix", "--diff")[0] == 2


def test_json_is_alone_on_standard_output_in_its_documented_form(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = check(capsys, "--format", "json", "--language", "en")
    document = json.loads(out)
    assert (code, err) == (1, "")
    assert document["version"] == 1
    assert document["counts"] == {"problems": 1, "notes": 0, "warnings": 1}
    assert document["findings"][1] == {
        "level": "problem",
        "code": "date_form",
        "file": "docs/news/2025/a.md",
        "line": 6,
        "column": 10,
        "what": '"20/11/2025" is not the form of dates used here (year-month-day).',
        "cure": "Write 2025-11-20",
        "fixable": True,
    }
    assert document["findings"][0]["fixable"] is False
    _, out, _ = check(capsys, "--format", "json", "--fix")
    assert json.loads(out)["mended"] == [
        {
            "code": "date_form",
            "file": "docs/news/2025/a.md",
            "line": 6,
            "column": 10,
            "what": "Diperbaiki menjadi updated: 2025-11-20",
        }
    ]


def test_files_are_named_from_the_folder_of_the_configuration(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    newsroom.config["docs_dir"] = "isi/naskah"
    newsroom.write_config()
    file = newsroom.folder / "isi/naskah/news/2025/a b.md"
    file.parent.mkdir(parents=True)
    file.write_text(release(title=LONG), "utf-8")
    config = str(newsroom.folder / "mkdocs.yml")
    _, out, _ = check(capsys, "--format", "json", "-f", config)
    assert json.loads(out)["findings"][0]["file"] == "isi/naskah/news/2025/a b.md"
    _, out, _ = check(capsys, "--format", "sarif", "-f", config)
    place = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "isi/naskah/news/2025/a%20b.md"


def test_sarif_has_the_shape_that_its_standard_asks_for(
    archive: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = check(capsys, "--format", "sarif")
    document = json.loads(out)
    assert document["version"] == "2.1.0"
    [run] = document["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "newsroom" and driver["version"]
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and "{" not in rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    assert [(r["ruleId"], r["level"]) for r in run["results"]] == [
        ("long_title", "warning"),
        ("date_form", "error"),
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1 and region["startColumn"] >= 1


def test_github_s_commands_are_escaped(tmp_path: Path) -> None:
    at = Position("docs/a,b:c%.md", 3, 7)
    facts = {"value": "50%\r\n::error::x", "cure": "y"}
    report = Report(
        (Problem("date_form", at, facts), warning("photo_located", at, {"file": "a,b"})),
        Words("en"),
        tmp_path / "mkdocs.yml",
    )
    assert FORMATS["github"](report).splitlines() == [
        "::error file=docs/a%2Cb%3Ac%25.md,line=3,col=7,title=Problem::"
        '"50%25%0D%0A::error::x" is not the form of dates used here (year-month-day). Write y',
        "::warning file=docs/a%2Cb%3Ac%25.md,line=3,col=7,title=Warning::"
        'The photo "a,b" tells where it was taken (GPS), which the site does not take out of '
        "files of this kind. Save it as a JPG or PNG, of which the location is taken out by "
        "itself.",
    ]


def report(value: str, *, colour: bool = False) -> str:
    problem = Problem("date_form", Position("docs/a.md", 3, 7), {"value": value, "cure": "y"})
    made = Report((problem,), Words("id"), Path("mkdocs.yml"), colour=colour)
    return FORMATS["text"](made)


def test_a_message_is_one_line_and_cannot_steer_the_terminal() -> None:
    assert len(report("a\nb\x1b[2J\u2028c").splitlines()) == 2
    assert "\x1b" not in report("\x1b[2J")
    assert report("a", colour=True).count("\x1b[0m") == 2


@pytest.mark.parametrize(
    ("terminal", "variables", "colour"),
    [
        (True, {}, True),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colour_is_for_terminals_whose_owner_wants_it(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, variables: dict[str, str], colour: bool
) -> None:
    from newsroom.commands import check as command

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    assert command._in_colour() is colour


@pytest.mark.parametrize("form", ["github", "json", "sarif", "text"])
def test_a_broken_configuration_is_told_in_every_form(
    archive: Newsroom, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    (archive.folder / "mkdocs.yml").write_text("plugins: [search]\n", "utf-8")
    code, out, _ = check(capsys, "--format", form)
    assert code == 1
    if form in ("json", "sarif"):
        json.loads(out)
    assert "no_plugin" in out or "newsroom" in out


@pytest.mark.parametrize(
    "turned",
    [
        'site_name: "Kantor \u202egnay"',
        '"site_name": "Kantor \\u202e gnay"',
        "extra: {sebutan: [{nama: 'Kantor &#x202e;gnay'}]}",
        "nav:\n  - 'Tentang \u2067kami': about.md",
    ],
)
def test_a_setting_that_turns_the_direction_of_writing_stops_the_site(
    archive: Newsroom, capsys: pytest.CaptureFixture[str], turned: str
) -> None:
    archive.write("about.md", "# Tentang\n")
    file = archive.folder / "mkdocs.yml"
    archive.write_config()
    lines = [one for one in file.read_text("utf-8").split("\n") if "site_name" not in one]
    name = [] if "site_name" in turned else ["site_name: Kantor"]
    file.write_text("\n".join(["# \u202e", *name, turned, *lines]), "utf-8")
    code, out, _ = check(capsys)
    assert code == 1
    line = 2 + len(name) + turned.count("\n")
    assert out.startswith(f"mkdocs.yml:{line}:"), out
    assert "pembalik arah tulisan (" in out
    with pytest.raises(ConfigurationError, match=f"mkdocs.yml:{line}:"):
        config = load_config(str(file))
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)


def test_the_sample_site_has_neither_problems_nor_warnings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", "2026-01-01T00:00")
    config = ["-f", str(ROOT / "mkdocs.yml")]
    assert check(capsys, "--strict", *config)[0] == 0
    assert check(capsys, "--diff", *config) == (0, "", "")


def test_the_hooks_for_pre_commit_run_what_there_is() -> None:
    import re

    import yaml

    from newsroom.cli import parser

    hooks: list[dict[str, Any]] = yaml.safe_load(
        (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    )
    assert [hook["id"] for hook in hooks] == ["newsroom-check", "newsroom-fix"]
    for hook in hooks:
        program, *arguments = hook["entry"].split()
        assert program == "newsroom"
        parser(Words("en")).parse_args(arguments)
        assert hook["language"] == "python"
        assert re.search(hook["files"], "docs/news/2025/a.md")
        assert not re.search(hook["files"], "docs/about.md")
    assert [hook["pass_filenames"] for hook in hooks] == [False, True]
