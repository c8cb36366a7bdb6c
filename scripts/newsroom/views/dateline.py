"""The dateline: where, and when, in front of a release's first paragraph."""

from __future__ import annotations

import re
from html import escape

from newsroom.domain.release import Release
from newsroom.views.layout import Layout

# Paragraphs above which an author's dateline still belongs to the whole text.
_MOST_OPENINGS = 4
_DASH = "(?:</strong>|[—–-])"


def dateline(layout: Layout, release: Release) -> str:
    """Where and when: "SERANG, 19 November 2025 –"; empty without a location.

    It is the author's, so its day is the date as written, whatever an embargo says.
    """
    if not release.location:
        return ""
    city = release.location.upper()
    if layout.edition.site.settings.dateline == "city":
        return f"{city} –"
    return f"{city}, {layout.words_of(release).day(release.date.day)} –"


def with_dateline(html: str, line: str) -> str:
    """Put the dateline before the first paragraph, unless the author has written one."""
    if not takes_dateline(html, line):
        return html
    return f'<p><span class="nr-dateline">{escape(line)}</span> {html.lstrip()[3:]}'


def takes_dateline(html: str, line: str) -> bool:
    """Whether a text begins with a paragraph that can bear the dateline, and bears no other.

    The author's may stand below a notice such as "For immediate release" and a date.
    """
    city = escape(line.partition(",")[0].removesuffix(" –"))
    opening = html.lstrip()
    if not line or not opening.startswith("<p>"):
        return False
    first = opening.split("<p>", _MOST_OPENINGS + 1)[1 : _MOST_OPENINGS + 1]
    written = re.compile(
        rf"(?:<strong>)?{re.escape(city)}(?:</strong>)?(?:[.,][^<>]{{,40}})?\s*{_DASH}"
    )
    begins = opening[3:].removeprefix("<strong>").startswith(city)
    return not begins and not any(map(written.match, first))
