"""The press pack: files for journalists in one archive, the same bytes for the same files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_YEARS = (1980, 2107)  # a ZIP file knows no others
_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a pack, by its path in it."""

    path: str
    pieces: Iterable[bytes]


def press_pack(members: Iterable[Member], at: datetime) -> bytes:
    """A ZIP file of the members in their order, each dated `at`.

    Nothing is compressed: pictures would not become smaller, and what a compressor makes
    of the same bytes depends on its version.
    """
    date = (
        min(max(at.year, _YEARS[0]), _YEARS[1]),
        at.month,
        at.day,
        at.hour,
        at.minute,
        at.second,
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as pack:
        for member in members:
            info = zipfile.ZipInfo(member.path, date)
            info.create_system = 3  # Unix, on every system
            info.external_attr = _READABLE
            with pack.open(info, "w") as file:
                for piece in member.pieces:
                    file.write(piece)
    return made.getvalue()


def table(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV that a spreadsheet opens as they are: UTF-8, every cell quoted, no formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "replace")


def _cell(value: str) -> str:
    line = " ".join(value.replace("\0", "").split())
    return f"'{line}" if line.startswith(_FORMULA) else line
