"""The findings of one check, and what each format needs to tell them."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsroom.problems import Level, Problem
from newsroom.settings import Site
from newsroom.words import Words

if TYPE_CHECKING:
    from newsroom.fixes import Mend


@dataclass(frozen=True)
class Report:
    """Findings in order, with the words to tell them.

    `mends` is what was put right before; `mendable` knows what could be;
    `checked` is the number of releases; `colour` is for the format for people.
    """

    findings: tuple[Problem, ...]
    words: Words
    config_file: Path
    site: Site | None = None
    mends: tuple[Mend, ...] = ()
    mendable: Container[Problem] = ()
    checked: int = 0
    colour: bool = False

    def count(self, level: Level) -> int:
        """How many findings there are of a level."""
        return sum(finding.level is level for finding in self.findings)

    def path(self, file: str) -> str:
        """A file as machines need it: relative to the folder of mkdocs.yml, with slashes."""
        if self.site is None or not file.startswith(f"{self.site.shown}/"):
            return file
        source = self.site.docs / file.removeprefix(f"{self.site.shown}/")
        return Path(os.path.relpath(source, self.config_file.parent.resolve())).as_posix()

    def level(self, finding: Problem) -> str:
        """The level in words."""
        return self.words.t(f"levels.{finding.level}")
