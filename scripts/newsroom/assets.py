"""The files a release or profile uses: pictures, attachments, and what its text shows."""

from __future__ import annotations

import html
import mimetypes
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import AhoCorasick

from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.partner import Partner
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.places import Source as InFile
from newsroom.places import first_written
from newsroom.problems import Position
from newsroom.sources.body import path_in_docs
from newsroom.sources.release import Draft
from newsroom.texts import Source, Texts

_KEY = re.compile(r"^\s*(?:-\s+)?(?:[\w-]+:\s+)?")
_BETWEEN = re.compile(r"""["'()<>\[\]{},]""")
_ADDRESS_IN_HTML = re.compile(
    r"""\burl\(\s*["']?([^"')\s]+)|\b(?:src|srcset|href|data|poster)\s*=\s*["']?([^"'\s>]+)""",
    re.IGNORECASE,
)
_IN_LISTS = re.compile(r"[\s,]+")
# Behind one of these a name is the end of another one.
_GOES_ON = re.compile(r"[\w.-]")


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


def uses_in_text(edition: Edition, source: InFile, texts: Texts) -> Iterator[Use]:
    """Every file that a text shows or links to, or names in HTML of which its page shows nothing.

    Whether they are files of docs/ is not asked.
    """
    for written, path in (*linked(edition, source, texts), *_in_html(edition, source)):
        if not path.endswith(".md"):
            yield Use(path, written, partial(first_written, source, written))


def _in_html(edition: Edition, source: InFile) -> Iterator[tuple[str, str]]:
    """Addresses in HTML and styles, of which the page itself will show nothing."""
    if "<" not in source.body and "{" not in source.body:
        return
    found = [one[1] or one[2] for one in _ADDRESS_IN_HTML.finditer(source.body)]
    if "<" in source.body:
        attributes = _Attributes()
        attributes.feed(source.body)
        attributes.close()
        found += attributes.values
    for written in dict.fromkeys(found):
        for path in _leads_to(edition, source, written):
            yield written, path


def _leads_to(edition: Edition, source: InFile, written: str) -> Iterator[str]:
    """The path in docs/ that an address means, if it stays in the site."""
    path = path_in_docs(written, source.source or "")
    if path is None:
        own = edition.site.path_of(written)
        path = None if own is None else edition.addresses.source_of_file(own)
    if path is not None:
        yield unquote(urlsplit(path).path)


class _Attributes(HTMLParser):
    """The values of all attributes, and every word of a value, since one may list addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for _, value in attrs:
            if value and "." in value:
                self.values += (value, *_IN_LISTS.split(value))


# --- Drafts of which not all can be understood ---------------------------------------------------


def files_of_drafts(edition: Edition, texts: Texts) -> dict[str, list[Use]]:
    """By the files of all unfinished drafts, what of docs/ each may mean: every file but once.

    What a draft says is read as that of a sound one is, and guessed at besides: whatever is
    taken for a file of it too much is told, and what is taken too little would be published.
    """
    drafts = edition.archive.unfinished
    if not drafts:
        return {}
    unheld: dict[str, list[str]] = {}
    for path in sorted(edition.archive.files):
        if not held_back(path) and not path.endswith(".md"):
            unheld.setdefault(_folded(posixpath.basename(path)), []).append(path)
    names = [name for name in unheld if "." in name]
    by_name = partial(_by_name, unheld, names, AhoCorasick(names))
    return {source: _files_of(edition, drafts[source], texts, by_name) for source in sorted(drafts)}


def _files_of(
    edition: Edition, draft: Draft, texts: Texts, by_name: Callable[[Draft, str], Iterator[Use]]
) -> list[Use]:
    found: dict[str, Use] = {}
    for use in (
        *_in_values(edition, draft),
        *uses_in_text(edition, draft, texts),
        *_in_lines(edition, draft),
    ):
        if use.path in edition.archive.files and not use.path.endswith(".md"):
            found.setdefault(use.path, use)
    # A file that is found where it was named is not another one of the same name.
    known = {_folded(posixpath.basename(path)) for path in found}
    for use in by_name(draft, texts.of(draft).open_html):
        if _folded(posixpath.basename(use.path)) not in known:
            found.setdefault(use.path, use)
    return list(found.values())


def _in_values(edition: Edition, draft: Draft) -> Iterator[Use]:
    """All of a value of the front matter as a path, as a release has it, and as an address."""
    folder = posixpath.dirname(draft.source)
    for at, value in draft.values:
        written = " ".join(value.split())
        for one in dict.fromkeys((written, value)):
            own = posixpath.normpath(posixpath.join(folder, one))
            for path in (own, *_leads_to(edition, draft, one)):
                yield Use(path, written, partial(Position, *at))


def _in_lines(edition: Edition, draft: Draft) -> Iterator[Use]:
    """What on a line looks like a file, wherever it stands."""
    for number, line in enumerate(draft.text.split("\n"), 1):
        for written in _may_be_files(line):
            column = line.index(written) + 1
            for path in _leads_to(edition, draft, written):
                yield Use(path, written, partial(Position, draft.start.file, number, column))


def _may_be_files(line: str) -> list[str]:
    """All of a value, what stands within brackets or quotation marks, and every word."""
    pieces = [
        _KEY.sub("", piece, 1).strip().strip("\"'") for piece in (line, *_BETWEEN.split(line))
    ]
    words = (word for piece in pieces for word in piece.split())
    return [piece for piece in dict.fromkeys((*pieces, *words)) if "." in piece]


def _by_name(
    unheld: Mapping[str, list[str]],
    names: list[str],
    finder: AhoCorasick,
    draft: Draft,
    open_html: str,
) -> Iterator[Use]:
    """Files that nothing holds back of which the name alone, however written, is in a draft."""
    unescaped = html.unescape(draft.text.replace("\\", ""))
    forms = (draft.text, unescaped, unquote(unescaped), unquote(html.unescape(open_html)))
    said = _folded("\n".join((*forms, *(value for _, value in draft.values))))
    found = {
        names[number]
        for number, start, end in finder.find_matches_as_indexes(said, overlapping=True)
        if not _GOES_ON.match(said[start - 1 : start]) and not said[end : end + 1].isalnum()
    }
    for name in sorted(found):
        for path in unheld[name]:
            yield Use(path, posixpath.basename(path), partial(_line_with, draft, name))


def _line_with(draft: Draft, name: str) -> Position:
    """The first line on which a folded name stands; else where the file begins."""
    lines = enumerate(draft.text.split("\n"), 1)
    number = next((number for number, line in lines if name in _folded(line)), 1)
    return Position(draft.start.file, number)


def _folded(text: str) -> str:
    """A text as it is equal to others that look like it: capitals, white space, Unicode's forms."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


# --- The files of an edition ---------------------------------------------------------------------


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
