"""The sitemap of an edition: one file, or from 50,000 addresses on several and one that names them.

Releases are shared out from the oldest, so that a new one changes only the last file of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any

from newsroom.domain.addresses import listing_page, page
from newsroom.domain.listing import INDEXED, page_numbers, paginate
from newsroom.domain.release import Release
from newsroom.domain.when import When
from newsroom.outputs.sitemap import Place, sitemap, sitemap_index
from newsroom.views.layout import Layout
from newsroom.views.made import MadeFile
from newsroom.views.state import release_state

# sitemaps.org, "Using Sitemap index files": no file may name more than 50,000 addresses.
MOST = 50_000


class Sitemaps:
    """The sitemap of an edition; `pages` are the files of the ordinary pages built."""

    def __init__(self, layout: Layout, pages: Iterable[str]) -> None:
        self._layout = layout
        self._pages = sorted(layout.edition.page_sources.intersection(pages))

    def files(self) -> Iterator[MadeFile]:
        """Its files; `sitemap.xml` is one of them."""
        standing = self._layout.edition.standing
        if len(standing) + self._number_of_others <= MOST:
            whole = partial(self._sitemap, lambda: [*self._others, *self._places(standing)])
            yield MadeFile("sitemap.xml", whole, self._all)
            return
        pieces: dict[str, Callable[[], list[Place]]] = {}
        for number, releases in enumerate(self._pieces(standing[::-1]), 1):
            path = f"sitemap-releases-{number}.xml"
            pieces[path] = places = partial(self._places, releases)
            yield MadeFile(path, partial(self._sitemap, places), partial(self._states, releases))
        for number, these in enumerate(self._pieces(range(self._number_of_others)), 1):
            path = f"sitemap-pages-{number}.xml"
            pieces[path] = others = partial(self._some_others, these)
            yield MadeFile(path, partial(self._sitemap, others), self._all)
        index = partial(self._index, pieces)
        yield MadeFile("sitemap.xml", index, lambda: [list(pieces), self._all()])

    def _pieces(self, items: Sequence[Any]) -> Iterator[Any]:
        return (items[start : start + MOST] for start in range(0, len(items), MOST))

    def _sitemap(self, places: Callable[[], list[Place]]) -> bytes:
        return sitemap(places())

    def _index(self, pieces: dict[str, Callable[[], list[Place]]]) -> bytes:
        url = self._layout.url
        return sitemap_index(
            Place(url(path), _latest(place.changed for place in places()))
            for path, places in pieces.items()
        )

    def _all(self) -> Any:
        edition = self._layout.edition
        listings = [listing.address for listing in edition.listings]
        return [self._states(edition.releases), listings, self._pages]

    def _states(self, releases: Iterable[Release]) -> list[str]:
        return [release_state(self._layout, release) for release in releases]

    def _places(self, releases: Iterable[Release]) -> list[Place]:
        layout = self._layout
        return [Place(layout.url(layout.edition.address(r)), r.modified) for r in releases]

    def _some_others(self, numbers: range) -> list[Place]:
        return self._others[numbers.start : numbers.stop]

    @cached_property
    def _others(self) -> list[Place]:
        """Every other page that search engines may list; only releases date them."""
        return list(self._other_places())

    @cached_property
    def _number_of_others(self) -> int:
        """How many those are, without dating them."""
        edition = self._layout.edition
        size = edition.site.settings.page_size
        listed = sum(len(page_numbers(len(one.releases), size)) for one in edition.listings)
        return listed + len(list(self._single_pages()))

    def _other_places(self) -> Iterator[Place]:
        layout, edition = self._layout, self._layout.edition
        yield from self._single_pages()
        modified = {release.source: release.modified for release in edition.standing}
        for listing in edition.listings:
            for part in paginate(listing.releases, edition.site.settings.page_size):
                changed = _latest(modified[release.source] for release in part.releases)
                yield Place(layout.url(listing_page(listing.address, part.number)), changed)

    def _single_pages(self) -> Iterator[Place]:
        layout, edition = self._layout, self._layout.edition
        news, changes = self._latest_news
        yield Place(layout.url(""), news)
        for kind in INDEXED:
            yield Place(layout.url(edition.addresses.index(kind)), news)
        yield Place(layout.url(f"{edition.addresses.corrections}/"), changes)
        yield Place(layout.url(f"{edition.addresses.archive}/"), news)
        yield Place(layout.url(f"{edition.addresses.press}/"))
        for source in self._pages:
            if address := page(source):
                yield Place(layout.url(address))

    @cached_property
    def _latest_news(self) -> tuple[When | None, When | None]:
        edition = self._layout.edition
        return (
            _latest(release.modified for release in edition.listed),
            _latest(release.modified for release in edition.changed),
        )


def _latest(whens: Iterable[When | None]) -> When | None:
    return max((when for when in whens if when), default=None, key=lambda when: when.at)
