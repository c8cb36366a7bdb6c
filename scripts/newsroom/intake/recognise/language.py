"""Whether a text is Indonesian or English."""

from __future__ import annotations

import re

_COMMON = {
    "id": re.compile(r"\b(?:yang|dan|di|dengan|untuk|dari|pada|ini|dalam|akan|oleh|itu|tidak)\b"),
    "en": re.compile(r"\b(?:the|of|and|to|in|with|for|from|on|this|that|by|will|is|was|are)\b"),
}


def language_of(text: str) -> str | None:
    """`id` or `en`, by their commonest words; None if neither clearly prevails."""
    counts = {code: len(common.findall(text.lower())) for code, common in _COMMON.items()}
    best, other = sorted(counts, key=counts.__getitem__, reverse=True)
    clear = counts[best] >= 5 and counts[best] > 3 * counts[other]
    return best if clear else None
