"""Names of places, editors, topics and partners, each spelled one way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from newsroom.domain.partner import name_slug, spelling
from newsroom.domain.release import Release
from newsroom.migration.draft import Draft
from newsroom.migration.notices import Notice

_KINDS = ("location", "editor", "topics", "partners")


def unify_spellings(drafts: Iterable[Draft], others: Iterable[Release]) -> None:
    """Give names that would share an address one spelling; leave out those that have no letter.

    The site's own spelling comes first, then that of the oldest post.
    """
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for release in others:
        for kind, name in _names(release):
            owners[kind].setdefault(name_slug(name), name)
    for made in sorted(drafts, key=lambda made: (made.values["date"].at, made.post.source)):
        for kind in _KINDS:
            value = made.values.get(kind)
            if isinstance(value, str):
                spelled = _spelled(made, kind, value, owners[kind])
                if spelled is None:
                    del made.values[kind]
                else:
                    made.values[kind] = spelled
            elif value:
                names = [_spelled(made, kind, name, owners[kind]) for name in value]
                made.values[kind] = list(dict.fromkeys(name for name in names if name))


def _spelled(made: Draft, kind: str, name: str, owners: dict[str, str]) -> str | None:
    slug = name_slug(name)
    if not slug:
        made.notices.append(Notice("no_letters", made.post.at(kind), {"name": name}))
        made.others.setdefault(f"x-{kind}", []).append(name)
        return None
    owner = owners.setdefault(slug, name)
    if spelling(owner) == spelling(name):
        return name
    facts = {"name": name, "other": owner}
    made.notices.append(Notice("same_name", made.post.at(kind), facts))
    return owner


def _names(release: Release) -> Iterable[tuple[str, str]]:
    if release.location:
        yield "location", release.location
    if release.editor:
        yield "editor", release.editor
    yield from (("topics", topic) for topic in release.topics)
    yield from (("partners", mention.name) for mention in release.partners)
