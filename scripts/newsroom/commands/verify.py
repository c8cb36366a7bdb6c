"""`newsroom verify`: whether a site that was copied somewhere is still as it was built."""

from __future__ import annotations

import argparse
import http.client
import os
import ssl
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO
from urllib.parse import quote, urljoin, urlsplit

from newsroom.commands.terminal import Refused, Terminal, print_json
from newsroom.outputs.headers import SERVER_FOLDER
from newsroom.outputs.manifest import MANIFEST, read_manifest
from newsroom.press.packing import PACKED
from newsroom.words import Words

_AT_ONCE = 8
_PATIENCE = 30  # seconds for an answer to begin or to go on
_PIECE = 1 << 16
# In bytes; no file of a site is larger, and no manifest.
_MOST = 1 << 30
_MOST_MANIFEST = 1 << 27
_REDIRECTS = 3
# What hosts read, and do not hand out.
_FOR_HOSTS = ("_headers", "_redirects", SERVER_FOLDER)


@dataclass
class Findings:
    """Paths by what is wrong with them, and the reasons for which some could not be read."""

    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.missing) + len(self.changed) + len(self.extra) + len(self.unread)


class Absent(Exception):
    """There is no such file."""


Digest = Callable[[str], str]
"""The SHA-256 of the file at a path. Raises Absent, or OSError if it cannot be read."""


def configure(parser: argparse.ArgumentParser, words: Words) -> None:
    """Take what is to be verified, and what it is compared with."""
    parser.add_argument("site", metavar="SITE", help=words.t("commands.verify.site"))
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help=words.t("commands.verify.against")
    )
    parser.add_argument("--json", action="store_true", help=words.t("commands.json"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Compare every file with the manifest; tell what is missing, changed or too much."""
    web = options.site.startswith(("http://", "https://"))
    with closing(_Web(options.site) if web else _Folder(Path(options.site))) as site:
        return _verify(site, options, terminal.words)


def _verify(site: _Web | _Folder, options: argparse.Namespace, words: Words) -> int:
    own: dict[str, str] | None = None
    try:
        own = read_manifest(site.read(MANIFEST))
    except (Absent, OSError, ValueError) as error:
        if options.against is None:
            key = "unsound" if isinstance(error, ValueError) else "no_manifest"
            said = words.t(f"commands.verify.{key}", site=options.site, reason=_reason(error))
            raise Refused(said, code=2) from None
    expected = own if options.against is None else _against(options.against, words)
    assert expected is not None
    found = _compare(site, expected, own)
    asked = sum(map(site.hands_out, expected))
    if options.json:
        print_json({"files": asked, **vars(found)})
    else:
        _tell(found, words)
        print(_closing(found, asked, trusted=options.against is not None, words=words))
    return 1 if len(found) else 0


def _against(given: Path, words: Words) -> dict[str, str]:
    """The manifest of a site's folder, or a manifest itself."""
    file = given / MANIFEST if given.is_dir() else given
    try:
        return read_manifest(file.read_bytes())
    except ValueError:
        raise Refused(words.t("commands.verify.unsound", site=file, reason=""), code=2) from None
    except OSError as error:
        reason = _reason(error)
        said = words.t("commands.verify.no_manifest", site=given, reason=reason)
        raise Refused(said, code=2) from None


def _compare(
    site: _Web | _Folder, expected: Mapping[str, str], own: Mapping[str, str] | None
) -> Findings:
    found = Findings()
    paths = [path for path in sorted(expected) if site.hands_out(path)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for path, digest in zip(paths, pool.map(partial(_digest, site), paths), strict=True):
            if digest is None:
                found.missing.append(path)
            elif isinstance(digest, OSError):
                found.unread[path] = _reason(digest)
            elif digest != expected[path]:
                found.changed.append(path)
    there = site.files() if isinstance(site, _Folder) else set(own or ())
    found.extra = sorted(there - expected.keys() - {MANIFEST})
    return found


def _digest(site: _Web | _Folder, path: str) -> str | OSError | None:
    try:
        return site.digest(path)
    except Absent:
        return None
    except OSError as error:
        return error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _tell(found: Findings, words: Words) -> None:
    for kind in ("missing", "changed", "extra"):
        for path in getattr(found, kind):
            print(words.t(f"commands.verify.{kind}", file=path))
    for path, reason in found.unread.items():
        print(words.t("commands.verify.unread", file=path, reason=reason))


def _closing(found: Findings, number: int, *, trusted: bool, words: Words) -> str:
    if len(found):
        return words.count("commands.verify.differs", len(found))
    said = words.count("commands.verify.same", number)
    return said if trusted else f"{said} {words.t('commands.verify.own_word')}"


class _Folder:
    """A site in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def close(self) -> None:
        """Nothing is kept open."""

    def hands_out(self, path: str) -> bool:
        """Every file can be read."""
        return True

    def read(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def digest(self, path: str) -> str:
        try:
            with (self._folder / path).open("rb") as file:
                return _digest_of(file)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            raise Absent from None

    def files(self) -> set[str]:
        """Every file, but for hidden ones at the top, which are the server's own."""
        found = set()
        for parent, folders, names in os.walk(self._folder):
            below = Path(parent).relative_to(self._folder)
            if below == Path():
                folders[:] = [name for name in folders if not name.startswith(".")]
            shown = (name for name in names if below.parts or not name.startswith("."))
            found |= {(below / name).as_posix() for name in shown}
        return found


class _Web:
    """A site as a host hands it out."""

    def __init__(self, url: str) -> None:
        self._url = url if url.endswith("/") else f"{url}/"
        self._mine = threading.local()
        self._opened: list[http.client.HTTPConnection] = []

    def close(self) -> None:
        """Hang up."""
        for connection in self._opened:
            connection.close()

    def hands_out(self, path: str) -> bool:
        """Not what is for hosts; and packed copies go out under other names."""
        return not path.startswith(_FOR_HOSTS) and not path.endswith(PACKED)

    def read(self, path: str) -> bytes:
        try:
            data = self._answer(path).read(_MOST_MANIFEST + 1)
        except http.client.HTTPException as error:
            raise OSError(str(error) or type(error).__name__) from None
        if len(data) > _MOST_MANIFEST:
            raise ValueError("too large")
        return data

    def digest(self, path: str) -> str:
        try:
            return _digest_of(self._answer(path))
        except http.client.HTTPException as error:
            raise OSError(str(error) or type(error).__name__) from None

    def _answer(self, path: str) -> http.client.HTTPResponse:
        """The answer that holds a file; a page is asked for by its address."""
        name = path[: -len("index.html")] if path.rpartition("/")[2] == "index.html" else path
        url = urljoin(self._url, quote(name, safe="/:@!$&'()*+,;=~"))
        for _ in range(_REDIRECTS + 1):
            answer = self._ask(url)
            if answer.status == http.client.OK:
                return answer
            answer.read(_PIECE)
            self._hang_up()
            place = answer.getheader("Location")
            if answer.status in (http.client.NOT_FOUND, http.client.GONE):
                raise Absent
            if not (300 <= answer.status < 400 and place):
                break
            url = urljoin(url, place)
            if not url.startswith(("http://", "https://")):
                break
        raise OSError(f"HTTP {answer.status}")

    def _ask(self, url: str) -> http.client.HTTPResponse:
        """Ask over the connection of this thread; once more if the host has closed it."""
        parts = urlsplit(url)
        host = (parts.scheme, parts.netloc)
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        kept = getattr(self._mine, "host", None) == host
        for again in (True, False) if kept else (False,):
            try:
                if getattr(self._mine, "host", None) != host:
                    self._connect(*host)
                connection: http.client.HTTPConnection = self._mine.connection
                connection.request("GET", target, headers={"Accept-Encoding": "identity"})
                return connection.getresponse()
            except (OSError, http.client.HTTPException) as error:
                self._hang_up()
                if not again:
                    raise OSError(_reason(error) or type(error).__name__) from None
        raise AssertionError

    def _connect(self, scheme: str, netloc: str) -> None:
        self._mine.host = (scheme, netloc)
        self._mine.connection = (
            http.client.HTTPSConnection(
                netloc, timeout=_PATIENCE, context=ssl.create_default_context()
            )
            if scheme == "https"
            else http.client.HTTPConnection(netloc, timeout=_PATIENCE)
        )
        self._opened.append(self._mine.connection)

    def _hang_up(self) -> None:
        connection = getattr(self._mine, "connection", None)
        if connection is not None:
            connection.close()
        self._mine.connection = self._mine.host = None


def _digest_of(file: IO[bytes] | http.client.HTTPResponse) -> str:
    digest, size = sha256(), 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > _MOST:
            raise OSError("larger than any file of a site")
        digest.update(piece)
    return digest.hexdigest()
