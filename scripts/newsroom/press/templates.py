"""What every template has at hand: words, and the components, each a macro in its own file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from newsroom.views.body import noted
from newsroom.words import Words

_COMPONENTS = "components/"
_TABLE = re.compile(r"<table\b")
_CELL = re.compile(r"(<t[dh]\b[^<>]*>)([^<]*\d[^<]*)")
_DAY = re.compile(r"\b(\d{1,2}) (\w{3,9}) (\d{4})\b")
# The dateline, and the marks that lead to a footnote and back.
_NO_SENTENCE = re.compile(
    r'<(?:span(?= class="nr-dateline")|sup(?= id="fnref)|a(?= class="footnote-backref"))'
)

# The same on all pages of one depth.
_SURROUNDING = ("masthead", "footer")


def equip(env: Environment, words: Words, components: Iterable[str]) -> None:
    """Escape every value in every template; hand out words and `components`, by their file names.

    `t` speaks the site's language, `t_in(language)` that of a release. A template need not
    import a component: that would be done again for every page.
    What is HTML says so in the template, with `safe`.
    """
    env.autoescape = True
    env.trim_blocks = env.lstrip_blocks = True
    env.globals.update(t=words.t, t_in=cache(lambda language: Words(language).t))
    env.filters["framed"] = partial(framed, name=words.t("site.table"))
    env.filters["unquoted"] = unquoted
    env.filters["noted"] = partial(noted, said=words.t("site.footnote"))
    for name in components:
        macros = vars(env.get_template(f"{_COMPONENTS}{name}").module)
        env.globals.update({k: macro for k, macro in macros.items() if not k.startswith("_")})
    for name in _SURROUNDING:
        macro = env.globals.get(name)
        if callable(macro):
            env.globals[name] = _once_a_depth(macro)


def framed(html: str, name: str) -> str:
    """HTML with every table in a frame of its own, which is scrolled where the table is too wide.

    No cell is so narrow that a date in it is broken. The frame can have the focus: else the
    keyboard would not reach what stands outside (axe: scrollable-region-focusable). `name` is
    what a screen reader says it is.
    """
    if "<table" not in html:
        return html
    frame = f'<div class="nr-scroll" role="region" aria-label="{escape(name)}" tabindex="0">'
    whole = _CELL.sub(lambda cell: cell[1] + _DAY.sub("\\1\u00a0\\2\u00a0\\3", cell[2]), html)
    opened = _TABLE.sub(lambda table: frame + table[0], whole)
    return opened.replace("</table>", "</table></div>")


def unquoted(html: str) -> str:
    """HTML in which the search passes over what is no part of a sentence.

    That are the dateline, which stands above every find anyway, and the marks of footnotes.
    """
    return _NO_SENTENCE.sub(r"\g<0> data-pagefind-ignore", html)


def _once_a_depth(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """The same macro of (shell, base, t), remembering what it said for each shell and depth."""
    said: dict[tuple[int, str], tuple[Any, Markup]] = {}

    def remembered(shell: Any, base: str, t: Any) -> Markup:
        key = (id(shell), str(base))
        if key not in said:
            # The shell is held, so that no other can come to have its number.
            said[key] = (shell, macro(shell, base, t))
        return said[key][1]

    return remembered
