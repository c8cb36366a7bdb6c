"""Headers: what a page may load, who may frame it, for how long it may be kept.

They are written for hosts that read a `_headers` file, and for nginx and Caddy.

The Content Security Policy (CSP 3) lets a page load what lies beside it, pictures and films by
https, and frames of the hosts that the office has allowed. Nothing of ours stands inline but data
(JSON-LD), which is not run. Texts bring one kind of inline style, the alignment of a table's
cells; its few forms are allowed by their hashes. Every page carries the policy in itself, so it
holds on hosts that send no headers, too; only who may frame a page must come as a header.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import partial
from hashlib import sha256
from urllib.parse import quote, unquote, urlsplit

from newsroom.outputs.manifest import MANIFEST
from newsroom.search_index import FOLDER as INDEX
from newsroom.settings import Settings, Site

HEADERS = "_headers"
"""The file with rules for hosts that read it."""

SERVER_FOLDER = "_server/"
"""Where the settings for servers lie in a site; none of it is for readers."""

# Who may frame a page.
_NOBODY = "'none'"
_ANYBODY = "*"
# In the one spelling that texts come out with.
_ALIGNED = [f"text-align:{side}".encode() for side in ("left", "center", "right", "justify")]
# Files that are named by what is in them never change; pages and feeds are asked for each time, so
# that a correction is seen at once; what pages are made of may be ten minutes old.
_FOR_EVER = "public, max-age=31536000, immutable"
_ASKED_FOR = "no-cache"
_A_WHILE = "public, max-age=600"
_PARTS = ("css", "js", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff2")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
# A preview that lies where anybody may find it; of what is no page only a header can say so.
_UNLISTED = {"X-Robots-Tag": "noindex"}
# Cloudflare Pages reads no more rules than these.
_MOST_RULES = 100
_PACKED = (
    "application/atom+xml application/feed+json application/javascript application/json "
    "application/rss+xml application/xml image/svg+xml text/css text/plain text/xml"
)


def page_policy(settings: Settings) -> str:
    """The policy that a page carries in itself; empty where all HTML is trusted."""
    if settings.html.trusted:
        return ""
    frames = " ".join(f"https://{host}" for host in settings.html.frames)
    rules = {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'" if settings.search else "'self'",
        "worker-src": "'self'",
        "style-src": " ".join(["'self'", "'unsafe-hashes'", *map(inline_hash, _ALIGNED)]),
        "img-src": "'self' https:",
        "media-src": "'self' https:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": f"'self' {frames}".rstrip(),
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def inline_hash(content: bytes) -> str:
    """An inline script or style as a policy names it."""
    return f"'sha256-{b64encode(sha256(content).digest()).decode()}'"


def _policy(settings: Settings, ancestors: str) -> str:
    return "; ".join(filter(None, [page_policy(settings), f"frame-ancestors {ancestors}"]))


def _always(*, preview: bool) -> dict[str, str]:
    """What goes with every file."""
    return {**_ALWAYS, **(_UNLISTED if preview else {})}


def headers_file(site: Site, pages: Iterable[str], *, preview: bool = False) -> bytes:
    """Rules for hosts that read `_headers` (Netlify, Cloudflare Pages).

    `pages` are the files of ordinary pages in docs/. Of two rules for one address some hosts
    take the last, others both; so no two of these rules give the same header to one address.
    Of too many folders of pages the last have none of their own.
    """
    root = _root(site)
    names = site.settings.paths
    folders = {*names.model_dump().values(), "assets"} - {names.partners}
    partners = f"{root}{names.partners}"
    folders |= {MANIFEST.partition("/")[0], SERVER_FOLDER.rstrip("/")}
    of_pages = {page.removesuffix(".md").partition("/")[0] for page in pages} - {"index"}
    of_pages -= {*folders, names.partners}
    # `:file` stands for whatever lies beside the home page: feeds, the sitemap, pages of files.
    own = [
        root,
        f"{root}:file",
        f"{partners}/",
        f"{partners}/:partner/",
        f"{partners}/:partner/page/*",
        *(f"{root}{quote(name)}/*" for name in (*sorted(folders), *sorted(of_pages))),
    ]
    framed = _policy(site.settings, _ANYBODY)
    rules: list[tuple[str, dict[str, str]]] = [
        (f"{root}*", _always(preview=preview)),
        (f"{partners}/:partner/embed/*", {"Content-Security-Policy": framed}),
        (f"{root}{INDEX}/:part/*", {"Cache-Control": _FOR_EVER}),
    ]
    rules += [
        (address, {"Content-Security-Policy": _policy(site.settings, _NOBODY)}) for address in own
    ]
    lines = []
    for address, headers in rules[:_MOST_RULES]:
        lines += [address, *(f"  {name}: {value}" for name, value in headers.items())]
    return ("\n".join(lines) + "\n").encode()


def nginx(site: Site, *, preview: bool = False) -> bytes:
    """Settings to include in a `server` of nginx, whose `root` is the site.

    They cost a request as little as they can: every header is a constant of its location, most
    addresses are found without a pattern, and a page is opened at once, without nginx' search for
    an index and the second round that it takes.
    """
    root, pattern = _root(site), _pattern(_root(site))
    place = unquote(root)  # nginx compares what it has decoded
    partners, index = f"{place}{site.settings.paths.partners}/", f"{place}{INDEX}/"
    page = ['rewrite ^ "${uri}index.html" break;']
    told = partial(_nginx_headers, site, preview=preview)
    pages, embeds = told(_NOBODY, _ASKED_FOR), told(_ANYBODY, _ASKED_FOR)
    parts = f'location ~ "\\.({"|".join(_PARTS)})$"'
    a_while = _nginx_block(parts, told(_NOBODY, _A_WHILE))
    # What is packed in itself has no packed copy to look for.
    bare = ["gzip_static off;"] if site.settings.precompress else []
    kept = _nginx_block(
        f'location ~ "^{pattern}{INDEX}/[^/]+/"', [*bare, *told(_NOBODY, _FOR_EVER)]
    )
    lines = [
        "# Copy this beside nginx's own settings and include it in the site's server { }.",
        "absolute_redirect off;",
        "server_tokens off;",
        f"error_page 404 {root}404.html;",
        *pages,
        "# Nothing hidden, such as a .git that lies in the site's folder.",
        f'location ~ "^{pattern}(.*/)?\\.(?!well-known/)" {{ return 404; }}',
        *_nginx_block('location ~ "/$"', [*page, *pages]),
        *a_while,
        *_nginx_block(f'location ^~ "{index}"', [*pages, *kept, *a_while]),
        *_nginx_block(
            f'location ^~ "{partners}"',
            [
                *pages,
                *_nginx_block(f'location ~ "{_embeds(site, pattern)}(.*/)?$"', [*page, *embeds]),
                *_nginx_block(f'location ~ "{_embeds(site, pattern)}"', embeds),
                *_nginx_block('location ~ "/$"', [*page, *pages]),
                *a_while,
            ],
        ),
        f'location = "{place}{HEADERS}" {{ return 404; }}',
        f'location = "{place}_redirects" {{ return 404; }}',
        f'location ^~ "{place}{SERVER_FOLDER}" {{ return 404; }}',
        "gzip_vary on;",
    ]
    if site.settings.precompress:
        lines += [
            "gzip_static on;",
            "# With the module for it (Debian: libnginx-mod-http-brotli-static):",
            "# brotli_static on;",
        ]
    else:
        lines += ["gzip on;", f"gzip_types {_PACKED};"]
    return ("\n".join(lines) + "\n").encode()


def _nginx_headers(site: Site, ancestors: str, kept: str, *, preview: bool) -> list[str]:
    """Every header; a location that gives one of its own inherits none of the others."""
    policy = {"Content-Security-Policy": _policy(site.settings, ancestors)}
    always = policy | _always(preview=preview)
    return [
        f'add_header Cache-Control "{kept}";',
        *(f'add_header {name} "{value}" always;' for name, value in always.items()),
    ]


def _nginx_block(opening: str, lines: Iterable[str]) -> list[str]:
    return [f"{opening} {{", *(f"  {line}" for line in lines), "}"]


def caddy(site: Site, *, preview: bool = False) -> bytes:
    """Settings to import in a site of Caddy, whose `root` is the site."""
    root, pattern = _root(site), _pattern(_root(site))
    embeds, kept = _embeds(site, pattern), f"^{pattern}{INDEX}/[^/]+/"
    parts = f"\\.({'|'.join(_PARTS)})$"
    told = (f'  {name} "{value}"' for name, value in _always(preview=preview).items())
    careful = ["header {", *told, "  -Server", "}"]
    lines = [
        "# Copy this beside the Caddyfile and import it in the site's own block.",
        f'@newsroom_embeds path_regexp "{embeds}"',
        f'@newsroom_pages not path_regexp "{embeds}"',
        f'@newsroom_kept path_regexp "{kept}"',
        "@newsroom_parts {",
        f'  path_regexp "{parts}"',
        f'  not path_regexp "{kept}"',
        "}",
        "@newsroom_others {",
        f'  not path_regexp "{parts}"',
        f'  not path_regexp "{kept}"',
        "}",
        f'header @newsroom_embeds Content-Security-Policy "{_policy(site.settings, _ANYBODY)}"',
        f'header @newsroom_pages Content-Security-Policy "{_policy(site.settings, _NOBODY)}"',
        f'header @newsroom_kept Cache-Control "{_FOR_EVER}"',
        f'header @newsroom_parts Cache-Control "{_A_WHILE}"',
        f'header @newsroom_others Cache-Control "{_ASKED_FOR}"',
        *careful,
        f"@newsroom_hidden path {root}{HEADERS} {root}_redirects {root}{SERVER_FOLDER}*",
        "error @newsroom_hidden 404",
        "@newsroom_secret {",
        f'  path_regexp "^{pattern}(.*/)?\\."',
        f"  not path {root}.well-known/*",
        "}",
        "error @newsroom_secret 404",
        "handle_errors {",
        *(f"  {line}" for line in careful),
        f'  header Content-Security-Policy "{_policy(site.settings, _NOBODY)}"',
        f"  rewrite * {root}404.html",
        "  file_server",
        "}",
    ]
    if site.settings.precompress:
        lines += ["file_server {", "  precompressed br gzip", "}"]
    else:
        lines += ["encode zstd gzip", "file_server"]
    return ("\n".join(lines) + "\n").encode()


def _root(site: Site) -> str:
    """The path below which the site lies on its host, percent-encoded."""
    return quote(urlsplit(site.url).path or "/", safe="/%~")


def _pattern(root: str) -> str:
    """The same as a regular expression; what is not plain is any character."""
    return re.sub(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9/_~-]", ".", root)


def _embeds(site: Site, pattern: str) -> str:
    """The lists of releases that other sites may show in a frame."""
    return f"^{pattern}{site.settings.paths.partners}/[^/]+/embed/"
