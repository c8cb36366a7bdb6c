"""Split a file into front matter and body, and read the front matter with its positions.

YAML is composed to nodes, not constructed to objects: every scalar stays the text
that was typed (so a telephone number keeps its plus and `no` stays a word), and
every key and value knows its line and column.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from newsroom.domain.manuscript import Manuscript, Turned
from newsroom.limits import NODES
from newsroom.problems import Position, Problem, Problems
from newsroom.sources.mistyped import is_like_fence, mistyped
from newsroom.sources.text import CONTROL, TURNED, TURNED_IN_MARKUP, straight, straight_markup

Path = tuple[str | int, ...]

# A fence is three hyphens alone on a line; YAML also ends a document with three full stops.
_HANDLER = YAMLHandler(fm_boundary=re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE))
_KEY_LINE = re.compile(r"[A-Za-z_][\w-]*:(\s|$)")
_VALUE_LINE = re.compile(r"\s*(- (?!\w+:\s)|(?:- )?[\w-]+:\s+)(.*\S)\s*")
# Where YAML wants an ordinary space: before a value, never inside one.
_NO_BREAK_SPACE = re.compile(r"(?:\s*-)?(?:\s*[\w-]+:)?\s*?\u00a0")
_ANCHOR_OR_TAG = re.compile(r"(?:^|[\s\[,])[&!]\S", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]+#")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# Keys whose values never hold a hash mark, so that what follows one is a note; those of times.
_TIMES = frozenset({"date", "embargo", "updated"})
_FIXED_FORMS = frozenset({"status", "kind", "lang", "slug", "url", "email", "phone"})


class _Loader(yaml.CSafeLoader):
    """Composes nodes without asking what type each scalar looks like: all are text here."""

    yaml_implicit_resolvers = {}  # noqa: RUF012


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of a file's front matter and where each of them stands.

    Scalars are the text as typed, or None where nothing was written. `positions`
    is keyed by path, such as `("image", "alt")` or `("partners", 0)`; the empty
    path is the opening fence. `keys` holds the positions of mapping keys, `notes` every
    comment that has a line of its own, without its "#", by the number of that line, `turned`
    what was left out of values and text since it turns the direction of writing, `uncut` the
    values that a hash mark cuts, as they would be without it.
    """

    values: Mapping[str, Any]
    body: str
    body_line: int
    positions: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    turned: Turned = ()
    uncut: tuple[tuple[Position, str], ...] = ()

    def texts(self) -> Iterator[tuple[Position, str]]:
        """Every key and every value, with where it stands; what is cut, uncut as well."""
        yield from ((at, str(path[-1])) for path, at in self.keys.items())
        yield from self._texts_in(self.values, ())
        yield from self.uncut

    def _texts_in(self, value: Any, path: Path) -> Iterator[tuple[Position, str]]:
        if isinstance(value, str):
            yield self.positions[path], value
        elif isinstance(value, Mapping):
            for key, below in value.items():
                yield from self._texts_in(below, (*path, key))
        elif isinstance(value, list):
            for number, below in enumerate(value):
                yield from self._texts_in(below, (*path, number))


def manuscript_of(matter: FrontMatter) -> Manuscript:
    """What stands in a file of such front matter, and where."""
    return Manuscript(matter.body, matter.body_line, matter.positions, matter.notes, matter.turned)


class Flawed(Problems):
    """Front matter that is YAML, and of which some value would be read otherwise than was meant.

    `matter` is what it says all the same, so that its other mistakes are told with these.
    """

    def __init__(self, problems: Iterable[Problem], matter: FrontMatter) -> None:
        super().__init__(problems)
        self.matter = matter


def read_front_matter(text: str, file: str, *, required: bool = True) -> FrontMatter:
    """Read the front matter of `text` (line ends already line feeds).

    Blank lines before the opening fence are allowed. Where `required` is False a
    text without front matter has no values and is all body. Raises Problems; Flawed
    where there are keys and values to be looked at.
    """
    start = text.lstrip()
    blank_lines = text[: len(text) - len(start)].count("\n")
    if not (_HANDLER.detect(start) and start.startswith("---")):
        if not required and not start.startswith("+++"):
            body, turned = _straightened(text, file, 1)
            return FrontMatter({}, body, 1, turned=turned)
        raise Problems([_no_fence(start, Position(file, blank_lines + 1))])
    try:
        yaml_text, body = _HANDLER.split(start)
    except ValueError:
        raise Problems([_no_closing_fence(start, Position(file, blank_lines + 1))]) from None
    first_line = blank_lines + 2
    body_line = first_line + yaml_text.count("\n") + 1
    body, turned = _straightened(body, file, body_line)
    fence = Position(file, blank_lines + 1)
    node = _compose(yaml_text, file, first_line)
    if node is None:
        return FrontMatter({}, body, body_line, {(): fence}, turned=turned)
    reader = _NodeReader(file, first_line, yaml_text)
    values = reader.value(node, ())
    if not isinstance(values, dict):
        raise Problems([*reader.problems, Problem("not_keys", Position(file, first_line))])
    positions = {**reader.positions, (): fence}
    notes = _notes(yaml_text, first_line)
    turned = (*reader.turned, *turned)
    uncut = tuple(reader.uncut)
    matter = FrontMatter(values, body, body_line, positions, reader.keys, notes, turned, uncut)
    if reader.problems:
        raise Flawed(reader.problems, matter)
    return matter


def _straightened(body: str, file: str, first_line: int) -> tuple[str, Turned]:
    """A text without what turns its direction, and where on which line that stood."""
    straightened = straight_markup(body)
    if straightened == body:
        return body, ()
    lines = enumerate(body.split("\n"), first_line)
    found = ((number, mark) for number, line in lines for mark in TURNED_IN_MARKUP.finditer(line))
    turned = ((Position(file, number, mark.start() + 1), mark[0]) for number, mark in found)
    return straightened, tuple(turned)


def _notes(yaml_text: str, first_line: int) -> dict[int, str]:
    if "#" not in yaml_text:
        return {}
    lines = enumerate(map(str.strip, yaml_text.split("\n")), first_line)
    return {number: line.lstrip("# ") for number, line in lines if line.startswith("#")}


def _no_fence(start: str, at: Position) -> Problem:
    if start.startswith("+++"):
        return Problem("toml_fence", at)
    if _KEY_LINE.match(start):
        return Problem("no_opening_fence", at)
    if is_like_fence(start.partition("\n")[0]):
        return Problem("fence_form", at)
    return Problem("no_front_matter", at)


def _no_closing_fence(start: str, at: Position) -> Problem:
    """That none follows the opening one; where a line only looks like one, that it does."""
    for number, line in enumerate(start.split("\n")[1:], 1):
        if is_like_fence(line):
            return Problem("fence_form", Position(at.file, at.line + number))
    return Problem("no_closing_fence", at)


def _compose(yaml_text: str, file: str, first_line: int) -> yaml.Node | None:
    try:
        if ("&" in yaml_text or "!" in yaml_text) and _ANCHOR_OR_TAG.search(yaml_text):
            _refuse_anchors_and_tags(yaml_text, file, first_line)
        return yaml.compose(yaml_text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # A quotation mark left open is noticed only at the end; it is mended where it opens.
        if error.context and "quoted scalar" in error.context and error.context_mark:
            mark = error.context_mark
        # So is a bracket.
        begun = error.context_mark if "flow" in (error.context or "") else None
        if begun is not None and mark is not None and begun.line < mark.line:
            at = Position(file, first_line + begun.line, begun.column + 1)
            opened = yaml_text.split("\n")[begun.line][begun.column]
            facts = {"mark": opened, "closing": {"[": "]"}.get(opened, "}")}
            raise Problems([Problem("open_bracket", at, facts)]) from None
        line, column = (mark.line, mark.column) if mark else (0, 0)
        start = Position(file, first_line)
        raise Problems([_syntax_problem(error, yaml_text, start, line, column)]) from None
    except yaml.YAMLError:  # a control character: the reader knows no line
        line, column = _first_control_character(yaml_text)
        raise Problems(
            [Problem("control_character", Position(file, first_line + line, column + 1))]
        ) from None


def _refuse_anchors_and_tags(yaml_text: str, file: str, first_line: int) -> None:
    """`&Rekan kerja` would be read as "kerja", and `!Penting: rapat` as less still."""
    for event in yaml.parse(yaml_text, Loader=yaml.CSafeLoader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            mark = event.start_mark
            assert mark is not None  # libyaml marks every event
            at = Position(file, first_line + mark.line, mark.column + 1)
            cure = quoted_line(yaml_text.split("\n")[mark.line])
            raise Problems(
                [Problem("special", at, {"cure": cure}) if cure else Problem("yaml", at)]
            )


def _syntax_problem(
    error: yaml.MarkedYAMLError, yaml_text: str, start: Position, line: int, column: int
) -> Problem:
    """Name the mistake at a line and column (from 0), as its writer would see it."""
    lines = yaml_text.split("\n")
    written = lines[line] if line < len(lines) else ""
    at = Position(start.file, start.line + line, column + 1)
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return Problem("tab", at)
    # Without a space after its colon a key is no key, which is noticed only on the next line.
    for number, earlier in enumerate(lines[: line + 1]):
        if found := _NO_BREAK_SPACE.match(earlier):
            where = Position(at.file, start.line + number, found.end())
            return Problem("no_break_space", where)
        if slip := mistyped(lines, number):
            where = Position(at.file, start.line + slip.number, slip.column)
            return Problem(slip.code, where, slip.facts)
    if error.context and "quoted scalar" in error.context:
        return Problem("open_quote", at)
    in_quotes = quoted_line(written)
    if in_quotes is None:
        return Problem("yaml", at)
    mistake = "colon" if "mapping values are not allowed" in str(error.problem) else "special"
    return Problem(mistake, at, {"cure": in_quotes})


def quoted_line(written: str) -> str | None:
    """A line with its value in quotation marks; None if there is no value on it."""
    found = _VALUE_LINE.fullmatch(written)
    return f"{found[1]}{quoted(found[2])}" if found else None


def quoted(value: str) -> str:
    """A value in the quotation marks that need the least change inside."""
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'


def _first_control_character(text: str) -> tuple[int, int]:
    found = re.search(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    at = found.start() if found else 0
    line_start = text.rfind("\n", 0, at) + 1
    return text.count("\n", 0, at), at - line_start


def _cut_by_hash(path: Path, at: Position, value: str) -> Problem:
    key = str(path[-1]) if path else ""
    if key in _TIMES:  # the hour may stand behind the mark: an instant is not told without it
        return Problem("note_behind_date", at)
    if key in _FIXED_FORMS:
        return Problem("note_behind_value", at, {"key": key})
    return Problem("cut_by_hash", at, {"cure": quoted(value)})


class _NodeReader:
    """Turns YAML nodes into plain values, keeping positions and collecting problems."""

    def __init__(self, file: str, first_line: int, yaml_text: str) -> None:
        self.file = file
        self.first_line = first_line
        self._lines = yaml_text.split("\n")
        self.positions: dict[Path, Position] = {}
        self.keys: dict[Path, Position] = {}
        self.problems: list[Problem] = []
        self.turned: list[tuple[Position, str]] = []
        self.uncut: list[tuple[Position, str]] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        at = self._position(node)
        self.positions[path] = at
        # An alias (*name) is its anchor's node once more: it can grow without end
        # or contain itself, and nobody writes one in a press release.
        if id(node) in self._seen:
            self.problems.append(Problem("yaml_alias", at))
            return None
        self._seen.add(id(node))
        if len(self._seen) > NODES:
            raise Problems([*self.problems, Problem("too_much", at)])
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if not node.style:
            self._check_plain(node, path, at)
        elif node.style == '"' and CONTROL.search(node.value):  # written as an escape: "\0"
            self.problems.append(Problem("control_character", at))
        # Written without quotation marks, nothing, `~` and `null` mean that there is no value.
        nothing = not node.style and node.value in _NULLS
        if nothing:
            return None
        text = str(node.value)
        if not text.isascii():
            self.turned += ((at, mark) for mark in TURNED.findall(text))
        return straight(text)

    def _check_plain(self, node: yaml.ScalarNode, path: Path, at: Position) -> None:
        """Text without quotation marks of which YAML reads less, or more, than was meant."""
        start, end = node.start_mark, node.end_mark
        if start.line != end.line:
            below = self._lines[start.line + 1 : end.line + 1]
            slipped = next((n for n, row in enumerate(below, 1) if row.lstrip()[:2] == "- "), None)
            if slipped is not None:
                self.problems.append(
                    Problem("list_indent", Position(self.file, at.line + slipped, 1))
                )
        rest = self._lines[end.line][end.column :] if end.line < len(self._lines) else ""
        if node.value and _COMMENT.match(rest):
            value = self._lines[end.line][start.column :].rstrip()
            where = Position(self.file, self.first_line + end.line, end.column + 2)
            self.problems.append(_cut_by_hash(path, where, value))
            self.uncut.append((at, f"{node.value}{rest.rstrip()}"))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            at = self._position(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem("yaml", at))
                continue
            key = str(key_node.value)
            if key in values:
                first = self.keys[(*path, key)]
                facts = {"key": key, "first": str(first.line)}
                self.problems.append(Problem("duplicate_key", at, facts))
                continue
            self.keys[(*path, key)] = at
            values[key] = self.value(value_node, (*path, key))
        return values

    def _position(self, node: yaml.Node) -> Position:
        mark = node.start_mark
        return Position(self.file, self.first_line + mark.line, mark.column + 1)
