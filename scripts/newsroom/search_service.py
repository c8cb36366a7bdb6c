"""Give Pagefind pages one by one, so that it numbers them in an order of ours.

Run over a folder, Pagefind numbers pages as the disk happens to list them. Over its stdio
service (`--service`) it takes them in turn, for about a fifth more time: messages are JSON
in base64, each ended by a comma, and are answered in the order in which they came.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import Popen
from threading import Thread
from typing import IO, Any

_CHUNK = 65536  # bytes


def index_in_order(process: Popen[bytes], pages: Path, output: Path, language: str) -> None:
    """Have a process that runs the service index the pages of a folder, sorted by path.

    The service ends when its input does, so that stays open until the index is written.
    Returns when the process has ended. Raises ValueError with what Pagefind says if it
    refuses something, or if it ended before all was done.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    teller = Thread(target=_tell, args=(process.stdin, pages, output, language), daemon=True)
    teller.start()
    written = False
    refused = ""
    for answer in _answers(process.stdout):
        if answer["type"] == "Error":
            refused = str(answer.get("message"))
        written = answer["type"] == "WriteFiles"
        if written or refused:
            break
    if refused:
        process.kill()
    teller.join()
    with suppress(OSError):
        process.stdin.close()
    process.stdout.close()
    process.wait()
    if refused or not written:
        raise ValueError(refused or f"Pagefind ended early ({process.returncode})")


def _tell(into: IO[bytes], pages: Path, output: Path, language: str) -> None:
    with suppress(OSError):  # it has ended; whoever reads its answers notices
        for number, request in enumerate(_requests(pages, output, language)):
            message = json.dumps({"message_id": number, "payload": request})
            into.write(b64encode(message.encode()) + b",")
        into.flush()


def _requests(pages: Path, output: Path, language: str) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for path in sorted(file.relative_to(pages).as_posix() for file in pages.rglob("*.html")):
        content = (pages / path).read_text("utf-8", errors="replace")
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": content}
    yield {"type": "WriteFiles", "index_id": 0, "output_path": str(output.absolute())}


def _answers(out: IO[bytes]) -> Iterator[dict[str, Any]]:
    left = b""
    while more := os.read(out.fileno(), _CHUNK):
        *whole, left = (left + more).split(b",")
        for message in whole:
            yield json.loads(b64decode(message))["payload"]
