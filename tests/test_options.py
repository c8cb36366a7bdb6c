"""A mistake in the options is told with its place in mkdocs.yml, in the site's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Newsroom
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from newsroom.audit.frame import frame_of
from newsroom.colours import DARK_PAPERS, STYLE_SHEET, contrast
from newsroom.problems import Problems
from newsroom.sources.config import UNREAD, read_site
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


# --- What mkdocs.yml inherits, and takes from the environment -------------------------------------


def inherit(newsroom: Newsroom, more: str = "") -> tuple[Path, Path]:
    """mkdocs.yml, which says no more than that and from where it inherits; and that file."""
    file = newsroom.write_config()
    base = file.rename(file.with_name("dasar.yml"))
    file.write_text(f"INHERIT: dasar.yml\n{more}", "utf-8")
    return file, base


@pytest.mark.parametrize("address", [None, "https://satu.example/"])
def test_settings_are_inherited_and_taken_from_the_environment_as_in_mkdocs(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    newsroom.options = {"language": "en"}
    newsroom.config = {"markdown_extensions": [{"toc": {"permalink": True}}]}
    more = "site_url: !ENV [ALAMAT_UJI, 'https://lain.example/']\nsite_name: !ENV NAMA_UJI\n"
    file, base = inherit(newsroom, more)
    monkeypatch.setenv("NAMA_UJI", "Kantor")
    if address:
        monkeypatch.setenv("ALAMAT_UJI", address)
    site, extensions = read_site(file)
    config = load_config(str(file))
    wanted = ("Kantor", address or "https://lain.example/")
    assert (site.name, site.url) == (config.site_name, config.site_url) == wanted
    assert site.settings.language == "en"
    assert extensions == [{"toc": {"permalink": True}}]
    assert frame_of(file) == (file, base, ROOT / "overrides")


def test_what_stays_unread_stays_so_when_it_is_inherited(newsroom: Newsroom) -> None:
    file, base = inherit(newsroom)
    said = "markdown_extensions: [toc: {slugify: !!python/name:os.getcwd }]\n"
    base.write_text(base.read_text("utf-8") + said, "utf-8")
    [extension] = read_site(file)[1]
    assert extension["toc"]["slugify"] is UNREAD


def test_a_wrong_option_is_told_in_the_file_that_has_it(newsroom: Newsroom) -> None:
    newsroom.options = {"time_zone": "Asia/Jakarta"}
    file, base = inherit(newsroom)
    lines = base.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "time_zone" in text)
    with pytest.raises(Problems) as caught:
        read_site(file)
    [problem] = caught.value.problems
    assert (problem.at.file, problem.at.line) == ("dasar.yml", line)


@pytest.mark.parametrize("named", ["tidak-ada.yml", "mkdocs.yml"])
def test_a_file_that_cannot_be_inherited_from_is_told_with_its_place(
    newsroom: Newsroom, named: str
) -> None:
    file = newsroom.write_config()
    file.write_text(f"site_name: A\nINHERIT: {named}\n", "utf-8")
    with pytest.raises(Problems) as caught:
        read_site(file)
    [problem] = caught.value.problems
    assert (problem.code, problem.at.line) == ("config_inherit", 2)
    assert f'"{named}"' in Words("id").problem(problem)
    assert frame_of(file) == ()
