"""A web server as a site's host would be: gzip, kept connections, cache headers, its 404 page."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What is not compressed already.
_TEXTS = ("text/", "application/json", "application/xml", "application/javascript", "image/svg")


@lru_cache
def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a built site on loopback; gives the address, which ends with a slash."""

    class Host(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path).lstrip("/")
            file = site / path
            if file.is_dir() and not path.endswith("/") and path:
                self.send_response(301)
                self.send_header("Location", f"/{path}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            self._send(200 if found else 404, file if found else site / "404.html")

        def _send(self, status: int, file: Path) -> None:
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            kind = "text/javascript" if file.suffix == ".js" else kind
            data = file.read_bytes()
            is_text = kind.startswith(_TEXTS)
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
            # Pages are asked for anew, what they are made of is kept for a while.
            kept = "no-cache" if file.suffix == ".html" else "public, max-age=86400"
            self.send_header("Cache-Control", kept)
            if is_text and "gzip" in self.headers.get("Accept-Encoding", ""):
                data = _gzipped(data)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with suppress(ConnectionError):  # a tab may be closed before all has come
                self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
