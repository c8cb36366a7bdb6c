"""Every word has its place in both catalogues, and every place in the product has its word."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from conftest import ROOT

from newsroom.words import LANGUAGES, Words, catalogue

SOURCES = [*(ROOT / "scripts/newsroom").rglob("*.py"), *(ROOT / "overrides").rglob("*.html")]
TEXT = "\n".join(file.read_text("utf-8") for file in SOURCES)


def keys(language: str) -> set[str]:
    """The catalogue's keys; both plural forms of a word are one."""
    return {re.sub(r"\.one$", ".other", key) for key in catalogue(language)}


def test_both_languages_have_the_same_words() -> None:
    assert keys("id") == keys("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_languages_name_the_same_facts(language: str) -> None:
    for key, words in catalogue(language).items():
        indonesian = catalogue("id")[re.sub(r"\.one$", ".other", key)]
        assert facts(words) == facts(indonesian), key


def facts(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_every_word_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\bt\(\s*["']([a-z_.]+)["']""", TEXT))
    counted = {f"{key}.other" for key in re.findall(r"""\.count\(\s*["']([a-z_.]+)["']""", TEXT)}
    assert asked, "the pattern finds nothing"
    assert asked | counted <= catalogue("id").keys()


def test_every_problem_has_a_sentence_and_a_cure() -> None:
    told = set(re.findall(r"""Problem\(\s*["'](\w+)["']""", TEXT))
    told |= set(re.findall(r"""PydanticCustomError\(\s*["'](\w+)["']""", TEXT))
    for code in told:
        assert f"problems.{code}.what" in catalogue("id"), code
        assert f"problems.{code}.cure" in catalogue("id"), code
    # Codes given by way of a name or a table stand in the package as words, too.
    spoken = {key.split(".")[1] for key in catalogue("id") if key.startswith("problems.")}
    assert spoken <= set(re.findall(r"""["'](\w+)["']""", TEXT)), "a sentence nobody says"


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("id", "1 siaran pers", "1.234 siaran pers"), ("en", "1 release", "1,234 releases")],
)
def test_numbers_have_their_plural_and_separator(language: str, one: str, many: str) -> None:
    words = Words(language)
    assert words.count("count.releases", 1) == one
    assert words.count("count.releases", 1234) == many


def test_a_word_that_is_missing_is_never_shown_as_its_key() -> None:
    with pytest.raises(KeyError):
        Words("id").t("site.tidak_ada")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_cut_where_the_catalogue_would_read_a_note(language: str) -> None:
    files = (ROOT / "scripts/newsroom/words" / language).glob("*.yml")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    sentences = [line for line in lines if not line.startswith("#")]
    assert not [line for line in sentences if " #" in line and not line.endswith(('"', "'"))]
