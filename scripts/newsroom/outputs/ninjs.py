"""ninjs 3.1: a release as the programs of news agencies read it.

https://iptc.org/standards/ninjs/
"""

from __future__ import annotations

import json
from typing import Any

MEDIA_TYPE = "application/json"
_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}


def news_object(fields: dict[str, Any]) -> bytes:
    """The bytes of a ninjs file. Fields without a value are left out, never null."""
    known = _present({"standard": _STANDARD, **fields})
    return json.dumps(known, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _present(value: Any) -> Any:
    if type(value) is list:
        return [_present(part) for part in value]
    if type(value) is not dict:
        return value
    return {
        key: _present(part) if type(part) in (dict, list) else part
        for key, part in value.items()
        if part or type(part) is int
    }
