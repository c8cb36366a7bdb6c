"""JSON-LD in the terms of schema.org, as search engines read it."""

from __future__ import annotations

import json
from typing import Any


def script(*things: dict[str, Any]) -> str:
    """The text of a `<script type="application/ld+json">`: safe there whatever the values hold.

    Fields without a value are left out. `<`, `>` and `&` are written as JSON
    escapes, so that no value can close the element.
    """
    graph = {"@context": "https://schema.org", "@graph": [_present(thing) for thing in things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def breadcrumbs(trail: list[tuple[str, str]]) -> dict[str, Any]:
    """A BreadcrumbList from (name, absolute address) pairs, the site's home first."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(trail, 1)
        ],
    }


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        cleaned = {key: _present(part) for key, part in value.items()}
        return {key: part for key, part in cleaned.items() if part not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [_present(part) for part in value]
    return value
