"""The letterhead: the lines above a release that say which office sends it, and from where."""

from __future__ import annotations

import re

from newsroom.sources.markdown_text import one_line

_LONGEST = 200
_ADDRESS = re.compile(
    r"\W*(?:alamat\b\s*:|jln?\b\.?\s*\S|(?:jalan|gedung|kompleks|komplek|gd)\b.*\d|"
    r"(?:p\.?\s?o\.?\s?box|kotak pos)\b|.*\bkode pos\b|.*\bjln?\.\s|.*\bp\.?\s?o\.? box\b|"
    r".*\b\d{1,5},? (?:[A-Z]\w+ ){1,3}(?:street|road|avenue|boulevard|st\.|rd\.|ave\.))",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\b(?:telp|telepon|tel|phone|fax|faks|faksimil[ei]|hp|ponsel|wa|whatsapp)\b\.?(?:\s*/\s*\w+)?"
    r"\s*:?\s*[(+]?\d[\d ().-]{4,}"
    r"|\A(?:e-?mail|surel|pos-el|website|laman|situs|web|instagram|twitter|facebook)\s*:"
    r"|https?://|\bwww\.\w|[\w.+-]+@[\w-]+\.\w|\A@\w+",
    re.IGNORECASE,
)
# What the name of an office begins with.
_OFFICE = re.compile(
    r"(?:republik indonesia|republic of|kementerian|kemen(?:terian)?\w*|pemerintah|pemkot|pemkab|"
    r"pemprov|dinas|badan|kantor|kanwil|direktorat|ditjen\w*|lembaga|lapas|rutan|rumah tahanan|"
    r"bapas|balai|biro|bagian|sekretariat|inspektorat|kepolisian|polda|polres\w*|mabes|"
    r"kejaksaan|pengadilan|mahkamah|komisi|dprd?|provinsi|kabupaten|kota|kecamatan|kelurahan|"
    r"universitas|politeknik|institut|fakultas|sekolah|rsud|rumah sakit|yayasan|pt|perum\w*|bank|"
    r"hubungan masyarakat|humas|unit|divisi|bidang|seksi|ministry|department|office|agency|"
    r"directorate|university|city of|government|bureau|regional office)\b",
    re.IGNORECASE,
)
# Headlines tell what somebody does; the names of offices do not.
_VERB = re.compile(
    r"(?!pe|ke)\w{2,}kan|(?:mem|men|meng|meny|ber|ter|di)[a-z]{4,}|gelar|teken|raih|gandeng|jalin|"
    r"sambut|hadiri|kunjungi|ikuti|buka|tutup|terima|bahas|dorong|dukung|ajak|minta|imbau|bagi|"
    r"bagikan|beri|gagalkan|perkuat|panen|juara|dapat|jadi|siap|kini|akan|bakal|tandatangani|"
    r"peringati|layani|latih|bangun|cegah|tes|lantik|kirim|tambah|pindah|deklarasi|"
    r"signs?|opens?|launch(?:es)?|hosts?|visits?|wins?|to|joins?|holds?|grants?|gets?|is|are|will|"
    r"announces?|welcomes?|releases?|receives?|marks?|begins?|starts?|serves?|helps?"
)
_NO_VERB = frozenset(
    {"menteri", "menengah", "direktorat", "direktur", "divisi", "digital", "distrik", "terpadu"}
    | {"terbatas", "terbuka", "bersama", "berau", "bermotor", "tertinggal", "berita", "diponegoro"}
)
_MOST_WORDS = 16


def is_address(text: str) -> bool:
    """Whether a line holds nothing but where an office is, or how to reach it."""
    said = one_line(text)
    return 0 < len(said) <= _LONGEST and bool(_ADDRESS.match(said) or _REACH.search(said))


def is_office(text: str) -> bool:
    """Whether a line may be nothing but the name of an office."""
    said = one_line(text).strip(" .,:-–—")
    words = re.findall(r"[^\W\d_]+", said.lower())
    if not _OFFICE.match(said) or len(words) > _MOST_WORDS:
        return False
    return not any(_VERB.fullmatch(word) and word not in _NO_VERB for word in words[1:])
