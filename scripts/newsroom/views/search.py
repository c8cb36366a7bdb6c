"""The search page: its form, and the words its script speaks with."""

from __future__ import annotations

import json
from typing import Any

from newsroom.domain.listing import INDEXED, Kind
from newsroom.views.head import head
from newsroom.views.layout import Layout

# The filters of the index, in the order shown; `release.html` marks the same names, and the
# year is that of a release's part.
FACETS = ("partner", "location", "editor", "topic", "year")
_SPOKEN = ("loading", "none", "more", "failed", "hint", "page")


def search_view(layout: Layout) -> dict[str, Any]:
    """Labels of the form, sentences for the script, and the listings for those without script."""
    words = layout.words
    addresses = layout.edition.addresses
    sentences = {key: words.t(f"search.{key}") for key in _SPOKEN}
    for form in ("one", "other"):
        for key in ("results", "results_all"):
            path = f"search.{key}.{form}"
            sentences[f"{key}_{form}"] = words.t(path if words.has(path) else f"search.{key}.other")
    return {
        "title": words.t("search.title"),
        "facets": [{"name": name, "label": words.t(f"search.{name}")} for name in FACETS],
        "sentences": json.dumps(sentences, ensure_ascii=False),
        "listings": [
            {"title": words.t("site.news"), "address": addresses.index(Kind.ALL)},
            *(
                {"title": words.t(f"site.{kind}s"), "address": addresses.index(kind)}
                for kind in INDEXED
            ),
            {"title": words.t("timeline.title"), "address": f"{addresses.archive}/"},
        ],
        "breadcrumbs": [{"name": words.t("site.home"), "address": ""}],
    }


def search_head(layout: Layout) -> dict[str, Any]:
    """Head of the search page; search engines have no use for it."""
    title = layout.words.t("search.title")
    return head(layout, f"{layout.edition.addresses.search}/", title, indexed=False)
