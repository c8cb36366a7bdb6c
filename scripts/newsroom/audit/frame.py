"""What a site is made of besides docs/: its settings, its templates, its theme."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

_STYLES = "assets/stylesheets"


class _Loader(yaml.CSafeLoader):
    """Reads MkDocs' configuration; Python names and environment variables in it stay unread."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def frame_of(config_file: Path) -> tuple[Path, ...]:
    """mkdocs.yml, the site's own folder of templates, and the style sheets of its theme."""
    from newsroom.engine import theme_folder

    try:
        config = yaml.load(config_file.read_text("utf-8"), Loader=_Loader) or {}
    except (OSError, yaml.YAMLError):
        return ()
    theme: Any = config.get("theme") or {}
    name = theme if isinstance(theme, str) else theme.get("name")
    own = None if isinstance(theme, str) else theme.get("custom_dir")
    frame = [config_file]
    if own:
        frame.append(config_file.parent / own)
    with suppress(KeyError):  # a theme that is not installed; MkDocs has told already
        frame.append(theme_folder(str(name)) / _STYLES)
    return tuple(frame)
