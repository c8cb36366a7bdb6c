"""What the bench ran on, and with which versions."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.peers.peer import Peer

_PACKAGES = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pagefind")
_MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)


def machine() -> str:
    """Processor and how busy it was in the last minute, memory and system, in one line."""
    parts = [
        f"{os.cpu_count()} cores{_model()}",
        f"load {os.getloadavg()[0]:.1f} before the first build",
        f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB of memory",
        f"{platform.system()} {platform.machine()}",
    ]
    return ", ".join(parts)


def versions(peers: Sequence[Peer]) -> str:
    """Ours and theirs, in one line."""
    ours = [f"{name} {version(name)}" for name in _PACKAGES]
    theirs = [
        f"{peer.name}: " + ", ".join(f"{name} {pin}" for name, pin in environment.pins.items())
        for peer in peers
        if (environment := peer.environment)
    ]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return "; ".join([f"Newsroom: {', '.join([python, *ours])}", *theirs])


def _model() -> str:
    try:
        found = _MODEL.search(Path("/proc/cpuinfo").read_text("utf-8", "replace"))
    except OSError:
        found = None
    return f" ({found[1]})" if found else ""
