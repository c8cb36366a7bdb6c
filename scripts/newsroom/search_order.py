"""Put a search index of Pagefind into one order, so that the same pages give the same bytes.

Pagefind 1.5 writes filters and their values in an order that chance gives each run. Of the
rest of an index only the names of those files depend on it. They are CBOR (RFC 8949)
behind a mark, packed with gzip:

    filter/<hash>.pf_filter   [name, [[value, [page, ...]], ...]]
    pagefind.<hash>.pf_meta   [version, pages, words, [[filter, hash], ...], [[sort, pages], ...],
                              fields]
"""

from __future__ import annotations

import gzip
import zlib
from hashlib import blake2b
from pathlib import Path
from typing import Any

import cbor2

_MARK = b"pagefind_dcd"
# gzip's head without a time or the name of a system (RFC 1952), as Pagefind writes it.
_HEAD = bytes.fromhex("1f8b08000000000002ff")


def put_in_order(folder: Path, entry: dict[str, Any]) -> None:
    """Write the files of an index anew, in one order, and name them by what is in them.

    `entry` is what pagefind-entry.json holds; its hashes follow. Raises ValueError if the
    files are not those of Pagefind 1.5, or not whole.
    """
    for code, language in entry["languages"].items():
        table = folder / f"pagefind.{language['hash']}.pf_meta"
        version, pages, words, filters, sorts, fields = _read(table)
        named = [[name, _filter_in_order(folder / "filter", code, old)] for name, old in filters]
        content = [version, pages, words, sorted(named), sorted(sorts), fields]
        language["hash"] = _write(folder, code, content, "pagefind.{}.pf_meta", table, digits=10)


def _filter_in_order(folder: Path, code: str, old: str) -> str:
    """The new hash of a filter's file."""
    file = folder / f"{old}.pf_filter"
    name, values = _read(file)
    return _write(folder, code, [name, sorted(values)], "{}.pf_filter", file, digits=7)


def _read(file: Path) -> Any:
    try:
        data = gzip.decompress(file.read_bytes())
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{file.name}: {error}") from None
    if not data.startswith(_MARK):
        raise ValueError(f"{file.name} is not a file of Pagefind")
    return cbor2.loads(data[len(_MARK) :])


def _write(folder: Path, code: str, content: Any, name: str, old: Path, *, digits: int) -> str:
    """Write content in the place of an old file; returns the hash that names the new one."""
    data = _MARK + cbor2.dumps(content)
    named = f"{code}_{blake2b(data, digest_size=8).hexdigest()[:digits]}"
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    tail = zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")
    old.unlink()
    (folder / name.format(named)).write_bytes(_HEAD + packer.compress(data) + packer.flush() + tail)
    return named
