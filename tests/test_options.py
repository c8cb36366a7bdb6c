"""A mistake in the options is told with its place in mkdocs.yml, in the site's language."""

from __future__ import annotations

import re
from typing import Any

import pytest
from conftest import ROOT, Newsroom
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from newsroom.colours import DARK_PAPERS, STYLE_SHEET, contrast
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


def style_sheet(newsroom: Newsroom) -> str:
    return (newsroom.build() / "assets/newsroom.css").read_text("utf-8")


@pytest.mark.parametrize(
    ("palette", "brand"),
    [
        (None, None),
        ({"primary": "custom"}, None),
        ({"primary": "indigo"}, "#4051b5"),
        ([{"primary": "yellow", "toggle": {"name": "a", "icon": "b"}}], "#82781f"),
    ],
)
def test_the_theme_may_have_any_palette_or_none(
    newsroom: Newsroom, palette: Any, brand: str | None
) -> None:
    theme = {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False}
    newsroom.config["theme"] = theme if palette is None else {**theme, "palette": palette}
    added = style_sheet(newsroom).removeprefix((ROOT / "overrides" / STYLE_SHEET).read_text())
    assert (f"--nr-brand: {brand};" in added) if brand else added == ""


def test_the_colours_of_an_office_are_those_of_its_pages(newsroom: Newsroom) -> None:
    newsroom.options["colours"] = {"brand": "#7A1F2B"}
    *_, light, dark = re.findall(r":root \{ (.*?) \}", style_sheet(newsroom))
    assert light == "--nr-brand: #7a1f2b; --nr-link: #7a1f2b;"
    assert all(contrast(dark[-8:-1], paper) >= 4.5 for paper in DARK_PAPERS)


@pytest.mark.parametrize(
    ("colours", "told"),
    [
        (
            {"brand": "#f5c400"},
            'Warna "#f5c400" pada pengaturan newsroom "colours.brand" tidak terbaca oleh semua '
            "orang: kontrasnya 1.6:1, sedangkan WCAG 2.2 AA meminta 4.5:1. "
            'Tulis "#8e7200", warna terdekat yang terbaca, atau pilih warna lain.',
        ),
        (
            {"link": "#7d8a97"},
            'Warna "#7d8a97" pada pengaturan newsroom "colours.link" tidak terbaca oleh semua '
            "orang: kontrasnya 3.2:1, sedangkan WCAG 2.2 AA meminta 4.5:1. "
            'Tulis "#66717c", warna terdekat yang terbaca, atau pilih warna lain.',
        ),
        (
            {"brand": None},  # what YAML makes of `brand: #12355b`
            'Pengaturan newsroom "colours.brand" berisi "None", yang bukan warna. '
            'Tulis tanda pagar dan enam angka di antara tanda kutip, misalnya "#12355b".',
        ),
    ],
)
def test_a_colour_that_cannot_be_read_is_told_with_the_nearest_that_can(
    newsroom: Newsroom, colours: dict[str, Any], told: str
) -> None:
    newsroom.options["colours"] = colours
    config = newsroom.write_config()
    with pytest.raises(Problems) as caught:
        newsroom.desk()
    [problem] = caught.value.problems
    assert Words("id").problem(problem) == told
    line = config.read_text("utf-8").splitlines()[problem.at.line - 1]
    assert line.strip().startswith(next(iter(colours)))
    with pytest.raises((Abort, ConfigurationError)):
        load_config(str(config))


def test_two_kinds_of_pages_cannot_share_a_name(newsroom: Newsroom) -> None:
    newsroom.options["paths"] = {"news": "mitra", "partners": "mitra"}
    with pytest.raises(Problems) as caught:
        newsroom.desk()
    assert [problem.code for problem in caught.value.problems] == ["option_value"]
