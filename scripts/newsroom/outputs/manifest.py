"""The manifest of a site: the SHA-256 of every file, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import re
from collections.abc import Mapping

MANIFEST = ".well-known/newsroom.sha256"
"""Where it stands in a site."""

_LINE = re.compile(r"(\\?)([0-9a-f]{64})  (.+)")
_ESCAPED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_MEANT = {escaped: plain for plain, escaped in _ESCAPED.items()}


def manifest(digests: Mapping[str, str]) -> bytes:
    """A line for every path, ordered by path, and their number; digests are hexadecimal.

    The number tells whether it came over whole; `sha256sum` takes that line for a comment.
    """
    lines = [_line(path, digests[path]) for path in sorted(digests)]
    return "".join([*lines, f"# {len(lines)}\n"]).encode("utf-8", "surrogateescape")


def _line(path: str, digest: str) -> str:
    if path.isprintable() and "\\" not in path:
        return f"{digest}  {path}\n"
    escaped = re.sub(r"[\\\n\r]", lambda found: _ESCAPED[found[0]], path)
    return f"{'' if escaped == path else chr(92)}{digest}  {escaped}\n"


def read_manifest(data: bytes) -> dict[str, str]:
    """The digest of every path. Raises ValueError if it is no manifest of a site.

    Nothing is taken for a path that would lead out of the site.
    """
    found = {}
    *lines, number, rest = ["", *data.decode("utf-8", "surrogateescape").split("\n")]
    if rest or number != f"# {len(lines) - 1}":
        raise ValueError(number)
    for line in lines[1:]:
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        escaped, digest, path = match.groups()
        if escaped:
            path = re.sub(r"\\[\\nr]", lambda found: _MEANT[found[0]], path)
        if path.startswith("/") or {"", ".", ".."} & set(path.split("/")):
            raise ValueError(line)
        found[path] = digest
    if not found:
        raise ValueError("empty")
    return found
