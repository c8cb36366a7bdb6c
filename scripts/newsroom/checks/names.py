"""Names that cannot have an address, and different names that would share one."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.domain.partner import Partner, name_slug, spelling
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.limits import ADDRESS_STEP
from newsroom.problems import Problem


def name_problems(everything: Edition) -> Iterator[Problem]:
    """Names of partners, places, editors and topics that collide or have no letters."""
    yield from _claimed_twice(everything.archive.profiles)
    partners = _SlugOwners("partner_collision")
    for partner in everything.archive.profiles:
        partners.claim(partner.slug, partner.name)
    places, editors, topics = (_SlugOwners("slug_collision") for _ in range(3))
    for release in reversed(everything.archive.releases):
        for i, mention in enumerate(release.partners):
            partner = everything.partner_book.find(mention.name)
            yield from partners.problems(partner.slug, partner.name, release, "partners", i)
        if release.location:
            yield from places.of(release.location, release, "location")
        if release.editor:
            yield from editors.of(release.editor, release, "editor")
        for i, topic in enumerate(release.topics):
            yield from topics.of(topic, release, "topics", i)


class _SlugOwners:
    """Who has claimed which slug; spellings of one name are one owner."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._owners: dict[str, str] = {}

    def claim(self, slug: str, name: str) -> str:
        return self._owners.setdefault(slug, name)

    def of(self, name: str, release: Release, *key: str | int) -> Iterator[Problem]:
        return self.problems(name_slug(name), name, release, *key)

    def problems(
        self, slug: str, name: str, release: Release, *key: str | int
    ) -> Iterator[Problem]:
        if not slug:
            yield Problem("no_letters", release.position(*key), {"name": name})
            return
        if len(slug.encode()) > ADDRESS_STEP:
            facts = {"length": str(len(name)), "name": name[:60]}
            yield Problem("name_long", release.position(*key), facts)
            return
        owner = self.claim(slug, name)
        if owner != name and spelling(owner) != spelling(name):
            facts = {"name": name, "other": owner, "slug": slug}
            yield Problem(self._code, release.position(*key), facts)


def _claimed_twice(profiles: tuple[Partner, ...]) -> Iterator[Problem]:
    owners: dict[str, Partner] = {}
    for partner in profiles:
        names = {("name",): partner.name}
        aliases = {("aliases", i): alias for i, alias in enumerate(partner.aliases)}
        for path, name in [*names.items(), *aliases.items()]:
            owner = owners.setdefault(spelling(name), partner)
            if owner is not partner:
                facts = {"name": name, "other": owner.position().file}
                yield Problem("name_taken", partner.position(*path), facts)
