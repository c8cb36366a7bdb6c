"""Pass over the inline patterns of Markdown where none of them can match.

Most paragraphs of a release are plain words, and trying a dozen patterns on each is a third
of the work of reading it.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.treeprocessors import InlineProcessor

# Patterns of Markdown and of its own extensions, and of pymdownx, that need one of these signs.
_KNOWN = frozenset(
    {
        "autolink", "automail", "backtick", "em_strong", "em_strong2", "entity", "escape",
        "footnote", "html", "image_link", "image_reference", "linebreak", "link", "not_strong",
        "reference", "short_image_ref", "short_reference",
    }
)  # fmt: skip
_SIGNS = re.compile(r"[`\\\[\]<>&*_!\x02\x03]|  \n")


class QuickInline(InlineProcessor):
    """The same as Markdown's own, quicker."""

    # The name that `InlineProcessor` itself calls. Should a version of Markdown call another,
    # nothing is passed over, which costs time alone.
    def _InlineProcessor__handleInline(  # noqa: N802
        self,
        data: str,
        patternIndex: int = 0,  # noqa: N803
    ) -> str:
        if _SIGNS.search(data) is None:
            return data
        handled: str = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return handled


def quicken(markdown: Markdown) -> None:
    """Let a Markdown instance pass over plain words, if all its patterns are known here."""
    patterns = markdown.inlinePatterns
    if len(patterns) == sum(name in patterns for name in _KNOWN):
        markdown.treeprocessors.register(QuickInline(markdown), "inline", 20)
