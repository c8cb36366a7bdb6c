"""What a site is made of besides docs/: its settings and its templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class _Loader(yaml.CSafeLoader):
    """Reads MkDocs' configuration; Python names and environment variables in it stay unread."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def frame_of(config_file: Path) -> tuple[Path, ...]:
    """mkdocs.yml, and the site's own folder of templates, style sheets and scripts."""
    try:
        config = yaml.load(config_file.read_text("utf-8"), Loader=_Loader) or {}
    except (OSError, yaml.YAMLError):
        return ()
    theme: Any = config.get("theme") or {}
    own = None if isinstance(theme, str) else theme.get("custom_dir")
    frame = [config_file]
    if own:
        frame.append(config_file.parent / own)
    return tuple(frame)
