"""What a fuzzer feeds: bytes go in, and nothing but located problems may come out.

The first byte chooses the door. Whatever breaks a promise raises.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from newsroom.archive import problems_in
from newsroom.intake.filing import file_under
from newsroom.intake.readers import read_document
from newsroom.intake.readers.source import Source
from newsroom.intake.recognise.known import Known
from newsroom.intake.recognise.release import recognise
from newsroom.migration.body import converted
from newsroom.migration.matter import read_matter
from newsroom.migration.tidy import tidied
from newsroom.migration.web import as_markdown
from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Settings, Site
from newsroom.sources.body import BodyReader
from newsroom.sources.elements import elements_of
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.quick_look import plain_links, plain_pictures
from newsroom.sources.release import read_release
from newsroom.words import Words

SITE = Site(name="Ruang Berita", url="https://berita.example/", docs=Path("/nowhere/docs"))
SOURCES = ("news/2025/siaran.md", "partners/mitra.md", "tentang.md")
WORDS = [Words(language) for language in ("id", "en")]
READER = BodyReader(["attr_list", "md_in_html", "footnotes", "tables", "toc", "fenced_code"])
KNOWN = Known(partners={"Mitra Satu": "Mitra Satu"}, places=("Serang",))
EMPTY = Path(tempfile.gettempdir(), "newsroom-fuzz-nothing")
ENDINGS = (".txt", ".md", ".html", ".eml", ".docx", ".pdf")


def door(data: bytes) -> None:
    """A file in docs/: read and typed, or located problems; then its text."""
    which, data = data[:1], data[1:]
    source = SOURCES[which[0] % 3] if which else SOURCES[0]
    told(problems_in(data, source, SITE), data)
    try:
        release = read_release(data, SOURCES[0], SOURCES[0], Settings())
    except Problems:
        return
    body = READER.read(release.body, SOURCES[0])
    elements_of(body.open_html)
    plain_links(release.body, SITE.homes)
    plain_pictures(release.body)


def importing(data: bytes) -> None:
    """A document or a post of another system: a release that can be read, or located problems."""
    which, data = data[0] if data else 0, data[1:]
    if which % 8 == 7:
        _post(data)
        return
    ending = ENDINGS[which % 8 % len(ENDINGS)]
    name = f"rilis{ending}"
    try:
        manuscript = read_document(_packed(data) if ending == ".docx" else data, Source(name))
    except Problems as found:
        told(found.problems)
        return
    filed = file_under(EMPTY, manuscript, recognise(manuscript, KNOWN), KNOWN, origin=f"{name} 0")
    matter = read_front_matter(filed.text, filed.source)
    READER.read(matter.body, filed.source)
    told(problems_in(filed.text.encode(), filed.source, SITE))


def _post(data: bytes) -> None:
    try:
        tidy = tidied(data, "a.md")
        matter = read_matter(tidy.text, "a.md")
    except Problems as found:
        told(found.problems)
        return
    for convert in (converted, as_markdown):
        convert(matter.body, Position("a.md", matter.body_line), _Nowhere())


class _Nowhere:
    """An old site of which every link is kept."""

    def __call__(self, link: str, at: Position, picture: bool) -> str | None:
        return link

    def hides(self, code: str) -> bool:
        return False


def _packed(data: bytes) -> bytes:
    """A Word file that says what the bytes say."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("word/document.xml", data)
    return packed.getvalue()


def told(problems: Iterable[Problem], data: bytes | None = None) -> None:
    """Every problem has its sentence in both languages, and its place is in the file."""
    lines = None if data is None else data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for problem in problems:
        for words in WORDS:
            words.problem(problem).encode()
        assert problem.at.line >= 1 and problem.at.column >= 1, problem
        if lines is not None:
            assert problem.at.line <= lines.count(b"\n") + 2, problem


TARGETS: dict[str, Callable[[bytes], None]] = {"door": door, "importing": importing}
