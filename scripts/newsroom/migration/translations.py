"""Versions of one text in several languages, joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from newsroom.migration.draft import Draft
from newsroom.migration.notices import Notice
from newsroom.settings import Site


class Work(Protocol):
    """A draft that has its file."""

    @property
    def draft(self) -> Draft: ...
    @property
    def file(self) -> str: ...


def join_translations(works: Iterable[Work], site: Site) -> None:
    """Let all versions of a text point to the one in the site's language, or else to the first.

    A second version in the same language stays on its own, and is told of.
    """
    groups: dict[str, list[Work]] = {}
    for work in works:
        if work.draft.translation:
            groups.setdefault(work.draft.translation, []).append(work)
    own = site.settings.language
    for key, group in groups.items():
        languages: dict[str, Work] = {}
        for work in sorted(group, key=lambda work: work.draft.values.get("lang", own) != own):
            language = work.draft.values.get("lang", own)
            if language in languages:
                facts = {"key": key, "other": languages[language].draft.post.source}
                at = work.draft.post.at()
                work.draft.notices.append(Notice("same_translation", at, facts))
                work.draft.others["x-translation"] = key
            elif languages:
                original = next(iter(languages.values()))
                work.draft.values["translation_of"] = original.file
                languages[language] = work
            else:
                languages[language] = work
        if len(group) == 1:
            group[0].draft.others["x-translation"] = key
