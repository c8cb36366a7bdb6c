"""What a site is made of besides docs/: its settings and its templates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newsroom.problems import Problems
from newsroom.sources.config import read_config


def frame_of(config_file: Path) -> tuple[Path, ...]:
    """mkdocs.yml, what it inherits from, and the site's own folder of templates and scripts."""
    try:
        config, files = read_config(config_file)
    except (OSError, Problems):
        return ()
    theme: Any = config.get("theme") or {}
    own = None if isinstance(theme, str) else theme.get("custom_dir")
    return (*files, config_file.parent / own) if own else files
