"""Ask for a second look at what a site may publish, but perhaps should not.

Each module knows one matter and yields warnings; none of them stops a build.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from newsroom.advice.alternatives import alternative_warnings
from newsroom.advice.children import child_warnings
from newsroom.advice.foreign_media import foreign_media_warnings
from newsroom.advice.fragments import fragment_warnings
from newsroom.advice.hidden_characters import hidden_character_warnings, turned_warnings
from newsroom.advice.identity_numbers import identity_number_warnings
from newsroom.advice.left_behind import left_behind_warnings
from newsroom.advice.lengths import length_warnings
from newsroom.advice.nested_lists import nested_list_warnings
from newsroom.advice.packs import pack_warnings
from newsroom.advice.partner_names import partner_name_warnings
from newsroom.advice.photos import attached_photo_warnings, photo_warnings
from newsroom.advice.pictures_in_use import pictures_in_use
from newsroom.advice.removed_html import removed_html_warnings
from newsroom.advice.unread_texts import unread_text_warnings
from newsroom.advice.withdrawn_originals import withdrawn_original_warnings
from newsroom.archive import Archive
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.problems import Problem, in_order
from newsroom.progress import Watch, unwatched
from newsroom.texts import Texts


def warnings_of(
    edition: Edition,
    texts: Texts,
    watch: Watch = unwatched,
    among: Collection[Release] | None = None,
) -> tuple[Problem, ...]:
    """Every warning about the archive of `edition`, withheld releases too, sorted by position.

    With `among` only what concerns each of these releases by itself.
    """
    everything = Edition(edition.site, edition.archive, edition.now, preview=True)
    archive: Archive = everything.archive
    if among is not None:
        archive = replace(archive, releases=tuple(among), profiles=(), pages=())
    pictures = list(pictures_in_use(archive, texts, watch))
    return in_order(
        [
            *length_warnings(archive),
            *alternative_warnings(pictures),
            *(partner_name_warnings(everything) if among is None else ()),
            *left_behind_warnings(archive),
            *hidden_character_warnings(archive),
            *turned_warnings(archive),
            *identity_number_warnings(archive),
            *child_warnings(archive),
            *photo_warnings(everything, pictures),
            *attached_photo_warnings(everything, archive, pictures),
            *pack_warnings(everything, archive, texts),
            *foreign_media_warnings(everything, archive, texts),
            *fragment_warnings(everything, archive, texts),
            *nested_list_warnings(archive),
            *removed_html_warnings(archive, texts),
            *withdrawn_original_warnings(everything, archive),
            *(unread_text_warnings(everything, texts) if among is None else ()),
        ]
    )
