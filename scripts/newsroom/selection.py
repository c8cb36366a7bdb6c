"""The files of docs/ that a person means by the paths they typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from newsroom.archive import files_under
from newsroom.settings import Site


class NotChosen(Exception):
    """A path that cannot be meant; `key` says why: it is not there, or not in docs/."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.key = key
        super().__init__(str(path))


@dataclass(frozen=True, slots=True)
class Selection:
    """Files and folders, relative to docs/; without any, everything is meant."""

    paths: tuple[str, ...] = ()

    @classmethod
    def of(cls, typed: Iterable[Path], site: Site) -> Selection:
        """Take the paths as typed in the current folder. Raises NotChosen."""
        docs = site.docs.resolve()
        chosen: list[str] = []
        for path in typed:
            if not path.exists():
                raise NotChosen(path, "missing")
            # A link may lead out of docs/; the file itself is in it all the same.
            named = [path.parent.resolve() / path.name] if path.name not in ("", "..") else []
            inside = next((p for p in (*named, path.resolve()) if p.is_relative_to(docs)), None)
            if inside is None:
                raise NotChosen(path, "outside")
            chosen.append(inside.relative_to(docs).as_posix())
        return cls(tuple(chosen))

    def __contains__(self, source: object) -> bool:
        """Whether a file, named by its path in docs/, is meant."""
        if not self.paths:
            return True
        return any(
            path in (".", source) or str(source).startswith(f"{path}/") for path in self.paths
        )

    def sources(self, site: Site) -> list[str]:
        """Every file that is meant, by its path in docs/."""
        return sorted(source for source in files_under(site.docs) if source in self)
