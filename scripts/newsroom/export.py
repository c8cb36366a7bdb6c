"""The whole edition as plain Markdown, feeds and JSON, so that any other generator can take over.

    docs/           every file where its address is, so that addresses stay what they are:
                    releases, partners' pages, ordinary pages, pictures, feeds, `_redirects`
    edition.json    the same as data, with every old address and where it leads
    mkdocs.yml      enough for a generator that reads it

What no page of the site shows is not in it: notes in front matter, keys that begin with
`x-` or that nobody knows, comments in a text. The same edition gives the same bytes.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from urllib.parse import quote, unquote

import frontmatter
import yaml

from newsroom.assets import held_back, path_of
from newsroom.desk import Desk
from newsroom.domain.lifecycle import Status
from newsroom.domain.listing import Listing
from newsroom.domain.manuscript import digest_of
from newsroom.domain.release import Contact, Picture, Release
from newsroom.domain.when import When
from newsroom.outputs.feed import ATOM, JSON, RSS
from newsroom.partner_pages import markdown_text, partner_page
from newsroom.press.copies import copied
from newsroom.press.output import Output
from newsroom.publication import made_files, old_addresses
from newsroom.sources.config import UNREAD
from newsroom.sources.contents import Content
from newsroom.sources.markdown_text import CODE
from newsroom.sources.notes import says_more, without_notes
from newsroom.sources.release_cache import Changed
from newsroom.sources.release_file import release_file
from newsroom.sources.text import decode, straight_markup
from newsroom.sources.typed import MATERIAL_KEYS
from newsroom.texts import Source
from newsroom.views.contacts import contacts_of
from newsroom.views.notices import withdrawal_notice

RECORD = "edition.json"
GENERATOR = "newsroom export"
_DOCS = "docs/"
# Of what is made; sitemaps and headers are made anew by whoever builds the site.
_KEPT = (ATOM, RSS, JSON, "_redirects")
# Of the keys of an ordinary page, those that say something of it.
_PAGE_KEYS = {"title", *MATERIAL_KEYS}
# A guess at what is a link; what it comes to is compared.
_BEFORE_LINK = r"""(?P<before>\]\(\s*<?|^\s*\[[^\]\n]+\]:\s*<?|\b(?:href|src|poster)\s*=\s*["']?)"""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of an export: its path, and how to get its bytes."""

    path: str
    data: Callable[[], Content]


class Tell(Protocol):
    """Hears what is left out, though somebody may miss it: a sentence's key, and its facts."""

    def __call__(self, key: str, **facts: str) -> None: ...


def exported(
    desk: Desk, handed_out: Collection[str], extensions: Iterable[Any], tell: Tell
) -> Iterator[Exported]:
    """Every file of the export of an edition.

    `handed_out` are the files of docs/ that the engine would hand out, if nothing else
    held them back; `extensions` the Markdown extensions in which the texts are written.
    `tell` is called while the files' data is asked for.
    """
    return _Export(desk, handed_out, list(extensions), tell).files()


class _Export:
    def __init__(
        self, desk: Desk, handed_out: Collection[str], extensions: list[Any], tell: Tell
    ) -> None:
        self._desk = desk
        self._tell = tell
        self._edition = edition = desk.edition
        self._layout = desk.layout
        self._extensions = extensions
        self._pages = sorted(edition.page_sources & set(handed_out))
        plain = {f for f in edition.archive.files if not f.endswith(".md") and not held_back(f)}
        self._assets = sorted(desk.assets | (plain & set(handed_out)))
        # Where in docs/ of the export each file of docs/ is found.
        self._moved = {
            **{page: page for page in self._pages},
            **{asset: unquote(edition.addresses.file(asset)) for asset in self._assets},
            **{r.source: _file_at(edition.address(r)) for r in edition.releases},
            **{
                listing.partner.source: _file_at(listing.address)
                for listing in edition.partners
                if listing.partner is not None and listing.partner.source is not None
            },
        }

    def files(self) -> Iterator[Exported]:
        edition = self._edition
        for release in edition.releases:
            yield self._text(self._moved[release.source], partial(self._release, release))
        for listing in edition.partners:
            at = _file_at(listing.address)
            yield self._text(at, partial(self._partner, listing, at))
        for source in self._pages:
            yield self._text(source, partial(self._page, source))
        if "index.md" not in self._pages:
            title = release_file({"title": edition.site.name}, "")
            yield self._text("index.md", lambda: title)
        for asset in self._assets:
            copy = self._copy(asset)
            yield Exported(_DOCS + copy.path, copy.make)
        for made in made_files(self._layout, self._pages, self._copy):
            if made.path.rpartition("/")[2] in _KEPT:
                yield Exported(_DOCS + unquote(made.path), made.data)
        yield Exported(RECORD, lambda: _json(self._record()))
        yield Exported("mkdocs.yml", lambda: self._config().encode())

    def _copy(self, source: str) -> Output:
        """A file of docs/ as it goes out: of a picture, nothing but the picture."""
        edition = self._edition
        return copied(edition.addresses.file(source), self._layout.contents, source)

    def _text(self, path: str, text: Callable[[], str]) -> Exported:
        return Exported(_DOCS + path, lambda: text().encode("utf-8", "replace"))

    # --- Releases -------------------------------------------------------------------------------

    def _release(self, release: Release) -> str:
        values = self._values(release)
        body = self._body(release, self._moved[release.source])
        notices = "\n".join(f"> {line}\n>" for line in self._notices(release)).removesuffix("\n>")
        return release_file(values, f"{notices}\n\n{body}" if notices else body)

    def _values(self, release: Release) -> dict[str, Any]:
        """What readers are told of a release, under the keys of front matter.

        Partners and contacts are written out: what a name or key means stands elsewhere.
        """
        layout = self._layout
        original = self._edition.original(release)
        return _present(
            {
                "title": release.title,
                "date": _date(release.date),
                "location": release.location,
                "editor": release.editor,
                "partners": self._partners(release),
                "summary": layout.texts.summary(release),
                "topics": list(release.topics),
                "venue": release.venue,
                "image": self._image(release, release.picture),
                "gallery": [self._image(release, picture) for picture in release.gallery],
                "attachments": [
                    _present({"file": self._beside(release, a.file), "title": a.title})
                    for a in release.attachments
                ],
                "contacts": [_contact(contact) for contact in contacts_of(layout, release)],
                "embargo": _date(release.embargo),
                "status": "withdrawn" if self._withdrawn(release) else None,
                "withdrawn": release.withdrawal
                and {"date": _date(release.withdrawal.date), "reason": release.withdrawal.reason},
                "updated": _date(release.updated),
                "corrections": [
                    {"date": _date(c.date), "kind": str(c.kind), "text": c.text}
                    for c in release.corrections
                ],
                "lang": layout.language(release),
                "translation_of": original and self._moved[original.source],
                "slug": release.slug,
                "aliases": list(release.aliases),
            }
        )

    def _partners(self, release: Release) -> list[Any]:
        found = []
        for mention in release.partners:
            name = self._edition.partner_book.find(mention.name).name
            found.append({"name": name, "role": mention.role} if mention.role else name)
        return found

    def _image(self, release: Release, picture: Picture | None) -> dict[str, str] | None:
        if picture is None:
            return None
        src = self._beside(release, picture.src)
        more = {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit}
        return _present({"src": src, **more})

    def _beside(self, release: Release, written: str) -> str:
        """The way from a release to one of its files."""
        source = path_of(release, written)
        folder = posixpath.dirname(self._moved[release.source])
        return posixpath.relpath(self._moved.get(source, source), folder or ".")

    def _withdrawn(self, release: Release) -> bool:
        return self._edition.status(release) is Status.WITHDRAWN

    def _notices(self, release: Release) -> Iterator[str]:
        """What must stand above the text wherever it is shown: that it was withdrawn or changed."""
        words = self._layout.words_of(release)
        if self._withdrawn(release):
            notice = withdrawal_notice(self._layout, release)
            yield f"**{markdown_text(notice['text'])}** {markdown_text(notice['reason'])}"
        for change in release.corrections:
            label = f"{words.t(f'release.kinds.{change.kind}')}, {words.day(change.date.day)}"
            yield f"**{markdown_text(label)}:** {markdown_text(change.text)}"

    def _partner(self, listing: Listing, path: str) -> str:
        partner = listing.partner
        profile = self._body(partner, path) if partner is not None and partner.body else ""
        return partner_page(self._layout, listing, profile)

    # --- Texts ----------------------------------------------------------------------------------

    def _page(self, source: str) -> str:
        """An ordinary page with what its front matter says of it."""
        page = next(page for page in self._edition.archive.pages if page.source == source)
        data = (self._edition.site.docs / source).read_bytes()
        if digest_of(data) != page.file_digest:  # nobody has judged what it is now
            raise Changed(page.start.file)
        text = straight_markup(decode(data, source)).lstrip("\n")
        matter, _ = frontmatter.parse(f"{text}\n")
        body = self._body(page, source)
        for key in sorted(map(str, matter.keys() - _PAGE_KEYS)):
            if not key.startswith("x-"):  # which is what a note is called
                self._tell("key", file=source, name=key)
        told = {key: value for key, value in matter.items() if key in _PAGE_KEYS}
        if not told:
            return f"{body}\n"
        post = frontmatter.Post(body)
        post.metadata = told
        return f"{frontmatter.dumps(post, sort_keys=False)}\n"

    def _body(self, source: Source, path: str) -> str:
        """A text as Markdown, for a file at `path`: its links lead to where things are now."""
        body = self._desk.texts.of(source)
        read = self._desk.texts.reader.read
        text = without_notes(source.body)
        shown = read(text, source.source or "").open_html
        same = shown.split() == body.open_html.split()
        if body.links.removed or not same or says_more(text, shown):
            # Of what looks like a note a reader sees something, or of what is left none does, or
            # the site holds something back: then the text goes out as the site shows it.
            return body.linked(lambda to: self._link(to, path)).strip()
        links = {
            target.written.partition("#")[0].partition("?")[0]: self._link(target.path, path)
            for target in self._desk.texts.links(source).targets
        }
        moved = {written: link for written, link in links.items() if written not in ("", link)}
        if not moved:
            return text
        text = _relinked(text, moved)
        closed = body.linked(lambda to: self._link(to, path))
        # Else something was taken for a link that is none, or a link for something else.
        same = read(text, path).linked(lambda to: _way(to, path)).split() == closed.split()
        return text if same else closed.strip()

    def _link(self, path: str, at: str) -> str:
        """The way from a file of the export to what stands at `path` in docs/."""
        moved = self._moved.get(path)
        if moved is not None:
            return _way(moved, at)
        address = self._edition.address_of(path)
        return "" if address is None else self._layout.url(address)

    # --- What is no text ------------------------------------------------------------------------

    def _record(self) -> dict[str, Any]:
        edition, layout = self._edition, self._layout
        site = edition.site
        return {
            "generator": GENERATOR,
            "site": _present(
                {
                    "name": site.name,
                    "url": site.url,
                    "description": site.description,
                    "office": site.office,
                    "language": site.settings.language,
                    "timezone": site.settings.timezone,
                    "boilerplate": site.settings.boilerplate,
                }
            ),
            "at": edition.now.astimezone(site.zone).isoformat(timespec="seconds"),
            "releases": [
                {
                    "address": layout.url(edition.address(release)),
                    "file": _DOCS + self._moved[release.source],
                    "published": release.published.iso,
                    "modified": release.modified.iso,
                    **self._values(release),
                    "html": layout.texts.html(release, edition, site.url),
                }
                for release in edition.releases
            ],
            "partners": [
                {
                    "address": layout.url(listing.address),
                    "file": _DOCS + _file_at(listing.address),
                    "name": listing.name if listing.partner is None else listing.partner.name,
                    "releases": [layout.url(edition.address(r)) for r in listing.releases],
                }
                for listing in edition.partners
            ],
            "pages": [_DOCS + page for page in self._pages],
            "files": [_DOCS + self._moved[asset] for asset in self._assets],
            "redirects": [
                {"from": layout.url(old), "to": layout.url(new)}
                for old, new in sorted(old_addresses(layout))
            ],
        }

    def _config(self) -> str:
        site = self._edition.site
        config = {
            "site_name": site.name,
            "site_url": site.url,
            "site_description": site.description,
            "theme": {"name": "material", "language": site.settings.language, "font": False},
            "markdown_extensions": self._written("markdown_extensions", self._extensions),
        }
        return yaml.safe_dump(_present(config), sort_keys=False, allow_unicode=True)

    def _written(self, key: str, value: Any) -> Any:
        """A value of mkdocs.yml without what only a program can read, such as a Python name."""
        if isinstance(value, Mapping):
            below = {name: self._written(f"{key}.{name}", of) for name, of in value.items()}
            return {name: of for name, of in below.items() if of is not UNREAD}
        if isinstance(value, list):
            return [of for of in (self._written(key, of) for of in value) if of is not UNREAD]
        if value is UNREAD:
            self._tell("option", name=key)
        return value


def _file_at(address: str) -> str:
    """The Markdown file of which any generator makes the page at an address."""
    return f"{unquote(address).rstrip('/')}.md"


def _relinked(text: str, links: Mapping[str, str]) -> str:
    """A text in which what is a key of `links`, and a link, is the value; code stays as it is."""
    written = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    found = re.compile(
        rf"""(?P<code>{CODE})|{_BEFORE_LINK}(?P<written>{written})(?=[\s)>"'#?]|$)""",
        re.DOTALL | re.MULTILINE,
    )
    return found.sub(lambda m: m["code"] or m["before"] + links[m["written"]], text)


def _way(path: str, at: str) -> str:
    """The way from the file at one path to another path, as a link."""
    return quote(posixpath.relpath(path, posixpath.dirname(at) or "."))


def _contact(contact: Contact) -> dict[str, Any]:
    more = {"role": contact.role, "phone": contact.phone, "email": contact.email}
    return _present({"name": contact.name, **more})


def _date(when: When | None) -> str | None:
    """A day, or an instant with its offset, which every generator takes for the same."""
    if when is None:
        return None
    return when.iso if when.timed else when.day.isoformat()


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _json(record: Any) -> bytes:
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "replace")
