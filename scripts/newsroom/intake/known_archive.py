"""What the archive tells a reader of manuscripts."""

from __future__ import annotations

from datetime import datetime

from newsroom.archive import Archive
from newsroom.intake.recognise.known import Contact, Known
from newsroom.settings import Site


def known_of(site: Site, archive: Archive, now: datetime) -> Known:
    """The office, and every partner, place and contact in use, drafts included."""
    organisation = site.settings.organisation
    partners = {name: name for r in archive.releases for name in (m.name for m in r.partners)}
    for profile in archive.profiles:
        names = (profile.name, *profile.aliases, profile.slug)
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
