"""A file of the site: where it stands, what it is made from, how to make it."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from newsroom.sources.contents import Content


class Output:
    """A file to be published at `path`, which is relative to the site with forward slashes.

    Two outputs with the same path and `key` have the same bytes: what the key was made
    from is all that `make` depends on. Outputs of one `dear` work are made one after the
    other, and by one process: most of it is done once for all of them.
    """

    __slots__ = ("_key", "dear", "make", "path")

    def __init__(
        self, path: str, key: str | Callable[[], str], make: Callable[[], Content], dear: str = ""
    ) -> None:
        """`key` may be how to get it, where most outputs are never asked for theirs."""
        self.path = path
        self._key = key
        self.make = make
        self.dear = dear

    @property
    def key(self) -> str:
        """The key, worked out once."""
        if not isinstance(self._key, str):
            self._key = self._key()
        return self._key


def key_of(*parts: Any) -> str:
    """A digest of plain values (texts, numbers, lists, mappings; others by what they print as)."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
