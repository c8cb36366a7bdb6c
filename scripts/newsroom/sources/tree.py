"""The files of a folder, and what in it is none: links that lead out, pipes, unreadable names."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Tree:
    """Paths relative to the folder, with forward slashes; hidden files and folders are left out.

    `strange` are what must not be read or published, each with the rule that it breaks: links
    to folders, links that lead out of the folder or nowhere, pipes and devices, names that are
    not UTF-8 (these are written as far as they can be), and folders that cannot be looked into.
    """

    files: list[str] = field(default_factory=list)
    strange: list[tuple[str, str]] = field(default_factory=list)


def tree_under(folder: Path) -> Tree:
    """Look through a folder. One that is gone is as if it were empty."""
    tree = Tree()
    root = Path(os.path.realpath(folder))
    waiting = [(str(folder), "")]
    while waiting:
        path, below = waiting.pop()
        try:
            entries = _entries(path)
        except OSError:  # as if empty, all that is in it would be taken from the site
            tree.strange.append((_written(below), "folder_unreadable"))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            name = below + entry.name
            if strange := _strange(entry, root):
                tree.strange.append((_written(name), strange))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{name}/"))
            else:
                tree.files.append(name)
    return tree


def _entries(path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def _strange(entry: os.DirEntry[str], root: Path) -> str | None:
    if not _is_text(entry.name):
        return "name_not_text"
    if not entry.is_symlink():
        # A pipe would be read for ever.
        return None if entry.is_file() or entry.is_dir() else "no_file"
    try:
        if entry.is_dir():
            return "linked_folder"
        inside = Path(os.path.realpath(entry.path)).is_relative_to(root)
        # A link to nothing is told where it is used.
        return None if inside and (entry.is_file() or not Path(entry.path).exists()) else "link_out"
    except OSError:  # it leads to itself
        return "link_out"


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _written(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
