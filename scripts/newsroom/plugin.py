"""The newsroom as a MkDocs plugin: every event hands over to the newsroom and does no more."""

from __future__ import annotations

import errno
import logging
import re
import socket
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from markupsafe import Markup
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import yaml_load
from pydantic import ValidationError as OptionsError

from newsroom import clock
from newsroom.audit import leaks
from newsroom.audit.frame import frame_of
from newsroom.desk import Desk, open_desk
from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER, up_from
from newsroom.problems import Position, Problem, Problems
from newsroom.progress import Bar
from newsroom.publication import MadePage, home_page, made_files, made_pages
from newsroom.search_index import SearchIndex, SearchIndexFailed
from newsroom.search_parts import search_parts
from newsroom.settings import Settings
from newsroom.sources.body import BodyReader
from newsroom.sources.config import cache_beside, make_site, option_problems, read_site
from newsroom.sources.text import decode
from newsroom.staging import Staging
from newsroom.target import Project, Unfit, refuse_unfit, same
from newsroom.views.head import head
from newsroom.views.shell import shell
from newsroom.words import LANGUAGES, Words

log = logging.getLogger("mkdocs.plugins.newsroom")

# Of Material's own files the newsroom's templates use the style sheets.
_STYLESHEET = re.compile(r"assets/stylesheets/(main|palette)\.[0-9a-z]+\.min\.css")
_UNUSED = re.compile(r"assets/javascripts/|.*\.map$")
# So many are written before a bar could be read.
_MANY_PAGES = 300
# A disk that is full, fails or cannot be written; these name no file.
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)


class WrongTarget(Abort):
    """The site must not be written where it was to go: the command line is wrong."""

    code = exit_code = 2

    def __init__(self, unfit: Unfit, words: Words) -> None:
        super().__init__(words.t(unfit.key, **unfit.facts))
        self.unfit = unfit


class NewsroomPage(Page):
    """A page whose content the newsroom makes; MkDocs has nothing to read or render."""

    def __init__(self, made: MadePage, file: File, config: MkDocsConfig) -> None:
        super().__init__(made.title, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        """Leave the text to the newsroom, which has read and checked it."""
        self.markdown = ""
        self.meta = {"template": self.made.template, "title": self.made.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the HTML to the template, which gets it with the page's data."""
        self.content = ""
        self.toc = TableOfContents([])


class Options(Config):
    """Nothing of MkDocs' own: the options are `newsroom.settings.Settings`."""


class NewsroomPlugin(BasePlugin[Options]):
    """Turns docs/news/ and docs/partners/ into a newsroom."""

    settings: Settings
    _desk: Desk
    _shell: dict[str, Any]
    _menu: list[Page]
    _ordinary: list[str]
    _serving = False
    _dirty = False
    _staging: Staging | None = None
    _bar = Bar(0)

    preview = False
    """Whether withheld releases are shown, each under its banner; `mkdocs serve` always does."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the plugin's options against `newsroom.settings.Settings`."""
        try:
            self.settings = Settings.model_validate(options)
        except OptionsError as error:
            words = Words(language if (language := options.get("language")) in LANGUAGES else "id")
            return [
                (problem.facts["key"], ValidationError(f"{problem.at}: {words.problem(problem)}"))
                for problem in option_problems(error, Path(config_file_path or "mkdocs.yml"))
            ], []
        return [], []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is asked for."""
        self._serving = command == "serve"
        self._dirty = dirty
        self.preview = self.preview or self._serving

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what would break the addresses, before anything is built."""
        if not config.use_directory_urls:
            problem = Problem("directory_urls", Position("mkdocs.yml"))
            raise ConfigurationError(Words(self.settings.language).problem(problem))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Judge the archive before MkDocs empties the site folder."""
        site = make_site(
            config.site_name,
            config.site_url or "",
            Path(config.docs_dir),
            config.site_description or "",
            self.settings,
        )
        if self._serving:
            site = site.model_copy(update={"public_url": _public_url(config)})
        # What `mkdocs serve` builds goes to a folder of its own already.
        self._staging = None if self._serving else self._stage(config, site.zone)
        reader = BodyReader(config.markdown_extensions, config.mdx_configs)
        # Asked and read only now: another build may have been waited for.
        instant = self._instant(site.zone)
        self._tell_instant(instant, site.zone)
        cache = cache_beside(Path(config.config_file_path))
        self._desk = open_desk(site, reader, instant, preview=self.preview, cache=cache)
        tell = log.warning if self.preview else log.error
        for sentence in self._desk.sentences():
            tell(sentence)
        if self._desk.problems and not self.preview:
            raise Abort(self._desk.closing())
        if self._desk.warnings:
            # Told as information: under --strict MkDocs would stop at a warning.
            log.info(self._desk.words.count("build.warnings", len(self._desk.warnings)))

    def _instant(self, zone: ZoneInfo) -> datetime:
        """The instant to build for."""
        try:
            return clock.now(zone)
        except ValueError as error:
            raise PluginError(self._words.t("cli.bad_now", value=str(error))) from None

    def _tell_instant(self, instant: datetime, zone: ZoneInfo) -> None:
        """Say so if the site is not the one of the present moment."""
        if variable := clock.set_by():
            at = self._words.instant(instant.astimezone(zone))
            log.info(self._words.t("build.instant", at=at, variable=variable))

    def _stage(self, config: MkDocsConfig, zone: ZoneInfo) -> Staging:
        """Turn MkDocs to a folder beside the site; refuse before it fails in its midst."""
        site = Path(config.site_dir)
        words = self._words
        try:
            self._refuse_unfit(site, config, zone)
            staging = Staging(
                site,
                keep=self._dirty,
                waiting=lambda: log.info(words.t("build.waiting", folder=site)),
            )
        except Unfit as unfit:
            raise WrongTarget(unfit, words) from None
        except TimeoutError:
            raise Abort(words.t("build.busy", folder=site)) from None
        except OSError as error:
            raise self._unwritten(site, error) from None
        config.site_dir = str(staging.folder)
        return staging

    def _refuse_unfit(self, target: Path, config: MkDocsConfig, zone: ZoneInfo) -> None:
        """Raise Unfit where something would be lost, or public before its time."""
        project = _project(config)
        refuse_unfit(target, project, preview=self.preview)
        instant = self._instant(zone)
        if not self.preview and not clock.has_come(instant) and same(target, project.site):
            at = self._words.instant(instant.astimezone(zone))
            raise Unfit("build.ahead", variable=clock.set_by(), at=at, folder=target)

    def _unwritten(self, site: Path, error: OSError) -> Abort:
        reason = error.strerror or str(error)
        return Abort(self._words.t("build.output", folder=site, reason=reason))

    @property
    def _words(self) -> Words:
        return Words(self.settings.language)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish by default-deny: of the newsroom's folders only what the edition holds."""
        public = self._desk.assets
        for file in list(files):
            if file.src_uri.startswith((NEWS_FOLDER, PARTNERS_FOLDER)):
                files.remove(file)
                if file.src_uri in public:
                    files.append(_asset(file, self._desk.edition.addresses.file, config))
            elif self._unread(file, config) or _unused(file, config):
                files.remove(file)
        for made in made_pages(self._desk.layout):
            files.append(_page_file(made, config))
        pages = [file.src_uri for file in files.documentation_pages() if not file.generated_by]
        for path, data in made_files(self._desk.layout, pages):
            files.append(File.generated(config, path, content=data))
        if files.get_file_from_path("index.md") is None:
            files.append(File.generated(config, "index.md", content=""))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the ordinary pages of the menu; their titles are known once they are read."""
        self._menu = [page for page in nav.pages if not page.is_homepage]
        return nav

    def _unread(self, file: File, config: MkDocsConfig) -> bool:
        """Whether it is a page of docs/ that was not read and judged, so that none may see it."""
        edition = self._desk.edition
        if not file.is_documentation_page() or file.src_uri in edition.page_sources:
            return False
        if file.abs_src_path is None or not Path(file.abs_src_path).is_relative_to(config.docs_dir):
            return False  # made by a plugin
        if not self._desk.problems:  # nothing has told of it yet
            log.warning(self._words.t("build.unread", file=file.src_uri))
        return True

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Escape every value in every template; what is HTML says so there, with `safe`."""
        pages = [{"title": _plain_title(page), "address": page.url} for page in self._menu]
        stylesheets = [f.src_uri for f in files if _STYLESHEET.fullmatch(f.src_uri)]
        self._ordinary = [f.dest_uri for f in files if _is_ordinary(f)]
        self._bar = Bar(len(files.documentation_pages()), least=_MANY_PAGES)
        self._shell = shell(
            self._desk.layout,
            pages,
            sorted(stylesheets),
            self._desk.problems,
            self._desk.warnings if self.preview else (),
        ) | _colours(config)
        env.autoescape = True
        # MkDocs' own sitemap would be written last, and dated by the day of the build.
        config.theme.static_templates.discard("sitemap.xml")
        env.trim_blocks = env.lstrip_blocks = True
        env.globals.update(t=self._desk.words.t)
        return env

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Hand MkDocs an ordinary page so that its own reader sees the front matter, too.

        It sees none below a blank line, and none whose closing fence ends the file.
        """
        if page.file.src_uri not in self._desk.edition.page_sources or page.file.generated_by:
            return None
        text = decode(page.file.content_bytes, page.file.src_uri)
        return text.lstrip("\n") + "\n"

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Give the home page its template."""
        if page.file.src_uri == "index.md":
            page.meta.setdefault("template", "home.html")
        return markdown

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the page's data to its template."""
        self._bar.advance()
        made = self._made(page)
        if made is None:
            description = str(page.meta.get("description") or "")
            # The menu may shorten a title; the page itself bears the one it was given.
            title = str(page.meta.get("title") or _plain_title(page))
            data = {"head": head(self._desk.layout, page.url, title, description)}
        else:
            data = {"head": made.head(), "view": made.view()}
        return _with(context, self._shell, up_from(page.url), data)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand their data to the templates that are no pages: the page for addresses not found."""
        words = self._desk.words
        data = {
            "head": head(self._desk.layout, template_name, words.t("notfound.title"), indexed=False)
        }
        return _with(context, self._shell, str(context["base_url"]).rstrip("/") + "/", data)

    @event_priority(-100)  # after every other plugin, so that the site is whole
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Index what was built for search, prove that nothing withheld is in it, and publish it."""
        self._bar.close()
        words = self._desk.words
        built = Path(config.site_dir)
        self._desk.texts.flush()
        if self.settings.search:
            try:
                with SearchIndex(built, self.settings.language) as index:
                    for part in search_parts(self._desk.edition, self._ordinary):
                        index.start(part)
                    index.wait()
            except SearchIndexFailed as error:
                raise PluginError(words.t("build.no_search", reason=str(error))) from None
        if not self.preview:
            self._audit(built, config)
        if self._staging is not None:
            if config.strict and _warned():
                return  # MkDocs will end the build
            try:
                self._staging.take_its_place()
            except OSError as error:
                raise self._unwritten(self._staging.site, error) from None
            config.site_dir = str(self._staging.site)
            log.info(words.t("build.done", folder=config.site_dir))

    def _audit(self, built: Path, config: MkDocsConfig) -> None:
        """Stop a site that gives a withheld release away; the present one stays."""
        desk = self._desk
        withheld = desk.edition.withheld
        if not withheld:
            return
        reader = BodyReader(config.markdown_extensions, config.mdx_configs)
        frame = frame_of(Path(config.config_file_path))
        found = leaks(desk.edition, desk.texts, built, "site", reader, frame)
        for problem in found:
            log.error(f"{problem.at}: {desk.words.problem(problem)}")
        if found:
            raise Abort(desk.words.count("cli.problems", len(found)))
        log.info(desk.words.t("build.withheld", number=len(withheld)))

    def on_build_error(self, *, error: Exception) -> None:
        """Throw away what was built so far; the present site stays."""
        self._bar.close()
        if self._staging is None:
            return
        self._staging.discard()
        if isinstance(error, OSError) and _of_writing(error, self._staging.folder):
            raise self._unwritten(self._staging.site, error) from None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the templates too, and refuse a port that is taken while it can be said plainly."""
        host, port = config.dev_addr
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                raise Abort(self._desk.words.t("build.port", address=f"{host}:{port}"))
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        return server

    def _made(self, page: Page) -> MadePage | None:
        if isinstance(page, NewsroomPage):
            return page.made
        return home_page(self._desk.layout) if page.file.src_uri == "index.md" else None


def _colours(config: MkDocsConfig) -> dict[str, str]:
    """Material's `palette`, or of several the first; the newsroom's own colours if there is none.

    Where several stand, Material lets readers choose; here the first is for all.
    """
    palette = config.theme.get("palette") or {}
    if isinstance(palette, list):
        palette = palette[0]
    return {
        "scheme": palette.get("scheme", "default"),
        "primary": palette.get("primary", "custom"),
    }


def _project(config: MkDocsConfig) -> Project:
    """Where the site is made from and goes, as mkdocs.yml has it, whatever -d says."""
    file = Path(config.config_file_path)
    with file.open("rb") as opened:
        own = (yaml_load(opened) or {}).get("site_dir") or "site"
    templates = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    return Project(
        home=file.parent, sources=(Path(config.docs_dir), *templates), site=file.parent / own
    )


def _of_writing(error: OSError, folder: Path) -> bool:
    """Whether it is about writing the site, and not about what some plugin reads."""
    return error.errno in _DISK or str(error.filename or "").startswith(str(folder))


def _warned() -> bool:
    """Whether MkDocs has counted a warning, which with `--strict` ends a build."""
    counters = (h for h in logging.getLogger("mkdocs").handlers if isinstance(h, CountHandler))
    return any(counter.get_counts() for counter in counters)


def _is_ordinary(file: File) -> bool:
    """Whether it is a page that the newsroom has not made."""
    return file.dest_uri.endswith(".html") and not isinstance(file.page, NewsroomPage)


def _plain_title(page: Page) -> str:
    """A page's title as text; one that MkDocs takes from a heading is HTML."""
    return Markup(page.title or "").striptags()


def _with(
    context: TemplateContext, shell: dict[str, Any], base: str, data: dict[str, Any]
) -> TemplateContext:
    context.update(shell=shell, base=Markup(base), **data)  # type: ignore[call-arg]
    return context


def _public_url(config: MkDocsConfig) -> str:
    """`site_url` as mkdocs.yml has it; `mkdocs serve` puts its own in the place of it."""
    try:
        return read_site(Path(config.config_file_path))[0].url
    except (Problems, OSError):
        return ""


def _page_file(made: MadePage, config: MkDocsConfig) -> File:
    """The page as a file of MkDocs, at the newsroom's address."""
    path = unquote(made.address)
    file = File.generated(
        config,
        made.source or f"{path}.md",
        content="",
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
    file.dest_uri = path if path.endswith(".html") else f"{path}index.html"
    file.url = made.address
    NewsroomPage(made, file, config)
    return file


def _unused(file: File, config: MkDocsConfig) -> bool:
    """Whether it is a file of the theme that no template of ours needs."""
    return bool(_UNUSED.match(file.src_uri)) and file.src_dir != config.docs_dir


def _asset(file: File, address_of: Callable[[str], str], config: MkDocsConfig) -> File:
    return File(
        file.src_uri,
        file.src_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=unquote(address_of(file.src_uri)),
        inclusion=InclusionLevel.NOT_IN_NAV,
    )
