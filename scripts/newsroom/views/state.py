"""What a release comes to on the site, told by a digest: its own file, and all around it.

A page, a card or a feed entry of a release is made anew if its state is another. So
whatever the views of a release show that does not stand in its own file, and is not the
same for the whole site, must be named here.
"""

from __future__ import annotations

from dataclasses import astuple
from hashlib import blake2b
from typing import Any

from newsroom.assets import packed_files
from newsroom.domain.listing import Kind
from newsroom.domain.release import Release
from newsroom.pictures.metadata import is_cleaned
from newsroom.views.layout import Layout


def release_state(layout: Layout, release: Release) -> str:
    """The state of a release in an edition; asked for once, then remembered."""
    state = layout.states.get(release.source)
    if state is None:
        parts = repr((release.source, release.digest, _around(layout, release)))
        digest = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=16)
        state = layout.states[release.source] = digest.hexdigest()
    return state


def _around(layout: Layout, release: Release) -> tuple[Any, ...]:
    edition = layout.edition
    texts = layout.texts
    return (
        str(edition.status(release)),
        [
            (layout.language(v), edition.address(v), str(edition.status(v)))
            for v in edition.all_versions(release)
        ],
        _original(layout, release),
        _link(layout, Kind.LOCATION, release.location),
        _link(layout, Kind.EDITOR, release.editor),
        [_link(layout, Kind.TOPIC, topic) for topic in release.topics],
        [(edition.partner_book.find(m.name).slug, m.role) for m in release.partners],
        [
            (
                partner.name,
                partner.slug,
                partner.url,
                layout.logo(partner),
                *_link(layout, Kind.PARTNER, partner.name),
            )
            for partner in edition.partners_of(release)
        ],
        edition.has_year(release.year),
        [edition.address_of(target.path) for target in texts.links(release).targets],
        _files(layout, release),
        # A text that may say more than its file does is told by what it came to.
        () if texts.told_by_file else texts.of(release).open_html,
    )


def _original(layout: Layout, release: Release) -> str | None:
    if release.translation_of is None:
        return None
    original = layout.edition.original(release)
    return layout.edition.address(original) if original else None


def _link(layout: Layout, kind: Kind, name: str | None) -> tuple[str | None, ...]:
    return tuple(layout.link_to(kind, name).values()) if name else ()


def _files(layout: Layout, release: Release) -> list[tuple[Any, ...]]:
    """The facts of its pictures and attachments, of each that is there.

    Of a picture its content, too: how large it is without its metadata is told by what is in it.
    """
    found: list[tuple[Any, ...]] = []
    for path in packed_files(layout.edition, release, layout.texts):
        content = layout.contents.digest(path) if is_cleaned(path) else None
        found.append((path, *astuple(layout.facts(path)), content))
    return found
