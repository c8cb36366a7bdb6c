"""Whom journalists may ask."""

from __future__ import annotations

from newsroom.domain.release import Contact, Release
from newsroom.views.layout import Layout


def contacts_of(layout: Layout, release: Release) -> list[Contact]:
    """The release's media contacts; the site's first one if it names none."""
    known = layout.edition.site.settings.contacts
    if not release.contacts:
        return first_contacts(layout)
    return [
        Contact(**known[contact.key].model_dump()) if contact.key else contact
        for contact in release.contacts
    ]


def first_contacts(layout: Layout) -> list[Contact]:
    """The site's first media contact, if it has one."""
    known = layout.edition.site.settings.contacts.values()
    return [Contact(**contact.model_dump()) for contact in list(known)[:1]]


def release_contacts(layout: Layout, release: Release) -> list[dict[str, str | None]]:
    """The release's media contacts, each shown; those of the site speak the site's language."""
    written = release.contacts or [None]
    foreign = layout.spoken(release) and layout.words.language
    return [
        {
            **shown_contact(contact),
            "language": foreign if own is None or own.key else None,
        }
        for contact, own in zip(contacts_of(layout, release), written, strict=False)
    ]


def shown_contact(contact: Contact) -> dict[str, str | None]:
    """A contact with its ways to be reached, each as a link follows it."""
    phone = contact.phone or None
    return {
        "name": contact.name,
        "role": contact.role or None,
        "language": None,
        "phone": phone,
        "tel": "".join(c for c in phone if c.isdigit() or c == "+") if phone else None,
        "whatsapp": _whatsapp(phone) if phone else None,
        "email": contact.email or None,
    }


def _whatsapp(phone: str) -> str | None:
    """Where WhatsApp opens a talk with a number; None for one that cannot have it.

    It wants the number with its country and without marks. A number that begins with 08 is an
    Indonesian mobile one; other numbers of Indonesia are of landlines.
    https://faq.whatsapp.com/5913398998672934
    """
    digits = "".join(filter(str.isdigit, phone))
    if digits.startswith("08"):
        digits = f"62{digits[1:]}"
    elif not phone.lstrip().startswith("+"):
        return None
    if digits.startswith("62") and not digits.startswith("628"):
        return None
    return f"https://wa.me/{digits}"
