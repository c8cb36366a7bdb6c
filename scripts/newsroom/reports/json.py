"""A report as JSON, for editors and scripts.

    {"version": 1,
     "counts": {"problems": 1, "notes": 0, "warnings": 0},
     "findings": [{"level": "problem", "code": "date_form",
                   "file": "docs/news/2025/a.md", "line": 3, "column": 7,
                   "what": "…", "cure": "…", "fixable": true}],
     "mended": [{"code": "line_ends", "file": "…", "line": 1, "column": 1, "what": "…"}]}

Lines and columns count from 1, columns in characters; files are relative to the folder
of mkdocs.yml. Keys may be added under the same version, but none changes or goes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newsroom.problems import Level, Position, Problem
from newsroom.reports.report import Report

if TYPE_CHECKING:
    from newsroom.fixes import Mend


def render(report: Report) -> str:
    """One JSON document, in ASCII, so that no terminal's encoding can break it."""
    document = {
        "version": 1,
        "counts": {f"{level}s": report.count(level) for level in Level},
        "findings": [_finding(finding, report) for finding in report.findings],
        "mended": [_mend(done, report) for done in report.mends],
    }
    return json.dumps(document, indent=2)


def _finding(finding: Problem, report: Report) -> dict[str, Any]:
    return {
        "level": str(finding.level),
        "code": finding.code,
        **_place(finding.at, report),
        "what": report.words.what(finding),
        "cure": report.words.cure(finding),
        "fixable": finding in report.mendable,
    }


def _mend(done: Mend, report: Report) -> dict[str, Any]:
    what = report.words.mend(done.code, done.facts)
    return {"code": done.code, **_place(done.at, report), "what": what}


def _place(at: Position, report: Report) -> dict[str, Any]:
    return {"file": report.path(at.file), "line": at.line, "column": at.column}
