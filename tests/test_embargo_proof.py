"""Whatever the archive and whatever the instant: nothing withheld is in any output."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import GIF, NOW, Newsroom, release
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markup import files

from newsroom.archive import Archive
from newsroom.assets import published_assets
from newsroom.domain.lifecycle import status
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.partner_pages import partner_page
from newsroom.publication import home_page, made_files, made_pages
from newsroom.settings import Settings, Site
from newsroom.sources.body import BodyReader
from newsroom.sources.release import read_release
from newsroom.texts import Texts
from newsroom.views.layout import Layout
from newsroom.views.shell import shell
from newsroom.words import Words

MOST = 6
FIELDS = (
    "judul", "ringkasan", "mitra", "kota", "editor", "topik", "tempat", "foto", "lampiran",
    "alamat", "lama", "isi", "koreksi", "narahubung", "alt",
)  # fmt: skip
HOURS = st.integers(-72, 72)


@dataclass(frozen=True)
class Draw:
    """A release as drawn: hours from NOW, and which of its names are shared with others."""

    date: int
    embargo: int | None
    status: str
    translates: bool
    shared: frozenset[str]


DRAWS = st.lists(
    st.builds(
        Draw,
        date=HOURS,
        embargo=st.none() | HOURS,
        status=st.sampled_from(["published", "published", "draft", "withdrawn"]),
        translates=st.booleans(),
        shared=st.frozensets(st.sampled_from(["mitra", "kota", "editor", "topik"])),
    ),
    min_size=1,
    max_size=MOST,
)
INSTANTS = HOURS.map(lambda hours: NOW + timedelta(hours=hours))


def canary(number: int, field: str) -> str:
    """A word that stands in one field of one release and nowhere else."""
    return f"kenari{number}{field}kenari"


def text_of(number: int, drawn: Draw) -> str:
    """The file of the release with a number: every field holds a canary, unless it is shared."""

    def name(field: str) -> str:
        return "Bersama" if field in drawn.shared else canary(number, field)

    keys: dict[str, Any] = {
        "title": canary(number, "judul"),
        "date": at(drawn.date),
        "summary": canary(number, "ringkasan"),
        "partners": [name("mitra")],
        "location": name("kota"),
        "editor": name("editor"),
        "topics": [name("topik")],
        "venue": canary(number, "tempat"),
        "image": {"src": f"{canary(number, 'foto')}.gif", "alt": canary(number, "alt")},
        "attachments": [{"file": f"{canary(number, 'lampiran')}.pdf"}],
        "slug": canary(number, "alamat"),
        "aliases": [f"{canary(number, 'lama')}/"],
        "contacts": [{"name": canary(number, "narahubung")}],
        "status": drawn.status,
        "corrections": [
            {
                # What nobody can read yet cannot be corrected.
                "date": at(max(w for w in (drawn.date, drawn.embargo) if w is not None)),
                "kind": "correction",
                "text": canary(number, "koreksi"),
            }
        ],
    }
    if drawn.embargo is not None:
        keys["embargo"] = at(drawn.embargo)
    if drawn.status == "withdrawn":
        keys["withdrawn"] = {"date": at(drawn.date), "reason": "Keliru."}
    if drawn.translates and number == 1:
        keys |= {"lang": "en", "translation_of": canary(0, "alamat")}
    return release(f"Alinea {canary(number, 'isi')}.", **keys)


def at(hours: int) -> str:
    return (NOW + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose docs/ holds a picture and an attachment for every release."""
    docs = tmp_path_factory.mktemp("bukti")
    for number in range(MOST):
        for field, ending in (("foto", "gif"), ("lampiran", "pdf")):
            file = docs / f"news/2025/{canary(number, field)}.{ending}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(GIF)
    return Site(name="Ruang Berita", url="https://berita.example/", docs=docs, settings=Settings())


def archive_of(site: Site, draws: list[Draw]) -> Archive:
    releases = [
        read_release(text_of(n, drawn).encode(), f"news/2025/{n}.md", f"{n}.md", site.settings)
        for n, drawn in enumerate(draws)
    ]
    releases.sort(key=lambda release: (release.published.at, release.source), reverse=True)
    return Archive(
        releases=tuple(releases),
        broken=(),
        profiles=(),
        pages=(),
        files=frozenset(path.relative_to(site.docs).as_posix() for path in site.docs.rglob("*.*")),
        problems=(),
    )


def outputs(edition: Edition, texts: Texts) -> Iterator[str]:
    """Everything an edition becomes, before any engine writes it."""
    layout = Layout(edition, texts, Words("id"))
    for made in (*made_pages(layout), home_page(layout)):
        page = (made.address, made.title, made.source, made.head(), made.view())
        yield json.dumps(page, default=str, ensure_ascii=False)
    for path, data in made_files(layout, ()):
        yield path + data.decode()
    for listing in edition.partners:
        yield partner_page(layout, listing)
    yield json.dumps(shell(layout, [], []), default=str)
    yield from published_assets(edition, texts)


def withheld(releases: tuple[Release, ...], instant: datetime) -> list[int]:
    """The numbers of the releases that the instant is too early for."""
    return [int(r.source[10:-3]) for r in releases if not status(r, instant).public]


@given(draws=DRAWS, instant=INSTANTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_output_holds_a_word_of_a_withheld_release(
    site: Site, draws: list[Draw], instant: datetime
) -> None:
    archive = archive_of(site, draws)
    edition = Edition(site, archive, instant)
    everything = "\n".join(outputs(edition, Texts(BodyReader())))
    for number in withheld(archive.releases, instant):
        for field in FIELDS:
            assert canary(number, field) not in everything
    for shown in edition.listed:  # the canaries do sing where they may
        assert shown.title in everything


@given(draws=DRAWS, earlier=INSTANTS, hours=st.integers(0, 72))
@settings(max_examples=150, deadline=None)
def test_a_later_edition_holds_every_release_of_an_earlier_one_at_the_same_address(
    site: Site, draws: list[Draw], earlier: datetime, hours: int
) -> None:
    archive = archive_of(site, draws)
    before = Edition(site, archive, earlier)
    after = Edition(site, archive, earlier + timedelta(hours=hours))
    kept = {release.source: before.address(release) for release in before.releases}
    assert kept.items() <= {r.source: after.address(r) for r in after.releases}.items()
    assert set(after.withheld) <= set(before.withheld)
    assert {listing.address for listing in before.listings} <= (
        {listing.address for listing in after.listings} | _absorbed(before, after)
    )


def _absorbed(before: Edition, after: Edition) -> set[str]:
    """Listings of names that a translation alone bore until the original came out."""
    hidden = {r.source for r in before.listed} - {r.source for r in after.listed}
    return {
        listing.address
        for listing in before.listings
        if all(release.source in hidden for release in listing.releases)
    }


@given(draws=DRAWS, instant=INSTANTS)
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller case costs a build each
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.slow
def test_no_byte_of_a_built_site_holds_a_word_of_a_withheld_release(
    newsroom: Newsroom, site: Site, draws: list[Draw], instant: datetime
) -> None:
    newsroom.options["search"] = True
    for old in (newsroom.folder / "docs").rglob("*.md"):
        old.unlink()
    for file in site.docs.rglob("*.*"):
        newsroom.write(file.relative_to(site.docs).as_posix(), file.read_bytes())
    for number, drawn in enumerate(draws):
        newsroom.write(f"news/2025/{number}.md", text_of(number, drawn))
    assert not newsroom.problems(instant)
    built = newsroom.build(instant)
    everything = "\n".join(files(built)).encode()
    for name in files(built):
        data = (built / name).read_bytes()
        everything += gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    for number in withheld(newsroom.desk(instant).edition.archive.releases, instant):
        for field in FIELDS:
            assert canary(number, field).encode() not in everything
