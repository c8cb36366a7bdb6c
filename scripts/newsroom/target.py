"""The folder a build may write to: never one that holds, or lies in, what it would destroy.

Whatever stood in the folder is gone after a build. So it must be empty, not there
yet, or a site that was built here before; and nothing a person wrote may be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class Unfit(Exception):
    """The folder cannot be the target; `key` names the sentence that says why, with `facts`."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@dataclass(frozen=True)
class Project:
    """Where a site is made from, and where its public pages go."""

    home: Path
    """The folder of mkdocs.yml."""
    sources: tuple[Path, ...]
    """The folders of texts and templates."""
    site: Path
    """The site folder that mkdocs.yml names."""


def refuse_unfit(target: Path, project: Project, *, preview: bool) -> None:
    """Raise Unfit if a build, or a preview, must not be written to `target`."""
    folder = target.resolve()
    _spare_sources(folder, project)
    _spare_sites(folder, project, preview=preview)
    if folder.exists() and not folder.is_dir():
        raise Unfit("build.target.file", folder=folder)
    if (folder / ".well-known").is_symlink():  # the site has files of its own to put there
        raise Unfit("build.target.linked", folder=folder)
    foreign = next(_visible(folder), None)
    if foreign is None or _is_site(folder):
        return
    # What mkdocs.yml names is MkDocs' to empty, also before the newsroom came to it.
    if not (same(folder, project.site) and _has(folder, "index.html", "sitemap.xml")):
        raise Unfit("build.target.foreign", folder=folder, entry=foreign)


def refuse_unfit_export(target: Path, project: Project, record: str) -> None:
    """Raise Unfit if an export must not be written to `target`; one has a file named `record`."""
    folder = target.resolve()
    _spare_sources(folder, project)
    _spare_sites(folder, project, preview=False)
    site = project.site.resolve()
    if folder == site or _is_site(folder):
        raise Unfit("build.target.nested", folder=folder, site=folder)
    if folder.exists() and not folder.is_dir():
        raise Unfit("build.target.file", folder=folder)
    entries = set(_visible(folder))
    earlier = _has(folder, record, "mkdocs.yml", "docs/index.md")
    foreign = entries - ({record, "mkdocs.yml", "docs"} if earlier else set())
    if foreign:
        raise Unfit("build.target.foreign", folder=folder, entry=min(foreign))


def same(one: Path, other: Path) -> bool:
    """Whether both name one folder, by whatever links and letters' case."""
    try:
        return one.resolve() == other.resolve() or one.samefile(other)
    except OSError:  # one of them is not there
        return False


def _spare_sources(folder: Path, project: Project) -> None:
    if _within(project.home.resolve(), folder):
        raise Unfit("build.target.sources", folder=folder, source=project.home)
    spare_sources(folder, project.sources)


def spare_sources(target: Path, sources: Iterable[Path]) -> None:
    """Raise Unfit if a site would be written into, or over, a folder that it is made from."""
    folder = target.resolve()
    for source in sources:
        if _within(folder, source) or _within(source.resolve(), folder):
            raise Unfit("build.target.sources", folder=folder, source=source)


def _spare_sites(folder: Path, project: Project, *, preview: bool) -> None:
    """Sites stand side by side: what lies in another is public with it, and goes with it."""
    if same(folder, project.site):
        if preview:
            raise Unfit("build.target.public", folder=folder)
        return
    others = (project.site.resolve(), *(above for above in folder.parents if _is_site(above)))
    for other in others:
        if _within(folder, other) or _within(other, folder):
            raise Unfit("build.target.nested", folder=folder, site=other)
    if preview and _is_site(folder) and not _is_preview(folder):
        raise Unfit("build.target.public", folder=folder)


def _within(inner: Path, outer: Path) -> bool:
    """Whether `inner` (resolved) is `outer` or lies somewhere in it."""
    return any(same(above, outer) for above in (inner, *inner.parents))


def _visible(folder: Path) -> Iterator[str]:
    """The names in a folder that a build would remove; it leaves hidden ones alone."""
    if folder.is_dir():
        yield from sorted(e.name for e in folder.iterdir() if not e.name.startswith("."))


def _is_site(folder: Path) -> bool:
    """Whether a newsroom was built there; no other site has all of these."""
    return _has(folder, "index.html", "sitemap.xml", "news-sitemap.xml")


def _is_preview(site: Path) -> bool:
    return b'content="noindex"' in (site / "index.html").read_bytes()


def _has(folder: Path, *names: str) -> bool:
    return all((folder / name).is_file() for name in names)
