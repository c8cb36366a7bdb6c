"""What a check found, for people and for the machines that work with them: a module a format."""

from __future__ import annotations

from collections.abc import Callable

from newsroom.reports import github, json, sarif, text
from newsroom.reports.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text.render,
    "github": github.render,
    "json": json.render,
    "sarif": sarif.render,
}
"""Every format by the name it is asked for with; each gives lines, or one document."""

__all__ = ["FORMATS", "Report"]
