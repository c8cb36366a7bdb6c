"""Judge the archive as a whole before anything is built from it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import quote

from newsroom.archive import Archive, PageSource
from newsroom.assets import Use, front_matter_uses
from newsroom.domain.addresses import page
from newsroom.domain.lifecycle import status
from newsroom.domain.partner import Partner, PartnerBook, spelling
from newsroom.domain.release import Declared, Release
from newsroom.domain.slug import slugify
from newsroom.edition import Edition
from newsroom.problems import Position, Problem, in_order
from newsroom.settings import Site
from newsroom.texts import Texts


def problems_of(site: Site, archive: Archive, texts: Texts, now: datetime) -> tuple[Problem, ...]:
    """Every problem of the archive, sorted by position.

    Withheld releases are judged too, as of the instant they will be public, so
    that a scheduled publication does not fail at night.
    """
    everything = Edition(site, archive, now, preview=True)
    found: list[Problem] = [*archive.problems, *_site_problems(site, archive)]
    found += _address_problems(site, everything)
    found += _name_problems(site, archive)
    for release in archive.releases:
        found += _file_problems(site, archive, front_matter_uses(release))
        found += _link_problems(site, everything, texts, release)
        found += _translation_problems(archive, release)
    for partner in archive.profiles:
        found += _profile_problems(site, everything, texts, partner)
    for source in archive.pages:
        found += _page_problems(site, everything, texts, source)
    return in_order(found)


def _site_problems(site: Site, archive: Archive) -> Iterator[Problem]:
    settings = Position("mkdocs.yml")
    if not site.url:
        yield Problem("no_site_url", settings)
    named = {
        "picture": site.settings.picture,
        "organisation.logo": site.settings.organisation.logo,
    }
    for key, file in named.items():
        if file and file not in archive.files:
            yield Problem("setting_file_missing", settings, {"key": key, "file": file})


def _address_problems(site: Site, everything: Edition) -> Iterator[Problem]:
    """Two things at one address. Letters' case does not tell addresses apart: not all hosts do."""
    taken: dict[str, str] = {}
    for release in reversed(everything.archive.releases):
        address = everything.address(release)
        other = taken.setdefault(address.casefold(), f"{site.shown}/{release.source}")
        if other != f"{site.shown}/{release.source}":
            facts = {"address": f"/{address}", "other": other}
            yield Problem("same_address", release.position("slug"), facts)
    made = {address.casefold() for address in everything.made_addresses}
    for source in everything.archive.pages:
        address = page(source.source)
        if address.casefold() in made:
            facts = {"address": f"/{address}", "other": "newsroom"}
            yield Problem("address_taken", source.position(), facts)
    for release in everything.archive.releases:
        for i, alias in enumerate(release.aliases):
            address = f"{alias}/"
            source_file = f"{site.shown}/{release.source}"
            owner = taken.setdefault(address.casefold(), source_file)
            if address.casefold() in made or owner != source_file:
                facts = {"address": f"/{address}", "other": owner}
                yield Problem("address_taken", release.position("aliases", i), facts)


def _name_problems(site: Site, archive: Archive) -> Iterator[Problem]:
    """Names that cannot have an address, and different names that would share one."""
    yield from _profile_name_problems(site, archive)
    oldest_first = tuple(reversed(archive.releases))
    mentions = [mention.name for release in oldest_first for mention in release.partners]
    book = PartnerBook(archive.profiles, mentions)
    partners = _SlugOwners()
    for partner in archive.profiles:
        partners.claim(partner.slug, partner.name)
    fields: dict[str, _SlugOwners] = {}
    for release in oldest_first:
        for i, mention in enumerate(release.partners):
            partner = book.find(mention.name)
            at = release.position("partners", i)
            yield from partners.problems(partner.slug, partner.name, at, "partner_collision")
        for key, names in (
            ("location", (release.location,)),
            ("editor", (release.editor,)),
            ("topics", release.topics),
        ):
            owners = fields.setdefault(key, _SlugOwners())
            for i, name in enumerate(names):
                if name is not None:
                    yield from owners.problems(slugify(name), name, release.position(key, i))


class _SlugOwners:
    """Who has claimed which slug; spellings of one name are one owner."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def claim(self, slug: str, name: str) -> str:
        return self._owners.setdefault(slug, name)

    def problems(
        self, slug: str, name: str, at: Position, code: str = "slug_collision"
    ) -> Iterator[Problem]:
        if not slug:
            yield Problem("no_letters", at, {"name": name})
            return
        owner = self.claim(slug, name)
        if spelling(owner) != spelling(name):
            yield Problem(code, at, {"name": name, "other": owner, "slug": slug})


def _profile_name_problems(site: Site, archive: Archive) -> Iterator[Problem]:
    owners: dict[str, Partner] = {}
    for partner in archive.profiles:
        named = [(("name",), partner.name)]
        named += [(("aliases", i), alias) for i, alias in enumerate(partner.aliases)]  # type: ignore[misc]
        for path, name in named:
            owner = owners.setdefault(spelling(name), partner)
            if owner is not partner:
                facts = {"name": name, "other": f"{site.shown}/{owner.source}"}
                yield Problem("name_taken", partner.position(*path), facts)


def _file_problems(site: Site, archive: Archive, uses: Iterator[Use]) -> Iterator[Problem]:
    for use in uses:
        if _leaves_docs(site, use.path):
            yield Problem("outside_docs", use.at, {"file": use.written})
        elif use.path not in archive.files:
            yield _missing(archive, use)


def _leaves_docs(site: Site, path: str) -> bool:
    """Whether a path leads out of docs/, by `..`, from the root or by a symbolic link."""
    if path.startswith(("..", "/")):
        return True
    file = site.docs / path
    return file.exists() and not file.resolve().is_relative_to(site.docs.resolve())


def _missing(archive: Archive, use: Use) -> Problem:
    folder = posixpath.dirname(use.path)
    beside = [posixpath.basename(f) for f in archive.files if posixpath.dirname(f) == folder]
    close = get_close_matches(posixpath.basename(use.path), beside, n=1, cutoff=0.6)
    if not close:
        return Problem("file_missing", use.at, {"file": use.written})
    cure = posixpath.join(posixpath.dirname(use.written), close[0])
    return Problem("file_missing_meant", use.at, {"file": use.written, "cure": cure})


def _link_problems(
    site: Site, everything: Edition, texts: Texts, release: Release
) -> Iterator[Problem]:
    if release.declared is Declared.DRAFT:
        public_at = None
    else:
        public_at = max(everything.now, release.published.at)
    yield from _text_problems(site, everything, texts, release, public_at)


def _profile_problems(
    site: Site, everything: Edition, texts: Texts, partner: Partner
) -> Iterator[Problem]:
    if partner.logo:
        written = posixpath.relpath(partner.logo, posixpath.dirname(partner.source or ""))
        use = Use(partner.logo, written, partner.position("logo"))
        yield from _file_problems(site, everything.archive, iter([use]))
    yield from _text_problems(site, everything, texts, partner, everything.now)


def _page_problems(
    site: Site, everything: Edition, texts: Texts, source: PageSource
) -> Iterator[Problem]:
    yield from _text_problems(site, everything, texts, source, everything.now)


def _text_problems(
    site: Site,
    everything: Edition,
    texts: Texts,
    source: Release | Partner | PageSource,
    public_at: datetime | None,
) -> Iterator[Problem]:
    """Links of a text that lead nowhere, or to a release that is not public when the text is."""
    for target in texts.of(source).targets:
        at = _position_of(source, target.written)
        linked = everything.by_source.get(target.path) or everything.by_address.get(
            quote(target.path)
        )
        if linked is not None:
            if public_at is not None and not status(linked, public_at).public:
                facts = {"link": target.written, "other": f"{site.shown}/{linked.source}"}
                yield Problem("link_withheld", at, facts)
        elif _leaves_docs(site, target.path):
            yield Problem("outside_docs", at, {"file": target.written})
        elif everything.address_of(target.path) is None:
            if posixpath.splitext(target.path)[1] in ("", ".md"):
                yield Problem("link_missing", at, {"link": target.written})
            else:
                yield _missing(everything.archive, Use(target.path, target.written, at))


def _position_of(source: Release | Partner | PageSource, written: str) -> Position:
    """Where a link stands in a text: the first place where it is written."""
    file = source.position().file
    start = source.body.find(written)
    if start < 0:
        return Position(file, source.body_line)
    line = source.body_line + source.body.count("\n", 0, start)
    column = start - source.body.rfind("\n", 0, start)
    return Position(file, line, column)


def _translation_problems(archive: Archive, release: Release) -> Iterator[Problem]:
    wanted = release.translation_of
    if wanted is None:
        return
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(release.source), wanted))
    names = {other.source for other in archive.releases} | {o.slug for o in archive.releases}
    if wanted not in names and beside not in names:
        yield Problem("unknown_translation", release.position("translation_of"), {"value": wanted})
