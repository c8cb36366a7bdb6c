"""File a recognised manuscript in the archive: its text and its pictures, under docs/news/."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from newsroom.domain.addresses import NEWS_FOLDER
from newsroom.domain.clearance import status_for
from newsroom.domain.slug import short_slug
from newsroom.intake.captions import Caption, caption_of
from newsroom.intake.manuscript import PICTURE_SCHEME, Block, Kind, Manuscript, Mark
from newsroom.intake.recognise.known import Known
from newsroom.intake.recognise.release import Recognised
from newsroom.sources.release_file import release_file
from newsroom.sources.whole_files import write_new
from newsroom.words import Words

SOURCE_KEY = "x-source"

# What was left out by rule is told, but there is nothing to look at.
BY_RULE = frozenset({"left_out", "boilerplate", "crest"})

_PICTURE = re.compile(rf"!\[([^\]]*)\]\({PICTURE_SCHEME}(\d+)[^)]*\)")
_SOURCE_LINE = re.compile(rf"^{SOURCE_KEY}:.*\b([0-9a-f]{{32}})[\"']?\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A release as it goes into the archive.

    `source` is its file relative to docs/, `pictures` are the files beside it, by name;
    `to_check` says that a person must look before it is published.
    """

    source: str
    text: str
    values: Mapping[str, object]
    marks: tuple[Mark, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    to_check: bool = False


def fingerprint(data: bytes) -> str:
    """What tells a document from any other, whatever its file is called."""
    return hashlib.sha256(data).hexdigest()[:32]


def already_filed(docs: Path) -> dict[str, str]:
    """The fingerprints of all documents imported so far, with the release made of each."""
    found = {}
    for file in filter(Path.is_file, sorted((docs / NEWS_FOLDER).rglob("*.md"))):
        head = _head(file).decode("utf-8", "replace").partition("\n---")[0]
        for line in _SOURCE_LINE.finditer(head):
            found[line[1]] = file.relative_to(docs).as_posix()
    return found


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(65536)


def file_under(
    docs: Path,
    manuscript: Manuscript,
    found: Recognised,
    known: Known,
    *,
    origin: str,
    slug: str | None = None,
    publish: bool = False,
) -> FiledDocument:
    """Decide on the file, the names of the pictures and the status; nothing is written yet.

    `origin` is the document's name and fingerprint. It is a draft unless it is to be
    published and nothing is in doubt, nor lost on the way.
    """
    slug = slug or short_slug(
        str(found.values.get("title") or PurePath(origin.rpartition(" ")[0]).stem)
    )
    folder = f"{NEWS_FOLDER}{(found.day or known.today).year}"
    wanted = [i for i in range(len(manuscript.pictures)) if i not in found.crests]
    names = _picture_names(docs / folder, slug, manuscript, wanted)
    photos, blocks = _parted_photos(found.blocks, names)
    body, in_text, marks = _with_pictures(blocks, names)
    values: dict[str, object] = dict.fromkeys(known.required) | dict(found.values)
    taken = {photo.index for photo in photos}
    loose = [i for i in names if i not in in_text and i not in taken]
    if not photos and loose:
        photos = [_Photo(loose.pop(0))]
    shown_apart = [_image(photo, names, manuscript) for photo in photos]
    if shown_apart:
        values["image"] = shown_apart[0]
    if shown_apart[1:]:
        values["gallery"] = shown_apart[1:]
    if not all(image["alt"] for image in shown_apart[:1]):
        marks.append(Mark("image", "image_alt"))
    if not all(image["alt"] for image in shown_apart[1:]):
        marks.append(Mark("gallery", "image_alt"))
    shown = [f"![{manuscript.pictures[i].alt}]({names[i]})" for i in loose]
    body = "\n\n".join([body, *shown])
    marks = [*found.marks, *marks]
    lost = [notice for notice in found.notices if notice.code not in BY_RULE]
    values["status"] = status_for(wanted=publish, doubts=[*marks, *lost])
    if values["status"] is None:
        del values["status"]
    values[SOURCE_KEY] = origin
    notes = _notes(marks, Words(known.language))
    pictures = {name: manuscript.pictures[i].data for i, name in names.items()}
    text = release_file(values, body, notes)
    return FiledDocument(
        f"{folder}/{slug}.md", text, values, tuple(marks), pictures, bool(marks or lost)
    )


def write(docs: Path, filed: FiledDocument) -> None:
    """Write the pictures, then the release. Raises OSError, with none written."""
    target = docs / filed.source
    written: list[Path] = []
    try:
        for name, data in filed.pictures.items():
            write_new(target.parent / name, data)
            written.append(target.parent / name)
        write_new(target, filed.text)
    except OSError:
        for file in written:
            file.unlink(missing_ok=True)
        raise


def _picture_names(
    folder: Path, slug: str, manuscript: Manuscript, wanted: Sequence[int]
) -> dict[int, str]:
    """A free name for every picture that is wanted: `<slug>-1.jpg`, then `<slug>-2.png`."""
    names: dict[int, str] = {}
    number = 0
    for index in wanted:
        number += 1
        while any(folder.glob(f"{slug}-{number}.*")):
            number += 1
        names[index] = f"{slug}-{number}{PurePath(manuscript.pictures[index].name).suffix}"
    return names


@dataclass(frozen=True, slots=True)
class _Photo:
    """A picture that is shown apart from the text, by its number in the document."""

    index: int
    alt: str = ""
    caption: Caption | None = None


def _image(
    photo: _Photo, names: Mapping[int, str], manuscript: Manuscript
) -> dict[str, str | None]:
    """A picture as front matter holds it."""
    caption = photo.caption or Caption(None)
    alt = photo.alt or manuscript.pictures[photo.index].alt or None
    image = {
        "src": names[photo.index], "alt": alt, "caption": caption.text, "credit": caption.credit
    }  # fmt: skip
    return {key: value for key, value in image.items() if value or key == "alt"}


def _parted_photos(
    blocks: Sequence[Block], names: Mapping[int, str]
) -> tuple[list[_Photo], list[Block]]:
    """The first picture that stands by itself, others with a caption, and the other blocks."""
    links = [_PICTURE.fullmatch(block.markdown.strip()) for block in blocks]
    captions = [
        None if link or block.kind is not Kind.PARAGRAPH else caption_of(block.text)
        for link, block in zip(links, blocks, strict=True)
    ]
    photos: list[_Photo] = []
    taken: set[int] = set()
    for at, link in enumerate(links):
        if link is None or int(link[2]) not in names:
            continue
        beside = _caption_beside(at, links, captions, taken)
        if photos and (beside is None or any(photo.index == int(link[2]) for photo in photos)):
            continue
        taken |= {at} if beside is None else {at, beside}
        said = None if beside is None else captions[beside]
        photos.append(_Photo(int(link[2]), link[1].strip(), said))
    return photos, [block for at, block in enumerate(blocks) if at not in taken]


def _caption_beside(
    at: int,
    links: Sequence[re.Match[str] | None],
    captions: Sequence[Caption | None],
    taken: set[int],
) -> int | None:
    """Where the caption of a picture stands: below it, or above, as that of the next may."""
    above, below = at - 1, at + 1
    is_above = above >= 0 and above not in taken and captions[above] is not None
    is_below = below < len(captions) and captions[below] is not None
    next_is_picture = below + 1 < len(links) and links[below + 1] is not None
    if is_below and not (is_above and next_is_picture):
        return below
    return above if is_above else None


def _with_pictures(
    blocks: Sequence[Block], names: Mapping[int, str]
) -> tuple[str, set[int], list[Mark]]:
    """The text with its pictures under their names, which of them it holds, and what they lack."""
    used: set[int] = set()
    marks: list[Mark] = []

    def named(link: re.Match[str]) -> str:
        index = int(link[2])
        if index not in names:
            return ""
        used.add(index)
        if not link[1].strip():
            marks.append(Mark("", "picture_alt", {"file": names[index]}))
        return f"![{link[1]}]({names[index]})"

    body = "\n\n".join(block.markdown for block in blocks)
    return _PICTURE.sub(named, body), used, marks


def _notes(marks: list[Mark], words: Words) -> dict[str, str]:
    """The comment lines above each key."""
    notes: dict[str, list[str]] = {}
    for mark in marks:
        notes.setdefault(mark.key, []).append(words.t("intake.note", sentence=told(mark, words)))
    return {key: "\n".join(dict.fromkeys(lines)) for key, lines in notes.items()}


def told(mark: Mark, words: Words) -> str:
    """A mark as a sentence, on one line."""
    return " ".join(words.t(f"intake.marks.{mark.code}", **mark.facts).split())
