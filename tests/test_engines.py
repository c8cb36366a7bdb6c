"""The engine is a guest: whichever of four builds the site, in whatever version, it is the same."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from engines import LOWEST, OTHERS, OURS, Engine
from showcase import showcase

pytestmark = pytest.mark.slow

# What an engine or theme may do its own way: the order and packing of Pagefind's index, of which
# each environment has its own program. Of all else not a byte may differ.
INDEX = "pagefind/"
# Of the oldest Pillow the AVIF encoder is another; and so are the digests of what it makes.
OF_OLD_CODECS = (".avif", ".well-known/newsroom.sha256")


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith(INDEX)}


def the_docs(folder: Path) -> None:
    for name in ("docs", "overrides", "mkdocs.yml"):
        (folder / name).symlink_to(ROOT / name)


def the_showcase(folder: Path) -> None:
    showcase(folder).write_config()


SITES = {"docs": the_docs, "showcase": the_showcase}


@pytest.fixture(scope="module", params=SITES)
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, bytes]]:
    """A project, and the site that MkDocs with Material makes of it."""
    folder = tmp_path_factory.mktemp("engines")
    write: Callable[[Path], None] = SITES[request.param]
    write(folder)
    return folder, pages(OURS.build(folder, "site-ours"))


@pytest.mark.parametrize("engine", [*OTHERS, LOWEST], ids=lambda engine: engine.name)
def test_every_page_and_feed_is_the_same_whatever_builds_it(
    built: tuple[Path, dict[str, bytes]], engine: Engine
) -> None:
    folder, ours = built
    theirs = engine.build(folder, f"site-{engine.name}")
    assert any(path.startswith(INDEX) for path in theirs)  # and can be searched
    found = pages(theirs)
    assert found.keys() == ours.keys()
    others = [path for path, data in found.items() if data != ours[path]]
    excused = OF_OLD_CODECS if engine is LOWEST else ()
    assert [path for path in others if not path.endswith(excused)] == []


@pytest.mark.parametrize("engine", [OURS, *OTHERS], ids=lambda engine: engine.name)
def test_an_environment_has_one_engine_and_one_theme(engine: Engine, tmp_path: Path) -> None:
    """Else all would be built by the same, and agree for no reason."""
    told = "from importlib.metadata import distributions as d; print(*{x.name for x in d()})"
    names = set(engine.run(tmp_path, "python", "-c", told).split())
    assert {"mkdocs-material", "mkdocs-materialx"} & names == {f"mkdocs-{engine.theme}"}
    assert (engine.programs / engine.command).exists()


# Runs tests, and tells which distributions they have loaded.
USED = """
import pytest, sys
from importlib.metadata import packages_distributions
code = pytest.main(sys.argv[1:])
print("used:", *{d for m, ds in packages_distributions().items() if m in sys.modules for d in ds})
sys.exit(code)
"""
# Of the time zones the system's own come first; the index is made by Pagefind's program; what
# asks questions at a terminal runs in a process of its own.
NEVER_LOADED = {"tzdata", "pagefind", "prompt-toolkit"}


def test_the_rules_hold_with_the_oldest_versions_that_are_allowed() -> None:
    """The lower bounds of pyproject.toml are true: the core of the tests passes on them.

    It is a core if nothing that has a bound is left out of it.
    """
    core = (
        "search_index",  # first, as it counts the threads that are left
        *("front_matter", "edition", "pages", "listings", "feeds", "changes", "translations"),
        *("safe_html", "escaping", "headers", "manifest", "import", "terminal"),
    )
    tests = [str(ROOT / f"tests/test_{name}.py") for name in core]
    options = ("-c", str(ROOT / "pyproject.toml"), "-p", "no:cacheprovider", "-q")
    # What old versions are told to mend is no matter of ours; what fails is.
    told = LOWEST.run(ROOT, "python", "-c", USED, *options, "-W", "default", *tests, seconds=1500)
    used = {plain(name) for name in told.rpartition("used:")[2].split()}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounded = {plain(re.split(r"[<>=!\[]", wanted)[0]) for wanted in project["dependencies"]}
    assert bounded - used == NEVER_LOADED


def plain(name: str) -> str:
    """The name of a distribution as the index has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_module_but_two_knows_the_engine() -> None:
    found = set()
    for file in sorted((ROOT / "scripts/newsroom").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_bytes())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if any(name.split(".")[0] in ("mkdocs", "material") for name in names):
                found.add(file.name)
    assert found == {"engine.py", "plugin.py"}


def test_the_pins_of_the_engines_are_those_of_the_site() -> None:
    """The first of the four is what everybody else has."""
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    script = (ROOT / "scripts/engines").read_text("utf-8")
    for name in ("mkdocs", "mkdocs-material"):
        version = next(x for x in pinned.split() if x.startswith(f"{name}=="))
        assert version in script
