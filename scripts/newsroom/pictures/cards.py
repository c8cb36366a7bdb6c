"""The picture that messengers show for a release that has none: headline, date, place, office.

It is drawn with a font of the newsroom's own (Public Sans, SIL Open Font License 1.1: see
`fonts/OFL.txt`), so that it is the same on every machine: the bold cut, with the letters of
European languages alone, and with the spaces between pairs of letters in a table that Pillow
reads without a further library.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

from newsroom.code import recipe_of

FOLDER = "assets/cards/"
WIDTH, HEIGHT = 1200, 630
"""In pixels: what Open Graph's readers ask for, 1.91 to 1."""

_FONT = "pictures/fonts/PublicSans-Bold.ttf"
_MARGIN = 80
_INK = (255, 255, 255)
_OFFICE_SIZE, _WHEN_SIZE = 34, 32
# Sizes of the headline, and how many lines of each there is room for.
_HEADLINES = ((76, 3), (66, 4), (56, 5), (48, 5))
_OFFICE_TOP, _WHEN_TOP = 74, 520
_HEADLINE_TOP, _HEADLINE_HEIGHT = 162, 330
_RULE = (_MARGIN, 136, _MARGIN + 96, 141)
_ASIDE = 8
_LEADING = 1.16
_QUALITY = 85
# Letters of the font: Latin with its marks, and the signs of running text.
_LETTERS = (
    " -~\u00a0-\u0131\u0134-\u0148\u014a-\u017e\u0218-\u021b\u02bb\u02bc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122\u2212"
)
_DRAWN = re.compile(f"[{_LETTERS}]*")
_NOT_DRAWN = re.compile(f"[^{_LETTERS}]")
# Signs that look the same: hyphens, and ain and hamza where Arabic is written in Latin.
_ALIKE = str.maketrans("\u2010\u2011\u02bf\u02be", "--\u02bb\u02bc")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")  # but none that holds words together


@dataclass(frozen=True, slots=True)
class Card:
    """What is written on a card, and its ground, a colour on which white can be read.

    `offices` are the names of the office, of which the first that has room is written.
    """

    headline: str
    when: str
    offices: tuple[str, ...]
    ground: str

    @property
    def key(self) -> str:
        """By what it is told from other cards."""
        recipe = recipe_of("pictures/cards.py", _FONT)
        said = "\0".join((recipe, self.headline, self.when, *self.offices, self.ground))
        return blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def address_of(release: str) -> str:
    """Where the card of the release at an address stands."""
    return f"{FOLDER}{release.rstrip('/')}.jpg"


def written(text: str) -> str:
    """A text as it is drawn: letters and their marks in one, nothing that cannot be seen.

    A mark that the font lacks is left out, as in print: an h with a dot below becomes an h.
    """
    if text.isascii():
        return _SPACES.sub(" ", text).strip()
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).translate(_ALIKE)
    return _SPACES.sub(" ", _NOT_DRAWN.sub(_unmarked, seen)).strip()


def _unmarked(found: re.Match[str]) -> str:
    """A letter with those of its marks that the font has; as it is if that lacks the letter."""
    parts = unicodedata.normalize("NFD", found[0])
    letter, marks = parts[0], parts[1:]
    if unicodedata.combining(letter):  # one that stands alone
        return ""
    for some in range(len(marks), -1, -1):
        drawn = unicodedata.normalize("NFC", letter + marks[:some])
        if _DRAWN.fullmatch(drawn):
            return drawn
    return found[0]


def can_write(*texts: str) -> bool:
    """Whether there are letters for texts; nobody shall see boxes in the place of others."""
    return all(_DRAWN.fullmatch(written(text)) for text in texts)


def drawn(card: Card) -> bytes:
    """A card as JPEG."""
    picture = _blank(card.offices, card.ground).copy()
    size, lines = _set(written(card.headline))
    top = _HEADLINE_TOP + (_HEADLINE_HEIGHT - len(lines) * size * _LEADING) / 2
    for number, line in enumerate(lines):
        _write(picture, round(top + number * size * _LEADING), line, size)
    _write(picture, _WHEN_TOP, _shortened(written(card.when), _WHEN_SIZE), _WHEN_SIZE)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


@cache
def _blank(offices: tuple[str, ...], ground: str) -> Image.Image:
    """The card of an office before anything is written on it."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), ground)
    names = [written(name) for name in offices if name]
    fitting = (name for name in names if _width(name, _OFFICE_SIZE) <= _ROOM)
    name = next(fitting, None) or _shortened(names[-1], _OFFICE_SIZE)
    _write(picture, _OFFICE_TOP, name, _OFFICE_SIZE)
    ImageDraw.Draw(picture).rectangle(_RULE, _INK)
    return picture


def _write(picture: Image.Image, top: int, line: str, size: int) -> None:
    """Write a line from the margin on. The words come ready, since to draw letters is dear."""
    left = float(_MARGIN)
    for word in line.split(" "):
        picture.paste(_INK, (round(left) - _ASIDE, top), _word(word, size))
        left += _word_width(word, size) + _word_width(" ", size)


@lru_cache(maxsize=1024)
def _word(word: str, size: int) -> Image.Image:
    """A word as the share of ink in every pixel; some letters lean out at the side."""
    room = (round(_word_width(word, size)) + 2 * _ASIDE, round(size * 1.4))
    mask = Image.new("L", room)
    ImageDraw.Draw(mask).text((_ASIDE, 0), word, 255, _font(size))
    return mask


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    data = resources.files("newsroom").joinpath(_FONT).read_bytes()
    # Without the library for other scripts, which not every machine has.
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _set(headline: str) -> tuple[int, list[str]]:
    """The largest size in which a headline has room, and its lines; at the end it is cut short."""
    for size, most in _HEADLINES:
        lines = _lines(headline, size)
        if len(lines) <= most and all(_width(line, size) <= _ROOM for line in lines):
            return size, _balanced(headline, size, lines)
    size, most = _HEADLINES[-1]
    lines = [piece for line in _lines(headline, size) for piece in _pieces(line, size)]
    if len(lines) > most:
        lines = [*lines[: most - 1], _shortened(" ".join(lines[most - 1 :]), size)]
    return size, lines


_ROOM = WIDTH - 2 * _MARGIN


def _width(text: str, size: int) -> float:
    """The width of words in a row; headlines are made of the same words again and again."""
    words = text.split(" ")
    gaps = (len(words) - 1) * _word_width(" ", size)
    return gaps + sum([_word_width(word, size) for word in words])


@lru_cache(maxsize=65536)
def _word_width(word: str, size: int) -> float:
    return _font(size).getlength(word)


def _lines(text: str, size: int, room: float = _ROOM) -> list[str]:
    """A text broken at its spaces, every line as full as it can be."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _balanced(text: str, size: int, lines: list[str]) -> list[str]:
    """The same number of lines, as nearly of one length as words allow."""
    narrow, wide = _ROOM / 2, float(_ROOM)
    while wide - narrow > 8:
        middle = (narrow + wide) / 2
        tried = _lines(text, size, middle)
        fits = len(tried) == len(lines) and all(_width(line, size) <= middle for line in tried)
        if fits:
            wide, lines = middle, tried
        else:
            narrow = middle
    return lines


def _pieces(line: str, size: int) -> Iterator[str]:
    """A line in pieces that have room: one word that is longer than a line is broken."""
    piece = ""
    for letter in line:
        if piece and _font(size).getlength(piece + letter) > _ROOM:
            yield piece
            piece = ""
        piece += letter
    yield piece


def _shortened(text: str, size: int) -> str:
    """A text cut at a word, with an ellipsis, if there is no room for all of it."""
    if _width(text, size) <= _ROOM:
        return text
    words = text.split(" ")
    while len(words) > 1 and _width(" ".join(words).rstrip(",;:–—-.") + " …", size) > _ROOM:
        words.pop()
    shorter = " ".join(words).rstrip(",;:–—-.")
    while _width(shorter + " …", size) > _ROOM:
        shorter = shorter[:-1]
    return shorter + " …"
