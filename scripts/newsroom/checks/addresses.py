"""No two things at one address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from newsroom.domain.addresses import DATA, PACK, TEXT, old_address, page
from newsroom.domain.lifecycle import Status
from newsroom.edition import Edition
from newsroom.outputs.headers import HEADERS, SERVER_FOLDER
from newsroom.outputs.redirects import REDIRECTS
from newsroom.problems import Position, Problem


def address_problems(everything: Edition) -> Iterator[Problem]:
    """Releases, pages and old addresses that claim an address which is taken.

    Letters' case does not tell addresses apart, since not all hosts tell it apart. Of two
    claims the one that readers do not know yet gives way: a public address is a promise.
    """
    owners: dict[str, str] = {}

    def shown(source: str) -> str:
        return f"{everything.site.shown}/{source}"

    oldest_first = tuple(reversed(everything.archive.releases))
    by_right = sorted(oldest_first, key=lambda release: _yields(everything.status(release)))
    for release in by_right:
        address = everything.address(release)
        owner = owners.setdefault(address.casefold(), shown(release.source))
        if owner != shown(release.source):
            at = release.position("slug")
            yield Problem("same_address", at, {"address": f"/{address}", "other": owner})
    for made in everything.made_addresses:
        owners.setdefault(made.casefold(), "newsroom")
    for source in everything.archive.pages:
        address = page(source.source)
        at = source.position()
        owner = owners.setdefault(address.casefold(), at.file)
        if owner != at.file:
            yield Problem("address_taken", at, {"address": f"/{address}", "other": owner})
    yield from _hidden_files(everything)
    for path in sorted(path for path in everything.archive.files if path.startswith("_")):
        ours = [HEADERS, *([REDIRECTS] if any(r.aliases for r in by_right) else [])]
        if path.casefold() in ours or path.casefold().startswith(SERVER_FOLDER):
            at = Position(f"{everything.site.shown}/{path}")
            yield Problem("file_for_servers", at, {"file": path})
    claims: dict[str, Position] = {}
    for release in by_right:
        for i, alias in enumerate(release.aliases):
            at = release.position("aliases", i)
            address = old_address(alias)
            key = quote(address).casefold()
            earlier = claims.setdefault(key, at)
            if key in owners:
                facts = {"address": f"/{address}", "other": owners[key]}
                yield Problem("alias_taken", at, facts)
            elif earlier != at:
                facts = {"address": f"/{address}", "other": earlier.file}
                yield Problem("alias_twice", at, {**facts, "line": str(earlier.line)})


def _yields(status: Status) -> int:
    """How readily a release gives an address to another one: what is public, last of all."""
    return 0 if status.public else 2 if status is Status.DRAFT else 1


def _hidden_files(everything: Edition) -> Iterator[Problem]:
    """Files in docs/ that stand where the text, the data or the press pack of a release goes."""
    made = [path for path in everything.archive.files if path.endswith((TEXT, DATA, PACK))]
    if not made:
        return
    taken = {
        f"{everything.address(release)}{name}".casefold(): release
        for release in everything.archive.releases
        for name in (TEXT, DATA, PACK)
    }
    for path in sorted(made):
        release = taken.get(everything.addresses.file(path).casefold())
        if release is not None:
            at = Position(f"{everything.site.shown}/{path}")
            name = f"{everything.site.shown}/{release.source}"
            yield Problem("file_hidden", at, {"file": path, "other": name})
