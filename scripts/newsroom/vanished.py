"""What was public on the last site and has no page on the next: its address answers 404.

Governments keep their addresses: who has cited a release must still find it, or a notice
in its place (https://www.w3.org/Provider/Style/URI).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from newsroom.domain.addresses import old_address
from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Kind
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, in_order, warning

# So many that are gone are remembered from site to site.
_MOST = 1000
# A listing is noted with a slash before its address. It goes with its last release, rightly
# if that was withdrawn, and nothing in docs/ could bring it back: so it is told once.
_LISTING = "/"


def vanished(edition: Edition, noted: str) -> tuple[Problem, ...]:
    """A warning for every address in `noted`, as `addresses_noted` made it, that is none now."""
    return in_order(_told(edition, *line) for line in _gone(edition, noted))


def addresses_noted(edition: Edition, noted: str) -> str:
    """The addresses of the public releases, of those noted before which are gone, and of listings.

    One a line, each with the file in docs/ whose it is; of a listing that of its oldest release.
    """
    gone = [
        f"{address} {source}"
        for address, source in _gone(edition, noted)
        if not address.startswith(_LISTING)
    ][:_MOST]
    return "\n".join([*_lines(edition), *gone])


def _lines(edition: Edition) -> Iterator[str]:
    for release in edition.releases:
        yield f"{edition.address(release)} {release.source}"
        for alias in release.aliases:
            yield f"{quote(old_address(alias))} {release.source}"
    own = edition.site.settings.language
    for listing in edition.listings:
        # That of the site's own language is there as long as there is another one.
        if listing.releases and not (listing.kind is Kind.LANGUAGE and listing.name == own):
            yield f"{_LISTING}{listing.address} {listing.releases[-1].source}"


def _gone(edition: Edition, noted: str) -> Iterator[tuple[str, str]]:
    now = set(_lines(edition))
    left = [line for line in noted.split("\n") if line and line not in now]
    if not left:
        return
    served = {line.partition(" ")[0].casefold() for line in now}
    for line in left:
        address, _, source = line.partition(" ")
        path = address.removeprefix(_LISTING)
        if address.casefold() not in served and edition.address_of(unquote(path)) is None:
            yield address, source


def _told(edition: Edition, address: str, source: str) -> Problem:
    if address.startswith(_LISTING):
        return _told_listing(edition, unquote(address), source)
    facts = {"address": f"/{unquote(address)}", "alias": unquote(address).strip("/")}
    at = Position(f"{edition.site.shown}/{source}")
    if source not in edition.archive.files:
        return warning("address_gone", at, facts)
    release = edition.by_source.get(source)
    if release is not None:
        return warning("address_moved", release.position("slug"), facts)
    held = next((r for r in edition.archive.releases if r.source == source), None)
    if held is None:  # a draft of which something cannot be read
        return warning("address_held", at, facts)
    key = {Status.DRAFT: "status", Status.EMBARGOED: "embargo"}.get(edition.status(held), "date")
    return warning("address_held", held.position(key), facts)


def _told_listing(edition: Edition, address: str, source: str) -> Problem:
    release = next((r for r in edition.archive.releases if r.source == source), None)
    at = Position(f"{edition.site.shown}/{source}")
    partners = f"/{edition.addresses.index(Kind.PARTNER)}"
    code = "partner_page_gone" if address.startswith(partners) else "listing_gone"
    return warning(code, release.position("status") if release else at, {"address": address})
