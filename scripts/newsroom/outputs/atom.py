"""Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable

from newsroom.outputs.feed import ATOM, Entry, Feed
from newsroom.outputs.xml import document, element, to_text


def atom_entry(entry: Entry) -> str:
    """One entry as XML text. Its id is its address, which stays as long as slug and year do."""
    made = element("entry", **{"xml:lang": entry.language})
    made.append(element("id", entry.url))
    made.append(element("title", entry.title))
    made.append(element("updated", entry.updated.iso))
    made.append(element("published", entry.published.iso))
    made.append(element("link", rel="alternate", type="text/html", href=entry.url))
    for enclosure in entry.enclosures:
        made.append(
            element(
                "link",
                rel="enclosure",
                type=enclosure.media_type,
                length=str(enclosure.size),
                href=enclosure.url,
            )
        )
    if entry.author:
        author = element("author")
        author.append(element("name", entry.author))
        made.append(author)
    for category in entry.categories:
        made.append(element("category", term=category))
    made.append(element("summary", entry.summary))
    made.append(element("content", entry.html, type="html"))
    return to_text(made)


def atom_feed(feed: Feed, entries: Iterable[str]) -> bytes:
    """The feed; `entries` come from `atom_entry`."""
    root = element("feed", xmlns="http://www.w3.org/2005/Atom", **{"xml:lang": feed.language})
    root.append(element("id", feed.folder + ATOM))
    root.append(element("title", feed.title))
    root.append(element("updated", feed.updated.iso))
    author = element("author")
    author.append(element("name", feed.publisher))
    root.append(author)
    root.append(element("link", rel="self", type="application/atom+xml", href=feed.folder + ATOM))
    root.append(element("link", rel="alternate", type="text/html", href=feed.home))
    return document(root, entries)
