"""The map of a migration: where the old archive keeps what, and what it is called here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from newsroom.problems import Position, Problem, Problems
from newsroom.sources.front_matter import FrontMatter
from newsroom.sources.front_matter import Path as Keypath
from newsroom.sources.model import Text
from newsroom.sources.text import decode
from newsroom.sources.typed import typed

System = Literal["jekyll", "hugo", "wordpress", "other"]

# Where each system keeps its posts, and at which address it publishes them if not told otherwise.
_POSTS: Mapping[str, tuple[str, ...]] = {
    "jekyll": ("**/_posts/**", "**/_drafts/**"),
    "hugo": ("content/**",),
    "wordpress": ("*.xml",),
    "other": ("**",),
}
_ADDRESSES = {
    "jekyll": "/:categories/:year/:month/:day/:title.html",
    "hugo": "/:sections/:slug/",
    "wordpress": "",
    "other": "",
}
_FILES: Mapping[str, tuple[str, ...]] = {"hugo": ("static", "assets", "."), "jekyll": (".",)}
# Hugo's pages for sections and taxonomies hold no post.
_NOT_POSTS = ("**/_index.*", "**/README.md", "**/LICENSE*")


# Hugo's keys for whether it makes a page of a post, and lists it.
BUILT = ("build.render", "_build.render", "build.list", "_build.list")


def _listed(value: Any) -> Any:
    """One name is a list of one."""
    return [value] if isinstance(value, str) else value


def _site(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise PydanticCustomError("web_address", "not a web address", {"value": text})
    return text if text.endswith("/") else f"{text}/"


Names = Annotated[list[Text], BeforeValidator(_listed)]
OldSite = Annotated[Text, AfterValidator(_site)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Keys(_Part):
    """Which key of a source holds what; of several the first with a value, of lists all.

    A dot leads into a mapping: `featured_image.alt`.
    """

    title: Names = ["title"]
    date: Names = ["date"]
    location: Names = ["location"]
    editor: Names = ["editor"]
    partners: Names = ["partners"]
    summary: Names = ["summary", "description", "excerpt"]
    topics: Names = ["topics", "tags", "categories"]
    venue: Names = ["venue"]
    image: Names = ["image"]
    image_alt: Names = ["image_alt"]
    image_caption: Names = ["image_caption"]
    image_credit: Names = ["image_credit"]
    embargo: Names = ["embargo", "publishDate", "publishdate", "pubdate"]
    updated: Names = ["updated", "lastmod", "last_modified_at"]
    lang: Names = ["lang"]
    slug: Names = ["slug"]
    address: Names = ["permalink", "url"]
    aliases: Names = ["aliases", "redirect_from"]
    translation: Names = ["translationKey"]
    draft: Names = ["draft", "draf", "private", "hidden", "unlisted", "headless"]
    published: Names = ["published", *BUILT]
    status: Names = ["status", "visibility"]
    expires: Names = ["expiryDate", "expirydate"]


class Constants(_Part):
    """What a release gets where its source says nothing."""

    location: Text | None = None
    editor: Text | None = None
    venue: Text | None = None
    lang: Text | None = None
    partners: Names = []
    topics: Names = []


class Values(_Part):
    """Other words for what a source says; a value left empty is not taken over."""

    location: dict[str, str | None] = {}
    editor: dict[str, str | None] = {}
    partners: dict[str, str | None] = {}
    topics: dict[str, str | None] = {}
    lang: dict[str, str | None] = {}
    status: dict[str, str | None] = {}


class LanguagePart(_Part):
    """The files of one language."""

    files: Text
    lang: Text
    site: OldSite | None = None


class Map(_Part):
    """All keys of a map file."""

    system: System = Field("other", description="What the archive was made with.")
    posts: Names = Field([], description="Patterns of the files that are posts.")
    not_posts: Names = Field([], description="Patterns of files that are none after all.")
    files: Names = Field([], description="Folders that the old site served from its root.")
    site: Annotated[list[OldSite], BeforeValidator(_listed)] = Field(
        [], description="Addresses of the old site; what did not move is linked at the first."
    )
    address: Text | None = Field(None, description="Pattern of old addresses; kept as aliases.")
    date: Literal["front_matter", "file_name"] = Field(
        "front_matter", description="Which date is right if the two differ."
    )
    dateline: Literal["ignore", "keep", "remove"] = Field(
        "ignore", description="Whether to take the place from the dateline, and the dateline away."
    )
    expired: Literal["draft", "publish"] = Field(
        "draft", description="What becomes of posts that the old site no longer shows."
    )
    languages: list[LanguagePart] = Field([], description="Files of each language.")
    keys: Keys = Keys()
    constants: Constants = Constants()
    values: Values = Values()
    drop: Names = Field([], description="Keys that are not kept.")

    @property
    def post_patterns(self) -> tuple[str, ...]:
        return tuple(self.posts) or _POSTS[self.system]

    @property
    def other_patterns(self) -> tuple[str, ...]:
        return (*self.not_posts, *_NOT_POSTS)

    @property
    def file_folders(self) -> tuple[str, ...]:
        return tuple(self.files) or _FILES.get(self.system, (".",))

    @property
    def address_pattern(self) -> str:
        return _ADDRESSES[self.system] if self.address is None else self.address

    def language_of(self, path: str) -> LanguagePart | None:
        """What the map says of a file by its language; None if nothing."""
        return next((part for part in self.languages if matches(path, [part.files])), None)


def read_map(file: Path) -> Map:
    """Read a map file. Raises Problems with all that is wrong in it; OSError if it is not there."""
    text = decode(file.read_bytes(), file.name)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Problems([Problem("config_yaml", Position(file.name, line, column))]) from None
    except yaml.YAMLError:
        raise Problems([Problem("control_character", Position(file.name))]) from None
    matter = FrontMatter({}, "", 1, {(): Position(file.name)})
    values = _Nodes(file.name, matter).value(node, ()) if node is not None else {}
    if not isinstance(values, dict):
        raise Problems([Problem("not_keys", Position(file.name))])
    model, problems = typed(Map, replace(matter, values=values), ZoneInfo("UTC"))
    if problems or model is None:
        raise Problems(problems)
    return model


class _Nodes:
    """Turns YAML nodes into texts, lists and mappings, and notes where each stands."""

    def __init__(self, file: str, matter: FrontMatter) -> None:
        self._file = file
        self._matter = matter
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Keypath) -> Any:
        mark = node.start_mark
        at = Position(self._file, mark.line + 1, mark.column + 1)
        if id(node) in self._seen:
            raise Problems([Problem("yaml_alias", at)])
        self._seen.add(id(node))
        self._matter.positions[path] = at
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return str(node.value) if node.style or node.value not in ("", "~", "null") else None

    def _pairs(self, node: yaml.MappingNode, path: Keypath) -> Iterator[tuple[str, Any]]:
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            at = Position(self._file, line, key_node.start_mark.column + 1)
            if key in first:
                facts = {"key": key, "first": str(first[key])}
                raise Problems([Problem("duplicate_key", at, facts)])
            first[key] = line
            self._matter.keys[(*path, key)] = at
            yield key, self.value(value_node, (*path, key))


def matches(path: str, patterns: tuple[str, ...] | list[str]) -> bool:
    """Whether a path fits a pattern: `*` is any part of a name, `**` any folders."""
    return any(_expression(pattern).fullmatch(path) for pattern in patterns)


_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_known: dict[str, re.Pattern[str]] = {}


def _expression(pattern: str) -> re.Pattern[str]:
    if pattern not in _known:
        pieces = _PIECES.findall(pattern)
        _known[pattern] = re.compile("".join(_MEANING.get(p) or re.escape(p) for p in pieces))
    return _known[pattern]
