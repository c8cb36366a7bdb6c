"""A report for people at a terminal: a line for each finding, and their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsroom.problems import Level
from newsroom.reports.report import Report

# Line ends and other control characters, which a value may hold and a terminal would obey.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_RED, _YELLOW, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"


def render(report: Report) -> str:
    """The lines to print."""
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    words = report.words
    for done in report.mends:
        yield _clean(f"{done.at}: {words.mend(done.code, done.facts)}")
    for finding in report.findings:
        is_warning = finding.level is Level.WARNING
        place, sentence = _clean(str(finding.at)), _clean(words.problem(finding))
        label = f"{report.level(finding)}: " if is_warning else ""
        if report.colour:
            place = f"{_BOLD}{place}{_PLAIN}"
            label = f"{_YELLOW}{label}{_PLAIN}" if is_warning else label
            sentence = sentence if is_warning else f"{_RED}{sentence}{_PLAIN}"
        yield f"{place}: {label}{sentence}"
    yield _closing(report)


def _closing(report: Report) -> str:
    words = report.words
    problems, warnings = report.count(Level.PROBLEM), report.count(Level.WARNING)
    sound = words.count("count.releases", report.checked)
    if not report.findings:
        return words.t("commands.check.sound", releases=sound)
    counts = [
        words.count("commands.check.problems", problems) if problems else "",
        words.count("commands.check.warnings", warnings) if warnings else "",
    ]
    closing = f"{', '.join(filter(None, counts))}."
    if any(finding in report.mendable for finding in report.findings):
        closing += f" {words.t('commands.check.try_fix')}"
    return closing


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
