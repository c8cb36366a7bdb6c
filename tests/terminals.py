"""A terminal of 80 columns for the commands under test, by way of a pseudo-terminal."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

COLUMNS, ROWS = 80, 24
PATIENCE = 60  # seconds, for a machine that is busy
_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


def at_a_terminal(
    command: Sequence[str], folder: Path, typed: Sequence[tuple[str, str]] = ()
) -> str:
    """Everything that `command`, run in `folder`, writes to the terminal it is run at.

    `typed` are pairs: what is waited for, and the keys that are pressed then.
    """
    fcntl, pty, termios = (
        pytest.importorskip(name, reason="no pseudo-terminals here", exc_type=ImportError)
        for name in ("fcntl", "pty", "termios")
    )
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    told = {"TERM": "xterm", "COLUMNS": str(COLUMNS), "PROMPT_TOOLKIT_NO_CPR": "1"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **told, "PYTHONUTF8": "1"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        return _read(ours, list(typed))
    finally:
        os.close(ours)
        process.kill()
        process.wait()


def without_codes(shown: str) -> str:
    """What is read on the terminal, its colours and cursor movements left out."""
    return _CODES.sub("", shown)


def _read(terminal: int, typed: list[tuple[str, str]]) -> str:
    os.set_blocking(terminal, False)
    shown, seen, end = b"", 0, time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            part = os.read(terminal, 65536)
            if not part:
                break
            shown += part
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:  # the command has ended
            break
        if typed and typed[0][0] in without_codes(shown[seen:].decode("utf-8", "replace")):
            seen = len(shown)
            os.write(terminal, typed.pop(0)[1].encode())
    assert not typed, f"{typed[0][0]!r} never came: {shown.decode('utf-8', 'replace')}"
    return shown.decode("utf-8", "replace")
