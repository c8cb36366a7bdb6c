"""What else to read: releases with the same partner, topic or place, the nearest in time.

Neighbours in a listing are taken, so that a new release changes what is said below those next
to it, and below no others, however large the archive is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Kind, Listing
from newsroom.domain.partner import spelling
from newsroom.domain.release import Release
from newsroom.views.layout import Layout

# Where a listing's neighbours stand, the nearest first.
_NEAR = (-1, 1, -2, 2)
_MOST_GROUPS = 3
_MOST_IN_GROUP = 2


def related(layout: Layout, release: Release) -> list[tuple[Listing, list[Release]]]:
    """Up to three listings that a release stands in, each with its neighbours there.

    Partners come first, then topics, then the place; no release is named twice. Those in
    the language of this one are given where there are such versions. A translation that names
    fewer partners than its original is said to be related by those alone.
    """
    edition = layout.edition
    if edition.status(release) is Status.WITHDRAWN:
        return []
    main = edition.main_version(release)
    named = {main.source}
    found = []
    for listing in _listings_of(layout, release, main):
        at = layout.places_in(listing)[main.source]
        near = [
            listing.releases[i] for step in _NEAR if 0 <= (i := at + step) < len(listing.releases)
        ]
        fresh = [other for other in near if other.source not in named][:_MOST_IN_GROUP]
        if fresh:
            named.update(other.source for other in fresh)
            found.append((listing, [_in_language_of(layout, release, other) for other in fresh]))
            if len(found) == _MOST_GROUPS:
                break
    return found


def related_view(layout: Layout, release: Release) -> list[dict[str, Any]]:
    """The same for the template, each group under what its releases have in common.

    All of it speaks as the release does; a headline or topic in another language says so.
    """
    words = layout.words_of(release)
    foreign = layout.spoken(release)
    around = foreign or words.language
    return [
        {
            "said": words.t(f"release.also.{listing.kind}", name="\0").split("\0"),
            "name": listing.name,
            "language": layout.words.language if foreign and listing.kind is Kind.TOPIC else None,
            "address": listing.address,
            "releases": [
                {
                    "title": other.title,
                    "address": layout.edition.address(other),
                    "date": words.day(other.published.day),
                    "iso": other.published.day.isoformat(),
                    "language": None if (spoken := layout.language(other)) == around else spoken,
                }
                for other in others
            ],
        }
        for listing, others in related(layout, release)
    ]


def related_state(layout: Layout, release: Release) -> list[tuple[str, str, list[str]]]:
    """What the view is made from, in short."""
    return [
        (listing.name, listing.address, [other.source + other.digest for other in others])
        for listing, others in related(layout, release)
    ]


def _listings_of(layout: Layout, release: Release, main: Release) -> Iterator[Listing]:
    """The listings that show the main version, without those of partners only it names."""
    partners = layout.listings_by_name(Kind.PARTNER)
    own = layout.edition.partners_of(release)
    for partner in layout.edition.partners_of(main):
        if partner in own:
            yield partners[spelling(partner.name)]
    topics = layout.listings_by_name(Kind.TOPIC)
    for topic in dict.fromkeys(map(spelling, main.topics)):
        yield topics[topic]
    if main.location:
        yield layout.listings_by_name(Kind.LOCATION)[spelling(main.location)]


def _in_language_of(layout: Layout, release: Release, other: Release) -> Release:
    if not release.language:
        return other
    language = layout.language(release)
    versions = layout.edition.versions(other)
    return next((v for v in versions if layout.language(v) == language), other)
