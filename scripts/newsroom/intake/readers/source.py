"""Where a document comes from: its name, and the files beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Source:
    """A document's name as told to its user, and its folder if it lies in one."""

    name: str
    folder: Path | None = None

    def beside(self, link: str) -> Path | None:
        """The file that a relative link in the document means; never one outside its folder."""
        if self.folder is None or not link or "\0" in link:
            return None
        file = (self.folder / unquote(link.partition("?")[0].partition("#")[0])).resolve()
        inside = file.is_relative_to(self.folder.resolve())
        return file if inside and file.is_file() else None
