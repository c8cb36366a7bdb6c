"""Translations that cannot be what they say, or would be public before their text may be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from newsroom.domain.release import Declared, Release
from newsroom.domain.translation import Translations
from newsroom.edition import Edition
from newsroom.problems import Problem
from newsroom.sources.release_file import iso_text


def translation_problems(everything: Edition) -> Iterator[Problem]:
    """What `translation_of` names must be another release, in another language.

    And no version of a text may be public while another holds it back.
    """
    translations = Translations(everything.archive.releases)
    for release in everything.archive.releases:
        if release.translation_of is not None:
            yield from _judged(everything, translations, release)
        if release.declared is not Declared.DRAFT and not translations.alone(release):
            yield from _too_early(everything, translations, release)


def _judged(everything: Edition, translations: Translations, release: Release) -> Iterator[Problem]:
    at = release.position("translation_of")
    original = translations.original(release)
    if original is None:
        draft = _unfinished(everything, release)
        if draft is not None and release.declared is Declared.DRAFT:
            return
        if draft is not None:
            yield Problem("original_draft", at, {"other": f"{everything.site.shown}/{draft}"})
            return
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


def _unfinished(everything: Edition, release: Release) -> str | None:
    """The draft that a release translates, if something in it cannot be read yet."""
    wanted = str(release.translation_of)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(release.source), wanted))
    for source in sorted(everything.archive.unfinished):
        if source in (beside, wanted) or posixpath.basename(source) == f"{wanted}.md":
            return source
    return None


def _too_early(
    everything: Edition, translations: Translations, release: Release
) -> Iterator[Problem]:
    """A release that would be public before its original, or before any version's embargo ends.

    Told before it comes to that. A translation may wait longer than its original, as a draft
    or for its date; an embargo on one version alone was forgotten on the others.
    """
    originals = list(translations.originals(release))
    at = release.position("embargo" if release.embargo is not None else "translation_of")
    draft = next((o for o in originals if o.declared is Declared.DRAFT), None)
    if draft is not None:
        other = draft.position().file
        yield Problem("original_draft", release.position("translation_of"), {"other": other})
        return
    earliest = max(everything.now, release.published.at)
    embargoed_alone = release.embargo is None  # else both were given one, each its own
    later = [
        version
        for version in translations.versions(release)
        if version.declared is not Declared.DRAFT
        and version.published.at > earliest
        and (version in originals or (embargoed_alone and version.embargo == version.published))
    ]
    if not later:
        return
    version = max(later, key=lambda version: version.published.at)
    until = version.published
    facts = {
        "other": version.position().file,
        "until": iso_text(until.at if until.timed else until.day),
    }
    code = "original_held" if version in originals else "version_embargoed"
    yield Problem(code, at, facts)
