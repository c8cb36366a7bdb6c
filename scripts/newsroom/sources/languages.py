"""The code of a language (BCP 47), and what is meant by what people write for it."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

# Languages that the newsroom itself speaks, in one way each: "en-GB" would part a site in two.
_ONE_FORM = ("id", "en")
_NO_LANGUAGE = ("und", "mul", "zxx")


@lru_cache(maxsize=256)
def language_meant(written: str) -> str | None:
    """The code of the language that is meant; None if that is not known.

    It is `written` itself if that is a code: of the Unicode CLDR, the shortest there is, with a
    country behind it only where that tells one form of a language from another ("pt-BR").
    """
    first, _, country = written.strip().replace("_", "-").partition("-")
    code = _code(first)
    if code is None or code in _ONE_FORM or not country:
        return code
    country = country.upper()
    known = len(country) == 2 and country in Locale("en").territories
    return f"{code}-{country}" if known else code


def _code(written: str) -> str | None:
    """A code as it is, an older or longer one ("eng"), a name ("Inggris"), a country ("jp")."""
    name = written.casefold()
    if name in _names().values():
        return name
    if meant := get_global("language_aliases").get(name) or _names().get(name):
        return str(meant)
    if name in ("gb", "us"):
        return "en"  # which the CLDR takes for granted
    likely = str(get_global("likely_subtags").get(f"und_{name.upper()}", ""))
    return likely.partition("_")[0] or None


@cache
def _names() -> dict[str, str]:
    """Codes by the languages' names in Indonesian and English."""
    return {
        name.casefold(): code
        for language in ("en", "id")
        for code, name in Locale(language).languages.items()
        if "_" not in code and code not in _NO_LANGUAGE
    }
