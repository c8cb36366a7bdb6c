"""Characters that nobody sees, and those left out since they turn the direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from newsroom.advice.prose import Prose, prose_of
from newsroom.archive import Archive
from newsroom.domain.release import Release
from newsroom.places import Source
from newsroom.problems import Problem, warning
from newsroom.sources.text import HIDDEN

_PATTERN = re.compile(f"[{HIDDEN}]")


def hidden_character_warnings(archive: Archive) -> Iterator[Problem]:
    """The first such character of each piece of a release, and how many there are."""
    for release in archive.releases:
        for prose in (*prose_of(release), *_names(release)):
            if not prose.text.isascii() and any(mark in prose.text for mark in HIDDEN):
                found = _PATTERN.findall(prose.text)
                at = prose.at(prose.text.index(found[0]))
                facts = {"character": f"U+{ord(found[0]):04X}", "number": str(len(found))}
                yield warning("hidden_character", at, facts)


def turned_warnings(archive: Archive) -> Iterator[Problem]:
    """Line by line, how many characters of a file were left out, and the first of them."""
    sources: tuple[Source, ...] = (*archive.releases, *archive.profiles, *archive.pages)
    for source in sources:
        for _, found in groupby(source.turned, lambda turned: turned[0].line):
            (at, first), *others = found
            character = f"U+{ord(first):04X}" if len(first) == 1 else first
            yield warning("turned", at, {"character": character, "number": str(len(others) + 1)})


def _names(release: Release) -> Iterator[Prose]:
    """Names, which stand in addresses and lists as well."""
    for key in ("location", "editor", "venue"):
        yield _piece(release, getattr(release, key) or "", key)
    for i, mention in enumerate(release.partners):
        yield _piece(release, mention.name, "partners", i)
    for i, topic in enumerate(release.topics):
        yield _piece(release, topic, "topics", i)


def _piece(release: Release, text: str, *path: str | int) -> Prose:
    return Prose(text, lambda _offset: release.position(*path))
