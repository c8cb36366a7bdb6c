"""Settings that name what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.archive import Archive
from newsroom.problems import Position, Problem
from newsroom.settings import Site


def setting_problems(site: Site, archive: Archive) -> Iterator[Problem]:
    """What the settings leave out or misname, as far as the archive can tell."""
    config = Position("mkdocs.yml")
    if not site.url:
        yield Problem("no_site_url", config)
    files = {
        "picture": site.settings.picture,
        "organisation.logo": site.settings.organisation.logo,
        **{f"downloads.{i}.file": d.file for i, d in enumerate(site.settings.downloads)},
    }
    for key, file in files.items():
        if file and file not in archive.files:
            yield Problem("setting_file_missing", config, {"key": key, "file": file})
