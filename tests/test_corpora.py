"""Real archives, moved whole: nothing is lost on the way, and what comes out can be published.

The archives are not in this repository. They are looked for beside it, or in the folder
that NEWSROOM_CORPORA names.
"""

from __future__ import annotations

import html
import os
import re
import tarfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, ROOT, Newsroom

from newsroom.desk import open_desk
from newsroom.migration.map import read_map
from newsroom.migration.moving import Change, Move, State, move
from newsroom.migration.posts import find_posts
from newsroom.sources.body import BodyReader, plain
from newsroom.sources.config import read_site
from newsroom.sources.front_matter import read_front_matter

pytestmark = [pytest.mark.corpora, pytest.mark.slow]

CORPORA = Path(os.environ.get("NEWSROOM_CORPORA") or ROOT.parent / "shared" / "corpora")
NOW_2026 = NOW.replace(year=2026)

# What there is in each archive, and what becomes of it.
EXPECTED = {
    "ncd-us": {
        State.IMPORTED: 418, State.WARNED: 31, State.REFUSED: 0, State.COPIED: 0, State.OTHER: 1,
    },
    "blankon-id": {
        State.IMPORTED: 58, State.WARNED: 59, State.REFUSED: 0, State.COPIED: 13, State.OTHER: 30,
    },
    "cds-canada": {
        State.IMPORTED: 207, State.WARNED: 119, State.REFUSED: 0, State.COPIED: 0, State.OTHER: 1,
    },
    "digitalgov": {
        State.IMPORTED: 1157, State.WARNED: 925, State.REFUSED: 1, State.COPIED: 0, State.OTHER: 2,
    },
}  # fmt: skip
# How the old site kept its pictures or wrote its own code, in most of its texts.
COMMON = {
    "blankon-id": {"image_missing"}, "cds-canada": {"image_outside"}, "digitalgov": {"template"},
}  # fmt: skip
# Words that no reader misses: the rest of a dateline, a slip of markup that hid a word, and two
# that grow together where template code stood between them.
LOST = {"ncd-us": 2, "blankon-id": 1, "cds-canada": 0, "digitalgov": 2}
TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# An empty example of 2018 that never had a title.
REFUSED = {"digitalgov": {"content/news/2018/09/2018-09-24-example.md": "migration_missing"}}
OPTIONS: dict[str, dict[str, Any]] = {
    "ncd-us": {"language": "en", "timezone": "America/New_York"},
    "blankon-id": {"required": ["title", "date", "editor"]},
    "cds-canada": {"language": "en", "timezone": "America/Toronto"},
    "digitalgov": {"language": "en", "timezone": "America/New_York"},
}
EXTENSIONS = {"markdown_extensions": ["attr_list", "footnotes", "md_in_html"]}


@dataclass(frozen=True)
class Moved:
    """An archive, unpacked, and the newsroom it was moved into."""

    name: str
    folder: Path
    newsroom: Newsroom
    first: Move
    site: Path
    """The site that MkDocs built of it; a build refuses an archive in which anything is wrong."""

    @property
    def files(self) -> list[str]:
        return [o.file for o in self.first.outcomes if o.change and o.file]


def import_all(name: str, folder: Path, newsroom: Newsroom) -> Move:
    site, extensions = read_site(newsroom.write_config())
    plan = read_map(ROOT / "tests" / "corpora" / f"{name}.yml")
    return move(folder, plan, site, BodyReader.for_config(extensions), NOW_2026)


@pytest.fixture(scope="module", params=EXPECTED)
def moved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Moved:
    name = request.param
    archive = CORPORA / f"{name}.tar.gz"
    if not archive.is_file():
        pytest.skip(f"{archive} is not there; name its folder in NEWSROOM_CORPORA")
    folder = tmp_path_factory.mktemp(name)
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    options = {"required": ["title", "date"], **OPTIONS[name]}
    newsroom = Newsroom(tmp_path_factory.mktemp(f"{name}-newsroom"), options, EXTENSIONS)
    first = import_all(name, folder, newsroom)
    return Moved(name, folder, newsroom, first, newsroom.build(NOW_2026))


def test_every_file_is_accounted_for(moved: Moved) -> None:
    files = [path for path in moved.folder.rglob("*") if path.is_file()]
    assert len(moved.first.outcomes) == len(files)
    assert {outcome.source for outcome in moved.first.outcomes} == {
        path.relative_to(moved.folder).as_posix() for path in files
    }
    assert {state: moved.first.count(state) for state in State} == EXPECTED[moved.name]
    refused = {o.source: o.problems[0].code for o in moved.first.outcomes if o.problems}
    assert refused == REFUSED.get(moved.name, {})


def test_every_release_has_its_page(moved: Moved) -> None:
    pages = [page for page in (moved.site / "news").glob("20*/*/index.html") if is_release(page)]
    pages += [page for page in (moved.site / "news").glob("19*/*/index.html") if is_release(page)]
    drafts = sum("\nstatus: draft\n" in text_of(moved, file) for file in moved.files)
    assert len(pages) == len(moved.files) - drafts
    assert drafts == (1 if moved.name == "digitalgov" else 0)


def is_release(page: Path) -> bool:
    return page.parent.name != "page" and "nr-release" in page.read_text("utf-8")


def text_of(moved: Moved, file: str) -> str:
    return (moved.newsroom.folder / "docs" / file).read_text("utf-8")


def test_what_most_of_an_archive_shares_is_told_once_and_nothing_is_left_untold(
    moved: Moved,
) -> None:
    shared = {notice.code for outcome in moved.first.outcomes for notice in outcome.common}
    assert shared == COMMON.get(moved.name, set())
    assert moved.first.missing["partners"] == len(moved.files)
    for outcome in moved.first.outcomes:
        assert bool(outcome.notices) == (outcome.state is State.WARNED)


def test_no_word_of_a_text_is_lost(moved: Moved) -> None:
    """Words as readers see them, before and after; template code they never saw is left out."""
    _, extensions = read_site(moved.newsroom.write_config())
    reader = BodyReader.for_config(extensions)
    plan = read_map(ROOT / "tests" / "corpora" / f"{moved.name}.yml")
    bodies = {post.source: post.body for post in find_posts(moved.folder, plan).posts}
    lost: dict[str, Counter[str]] = {}
    for outcome in moved.first.outcomes:
        if not outcome.change or not outcome.file:
            continue
        made = read_front_matter(text_of(moved, outcome.file), outcome.file)
        before = words_of(TEMPLATE.sub("", bodies[outcome.source]), reader)
        missing = before - words_of(made.body, reader)
        # The site writes the dateline itself.
        missing -= Counter(str(made.values.get("location") or "").casefold().split())
        if missing:
            lost[outcome.source] = missing
    assert sum(sum(words.values()) for words in lost.values()) <= LOST[moved.name], lost


def words_of(markdown: str, reader: BodyReader) -> Counter[str]:
    shown = plain(reader.read(markdown, "news/2025/a.md").open_html)
    return Counter(word.casefold() for word in re.findall(r"[^\W_]+", shown))


def test_the_check_of_two_thousand_files_takes_less_than_two_seconds(
    moved: Moved, tmp_path: Path
) -> None:
    if len(moved.files) < 2000:
        pytest.skip("a small archive")
    site, extensions = read_site(moved.newsroom.write_config())
    desk = open_desk(site, BodyReader.for_config(extensions), NOW_2026, cache=tmp_path)
    assert desk.problems == ()

    def seconds() -> float:
        begun = time.process_time()
        open_desk(site, BodyReader.for_config(extensions), NOW_2026, cache=tmp_path)
        return time.process_time() - begun

    assert min(seconds() for _ in range(3)) < 2


def test_old_addresses_lead_to_the_release(moved: Moved) -> None:
    redirected = 0
    for file in moved.files:
        text = text_of(moved, file)
        if "\nstatus: draft\n" in text:
            continue
        for alias in re.findall(r"^  - (\S+)$", text.partition("\naliases:\n")[2][:400], re.M)[:1]:
            place = moved.site / (alias if alias.endswith(".html") else f"{alias}/index.html")
            target = f"/{file.removesuffix('.md')}/"
            assert target in place.read_text("utf-8"), alias
            redirected += 1
    assert redirected >= 0.98 * len(moved.files)


def test_code_of_the_old_site_comes_out_as_it_was_written(moved: Moved) -> None:
    seen = 0
    for outcome in moved.first.outcomes:
        notices = (*outcome.notices, *outcome.common)
        written = [n.facts["written"] for n in notices if n.code == "template"]
        page = moved.site / (outcome.file or "").removesuffix(".md") / "index.html"
        if not written or not page.is_file():
            continue
        shown = " ".join(html.unescape(re.sub(r"<[^<>]*>", "", page.read_text("utf-8"))).split())
        for code in written:
            seen += 1
            assert re.sub(r"[“”]", '"', code.rstrip("…")) in shown, (outcome.source, code)
    assert seen == {"ncd-us": 1, "digitalgov": 3329}.get(moved.name, 0)


def test_a_second_run_changes_nothing(moved: Moved) -> None:
    def state() -> dict[Path, tuple[bytes, int]]:
        news = moved.newsroom.folder / "docs"
        files = (path for path in news.rglob("*") if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    before = state()
    again = import_all(moved.name, moved.folder, moved.newsroom)
    assert state() == before
    changes = Counter(outcome.change for outcome in again.outcomes if outcome.change)
    assert changes == {Change.UNCHANGED: len(moved.files)}
    assert [o.state for o in again.outcomes] == [o.state for o in moved.first.outcomes]
