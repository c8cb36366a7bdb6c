"""The front matter of a release: every key, its type and its rules.

This model is the one source of the contract: it checks files, and its JSON Schema
describes them. Error types are rule codes; their sentences are in `newsroom/words/`.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from newsroom.domain.slug import is_slug, slugify, usable
from newsroom.domain.when import When
from newsroom.limits import ADDRESS_STEP, ENTRIES, VALUE
from newsroom.sources.dates import NotADate, read_when
from newsroom.sources.languages import language_meant

_SPACES = re.compile(r"\s+")
_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
# A folder's address or a page's; never that of a file the site makes or serves.
_STEP = r"[^\s?#%:\\/.]+(?: [^\s?#%:\\/.]+)*"
_ALIAS = re.compile(
    rf"/?(?:{_STEP}/)*{_STEP}(?:\.(?:html?|xhtml|shtml|php\d?|aspx?|jspx?|cfm|cgi)|/)?"
)
_RESERVED = ("assets", "pagefind", "index.html", "404.html")


def _one_line(text: str) -> str:
    text = _SPACES.sub(" ", text).strip()
    if not text:
        raise PydanticCustomError("empty_value", "empty")
    if len(text) > VALUE:
        facts = {"length": str(len(text)), "most": str(VALUE)}
        raise PydanticCustomError("value_long", "too long", facts)
    return text


def _short_list(value: Any) -> Any:
    if isinstance(value, list) and len(value) > ENTRIES:
        facts = {"length": str(len(value)), "most": str(ENTRIES)}
        raise PydanticCustomError("list_long", "too many", facts)
    return value


def _when(value: Any, info: ValidationInfo) -> When:
    if isinstance(value, When):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("not_a_date", "not a date", NotADate("").facts)
    zone: ZoneInfo = info.context["zone"] if info.context else ZoneInfo("UTC")
    try:
        return read_when(value, zone)
    except NotADate as error:
        raise PydanticCustomError(
            error.code, "not a date", {**error.facts, "value": value}
        ) from None


def _slug(text: str) -> str:
    if not is_slug(text) or usable(text) != text or len(text) > ADDRESS_STEP:
        cure = usable(slugify(text))[:80].rstrip("-")
        raise PydanticCustomError("slug", "not a slug", {"value": text, "cure": cure})
    return text


def _language(text: str) -> str:
    meant = language_meant(text)
    if meant is None:
        raise PydanticCustomError("language", "not a language", {"value": text})
    if meant != text:
        facts = {"value": text, "cure": meant}
        raise PydanticCustomError("language_meant", "another code", facts)
    return text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise PydanticCustomError("email", "not an e-mail address", {"value": text})
    return text


def _alias(text: str) -> str:
    text = unquote(text)
    steps = text.split("/")
    if max(len(step.encode("utf-8", "replace")) for step in steps) > ADDRESS_STEP:
        raise PydanticCustomError("alias", "not an address", {"value": text})
    if not _ALIAS.fullmatch(text) or text.strip("/").split("/")[0] in _RESERVED:
        raise PydanticCustomError("alias", "not an address", {"value": text})
    return text.strip("/")


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise PydanticCustomError("web_address", "not a web address", {"value": text})
    return text


def _name_alone(value: Any) -> Any:
    """A partner given as text is one of that name."""
    if isinstance(value, dict) and len(value) == 1 and not value.keys() & {"name", "role"}:
        [(before, after)] = value.items()
        if isinstance(after, str):  # "Dinas A: Bidang B" without quotation marks
            raise PydanticCustomError("colon", "colon", {"cure": f'- "{before}: {after}"'})
    return {"name": value} if isinstance(value, str) else value


def _key_alone(value: Any) -> Any:
    """A contact given as text is the key of one of the site's media contacts."""
    return {"key": value} if isinstance(value, str) else value


Text = Annotated[str, AfterValidator(_one_line)]
Slug = Annotated[str, AfterValidator(_one_line), AfterValidator(_slug)]
_AtMost = BeforeValidator(_short_list)
Moment = Annotated[
    When,
    BeforeValidator(_when),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$",
        }
    ),
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class PartnerPart(_Part):
    """A partner the release names."""

    name: Text = Field(description="The partner's name, one of its aliases, or its slug.")
    role: Text | None = Field(None, description="What the partner does in this release.")


class ImagePart(_Part):
    """A picture of the release."""

    src: Text = Field(description="Picture file, relative to the release.")
    alt: Text = Field(description="What the picture shows, for those who cannot see it.")
    caption: Text | None = Field(None, description="The line below the picture.")
    credit: Text | None = Field(None, description="Who made the picture.")


class AttachmentPart(_Part):
    """A file to download."""

    file: Text = Field(description="File, relative to the release.")
    title: Text | None = Field(None, description="Name shown; else the file name.")


class ContactPart(_Part):
    """A media contact: a key of the site's contacts, or one written out."""

    key: Text | None = None
    name: Text | None = Field(None, description="Name of the person or desk.")
    role: Text | None = Field(None, description="Office held.")
    phone: Text | None = Field(None, description="Telephone number, with country code.")
    email: Annotated[Text, AfterValidator(_email)] | None = Field(None, description="E-mail.")

    @model_validator(mode="after")
    def _names_someone(self) -> ContactPart:
        if not (self.key or self.name):
            raise PydanticCustomError("contact_unnamed", "no name")
        return self


class WithdrawnPart(_Part):
    """Notice of a withdrawn release."""

    date: Moment = Field(description="Day of the withdrawal.")
    reason: Text = Field(description="Why, in a sentence readers see.")


class CorrectionPart(_Part):
    """A dated notice of a change."""

    date: Moment = Field(description="Day of the change.")
    kind: Literal["correction", "clarification", "update"] = Field(
        "correction", description="What kind of change it is."
    )
    text: Text = Field(description="What was wrong or has changed, in a sentence readers see.")


class ReleaseModel(_Part):
    """All keys a release's front matter may have."""

    title: Text | None = Field(None, description="Headline, plain text.")
    date: Moment | None = Field(
        None, description="Day or instant of publication; in the future: scheduled."
    )
    location: Text | None = Field(None, description="City of the dateline.")
    editor: Text | None = Field(None, description="Editor answerable for the text.")
    partners: Annotated[
        list[Annotated[PartnerPart, BeforeValidator(_name_alone)]] | None, _AtMost
    ] = Field(None, description="Partners named: names, aliases or slugs; or {name, role}.")
    summary: Text | None = Field(
        None, description="One or two sentences; else the first paragraph."
    )
    topics: Annotated[list[Text] | None, _AtMost] = Field(
        None, description="Subjects the release belongs to."
    )
    venue: Text | None = Field(None, description="Building or hall of the event.")
    image: ImagePart | None = Field(None, description="Picture: {src, alt, caption, credit}.")
    gallery: Annotated[list[ImagePart] | None, _AtMost] = Field(
        None, description="More pictures: {src, alt, caption, credit} of each."
    )
    attachments: Annotated[list[AttachmentPart] | None, _AtMost] = Field(
        None, description="Files to download: {file, title}."
    )
    contacts: Annotated[
        list[Annotated[ContactPart, BeforeValidator(_key_alone)]] | None, _AtMost
    ] = Field(
        None, description="Media contacts: keys of the site's, or {name, role, phone, email}."
    )
    embargo: Moment | None = Field(None, description="Not public before this instant.")
    status: Literal["draft", "published", "withdrawn"] = Field(
        "published", description="draft is never public; withdrawn keeps its text under a notice."
    )
    withdrawn: WithdrawnPart | None = Field(None, description="{date, reason}, if withdrawn.")
    updated: Moment | None = Field(None, description="Day or instant of the last real change.")
    corrections: Annotated[list[CorrectionPart] | None, _AtMost] = Field(
        None, description="Dated notices: {date, kind, text}."
    )
    lang: Annotated[Text, AfterValidator(_language)] | None = Field(
        None, description="Language of this release, if not the site's."
    )
    translation_of: Text | None = Field(
        None, description="The release this one translates: its file or slug."
    )
    slug: Slug | None = Field(None, description="Last part of the address; else the file name.")
    aliases: Annotated[list[Annotated[Text, AfterValidator(_alias)]] | None, _AtMost] = Field(
        None, description="Old addresses that lead here."
    )


class ProfileModel(_Part):
    """All keys a partner profile's front matter may have."""

    name: Text | None = Field(None, description="The partner's full name.")
    aliases: Annotated[list[Text] | None, _AtMost] = Field(
        None, description="Other names it goes under."
    )
    kind: Text | None = Field(None, description="What sort of organisation it is.")
    url: Annotated[Text, AfterValidator(_web_address)] | None = Field(
        None, description="Its web site."
    )
    logo: Text | None = Field(None, description="Picture file, relative to the profile.")
