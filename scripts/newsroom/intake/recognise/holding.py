"""Words that hold a release back: on when it may be published, for whom, and how final it is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from newsroom.intake.recognise.days import days_in

LONGEST = 220
"""A notice is no longer than this."""

_AT_ONCE = re.compile(
    r"[(\[*]*(?:untuk (?:segera )?(?:disiarkan|dipublikasikan|diterbitkan|dirilis)"
    r"(?: dengan)?(?: segera)?|"
    r"(?:for )?immediate release)[)\]*.!:]*",
    re.IGNORECASE,
)
_PUBLISHED = (
    r"(?:(?:di|men|mem|me)?(?:siarkan|siar|terbitkan|terbit|rilis|tayangkan|tayang|"
    r"publikasikan|publikasi|publis|umumkan|sebarluaskan|sebarkan|unggah)|(?:di)?muat|"
    r"publish\w*|publication|releas\w*|broadcast|distribut\w+|air(?:ed)?|go(?:es)? live)\b"
)
# What holds a release back wherever it stands.
_HELD = re.compile(
    rf"embargo|\b(?:jangan|tidak|belum|dilarang|baru) (?:(?:boleh|dapat|bisa|untuk) )?{_PUBLISHED}"
    rf"|\b(?:not|never|don['’]t) (?:(?:to|for|be) )*{_PUBLISHED}"
    r"|\bhold (?:for|until|release)|(?:di)?tahan (?:hingga|sampai|dulu|dahulu)"
    r"|strictly (?:embargo|not|no)\b",
    re.IGNORECASE,
)
# What does so only in a notice: in a sentence of the release these may mean anything.
_PRIVATE = re.compile(
    r"\bon hold\b|\bstrictly\b|\boff the record\b"
    r"|\b(?:untuk|for) (?:\w+ )?internal\b|\binternal use\b"
    r"|\bkalangan (?:sendiri|terbatas|internal)\b|\bjangan\b|\b(?:tidak|bukan) untuk\b"
    r"|\bnot for\b|\bdo not\b|\bbelum (?:disetujui|final|disahkan|dikoreksi|untuk umum)\b"
    r"|\b(?:tunggu|menunggu) (?:persetujuan|aba-aba|acc|arahan|koreksi)\b"
    r"|\bnot (?:yet )?(?:approved|final|cleared)\b|\b(?:awaiting|pending) (?:approval|clearance)\b"
    r"|\bunder review\b|^\W*for review\b",
    re.IGNORECASE,
)
_PRIVATE_WORD = re.compile(
    r"\W*(?:hold|rahasia|konfidensial|confidential|secret|draf|draft)\b", re.IGNORECASE
)
# "DRAFT v3", "Konsep, belum …", "Rahasia": not "Konsep Baru Pembinaan Diluncurkan".
_NOT_FINAL = re.compile(
    r"^\W*(?:ini |masih |sangat )*"
    r"(?:rahasia|konfidensial|confidential|secret|draf|draft|konsep|hold|internal)\b"
    r"\s*(?:[^\w\s]|\d|v\d|versi\b|version\b|awal\b|akhir\b|final\b|pertama\b|kedua\b|ketiga\b|"
    r"ke-|untuk\b|for\b|only\b|to\b|not\b|belum\b|menunggu\b|awaiting\b|pending\b|siaran\b|rilis\b|"
    r"pers\b|press\b|release\b|saja\b|dinas\b|$)|^\W*(?:versi|version|revisi)\s*\d",
    re.IGNORECASE,
)
_SPEAKS = re.compile(rf"\b{_PUBLISHED}", re.IGNORECASE)
# A kind of document, and no word about when it may be published.
_KIND = re.compile(
    r"\b(?:siaran|rilis|keterangan|konferensi)\s+(?:pers|media)\b|\b(?:press|news|media)\s+releases?\b"
    r"|\b(?:pers|media)\s+rilis\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:dapat|boleh|bisa|untuk|mohon|harap|agar|supaya|baru|hanya|may|can|please|to be|for|"
    r"only)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:pukul|pkl?|jam|at)\.?\s*\d|\b\d{1,2}[.:]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.I
)
_TIMES = (
    r"senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|besok|esok|lusa|nanti|pagi|siang|sore|malam|tomorrow|tonight|morning|"
    r"noon|evening|midnight|setelah|sesudah|usai|seusai|selepas|sebelum|mulai|sejak|sampai|hingga|"
    r"after|before|until|till|from|since"
)
_TIME = re.compile(rf"\b(?:{_TIMES})\b", re.IGNORECASE)
_TIME_FOLLOWS = re.compile(
    rf"\W*(?:{_TIMES}|pada|tanggal|tgl|hari|pukul|pkl?|jam|date|time|on|at|s\.?/?d)\b|\W*\d",
    re.IGNORECASE,
)
# A line that begins with nothing but such words, and then speaks of publishing, is a notice.
_STRONG = (
    r"mohon|harap|agar|supaya|hanya|boleh|untuk(?: segera)?|tidak|jangan|dilarang|belum|may|must|"
    r"should|please|to|be|for|not|do|don['’]t|never|only|strictly"
)
_LEAD = (
    rf"{_STRONG}|naik|baru|dapat|bisa|akan|masih|can|this|the|release|press|news|rilis|siaran|naskah|"
    r"berita|materi|dokumen|keterangan|pers|media|ini|tersebut|catatan(?: redaksi)?|perhatian|"
    r"penting|note|tanggal|tgl|hari|waktu|jadwal|jam|date|time|day|of"
)
_TOLD = re.compile(
    rf"\W*(?P<lead>(?:(?:{_LEAD})\W+)*)"
    rf"(?P<word>{_PUBLISHED}|(?:siaran|penyiaran|penayangan|penerbitan|perilisan|(?:di)?kutip|"
    r"(?:di)?edarkan|naik|quot(?:e|ed|ing)|shared?)\b)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_LEAD = re.compile(rf"\W*(?:(?:{_LEAD})\W+)*", re.IGNORECASE)
_IS_STRONG = re.compile(rf"\b(?:{_STRONG})\b", re.IGNORECASE)
_ORDER = re.compile(
    rf"\W*(?:(?:{_LEAD})\W+)*?(?:(?:(?P<plain>jangan)|tidak|belum|dilarang|not|never|don['’]t)\W+"
    rf"(?:(?:boleh|dapat|bisa|untuk|to|for|be)\W+)*{_PUBLISHED}|(?:di)?tahan|hold)"
    r"(?:\W+(?:rilis|naskah|berita|siaran pers|ini|this|it|release))*"
    r"\W+(?:dulu|dahulu|sebelum|sampai|hingga|before|until|till)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_LIKE_EMBARGO = 0.8
_FEW_WORDS = 12


def is_at_once(text: str) -> bool:
    """Whether a line says that the release may be published at once, and nothing else."""
    return bool(_AT_ONCE.fullmatch(text))


def holds(text: str) -> bool:
    """Whether a text holds the release back wherever it stands."""
    return bool(_HELD.search(text)) or is_embargo_misspelled(text)


def is_embargo_misspelled(text: str) -> bool:
    """Whether a text speaks of an "embrago"."""
    return any(
        SequenceMatcher(None, word, "embargo").ratio() >= _LIKE_EMBARGO
        for word in map(str.casefold, _WORD.findall(text))
        if word.startswith("em") and 5 <= len(word) <= 9
    )


def is_notice(text: str) -> bool:
    """Whether a line is a notice itself, and not a sentence that speaks of such things."""
    if len(text) > LONGEST or is_at_once(text):
        return False
    held = _HELD.search(text)
    if (held and held.start() < 20) or is_embargo_misspelled(text[:20]):
        return True
    few = len(text.split()) <= _FEW_WORDS
    return bool(_NOT_FINAL.match(text) or (few and _starts_private(text))) or _tells_when(text)


def is_order(text: str) -> bool:
    """Whether a line of its own orders to hold the release back, or tells when it may be public.

    A line that only calls it secret or not final is none, nor is a sentence with a subject;
    and what is told in a second clause may be of anything ("Untuk ditayangkan besok, film ...").
    """
    if len(text) > LONGEST or is_at_once(text):
        return False
    if ordered := _ORDER.match(text):
        return "," not in text or bool(ordered["plain"])
    told = None if "," in text else _TOLD.match(text)
    if told is None or not _TIME_FOLLOWS.match(told["rest"]):
        return False
    return bool(_IS_STRONG.search(told["lead"]) or _MAY.search(told["lead"]))


def may_hold(text: str) -> bool:
    """Whether a line or sentence speaks of publishing and of a time, or of secrecy."""
    if is_at_once(text):
        return False
    said = _KIND.sub(" ", text)
    is_short = len(text) <= LONGEST
    words = len(text.split())
    if is_short and words <= _FEW_WORDS and _PRIVATE.search(said):
        return True
    if is_short and (_NOT_FINAL.match(said) or (words <= 4 and _PRIVATE_WORD.match(said))):
        return True
    if not _SPEAKS.search(said):
        return False
    if names_time(said):
        return True
    return is_short and bool(_MAY.search(said)) and bool(_TIME.search(said))


def leads_on(line: str, following: str) -> bool:
    """Whether a line about publishing goes on with a time in the next."""
    said = _KIND.sub(" ", line)
    if len(line) > LONGEST or not _SPEAKS.search(said) or is_at_once(line):
        return False
    opens = line.rstrip().endswith(":") or bool(_MAY.search(said))
    return opens and len(following) <= 80 and names_time(following)


def names_time(text: str) -> bool:
    """Whether a text names a day or a clock time."""
    return bool(days_in(text) or _CLOCK.search(text))


def _starts_private(text: str) -> bool:
    found = _PRIVATE.search(text)
    return found is not None and bool(_ONLY_LEAD.fullmatch(text[: found.start()]))


def _tells_when(text: str) -> bool:
    """Whether a line begins with words on publishing, and then says when."""
    found = _TOLD.match(text)
    if found is None:
        return False
    rest = found["rest"]
    if _TIME_FOLLOWS.match(rest):
        return True
    if not found["lead"] or found["word"].casefold() == "naik" or _KIND.match(found["word"] + rest):
        return False
    few = len(_WORD.findall(rest)) <= 3
    weak = bool(_MAY.search(found["lead"])) and (few or bool(_TIME.search(rest)))
    return bool(_IS_STRONG.search(found["lead"])) or weak
