"""What surrounds every page: masthead, menu, search box, footer."""

from __future__ import annotations

from typing import Any

from newsroom.domain.listing import Kind
from newsroom.problems import Problem
from newsroom.views.head import site_feeds
from newsroom.views.layout import Layout
from newsroom.words import Words

# A preview repeats them on every page; the terminal tells them all.
_MOST_PROBLEMS = 30


def shell(
    layout: Layout,
    pages: list[dict[str, str]],
    stylesheets: list[str],
    problems: tuple[Problem, ...] = (),
    warnings: tuple[Problem, ...] = (),
) -> dict[str, Any]:
    """The same record for every page of an edition.

    `pages` are the ordinary pages of MkDocs' `nav` (title, address), `stylesheets`
    the theme's own, `problems` and `warnings` what a preview shows above the page.
    """
    edition = layout.edition
    words = layout.words
    organisation = edition.site.settings.organisation
    addresses = edition.addresses
    menu = [
        {"title": words.t("site.news"), "address": edition.everything.address},
        {"title": words.t("site.partners"), "address": addresses.index(Kind.PARTNER)},
        {"title": words.t("site.topics"), "address": addresses.index(Kind.TOPIC)},
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
        "logo": addresses.file(organisation.logo) if organisation.logo else None,
        "notice": edition.site.settings.notice,
        "menu": [*menu, *pages],
        "footer": [*menu, *more, *pages],
        "feeds": site_feeds(layout),
        "search": search,
        "stylesheets": stylesheets,
        "preview": edition.preview,
        "problems": _told(problems, words),
        "problem_count": words.count("preview.problems", len(problems)) if problems else "",
        "warnings": _told(warnings, words),
        "warning_count": words.count("preview.warnings", len(warnings)) if warnings else "",
    }


def _told(problems: tuple[Problem, ...], words: Words) -> list[dict[str, str]]:
    return [
        {"at": str(problem.at), "file": problem.at.file, "text": words.problem(problem)}
        for problem in problems[:_MOST_PROBLEMS]
    ]
