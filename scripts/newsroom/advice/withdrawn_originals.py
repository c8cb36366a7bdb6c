"""Translations that stand although their original was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.domain.release import Declared
from newsroom.domain.translation import Translations
from newsroom.edition import Edition
from newsroom.problems import Problem, warning


def withdrawn_original_warnings(everything: Edition, archive: Archive) -> Iterator[Problem]:
    """Releases of `archive` by which the office stands, while what they translate does not."""
    translated = [r for r in archive.releases if r.translation_of is not None]
    if not translated:
        return
    translations = Translations(everything.archive.releases)
    for release in translated:
        if release.declared is not Declared.PUBLISHED:
            continue
        for original in translations.originals(release):
            if original.declared is Declared.WITHDRAWN:
                facts = {"other": original.position().file}
                yield warning("original_withdrawn", release.position("translation_of"), facts)
                break
