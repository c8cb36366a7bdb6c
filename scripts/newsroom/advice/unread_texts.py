"""Plain texts among the releases, which are neither read nor published."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from newsroom.assets import used_files
from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.manuscript import is_manuscript
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, warning
from newsroom.texts import Texts

_ENDING = ".txt"


def unread_text_warnings(everything: Edition, texts: Texts) -> Iterator[Problem]:
    """Texts in docs/news/ that no release offers; the audit takes each for a withheld one.

    One under an ending such as .md.txt is a problem already.
    """
    found = [path for path in everything.archive.files if _is_stray(path)]
    used = used_files(everything, texts) if found else frozenset()
    for path in found:
        if path not in used:
            cure = f"{posixpath.splitext(posixpath.basename(path))[0]}.md"
            at = Position(f"{everything.site.shown}/{path}")
            yield warning("text_not_read", at, {"cure": cure})


def _is_stray(path: str) -> bool:
    is_text = path.casefold().endswith(_ENDING)
    return is_text and path.startswith(NEWS_FOLDER) and not is_manuscript(path)
