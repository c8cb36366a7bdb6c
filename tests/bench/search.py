"""What a reader's search costs over the wire: bytes of bodies, with gzip, in a real browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measure.server import hosted
from playwright.sync_api import Browser, Page, Response, TimeoutError

from bench.archive import SyntheticRelease
from bench.measure import BuildFailed

# What nobody looks for: words of fewer letters, and such as stand in nearly all releases.
_LEAST_LETTERS = 6
_LARGEST_SHARE = 0.75
_RANKED = 400  # of the words; beyond, one finds too few releases to cost anything
_VISITS = 7
_PATIENCE = 60_000  # ms
_QUIET = 300  # ms in which nothing comes
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Searches:
    """Bytes of the first search of a visit, with its page, and of the second, by its word.

    The word that stands in most releases comes first.
    """

    first: int
    second: dict[str, int]

    @property
    def of_commonest(self) -> int:
        """The second search for the commonest word."""
        return next(iter(self.second.values()))

    @property
    def median(self) -> float:
        """The median of the second searches."""
        return median(self.second.values())


def searched(site: Path, releases: Iterable[SyntheticRelease], browser: Browser) -> Searches:
    """Visit a built site some times, and search it twice each time.

    First for the commonest word that somebody may look for, then for the next and for others
    that are less and less common. Raises BuildFailed if a search has no answer.
    """
    first, *others = _words(releases)
    some = others[:: max(1, len(others) // _VISITS)][:_VISITS]
    with hosted(site) as address:
        visits = {word: _visit(browser, address, first, word) for word in some}
    opening = max(bytes_ for bytes_, _ in visits.values())
    return Searches(opening, {word: bytes_ for word, (_, bytes_) in visits.items()})


def _words(releases: Iterable[SyntheticRelease]) -> Sequence[str]:
    """Words that somebody may look for, those first that stand in most releases."""
    number = 0
    holding: Counter[str] = Counter()
    for number, release in enumerate(releases, 1):  # noqa: B007
        holding.update(set(_WORD.findall(f"{release.title} {release.body}".lower())))
    most = _LARGEST_SHARE * number
    likely = [w for w, n in holding.items() if len(w) >= _LEAST_LETTERS and n <= most]
    return sorted(likely, key=lambda word: (-holding[word], word))[:_RANKED]


def _visit(browser: Browser, address: str, first: str, second: str) -> tuple[int, int]:
    """The bytes that come for a search, with its page, and for another one after it."""
    come: list[int] = []

    def note(response: Response) -> None:
        # Of a worker's script a browser does not tell how much has come, but the server does.
        come.append(int(response.headers["content-length"]))

    context = browser.new_context()
    context.on("response", note)
    tab = context.new_page()
    tab.goto(f"{address}search/")
    _search(tab, first, come)
    opening = sum(come)
    _search(tab, second, come)
    context.close()
    return opening, sum(come) - opening


def _search(tab: Page, word: str, come: Sequence[int]) -> None:
    """Type a word, and wait until its results are there and nothing comes any more."""
    tab.locator("#cari-q").fill(word)
    try:
        tab.locator(".nr-search-status", has_text=f"“{word}”").wait_for(timeout=_PATIENCE)
    except TimeoutError:
        raise BuildFailed(f"the search for {word!r} has no answer") from None
    before = -1
    while before < len(come):
        before = len(come)
        tab.wait_for_timeout(_QUIET)
