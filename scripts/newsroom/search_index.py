"""Make the search index of a built site with Pagefind."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from pagefind_bin import get_executable

FOLDER = "pagefind"

# Pagefind's own interfaces; the search page brings its own, which is a tenth of the size.
_UNUSED = (
    "pagefind-component-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-ui.*",
    "pagefind-highlight.js",
)


class SearchIndexFailed(RuntimeError):
    """Pagefind could not be run, or gave up; the message is its own."""


def make_search_index(site: Path, language: str) -> None:
    """Index every page under `site` that marks a body for search, into `site/pagefind`.

    All pages are indexed as one language, so that one search finds a release
    whatever language it is in.
    """
    # Pagefind adds to an index that is there.
    shutil.rmtree(site / FOLDER, ignore_errors=True)
    command = [
        str(get_executable()),
        "--site", str(site),
        "--output-subdir", FOLDER,
        "--force-language", language,
        "--silent",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SearchIndexFailed(str(error)) from error
    if done.returncode != 0:
        raise SearchIndexFailed((done.stderr or done.stdout).strip())
    for pattern in _UNUSED:
        for file in (site / FOLDER).glob(pattern):
            file.unlink()
