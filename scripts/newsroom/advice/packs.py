"""Releases whose files together are too much for a press pack, so that they have none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from newsroom.archive import Archive
from newsroom.assets import packed_files
from newsroom.edition import Edition
from newsroom.limits import PACK
from newsroom.problems import Problem, warning
from newsroom.texts import Texts


def pack_warnings(everything: Edition, among: Archive, texts: Texts) -> Iterator[Problem]:
    """Each such release, where it names the first of its files in front matter."""
    docs = everything.site.docs
    for release in among.releases:
        files = packed_files(everything, release, texts)
        with suppress(OSError):
            size = sum((docs / file).stat().st_size for file in files)
            if size > PACK:
                key = "attachments" if release.attachments else "title"
                facts = {"size": f"{size >> 20}", "most": f"{PACK >> 20}"}
                yield warning("pack_large", release.position(key), facts)
