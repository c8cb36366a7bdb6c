"""Read mkdocs.yml without MkDocs, for the commands that need no engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from mergedeep import merge
from pydantic import BaseModel, ValidationError
from yaml_env_tag import construct_env_tag

from newsroom.problems import Position, Problem, Problems
from newsroom.settings import MediaContact, Settings, Site
from newsroom.sources.text import TURNED_IN_MARKUP


class _Unread:
    """Stands for a Python name and the like: nothing, but none that was written."""

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "UNREAD"  # of which there is one, also among copies


UNREAD = _Unread()


class _Loader(yaml.CSafeLoader):
    """Reads MkDocs' configuration; Python names in it stay unread."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: UNREAD)
_Loader.add_constructor("!ENV", construct_env_tag)


def read_config(config_file: Path) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """What mkdocs.yml says, with `INHERIT` and `!ENV` as MkDocs reads them, and where it says it.

    The file itself stands first, then those from which it inherits. What stays unread is UNREAD.
    Raises Problems if one cannot be read, FileNotFoundError if the file itself is not there.
    """
    files, said = [config_file], [_said(config_file)]
    while "INHERIT" in said[-1]:
        named = str(said[-1].pop("INHERIT"))
        file = files[-1].parent / named
        if not file.is_file() or any(file.samefile(known) for known in files):
            at = _position(files[-1:], ("INHERIT",))
            raise Problems([Problem("config_inherit", at, {"file": named})])
        files.append(file)
        said.append(_said(file))
    config: dict[str, Any] = merge(*reversed(said))
    return config, tuple(files)


def _said(file: Path) -> dict[str, Any]:
    try:
        config = yaml.load(file.read_text("utf-8"), Loader=_Loader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Problems([Problem("config_yaml", Position(file.name, line, column))]) from None
    if not isinstance(config, dict):
        raise Problems([Problem("config_yaml", Position(file.name))])
    return config


def read_site(config_file: Path) -> tuple[Site, list[Any]]:
    """The site that mkdocs.yml describes, and its Markdown extensions as written there.

    In the place of what stays unread there is UNREAD in the extensions, and nothing elsewhere.
    Raises Problems if it cannot be read, FileNotFoundError if it is not there.
    """
    config, files = read_config(config_file)
    if turned := [problem for file in files for problem in turned_settings(file)]:
        raise Problems(turned)
    extensions = config.pop("markdown_extensions", None) or []
    config = _with_nothing_unread(config)
    options = _options_of(config.get("plugins") or [])
    if options is None:
        raise Problems([Problem("no_plugin", Position(config_file.name))])
    docs_dir = config.get("docs_dir") or "docs"
    try:
        settings = Settings.model_validate(options)
    except ValidationError as error:
        raise Problems(option_problems(error, config_file)) from None
    site = make_site(
        name=config.get("site_name") or "",
        url=config.get("site_url") or "",
        docs=(config_file.parent / docs_dir).resolve(),
        description=config.get("site_description") or "",
        settings=settings,
    )
    return site, extensions


def turned_settings(config_file: Path) -> Iterator[Problem]:
    """Where a file of settings says something that turns the direction of writing.

    MkDocs and its theme write these texts on every page, past all that straightens others.
    The file can be read; from which others it inherits is not asked.
    """
    written = config_file.read_text("utf-8")
    if written.isascii() and "\\" not in written:
        return
    nodes = [yaml.compose(written, Loader=yaml.CSafeLoader)]
    seen: set[int] = set()
    while nodes:
        node = nodes.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            nodes += [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif found := TURNED_IN_MARKUP.search(node.value):
            mark = node.start_mark
            at = Position(config_file.name, mark.line + 1, mark.column + 1)
            character = f"U+{ord(found[0]):04X}" if len(found[0]) == 1 else found[0]
            yield Problem("config_turned", at, {"character": character})


def _with_nothing_unread(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_nothing_unread(of) for key, of in value.items()}
    if isinstance(value, list):
        return [_with_nothing_unread(of) for of in value]
    return None if value is UNREAD else value


def site_folder(config_file: Path) -> Path:
    """The folder that mkdocs.yml, which can be read, has the site built in."""
    config = yaml.load(config_file.read_text("utf-8"), Loader=_Loader) or {}
    return config_file.parent / (config.get("site_dir") or "site")


def cache_beside(config_file: Path) -> Path:
    """The folder beside mkdocs.yml for what need not be read anew each time."""
    return config_file.resolve().parent / ".cache" / "newsroom"


def make_site(name: str, url: str, docs: Path, description: str, settings: Settings) -> Site:
    """A site from the values of mkdocs.yml; messages name its sources by their folder's name."""
    if url and not url.endswith("/"):
        url += "/"
    return Site(
        name=name, url=url, docs=docs, shown=docs.name, description=description, settings=settings
    )


def option_problems(error: ValidationError, config_file: Path) -> Iterator[Problem]:
    """What is wrong with the plugin's options, and where in mkdocs.yml."""
    _, files = read_config(config_file)
    for details in error.errors(include_url=False):
        key = ".".join(str(step) for step in details["loc"])
        facts = {"key": key, "value": str(details["input"])}
        code = "option_value"
        if details["type"] == "extra_forbidden":
            known = list(_options_at(Settings, details["loc"][:-1]))
            close = get_close_matches(str(details["loc"][-1]), known, n=1)
            code = "option_unknown_meant" if close else "option_unknown"
            facts |= {"known": ", ".join(known), "cure": "".join(close)}
        elif details["type"] == "literal_error":
            code = "option_one_of"
            choices = str(details["ctx"]["expected"])
            facts["choices"] = choices.replace("'", "").replace(" or ", ", ")
        elif details["type"].startswith("option_"):
            code = details["type"]
            facts |= details["ctx"]
        else:
            facts["message"] = str(details["msg"]).removeprefix("Value error, ")
        yield Problem(code, _position(files, ("plugins", "newsroom", *details["loc"])), facts)


def _position(files: Sequence[Path], path: tuple[str | int, ...]) -> Position:
    """Where a value stands in the first file that has it; else the nearest enclosing one."""
    found = [_place(file, path) for file in files]
    return max(found, key=lambda place: place[0])[1]


def _place(file: Path, path: tuple[str | int, ...]) -> tuple[int, Position]:
    """How many of the steps to a value a file has, and where the last of them stands."""
    node = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    mark, steps = None, 0
    for step in path:
        # Plugins may stand in a list, each a mapping of its own.
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [p for part in parts if isinstance(part, yaml.MappingNode) for p in part.value]
        found = next(((key, value) for key, value in pairs if key.value == step), None)
        if found is None:
            break
        mark, node = found[0].start_mark, found[1]
        steps += 1
    return steps, Position(file.name, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))


def _options_at(model: type[BaseModel], path: tuple[int | str, ...]) -> Iterable[str]:
    """The names of the options below `path`."""
    for step in path:
        inner = model.model_fields[str(step)].annotation if step in model.model_fields else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return MediaContact.model_fields
        model = inner
    return model.model_fields


def _options_of(plugins: Any) -> dict[str, Any] | None:
    """The options of the plugin `newsroom`, or None if it is not in the list."""
    entries = plugins.items() if isinstance(plugins, dict) else [_entry(p) for p in plugins]
    for name, options in entries:
        if name == "newsroom":
            return options or {}
    return None


def _entry(plugin: Any) -> tuple[str, Any]:
    if isinstance(plugin, dict) and plugin:
        return next(iter(plugin.items()))
    return str(plugin), {}
