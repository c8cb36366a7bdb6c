"""The headline, and the lines above it that only say what kind of document this is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from newsroom.domain.partner import spelling
from newsroom.intake.manuscript import Block, Kind, Mark, pictures_in
from newsroom.intake.recognise.contacts import is_contact_heading
from newsroom.intake.recognise.dateline import dateline_of
from newsroom.intake.recognise.days import days_in
from newsroom.intake.recognise.holding import is_notice
from newsroom.intake.recognise.letterhead import is_address, is_office
from newsroom.intake.recognise.opening import (
    Role,
    head_length,
    is_day,
    is_greeting,
    is_label,
    opened,
    role_of,
)
from newsroom.sources.markdown_text import one_line

_HEADLINE_KEY = re.compile(r"(?:judul|headline|title)\s*:\s*(\S.*)", re.IGNORECASE)
_SUMMARY_KEY = re.compile(
    r"(?:ringkasan|intisari|anak judul|sub-?judul|summary|sub-?headline|subhead)\s*:\s*(\S.*)",
    re.IGNORECASE,
)
_SUBJECT_START = re.compile(
    r"\A\s*(?:(?:fwd?|re|tr|bls|trs)\s*:|\[[^\]]{0,40}\]|"
    r"(?:siaran pers|rilis pers|pers rilis|press release|news release|media release)\s*[:|–—-])\s*",
    re.IGNORECASE,
)
# What programs write where an author gave no title.
_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\b.*|untitled\b.*|tanpa judul\b.*|"
    r"dokumen\s?\d*|document\s?\d*|.*\.(?:docx?|odt|rtf|pdf|txt|html?|pptx?|indd)|[\d\W_]+",
    re.IGNORECASE,
)
# After such a word a headline goes on in the next line.
_GOES_ON = re.compile(
    r"\b(?:dan|di|ke|dari|untuk|bagi|dengan|bersama|pada|dalam|yang|serta|and|of|the|for|in|on|at|"
    r"to|with)$|[,&/–—-]$",
    re.IGNORECASE,
)
_HEADING = 2
# A line below the headline, above the dateline.
_LONGEST_DECK = 200
_FEWEST_WORDS, _FEW_WORDS = 4, 8
_ENDS = (".", ":", ";", ",", "!", "?")
_LABELLED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?\s*:")


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline and summary found, the other blocks, what was left out, what to look at.

    `letterhead` are the blocks left out because the office's letterhead is in them.
    """

    title: str | None
    summary: str | None
    blocks: list[Block]
    left_out: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    letterhead: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The indexes of the lines that are the headline, and whether that is certain."""

    lines: tuple[int, ...]
    sure: bool


def subject_title(subject: str) -> str:
    """A subject line without "Fwd:", "Re:" and "[Siaran Pers]"."""
    text = one_line(subject)
    while found := _SUBJECT_START.match(text):
        text = text[found.end() :]
    return text.strip()


def find_headline(
    blocks: Sequence[Block], titles: Sequence[str], names: Sequence[str] = ()
) -> Headline:
    """The headline above the dateline, below the letterhead; else the best of `titles`.

    `names` are what stands beside the text, such as a page's header: a line that says
    the same is no headline of its own.
    """
    lines = [line for block in blocks for line in opened(block)]
    head = head_length(lines)
    for index, line in enumerate(lines[:head]):
        if keyed := _HEADLINE_KEY.fullmatch(one_line(line.text)):
            return _found(lines, head, _Choice((index,), True), keyed[1])
    roles = [role_of(line, lines[index + 1 :]) for index, line in enumerate(lines[:head])]
    told = [found for t in titles if (found := subject_title(t)) and _is_title(found)]
    same = {spelling(found) for found in told}
    choice = _named(lines, roles, same) or _choice(
        lines, roles, {spelling(name) for name in names} - same
    )
    if choice is not None:
        said = one_line(" ".join(lines[index].text for index in choice.lines))
        return _found(lines, head, choice, said, roles)
    title = next(iter(told), None)
    kept = [b for i, b in enumerate(lines) if i >= 4 or not title or b.text != title]
    return _found(kept, head - (len(lines) - len(kept)), _Choice((), True), title)


def _found(
    lines: list[Block],
    head: int,
    choice: _Choice,
    title: str | None,
    roles: Sequence[Role] = (),
) -> Headline:
    """The headline with what remains, once the letterhead and the labels are out."""
    roles = roles or [role_of(line, lines[i + 1 :]) for i, line in enumerate(lines[:head])]
    below = max(choice.lines, default=head)
    kept: list[Block] = []
    left: list[Block] = []
    headed = Role.ADDRESS in roles or Role.OFFICE in roles
    strange = False
    for index, line in enumerate(lines):
        if index in choice.lines:
            continue
        role = roles[index] if index < head else Role.OTHER
        above = headed and index < below
        if role is Role.LABEL or (choice.lines and _is_above(role, line, above)):
            left.append(line)
        else:
            strange |= index < min(choice.lines, default=0) and role is Role.HEADLINE
            kept.append(line)
    marks = [] if title else [Mark("title", "no_title")]
    if title and (strange or not choice.sure):
        marks = [Mark("title", "title_unsure", {"text": title})]
    if any(is_greeting(block.text) for block in kept[:3]):
        marks.append(Mark("", "greeting"))
    summary, kept = _summary(kept)
    deck = _deck(lines[below + 1 : below + 3]) if summary is None and choice.lines else None
    if deck is not None and choice.sure and _is_sure_deck(deck):
        summary, kept = one_line(deck.text), [line for line in kept if line is not deck]
    elif deck is not None:
        marks.append(Mark("summary", "deck_unsure", {"text": one_line(deck.text)}))
    said = [text for block in left if (text := one_line(block.text))]
    return Headline(title, summary, kept, said, marks, left)


def _is_above(role: Role, line: Block, above: bool) -> bool:
    """Whether a line belongs to the letterhead: above the headline its crest does, too."""
    is_crest = role is Role.OTHER and not line.text.strip() and bool(pictures_in([line]))
    return role is Role.ADDRESS or (above and (role in (Role.OFFICE, Role.NOTICE) or is_crest))


def _named(lines: Sequence[Block], roles: Sequence[Role], titles: set[str]) -> _Choice | None:
    """The line that says the same as a title beside the text, such as an e-mail's subject."""
    for index, role in enumerate(roles):
        if role is Role.HEADLINE and spelling(one_line(lines[index].text)) in titles:
            return _Choice((index,), True)
    return None


def _choice(lines: Sequence[Block], roles: Sequence[Role], names: set[str]) -> _Choice | None:
    """The line that is the headline: the most prominent below the letterhead."""
    anchors = [i for i, role in enumerate(roles) if role in (Role.ADDRESS, Role.LABEL)]
    below = max(anchors, default=-1)
    has_letterhead = Role.ADDRESS in roles or Role.OFFICE in roles
    for pool in _pools(lines, roles, below, names):
        if not pool:
            continue
        best = max(_prominence(lines[i]) for i in pool)
        equal = [i for i in pool if _prominence(lines[i]) == best]
        if not has_letterhead and best == _HEADING:
            return _Choice((equal[0],), True)
        nearest = equal[-1] if has_letterhead else equal[0]
        joined = _joined(lines, equal, nearest)
        certain = len(equal) == len(joined) and all(
            roles[i] is Role.HEADLINE and spelling(one_line(lines[i].text)) not in names
            for i in joined
        )
        above = Role.ADDRESS in roles[max(joined) :]
        return _Choice(joined, certain and not above)
    return None


def _pools(
    lines: Sequence[Block], roles: Sequence[Role], below: int, names: set[str]
) -> Iterator[list[int]]:
    """Lines among which the headline may be, the likeliest first."""
    found = [i for i, role in enumerate(roles) if role is Role.HEADLINE]
    own = [i for i in found if spelling(one_line(lines[i].text)) not in names]
    yield [i for i in own if _prominence(lines[i]) == _HEADING]
    yield [i for i in own if i > below]
    yield [i for i, role in enumerate(roles) if role is Role.OFFICE and i > below]
    yield own
    yield found
    yield [i for i, role in enumerate(roles) if role is Role.OFFICE]
    headings = [i for i, role in enumerate(roles) if lines[i].kind is Kind.HEADING]
    yield [i for i in headings if roles[i] is Role.ADDRESS]


def _prominence(line: Block) -> int:
    if line.kind is Kind.HEADING:
        return _HEADING
    return int(line.bold or line.larger)


def _joined(lines: Sequence[Block], equal: Sequence[int], nearest: int) -> tuple[int, ...]:
    """The lines of a headline that goes on from one to the next."""
    found = [nearest]
    while found[0] - 1 in equal and _goes_on(lines[found[0] - 1].text, lines[found[0]].text):
        found.insert(0, found[0] - 1)
    while found[-1] + 1 in equal and _goes_on(lines[found[-1]].text, lines[found[-1] + 1].text):
        found.append(found[-1] + 1)
    return tuple(found)


def _goes_on(line: str, following: str) -> bool:
    following = following.strip()
    starts = following[:1].islower() or bool(_GOES_ON.search(following.partition(" ")[0]))
    return starts or bool(_GOES_ON.search(line.strip()))


def _is_title(text: str) -> bool:
    """Whether a title that stands beside the text may be the headline."""
    return not (
        _NO_TITLE.fullmatch(text) or is_label(text)
        or is_notice(text) or is_address(text) or is_contact_heading(text) or is_day(text)
    )  # fmt: skip


def _summary(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """A summary that is marked as one: by its style, or by a word before it."""
    for index, block in enumerate(blocks[:4]):
        if block.subtitle:
            return one_line(block.text), _without(blocks, index)
        if found := _SUMMARY_KEY.fullmatch(one_line(block.text)):
            return found[1], _without(blocks, index)
    return None, blocks


def _deck(below: Sequence[Block]) -> Block | None:
    """The line between the headline and the paragraph that begins with the dateline."""
    if len(below) < 2:
        return None
    line, text = below[0], one_line(below[0].text)
    dateline = dateline_of(below[1].text) if below[1].kind is Kind.PARAGRAPH else None
    if dateline is None or not dateline.sure or dateline_of(line.text):
        return None
    is_line = line.kind in (Kind.HEADING, Kind.PARAGRAPH) and "\n" not in line.text.strip()
    if not is_line or not (text[:1].isalnum() or text[:1] in "“\"‘'") or len(text) > _LONGEST_DECK:
        return None
    # "Posted: October 7, 2016" tells the day of the release.
    of_day = bool(days_in(text)) and len(text.split()) < _FEW_WORDS
    return line if _is_title(text) and not of_day and not is_greeting(text) else None


def _is_sure_deck(line: Block) -> bool:
    """Whether such a line is a heading, or short as one, and neither a label nor an office."""
    text = one_line(line.text)
    if line.kind is Kind.HEADING:
        return True
    few = len(text.split()) < _FEWEST_WORDS
    return not (
        few or days_in(text) or text.endswith(_ENDS) or _LABELLED.match(text) or is_office(text)
    )


def _without(blocks: list[Block], index: int) -> list[Block]:
    return blocks[:index] + blocks[index + 1 :]
