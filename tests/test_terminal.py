"""The terminal's manners: help in two languages, exit codes, and bars only for who watches."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from conftest import NOW, Newsroom, release

from newsroom.cli import main, parser
from newsroom.commands import commands
from newsroom.words import Words

ENGLISH_OF_ARGPARSE = ("usage:", "options:", "positional arguments", "show this help")


def help_of(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["--language", language, *([name] if name else []), "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", ["", *commands()])
def test_every_command_explains_itself_in_both_languages(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    indonesian, english = (help_of(name, language, capsys) for language in ("id", "en"))
    assert indonesian != english
    assert not [word for word in ENGLISH_OF_ARGPARSE if word in indonesian]
    assert "usage:" in english and "cara pakai:" in indonesian


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_option_says_what_it_is_for(language: str) -> None:
    words = Words(language)
    for command in parser(words)._subparsers._group_actions[0].choices.values():  # type: ignore[union-attr]
        assert not [action.dest for action in command._actions if not action.help]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chekc"],
        ["check", "--foo"],
        ["audit"],
        ["audit", "tiada"],
        ["import"],
        ["check", "tiada.md"],
        *(
            ["-f", "tiada.yml", *command]
            for command in (["check"], ["build"], ["status"], ["next"], ["new"], ["audit", "."])
        ),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_sentence(
    newsroom: Newsroom,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    try:
        code = main(arguments)
    except SystemExit as ended:
        code = int(str(ended.code))
    told = capsys.readouterr()
    assert (code, told.out) == (2, "")
    assert told.err.strip() and "Traceback" not in told.err


def test_who_stops_reading_gets_no_traceback(newsroom: Newsroom) -> None:
    for number in range(2000):
        newsroom.write(f"news/2025/{number}.md", "---\ntitle: a: b\n---\n")
    newsroom.write_config()
    check = subprocess.Popen(
        [sys.executable, "-m", "newsroom", "check"],
        cwd=newsroom.folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert check.stdout and check.stderr
    check.stdout.readline()
    check.stdout.close()
    assert b"Traceback" not in check.stderr.read()
    check.stderr.close()
    check.wait()


def environment() -> dict[str, str]:
    return {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONPATH": os.pathsep.join(sys.path)}


def test_long_work_shows_a_bar_at_a_terminal_and_none_in_a_pipe(newsroom: Newsroom) -> None:
    sources = []
    for number in range(12):
        sources.append(newsroom.folder / f"naskah-{number}.md")
        sources[-1].write_text(release(f"Naskah {number}.", title=f"Kabar {number}"))
    newsroom.write_config()
    command = [sys.executable, "-m", "newsroom", "import", "--dry-run", *map(str, sources)]
    piped = subprocess.run(
        command, cwd=newsroom.folder, env=environment(), capture_output=True, check=False
    )
    assert b"\x1b" not in piped.stderr + piped.stdout and b"%" not in piped.stderr
    assert b"%" in errors_at_a_terminal(command, newsroom)


@pytest.mark.parametrize("arguments", [["check"], ["status"], ["next"], ["audit", "site"]])
def test_reading_a_large_archive_shows_a_bar_to_who_watches(
    newsroom: Newsroom, arguments: list[str]
) -> None:
    for number in range(60):
        newsroom.write(f"news/2025/{number}.md", release(f"Naskah {number}.", title=str(number)))
    (newsroom.folder / "site").mkdir()
    (newsroom.folder / "site/index.html").write_text("")
    newsroom.write_config()
    command = [sys.executable, "-m", "newsroom", *arguments]
    assert b"%" in errors_at_a_terminal(command, newsroom)
    piped = subprocess.run(
        command, cwd=newsroom.folder, env=environment(), capture_output=True, check=False
    )
    assert b"\x1b" not in piped.stderr + piped.stdout and b"%" not in piped.stderr


def errors_at_a_terminal(command: list[str], newsroom: Newsroom) -> bytes:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here", exc_type=ImportError)
    ours, theirs = pty.openpty()
    watched = subprocess.Popen(
        command,
        cwd=newsroom.folder,
        env={**environment(), "TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    try:
        while data := os.read(ours, 65536):
            seen += data
    except OSError:  # the other side has gone
        pass
    watched.wait()
    os.close(ours)
    return seen


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({"LANG": "C.UTF-8"}, "tidak ditemukan"),
        ({}, "tidak ditemukan"),
        ({"LANG": "id_ID.UTF-8"}, "tidak ditemukan"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "was not found"),
        ({"LANG": "de_DE.UTF-8"}, "tidak ditemukan"),
    ],
)
def test_outside_a_project_the_system_says_which_language_is_spoken(
    newsroom: Newsroom, variables: dict[str, str], told: str
) -> None:
    here = {k: v for k, v in environment().items() if not k.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "newsroom", "status"],
        cwd=newsroom.folder,
        env={**here, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stderr


def test_the_help_names_what_an_option_takes_in_its_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "--date TANGGAL" in help_of("new", "id", capsys)
    assert "--date DATE" in help_of("new", "en", capsys)
    assert "-f BERKAS" in help_of("", "id", capsys)


# Presses Ctrl-C while the modules of the program are being read.
HASTY = """
import os, runpy, signal, sys

def watch(event, arguments):
    if event == "import" and arguments[0] == "newsroom.desk":
        os.kill(os.getpid(), signal.SIGINT)

# As at a terminal; a shell's work in the background is started with Ctrl-C ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.addaudithook(watch)
sys.argv = ["newsroom", "check"]
runpy.run_module("newsroom", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are tried where they are known")
def test_ctrl_c_before_the_program_is_ready_shows_no_traceback() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HASTY], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")
