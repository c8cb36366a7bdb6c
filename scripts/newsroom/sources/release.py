"""Read one release file."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from newsroom.domain.manuscript import Turned, digest_of
from newsroom.domain.release import (
    Attachment,
    Contact,
    Correction,
    CorrectionKind,
    Declared,
    Mention,
    Picture,
    Release,
    Withdrawal,
)
from newsroom.domain.slug import slugify
from newsroom.problems import Position, Problem, Problems
from newsroom.settings import Settings
from newsroom.sources.front_matter import (
    Flawed,
    FrontMatter,
    manuscript_of,
    read_front_matter,
)
from newsroom.sources.measure import unreadable
from newsroom.sources.misplaced import misplaced
from newsroom.sources.model import ReleaseModel
from newsroom.sources.orders import unheeded_orders
from newsroom.sources.text import decode
from newsroom.sources.typed import typed


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that says, so that it can be read, that it is a draft, and is not sound yet.

    `text` is all of its file, `values` what stands in its front matter, keys as well. `body`
    is its Markdown, empty if that would take too long to read, for which the site is stopped.
    """

    source: str
    text: str
    values: tuple[tuple[Position, str], ...]
    body: str
    body_line: int
    start: Position
    turned: Turned = ()

    @property
    def digest(self) -> str:
        """By what its Markdown is told from any other."""
        return digest_of(self.body.encode("utf-8", "surrogatepass"))

    def position(self) -> Position:
        """Where the file begins."""
        return self.start


class Unfinished(Problems):
    """What is wrong with a text that says, so that it can be read, that it is a draft."""

    def __init__(self, problems: Iterable[Problem], draft: Draft) -> None:
        super().__init__(problems)
        self.draft = draft


def read_release(data: bytes, source: str, shown: str, settings: Settings) -> Release:
    """Read the bytes of a release file.

    `source` is the file relative to docs/; `shown` is how messages name it.
    Raises Problems with everything that is wrong in the file, Unfinished if it is a draft.
    """
    flaws: tuple[Problem, ...] = ()
    try:
        text = decode(data, shown)
        matter = read_front_matter(text, shown)
    except Flawed as found:
        matter, flaws = found.matter, found.problems
    zone = ZoneInfo(settings.timezone)
    model, problems = typed(ReleaseModel, matter, zone, settings.required)
    flawed = {flaw.at.line for flaw in flaws}  # whatever else such a line says is not meant
    problems = [*flaws, *(problem for problem in problems if problem.at.line not in flawed)]
    if model is not None:
        problems += misplaced(model, matter, zone)
        problems += _contradictions(model, matter)
        problems += _contact_problems(model, matter, settings)
    problems += (beyond := list(unreadable(matter.body, matter.body_line, shown)))
    slug = (model.slug if model else None) or _slug_of(source)
    if not slug:
        problems.append(Problem("file_name", Position(shown), {"name": source}))
    if problems or model is None:
        if matter.values.get("status") != "draft":
            raise Problems(problems)
        body = "" if beyond else matter.body
        values, start = tuple(matter.texts()), Position(shown)
        draft = Draft(source, text, values, body, matter.body_line, start, matter.turned)
        raise Unfinished(problems, draft)
    release = _release(model, matter, source, slug, digest_of(data))
    if orders := list(unheeded_orders(release)):
        raise Problems(orders)
    return release


def _slug_of(source: str) -> str:
    """The file's name; of `<slug>/index.md` the folder's."""
    folder, name = posixpath.split(source)
    stem = posixpath.splitext(name)[0]
    return slugify(posixpath.basename(folder) if stem == "index" else stem)


def _contradictions(model: ReleaseModel, matter: FrontMatter) -> list[Problem]:
    at = matter.positions
    problems = []
    if model.status == "withdrawn" and model.withdrawn is None:
        problems.append(Problem("withdrawn_unexplained", at[("status",)]))
    if model.withdrawn is not None and model.status != "withdrawn":
        problems.append(Problem("withdrawn_status", at[("withdrawn",)]))
    said = matter.body.strip() or model.summary or model.attachments
    if model.status == "published" and not said:
        problems.append(Problem("no_text", Position(at[()].file, matter.body_line)))
    return problems


def _contact_problems(
    model: ReleaseModel, matter: FrontMatter, settings: Settings
) -> list[Problem]:
    return [
        Problem(
            "unknown_contact" if settings.contacts else "no_contacts",
            matter.positions[("contacts", i)],
            {"key": contact.key, "known": ", ".join(settings.contacts)},
        )
        for i, contact in enumerate(model.contacts or ())
        if contact.key is not None and contact.key not in settings.contacts
    ]


def _release(
    model: ReleaseModel, matter: FrontMatter, source: str, slug: str, digest: str
) -> Release:
    # `required` may be relaxed for migrated archives, but never these two.
    assert model.title is not None and model.date is not None
    manuscript = manuscript_of(matter)
    picture = model.image
    withdrawn = model.withdrawn
    return Release(
        source=source,
        slug=slug,
        title=model.title,
        date=model.date,
        location=model.location,
        editor=model.editor,
        digest=digest,
        opened=lambda: manuscript,
        partners=tuple(Mention(p.name, p.role) for p in model.partners or ()),
        summary=model.summary,
        topics=tuple(dict.fromkeys(model.topics or ())),
        venue=model.venue,
        picture=Picture(**picture.model_dump()) if picture else None,
        gallery=tuple(Picture(**p.model_dump()) for p in model.gallery or ()),
        attachments=tuple(Attachment(a.file, a.title) for a in model.attachments or ()),
        contacts=tuple(Contact(**c.model_dump()) for c in model.contacts or ()),
        embargo=model.embargo,
        declared=Declared(model.status),
        withdrawal=Withdrawal(withdrawn.date, withdrawn.reason) if withdrawn else None,
        updated=model.updated,
        corrections=tuple(
            Correction(c.date, CorrectionKind(c.kind), c.text) for c in model.corrections or ()
        ),
        language=model.lang,
        translation_of=model.translation_of,
        aliases=tuple(model.aliases or ()),
    )
