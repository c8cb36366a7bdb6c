"""Files that go out as they are, pictures without their metadata, and pictures in other sizes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from newsroom.code import recipe_of
from newsroom.domain.manuscript import digest_of_all
from newsroom.pictures.darkroom import Darkroom, Undeveloped, recipe
from newsroom.pictures.facts import file_facts
from newsroom.pictures.metadata import Malformed, cleaned, is_cleaned
from newsroom.pictures.renditions import Rendition, plain, renditions
from newsroom.press.output import Output, key_of
from newsroom.sources.contents import Content, Contents, read_on


def copied(address: str, contents: Contents, source: str) -> Output:
    """A file of docs/; of a picture, nothing but the picture.

    `source` is its path in docs/. Raises Changed, as `key` and `make` do, `make` also Undeveloped.
    """
    contents.expect(source)
    cleaning = _cleaning() if is_cleaned(source) else None

    def key() -> str:
        return key_of(source, contents.digest(source), cleaning)

    def make() -> Content:
        if not cleaning:
            return contents.pieces(source)
        file = contents.docs / source
        return _clean(contents.read(source), file, f"{contents.docs.name}/{source}")

    return Output(unquote(address), key, make)


Some = Callable[[Sequence[Rendition]], Sequence[Rendition]]
"""Which of the renditions of a picture are wanted, where not all are."""


def rendered(
    address: str, contents: Contents, source: str, darkroom: Darkroom, some: Some | None = None
) -> Iterator[Output]:
    """The other sizes of a picture at an address, `some` of the plain ones if so asked for.

    Raises Changed; `make` also Undeveloped.
    """
    # First of all: whatever is read of the file from here on is of this content.
    digest = contents.digest(source)
    wanted = renditions(file_facts(contents.docs / source))
    # Those of one kind are made together: the smaller ones out of the larger.
    together = wanted if some is None else plain(wanted)
    for one in together if some is None else some(together):

        def make(one: Rendition = one) -> bytes:
            return darkroom.rendition(contents, source, one, together)

        key = key_of(source, digest, recipe(), one.width, one.height, one.form)
        yield Output(unquote(one.address(address)), key, make, dear=source)


def built_elsewhere(folder: Path) -> Iterator[Output]:
    """What another engine has put into a folder; each file is known by its content."""
    for parent, _, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            path = file.relative_to(folder).as_posix()
            key = key_of(digest_of_all(read_on(file)))
            if is_cleaned(name):
                yield Output(path, key_of(key, _cleaning()), partial(_cleaned_file, file))
            else:
                yield Output(path, key, partial(read_on, file))


def _cleaned_file(file: Path) -> bytes:
    return _clean(file.read_bytes(), file, file.name)


def _clean(data: bytes, file: Path, shown: str) -> bytes:
    """Nothing but the picture; what no browser takes for one is left as it is."""
    try:
        return cleaned(data)
    except Malformed as error:
        # Of HEIC, which Pillow does not read, nobody can tell that it is no picture.
        if file_facts(file).width is None and data[4:8] != b"ftyp":
            return data
        raise Undeveloped(shown) from error


@cache
def _cleaning() -> str:
    return recipe_of("press/copies.py", "pictures/metadata.py", "pictures/facts.py")
