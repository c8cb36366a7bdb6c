"""Whatever the archive and whatever the instant: nothing withheld is in any output."""

from __future__ import annotations

import gzip
import html
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from conftest import GIF, NOW, Newsroom, release
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from markup import files

from newsroom.archive import Archive
from newsroom.assets import published_assets
from newsroom.audit import Mark, marks_of, scan
from newsroom.domain.lifecycle import status
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.partner_pages import partner_page
from newsroom.press.copies import copied
from newsroom.press.output import Output
from newsroom.publication import home_page, made_files, made_pages
from newsroom.settings import Settings, Site
from newsroom.sources.body import BodyReader
from newsroom.sources.contents import Contents
from newsroom.sources.profile import read_profile
from newsroom.sources.release import read_release
from newsroom.texts import Texts
from newsroom.views.layout import Layout
from newsroom.views.shell import shells
from newsroom.words import Words

MOST = 6
FIELDS = (
    "judul", "ringkasan", "mitra", "kota", "editor", "topik", "tempat", "foto", "lampiran",
    "alamat", "lama", "isi", "koreksi", "narahubung", "alt", "profil", "sebutan", "uraian", "logo",
)  # fmt: skip
# What an output has to escape, fold or leave alone, behind the canary of a field.
SIGNS = ("", ' & "kutip"', " <b>tebal</b>", " 'café' 50%", r" {{ x }} C:\arsip", " – naïf…")
HOURS = st.integers(-72, 72)


@dataclass(frozen=True)
class Draw:
    """A release as drawn: hours from NOW, and which of its names are shared with others.

    `signs` follow what it says; `profile` tells whether its partner has one, by whose slug
    it names it; `link` is the number of the release its text links to, counted round.
    """

    date: int
    embargo: int | None
    status: str
    translates: bool
    shared: frozenset[str]
    signs: str
    profile: bool
    link: int | None


DRAWS = st.lists(
    st.builds(
        Draw,
        date=HOURS,
        embargo=st.none() | HOURS,
        status=st.sampled_from(["published", "published", "draft", "withdrawn"]),
        translates=st.booleans(),
        shared=st.frozensets(st.sampled_from(["mitra", "kota", "editor", "topik"])),
        signs=st.sampled_from(SIGNS),
        profile=st.booleans(),
        link=st.none() | st.integers(0, MOST - 1),
    ),
    min_size=1,
    max_size=MOST,
)
INSTANTS = HOURS.map(lambda hours: NOW + timedelta(hours=hours))


def canary(number: int, field: str) -> str:
    """A word that stands in one field of one release and nowhere else."""
    return f"kenari{number}{field}kenari"


def said(number: int, drawn: Draw, field: str) -> str:
    """A canary with the signs drawn behind it."""
    return canary(number, field) + drawn.signs


def text_of(number: int, drawn: Draw, linked: int | None = None) -> str:
    """The file of the release with a number: every field holds a canary, unless it is shared.

    `linked` is the number of a release that its text links to.
    """

    def name(field: str) -> str:
        return "Bersama" if field in drawn.shared else canary(number, field)

    keys: dict[str, Any] = {
        "title": json.dumps(said(number, drawn, "judul"), ensure_ascii=False),
        "date": at(drawn.date),
        "summary": json.dumps(said(number, drawn, "ringkasan"), ensure_ascii=False),
        "partners": [name("mitra")],
        "location": name("kota"),
        "editor": name("editor"),
        "topics": [name("topik")],
        "venue": canary(number, "tempat"),
        "image": {"src": f"{canary(number, 'foto')}.gif", "alt": said(number, drawn, "alt")},
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
                "text": said(number, drawn, "koreksi"),
            }
        ],
    }
    if drawn.embargo is not None:
        keys["embargo"] = at(drawn.embargo)
    if drawn.status == "withdrawn":
        keys["withdrawn"] = {"date": at(drawn.date), "reason": "Keliru."}
    if drawn.translates and number == 1:
        keys |= {"lang": "en", "translation_of": canary(0, "alamat")}
    link = "" if linked is None else f" Baca [siaran lain]({linked}.md)."
    return release(f"Alinea {said(number, drawn, 'isi')}.{link}", **keys)


def profile_of(number: int) -> str:
    """The profile of the partner whom the release with a number names by its slug."""
    keys = [
        f"name: {canary(number, 'profil')}",
        f"aliases: [{canary(number, 'sebutan')}]",
        f"logo: {canary(number, 'logo')}.gif",
    ]
    return "\n".join(["---", *keys, "---", "", f"Kantor {canary(number, 'uraian')} & lainnya.", ""])


def has_profile(drawn: Draw) -> bool:
    return drawn.profile and "mitra" not in drawn.shared


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
        logo = docs / f"partners/{canary(number, 'logo')}.gif"
        logo.parent.mkdir(exist_ok=True)
        logo.write_bytes(GIF)
    return Site(name="Ruang Berita", url="https://berita.example/", docs=docs, settings=Settings())


def archive_of(site: Site, draws: list[Draw]) -> Archive:
    links = [None if drawn.link is None else drawn.link % len(draws) for drawn in draws]
    releases = [
        read_release(
            text_of(n, drawn, links[n]).encode(), f"news/2025/{n}.md", f"{n}.md", site.settings
        )
        for n, drawn in enumerate(draws)
    ]
    profiles = [
        read_profile(profile_of(n).encode(), f"partners/{canary(n, 'mitra')}.md", "x.md")
        for n, drawn in enumerate(draws)
        if has_profile(drawn)
    ]
    releases.sort(key=lambda release: (release.published.at, release.source), reverse=True)
    return Archive(
        releases=tuple(releases),
        broken=(),
        profiles=tuple(profiles),
        pages=(),
        files=frozenset(path.relative_to(site.docs).as_posix() for path in site.docs.rglob("*.*")),
        problems=(),
    )


def outputs(edition: Edition, texts: Texts) -> Iterator[str]:
    """Everything an edition becomes, before any engine writes it."""
    layout = Layout(edition, texts, Words("id"), Contents(edition.site.docs))
    for made in (*made_pages(layout), home_page(layout)):
        page = (made.address, made.title, made.source, made.head(), made.view())
        yield json.dumps(page, default=str, ensure_ascii=False)

    def copy(source: str) -> Output:
        return copied(edition.addresses.file(source), layout.contents, source)

    for file in made_files(layout, (), copy):
        yield file.path + file.data().decode("utf-8", "replace")
    for listing in edition.partners:
        yield partner_page(layout, listing)
    yield repr(shells(layout, [], [], ""))
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
        assert canary(int(shown.source[10:-3]), "judul") in everything


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
    hidden = withheld(archive_of(site, draws).releases, instant)
    shown = [number for number in range(len(draws)) if number not in hidden]
    for number, drawn in enumerate(draws):
        # A link to what is withheld is a problem of its own, which the checks tell.
        linked = None if drawn.link is None or not shown else shown[drawn.link % len(shown)]
        # And so is a version that is public before another.
        may_translate = 0 in shown and (drawn.embargo is None or draws[0].embargo is not None)
        told = replace(drawn, translates=drawn.translates and may_translate)
        newsroom.write(f"news/2025/{number}.md", text_of(number, told, linked))
        if has_profile(drawn):
            newsroom.write(f"partners/{canary(number, 'mitra')}.md", profile_of(number))
    links = [f"[Siaran {number}](news/2025/{number}.md)" for number in shown]
    newsroom.write("halaman.md", "\n\n".join(["# Halaman & <kami>", *links, "Kata “penutup”."]))
    assert not newsroom.problems(instant)
    built = newsroom.build(instant)  # the audit within it has raised no false alarm
    everything = "\n".join(files(built)).encode()
    for name in files(built):
        data = (built / name).read_bytes()
        everything += gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    for number in hidden:
        for field in FIELDS:
            assert canary(number, field).encode() not in everything


ESCAPED: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "HTML": html.escape,
    "HTML in XML": lambda text: html.escape(html.escape(text)),
    "numbers": lambda text: "".join(f"&#{ord(sign)};" for sign in text),
    "JSON": lambda text: json.dumps(text, ensure_ascii=False),
    "ASCII JSON": json.dumps,
    "JSON in HTML": lambda text: html.escape(json.dumps(html.escape(text))),
    "an address": quote,
}
SPELT: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "capitals": str.upper,
    "small letters": str.lower,
    "lines": lambda text: text.replace(" ", "\n      "),
    "hard blanks": lambda text: text.replace(" ", "\u00a0"),
    "parted letters": lambda text: unicodedata.normalize("NFD", text),
    "soft hyphens": lambda text: text.replace("ka", "k\u00ada"),
}
AROUND = {
    "a.html": "<!doctype html><title>Umum</title><p>Kata <b>kunci</b> {} lalu &amp; lain.</p>",
    "b.html": '<meta name="description" content="{}"><p>Lain</p>',
    "c.json": '{{"items": [{{"title": "{}"}}]}}',
    "d.xml": "<?xml version='1.0'?><entry><title>{}</title></entry>",
    "e.js": "const judul = '{}'; export default judul;",
    "f.txt": "Awal\n{}\nakhir",
    "g.pf_fragment": 'pagefind_dcd{{"content":"{}"}}',
}
PLANTED = (
    "judul", "ringkasan", "mitra", "kota", "editor", "topik", "tempat", "isi", "koreksi",
    "narahubung", "alt", "profil", "sebutan", "alamat", "lama", "foto", "lampiran",
)  # fmt: skip
READ_BY_NOBODY = frozenset({"mitra", "kota", "editor", "topik", "tempat", "narahubung", "profil"})


@given(
    draws=DRAWS,
    field=st.sampled_from(PLANTED),
    escaped=st.sampled_from(sorted(ESCAPED)),
    spelt=st.sampled_from(sorted(SPELT)),
    file=st.sampled_from(sorted(AROUND)),
    packed=st.booleans(),
)
@settings(
    max_examples=400,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_the_audit_finds_whatever_of_a_withheld_release_a_file_holds(
    site: Site, draws: list[Draw], field: str, escaped: str, spelt: str, file: str, packed: bool
) -> None:
    archive = archive_of(site, draws)
    edition = Edition(site, archive, NOW)
    hidden = withheld(archive.releases, NOW)
    assume(hidden)
    number = hidden[0]
    assume(field not in draws[number].shared)
    assume(has_profile(draws[number]) or field not in ("profil", "sebutan"))
    assume(not (has_profile(draws[number]) and field == "mitra"))  # a slug, and no name
    assume(file != "e.js" or field not in (*READ_BY_NOBODY, "sebutan"))
    marks = marks_of(edition, Texts(BodyReader()), BodyReader())
    honest = AROUND[file].format("Umum")
    assert not list(found(site, marks, file, honest, packed))
    text = SPELT[spelt](planted(number, draws[number], field, edition))
    trace = AROUND[file].format(ESCAPED[escaped](text))
    assert f"news/2025/{number}.md" in found(site, marks, file, trace, packed)


def planted(number: int, drawn: Draw, field: str, edition: Edition) -> str:
    """What of a release is planted for a field of it."""
    release = next(r for r in edition.archive.releases if r.source == f"news/2025/{number}.md")
    endings = {"foto": ".gif", "lampiran": ".pdf"}
    if field in endings:
        return f"news/2025/{canary(number, field)}{endings[field]}"
    if field in ("alamat", "lama"):
        alias = f"{canary(number, 'lama')}/"
        return f"{edition.site.url}{edition.address(release) if field == 'alamat' else alias}"
    if field == "isi":
        return f"Alinea {said(number, drawn, field)}."
    with_signs = ("judul", "ringkasan", "koreksi", "alt")
    return said(number, drawn, field) if field in with_signs else canary(number, field)


def found(site: Site, marks: list[Mark], file: str, text: str, packed: bool) -> set[str]:
    """The releases of which a file of this text holds a trace."""
    folder = site.docs.parent / "tanaman"
    folder.mkdir(exist_ok=True)
    data = text.encode()
    (folder / file).write_bytes(gzip.compress(data) if packed else data)
    return {mark.source for _, mark in scan(folder, marks, [file])}
