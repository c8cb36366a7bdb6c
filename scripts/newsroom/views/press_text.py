"""A release as text: for an editor's desk, and as a message for WhatsApp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.outputs.plain_text import PlainText, bold, plain_text, unmarked, without_controls
from newsroom.views.body import text_for_others
from newsroom.views.contacts import contacts_of
from newsroom.views.dateline import dateline, with_dateline
from newsroom.views.layout import Layout
from newsroom.views.notices import change_notices, withdrawal_notice
from newsroom.words import Words


@dataclass(frozen=True, slots=True)
class PressText:
    """What journalists may take of a release; of a withdrawn one only the notice.

    `html` is the text with its dateline and whole addresses, `body` the same as lines.
    """

    html: str
    body: PlainText
    clean: str
    message: str


def press_text(layout: Layout, release: Release) -> PressText:
    """A release in the forms in which it is copied, all in its own language."""
    edition = layout.edition
    url = layout.url(edition.address(release))
    words = layout.words_of(release)
    contacts = list(_contacts(layout, release, words))
    if edition.status(release) is Status.WITHDRAWN:
        notice = withdrawal_notice(layout, release)
        said = [without_controls(notice["text"]), without_controls(notice["reason"])]
        title = layout.shared_title(release)
        text = _joined([title, *said, "\n".join(contacts), url])
        return PressText("", PlainText("\n\n".join(said)), text, text)
    line = dateline(layout, release)
    html = with_dateline(text_for_others(layout, release, edition.site.url), line)
    body = plain_text(html, own=url)
    notices = "\n".join(change_notices(layout, release))
    title = without_controls(release.title)
    clean = [title, release.summary or "", body.clean, notices, _about(layout, words)]
    source = words.t("press.source", office=edition.site.office, date=words.when(release.published))
    message = [bold(title), body.message, unmarked(notices), unmarked("\n".join(contacts)), url]
    return PressText(
        html,
        body,
        _joined([*clean, "\n".join(contacts), f"{source}\n{url}"]),
        _joined(message),
    )


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _about(layout: Layout, words: Words) -> str:
    boilerplate = layout.edition.site.settings.boilerplate
    if not boilerplate:
        return ""
    return f"{words.t('release.about', office=layout.edition.site.office)}\n{boilerplate}"


def _contacts(layout: Layout, release: Release, words: Words) -> Iterator[str]:
    contacts = contacts_of(layout, release)
    if contacts:
        yield words.t("release.contact")
    for contact in contacts:
        yield ", ".join(part for part in (contact.name, contact.role) if part)
        if contact.phone:
            yield f"{words.t('release.phone')}: {contact.phone}"
        if contact.email:
            yield f"{words.t('release.email')}: {contact.email}"
