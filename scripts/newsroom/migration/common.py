"""Warnings that hold for an archive rather than for any one of its texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from newsroom.migration.notices import Notice

# How the old archive kept pictures, links and its own code is decided once, in the map.
# What changes whether, when or under which name a text appears is told of each.
_HABITS = frozenset(
    {"image_missing", "image_outside", "image_alt", "picture_missing", "picture_outside"}
    | {"link_outside", "link_reference", "link_text", "link_mended", "template", "frame"}
)
_FEWEST = 10


def kinds_in_common(of_each: Sequence[Sequence[Notice]]) -> frozenset[str]:
    """The kinds of notice that more than half of the texts bear; few texts share none."""
    if len(of_each) < _FEWEST:
        return frozenset()
    texts = Counter(code for notices in of_each for code in {n.code for n in notices})
    return frozenset(code for code in _HABITS if 2 * texts[code] > len(of_each))
