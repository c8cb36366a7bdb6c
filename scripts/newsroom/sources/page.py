"""Signs that an ordinary page was meant to be held back, which nothing does with one.

A page's keys are not the newsroom's: Material has its own, so have other plugins, and
what is not known here passes. But what would hold back a release, or looks as if it
were meant to, must not be read as nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from newsroom.domain.release import Declared
from newsroom.problems import Position, Problem
from newsroom.sources.front_matter import FrontMatter

# Keys by which a release is known that was saved among the pages.
_ONLY_RELEASES = ("embargo", "location", "editor", "partners", "withdrawn")
_HOLDING = {"embargo": "embargo", "withdrawn": "withdrawn", "ditarik": "withdrawn"}
_STATUSES = {word: word for word in (*map(str, Declared), "draf", "ditarik")}
# So like a word must be to be taken for it: "embrago", "drfat"; not "state" or "new".
_LIKE = 0.8
_NO = ("false", "no", "off", "0", "tidak")
# What MkDocs takes for data at the top of a page without a fence above it.
_HEADER_LINE = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")


def held_back_in_vain(matter: FrontMatter, shown: str) -> Iterator[Problem]:
    """The first sign in a page that it was meant not to be public, if there is one."""
    if () in matter.positions:
        signs = _signs(matter.values)
        yield from (_located(code, key, cure, matter.keys[key,]) for code, key, cure in signs)
        return
    header, line = _header(matter.body)
    if any(_signs(header)):
        yield Problem("no_opening_fence", Position(shown, line))


def _located(code: str, key: str, cure: str, at: Position) -> Problem:
    return Problem(code, at, {"key": key, "cure": cure} if cure else {"key": key})


def _signs(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Rule, key and the key that was meant, for the first sign found."""
    for find in (_of_a_release, _of_a_status, _of_a_draft):
        for found in find(values):
            yield found
            return


def _of_a_release(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key in _ONLY_RELEASES:
        if key in values:
            yield "release_elsewhere", key, ""
    for key in values:
        if meant := _meant(key, _HOLDING):
            yield "release_elsewhere_meant", key, meant


def _of_a_status(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, value in values.items():
        if _meant(key, {"status": "status"}) and _meant(str(value), _STATUSES):
            if key == "status":
                yield "release_elsewhere", key, ""
            else:
                yield "release_elsewhere_meant", key, "status"


def _of_a_draft(values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """`draft: true` and `published: false`, which other systems know."""
    for key, value in values.items():
        no = str(value).casefold() in _NO
        said = key.casefold()
        if (said in ("draft", "draf") and value and not no) or (
            said in ("published", "publish") and no
        ):
            yield "page_not_held", key, ""


def _meant(written: str, known: Mapping[str, str]) -> str | None:
    close = get_close_matches(written.casefold().strip(), known, n=1, cutoff=_LIKE)
    return known[close[0]] if close else None


def _header(body: str) -> tuple[dict[str, str], int]:
    """The keys at the very top of a text, and the line where they begin."""
    text = body.lstrip("\n")
    lines = text.partition("\n\n")[0].split("\n")
    found = [_HEADER_LINE.fullmatch(line) for line in lines]
    values = {line[1]: line[2].strip() for line in found if line} if found[0] else {}
    return values, len(body) - len(text) + 1
