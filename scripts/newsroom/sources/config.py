"""Read mkdocs.yml without MkDocs, for the commands that need no engine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Settings, Site


class _Loader(yaml.CSafeLoader):
    """Reads MkDocs' configuration; Python names and environment variables in it stay unread."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_site(config_file: Path) -> tuple[Site, list[Any]]:
    """The site that mkdocs.yml describes, and its Markdown extensions as written there.

    Raises Problems if it cannot be read, FileNotFoundError if it is not there.
    """
    shown = config_file.name
    try:
        config = yaml.load(config_file.read_text("utf-8"), Loader=_Loader) or {}
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Problems([Problem("config_yaml", Position(shown, line, column))]) from None
    options = _options_of(config.get("plugins") or [])
    if options is None:
        raise Problems([Problem("no_plugin", Position(shown))])
    docs_dir = config.get("docs_dir") or "docs"
    try:
        settings = Settings.model_validate(options)
    except ValidationError as error:
        raise Problems(option_problems(error, shown)) from None
    site = make_site(
        name=config.get("site_name") or "",
        url=config.get("site_url") or "",
        docs=(config_file.parent / docs_dir).resolve(),
        description=config.get("site_description") or "",
        settings=settings,
    )
    return site, config.get("markdown_extensions") or []


def make_site(name: str, url: str, docs: Path, description: str, settings: Settings) -> Site:
    """A site from the values of mkdocs.yml; messages name its sources by their folder's name."""
    if url and not url.endswith("/"):
        url += "/"
    return Site(
        name=name, url=url, docs=docs, shown=docs.name, description=description, settings=settings
    )


def option_problems(error: ValidationError, shown: str) -> Iterable[Problem]:
    """What is wrong with the plugin's options."""
    for details in error.errors(include_url=False):
        key = ".".join(str(step) for step in details["loc"])
        facts = {"key": key, "message": str(details["msg"])}
        yield Problem("option", Position(shown), facts)


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
