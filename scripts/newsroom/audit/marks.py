"""By what withheld releases would be known if they had got out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ahocorasick_rs import BytesAhoCorasick

from newsroom.assets import release_files
from newsroom.audit.forms import letters_of, plain_of, readable, words_of
from newsroom.audit.mark import Finder, Look, Mark
from newsroom.audit.public import Public, as_published, listing_addresses, names_in, phrases_in
from newsroom.audit.withheld import Manuscript, manuscripts
from newsroom.domain.addresses import old_address, page
from newsroom.domain.partner import spelling
from newsroom.domain.release import Release
from newsroom.domain.slug import slugify
from newsroom.edition import Edition
from newsroom.pictures.cards import address_of as card_address
from newsroom.pictures.facts import file_facts
from newsroom.pictures.renditions import renditions
from newsroom.sources.body import BodyReader
from newsroom.texts import Texts

# Letters and digits, without what is between them. A piece of a text is _PIECE long, and one
# begins every _STEP: whoever copies _PIECE + _STEP letters in a row is found out.
_PIECE = 40
_STEP = 20
_SHORTEST_PIECE = 24
_SHORTEST_PHRASE = 12
_SHORTEST_SAID = 8
_SHORTEST_NAME = 4
# So many letters of a piece must be others than those of public names in a row.
_OWN_LETTERS = 14
_SHORTEST_SLUG = 12
_SHORTEST_STEM = 8
# From here on words are a headline and not the name of something.
_HEADLINE_WORDS = 5
_HEADLINE_LETTERS = 28
_LONGEST_SHOWN = 160

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_MARKDOWN_ADDRESS = re.compile(
    r"\]\([^()\s]*|^[ \t]*\[[^\]\n]*\]:[ \t]*\S+|^[ \t]*[-*#>]+[ \t]+", re.MULTILINE
)
_NAMING = frozenset({"-", "name", "location", "editor", "venue"})
_NAMED_BELOW = frozenset({"name", "location", "editor", "venue", "topics", "partners", "contacts"})


def marks_of(
    edition: Edition, texts: Texts, reader: BodyReader, frame: Iterable[Path] = ()
) -> list[Mark]:
    """The marks of every release that `edition` withholds, sorted, each once.

    Withheld releases are read anew, from the bytes of their files, and turned to HTML by
    `reader`. What the public part says as well (`texts`, and `frame`: see `Public`) is no
    mark: two releases may share a sentence, a partner or a headline. But a headline, or a
    slug as long, which one public text alone repeats is no coincidence.
    """
    public = Public(edition, texts, frame)
    found = list(manuscripts(edition, public.files))
    if not found:
        return []
    writer = _Marks(public, reader)
    candidates = [
        replace(candidate, unread=manuscript.release is None)
        for manuscript in found
        for candidate in writer.of(manuscript)
    ]
    marks = {candidate.mark for candidate in _no_coincidence(public, candidates)}
    return sorted(marks, key=lambda mark: mark.key)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A mark unless it is a coincidence; a `headline` may not stand in one public text alone.

    The forms of one address are one `group`: if any is public, all are. One of an `unread`
    file is a coincidence, too, if it is what the site makes of a public release.
    """

    mark: Mark
    headline: bool = False
    group: str = ""
    unread: bool = False


def _no_coincidence(public: Public, candidates: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """The candidates that no public text explains."""
    finder = Finder([candidate.mark for candidate in candidates])
    settled: set[int] = set()
    by_hand: dict[int, int] = {}
    for saying in public.sayings():
        for number in finder.found(saying.forms):
            if saying.settled or not candidates[number].headline:
                settled.add(number)
            elif not saying.static:
                by_hand[number] = by_hand.get(number, 0) + 1
    settled |= {number for number, texts in by_hand.items() if texts > 1}
    settled |= _composed(public, candidates, settled)
    groups = {candidates[number].group for number in settled} - {""}
    for number, candidate in enumerate(candidates):
        if number not in settled and candidate.group not in groups:
            yield candidate


def _composed(public: Public, candidates: Sequence[_Candidate], settled: set[int]) -> set[int]:
    """The numbers of candidates of unread files that the site itself puts together."""
    left = [n for n, one in enumerate(candidates) if one.unread and n not in settled]
    if not left:
        return set()
    finder = Finder([candidates[number].mark for number in left])
    return {left[found] for saying in public.composed() for found in finder.found(saying.forms)}


class _Marks:
    """Takes the marks of one withheld text after the other."""

    def __init__(self, public: Public, reader: BodyReader) -> None:
        self._public = public
        self._reader = reader
        self._names = BytesAhoCorasick(sorted(public.name_letters))
        self._taken = {unquote(public.edition.address(release)) for release in public.releases}
        self._taken |= {unquote(old_address(a)) for r in public.releases for a in r.aliases}
        self._taken |= {unquote(page(source.source)) for source in public.edition.archive.pages}

    def of(self, manuscript: Manuscript) -> Iterator[_Candidate]:
        """Everything that could give a withheld text away."""
        release = manuscript.release
        if release is None:
            yield from self._of_raw(manuscript)
            return
        source = release.source
        yield from self._title(source, release.title)
        if release.summary:
            yield from self._pieces("leak_summary", source, [release.summary])
        for phrase in phrases_in(release):
            yield from self._pieces("leak_sentence", source, [phrase])
        yield from self._text(source, release.body)
        yield from self._all_names(release)
        yield from self._all_addresses(release)
        yield from self._all_files(release)

    def _of_raw(self, manuscript: Manuscript) -> Iterator[_Candidate]:
        """The marks of a file that could not be read, taken from its lines."""
        source = manuscript.source
        key_above = ""
        for key, value in manuscript.values():
            key_above = key_above if key in ("", "-", "name") else key
            if key == "title":
                yield from self._title(source, value)
                continue
            yield from self._pieces("leak_sentence", source, [value])
            if key in _NAMING and key_above in _NAMED_BELOW:
                yield from self._name(source, value)
        yield from self._text(source, manuscript.body)
        address = self._public.edition.addresses.broken_release(source)
        slug = slugify(unquote(address).rstrip("/").rpartition("/")[2].partition(".")[0])
        yield from self._address(source, address)
        yield from self._slug(source, slug)
        named = self._public.files_of_drafts.get(source, frozenset())
        for path in sorted(named - self._public.files):
            yield from self._file(source, path)

    # --- Texts ---

    def _title(self, source: str, title: str) -> Iterator[_Candidate]:
        letters = letters_of(title)
        headline = _is_headline(title)
        if len(letters) >= _SHORTEST_PIECE:
            yield _Candidate(Mark("leak_title", source, title, Look.LETTERS, letters), headline)
        yield from self._phrase("leak_title", source, title, headline)

    def _phrase(
        self, code: str, source: str, text: str, headline: bool = False
    ) -> Iterator[_Candidate]:
        """Words that are looked for as words; a few letters only where they are read."""
        letters = len(letters_of(text))
        if letters >= _SHORTEST_NAME:
            said = letters < _SHORTEST_PHRASE
            mark = Mark(code, source, _shown(text), Look.WORDS, words_of(text), said)
            yield _Candidate(mark, headline)

    def _text(self, source: str, body: str) -> Iterator[_Candidate]:
        """Pieces of a text as it is written and as it is read."""
        # What stands in a tag, or behind a link's words, is nobody's sentence.
        written = _BLANK_LINES.split(_MARKDOWN_ADDRESS.sub(" ", readable(body)))
        html = self._reader.read(body, source).open_html
        rendered = _MARKDOWN_ADDRESS.sub(" ", readable(html)).split("\n")
        found = list(self._pieces("leak_sentence", source, [*rendered, *written]))
        yield from found
        if not any(candidate.mark.look is Look.LETTERS for candidate in found):
            yield from self._phrase("leak_sentence", source, body)

    def _pieces(self, code: str, source: str, blocks: Iterable[str]) -> Iterator[_Candidate]:
        """Pieces of every block, of which the sentence where each begins is told."""
        seen: set[bytes] = set()
        for block in blocks:
            sentences = [s for s in _SENTENCE_ENDS.split(block.strip()) if s]
            parts = [letters_of(sentence) for sentence in sentences]
            letters = b"".join(parts)
            if len(letters) < _SHORTEST_PIECE:
                if len(letters) >= _SHORTEST_SAID:
                    yield from self._phrase(code, source, block)
                continue
            named = self._named(letters)
            begin = 0
            for sentence, part in zip(sentences, parts, strict=True):
                end = begin + len(part)
                if _SHORTEST_PHRASE <= len(part) < _SHORTEST_PIECE and " " in sentence.strip():
                    yield from self._phrase(code, source, sentence)
                for start, stop in _windows(begin, end, len(letters)):
                    piece = letters[start:stop]
                    if piece in seen or sum(named[start:stop]) > len(piece) - _OWN_LETTERS:
                        continue
                    seen.add(piece)
                    shown = _shown(sentence)
                    yield _Candidate(Mark(code, source, shown, Look.LETTERS, piece))
                begin = end

    def _named(self, letters: bytes) -> bytearray:
        """1 for every letter that belongs to a public name, which lists put in a row."""
        named = bytearray(len(letters))
        for _, start, end in self._names.find_matches_as_indexes(letters, overlapping=True):
            named[start:end] = b"\1" * (end - start)
        return named

    # --- Names ---

    def _all_names(self, release: Release) -> Iterator[_Candidate]:
        names = dict.fromkeys(names_in(release))
        for mention in release.partners:
            partner = self._public.book.find(mention.name)
            if mention.name == partner.slug:
                del names[mention.name]
            names |= dict.fromkeys(partner.names)
        for name in names:
            yield from self._name(release.source, name)
        for address in listing_addresses(self._public, release):
            if address not in self._public.listings:
                yield from self._address(release.source, address, "leak_name")

    def _name(self, source: str, name: str) -> Iterator[_Candidate]:
        if len(letters_of(name)) < _SHORTEST_NAME or spelling(name) in self._public.spellings:
            return
        mark = Mark("leak_name", source, name, Look.WORDS, words_of(name), said=True)
        yield _Candidate(mark)

    # --- Addresses and files ---

    def _all_addresses(self, release: Release) -> Iterator[_Candidate]:
        source = release.source
        for address in (
            self._public.edition.address(release),
            *(old_address(alias) for alias in release.aliases),
        ):
            if unquote(address) not in self._taken:
                yield from self._address(source, address)
        own = self._public.edition.address(release)
        if unquote(own) not in self._taken:
            yield from self._address(source, card_address(own))
        yield from self._slug(source, release.slug)

    def _slug(self, source: str, slug: str) -> Iterator[_Candidate]:
        """A slug of one word is a word that any page may use."""
        if "-" in slug and len(slug) >= _SHORTEST_SLUG:
            mark = Mark("leak_address", source, slug, Look.FILE_NAME, plain_of(slug))
            yield _Candidate(mark, _is_headline(slug.replace("-", " ")))

    def _address(
        self, source: str, address: str, code: str = "leak_address"
    ) -> Iterator[_Candidate]:
        """The ways to write the address of a page or file of this site."""
        path = unquote(address)
        if not path.strip("/"):
            return
        # Links to a page may leave the closing slash out; a listing has more below it.
        ending = path if code == "leak_name" else path.rstrip("/")
        shown = f"/{path}"
        yield _Candidate(Mark(code, source, shown, Look.PATH, plain_of(f"./{ending}")))
        bases = {f"//{urlsplit(url).netloc}{urlsplit(url).path}" for url in self._homes}
        bases |= {urlsplit(url).path for url in self._homes} | {"../", "./", "/"}
        # Two parts of an address are enough to be one where nothing else says so.
        bases |= {""} if "/" in path.rstrip("/") else set()
        for base in sorted(bases):
            mark = Mark(code, source, shown, Look.ADDRESS, plain_of(base + ending))
            yield _Candidate(mark, group=f"{source} {shown}")

    @property
    def _homes(self) -> tuple[str, ...]:
        return self._public.edition.site.homes

    def _all_files(self, release: Release) -> Iterator[_Candidate]:
        edition = self._public.edition
        texts = Texts(self._reader)
        for path in sorted(set(release_files(release, texts)) & edition.archive.files):
            if path.endswith(".md") or path in self._public.files:
                continue
            yield from self._file(release.source, path)

    def _file(self, source: str, path: str) -> Iterator[_Candidate]:
        """A file's content under any name; its address, and its name if that says something."""
        file = self._public.edition.site.docs / path
        for number, data in enumerate(as_published(file)):
            digest = sha256(data).digest()
            if not data or self._public.has_content(len(data), digest):
                break
            if number and self._public.has_picture(file, data):
                break
            mark = Mark("leak_file", source, path, Look.CONTENT, digest, size=len(data))
            yield _Candidate(mark)
        address = self._public.edition.addresses.file(path)
        yield from self._address(source, address, "leak_file")
        for one in renditions(file_facts(file)):
            yield from self._address(source, one.address(address), "leak_file")
        name = path.rpartition("/")[2]
        if len(name.partition(".")[0]) >= _SHORTEST_STEM:
            mark = Mark("leak_file", source, name, Look.FILE_NAME, plain_of(name))
            yield _Candidate(mark)


def _windows(begin: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Where the pieces begin and end that begin in a sentence of a text of some length."""
    if begin == 0 and length < _PIECE:
        yield 0, length
    first = min(begin + _PIECE, end)
    if first - begin >= _SHORTEST_PIECE:
        yield begin, first
    for start in range(-(-begin // _STEP) * _STEP, end, _STEP):
        if start + _PIECE <= length:
            yield start, start + _PIECE
    if end - begin > _PIECE:
        yield end - _PIECE, end


def _is_headline(text: str) -> bool:
    """Whether words are too many to be the name of an event, a place or an office."""
    long = len(letters_of(text)) >= _HEADLINE_LETTERS
    return long and len(words_of(text).split()) >= _HEADLINE_WORDS


def _shown(text: str) -> str:
    line = " ".join(text.split()).strip(" .!?")
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"
