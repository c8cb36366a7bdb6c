"""Titles and summaries too long for a search result, a shared link or a telephone."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.problems import Problem, warning

# Content design: planning, writing and managing content (GOV.UK): titles of up to 65
# characters, summaries of up to 160, since search engines cut off what is longer.
LONGEST_TITLE = 65
LONGEST_SUMMARY = 160


def length_warnings(archive: Archive) -> Iterator[Problem]:
    """Releases whose title or summary has more characters than readers will be shown."""
    for release in archive.releases:
        if len(release.title) > LONGEST_TITLE:
            facts = _facts(release.title, LONGEST_TITLE)
            yield warning("long_title", release.position("title"), facts)
        if release.summary and len(release.summary) > LONGEST_SUMMARY:
            facts = _facts(release.summary, LONGEST_SUMMARY)
            yield warning("long_summary", release.position("summary"), facts)


def _facts(text: str, most: int) -> dict[str, str]:
    return {"length": str(len(text)), "most": str(most)}
