"""The index is made in parts: only what has changed is made anew, and nothing is left half made."""

from __future__ import annotations

import errno
import gzip
import json
import os
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import Newsroom, release

from newsroom import search_index
from newsroom.press.output import key_of
from newsroom.search_index import Part, SearchIndex, SearchIndexFailed, not_made, searched
from newsroom.search_parts import PAGES, part_names, search_parts
from newsroom.words import Words

PAGE = "<html lang=id><body><nav>Menu</nav><main><article{mark}>{text}</article></main></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages in two years, and one that is not to be found."""
    folder = tmp_path / "site"
    for page, text in {
        "2024/a": "Panen padi",
        "2024/b": "Panen jagung",
        "2025/c": "Panen kelapa",
    }.items():
        write(folder, page, text)
    write(folder, "2025/d", "Rahasia", mark="")
    return folder


def write(site: Path, page: str, text: str, mark: str = " data-pagefind-body") -> None:
    file = site / page / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PAGE.format(mark=mark, text=text), "utf-8")


def digest_of(site: Path, pages: Sequence[str]) -> str:
    """Stands for pages as they are written."""
    return key_of([(page, (site / page).read_bytes().hex()) for page in pages])


def parts_of(site: Path) -> list[Part]:
    """A part for every year, as its pages are now."""
    parts = []
    for year in sorted(site.glob("2*"), reverse=True):
        pages = tuple(f.relative_to(site).as_posix() for f in sorted(year.rglob("*.html")))
        parts.append(Part(year.name, pages, digest_of(site, pages), {"year": year.name}))
    return parts


def index(site: Path, parts: list[Part] | None = None, language: str = "id") -> None:
    """Bring the index up to date, remembering in a file beside the site."""
    with SearchIndex(site, language, site.parent / "cache/search.json") as made:
        made.start(*(parts_of(site) if parts is None else parts))
        made.wait()


def texts(site: Path) -> dict[str, list[str]]:
    """What is in every part that the browser is told of: the texts of its pages."""
    table = json.loads((site / "pagefind/parts.json").read_bytes())
    return {
        part["name"]: sorted(
            json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd"))["content"]
            for file in (site / "pagefind" / part["name"]).rglob("*.pf_fragment")
        )
        for part in table["parts"]
    }


def made_at(site: Path) -> dict[str, int]:
    """When every part's folder was made."""
    return {
        folder.name: folder.stat().st_ctime_ns
        for folder in (site / "pagefind").iterdir()
        if folder.is_dir()
    }


def remade(site: Path, parts: list[Part] | None = None, language: str = "id") -> set[str]:
    """The parts that another run makes anew."""
    before = made_at(site)
    index(site, parts, language)
    return {name for name, at in made_at(site).items() if before.get(name) != at}


EVERYTHING = {"2025": ["Panen kelapa."], "2024": ["Panen jagung.", "Panen padi."]}


def test_every_part_holds_its_own_pages_and_no_others(site: Path) -> None:
    index(site)
    assert texts(site) == EVERYTHING
    names = {file.name for file in (site / "pagefind").iterdir()}
    assert names == {"2024", "2025", "parts.json", "pagefind.js", "wasm.id.pagefind"}


def test_pages_of_any_name_are_found_and_only_those_listed(site: Path) -> None:
    odd = ["a{b,c}", "d (1) [e]", "f!*?", "berita~ kota", "é:<$>", "z", "z/page/2"]
    for name in odd:
        write(site, f"2023/{name}", f"Isi {name}")
    for alone in ("2023/z", f"2023/{odd[0]}"):
        index(site, [Part("2023", (f"{alone}/index.html",))])
        assert len(texts(site)["2023"]) == 1
    listed = tuple(f"2023/{name}/index.html" for name in odd if name != "z")
    index(site, [Part("2023", listed), Part("pages", ("2024/a/index.html", *listed[:2]))])
    assert len(texts(site)["2023"]) == len(odd) - 1
    assert "Isi z." not in texts(site)["2023"]
    assert len(texts(site)["pages"]) == 3


def test_nothing_is_made_anew_when_nothing_has_changed(site: Path) -> None:
    index(site)
    assert remade(site) == set()
    assert texts(site) == EVERYTHING


def test_only_the_part_that_has_changed_is_made_anew(site: Path) -> None:
    index(site)
    write(site, "2025/e", "Panen cengkih")
    assert remade(site) == {"2025"}
    assert texts(site) == EVERYTHING | {"2025": ["Panen cengkih.", "Panen kelapa."]}


def test_a_part_that_is_gone_is_thrown_away(site: Path) -> None:
    index(site)
    index(site, [part for part in parts_of(site) if part.name == "2024"])
    assert texts(site) == {"2024": EVERYTHING["2024"]}
    assert set(made_at(site)) == {"2024"}


def test_a_part_whose_last_page_is_gone_is_not_told_of(site: Path) -> None:
    index(site)
    write(site, "2025/c", "Panen kelapa", mark="")
    index(site)
    # Pagefind by itself indexes everything where no page marks a body.
    assert texts(site) == {"2024": EVERYTHING["2024"]}
    assert remade(site) == set()


def test_a_part_without_a_digest_is_always_made(site: Path) -> None:
    parts = [Part(part.name, part.pages) for part in parts_of(site)]
    index(site, parts)
    assert remade(site, parts) == {"2024", "2025"}


def test_another_language_or_version_makes_all_anew(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(site)
    assert remade(site, language="en") == {"2024", "2025"}
    assert (site / "pagefind/wasm.en.pagefind").exists()
    assert not (site / "pagefind/wasm.id.pagefind").exists()
    monkeypatch.setattr(search_index, "_FORMAT", search_index._FORMAT + 1)
    assert remade(site, language="en") == {"2024", "2025"}


@pytest.mark.parametrize("state", [b"", b"{", b"[]", b'{"parts": {}}', b"\xff\xfe", None])
def test_a_state_that_cannot_be_read_is_no_reason_to_trust_what_is_there(
    site: Path, state: bytes | None
) -> None:
    index(site)
    file = site.parent / "cache/search.json"
    if state is None:
        file.unlink()
    else:
        file.write_bytes(state)
    assert remade(site) == {"2024", "2025"}
    assert texts(site) == EVERYTHING


def test_files_that_the_state_does_not_speak_of_are_not_believed(site: Path) -> None:
    index(site)
    state = (site.parent / "cache/search.json").read_bytes()
    write(site, "2024/a", "Panen tebu")
    index(site)
    write(site, "2024/a", "Panen padi")
    (site.parent / "cache/search.json").write_bytes(state)  # older than the files
    assert remade(site) == {"2024"}
    assert texts(site) == EVERYTHING
    next((site / "pagefind/2025").rglob("*.pf_index")).unlink()
    assert remade(site) == {"2025"}
    (site / "pagefind/pagefind.js").unlink()
    assert remade(site) == {"2024", "2025"}
    assert (site / "pagefind/pagefind.js").exists()


def stand_in(folder: Path, lines: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands in for Pagefind."""
    program = folder / "stand-in"
    program.write_text(f"#!{sys.executable}\nimport os, sys, time\n{lines}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(search_index, "get_executable", lambda: program)
    return program


def test_what_pagefind_says_when_it_fails_is_told_and_the_next_run_mends_it(
    site: Path, tmp_path: Path
) -> None:
    index(site)
    write(site, "2025/e", "Panen cengkih")
    with pytest.MonkeyPatch.context() as patch:
        stand_in(tmp_path, "sys.exit('kehabisan ruang')", patch)
        with pytest.raises(SearchIndexFailed, match="kehabisan ruang"):
            index(site)
    assert [file for file in (site / "pagefind").iterdir() if file.name.startswith(".")] == []
    assert remade(site) == {"2025"}
    assert texts(site)["2025"] == ["Panen cengkih.", "Panen kelapa."]


def test_a_program_that_cannot_be_run_and_a_page_that_is_not_there_are_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SearchIndexFailed, match="nirada"):
        index(site, [Part("2024", ("2024/nirada/index.html",))])
    monkeypatch.setattr(search_index, "get_executable", lambda: site / "tiada")
    with pytest.raises(SearchIndexFailed, match="tiada"):
        index(site)


def test_a_run_that_was_killed_leaves_nothing_that_the_next_one_believes(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(site)
    write(site, "2025/e", "Panen cengkih")
    with monkeypatch.context() as patch:
        # As far as a run comes that is killed after it has put its first part in place.
        patch.setattr(SearchIndex, "_write_parts_file", lambda *_: None)
        patch.setattr(SearchIndex, "_remember", lambda *_: None)
        index(site)
    (site / "pagefind/.2024.new/fragment").mkdir(parents=True)
    assert remade(site) == {"2025"}
    assert texts(site)["2025"] == ["Panen cengkih.", "Panen kelapa."]
    assert [file for file in (site / "pagefind").iterdir() if file.name.startswith(".")] == []


def test_starting_returns_at_once_and_no_more_than_two_run_at_a_time(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = tmp_path / "running"
    running.mkdir()
    stand_in(
        tmp_path,
        f"open({str(running)!r} + f'/{{os.getpid()}}', 'w').close()\n"
        f"print(len(os.listdir({str(running)!r})), file=open({str(tmp_path / 'most')!r}, 'a'))\n"
        f"time.sleep(0.3); os.unlink({str(running)!r} + f'/{{os.getpid()}}'); sys.exit(0)",
        monkeypatch,
    )
    made = SearchIndex(site, "id")
    before = time.monotonic()
    for number in range(5):
        made.start(Part(f"{number}", ("2024/a/index.html",)))
    assert time.monotonic() - before < 0.2
    with pytest.raises(ValueError, match="there already"):
        made.start(Part("0", ()))
    with pytest.raises(SearchIndexFailed):  # the stand-in writes nothing
        made.wait()
    most = {int(line) for line in (tmp_path / "most").read_text().split()}
    assert most <= {1, 2}


def test_the_largest_parts_are_made_first_and_the_browser_is_told_of_them_in_their_order(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in "fgh":
        write(site, f"2024/{day}", "Panen cengkih.")
    made: list[str] = []
    make = SearchIndex._make

    def noted(self: SearchIndex, part: Part) -> object:
        made.append(part.name)
        return make(self, part)

    monkeypatch.setattr(SearchIndex, "_make", noted)
    monkeypatch.setattr(search_index, "ThreadPoolExecutor", lambda *_: ThreadPoolExecutor(1))
    index(site)
    assert made == ["2024", "2025"]
    assert list(texts(site)) == ["2025", "2024"]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system keeps them to one")
def test_every_program_keeps_to_one_processor(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        tmp_path,
        "end = time.monotonic() + 60\n"
        "while len(os.sched_getaffinity(0)) > 1 and time.monotonic() < end: time.sleep(0.01)\n"
        f"print(*os.sched_getaffinity(0), file=open({str(tmp_path / 'kept')!r}, 'a'))",
        monkeypatch,
    )
    with SearchIndex(site, "id") as made, pytest.raises(SearchIndexFailed):
        made.start(*parts_of(site))
        made.wait()
    mine = sorted(os.sched_getaffinity(0))
    assert {int(line) for line in (tmp_path / "kept").read_text().splitlines()} <= {
        mine[0],
        mine[-1],
    }


@pytest.mark.parametrize("ordered", [False, True])
def test_a_program_that_hangs_is_stopped_and_the_part_is_named(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, ordered: bool
) -> None:
    stand_in(tmp_path, "time.sleep(60)", monkeypatch)
    monkeypatch.setattr(search_index, "_PATIENCE", 0.5)
    part = parts_of(site)[0]
    others = set(threading.enumerate())
    before = time.monotonic()
    with SearchIndex(site, "id", tmp_path / "cache/search.json", ordered=ordered) as made:
        made.start(part)
        with pytest.raises(SearchIndexFailed) as hanging:
            made.wait()
    assert time.monotonic() - before < 20
    monkeypatch.setattr(search_index, "_PATIENCE", 600.0)
    told = not_made(hanging.value, Words("en"))
    assert "part 2025 was not finished after 10 minutes" in told
    assert "bagian 2025" in not_made(hanging.value, Words("id"))
    assert set(threading.enumerate()) <= others
    monkeypatch.undo()
    index(site)
    assert texts(site) == EVERYTHING


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no disk in memory here")
def test_nothing_is_left_in_the_memory_even_of_a_killed_run(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    indexed = SearchIndex._indexed

    def looked_at(self: SearchIndex, pages: Path, made: Path) -> search_index.Entry:
        seen.append([file.relative_to(memory).as_posix() for file in memory.rglob("*.html")])
        return indexed(self, pages, made)

    with TemporaryDirectory(dir="/dev/shm") as folder:
        memory = Path(folder)
        monkeypatch.setattr(search_index, "_MEMORY", memory)
        monkeypatch.setattr(SearchIndex, "_indexed", looked_at)
        index(site)
        assert list(memory.iterdir()) == []
        assert all(any("/2025/c/" in f or "/2024/a/" in f for f in files) for files in seen)
        SearchIndex(site, "id", tmp_path / "cache/search.json")  # and is killed
        (room,) = memory.iterdir()
        (room / "left").write_text("over")
        write(site, "2025/e", "Panen cengkih")
        index(site)
        assert list(memory.iterdir()) == []
    assert len(seen) == 3


def test_without_room_in_the_memory_pages_are_laid_out_on_the_disk(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_out = SearchIndex._set_out
    memory = tmp_path / "memory"
    memory.mkdir()

    def full(self: SearchIndex, pages: Sequence[str], folder: Path) -> bool:
        some = set_out(self, pages, folder)
        if folder.is_relative_to(memory):
            raise OSError(errno.ENOSPC, "full")
        return some

    monkeypatch.setattr(search_index, "_MEMORY", memory)
    monkeypatch.setattr(SearchIndex, "_set_out", full)
    index(site)
    assert texts(site) == EVERYTHING
    assert list(memory.iterdir()) == []
    monkeypatch.undo()
    monkeypatch.setattr(search_index, "_MEMORY", tmp_path / "tiada")
    write(site, "2025/e", "Panen cengkih")
    assert remade(site) == {"2025"}


def test_stopping_ends_the_programs_that_run(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    stand_in(tmp_path, f"open({str(started)!r}, 'w').close(); time.sleep(60)", monkeypatch)
    before = time.monotonic()
    with SearchIndex(site, "id") as made:
        for part in parts_of(site):
            made.start(part)
        while not started.exists():
            time.sleep(0.01)
    assert time.monotonic() - before < 20
    assert [t for t in threading.enumerate() if t.name.startswith("search-index")] == []


# --- Which page stands in which part ---------------------------------------------------------


def days(year: int, number: int) -> list[date]:
    """So many days of a year, evenly spread."""
    return [date(year, 1, 1) + timedelta(days=n * 365 // number) for n in range(number)]


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        (400, {"2024"}),
        (500, {"2024-01", "2024-07"}),
        (1000, {"2024-01", "2024-04", "2024-07", "2024-10"}),
        (5000, {f"2024-{month:02}" for month in range(1, 13)}),
    ],
)
def test_the_newest_year_is_split_so_that_a_new_release_is_indexed_soon(
    number: int, parts: set[str]
) -> None:
    assert set(part_names(days(2024, number))) == parts


def test_a_closed_year_is_one_part_unless_it_would_fill_the_memory() -> None:
    assert set(part_names([*days(2023, 1500), date(2024, 1, 1)])) == {"2023", "2024"}
    assert set(part_names([*days(2023, 1600), date(2024, 1, 1)])) == {
        "2023-01",
        "2023-07",
        "2024",
    }


def test_a_new_release_changes_no_part_but_its_own() -> None:
    archive = [*days(2023, 1000), *days(2024, 900)]
    names = part_names(archive)
    assert part_names([*archive, date(2024, 12, 31)]) == [*names, "2024-10"]
    assert part_names([]) == []


def test_a_part_is_made_of_what_stands_and_of_the_ordinary_pages(newsroom: Newsroom) -> None:
    withdrawn = {"date": "2025-11-20", "reason": "Keliru."}
    newsroom.write("news/2025/satu.md", release(date="2025-01-31"))
    newsroom.write("news/2024/dua.md", release(date="2024-12-31T23:30", slug="dua-2"))
    newsroom.write("news/2025/draf.md", release(status="draft"))
    newsroom.write("news/2025/nanti.md", release(date="2026-01-01"))
    newsroom.write("news/2025/tarik.md", release(status="withdrawn", withdrawn=withdrawn))
    parts = list(search_parts(newsroom.desk().edition, ["tentang/index.html"]))
    assert parts == [
        Part("2025", ("news/2025/satu/index.html",), common={"year": "2025"}),
        Part("2024", ("news/2024/dua-2/index.html",), common={"year": "2024"}),
        Part(PAGES, ("tentang/index.html",)),
    ]


def test_sections_that_are_ignored_are_left_out_unless_something_in_them_counts() -> None:
    def laid_out(inner: str) -> str:
        page = f"<main><article data-pagefind-body><p>Isi</p>{inner}</article></main>"
        article = searched(page.encode()).decode()
        return article.removeprefix("<article data-pagefind-body><p>Isi</p>").removesuffix(
            "</article>"
        )

    ignored = '<section class="a" data-pagefind-ignore>{}</section>'
    assert laid_out(ignored.format("<p>Surel</p>") + "<p>x</p>" + ignored.format("")) == "<p>x</p>"
    for counting in (
        '<time data-pagefind-meta="date">1</time>',
        "<h1>Judul</h1>",
        '<img src="a.webp">',
        "<section>a</section>b",
    ):
        assert laid_out(ignored.format(counting)) == ignored.format(counting)
    assert laid_out("<section><p>Mitra</p></section>") == "<section><p>Mitra</p></section>"


def all_if_marked(page: bytes) -> bytes:
    return page if b"data-pagefind-body" in page else b""


def test_what_is_laid_out_for_pagefind_comes_to_the_same_index_as_the_whole_pages(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("news/2025/panen.md", release("## Padi\n\nIsi **satu**.", title="Panen"))
    newsroom.write("news/2025/jagung.md", release("Isi dua.", title="Jagung"))
    site = newsroom.build()
    made = {}
    for way in ("laid out", "whole"):
        if way == "whole":
            monkeypatch.setattr(search_index, "searched", all_if_marked)
        parts = [
            Part("2025", ("news/2025/jagung/index.html", "news/2025/panen/index.html")),
            Part(PAGES, ("index.html", "404.html")),
        ]
        with SearchIndex(site, "id") as index:
            for part in parts:
                index.start(part)
            index.wait()
        files = (file for file in (site / "pagefind").rglob("*") if file.is_file())
        made[way] = {file.relative_to(site).as_posix(): file.read_bytes() for file in files}
    assert len(made["whole"]) > 8
    assert made["laid out"] == made["whole"]


def test_pages_that_shall_be_in_order_give_the_same_bytes_on_every_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def built(folder: Path, order: Sequence[int]) -> dict[str, bytes]:
        site = folder / "site"
        for page in order:
            write(site, f"2025/{page:02}", f"Panen padi ke-{page} <i>di Serang</i>, é")
        pages = tuple(f"2025/{page:02}/index.html" for page in order)
        with SearchIndex(site, "id", ordered=True) as index:
            index.start(Part("2025", pages))
            index.wait()
        made = site / "pagefind"
        return {
            file.relative_to(made).as_posix(): file.read_bytes()
            for file in made.rglob("*")
            if file.is_file()
        }

    numbers = range(40)
    here = built(tmp_path / "a", numbers)
    assert len([name for name in here if name.endswith(".pf_fragment")]) == len(numbers)
    assert built(tmp_path / "b", numbers[::-1]) == here
    if not Path("/dev/shm").is_dir():  # Linux: a disk in memory lists the last file first
        pytest.skip("no disk in memory here; only the order of writing was tried")
    with TemporaryDirectory(dir="/dev/shm") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        monkeypatch.setattr(search_index, "_MEMORY", Path(folder))
        assert built(Path(folder), numbers) == here


def test_what_pagefind_refuses_in_order_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "get_executable", lambda: Path("/bin/false"))
    with SearchIndex(site, "id", ordered=True) as index:
        for part in parts_of(site):
            index.start(part)
        with pytest.raises(SearchIndexFailed, match="ended early"):
            index.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of folders are text")
@pytest.mark.parametrize("how", ["in memory", "on the disk", "in order"])
def test_a_project_in_a_folder_whose_name_is_no_text_can_be_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/kantor-\xe9"))
    folder.mkdir()
    monkeypatch.setenv("PWD", str(folder))
    if how == "in order":
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764568800")
    if how == "on the disk":
        monkeypatch.setattr(search_index, "_MEMORY", tmp_path / "tiada")
    newsroom = Newsroom(folder, {"search": True})
    newsroom.write("news/2025/siaran.md", release())
    site = newsroom.build()
    assert json.loads((site / "pagefind/parts.json").read_text("utf-8"))["parts"]
