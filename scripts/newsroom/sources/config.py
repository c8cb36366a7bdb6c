"""Read mkdocs.yml without MkDocs, for the commands that need no engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from newsroom.problems import Position, Problem, Problems
from newsroom.settings import MediaContact, Settings, Site


class _Unread:
    """Stands for a Python name or an environment variable: nothing, but none that was written."""

    def __bool__(self) -> bool:
        return False


UNREAD = _Unread()


class _Loader(yaml.CSafeLoader):
    """Reads MkDocs' configuration; Python names and environment variables in it stay unread."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: UNREAD)


def read_site(config_file: Path) -> tuple[Site, list[Any]]:
    """The site that mkdocs.yml describes, and its Markdown extensions as written there.

    In the place of what stays unread there is UNREAD in the extensions, and nothing elsewhere.
    Raises Problems if it cannot be read, FileNotFoundError if it is not there.
    """
    shown = config_file.name
    try:
        config = yaml.load(config_file.read_text("utf-8"), Loader=_Loader) or {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Problems([Problem("config_yaml", Position(shown, line, column))]) from None
    extensions = config.pop("markdown_extensions", None) or []
    config = _with_nothing_unread(config)
    options = _options_of(config.get("plugins") or [])
    if options is None:
        raise Problems([Problem("no_plugin", Position(shown))])
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
        yield Problem(code, _position(config_file, ("plugins", "newsroom", *details["loc"])), facts)


def _position(config_file: Path, path: tuple[str | int, ...]) -> Position:
    """Where a value of mkdocs.yml stands; the nearest enclosing one if it has none."""
    node = yaml.compose(config_file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    mark = None
    for step in path:
        # Plugins may stand in a list, each a mapping of its own.
        parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [p for part in parts if isinstance(part, yaml.MappingNode) for p in part.value]
        found = next(((key, value) for key, value in pairs if key.value == step), None)
        if found is None:
            break
        mark, node = found[0].start_mark, found[1]
    return Position(config_file.name, *((mark.line + 1, mark.column + 1) if mark else (1, 1)))


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
