"""What the newsroom knows before it reads a manuscript: its office, partners, places, contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Contact:
    """A media contact of the site, for comparison."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What helps to read a manuscript.

    `partners` holds every name, alias and spelling in use, with the name to write;
    `own` are the names of the office itself, which is no partner of its own.
    """

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Jakarta"))
    language: str = "id"
    today: date = date(2000, 1, 1)
    own: tuple[str, ...] = ()
    boilerplate: str = ""
    partners: Mapping[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    required: tuple[str, ...] = ("title", "date", "location", "editor")
