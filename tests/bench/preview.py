"""A running `mkdocs serve`: how soon it is there, and how soon a saved text is on its page."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import ended, free_port

from bench.measure import BuildFailed, Run, environment
from bench.memory import highest
from bench.peers.newsroom import CONFIG

_PATIENCE = 900.0  # seconds; a large archive is built first
_PAUSE = 0.01
_READING = 1.5  # between two saves; the server works on what nobody has asked for yet
_LONG_POLL = re.compile(r"livereload\((\d+), ?(\d+)\)")


@dataclass
class Preview:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def page(self, address: str) -> str:
        """The page at an address; empty if the server does not give it yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", f"/{address}")
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return text if answer.status == 200 else ""
        except (OSError, http.client.HTTPException):
            return ""
        finally:
            connection.close()

    def wait_for(self, address: str, words: str, shown: str = "") -> None:
        """Wait until a browser that shows a page has reloaded it with these words in it.

        As the script in the page does it: ask when the next build is done, then reload.
        """
        end = time.monotonic() + _PATIENCE
        while words not in shown:
            if self.process.poll() is not None or time.monotonic() > end:
                raise BuildFailed(f"serve: {self.log.read_text('utf-8', 'replace')[-2000:]}")
            polled = _LONG_POLL.search(shown)
            if polled is None or not self.page(f"livereload/{polled[1]}/{polled[2]}"):
                time.sleep(_PAUSE)
            shown = self.page(address)

    def save(self, file: Path, address: str, words: str) -> Run:
        """Add words to a release's file; how long it takes until they are on its page."""
        shown = self.page(address)
        time.sleep(_READING)
        text = f"{file.read_text('utf-8')}\n{words}\n"
        start = time.perf_counter()
        file.write_text(text, "utf-8", newline="\n")
        self.wait_for(address, words, shown)
        return Run(time.perf_counter() - start, peak=highest(self.process.pid))


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Preview, Run]]:
    """Serve a project on a free port of this machine, and what its start took.

    The server is ended whatever happens.
    """
    port = free_port()
    log = folder / "serve.log"
    command = [
        sys.executable, "-m", "mkdocs", "serve",
        "--config-file", CONFIG, "--dev-addr", f"127.0.0.1:{port}",
    ]  # fmt: skip
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=output, stderr=output
        )
    with ended(process):
        preview = Preview(port, process, log)
        preview.wait_for("", "</html>")
        started = time.perf_counter() - start
        yield preview, Run(started, peak=highest(process.pid))
