"""The contract of front matter as a JSON Schema (2020-12), made from the model itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel

from newsroom.settings import Settings
from newsroom.sources.model import ProfileModel, ReleaseModel
from newsroom.sources.typed import MATERIAL_KEYS, NEVER_EMPTY

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL = {"type": "null"}


def release_schema(settings: Settings) -> dict[str, Any]:
    """The front matter of a release; what is required is for the site to say."""
    schema = _schema(ReleaseModel, "Press release", settings.required)
    # A partner or a contact may be written as a name alone.
    for key in ("partners", "contacts"):
        items = _branch(schema["properties"][key])
        items["items"] = {"anyOf": [_text(), items["items"]]}
    withdrawn = {"properties": {"status": {"const": "withdrawn"}}, "required": ["status"]}
    explained = {"required": ["withdrawn"]}
    schema["if"], schema["then"], schema["else"] = withdrawn, explained, {"not": explained}
    return schema


def profile_schema() -> dict[str, Any]:
    """The front matter of a partner's profile."""
    return _schema(ProfileModel, "Partner profile", ["name"])


def _schema(model: type[BaseModel], title: str, required: Iterable[str]) -> dict[str, Any]:
    made: dict[str, Any] = _as_typed(model.model_json_schema())
    required = list(required)
    for key in {*required, *NEVER_EMPTY} & made["properties"].keys():
        _forbid_empty(made["properties"][key])
    made["properties"] |= {key: {} for key in sorted(MATERIAL_KEYS)}
    made |= {
        "$schema": _DIALECT,
        "title": title,
        "description": (model.__doc__ or "").strip(),
        "required": required,
        "patternProperties": {"^x-": {}},
    }
    return made


def _as_typed(schema: Any) -> Any:
    """The schema as editors need it, which read YAML's types.

    A text that looks like a number is a number to them, and a text to the newsroom.
    """
    if isinstance(schema, list):
        return [_as_typed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _as_typed(value)
        for key, value in schema.items()
        if not (key == "default" and value is None)
        and not (key == "title" and isinstance(value, str))
    }
    is_free_text = kept.get("type") == "string" and not kept.keys() & {"enum", "pattern", "const"}
    return kept | _text() if is_free_text else kept


def _text() -> dict[str, Any]:
    return {"type": ["string", "number"]}


def _branch(schema: dict[str, Any]) -> dict[str, Any]:
    """The part of an optional value's schema that says what it is."""
    branches: list[dict[str, Any]] = schema.get("anyOf", [schema])
    return next(branch for branch in branches if branch != _NULL)


def _forbid_empty(schema: dict[str, Any]) -> None:
    if "anyOf" in schema:
        schema["anyOf"] = [branch for branch in schema["anyOf"] if branch != _NULL]
