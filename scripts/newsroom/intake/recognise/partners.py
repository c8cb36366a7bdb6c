"""The partners of a release: who signs with the office, and whom the archive knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind, Mark

_SIGNED = re.compile(
    r"\b(?:menandatangani|ditandatangani\w*|penandatanganan|tanda tangan|meneken|teken|menjalin|"
    r"menyepakati|sign(?:s|ed|ing)?)\b[^.;]{0,120}?"
    r"\b(?:nota kesepahaman|nota kesepakatan|mou|perjanjian kerja ?sama|pks|"
    r"kerja ?sama|kesepakatan|"
    r"memorand(?:um|a)|(?:cooperation |partnership )?agreements?)\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"\b(?:dengan|bersama(?: dengan)?|with)\b[ :]*", re.IGNORECASE)
# Where the list of names is over: the sentence goes on to say when, where, what for.
_LIST_ENDS = re.compile(
    r"\s+(?:di|untuk|tentang|terkait|mengenai|pada|dalam|guna|yang|sebagai|agar|demi|serta merta|"
    r"hari|at|on|to|for|in|during|which|that|as)\s|\s*[;:]|\s*\((?=\d{1,2}/)|\s+[–—]\s|"
    r",\s+(?:hari\s+)?(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Ahad)\b|"
    r",\s+(?=[a-z](?!an\s|erta\s|nd\s))"
)
_SHORT = ("PT", "CV", "Tbk", "Kab", "Prov", "Kec", "Jl", "No", "Dr", "Ltd", "Inc", "Co", "St", "UD")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?]+(?=\s+[“\"A-Z]|\s*$)")
_COMMA = re.compile(r"\s*,(?!\s*(?:Tbk|Ltd|Inc|LLC)\b)(?![^()]*\))\s*(?:(?:dan|serta|and|&)\s+)?")
_AND = re.compile(r"\s+(?:dan|serta|and)\s+(?![^()]*\))")
_HEAD = re.compile(
    r"(?:Pemerintah|Pemkot|Pemkab|Pemprov|Dinas|Badan|Kementerian|Kemen\w+|Direktorat|Ditjen\w*|PT|CV|"
    r"UD|Perum\w*|Bank|Universitas|Politeknik|Institut|Sekolah|STI\w+|Kantor|Kanwil|Kepolisian|Polda|"
    r"Polres\w*|Kejaksaan|Pengadilan|BPJS|Yayasan|RSUD|RS|Rumah|Lembaga|LBH|DPRD|Komisi|Balai|Biro|"
    r"Perhimpunan|Persatuan|Asosiasi|Ikatan|Koperasi|Majelis|Palang|Perusahaan|Ombudsman|"
    r"Ministry|Department|City|University|Agency|Office|The|Bureau|Board|Council|Government|"
    r"[A-Z]{3,})\b"
)
_TAIL = re.compile(
    r"\b(?:University|Agency|Office|Bank|Foundation|Council|Ministry|Department|Hospital|Institute|"
    r"Corporation|Company|Inc|Ltd)\.?$"
)
_JOINT_OFFICE = re.compile(
    r"(?:Dinas|Badan|Kementerian|Direktorat|Kantor|Balai|Biro|Ministry|Department)\b"
)
_SHORTEST = 4
_LEADING = re.compile(
    r"(?:(?:pihak|para|mitra|yaitu|yakni|antara lain|the|empat|tiga|dua|lima)\s+)+(?=[A-Z])"
)


def find_partners(
    blocks: Sequence[Block], known: Mapping[str, str], own: Sequence[str]
) -> tuple[list[str], list[Mark]]:
    """Partners in the order in which the text names them, by the names the archive uses.

    They are those named in a sentence that tells of a memorandum or agreement with
    them, and those the archive knows, as whole names. The office itself is none.
    """
    canonical = {spelling(name): shown for name, shown in known.items()}
    mine = {spelling(name) for name in own}
    found: dict[str, str] = {}
    marks: list[Mark] = []
    signed = _signed_with(blocks)
    for written, doubtful in signed:
        name = canonical.get(spelling(written), written)
        if spelling(name) not in mine and spelling(written) not in mine:
            found.setdefault(spelling(name), name)
            if doubtful and spelling(written) not in canonical:
                marks.append(Mark("partners", "partner_unsure", {"name": written}))
    for name in _mentioned(" \n ".join(block.text for block in blocks), known):
        if spelling(name) not in mine:
            found.setdefault(spelling(name), name)
    if not found and any(_SIGNED.search(block.text) for block in blocks):
        marks.append(Mark("partners", "partners_unread"))
    return list(found.values()), marks


def _signed_with(blocks: Sequence[Block]) -> list[tuple[str, bool]]:
    """Names in the sentences of an agreement, and whether each may be two or none."""
    found: list[tuple[str, bool]] = []
    for index, block in enumerate(blocks):
        for sentence in _sentences(block.text):
            signed = _SIGNED.search(sentence)
            with_ = _WITH.search(sentence, signed.end()) if signed else None
            if with_ is None:
                continue
            names = sentence[with_.end() :]
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if sentence.rstrip().endswith(":") and following and following.kind is Kind.LIST:
                found += [(_trimmed(item), False) for item in following.text.split("\n")]
            else:
                found += names_in(names)
    return [(name, doubtful) for name, doubtful in found if name]


def names_in(text: str) -> list[tuple[str, bool]]:
    """The names of a list "A, B, dan C", and whether each is in doubt."""
    end = _LIST_ENDS.search(_masked(text))
    text = text[: end.start()] if end else text
    found: list[tuple[str, bool]] = []
    for part in _COMMA.split(text.strip(" .")):
        found += _parted(part)
    return [
        (name, doubtful) for name, doubtful in found if name[:1].isupper() or name[:1].isdigit()
    ]


def _masked(text: str) -> str:
    """The text with what stands in brackets blotted out, so that nothing there ends a list."""
    return re.sub(r"\((?!\d{1,2}/)[^()]*\)", lambda found: "x" * len(found[0]), text)


def _parted(part: str) -> Iterator[tuple[str, bool]]:
    """Part "B dan C", if C begins as the name of an organisation does."""
    pieces = _AND.split(part)
    name = pieces[0]
    joined = False
    for piece in pieces[1:]:
        if _HEAD.match(_trimmed(piece)) or _TAIL.search(_trimmed(piece)):
            yield _trimmed(name), joined
            name, joined = piece, False
        else:
            word = "and" if re.search(r"\sand\s", part) else "dan"
            name = f"{name} {word} {piece}"
            joined = not _JOINT_OFFICE.match(_trimmed(name))
    yield _trimmed(name), joined


def _trimmed(name: str) -> str:
    return _LEADING.sub("", name.strip(" .,;*")).strip()


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(text):
        before = text[start : end.start()]
        if before.rsplit(None, 1)[-1:] and before.rsplit(None, 1)[-1].strip("(") in _SHORT:
            continue
        yield text[start : end.end()]
        start = end.end()
    if text[start:].strip():
        yield text[start:]


def _mentioned(text: str, known: Mapping[str, str]) -> list[str]:
    """Known partners that the text names, by whole names, the longest at each place."""
    said = _plain(text)
    folded = f" {spelling(said)} "
    names = {_plain(name): shown for name, shown in known.items() if not _is_slug(name, shown)}
    spans: list[tuple[int, int, str]] = []
    for name, shown in names.items():
        plain = spelling(name)
        # A short name is too easily a word that means something else, unless it is "BRI".
        if len(plain) < _SHORTEST and not _stands_in(name, said):
            continue
        at = folded.find(f" {plain} ") if plain else -1
        while at >= 0:
            spans.append((at, at + len(plain), shown))
            at = folded.find(f" {plain} ", at + 1)
    longest: list[tuple[int, int, str]] = []
    for start, end, shown in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or start >= other[1] for other in longest):
            longest.append((start, end, shown))
    return list(dict.fromkeys(shown for _, _, shown in sorted(longest)))


def _plain(text: str) -> str:
    """Text in which brackets and marks part words as spaces do."""
    return " ".join(re.sub(r"[();:!?/]", " ", text).split())


def _is_slug(name: str, shown: str) -> bool:
    """Whether a name is only a partner's address: "bank-contoh" is no name of a bank."""
    return name != shown and name == name.lower() and "-" in name


def _stands_in(name: str, text: str) -> bool:
    is_short = name.isupper() and len(name) > 1
    return is_short and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
