"""Workflows run only what is named by its full hash, and may do no more than they need."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = [
    ROOT / name
    for name in (".ci/run", ".ci/audit", "scripts/bootstrap", "scripts/engines", "scripts/pin")
]
# Who may do more than read, and why: to publish the site, to add the SBOM to a release.
MAY_WRITE = {
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("release", "attach"): {"contents": "write"},
}


def read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)


def faults(workflow: Any, name: str) -> Iterator[str]:
    """What in a workflow is not as the rules have it."""
    if workflow.get("permissions") not in ({}, {"contents": "read"}):
        yield "no least rights for all jobs"
    for job_name, job in workflow["jobs"].items():
        rights = job.get("permissions", workflow.get("permissions"))
        allowed = MAY_WRITE.get((name, job_name), {})
        if not isinstance(rights, dict):
            yield f"{job_name}: no list of rights"
        elif wrong := {r for r, how in rights.items() if how != "read" and allowed.get(r) != how}:
            yield f"{job_name}: may write {sorted(wrong)}"
        if "timeout-minutes" not in job:
            yield f"{job_name}: no end"
        if "uses" in job:
            yield from unpinned(job["uses"])
        for step in job.get("steps", ()):
            yield from unpinned(step.get("uses", ""))
            yield from commands(step.get("run", ""))
            checkout = step.get("uses", "").startswith("actions/checkout@")
            if checkout and step.get("with", {}).get("persist-credentials") != "false":
                yield f"{job_name}: leaves credentials behind"
            if allowed and (checkout or "pip" in step.get("run", "")):
                yield f"{job_name}: runs what is not its own where it may write"


def unpinned(uses: str) -> Iterator[str]:
    if uses and not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}", uses):
        yield f"not pinned: {uses}"


def commands(script: str) -> Iterator[str]:
    """What in commands of a shell is unsafe."""
    if "${{" in script:  # somebody's words would become a command
        yield f"an expression in a command: {script}"
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        fetches = re.search(r"\b(pip3?|pipx|uv pip|uvx|npx)\b(?! \S*_)", " ".join(words))
        if (
            fetches
            and {"install", "run"} & set(words)
            and not ("--require-hashes" in words or {"--no-deps", "--no-index"} <= set(words))
        ):
            yield f"installs without hashes: {line.strip()}"


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned_and_rights_are_given_to_jobs_alone(file: Path) -> None:
    assert list(faults(read(file), file.stem)) == []


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.name)
def test_what_workflows_call_installs_by_hashes_alone(file: Path) -> None:
    text = file.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.search(r"(?<!uv )pip install", line)]
    assert lines or file.name == "run"
    assert [fault for line in lines for fault in commands(line)] == []


def test_what_publishes_keeps_the_cache_and_the_site_between_runs() -> None:
    """Both: a site that is there as it was last made is what the next build need not make."""
    steps = read(ROOT / ".github/workflows/publish.yml")["jobs"]["build"]["steps"]
    (kept,) = [s["with"] for s in steps if s.get("uses", "").startswith("actions/cache@")]
    assert kept["path"].split() == [".cache/newsroom", "site"]
    assert kept["key"].startswith(kept["restore-keys"])  # the last one of whatever content
    pages = read(ROOT / ".gitlab-ci.yml")["pages"]
    assert [".cache/newsroom/", "public/"] in [cache["paths"] for cache in pages["cache"]]
    assert pages["script"] == ["scripts/build --site-dir public"]


def test_what_gitlab_runs_is_held_to_the_same() -> None:
    jobs = read(ROOT / ".gitlab-ci.yml")
    scripts = [line for job in jobs.values() if "script" in job for line in job["script"]]
    assert "bash .ci/audit" in scripts
    assert [fault for line in scripts for fault in commands(line)] == []


def test_known_weaknesses_are_looked_for_with_every_change_and_by_the_calendar() -> None:
    ci = read(ROOT / ".github/workflows/ci.yml")
    assert {"push", "pull_request", "schedule"} <= ci["on"].keys()
    job = ci["jobs"]["known-weaknesses"]
    assert "if" not in job
    assert [step["run"] for step in job["steps"] if "run" in step] == ["bash .ci/audit"]
    rules = " ".join(
        rule["if"] for rule in read(ROOT / ".gitlab-ci.yml")["known-weaknesses"]["rules"]
    )
    assert "merge_request_event" in rules
    assert "schedule" in rules
    # Else packages that it finds nothing about pass for sound ones.
    assert "pip_audit --strict" in (ROOT / ".ci/audit").read_text("utf-8")


STEP = {"uses": f"actions/checkout@{'0' * 40}", "with": {"persist-credentials": "false"}}
JOB = {"timeout-minutes": "5", "steps": [STEP]}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"steps": [{"uses": "actions/cache@v4"}]}, "not pinned"),
        ({"steps": [{"uses": "actions/cache@0057852"}]}, "not pinned"),
        ({"steps": [{"uses": "docker://python:3.13"}]}, "not pinned"),
        ({"uses": "a/b/.github/workflows/c.yml@main"}, "not pinned"),
        ({"steps": [{"uses": STEP["uses"]}]}, "credentials"),
        ({"permissions": "write-all"}, "no list of rights"),
        ({"permissions": {"contents": "write"}}, "may write"),
        ({"steps": [{"run": "echo ${{ github.head_ref }}"}]}, "expression"),
        ({"steps": [{"run": "pip install x==1"}]}, "without hashes"),
        ({"steps": [{"run": "python3 -m pip install \\\n -r requirements.txt"}]}, "without hashes"),
        ({"steps": [{"run": "uv pip install x"}]}, "without hashes"),
        ({"steps": [{"run": "pip install --require-hashes -r requirements.txt"}]}, ""),
    ],
)  # fmt: skip
def test_a_workflow_that_breaks_a_rule_is_found_out(change: dict[str, Any], fault: str) -> None:
    workflow = {"permissions": {"contents": "read"}, "jobs": {"test": {**JOB, **change}}}
    found = list(faults(workflow, "ci"))
    assert (not found) if not fault else (len(found) == 1 and fault in found[0])


def test_a_workflow_without_rights_of_its_own_is_found_out() -> None:
    assert list(faults({"jobs": {"test": JOB}}, "ci")) == [
        "no least rights for all jobs",
        "test: no list of rights",
    ]
