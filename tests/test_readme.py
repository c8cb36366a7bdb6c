"""The README names every option, key and command there is, and none that is not."""

from __future__ import annotations

import argparse
import re

from conftest import ROOT
from pydantic import BaseModel

from newsroom.cli import parser
from newsroom.settings import Download, MediaContact, Organisation, Paths, Settings
from newsroom.sources.model import (
    AttachmentPart,
    ContactPart,
    CorrectionPart,
    ImagePart,
    PartnerPart,
    ProfileModel,
    ReleaseModel,
    WithdrawnPart,
)
from newsroom.words import Words

README = (ROOT / "README.md").read_text("utf-8")


def table(heading: str) -> dict[str, str]:
    """The first table below a heading: what its first column names, and the rest of the row."""
    section = re.split(r"^#+ ", README.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, flags=re.MULTILINE)
    return dict(rows)


def words_in(cell: str) -> set[str]:
    """Everything a cell sets as code, `{a, b}` taken apart."""
    return {word for code in re.findall(r"`([^`]+)`", cell) for word in re.findall(r"\w+", code)}


def assert_parts_named(model: type[BaseModel], cell: str, leave_out: tuple[str, ...] = ()) -> None:
    assert set(model.model_fields) - set(leave_out) <= words_in(cell)


def test_every_front_matter_key_is_in_the_table_and_none_that_does_not_exist() -> None:
    rows = table("Front matter")
    assert set(rows) == set(ReleaseModel.model_fields)
    assert_parts_named(PartnerPart, rows["partners"])
    assert_parts_named(ImagePart, rows["image"])
    assert_parts_named(AttachmentPart, rows["attachments"])
    assert_parts_named(ContactPart, rows["contacts"], leave_out=("key",))
    assert_parts_named(WithdrawnPart, rows["withdrawn"])
    assert_parts_named(CorrectionPart, rows["corrections"])


def test_every_profile_key_is_in_the_table_and_none_that_does_not_exist() -> None:
    assert set(table("Partners")) == set(ProfileModel.model_fields)


def test_every_option_is_in_the_table_with_its_default_and_none_that_does_not_exist() -> None:
    rows = table("Options")
    assert set(rows) == set(Settings.model_fields)
    assert_parts_named(Organisation, rows["organisation"])
    assert_parts_named(MediaContact, rows["contacts"])
    assert_parts_named(Paths, rows["paths"])
    assert_parts_named(Download, rows["downloads"])
    for name in ("language", "timezone", "dateline", "page_size", "feed_size", "search"):
        default = rows[name].rpartition("|")[2].strip().strip("`")
        assert default == str(Settings.model_fields[name].default).lower().replace(
            "asia/j", "Asia/J"
        )


def test_every_command_is_in_the_table_and_none_that_does_not_exist() -> None:
    documented = set(table("Two commands"))
    scripts = {
        f"scripts/{file.name}"
        for file in (ROOT / "scripts").iterdir()
        if file.is_file() and file.suffix != ".py"
    }
    subcommands = {f"newsroom {name}" for name in subcommand_names()}
    assert documented == scripts | subcommands | {"python scripts/build_partner_pages.py"}


def test_every_argument_of_a_command_is_named() -> None:
    flags = {
        action.option_strings[0]
        for command in subcommands().values()
        for action in command._actions
        if action.dest != "help" and action.option_strings
    }
    assert not sorted(flag for flag in flags if f"`{flag}" not in README)


def test_every_dependency_is_named_with_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    section = README.partition("| Dependency | Why |")[2]
    for requirement in project["dependencies"]:
        name = re.split(r"[<>=!~;\s]", requirement)[0]
        assert re.search(rf"^\| .*{re.escape(name)}.* \| \S", section, re.MULTILINE), name


def subcommands() -> dict[str, argparse.ArgumentParser]:
    action = next(
        a for a in parser(Words("en"))._actions if isinstance(a, argparse._SubParsersAction)
    )
    return dict(action.choices)


def subcommand_names() -> set[str]:
    return set(subcommands())
