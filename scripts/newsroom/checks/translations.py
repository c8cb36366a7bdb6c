"""Translations that cannot be what they say."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.domain.release import Release
from newsroom.domain.translation import Translations
from newsroom.edition import Edition
from newsroom.problems import Problem


def translation_problems(everything: Edition) -> Iterator[Problem]:
    """What `translation_of` names must be another release, in another language."""
    translations = Translations(everything.archive.releases)
    for release in everything.archive.releases:
        if release.translation_of is not None:
            yield from _judged(everything, translations, release)


def _judged(everything: Edition, translations: Translations, release: Release) -> Iterator[Problem]:
    at = release.position("translation_of")
    original = translations.original(release)
    if original is None:
        yield Problem("unknown_translation", at, {"value": str(release.translation_of)})
        return
    if original is release:
        yield Problem("translates_itself", at)
        return
    language = everything.language(release)
    for version in translations.versions(release):
        if version is release:
            return
        if everything.language(version) == language:
            facts = {"language": language, "other": version.position().file}
            if release.language is None:
                facts["cure"] = "id" if language == "en" else "en"
                yield Problem("same_language", at, facts)
            else:
                yield Problem("translated_twice", at, facts)
            return
