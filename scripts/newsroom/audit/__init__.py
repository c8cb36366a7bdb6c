"""The audit: proof, from the bytes of a built site, that nothing withheld is in it.

It trusts none of what made the site. `marks` says by what a withheld release would
be known, `scan` looks for that in files; `leaks` is both, told as problems.
"""

from __future__ import annotations

from pathlib import Path

from newsroom.audit.marks import marks_of
from newsroom.audit.scan import scan
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, in_order
from newsroom.progress import Watch, unwatched
from newsroom.texts import Texts


def leaks(
    edition: Edition, texts: Texts, folder: Path, shown: str, watch: Watch = unwatched
) -> tuple[Problem, ...]:
    """What of the releases withheld from `edition` is in `folder`, told file by file.

    `shown` is how messages name the folder.
    """
    marks = marks_of(edition, texts)
    return in_order(
        Problem(
            mark.code,
            Position(f"{shown}/{path}"),
            {"text": mark.text, "file": f"{edition.site.shown}/{mark.source}"},
        )
        for path, mark in scan(folder, marks, watch)
    )
