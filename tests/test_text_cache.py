"""The cache of texts is quick, and never trusted: with it, without it, all comes out the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, ROOT, Newsroom, release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.desk import open_desk
from newsroom.domain.manuscript import digest_of
from newsroom.domain.release import Release
from newsroom.problems import Problem
from newsroom.sources import text_cache
from newsroom.sources.body import BodyReader
from newsroom.sources.config import read_site
from newsroom.sources.text_cache import TextCache, signature
from newsroom.texts import Texts

BODY = "# Judul {#awal}\n\nSatu [dua](../b.md#x) ![Gambar](x.gif) <https://lain.example/>\n"
PIECES = st.sampled_from(
    ["kata ", "\n\n", "[a](b.md)", "![c](d.gif)", "<b>e</b>", "# f\n", "&amp;", "<", "|", "\u2028"]
)


def read(cache: Path | None, text: str) -> tuple[Any, Any, Any]:
    """All that a text comes to, with its own Texts as in a run of its own."""
    texts = Texts(BodyReader(), cache)
    source = Source(text)
    found = (texts.links(source), texts.of(source), texts.elements(source))
    texts.flush()
    return found


class Source:
    source = "news/2025/a.md"

    def __init__(self, body: str) -> None:
        self.body = body
        self.digest = digest_of(body.encode())


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_text_comes_out_the_same_from_the_cache(tmp_path: Path, text: str) -> None:
    assert read(None, text) == read(tmp_path, text) == read(tmp_path, text)


def file_of(cache: Path) -> Path:
    return cache / "texts.sqlite"


def poison(file: Path) -> None:
    """Put another text's value where the right one is, as a fault of the disk might."""
    with sqlite3.connect(file) as opened:
        opened.execute("UPDATE texts SET data = ?", (b'["<p>Palsu</p>", [[], []], "Palsu"]',))
    opened.close()


def put_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


BROKEN: dict[str, Callable[[Path], object]] = {
    "cut short": lambda file: file.write_bytes(file.read_bytes()[:5000]),
    "not a database": lambda file: file.write_bytes(b"bukan basis data " * 500),
    "empty": lambda file: file.write_bytes(b""),
    "a value changed": poison,
    "a folder": put_folder,
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_cache_is_as_if_it_were_empty(tmp_path: Path, name: str) -> None:
    right = read(tmp_path, BODY)
    BROKEN[name](file_of(tmp_path))
    assert read(tmp_path, BODY) == right
    assert read(tmp_path, BODY) == right


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("x")
    assert read(tmp_path / "berkas", BODY) == read(None, BODY)


def test_two_may_write_at_once(tmp_path: Path) -> None:
    setup = signature(["tables"], None)
    assert setup is not None
    one, two = TextCache(tmp_path, setup), TextCache(tmp_path, setup)
    for number in range(20):
        one.put("body", "a.md", str(number), number)
        two.put("body", "a.md", str(number), number)
        one.flush()
        two.flush()
    assert [one.get("body", "a.md", str(n)) for n in range(20)] == list(range(20))


def test_a_broken_cache_that_cannot_be_removed_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = TextCache(tmp_path, "x")
    kept.put("body", "a.md", "x", 1)
    kept.flush()

    def held_open(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "unlink", held_open)
    with (tmp_path / "texts.sqlite").open("r+b") as file:
        file.seek(0)
        file.write(b"x" * 8192)
    assert kept.get("body", "a.md", "x") is None
    kept.put("body", "a.md", "x", 2)
    kept.flush()


def test_a_cache_that_has_grown_too_large_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = TextCache(tmp_path, "x")
    kept.put("body", "a.md", "x", "a" * 100_000)
    kept.flush()
    full = file_of(tmp_path).stat().st_size
    monkeypatch.setattr(text_cache, "_LARGEST", full)
    assert TextCache(tmp_path, "x").get("body", "a.md", "x") == "a" * 100_000
    monkeypatch.setattr(text_cache, "_LARGEST", full - 1)
    assert TextCache(tmp_path, "x").get("body", "a.md", "x") is None
    assert file_of(tmp_path).stat().st_size < full / 2


def test_the_readme_tells_how_large_the_cache_of_texts_may_be() -> None:
    told = f"texts came to (at most {text_cache._LARGEST // 10**9} GB)"
    assert told in " ".join((ROOT / "README.md").read_text("utf-8").split())


def test_another_setup_of_markdown_shares_nothing(tmp_path: Path) -> None:
    first, second = signature(["tables"], None), signature(["tables", "footnotes"], None)
    assert first and second and first != second
    kept = TextCache(tmp_path, first)
    kept.put("body", "a.md", "x", 1)
    kept.flush()
    assert TextCache(tmp_path, second).get("body", "a.md", "x") is None
    assert TextCache(tmp_path, first).get("body", "a.md", "x") == 1


@pytest.mark.parametrize(
    ("extensions", "options"),
    [
        (["tables", "pymdownx.snippets"], {}),
        (["tables", object()], {}),
        (["toc"], {"toc": {"slugify": lambda text, _: text}}),
    ],
)
def test_what_depends_on_more_than_the_text_is_not_kept(
    extensions: list[Any], options: dict[str, Any]
) -> None:
    assert signature(extensions, options) is None


def test_a_check_tells_the_same_the_second_time(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.write("news/2025/a.md", release("[mana](tiada.md) ![foto](x.gif) [x](b.md#tak)"))
    newsroom.write("news/2025/b.md", release("## Bagian"))
    site, extensions = read_site(newsroom.write_config())

    def told(cache: Path | None) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        desk = open_desk(site, BodyReader.for_config(extensions), NOW, cache=cache)
        return desk.problems, desk.warnings

    first = told(None)
    assert first[0] and first[1]
    assert told(tmp_path / "c") == told(tmp_path / "c") == first


def test_a_changed_text_is_read_anew(newsroom: Newsroom) -> None:
    file = newsroom.write("news/2025/a.md", release("Lama."))
    newsroom.build()
    file.write_text(release("Baru."), "utf-8")
    html = (newsroom.build() / "news/2025/a/index.html").read_text("utf-8")
    assert "Baru." in html and "Lama." not in html
    assert isinstance(newsroom.desk().edition.releases[0], Release)
