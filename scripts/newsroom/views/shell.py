"""What surrounds every page: masthead, menu, search box, footer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsroom.domain.listing import Kind
from newsroom.edition import Edition
from newsroom.outputs.headers import page_policy
from newsroom.problems import Problem
from newsroom.views.head import site_feeds
from newsroom.views.layout import Layout
from newsroom.words import Words

# A preview repeats them on every page; the terminal tells them all.
_MOST_PROBLEMS = 30


@dataclass(frozen=True, slots=True)
class Shells:
    """The record for most pages, and for those which in a preview list all problems themselves.

    The others fetch the list from the home page, so that a mistake does not change them all.
    """

    plain: dict[str, Any]
    news: dict[str, Any]


def shells(
    layout: Layout,
    pages: list[dict[str, str]],
    stylesheets: list[str],
    version: str,
    warnings: tuple[Problem, ...] = (),
) -> Shells:
    """The same records for every page of an edition.

    `pages` are the ordinary pages of MkDocs' `nav` (title, address), `stylesheets`
    the site's own, `version` what follows the address of every style sheet and script,
    `warnings` what a preview shows besides the problems.
    """
    common = shell(layout, pages, stylesheets, version)
    words = layout.words
    problems = layout.problems
    listed = {
        "lists_problems": True,
        "problems": told(problems, words, layout.edition),
        "problem_count": words.count("preview.problems", len(problems)) if problems else "",
        "notes": told(layout.notes, words, layout.edition),
        "note_count": words.count("preview.notes", len(layout.notes)) if layout.notes else "",
        "warnings": told(warnings, words, layout.edition),
        "warning_count": words.count("preview.warnings", len(warnings)) if warnings else "",
    }
    return Shells({**common, "lists_problems": False}, {**common, **listed})


def shell(
    layout: Layout, pages: list[dict[str, str]], stylesheets: list[str], version: str
) -> dict[str, Any]:
    """What is the same for all pages, in a preview or not."""
    edition = layout.edition
    words = layout.words
    organisation = edition.site.settings.organisation
    addresses = edition.addresses
    menu = [
        {"title": words.t("site.news"), "address": edition.everything.address},
        {"title": words.t("site.partners"), "address": addresses.index(Kind.PARTNER)},
        {"title": words.t("site.topics"), "address": addresses.index(Kind.TOPIC)},
        {"title": words.t("timeline.title"), "address": f"{addresses.archive}/"},
        {"title": words.t("press.title"), "address": f"{addresses.press}/"},
    ]
    more = [
        {"title": words.t("site.locations"), "address": addresses.index(Kind.LOCATION)},
        {"title": words.t("site.editors"), "address": addresses.index(Kind.EDITOR)},
    ]
    more.append({"title": words.t("corrections.title"), "address": f"{addresses.corrections}/"})
    search = f"{addresses.search}/" if edition.site.settings.search else None
    if search is not None:
        more.append({"title": words.t("site.search"), "address": search})
    return {
        "language": words.language,
        "name": edition.site.name,
        "office": organisation.short_name or edition.site.office,
        "publisher": edition.site.office,
        "publisher_url": organisation.url,
        "logo": layout.mark(organisation.logo),
        "notice": edition.site.settings.notice,
        "menu": [*menu, *pages],
        "footer": [*menu, *more, *pages],
        "feeds": site_feeds(layout),
        "search": search,
        "stylesheets": stylesheets,
        "version": version,
        "preview": edition.preview,
        "policy": page_policy(edition.site.settings),
    }


def told(
    problems: Sequence[Problem], words: Words, edition: Edition | None = None
) -> list[dict[str, str]]:
    """Problems as a page lists them; with an edition, each with the address of its file's page."""
    return [
        {
            "at": str(problem.at),
            "file": problem.at.file,
            "address": _address(edition, problem.at.file) if edition else "",
            "text": words.problem(problem),
        }
        for problem in problems[:_MOST_PROBLEMS]
    ]


def _address(edition: Edition, file: str) -> str:
    """Where a preview shows a file, or in its place what is wrong there; empty if nowhere."""
    source = file.removeprefix(f"{edition.site.shown}/")
    if source in edition.archive.broken:
        return edition.broken_address(source) or ""
    return edition.address_of(source) or "" if source.endswith(".md") else ""
