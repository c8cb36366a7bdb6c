"""A release, its office and its partners in the terms of schema.org."""

from __future__ import annotations

from typing import Any

from newsroom.domain.listing import Kind
from newsroom.domain.release import Release
from newsroom.views.dateline import dateline, takes_dateline
from newsroom.views.layout import Layout
from newsroom.views.notices import summary_of


def news_article(layout: Layout, release: Release) -> dict[str, Any]:
    """A NewsArticle that says what the page shows; a withdrawn one says first that it was."""
    edition = layout.edition
    url = layout.url(edition.address(release))
    picture = layout.picture(release)
    office = publisher(layout)
    original = edition.original(release)
    editor = release.editor and {
        "@type": "Person",
        "name": release.editor,
        "url": _listing_url(layout, Kind.EDITOR, release.editor),
    }
    return {
        "@type": "NewsArticle",
        "@id": url,
        "mainEntityOfPage": url,
        "url": url,
        "headline": layout.shared_title(release),
        "description": summary_of(layout, release),
        "image": [
            {
                "@type": "ImageObject",
                "url": layout.url(shown["plain"]["address"]),
                "width": shown["plain"]["width"],
                "height": shown["plain"]["height"],
                "caption": shown["caption"],
                "creditText": shown["credit"],
            }
            for shown in (*([picture] if picture else []), *layout.gallery(release))
        ],
        "datePublished": release.published.iso,
        "dateModified": release.modified.iso,
        "dateline": _shown_dateline(layout, release),
        "locationCreated": {"@type": "Place", "name": release.location}
        if release.location
        else None,
        "contentLocation": {"@type": "Place", "name": release.venue} if release.venue else None,
        "author": {key: office[key] for key in ("@type", "name", "url")},
        "editor": editor,
        "publisher": office,
        "mentions": [
            {
                "@type": "Organization",
                "name": partner.name,
                "url": _listing_url(layout, Kind.PARTNER, partner.name),
                "sameAs": partner.url,
            }
            for partner in edition.partners_of(release)
        ],
        "keywords": list(release.topics),
        "correction": [
            {
                "@type": "CorrectionComment",
                "datePublished": correction.date.iso,
                "text": correction.text,
            }
            for correction in release.corrections
        ],
        "inLanguage": layout.language(release),
        "translationOfWork": original and {"@id": layout.url(edition.address(original))},
        "isAccessibleForFree": True,
    }


def _shown_dateline(layout: Layout, release: Release) -> str:
    """The dateline, if the page bears it in these words."""
    line = dateline(layout, release)
    shown = takes_dateline(layout.texts.of(release).open_html, line)
    return line.removesuffix(" –") if shown else ""


def publisher(layout: Layout) -> dict[str, Any]:
    """The office, in the terms of schema.org."""
    site = layout.edition.site
    organisation = site.settings.organisation
    logo = organisation.logo
    return {
        "@type": organisation.kind,
        "name": site.office,
        "url": organisation.url or site.url,
        "logo": {"@type": "ImageObject", "url": layout.url(layout.edition.addresses.file(logo))}
        if logo
        else None,
    }


def _listing_url(layout: Layout, kind: Kind, name: str) -> str | None:
    """The absolute URL of a name's listing; None for one that only a withdrawn release bears."""
    address = layout.link_to(kind, name)["address"]
    return layout.url(address) if address is not None else None
