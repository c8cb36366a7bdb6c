"""A picture without what its file tells besides: place, camera, author, comments, thumbnails.

The pixels stay as they are, and so does what they need to be shown: colour profile,
transparency, animation, and which side is up. Nothing else is taken along, so what nobody
has thought of here does not go out either.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from newsroom.pictures.facts import orientation
from newsroom.sources.release_cache import Seen, seen

_EXIF = b"Exif\0\0"
_LONGEST_START = 16  # bytes by which a kind is known; more than any takes
_ENDINGS = (
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".avif", ".heic", ".heif",
)  # fmt: skip


class Malformed(ValueError):
    """The file is not built as one of its kind must be."""


def cleaned(data: bytes) -> bytes:
    """The bytes of a picture with nothing in them but the picture; other files as they are.

    Their kind is told by how they begin, whatever their name. Of what stands behind the
    end of the picture (a second one, a film) nothing is left. Raises Malformed.
    """
    for is_kind, clean in _KINDS:
        if is_kind.match(data):
            try:
                return clean(data)
            except (struct.error, IndexError) as error:
                raise Malformed(str(error)) from None
    return data


def is_cleaned(name: str) -> bool:
    """Whether a file is of a kind that goes out without metadata, by its name."""
    return name.casefold().endswith(_ENDINGS)


def tells_nothing_else(file: Path) -> bool:
    """Whether a file goes out without metadata: by its name, and by how it begins.

    Raises OSError.
    """
    if not is_cleaned(file.name):
        return False
    with file.open("rb") as opened:
        start = opened.read(_LONGEST_START)
    return any(is_kind.match(start) for is_kind, _ in _KINDS)


def published_size(file: Path) -> int:
    """The bytes of a file as it goes out; it is read for that only once as long as it is the same.

    Raises OSError.
    """
    stat = file.stat()
    if not is_cleaned(file.name):
        return stat.st_size
    return _published_size(file, seen(stat))


@lru_cache(maxsize=65536)
def _published_size(file: Path, version: Seen) -> int:
    try:
        return len(cleaned(file.read_bytes()))
    except Malformed:
        return version[0]


def _upright(exif: bytes) -> bytes | None:
    """EXIF that says only which side is up; None if that is the upper one."""
    turn = orientation(exif)
    if turn == 1:
        return None
    # A little-endian TIFF of one directory with one entry: 0x0112, SHORT, 1 value.
    return struct.pack("<2sHIHHHIHHI", b"II", 42, 8, 1, 0x0112, 3, 1, turn, 0, 0)


# --- JPEG (ITU-T T.81, annex B) -------------------------------------------------------------------

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_APP0, _APP15, _COMMENT = 0xE0, 0xEF, 0xFE
# What stands in an APPn segment that decoders need: how it begins, and how much of it. What
# follows the measures of JFIF is a thumbnail; Adobe's segment tells no more than the colours.
_JFIF, _ADOBE, _ICC = b"JFIF\0", b"Adobe", b"ICC_PROFILE\0"
_JFIF_HEAD = _ADOBE_HEAD = 12
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


def _jpeg(data: bytes) -> bytes:
    kept = [data[:2]]
    turned = False
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise Malformed("no marker")
        marker = data[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == _EOI:
            return b"".join([*kept, b"\xff\xd9"])
        if marker in _ALONE:
            kept.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        inside = data[at + 4 : end]
        if not (_APP0 <= marker <= _APP15 or marker == _COMMENT):
            if marker == _SOS:
                found = _END_OF_SCAN.search(data, end)
                end = found.start() if found else len(data)
            kept.append(data[at:end])
        elif shown := _shown_by(marker, inside):
            kept.append(_segment(marker, shown))
        elif marker == 0xE1 and inside.startswith(_EXIF) and not turned:
            turned = True
            if upright := _upright(inside):
                kept.append(_segment(marker, _EXIF + upright))
        at = end
    return b"".join(kept)  # cut off; browsers show what there is


def _shown_by(marker: int, inside: bytes) -> bytes:
    """What of an APPn segment is needed to show the picture; of a comment nothing is."""
    if marker == 0xE0 and inside.startswith(_JFIF) and len(inside) >= _JFIF_HEAD:
        return inside[:_JFIF_HEAD] + b"\0\0"
    if marker == 0xEE and inside.startswith(_ADOBE) and len(inside) >= _ADOBE_HEAD:
        return inside[:_ADOBE_HEAD]
    return inside if marker == 0xE2 and inside.startswith(_ICC) else b""


def _segment(marker: int, inside: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(inside) + 2) + inside


# --- PNG (W3C Recommendation, third edition) ------------------------------------------------------

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_SHOWING = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
    }
)  # fmt: skip


def _png(data: bytes) -> bytes:
    kept = [_PNG_HEAD]
    at = len(_PNG_HEAD)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if kind in _PNG_SHOWING:
            kept.append(data[at:end])
        elif kind == b"eXIf" and (upright := _upright(data[at + 8 : end - 4])):
            kept.append(_png_chunk(kind, upright))
        if kind == b"IEND":
            break
        at = end
    return b"".join(kept)


def _png_chunk(kind: bytes, inside: bytes) -> bytes:
    proof = zlib.crc32(kind + inside)
    return struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", proof)


# --- GIF 89a --------------------------------------------------------------------------------------

_GIF_TIMES, _GIF_APPLICATION, _GIF_TEXT = 0xF9, 0xFF, 0x01
# How often it is played, and its colour profile.
_GIF_SHOWING = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def _gif(data: bytes) -> bytes:
    at = 13 + _colours(data[10])
    kept = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:  # a picture: its place, its colours, its bits
            begin = at + 10 + _colours(data[at + 9]) + 1
            shown = True
        elif data[at] == 0x21:
            begin = at + 2
            label, name = data[at + 1], data[begin + 1 : begin + 12]
            shown = label in (_GIF_TIMES, _GIF_TEXT)
            shown |= label == _GIF_APPLICATION and name in _GIF_SHOWING
        else:
            raise Malformed("no block")
        end = _end_of_blocks(data, begin)
        if shown:
            kept.append(data[at:end])
        at = end
    return b"".join([*kept, data[at : at + 1]])


def _colours(flags: int) -> int:
    """The bytes of the table of colours that flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while at < len(data) and data[at]:
        at += data[at] + 1
    return min(at + 1, len(data))


# --- WebP (RFC 9649) ------------------------------------------------------------------------------

_WEBP_SHOWING = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"})
_WEBP_HAS_XMP, _WEBP_HAS_EXIF = 0x04, 0x08


def _webp(data: bytes) -> bytes:
    exif = next((inside for kind, inside in _riff(data) if kind == b"EXIF"), b"")
    upright = _upright(exif.removeprefix(_EXIF)) if exif else None
    kept = []
    for kind, inside in _riff(data):
        if kind not in _WEBP_SHOWING:
            continue
        if kind == b"VP8X":
            flags = inside[0] & ~(_WEBP_HAS_XMP | _WEBP_HAS_EXIF)
            flags |= _WEBP_HAS_EXIF if upright else 0
            inside = bytes([flags]) + inside[1:]  # noqa: PLW2901
        kept.append(_riff_chunk(kind, inside))
    if upright:
        kept.append(_riff_chunk(b"EXIF", upright))
    whole = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while at + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _riff_chunk(kind: bytes, inside: bytes) -> bytes:
    return kind + struct.pack("<I", len(inside)) + inside + b"\0" * (len(inside) % 2)


# --- AVIF and HEIC (ISO/IEC 14496-12 and 23008-12) ------------------------------------------------

# They keep metadata as items beside the picture, found by their place in the file. So nothing is
# taken out, which would move the picture: the items are overwritten, and so is every box that
# is not known to be needed; it becomes free space.
_HEIF_SHOWING: dict[bytes, frozenset[bytes]] = {
    # By the box in which they stand; the file itself has no name.
    b"": frozenset({b"ftyp", b"meta", b"mdat", b"moov"}),
    b"meta": frozenset(
        {b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"dinf", b"grpl"}
    ),
    b"iprp": frozenset({b"ipco", b"ipma"}),
    b"ipco": frozenset(
        {
            b"ispe", b"pixi", b"colr", b"pasp", b"irot", b"imir", b"clap", b"rloc", b"auxC",
            b"av1C", b"a1op", b"a1lx", b"hvcC", b"lhvC", b"avcC", b"jpgC", b"vvcC", b"lsel",
            b"oinf", b"tols", b"clli", b"mdcv", b"cclv", b"amve",
        }
    ),
    b"moov": frozenset({b"mvhd", b"trak"}),
    b"trak": frozenset({b"tkhd", b"tref", b"edts", b"meta", b"mdia"}),
    b"mdia": frozenset({b"mdhd", b"hdlr", b"minf"}),
    b"minf": frozenset({b"vmhd", b"nmhd", b"dinf", b"stbl"}),
    b"stbl": frozenset(
        {
            b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64",
            b"stss", b"sdtp", b"sgpd", b"sbgp", b"subs",
        }
    ),
}  # fmt: skip
# They begin with the times at which a film was made and changed.
_HEIF_TIMED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_HEIF_TELLING = frozenset({b"Exif", b"mime", b"uri "})
_NO_EXIF = struct.pack(">I2sHIHI", 0, b"II", 0x2A00, 0x08000000, 0, 0)


def _heif(data: bytes) -> bytes:
    kept = bytearray(data)
    _keep_shown(kept, data, b"", 0, len(data))
    return bytes(kept)


def _keep_shown(kept: bytearray, data: bytes, parent: bytes, at: int, end: int) -> None:
    """Overwrite what stands in a box and is not needed to show the picture."""
    for kind, begin, stop in _boxes(data, at, end):
        if kind not in _HEIF_SHOWING[parent]:
            kept[begin:stop] = bytes(stop - begin)
            kept[at + 4 : at + 8] = b"free"
        elif kind in _HEIF_TIMED:
            length = 16 if data[begin] else 8
            kept[begin + 4 : begin + 4 + length] = bytes(length)
        elif kind == b"meta":
            _keep_shown(kept, data, kind, begin + 4, stop)
            _overwrite_items(kept, data, begin + 4, stop)
        elif kind in _HEIF_SHOWING:
            _keep_shown(kept, data, kind, begin, stop)
        at = stop


def _overwrite_items(kept: bytearray, data: bytes, begin: int, end: int) -> None:
    kinds, places, idat = _items(data, begin, end)
    for item, name in kinds.items():
        if name in _HEIF_TELLING:
            for method, offset, length in places.get(item, ()):
                _overwrite(kept, offset + (idat if method else 0), length, name)


def _overwrite(kept: bytearray, begin: int, length: int, name: bytes) -> None:
    end = min(begin + length, len(kept))
    nothing = _NO_EXIF if name == b"Exif" else b""
    kept[begin:end] = nothing[: end - begin].ljust(end - begin, b"\0")


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(kind, where its inside begins, where it ends) of every box."""
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        begin = at + 8
        if size == 1:
            size = struct.unpack_from(">Q", data, begin)[0]
            begin += 8
        stop = at + size if size else end
        if stop <= at + 7 or stop > end:
            raise Malformed("no box")
        yield kind, begin, stop
        at = stop


_Places = dict[int, list[tuple[int, int, int]]]


def _items(data: bytes, begin: int, end: int) -> tuple[dict[int, bytes], _Places, int]:
    """What every item is, where its bytes are (how to count, offset, length), and `idat`."""
    kinds: dict[int, bytes] = {}
    places: _Places = {}
    idat = 0
    for kind, inside, stop in _boxes(data, begin, end):
        if kind == b"iinf":
            count = 4 + (2 if data[inside] == 0 else 4)
            for _, entry, _stop in _boxes(data, inside + count, stop):
                version = data[entry]
                wide = version > 2
                item = struct.unpack_from(">I" if wide else ">H", data, entry + 4)[0]
                at = entry + 4 + (4 if wide else 2) + 2
                kinds[item] = data[at : at + 4] if version > 1 else b""
        elif kind == b"iloc":
            places = _locations(data, inside)
        elif kind == b"idat":
            idat = inside
    return kinds, places, idat


def _locations(data: bytes, at: int) -> _Places:
    version = data[at]
    sizes, more = data[at + 4], data[at + 5]
    offset_size, length_size, base_size = sizes >> 4, sizes & 15, more >> 4
    index_size = more & 15 if version else 0
    at += 6
    places: _Places = {}

    def number(size: int) -> int:
        nonlocal at
        if at + size > len(data):
            raise Malformed("no location")
        found = int.from_bytes(data[at : at + size], "big")
        at += size
        return found

    for _ in range(number(2 if version < 2 else 4)):
        item = number(2 if version < 2 else 4)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(base_size)
        for _ in range(number(2)):
            number(index_size)
            offset = base + number(offset_size)
            places.setdefault(item, []).append((method, offset, number(length_size)))
    return places


_KINDS = (
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(re.escape(_PNG_HEAD)), _png),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
    # Of any brand: new ones come up, and all of them keep their metadata in the same way.
    (re.compile(rb"....ftyp", re.DOTALL), _heif),
)
