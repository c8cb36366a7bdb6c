"""The files a release or profile uses: pictures, attachments, and what its text shows."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote, urlsplit

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.partner import Partner
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.problems import Position
from newsroom.sources.body import path_in_docs
from newsroom.texts import Source, Texts

_KEY = re.compile(r"^\s*(?:-\s+)?(?:[\w-]+:\s+)?")
_BETWEEN = re.compile(r"""["'()<>\[\]{},]""")


@dataclass(frozen=True, slots=True)
class Use:
    """A file in use: its path in docs/, and how it was written.

    `place` finds where; it is only asked for a problem, since that may take reading the file.
    """

    path: str
    written: str
    place: Callable[[], Position]
    is_picture: bool = False

    @property
    def at(self) -> Position:
        """Where it is used."""
        return self.place()


def front_matter_uses(release: Release) -> Iterator[Use]:
    """Pictures and attachments of a release; the paths may lead anywhere, they are not checked."""
    for at, picture in release.pictures:
        place = partial(release.position, *at, "src")
        yield Use(path_of(release, picture.src), picture.src, place, is_picture=True)
    for i, attachment in enumerate(release.attachments):
        path = path_of(release, attachment.file)
        yield Use(path, attachment.file, partial(release.position, "attachments", i, "file"))


def release_files(release: Release, texts: Texts) -> Iterator[str]:
    """Paths in docs/ of everything a release shows, offers or links to."""
    for use in front_matter_uses(release):
        yield use.path
    for target in texts.links(release).targets:
        yield target.path


def packed_files(edition: Edition, release: Release, texts: Texts) -> list[str]:
    """Paths in docs/ of what a press pack offers: pictures, attachments, pictures in the text."""
    links = texts.links(release).targets
    if not release.pictures and not release.attachments and not links:
        return []
    named = [use.path for use in front_matter_uses(release)]
    named += [target.path for target in links if _is_image(target.path)]
    files = edition.archive.files
    return [path for path in dict.fromkeys(named) if path in files and not path.endswith(".md")]


def _is_image(path: str) -> bool:
    return (mimetypes.guess_type(path)[0] or "").startswith("image/")


def linked(edition: Edition, source: Source, texts: Texts) -> Iterator[tuple[str, str]]:
    """Every link of a text into the site, as written, and the path in docs/ it leads to.

    A link may be the whole address of a file of this site.
    """
    links = texts.links(source)
    for target in links.targets:
        yield target.written, target.path
    for link in links.outside:
        path = edition.site.path_of(link)
        if path is not None:
            yield link, edition.addresses.source_of_file(path)


def files_named(edition: Edition, source: str) -> Iterator[Use]:
    """Files of docs/ that are named in the lines of a draft of which not all can be understood."""
    try:
        text = (edition.site.docs / source).read_text("utf-8", "replace")
    except OSError:
        return
    shown = f"{edition.site.shown}/{source}"
    for number, line in enumerate(text.split("\n"), 1):
        for written in _may_be_files(line):
            own = edition.site.path_of(written)
            path = unquote(urlsplit(path_in_docs(written, source) or "").path)
            path = path if own is None else edition.addresses.source_of_file(own)
            if path in edition.archive.files and not path.endswith(".md"):
                column = line.index(written) + 1
                yield Use(path, written, partial(Position, shown, number, column))


def _may_be_files(line: str) -> list[str]:
    """All of a value, what stands within brackets or quotation marks, and every word."""
    pieces = [
        _KEY.sub("", piece, 1).strip().strip("\"'") for piece in (line, *_BETWEEN.split(line))
    ]
    words = (word for piece in pieces for word in piece.split())
    return [piece for piece in dict.fromkeys((*pieces, *words)) if "." in piece]


def path_of(release: Release, written: str) -> str:
    """The path in docs/ of a file named in a release's front matter."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(release.source), written))


def published_assets(edition: Edition, texts: Texts) -> frozenset[str]:
    """Files in docs/news/ and docs/partners/ that may go out: those that public text uses."""
    return frozenset(path for path in used_files(edition, texts) if held_back(path))


def held_back(path: str) -> bool:
    """Whether a file in docs/ goes out only where public text uses it; all others always do."""
    return path.startswith((NEWS_FOLDER, PARTNERS_FOLDER))


def used_files(edition: Edition, texts: Texts) -> frozenset[str]:
    """Files of docs/ that the texts and settings of an edition use."""
    used: set[str] = set()
    for release in edition.releases:
        used.update(release_files(release, texts))
        used.update(path for _, path in linked(edition, release, texts))
    for listing in edition.partners:
        if listing.partner is not None:
            used.update(_profile_files(edition, listing.partner, texts))
    for page in edition.archive.pages:
        used.update(path for _, path in linked(edition, page, texts))
    settings = edition.site.settings
    used.update((settings.picture, settings.organisation.logo))
    used.update(download.file for download in settings.downloads)
    return frozenset(path for path in used & edition.archive.files if not path.endswith(".md"))


def shown_pictures(edition: Edition, texts: Texts) -> frozenset[str]:
    """Pictures of docs/ that releases and profiles show, but for marks."""
    shown: set[str] = set()
    sources: list[Source] = list(edition.releases)
    for release in edition.releases:
        shown.update(use.path for use in front_matter_uses(release) if use.is_picture)
    sources += [listing.partner for listing in edition.partners if listing.partner is not None]
    for source in sources:
        if any(_is_image(target.path) for target in texts.links(source).targets):
            shown.update(picture.path or "" for picture in texts.elements(source).pictures)
    return frozenset(shown & edition.archive.files)


def marks(edition: Edition) -> frozenset[str]:
    """The mark of the office and those of partners."""
    partners = (listing.partner for listing in edition.partners)
    found = {partner.logo for partner in partners if partner is not None and partner.logo}
    return frozenset({*found, edition.site.settings.organisation.logo} & edition.archive.files)


def _profile_files(edition: Edition, partner: Partner, texts: Texts) -> Iterator[str]:
    if partner.logo:
        yield partner.logo
    for _, path in linked(edition, partner, texts):
        yield path
