"""Copy the pages of a part of the search index to where Pagefind reads them.

Run as a program, so that the copying does not hold up the page writer; it needs nothing but
Python: what to do comes as JSON on standard input, and the number of copies goes out.
"""

import json
import sys
from pathlib import Path

_MARK = b"data-pagefind-body"


def gather(site: str, pages: list[str], folder: str) -> int:
    """Copy the pages that mark a body for search; how many there are.

    Pagefind takes a pattern of files and no list of them, and where no page marks a body it
    would index all there is. Only what is in `main` is copied: that is all it needs to read.
    """
    number = 0
    for page in pages:
        content = Path(site, page).read_bytes()
        if _MARK not in content:
            continue
        copy = Path(folder, page)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(_main(content))
        number += 1
    return number


def _main(content: bytes) -> bytes:
    start, end = content.find(b"<main"), content.rfind(b"</main>")
    if not 0 <= start < content.find(_MARK) <= content.rfind(_MARK) < end:
        return content
    return b"<!doctype html><html><body>%b</main></body></html>" % content[start:end]


if __name__ == "__main__":
    print(gather(**json.load(sys.stdin)))
