"""What stands in a release's text and belongs above it: data, or a notice that holds it back.

Readers would see it, and nothing would heed it. A notice is known by the whole of its
line, never by a word in it: what may be prose is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale

from newsroom.domain.when import When
from newsroom.problems import Position, Problem
from newsroom.sources.dates import NotADate, read_when
from newsroom.sources.front_matter import FrontMatter
from newsroom.sources.model import ReleaseModel
from newsroom.sources.release_file import iso_text

_FIRST_LINES, _LAST_LINES = 5, 3
_LONGEST_NOTICE = 120
_MOST_WORDS, _MOST_WORDS_ALONE = 10, 12

_KEY_LINE = re.compile(r"([a-z_]+):(?:[ \t].*)?")
_FENCE = re.compile(r"-{3,}[ \t]*")
_BELOW_A_KEY = (" ", "\t", "- ", "#")
# Wherever they stand, these lines are no prose.
_HOLDING_LINE = re.compile(r"(status|embargo):[ \t]+(?:draft|withdrawn|\d.*)[ \t]*")

# Marks of Markdown, brackets and quotation marks around a notice.
_DECORATION = ' \t#>*_~[]()"“”–—=|'
_VERB = (
    r"(?:siar|rilis|muat|terbit|tayang|publikasi|sebarluas|sebar|edar|unggah|umum|kutip)(?:kan)?"
)
_TOLD = rf"(?:di{_VERB})"
_USED = r"(?:publication|published|release|released|broadcast|use|distribution)"
_UNTIL = r"(?:hingga|sampai(?: dengan)?|s\.? ?/? ?d\.?|until|till)"
# Until that day is over, and not until it begins.
_WHOLE_DAY = re.compile(r"\b(?:sampai dengan|s\.? ?/? ?d)\b", re.IGNORECASE)
_BEFORE = rf"(?:sebelum|before|prior to|{_UNTIL})"
_FROM = r"(?:setelah|sesudah|mulai|sejak|pada|tanggal|after|from|on|at|until)"
# A prohibition is a notice whatever follows it.
_FORBIDDEN = re.compile(
    r"(?:(?:(?:tidak|bukan|belum) untuk|(?:tidak|belum) boleh|jangan|dilarang"
    rf"|(?:mohon|harap) tidak) (?:di)?{_VERB}"
    rf"|(?:strictly )?not (?:for|to be) {_USED}|do not (?:publish|release|broadcast|distribute))"
    rf"(?: ?:? ?{_BEFORE}\b(?P<until>.*)|)",
    re.IGNORECASE,
)
# What a prohibition may follow, and a draft that says so, in a line that stands by itself.
_OPENING = re.compile(
    r"(?:(?:untuk|hanya|khusus) [^,;.]{1,30}|(?:draf|draft|konsep|rahasia|konfidensial|internal)"
    r"|(?:(?:rilis|naskah|berita|materi|siaran pers)(?: ini)?)|catatan|perhatian|penting)\W+",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"(?:ini |masih )*(?:konsep (?:siaran pers|rilis)|(?:draf|draft))"
    r"(?: (?:siaran pers|rilis|awal|final|(?:ke-?|v|versi )?\d[\d.]*))?"
    r"(?:\W+(?:(?:jangan|belum|bukan|tidak|menunggu|not|do not)\b.*)?)?",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    rf"(?:strictly |di bawah |under )?embargo(?:ed)?(?: for release)?(?P<colon> ?:)?"
    rf"(?:[ ,–—-]*(?P<sign>{_UNTIL}))?(?P<until>(?:\W.*)?)",
    re.IGNORECASE,
)
# These may begin a sentence, too.
_PERMITTED = re.compile(
    rf"(?:(?P<asked>(?:(?:baru |hanya )?(?:boleh|dapat|bisa)|untuk|harap|mohon)"
    rf" (?:{_TOLD}|tayang|terbit))|{_TOLD}"
    rf"|tayang|terbit|(?:hold )?for (?:release|publication|broadcast)|release date"
    rf"|tanggal (?:siar|terbit|tayang))(?P<colon> ?:)?(?: (?P<sign>{_FROM}))?(?P<until>(?:\W.*)?)",
    re.IGNORECASE,
)
_MAY_BE_ONE = re.compile(
    r"embargo|draf|siar|rilis|muat|terbit|tayang|publi|sebar|edar|unggah|umum|kutip"
    r"|release|broadcast|for use|distribut",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"\d[/.:\-]\d")
_CLOCK_WORDS = frozenset(
    re.findall(
        r"\w+",
        """hari tanggal tgl pukul pkl jam pagi siang sore malam dini waktu setempat jum wib wita wit
        gmt utc z am pm a p m at on of the st nd rd th noon midnight hours o clock local time""",
    )
)


def misplaced(model: ReleaseModel, matter: FrontMatter, zone: ZoneInfo) -> Iterator[Problem]:
    """Keys below the closing fence, and an embargo notice that the data do not heed."""
    lines = matter.body.split("\n")
    keys = dict(_keys_at_the_top(lines))
    if "status:" in matter.body or "embargo:" in matter.body:
        keys |= {n: found[1] for n, line in enumerate(lines) if (found := _holding(line))}
    for number, key in sorted(keys.items()):
        yield Problem("key_in_text", _at(matter, number), {"key": key})
    if model.status != "published":
        return
    for number in ends_of(lines):
        if number in keys:
            continue
        held, ends = _holds_back(lines, number, model, zone)
        if held:
            facts = {"text": lines[number].strip(_DECORATION)}
            if ends is not None:
                facts["until"] = iso_text(ends.at if ends.timed else ends.day)
            code = "hold_in_text" if ends is None else "embargo_in_text"
            yield Problem(code, _at(matter, number), facts)
            return


def _at(matter: FrontMatter, number: int) -> Position:
    return Position(matter.positions[()].file, matter.body_line + number)


def _holding(line: str) -> re.Match[str] | None:
    return _HOLDING_LINE.fullmatch(line)


def _keys_at_the_top(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Keys of ours right below the data, or in a second block of data."""
    for number, line in enumerate(lines):
        key = _KEY_LINE.fullmatch(line)
        if key and key[1] in ReleaseModel.model_fields:
            yield number, key[1]
        elif line.strip() and not _FENCE.fullmatch(line) and not line.startswith(_BELOW_A_KEY):
            return


def ends_of(lines: Sequence[str]) -> list[int]:
    """The numbers of the first and last lines that are not blank."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    return list(dict.fromkeys([*written[:_FIRST_LINES], *written[-_LAST_LINES:]]))


def lines_alone(body: str) -> Iterator[tuple[int, str]]:
    """Short lines at the head and foot of a text that stand by themselves, with their numbers.

    One in capital letters does so right above or below a paragraph, too.
    """
    lines = ["", *body.split("\n"), ""]
    for number in ends_of(lines):
        line = lines[number]
        alone = not lines[number - 1].strip() and not lines[number + 1].strip()
        if len(line) > _LONGEST_NOTICE or not (alone or line.isupper()):
            continue
        text = line.strip(_DECORATION)
        if 0 < len(text.split()) <= _MOST_WORDS_ALONE:
            yield number - 1, text


def _holds_back(
    lines: Sequence[str], number: int, model: ReleaseModel, zone: ZoneInfo
) -> tuple[bool, When | None]:
    """Whether a line says that the release is not public yet when it will be; and until when."""
    line = lines[number]
    if len(line) > _LONGEST_NOTICE or not _MAY_BE_ONE.search(line):
        return False, None
    alone = not any(lines[n].strip() for n in (number - 1, number + 1) if 0 <= n < len(lines))
    until = _notice(line.strip(_DECORATION), alone=alone and not line.startswith("#"))
    if until is None:
        return False, None
    ends = _instant(until, zone)
    if ends is None:
        return model.embargo is None, None
    if not ends.timed and _WHOLE_DAY.search(line):
        ends = When(ends.at + timedelta(days=1))
    whens = (when for when in (model.date, model.embargo) if when is not None)
    return all(when.at < ends.at for when in whens), ends


def _notice(line: str, *, alone: bool) -> str | None:
    """What an embargo notice says of its end; None if the line is something else."""
    if found := _FORBIDDEN.fullmatch(line.rstrip(" .!")):
        return found["until"] or ""
    short = len(line.split()) <= _MOST_WORDS
    if (
        short
        and (alone or line.isupper())
        and (_DRAFT.fullmatch(line) or _is_forbidden_behind_an_opening(line))
    ):
        return ""
    clause = alone and short and "," not in line
    if found := _EMBARGO.fullmatch(line.rstrip(" !")):
        until = found["until"].strip(" .:")
        said = found["sign"] and (
            found["colon"]
            or line[: found.start("until")].isupper()
            or (clause and not line.endswith("."))
        )
        return until if said or not until or _is_a_time(until) else None
    if found := _PERMITTED.fullmatch(line):
        until = found["until"].strip(" .:")
        after = str(found["sign"]).casefold() in ("setelah", "sesudah", "after")
        said = until and found["asked"] and after and clause
        return until if said or _is_a_time(until) else None
    return None


def _is_forbidden_behind_an_opening(line: str) -> bool:
    opening = _OPENING.match(line)
    return bool(opening and _FORBIDDEN.fullmatch(line[opening.end() :].rstrip(" .!")))


def _is_a_time(text: str) -> bool:
    """Whether a text is made of the words and numbers of a day or an hour, and of nothing else."""
    words = {word.casefold() for word in _WORD.findall(text)}
    if not any(letter.isdigit() for letter in text) or not words <= _names() | _CLOCK_WORDS:
        return False
    return bool(words & (_names() | {"pukul", "jam", "am", "pm"}) or _NUMERIC.search(text))


@cache
def _names() -> frozenset[str]:
    """Months and weekdays, long and short, in both languages."""
    return frozenset(
        word
        for language in ("id", "en")
        for width in ("wide", "abbreviated")
        for table in (Locale(language).months, Locale(language).days)
        for name in table["format"][width].values()
        for word in _WORD.findall(name.casefold())
    )


def _instant(text: str, zone: ZoneInfo) -> When | None:
    """When a notice ends, if its words leave no doubt."""
    try:
        return read_when(text.strip(_DECORATION + ".,:"), zone)
    except NotADate as told:
        return read_when(told.cure, zone) if told.cure and not told.other else None
