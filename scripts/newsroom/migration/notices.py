"""What an editor should know of a source that was moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsroom.problems import Position


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision that a person may want to look at, with its place in the source.

    The sentences are in `newsroom/words/`, under `migration.notices.<code>`.
    """

    code: str
    at: Position
    facts: Mapping[str, str] = field(default_factory=dict)
