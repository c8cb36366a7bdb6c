"""Lines of data that YAML cannot read, as their writer meant them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from newsroom.sources import model

# What is seen as three hyphens, and is other signs: a word processor makes dashes of hyphens.
_DASH = "-\u2010-\u2015\u2212_=*"
_LIKE_FENCE = re.compile(rf"[ \t\u00a0]*[{_DASH}][{_DASH} \t\u00a0]+")
_NO_SPACE = re.compile(r"([a-z_]+):([^\s/].*)")
_OTHER_COLON = re.compile(r"([A-Za-z_]+)[ \t]*[=\uff1a][ \t]*(\S.*)")
_OTHER_MARK = re.compile(r"[ \t]*[*\u2022\u00b7\u25aa\u25cf\u2013\u2014][ \t\u00a0]+(\S.*)")
_KEY = re.compile(r"[ \t]+(([a-z_]+):(?:[ \t].*)?)")
_WITH_VALUE = re.compile(r"\s*(?:- )?[\w-]+:\s+\S.*")
# A line that begins as no key and no entry of a list does.
_TEXT = re.compile(r"(?![-#\[\]{}\"'|>?*&!%@`])[^\s:][^:]*")


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A mistake by its code, in a line (from 0) at a column (from 1), with its facts."""

    code: str
    number: int
    column: int = 1
    facts: Mapping[str, str] = field(default_factory=dict)


def mistyped(lines: Sequence[str], number: int) -> Mistyped | None:
    """What is wrong with a line (from 0) of data that cannot be read; None if nothing is seen."""
    line = lines[number].rstrip()
    above = lines[number - 1] if number else ""
    column = _indent(line) + 1
    if is_like_fence(line):
        return Mistyped("fence_form", number)
    for code, cure in (
        ("no_space", _with_space(line)),
        ("no_colon", _with_colon(line)),
        ("list_mark", _with_hyphen(line)),
        ("indented_key", _key_below_value(line, above)),
    ):
        if cure is not None:
            return Mistyped(code, number, column, {"cure": cure})
    if number and _TEXT.fullmatch(line):
        above_is_blank = not above.strip()
        code = "no_closing_fence" if above_is_blank else "line_without_key"
        return Mistyped(code, number - above_is_blank)
    return None


def is_like_fence(line: str) -> bool:
    """Whether a line looks like three hyphens, though it is none of ours."""
    return bool(_LIKE_FENCE.fullmatch(line)) and not line.lstrip().startswith("- ")


def _with_space(line: str) -> str | None:
    found = _NO_SPACE.fullmatch(line)
    return found and f"{found[1]}: {found[2]}"


def _with_colon(line: str) -> str | None:
    if line in _keys():
        return f"{line}:"
    found = _OTHER_COLON.fullmatch(line)
    return found and f"{found[1]}: {found[2]}"


def _with_hyphen(line: str) -> str | None:
    found = _OTHER_MARK.fullmatch(line)
    return found and f"- {found[1]}"


def _key_below_value(line: str, above: str) -> str | None:
    """A key of ours that is set in although the line above has a value already."""
    found = _KEY.fullmatch(line)
    deeper = _WITH_VALUE.fullmatch(above) and _indent(above) < _indent(line)
    return found[1] if found and deeper and found[2] in _keys() else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


@cache
def _keys() -> frozenset[str]:
    """The keys of releases and profiles, and those that stand below them."""
    parts = (model.ImagePart, model.AttachmentPart, model.ContactPart, model.PartnerPart)
    more = (model.CorrectionPart, model.WithdrawnPart, model.ReleaseModel, model.ProfileModel)
    return frozenset(key for part in (*parts, *more) for key in part.model_fields)
