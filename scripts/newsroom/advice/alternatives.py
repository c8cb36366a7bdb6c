"""Words for a picture that tell nothing to those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsroom.advice.pictures_in_use import PictureInUse, file_name
from newsroom.domain.partner import spelling
from newsroom.problems import Problem, warning


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# WCAG 2.2, success criterion 1.1.1, failure F30: words that are not alternatives, such as
# file names or placeholder text.
_EMPTY_WORDS = frozenset(
    _listed(
        """
foto gambar dokumentasi ilustrasi kegiatan acara berita logo grafik utama siaran pers image
picture photo photograph img dsc pict graphic illustration screenshot event news the a an of di
pada untuk dari alt caption keterangan tangkapan layar whatsapp jpg jpeg png webp
at wa pukul pkl jam wib wita wit am pm screen shot scan video pxl telegram signal
"""
    )
)
_WORD = re.compile(r"[^\W\d_]+")

SHORTEST = 10
"""Characters below which words cannot say what a picture shows."""


def alternative_warnings(pictures: Iterable[PictureInUse]) -> Iterator[Problem]:
    """Pictures without words, or whose words are a file name, the title, or say only "photo"."""
    for picture in pictures:
        alt = picture.alt.strip()
        if not alt:
            yield warning("alt_missing", picture.alt_at)
        elif _tells_nothing(alt, picture):
            yield warning("alt_useless", picture.alt_at, {"alt": alt})


def _tells_nothing(alt: str, picture: PictureInUse) -> bool:
    words = [word.casefold() for word in _WORD.findall(alt)]
    return (
        len(alt) < SHORTEST
        or all(word in _EMPTY_WORDS for word in words)
        or spelling(alt) == spelling(picture.title)
        or _is_file_name(alt, picture)
    )


def _is_file_name(alt: str, picture: PictureInUse) -> bool:
    name = file_name(picture)
    stem = alt.rpartition(".")[0] if re.search(r"\.\w{3,4}$", alt) else alt
    return bool(name) and spelling(stem.replace("_", " ")) == spelling(name.replace("_", " "))
