"""The list of page types is whole: every template has one, and every page type is what it says."""

from __future__ import annotations

from conftest import NOW, ROOT
from markup import page as parsed_page

from measure.sample import PAGE_TYPES, Sample
from newsroom.publication import made_pages


def test_every_template_has_a_page_type() -> None:
    overrides = ROOT / "overrides"
    templates = {
        file.relative_to(overrides).as_posix()
        for file in overrides.rglob("*.html")
        if "components" not in file.parts
    } - {"bare.html"}  # a skeleton of others, from which no page is made
    assert templates == {page.template for page in PAGE_TYPES}


def test_the_page_of_a_page_type_is_made_from_its_template(sample: Sample) -> None:
    made: dict[tuple[str, str], str] = {}
    for site in ("public", "preview"):
        layout = sample.newsroom.desk(NOW, preview=site == "preview").layout
        made |= {(site, page.address): page.template for page in made_pages(layout)}
    by_mkdocs = ("home.html", "main.html", "404.html")
    for page in PAGE_TYPES:
        address = page.address.partition("?")[0]
        assert parsed_page(sample.sites[page.site], address) is not None
        if page.site != "empty" and page.template not in by_mkdocs:
            assert made[page.site, address] == page.template, page
