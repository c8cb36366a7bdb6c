"""What a release is shared with: its picture, or a card with its headline."""

from __future__ import annotations

from typing import Any, NamedTuple

from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.pictures.cards import HEIGHT, WIDTH, address_of, can_write
from newsroom.views.layout import Layout

# Facebook and X ask for no less for a picture across the whole message.
_SHARED_WIDTH = 1200


class CardText(NamedTuple):
    """What the card of a release says, and where it stands."""

    address: str
    headline: str
    when: str
    offices: tuple[str, ...]


def card_text(layout: Layout, release: Release) -> CardText | None:
    """The card of a release; None if it gets none.

    That depends on the option `cards`; a picture that stands upright counts as none. There is
    none for letters that its font lacks, and none in a preview, so that nothing is drawn of
    what is withheld.
    """
    edition = layout.edition
    settings = edition.site.settings
    if edition.preview or settings.cards == "never":
        return None
    if settings.cards == "missing" and _lies(_bitmap(layout, release)):
        return None
    day = layout.words_of(release).day(release.published.day)
    text = CardText(
        address_of(edition.address(release)),
        layout.shared_title(release),
        f"{day} · {release.location}" if release.location else day,
        (edition.site.office, settings.organisation.short_name),
    )
    return text if can_write(text.headline, text.when, *text.offices) else None


def shared_image(layout: Layout, release: Release) -> dict[str, Any] | None:
    """The picture to share a release with: address, measures and words; None without any."""
    text = card_text(layout, release)
    if text is not None:
        said = f"{text.headline}. {text.when}. {text.offices[0]}."
        return {"address": text.address, "width": WIDTH, "height": HEIGHT, "alt": said}
    picture = _bitmap(layout, release)
    if picture is None:
        return None
    # The smallest that is wide enough; messengers leave out what is heavy.
    wide = (size for size in picture["sizes"] if size["width"] >= _SHARED_WIDTH)
    return {**next(wide, picture["plain"]), "alt": picture["alt"]}


def _lies(picture: dict[str, Any] | None) -> bool:
    """Whether there is a picture that is no higher than wide.

    Of one that stands upright messengers show a band across its middle, often without a head.
    """
    return picture is not None and picture["width"] >= picture["height"]


def _bitmap(layout: Layout, release: Release) -> dict[str, Any] | None:
    """The picture of a release, unless it is a drawing (SVG), which no messenger shows.

    None of a withdrawn one, whose preview is its notice.
    """
    if layout.edition.status(release) is Status.WITHDRAWN:
        return None
    picture = layout.picture(release)
    return picture if picture and picture["width"] is not None else None
