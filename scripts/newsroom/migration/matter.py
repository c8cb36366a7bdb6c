"""Foreign front matter, read as leniently as the systems that wrote it for."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import yaml

from newsroom.limits import NODES
from newsroom.migration.notices import Notice
from newsroom.migration.tidy import visible
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.front_matter import quoted_line, read_front_matter

_YAML = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_MOST_REPAIRS = 20


@dataclass(frozen=True, slots=True)
class Matter:
    """What a source says of itself; scalars are text, as typed.

    `lines` are those of its keys in the file. The body begins at line `body_line`.
    """

    values: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int
    notices: tuple[Notice, ...] = ()


def read_matter(text: str, file: str) -> Matter:
    """Read YAML between `---`, TOML between `+++`, or a JSON object. Raises Problems."""
    start = text.lstrip()
    first = text[: len(text) - len(start)].count("\n") + 1
    if found := _TOML.match(start):
        return _matter(_toml(found[1], file, first + 1), start, found.end(), file, first)
    if start.startswith("{"):
        values, end = _json(start, file, first)
        return _matter(_Read(values), start, end, file, first)
    found = _YAML.match(start)
    if found is None:
        read_front_matter(text, file)  # tells why there is none
        raise Problems([Problem("no_front_matter", Position(file, first))])
    return _matter(_yaml(found[1], text, file, first + 1), start, found.end(), file, first)


@dataclass(slots=True)
class _Read:
    values: Any
    lines: dict[str, int] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def _matter(read: _Read, start: str, end: int, file: str, first: int) -> Matter:
    if read.values is None:
        read.values = {}
    if not isinstance(read.values, dict):
        raise Problems([Problem("not_keys", Position(file, first + 1))])
    body_line = first + start.count("\n", 0, end)
    return Matter(read.values, read.lines, start[end:], body_line, tuple(read.notices))


def _yaml(source: str, text: str, file: str, first: int) -> _Read:
    """The values of YAML; lines that only want quotation marks get them."""
    lines = source.split("\n")
    mended: list[int] = []
    for _ in range(_MOST_REPAIRS):
        try:
            node = yaml.compose("\n".join(lines), Loader=yaml.CSafeLoader)
            break
        except yaml.MarkedYAMLError as error:
            if not _mend(lines, error, mended):
                _refuse(text, file, first + (error.problem_mark.line if error.problem_mark else 0))
        except yaml.YAMLError:
            _refuse(text, file, first)
    else:
        _refuse(text, file, first)
    read = _Read(None)
    read.notices += [Notice("mended", Position(file, first + line)) for line in mended]
    if node is not None:
        read.values = _Nodes(read, file, first).value(node, top=True)
    return read


def _mend(lines: list[str], error: yaml.MarkedYAMLError, mended: list[int]) -> bool:
    """Put the value of the line that YAML stumbles over in quotation marks, once."""
    marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
    for line in dict.fromkeys(number for mark in marks for number in (mark, mark - 1)):
        if not 0 <= line < len(lines) or line in mended:
            continue
        if "\t" in lines[line][: len(lines[line]) - len(lines[line].lstrip())]:
            better: str | None = lines[line].replace("\t", "  ")
        else:
            better = quoted_line(lines[line])
        if better is not None:
            lines[line] = better
            mended.append(line)
            return True
    return False


def _refuse(text: str, file: str, line: int) -> None:
    read_front_matter(text, file)  # knows the mistake by its name
    raise Problems([Problem("yaml", Position(file, line))])


class _Nodes:
    """Turns YAML nodes into texts, lists and mappings."""

    def __init__(self, read: _Read, file: str, first: int) -> None:
        self._read = read
        self._file = file
        self._first = first
        self._count = 0

    def value(self, node: yaml.Node, *, top: bool = False) -> Any:
        self._count += 1
        at = Position(self._file, self._first + node.start_mark.line)
        # Anchors may repeat a node without end.
        if self._count > NODES:
            raise Problems([Problem("too_much", at)])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, top)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item) for item in node.value]
        assert isinstance(node, yaml.ScalarNode)
        nothing = not node.style and node.value in _NULLS
        return None if nothing else visible(str(node.value))

    def _mapping(self, node: yaml.MappingNode, top: bool) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            line = self._first + key_node.start_mark.line
            if key in values:
                facts = {"key": key}
                self._read.notices.append(
                    Notice("duplicate_key", Position(self._file, line), facts)
                )
                # The last one counts, as in those systems; the others are kept beside it.
                values[_free(f"{key}-duplicate", values)] = values.pop(key)
            values[key] = self.value(value_node)
            if top:
                self._read.lines[key] = line
        return values


def _free(key: str, values: dict[str, Any]) -> str:
    number, free = 1, key
    while free in values:
        number += 1
        free = f"{key}-{number}"
    return free


def _toml(source: str, file: str, first: int) -> _Read:
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_PLACE.search(str(error))
        line, column = (int(found[1]), int(found[2])) if found else (source.count("\n") + 1, 1)
        at = Position(file, first + line - 1, column)
        raise Problems([Problem("foreign_syntax", at, {"form": "TOML"})]) from None
    read = _Read(_as_text(values))
    for number, written in enumerate(source.split("\n")):
        key = written.partition("=")[0].strip().strip("\"'")
        read.lines.setdefault(key, first + number)
    return read


def _json(start: str, file: str, first: int) -> tuple[Any, int]:
    try:
        values, end = json.JSONDecoder().raw_decode(start)
    except json.JSONDecodeError as error:
        at = Position(file, first + error.lineno - 1, error.colno)
        raise Problems([Problem("foreign_syntax", at, {"form": "JSON"})]) from None
    if start[end : end + 1] == "\n":
        end += 1
    return _as_text(values), end


def _as_text(value: Any) -> Any:
    """The same with every scalar as the text that YAML would have had for it."""
    if isinstance(value, dict):
        return {str(key): _as_text(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_as_text(part) for part in value]
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return visible(str(value))


def kept(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Values as our front matter can hold them: keys plain, nothing empty, lists of one depth."""
    used: set[str] = set()
    for key, value in values.items():
        held = _held(value, 0)
        if held is None:
            continue
        name = re.sub(r"[^\w.-]+", "-", key).strip("-") or "key"
        number, free = 1, name
        while free in used:
            number += 1
            free = f"{name}-{number}"
        used.add(free)
        yield free, held


def _held(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        return dict(kept(value)) or None
    if isinstance(value, list):
        if depth:  # a list in a list
            return json.dumps(value, ensure_ascii=False) if value else None
        items = [_held(item, 1) for item in value]
        return [item for item in items if item is not None] or None
    text = "" if value is None else str(value)
    return text if text.strip() else None
