"""A release in the terms of ninjs 3.1, every field from the edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Kind
from newsroom.domain.release import Contact, Release
from newsroom.views.contacts import contacts_of
from newsroom.views.layout import Layout
from newsroom.views.notices import change_notices
from newsroom.views.press_text import PressText
from newsroom.words import own_language_name

_PLAIN, _HTML = "text/plain", "text/html"


def news_object_view(layout: Layout, release: Release, text: PressText) -> dict[str, Any]:
    """The fields of a release. A withdrawn one is canceled, and its notice stands for its text."""
    edition = layout.edition
    status = edition.status(release)
    url = layout.url(edition.address(release))
    title = layout.shared_title(release)
    common = {
        "uri": url,
        "type": "text",
        "representationType": "full",
        "pubStatus": _pub_status(status),
        "language": layout.language(release),
        "title": title,
        "slugline": release.slug,
        "contentCreated": release.date.iso,
        "firstCreated": release.published.iso,
        "versionCreated": release.modified.iso,
        "embargoedUntil": release.embargo.iso if release.embargo else None,
        "headlines": [{"contentType": _PLAIN, "value": title}],
        "infoSources": list(_sources(layout, release)),
    }
    if status is Status.WITHDRAWN:
        return {**common, "bodies": [{"contentType": _PLAIN, "value": text.body.clean}]}
    summary = layout.texts.summary(release)
    return {
        **common,
        "edNote": "\n".join(change_notices(layout, release)),
        # A text that begins with a picture may have none.
        "descriptions": [{"role": "summary", "contentType": _PLAIN, "value": summary}]
        if summary
        else [],
        "bodies": [
            {"role": "main", "contentType": _HTML, "value": text.html},
            {"role": "main", "contentType": _PLAIN, "value": text.body.clean},
            {"role": "message", "contentType": _PLAIN, "value": text.message},
        ],
        "located": release.location,
        "by": release.editor,
        "people": _named(layout, Kind.EDITOR, release.editor, "editor"),
        "organisations": [
            {**_concept(layout, Kind.PARTNER, partner.name), "rel": "partner"}
            for partner in edition.partners_of(release)
        ],
        "places": [
            *_named(layout, Kind.LOCATION, release.location, "dateline"),
            *([{"name": release.venue, "rel": "venue"}] if release.venue else []),
        ],
        "subjects": [_concept(layout, Kind.TOPIC, topic) for topic in release.topics],
        "associations": list(_associations(layout, release)),
    }


def _pub_status(status: Status) -> str:
    if status is Status.WITHDRAWN:
        return "canceled"
    return "usable" if status.public else "withheld"  # the latter in a preview only


def _named(layout: Layout, kind: Kind, name: str | None, rel: str) -> list[dict[str, Any]]:
    return [{**_concept(layout, kind, name), "rel": rel}] if name else []


def _concept(layout: Layout, kind: Kind, name: str) -> dict[str, Any]:
    """A name, and its listing as what tells it from another."""
    found = layout.link_to(kind, name)
    address = found["address"]
    return {"name": found["name"], "uri": layout.url(address) if address is not None else None}


def _sources(layout: Layout, release: Release) -> Iterator[dict[str, Any]]:
    """The office, and whom journalists may ask."""
    yield {"name": layout.edition.site.office, "role": "publisher", "uri": layout.url("")}
    for contact in contacts_of(layout, release):
        if contact.name:
            yield {
                "name": contact.name,
                "role": "media contact",
                "contactInfo": _ways(contact),
            }


def _ways(contact: Contact) -> list[dict[str, str]]:
    ways = (("phone", contact.phone), ("email", contact.email))
    role = {"role": contact.role} if contact.role else {}
    return [{"type": kind, **role, "value": value} for kind, value in ways if value]


def _associations(layout: Layout, release: Release) -> Iterator[dict[str, Any]]:
    """Its pictures, its attachments, and its versions in other languages."""
    first = layout.picture(release)
    for picture in (*([first] if first else []), *layout.gallery(release)):
        yield {
            "name": picture["alt"],
            "rel": "picture",
            "uri": layout.url(picture["address"]),
            "type": "picture",
            "by": picture["credit"],
            "descriptions": [
                {"role": role, "contentType": _PLAIN, "value": picture[key]}
                for role, key in (("caption", "caption"), ("alternative", "alt"))
                if picture[key]
            ],
            "renditions": [_rendition(layout, picture, layout.published_size(picture["path"]))],
        }
    for file in layout.attachments(release):
        yield {
            "name": file["title"],
            "rel": "attachment",
            "uri": layout.url(file["address"]),
            "type": "component",
            "title": file["title"],
            "renditions": [_rendition(layout, file, file["bytes"])],
        }
    for version in layout.edition.versions(release):
        if version is not release:
            yield {
                "name": own_language_name(layout.language(version)),
                "rel": "translation",
                "uri": layout.url(layout.edition.address(version)),
                "type": "text",
                "language": layout.language(version),
            }


def _rendition(layout: Layout, file: dict[str, Any], size: int) -> dict[str, Any]:
    return {
        "name": "original",
        "href": layout.url(file["address"]),
        "contentType": file["media_type"],
        "width": file.get("width"),
        "height": file.get("height"),
        "sizeInBytes": size,
    }
