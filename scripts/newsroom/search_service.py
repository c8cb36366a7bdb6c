"""Give Pagefind pages one by one, so that it numbers them in an order of ours.

Run over a folder, Pagefind numbers pages as the disk happens to list them. Over its stdio
service (`--service`) it takes them in turn, for a fifth to a third more time: messages are
JSON in base64, each ended by a comma, and are answered in the order in which they came. The index
is asked for and written here: when the service says that it has written it, files may still be
empty, and stay so since it then ends.
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

    The service ends when its input does, so that stays open until the index has come.
    Returns when the process has ended. Raises ValueError with what Pagefind says if it
    refuses something, or if it ended before all was done.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    teller = Thread(target=_tell, args=(process.stdin, pages, language), daemon=True)
    teller.start()
    files = None
    refused = ""
    for answer in _answers(process.stdout):
        if answer["type"] == "Error":
            refused = str(answer.get("message"))
        files = answer.get("files")
        if files is not None or refused:
            break
    if refused:
        process.kill()
    teller.join()
    with suppress(OSError):
        process.stdin.close()
    process.stdout.close()
    process.wait()
    if refused or files is None:
        raise ValueError(refused or f"Pagefind ended early ({process.returncode})")
    for file in files:
        place = output / file["path"]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b64decode(file["content"]))


def _tell(into: IO[bytes], pages: Path, language: str) -> None:
    with suppress(OSError):  # it has ended; whoever reads its answers notices
        for number, request in enumerate(_requests(pages, language)):
            message = json.dumps({"message_id": number, "payload": request})
            into.write(b64encode(message.encode()) + b",")
        into.flush()


def _requests(pages: Path, language: str) -> Iterator[dict[str, Any]]:
    yield {"type": "NewIndex", "config": {"force_language": language}}
    for path in sorted(file.relative_to(pages).as_posix() for file in pages.rglob("*.html")):
        content = (pages / path).read_text("utf-8", errors="replace")
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": content}
    yield {"type": "GetFiles", "index_id": 0}


def _answers(out: IO[bytes]) -> Iterator[dict[str, Any]]:
    pieces: list[bytes] = []
    while more := os.read(out.fileno(), _CHUNK):
        *ends, rest = more.split(b",")
        for end in ends:
            yield json.loads(b64decode(b"".join([*pieces, end])))["payload"]
            pieces = []
        pieces.append(rest)
