"""Import documents, each to exactly one outcome."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from newsroom import limits
from newsroom.domain.slug import is_slug, slugify
from newsroom.intake import filing
from newsroom.intake.collect import Document
from newsroom.intake.manuscript import Mark, Notice
from newsroom.intake.readers import read_document
from newsroom.intake.readers.source import Source
from newsroom.intake.recognise.known import Known
from newsroom.intake.recognise.quotes import Quotation
from newsroom.intake.recognise.release import recognise
from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Site


class State(StrEnum):
    """How the import of a document ended."""

    IMPORTED = "imported"
    IMPORTED_WITH_WARNINGS = "imported_with_warnings"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. `file` is the release, relative to docs/; `text` what it holds."""

    document: str
    state: State
    file: str | None = None
    text: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    notices: tuple[Notice, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """How to import: under which name, published if sure, or only to show what would be written."""

    slug: str | None = None
    publish: bool = False
    dry_run: bool = False


def import_all(
    documents: Iterable[Document], site: Site, known: Known, order: Order
) -> Iterator[Outcome]:
    """Import one document after the other."""
    filed = filing.already_filed(site.docs)
    for document in documents:
        yield _imported(document, site, known, order, filed)


def refused(name: str, code: str, **facts: str) -> Outcome:
    """The outcome of a document that cannot be imported."""
    return Outcome(name, State.REFUSED, problems=(Problem(code, Position(name), facts),))


def _imported(
    document: Document, site: Site, known: Known, order: Order, filed: dict[str, str]
) -> Outcome:
    name = document.name
    if order.slug and not is_slug(order.slug):
        return refused(name, "slug", value=order.slug, cure=slugify(order.slug))
    try:
        data = _bytes(document)
        print_ = filing.fingerprint(data)
        if print_ in filed:
            return Outcome(name, State.UNCHANGED, filed[print_])
        folder = document.file.parent if document.file else None
        manuscript = read_document(data, Source(name, folder))
    except (Problems, OSError) as error:
        return _unread(name, error)
    found_ = recognise(manuscript, known)
    origin = f"{Path(name).name} {print_}"
    made = filing.file_under(
        site.docs, manuscript, found_, known, origin=origin, slug=order.slug, publish=order.publish
    )
    if os.path.lexists(site.docs / made.source) or made.source in filed.values():
        return refused(name, "document_exists", file=f"{site.shown}/{made.source}")
    failed = None if order.dry_run else _written(name, site, made)
    if failed is not None:
        return failed
    filed[print_] = made.source
    return Outcome(
        name,
        State.IMPORTED_WITH_WARNINGS if made.to_check else State.IMPORTED,
        made.source,
        made.text,
        made.values,
        made.marks,
        found_.notices,
        found_.quotations,
    )


def _unread(name: str, error: Problems | OSError) -> Outcome:
    if isinstance(error, Problems):
        return Outcome(name, State.REFUSED, problems=error.problems)
    return refused(name, "document_unreadable")


def _written(name: str, site: Site, made: filing.FiledDocument) -> Outcome | None:
    """Write it; the outcome if that fails."""
    try:
        filing.write(site.docs, made)
    except FileExistsError:
        folder = (site.docs / made.source).parent
        if not folder.is_dir():
            shown = f"{site.shown}/{folder.relative_to(site.docs).as_posix()}"
            return refused(name, "document_no_folder", folder=shown)
        return refused(name, "document_exists", file=f"{site.shown}/{made.source}")
    except OSError as error:
        facts = {"file": f"{site.shown}/{made.source}", "reason": error.strerror or str(error)}
        return refused(name, "document_unwritable", **facts)
    return None


def _bytes(document: Document) -> bytes:
    """The bytes of a document, at most one more than a document may have."""
    most = limits.DOCUMENT + 1
    if document.file is None:
        return sys.stdin.buffer.read(most)
    with document.file.open("rb") as file:
        return file.read(most)
