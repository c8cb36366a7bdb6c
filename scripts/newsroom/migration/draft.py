"""A post in our terms: the values of its release, before it has a place and links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsroom.domain.clearance import DRAFT, NO, YES, allows, is_understood
from newsroom.domain.slug import is_slug, slugify
from newsroom.domain.when import When
from newsroom.migration.addresses import old_address, path_of
from newsroom.migration.body import shown_text
from newsroom.migration.dateline import Dateline, find_dateline
from newsroom.migration.dates import OldDate, date_in_name, read_date
from newsroom.migration.map import BUILT, Map
from newsroom.migration.matter import kept
from newsroom.migration.notices import Notice
from newsroom.migration.posts import Post
from newsroom.problems import Problem
from newsroom.sources.dates import NotADate
from newsroom.sources.languages import language_meant

# Marks of type in a headline; what else looks like a tag is text.
_TYPE = re.compile(r"</?(?:strong|em|b|i|u|br|span|sup|sub|small|code|a|p|font)\b[^<>]*/?>", re.I)
_HEADING = re.compile(r"\s*#[ \t]+(\S.*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_LONGEST_SLUG = 100
_PASSWORDS = ("password", "passphrase", "post_password", "protected")
# What Hugo says of making a page, as yes or no; what is only linked or local readers do not find.
_RENDERED = {"always": "true", "never": "false", "link": "false", "local": "false"}
_PLANNED = "future"
_LISTS = ("partners", "topics")


@dataclass(slots=True)
class Draft:
    """What a post becomes, as far as it can be told without the others.

    `old` is the address the old site gave it, `more_old` those that led there
    before; both relative, decoded, without the slash in front.
    """

    post: Post
    values: dict[str, Any] = field(default_factory=dict)
    date: OldDate | None = None
    slug: str = ""
    old: str = ""
    more_old: list[str] = field(default_factory=list)
    translation: str = ""
    picture: str = ""
    picture_parts: dict[str, str] = field(default_factory=dict)
    others: dict[str, Any] = field(default_factory=dict)
    dateline: Dateline | None = None
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def draft(post: Post, plan: Map, zone: ZoneInfo, now: datetime) -> Draft:
    """Read a post by the map. `now` is aware: what expired before it is not published."""
    made = Draft(post, notices=list(post.notices))
    taking = _Taking(post, plan, made)
    taking.title()
    taking.date(zone)
    taking.texts()
    taking.lists()
    taking.moments(zone)
    taking.language()
    taking.picture()
    taking.status(zone, now)
    taking.addresses()
    made.others = dict(taking.left_over())
    return made


class _Taking:
    """Takes value after value out of a post, and knows which keys are left over."""

    def __init__(self, post: Post, plan: Map, made: Draft) -> None:
        self._post = post
        self._plan = plan
        self._made = made
        self._used: set[str] = set()
        self._back: dict[str, Any] = {}

    def _notice(self, code: str, key: str = "", /, **facts: str) -> None:
        self._made.notices.append(Notice(code, self._post.at(key), facts))

    def _hold(self, code: str, key: str = "", /, **facts: str) -> None:
        """Make it a draft, and tell why: the one place that decides so."""
        self._made.values["status"] = DRAFT
        self._notice(code, key, **facts)

    def _however_spelled(self, names: Iterable[str]) -> Iterable[tuple[str, Any]]:
        """All of several keys that are there, empty ones too, in large and small letters."""
        wanted = {name.casefold() for name in names}
        paths = [key for key in self._post.values if key.casefold() in wanted]
        paths += [name for name in names if "." in name and self._look(name) is not None]
        for path in dict.fromkeys(paths):
            self._used.add(path)
            yield path, self._look(path)

    def _look(self, path: str) -> Any:
        value: Any = self._post.values
        if path in value:
            return value[path]
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value

    def _all(self, names: Iterable[str]) -> Iterable[tuple[str, Any]]:
        for path in names:
            value = self._look(path)
            if value not in (None, "", [], {}):
                yield path, value

    def _first(self, names: Iterable[str]) -> tuple[str, Any]:
        """The first of several keys that has a value, which is then taken."""
        for path, value in self._all(names):
            self._used.add(path)
            return path, value
        return "", None

    def _text(self, names: Iterable[str]) -> tuple[str, str]:
        """The same as plain text; a list is joined."""
        path, value = self._first(names)
        if isinstance(value, list):
            value = ", ".join(plain_text(item) for item in value if item)
        elif isinstance(value, dict):
            self._used.discard(path)
            return "", ""
        return path, plain_text(value or "")

    def title(self) -> None:
        _, title = self._text(self._plan.keys.title)
        if not title and (found := _HEADING.match(self._post.body)):
            title = plain_text(found[1])
            self._notice("title_from_text", title=title)
        if title:
            self._made.values["title"] = title

    def date(self, zone: ZoneInfo) -> None:
        """The date of the front matter or of the file's name, as the map prefers."""
        made = self._made
        key, written = self._text(self._plan.keys.date)
        named = date_in_name(self._post.stem)[0]
        inside: OldDate | None = None
        if written:
            try:
                inside = read_date(written, zone)
            except NotADate as error:
                if named is None:
                    facts = {"key": "date", **error.facts, "value": written}
                    made.problems.append(Problem(error.code, self._post.at(key), facts))
                    return
                self._notice("date_from_name", key, value=written)
                self._back["date"] = written
        outside = _at_midnight(named, zone) if named else None
        if inside and outside and inside.written.date() != outside.written.date():
            first = self._plan.date == "front_matter"
            facts = {"inside": str(inside.written.date()), "outside": str(named)}
            self._notice("date_differs" if first else "date_differs_name", key, **facts)
            if not first:
                self._back["date"] = written
                inside = None
        made.date = inside or outside
        if made.date is not None:
            made.values["date"] = made.date.when

    def texts(self) -> None:
        plan, made = self._plan, self._made
        for key in ("summary", "venue", "location", "editor"):
            _, text = self._text(getattr(plan.keys, key))
            text = self._valued(key, text)
            text = text or getattr(plan.constants, key, None) or ""
            if text:
                made.values[key] = text
        if plan.dateline != "ignore":
            self._dateline()

    def _dateline(self) -> None:
        found = find_dateline(self._post.body) if not self._post.is_html else None
        if found is None:
            return
        place = self._valued("location", found.place)
        if place:
            self._made.dateline = found
            self._made.values["location"] = place

    def _valued(self, key: str, text: str) -> str:
        """What the map says instead; nothing if it leaves it empty."""
        table: dict[str, str | None] = getattr(self._plan.values, key, None) or {}
        return (table[text] or "") if text in table else text

    def lists(self) -> None:
        plan, made = self._plan, self._made
        for key in _LISTS:
            names: list[str] = []
            for path, value in self._all(getattr(plan.keys, key)):
                self._used.add(path)
                names += _names(value)
            names = [self._valued(key, name) for name in names]
            names = [name for name in names if name] or list(getattr(plan.constants, key))
            if names:
                made.values[key] = list(dict.fromkeys(names))

    def moments(self, zone: ZoneInfo) -> None:
        """End of embargo and day of the last change, where they can be."""
        published = self._made.values.get("date")
        if isinstance(published, When):
            self._embargo(published, zone)
            self._updated(published, zone)

    def _embargo(self, published: When, zone: ZoneInfo) -> None:
        """The last of all instants before which the text must not be seen."""
        for path, value in self._however_spelled(self._plan.keys.embargo):
            written = plain_text(value or "")
            if not written:
                continue
            try:
                when = read_date(written, zone).when
            except NotADate:
                self._back[path] = written
                self._hold("embargo_unread", path, value=written)
                continue
            latest = self._made.values.get("embargo", published)
            if when.at > latest.at:
                self._made.values["embargo"] = when

    def _updated(self, published: When, zone: ZoneInfo) -> None:
        path, written = self._text(self._plan.keys.updated)
        if not written:
            return
        try:
            when = read_date(written, zone).when
        except NotADate:
            self._back[path] = written
            self._notice("updated_unread", path, value=written)
            return
        if when.day < published.day:
            self._back[path] = written
            self._notice("updated_before", path, value=written)
        elif when.at > published.at:
            self._made.values["updated"] = when

    def language(self) -> None:
        path, written = self._text(self._plan.keys.lang)
        part = self._plan.language_of(self._post.source)
        language = self._valued("lang", written) or (part.lang if part else "")
        language = language or self._plan.constants.lang or ""
        if not language:
            return
        meant = language_meant(language)
        if meant is None:
            self._back[path] = written
            self._notice("language_unknown", path, value=language)
            return
        self._made.values["lang"] = meant

    def picture(self) -> None:
        keys, made = self._plan.keys, self._made
        path, value = self._first(keys.image)
        if isinstance(value, dict):
            self._used.discard(path)
            path, value = self._first([f"{path}.src", f"{path}.path", f"{path}.url"])
        if not value:
            return
        made.picture = str(value[0] if isinstance(value, list) else value).strip()
        for part in ("alt", "caption", "credit"):
            key, text = self._text(getattr(keys, f"image_{part}"))
            if text:
                made.picture_parts[part] = text
                self._back[f"~{key}"] = text  # for the picture that is not there

    def status(self, zone: ZoneInfo, now: datetime) -> None:
        """Drafts stay drafts; what the old site no longer shows is not shown here, either."""
        self._declared(now)
        self._locked()
        if self._post.is_draft:
            self._hold("draft")
        if not self._made.values.get("summary") and not shown_text(self._post.body):
            self._hold("nothing_said")
        key, written = self._text(self._plan.keys.expires)
        if not written:
            return
        self._back[key] = written
        try:
            expired = read_date(written, zone).when.at <= now
        except NotADate:
            return
        if expired and self._plan.expired == "draft":
            self._hold("expired", key, value=written)
        elif not expired:
            self._notice("will_expire", key, value=written)

    def _locked(self) -> None:
        """A text behind a password is not public; the password itself is kept nowhere."""
        for path, value in self._however_spelled(_PASSWORDS):
            said = plain_text(value or "").casefold()
            if said and said not in NO:
                self._hold("password", path)

    def _declared(self, now: datetime) -> None:
        """What the post says of itself: it is public only if every word for it is known to be."""
        for kind in ("draft", "published", "status"):
            for path, value in self._however_spelled(getattr(self._plan.keys, kind)):
                written = value if isinstance(value, str) else plain_text(value or "")
                said = self._valued("status", written)
                said = _RENDERED.get(said, said) if path in BUILT else said
                if isinstance(value, str) and allows(kind, said):
                    continue
                if kind == "status" and said == _PLANNED and self._plan.system == "wordpress":
                    self._planned(path, now)
                    continue
                if said.strip().casefold() not in YES | NO:
                    self._back[path] = value
                if isinstance(value, str) and is_understood(kind, said):
                    self._hold("draft", path)
                else:
                    self._hold("status_unknown", path, key=path, value=written)

    def _planned(self, path: str, now: datetime) -> None:
        """A text that WordPress was to publish by itself; if its time is past, it never did."""
        published = self._made.values.get("date")
        if not isinstance(published, When) or published.at <= now:
            self._back[path] = _PLANNED
            self._hold("never_shown", path)

    def addresses(self) -> None:
        plan, made, post = self._plan, self._made, self._post
        _, slug = self._text(plan.keys.slug)
        made.slug = good_slug(slug) or good_slug(post.name) or good_slug(made.values.get("title"))
        if slug and slug != made.slug:
            self._back["slug"] = slug
        _, own = self._text(plan.keys.address)
        if not own and plan.system == "wordpress":
            _, own = self._text(["link"])
        if own.startswith(("http://", "https://")) or (own and ":" not in own):
            made.old = "" if "?" in own else path_of(own)
            if not made.old:
                self._back["address"] = own
        elif made.date is not None:
            pattern = own or plan.address_pattern
            title = made.values.get("title", "")
            made.old = old_address(
                pattern, plan.system, post, title, slug or None, made.date.written
            )
        for path, value in self._all(plan.keys.aliases):
            self._used.add(path)
            for alias in value if isinstance(value, list) else [value]:
                if alias:
                    made.more_old.append(path_of(str(alias)))
        _, made.translation = self._text(plan.keys.translation)

    def left_over(self) -> Iterable[tuple[str, Any]]:
        """Everything that found no place, under names of its own; nothing is lost."""
        dropped = {*self._plan.drop}
        tops = {path for path in self._used if path in self._post.values}
        left: dict[str, Any] = {}
        for key, value in self._post.values.items():
            if key in dropped:
                continue
            if key not in tops:
                held = _without(value, key, self._used)
                if held not in (None, {}, []):
                    left[key] = held
        for key, value in self._back.items():
            if key and not key.startswith("~") and key not in dropped:
                left.setdefault(key, value)
        for key, value in kept(left):
            yield (key if key.startswith("x-") else f"x-{key}"), value


def plain_text(value: object) -> str:
    """A value on one line, without entities and marks of type."""
    text = str(value)
    for _ in range(2):  # "&amp;#8217;" is an entity in an entity
        text = html.unescape(text)
    return " ".join(_TYPE.sub("", text).split())


def good_slug(name: object) -> str:
    """The name as the last part of an address, kept as it is if it can be one."""
    text = html.unescape(str(name or "")).strip()
    slug = text if is_slug(text) else slugify(text)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    return slug


def _at_midnight(day: date, zone: ZoneInfo) -> OldDate | None:
    try:
        return read_date(day.isoformat(), zone)
    except NotADate:
        return None


def _names(value: Any) -> list[str]:
    """Names of a list, of a text with commas, or of mappings with a name."""
    if isinstance(value, str):
        return [plain_text(part) for part in value.split(",")]
    if isinstance(value, dict):
        return [plain_text(value.get("name") or value.get("title") or "")]
    return [
        name
        for item in value
        if item
        for name in ([plain_text(item)] if isinstance(item, str) else _names(item))
    ]


def _without(value: Any, path: str, used: set[str]) -> Any:
    """A mapping without the parts that have been taken."""
    if not isinstance(value, dict):
        return None if path in used else value
    parts = {k: _without(part, f"{path}.{k}", used) for k, part in value.items()}
    return {k: part for k, part in parts.items() if part not in (None, {}, [])}
