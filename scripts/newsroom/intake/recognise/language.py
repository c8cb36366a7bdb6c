"""Whether a text is Indonesian or English."""

from __future__ import annotations

import re

_COMMON = {
    "id": re.compile(
        r"\b(?:yang|dan|di|dengan|untuk|dari|pada|ini|dalam|akan|oleh|itu|tidak|"
        r"para|bagi|serta|telah|juga|kepada|bersama|adalah|atau|oleh|ke|hari|kami|warga)\b"
    ),
    "en": re.compile(
        r"\b(?:the|of|and|to|in|with|for|from|on|this|that|by|will|is|was|are|"
        r"has|have|had|its|their|an|at|today|yesterday|tomorrow|new|said|who|which)\b"
    ),
}

# Of fewer words two common ones are enough to tell the language.
_SHORT = 40


def language_of(text: str) -> str | None:
    """`id` or `en`, by their commonest words; None if neither clearly prevails."""
    counts = _counts(text)
    best, other = sorted(counts, key=counts.__getitem__, reverse=True)
    short = len(text.split()) < _SHORT and counts[best] >= 2 and not counts[other]
    clear = counts[best] >= 5 and counts[best] > 3 * counts[other]
    return best if clear or short else None


def may_be_english(text: str) -> bool:
    """Whether a text is rather English than Indonesian."""
    counts = _counts(text)
    return counts["en"] > counts["id"]


def _counts(text: str) -> dict[str, int]:
    return {code: len(common.findall(text.lower())) for code, common in _COMMON.items()}
