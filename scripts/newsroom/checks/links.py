"""Links in texts that lead nowhere, or to what is not public when the text is."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from urllib.parse import unquote, urlsplit

from newsroom.assets import Use
from newsroom.checks.files import use_problems
from newsroom.domain.release import Declared, Release
from newsroom.edition import Edition
from newsroom.places import Source, first_written
from newsroom.problems import Position, Problem
from newsroom.progress import Watch, unwatched
from newsroom.sources.body import Target, path_in_docs
from newsroom.sources.quick_look import plain_links
from newsroom.sources.safe_html import WEB_SCHEMES
from newsroom.texts import Texts


def link_problems(everything: Edition, texts: Texts, watch: Watch = unwatched) -> Iterator[Problem]:
    """Judge every link as of the instant its text is public; those of a draft lead somewhere."""
    editions: dict[datetime, Edition] = {}

    def public_at(instant: datetime) -> Edition:
        if instant not in editions:
            editions[instant] = replace(everything, now=instant, preview=False)
        return editions[instant]

    archive = everything.archive
    now = everything.now
    for release in watch(archive.releases):
        draft = release.declared is Declared.DRAFT
        public = None if draft else public_at(max(now, release.published.at))
        known = texts.known_links(release)
        if known is not None or not _plainly_sound(everything, public, release):
            yield from _in_text(everything, public, texts, release)
    others: tuple[Source, ...] = (*archive.profiles, *archive.pages)
    for source in others:
        yield from _in_text(everything, public_at(now), texts, source)


def _plainly_sound(everything: Edition, public: Edition | None, release: Release) -> bool:
    """Whether a release need not be read to know that no link of it is wrong."""
    links = plain_links(release.body, everything.site.homes)
    if links is None:
        return False
    for link in links:
        path = path_in_docs(link, release.source)
        target = Target(link, unquote(path or ""))
        if path is None or any(_judged(everything, public, target, release.position)):
            return False
    return True


def _in_text(
    everything: Edition, public: Edition | None, texts: Texts, source: Source
) -> Iterator[Problem]:
    text = texts.links(source)
    for target in text.targets:
        if public is None or public.address_of(target.path) is None:
            place = partial(first_written, source, target.written)
            yield from _judged(everything, public, target, place)
    for link in text.outside:
        yield from _outside(everything, public, source, link)


def _judged(
    everything: Edition, public: Edition | None, target: Target, place: Callable[[], Position]
) -> Iterator[Problem]:
    archive = everything.archive
    if target.path in archive.broken:  # what is wrong there is told there, and a draft is withheld
        if public is not None and target.path in archive.unfinished:
            facts = {"link": target.written, "other": f"{everything.site.shown}/{target.path}"}
            yield Problem("link_withheld", place(), facts)
    elif everything.address_of(target.path) is None:
        yield from _leads_nowhere(everything, target, place)
    elif public is not None and public.address_of(target.path) is None:
        other = everything.release_at(target.path)
        name = other.position().file if other else target.path
        yield Problem("link_withheld", place(), {"link": target.written, "other": name})


def _outside(
    everything: Edition, public: Edition | None, source: Source, link: str
) -> Iterator[Problem]:
    """A link written as a whole address: to this computer, to nothing, or into this very site."""
    try:
        parts = urlsplit(link)
        wrong = bool(parts.scheme) and parts.scheme not in WEB_SCHEMES
    except ValueError:
        parts, wrong = urlsplit(""), True
    if wrong:
        yield Problem("link_scheme", first_written(source, link), {"link": link})
    elif parts.hostname in ("localhost", "127.0.0.1"):
        yield Problem("link_preview", first_written(source, link), {"link": link})
    else:
        path = everything.site.path_of(link)
        if path is not None:
            file = everything.addresses.source_of_file(path)
            path = file if file in everything.archive.files else path
            place = partial(first_written, source, link)
            yield from _judged(everything, public, Target(link, path), place)


def _leads_nowhere(
    everything: Edition, target: Target, place: Callable[[], Position]
) -> Iterator[Problem]:
    is_page = posixpath.splitext(target.path)[1] in ("", ".md")
    if is_page and not target.path.startswith(".."):
        yield Problem("link_missing", place(), {"link": target.written})
    else:
        yield from use_problems(everything, Use(target.path, target.written, place))
