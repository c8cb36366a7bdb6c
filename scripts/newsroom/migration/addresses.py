"""The addresses that the old site gave its posts."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from newsroom.migration.posts import Post

_NAMED = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
_TOKEN = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")
# What Jekyll (mode "pretty") and Hugo leave in an address.
_JEKYLL = re.compile(r"[^\w._~!$&'()+,;=@-]+")
_HUGO = re.compile(r"[^\w./\\ -]+")


def old_address(
    pattern: str, system: str, post: Post, title: str, slug: str | None, written: datetime
) -> str:
    """The address by a pattern such as `/:year/:month/:day/:title/`; empty without one.

    `written` is the date as the source bears it, whose day the old system took.
    It is relative to the site's root, not percent-encoded, without the slash in front.
    """
    pattern = _NAMED.get(pattern, pattern)
    if not pattern:
        return ""
    folders = post.source.split("/")[:-1]
    sections = [part for part in folders if part not in ("content", "_posts", "_drafts")]
    if post.source.rpartition("/")[2].startswith("index."):
        sections = sections[:-1]
    name = post.name if system == "jekyll" else post.stem
    # Hugo puts every part of an address in its own form; Jekyll takes names as they are.
    file, own = (_hugo(post.stem), _hugo(post.name)) if system == "hugo" else (post.stem, post.name)
    values = {
        "year": f"{written:%Y}",
        "short_year": f"{written:%y}",
        "month": f"{written:%m}",
        "i_month": str(written.month),
        "day": f"{written:%d}",
        "i_day": str(written.day),
        "y_day": f"{written:%j}",
        "hour": f"{written:%H}",
        "minute": f"{written:%M}",
        "second": f"{written:%S}",
        "title": _jekyll(slug or name) if system == "jekyll" else _hugo(title),
        "slug": slug or (_jekyll(name).lower() if system == "jekyll" else _hugo(title)),
        "filename": file,
        "name": own,
        "contentbasename": file,
        "slugorfilename": slug or file,
        "slugorcontentbasename": slug or file,
        "section": sections[0] if sections else "",
        "sections": "/".join(sections),
        "categories": "/".join(_categories(post)),
    }
    if system == "hugo" and pattern == "/:sections/:slug/":
        values["slug"] = slug or _hugo(post.stem)
    made = _TOKEN.sub(lambda found: values.get(found[1], found[0]), pattern)
    return _SLASHES.sub("/", made).lstrip("/")


def path_of(link: str) -> str:
    """The path of an address, decoded, without the slash in front; `index.html` is its folder."""
    path = unquote(urlsplit(link).path).lstrip("/")
    return path.removesuffix("index.html")


def same(path: str) -> str:
    """The form in which two ways to write one address are equal."""
    plain = unicodedata.normalize("NFC", path).casefold()
    return plain.removesuffix("index.html").removesuffix(".html").strip("/")


def may_be_alias(path: str) -> bool:
    """Whether a name in the address is short enough for every file system."""
    return all(len(quote(part)) <= 200 or len(part.encode()) <= 200 for part in path.split("/"))


def _categories(post: Post) -> list[str]:
    """Jekyll's categories: folders above _posts, then those the post names."""
    folders = post.source.partition("_posts/")[0].strip("/").split("/")
    named = post.values.get("categories") or post.values.get("category") or []
    listed = named.split() if isinstance(named, str) else named
    return [
        _jekyll(str(name)).lower()
        for name in dict.fromkeys([*(f for f in folders if f), *(n for n in listed if n)])
    ]


def _jekyll(name: str) -> str:
    return _JEKYLL.sub("-", name).strip("-")


def _hugo(name: str) -> str:
    """Hugo's `urlize`: lower case, punctuation left out, a hyphen for every space."""
    plain = _HUGO.sub("", unicodedata.normalize("NFC", name).lower())
    return re.sub(r"-{2,}", "-", re.sub(r"\s+", "-", plain.strip()))
