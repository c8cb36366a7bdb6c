"""What the newsroom asks of MkDocs and tells it; but for this and `plugin` no module knows it."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit
from weakref import WeakKeyDictionary

from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.yaml import yaml_load

from newsroom.archive import files_under
from newsroom.colours import primary_of
from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER
from newsroom.domain.manuscript import digest_of
from newsroom.outputs.headers import inline_hash
from newsroom.press.output import key_of
from newsroom.problems import Problems
from newsroom.sources.config import read_site
from newsroom.target import Project

# Of the theme's own files the newsroom's templates use none that act or paint: its style
# sheets alone weigh more than a page may.
_UNUSED = re.compile(r"assets/(javascripts|stylesheets)/|.*\.map$")
# Options that do not change what a page looks like, or are told another way.
_ELSEWHERE = frozenset(
    {
        "config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir", "site_url",
        "theme", "watch",
    }
)  # fmt: skip
# Where packages tell of their plugins: MkDocs, and its successor.
_PLUGINS = ("mkdocs.plugins", "properdocs.plugins")

# The newsroom's own modules, whose digest is in every key, and folders of what was installed.
_OWN = Path(__file__).resolve().parent
_INSTALLED = ("site-packages", "dist-packages", "node_modules")
# The digests of Python files: of those that were loaded, as they were then; of others the last.
_digests: WeakKeyDictionary[ModuleType, str] = WeakKeyDictionary()
_unloaded: dict[Path, str] = {}

EngineError = MkDocsException
"""That a site cannot be built; its text is for the person at the terminal."""


def opened(config_file: Path) -> MkDocsConfig:
    """What mkdocs.yml asks for. Raises EngineError."""
    return load_config(str(config_file))


def build(config: MkDocsConfig) -> None:
    """Build a site as `mkdocs build` does. Raises EngineError."""
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)


def handed_out(config: MkDocsConfig) -> frozenset[str]:
    """The files of docs/ that mkdocs.yml lets out: neither excluded nor drafts."""
    files = get_files(config)
    set_exclusions(files, config)
    return frozenset(file.src_uri for file in files if file.inclusion.is_included())


def own_templates(config: MkDocsConfig) -> Path | None:
    """The site's own folder of templates."""
    return Path(config.theme.custom_dir) if config.theme.custom_dir else None


class NewsFile(File):
    """A page of the newsroom, for links of ordinary pages to lead to; MkDocs does not write it."""

    def is_documentation_page(self) -> bool:
        """No: MkDocs shall neither read nor build it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave it to the press."""


def news_file(source: str, address: str, config: MkDocsConfig) -> NewsFile:
    """The page or file at an address, which in docs/ is known as `source`."""
    path = unquote(address)
    file = NewsFile(
        source,
        config.docs_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=f"{path}index.html" if path.endswith("/") else path,
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.url = address
    return file


def all_but_news(config: MkDocsConfig) -> list[tuple[str, int, int]]:
    """Path, size and time of every file that MkDocs must be asked about if it changes."""
    docs, custom = Path(config.docs_dir), config.theme.custom_dir
    ours = (NEWS_FOLDER, PARTNERS_FOLDER)
    files = [docs / path for path in files_under(docs) if not path.startswith(ours)]
    files += [Path(custom) / path for path in files_under(Path(custom))] if custom else []
    files += [Path(config.config_file_path), *_hooks(config)]
    found = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue
        found.append((str(file), stat.st_size, stat.st_mtime_ns))
    return found


def is_published(files: Files, config: MkDocsConfig, source: str) -> bool:
    """Whether a file of docs/, as it lies there, goes out with this site."""
    file = files.get_file_from_path(source)
    if file is None or file.generated_by or file.src_dir != config.docs_dir:
        return False
    return bool(file.inclusion.is_included())


def unused(file: File, config: MkDocsConfig) -> bool:
    """Whether it is a file of the theme that no template of ours needs."""
    return bool(_UNUSED.match(file.src_uri)) and file.src_dir != config.docs_dir


def setup_of(config: MkDocsConfig) -> str:
    """All of mkdocs.yml that pages may depend on, its plugins and their versions, as plain values.

    What is no plain value, such as a function, is told by its name.
    """
    options = {key: value for key, value in config.items() if key not in _ELSEWHERE}
    # Hooks stand among the plugins, as modules, which have no options.
    plugins = {
        name: dict(plugin.config)
        for name, plugin in config.plugins.items()
        if isinstance(plugin, BasePlugin)
    }
    theme = {"name": config.theme.name, **dict(config.theme)}
    told = [options, plugins, _versions(plugins), theme, code_beside(config)]
    return json.dumps(told, sort_keys=True, default=_named)


def _hooks(config: MkDocsConfig) -> list[Path]:
    """The files of hooks; they are named from the folder of mkdocs.yml."""
    return [Path(config.config_file_path).parent / name for name in config.hooks]


def code_beside(config: MkDocsConfig) -> tuple[list[str], list[tuple[str, str]]]:
    """Digests of the hooks in their turn; every other Python file of the project with its own.

    Hooks and plugins import them, some only while pages are made, and may give pages whatever
    these say. Tests count only if they are loaded. What is installed has a version instead. What
    has been loaded counts as it was then, so ask as soon as hooks are: what is saved later is not
    in it.
    """
    if not config.hooks and set(config.plugins) <= {"newsroom"}:
        return [], []
    home = Path(config.config_file_path).resolve().parent
    hooks = [file.resolve() for file in _hooks(config)]
    passed_over = {_OWN, Path(config.docs_dir).resolve(), project_of(config).site.resolve()}
    loaded = {
        Path(name).resolve(): module
        for module in list(sys.modules.values())
        if (name := getattr(module, "__file__", None)) is not None
    }
    found = [(home, file) for file in _python_files(home, passed_over)]
    for folder in {hook.parent for hook in hooks}:
        found += [(folder, file) for file in _python_files(folder, packages_only=True)]
    files = {file for top, file in found if file in loaded or not _is_test(file, top)}
    return [_digest_of(hook, loaded.get(hook)) for hook in hooks], sorted(
        (Path(os.path.relpath(file, home)).as_posix(), _digest_of(file, loaded.get(file)))
        for file in files.difference(hooks)
    )


def _python_files(
    top: Path, passed_over: Collection[Path] = (), *, packages_only: bool = False
) -> Iterator[Path]:
    """The Python files below a folder, but for hidden folders and what was installed.

    A folder outside of the project may hold anything: there only packages are gone through.
    """
    for folder, below, names in os.walk(top):
        yield from (Path(folder, name) for name in names if name.endswith(".py"))
        below[:] = [
            name
            for name in below
            if not (name.startswith(".") or name in _INSTALLED)
            and Path(folder, name) not in passed_over
            and not Path(folder, name, "pyvenv.cfg").exists()
            and (not packages_only or Path(folder, name, "__init__.py").exists())
        ]


def _is_test(file: Path, top: Path) -> bool:
    """Whether a file below a folder is, by its name, only for tests, which no page is made by."""
    folders = file.relative_to(top).parts[:-1]
    return "tests" in folders or file.name == "conftest.py" or file.name.startswith("test_")


def _digest_of(file: Path, module: ModuleType | None) -> str:
    """The digest of a Python file; of one that was loaded, as it was before."""
    if module is not None and module in _digests:
        return _digests[module]
    try:
        now = digest_of(file.read_bytes())
    except OSError:
        now = ""
    if module is None:
        _unloaded[file] = now
        return now
    # It was loaded since it was last looked at.
    _digests[module] = _unloaded.pop(file, now)
    return _digests[module]


def _versions(plugins: Iterable[str]) -> dict[str, str]:
    """The versions of the packages that plugins come from; one of no package has none."""
    wanted = {name.partition(" #")[0] for name in plugins}  # the second of a kind is "name #2"
    found = (point for group in _PLUGINS for point in entry_points(group=group))
    return {
        f"{point.name} {point.dist.name}": point.dist.version
        for point in found
        if point.name in wanted and point.dist is not None
    }


def _named(value: Any) -> str:
    of = value if callable(value) else type(value)
    return f"{of.__module__}.{of.__qualname__}"


def hue(config: MkDocsConfig) -> str:
    """The `primary` colour of Material's palette; of several palettes that of the first."""
    return primary_of(config.theme.get("palette"))


def style_sheets(config: MkDocsConfig) -> list[str]:
    """The site's own style sheets, besides the newsroom's: `extra_css` in mkdocs.yml."""
    return [str(sheet) for sheet in config.extra_css if not urlsplit(str(sheet)).netloc]


def version_of(files: Files) -> str:
    """What follows the address of every style sheet and script: another when one has changed.

    So that no browser lays out new pages by an old sheet that it has kept.
    """
    assets = [*files.css_files(), *files.javascript_files()]
    told = sorted((file.dest_uri, file.content_bytes.hex()) for file in assets)
    return f"?v={key_of(*told)[:8]}"


def coloured(file: File, rules: str, config: MkDocsConfig) -> File:
    """The newsroom's style sheet with an office's own colours below it."""
    return File.generated(config, file.src_uri, content=f"{file.content_string}\n{rules}")


def components_of(config: MkDocsConfig) -> list[str]:
    """The names of the files that hold components, one each, whichever folder they are in."""
    folders = [Path(folder, "components") for folder in config.theme.dirs]
    return sorted({file.name for folder in folders for file in folder.glob("*.html")})


def menu_of(pages: Iterable[Page]) -> list[dict[str, str]]:
    """Title and address of the ordinary pages that stand in the menu."""
    return [{"title": plain_title(page), "address": page.url} for page in pages]


def plain_title(page: Page) -> str:
    """A page's title as text; one that MkDocs takes from a heading is HTML."""
    return Markup(page.title or "").striptags()


def project_of(config: MkDocsConfig) -> Project:
    """Where the site is made from and goes, as mkdocs.yml has it, whatever -d says."""
    file = Path(config.config_file_path)
    with file.open("rb") as opened:
        own = (yaml_load(opened) or {}).get("site_dir") or "site"
    templates = own_templates(config)
    sources = (Path(config.docs_dir), *([templates] if templates else []))
    return Project(home=file.parent, sources=sources, site=file.parent / own)


def public_url(config: MkDocsConfig) -> str:
    """`site_url` as mkdocs.yml has it; `mkdocs serve` puts its own in the place of it."""
    try:
        return read_site(Path(config.config_file_path))[0].url
    except (Problems, OSError):
        return ""


def warned() -> bool:
    """Whether MkDocs has counted a warning, which with `--strict` ends a build."""
    counters = (h for h in _handlers() if isinstance(h, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _handlers() -> Iterator[logging.Handler]:
    """Whoever is told of a warning; MkDocs' successor has its own logger above MkDocs'."""
    logger: logging.Logger | None = logging.getLogger("mkdocs")
    while logger is not None:
        yield from logger.handlers
        logger = logger.parent


def allow_reloading(server: LiveReloadServer) -> None:
    """Let the policy of a page allow the inline script that MkDocs' preview puts into it.

    It differs from page to page, and so does its hash.
    """
    with_script: Callable[[bytes, float], bytes] = server._inject_js_into_html

    def allowed(content: bytes, epoch: float) -> bytes:
        page = with_script(content, epoch)
        script = page.rpartition(b"<script>")[2].partition(b"</script>")[0]
        own = b"script-src &#39;self&#39;"
        return page.replace(own, own + b" " + inline_hash(script).encode(), 1)

    server._inject_js_into_html = allowed  # type: ignore[method-assign]
