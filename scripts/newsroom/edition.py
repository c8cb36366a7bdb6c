"""The edition: what of the archive is public at an instant, and everything derived from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from newsroom.archive import Archive
from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER, Addresses, listing_page, page
from newsroom.domain.lifecycle import CHANGES, Status, next_change, status
from newsroom.domain.listing import INDEXED, Kind, Listing, page_numbers
from newsroom.domain.partner import Partner, PartnerBook, in_order, spelling
from newsroom.domain.release import Release
from newsroom.domain.slug import slugify
from newsroom.domain.translation import Translations
from newsroom.settings import Site

_CHANGED = (*CHANGES.values(), Status.WITHDRAWN)


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

    def shown_to_all(self) -> Edition:
        """The same edition without what only a preview shows."""
        public = replace(self, preview=False)
        if not self.withheld:
            # The same releases come to the same listings: nothing is worked out twice.
            vars(public).update({k: v for k, v in vars(self).items() if k not in vars(public)})
        return public

    @cached_property
    def addresses(self) -> Addresses:
        return Addresses(**self.site.settings.paths.model_dump())

    def status(self, release: Release) -> Status:
        found = self._statuses.get(release.source)
        if found is None:
            found = self._statuses[release.source] = status(release, self.now)
        return found

    @cached_property
    def _statuses(self) -> dict[str, Status]:
        return {}

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Releases that have a page, newest first."""
        return tuple(
            release
            for release in self.archive.releases
            if self.preview or self.status(release).public
        )

    @cached_property
    def standing(self) -> tuple[Release, ...]:
        """Releases by which the office stands: those not withdrawn, in every language."""
        return tuple(r for r in self.releases if self.status(r) is not Status.WITHDRAWN)

    @cached_property
    def withdrawn(self) -> tuple[Release, ...]:
        return tuple(r for r in self.releases if self.status(r) is Status.WITHDRAWN)

    @cached_property
    def listed(self) -> tuple[Release, ...]:
        """Releases that listings, counts and feeds show: of every text one version.

        It is the one in the site's language if there is one, else the original.
        """
        alone = self._translations.alone
        return tuple(r for r in self.standing if alone(r) or self.main_version(r) is r)

    @cached_property
    def changed(self) -> tuple[Release, ...]:
        """Releases that bear a notice of change: corrected, clarified, updated or withdrawn."""
        return tuple(r for r in self.releases if self.status(r) in _CHANGED)

    def main_version(self, release: Release) -> Release:
        """The version of a standing release's text that listings show."""
        versions = self.versions(release)
        own = self.site.settings.language
        return next((v for v in versions if self.language(v) == own), versions[0])

    def language(self, release: Release) -> str:
        return release.language or self.site.settings.language

    def versions(self, release: Release) -> tuple[Release, ...]:
        """The standing versions of a release's text, itself among them if it stands."""
        return tuple(v for v in self.all_versions(release) if self._stands(v))

    def all_versions(self, release: Release) -> tuple[Release, ...]:
        """The same, and those that were withdrawn."""
        return tuple(v for v in self._translations.versions(release) if v.source in self.by_source)

    def original(self, release: Release) -> Release | None:
        """The standing release that this one translates."""
        found = self._translations.original(release)
        return found if found is not None and found in self.versions(release) else None

    def _stands(self, release: Release) -> bool:
        return self.status(release) is not Status.WITHDRAWN

    @cached_property
    def _translations(self) -> Translations:
        return Translations(self.archive.releases)

    @cached_property
    def withheld(self) -> tuple[Release, ...]:
        """Releases that no reader may see yet."""
        return tuple(r for r in self.archive.releases if not self.status(r).public)

    @cached_property
    def next_change(self) -> datetime | None:
        """The next instant at which a release that is withheld now becomes public."""
        return next_change(self.archive.releases, self.now)

    @cached_property
    def coming(self) -> tuple[Release, ...]:
        """The releases that become public then."""
        return tuple(
            release
            for release in self.withheld
            if self.status(release) is not Status.DRAFT and release.published.at == self.next_change
        )

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
        partners = self._partners_of.get(release.source)
        if partners is None:
            found = [self.partner_book.find(mention.name) for mention in release.partners]
            partners = tuple({partner.slug: partner for partner in found}.values())
            self._partners_of[release.source] = partners
        return partners

    @cached_property
    def _partners_of(self) -> dict[str, tuple[Partner, ...]]:
        return {}

    def address(self, release: Release) -> str:
        address = self._addresses.get(release.source)
        if address is None:
            address = self._addresses[release.source] = self.addresses.release(release)
        return address

    @cached_property
    def _addresses(self) -> dict[str, str]:
        return {}

    @cached_property
    def everything(self) -> Listing:
        """The listing of all releases."""
        address = self.addresses.index(Kind.ALL)
        return Listing(Kind.ALL, "", "", address, self.listed, withdrawn=self.withdrawn)

    @cached_property
    def partners(self) -> tuple[Listing, ...]:
        """A listing for every partner of a listed release."""
        named = self._grouped(Kind.PARTNER, lambda r: [p.name for p in self.partners_of(r)])
        return tuple(self._with_partner(listing) for listing in named)

    def _with_partner(self, listing: Listing) -> Listing:
        """A partner's listing at the address of the partner, which a profile may have chosen."""
        partner = self.partner_book.find(listing.name)
        address = self.addresses.listing(Kind.PARTNER, partner.slug)
        return replace(listing, slug=partner.slug, address=address, partner=partner)

    @cached_property
    def years(self) -> tuple[Listing, ...]:
        """A listing for every year, the latest first."""
        years = self._grouped(Kind.YEAR, lambda release: (str(release.year),))
        return tuple(sorted(years, key=lambda listing: -int(listing.slug)))

    def has_year(self, year: int) -> bool:
        """Whether a release of that year is listed."""
        return year in self._listed_years

    @cached_property
    def _listed_years(self) -> frozenset[int]:
        return frozenset(int(listing.slug) for listing in self.years)

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
    def languages(self) -> tuple[Listing, ...]:
        """A listing for every language, with all its versions, once there are two languages."""
        if len({self.language(release) for release in self.standing}) < 2:
            return ()
        return self._grouped(Kind.LANGUAGE, lambda r: (self.language(r),), self.standing)

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Every listing of the edition."""
        return tuple(listing for kind in Kind for listing in self.of_kind(kind))

    def of_kind(self, kind: Kind) -> tuple[Listing, ...]:
        """All listings of a kind, in the order they are shown."""
        return {
            Kind.ALL: (self.everything,),
            Kind.YEAR: self.years,
            Kind.PARTNER: self.partners,
            Kind.LOCATION: self.locations,
            Kind.EDITOR: self.editors,
            Kind.TOPIC: self.topics,
            Kind.LANGUAGE: self.languages,
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
        return frozenset(
            [
                f"{self.addresses.corrections}/",
                f"{self.addresses.archive}/",
                f"{self.addresses.press}/",
                *(self.addresses.embed(listing.slug) for listing in self.partners),
                *([f"{self.addresses.search}/"] if self.site.settings.search else []),
                *(self.addresses.index(kind) for kind in INDEXED),
                *(self.address(release) for release in self.releases),
                *(
                    listing_page(listing.address, number)
                    for listing in self.listings
                    for number in page_numbers(len(listing.releases), size)
                ),
            ]
        )

    def broken_address(self, source: str) -> str | None:
        """Where a preview shows, in its place, what keeps a file from being read.

        Where a release has that address already, below it; None where the newsroom has.
        """
        is_release = source.startswith(NEWS_FOLDER)
        address = self.addresses.broken_release(source) if is_release else page(source)
        if address in self._by_address:
            return f"{address}unread/"
        return None if not address or address in self.made_addresses else address

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
        self,
        kind: Kind,
        names_of: Callable[[Release], Iterable[str]],
        releases: tuple[Release, ...] | None = None,
    ) -> tuple[Listing, ...]:
        """A listing for every name; spellings of one name are one, shown as it was first written.

        So a release that writes it otherwise changes no other page; the names of partners
        without a profile follow the same rule (`PartnerBook`).

        Of `releases` if they are given, else of the listed ones.
        """
        groups: dict[str, list[Release]] = {}
        shown: dict[str, str] = {}
        for release in self.listed if releases is None else releases:
            for name in names_of(release):
                key = spelling(name)
                shown[key] = name  # the oldest comes last
                group = groups.setdefault(key, [])
                if not group or group[-1] is not release:  # it may name one twice
                    group.append(release)
        withdrawn: dict[str, list[Release]] = {}
        for release in self.withdrawn:
            for key in {spelling(name) for name in names_of(release)}:
                withdrawn.setdefault(key, []).append(release)
        listings = [
            Listing(
                kind,
                shown[key],
                slugify(key),
                self.addresses.listing(kind, slugify(key)),
                tuple(group),
                withdrawn=tuple(withdrawn.get(key, ())),
            )
            for key, group in groups.items()
        ]
        return tuple(sorted(listings, key=lambda listing: (in_order(listing.name), listing.slug)))
