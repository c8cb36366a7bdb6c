"""nginx and Caddy as an office would run them, with the settings that the build has written."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import indent

import pytest
from processes import ended, free_port

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def command(name: str) -> str:
    """The server's program; without it the test is skipped, but never in CI."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None:
        reason = f"no {name} on this machine (install it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site with its own settings; gives the address, which ends with a slash."""
    settings = (site / "_server/nginx.conf").read_text("utf-8")
    if BROTLI.exists():
        settings = settings.replace("# brotli_static on;", "brotli_static on;")
    with plain_nginx(site, folder, settings) as address:
        yield address


@contextmanager
def plain_nginx(root: Path, folder: Path, settings: str = "") -> Iterator[str]:
    """Serve a folder as nginx does by itself, with what else is set for this one site."""
    program, port = command("nginx"), free_port()
    (folder / "newsroom.conf").write_text(settings)
    paths = "".join(
        f"  {name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    module = f"load_module {BROTLI};" if BROTLI.exists() else ""
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    config.write_text(
        f"{module}\n{user}\ndaemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{ }}\nhttp {{\n  include /etc/nginx/mime.types;\n  access_log off;\n"
        f"  sendfile on;\n{paths}"
        f"  server {{\n    listen 127.0.0.1:{port};\n    root {root};\n"
        f"    include {folder}/newsroom.conf;\n  }}\n}}\n"
    )
    with _running([program, "-e", f"{folder}/error.log", "-c", str(config)], port, folder) as at:
        yield at


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site with its own settings; gives the address, which ends with a slash."""
    program, port = command("caddy"), free_port()
    config = folder / "Caddyfile"
    settings = (site / "_server/Caddyfile").read_text("utf-8")
    config.write_text(
        "{\n  admin off\n  auto_https off\n}\n"
        f"http://127.0.0.1:{port} {{\n  root * {site}\n{indent(settings, '  ')}}}\n"
    )
    arguments = [program, "run", "--config", str(config), "--adapter", "caddyfile"]
    with _running(arguments, port, folder) as at:
        yield at


SERVERS: tuple[Callable[[Path, Path], object], ...] = (nginx, caddy)


@contextmanager
def _running(arguments: list[str], port: int, folder: Path) -> Iterator[str]:
    """Run a server until the test is over; it is ended whatever happens."""
    log = folder / "server.log"
    environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    with log.open("wb") as output:
        process = subprocess.Popen(arguments, stdout=output, stderr=output, env=environment)
        with ended(process):
            _wait_until_open(port, process, log)
            yield f"http://127.0.0.1:{port}/"


def _wait_until_open(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError(log.read_text("utf-8", "replace")) from None
            time.sleep(0.05)
