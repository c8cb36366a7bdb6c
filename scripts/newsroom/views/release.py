"""The page of a release."""

from __future__ import annotations

from html import escape
from typing import Any

from newsroom.domain.addresses import up_from
from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Kind
from newsroom.domain.release import Contact, Release
from newsroom.outputs import structured_data
from newsroom.views.head import head, locale, share_picture
from newsroom.views.layout import Layout

# Google shows up to this many characters of a headline and description.
_DESCRIPTION_LENGTH = 160


def release_view(layout: Layout, release: Release) -> dict[str, Any]:
    """Everything the release template shows, in the order readers expect."""
    words = layout.words
    edition = layout.edition
    status = edition.status(release)
    address = edition.address(release)
    until = words.when(release.published)
    return {
        "title": release.title,
        "language": layout.foreign(release),
        "notice": _notice(layout, release, status),
        "withheld": None if status.public else words.t(f"status.{status}", until=until),
        "summary": layout.texts.summary(release) if release.summary else "",
        "date": words.full_day(release.published.day),
        "time": words.clock(release.published.at) if release.published.timed else None,
        "iso": _iso(release.published.timed, release),
        "updated": words.when(release.updated) if release.updated else None,
        "updated_iso": release.updated.iso if release.updated else None,
        "location": layout.link_to(Kind.LOCATION, release.location) if release.location else None,
        "venue": release.venue,
        "editor": layout.link_to(Kind.EDITOR, release.editor) if release.editor else None,
        "partners": _partners(layout, release),
        "topics": [layout.link_to(Kind.TOPIC, topic) for topic in release.topics],
        "year": str(release.published.day.year),
        "picture": layout.picture(release),
        "body": with_dateline(
            layout.texts.html(release, edition, up_from(address)), dateline(layout, release)
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
        "contacts": [_contact(layout, contact) for contact in contacts_of(layout, release)],
        "office": edition.site.office,
        "boilerplate": edition.site.settings.boilerplate,
        "breadcrumbs": _trail(layout, release),
        "sort_date": release.published.at.strftime("%Y-%m-%dT%H:%M:%S"),
    }


def release_head(layout: Layout, release: Release) -> dict[str, Any]:
    """Head of the page: NewsArticle, breadcrumbs and Open Graph, equal to what the page shows."""
    edition = layout.edition
    address = edition.address(release)
    status = edition.status(release)
    title = release.title
    if status is Status.WITHDRAWN:
        title = layout.words.t("release.withdrawn_prefix", title=title)
    trail = [
        (str(step["name"]), layout.url(str(step["address"]))) for step in _trail(layout, release)
    ]
    trail.append((release.title, layout.url(address)))
    return head(
        layout,
        address,
        title,
        _shortened(layout.texts.summary(release)),
        social=_article_card(layout, release, title),
        things=[_news_article(layout, release), structured_data.breadcrumbs(trail)],
        indexed=status is Status.PUBLISHED,
    )


def dateline(layout: Layout, release: Release) -> str:
    """Where and when: "SERANG, 19 November 2025 –"; empty without a location."""
    if not release.location:
        return ""
    city = release.location.upper()
    if layout.edition.site.settings.dateline == "city":
        return f"{city} –"
    return f"{city}, {layout.words.day(release.published.day)} –"


def with_dateline(html: str, line: str) -> str:
    """Put the dateline before the first paragraph, unless the author has written one."""
    city = escape(line.partition(",")[0].removesuffix(" –"))
    opening = html.lstrip()
    if not line or not opening.startswith("<p>"):
        return html
    if opening.startswith(("<p>" + city, "<p><strong>" + city)):
        return html
    return f'<p><span class="nr-dateline">{escape(line)}</span> {opening[3:]}'


def contacts_of(layout: Layout, release: Release) -> list[Contact]:
    """The release's media contacts; the site's first one if it names none."""
    known = layout.edition.site.settings.contacts
    chosen = release.contacts or tuple(Contact(key=key) for key in list(known)[:1])
    return [
        Contact(**known[contact.key].model_dump()) if contact.key else contact for contact in chosen
    ]


def _contact(layout: Layout, contact: Contact) -> dict[str, str | None]:
    phone = contact.phone or None
    return {
        "name": contact.name,
        "role": contact.role or None,
        "phone": phone,
        "tel": "".join(c for c in phone if c.isdigit() or c == "+") if phone else None,
        "email": contact.email or None,
    }


def _partners(layout: Layout, release: Release) -> list[dict[str, Any]]:
    edition = layout.edition
    roles = {edition.partner_book.find(m.name).slug: m.role for m in release.partners}
    return [
        {**layout.link_to(Kind.PARTNER, partner.name), "role": roles[partner.slug]}
        for partner in edition.partners_of(release)
    ]


def _notice(layout: Layout, release: Release, status: Status) -> dict[str, str] | None:
    if status is not Status.WITHDRAWN or release.withdrawal is None:
        return None
    day = layout.words.day(release.withdrawal.date.day)
    return {
        "text": layout.words.t("release.withdrawn", date=day),
        "reason": release.withdrawal.reason,
    }


def _trail(layout: Layout, release: Release) -> list[dict[str, str]]:
    edition = layout.edition
    year = str(release.published.day.year)
    trail = [
        {"name": layout.words.t("site.home"), "address": ""},
        {"name": layout.words.t("site.news"), "address": edition.everything.address},
    ]
    if any(listing.slug == year for listing in edition.years):
        trail.append({"name": year, "address": edition.addresses.listing(Kind.YEAR, year)})
    return trail


def _iso(timed: bool, release: Release) -> str:
    return release.published.iso if timed else release.published.day.isoformat()


def _shortened(text: str) -> str:
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[: _DESCRIPTION_LENGTH - 1].rpartition(" ")[0] + "…"


def _article_card(layout: Layout, release: Release, title: str) -> list[tuple[str, str]]:
    edition = layout.edition
    picture = layout.picture(release)
    if picture is not None:
        images = [("og:image", layout.url(picture["address"]))]
        if picture["width"]:
            images += [
                ("og:image:width", str(picture["width"])),
                ("og:image:height", str(picture["height"])),
            ]
        images.append(("og:image:alt", picture["alt"]))
    else:
        images = share_picture(layout)
    article = [
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", _shortened(layout.texts.summary(release))),
        ("og:url", layout.url(edition.address(release))),
        ("og:site_name", edition.site.name),
        ("og:locale", locale(layout.language(release))),
        *images,
        ("article:published_time", release.published.iso),
        ("article:modified_time", release.modified.iso),
    ]
    if release.editor:
        article.append(("article:author", release.editor))
    if release.topics:
        article.append(("article:section", release.topics[0]))
    tags = [*release.topics, *(partner.name for partner in edition.partners_of(release))]
    return [*article, *(("article:tag", tag) for tag in tags)]


def _news_article(layout: Layout, release: Release) -> dict[str, Any]:
    edition = layout.edition
    url = layout.url(edition.address(release))
    picture = layout.picture(release)
    office = publisher(layout)
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
        "headline": release.title,
        "description": layout.texts.summary(release),
        "image": [
            {
                "@type": "ImageObject",
                "url": layout.url(picture["address"]),
                "width": picture["width"],
                "height": picture["height"],
                "caption": picture["caption"],
                "creditText": picture["credit"],
            }
        ]
        if picture
        else [],
        "datePublished": release.published.iso,
        "dateModified": release.modified.iso,
        "dateline": dateline(layout, release).removesuffix(" –"),
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
        "isAccessibleForFree": True,
    }


def _listing_url(layout: Layout, kind: Kind, name: str) -> str | None:
    """The absolute URL of a name's listing; None for one that only a withdrawn release bears."""
    address = layout.link_to(kind, name)["address"]
    return layout.url(address) if address is not None else None


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
