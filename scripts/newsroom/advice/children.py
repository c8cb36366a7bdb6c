"""Words that may identify a child beside an offence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from newsroom.advice.prose import Prose, prose_of
from newsroom.archive import Archive
from newsroom.problems import Problem, warning

_I = re.IGNORECASE

# Under eighteen: Undang-Undang 11/2012, article 1.
_AGE = r"(?:1[0-7]|[1-9])"


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# A word that says there is a child.
_CHILD_WORDS = _listed(
    """
anak anaknya bocah remaja balita bayi siswa siswi pelajar murid santri santriwati andikpas abh
child children minor minors underage juvenile teenager teenagers pupil pupils schoolboy schoolgirl
student
"""
)
_UNDERAGE = ("di bawah umur", "dibawah umur")
_AGED = re.compile(
    rf"""\b(?:berusia|berumur|usia|umur)\ {_AGE}\ (?:tahun|th)\b|\baged?\ {_AGE}\b
    |\b{_AGE}[\ -]years?[\ -]old\b|\({_AGE}(?:\ (?:tahun|th))?\)|,\ {_AGE}(?:\ (?:tahun|th))?,""",
    _I | re.VERBOSE,
)
# A part in an offence: somebody suffered or did it.
_PART_WORDS = _listed(
    """
tersangka terdakwa terpidana pelaku ditangkap dicabuli diperkosa disetubuhi dilecehkan dianiaya
dibunuh dirundung diperas mencuri mencabuli memperkosa menganiaya membunuh membegal abh suspect
suspects victim victims offender offenders perpetrator perpetrators defendant accused arrested
charged convicted raped molested abused assaulted murdered bullied stabbed robbed
"""
)
_AT_LAW = ("berhadapan dengan hukum", "berkonflik dengan hukum")
_VICTIM = (
    r"korban(?! (?:bencana|banjir|gempa|kebakaran|longsor|kecelakaan|tsunami|jiwa|luka|phk)\b)"
)
# An offence, or a place where only those are who stand trial or serve a sentence for one.
_OFFENCE_WORDS = _listed(
    """
pencabulan pemerkosaan persetubuhan pelecehan pencurian pembunuhan penganiayaan pengeroyokan
tawuran pembegalan perampokan pemerasan perundungan narkotika narkoba sabu ganja kekerasan
andikpas narapidana lpka tahanan rape theft robbery murder assault abuse bullying brawl narcotics
drug drugs trafficking stabbing
"""
)
_OFFENCE_PHRASES = (
    *("perdagangan orang", "tindak pidana", "anak binaan", "didik pemasyarakatan"),
    *("juvenile inmate", "juvenile inmates", "young offender", "young offenders"),
)


def _any_of(*words: str) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


_CHILD = re.compile(_any_of(*_CHILD_WORDS, *_UNDERAGE), _I)
_PART = re.compile(_any_of(*_PART_WORDS, *_AT_LAW, _VICTIM), _I)
_OFFENCE = re.compile(_any_of(*_OFFENCE_WORDS, *_OFFENCE_PHRASES), _I)

# What points at one child. Names begin with capitals, so letters' case counts here.
_NAME = r"[A-Z][a-z’'.]+(?:\s+(?:bin|binti)\b)?(?:\s+[A-Z][a-z’'.]+){0,5}"
_INITIALS = r"[A-Z](?:\.?[A-Z]){0,3}\.?"
_WHO = rf"(?!Pasal|Ayat|Nomor|No\.|UU|KUHP)(?:{_NAME}|{_INITIALS})"
_PERSON = re.compile(
    rf"""\b(?:
      {_WHO},?\s+\(\s*{_AGE}(?:\s+(?:tahun|th|years?))?\s*\)
    | {_WHO},\s+(?:aged\s+{_AGE}|{_AGE}\s+(?:tahun|th)|1[0-7]),
    | {_WHO}\s+(?:yang\s+)?(?:masih\s+)?(?:berusia|berumur)\s+{_AGE}\s+tahun
    | {_WHO},?\s+(?:an?\s+)?{_AGE}-year-old
    | (?:[Bb]erinisial|[Ii]nisial|[Ii]nitials?)\s+{_INITIALS}(?![a-z])
    | (?:[Bb]ernama|[Aa]tas\s+nama|[Nn]amed|[Ii]dentified\s+as)\s+{_WHO}
    | (?:[Pp]utr[ai]|[Aa]nak)\s+(?:kandung\s+)?(?:dari\s+)(?:pasangan\s+)?
      (?:[Bb]apak\s+|[Ii]bu\s+)?{_WHO}
    | (?:[Aa]yah|[Ii]bu|[Oo]rang\s?tua|[Pp]aman|[Kk]akak)(?:nya|\s+kandung|\s+(?:korban|pelaku))+
      ,?\s+{_NAME}
    | (?:[Ss]on|[Dd]aughter|[Mm]other|[Ff]ather|[Pp]arents?)\s+of\s+{_NAME}
    | (?:[Hh]is|[Hh]er|[Tt]heir)\s+(?:mother|father|parents?),?\s+{_NAME}
    )""",
    re.VERBOSE,
)
_PLACE = re.compile(
    r"""\b(?:
      (?:SD|SMP|SMA|SMK|MI|MTs|MA|TK)(?:\s?N|\s+Negeri|\s+Swasta|\s+Islam|\s+IT)?\s+(?:\d|[A-Z])
    | (?:SDN|SMPN|SMAN|SMKN|MTsN|MAN|MIN)\s+\d
    | (?:[Ss]ekolah|[Pp]esantren|[Pp]onpes)\s+[A-Z]\w+
    | (?:[Ww]arga|[Bb]eralamat|[Tt]inggal|[Bb]erdomisili|[Rr]umah\w*)\s+(?:di\s+)?
      (?:Jalan|Jl\.?|Kampung|Kp\.?|Desa|Kelurahan|Perumahan|Dusun)\s+[A-Z]
    | RT\.?\s*\d+
    | [A-Z]\w+\s+(?:Elementary|Primary|Middle|Secondary|High|Junior\s+High|Boarding)\s+School
    | (?:[Ll]ives?|[Ll]iving|[Rr]esidents?)\s+(?:at|in|on|of)\s+(?:\d|[A-Z]\w+\s+(?:Street|Road))
    )""",
    re.VERBOSE,
)
# A talk at a school about crimes names the school, and nobody who committed one.
_PREVENTION = re.compile(
    r"""\b(?:penyuluhan|sosialisasi|edukasi|pencegahan|mencegah|bahaya|waspada|deklarasi|kampanye
    |agar\ tidak|tolak|anti|bebas\ dari
    |awareness|prevention|prevent|campaign|talk|counselling)\b""",
    _I | re.VERBOSE,
)
# No sentence ends on "Ny." or on an initial.
_SENTENCE_END = re.compile(
    r"(?<=[.!?”\"])(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)\s+(?=[A-Z“\"*_(\[-])|\n\s*\n"
)


_CHILD_TERMS = (*_CHILD_WORDS, *_UNDERAGE)
_OFFENCE_TERMS = (*_PART_WORDS, *_AT_LAW, "korban", *_OFFENCE_WORDS, *_OFFENCE_PHRASES)


@cache
def _terms() -> AhoCorasick:
    return AhoCorasick([*_CHILD_TERMS, *_OFFENCE_TERMS])


def may_speak_of_both(text: str) -> bool:
    """Whether a text has words of either kind; "no" is certain, and quickly had."""
    lowered = f" {text.lower()} "
    children = offences = False
    for term, start, end in _terms().find_matches_as_indexes(lowered, overlapping=True):
        if not (lowered[start - 1].isalnum() or lowered[end].isalnum()):
            children |= term < len(_CHILD_TERMS)
            offences |= term >= len(_CHILD_TERMS)
    return offences and (children or bool(_AGED.search(text)))


def child_warnings(archive: Archive) -> Iterator[Problem]:
    """Sentences that may point at a child who suffered, saw or committed an offence.

    Undang-Undang 11/2012 (juvenile justice), article 19: the identity of a child
    offender, victim or witness must be kept secret in print and online: names of
    the child and its parents, address, face, and anything else that reveals it;
    article 97 punishes who does not. The Press Council's guidelines on reporting
    children name the school, too. The rule reads three sentences at a time, in
    either language, and warns at the middle one, if that

    - names somebody as a child or as its parent (a name or initials with an age
      under 18, "bernama", "berinisial", "putra dari", "ibunya, Nama"), while the
      three speak of a child and of an offence or of a part in one; or
    - names a school or a home address, while the three speak of a child and of a
      part in an offence (suspect, victim, arrested …) and not of prevention.

    An official's name, "pembinaan anak", or a talk about drugs at a school is
    none of these. The rule is a help, not a judge: it misses what other words say.
    """
    for release in archive.releases:
        for prose in prose_of(release):
            if may_speak_of_both(prose.text):
                yield from _in(prose)


def _points_at_child(sentence: str, around: str) -> re.Match[str] | None:
    """What in a sentence points at a child of whom the sentences `around` it speak."""
    person, place = _PERSON.search(sentence), _PLACE.search(sentence)
    if not (person or place) or not (_CHILD.search(around) or _AGED.search(around)):
        return None
    part = _PART.search(around)
    if person and (part or _OFFENCE.search(around)):
        return person
    return place if place and part and not _PREVENTION.search(around) else None


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    text: str


def _in(prose: Prose) -> Iterator[Problem]:
    sentences = list(_sentences(prose.text))
    for i, sentence in enumerate(sentences):
        around = " ".join(s.text for s in sentences[max(0, i - 1) : i + 2])
        if (found := _points_at_child(sentence.text, around)) is not None:
            at = prose.at(sentence.start + found.start())
            yield warning("child_identity", at, {"found": " ".join(found[0].split())})


def _sentences(text: str) -> Iterator[_Sentence]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        yield _Sentence(start, text[start : end.start()])
        start = end.end()
    yield _Sentence(start, text[start:])
