"""Old addresses as aliases of the releases, so that links to them still work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import ValidationError

from newsroom.domain.addresses import old_address, page
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.migration.addresses import may_be_alias
from newsroom.migration.draft import Draft
from newsroom.migration.notices import Notice
from newsroom.sources.model import ReleaseModel

KEPT = "x-old-addresses"


def give_aliases(releases: Sequence[tuple[Draft, Release]], edition: Edition) -> None:
    """Give every draft the old addresses that can lead to it; tell of those that cannot."""
    taken = {address.casefold() for address in edition.made_addresses}
    taken |= {page(source.source).casefold() for source in edition.archive.pages}
    mine = {release.source for _, release in releases}
    for release in edition.archive.releases:
        if release.source not in mine:
            taken |= {old_address(alias).casefold() for alias in release.aliases}
    # The address that a post itself had comes before those that only led to it.
    for made, release in releases:
        _give(made, [made.old], taken, edition.address(release))
    for made, release in releases:
        _give(made, made.more_old, taken, edition.address(release))


def _give(made: Draft, olds: Iterable[str], taken: set[str], own: str) -> None:
    aliases: list[str] = made.values.setdefault("aliases", [])
    for old in dict.fromkeys(old.strip("/") for old in olds):
        if not old or old_address(old).casefold() == own.casefold():
            continue
        code = "alias_unusable" if not _fits(old) else ""
        if not code and old_address(old).casefold() in taken:
            code = "" if old in aliases else "alias_taken"
            if not code:
                continue
        if code:
            made.notices.append(Notice(code, made.post.at(), {"address": f"/{old}"}))
            kept = made.others.setdefault(KEPT, [])
            if f"/{old}" not in kept:
                kept.append(f"/{old}")
        else:
            taken.add(old_address(old).casefold())
            aliases.append(old)
    if not aliases:
        del made.values["aliases"]


def _fits(old: str) -> bool:
    if not may_be_alias(old):
        return False
    try:
        ReleaseModel.model_validate({"aliases": [old]})
    except ValidationError:
        return False
    return True
