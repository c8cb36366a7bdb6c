"""Check front matter against its model and give every mistake its position and its rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar
from unicodedata import category
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from newsroom.problems import Position, Problem
from newsroom.sources.front_matter import FrontMatter, Path

Model = TypeVar("Model", bound=BaseModel)

# Page keys of Material for MkDocs; they do not concern the newsroom.
MATERIAL_KEYS = frozenset(
    {"description", "hide", "icon", "search", "social", "subtitle", "comments"}
)
# Left empty, these would publish what was meant to be held back.
NEVER_EMPTY = ("embargo", "status", "withdrawn", "updated", "corrections")
# What an Indonesian writer may call a key.
_TRANSLATED = {
    "judul": "title",
    "tanggal": "date",
    "lokasi": "location",
    "kota": "location",
    "penyunting": "editor",
    "penulis": "editor",
    "redaktur": "editor",
    "author": "editor",
    "headline": "title",
    "tgl": "date",
    "kategori": "topics",
    "categories": "topics",
    "sinopsis": "summary",
    "tags": "topics",
    "mitra": "partners",
    "partner": "partners",
    "ringkasan": "summary",
    "topik": "topics",
    "tempat": "venue",
    "gambar": "image",
    "foto": "image",
    "galeri": "gallery",
    "images": "gallery",
    "lampiran": "attachments",
    "narahubung": "contacts",
    "kontak": "contacts",
    "ditarik": "withdrawn",
    "diperbarui": "updated",
    "koreksi": "corrections",
    "bahasa": "lang",
    "keterangan": "caption",
    "kredit": "credit",
    "berkas": "file",
    "nama": "name",
    "peran": "role",
    "alasan": "reason",
}
# Keys that stand below another one, by that.
_BELOW = {
    **dict.fromkeys(("src", "alt", "caption", "credit"), "image"),
    **dict.fromkeys(("role", "phone", "email"), "contacts"),
    "file": "attachments",
    "reason": "withdrawn",
}
# As Word makes them of straight ones; of a title they may be a part, of these values never.
_CURLY = re.compile(r"""["']*[“”„‟«»‘’‚‛]+["']*(.*?)["'“”„‟«»‘’‚‛]*|["']*(.*?)[“”„‟«»‘’‚‛]+""")
_NEVER_QUOTED = frozenset(
    {"date", "embargo", "updated", "status", "kind", "lang", "slug", "url", "email"}
)
# What other systems call a draft, and whether "true" means one; and what is no "true".
_STATES = {"draft": True, "draf": True, "published": False, "publish": False, "terbit": False}
_NO = ("false", "no", "tidak", "belum", "0", "none")
_MARKED = re.compile(r"([-*\u2022\u00b7\u25aa\u25cf\u2013\u2014])\s*(\S.*)", re.DOTALL)
# The same for the values that a key allows.
_TRANSLATED_VALUES = {
    "draf": "draft",
    "terbit": "published",
    "publik": "published",
    "ditarik": "withdrawn",
    "koreksi": "correction",
    "ralat": "correction",
    "klarifikasi": "clarification",
    "pembaruan": "update",
}
# Pydantic's own error types, by the rule each of them breaks here.
_RULES = {
    "missing": "missing_part",
    "string_type": "expected_text",
    "list_type": "expected_list",
    "model_type": "expected_keys",
    "model_attributes_type": "expected_keys",
    "dict_type": "expected_keys",
    "literal_error": "one_of",
    "extra_forbidden": "unknown_key",
    "string_unicode": "control_character",
}


def typed(
    model: type[Model], matter: FrontMatter, zone: ZoneInfo, required: Iterable[str] = ()
) -> tuple[Model | None, list[Problem]]:
    """The front matter as a `model`, or None with every problem found."""
    values = _checked_keys(matter)
    problems = list(_missing(matter, values, required))
    try:
        return model.model_validate(values, context={"zone": zone}), problems
    except ValidationError as error:
        found = [_problem(model, matter, details) for details in error.errors(include_url=False)]
        # A key that was called otherwise is not missing as well.
        meant = {one.facts.get("cure") for one in found if one.code == "unknown_key_meant"}
        problems = [
            one for one in problems if one.code != "missing_key" or one.facts["key"] not in meant
        ]
        return None, [*problems, *found]


def _checked_keys(matter: FrontMatter) -> dict[str, Any]:
    """The values to check: without keys of others, and without keys left empty."""
    return {
        key: value
        for key, value in matter.values.items()
        if value is not None and key not in MATERIAL_KEYS and not key.startswith("x-")
    }


def _missing(
    matter: FrontMatter, values: dict[str, Any], required: Iterable[str]
) -> Iterable[Problem]:
    for key in dict.fromkeys((*required, *NEVER_EMPTY)):
        if key in matter.values and key not in values:
            yield Problem("empty_value", matter.positions[(key,)], {"key": key})
        elif key in required and key not in values:
            yield Problem("missing_key", matter.positions[()], {"key": key})


def _problem(model: type[BaseModel], matter: FrontMatter, details: Any) -> Problem:
    path: Path = tuple(details["loc"])
    code = _RULES.get(details["type"], details["type"])
    if details["input"] is None and path:
        return _empty(matter, path)
    facts = {key: str(value) for key, value in details.get("ctx", {}).items()}
    facts["key"] = _spoken(path)
    if unquoted := _without_curly_quotes(path, details["input"]):
        facts = {"value": details["input"], "cure": unquoted}
        return Problem("curly_quotes", _position(matter, path), facts)
    if code == "empty_value":
        return _empty(matter, path)
    if code == "unknown_key":
        return _unknown_key(model, matter, path)
    if code == "missing_part":
        facts["key"], facts["part"] = _spoken(path[:-1]), str(path[-1])
        path = path[:-1]
    elif code == "one_of":
        facts["value"] = str(details["input"])
        facts["choices"] = facts.pop("expected", "").replace("'", "").replace(" or ", ", ")
        value = facts["value"].lower()
        meant = _meant(_TRANSLATED_VALUES.get(value, value), facts["choices"].split(", "))
        if meant is not None:
            code, facts["cure"] = "one_of_meant", meant
    elif code == "expected_keys":
        facts["parts"] = ", ".join(f'"{part}: …"' for part in _fields_at(model, path))
    elif code == "expected_list" and (item := _marked_item(details["input"])):
        code, facts["cure"] = "list_mark", f"- {item}"
    return Problem(code, _position(matter, path), facts)


def _without_curly_quotes(path: Path, value: Any) -> str | None:
    """What stands between curly quotation marks where none can stand."""
    if not path or path[-1] not in _NEVER_QUOTED or not isinstance(value, str):
        return None
    found = _CURLY.fullmatch(value.strip())
    return (found[1] or found[2] or "").strip() or None if found else None


def _unknown_key(model: type[BaseModel], matter: FrontMatter, path: Path) -> Problem:
    key = str(path[-1])
    known = list(_fields_at(model, path[:-1]))
    at = matter.keys.get(path) or _position(matter, path)
    before, special_space, _ = key.partition(":\u00a0")
    if special_space and before in known:  # "title:\u00a0A: b" reads as one long key
        return Problem("no_break_space", at._replace(column=at.column + len(before) + 1))
    if len(path) == 1 and (special := _unknown_at_the_top(key, matter, at)):
        return special
    meant = _meant(_TRANSLATED.get(key.lower(), key.lower()), known)
    if meant is None and " " in key and len(path) == 1:
        return Problem("line_without_key", at)
    facts = {"key": key, "cure": meant or "", "known": ", ".join(known)}
    code = "unknown_key_meant" if meant else "unknown_key"
    return Problem(code, at, facts)


def _unknown_at_the_top(key: str, matter: FrontMatter, at: Position) -> Problem | None:
    """A key that is known elsewhere, or holds a sign that is not seen."""
    if any(category(char) == "Cf" for char in key):
        return Problem("control_character", at)
    if key.lower() in _STATES:
        said = str(matter.values[key]).lower() not in _NO
        cure = f"status: {'draft' if said == _STATES[key.lower()] else 'published'}"
        return Problem("unknown_key_meant", at, {"key": key, "cure": cure})
    if key in _BELOW:
        return Problem("key_below", at, {"key": key, "parent": _BELOW[key]})
    return None


def _marked_item(value: Any) -> str | None:
    """The first entry of a list whose entries begin with other signs, or have no space behind."""
    found = _MARKED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    first = re.split(rf"\s{re.escape(found[1])}", found[2])[0].strip()
    return first or None


def _meant(written: str, choices: list[str]) -> str | None:
    """The choice that the writer most probably had in mind."""
    return next(iter(get_close_matches(written, choices, n=1)), None)


def _empty(matter: FrontMatter, path: Path) -> Problem:
    """A value left out inside a list or below a key."""
    last = path[-1]
    if isinstance(last, int):
        facts = {"key": _spoken(path[:-1]), "number": str(last + 1)}
        return Problem("empty_item", _position(matter, path), facts)
    return Problem("empty_value", _position(matter, path), {"key": last})


def _fields_at(model: type[BaseModel], path: Path) -> Iterable[str]:
    """The keys that may stand at `path`, found by way of the model's JSON Schema."""
    schema = _schema(model)
    here: Any = schema
    for step in path:
        here = _resolved(here, schema)
        here = here["items"] if isinstance(step, int) else here["properties"][step]
    return [str(name) for name in _resolved(here, schema).get("properties", {})]


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _resolved(here: Any, schema: Any) -> Any:
    """Follow `$ref`, and the branch that is not null, to the schema that says something."""
    for branch in here.get("anyOf", []):
        if branch.get("type") != "null":
            return _resolved(branch, schema)
    if "$ref" in here:
        return _resolved(schema["$defs"][here["$ref"].rpartition("/")[2]], schema)
    return here


def _position(matter: FrontMatter, path: Path) -> Position:
    for length in range(len(path), -1, -1):
        found = matter.positions.get(path[:length])
        if found is not None:
            return found
    raise KeyError(path)


def _spoken(path: Path) -> str:
    """A path as PR staff read it: `partners` 2 `name` for ("partners", 1, "name")."""
    return " ".join(str(step + 1) if isinstance(step, int) else step for step in path)
