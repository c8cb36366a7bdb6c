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
        stops = finding.level is Level.PROBLEM
        place, sentence = _clean(str(finding.at)), _clean(words.problem(finding))
        label = "" if stops else f"{report.level(finding)}: "
        if report.colour:
            place = f"{_BOLD}{place}{_PLAIN}"
            label = label and f"{_YELLOW}{label}{_PLAIN}"
            sentence = f"{_RED}{sentence}{_PLAIN}" if stops else sentence
        yield f"{place}: {label}{sentence}"
    yield _closing(report)


def _closing(report: Report) -> str:
    words = report.words
    numbers = {f"{level}s": report.count(level) for level in Level}
    sound = words.count("count.releases", report.checked)
    if not report.findings:
        return words.t("commands.check.sound", releases=sound)
    counts = (words.count(f"commands.check.{key}", n) for key, n in numbers.items() if n)
    closing = f"{', '.join(counts)}."
    if any(finding in report.mendable for finding in report.findings):
        closing += f" {words.t('commands.check.try_fix')}"
    return closing


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)
