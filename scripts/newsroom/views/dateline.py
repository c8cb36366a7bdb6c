"""The dateline: where, and when, in front of a release's first paragraph."""

from __future__ import annotations

from html import escape

from newsroom.domain.release import Release
from newsroom.views.layout import Layout


def dateline(layout: Layout, release: Release) -> str:
    """Where and when: "SERANG, 19 November 2025 –"; empty without a location."""
    if not release.location:
        return ""
    city = release.location.upper()
    if layout.edition.site.settings.dateline == "city":
        return f"{city} –"
    return f"{city}, {layout.words.day(release.published.day)} –"


def with_dateline(html: str, line: str) -> str:
    """Put the dateline before the first paragraph, unless the author has written one."""
    city = escape(line.partition(",")[0].removesuffix(" –"))
    opening = html.lstrip()
    if not line or not opening.startswith("<p>"):
        return html
    if opening.startswith(("<p>" + city, "<p><strong>" + city)):
        return html
    return f'<p><span class="nr-dateline">{escape(line)}</span> {opening[3:]}'
