"""`newsroom schema`: editors get the contract that the newsroom itself keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Newsroom, release
from jsonschema import Draft202012Validator

from newsroom.cli import main
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.model import ProfileModel, ReleaseModel

NEWS = sorted((ROOT / "docs/news").rglob("*.md"))
PROFILES = sorted((ROOT / "docs/partners").glob("*.md"))


def schema(capsys: pytest.CaptureFixture[str], config: Path, *arguments: str) -> dict[str, Any]:
    assert main(["schema", *arguments, "-f", str(config)]) == 0
    made: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(made)
    return made


def mistakes(made: dict[str, Any], values: object) -> list[str]:
    return [error.message for error in Draft202012Validator(made).iter_errors(values)]


def values_of(text: str) -> object:
    """Front matter as editors read it: by YAML 1.2, which knows no dates."""
    loader = type("_NoDates", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {  # type: ignore[attr-defined]
        first: [pair for pair in pairs if "timestamp" not in pair[0]]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text.split("---\n")[1], Loader=loader)


@pytest.mark.parametrize("file", [*NEWS, *PROFILES], ids=lambda file: file.stem[:20])
def test_the_sample_texts_keep_the_schema(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = ["--profile"] if file in PROFILES else []
    made = schema(capsys, ROOT / "mkdocs.yml", *profile)
    assert mistakes(made, values_of(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"embrago": "2025-11-20"},
        {"date": "19/11/2025"},
        {"date": None},
        {"editor": None},
        {"status": "draf"},
        {"embargo": ""},
        {"status": "withdrawn"},
        {"withdrawn": {"date": "2025-11-20", "reason": "Keliru."}},
        {"partners": "Pemkot Contoh"},
        {"image": {"src": "x.jpg"}},
        {"image": {"src": "x.jpg", "alt": "Meja", "captoin": "x"}},
    ],
)
def test_what_the_newsroom_refuses_the_schema_refuses(
    keys: dict[str, object], newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    text = release(**keys)
    newsroom.write("news/2025/a.md", text)
    newsroom.write("news/2025/x.jpg", b"")
    assert newsroom.problems()
    assert mistakes(schema(capsys, newsroom.folder / "mkdocs.yml"), values_of(text))


@pytest.mark.parametrize(
    "keys",
    [
        {"x-catatan": {"a": [1]}, "description": "Halaman"},
        {"contacts": [{"name": "Humas", "phone": "021"}]},
        {"partners": ["Satu", {"name": "Dua", "role": "Tuan rumah"}, 3]},
        {"title": "2025"},
        {"embargo": "2025-11-20 09:00", "venue": None},
        {"status": "withdrawn", "withdrawn": {"date": "2025-11-20", "reason": "Keliru."}},
    ],
)
def test_what_the_newsroom_takes_the_schema_takes(
    keys: dict[str, object], newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    text = release(**keys)
    newsroom.write("news/2025/a.md", text)
    assert newsroom.problems() == []
    assert mistakes(schema(capsys, newsroom.folder / "mkdocs.yml"), values_of(text)) == []


def test_the_site_says_what_is_required(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.options["required"] = ["title", "date", "partners"]
    made = schema(capsys, newsroom.write_config())
    assert made["required"] == ["title", "date", "partners"]


@pytest.mark.parametrize(("model", "option"), [(ReleaseModel, []), (ProfileModel, ["--profile"])])
def test_every_key_is_described(
    model: type[ReleaseModel | ProfileModel],
    option: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = schema(capsys, ROOT / "mkdocs.yml", *option)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "$id" not in made
    assert made["title"] and made["description"]
    for key in model.model_fields:
        assert made["properties"][key]["description"]


def test_the_schema_s_keys_are_those_that_are_read() -> None:
    assert read_front_matter(release(), "x.md").values.keys() <= ReleaseModel.model_fields.keys()
