"""Every word the newsroom says, in Indonesian and English, one folder a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from newsroom.domain.when import When
from newsroom.problems import Problem

LANGUAGES = ("id", "en")

# The order of both languages' civil service; the CLDR's own writes "05 Januari".
_DAY = "d MMMM y"
_FULL_DAY = "EEEE, d MMMM y"

# English as the world outside America writes it: "Wednesday, 19 November 2025", "09:00".
LOCALES = {"id": "id_ID", "en": "en_GB"}


class Words:
    """The words of one language: interface, messages, dates and numbers."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no catalogue for the language {language!r}")
        self.language = language
        self.locale = Locale.parse(LOCALES[language])
        self._catalogue = catalogue(language)

    def t(self, key: str, /, **facts: object) -> str:
        """The words for `key`, a dotted path in the catalogue, with `facts` put in.

        Raises KeyError for a key the catalogue does not have: a word that is
        missing must not reach a reader as its key.
        """
        words = self._catalogue[key]
        return words.format(**facts) if facts else words

    def has(self, key: str) -> bool:
        """Whether the catalogue has words for `key`."""
        return key in self._catalogue

    def language_name(self, code: str) -> str:
        """What a language is called in this one: "Inggris"; the code if that is not known."""
        return _language_name(code, self.locale) or code

    def count(self, key: str, number: int) -> str:
        """Words that depend on a number: "1 release", "3 releases", "3 siaran pers"."""
        form = str(self.locale.plural_form(number))
        chosen = f"{key}.{form}" if self.has(f"{key}.{form}") else f"{key}.other"
        return self.t(chosen, number=self.number(number))

    def number(self, number: int | float) -> str:
        """A number with the language's separators: 1.234 or 1,234."""
        return _number(number, self.locale)

    def day(self, day: date) -> str:
        """A day as `19 November 2025`."""
        return _day(day, _DAY, self.locale)

    def full_day(self, day: date) -> str:
        """A day with its name: `Rabu, 19 November 2025`."""
        return _day(day, _FULL_DAY, self.locale)

    def month(self, day: date) -> str:
        """A month as `November`."""
        return _day(day, "MMMM", self.locale)

    def month_of_year(self, day: date) -> str:
        """A month as `November 2025`."""
        return _day(day, "MMMM y", self.locale)

    def clock(self, at: datetime) -> str:
        """The time with the usual name of its zone: `09.00 WIB`."""
        # The CLDR spells most zones "+0700" outside their own language; the IANA
        # database knows WIB, WITA and WIT in all of them.
        time = format_time(at, "short", tzinfo=at.tzinfo, locale=self.locale)
        return f"{time} {at.tzname()}"

    def instant(self, at: datetime) -> str:
        """An instant with its day: `Rabu, 19 November 2025, 09.00 WIB`."""
        return f"{self.full_day(at.date())}, {self.clock(at)}"

    def when(self, when: When) -> str:
        """The full day, and the time if one was written."""
        return self.instant(when.at) if when.timed else self.full_day(when.day)

    def problem(self, problem: Problem) -> str:
        """A problem in one sentence that says what is wrong, and one that says what to type."""
        return f"{self.what(problem)} {self.cure(problem)}"

    def what(self, problem: Problem) -> str:
        """What is wrong."""
        return self.t(f"problems.{problem.code}.what", **problem.facts)

    def cure(self, problem: Problem) -> str:
        """What to type instead."""
        return self.t(
            f"problems.{problem.code}.cure", **problem.facts, example=self._example(problem)
        )

    def rule(self, code: str) -> str:
        """What is wrong in general where a problem of this code is found."""
        return re.sub(r"\{\w+\}", "…", self.t(f"problems.{code}.what"))

    def mend(self, code: str, facts: Mapping[str, str]) -> str:
        """What was put right in a file."""
        key = f"mends.{code}"
        return self.t(key if self.has(key) else "mends.rewritten", **facts)

    def _example(self, problem: Problem) -> str:
        """A sample value for the key that the problem is about."""
        key = f"examples.{problem.facts.get('key')}"
        return self.t(key if self.has(key) else "examples.any")


@cache
def catalogue(language: str) -> dict[str, str]:
    """The catalogue of a language, keys as dotted paths."""
    folder = resources.files(__name__).joinpath(language)
    texts = (file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".yml"))
    return {
        key: words
        for text in texts
        for key, words in _flat(yaml.load(text, Loader=yaml.CSafeLoader))
    }


def _flat(tree: dict[str, Any], above: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in tree.items():
        path = f"{above}{key}"
        pairs += _flat(value, f"{path}.") if isinstance(value, dict) else [(path, str(value))]
    return pairs


def own_language_name(code: str) -> str:
    """What a language calls itself: "English", "Bahasa Indonesia"."""
    # The CLDR says "Indonesia", which is the country to every reader.
    return "Bahasa Indonesia" if code == "id" else _language_name(code, code) or code


def _language_name(code: str, locale: Locale | str) -> str | None:
    try:
        return Locale.parse(code, sep="-").get_language_name(locale)
    except (UnknownLocaleError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _number(number: int | float, locale: Locale) -> str:
    return str(format_decimal(number, locale=locale))


@lru_cache(maxsize=4096)
def _day(day: date, form: str, locale: Locale) -> str:
    return str(format_date(day, form, locale=locale))
