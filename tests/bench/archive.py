"""A synthetic archive of press releases: the same seed gives the same releases, on any machine.

Its words look like Indonesian and are as frequent as a language's words are (the law of
Zipf and Mandelbrot): some 20,000 different ones in 1,000 releases, 43,000 in 5,000, so
that a search index grows as with real texts. Nothing in it is real.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random

FIRST_DAY = date(2015, 1, 1)
LAST_DAY = date(2024, 12, 31)

NOW = datetime.combine(LAST_DAY, time(23))
"""When archives are built: all is public, and what is added still belongs to the last year."""

WORDS = 320
"""Words of a release's text, on average."""

_PARTNERS = 200
_PLACES = 20
_EDITORS = 24
_TOPICS = 8
_VOCABULARY = 60_000

# The commonest words of any Indonesian text, commonest first; all others are made.
_COMMON = """
yang dan di dengan untuk dari dalam pada ini itu akan oleh juga tidak telah sebagai adalah para
kepada karena bagi dapat serta lebih tersebut menjadi atau sudah ada secara kami bisa saat agar
hari tahun bersama melalui terhadap antara masyarakat kerja kegiatan pembinaan pelayanan program
kesehatan pendidikan sama warga daerah kota kabupaten provinsi kantor wilayah kepala petugas
peserta pelatihan bantuan dukungan pembangunan pemerintah nasional anggaran perizinan lapangan
"""
_BEGINNINGS = ("", "b", "c", "d", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "y")
_VOWELS = ("a", "a", "a", "i", "i", "u", "u", "e", "o")
_ENDINGS = ("", "", "", "n", "ng", "r", "s", "k", "t", "h", "m", "l")
_PREFIXES = ("", "", "", "me", "di", "ber", "ter", "pe", "ke", "se")
_SUFFIXES = ("", "", "", "an", "kan", "i", "nya")


@dataclass(frozen=True, slots=True)
class SyntheticRelease:
    """One release. `body` is Markdown; its paragraphs are parted by blank lines."""

    number: int
    title: str
    slug: str
    day: date
    time: time | None
    location: str
    editor: str
    partners: tuple[str, ...]
    topics: tuple[str, ...]
    summary: str | None
    body: str

    @property
    def path(self) -> str:
        """Where the release stands in a folder of releases: `<year>/<slug>.md`."""
        return f"{self.day.year}/{self.slug}.md"

    @property
    def date(self) -> str:
        """The date as front matter has it, with a time if the release has one."""
        return (datetime.combine(self.day, self.time) if self.time else self.day).isoformat()


class SyntheticArchive:
    """Releases of one seed; a larger archive begins with the releases of a smaller one."""

    def __init__(self, seed: int = 1) -> None:
        self.seed = seed

    def releases(self, size: int) -> Iterator[SyntheticRelease]:
        """The first `size` releases, one at a time, since thousands of them fill memory."""
        return (self.release(number) for number in range(1, size + 1))

    def newest(self, size: int, turn: int) -> SyntheticRelease:
        """The release that is added to an archive of `size`, newer than all and than turn - 1's."""
        release = self.release(size + turn, among=size)
        moment = datetime.combine(LAST_DAY, time(8)) + timedelta(minutes=turn)
        return replace(release, day=LAST_DAY, time=moment.time())

    def release(self, number: int, among: int | None = None) -> SyntheticRelease:
        """The release of a number, from 1; each has random numbers of its own.

        It links to one of the releases before it, or to one of the first `among`.
        """
        random = Random(f"{self.seed}/{number}")
        day, title = self._head(random)
        return SyntheticRelease(
            number=number,
            title=title,
            slug=_slug(title, number),
            day=day,
            time=None,
            location=f"Kota {random.randint(1, _PLACES):02}",
            editor=f"Editor {random.randint(1, _EDITORS):02}",
            partners=self._partners(random),
            topics=_topics(random),
            summary=self._sentence(random, 22) if random.random() < 0.5 else None,
            body=self._body(random, number, among or number - 1),
        )

    def _head(self, random: Random) -> tuple[date, str]:
        """What a link to a release must know, drawn first."""
        day = FIRST_DAY + timedelta(days=random.randint(0, (LAST_DAY - FIRST_DAY).days))
        return day, " ".join(self._draw(random, random.randint(5, 10))).title()

    def _body(self, random: Random, number: int, among: int) -> str:
        paragraphs = [self._paragraph(random) for _ in range(6)]
        paragraphs[2] = f"“{paragraphs[2]}” kata **Narasumber {random.randint(1, 99):02}**."
        if number % 4 == 0:
            paragraphs[4] = "\n".join(f"- {self._sentence(random, 10)}" for _ in range(5))
        if number % 5 == 0:
            paragraphs[5] += f" Baca juga [siaran terdahulu](../{self._earlier(random, among)})."
        return "\n\n".join(paragraphs)

    def _earlier(self, random: Random, among: int) -> str:
        """The path of one of the first releases."""
        chosen = random.randint(1, among)
        day, title = self._head(Random(f"{self.seed}/{chosen}"))
        return f"{day.year}/{_slug(title, chosen)}.md"

    def _paragraph(self, random: Random) -> str:
        return " ".join(
            self._sentence(random, round(random.uniform(0.7, 1.3) * WORDS / 18)) for _ in range(3)
        )

    def _sentence(self, random: Random, words: int) -> str:
        drawn = self._draw(random, words)
        if words > 12:
            drawn[words // 2] += ","
        return f"{' '.join(drawn).capitalize()}."

    def _draw(self, random: Random, words: int) -> list[str]:
        vocabulary, weights = self._vocabulary
        return random.choices(vocabulary, cum_weights=weights, k=words)

    @cached_property
    def _vocabulary(self) -> tuple[list[str], list[float]]:
        """All words, commonest first, and the sum of the weights up to each of them."""
        random = Random(self.seed)
        words = dict.fromkeys(_COMMON.split())
        while len(words) < _VOCABULARY:
            words[_made_word(random)] = None
        return list(words), list(accumulate((rank + 11) ** -1.35 for rank in range(len(words))))

    def _partners(self, random: Random) -> tuple[str, ...]:
        """One to four partners; a few of them are named far more often than most."""
        weights = self._partner_weights
        drawn = random.choices(range(1, _PARTNERS + 1), cum_weights=weights, k=random.randint(1, 4))
        return tuple(f"Mitra {number:03}" for number in dict.fromkeys(drawn))

    @cached_property
    def _partner_weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 10) for rank in range(_PARTNERS)))


def _topics(random: Random) -> tuple[str, ...]:
    drawn = random.sample(range(1, _TOPICS + 1), random.randint(1, 2))
    return tuple(f"Topik {number}" for number in drawn)


def _slug(title: str, number: int) -> str:
    return f"{title.lower().replace(' ', '-')}-{number}"


def _made_word(random: Random) -> str:
    syllables = "".join(
        random.choice(_BEGINNINGS) + random.choice(_VOWELS) for _ in range(random.randint(1, 3))
    )
    root = syllables + random.choice(_ENDINGS)
    return random.choice(_PREFIXES) + root + random.choice(_SUFFIXES)
