"""Judge the archive as a whole before anything is built from it."""

from __future__ import annotations

from newsroom.checks.addresses import address_problems
from newsroom.checks.drafts import weighed
from newsroom.checks.file_names import file_name_problems
from newsroom.checks.files import acting_problems, file_problems, vast_problems
from newsroom.checks.links import link_problems
from newsroom.checks.names import name_problems
from newsroom.checks.notices import notice_problems
from newsroom.checks.settings import setting_problems
from newsroom.checks.translations import translation_problems
from newsroom.checks.withheld import withheld_problems
from newsroom.edition import Edition
from newsroom.problems import Problem, in_order
from newsroom.progress import Watch, unwatched
from newsroom.texts import Texts


def problems_of(everything: Edition, texts: Texts, watch: Watch = unwatched) -> tuple[Problem, ...]:
    """Every problem of an archive, sorted by position; `everything` is the edition of a preview.

    What is only amiss in a draft is a note. Other withheld releases are judged too, as of the
    instant they will be public, so that a scheduled publication does not fail at night.
    """
    archive = everything.archive
    found = in_order(
        [
            *archive.problems,
            *setting_problems(everything.site, archive),
            *address_problems(everything),
            *name_problems(everything),
            *file_name_problems(everything),
            *file_problems(everything),
            *acting_problems(everything),
            *vast_problems(everything),
            *link_problems(everything, texts, watch),
            *translation_problems(everything),
            *notice_problems(everything),
            *withheld_problems(everything, texts),
        ]
    )
    return tuple(weighed(found, everything))
