"""A preview makes the page that is asked for, and not first all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from conftest import Newsroom, release
from mkdocs.commands.build import build
from mkdocs.config import load_config

from newsroom import preview
from newsroom.plugin import NewsroomPlugin
from newsroom.preview import Preview
from newsroom.sources.release_cache import Changed

Show = Callable[[Newsroom], Preview]


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Iterator[Show]:
    """Prepares a preview as `mkdocs serve` does; nothing is made in it unless it is asked for."""
    monkeypatch.setattr(preview, "_QUIET", 600)
    shown: list[Preview] = []

    def prepared(newsroom: Newsroom) -> Preview:
        config = load_config(str(newsroom.write_config()), site_dir=str(newsroom.folder / "engine"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
        found = cast(NewsroomPlugin, config.plugins["newsroom"])._preview
        assert found is not None
        shown.append(found)
        return found

    yield prepared
    for one in shown:
        one.end()


def asked(one: Preview, address: str) -> bytes | None:
    """The file at an address once it was asked for; None if there is none."""

    def serve(environ: object, start: Callable[..., object]) -> list[bytes]:
        file = Path(one._press.standby, address.strip("/"))
        file = file / "index.html" if file.is_dir() else file
        start("200 OK", [])
        return [file.read_bytes()] if file.is_file() else []

    said: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        said.append(status)
        return said.append  # type: ignore[return-value]

    answer = one.before(serve, "/")({"PATH_INFO": f"/{address}"}, start)
    assert said == ["200 OK"]
    return b"".join(answer) or None


def test_a_page_and_its_style_are_there_before_all_others_are_looked_for(
    newsroom: Newsroom, show: Show
) -> None:
    for number in range(700):
        newsroom.write(f"news/2025/rilis-{number}.md", release(title=f"Rilis {number}"))
    shown = show(newsroom)
    assert b"Rilis 699" in (asked(shown, "news/2025/rilis-699/") or b"")
    assert asked(shown, "assets/newsroom.css")
    asked(shown, "livereload/1/2")
    room = shown._room
    assert room is not None
    assert len(room._found) < 400
    assert asked(shown, "news/2025/tidak-ada/") is None


def test_a_file_that_is_gone_takes_no_page_with_it(newsroom: Newsroom, show: Show) -> None:
    newsroom.write("news/2025/satu.md", release(title="Satu", attachments=[{"file": "a.csv"}]))
    newsroom.write("news/2025/dua.md", release(title="Dua"))
    data = newsroom.write("news/2025/a.csv", "a;b")
    shown = show(newsroom)
    data.unlink()
    room = shown._room
    assert room is not None
    for _ in range(2):
        with pytest.raises(Changed):
            _ = room.outputs
    for address in ("news/2025/dua/", "assets/newsroom.css"):
        assert asked(shown, address), address
    (Path(shown._press.standby) / "berkas.pdf").write_bytes(b"dari yang lama")
    assert asked(shown, "berkas.pdf"), "what may still come is not taken away"
