"""A report in SARIF 2.1.0 (OASIS), which code hosts show and keep."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from newsroom.problems import Level, Problem
from newsroom.reports.report import Report

_LEVELS = {Level.PROBLEM: "error", Level.NOTE: "note", Level.WARNING: "warning"}


def render(report: Report) -> str:
    """One SARIF document with a run; rules are those that were broken."""
    rules = list(dict.fromkeys(finding.code for finding in report.findings))
    # Of a rule that is broken in a draft and elsewhere, what weighs more.
    levels = {f.code: f.level for f in sorted(report.findings, key=_weight, reverse=True)}
    run = {
        "tool": {
            "driver": {
                "name": "newsroom",
                "version": _version(),
                "rules": [_rule(code, levels[code], report) for code in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, rules.index(finding.code), report) for finding in report.findings
        ],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, indent=2)


def _weight(finding: Problem) -> int:
    return list(Level).index(finding.level)


def _version() -> str:
    try:
        return version("mkdocs-newsroom")
    except PackageNotFoundError:  # run from a copy that is not installed
        return "0"


def _rule(code: str, level: Level, report: Report) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": report.words.rule(code)},
        "defaultConfiguration": {"level": _LEVELS[level]},
    }


def _result(finding: Problem, index: int, report: Report) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.level],
        "message": {"text": report.words.problem(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(report.path(finding.at.file))},
                    "region": {
                        "startLine": finding.at.line,
                        "startColumn": finding.at.column,
                    },
                }
            }
        ],
    }
