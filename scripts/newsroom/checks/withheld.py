"""Files of withheld releases that would be public all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsroom.assets import (
    files_of_drafts,
    front_matter_uses,
    held_back,
    used_files,
    uses_in_text,
)
from newsroom.edition import Edition
from newsroom.problems import Problem
from newsroom.texts import Texts


def withheld_problems(everything: Edition, texts: Texts) -> Iterator[Problem]:
    """Pictures and attachments outside docs/news/, where nothing holds a file back.

    A file that something public uses as well is public already.
    """
    public = replace(everything, preview=False)
    files = everything.archive.files
    exposed = [
        use
        for release in public.withheld
        for use in (*front_matter_uses(release), *uses_in_text(public, release, texts))
        if use.path in files and not held_back(use.path)
    ]
    for named in files_of_drafts(everything, texts).values():
        exposed += [use for use in named if not held_back(use.path)]
    shared = used_files(public, texts) if exposed else frozenset()
    for use in exposed:
        if use.path not in shared:
            yield Problem("withheld_file", use.at, {"file": use.written})
