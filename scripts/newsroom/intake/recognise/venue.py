"""The hall or building of an event, as its release names it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NAME = r"((?:[Tt]he )?[A-Z][^,.;:()\n]*?)"
_END = (
    r"(?=\s*[,.;:()\n]|\s+(?:pada|hari|tanggal|pukul|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|"
    r"yang|untuk|dan|on|in|and|to|for|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b|$)"
)
_VENUE = re.compile(
    rf"\b(?:(?:ber)?tempat di|(?:held|took place|gathered|signed) at)\s+{_NAME}{_END}",
    re.IGNORECASE,
)


def find_venue(texts: Iterable[str]) -> str | None:
    """The one venue that texts name; None if they name none, or several."""
    found = [m[1].strip() for text in texts for m in _VENUE.finditer(text)]
    names = list(dict.fromkeys(re.sub(r"^[Tt]he ", "", n) for n in found if n[:1].isupper()))
    return names[0] if len(names) == 1 else None
