"""The newsroom that has everything, built in both languages and hosted; tabs to look at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize

from measure.sample import LANGUAGES, PAGE_TYPES, PageType, Sample, build_sample
from measure.server import hosted

every_page = pytest.mark.parametrize("page", PAGE_TYPES, ids=str)


def in_both(
    names: str, id: Iterable[tuple[object, ...]], en: Iterable[tuple[object, ...]]
) -> pytest.MarkDecorator:
    """The cases in Indonesian, and those in English, of what takes too long for all in both.

    The layout is the same in every language; how long the words are is not.
    """
    cases = [("id", *case) for case in id] + [("en", *case) for case in en]
    return pytest.mark.parametrize(f"sample,{names}", cases, indirect=["sample"], scope="session")


@dataclass(frozen=True)
class Hosted:
    """A sample with the address of each of its sites."""

    sample: Sample
    addresses: dict[str, str]

    def url(self, page: PageType) -> str:
        """Where a page type stands."""
        return self.addresses[page.site] + page.address


@pytest.fixture(scope="session", params=LANGUAGES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The newsroom that has everything, built."""
    return build_sample(tmp_path_factory.mktemp(f"sample-{request.param}"), request.param)


@pytest.fixture(scope="session")
def host(sample: Sample) -> Iterator[Hosted]:
    """The same, on loopback."""
    with ExitStack() as stack:
        sites = sample.sites.items()
        yield Hosted(sample, {name: stack.enter_context(hosted(site)) for name, site in sites})


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab as large as a desk's screen, of a reader who wants nothing to glide."""
    size: ViewportSize = {"width": 1280, "height": 800}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def show(tab: Page, host: Hosted, page: PageType) -> None:
    """Open a page and bring it into the state that its page type names."""
    if page.template == "redirect.html":
        stay(tab)
    tab.goto(host.url(page))
    if page.wait_for:
        tab.locator(page.wait_for).first.wait_for()
    if page.opens:
        tab.locator(page.opens).first.click()


def stay(tab: Page) -> None:
    """Let a page that sends its readers on stay, to be looked at."""

    def unsent(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("http-equiv", "name"))

    tab.route("**/", unsent)


def needed(lacking: Callable[[], str | None]) -> None:
    """Skip a test for want of a tool, which is told; never in CI."""
    if reason := lacking():
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
