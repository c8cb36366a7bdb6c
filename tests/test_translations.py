"""A text in two languages: each version leads to the other, and a listing shows it once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from conftest import Newsroom, release
from markup import HOME, json_ld, meta, page, text, texts, values

from newsroom.domain.release import Release
from newsroom.views.release import release_view
from newsroom.words import Words

ID, EN = f"{HOME}news/2025/kabar/", f"{HOME}news/2025/news/"


def write(newsroom: Newsroom, **english: Any) -> None:
    newsroom.write("news/2025/kabar.md", release("Isi.", title="Kabar"))
    keys: dict[str, Any] = {"lang": "en", "translation_of": "kabar.md", **english}
    newsroom.write("news/2025/news.md", release("Text.", title="News", **keys))
    newsroom.write("news/2025/lain.md", release("Lain.", title="Lain", date="2025-11-18"))
    newsroom.write("news/2025/only.md", release("O.", title="Only", date="2025-11-17", lang="en"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    newsroom = Newsroom(tmp_path_factory.mktemp("translations"))
    write(newsroom)
    return newsroom.build()


@pytest.mark.parametrize("address", ["news/2025/kabar/", "news/2025/news/"])
def test_every_version_names_itself_and_the_others_to_search_engines(
    site: Path, address: str
) -> None:
    html = page(site, address)
    path = ".//link[@hreflang]"
    found = dict(zip(values(html, path, "hreflang"), values(html, path, "href"), strict=True))
    assert found == {"id": ID, "en": EN}


def test_a_reader_can_switch_the_language_of_a_release(site: Path) -> None:
    path = ".//nav[@class='nr-languages']//a"
    for address, name, language, leads_to in (
        ("news/2025/kabar/", "English", "en", "../../../news/2025/news/"),
        ("news/2025/news/", "Bahasa Indonesia", "id", "../../../news/2025/kabar/"),
    ):
        html = page(site, address)
        assert texts(html, path) == [name]
        assert values(html, path, "lang") == values(html, path, "hreflang") == [language]
        assert values(html, path, "href") == [leads_to]
    assert not texts(page(site, "news/2025/lain/"), path)


def test_what_belongs_to_the_text_is_in_its_language(newsroom: Newsroom) -> None:
    withdrawn = {"date": "2025-11-20", "reason": "Cancelled."}
    keys: dict[str, Any] = {"status": "withdrawn", "withdrawn": withdrawn}
    for language, source in (("en", "a"), ("fr", "b")):
        newsroom.write(
            f"news/2025/{source}.md",
            release("Text.", date="2025-08-19", lang=language, aliases=[f"old-{source}"], **keys),
        )
    newsroom.write("news/2025/c.md", release("T.", date="2025-12-02", lang="en"))
    site = newsroom.build()
    html = page(site, "news/2025/a/")
    [notice] = html.findall(".//div[@class='nr-status']")
    assert text(notice.find("p")) == "This release was withdrawn on 20 November 2025."
    assert notice.get("lang") == "en"
    assert texts(html, ".//title") == ["[Withdrawn] Judul - Ruang Berita"]
    assert json_ld(html)["NewsArticle"]["headline"] == "[Withdrawn] Judul"
    assert texts(html, ".//span[@class='nr-dateline']") == ["SERANG, 19 August 2025 –"]
    assert texts(page(site, "old-a/"), ".//a") == ["[Withdrawn] Judul"]
    html = page(site, "news/2025/b/")
    [notice] = html.findall(".//div[@class='nr-status']")
    assert text(notice.find("p")) == "Siaran pers ini ditarik pada 20 November 2025."
    assert notice.get("lang") == "id"
    assert texts(page(site, "old-b/"), ".//a") == ["[Ditarik] Judul"]
    view = release_view(newsroom.desk(preview=True).layout, draft_of(newsroom))
    assert view["withheld"] == "Scheduled. It will be published on Tuesday, 2 December 2025."


CONTACTS = {"humas": {"name": "Humas", "role": "Juru bicara", "email": "humas@berita.example"}}
OFFICE = {"boilerplate": "Kantor melayani warga.", "contacts": CONTACTS}


def language_of(article: Element, shown: str) -> str | None:
    """The language in force where a text is shown."""

    def within(element: Element, language: str | None) -> str | None:
        language = element.get("lang", language)
        if shown in (element.text or "") or any(shown in (each.tail or "") for each in element):
            return language
        return next(filter(None, (within(each, language) for each in element)), None)

    found = within(article, "site")
    assert found, shown
    return found


@pytest.mark.parametrize(
    ("site_language", "language", "said"),
    [
        ("id", "en", ["Press release", "Wednesday, 19 November 2025", "Media contact", "Download"]),
        ("en", "id", ["Siaran pers", "Rabu, 19 November 2025", "Narahubung media", "Unduh"]),
    ],
)
def test_an_article_speaks_its_own_language_and_the_page_around_it_the_sites(
    tmp_path: Path, site_language: str, language: str, said: list[str]
) -> None:
    newsroom = Newsroom(tmp_path, {**OFFICE, "language": site_language, "search": True})
    newsroom.write("news/2025/gambar.pdf", b"%PDF" + b" " * 2_500_000)
    newsroom.write(
        "news/2025/kabar.md",
        release(
            "Isi.\n\n| a | b |\n| - | - |\n| c | d |",
            title="Judul",
            lang=language,
            summary="Ringkasan",
            topics=["Layanan"],
            partners=[{"name": "Mitra", "role": "tuan rumah"}],
            contacts=["humas", {"name": "Ani", "role": "Pendamping", "phone": "0812"}],
            attachments=[{"file": "gambar.pdf"}],
            corrections=[{"date": "2025-11-20", "kind": "correction", "text": "Jam."}],
        ),
    )
    site = newsroom.build()
    html = page(site, "news/2025/kabar/")
    article = html.find(".//article")
    assert article is not None and html.get("lang") == site_language
    assert article.get("lang") == language
    own, other = Words(language), Words(site_language)
    changed = [own.t("release.kinds.correction"), own.day(date(2025, 11, 20)), "Jam.", "tuan rumah"]
    size = f"(PDF, {own.number(2.5)} MB)"
    for words in [*said, *changed, size, "Judul", "Ringkasan", "Isi.", "Pendamping"]:
        assert language_of(article, words) in (language, "site"), words
    for words in ["Kantor melayani warga.", "Juru bicara", "Layanan"]:
        assert language_of(article, words) == site_language, words
    [frame] = article.findall(".//div[@role='region']")
    assert frame.get("aria-label") == own.t("site.table")
    for key in ("release.kicker", "release.contact", "press.download", "press.copy_text"):
        assert other.t(key) not in text(article)
    assert texts(html, ".//nav[@class='nr-menu']//a")[0] == other.t("site.news")
    assert texts(html, ".//nav[@class='nr-breadcrumbs']//a")[0] == other.t("site.home")
    clean = (site / "news/2025/kabar/release.txt").read_text("utf-8-sig")
    assert own.t("release.contact") in clean and other.t("release.contact") not in clean
    found = article.find(".//time[@data-pagefind-meta]")
    assert found is not None
    day = date(2025, 11, 19)
    assert found.get("data-pagefind-meta") == f"date:{other.full_day(day)}", "of the list of finds"


@pytest.mark.parametrize(("site_language", "other"), [("id", "en"), ("en", "id")])
def test_what_leads_to_related_releases_speaks_as_the_release_does(
    tmp_path: Path, site_language: str, other: str
) -> None:
    newsroom = Newsroom(tmp_path, {"language": site_language})
    for name, day, language in (("a", "17", other), ("b", "18", other), ("c", "19", None)):
        keys = {"title": f"Judul {name}", "partners": ["Mitra"], "date": f"2025-11-{day}"}
        keys |= {"lang": language} if language else {}
        newsroom.write(f"news/2025/{name}.md", release(**keys))
    site = newsroom.build()
    for name, spoken, foreign in (
        ("a", other, {"Judul b": None, "Judul c": site_language}),
        ("c", None, {"Judul b": other, "Judul a": other}),
    ):
        [block] = page(site, f"news/2025/{name}/").findall(".//section[@class='nr-related']")
        assert block.get("lang") == spoken
        words = Words(spoken or site_language)
        assert texts(block, "h2") == [words.t("release.related")]
        assert texts(block, ".//h3") == [words.t("release.also.partner", name="Mitra")]
        assert words.day(date(2025, 11, 18)) in texts(block, ".//time")
        assert {text(link): link.get("lang") for link in block.iterfind(".//li/a")} == foreign


def test_a_translation_is_related_only_by_partners_that_it_names_itself(
    newsroom: Newsroom,
) -> None:
    both = {"partners": ["Satu", "Dua"]}
    newsroom.write("news/2025/asal.md", release(title="Asal", date="2025-11-18", **both))
    keys = {"lang": "en", "translation_of": "news/2025/asal.md", "partners": ["Satu"]}
    newsroom.write("news/2025/own.md", release(title="Own", date="2025-11-18", **keys))
    for name, number in (("Satu", 16), ("Dua", 17)):
        keys = {"partners": [name], "location": "Lebak"}
        newsroom.write(
            f"news/2025/{number}.md", release(title=name, date=f"2025-11-{number}", **keys)
        )
    site = newsroom.build()
    for name, said in (
        ("asal", ["Juga dengan Satu", "Juga dengan Dua"]),
        ("own", ["Also with Satu"]),
    ):
        html = page(site, f"news/2025/{name}/")
        assert texts(html, ".//section[@class='nr-related']//h3") == said


def test_a_topic_that_leads_to_related_releases_says_its_own_language(newsroom: Newsroom) -> None:
    for name, keys in (("a", {"lang": "en"}), ("b", {"lang": "en"}), ("c", {})):
        newsroom.write(f"news/2025/{name}.md", release(title=name, topics=["Pangan"], **keys))
    site = newsroom.build()
    for name, said, language in (("a", "Also on Pangan", ["id"]), ("c", "Juga tentang Pangan", [])):
        html = page(site, f"news/2025/{name}/")
        [heading] = html.findall(".//section[@class='nr-related']//h3")
        assert text(heading) == said
        assert values(heading, ".//span", "lang") == language


@pytest.mark.parametrize(
    ("site_language", "leads_to", "named"),
    [("id", "en", "English (1)"), ("en", "id", "Bahasa Indonesia (1)")],
)
def test_the_home_page_leads_to_what_is_in_another_language(
    tmp_path: Path, site_language: str, leads_to: str, named: str
) -> None:
    newsroom = Newsroom(tmp_path, {"language": site_language})
    newsroom.write("news/2025/a.md", release())
    newsroom.write("news/2025/b.md", release(lang=leads_to, status="draft"))
    way = ".//main/nav[@class='nr-languages']//li"
    assert not texts(page(newsroom.build()), way)
    newsroom.write("news/2025/b.md", release(lang=leads_to))
    html = page(newsroom.build())
    assert texts(html, way) == [named]
    for attribute, value in (("lang", leads_to), ("hreflang", leads_to)):
        assert values(html, f"{way}/a", attribute) == [value]
    assert values(html, f"{way}/a", "href") == [f"./news/{leads_to}/"]


def test_footnotes_lead_back_in_the_language_of_their_text(newsroom: Newsroom) -> None:
    newsroom.config["markdown_extensions"] = ["footnotes"]
    text = "Isi.[^1] Isi lagi.[^2]\n\n[^1]: Satu.\n[^2]: Dua."
    newsroom.write("news/2025/kabar.md", release(text, partners=["Mitra"]))
    newsroom.write("news/2025/news.md", release(text, lang="en"))
    newsroom.write("partners/mitra.md", f"---\nname: Mitra\n---\n\n{text}\n")
    newsroom.write("tentang.md", f"# Tentang\n\n{text}\n")
    site = newsroom.build()
    for address, said in (
        ("news/2025/kabar/", "Kembali ke catatan kaki {} di naskah"),
        ("news/2025/news/", "Back to footnote {} in the text"),
        ("partners/mitra/", "Kembali ke catatan kaki {} di naskah"),
        ("tentang/", "Kembali ke catatan kaki {} di naskah"),
    ):
        titles = values(page(site, address), ".//a[@class='footnote-backref']", "title")
        assert titles == [said.format(1), said.format(2)], address
    for feed in ("news/feed.xml", "news/rss.xml", "news/feed.json"):
        told = (site / feed).read_text("utf-8")
        assert "Kembali ke catatan kaki 1 di naskah" in told, feed
        assert "Jump back" not in told, feed
    data = json.loads((site / "news/2025/news/release.json").read_text("utf-8"))
    assert "Back to footnote 1 in the text" in json.dumps(data["bodies"])


def test_words_around_a_text_in_an_unknown_language_are_the_sites(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release("Texte.", title="Titre", lang="fr"))
    html = page(newsroom.build(), "news/2025/kabar/")
    article = html.find(".//article")
    assert article is not None and article.get("lang") is None
    assert language_of(article, "Titre") == language_of(article, "Texte.") == "fr"
    assert language_of(article, "Rabu, 19 November 2025") == "site"


def draft_of(newsroom: Newsroom) -> Release:
    return newsroom.desk(preview=True).edition.by_source["news/2025/c.md"]


def test_a_translation_says_what_it_translates(site: Path) -> None:
    html = page(site, "news/2025/news/")
    article = json_ld(html)["NewsArticle"]
    assert article["inLanguage"] == "en"
    assert article["translationOfWork"] == {"@id": ID}
    assert meta(html, "og:locale") == ["en_GB"]
    assert meta(html, "og:locale:alternate") == ["id_ID"]


def test_a_listing_shows_a_text_once_and_that_of_a_language_all_in_it(site: Path) -> None:
    title = ".//article//h2"
    below_months = ".//article//h3"
    assert texts(page(site, "news/"), below_months) == ["Kabar", "Lain", "Only"]
    assert texts(page(site, "locations/serang/"), title) == ["Kabar", "Lain", "Only"]
    assert texts(page(site, "news/en/"), title) == ["News", "Only"]
    assert texts(page(site, "news/id/"), title) == ["Kabar", "Lain"]
    assert texts(page(site, "news/en/"), ".//h1") == ["Press releases in English"]
    switch = ".//nav[@class='nr-languages']//li"
    assert texts(page(site, "news/"), switch) == ["English (2)", "Bahasa Indonesia (2)"]


def test_the_listing_of_a_language_and_its_feeds_speak_it(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release(title="A", topics=["Layanan"], partners=["Mitra"]))
    keys = {"lang": "en", "topics": ["Pangan"], "partners": ["Mitra"], "date": "2025-11-19"}
    newsroom.write("news/2025/b.md", release(title="B", **keys))
    site = newsroom.build()
    html = page(site, "news/en/")
    own = html.find(".//main/div[@lang='en']")
    assert own is not None
    assert texts(own, ".//h1") == ["Press releases in English"]
    assert texts(own, ".//p[@class='nr-count']") == ["1 release"]
    assert texts(own, ".//article//time") == ["Wednesday, 19 November 2025"]
    assert texts(own, ".//summary") == ["Filter this list"]
    assert "Topic" in texts(own, ".//details//p")
    assert texts(own, ".//details//a[@lang='id']") == ["Pangan"], "named as the site names it"
    assert texts(html, ".//nav[@class='nr-menu']//a")[0] == "Siaran pers"
    for folder, language, title in (
        ("news/en/", "en", "Press releases in English"),
        ("news/id/", "id", "Siaran pers dalam bahasa Indonesia"),
    ):
        atom = (site / folder / "feed.xml").read_text("utf-8")
        assert f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}"' in atom
        assert f"<language>{language}<" in (site / folder / "rss.xml").read_text("utf-8")
        feed = json.loads((site / folder / "feed.json").read_text("utf-8"))
        assert feed["language"] == language and feed["title"].startswith(title)
    assert not page(site, "news/id/").findall(".//main/div[@lang]")


def test_every_language_has_its_feeds(site: Path) -> None:
    items = json.loads((site / "news/en/feed.json").read_text("utf-8"))["items"]
    assert [(item["title"], item["language"]) for item in items] == [("News", "en"), ("Only", "en")]
    assert (site / "news/en/feed.xml").exists() and (site / "news/en/rss.xml").exists()


def test_both_versions_are_in_the_sitemap(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert f"<loc>{ID}</loc>" in sitemap and f"<loc>{EN}</loc>" in sitemap


def test_a_site_in_one_language_has_no_language_listings(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release())
    site = newsroom.build()
    assert not (site / "news/id").exists()
    assert not texts(page(site, "news/"), ".//nav[@class='nr-languages']//a")


@pytest.mark.parametrize("held", [{"date": "2025-12-24T09:00"}, {"status": "draft"}])
def test_a_withheld_translation_is_mentioned_nowhere(
    newsroom: Newsroom, held: dict[str, str]
) -> None:
    write(newsroom, **held)
    site = newsroom.build()
    html = page(site, "news/2025/kabar/")
    assert not values(html, ".//link[@hreflang]", "href")
    assert not texts(html, ".//nav[@class='nr-languages']//a")
    assert not meta(html, "og:locale:alternate")


DRAFT = "Naskah aslinya, docs/news/2025/kabar.md, masih draf"
HELD = "Naskah aslinya, docs/news/2025/kabar.md, ditahan sampai 2025-12-24T09:00"
SAME = (
    "Naskah yang sama dalam bahasa lain, docs/news/2025/news.md, diembargo sampai 2025-12-24T09:00"
)
EMBARGO = {"embargo": "2025-12-24T09:00"}
EARLIER, LATER = {"embargo": "2025-12-23"}, {"embargo": "2025-12-24T09:01"}
WITHDRAWN = {"status": "withdrawn", "withdrawn": {"date": "2025-11-20", "reason": "Keliru."}}


@pytest.mark.parametrize(
    ("original", "translation", "told"),
    [
        ({"status": "draft"}, {}, [f"news.md:7:17: {DRAFT}"]),
        ({"status": "draft"}, LATER, [f"news.md:8:17: {DRAFT}"]),
        ({"status": "draft", "date": ""}, {}, [f"news.md:7:17: {DRAFT}"]),
        ({"status": "draft", "date": ""}, {"status": "draft"}, []),
        ({"status": "draft"}, {"status": "draft"}, []),
        (EMBARGO, {}, [f"news.md:7:17: {HELD}"]),
        ({"date": "2025-12-24T09:00"}, {}, [f"news.md:7:17: {HELD}"]),
        (EMBARGO, EARLIER, [f"news.md:7:10: {HELD}"]),
        (EMBARGO, {"date": "2025-12-23"}, [f"news.md:7:17: {HELD}"]),
        (EMBARGO, WITHDRAWN, [f"news.md:11:17: {HELD}"]),
        (EMBARGO, EMBARGO, []),
        (EMBARGO, {"date": "2025-12-24T09:00"}, []),
        (EMBARGO, {"status": "draft"}, []),
        # One version is as secret as the other; but a translation may take its time.
        ({}, EMBARGO, [f"kabar.md:1:1: {SAME}"]),
        (EMBARGO, LATER, []),
        ({"embargo": "2025-11-20"}, LATER, []),
        ({}, {"date": "2025-12-24T09:00"}, []),
        ({}, {"status": "draft"}, []),
        ({"embargo": "2025-11-20"}, {}, []),
    ],
)
def test_no_version_is_public_before_the_text_may_be(
    newsroom: Newsroom, original: dict[str, Any], translation: dict[str, Any], told: list[str]
) -> None:
    newsroom.write("news/2025/kabar.md", release(**original))
    keys = {"lang": "en", **translation, "translation_of": "kabar.md"}
    newsroom.write("news/2025/news.md", release(**keys))
    found = [line.removeprefix("docs/news/2025/") for line in newsroom.problems()]
    assert [line.partition(", padahal")[0] for line in found] == told


def test_a_version_is_as_secret_as_what_its_original_translates(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release(**EMBARGO))
    newsroom.write("news/2025/news.md", release(lang="en", translation_of="kabar", **EMBARGO))
    newsroom.write("news/2025/novelles.md", release(lang="fr", translation_of="news"))
    [told] = newsroom.problems()
    assert told.startswith(f"docs/news/2025/novelles.md:7:17: {HELD}")
    assert 'Tulis "embargo: 2025-12-24T09:00" juga di sini.' in told
    assert "hapus baris translation_of" in told


def test_a_translation_whose_original_is_withdrawn_leads_to_its_notice_and_is_told(
    newsroom: Newsroom,
) -> None:
    newsroom.write("news/2025/kabar.md", release(**WITHDRAWN))
    newsroom.write("news/2025/news.md", release(lang="en", translation_of="kabar.md"))
    [told] = newsroom.desk().warnings
    assert (str(told.at), told.code) == ("docs/news/2025/news.md:7:17", "original_withdrawn")
    assert told.facts == {"other": "docs/news/2025/kabar.md"}
    site = newsroom.build()
    path = ".//nav[@class='nr-languages']//a"
    html = page(site, "news/2025/news/")
    assert texts(html, path) == ["Bahasa Indonesia (ditarik)"]
    assert values(html, path, "href") == ["../../../news/2025/kabar/"]
    assert not values(html, ".//link[@hreflang]", "href")
    assert texts(page(site, "news/2025/kabar/"), path) == ["English"]
    # Withdrawn itself, or a translation that was wrong by itself: nothing is left to say.
    newsroom.write("news/2025/news.md", release(lang="en", translation_of="kabar.md", **WITHDRAWN))
    assert not newsroom.desk().warnings
    newsroom.write("news/2025/kabar.md", release())
    assert not newsroom.desk().warnings


def test_a_translation_that_names_no_original_stands_alone(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/kabar.md", release("Isi.", title="Kabar", status="draft"))
    newsroom.write("news/2025/news.md", release("Text.", title="News", lang="en"))
    site = newsroom.build()
    assert texts(page(site, "news/"), ".//article//h3") == ["News"]
    assert "translationOfWork" not in json_ld(page(site, "news/2025/news/"))["NewsArticle"]
    assert not values(page(site, "news/2025/news/"), ".//link[@hreflang]", "href")


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (
            {"lang": "en", "translation_of": "tidak-ada.md"},
            'docs/news/2025/news.md:7:17: Naskah "tidak-ada.md" yang diterjemahkan tidak '
            "ditemukan. Tulis nama berkas .md atau slug naskah aslinya.",
        ),
        (
            {"lang": "en", "translation_of": "news.md"},
            "docs/news/2025/news.md:7:17: Naskah ini disebut sebagai terjemahan dari dirinya "
            "sendiri. Tulis nama berkas naskah aslinya.",
        ),
        (
            {"translation_of": "kabar.md"},
            "docs/news/2025/news.md:6:17: Naskah ini berbahasa sama (id) dengan "
            "docs/news/2025/kabar.md, padahal terjemahannya. "
            'Tulis bahasa naskah ini, misalnya "lang: en".',
        ),
    ],
)
def test_a_translation_that_cannot_be_one_is_a_problem(
    newsroom: Newsroom, keys: dict[str, str], sentence: str
) -> None:
    newsroom.write("news/2025/kabar.md", release())
    newsroom.write("news/2025/news.md", release(**keys))
    assert newsroom.problems() == [sentence]
