"""Every mistake saved while the preview runs is shown in it, and gone once it is mended."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from conftest import Newsroom, release
from previews import Preview, page_at, serving
from test_problems import BAD_ARCHIVES, BAD_RELEASES

from newsroom.problems import Problems
from newsroom.settings import Settings
from newsroom.sources.release import read_release
from newsroom.words import Words

pytestmark = pytest.mark.slow

WORDS = Words("id")
LONGEST_WAIT = 20  # seconds for one change to show


@dataclass(frozen=True)
class Mistake:
    """Files with a mistake in them, how it is told, and the release that is written instead.

    `page` is the address of that release; a `card` stands there while it is broken.
    """

    name: str
    bad: dict[str, str | bytes]
    told: list[str]
    mended: str
    page: str
    card: bool

    @property
    def good_title(self) -> str:
        return f"Mended: {self.name}"

    def save_bad(self, newsroom: Newsroom) -> None:
        for source, content in self.bad.items():
            newsroom.write(source, content)

    def save_good(self, newsroom: Newsroom) -> None:
        for source in self.bad.keys() - {self.mended}:
            (newsroom.folder / "docs" / source).unlink()
        title = f'"{self.good_title}"'
        newsroom.write(self.mended, release(title=title, date="2025-11-19"))


def steps() -> Iterator[list[Mistake]]:
    """All of test_problems: a mistake of an archive at a time, with some of single releases.

    Archives share names of files; that of one is taken away before the next is written.
    """
    releases = [in_a_release(i, name) for i, name in enumerate(BAD_RELEASES)]
    archives = [in_an_archive(i, name) for i, name in enumerate(BAD_ARCHIVES)]
    some = -(-len(releases) // len(archives))
    for i, archive in enumerate(archives):
        yield [archive, *releases[i * some : (i + 1) * some]]


def in_a_release(number: int, name: str) -> Mistake:
    text, sentence = BAD_RELEASES[name]
    source, page = f"news/2025/siaran-{number}.md", f"news/2025/siaran-{number}/"
    told = [f"docs/{source}:{sentence}"]
    return Mistake(name, {source: text}, told, source, page, is_broken(text))


def in_an_archive(number: int, name: str) -> Mistake:
    files, sentences = BAD_ARCHIVES[name]
    mended, page = f"news/2025/arsip-{number}.md", f"news/2025/arsip-{number}/"
    return Mistake(name, files, sentences, mended, page, card=False)


def is_broken(text: str) -> bool:
    """Whether a release cannot be read at all, so that a card stands in its place."""
    try:
        read_release(text.encode(), "news/2025/a.md", "docs/news/2025/a.md", Settings())
    except Problems:
        return True
    return False


def test_every_mistake_is_shown_when_it_is_saved_and_gone_when_it_is_mended(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2025/umum.md", release(title="Panen raya"))
    failures = []
    with serving(newsroom) as preview:
        before: list[Mistake] = []
        # One save: the mistakes before are mended, and the next ones made.
        for made in [*steps(), []]:
            for mistake in before:
                mistake.save_good(newsroom)
            for mistake in made:
                mistake.save_bad(newsroom)
            failures += awaited(preview, before, made)
            before = made
        assert not failures
        assert preview.process.poll() is None
        assert "Traceback" not in preview.logged()


def awaited(preview: Preview, mended: list[Mistake], made: list[Mistake]) -> list[str]:
    """Wait until the preview shows all of it; what it still does not when patience ends."""
    end = time.monotonic() + LONGEST_WAIT
    while (missing := list(not_shown(preview, mended, made))) and time.monotonic() < end:
        time.sleep(0.05)
    return missing


def not_shown(preview: Preview, mended: list[Mistake], made: list[Mistake]) -> Iterator[str]:
    # The place leads to the page of the file, if it has one.
    home = re.sub(r"<a [^>]*>(<code>.*?</code>)</a>", r"\1", page_at(preview.address))
    home = html.unescape(home)
    names = [mistake.name for mistake in made]
    if "Panen raya" not in home:
        yield f"{names}: the other release is gone"
    told = [sentence for mistake in made for sentence in mistake.told]
    for sentence in told:
        if item(sentence) not in home:
            yield f"not told: {sentence}"
    banner = home.partition('class="nr-preview"')[2].partition("</aside>")[0]
    number = banner.partition("<details>")[0].count("<li>")
    if number != len(told):
        yield f"{names}: {number} problems are told, not {len(told)}"
    for mistake in mended:
        page = html.unescape(page_at(preview.address + mistake.page))
        if f">{mistake.good_title}</h1>" not in page:
            yield f"{mistake.name}: the page is not there once it is mended"
    for mistake in made:
        if mistake.card:
            yield from not_on_card(preview, mistake)


def not_on_card(preview: Preview, mistake: Mistake) -> Iterator[str]:
    card = html.unescape(page_at(preview.address + mistake.page)).partition("<main")[2]
    if f"<h1>{WORDS.t('preview.broken')}</h1>" not in card:
        yield f"{mistake.name}: no card"
    if item(mistake.told[0]) not in card:
        yield f"not told on the card: {mistake.told[0]}"


def item(sentence: str) -> str:
    """A problem as the preview lists it."""
    place, _, text = sentence.partition(": ")
    return f"<li><code>{place}</code> {text}</li>"
