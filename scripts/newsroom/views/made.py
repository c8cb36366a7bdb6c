"""What a view makes for the engine to write: a page, or a file that is no page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

View = Callable[[], dict[str, Any]]
MadeFrom = Callable[[], Any]
"""Plain values, quicker to get than what is made from them: as long as they are the same, so is
that, on the same site."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page the newsroom makes: where, from which template, and how to get its data.

    `source` is the file in docs/ that it comes from, if it comes from one; `tells_problems`
    says that in a preview it bears the list of all problems itself.
    """

    address: str
    template: str
    title: str
    head: View
    view: View
    made_from: MadeFrom
    source: str | None = None
    tells_problems: bool = False


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file the newsroom makes that is no page: a text, a feed, a sitemap.

    `path` is an address.
    """

    path: str
    data: Callable[[], bytes]
    made_from: MadeFrom
