"""Lighthouse finds nothing to better on a phone, and the largest thing is seen soon."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import chromium

from measure import tools
from measure.conftest import needed
from measure.lighthouse import CATEGORIES, OURS, SOON, best_of
from measure.server import hosted

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("kind", OURS)
def test_a_page_is_as_good_as_lighthouse_can_say(built_docs: Path, kind: str) -> None:
    needed(lambda: tools.lacking("node"))
    browser = chromium()
    if browser is None:
        needed(lambda: "no Chromium on this machine")
        return
    with hosted(built_docs) as address:
        figures = best_of(3, address + OURS[kind], browser)
    assert figures.scores == dict.fromkeys(CATEGORIES, 100), figures.lacking
    assert figures.lcp < SOON
    assert figures.cls == 0
