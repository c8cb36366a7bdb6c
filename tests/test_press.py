"""The press makes only the files anew that have changed, and never touches the site meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import GIF, Newsroom, release
from markup import files

from newsroom.outputs.manifest import MANIFEST
from newsroom.press.copies import copied
from newsroom.press.ledger import Entry, Ledger, Stamp
from newsroom.press.output import Output, key_of
from newsroom.press.press import Press, forget
from newsroom.press.tree import Tree
from newsroom.sources.contents import Contents, pieces_of
from newsroom.sources.release_cache import Changed


def outputs(**texts: str) -> list[Output]:
    """Files `<name>/index.html` with these texts."""
    return [Output(f"{name}/index.html", key_of(text), text.encode) for name, text in texts.items()]


def printed(press: Press, wanted: list[Output]) -> list[str]:
    """Print, exchange the folders as staging does, and catch up; the files made anew."""
    done = press.print(press.standby, wanted, {})
    if not done.same:
        press.seal()
        press.close()
        if press.site.exists():
            press.site.rename(press.site.with_name("old"))
        press.standby.rename(press.site)
        if press.site.with_name("old").exists():
            press.site.with_name("old").rename(press.standby)
        press.catch_up()
    return sorted(done.changed)


def contents(folder: Path) -> dict[str, str]:
    """All files but the manifest of them."""
    names = (name for name in files(folder) if name != MANIFEST)
    return {name: (folder / name).read_text("utf-8") for name in names}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path


def press_in(folder: Path) -> Press:
    """A press as a new process has it."""
    press = Press(folder / "site", folder / "cache")
    press.standby.mkdir(parents=True, exist_ok=True)
    return press


def test_what_has_not_changed_is_the_same_file_as_before(folder: Path) -> None:
    printed(press_in(folder), outputs(satu="1", dua="2"))
    inode = (folder / "site/satu/index.html").stat().st_ino
    assert printed(press_in(folder), outputs(satu="1", dua="dua", tiga="3")) == [
        "dua/index.html",
        "tiga/index.html",
    ]
    assert (folder / "site/satu/index.html").stat().st_ino == inode
    assert contents(folder / "site") == {
        "satu/index.html": "1",
        "dua/index.html": "dua",
        "tiga/index.html": "3",
    }


def test_the_site_stays_as_it_is_while_the_next_one_is_printed(folder: Path) -> None:
    printed(press_in(folder), outputs(satu="1", dua="2"))
    before = contents(folder / "site")
    press_in(folder).print(press_in(folder).standby, outputs(satu="lain"), {})
    assert contents(folder / "site") == before


def test_nothing_is_printed_where_nothing_has_changed(folder: Path) -> None:
    wanted = outputs(satu="1", dua="2")
    printed(press_in(folder), wanted)
    press = press_in(folder)
    assert press.print(press.standby, wanted, {}).same


@pytest.mark.parametrize("where", ["site", "standby"])
def test_a_file_that_somebody_has_written_to_is_made_again(folder: Path, where: str) -> None:
    wanted = outputs(satu="1", dua="2")
    printed(press_in(folder), outputs(lama="0"))
    press = press_in(folder)
    printed(press, wanted)
    for tree in (press.site, press.standby):
        (tree / "satu/index.html").unlink()
    place = press.site if where == "site" else press.standby
    (place / "satu/index.html").write_text("palsu")
    (press.site / "tambahan.html").write_text("bukan dari sini")
    assert printed(press_in(folder), wanted) == ["satu/index.html"]
    assert contents(folder / "site") == {"satu/index.html": "1", "dua/index.html": "2"}


def test_a_page_may_become_a_folder_and_a_folder_a_page(folder: Path) -> None:
    one = [Output("a", "1", lambda: b"berkas"), Output("b/c/d", "1", lambda: b"dalam")]
    two = [Output("a/index.html", "2", lambda: b"dalam"), Output("b", "2", lambda: b"berkas")]
    for wanted in (one, two, one):
        printed(press_in(folder), wanted)
        assert set(contents(folder / "site")) == {output.path for output in wanted}


def test_a_cache_out_of_an_archive_is_known_though_its_times_are_in_seconds(folder: Path) -> None:
    wanted = outputs(satu="1")
    printed(press_in(folder), outputs(lama="0"))
    press = press_in(folder)
    printed(press, wanted)
    for file in (press.site, press.standby):
        written = (file / "satu/index.html").stat().st_mtime_ns // 10**9
        os.utime(file / "satu/index.html", (written, written))
    again = press_in(folder)
    assert again.print(again.standby, wanted, {}).same


def test_another_file_of_the_same_size_and_second_is_not_taken_for_it(folder: Path) -> None:
    """Some programs write times in whole seconds."""
    wanted = outputs(satu="1")
    press = press_in(folder)
    printed(press, wanted)
    file = press.site / "satu/index.html"
    written = file.stat().st_mtime_ns // 10**9
    file.write_text("x")
    os.utime(file, (written, written))
    assert printed(press_in(folder), wanted) == ["satu/index.html"]
    assert file.read_text() == "1"


def test_a_ledger_knows_only_what_it_saw(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.json")
    ledger.enter("a", Entry("kunci", Stamp(3, 5), "sidik"))
    ledger.save()
    again = Ledger(tmp_path / "ledger.json")
    assert again.key("a", Stamp(3, 5)) == "kunci"
    assert again.key("a", Stamp(4, 5)) is None
    assert again.key("a", Stamp(3, 6)) is None
    assert again.key("b", Stamp(3, 5)) is None
    assert again.key("a", None) is None


def test_hidden_files_at_the_top_are_nobodys_outputs(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_text("x")
    (tmp_path / ".well-known").mkdir()
    (tmp_path / "a").write_text("y")
    assert set(Tree(tmp_path).stamps) == {"a"}


def test_three_sites_are_kept_and_no_more(newsroom: Newsroom) -> None:
    for number in range(5):
        press = Press(newsroom.folder / f"site-{number}", newsroom.folder / "cache")
        press.standby.mkdir(parents=True)
        press.print(press.standby, outputs(satu="1"), {})
        press.close()
        os.utime(press.standby.parent, (number, number))
    assert len(list((newsroom.folder / "cache/sites").iterdir())) == 3


def test_a_site_at_which_somebody_is_at_work_is_kept_however_old_it_is(newsroom: Newsroom) -> None:
    presses = [Press(newsroom.folder / f"site-{n}", newsroom.folder / "cache") for n in range(6)]
    for number, press in enumerate(presses):
        press.standby.mkdir(parents=True)
        os.utime(press.standby.parent, (number, number))
    assert presses[0].claim()
    presses[5].close()
    assert [press.standby.is_dir() for press in presses] == [True, False, False, True, True, True]
    presses[0].release()
    presses[5].close()
    assert [press.standby.is_dir() for press in presses] == [False, False, False, True, True, True]


def test_builds_to_six_folders_leave_three_in_the_cache(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release())
    for number in range(6):
        newsroom.config["site_dir"] = f"site-{number}"
        newsroom.build()
    kept = newsroom.folder / ".cache/newsroom/sites"
    assert len(list(kept.iterdir())) == 3


def test_to_forget_leaves_what_somebody_is_at_work_in(newsroom: Newsroom) -> None:
    cache = newsroom.folder / "cache"
    busy, idle = (Press(newsroom.folder / name, cache) for name in ("satu", "dua"))
    for press in (busy, idle):
        press.standby.mkdir(parents=True)
    (cache / "releases.json").write_text("{}")
    (cache / "pictures/ab").mkdir(parents=True)
    assert busy.claim()
    forget(cache)
    assert (busy.standby.is_dir(), idle.standby.is_dir()) == (True, False)
    assert [entry.name for entry in cache.iterdir()] == ["sites"]
    busy.release()
    forget(cache)
    assert not list((cache / "sites").iterdir())


def test_a_hidden_file_is_withdrawn_though_the_next_site_did_not_come(folder: Path) -> None:
    hidden = Output(".well-known/lama.txt", "1", lambda: b"dari newsroom")
    site = folder / "site"
    first = press_in(folder)
    first.print(first.standby, [hidden], {})
    first.seal()
    first.close()
    first.standby.rename(site)
    for _ in range(2):  # the first of them ends before the folders change places
        following = press_in(folder)
        assert following.print(following.standby, [], {}).withdrawn == {hidden.path}
        following.seal()
        following.close()
    (site / hidden.path).write_text("milik kantor")
    own = press_in(folder)
    assert not own.print(own.standby, [], {}).withdrawn


def test_a_folder_whose_name_is_not_utf_8_is_known_again(tmp_path: Path) -> None:
    home = tmp_path / os.fsdecode(b"kantor \xff")
    try:
        home.mkdir()
    except OSError:
        pytest.skip("this disk takes no such names")
    newsroom = Newsroom(home)
    newsroom.write("news/2025/a.md", release(image={"src": "foto.gif", "alt": "Foto halaman."}))
    newsroom.write("news/2025/foto.gif", GIF)
    page = newsroom.build() / "news/2025/a/index.html"
    made = page.stat()
    newsroom.build()
    assert page.stat().st_mtime_ns == made.st_mtime_ns


def test_only_one_at_a_time_may_write_into_the_folder_of_a_preview(folder: Path) -> None:
    first, second = press_in(folder), press_in(folder)
    assert first.claim()
    assert not second.claim()


@pytest.mark.parametrize("command", ["newsroom", "mkdocs"])
def test_clean_forgets_what_was_kept(newsroom: Newsroom, command: str) -> None:
    newsroom.write("news/2025/a.md", release())
    newsroom.build()
    left = newsroom.folder / ".cache/newsroom/sisa.json"
    left.write_text("{}")
    for arguments, there in ((["build"], True), (["build", "--clean"], False)):
        subprocess.run(
            [sys.executable, "-m", command, *arguments],
            cwd=newsroom.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        )
        assert left.exists() == there
        assert (newsroom.folder / "site/news/2025/a/index.html").is_file()


def test_after_a_page_that_cannot_be_made_a_preview_looks_at_its_folder_again(
    folder: Path,
) -> None:
    press = press_in(folder)
    press.reprint(outputs(satu="1", dua="2"), {})

    def broken() -> bytes:
        raise ValueError("a template with a mistake in it")

    wrong = [Output(o.path, "lain", broken) for o in outputs(satu="1", dua="2")]
    with pytest.raises(ValueError, match="mistake"):
        press.reprint(wrong, {})
    assert contents(press.standby) == {"satu/index.html": "1", "dua/index.html": "2"}
    press.reprint(outputs(satu="1", dua="baru"), {})
    assert contents(press.standby) == {"satu/index.html": "1", "dua/index.html": "baru"}


def test_a_file_that_changes_while_it_is_copied_is_not_left_half(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsroom.sources.contents._PIECE", 4)
    (folder / "docs").mkdir()
    source = folder / "docs/data.csv"
    source.write_bytes(b"a,b\n1,2\n")
    press, known = press_in(folder), Contents(folder / "docs")
    before = copied("data.csv", known, "data.csv")
    press.bring(before)
    made = press.standby / "data.csv"
    assert made.read_bytes() == b"a,b\n1,2\n"

    def changing() -> Iterator[bytes]:
        for piece in pieces_of(copied("data.csv", known, "data.csv").make()):
            yield piece
            source.write_bytes(b"a,b\n3,4\n5,6\n")

    with pytest.raises(Changed):
        press.bring(Output("data.csv", "another", changing))
    assert not made.exists()
    source.write_bytes(b"a,b\n1,2\n")
    press.bring(Output("data.csv", before.key, source.read_bytes))
    assert made.read_bytes() == b"a,b\n1,2\n"
