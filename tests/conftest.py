"""A small newsroom to write into, judge and build; the real one, built once; a browser."""

from __future__ import annotations

import functools
import http.server
import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import settings
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import Browser, sync_playwright

from newsroom.desk import Desk, open_desk
from newsroom.plugin import NewsroomPlugin
from newsroom.sources.body import BodyReader
from newsroom.sources.config import read_site

# The same cases each time and none too slow, so that a change is judged by itself and not by luck;
# HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", settings.get_profile("default"))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent
JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2025, 12, 1, 12, 0, tzinfo=JAKARTA)

# The smallest picture there is: one pixel.
GIF = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")

KEYS = {"title": "Judul", "date": "2025-11-19", "location": "Serang", "editor": "Editor Satu"}


def release(body: str = "Alinea pertama.", /, **keys: object) -> str:
    """A release file's text: the required keys, others added or changed, or left out by None."""
    chosen = {key: value for key, value in {**KEYS, **keys}.items() if value is not None}
    lines = [
        f"{key}: {value}" if isinstance(value, str) else yaml.safe_dump({key: value}).strip()
        for key, value in chosen.items()
    ]
    return "\n".join(["---", *lines, "---", "", body, ""])


@dataclass
class Newsroom:
    """A project folder with mkdocs.yml, docs/ and the repository's own templates."""

    folder: Path
    options: dict[str, Any] = field(default_factory=dict)
    config: dict[str, Any] = field(default_factory=dict)

    def write(self, source: str, content: str | bytes) -> Path:
        """Write a file below docs/."""
        file = self.folder / "docs" / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def write_config(self) -> Path:
        """Write mkdocs.yml with the options set so far."""
        config = {
            "site_name": "Ruang Berita",
            "site_url": "https://berita.example/",
            "theme": {
                "name": "material",
                "custom_dir": str(ROOT / "overrides"),
                "favicon": "assets/favicon.svg",
                "font": False,
                "palette": {"scheme": "default", "primary": "custom"},
            },
            "plugins": [{"newsroom": {"search": False, **self.options}}],
            **self.config,
        }
        (self.folder / "docs").mkdir(exist_ok=True)
        file = self.folder / "mkdocs.yml"
        file.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), "utf-8")
        return file

    def desk(self, now: datetime = NOW, *, preview: bool = False) -> Desk:
        """The archive read and judged, without MkDocs."""
        site, extensions = read_site(self.write_config())
        reader = BodyReader.for_config(extensions, site.settings.html)
        return open_desk(site, reader, now, preview=preview)

    def problems(self, now: datetime = NOW) -> list[str]:
        """Every problem as it is told: `file:line:column: what cure`."""
        desk = self.desk(now)
        return [f"{problem.at}: {desk.words.problem(problem)}" for problem in desk.problems]

    def build(self, now: datetime = NOW, *, preview: bool = False) -> Path:
        """Build with MkDocs; returns the site folder. Raises what MkDocs raises.

        A preview goes into a folder of its own, beside the site.
        """
        named = mock.patch.dict(os.environ, NEWSROOM_NOW=now.isoformat())
        # Whether it is ahead depends on the day the test runs.
        with named, mock.patch("newsroom.clock.has_come", return_value=True):
            config = load_config(str(self.write_config()))
            if preview:
                config.site_dir = str(self.folder / "site-preview")
            cast(NewsroomPlugin, config.plugins["newsroom"]).preview = preview
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
        return Path(config.site_dir)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """An empty newsroom in a folder of its own."""
    return Newsroom(tmp_path)


@pytest.fixture(scope="session")
def built_docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own docs/, built once for all tests that only read."""
    site = tmp_path_factory.mktemp("docs") / "site"
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    mkdocs_build(config)
    return site


def chromium() -> str | None:
    """A Chromium or Chrome on this machine."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; without one the test is skipped, but never in CI."""
    if chromium() is None:
        reason = "no Chromium on this machine (install it, or name it in CHROMIUM)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with launched() as browser:
        yield browser


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium that asks nobody on the network for anything."""
    flags = [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the test's own output is what counts."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback; gives the address, which ends with a slash."""
    with answering(functools.partial(_Quiet, directory=str(folder))) as address:
        yield address


@contextmanager
def answering(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """A server on loopback that answers as it is told to; gives its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
