"""By what a withheld release would be known if it had got out."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from newsroom.assets import release_files
from newsroom.domain.addresses import old_address
from newsroom.domain.lifecycle import status
from newsroom.domain.partner import Partner, name_slug, spelling
from newsroom.domain.release import Release
from newsroom.edition import Edition
from newsroom.texts import Source, Texts
from newsroom.words import LANGUAGES, catalogue

# A sentence is told apart from any other by about this much of it.
_SENTENCE = 24
_FEW_WORDS = 4
_SHORTEST_NAME = 4
_TAG = re.compile(r"<[^>]*>")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that gives a withheld release away.

    `code` is the rule it would break, `source` the release's file, `text` the
    mark as a person writes it. `forms` are the bytes as which any output can hold it;
    `whole` says that a letter, digit or hyphen beside them makes it something else.
    A file's mark has no forms but a `size` in bytes and a SHA-256 `digest`.
    """

    code: str
    source: str
    text: str
    forms: frozenset[bytes] = frozenset()
    whole: bool = False
    size: int = 0
    digest: str = ""


def marks_of(edition: Edition, texts: Texts) -> list[Mark]:
    """The marks of every release that `edition` withholds.

    What the public releases say as well is no mark: two releases may share a
    sentence, a partner or a headline.
    """
    # Judged here once more: a fault in what made the site must not blind its audit.
    withheld = [r for r in edition.archive.releases if not status(r, edition.now).public]
    if not withheld:
        return []
    public = _Public(edition, texts)
    return [mark for release in withheld for mark in _marks(public, release)]


def _marks(public: _Public, release: Release) -> Iterator[Mark]:
    source = release.source
    for code, line in (("leak_title", release.title), ("leak_summary", release.summary)):
        if line and not public.repeats(line):
            yield Mark(code, source, line, _forms(line))
    yield from _address_marks(public, release)
    for sentence in _sentences(public.texts.of(release).open_html):
        plain = html.unescape(sentence)
        if not public.says(plain):
            yield Mark("leak_sentence", source, plain, _forms(sentence) | _forms(plain))
    for name in _names(release):
        if len(name) >= _SHORTEST_NAME and not public.names_or_says(name):
            yield Mark("leak_name", source, name, _forms(name), whole=True)
    yield from _file_marks(public, release)


def _address_marks(public: _Public, release: Release) -> Iterator[Mark]:
    edition = public.edition
    addresses = [edition.address(release), *(old_address(alias) for alias in release.aliases)]
    for address in addresses:
        if unquote(address) not in public.addresses:
            forms = {address.encode(), quote(unquote(address)).encode(), unquote(address).encode()}
            yield Mark("leak_address", release.source, f"/{address}", frozenset(forms), whole=True)
    # A slug of one word is a word that any page may use.
    if "-" in release.slug and release.slug not in public.slugs:
        forms = {release.slug.encode()}
        yield Mark("leak_address", release.source, release.slug, frozenset(forms), whole=True)


def _file_marks(public: _Public, release: Release) -> Iterator[Mark]:
    paths = set(release_files(release, public.texts))
    for path in sorted(paths & public.edition.archive.files - public.files):
        if path.endswith(".md"):
            continue
        data = (public.edition.site.docs / path).read_bytes()
        if not data or hashlib.sha256(data).hexdigest() in public.digests_of(len(data)):
            continue
        digest = hashlib.sha256(data).hexdigest()
        yield Mark("leak_file", release.source, path, size=len(data), digest=digest)
        name = path.rpartition("/")[2]
        if name not in public.file_names:
            yield Mark(
                "leak_file", release.source, name, _forms(name) | {quote(name).encode()}, True
            )


def _names(release: Release) -> Iterator[str]:
    yield from (mention.name for mention in release.partners)
    yield from release.topics
    yield from (name for name in (release.location, release.editor, release.venue) if name)


def _sentences(open_html: str) -> Iterator[str]:
    """Pieces of a text that stand in one line between two tags, as HTML."""
    found = [piece.strip(" .!?") for run in _TAG.split(open_html) for piece in _ENDS.split(run)]
    long = [piece for piece in found if len(piece) >= _SENTENCE]
    # A text of a few words is known by all of them.
    yield from dict.fromkeys(long or (p for p in found if len(p) >= _SENTENCE // 3))


def _forms(text: str) -> frozenset[bytes]:
    """A text as it is, and as HTML, XML and JSON write it."""
    written = {text, html.escape(text), html.escape(text, quote=False)}
    written |= {form.replace("&#x27;", "&#39;").replace("&quot;", "&#34;") for form in written}
    for form in tuple(written):
        for ascii_only in (True, False):
            quoted = json.dumps(form, ensure_ascii=ascii_only)[1:-1]
            written |= {quoted, html.escape(quoted, quote=False)}
            for sign in "<>&":
                quoted = quoted.replace(sign, f"\\u{ord(sign):04x}")
            written.add(quoted)
    return frozenset(form.encode() for form in written)


class _Public:
    """What the public part of the archive says, to tell a leak from a coincidence."""

    def __init__(self, edition: Edition, texts: Texts) -> None:
        self.edition = edition
        self.texts = texts
        self.releases = [r for r in edition.archive.releases if status(r, edition.now).public]

    def says(self, text: str) -> bool:
        """Whether a public text holds it."""
        return text in self._everything

    def repeats(self, line: str) -> bool:
        """Whether a public release bears the same headline or summary.

        A few words may come together anywhere by chance; more do not.
        """
        return line in self.titles or (len(line.split()) < _FEW_WORDS and self.says(line))

    def names_or_says(self, name: str) -> bool:
        return spelling(name) in self._names or self.says(name)

    @cached_property
    def titles(self) -> frozenset[str]:
        return frozenset(text for r in self.releases for text in (r.title, r.summary) if text)

    @cached_property
    def addresses(self) -> frozenset[str]:
        found = [self.edition.address(release) for release in self.releases]
        found += [old_address(alias) for r in self.releases for alias in r.aliases]
        return frozenset(unquote(address) for address in found)

    @cached_property
    def slugs(self) -> frozenset[str]:
        names = (name_slug(name) for release in self.releases for name in _names(release))
        profiles = (partner.slug for partner in self._profiles)
        return frozenset([*names, *profiles, *(release.slug for release in self.releases)])

    @cached_property
    def files(self) -> frozenset[str]:
        settings = self.edition.site.settings
        found = {settings.picture, settings.organisation.logo}
        for release in self.releases:
            found.update(release_files(release, self.texts))
        others: tuple[Source, ...] = (*self._profiles, *self.edition.archive.pages)
        for source in others:
            found.update(target.path for target in self.texts.links(source).targets)
        found.update(partner.logo for partner in self._profiles if partner.logo)
        return frozenset(found & self.edition.archive.files)

    @cached_property
    def file_names(self) -> frozenset[str]:
        return frozenset(path.rpartition("/")[2] for path in self.files)

    def digests_of(self, size: int) -> frozenset[str]:
        """The digests of the public files of a size."""
        docs = self.edition.site.docs
        same = (path for path in self.files if (docs / path).stat().st_size == size)
        return frozenset(hashlib.sha256((docs / path).read_bytes()).hexdigest() for path in same)

    @cached_property
    def _profiles(self) -> list[Partner]:
        """The profiles of the partners that public releases name."""
        named = {spelling(mention.name) for r in self.releases for mention in r.partners}
        slugs = {name_slug(name) for name in named} | named
        return [
            partner
            for partner in self.edition.archive.profiles
            if partner.slug in slugs or named & {spelling(name) for name in partner.names}
        ]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(spelling(name) for release in self.releases for name in _names(release))

    @cached_property
    def _everything(self) -> str:
        """All public words in one text: releases, profiles, pages, settings, the site's own."""
        edition = self.edition
        parts = [
            edition.site.name,
            edition.site.description,
            json.dumps(edition.site.settings.model_dump(), ensure_ascii=False),
            *(value for language in LANGUAGES for value in catalogue(language).values()),
            *(_all_of(release) for release in self.releases),
            *(name for partner in self._profiles for name in partner.names),
        ]
        sources: tuple[Source, ...] = (*self.releases, *self._profiles, *edition.archive.pages)
        for source in sources:
            text = self.texts.of(source).open_html
            parts += [text, html.unescape(_TAG.sub("", text)), source.body]
        return "\n".join(parts)


def _all_of(release: Release) -> str:
    """Everything a release says in its front matter."""
    picture = release.picture
    said = [release.title, release.summary, *_names(release)]
    said += [picture.alt, picture.caption, picture.credit] if picture else []
    said += [attachment.title for attachment in release.attachments]
    said += [notice.text for notice in release.corrections]
    return "\n".join(text for text in said if text)


def file_digest(file: Path) -> str:
    """SHA-256 of a file, as marks bear it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
