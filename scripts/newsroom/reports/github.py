"""A report as workflow commands of GitHub Actions, which show each finding beside its line."""

from __future__ import annotations

from collections.abc import Iterator

from newsroom.problems import Level
from newsroom.reports.report import Report

_COMMANDS = {Level.PROBLEM: "error", Level.NOTE: "notice", Level.WARNING: "warning"}


def render(report: Report) -> str:
    """One command a line; nothing if nothing was found."""
    return "\n".join(_commands(report))


def _commands(report: Report) -> Iterator[str]:
    for finding in report.findings:
        properties = {
            "file": report.path(finding.at.file),
            "line": str(finding.at.line),
            "col": str(finding.at.column),
            "title": report.level(finding),
        }
        written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        message = _message(report.words.problem(finding))
        yield f"::{_COMMANDS[finding.level]} {written}::{message}"


# GitHub's documentation names the signs; the order matters, since the escapes begin with one.
def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
