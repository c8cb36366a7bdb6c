"""The text of a post as the text of its release: links, pictures and markup converted."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.edition import Edition
from newsroom.migration.assets import Copies
from newsroom.migration.body import as_text, converted
from newsroom.migration.draft import Draft
from newsroom.migration.links import (
    OldSite,
    Resolver,
    is_picture_name,
    may_leave,
    unsure_links,
    without_any_link,
    without_links,
)
from newsroom.migration.map import Map
from newsroom.migration.notices import Notice
from newsroom.migration.planning import Work
from newsroom.migration.web import as_markdown
from newsroom.pictures.facts import is_picture
from newsroom.problems import Position
from newsroom.sources.body import BodyReader


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a release, what an editor should know of it, and how much was tidied."""

    body: str
    notices: tuple[Notice, ...]
    tidied: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Converter:
    """Converts one post after the other. `reader` reads Markdown as the site will."""

    by: Map
    old: OldSite
    edition: Edition
    copies: Copies
    reader: BodyReader

    def text(self, work: Work) -> Text:
        """The text of a work; its picture, if it can be shown, goes to the draft's values."""
        made = work.draft
        resolver = Resolver(self.old, work.moved)
        body = self._without_dateline(made)
        start = Position(made.post.shown, made.post.body_line)
        convert = as_markdown if made.post.is_html else converted
        result = convert(body, start, resolver)
        notices = [*made.notices, *result.notices]
        text = result.text
        if unsure_links(text, resolver.made):
            text = self._without_dead_links(text, work, resolver)
        if not text.strip() and made.values.get("status") != "draft":
            if not made.values.get("summary"):
                text = as_text(body)
            notices.append(Notice("no_text", start))
        text = resolver.without_withheld(text)
        if "summary" in made.values:
            made.values["summary"] = resolver.without_withheld(made.values["summary"])
        notices += [*self._picture(work, resolver), *resolver.notices]
        tidied = result.tidied + Counter(invisible=made.post.invisible)
        return Text(text, tuple(notices), tidied)

    def _without_dateline(self, made: Draft) -> str:
        """The text without a dateline that the site writes itself."""
        found, body = made.dateline, made.post.body
        if found is None or self.by.dateline != "remove" or not (found.whole and found.first):
            return body
        return body[: found.start] + body[found.end :]

    def _without_dead_links(self, text: str, work: Work, resolver: Resolver) -> str:
        """The text as the site would read it: a link that leads nowhere is text."""
        at = Position(work.post.shown, work.post.body_line)
        dead = self._dead_links(text, work, resolver)
        told = dict.fromkeys(dead)
        if dead:
            text = without_links(text, dead)
            # A link may be written in more ways than can be told apart; then none is left.
            if again := self._dead_links(text, work, resolver):
                text = without_any_link(text, resolver.made)
                told |= dict.fromkeys(again)
        resolver.notices += [Notice("link_text", at, {"link": written}) for written in told]
        return text

    def _dead_links(self, text: str, work: Work, resolver: Resolver) -> list[str]:
        """The links in a text, as the site reads it, that the checks would find fault with."""
        folder = posixpath.dirname(work.file)
        made = {posixpath.normpath(posixpath.join(folder, unquote(link))) for link in resolver.made}
        body = self.reader.read(text, work.file)
        dead = [
            target.written
            for target in body.links.targets
            if target.path not in made and not self._leads_somewhere(target.path)
        ]
        return dead + [link for link in body.links.outside if not may_leave(link)]

    def _leads_somewhere(self, path: str) -> bool:
        """Whether there is a page at a path, or a file that is not a release's own."""
        ours = path.startswith(NEWS_FOLDER) and path not in self.edition.by_source
        is_page = ours and posixpath.splitext(path)[1] == ""
        return (is_page or not ours) and self.edition.address_of(path) is not None

    def _picture(self, work: Work, resolver: Resolver) -> Iterable[Notice]:
        """The picture of the front matter, copied beside the release if it is there."""
        made = work.draft
        if not made.picture:
            return
        at = made.post.at(self.by.keys.image[0])
        picture = Resolver(self.old, work.moved)
        new = None
        if is_picture_name(made.picture.partition("?")[0]):
            new = picture(made.picture, at, True)
        path = posixpath.normpath(posixpath.join(posixpath.dirname(work.file), new or ""))
        original = self.copies.original(path)
        facts = {"link": made.picture}
        if original is None or new is None:
            outside = made.picture.startswith(("http://", "https://"))
            yield Notice("image_outside" if outside else "image_missing", at, facts)
            _keep_picture(made)
        elif not is_picture(original):
            yield Notice("image_broken", at, facts)
            _keep_picture(made)
        elif "alt" not in made.picture_parts:
            yield Notice("image_alt", at, facts)
            _keep_picture(made, src=new)
        else:
            made.values["image"] = {"src": new, **made.picture_parts}


def _keep_picture(made: Draft, src: str = "") -> None:
    """A picture that cannot be shown stays known to the editor."""
    made.others["x-image"] = {"src": src or made.picture, **made.picture_parts}
