"""A preview that runs: `mkdocs serve` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from conftest import NOW, Newsroom
from processes import ended, free_port

PATIENCE = 60  # seconds, for a machine that is busy


@dataclass(frozen=True)
class Preview:
    """A running `mkdocs serve`."""

    newsroom: Newsroom
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def logged(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def told(self, words: str, after: int = 0) -> bool:
        """Whether the log tells something, or comes to, from a position in it on."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and words not in self.logged()[after:]:
            time.sleep(0.05)
        return words in self.logged()[after:]


@contextmanager
def serving(newsroom: Newsroom, *options: str) -> Iterator[Preview]:
    """Run `mkdocs serve` on a free port of this machine; it is ended whatever happens."""
    port = free_port()
    path = urlsplit(str(newsroom.config.get("site_url", "/"))).path
    log = newsroom.folder / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "mkdocs", "serve",
                "--config-file", str(newsroom.write_config()),
                "--dev-addr", f"127.0.0.1:{port}", *options,
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=newsroom.folder,
            env={**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONUTF8": "1"},
        )  # fmt: skip
        with ended(process):
            preview = Preview(newsroom, f"http://127.0.0.1:{port}{path}", process, log)
            wait_until_served(preview)
            yield preview


def wait_until_served(preview: Preview) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(preview.address, timeout=30) as answer:
                assert answer.status == 200
                return
        except URLError:
            if preview.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(preview.logged()) from None
            time.sleep(0.05)


def page_at(address: str) -> str:
    """The HTML at an address, of the page for addresses not found if there is nothing."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return str(answer.read().decode())
    except HTTPError as error:
        with error:
            return error.read().decode()
