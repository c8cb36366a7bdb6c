"""The head of a release's page: what search engines and social networks take from it."""

from __future__ import annotations

from typing import Any

from newsroom.domain.release import Release
from newsroom.outputs import structured_data
from newsroom.views.head import head, image_tags, locale, share_picture
from newsroom.views.layout import Layout
from newsroom.views.news_article import news_article
from newsroom.views.notices import summary_of
from newsroom.views.release import trail_of
from newsroom.views.social import shared_image
from newsroom.views.tools import press_formats

# Google shows up to this many characters of a description.
_DESCRIPTION_LENGTH = 160


def release_head(layout: Layout, release: Release) -> dict[str, Any]:
    """Head of the page: NewsArticle, breadcrumbs and Open Graph, equal to what the page shows."""
    edition = layout.edition
    address = edition.address(release)
    title = layout.shared_title(release)
    trail = [
        (str(step["name"]), layout.url(str(step["address"]))) for step in trail_of(layout, release)
    ]
    trail.append((release.title, layout.url(address)))
    made = head(
        layout,
        address,
        title,
        _shortened(summary_of(layout, release)),
        social=_article_card(layout, release, title),
        things=[news_article(layout, release), structured_data.breadcrumbs(trail)],
        indexed=edition.status(release).stands,
    )
    formats = press_formats(layout)
    return {**made, "alternates": _alternates(layout, release), "formats": formats}


def _alternates(layout: Layout, release: Release) -> list[tuple[str, str]]:
    """(language, URL) of every version, this one too, as hreflang asks; none if it is the only one.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    versions = layout.edition.versions(release)
    if len(versions) < 2 or release not in versions:
        return []
    return [(layout.language(v), layout.url(layout.edition.address(v))) for v in versions]


def _article_card(layout: Layout, release: Release, title: str) -> list[tuple[str, str]]:
    edition = layout.edition
    shared = shared_image(layout, release)
    images = image_tags(layout, shared) if shared else share_picture(layout)
    article = [
        ("og:type", "article"),
        ("og:title", title),
        ("og:description", _shortened(summary_of(layout, release))),
        ("og:url", layout.url(edition.address(release))),
        ("og:site_name", edition.site.name),
        ("og:locale", locale(layout.language(release))),
        *(
            ("og:locale:alternate", locale(layout.language(version)))
            for version in edition.versions(release)
            if version is not release
        ),
        *images,
        ("article:published_time", release.published.iso),
        ("article:modified_time", release.modified.iso),
    ]
    if release.editor:
        article.append(("article:author", release.editor))
    if release.topics:
        article.append(("article:section", release.topics[0]))
    tags = [*release.topics, *(partner.name for partner in edition.partners_of(release))]
    return [*article, *(("article:tag", tag) for tag in tags)]


def _shortened(text: str) -> str:
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[: _DESCRIPTION_LENGTH - 1].rpartition(" ")[0] + "…"
