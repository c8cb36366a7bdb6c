"""What a reader can do with a release: copy it, share it, take its files away."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from newsroom.domain.addresses import DATA, PACK, TEXT
from newsroom.domain.lifecycle import Status
from newsroom.domain.release import Release
from newsroom.outputs.ninjs import MEDIA_TYPE
from newsroom.outputs.plain_text import bold
from newsroom.views.layout import Layout
from newsroom.views.press_files import pack_of

# Plain links to what each service itself offers; nothing of theirs is loaded.
_SERVICES = (
    ("WhatsApp", "https://wa.me/?text={both}"),
    ("Telegram", "https://t.me/share/url?url={url}&text={title}"),
    ("Facebook", "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("X", "https://x.com/intent/post?text={title}&url={url}"),
)


def release_tools(layout: Layout, release: Release) -> dict[str, Any] | None:
    """The tools below a release. A withdrawn one is not to be spread: it has none.

    One that is not public yet can be copied from a preview, not shared: its address
    would answer nobody. Its files stand beside its page, and are saved under its slug.
    """
    edition = layout.edition
    words = layout.words_of(release)
    status = edition.status(release)
    if status is Status.WITHDRAWN:
        return None
    files = [
        (TEXT, ".txt", words.t("press.text")),
        (DATA, ".json", words.t("press.data")),
    ]
    packed = pack_of(layout, release)
    if packed:
        size = sum(layout.published_size(path) for path in packed)
        said = words.t("press.pack", size=layout.file_size(size, words))
        files.append((PACK, ".zip", said))
    return {
        "url": layout.url(edition.address(release)),
        "title": release.title,
        "text": TEXT,
        "data": DATA,
        "files": [
            {"file": file, "save_as": release.slug + ending, "name": name}
            for file, ending, name in files
        ],
        "share": list(_share(layout, release)) if status.public else [],
    }


def press_formats(layout: Layout) -> list[dict[str, str]]:
    """The other forms of a release, which stand beside its page, for the head of that."""
    return [
        {"file": TEXT, "media_type": "text/plain", "title": layout.words.t("press.text")},
        {"file": DATA, "media_type": MEDIA_TYPE, "title": layout.words.t("press.data")},
    ]


def _share(layout: Layout, release: Release) -> list[dict[str, str]]:
    address = layout.url(layout.edition.address(release))
    title, url = quote(release.title, safe=""), quote(address, safe="")
    both = f"{quote(bold(release.title), safe='')}%0A%0A{url}"
    found = [
        {"name": name, "url": form.format(title=title, url=url, both=both)}
        for name, form in _SERVICES
    ]
    summary = quote(layout.texts.summary(release), safe="")
    mail = f"mailto:?subject={title}&body={title}%0A%0A{summary}%0A%0A{url}"
    return [*found, {"name": layout.words_of(release).t("press.mail"), "url": mail}]
