"""RSS 2.0, with Atom's self link and Dublin Core's creator."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime

from newsroom.outputs.feed import RSS, Entry, Feed
from newsroom.outputs.xml import document, element, to_text


def rss_item(entry: Entry) -> str:
    """One item as XML text. `author` would be an e-mail address, so names go to dc:creator."""
    item = element("item")
    item.append(element("title", entry.title))
    item.append(element("link", entry.url))
    item.append(element("guid", entry.url, isPermaLink="true"))
    item.append(element("pubDate", format_datetime(entry.published.at)))
    if entry.author:
        item.append(element("dc:creator", entry.author))
    for category in entry.categories:
        item.append(element("category", category))
    # An item may have one enclosure (RSS Advisory Board's profile): the first.
    for enclosure in entry.enclosures[:1]:
        item.append(
            element(
                "enclosure",
                url=enclosure.url,
                length=str(enclosure.size),
                type=enclosure.media_type,
            )
        )
    item.append(element("description", entry.summary))
    item.append(element("content:encoded", entry.html))
    return to_text(item)


def rss_feed(feed: Feed, items: Iterable[str]) -> bytes:
    """The feed; `items` come from `rss_item`."""
    channel = element("channel")
    channel.append(element("title", feed.title))
    channel.append(element("link", feed.home))
    channel.append(element("description", feed.description))
    channel.append(element("language", feed.language))
    channel.append(element("lastBuildDate", format_datetime(feed.updated.at)))
    channel.append(
        element("atom:link", rel="self", type="application/rss+xml", href=feed.folder + RSS)
    )
    root = element(
        "rss",
        version="2.0",
        **{
            "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        },
    )
    inner = document(channel, items).decode().partition("\n")[2].rstrip("\n")
    return document(root, [inner])
