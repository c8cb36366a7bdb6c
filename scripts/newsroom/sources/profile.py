"""Read one partner profile."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from newsroom.domain.partner import Partner
from newsroom.domain.slug import is_slug, slugify
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.measure import unreadable
from newsroom.sources.model import ProfileModel
from newsroom.sources.text import decode
from newsroom.sources.typed import typed


def read_profile(data: bytes, source: str, shown: str) -> Partner:
    """Read the bytes of docs/partners/<slug>.md. Raises Problems."""
    matter = read_front_matter(decode(data, shown), shown)
    model, problems = typed(ProfileModel, matter, ZoneInfo("UTC"), required=["name"])
    problems += unreadable(matter.body, matter.body_line, shown)
    slug = PurePosixPath(source).stem
    if not is_slug(slug):
        facts = {"name": source, "cure": f"{slugify(slug)}.md"}
        problems.append(Problem("profile_file_name", Position(shown), facts))
    if problems or model is None or model.name is None:
        raise Problems(problems)
    folder = posixpath.dirname(source)
    return Partner(
        name=model.name,
        slug=slug,
        aliases=tuple(model.aliases or ()),
        kind=model.kind,
        url=model.url,
        logo=posixpath.normpath(posixpath.join(folder, model.logo)) if model.logo else None,
        body=matter.body,
        body_line=matter.body_line,
        source=source,
        positions=matter.positions,
        turned=matter.turned,
    )
