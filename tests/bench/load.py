"""How many readers a built site can serve: nginx with the site's settings, against plain files.

Each page is asked for as a browser does, with packed copies taken. Beside it two other nginx hand
out a file of just the bytes that are sent for it: one with the site's settings but for packed
copies, so the same headers; one with no settings at all. The three take turns.
Only this machine's own address is asked, for a few seconds a turn.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from servers import command, nginx, plain_nginx

from bench.record import FILE

_AT_ONCE = 16
_ENCODING = "gzip"
_HEAD = """\
## Load

`scripts/load --write` on {day}: {measured}, of which the medians stand here; nginx with one worker,
wrk with 16 connections on the same cores, gzip taken. The plain file is of just the bytes sent, by
an nginx with the same settings but for packed copies, so with the same headers; the last from an
nginx without any settings. Rates swing with what else the machine does; the CPU that nginx spends
on a request does so less.
"""


def main(arguments: Sequence[str]) -> int:
    """Measure and print a table; 0 if nothing failed, 2 if there is no such site."""
    parser = argparse.ArgumentParser("scripts/load", description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path, help="folder of a site built with precompress: true")
    parser.add_argument("--turns", type=int, default=3, help="of each, of which the median counts")
    parser.add_argument("--seconds", type=int, default=4, help="a turn")
    parser.add_argument("--write", action="store_true", help=f"write the table to {FILE.name}, too")
    options = parser.parse_args(arguments)
    site: Path = options.site.resolve()
    if not (site / "_server/nginx.conf").is_file():
        print(f"{site} is no built site", file=sys.stderr)
        return 2
    wrk = command("wrk")
    table: list[str] = []

    def tell(line: str) -> None:
        table.append(line)
        print(line, flush=True)

    tell("| | bytes | site, requests/s | plain file | file, no settings | CPU of nginx, µs each |")
    tell("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        ours, same, bare, files = (Path(folder, name) for name in ("ours", "same", "bare", "files"))
        for made in (ours, same, bare, files):
            made.mkdir()
        settings = (site / "_server/nginx.conf").read_text("utf-8")
        unpacked = re.sub(r"(?m)^gzip.*\n", "", settings)
        with (
            nginx(site, ours) as address,
            plain_nginx(files, same, unpacked) as alike,
            plain_nginx(files, bare) as other,
        ):
            for number, (title, path) in enumerate(_asked(site)):
                sent = _sent(address + path)
                (files / f"{number}.bin").write_bytes(sent)
                asked = [
                    (address + path, ours),
                    (f"{alike}{number}.bin", same),
                    (f"{other}{number}.bin", bare),
                ]
                turns = [
                    [_turn(wrk, url, server, options.seconds) for url, server in asked]
                    for _ in range(options.turns)
                ]
                found = [zip(*one, strict=True) for one in zip(*turns, strict=True)]
                rates, costs = zip(*(map(median, each) for each in found), strict=True)
                tell(
                    f"| {title} | {len(sent):,} | {' | '.join(f'{rate:,.0f}' for rate in rates)} "
                    f"| {', '.join(f'{cost:.1f}' for cost in costs)} |"
                )
    if options.write:
        number = len(list(site.glob("news/[0-9]*/*/index.html")))
        write(table, f"{number:,} releases, {options.turns} turns of {options.seconds} s")
    return 0


def write(table: Sequence[str], measured: str, file: Path = FILE) -> None:
    """Renew the table of the results and what stands above it; what was said of it stays below."""
    told = [*_HEAD.format(day=datetime.now(UTC).date(), measured=measured).split("\n"), *table]
    before, head, rest = file.read_text("utf-8").partition(f"{told[0]}\n")
    below = re.sub(r"(?s)\A.*?\n(?:\|[^\n]*\n)+", "", rest, count=1) if head else ""
    text = before if head else f"{before.rstrip()}\n\n"
    file.write_text("\n".join([f"{text}{told[0]}", *told[1:], below]), "utf-8", newline="\n")


def _asked(site: Path) -> list[tuple[str, str]]:
    """What is asked for: (title, path)."""
    release = sorted(site.glob("news/[0-9]*/*/index.html"))[-1].parent.relative_to(site)
    fragments = sorted(site.glob("pagefind/*/fragment/*"), key=lambda file: file.stat().st_size)
    asked = [("home", ""), ("release", f"{release.as_posix()}/")]
    if fragments:
        middle = fragments[len(fragments) // 2].relative_to(site)
        asked.append(("search fragment", middle.as_posix()))
    return asked


def _sent(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept-Encoding": _ENCODING})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def _turn(wrk: str, url: str, folder: Path, seconds: int) -> tuple[float, float]:
    """Requests a second, and microseconds of nginx' processors for each.

    The second depends little on what else the machine does. Every answer must be a good one.
    """
    before = _processor_time(folder)
    told = subprocess.run(
        [
            wrk, "-t1", f"-c{_AT_ONCE}", f"-d{seconds}s", "-H", f"Accept-Encoding: {_ENCODING}",
            url,
        ],
        check=True, capture_output=True, text=True, timeout=seconds + 30,
    ).stdout  # fmt: skip
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    number = re.search(r"(\d+) requests in", told)
    assert rate is not None, told
    assert number is not None, told
    spent = _processor_time(folder) - before
    return float(rate[1]), 1e6 * spent / int(number[1])


def _processor_time(folder: Path) -> float:
    """Seconds that the workers of the nginx of a folder have used (Linux, proc(5))."""
    master = (folder / "pid").read_text().strip()
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    ticks = 0
    for worker in workers:
        fields = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
