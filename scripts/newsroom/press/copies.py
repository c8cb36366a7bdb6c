"""Files that go out as they are, pictures without their metadata, and pictures in other sizes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from urllib.parse import unquote

from newsroom.code import recipe_of
from newsroom.domain.manuscript import digest_of
from newsroom.pictures.darkroom import Darkroom, Undeveloped, recipe
from newsroom.pictures.facts import file_facts
from newsroom.pictures.metadata import Malformed, cleaned, is_cleaned
from newsroom.pictures.renditions import Rendition, renditions
from newsroom.press.output import Output, key_of
from newsroom.sources.release_cache import Changed, Seen, is_certain, seen


def copied(address: str, docs: Path, source: str) -> Output:
    """A file of docs/; of a picture, nothing but the picture. `make` raises Changed, Undeveloped.

    `source` is its path in docs/.
    """
    file = docs / source
    before = _version(file, f"{docs.name}/{source}")
    content = _reader(file, before, f"{docs.name}/{source}")
    if not is_cleaned(source):
        return Output(unquote(address), key_of(source, before), content)
    key = key_of(source, before, _cleaning())
    return Output(unquote(address), key, lambda: _clean(content(), file, f"{docs.name}/{source}"))


def rendered(address: str, docs: Path, source: str, darkroom: Darkroom) -> Iterator[Output]:
    """The other sizes of a picture that is at `address`. `make` raises Changed, Undeveloped."""
    file = docs / source
    shown = f"{docs.name}/{source}"
    before = _version(file, shown)
    content = _reader(file, before, shown)
    wanted = renditions(file_facts(file))
    for one in wanted:

        def make(one: Rendition = one) -> bytes:
            return darkroom.rendition(content(), one, wanted, shown)

        key = key_of(source, before, recipe(), one.width, one.height, one.form)
        yield Output(unquote(one.address(address)), key, make, dear=source)


def built_elsewhere(folder: Path) -> Iterator[Output]:
    """What another engine has put into a folder; each file is known by its content."""
    for parent, _, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            path = file.relative_to(folder).as_posix()
            key = key_of(file.read_bytes().hex())
            if is_cleaned(name):
                yield Output(path, key_of(key, _cleaning()), partial(_cleaned_file, file))
            else:
                yield Output(path, key, file.read_bytes)


_Version = tuple[Seen, str]


def _version(file: Path, shown: str) -> _Version:
    """What a file is known by: of one written just now its content, too. Raises Changed.

    On a disk with times in whole seconds it may be written once more without looking changed.
    """
    try:
        now = seen(file.stat())
        return now, "" if is_certain(now) else digest_of(file.read_bytes())
    except FileNotFoundError:
        raise Changed(shown) from None


def _reader(file: Path, before: _Version, shown: str) -> Callable[[], bytes]:
    def content() -> bytes:
        try:
            data = file.read_bytes()
            now = seen(file.stat())
        except FileNotFoundError:
            raise Changed(shown) from None
        stat, digest = before
        if now != stat or (digest and digest_of(data) != digest):
            raise Changed(shown)
        return data

    return content


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
    return recipe_of("pictures/metadata.py", "pictures/facts.py")
