"""The repository's own site is whole: every link leads somewhere, every page is fit to be read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, Newsroom, release
from links import look_up_links
from markup import (
    Element,
    file_at,
    files,
    folded,
    framed,
    json_ld,
    links,
    meta,
    page,
    pages,
    text,
    texts,
    values,
)

from newsroom.words import catalogue

HOME = "https://newsroom.example/"
SEED = ROOT.parent / "shared/seed/siaran-pers-serang.txt"
DOCS = ROOT / "docs"

RELEASES = sorted(file.stem for file in (DOCS / "news/2025").glob("*.md"))
PARTNERS = sorted(file.stem for file in (DOCS / "partners").glob("*.md"))
SHARING = ("wa.me", "t.me", "www.facebook.com", "x.com")
MAIN = "tasyakuran-hari-bakti-dan-nota-kesepahaman-empat-mitra"


@pytest.fixture(scope="module")
def html(built_docs: Path) -> dict[str, Element]:
    """Every page by its path."""
    return pages(built_docs)


def test_every_link_and_fragment_leads_somewhere(built_docs: Path) -> None:
    done = look_up_links(built_docs, HOME)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = re.search(r"(\d+) OK.*?(\d+) Errors", done.stdout)
    assert counts is not None and int(counts[1]) > 500, done.stdout


def test_a_link_that_leads_nowhere_would_be_told(tmp_path: Path) -> None:
    html = f'<a href="b/">b</a> <a href="#c">c</a> <a href="{HOME}d/">d</a> <a href="{HOME}">e</a>'
    (tmp_path / "index.html").write_text(html, "utf-8")
    done = look_up_links(tmp_path, HOME)
    assert done.returncode == 2
    assert "1 OK" in done.stdout and "3 Errors" in done.stdout


def test_every_release_and_partner_has_its_addresses(built_docs: Path) -> None:
    assert MAIN in RELEASES and len(RELEASES) == 5 and len(PARTNERS) == 4
    wanted = [f"news/2025/{slug}/index.html" for slug in RELEASES]
    for slug in PARTNERS:
        names = ("index.html", "feed.xml", "rss.xml", "feed.json")
        wanted += [f"partners/{slug}/{name}" for name in names]
    wanted += ["search/index.html", "pagefind/pagefind.js", "404.html", "sitemap.xml"]
    wanted += ["news-sitemap.xml", "feed.xml", "rss.xml", "feed.json"]
    assert set(wanted) <= set(files(built_docs))


def test_the_main_release_links_all_four_partners_and_they_link_back(built_docs: Path) -> None:
    mentions = json_ld(page(built_docs, f"news/2025/{MAIN}/"))["NewsArticle"]["mentions"]
    slugs = sorted(mention["url"].rstrip("/").rpartition("/")[2] for mention in mentions)
    assert slugs == PARTNERS
    for slug in PARTNERS:
        html = page(built_docs, f"partners/{slug}/")
        assert f"../../news/2025/{MAIN}/" in values(html, ".//article//a", "href")
        assert len(texts(html, ".//section[@aria-labelledby='nr-bersama']//li")) == 3


def test_the_site_works_below_any_path(html: dict[str, Element]) -> None:
    for name, tree in html.items():
        if name == "404.html":
            continue  # it is shown at any depth, so its links begin at the site's root
        for link in links(tree):
            assert not link.startswith("/"), f"{name}: {link}"


def test_the_page_for_addresses_not_found_knows_the_path_the_site_stands_below(
    newsroom: Newsroom,
) -> None:
    newsroom.config["site_url"] = "https://berita.example/pers/"
    newsroom.options["search"] = True
    newsroom.write("assets/favicon.svg", "<svg/>")
    newsroom.write("news/2025/kabar.md", release())
    site = newsroom.build()
    local = [link for link in links(page(site, "404.html")) if not urlsplit(link).netloc]
    assert len(local) > 10
    for link in local:
        assert link.startswith("/pers/") or link == "#nr-isi", link
        if link != "#nr-isi":
            assert file_at(site, urlsplit(link).path, "/pers/").is_file(), link


def test_nothing_is_fetched_from_elsewhere(html: dict[str, Element]) -> None:
    fetched = ["script", "img", "iframe", "audio", "video", "source", "embed", "object"]
    for name, tree in html.items():
        for tag in fetched:
            for address in values(tree, f".//{tag}[@src]", "src"):
                assert not urlsplit(address).netloc, f"{name}: {address}"
        for rel in ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch"):
            for address in values(tree, f".//link[@rel='{rel}']", "href"):
                assert not urlsplit(address).netloc, f"{name}: {address}"


def test_every_page_has_one_headline_a_title_of_its_own_and_its_language(
    html: dict[str, Element],
) -> None:
    for name, tree in html.items():
        assert len(tree.findall(".//h1")) == 1, name
        assert text(tree.find(".//h1")), name
        assert tree.get("lang") == "id", name
        assert tree.find(".//main") is not None, name
    titles = Counter(text(tree.find(".//title")) for tree in html.values())
    assert [title for title, times in titles.items() if times > 1] == []
    assert "" not in titles


def test_no_id_is_given_twice_on_a_page(html: dict[str, Element]) -> None:
    for name, tree in html.items():
        ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
        assert [found for found, times in ids.items() if times > 1] == [], name


def test_every_picture_has_words_or_says_that_it_needs_none(html: dict[str, Element]) -> None:
    for name, tree in html.items():
        for image in tree.iter("img"):
            assert "alt" in image.attrib, f"{name}: {image.get('src')}"
    described = values(html[f"news/2025/{MAIN}/index.html"], ".//figure//img", "alt")
    assert len(described) == 1 and len(described[0]) > 20


def shown(tree: Element) -> list[str]:
    """Every text and attribute that a reader can meet, but for what scripts read."""
    found = []
    for element in tree.iter():
        if element.tag == "script":
            continue
        found += [element.text or "", element.tail or ""]
        spoken = ("alt", "aria-label", "title", "placeholder", "content", "value")
        found += [element.get(name, "") for name in spoken]
    return found


def test_no_key_of_the_catalogue_and_no_gap_in_its_words_is_shown(html: dict[str, Element]) -> None:
    keys = re.compile("|".join(rf"\b{re.escape(key)}\b" for key in catalogue("id")))
    for name, tree in html.items():
        for words in shown(tree):
            assert not keys.search(words), f"{name}: {words}"
            assert not re.search(r"\{\w*\}|\bNone\b|\bUndefined\b", words), f"{name}: {words}"


def test_nothing_written_for_developers_reaches_a_reader(built_docs: Path) -> None:
    for name in files(built_docs):
        if name.endswith(".html"):
            raw = (built_docs / name).read_text("utf-8")
            assert "<!--" not in raw, name
            assert "{#" not in raw and "{%" not in raw, name
    assert not [name for name in files(built_docs) if name.endswith((".yml", ".map", ".py", ".md"))]


def test_menus_lead_to_listings_and_pages_but_never_list_releases(html: dict[str, Element]) -> None:
    for name, tree in html.items():
        if framed(name):
            continue
        menus = [*tree.iterfind(".//header[@class='nr-masthead']"), *tree.iterfind(".//footer")]
        assert len(menus) == 2, name
        leads = [link for menu in menus for link in links(menu)]
        assert not [link for link in leads if any(slug in link for slug in RELEASES)], name


def test_every_page_says_that_the_site_is_a_demonstration(html: dict[str, Element]) -> None:
    for name, tree in html.items():
        if framed(name):
            continue
        notice = texts(tree, ".//p[@class='nr-notice']")
        assert len(notice) == 1 and "bukan situs resmi" in notice[0], name


def test_every_address_and_telephone_number_of_others_is_a_reserved_example(
    html: dict[str, Element],
) -> None:
    for name, tree in html.items():
        for link in links(tree):
            parts = urlsplit(link)
            if parts.hostname in SHARING and parts.query:
                continue  # a way to share
            if parts.hostname == "wa.me":
                assert re.fullmatch(r"/120255501\d\d", parts.path), f"{name}: {link}"
            elif parts.scheme in ("http", "https"):
                assert (parts.hostname or "").endswith(".example"), f"{name}: {link}"
            elif parts.scheme == "mailto" and parts.path:
                assert link.endswith(".example"), f"{name}: {link}"
            elif parts.scheme == "tel":
                assert re.fullmatch(r"tel:\+1202555 ?01\d\d", link), f"{name}: {link}"


def test_a_shared_link_shows_a_picture_small_enough_for_messengers(built_docs: Path) -> None:
    for slug in RELEASES:
        found = meta(page(built_docs, f"news/2025/{slug}/"), "og:image")
        assert len(found) == 1
        picture = file_at(built_docs, found[0], HOME)
        assert picture.stat().st_size < 300_000


def words_of(written: str) -> list[str]:
    """The words of a text in lower case, without marks."""
    return re.findall(r"\w+", written.casefold())


def test_the_texts_are_written_new_and_share_no_sentence_with_the_report_they_draw_on() -> None:
    if not SEED.is_file():
        pytest.skip("not checked: the report (../shared/seed) is not beside this repository")
    seed = SEED.read_text("utf-8")
    sentences = [" ".join(words_of(part)) for part in re.split(r"[.!?\n“”\"]+", seed)]
    sentences = [sentence for sentence in sentences if sentence.count(" ") >= 4]
    assert len(sentences) > 10
    words = words_of(seed)
    runs = {" ".join(words[i : i + 12]) for i in range(len(words) - 11)}
    for file in DOCS.rglob("*.md"):
        written = " ".join(words_of(file.read_text("utf-8")))
        copied = [part for part in [*sentences, *runs] if part in written]
        assert copied == [], file.relative_to(DOCS)


def test_what_a_release_says_in_front_is_what_its_page_says(html: dict[str, Element]) -> None:
    tree = html[f"news/2025/{MAIN}/index.html"]
    assert texts(tree, ".//dl[@class='nr-facts nr-block']//dd")[-5:] == [
        "Serang",
        "Bale Soepomo",
        "Mahesa Apriandi",
        "Hari Bakti",
        "Kerja sama",
    ]
    assert texts(tree, ".//header/p/time") == ["Rabu, 19 November 2025"]
    body = tree.find(".//div[@class='nr-text']")
    assert body is not None
    assert folded("".join(body.itertext())).startswith("SERANG, 19 November 2025 – Kantor Wilayah")
