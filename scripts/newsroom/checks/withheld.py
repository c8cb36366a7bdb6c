"""Files of withheld releases that would be public all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsroom.assets import Use, front_matter_uses, held_back, used_files
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.places import first_written
from newsroom.problems import Problem
from newsroom.texts import Texts


def withheld_problems(everything: Edition, texts: Texts) -> Iterator[Problem]:
    """Pictures and attachments outside docs/news/, where nothing holds a file back.

    A file that something public uses as well is public already.
    """
    public = replace(everything, preview=False)
    exposed = [
        use
        for release in public.withheld
        for use in _uses(release, texts)
        if use.path in everything.archive.files and not held_back(use.path)
    ]
    shared = used_files(public, texts) if exposed else frozenset()
    for use in exposed:
        if use.path not in shared:
            yield Problem("withheld_file", use.at, {"file": use.written})


def _uses(release: Release, texts: Texts) -> Iterator[Use]:
    yield from front_matter_uses(release)
    for target in texts.links(release).targets:
        if not target.path.endswith(".md"):
            yield Use(target.path, target.written, first_written(release, target.written))
