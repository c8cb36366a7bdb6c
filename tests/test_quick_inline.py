"""Plain words are passed over quickly, and every text still comes out as Markdown has it."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.treeprocessors import InlineProcessor

from newsroom.sources.quick_inline import QuickInline, quicken

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "footnotes", "md_in_html", "def_list"]
PIECES = st.sampled_from(
    [
        "kata ", "Serang, ", "\n\n", "\n", "  \n", "*", "**", "_", "__", "`", "[a](b.md)", "[c]",
        "![d](e.gif)", "<b>", "</b>", "<https://f.example/>", "<g@h.example>", "&amp;", "&", "\\",
        "\\*", "# ", "> ", "- ", "1. ", "[^1]", "[^1]: i", "| j | k |\n|---|---|\n", "{#l}",
        "    ", "“kutipan”", "\x02", "\x03", "~~~\n", ": ",
    ]
)  # fmt: skip


def plain_and_quick() -> tuple[markdown.Markdown, markdown.Markdown]:
    plain = markdown.Markdown(extensions=EXTENSIONS)
    quick = markdown.Markdown(extensions=EXTENSIONS)
    quicken(quick)
    return plain, quick


PLAIN, QUICK = plain_and_quick()


@given(st.lists(PIECES, max_size=25).map("".join))
@example("Baris pertama  \nbaris kedua.")
def test_every_text_comes_out_the_same(text: str) -> None:
    assert QUICK.reset().convert(text) == PLAIN.reset().convert(text)


def test_patterns_are_not_tried_on_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    name = "_InlineProcessor__applyPattern"
    original = getattr(InlineProcessor, name)

    def counted(self: InlineProcessor, pattern: object, data: str, *rest: int) -> object:
        tried.append(data)
        return original(self, pattern, data, *rest)

    monkeypatch.setattr(InlineProcessor, name, counted)
    QUICK.reset().convert("Petani memanen padi.\n\nHarga *naik*.")
    assert set(tried) >= {"Harga *naik*."}
    assert not [data for data in tried if "padi" in data]


def test_an_extension_with_a_pattern_of_its_own_is_left_alone() -> None:
    other = markdown.Markdown(extensions=["pymdownx.tilde"])
    quicken(other)
    assert not isinstance(other.treeprocessors["inline"], QuickInline)
