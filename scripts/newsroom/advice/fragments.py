"""Links to a place in a text that has no such place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from newsroom.archive import Archive
from newsroom.edition import Edition
from newsroom.places import Source, first_written
from newsroom.problems import Problem, warning
from newsroom.sources.body import Target
from newsroom.sources.quick_look import rest_of
from newsroom.texts import Texts

# What has none of these links to no fragment: a heading or a hashtag follows a space.
_MAYBE = re.compile(r"[^\s#]#[^\s#]|\]:\s*#")


def fragment_warnings(everything: Edition, among: Archive, texts: Texts) -> Iterator[Problem]:
    """Links such as `naskah.md#bagian` into a release, profile or page without that heading.

    `among` are the texts to look at; they may link to all of `everything`.
    """
    if not texts.knows_anchors:
        return
    archive = everything.archive
    sources: tuple[Source, ...] = (*archive.releases, *archive.profiles, *archive.pages)
    by_path = {source.source or "": source for source in sources}
    looked_at: tuple[Source, ...] = (*among.releases, *among.profiles, *among.pages)
    for source in looked_at:
        if "#" not in source.body or not _MAYBE.search(rest_of(source.body)):
            continue
        for target in texts.links(source).targets:
            fragment = _fragment(target)
            aim = by_path.get(target.path) or everything.release_at(target.path)
            if not fragment or aim is None or fragment in texts.elements(aim).anchors:
                continue
            at = first_written(source, target.written)
            yield warning("link_fragment", at, {"link": target.written, "fragment": fragment})


def _fragment(target: Target) -> str:
    """The place a link names; empty for none, and for one that is a text to be searched."""
    try:
        fragment = unquote(urlsplit(target.written.strip()).fragment)
    except ValueError:
        return ""
    return "" if fragment.startswith(":~:") else fragment
