"""The contract with the web: the address of everything the site publishes.

An address is a path relative to the site's root, without a leading slash and
percent-encoded where need be; that of a page ends with a slash, that of the home
page is empty.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from newsroom.domain.listing import Kind
from newsroom.domain.release import Release

NEWS_FOLDER = "news/"
PARTNERS_FOLDER = "partners/"

# Beside the page of a release. Its slug again in their names would make paths too long for
# Windows; a browser saves them under it.
TEXT = "release.txt"
DATA = "release.json"
PACK = "press-pack.zip"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses under the path names the site has chosen."""

    news: str = "news"
    partners: str = "partners"
    locations: str = "locations"
    editors: str = "editors"
    topics: str = "topics"
    search: str = "search"
    corrections: str = "corrections"
    archive: str = "archive"
    press: str = "press"

    def release(self, release: Release) -> str:
        return f"{self.news}/{release.year}/{quote(release.slug)}/"

    def text(self, release: Release) -> str:
        """A release as plain text."""
        return self.release(release) + TEXT

    def data(self, release: Release) -> str:
        """A release as ninjs."""
        return self.release(release) + DATA

    def pack(self, release: Release) -> str:
        """A release and its pictures and attachments in one file."""
        return self.release(release) + PACK

    def embed(self, partner: str) -> str:
        """A partner's newest releases as a page to be shown within others; `partner` is a slug."""
        return f"{self.listing(Kind.PARTNER, partner)}embed/"

    def broken_release(self, source: str) -> str:
        """Where a preview shows a release that could not be read, by the name of its file."""
        stem = source.removeprefix(NEWS_FOLDER).removesuffix(".md").removesuffix("/index")
        return quote(f"{self.news}/{stem}/")

    def index(self, kind: Kind) -> str:
        """The page that lists all listings of a kind; of years and languages, all releases."""
        return {
            Kind.ALL: f"{self.news}/",
            Kind.YEAR: f"{self.news}/",
            Kind.LANGUAGE: f"{self.news}/",
            Kind.PARTNER: f"{self.partners}/",
            Kind.LOCATION: f"{self.locations}/",
            Kind.EDITOR: f"{self.editors}/",
            Kind.TOPIC: f"{self.topics}/",
        }[kind]

    def listing(self, kind: Kind, slug: str) -> str:
        return self.index(kind) if kind is Kind.ALL else f"{self.index(kind)}{quote(slug)}/"

    def file(self, source: str) -> str:
        """Where a picture or attachment goes; `source` is its path in docs/."""
        for folder, name in ((NEWS_FOLDER, self.news), (PARTNERS_FOLDER, self.partners)):
            if source.startswith(folder):
                return quote(f"{name}/{source.removeprefix(folder)}")
        return quote(source)

    def source_of_file(self, path: str) -> str:
        """The other way round: the path in docs/ of what is at an address, which is not encoded."""
        for folder, name in ((NEWS_FOLDER, self.news), (PARTNERS_FOLDER, self.partners)):
            if path.startswith(f"{name}/"):
                return f"{folder}{path.removeprefix(f'{name}/')}"
        return path


def listing_page(address: str, number: int | None) -> str:
    """The address of a page of a listing; None is its front page."""
    return address if number is None else f"{address}page/{number}/"


def old_address(alias: str) -> str:
    """The address at which an alias is answered: a page's, unless it is that of a file."""
    return alias if alias.endswith(".html") else f"{alias}/"


def page(source: str) -> str:
    """The address that MkDocs gives a page of docs/ outside the newsroom's own folders."""
    parent, name = posixpath.split(source)
    stem = posixpath.splitext(name)[0]
    if stem in ("index", "README"):
        return quote(f"{parent}/") if parent else ""
    return quote(posixpath.join(parent, stem) + "/")


def up_from(address: str) -> str:
    """The relative path from a page to the site's root: "../../" from "news/2025/"."""
    return "../" * address.count("/") or "./"
