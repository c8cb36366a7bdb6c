"""What a listing can be narrowed by: the other listings in which its releases stand, with counts.

As links they lead to those listings; listing.js makes one search of several.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

from newsroom.domain.listing import INDEXED, Kind, Listing
from newsroom.views.layout import Layout

# Kinds to narrow by, in the order shown; the search page knows them by the same names.
NARROWING = (Kind.YEAR, Kind.PARTNER, Kind.LOCATION, Kind.TOPIC)
_MOST = 12


def filters(layout: Layout, listing: Listing) -> list[dict[str, Any]]:
    """For every kind but the listing's own, those listings that most of its releases are in."""
    named = layout.listings_by_address
    counts = Counter(chain.from_iterable(layout.stands_in[r.source] for r in listing.releases))
    groups: dict[Kind, list[tuple[Listing, int]]] = {kind: [] for kind in NARROWING}
    for address, count in counts.items():
        groups[named[address].kind].append((named[address], count))
    shown_above = Kind.YEAR if listing.kind in (Kind.ALL, Kind.YEAR) else listing.kind
    return [
        _group(layout, listing, kind, found)
        for kind, found in groups.items()
        if found and kind not in (listing.kind, shown_above)
    ]


def _group(
    layout: Layout, listing: Listing, kind: Kind, found: list[tuple[Listing, int]]
) -> dict[str, Any]:
    words = layout.words_of_listing(listing)
    whole = listing.kind is Kind.ALL
    if kind is Kind.YEAR:
        found.sort(key=lambda pair: -int(pair[0].slug))
    else:
        found.sort(key=lambda pair: (-pair[1], pair[0].address))
    return {
        "facet": str(kind),
        "title": words.t(f"search.{kind}"),
        "language": layout.words.language
        if kind is Kind.TOPIC and words is not layout.words
        else None,
        "links": [
            {
                "name": other.name,
                "address": other.address,
                "count": words.number(count)
                if whole
                else words.t("listing.here", number=words.number(count)),
            }
            for other, count in found[:_MOST]
        ],
        "all": layout.edition.addresses.index(kind)
        if kind in INDEXED and len(found) > _MOST
        else None,
    }
