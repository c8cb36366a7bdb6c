"""The newsroom as a MkDocs plugin: every event hands over to the newsroom and does no more."""

from __future__ import annotations

import atexit
import gc
import logging
import os
import shutil
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, Literal
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource
from markupsafe import Markup
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext
from pydantic import ValidationError as OptionsError

from newsroom import clock
from newsroom.colours import STYLE_SHEET, brand_of, style_rules
from newsroom.desk import Desk, Readings, open_desk
from newsroom.disk import not_written, of_the_disk
from newsroom.domain.addresses import NEWS_FOLDER, PARTNERS_FOLDER, up_from
from newsroom.domain.manuscript import digest_of
from newsroom.engine import (
    all_but_news,
    allow_reloading,
    code_beside,
    coloured,
    components_of,
    hue,
    is_published,
    menu_of,
    news_file,
    own_templates,
    plain_title,
    project_of,
    public_url,
    setup_of,
    style_sheets,
    unused,
    version_of,
    warned,
)
from newsroom.pictures.darkroom import Undeveloped
from newsroom.pictures.facts import FileFacts
from newsroom.press.press import Press, Printed, forget
from newsroom.press.templates import equip
from newsroom.pressroom import Guest, Pressroom
from newsroom.preview import Preview, press_of_preview
from newsroom.problems import Position, Problem, Problems
from newsroom.publication import home_page, linked_news
from newsroom.search_index import SearchIndexFailed, not_made
from newsroom.settings import Settings, Site
from newsroom.sources.body import BodyReader
from newsroom.sources.config import (
    cache_beside,
    make_site,
    option_problems,
    read_config,
    read_site,
    turned_settings,
)
from newsroom.sources.release_cache import Changed
from newsroom.sources.safe_html import Sanitizer
from newsroom.sources.text import decode, straight, straight_markup
from newsroom.staging import PATIENCE, Staging
from newsroom.target import Unfit, refuse_unfit, same, spare_sources
from newsroom.vanished import addresses_noted, vanished
from newsroom.views.body import pictures_sized
from newsroom.views.head import head
from newsroom.views.shell import Shells, shells
from newsroom.watching import see_saves_at_once
from newsroom.words import LANGUAGES, Words
from newsroom.workers import WorkerDied

log = logging.getLogger("mkdocs.plugins.newsroom")

_BUILT_AT = "built at"
_PUBLIC = "public"
# So many of a kind a build tells, and the number of all.
_MOST_TOLD = 10
# Clocks that are set right by the network differ by less; an empty battery sets them back by years.
_CLOCKS_DIFFER = timedelta(hours=1)


class WrongTarget(Abort):
    """The site must not be written where it was to go: the command line is wrong."""

    code = exit_code = 2

    def __init__(self, unfit: Unfit, words: Words) -> None:
        super().__init__(words.t(unfit.key, **unfit.facts))
        self.unfit = unfit


class Options(Config):
    """Nothing of MkDocs' own: the options are `newsroom.settings.Settings`."""


class NewsroomPlugin(BasePlugin[Options]):
    """Turns docs/news/ and docs/partners/ into a newsroom."""

    settings: Settings
    _config: MkDocsConfig
    _site: Site
    _cache: Path
    _desk: Desk
    _readings: Readings | None = None
    _press: Press | None = None
    # What MkDocs has made.
    _env: Any
    _nav: Navigation
    _home: Page
    _pages: list[str]
    _built: list[str]
    _pictures: set[str]
    _menu: list[dict[str, str]]
    _sheets: list[str]
    _version: str
    _shells: Shells
    _engine = ""
    # What the preview was last made from, besides the news.
    _seen: tuple[list[tuple[str, int, int]], list[tuple[str, str, FileFacts | None]]]
    _preview: Preview | None = None
    _serving = False
    _staging: Staging | None = None

    preview = False
    """Whether withheld releases are shown, each under its banner; `mkdocs serve` always does."""

    forgetful = False
    """Whether to forget what is kept between builds, as `--clean` asks for."""

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check the plugin's options against `newsroom.settings.Settings`."""
        try:
            self.settings = Settings.model_validate(options)
            self._spare_texts(Path(config_file_path or "mkdocs.yml"))
        except OptionsError as error:
            words = Words(language if (language := options.get("language")) in LANGUAGES else "id")
            return [
                (problem.facts["key"], ValidationError(f"{problem.at}: {words.problem(problem)}"))
                for problem in option_problems(error, Path(config_file_path or "mkdocs.yml"))
            ], []
        return [], []

    def _spare_texts(self, config_file: Path) -> None:
        """Refuse a folder among the texts, typed with -d, before MkDocs does in its own words."""
        if typed := _typed("site_dir"):
            try:
                spare_sources(config_file.parent / typed, [read_site(config_file)[0].docs])
            except Unfit as unfit:
                raise WrongTarget(unfit, self._words) from None
            except (Problems, OSError):  # which is told elsewhere
                return

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember what is asked for."""
        # MkDocs keeps one plugin for a process; what a command before this one used is not ours.
        self._press = self._preview = None
        self._serving = command == "serve"
        self.preview = self.preview or self._serving
        self.forgetful = self.forgetful or bool(_typed("clean"))
        # An archive is tens of thousands of objects that stay; the collector of cycles would
        # look at all of them again and again.
        gc.set_threshold(100_000, 50, 50)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Refuse what would break the addresses, before anything is built."""
        if not config.use_directory_urls:
            problem = Problem("directory_urls", Position("mkdocs.yml"))
            raise ConfigurationError(Words(self.settings.language).problem(problem))
        self._refuse_turned(Path(config.config_file_path))
        code_beside(config)  # hooks have just been loaded, and may be saved again meanwhile
        return config

    def _refuse_turned(self, config_file: Path) -> None:
        """Refuse settings by which every page would read as what it does not say."""
        if turned := [one for file in read_config(config_file)[1] for one in turned_settings(file)]:
            told = (f"{one.at}: {self._words.problem(one)}" for one in turned)
            raise ConfigurationError("\n".join(told))

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Judge the archive before MkDocs empties the site folder."""
        self._site = make_site(
            config.site_name,
            config.site_url or "",
            Path(config.docs_dir),
            config.site_description or "",
            self.settings,
        )
        self._config = config
        self._cache = cache_beside(Path(config.config_file_path))
        if self._press is None and not self._can_keep(config):
            log.info(self._words.t("build.unkept", folder=self._cache))
            self._cache = Path(mkdtemp(prefix="newsroom-"))
            atexit.register(shutil.rmtree, self._cache, ignore_errors=True)
        if self._serving:
            self._site = self._site.previewed(public_url(config))
            self._forget_if_asked()
            self._press = self._press or press_of_preview(self._cache)
            self._preview = self._preview or Preview(self._press, self._keep_readings)
        self._staging = None if self._serving else self._stage(config, self._site.zone)
        # Asked and read only now: another build may have been waited for.
        try:
            self._judge(config)
        except Changed as changed:
            raise self._changed(changed) from None
        except WorkerDied:
            raise Abort(self._words.t("build.worker")) from None

    def _forget_if_asked(self) -> None:
        if self.forgetful:
            forget(self._cache)
            self.forgetful = False

    def _can_keep(self, config: MkDocsConfig) -> bool:
        """Whether what is kept between runs can be written."""
        if self._serving:  # MkDocs gives it another folder each time
            return Press(self._cache / "preview", self._cache).can_keep()
        return Press(Path(config.site_dir).resolve(), self._cache).can_keep()

    def _changed(self, changed: Changed) -> Abort:
        """Tell of it, and let every file be read anew next time."""
        (self._readings or Readings.kept(self._site, BodyReader(), self._cache)).releases.forget()
        return Abort(self._words.t("build.changed", file=changed.file))

    def _judge(self, config: MkDocsConfig) -> None:
        """Read the archive as it is now, and tell what is wrong with it."""
        instant = self._instant(self._site.zone)
        self._tell_instant(instant, self._site.zone)
        self._refuse_set_back(instant, self._site.zone)
        reader = self._reader(config)
        readings = self._readings
        if readings is None or not readings.fit(self._site, reader):
            readings = Readings.kept(
                self._site, reader, self._cache, whole=True, at_leisure=self._serving
            )
        # A preview goes on with them; the next build of a process may be of another site.
        self._readings = readings if self._serving else None
        self._desk = open_desk(
            self._site,
            reader,
            instant,
            preview=self.preview,
            readings=readings,
        )
        tell = log.warning if self.preview else log.error
        for sentence in self._desk.sentences():
            tell(sentence)
        if self._desk.problems and not self.preview:
            raise Abort(self._desk.closing())
        self._tell_notes()
        self._tell_vanished()
        if number := len(self._desk.warnings_at_hand):
            # Told as information: under --strict MkDocs would stop at a warning.
            log.info(self._desk.words.count("build.warnings", number))

    def _tell_notes(self) -> None:
        """Tell what drafts still lack; never so that --strict would stop at it."""
        words, notes = self._desk.words, self._desk.notes
        for note in notes[:_MOST_TOLD]:
            log.info(f"{note.at}: {words.t('levels.note')}: {words.problem(note)}")
        if notes:
            log.info(words.count("build.notes", len(notes)))

    def _tell_vanished(self) -> None:
        """Tell what readers found on the last site, and will not find on this one."""
        if self.preview or self._press is None:
            return
        words = self._desk.words
        gone = vanished(self._desk.edition, self._press.note(_PUBLIC))
        for one in gone[:_MOST_TOLD]:
            log.info(f"{one.at}: {words.t('levels.warning')}: {words.problem(one)}")
        if gone:
            log.info(words.count("build.vanished", len(gone)))

    def _reader(self, config: MkDocsConfig) -> BodyReader:
        return BodyReader(config.markdown_extensions, config.mdx_configs, self.settings.html)

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

    def _refuse_set_back(self, instant: datetime, zone: ZoneInfo) -> None:
        """Stop where a clock that was set back would take what is published from the site."""
        if self.preview or clock.set_by() or self._press is None:
            return
        noted = self._press.note(_BUILT_AT)
        if noted and instant < (last := datetime.fromisoformat(noted)) - _CLOCKS_DIFFER:
            now, then = (self._words.instant(at.astimezone(zone)) for at in (instant, last))
            raise Abort(
                self._words.t("build.set_back", now=now, last=then, folder=self._press.site)
            )

    def _stage(self, config: MkDocsConfig, zone: ZoneInfo) -> Staging:
        """Turn MkDocs to a folder of its own; refuse before it fails in its midst."""
        site = Path(config.site_dir).resolve()
        words = self._words
        self._press = press = Press(site, self._cache)

        def begin() -> None:
            self._forget_if_asked()  # no sooner: what another build of this site has kept goes, too
            if not press.claim(PATIENCE):
                raise TimeoutError

        def end() -> None:
            _remove(self._engine)  # no later: the next build has a folder of the same name
            press.release()

        try:
            self._refuse_unfit(site, config, zone)
            staging = Staging(
                site,
                press.standby,
                waiting=lambda: log.info(words.t("build.waiting", folder=site)),
                begin=begin,
                end=end,
            )
        except Unfit as unfit:
            raise WrongTarget(unfit, words) from None
        except TimeoutError:
            raise Abort(words.t("build.busy", folder=site)) from None
        except OSError as error:
            raise self._unwritten(site, error) from None
        try:
            self._engine = config.site_dir = str(press.workroom("engine"))
        except OSError:  # the cache cannot be written
            self._engine = config.site_dir = mkdtemp(prefix="newsroom-")
        atexit.register(_remove, self._engine)
        return staging

    def _refuse_unfit(self, target: Path, config: MkDocsConfig, zone: ZoneInfo) -> None:
        """Raise Unfit where something would be lost, or public before its time."""
        project = project_of(config)
        refuse_unfit(target, project, preview=self.preview)
        instant = self._instant(zone)
        if not self.preview and not clock.has_come(instant) and same(target, project.site):
            at = self._words.instant(instant.astimezone(zone))
            raise Unfit("build.ahead", variable=clock.set_by(), at=at, folder=target)

    def _unwritten(self, site: Path, error: OSError) -> Abort:
        if self._is_source(error):
            reason = os.strerror(error.errno) if error.errno else str(error)
            return Abort(self._words.t("build.unreadable", file=error.filename, reason=reason))
        others = (self._cache, self._engine or self._cache, gettempdir())
        return Abort(not_written(site, error, self._words, others))

    @property
    def _words(self) -> Words:
        return Words(self.settings.language)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Publish by default-deny: of the newsroom's folders nothing goes out by MkDocs.

        The press writes what the edition holds of them. MkDocs only knows those files to
        which an ordinary page links.
        """
        for file in list(files):
            ours = file.src_uri.startswith((NEWS_FOLDER, PARTNERS_FOLDER))
            if (
                ours
                or self._strange(file, config)
                or self._unread(file, config)
                or unused(file, config)
            ):
                files.remove(file)
        sheet = files.get_file_from_path(STYLE_SHEET)
        rules = style_rules(self._site.settings.colours, hue(config))
        if sheet is not None and rules:
            files.remove(sheet)
            files.append(coloured(sheet, rules, config))
        for source, address in linked_news(self._desk.layout):
            files.append(news_file(source, address, config))
        if files.get_file_from_path("index.md") is None:
            files.append(File.generated(config, "index.md", content=""))
        self._pictures = set()
        self._pages = [
            file.src_uri for file in files.documentation_pages() if not file.generated_by
        ]
        return files

    def _strange(self, file: File, config: MkDocsConfig) -> bool:
        """Whether it is in docs/ and yet no file of it, but a link that leads out, or a pipe."""
        in_docs = file.src_dir == config.docs_dir and not file.generated_by
        hidden = file.src_uri.startswith(".") or "/." in file.src_uri
        return in_docs and not hidden and file.src_uri not in self._desk.edition.archive.files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the ordinary pages of the menu; their titles are known once they are read."""
        self._nav = nav
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
        """Set the templates up, and what surrounds every page."""
        # MkDocs' own sitemap would be written last, and dated by the day of the build.
        config.theme.static_templates.discard("sitemap.xml")
        equip(env, self._desk.words, components_of(config))
        self._env = env
        self._built = [file.dest_uri for file in files if file.dest_uri.endswith(".html")]
        self._menu = menu_of(page for page in self._nav.pages if not page.is_homepage)
        self._sheets = style_sheets(config)
        self._version = version_of(files)
        self._shells = self._surroundings(config)
        return env

    def _surroundings(self, config: MkDocsConfig) -> Shells:
        warnings = self._desk.warnings_at_hand if self.preview else ()
        return shells(self._desk.layout, self._menu, self._sheets, self._version, warnings)

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Hand MkDocs an ordinary page so that its own reader sees the front matter, too.

        It sees none below a blank line, and none whose closing fence ends the file.
        """
        if page.file.src_uri not in self._desk.edition.page_sources or page.file.generated_by:
            return None
        data = page.file.content_bytes
        pages = self._desk.edition.archive.pages
        judged = next(one for one in pages if one.source == page.file.src_uri)
        if digest_of(data) != judged.file_digest:  # nobody has judged what it is now
            raise Changed(judged.start.file)
        text = straight_markup(decode(data, page.file.src_uri))
        return text.lstrip("\n") + "\n"

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Give the home page its template."""
        if page.file.src_uri == "index.md":
            page.meta.setdefault("template", "home.html")
        return markdown

    @event_priority(100)  # before other plugins, whose own HTML is theirs to answer for
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make an ordinary page as safe as a release, and its pictures as light."""
        if page.file.generated_by:
            return html
        safe = straight(Sanitizer(self.settings.html).clean(html))
        there = partial(is_published, files, config)
        text, pictures = pictures_sized(self._desk.layout, safe, page.file.src_uri, page.url, there)
        self._pictures |= pictures
        return text

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the page's data to its template."""
        if page.file.src_uri == "index.md":
            self._home = page
            made = home_page(self._desk.layout)
            data = {"head": made.head(), "view": made.view()}
        else:
            description = str(page.meta.get("description") or "")
            # The menu may shorten a title; the page itself bears the one it was given.
            title = str(page.meta.get("title") or plain_title(page))
            data = {"head": head(self._desk.layout, page.url, title, description)}
        surroundings = self._shells.news if page.is_homepage else self._shells.plain
        return _with(context, surroundings, up_from(page.url), data)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Hand their data to the templates that are no pages: the page for addresses not found."""
        words = self._desk.words
        data = {
            "head": head(self._desk.layout, template_name, words.t("notfound.title"), indexed=False)
        }
        return _with(context, self._shells.plain, str(context["base_url"]).rstrip("/") + "/", data)

    @event_priority(-100)  # after every other plugin, so that the site is whole
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Print the newsroom's pages beside what MkDocs has built, and publish the whole."""
        try:
            if self._staging is None:
                self._show(config)
            else:
                self._publish(config, self._staging)
        except Changed as changed:
            raise self._changed(changed) from None
        except Undeveloped as picture:
            raise Abort(self._words.t("build.picture", file=picture.file)) from None
        except WorkerDied:
            raise Abort(self._words.t("build.worker")) from None
        except OSError as error:
            if self._staging is None:
                raise
            raise self._unwritten(self._staging.site, error) from None

    def _publish(self, config: MkDocsConfig, staging: Staging) -> None:
        """Print the next site, prove that nothing withheld is in it, and let it take its place."""
        assert self._press is not None
        words = self._desk.words
        room = self._pressroom(config, self._press)
        printed = room.print(staging.folder)
        if printed.folders:
            self._index(room, staging.folder)
        if not printed.same:
            room.seal()
        if self.preview:
            room.leave_unproved()
        else:
            self._audit(room, printed, staging.site if printed.same else staging.folder, config)
        if config.strict and warned():
            return  # MkDocs will end the build
        if not self.preview:
            edition = self._desk.edition
            public = addresses_noted(edition, self._press.note(_PUBLIC))
            self._press.write_down(_PUBLIC, public)
        if not clock.set_by():
            self._press.write_down(_BUILT_AT, self._desk.edition.now.isoformat())
        self._press.close()
        if printed.same:
            log.info(words.t("build.same", folder=staging.site))
            staging.discard()
        else:
            staging.take_its_place(
                self._press.catch_up if staging.lasting else None,
                made=printed.hidden,
                withdrawn=printed.withdrawn,
                prove=self._prove_whole,
            )
            log.info(words.t("build.done", folder=staging.site))
        config.site_dir = str(staging.site)

    def _prove_whole(self) -> None:
        """Stop a site of which somebody has taken files away while it was made."""
        assert self._press is not None
        if (file := self._press.missing()) is not None:
            raise Abort(self._words.t("build.gone", file=file, folder=self._press.site))

    def _pressroom(self, config: MkDocsConfig, press: Press) -> Pressroom:
        guest = Guest(
            folder=Path(config.site_dir),
            templates=self._env,
            home=self._home,
            sources=self._pages,
            pages=self._built,
            pictures=frozenset(self._pictures),
            around={"config": config, "nav": self._nav},
            own_templates=own_templates(config),
            setup=setup_of(config),
            brand=brand_of(self._site.settings.colours, hue(config)),
        )
        return Pressroom(press, self._desk, guest, self._shells)

    def _index(self, room: Pressroom, folder: Path) -> None:
        try:
            room.index(folder)
        except SearchIndexFailed as error:
            if isinstance(error.__cause__, OSError) and of_the_disk(error.__cause__):
                raise error.__cause__ from None
            raise Abort(not_made(error, self._words)) from None

    def _audit(self, room: Pressroom, printed: Printed, folder: Path, config: MkDocsConfig) -> None:
        """Stop a site that gives a withheld release away; the present one stays."""
        reader = self._reader(config)
        found = room.leaks(printed, folder, reader, Path(config.config_file_path))
        for problem in found:
            log.error(f"{problem.at}: {self._words.problem(problem)}")
        if found:
            raise Abort(self._words.count("cli.problems", len(found)))
        edition = self._desk.edition
        if withheld := len(edition.withheld) + len(edition.archive.unfinished):
            log.info(self._words.t("build.withheld", number=withheld))

    # --- The preview ---------------------------------------------------------------------------

    def _show(self, config: MkDocsConfig) -> None:
        """Let `mkdocs serve` show the site as it was judged."""
        assert self._press is not None
        assert self._preview is not None
        room = self._pressroom(config, self._press)
        if _typed("livereload") is False:  # then MkDocs hands out its own folder, as it is
            self._show_in(Path(config.site_dir), room, self._press)
        else:
            self._preview.show(room)
        self._seen = (all_but_news(config), self._linked())

    def _linked(self) -> list[tuple[str, str, FileFacts | None]]:
        """The news to which ordinary pages link; of pictures that they show the measures, too."""
        layout, shown = self._desk.layout, self._pictures
        return [
            (path, address, layout.facts(path) if path in shown else None)
            for path, address in linked_news(layout)
        ]

    def _show_in(self, folder: Path, room: Pressroom, press: Press) -> None:
        if room.reprint().folders:
            self._index(room, press.standby)
        press.close()
        press.copy_to(folder)
        self._keep_readings()

    def _follow(self, preview: Preview, builder: Callable[..., Any]) -> None:
        """Show what was saved: by the press alone if only news has changed, else by MkDocs."""
        config = self._config
        rest, linked = self._seen
        with preview.halted():
            try:
                if all_but_news(config) != rest:
                    builder()
                    return
                self._judge(config)
                if self._linked() != linked:
                    builder()
                    return
                self._shells = self._surroundings(config)
                self._show(config)
            except Changed as changed:  # it was saved again, and will be looked at again
                log.info(str(self._changed(changed)))

    def _keep_readings(self) -> None:
        if self._readings is not None:
            self._readings.save()

    def on_shutdown(self) -> None:
        """Make nothing more for the preview."""
        if self._preview is not None:
            self._preview.close()

    def on_build_error(self, *, error: Exception) -> None:
        """Throw away what was built so far; the present site stays."""
        if self._staging is None:
            return
        self._staging.discard()
        if isinstance(error, Changed):
            raise self._changed(error) from None
        if not isinstance(error, OSError):
            return
        if self._is_source(error) and isinstance(error, FileNotFoundError):
            raise self._changed(Changed(str(error.filename))) from None
        if self._is_source(error) or _of_writing(error, self._staging.folder):
            raise self._unwritten(self._staging.site, error) from None

    def _is_source(self, error: OSError) -> bool:
        """Whether it is about a file that the site is made from."""
        folders = (self._config.docs_dir, self._config.theme.custom_dir)
        return any(
            folder and Path(str(error.filename or "")).is_relative_to(folder) for folder in folders
        )

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the templates too, and refuse a port that is taken while it can be said plainly."""
        host, port = config.dev_addr
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            raise Abort(self._desk.words.t("build.port", address=f"{host}:{port}"))
        assert self._press is not None
        server.root = str(self._press.standby)
        assert self._preview is not None
        server.builder = partial(self._follow, self._preview, builder)
        server.set_app(self._preview.before(server.serve_request, server.mount_path))
        see_saves_at_once(server)
        allow_reloading(server)
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        return server


def _with(
    context: TemplateContext, shell: dict[str, Any], base: str, data: dict[str, Any]
) -> TemplateContext:
    context.update(shell=shell, base=Markup(base), **data)  # type: ignore[call-arg]
    return context


def _typed(option: str) -> Any:
    """What was typed for an option of MkDocs' command; None for nothing."""
    context = click.get_current_context(silent=True)
    if context is None or context.get_parameter_source(option) is not ParameterSource.COMMANDLINE:
        return None
    return context.params[option]


def _remove(folder: str) -> None:
    """Take away the folder that MkDocs built into."""
    atexit.unregister(_remove)
    shutil.rmtree(folder, ignore_errors=True)


def _of_writing(error: OSError, folder: Path) -> bool:
    """Whether it is about writing the site, and not about what some plugin reads."""
    return of_the_disk(error) or str(error.filename or "").startswith(str(folder))
