"""What texts came to when they were read last, kept between runs.

Reading Markdown is most of the work of a check and much of a build. An entry is
found by everything it depends on: the text, its file, how Markdown is set up, and
the versions of what reads it. Whatever is wrong with the cache, it is as if it were
empty: it is never an error and never trusted unproved.
"""

from __future__ import annotations

import json
import os
import sqlite3
import weakref
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from newsroom.code import code_digest

_FILE = "texts.sqlite"
_LARGEST = 1_000_000_000  # bytes, of some 200,000 texts; then it begins anew
_MANY = 500
_TABLE = "CREATE TABLE IF NOT EXISTS texts (key BLOB PRIMARY KEY, proof BLOB, data BLOB)"
# Extensions that read nothing but the text itself.
_PURE = frozenset(
    {
        "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html",
        "nl2br", "sane_lists", "smarty", "tables", "toc",
        "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.magiclink",
        "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.tasklist", "pymdownx.tilde",
    }
)  # fmt: skip


def signature(
    extensions: Sequence[Any], options: Mapping[str, Mapping[str, Any]] | None, rules: str = ""
) -> str | None:
    """How Markdown is set up, in words; None if that cannot be told or depends on more.

    `rules` tell by what else texts are read.
    """
    names = [extension for extension in extensions if isinstance(extension, str)]
    plain = [name.removeprefix("markdown.extensions.") for name in names]
    if len(names) < len(extensions) or not set(plain) <= _PURE:
        return None
    try:
        setup = json.dumps([names, dict(options or {})], sort_keys=True)
    except (TypeError, ValueError):  # an option that is a Python object
        return None
    return f"{setup} {rules} {code_digest()}"


class TextCache:
    """JSON values by kind, file and digest of the text. Several processes may use it at once."""

    def __init__(self, folder: Path, signature: str) -> None:
        self._signature = signature
        self._file = folder / _FILE
        self._new: dict[bytes, bytes] = {}
        self._open = self._opened()
        self._process = os.getpid()
        self._inherited: sqlite3.Connection | None = None

    def get(self, kind: str, source: str, digest: str) -> Any:
        """The value kept; None if there is none, or none that is whole."""
        key = self._key(kind, source, digest)
        data = self._new.get(key) or self._read(key)
        return None if data is None else json.loads(data)

    def put(self, kind: str, source: str, digest: str, value: Any) -> None:
        """Keep a value; it is written with others, at the latest by `flush`."""
        self._new[self._key(kind, source, digest)] = json.dumps(value, ensure_ascii=False).encode()
        if len(self._new) >= _MANY:
            self.flush()

    def flush(self) -> None:
        """Write what is new."""
        rows = [(key, _proof(key, data), data) for key, data in self._new.items()]
        self._new.clear()
        if self._is_split_off() or self._open is None or not rows:
            return
        try:
            with self._open:
                self._open.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)
        except sqlite3.Error:
            self._give_up()

    def _key(self, kind: str, source: str, digest: str) -> bytes:
        parts = (self._signature, kind, source, digest)
        return blake2b(
            b"\0".join(part.encode("utf-8", "surrogatepass") for part in parts), digest_size=20
        ).digest()

    def _read(self, key: bytes) -> bytes | None:
        if self._is_split_off() and self._inherited is None:
            # SQLite forbids to go on with a connection of the process one was split off from.
            self._inherited, self._open = self._open, self._opened()
        if self._open is None:
            return None
        try:
            row = self._open.execute("SELECT proof, data FROM texts WHERE key = ?", (key,))
            proof, data = row.fetchone() or (b"", b"")
        except sqlite3.Error:
            self._give_up()
            return None
        return bytes(data) if data and proof == _proof(key, data) else None

    def _is_split_off(self) -> bool:
        """Whether this process was split off the one that writes; then it only reads."""
        return os.getpid() != self._process

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            if self._file.exists() and self._file.stat().st_size > _LARGEST:
                self._file.unlink()
            return self._connected()
        except sqlite3.DatabaseError:
            return self._anew()
        except OSError:
            return None

    def _connected(self) -> sqlite3.Connection:
        opened = sqlite3.connect(self._file, timeout=5, check_same_thread=False)
        weakref.finalize(self, opened.close)
        opened.execute("PRAGMA synchronous = OFF")  # a lost entry is read again
        opened.execute(_TABLE)
        return opened

    def _anew(self) -> sqlite3.Connection | None:
        """The cache again from nothing, in place of one that cannot be read."""
        try:
            self._file.unlink(missing_ok=True)
            return self._connected()
        except (OSError, sqlite3.Error):
            return None

    def _give_up(self) -> None:
        """Do without it for this run; if its file is broken, the next begins anew."""
        opened, self._open = self._open, None
        try:
            sound = opened is not None and opened.execute("PRAGMA quick_check").fetchone() == (
                "ok",
            )
        except sqlite3.OperationalError:
            sound = True  # only busy, or the disk is full
        except sqlite3.DatabaseError:
            sound = False
        if opened is not None:
            opened.close()
        if not sound and not self._is_split_off():
            with suppress(OSError):  # another process may hold it open, as Windows lets none do
                self._file.unlink(missing_ok=True)


def _proof(key: bytes, data: bytes) -> bytes:
    return blake2b(key + data, digest_size=16).digest()
