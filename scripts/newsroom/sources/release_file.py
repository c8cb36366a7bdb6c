"""Write a release file: front matter as `newsroom.sources.release` reads it, and the text below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

import yaml
from yaml.resolver import Resolver

from newsroom.domain.when import When
from newsroom.sources.front_matter import quoted
from newsroom.sources.model import ReleaseModel
from newsroom.sources.text import CONTROL

# Written as they are: they begin with a letter or digit and hold nothing that YAML heeds.
_PLAIN = re.compile(r"[^\W_][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\\\"#]*")
_COLON = re.compile(r":(?:\s|$)")
_LOOKS_LIKE_TEXT = "tag:yaml.org,2002:str"
_LOOKS_LIKE_DATE = "tag:yaml.org,2002:timestamp"
_DATES = frozenset({"date", "embargo", "updated"})
_ESCAPED = re.compile(r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def release_file(
    values: Mapping[str, object], body: str, comments: Mapping[str, str] | None = None
) -> str:
    """The text of a release file.

    `values` are front-matter keys with texts, days (`date`), instants (`When` or
    `datetime`, in the site's zone), lists or mappings of these; None or an empty text
    leaves the key open (`location:`), which the check refuses until it is filled in. An
    empty list or mapping is left out. Keys stand in the README's order, others (`x-…`)
    behind. `comments` are
    notes for the editor, a line each (or several, by line feeds), above the key they are
    about even where the key itself is left out; those of the key "" stand first.
    `body` is Markdown; control characters in it are left out.
    """
    notes = comments or {}
    lines = ["---"]
    for key in _in_order([*values, *notes]):
        lines += [f"# {_UNSEEN.sub(' ', note)}" for note in _note_lines(notes.get(key, ""))]
        if key in values:
            lines += _entry(key, values[key])
    text = CONTROL.sub("", body.replace("\r\n", "\n").replace("\r", "\n")).rstrip()
    text = re.sub(r"\A(?:[ \t]*\n)+", "", text)
    return "\n".join([*lines, "---", "", text, ""] if text else [*lines, "---", ""])


def iso_text(value: date | datetime) -> str:
    """A day or an instant as front matter holds it: ISO 8601, without an offset."""
    if not isinstance(value, datetime):
        return value.isoformat()
    exact = "seconds" if value.second else "minutes"
    return value.replace(tzinfo=None).isoformat(timespec=exact)


def _in_order(keys: Sequence[str]) -> list[str]:
    known = ["", *ReleaseModel.model_fields]
    return [*(k for k in known if k in keys), *dict.fromkeys(k for k in keys if k not in known)]


def _note_lines(note: str) -> list[str]:
    return [line.strip() for line in note.split("\n") if line.strip()]


def _entry(key: str, value: object) -> Iterator[str]:
    """A key with its value, on as many lines as it needs."""
    if isinstance(value, Mapping):
        if value:
            yield f"{key}:"
            yield from _indented(value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        if value:
            yield f"{key}:"
            for item in value:
                yield from _item(item)
    else:
        yield f"{key}: {_scalar(key, value)}".rstrip(" ")


def _item(item: object) -> Iterator[str]:
    """An item of a list; of a mapping, the first key stands beside the hyphen."""
    if isinstance(item, Mapping):
        first, *others = _indented(item)
        yield f"  - {first.lstrip(' ')}"
        yield from (f"  {line}" for line in others)
    else:
        yield f"  - {_scalar('', item)}"


def _indented(values: Mapping[str, object]) -> Iterator[str]:
    for key, value in values.items():
        for line in _entry(key, value):
            yield f"  {line}"


def _scalar(key: str, value: object) -> str:
    if isinstance(value, When):
        value = value.at if value.timed else value.day
    if isinstance(value, date):
        return iso_text(value)
    text = "" if value is None else str(value)
    if not text or _may_stand_plain(key, text):
        return text
    if _ESCAPED.search(text):
        escaped = yaml.dump(text, default_style='"', allow_unicode=True, width=2**31)
        return escaped.rstrip("\n")
    return quoted(text)


def _may_stand_plain(key: str, text: str) -> bool:
    """Whether any reader of YAML takes the text, without quotation marks, as just this text."""
    if not _PLAIN.fullmatch(text) or text != text.strip() or _COLON.search(text):
        return False
    kind = Resolver().resolve(yaml.ScalarNode, text, (True, False))
    return kind == _LOOKS_LIKE_TEXT or (kind == _LOOKS_LIKE_DATE and key in _DATES)
