"""HTML in a text that the site does not show."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.places import Source, in_body
from newsroom.problems import Position, Problem, warning
from newsroom.sources.quick_look import plain_links
from newsroom.sources.safe_html import Removed
from newsroom.texts import Texts


def removed_html_warnings(among: Archive, texts: Texts) -> Iterator[Problem]:
    """Scripts, forms, frames and addresses that releases, profiles and pages bring in vain."""
    sources: tuple[Source, ...] = (*among.releases, *among.profiles, *among.pages)
    for source in sources:
        known = texts.known_links(source)
        if known is None and plain_links(source.body, ()) is None:
            known = texts.links(source)
        for removed in known.removed if known else ():
            yield warning(removed.code, _place(source, removed), _facts(removed))


def _place(source: Source, removed: Removed) -> Position:
    if removed.offset < 0:
        return Position(source.position().file, source.body_line)
    return in_body(source, removed.offset)


def _facts(removed: Removed) -> dict[str, str]:
    name = removed.name if len(removed.name) <= 80 else f"{removed.name[:79]}…"
    return {"name": name, "tag": removed.tag}
