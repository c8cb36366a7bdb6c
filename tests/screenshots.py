"""Draw every type of page in a real browser, for people to look at: scripts/screenshots."""

from __future__ import annotations

import argparse
import logging
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from conftest import ROOT, launched, served
from measure.conftest import stay
from PIL import Image
from playwright.sync_api import Browser, Page
from showcase import PAGES, PREVIEWED, REDIRECTS, hold_back, showcase

FOLDER = ROOT / "screenshots"
WIDTHS = (375, 1280)
SCHEMES = ("light", "dark")
SHOWN = {**PAGES, **REDIRECTS, **PREVIEWED}
PAPER = 794  # pixels of a page of A4, at 96 to an inch
# The pictures in the README: name, page, width, height.
README = (("home", "home", 1280, 860), ("release", "release", 1280, 860))


def main(arguments: list[str]) -> int:
    """Draw the pages named, or all; with `--readme` the two pictures that the README shows."""
    parser = argparse.ArgumentParser(prog="scripts/screenshots", description=__doc__)
    parser.add_argument("pages", nargs="*", metavar="page", help=", ".join(SHOWN))
    parser.add_argument("--readme", action="store_true", help="draw .github/readme/*.png")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.pages if name not in SHOWN]:
        parser.error(f"{', '.join(unknown)}: {', '.join(SHOWN)}")
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder, launched() as browser, ExitStack() as servers:
        newsroom = showcase(Path(folder))
        address = servers.enter_context(served(newsroom.build()))
        if asked.readme:
            draw_readme(browser, address)
            return 0
        hold_back(newsroom)
        preview = servers.enter_context(served(newsroom.build(preview=True)))
        draw(browser, address, preview, asked.pages or SHOWN)
    return 0


def draw(browser: Browser, address: str, preview: str, names: Iterable[str]) -> None:
    """Every page at both widths in light and dark, on paper, and as PDF.

    `address` is that of the site, `preview` that of its preview.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for name in names:
        url = (preview if name in PREVIEWED else address) + SHOWN[name]
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            if name in REDIRECTS:
                stay(page)
            page.goto(url, wait_until="networkidle")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                shoot(page, f"{name}-{width}-{scheme}.png")
            page.close()
        page = browser.new_page(viewport={"width": PAPER, "height": 1123})
        if name in REDIRECTS:
            stay(page)
        page.goto(url, wait_until="networkidle")
        page.pdf(path=FOLDER / f"{name}.pdf", format="A4", prefer_css_page_size=True)
        page.emulate_media(media="print")
        shoot(page, f"{name}-print.png")
        page.close()
        print(name, flush=True)


def shoot(page: Page, file: str) -> None:
    """The whole page; pictures further down are loaded first."""
    page.evaluate("document.querySelectorAll('img').forEach((image) => (image.loading = 'eager'))")
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.allSettled([...document.images].map((image) => image.decode()))")
    page.screenshot(path=FOLDER / file, full_page=True)


def draw_readme(browser: Browser, address: str) -> None:
    """What the README shows, of the size that it stands there."""
    for name, page_name, width, height in README:
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(address + PAGES[page_name], wait_until="networkidle")
        file = ROOT / f".github/readme/{name}.png"
        page.screenshot(path=file)
        page.close()
        with Image.open(file) as picture:
            picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
