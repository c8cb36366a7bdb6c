"""Values kept in a file between runs, which is never trusted unproved.

Whatever is wrong with the file, it is as if it were not there.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from typing import Any


def read_kept(file: Path, signature: str) -> Any:
    """What `write_kept` wrote under the same signature; None if there is no such thing, whole."""
    try:
        head, _, data = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(signature, data):
        return None
    try:
        return json.loads(data)
    except ValueError:
        return None


def write_kept(file: Path, signature: str, value: Any) -> None:
    """Write a value that JSON knows, whole or not at all; a disk that is full is no error."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    half = file.with_name(f".{file.name}.{os.getpid()}.{token_hex(4)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(_head(signature, data) + b"\n" + data)
        half.replace(file)
    except OSError:
        with suppress(OSError):
            half.unlink()


def _head(signature: str, data: bytes) -> bytes:
    proof = blake2b(signature.encode("utf-8", "surrogatepass") + b"\0" + data, digest_size=20)
    return proof.hexdigest().encode()
