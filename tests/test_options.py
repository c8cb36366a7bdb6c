"""A mistake in the options is told with its place in mkdocs.yml, in the site's language."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import ROOT, Newsroom
from markup import page
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from newsroom.problems import Problems
from newsroom.words import Words

BAD_OPTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "a misspelt name": (
        {"time_zone": "Asia/Jakarta"},
        'Pengaturan newsroom "time_zone" tidak dikenal. Maksudnya "timezone"? Tulis timezone.',
    ),
    "a misspelt name inside": (
        {"organisation": {"nam": "Kantor"}},
        'Pengaturan newsroom "organisation.nam" tidak dikenal. Maksudnya "name"? Tulis name.',
    ),
    "an unknown language": (
        {"language": "jv"},
        'Pengaturan newsroom "language" berisi "jv", yang tidak dikenal. Tulis salah satu: id, en.',
    ),
    "an unknown time zone": (
        {"timezone": "Asia/X"},
        'Pengaturan newsroom "timezone" berisi "Asia/X", yang tidak sesuai '
        '(no time zone is called "Asia/X"; write e.g. Asia/Jakarta). '
        "Perbaiki nilainya di mkdocs.yml; lihat bagian Options di README.md.",
    ),
}


@pytest.mark.parametrize("name", BAD_OPTIONS)
def test_a_wrong_option_is_told_with_its_place(newsroom: Newsroom, name: str) -> None:
    options, sentence = BAD_OPTIONS[name]
    newsroom.options = options
    config = newsroom.write_config()
    key = list(options)[-1] if "inside" not in name else "nam"
    lines = config.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if text.strip().startswith(f"{key}:"))
    with pytest.raises(Problems) as caught:
        newsroom.desk()
    [problem] = caught.value.problems
    assert (problem.at.file, problem.at.line) == ("mkdocs.yml", line)
    assert Words("id").problem(problem) == sentence
    with pytest.raises((Abort, ConfigurationError)):
        load_config(str(config))


@pytest.mark.parametrize(
    ("palette", "colours"),
    [
        (None, ("default", "custom")),
        ({"primary": "teal"}, ("default", "teal")),
        (
            [{"scheme": "slate", "primary": "red", "toggle": {"name": "a", "icon": "b"}}],
            ("slate", "red"),
        ),
    ],
)
def test_the_theme_may_have_any_palette_or_none(
    newsroom: Newsroom, palette: Any, colours: tuple[str, str]
) -> None:
    theme = {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False}
    newsroom.config["theme"] = theme if palette is None else {**theme, "palette": palette}
    [body] = page(newsroom.build(), "").iter("body")
    assert (body.get("data-md-color-scheme"), body.get("data-md-color-primary")) == colours


def test_two_kinds_of_pages_cannot_share_a_name(newsroom: Newsroom) -> None:
    newsroom.options["paths"] = {"news": "mitra", "partners": "mitra"}
    with pytest.raises(Problems) as caught:
        newsroom.desk()
    assert [problem.code for problem in caught.value.problems] == ["option_value"]
