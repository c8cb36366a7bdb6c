"""The edition: what of the archive is public at an instant, and everything derived from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from newsroom.archive import Archive
from newsroom.domain.addresses import PARTNERS_FOLDER, Addresses, listing_page, page
from newsroom.domain.lifecycle import Status, status
from newsroom.domain.listing import Kind, Listing, paginate
from newsroom.domain.partner import Partner, PartnerBook, in_order, spelling
from newsroom.domain.release import Release
from newsroom.domain.slug import slugify
from newsroom.settings import Site


@dataclass(frozen=True)
class Edition:
    """What is public of `archive` at `now`; in a `preview` also what is withheld.

    Pages, listings, counts, feeds, sitemaps and search come from here and from
    nowhere else, so what is not in the edition is nowhere on the site.
    """

    site: Site
    archive: Archive
    now: datetime
    preview: bool = False

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(**self.site.settings.paths.model_dump())

    def status(self, release: Release) -> Status:
        return status(release, self.now)

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Releases that have a page, newest first."""
        return tuple(
            release
            for release in self.archive.releases
            if self.preview or self.status(release).public
        )

    @cached_property
    def listed(self) -> tuple[Release, ...]:
        """Releases that listings, counts and feeds show: those not withdrawn."""
        return tuple(r for r in self.releases if self.status(r) is not Status.WITHDRAWN)

    @cached_property
    def withheld(self) -> tuple[Release, ...]:
        """Releases that no reader may see yet."""
        return tuple(r for r in self.archive.releases if not self.status(r).public)

    @cached_property
    def by_source(self) -> dict[str, Release]:
        return {release.source: release for release in self.releases}

    @cached_property
    def partner_book(self) -> PartnerBook:
        """Partners by every name; only profiles and the releases of this edition enter it."""
        oldest_first = reversed(self.releases)
        return PartnerBook(
            self.archive.profiles,
            [mention.name for release in oldest_first for mention in release.partners],
        )

    def release_at(self, path: str) -> Release | None:
        """The release whose file or address `path` is."""
        return self.by_source.get(path) or self._by_address.get(quote(path))

    @cached_property
    def _by_address(self) -> dict[str, Release]:
        return {self.address(release): release for release in self.releases}

    def partners_of(self, release: Release) -> tuple[Partner, ...]:
        """The partners a release names, each once, in its order."""
        found = (self.partner_book.find(mention.name) for mention in release.partners)
        return tuple({partner.slug: partner for partner in found}.values())

    def address(self, release: Release) -> str:
        return self.addresses.release(release)

    @cached_property
    def everything(self) -> Listing:
        """The listing of all releases."""
        return Listing(Kind.ALL, "", "", self.addresses.index(Kind.ALL), self.listed)

    @cached_property
    def partners(self) -> tuple[Listing, ...]:
        """A listing for every partner of a listed release."""
        groups: dict[str, list[Release]] = {}
        by_slug: dict[str, Partner] = {}
        for release in self.listed:
            for partner in self.partners_of(release):
                groups.setdefault(partner.slug, []).append(release)
                by_slug[partner.slug] = partner
        return self._sorted(
            Listing(
                Kind.PARTNER,
                by_slug[slug].name,
                slug,
                self.addresses.listing(Kind.PARTNER, slug),
                tuple(releases),
                by_slug[slug],
            )
            for slug, releases in groups.items()
        )

    @cached_property
    def years(self) -> tuple[Listing, ...]:
        """A listing for every year, the latest first."""
        years = self._grouped(Kind.YEAR, lambda release: (str(release.published.day.year),))
        return tuple(sorted(years, key=lambda listing: -int(listing.slug)))

    @cached_property
    def locations(self) -> tuple[Listing, ...]:
        return self._grouped(Kind.LOCATION, lambda r: (r.location,) if r.location else ())

    @cached_property
    def editors(self) -> tuple[Listing, ...]:
        return self._grouped(Kind.EDITOR, lambda r: (r.editor,) if r.editor else ())

    @cached_property
    def topics(self) -> tuple[Listing, ...]:
        return self._grouped(Kind.TOPIC, lambda release: release.topics)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Every listing of the edition."""
        return (
            self.everything,
            *self.years,
            *self.partners,
            *self.locations,
            *self.editors,
            *self.topics,
        )

    def of_kind(self, kind: Kind) -> tuple[Listing, ...]:
        """All listings of a kind, in the order they are shown."""
        return {
            Kind.ALL: (self.everything,),
            Kind.YEAR: self.years,
            Kind.PARTNER: self.partners,
            Kind.LOCATION: self.locations,
            Kind.EDITOR: self.editors,
            Kind.TOPIC: self.topics,
        }[kind]

    def together_with(self, listing: Listing) -> list[tuple[Listing, int]]:
        """Partners named beside a partner, with the number of releases they share, most first."""
        counts = Counter(
            partner.slug
            for release in listing.releases
            for partner in self.partners_of(release)
            if partner.slug != listing.slug
        )
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return [(self._partner_listings[slug], count) for slug, count in ranked]

    @cached_property
    def _partner_listings(self) -> dict[str, Listing]:
        return {listing.slug: listing for listing in self.partners}

    @cached_property
    def made_addresses(self) -> frozenset[str]:
        """The address of every page the newsroom makes itself; MkDocs makes the others."""
        size = self.site.settings.page_size
        kinds = (Kind.PARTNER, Kind.LOCATION, Kind.EDITOR, Kind.TOPIC)
        return frozenset(
            [
                *([f"{self.addresses.search}/"] if self.site.settings.search else []),
                *(self.addresses.index(kind) for kind in kinds),
                *(self.address(release) for release in self.releases),
                *(
                    listing_page(listing.address, page.number)
                    for listing in self.listings
                    for page in paginate(listing.releases, size)
                ),
            ]
        )

    def address_of(self, path: str) -> str | None:
        """The address of what stands at `path` in docs/, or of the page `path` itself names.

        None if this edition has no such thing. Whether a file is used by a public
        release is not asked here: see `assets`.
        """
        if path in self.by_source:
            return self.address(self.by_source[path])
        if path.startswith(PARTNERS_FOLDER) and path in self._profile_listings:
            return self._profile_listings[path].address
        if path in self.page_sources:
            return page(path)
        if path in self.archive.files and not path.endswith(".md"):
            return self.addresses.file(path)
        address = quote(path)
        if not address or address in self.made_addresses or address in self._page_addresses:
            return address
        return None

    @cached_property
    def page_sources(self) -> frozenset[str]:
        """The files of ordinary pages."""
        return frozenset(page.source for page in self.archive.pages)

    @cached_property
    def _page_addresses(self) -> frozenset[str]:
        return frozenset(page(source) for source in self.page_sources)

    @cached_property
    def _profile_listings(self) -> dict[str, Listing]:
        return {
            listing.partner.source: listing
            for listing in self.partners
            if listing.partner is not None and listing.partner.source is not None
        }

    def _grouped(
        self, kind: Kind, names_of: Callable[[Release], Iterable[str]]
    ) -> tuple[Listing, ...]:
        """A listing for every name; spellings of one name are one, shown as it was last written."""
        groups: dict[str, list[Release]] = {}
        shown: dict[str, str] = {}
        for release in self.listed:
            for key, name in {spelling(name): name for name in names_of(release)}.items():
                groups.setdefault(key, []).append(release)
                shown.setdefault(key, name)
        return self._sorted(
            Listing(
                kind,
                shown[key],
                slugify(key),
                self.addresses.listing(kind, slugify(key)),
                tuple(releases),
            )
            for key, releases in groups.items()
        )

    @staticmethod
    def _sorted(listings: Iterable[Listing]) -> tuple[Listing, ...]:
        return tuple(sorted(listings, key=lambda listing: (in_order(listing.name), listing.slug)))
