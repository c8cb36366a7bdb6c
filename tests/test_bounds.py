"""Files that no press office writes: each is a located problem, in little time and memory."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
import unicodedata
import zipfile
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest
from bs4 import Tag
from bs4.element import PageElement
from conftest import GIF, ROOT, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st
from markup import files

from newsroom import limits
from newsroom.domain.partner import name_slug
from newsroom.intake.readers import mail, read_document
from newsroom.intake.readers.source import Source
from newsroom.problems import Problems
from newsroom.settings import Settings
from newsroom.sources.body import BodyReader
from newsroom.sources.measure import unreadable
from newsroom.sources.release import read_release

SOURCE = "news/2025/siaran.md"
EXTENSIONS = ["attr_list", "md_in_html", "footnotes", "tables", "toc", "fenced_code", "def_list"]
MANY = 20_000


def read(text: str, extensions: list[str] | None = None) -> list[str]:
    """What is wrong with a release, as `line:column code`; if nothing, its text is read as well."""
    try:
        release_ = read_release(text.encode(), SOURCE, SOURCE, Settings())
    except Problems as found:
        return [f"{p.at.line}:{p.at.column} {p.code}" for p in found.problems]
    BodyReader(extensions or EXTENSIONS).read(release_.body, SOURCE)
    return []


BODIES = {
    "[": "8:1 text_brackets",
    "![": "8:2 text_brackets",
    "[a](": "8:3 text_brackets",
    "[a][": "8:4 text_brackets",
    "[a]: <": None,
    "<a ": "8:1 text_tags",
    "<http://": "8:1 text_tags",
    '<iframe src="': "8:1 text_tags",
    "<!--": "8:1 text_tags",
    "</": "8:1 text_tags",
    "> ": "8:1 text_nested",
    ">": "8:1 text_nested",
    "1. ": "8:1 text_nested",
    "- + * ": "8:1 text_nested",
    "# a\n": "1008:1 text_headings",
    "a\n=\n\n": "3009:1 text_headings",
    "*[a]: b\n": "208:1 text_abbreviations",
    "**a": None,
    "*a _b": None,
    "`": None,
    "~~~\n": "1008:1 text_fences",
    "~~~x\n": "1008:1 text_fences",
    "|a|b\n|-|-\n": "9:1 text_cells",
    "&#": None,
    "<b>": None,
    "<div>\n": None,
    "|a": None,
    "[^a]": None,
    "{: .a }": None,
    "a\n": None,
    "<svg>": None,
    "\\": None,
}


@pytest.mark.parametrize("before", ["", "> ", "> > "])
def test_a_table_is_measured_by_its_head_and_its_rows(before: str) -> None:
    head = "|".join("a" * 300)
    body = f"{before}{head}\n{before}{'|'.join('-' * 300)}\n" + f"{before}a|b\n" * 200
    assert read(f"---\ntitle: A\ndate: 2025-11-19\nlocation: Serang\neditor: E\n---\n\n{body}") == [
        "9:1 text_cells"
    ]


@pytest.mark.parametrize("piece", BODIES)
def test_a_text_of_one_piece_is_read_in_seconds_or_refused_with_its_place(piece: str) -> None:
    started = time.process_time()
    expected = BODIES[piece]
    assert read(release(piece * MANY)) == ([expected] if expected else [])
    assert time.process_time() - started < 20


# Of some sixty pieces those that take longest, each in a way of its own.
@pytest.mark.parametrize("piece", ["# a {#", "\\", "*_", "`\n\n", "<div>\n\n", "<a>", "`` ` `` "])
def test_the_longest_text_is_read_in_seconds_whatever_it_says(piece: str) -> None:
    text = release(piece * (limits.TEXT_FILE // len(piece)))
    started = time.process_time()
    assert read(text) == []
    assert time.process_time() - started < 12


def test_the_readme_tells_how_long_a_text_may_be() -> None:
    told = f"| a release, profile or page | {limits.TEXT_FILE // 1000} kB;"
    assert told in (ROOT / "README.md").read_text("utf-8")


# Reads every such text in a process that may use so many bytes more than it does at the start.
_IN_LITTLE_MEMORY = """
import resource, sys
from test_bounds import BODIES, MANY, read, release

pages = int(open("/proc/self/statm").read().split()[0])
bound = pages * resource.getpagesize() + int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
for piece in BODIES:
    read(release(piece * MANY))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")
def test_texts_of_one_piece_are_read_in_200_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _IN_LITTLE_MEMORY, str(200 << 20)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_lists_within_lists_are_read_to_a_depth_that_nobody_needs() -> None:
    def nested(depth: int) -> str:
        return release("\n".join("    " * level + "- a" for level in range(depth)))

    assert read(nested(limits.NESTING)) == []
    assert read(nested(limits.NESTING + 2)) == ["49:1 text_nested"]


def test_abbreviations_are_explained_up_to_a_bound() -> None:
    text = "".join(f"*[a{number}]: b\n" for number in range(limits.ABBREVIATIONS + 1))
    assert read(release(text), ["abbr"]) == ["208:1 text_abbreviations"]


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(f"- [Tautan {n}](https://x.example/{n}) dan (ya) [sic]" for n in range(2000)),
        "\n\n".join(f"<div class='a'><b>Alinea</b> {n}, 3 < 4.</div>" for n in range(2000)),
        "\n\n".join("> > Kutipan dalam kutipan. Panjang. - Tanda." for _ in range(500)),
        "\n".join("Kata yang biasa. " * 20 for _ in range(2000)),
    ],
)  # fmt: skip
def test_a_long_ordinary_text_is_not_refused(body: str) -> None:
    assert read(release(body)) == []


@given(st.lists(st.sampled_from([*BODIES, " ", "\n", "\n\n", "    ", "a", "]", ")", ">", '"'])))
def test_every_mixture_is_read_or_refused(pieces: list[str]) -> None:
    read(release("a" + "".join(pieces)))
    read(release("a" + "".join(piece * 60 for piece in pieces)))


FRONT: dict[str, tuple[dict[str, Any], str | None]] = {
    "a value of a megabyte": ({"summary": "a" * 900_000}, "6:10 value_long"),
    "a title of a thousand words": ({"title": "kata " * 1200}, "2:8 value_long"),
    "ten thousand partners": ({"partners": [f"M{n}" for n in range(10_000)]}, "7:1 list_long"),
    "an address of a thousand letters": ({"slug": "a" * 1000}, "6:7 slug"),
    "an old address of a thousand letters": ({"aliases": ["a" * 1000]}, "7:3 alias"),
    "lists without end": ({"topics": "[" * 9000}, None),
    "twenty thousand keys": ({f"x-{n}": "a" for n in range(20_000)}, None),
    "an alias bomb": ({"x-a": "&a [1, 1]", "x-b": "&b [*a, *a]"}, "6:6 special"),
    "a slug that leaves": ({"slug": "../../x"}, "6:7 slug"),
    "a slug that is a device": ({"slug": "con"}, "6:7 slug"),
}


@pytest.mark.parametrize("name", FRONT)
def test_front_matter_beyond_measure_is_refused(name: str) -> None:
    keys, expected = FRONT[name]
    found = read(release(**keys))
    assert found == [expected] if expected else len(found) == 1


def test_a_control_character_is_told_where_it_is() -> None:
    assert read(release("Isi.\n\nSatu\x00dua.")) == ["10:5 control_character"]
    assert read(release(title='"a\x1bb"')) == ["2:10 control_character"]


def test_a_file_of_a_hundred_megabytes_is_not_even_read(newsroom: Newsroom) -> None:
    for source in (SOURCE, "partners/satu.md", "tentang.md"):
        with newsroom.write(source, "").open("wb") as file:
            file.truncate(100_000_000)
    started = time.process_time()
    told = newsroom.problems()
    assert time.process_time() - started < 5
    assert [line.partition(" Berkas")[0] for line in told] == [
        f"docs/{source}:1:1:" for source in sorted((SOURCE, "partners/satu.md", "tentang.md"))
    ]
    assert "100000 kB" in told[0]


def large(newsroom: Newsroom, name: str, size: int) -> None:
    with newsroom.write(name, "").open("wb") as file:
        file.truncate(size)


def test_a_file_that_is_too_large_to_be_handed_out_is_told_where_it_is_named(
    newsroom: Newsroom,
) -> None:
    newsroom.write(SOURCE, release(attachments=[{"file": "video.mp4"}]))
    large(newsroom, "news/2025/video.mp4", limits.FILE + 1)
    large(newsroom, "unduhan/lain.bin", limits.FILE + 1)
    large(newsroom, "unduhan/pas.bin", limits.FILE)
    assert [f"{p.at} {p.code}" for p in newsroom.desk().problems] == [
        f"docs/{SOURCE}:7:9 file_vast",
        "docs/unduhan/lain.bin:1:1 file_vast",
    ]


_BUILT_IN_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from conftest import Newsroom

pages = int(open("/proc/self/statm").read().split()[0])
bound = pages * resource.getpagesize() + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
Newsroom(Path(sys.argv[1])).build()
"""


def built_in(newsroom: Newsroom, megabytes: int, *, stops: str = "") -> Path:
    """Build in a process that may use so much more memory than it does at the start.

    `stops` is what it says if it is to be stopped.
    """
    size = str(megabytes << 20)
    done = subprocess.run(
        [sys.executable, "-c", _BUILT_IN_LITTLE_MEMORY, str(newsroom.folder), size],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode != 0) == bool(stops), done.stderr[-2000:]
    assert stops in done.stderr
    return newsroom.folder / "site/news/2025"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")
def test_files_too_large_together_make_no_pack_and_are_handed_out_in_little_memory(
    newsroom: Newsroom,
) -> None:
    names = [f"video{number}.mp4" for number in range(4)]
    newsroom.write(SOURCE, release(attachments=[{"file": name} for name in names]))
    for name in names:
        large(newsroom, f"news/2025/{name}", limits.FILE)
    [told] = [p for p in newsroom.desk().warnings if p.code == "pack_large"]
    assert (told.at.line, told.facts["size"]) == (7, "400")
    made = built_in(newsroom, 90)
    assert {f.name for f in (made / "siaran").iterdir()} == {
        "index.html", "release.json", "release.txt",
    }  # fmt: skip
    assert [(made / name).stat().st_size for name in names] == [limits.FILE] * 4
    shutil.rmtree(newsroom.folder)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")
def test_a_large_attachment_is_handed_out_packed_and_searched_in_little_memory(
    newsroom: Newsroom,
) -> None:
    row = b"2025-11-19,Serang,pembinaan,12345,abcdef\n"
    table = row * ((90 << 20) // len(row))
    newsroom.write("news/2025/data.csv", table)
    newsroom.write(SOURCE, release(attachments=[{"file": "data.csv"}]))
    newsroom.write("news/2025/nanti.md", release(title="Pembukaan Pameran", date="2026-12-24"))
    made = built_in(newsroom, 600)
    assert (made / "data.csv").stat().st_size == len(table)
    with zipfile.ZipFile(made / "siaran/press-pack.zip") as pack:
        assert pack.testzip() is None
        assert pack.getinfo("siaran/data.csv").file_size == len(table)
    shutil.rmtree(newsroom.folder)


def bombs() -> dict[str, bytes]:
    """Small files that unpack to a gigabyte each."""
    gigabyte = 1 << 30
    piece = bytes(1 << 20)
    tabular, packed = zlib.compressobj(9, wbits=31), brotli.Compressor(quality=1)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(gigabyte // limits.UNPACKED + 1):
            with archive.open(f"{number}.txt", "w") as member:
                member.writelines(piece for _ in range(limits.UNPACKED // len(piece)))
    many = [piece] * (gigabyte // len(piece))
    return {
        "a.csv.gz": b"".join([*map(tabular.compress, many), tabular.flush()]),
        "a.csv.br": b"".join([*map(packed.process, many), packed.finish()]),
        "a.zip": made.getvalue(),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")
def test_an_attachment_that_unpacks_to_a_gigabyte_is_handed_out_if_nothing_is_withheld(
    newsroom: Newsroom,
) -> None:
    given = bombs()
    newsroom.write(SOURCE, release(attachments=[{"file": name} for name in given]))
    for name, data in given.items():
        newsroom.write(f"news/2025/{name}", data)
    made = built_in(newsroom, 900)
    assert {name: (made / name).read_bytes() for name in given} == given


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded as Linux does it")
@pytest.mark.parametrize("name", ["a.csv.br", "a.csv.gz", "a.zip"])
def test_what_is_too_large_to_be_looked_into_does_not_go_out_while_anything_is_withheld(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write(SOURCE, release())
    newsroom.write("news/2025/nanti.md", release(title="Pembukaan Pameran", date="2026-12-24"))
    newsroom.write(f"assets/{name}", bombs()[name])
    built_in(newsroom, 500, stops=f"site/assets/{name}:1:1: Berkas ini tidak dapat diperiksa")
    assert not (newsroom.folder / "site").exists()


# --- Files that are none, and names --------------------------------------------------------------


def codes(newsroom: Newsroom) -> list[str]:
    return [f"{p.at.file.removeprefix('docs/')} {p.code}" for p in newsroom.desk().problems]


def test_what_is_no_file_or_leads_out_is_neither_read_nor_published(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    secret = tmp_path / "rahasia.txt"
    secret.write_text("rahasia", "utf-8")
    newsroom.write(SOURCE, release())
    docs = newsroom.folder / "docs"
    (docs / "keluar.txt").symlink_to(secret)
    (docs / "news/2025/keluar.md").symlink_to(secret)
    (docs / "memutar.txt").symlink_to("memutar.txt")
    (docs / "nol.md").symlink_to("/dev/zero")
    os.mkfifo(docs / "news/2025/pipa.md")
    os.mkfifo(docs / "pipa.txt")
    (docs / "dalam.txt").symlink_to("news/2025/siaran.md")
    assert codes(newsroom) == [
        "keluar.txt link_out",
        "memutar.txt link_out",
        "news/2025/keluar.md link_out",
        "news/2025/pipa.md no_file",
        "nol.md link_out",
        "pipa.txt no_file",
    ]
    site = newsroom.build(preview=True)
    assert not {"keluar.txt", "pipa.txt", "memutar.txt"} & set(files(site))
    assert not [name for name in files(site) if b"rahasia" in (site / name).read_bytes()]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made on Windows")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("aux.gif", ["aux.gif name_unfit"]),
        ("con.tar.gif", ["con.tar.gif name_unfit"]),
        ("nul/foto.gif", ["nul name_unfit"]),
        ("foto.", ["foto. name_unfit"]),
        ("foto /a.gif", ["foto  name_unfit"]),
        ("a:b.gif", ["a:b.gif name_unfit"]),
        ("a\nb.gif", ["a\nb.gif name_unfit"]),
        ("foto\u202egpj.gif", ["foto\u202egpj.gif name_unfit"]),
        ("fo\u200bto.gif", ["fo\u200bto.gif name_unfit"]),
        ("console.gif", []),
        ("foto kita (1), é.gif", []),
    ],
)
def test_a_name_that_windows_cannot_keep(
    newsroom: Newsroom, name: str, expected: list[str]
) -> None:
    newsroom.write(name, GIF)
    assert codes(newsroom) == expected


def test_names_that_some_systems_take_for_one(newsroom: Newsroom) -> None:
    composed, parted = (unicodedata.normalize(form, "é.gif") for form in ("NFC", "NFD"))
    for name in ("a/Foto.gif", "a/foto.gif", "B/x.gif", "b/x.gif", composed, parted):
        newsroom.write(name, GIF)
    told = [line.partition(" ")[0] for line in codes(newsroom)]
    assert told == ["a/foto.gif", "b/x.gif", composed]


def test_a_name_that_is_no_text_is_told_as_far_as_it_can_be(newsroom: Newsroom) -> None:
    newsroom.write(SOURCE, release())
    folder = os.fsencode(newsroom.folder / "docs/news/2025")
    Path(os.fsdecode(folder + b"/caf\xe9.md")).write_text(release(), "utf-8")
    assert codes(newsroom) == ["news/2025/caf\ufffd.md name_not_text"]
    assert "news/2025/siaran/index.html" in files(newsroom.build(preview=True))


def test_a_partner_that_is_called_like_a_device_has_an_address_all_the_same() -> None:
    assert (name_slug("Con"), name_slug("Aux"), name_slug("Conoco")) == ("con-1", "aux-1", "conoco")


def test_a_name_too_long_for_a_folder_is_refused(newsroom: Newsroom) -> None:
    newsroom.write(SOURCE, release(partners=["Dinas " * 60]))
    assert codes(newsroom) == [f"{SOURCE} name_long"]


def test_a_line_that_looks_like_a_tables_is_looked_at_once() -> None:
    started = time.process_time()
    assert list(unreadable(f"-|{' ' * 500_000}x", 1, SOURCE)) == []
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "part", ["Content-Type: text/plain\n\na\n", "content-TYPE : text/plain\n\na\n", "\na\n"]
)
def test_an_email_of_too_many_parts_is_refused_at_once(part: str) -> None:
    """However their headers are written, and if they have none."""
    head = (
        "From: a@kantor.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    )
    data = (head + f"--x\n{part}" * 100_000 + "--x--\n").encode()
    began = time.process_time()
    with pytest.raises(Problems) as refused:
        mail.read(data, Source("a.eml"))
    assert [problem.code for problem in refused.value.problems] == ["document_unpacked"]
    assert time.process_time() - began < 1


def test_of_many_paragraphs_between_breaks_each_is_found_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sought: list[int] = []
    index = Tag.index

    def watched(tag: Tag, element: PageElement) -> int:
        sought.append(index(tag, element))
        return sought[-1]

    monkeypatch.setattr(Tag, "index", watched)
    page = f"<h1>Judul</h1><p>{'Satu kalimat.<br><br>' * 300}</p>"
    assert len(read_document(page.encode(), Source("a.html")).blocks) == 301
    assert max(sought) < 5
