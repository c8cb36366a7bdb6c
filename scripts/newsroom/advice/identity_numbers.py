"""Numbers that are probably somebody's identity number (NIK)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from newsroom.advice.prose import Prose, prose_of
from newsroom.archive import Archive
from newsroom.problems import Problem, warning
from newsroom.sources.quick_look import rest_of

# Sixteen digits at a stretch, or in the groups in which people write them, all parted by the
# same mark. Any other grouping is a list of telephone numbers, amounts or dates.
_GROUPS = ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4))
_GROUPED = "|".join(
    rf"[0-9]{{{first}}}(?P<mark{i}>[ .\-])" + rf"(?P=mark{i})".join(rf"[0-9]{{{n}}}" for n in rest)
    for i, (first, *rest) in enumerate(_GROUPS)
)
_SIXTEEN = re.compile(rf"(?<![\w.,\-])(?:[0-9]{{16}}|{_GROUPED})(?![\w]|[.,\-]\d)")
# What every one of these looks like, found in a fraction of the time.
_MAYBE = re.compile(r"(?:[0-9]{2}[ .\-]?){7}[0-9]{2}")
# Addresses and names of files hold numbers of their own.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\]\([^)]*\)|[\w./-]+\.(?:jpe?g|png|webp|pdf)\b")

# Codes of the provinces, Peraturan Menteri Dalam Negeri on codes of administrative areas.
_PROVINCES = frozenset(
    f"{code}"
    for codes in ((11, 19), (21, 21), (31, 36), (51, 53), (61, 65), (71, 76), (81, 82), (91, 97))
    for code in range(codes[0], codes[1] + 1)
)
_WOMEN = 40


def identity_number_warnings(archive: Archive) -> Iterator[Problem]:
    """Sixteen digits in a release's prose.

    A number built like an NIK is told as one (a family card's number is built alike);
    any other is told as a number to look at, since cards and accounts have sixteen
    digits, too. Addresses and file names are left alone.
    """
    for release in archive.releases:
        for prose in prose_of(release):
            if _has_sixteen_digits(prose.text) and _MAYBE.search(prose.text):
                yield from _in(prose)


def _has_sixteen_digits(text: str) -> bool:
    """Whether there are so many at all, outside plain links; counting is quicker than searching."""
    rest = rest_of(text)
    return sum(rest.count(digit) for digit in "0123456789") >= 16


def _in(prose: Prose) -> Iterator[Problem]:
    numbers = list(_SIXTEEN.finditer(prose.text))
    addresses = [found.span() for found in _ADDRESS.finditer(prose.text)] if numbers else []
    for found in numbers:
        if any(start <= found.start() < end for start, end in addresses):
            continue
        digits = re.sub(r"\D", "", found[0])
        code = "identity_number" if is_identity_number(digits) else "sixteen_digits"
        # The number itself is not repeated: the report may be public (a log of a build).
        shown = f"{digits[:2]}…{digits[-2:]}"
        yield warning(code, prose.at(found.start()), {"number": shown})


def is_identity_number(digits: str) -> bool:
    """Whether sixteen digits are built like an NIK.

    Undang-Undang 24/2013 and Peraturan Pemerintah 40/2019 on population
    administration: area code of the first registration (province, regency, district),
    date of birth as DDMMYY with 40 added to a woman's day, serial number from 0001.
    """
    province, regency, district = digits[:2], int(digits[2:4]), int(digits[4:6])
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    if province not in _PROVINCES or not regency or not district or digits[12:] == "0000":
        return False
    if not 1 <= month <= 12:
        return False
    # Of 1900 and 2000 only the second had a 29 February: the one NIK can still name.
    return 1 <= (day - _WOMEN if day > _WOMEN else day) <= monthrange(2000 + year, month)[1]
