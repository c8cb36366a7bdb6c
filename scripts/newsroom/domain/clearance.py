"""What a program may make public unasked; of whatever is in doubt it makes a draft."""

from __future__ import annotations

from collections.abc import Collection

DRAFT = "draft"

YES = frozenset({"true", "yes", "on", "1", "y", "ya"})
NO = frozenset({"false", "no", "off", "0", "n", "tidak"})
# The words of other systems for a text that readers see; every other word holds it back.
_PUBLIC = frozenset({"publish", "published", "public", "terbit", "diterbitkan", "publik"})

_ALLOWING = {"draft": NO | _PUBLIC, "published": YES | _PUBLIC, "status": _PUBLIC}
_HOLDING = {
    "draft": YES,
    "published": NO,
    "status": frozenset({"draft", "draf", "private", "pending", "hidden", "unpublished"}),
}


def status_for(*, wanted: bool, doubts: Collection[object]) -> str | None:
    """The status of a text that a program writes: None (public) only if wanted and sure."""
    return None if wanted and not doubts else DRAFT


def allows(kind: str, said: str) -> bool:
    """Whether what a key says is known to let readers see a text.

    `kind` tells how to read a yes: as that to `draft` or to `published`; a `status` is a word.
    """
    return said.strip().casefold() in _ALLOWING[kind]


def is_understood(kind: str, said: str) -> bool:
    """Whether what a key says is known at all."""
    return allows(kind, said) or said.strip().casefold() in _HOLDING[kind] | _HOLDING["status"]
