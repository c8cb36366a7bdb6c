"""Translations of releases that are not there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.problems import Problem


def translation_problems(archive: Archive) -> Iterator[Problem]:
    """What `translation_of` names must be a release: by its file or its slug."""
    names = {name for release in archive.releases for name in (release.source, release.slug)}
    for release in archive.releases:
        wanted = release.translation_of
        if wanted is None:
            continue
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(release.source), wanted))
        if not {wanted, beside} & names:
            at = release.position("translation_of")
            yield Problem("unknown_translation", at, {"value": wanted})
