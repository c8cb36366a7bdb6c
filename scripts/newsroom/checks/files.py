"""Pictures, attachments and logos that are not there, or not where they could be published."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import partial

from newsroom import limits
from newsroom.archive import Archive
from newsroom.assets import Use, front_matter_uses
from newsroom.edition import Edition
from newsroom.pictures.acting import acting, may_act
from newsroom.pictures.facts import file_facts, is_picture
from newsroom.problems import Position, Problem

# How alike two names must be that one may be meant for the other: two letters exchanged in ten.
# A picture that is nothing alike, and is shown on advice, is worse than none.
_ALIKE = 0.75


def file_problems(everything: Edition) -> Iterator[Problem]:
    """Files that front matter names and the site cannot publish."""
    archive = everything.archive
    for release in archive.releases:
        for use in front_matter_uses(release):
            yield from use_problems(everything, use)
    for partner in archive.profiles:
        if partner.logo and partner.source:
            written = posixpath.relpath(partner.logo, posixpath.dirname(partner.source))
            use = Use(partner.logo, written, partial(partner.position, "logo"), is_picture=True)
            yield from use_problems(everything, use)


def use_problems(everything: Edition, use: Use) -> Iterator[Problem]:
    """What keeps a file in use from being published, if anything does."""
    if _leaves_docs(everything, use.path):
        yield Problem("outside_docs", use.at, {"file": use.written})
    elif use.path not in everything.archive.files:
        yield _missing(everything.archive, use)
    elif use.path.endswith(".md"):
        yield Problem("text_as_file", use.at, {"file": use.written})
    else:
        yield from _content_problems(everything, use)


def _content_problems(everything: Edition, use: Use) -> Iterator[Problem]:
    """What a file holds that the site cannot show, or that would act on a reader's screen."""
    file = everything.site.docs / use.path
    if not os.access(file, os.R_OK):
        yield Problem("file_unreadable", use.at, {"file": use.written})
    elif file.stat().st_size > limits.FILE:
        yield Problem("file_vast", use.at, {"file": use.written, "size": str(limits.FILE >> 20)})
    elif not everything.site.settings.html.trusted and (acts := acting(file)):
        yield Problem("file_acts", use.at, {"file": use.written, "what": acts})
    elif not use.is_picture:
        return
    elif file_facts(file).vast:
        yield Problem("picture_vast", use.at, {"file": use.written, **limits.PICTURE_TOLD})
    elif not is_picture(file):
        yield Problem("not_a_picture", use.at, {"file": use.written})


def acting_problems(everything: Edition) -> Iterator[Problem]:
    """Files anywhere in docs/ that would act: a text may link to them, or anybody ask for them."""
    site = everything.site
    if site.settings.html.trusted:
        return
    told: set[str] = set()
    for release in everything.archive.releases:
        told.update(use.path for use in front_matter_uses(release) if may_act(use.path))
    for path in sorted(filter(may_act, everything.archive.files)):
        if path not in told and (acts := acting(site.docs / path)):
            name = posixpath.basename(path)
            at = Position(f"{site.shown}/{path}")
            yield Problem("file_acts", at, {"file": name, "what": acts})


def vast_problems(everything: Edition) -> Iterator[Problem]:
    """Files anywhere in docs/ that are too large to be handed out, whoever names them."""
    site, archive = everything.site, everything.archive
    told = {use.path for release in archive.releases for use in front_matter_uses(release)}
    told.update(partner.logo for partner in archive.profiles if partner.logo)
    for path in sorted(archive.files - told):
        if path.endswith(".md"):  # has a bound of its own
            continue
        with suppress(OSError):  # which is told elsewhere
            if os.stat(f"{site.docs}/{path}").st_size > limits.FILE:  # noqa: PTH116 - many thousands
                facts = {"file": posixpath.basename(path), "size": str(limits.FILE >> 20)}
                yield Problem("file_vast", Position(f"{site.shown}/{path}"), facts)


def _leaves_docs(everything: Edition, path: str) -> bool:
    """Whether a path leads out of docs/, by `..`, from the root or by a symbolic link."""
    if path.startswith(("..", "/")):
        return True
    docs = everything.site.docs
    file = docs / path
    # The archive's folders are walked without following links; a file itself may be one.
    if path in everything.archive.files and not file.is_symlink():
        return False
    return file.exists() and not file.resolve().is_relative_to(docs.resolve())


def _missing(archive: Archive, use: Use) -> Problem:
    folder = posixpath.dirname(use.path)
    names = archive.names_in(folder)
    beside: dict[str, list[str]] = {}  # by what tells names apart: all but their endings
    for name in names:
        # A release is no picture; and with another number it is the next picture of a series.
        if not name.endswith(".md") and _numbers(name) == _numbers(use.path):
            beside.setdefault(_stem(name), []).append(name)
    close = get_close_matches(_stem(use.path), beside, n=1, cutoff=_ALIKE)
    if not close:
        return Problem("file_missing", use.at, {"file": use.written})
    # Of "foto.png" and "foto.jpg" the one with the more similar ending was meant.
    near = get_close_matches(posixpath.basename(use.path), beside[close[0]], n=1, cutoff=0)
    cure = posixpath.join(posixpath.dirname(use.written), near[0])
    return Problem("file_missing_meant", use.at, {"file": use.written, "cure": cure})


def _numbers(path: str) -> list[str]:
    return re.findall(r"\d+", _stem(path))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0].casefold()
