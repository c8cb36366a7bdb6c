"""The newsroom's options in mkdocs.yml, typed; the same for the plugin and the commands."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsroom.colours import BRAND, ENOUGH, ON_BRAND, PAPERS, contrast, is_colour, standing_out

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def _time_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f'no time zone is called "{name}"; write e.g. Asia/Jakarta') from None
    return name


def _title_and_date(keys: list[str]) -> list[str]:
    for key in ("title", "date"):
        if key not in keys:
            raise ValueError(f"{key} cannot be left out: a release is listed by it")
    return keys


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


PathName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ReleaseKey = Literal[
    "title", "date", "location", "editor", "partners", "summary", "topics", "image"
]


class Paths(_Options):
    """The first part of each kind of address."""

    news: PathName = "news"
    partners: PathName = "partners"
    locations: PathName = "locations"
    editors: PathName = "editors"
    topics: PathName = "topics"
    search: PathName = "search"
    corrections: PathName = "corrections"
    archive: PathName = "archive"
    press: PathName = "press"

    @model_validator(mode="after")
    def _all_different(self) -> Paths:
        names = list(self.model_dump().values())
        if len(set(names)) < len(names):
            raise ValueError("two kinds of pages cannot have the same name")
        return self


def _colour(written: object) -> str:
    """A colour as `#rrggbb`; without quotes YAML takes it for a comment."""
    if not isinstance(written, str) or not is_colour(written):
        raise PydanticCustomError("option_colour", "no colour", {"model": BRAND})
    return written.lower()


def _readable(on: tuple[str, ...]) -> Callable[[str], str]:
    """Refuse a colour that does not stand out from all of `on`, and name the nearest that does."""

    def check(colour: str) -> str:
        found = min(contrast(colour, other) for other in on)
        if found < ENOUGH:
            facts = {"ratio": f"{found:.1f}", "nearest": standing_out(colour, on)}
            raise PydanticCustomError("option_contrast", "too little contrast", facts)
        return colour

    return check


class Colours(_Options):
    """The office's own colours. Those for dark screens are made from them."""

    brand: Annotated[str, BeforeValidator(_colour), AfterValidator(_readable(ON_BRAND))] = Field(
        BRAND, description="Band above every page, and buttons; white stands on it."
    )
    link: Annotated[str, BeforeValidator(_colour), AfterValidator(_readable(PAPERS))] = Field(
        "", description="Links; else the band's colour."
    )


class Organisation(_Options):
    """The office that publishes."""

    name: str = Field("", description="Full name; else the site's name.")
    short_name: str = Field("", description="Name in the masthead; else the full name.")
    kind: Literal["GovernmentOrganization", "Organization", "NewsMediaOrganization"] = (
        "GovernmentOrganization"
    )
    url: str = Field("", description="Its own web site.")
    logo: str = Field("", description="Picture file in docs/.")


class MediaContact(_Options):
    """Whom journalists may ask."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


def _hosts(names: list[str]) -> list[str]:
    for name in names:
        if not _HOST.fullmatch(name):
            raise ValueError(f'"{name}" is not the name of a host; write e.g. www.example.org')
    return names


class Html(_Options):
    """What HTML texts and pages may bring."""

    frames: Annotated[list[str], AfterValidator(_hosts)] = Field(
        default_factory=list, description="Hosts whose pages may be shown in frames (https only)."
    )
    trusted: bool = Field(False, description="Let scripts, styles, forms and all else through.")


NO_TRUST = Html()
"""Nothing but what is read: no frame, no script."""


class Download(_Options):
    """A file offered to journalists: another form of the crest, a portrait."""

    file: str
    title: str = ""


class Settings(_Options):
    """All options of the plugin `newsroom`."""

    language: Literal["id", "en"] = Field("id", description="Language of interface and messages.")
    timezone: Annotated[str, AfterValidator(_time_zone)] = Field(
        "Asia/Jakarta", description="Zone of all dates without an offset."
    )
    organisation: Organisation = Field(Organisation(), description="The office that publishes.")
    colours: Colours = Field(Colours(), description="Its own colours.")
    notice: str = Field("", description="A sentence above every page.")
    boilerplate: str = Field("", description="About the office, below every release.")
    contacts: dict[str, MediaContact] = Field(
        default_factory=dict, description="Media contacts by key; the first is the default."
    )
    required: Annotated[list[ReleaseKey], AfterValidator(_title_and_date)] = Field(
        ["title", "date", "location", "editor"], description="Keys every release must have."
    )
    paths: Paths = Field(Paths(), description="Names in addresses.")
    dateline: Literal["city-date", "city"] = Field("city-date", description="Form of the dateline.")
    page_size: int = Field(20, ge=1, le=200, description="Releases on a listing page.")
    feed_size: int = Field(20, ge=1, le=200, description="Releases in a feed.")
    picture: str = Field("", description="Picture shared where a page has none, in docs/.")
    cards: Literal["missing", "always", "never"] = Field(
        "missing",
        description="Releases shared with a drawn card: those without picture, or an upright one.",
    )
    downloads: list[Download] = Field(
        default_factory=list, description="Files in docs/ offered to journalists."
    )
    search: bool = Field(True, description="Make the search index.")
    html: Html = Field(NO_TRUST, description="What HTML texts and pages may bring.")
    precompress: bool = Field(False, description="Also write packed files (.gz, .br) for servers.")


class Site(_Options):
    """A site to be built: its name, its address, where its sources are, its options.

    `url` ends with a slash; in a preview, too, it is that of the public site, so that a
    page is the same on whatever port it is shown, and `shown_at_url` that of the preview.
    `docs` is the folder of the sources, `shown` how messages name it ("docs").
    """

    name: str
    url: str
    shown_at_url: str = ""
    docs: Path
    shown: str = "docs"
    description: str = ""
    settings: Settings = Settings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.settings.timezone)

    @property
    def homes(self) -> tuple[str, ...]:
        """The addresses below which a whole address means this site."""
        return tuple(home for home in (self.url, self.shown_at_url) if len(home) > 1)

    def previewed(self, public_url: str) -> Site:
        """The same site as a preview shows it that runs at its `url`."""
        if not public_url:
            return self
        return self.model_copy(update={"url": public_url, "shown_at_url": self.url})

    def path_of(self, link: str) -> str | None:
        """The path below the site's root that a whole address means; None if it is elsewhere."""
        try:
            parts = urlsplit(link)
        except ValueError:
            return None
        for home in map(urlsplit, self.homes):
            same_host = parts.netloc.casefold() == home.netloc.casefold()
            path = parts.path or "/"
            if parts.netloc and same_host and path.startswith(home.path):
                return unquote(path.removeprefix(home.path))
        return None

    @property
    def office(self) -> str:
        return self.settings.organisation.name or self.name
