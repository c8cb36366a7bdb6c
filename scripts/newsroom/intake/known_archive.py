"""What the archive tells a reader of manuscripts."""

from __future__ import annotations

from datetime import datetime

from newsroom.archive import Archive
from newsroom.domain.partner import PartnerBook
from newsroom.intake.recognise.known import Contact, Known
from newsroom.settings import Site


def known_of(site: Site, archive: Archive, now: datetime) -> Known:
    """The office, and every partner, place and contact in use, drafts included."""
    organisation = site.settings.organisation
    mentions = [
        mention.name for release in reversed(archive.releases) for mention in release.partners
    ]
    book = PartnerBook(archive.profiles, mentions)
    partners = {name: book.find(name).name for name in mentions}
    for profile in archive.profiles:
        names = (*profile.names, profile.slug)
        partners |= dict.fromkeys(names, profile.name)
    return Known(
        zone=site.zone,
        language=site.settings.language,
        today=now.astimezone(site.zone).date(),
        own=tuple(filter(None, (organisation.name, organisation.short_name, site.name))),
        boilerplate=site.settings.boilerplate,
        partners=partners,
        places=tuple(dict.fromkeys(r.location for r in archive.releases if r.location)),
        contacts={
            key: Contact(contact.name, contact.phone, contact.email)
            for key, contact in site.settings.contacts.items()
        },
        required=tuple(site.settings.required),
    )
