"""JSON Feed 1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from newsroom.outputs.feed import JSON, Entry, Feed


def json_item(entry: Entry) -> str:
    """One item as JSON text. Fields without a value are left out, never null."""
    return _text(
        {
            "id": entry.url,
            "url": entry.url,
            "title": entry.title,
            "content_html": entry.html,
            "summary": entry.summary,
            "image": entry.image,
            "date_published": entry.published.iso,
            "date_modified": entry.updated.iso,
            "authors": [{"name": entry.author}] if entry.author else None,
            "tags": list(entry.categories),
            "language": entry.language,
            "attachments": [
                _present(
                    {
                        "url": enclosure.url,
                        "mime_type": enclosure.media_type,
                        "title": enclosure.title,
                        "size_in_bytes": enclosure.size,
                    }
                )
                for enclosure in entry.enclosures
            ],
        }
    )


def json_feed(feed: Feed, items: Iterable[str]) -> bytes:
    """The feed; `items` come from `json_item`."""
    head = _text(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": feed.folder + JSON,
            "description": feed.description,
            "language": feed.language,
            "authors": [{"name": feed.publisher}],
        }
    )
    rows = ",\n".join(items)
    return f'{head[:-1]},"items":[\n{rows}\n]}}\n'.encode()


def _text(fields: dict[str, Any]) -> str:
    return json.dumps(_present(fields), ensure_ascii=False)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with a value; the text must be there even if it is empty."""
    return {
        key: value
        for key, value in fields.items()
        if value not in (None, "", []) or key == "content_html"
    }
