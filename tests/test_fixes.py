"""`--fix` puts right what needs no guessing, and touches nothing else, byte for byte."""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from conftest import JAKARTA, Newsroom, release
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.archive import problems_in
from newsroom.domain.release import Release
from newsroom.fixes import Mended, mend
from newsroom.mending import difference, mended_files, write
from newsroom.problems import Problem, Problems
from newsroom.settings import Site
from newsroom.sources.config import make_site
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.release import read_release
from newsroom.sources.text import decode

SOURCE = "news/2025/siaran.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    from newsroom.settings import Settings

    return make_site("Ruang Berita", "", tmp_path_factory.mktemp("docs"), "", Settings())


def mended(text: str | bytes, site: Site) -> Mended:
    data = text if isinstance(text, bytes) else text.encode()
    return mend(data, f"docs/{SOURCE}", partial(problems_in, source=SOURCE, site=site), JAKARTA)


def front(*lines: str) -> str:
    kept = ["title: Judul", "date: 2025-11-19", "location: Serang", "editor: Editor Satu"]
    keys = {line.partition(":")[0] for line in lines}
    return "\n".join(
        ["---", *(k for k in kept if k.partition(":")[0] not in keys), *lines, "---", "Isi.", ""]
    )


LINES = {
    "a date, day first": ("date: 19/11/2025", "date: 2025-11-19"),
    "a date in quotation marks": ("date: '19/11/2025'  # rapat", "date: '2025-11-19'  # rapat"),
    "a date in words": ("date: Rabu, 19 November 2025", "date: 2025-11-19"),
    "a date with a time": ("date: 19/11/2025 09.00", "date: 2025-11-19T09:00"),
    "an embargo with its zone": (
        "embargo: 20 November 2025 pukul 09.00 WIB",
        "embargo: 2025-11-20T09:00",
    ),
    "an embargo in the evening": (
        "embargo: 20 November 2025 pukul 9 malam",
        "embargo: 2025-11-20T21:00",
    ),
    "an embargo of another zone": (
        "embargo: 20/11/2025 09.00 WITA",
        "embargo: 2025-11-20T09:00+08:00",
    ),
    "an embargo in quotation marks with a zone": (
        'embargo: "2025-11-20T9:00 WIT"',
        'embargo: "2025-11-20T09:00+09:00"',
    ),
    "an embargo until the end of a day": (
        "embargo: 20 November 2025 pukul 24.00",
        "embargo: 2025-11-21T00:00",
    ),
    "a date in the quotation marks of Word": ("date: “2025-11-19”", "date: 2025-11-19"),
    "a status in such marks": ("status: ‘draft’", "status: draft"),
    "an update": ("updated: 20-11-2025", "updated: 2025-11-20"),
    "a nested date": (
        "corrections: [{date: 20/11/2025, text: Nama diperbaiki.}]",
        "corrections: [{date: 2025-11-20, text: Nama diperbaiki.}]",
    ),
    "a title with a colon": ("title: Judul: anak", 'title: "Judul: anak"'),
    "a title with a quotation": ('title: "Pasti" Jadi', "title: '\"Pasti\" Jadi'"),
    "a title with an apostrophe": ("title: Jum'at: rapat", 'title: "Jum\'at: rapat"'),
    "a title with a special space of its own": (
        "title: Serang -\u00a0Cilegon: rapat",
        'title: "Serang -\u00a0Cilegon: rapat"',
    ),
    "a title with an at sign": ("title: @kanwil hadir", 'title: "@kanwil hadir"'),
    "a title with an ampersand": ("title: &Rekan hadir", 'title: "&Rekan hadir"'),
    "a title with a bracket": ("title: [Siaran] Kabar", 'title: "[Siaran] Kabar"'),
    "a partner with a colon": (
        "partners:\n- Dinas A: Bidang B",
        'partners:\n- "Dinas A: Bidang B"',
    ),
    "a partner with two colons": (
        "partners:\n- Dinas: Bidang: Seksi",
        'partners:\n- "Dinas: Bidang: Seksi"',
    ),
    "a nested value with a colon": (
        "partners:\n- name: Dinas A: Bidang B",
        'partners:\n- name: "Dinas A: Bidang B"',
    ),
    "no space after a colon": ("location:Serang", "location: Serang"),
    "a special space": ("location:\u00a0Serang", "location: Serang"),
    "two mistakes on a line": ("date:19/11/2025", "date: 2025-11-19"),
    "tabs": ("contacts:\n- name: Humas\n\trole: Staf", "contacts:\n- name: Humas\n  role: Staf"),
    "tabs below a key": (
        "withdrawn:\n\tdate: 20/11/2025\n\treason: Keliru.\nstatus: withdrawn",
        "withdrawn:\n  date: 2025-11-20\n  reason: Keliru.\nstatus: withdrawn",
    ),
    "spaces at the end of a line": ("title: Judul  \t", "title: Judul"),
}


@pytest.mark.parametrize("name", LINES)
def test_what_is_mechanical_is_put_right(site: Site, name: str) -> None:
    before, after = LINES[name]
    done = mended(front(before), site)
    assert done.data.decode() == front(after)
    assert done.mends
    assert problems_in(done.data, SOURCE, site) == ()


@pytest.mark.parametrize(
    "line",
    [
        "embrago: 2025-11-20",
        "embargo: 20/11/2025 25.00",
        "embargo: 20/11/2025 pukul 9",
        "embargo: 20 November 2025 12 am",
        "embargo: 20/11/2025 09.00 WIB atau sesudahnya",
        "embargo: 12/03/2025",
        "embargo: 03-12-2025 09.00 WIB",
        "date: 19/11/2025 lalu",
        "embargo: sebelum 20 November 2025",
        "date: Senin, 19 November 2025",
        "date: 31/02/2025",
        "title: Judul: anak # catatan",
        "title: Kegiatan #Pasti",
        'title: "Judul',
        "partners:\n- nama: Dinas A",
        "partners: - Dinas A",
        "topics: [&a satu, *a]",
        "partners:\n- A\n - B",
        "status: publish",
        "catatan:isi",
        "slug: Judul Baru",
    ],
)
def test_what_a_person_must_decide_is_left_alone(site: Site, line: str) -> None:
    text = front(line)
    assert problems_in(text.encode(), SOURCE, site)
    assert mended(text, site) == Mended(text.encode(), ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbf---\n", b"---\n"),
        (b"---\r\n", b"---\n"),
        (b"---\r", b"---\n"),
        (b"---  \n", b"---\n"),
    ],
)
def test_traces_of_other_editors_go(site: Site, before: bytes, after: bytes) -> None:
    rest = release("Baris satu  \nbaris dua").encode().removeprefix(b"---\n")
    assert mended(before + rest, site).data == after + rest


def test_a_closing_fence_that_ends_the_file_gets_its_line_end(site: Site) -> None:
    without_text = front("summary: Singkat.").removesuffix("Isi.\n")
    assert mended(without_text.rstrip("\n"), site).data.decode() == without_text
    no_line_end = f"{without_text}Isi"
    assert mended(no_line_end, site).data.decode() == no_line_end


def test_spaces_that_mean_something_stay(site: Site) -> None:
    text = front("x-catatan: |", "  baris  ", "  baris") + "Baris satu  \nbaris dua\t\n"
    assert mended(text, site).data.decode() == text


def test_a_file_that_is_not_utf8_is_left_alone(site: Site) -> None:
    data = release().encode("utf-16")
    assert mended(data, site).data == data


# Damage that leaves no doubt of what was meant: a sound line, and what it may have been.
DAMAGED = {
    'title: "Judul: anak judul"': ["title: Judul: anak judul", "title:\u00a0Judul: anak judul"],
    "date: 2025-11-19": ["date: 19/11/2025", "date:19/11/2025", "date: Rabu, 19 November 2025"],
    "location: Serang": ["location:Serang", "location:\u00a0Serang", "location:  Serang  "],
    "editor: 'Editor Satu' # catatan": ["editor: 'Editor Satu' # catatan\t"],
    "embargo: 2025-11-20T09:00": ["embargo: 20/11/2025 09.00 WIB", "embargo: 20-11-2025 09:00"],
    "image:\n  src: foto.jpg\n  alt: Dua orang": ["image:\n\tsrc: foto.jpg\n\talt: Dua orang"],
    'partners:\n  - Mitra A\n  - "Dinas: B"': ["partners:\n  - Mitra A\n  - Dinas: B  "],
}
BODY = "Alinea \u00a0 satu  \nbaris\tdua: ya\n\n---\n\nkunci:nilai 19/11/2025\n"


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """A sound release, and the same one damaged."""
    chosen = draw(st.lists(st.sampled_from(sorted(DAMAGED)), unique=True))
    needed = [
        line for line in DAMAGED if line.split(":")[0] in {"title", "date", "location", "editor"}
    ]
    lines = [*needed, *(line for line in chosen if line not in needed)]
    hurt = [draw(st.sampled_from([line, *DAMAGED[line]])) for line in lines]
    text = "\n".join(["---", *hurt, "---", BODY])
    # A carriage return alone before an empty line would be half of another line end.
    ends = draw(st.sampled_from([st.sampled_from(["\n", "\r\n"]), st.just("\r")]))
    pieces = [piece + draw(ends) for piece in text.split("\n")[:-1]]
    mark = draw(st.sampled_from(["", "\ufeff"]))
    sound = "\n".join(["---", *lines, "---", BODY])
    return sound.encode(), (mark + "".join(pieces)).encode()


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_a_damaged_release_reads_again_as_it_was(site: Site, pair: tuple[bytes, bytes]) -> None:
    sound, hurt = pair
    again = mended(hurt, site).data
    assert replace(read(again, site), digest="") == replace(read(sound, site), digest="")
    assert again.partition(b"\n---\n")[2].decode() == BODY
    assert mended(again, site) == Mended(again, ())


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "---\n",
                    "title: ",
                    "date:",
                    "x",
                    "a: b",
                    ": ",
                    " #",
                    "\t",
                    "  ",
                    "\n",
                    "\r\n",
                    "\r",
                ),
                *(
                    "- ",
                    "'",
                    '"',
                    "[",
                    "{",
                    "&",
                    "\u00a0",
                    "19/11/2025",
                    "Serang",
                    "...\n",
                    "\ufeff",
                ),
                *("location:Serang\n", "editor: E\n", "date: 19/11/2025\n", "title: A: b\n", "|\n"),
            ]
        ),
        max_size=25,
    ).map("".join)
)
@settings(max_examples=400, deadline=None)
def test_mending_twice_is_mending_once_and_never_adds_a_problem(site: Site, text: str) -> None:
    once = mended(text, site)
    assert mended(once.data, site) == Mended(once.data, ())
    assert bool(once.mends) == (once.data != text.encode())
    before, after = (problems_in(data, SOURCE, site) for data in (text.encode(), once.data))
    # Of data that cannot be read, most problems show only when it can.
    if can_be_read(text):
        assert can_be_read(once.data.decode())
        assert not Counter(p.code for p in after) - Counter(p.code for p in before)


def can_be_read(text: str) -> bool:
    try:
        read_front_matter(decode(text.encode(), SOURCE), SOURCE)
    except Problems:
        return False
    return True


def read(data: bytes, site: Site) -> Release:
    return read_release(data, SOURCE, SOURCE, site.settings)


def test_only_the_mended_lines_change(site: Site) -> None:
    lines = front("title: Judul: anak", "x-a:   'b' # catatan", "topics: [ a,  b ]").split("\n")
    after = mended("\n".join(lines), site).data.decode().split("\n")
    changed = [n for n, (old, new) in enumerate(zip(lines, after, strict=True)) if old != new]
    assert [lines[n] for n in changed] == ["title: Judul: anak"]


def test_a_file_is_replaced_whole_and_keeps_its_mode(newsroom: Newsroom) -> None:
    file = newsroom.write(SOURCE, release(date="19/11/2025"))
    file.chmod(0o640)
    site = newsroom.desk().edition.site
    [change] = mended_files(site)
    assert write(change)
    assert file.read_text("utf-8") == release()
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_file_changed_meanwhile_is_left_alone(newsroom: Newsroom) -> None:
    file = newsroom.write(SOURCE, release(date="19/11/2025"))
    [change] = mended_files(newsroom.desk().edition.site)
    file.write_text("Naskah lain", "utf-8")
    assert not write(change)
    assert file.read_text("utf-8") == "Naskah lain"


def test_a_difference_shows_what_terminals_hide(newsroom: Newsroom) -> None:
    newsroom.write(
        SOURCE, b"\xef\xbb\xbf" + release(location=None).encode().replace(b"Judul\n", b"Judul\r\n")
    )
    [change] = mended_files(newsroom.desk().edition.site)
    assert [line for line in difference(change).splitlines() if line[0] in "+-"] == [
        "--- a/docs/news/2025/siaran.md",
        "+++ b/docs/news/2025/siaran.md",
        "-<BOM>---",
        "-title: Judul<CR>",
        "+---",
        "+title: Judul",
    ]


def test_a_problem_is_its_own_and_not_another_s(site: Site) -> None:
    found: tuple[Problem, ...] = problems_in(front("date: 19/11/2025").encode(), SOURCE, site)
    assert [p.code for p in found] == ["date_form"]
