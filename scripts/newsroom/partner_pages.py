"""Partner index pages as Markdown files, for any generator or for reading as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import frontmatter
import yaml

from newsroom.domain.listing import Listing
from newsroom.domain.partner import Partner
from newsroom.sources.notes import says_more, without_notes
from newsroom.views.layout import Layout

# Marks a file as one that may be written anew or taken away; nobody's own text bears it.
_GENERATOR = "newsroom partners"

_ESCAPED = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "&": "&amp;", **{mark: f"\\{mark}" for mark in "\\`*_[]#|"}}
)


class ForeignFile(Exception):
    """A file that this command did not write stands where a page would go."""

    def __init__(self, file: Path) -> None:
        super().__init__(str(file))
        self.file = file


def write_partner_pages(layout: Layout, folder: Path) -> list[Path]:
    """Write `<slug>.md` for every partner of the edition into `folder`; return the files.

    Pages written before for partners that the edition no longer names are removed.
    A file of another origin is never touched: raises ForeignFile before anything
    is written if one has the name of a page.
    """
    pages = {folder / f"{listing.slug}.md": listing for listing in layout.edition.partners}
    ours = {file for file in folder.glob("*.md") if _is_ours(file)}
    for file in pages:
        if file.exists() and file not in ours:
            raise ForeignFile(file)
    folder.mkdir(parents=True, exist_ok=True)
    for file in ours - pages.keys():
        file.unlink()
    for file, listing in pages.items():
        file.write_text(partner_page(layout, listing), "utf-8", newline="\n")
    return list(pages)


def partner_page(layout: Layout, listing: Listing, profile: str | None = None) -> str:
    """One page: front matter with the partner's data, its profile, and its releases as a list.

    The profile is the partner's text as it was written, unless another is given.
    """
    partner = listing.partner
    assert partner is not None
    words = layout.words
    years = [str(release.year) for release in listing.releases]
    data: dict[str, Any] = {
        "title": partner.name,
        "slug": listing.slug,
        "kind": partner.kind,
        "url": partner.url,
        "address": layout.url(listing.address),
        "releases": len(listing.releases),
        "per_year": {year: years.count(year) for year in sorted(set(years))},
        "together_with": [
            {"name": other.name, "releases": shared}
            for other, shared in layout.edition.together_with(listing)
        ],
        "generator": _GENERATOR,
    }
    present = {key: value for key, value in data.items() if value not in (None, [], {})}
    lines = [f"## {words.count('count.releases', len(listing.releases))}", ""]
    for release in listing.releases:
        where = f", {markdown_text(release.location)}" if release.location else ""
        lines.append(
            f"- [{markdown_text(release.title)}]({layout.url(layout.edition.address(release))})  \n"
            f"  {words.full_day(release.published.day)}{where}. "
            f"{markdown_text(layout.texts.summary(release))}"
        )
    if profile is None:
        profile = _with_whole_links(layout, partner)
    content = "\n".join([*([profile, ""] if profile else []), *lines])
    return frontmatter.dumps(frontmatter.Post(content, **present), sort_keys=False) + "\n"


def _with_whole_links(layout: Layout, partner: Partner) -> str:
    """The profile's Markdown; a link into the site is whole, since the page may go anywhere.

    Without notes; where it may hold some that only a reading of it shows, as HTML.
    """
    text, body = without_notes(partner.body), layout.texts.of(partner)
    if says_more(text, body.open_html):
        return layout.texts.html(partner, layout.edition, layout.edition.site.url).strip()
    for target in body.links.targets:
        address = layout.edition.address_of(target.path)
        if address is not None:
            text = text.replace(f"]({target.written}", f"]({layout.url(address)}")
    return text


def markdown_text(text: str) -> str:
    """Plain text that Markdown will show as it is, with nothing in it read as markup."""
    return text.translate(_ESCAPED)


def _is_ours(file: Path) -> bool:
    try:
        return bool(frontmatter.load(str(file)).get("generator") == _GENERATOR)
    except (OSError, ValueError, yaml.YAMLError):
        return False
