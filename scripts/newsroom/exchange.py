"""Let two folders exchange their names in one step, which Python itself cannot ask for."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_HERE = -100  # AT_FDCWD of Linux: a path that is not absolute counts from the present folder
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS


def exchange(one: Path, other: Path) -> None:
    """Make each of two folders on one disk have the name of the other.

    In between there is no instant at which one of the names is missing (renameat2(2) of Linux
    since 3.15; renamex_np(2) of macOS). Raises OSError where the system or the disk does not
    know this, or cannot do it; then nothing has changed.
    """
    if sys.platform == "linux":
        call = _function("renameat2")
        failed = call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    elif sys.platform == "darwin":
        failed = _function("renamex_np")(os.fsencode(one), os.fsencode(other), _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(one))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))


def _function(name: str) -> Callable[..., Any]:
    try:
        return getattr(ctypes.CDLL(None, use_errno=True), name)  # type: ignore[no-any-return]
    except AttributeError:  # an old C library
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), name) from None
