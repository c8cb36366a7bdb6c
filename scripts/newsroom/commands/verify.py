"""`newsroom verify`: whether a site that was copied somewhere is still as it was built."""

from __future__ import annotations

import argparse
import gzip
import http.client
import os
import ssl
import stat
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from newsroom.commands.terminal import Refused, Terminal, print_json
from newsroom.outputs.headers import SERVER_FOLDER
from newsroom.outputs.manifest import MANIFEST, read_manifest
from newsroom.press.packing import PACKED, is_packable
from newsroom.words import Words

_AT_ONCE = 8
_PATIENCE = 30  # seconds for an answer to begin or to go on
_PIECE = 1 << 16
_PIECE_OF_BROTLI = 1 << 10
# In bytes; no file of a site is larger, and no manifest.
_MOST = 1 << 30
_MOST_MANIFEST = 1 << 27
_REDIRECTS = 3
_OF_AN_ADDRESS = "%/:?#[]@!$&'()*+,;=~"
# How a browser lets a host pack what it hands out.
_ENCODINGS = ("gzip", "br")
# Where certificates are proven and offices put `security.txt` (RFC 8615), besides the manifest.
_WELL_KNOWN = ".well-known"
# What hosts read, and do not hand out.
_FOR_HOSTS = ("_headers", "_redirects", SERVER_FOLDER)


@dataclass
class Findings:
    """Paths by what is wrong with them, and the reasons for which some could not be read.

    Of `packed` the file is right, and what a host sends browsers in its place is not; `noted`
    are files that may well be where they are, and count for nothing.
    """

    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    packed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        wrong = (self.missing, self.changed, self.packed, self.extra, self.unread)
        return sum(map(len, wrong))


class Absent(Exception):
    """There is no such file."""


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
    words = terminal.words
    with closing(_Web(options.site) if web else _Folder(Path(options.site), words)) as site:
        return _verify(site, options, words)


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
        for path, state in zip(
            paths, pool.map(partial(_state, site, expected), paths), strict=True
        ):
            if isinstance(state, OSError):
                found.unread[path] = _reason(state)
            elif state:
                getattr(found, state).append(path)
    there = site.files() if isinstance(site, _Folder) else set(own or ())
    for path in sorted(there - expected.keys() - {MANIFEST}):
        (found.noted if path.startswith(f"{_WELL_KNOWN}/") else found.extra).append(path)
    return found


def _state(site: _Web | _Folder, expected: Mapping[str, str], path: str) -> str | OSError:
    """In which list of the findings a path belongs; "" if all is well."""
    try:
        if site.digest(path) != expected[path]:
            return "changed"
        return "packed" if set(site.packed(path)) - {expected[path]} else ""
    except Absent:
        return "missing"
    except OSError as error:
        return error


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _tell(found: Findings, words: Words) -> None:
    for kind in ("missing", "changed", "packed", "extra"):
        for path in getattr(found, kind):
            print(words.t(f"commands.verify.{kind}", file=_shown(path)))
    for path, reason in found.unread.items():
        print(words.t("commands.verify.unread", file=_shown(path), reason=reason))
    for path in found.noted:
        print(words.t("commands.verify.noted", file=_shown(path)))


def _shown(path: str) -> str:
    """A path as a terminal can show it, whatever somebody has called a file."""
    return path if path.isprintable() else path.encode("unicode_escape").decode()


def _closing(found: Findings, number: int, *, trusted: bool, words: Words) -> str:
    if len(found):
        return words.count("commands.verify.differs", len(found))
    said = words.count("commands.verify.same", number)
    return said if trusted else f"{said} {words.t('commands.verify.own_word')}"


class _Folder:
    """A site in a folder of this machine."""

    def __init__(self, folder: Path, words: Words) -> None:
        self._folder = folder
        self._words = words

    def close(self) -> None:
        """Nothing is kept open."""

    def hands_out(self, path: str) -> bool:
        """Every file can be read."""
        return True

    def read(self, path: str) -> bytes:
        return b"".join(self._pieces(path))

    def digest(self, path: str) -> str:
        """The SHA-256 of a file. Raises Absent, or OSError if it cannot be read."""
        return _digest_of(self._pieces(path))

    def packed(self, path: str) -> Iterator[str]:
        """Packed copies are files like the others here."""
        return iter(())

    def _pieces(self, path: str) -> Iterator[bytes]:
        place = self._folder / path
        try:
            mode = place.stat().st_mode
            if stat.S_ISDIR(mode):
                raise Absent
            if not stat.S_ISREG(mode):  # a pipe may have nobody at its other end
                raise OSError(self._words.t("commands.verify.no_file"))
            with place.open("rb") as file:
                yield from iter(partial(file.read, _PIECE), b"")
        except (FileNotFoundError, NotADirectoryError):
            raise Absent from None

    def files(self) -> set[str]:
        """Every file, and links to folders, which nobody follows.

        Not what is hidden at the top, which is the server's own, but for `.well-known`.
        """
        found = set()
        for parent, folders, names in os.walk(self._folder):
            below = Path(parent).relative_to(self._folder)
            if below == Path():
                folders[:] = [f for f in folders if f == _WELL_KNOWN or not f.startswith(".")]
            links = [name for name in folders if (Path(parent) / name).is_symlink()]
            shown = (n for n in (*names, *links) if below.parts or not n.startswith("."))
            found |= {(below / name).as_posix() for name in shown}
        return found


class _Web:
    """A site as a host hands it out."""

    def __init__(self, url: str) -> None:
        self._url = f"{url.partition('#')[0].partition('?')[0].rstrip('/')}/"
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
        data = bytearray()
        for piece in self._pieces(path, "identity"):
            data += piece
            if len(data) > _MOST_MANIFEST:
                raise ValueError("too large")
        return bytes(data)

    def digest(self, path: str) -> str:
        """The SHA-256 of a file. Raises Absent, or OSError if it cannot be read."""
        return _digest_of(self._pieces(path, "identity"))

    def packed(self, path: str) -> Iterator[str]:
        """The SHA-256 of what each packed form of a file holds, if a host may pack it."""
        for encoding in _ENCODINGS if is_packable(path) else ():
            yield _digest_of(self._pieces(path, encoding))

    def _pieces(self, path: str, encoding: str) -> Iterator[bytes]:
        """What a file holds. Raises Absent, or OSError if it cannot be read."""
        whole = False
        try:
            with self._answer(path, encoding) as answer:
                yield from _unpacked(answer)
                whole = True
        except http.client.HTTPException as error:
            raise OSError(str(error) or type(error).__name__) from None
        finally:
            if not whole:  # what is left of the answer would be taken for the next one
                self._hang_up()

    def _answer(self, path: str, encoding: str) -> http.client.HTTPResponse:
        """The answer that holds a file; a page is asked for by its address.

        A host may send on to another of its addresses, and from http to https, but nowhere
        else: what another host shows is not this site.
        """
        name = path[: -len("index.html")] if path.rpartition("/")[2] == "index.html" else path
        url = self._url + quote(name.encode("utf-8", "surrogateescape"), safe="/:@!$&'()*+,;=~")
        for _ in range(_REDIRECTS + 1):
            answer = self._ask(url, encoding)
            if answer.status == http.client.OK:
                return answer
            answer.read(_PIECE)
            self._hang_up()
            place = answer.getheader("Location")
            if answer.status in (http.client.NOT_FOUND, http.client.GONE):
                raise Absent
            if not (300 <= answer.status < 400 and place):
                break
            try:
                following = urljoin(url, quote(place.encode("latin-1"), safe=_OF_AN_ADDRESS))
                stays = _is_same_host(urlsplit(url), urlsplit(following))
            except ValueError:
                stays = False
            if not stays:
                raise OSError(f"HTTP {answer.status} → {place}")
            url = following
        raise OSError(f"HTTP {answer.status}")

    def _ask(self, url: str, encoding: str) -> http.client.HTTPResponse:
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
                connection.request("GET", target, headers={"Accept-Encoding": encoding})
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


def _is_same_host(one: SplitResult, other: SplitResult) -> bool:
    if other.scheme == one.scheme:
        return other.netloc == one.netloc
    return (one.scheme, other.scheme) == ("http", "https") and other.hostname == one.hostname


def _unpacked(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """What an answer holds, however it is packed. Raises OSError if it was packed wrongly."""
    import brotli

    encoding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
    try:
        if encoding == "identity":
            yield from iter(partial(answer.read, _PIECE), b"")
        elif encoding in ("gzip", "x-gzip"):
            with gzip.GzipFile(fileobj=answer) as file:
                yield from iter(partial(file.read, _PIECE), b"")
        elif encoding == "br":
            unpack = brotli.Decompressor()
            # In small pieces, as a few bytes may unpack to millions.
            yield from map(unpack.process, iter(partial(answer.read, _PIECE_OF_BROTLI), b""))
            if not unpack.is_finished():
                raise EOFError("br")
        else:
            raise OSError(f"Content-Encoding: {encoding}")
    except (EOFError, zlib.error, brotli.error) as error:
        raise OSError(f"Content-Encoding: {encoding}; {error}") from None


def _digest_of(pieces: Iterable[bytes]) -> str:
    digest, size = sha256(), 0
    for piece in pieces:
        size += len(piece)
        if size > _MOST:
            raise OSError("larger than any file of a site")
        digest.update(piece)
    return digest.hexdigest()
