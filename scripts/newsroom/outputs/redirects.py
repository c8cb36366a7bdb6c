"""Old addresses as rules for hosts that read a `_redirects` file (Netlify, Cloudflare Pages)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

REDIRECTS = "_redirects"
"""The file with rules for hosts that read it."""


def redirect_rules(moved: Mapping[str, str], site_url: str) -> bytes:
    """A permanent redirect a line; `moved` maps old addresses to new ones.

    Addresses are relative to the site's root, percent-encoded; in the file they
    begin at the host's root.
    """
    root = urlsplit(site_url).path or "/"
    rules = (f"{root}{old} {root}{new} 301\n" for old, new in sorted(moved.items()))
    return "".join(rules).encode()
