"""What keeps a draft from being published, and nothing else: it may wait until it is no draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from newsroom.domain.release import Declared
from newsroom.edition import Edition
from newsroom.problems import Level, Problem

# Whatever is not named here stops the site: what others would be hurt by (addresses, names, files
# of the same name), what would give the draft away, and what nobody can be sure to have read.
_MAY_WAIT = frozenset(
    (
        "missing_key",
        "missing_part",
        "empty_value",
        "empty_item",
        "unknown_key",
        "unknown_key_meant",
        "expected_text",
        "expected_list",
        "expected_keys",
        "one_of",
        "one_of_meant",
        "colon",
        "key_below",
        "list_mark",
        "line_without_key",
        "no_break_space",
        "date_form",
        "date_ambiguous",
        "time_unclear",
        "weekday_differs",
        "not_a_date",
        "note_behind_date",
        "cut_by_hash",
        "list_indent",
        "slug",
        "file_name",
        "language",
        "language_meant",
        "curly_quotes",
        "email",
        "web_address",
        "alias",
        "contact_unnamed",
        "unknown_contact",
        "no_contacts",
        "withdrawn_status",
        "key_in_text",
        "file_missing",
        "file_missing_meant",
        "outside_docs",
        "text_as_file",
        "not_a_picture",
        "link_missing",
        "link_scheme",
        "link_preview",
        "unknown_translation",
        "translates_itself",
        "same_language",
        "translated_twice",
    )
)


def weighed(problems: Iterable[Problem], everything: Edition) -> Iterator[Problem]:
    """The same problems; of files that say they are drafts, those that may wait are notes."""
    archive = everything.archive
    read = (r.source for r in archive.releases if r.declared is Declared.DRAFT)
    drafts = {f"{everything.site.shown}/{source}" for source in (*read, *archive.unfinished)}
    for problem in problems:
        waits = problem.code in _MAY_WAIT and problem.at.file in drafts
        yield replace(problem, level=Level.NOTE) if waits else problem
