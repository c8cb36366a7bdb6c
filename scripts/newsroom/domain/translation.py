"""Which releases are versions of one text in different languages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from newsroom.domain.release import Release


class Translations:
    """The versions of every text, by what `translation_of` names: a file or a slug."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self._by_name: dict[str, Release] = {}
        self._translated: list[Release] = []
        for release in releases:
            self._by_name[release.source] = release
            self._by_name.setdefault(release.slug, release)
            if release.translation_of:
                self._translated.append(release)
        self._versions = self._grouped()

    def original(self, release: Release) -> Release | None:
        """The release that `release` says it translates; None if there is no such release."""
        wanted = release.translation_of
        if wanted is None:
            return None
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(release.source), wanted))
        return self._by_name.get(beside) or self._by_name.get(wanted)

    def originals(self, release: Release) -> Iterator[Release]:
        """What a release translates, and what that translates in turn."""
        seen = {release.source}
        original = self.original(release)
        while original is not None and original.source not in seen:
            yield original
            seen.add(original.source)
            original = self.original(original)

    def alone(self, release: Release) -> bool:
        """Whether there is no other version of its text."""
        return release.source not in self._versions

    def versions(self, release: Release) -> tuple[Release, ...]:
        """All versions of a text, `release` among them, originals before translations."""
        return self._versions.get(release.source, (release,))

    def _grouped(self) -> dict[str, tuple[Release, ...]]:
        groups: dict[str, list[Release]] = {}
        for release in self._translated:
            original = self.original(release)
            if original is None:
                continue
            group = groups.setdefault(original.source, [original])
            other = groups.setdefault(release.source, [release])
            if group is not other:
                group += other
                groups.update(dict.fromkeys((version.source for version in other), group))
        return {
            source: tuple(sorted(group, key=lambda release: release.translation_of is not None))
            for source, group in groups.items()
        }
