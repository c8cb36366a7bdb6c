"""The audit: proof, from the bytes of a built site, that nothing withheld is in it.

`withheld` reads the releases that may not be seen, `marks` says by what each would be
known, `public` what is known anyway, `scan` looks for the marks in files; `leaks` is all
of it, told as problems.

What is trusted: that a file in docs/news/ is what `read_release` makes of it, and that
`status` judges it rightly; both are asked again here, for the bytes as they lie there, and
never the cache of texts. A file that cannot be read is taken for withheld. Pages, listings,
feeds and indexes, and whatever made them, are not trusted. The public texts are taken as
they were read for the build, from the cache too: they can only excuse what they say.

What it cannot see: a number (of a listing's releases), a picture that was scaled or a
text within a picture, PDF or Word file, a paraphrase, and names and phrases so short
or common that public texts bear them as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from newsroom import limits
from newsroom.audit.mark import UNSEEN, Mark
from newsroom.audit.marks import marks_of
from newsroom.audit.scan import files_below, scan
from newsroom.audit.withheld import unread
from newsroom.domain.manuscript import is_manuscript
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, in_order
from newsroom.progress import Watch, unwatched
from newsroom.sources.body import BodyReader
from newsroom.texts import Texts

__all__ = [
    "Mark",
    "files_below",
    "leaks",
    "marks_of",
    "scan",
    "told_by_file",
    "traces",
    "unread",
]


def leaks(
    edition: Edition,
    texts: Texts,
    folder: Path,
    shown: str,
    reader: BodyReader,
    frame: Iterable[Path] = (),
    watch: Watch = unwatched,
) -> tuple[Problem, ...]:
    """What of the releases withheld from `edition` is in `folder`, told file by file.

    `shown` is how messages name the folder; `reader` and `frame` are those of `marks_of`.
    """
    marks = marks_of(edition, texts, reader, frame)
    return traces(edition, marks, folder, shown, watch=watch)


def traces(
    edition: Edition,
    marks: Sequence[Mark],
    folder: Path,
    shown: str,
    paths: Collection[str] | None = None,
    watch: Watch = unwatched,
) -> tuple[Problem, ...]:
    """Where the marks are in `folder`, or in some of its files; told as `leaks` tells it."""
    return in_order(
        _trace(edition, mark, Position(f"{shown}/{path}"))
        for path, mark in scan(folder, marks, paths, watch)
    )


def _trace(edition: Edition, mark: Mark, at: Position) -> Problem:
    facts = {"text": mark.text, "file": f"{edition.site.shown}/{mark.source}"}
    if mark is UNSEEN:
        facts = {"text": str(limits.UNPACKED >> 20), "file": at.file}
    return Problem(mark.code, at, facts)


def told_by_file(edition: Edition, found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Traces as they are told to a person.

    All that give away a text which is no manuscript, and which nobody will publish, are one:
    told where that text lies, since there it is mended, and not in the pages that hold it.
    """
    shown = edition.site.shown
    strays = {f"{shown}/{path}" for path in unread(edition) if not is_manuscript(path)}
    told: dict[str, Problem] = {}
    others: list[Problem] = []
    for problem in found:
        file = problem.facts["file"]
        if file not in strays:
            others.append(problem)
        elif file not in told:
            facts = {"text": problem.facts["text"], "file": problem.at.file}
            told[file] = Problem("leak_of_text", Position(file), facts)
    return in_order([*told.values(), *others])
