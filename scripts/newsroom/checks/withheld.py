"""Files of withheld releases that would be public all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import unquote, urlsplit

from newsroom.assets import Use, files_named, front_matter_uses, held_back, linked, used_files
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.places import first_written
from newsroom.problems import Problem
from newsroom.sources.body import path_in_docs
from newsroom.texts import Texts

_ADDRESS_IN_HTML = re.compile(
    r"""\burl\(\s*["']?([^"')\s]+)|\b(?:src|srcset|href|data|poster)\s*=\s*["']?([^"'\s>]+)""",
    re.IGNORECASE,
)


def withheld_problems(everything: Edition, texts: Texts) -> Iterator[Problem]:
    """Pictures and attachments outside docs/news/, where nothing holds a file back.

    A file that something public uses as well is public already.
    """
    public = replace(everything, preview=False)
    files = everything.archive.files
    exposed = [
        use
        for release in public.withheld
        for use in _uses(public, release, texts)
        if use.path in files and not held_back(use.path)
    ]
    for source in sorted(everything.archive.unfinished):
        named = files_named(everything, source)
        exposed += [use for use in named if not held_back(use.path)]
    shared = used_files(public, texts) if exposed else frozenset()
    for use in exposed:
        if use.path not in shared:
            yield Problem("withheld_file", use.at, {"file": use.written})


def _uses(edition: Edition, release: Release, texts: Texts) -> Iterator[Use]:
    yield from front_matter_uses(release)
    for written, path in (*linked(edition, release, texts), *_in_html(edition, release)):
        if not path.endswith(".md"):
            yield Use(path, written, partial(first_written, release, written))


def _in_html(edition: Edition, release: Release) -> Iterator[tuple[str, str]]:
    """Addresses in HTML and styles, of which the page itself will show nothing."""
    if "<" not in release.body and "{" not in release.body:
        return
    for found in _ADDRESS_IN_HTML.finditer(release.body):
        written = found[1] or found[2]
        path = path_in_docs(written, release.source)
        if path is None:
            own = edition.site.path_of(written)
            path = None if own is None else edition.addresses.source_of_file(own)
        if path is not None:
            yield written, unquote(urlsplit(path).path)
