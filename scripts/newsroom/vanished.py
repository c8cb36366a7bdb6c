"""What was public on the last site and has no page on the next: its address answers 404.

Governments keep their addresses: who has cited a release must still find it, or a notice
in its place (https://www.w3.org/Provider/Style/URI).
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from newsroom.domain.addresses import old_address
from newsroom.domain.lifecycle import Status
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, in_order, warning

# So many that are gone are remembered from site to site.
_MOST = 1000


def vanished(edition: Edition, noted: str) -> tuple[Problem, ...]:
    """A warning for every address in `noted`, as `addresses_noted` made it, that is none now."""
    return in_order(_told(edition, *line) for line in _gone(edition, noted))


def addresses_noted(edition: Edition, noted: str) -> str:
    """The addresses of the public releases, and of those noted before which are gone.

    One a line, each with the file in docs/ whose it is.
    """
    gone = [f"{address} {source}" for address, source in _gone(edition, noted)][:_MOST]
    return "\n".join([*_lines(edition), *gone])


def _lines(edition: Edition) -> Iterator[str]:
    for release in edition.releases:
        yield f"{edition.address(release)} {release.source}"
        for alias in release.aliases:
            yield f"{quote(old_address(alias))} {release.source}"


def _gone(edition: Edition, noted: str) -> Iterator[tuple[str, str]]:
    now = set(_lines(edition))
    left = [line for line in noted.split("\n") if line and line not in now]
    if not left:
        return
    served = {line.partition(" ")[0].casefold() for line in now}
    for line in left:
        address, _, source = line.partition(" ")
        if address.casefold() not in served and edition.address_of(unquote(address)) is None:
            yield address, source


def _told(edition: Edition, address: str, source: str) -> Problem:
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
