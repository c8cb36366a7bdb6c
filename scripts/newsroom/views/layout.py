"""What every view needs at hand: the edition, its texts, the words; and what they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from newsroom.assets import path_of
from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Kind, Listing
from newsroom.domain.partner import Partner, spelling
from newsroom.domain.release import Picture, Release
from newsroom.edition import Edition
from newsroom.pictures.facts import FileFacts, file_facts
from newsroom.pictures.metadata import published_size
from newsroom.pictures.renditions import Form, renditions
from newsroom.problems import Problem
from newsroom.sources.contents import Contents
from newsroom.texts import Texts
from newsroom.words import LANGUAGES, Words


@dataclass
class Layout:
    """One edition being laid out as pages and files."""

    edition: Edition
    texts: Texts
    words: Words
    contents: Contents
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    cards: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)

    def url(self, address: str) -> str:
        """The absolute URL of an address in the site."""
        return self.edition.site.url + address

    def foreign(self, release: Release) -> str | None:
        """The release's language, if it is not the site's."""
        language = release.language
        return language if language and language != self.words.language else None

    def language(self, release: Release) -> str:
        return self.edition.language(release)

    def words_of(self, release: Release) -> Words:
        """The words for what belongs to a release's text, in its language if they are known."""
        return self._words_in(self.language(release))

    def words_of_listing(self, listing: Listing) -> Words:
        """The words of a listing's page and feeds: a listing of a language speaks that one."""
        return self._words_in(listing.name) if listing.kind is Kind.LANGUAGE else self.words

    def _words_in(self, language: str) -> Words:
        spoken = language.partition("-")[0]
        if spoken == self.words.language or spoken not in LANGUAGES:
            return self.words
        return self._words.setdefault(spoken, Words(spoken))

    def spoken(self, release: Release) -> str | None:
        """The release's language, if all around its text speaks it and not the site's."""
        return release.language if self.words_of(release) is not self.words else None

    def facts(self, path: str) -> FileFacts:
        """Size, type and measures of a file in docs/."""
        return file_facts(self.edition.site.docs / path)

    def picture(self, release: Release) -> dict[str, Any] | None:
        """A release's picture: addresses, measures and words."""
        return self._told(release, release.picture) if release.picture else None

    def gallery(self, release: Release) -> list[dict[str, Any]]:
        """The other pictures of a release, likewise."""
        told = (self._told(release, picture) for picture in release.gallery)
        return [picture for picture in told if picture is not None]

    def _told(self, release: Release, picture: Picture) -> dict[str, Any] | None:
        shown = self.shown(path_of(release, picture.src))
        if shown is None:
            return None  # only in a preview: the checks have reported it
        return {
            **shown,
            "alt": picture.alt,
            "caption": picture.caption,
            "credit": picture.credit,
        }

    def shown(self, path: str) -> dict[str, Any] | None:
        """A picture of docs/ as pages show it; None if it is not there.

        `address` is that of the original, in full size and without metadata; `plain` the
        largest that every program can show, with its measures; `sizes` are its other
        sizes, `sources` those in kinds that not all browsers know. A preview shows
        originals, so that a page need not wait until others are made.
        """
        if path not in self._shown:
            there = path in self.edition.archive.files
            self._shown[path] = self._picture(path) if there else None
        return self._shown[path]

    def _picture(self, path: str) -> dict[str, Any]:
        facts = self.facts(path)
        address = self.edition.addresses.file(path)
        found: dict[Form, list[dict[str, Any]]] = {}
        for one in renditions(facts) if not self.edition.preview else ():
            size = {"address": one.address(address), "width": one.width, "height": one.height}
            found.setdefault(one.form, []).append(size)
        plain = found.pop(Form.JPEG, []) or found.pop(Form.PNG, [])
        whole = {"address": address, "width": facts.width, "height": facts.height}
        return {
            **whole,
            "path": path,
            "media_type": facts.media_type,
            "plain": plain[-1] if plain else whole,
            "sizes": plain,
            "sources": [
                {"media_type": form.media_type, "sizes": sizes} for form, sizes in found.items()
            ],
        }

    def published_size(self, path: str) -> int:
        """The bytes of a file of docs/ as it goes out."""
        return published_size(self.edition.site.docs / path)

    def attachments(self, release: Release) -> list[dict[str, Any]]:
        """A release's attachments: address, title, kind and size."""
        found = []
        for attachment in release.attachments:
            path = path_of(release, attachment.file)
            if path not in self.edition.archive.files:
                continue
            size = self.published_size(path)
            name = path.rpartition("/")[2]
            found.append(
                {
                    "address": self.edition.addresses.file(path),
                    "title": attachment.title or name,
                    "kind": name.rpartition(".")[2].upper(),
                    "bytes": size,
                    "size": self.file_size(size, self.words_of(release)),
                    "media_type": self.facts(path).media_type,
                }
            )
        return found

    def logo(self, partner: Partner) -> str | None:
        """The address of a partner's mark, if it is there."""
        return self.mark(partner.logo)

    def mark(self, path: str | None) -> str | None:
        """The address of the smallest size of a mark, if it is there: pages show it small."""
        picture = self.shown(path) if path else None
        if picture is None:
            return None
        smallest: str = (picture["sizes"] or [picture])[0]["address"]
        return smallest

    def file_size(self, size: int, words: Words | None = None) -> str:
        """So many bytes as readers are told: "120 kB", "3,4 MB"."""
        number = (words or self.words).number
        if size < 1_000_000:
            return f"{number(max(1, round(size / 1000)))} kB"
        return f"{number(round(size / 1_000_000, 1))} MB"

    def listing_title(self, listing: Listing) -> str:
        """The title of a listing's page."""
        words = self.words_of_listing(listing)
        name = listing.name
        if listing.kind is Kind.LANGUAGE:
            name = words.language_name(name)
        return words.t(f"listing.{listing.kind}", name=name)

    def shared_title(self, release: Release) -> str:
        """The title where it stands alone: shared, in a feed, in a browser's tab."""
        if self.edition.status(release) is Status.WITHDRAWN:
            return self.words_of(release).t("release.withdrawn_prefix", title=release.title)
        return release.title

    def link_to(self, kind: Kind, name: str) -> dict[str, str | None]:
        """A name with the address of its listing; without one if nothing is listed under it."""
        found = self.listings_by_name(kind).get(spelling(name))
        return (
            {"name": found.name, "address": found.address}
            if found
            else {"name": name, "address": None}
        )

    def places_in(self, listing: Listing) -> dict[str, int]:
        """Where each release stands in a listing, by its file."""
        # Not by its address: in a preview two listings may have one, which is a problem told.
        key = (listing.kind, listing.name)
        places = self._places.get(key)
        if places is None:
            places = {release.source: i for i, release in enumerate(listing.releases)}
            self._places[key] = places
        return places

    @cached_property
    def stands_in(self) -> dict[str, list[str]]:
        """The addresses of the listings in which each release stands, by its file.

        Of those by year, partner, place and topic.
        """
        found: dict[str, list[str]] = {release.source: [] for release in self.edition.standing}
        for listing in self.listings_by_address.values():
            for release in listing.releases:
                found[release.source].append(listing.address)
        return found

    @cached_property
    def listings_by_address(self) -> dict[str, Listing]:
        """The listings by year, partner, place and topic."""
        kinds = (Kind.YEAR, Kind.PARTNER, Kind.LOCATION, Kind.TOPIC)
        return {each.address: each for kind in kinds for each in self.edition.of_kind(kind)}

    def listings_by_name(self, kind: Kind) -> dict[str, Listing]:
        """All listings of a kind, by the spelling of their names."""
        if kind not in self._by_name:
            self._by_name[kind] = {
                spelling(listing.name): listing for listing in self.edition.of_kind(kind)
            }
        return self._by_name[kind]

    _places: dict[tuple[Kind, str], dict[str, int]] = field(default_factory=dict)
    _by_name: dict[Kind, dict[str, Listing]] = field(default_factory=dict)
    _shown: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    _words: dict[str, Words] = field(default_factory=dict)
