"""The page of a release."""

from __future__ import annotations

from typing import Any

from newsroom.domain.addresses import up_from
from newsroom.domain.lifecycle import CHANGES, Status
from newsroom.domain.listing import Kind
from newsroom.domain.release import Release
from newsroom.views.body import page_text
from newsroom.views.contacts import release_contacts
from newsroom.views.dateline import dateline, with_dateline
from newsroom.views.layout import Layout
from newsroom.views.notices import withdrawal_notice
from newsroom.views.related import related_view
from newsroom.views.tools import release_tools
from newsroom.words import own_language_name


def release_view(layout: Layout, release: Release) -> dict[str, Any]:
    """Everything the release template shows, in the order readers expect."""
    edition = layout.edition
    status = edition.status(release)
    address = edition.address(release)
    words = layout.words_of(release)
    spoken = layout.spoken(release)
    until = words.when(release.published)
    return {
        "title": release.title,
        "spoken": spoken,
        "language": None if spoken else layout.foreign(release),
        "notice": withdrawal_notice(layout, release) if status is Status.WITHDRAWN else None,
        "versions": _versions(layout, release),
        "withheld": None if status.public else words.t(f"status.{status}", until=until),
        "words_language": words.language,
        "tongue": layout.foreign(release),
        "summary": layout.texts.summary(release) if release.summary else "",
        "date": words.full_day(release.published.day),
        "time": words.clock(release.published.at) if release.published.timed else None,
        "found_date": layout.words.full_day(release.published.day) if spoken else None,
        "iso": _iso(release.published.timed, release),
        "updated": words.when(release.updated)
        if release.updated and status is not Status.WITHDRAWN
        else None,
        "updated_iso": release.updated.iso if release.updated else None,
        "changed": _changed(layout, release),
        "location": layout.link_to(Kind.LOCATION, release.location) if release.location else None,
        "venue": release.venue,
        "editor": layout.link_to(Kind.EDITOR, release.editor) if release.editor else None,
        "partners": _partners(layout, release),
        "topics": [layout.link_to(Kind.TOPIC, topic) for topic in release.topics],
        "picture": layout.picture(release),
        "gallery": layout.gallery(release),
        "body": with_dateline(
            page_text(layout, release, up_from(address)), dateline(layout, release)
        ),
        "attachments": layout.attachments(release),
        "corrections": [
            {
                "kind": words.t(f"release.kinds.{correction.kind}"),
                "date": words.day(correction.date.day),
                "iso": correction.date.day.isoformat(),
                "text": correction.text,
            }
            for correction in release.corrections
        ],
        "contacts": release_contacts(layout, release),
        "related": related_view(layout, release),
        "office": edition.site.office,
        "boilerplate": edition.site.settings.boilerplate,
        "breadcrumbs": trail_of(layout, release),
        "tools": release_tools(layout, release),
        "sort_date": release.published.at.strftime("%Y-%m-%dT%H:%M:%S"),
    }


def _partners(layout: Layout, release: Release) -> list[dict[str, Any]]:
    edition = layout.edition
    roles = {edition.partner_book.find(m.name).slug: m.role for m in release.partners}
    return [
        {
            **layout.link_to(Kind.PARTNER, partner.name),
            "role": roles[partner.slug],
            "logo": layout.logo(partner),
        }
        for partner in edition.partners_of(release)
    ]


def _changed(layout: Layout, release: Release) -> dict[str, str] | None:
    """That it was withdrawn, or has notices of change below: the gravest kind, its latest day."""
    words = layout.words_of(release)
    if layout.edition.status(release) is Status.WITHDRAWN and release.withdrawal is not None:
        day = release.withdrawal.date.day
        label = words.t("status.label.withdrawn")
        return {"label": label, "date": words.day(day), "iso": day.isoformat(), "below": ""}
    if not release.corrections:
        return None
    kinds = {notice.kind for notice in release.corrections}
    gravest = next(kind for kind in CHANGES if kind in kinds)
    told = [notice for notice in release.corrections if notice.kind is gravest]
    latest = max(told, key=lambda notice: notice.date.at)
    return {
        "label": words.t(f"status.label.{CHANGES[gravest]}"),
        "found": layout.words.t(f"status.label.{CHANGES[gravest]}"),
        "date": words.day(latest.date.day),
        "iso": latest.date.day.isoformat(),
        "below": "nr-koreksi",
    }


def _versions(layout: Layout, release: Release) -> list[dict[str, str]]:
    """The release in other languages, each named in its own; of a withdrawn one that it is."""
    edition = layout.edition
    found = []
    for version in edition.all_versions(release):
        if version is release:
            continue
        name = own_language_name(layout.language(version))
        if edition.status(version) is Status.WITHDRAWN:
            label = layout.words_of(version).t("status.label.withdrawn")
            name = f"{name} ({label.lower()})"
        language = layout.language(version)
        found.append({"language": language, "name": name, "address": edition.address(version)})
    return found


def trail_of(layout: Layout, release: Release) -> list[dict[str, str]]:
    """The way from the home page to the release."""
    edition = layout.edition
    year = str(release.year)
    trail = [
        {"name": layout.words.t("site.home"), "address": ""},
        {"name": layout.words.t("site.news"), "address": edition.everything.address},
    ]
    if edition.has_year(release.year):
        trail.append({"name": year, "address": edition.addresses.listing(Kind.YEAR, year)})
    return trail


def _iso(timed: bool, release: Release) -> str:
    return release.published.iso if timed else release.published.day.isoformat()
