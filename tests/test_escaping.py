"""Whatever stands in front matter is shown as text and is never markup, address or instruction."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from conftest import GIF, Newsroom, release
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markup import (
    Element,
    files,
    folded,
    json_ld,
    links,
    meta,
    page,
    pages,
    parsed,
    text,
    texts,
    values,
)

from newsroom.domain.slug import slugify
from newsroom.sources.text import TURNED, straight

FRAGMENTS = [
    "<script>alert(1)</script>", "</script>", "</script ", "<!--<script ", "</title>",
    "</textarea>", "<!--", "-->", "]]>", "<![CDATA[", "<?xml", "<b>", "</b>",
    "<img src=x onerror=alert(1)>", "<", ">", "&", "&amp;",
    "&lt;", "&#60;", '"', "'", "`", '" onclick="alert(1)', "' x='", "{{", "}}", "{%", "%}", "{#",
    "{title}", "%s", "\\", "$", "javascript:alert(1)", "data:text/html,x", "//lain.example",
    "*a*", "_b_", "[c](d)", "![e](f)", "# g", "| h |", "\u202e", "\u200f", "\u2066", "\u200b",
    "\ufeff", "\u2028", "\u2029",
    "\x80", "\x85", "\x9f", "\ufffe", "\uffff", "\U0001f600", "é", "Ω", " ", "  ", "\t",
]  # fmt: skip

hostile = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join)

# One word each, so that a harmless release and a hostile one stand under the same letters.
TEXTS = {
    "title": "Judul",
    "summary": "Ringkasan",
    "location": "Lokasi",
    "editor": "Editor",
    "partner": "Mitra",
    "role": "Peran",
    "other_partner": "Nama",
    "topic": "Topik",
    "venue": "Tempat",
    "alt": "Gambar",
    "caption": "Keterangan",
    "credit": "Pembuat",
    "attachment": "Lampiran",
    "contact": "Humas",
    "contact_role": "Jabatan",
    "phone": "021",
    "correction": "Koreksi",
    "reason": "Alasan",
}
E_MAILS = ["humas@kantor.example", "a'b&c`{{d}}@x.example", "javascript:alert(1)//@x.example"]


def quoted(value: object) -> str:
    """A value as one line of YAML, all of it between quotation marks and escaped."""
    line = yaml.safe_dump(
        value, default_style='"', default_flow_style=True, width=10**6, allow_unicode=False
    )
    return line.strip()


def write(newsroom: Newsroom, said: dict[str, str], e_mail: str) -> None:
    """Two releases that between them use every text of the front matter; one is withdrawn."""
    # A headline that a card cannot show has none, and fewer elements in its page.
    newsroom.options["cards"] = "never"
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/lampiran.pdf", b"%PDF-1.4\n")
    common = {
        "title": said["title"],
        "summary": said["summary"],
        "location": said["location"],
        "editor": said["editor"],
        "partners": [{"name": said["partner"], "role": said["role"]}, said["other_partner"]],
        "topics": [said["topic"]],
        "venue": said["venue"],
    }
    full = {
        "image": {key: said[key] for key in ("alt", "caption", "credit")} | {"src": "foto.gif"},
        "attachments": [{"file": "lampiran.pdf", "title": said["attachment"]}],
        "contacts": [
            {
                "name": said["contact"],
                "role": said["contact_role"],
                "phone": said["phone"],
                "email": e_mail,
            }
        ],
        "corrections": [{"date": "2025-11-20", "kind": "correction", "text": said["correction"]}],
    }
    withdrawn = {
        "status": "withdrawn",
        "withdrawn": {"date": "2025-11-20", "reason": said["reason"]},
    }
    for name, keys in (("penuh", {**common, **full}), ("ditarik", {**common, **withdrawn})):
        fields = {key: quoted(value) for key, value in keys.items()}
        newsroom.write(f"news/2025/{name}.md", release(**fields))


def shape(site: Path) -> Counter[tuple[str, ...]]:
    """How often each element with its attributes stands in the pages of a site."""
    return Counter(
        (str(element.tag), *sorted(element.attrib))
        for html in pages(site).values()
        for element in html.iter()
    )


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, ...]]:
    newsroom = Newsroom(tmp_path_factory.mktemp("harmless"))
    write(newsroom, {key: f"{word} biasa" for key, word in TEXTS.items()}, E_MAILS[0])
    return shape(newsroom.build())


@given(
    st.fixed_dictionaries(dict.fromkeys(TEXTS, hostile)),
    st.sampled_from(E_MAILS),
)
# A smaller example would take minutes to find: every try is a whole build.
@settings(max_examples=15, deadline=None, phases=[Phase.reuse, Phase.generate])
def test_no_text_of_the_front_matter_becomes_anything_but_text(
    tmp_path_factory: pytest.TempPathFactory,
    harmless: Counter[tuple[str, ...]],
    given: dict[str, str],
    e_mail: str,
) -> None:
    said = {key: f"{word} {given[key]} x" for key, word in TEXTS.items()}
    newsroom = Newsroom(tmp_path_factory.mktemp("hostile"))
    write(newsroom, said, e_mail)
    site = newsroom.build()
    said = {key: straight(value) for key, value in said.items()}
    assert_no_text_turns(site)
    assert shape(site) == harmless
    assert_machines_can_read(site)
    assert_only_safe_addresses(site)
    assert_release_shows(page(site, "news/2025/penuh/"), said, e_mail)
    assert_other_pages_show(site, said)


def assert_no_text_turns(site: Path) -> None:
    for name in files(site):
        said = (site / name).read_bytes().decode("utf-8", "ignore")
        assert not TURNED.search(said), name
        assert not re.search(r"(?i)\\u(202[a-e]|206[6-9])|&#(823[4-8]|829[4-7]|x20)", said), name


def assert_machines_can_read(site: Path) -> None:
    for name in files(site):
        if name.endswith(".xml"):
            ElementTree.parse(site / name)
        elif name.endswith(".json"):
            json.loads((site / name).read_text("utf-8"))
    for html in pages(site).values():
        if html.find(".//script[@type='application/ld+json']") is not None:
            json_ld(html)


def assert_only_safe_addresses(site: Path) -> None:
    for name, html in pages(site).items():
        for link in links(html):
            assert urlsplit(link).scheme in {"", "https", "mailto", "tel"}, f"{name}: {link}"


def assert_release_shows(html: Element, said: dict[str, str], e_mail: str) -> None:
    wanted = {key: folded(value) for key, value in said.items()}
    assert texts(html, ".//h1") == [wanted["title"]]
    assert texts(html, ".//p[@class='nr-summary']") == [wanted["summary"]]
    assert texts(html, ".//ul[@class='nr-chips']/li") == [
        f"{wanted['partner']} ({wanted['role']})",
        wanted["other_partner"],
    ]
    assert texts(html, ".//dl[@class='nr-facts nr-block']//dd") == [
        wanted["location"],
        wanted["venue"],
        wanted["editor"],
        wanted["topic"],
    ]
    assert [folded(alt) for alt in values(html, ".//figure//img", "alt")] == [wanted["alt"]]
    assert texts(html, ".//figcaption") == [f"{wanted['caption']} Gambar: {wanted['credit']}"]
    attachments = ".//section[@aria-labelledby='nr-lampiran']//a[@download]"
    assert texts(html, attachments) == [wanted["attachment"]]
    assert texts(html, ".//section[@aria-labelledby='nr-koreksi']//li") == [
        f"Koreksi, 20 November 2025: {wanted['correction']}"
    ]
    contact = html.find(".//address")
    assert contact is not None
    assert text(contact).startswith(f"{wanted['contact']}, {wanted['contact_role']}")
    assert texts(contact, ".//a") == [wanted["phone"], e_mail]
    telephone, mail = values(contact, ".//a", "href")
    assert re.fullmatch(r"tel:\+?\d+", telephone)
    assert mail == f"mailto:{e_mail}"
    article = json_ld(html)["NewsArticle"]
    assert article["headline"] == wanted["title"]
    assert article["locationCreated"]["name"] == wanted["location"]
    assert [m["name"] for m in article["mentions"]] == [wanted["partner"], wanted["other_partner"]]
    assert meta(html, "og:title") == [wanted["title"]]
    assert meta(html, "og:image:alt") == [wanted["alt"]]


def assert_other_pages_show(site: Path, said: dict[str, str]) -> None:
    notice = page(site, "news/2025/ditarik/").find(".//div[@class='nr-status']")
    assert notice is not None
    assert texts(notice, "p")[1] == folded(said["reason"])
    assert texts(page(site, "news/"), ".//article//h3") == [folded(said["title"])]
    entries = texts(page(site, "partners/"), ".//section//li//a")
    assert sorted(entries) == sorted(folded(said[key]) for key in ("partner", "other_partner"))
    item = json.loads((site / "feed.json").read_text("utf-8"))["items"][0]
    assert (item["title"], item["summary"]) == (folded(said["title"]), folded(said["summary"]))
    assert item["authors"] == [{"name": folded(said["editor"])}]


BODIES = {
    "script": "<script>alert(1)</script>",
    "script in a line": "Isi <script src=https://x.example/a.js></script> isi.",
    "event handler": "<img src=https://x.example/a.png onerror=alert(1) alt=x>",
    "event handler on a block": '<div onmouseover="alert(1)">Isi</div>',
    "javascript link": "[Klik](javascript:alert(1))",
    "javascript link in disguise": '<a href="java&#x0A;script:alert(1)">Klik</a>',
    "javascript link, blank first": '<a href=" &#1; javascript:alert(1)">Klik</a>',
    "javascript link by reference": "[Klik][a]\n\n[a]: JaVaScRiPt:alert(1)",
    "javascript address alone": "<javascript:alert(1)>",
    "javascript picture": "![Foto](javascript:alert(1))",
    "data link": "[Klik](data:text/html,<script>alert(1)</script>)",
    "vbscript link": "[Klik](vbscript:x)",
    "our own scheme": '<a href="newsroom:../../x">Klik</a>',
    "quote in a title": "[Klik](https://x.example/ 'a\" onclick=\"alert(1)')",
    "attribute list": 'Isi\n{: onclick="alert(1)" style="position:fixed" }',
    "style": "<style>body{display:none}</style>",
    "style attribute": '<p style="position:fixed;inset:0">Isi</p>',
    "frame": '<iframe src="https://x.example/"></iframe>',
    "srcdoc": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": '<object data="https://x.example/a.swf"></object><embed src="https://x.example/">',
    "form": '<form action="https://x.example/"><input name=q><button>Kirim</button></form>',
    "base": '<base href="https://x.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://x.example/">',
    "style sheet": '<link rel="stylesheet" href="https://x.example/a.css">',
    "vector": "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "mathematics": "<math><mtext></p><img src=https://x.example/ onerror=alert(1)></mtext></math>",
    "broken markup": '<div <p <a href="javascript:alert(1)" x=">">Klik',
    "comment": "<!-- <script>alert(1)</script> --><!--><img src=//x.example onerror=alert(1)>-->",
    "end of the page": "</article></main></body></html><script>alert(1)</script>",
    "template": "{{ config }} {% raw %} {# x #}",
    "search mark": '<p data-pagefind-ignore data-pagefind-filter="partner">Isi</p>',
}
HARMLESS = {"a", "div", "em", "h2", "img", "li", "ol", "p", "span", "strong", "ul", "code"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a release and a partner's profile for each of the texts."""
    newsroom = Newsroom(tmp_path_factory.mktemp("bodies"))
    newsroom.config["markdown_extensions"] = ["attr_list", "md_in_html", "footnotes"]
    newsroom.options["feed_size"] = 200
    for name, body in BODIES.items():
        slug, around = slugify(name), f"Alinea pertama.\n\n{body}\n\nAkhir."
        newsroom.write(f"partners/{slug}.md", f"---\nname: Mitra {slug}\n---\n\n{around}\n")
        newsroom.write(f"news/2025/{slug}.md", release(around, title=slug, partners=[slug]))
    return newsroom.build()


@pytest.mark.parametrize("name", BODIES)
def test_markdown_brings_no_script_style_form_or_frame(written: Path, name: str) -> None:
    html = page(written, f"news/2025/{slugify(name)}/")
    body = html.find(".//div[@class='nr-text']")
    assert body is not None
    assert_harmless(body)
    assert text(body).startswith("SERANG, 19 November 2025 – Alinea pertama.")
    scripts = html.findall(".//script")
    kinds = [
        (script.get("type"), (script.get("src") or "").partition("?")[0]) for script in scripts
    ]
    assert kinds == [("application/ld+json", ""), (None, "../../../assets/tools.js")]
    assert html.find(".//main/article//dl") is not None, "the text closed what holds it"


@pytest.mark.parametrize("name", BODIES)
def test_a_partners_profile_brings_none_either(written: Path, name: str) -> None:
    html = page(written, f"partners/{slugify(name)}/")
    profile = html.find(".//div[@class='nr-text']")
    assert profile is not None
    assert_harmless(profile)
    assert html.find(".//main/p[@class='nr-count']") is not None, "the text closed what holds it"


def test_feeds_carry_none_of_it(written: Path) -> None:
    for file in ("feed.xml", "rss.xml"):
        ElementTree.parse(written / file)
    items = json.loads((written / "feed.json").read_text("utf-8"))["items"]
    assert len(items) == len(BODIES)
    for item in items:
        body = parsed(item["content_html"]).find("body")
        assert body is not None
        assert_harmless(body)


def assert_harmless(tree: Element) -> None:
    """No element, attribute or address in the tree can do anything but be read."""
    for element in list(tree.iter())[1:]:
        assert element.tag in HARMLESS
        for attribute in element.attrib:
            allowed = {"href", "src", "alt", "title", "class", "id"}
            if element.get("class") == "nr-dateline":  # ours, which the search passes over
                allowed.add("data-pagefind-ignore")
            assert attribute in allowed, f"{element.tag} {attribute}"
    for link in links(tree):
        assert urlsplit(link.strip()).scheme in {"", "https"}, link


def test_markdown_keeps_what_a_release_is_written_with(newsroom: Newsroom) -> None:
    newsroom.write("tentang.md", "# Tentang\n")
    newsroom.write(
        "news/2025/kabar.md",
        release(
            "Alinea *miring* dan **tebal**, [tautan](https://x.example/ 'judul').\n\n"
            "## Anak judul\n\n- butir\n\nLalu:\n\n1. nomor\n\n> kutipan\n\n"
            "| a | b |\n| --- | ---: |\n| 1 | 2 |\n\n[surel](mailto:a@x.example)"
            " [telepon](tel:+62) [situs](../../tentang.md)\n"
        ),
    )
    html = page(newsroom.build(), "news/2025/kabar/")
    body = html.find(".//div[@class='nr-text']")
    assert body is not None
    kept = {element.tag for element in body.iter()}
    assert kept >= {"em", "strong", "a", "h2", "ul", "ol", "blockquote", "table", "td"}
    assert list(links(body)) == [
        "https://x.example/",
        "mailto:a@x.example",
        "tel:+62",
        "../../../tentang/",
    ]
    assert values(body, ".//td[2]", "style") == ["text-align:right"]


def test_what_a_partners_profile_says_is_shown_as_text(newsroom: Newsroom) -> None:
    evil = '<b>Satu</b> " onclick="x'
    address = "https://x.example/'onclick=&amp;`{{"
    newsroom.write(
        "partners/satu.md",
        f"---\nname: {quoted(evil)}\nkind: {quoted(evil)}\nurl: {quoted(address)}\n---\n",
    )
    newsroom.write("news/2025/kabar.md", release(partners=["satu"]))
    html = page(newsroom.build(), "partners/satu/")
    assert texts(html, ".//h1") == [evil]
    assert texts(html, ".//p[@class='nr-kicker']") == [evil]
    [link] = html.iterfind(".//p[@class='nr-site']/a")
    assert (text(link), link.get("href")) == (address.removeprefix("https://"), address)


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "//x.example/"])
def test_a_partners_web_site_is_of_the_web(newsroom: Newsroom, scheme: str) -> None:
    newsroom.write("partners/satu.md", f"---\nname: Satu\nurl: '{scheme}'\n---\n")
    newsroom.write("news/2025/kabar.md", release(partners=["Satu"]))
    assert newsroom.problems() == [
        f'docs/partners/satu.md:3:6: "{scheme}" bukan alamat web. '
        "Tulis lengkap, misalnya https://contoh.example/."
    ]


def test_the_settings_of_the_site_are_shown_as_text_too(newsroom: Newsroom) -> None:
    evil = "<b>A</b> & \"B\" 'C' {{ d }} </script>"
    newsroom.config["site_name"] = evil
    newsroom.options.update(
        notice=evil,
        boilerplate=evil,
        organisation={"name": evil, "short_name": evil},
        contacts={"humas": {"name": evil, "role": evil, "phone": evil, "email": evil}},
    )
    newsroom.write("news/2025/kabar.md", release())
    site = newsroom.build()
    html = page(site, "news/2025/kabar/")
    assert not list(html.iter("b"))
    assert texts(html, ".//p[@class='nr-notice']") == [evil]
    assert text(html.find(".//title")) == f"Judul - {evil}"
    assert json_ld(html)["NewsArticle"]["publisher"]["name"] == evil
    assert_machines_can_read(site)


# In halves, since a name of more than 200 characters is refused.
@pytest.mark.parametrize("half", [0, 1])
def test_every_hostile_fragment_at_once_is_still_text(
    tmp_path: Path, harmless: Counter[tuple[str, ...]], half: int
) -> None:
    fragments = "".join(FRAGMENTS[half::2])
    said = {key: f"{word} {fragments} x" for key, word in TEXTS.items()}
    newsroom = Newsroom(tmp_path)
    write(newsroom, said, E_MAILS[1])
    site = newsroom.build()
    said = {key: straight(value) for key, value in said.items()}
    assert_no_text_turns(site)
    assert shape(site) == harmless
    assert_machines_can_read(site)
    assert_only_safe_addresses(site)
    assert_release_shows(page(site, "news/2025/penuh/"), said, E_MAILS[1])


def options(said: dict[str, str]) -> dict[str, object]:
    """The options of mkdocs.yml that hold texts."""
    return {
        "organisation": {"name": said["name"], "short_name": said["short_name"]},
        "notice": said["notice"],
        "boilerplate": said["boilerplate"],
        "contacts": {
            "humas": {"name": said["contact"], "role": said["role"], "phone": said["phone"]}
        },
    }


def write_settings(newsroom: Newsroom, said: dict[str, str]) -> None:
    """A site whose options, profile, page and file names hold texts."""
    newsroom.options = options(said)
    newsroom.config |= {"site_name": said["site"], "site_description": said["description"]}
    profile = {key: said[key] for key in ("partner", "kind")}
    newsroom.write(
        "partners/satu.md",
        f"---\nname: {quoted(profile['partner'])}\nkind: {quoted(profile['kind'])}\n"
        f"aliases: [{quoted(said['alias'])}]\n---\n\nIsi.\n",
    )
    page_ = (
        f"---\ntitle: {quoted(said['page'])}\ndescription: {quoted(said['about'])}\n---\n\nIsi.\n"
    )
    newsroom.write("tentang.md", page_)
    newsroom.write("news/2025/foto & 'kita' (1).gif", GIF)
    image = {"src": "foto & 'kita' (1).gif", "alt": "Dua orang duduk"}
    newsroom.write("news/2025/kabar.md", release(partners=["satu"], image=image))


SETTINGS = (
    "name", "short_name", "notice", "boilerplate", "contact", "role", "phone", "site",
    "description", "partner", "kind", "alias", "page", "about",
)  # fmt: skip
# A lone half of a character cannot be written into a file; YAML's escape for one is refused.
settings_texts = st.lists(
    st.sampled_from([piece for piece in FRAGMENTS if piece.isprintable()]), min_size=1, max_size=6
).map("".join)


@given(st.fixed_dictionaries(dict.fromkeys(SETTINGS, settings_texts)))
@settings(max_examples=6, deadline=None, phases=[Phase.reuse, Phase.generate])
def test_no_text_of_the_options_profiles_and_pages_becomes_anything_but_text(
    tmp_path_factory: pytest.TempPathFactory, given: dict[str, str]
) -> None:
    shapes = []
    for said in (
        {key: f"{key} biasa" for key in SETTINGS},
        {key: f"{key} {value} x" for key, value in given.items()},
    ):
        newsroom = Newsroom(tmp_path_factory.mktemp("settings"))
        write_settings(newsroom, said)
        site = newsroom.build()
        shapes.append(shape(site))
        assert_machines_can_read(site)
        assert_only_safe_addresses(site)
    assert shapes[0] == shapes[1]
    assert texts(page(site, "partners/satu/"), ".//h1") == [folded(said["partner"])]


CONTROLS = ("\0", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f")
RULED_OUT = st.one_of(
    st.tuples(hostile, st.sampled_from(CONTROLS), hostile).map("".join),
    st.integers(100_000, 450_000).map(lambda words: "a " * words),
)


@pytest.mark.parametrize("key", TEXTS)
@given(value=RULED_OUT)
@settings(max_examples=10, deadline=None)
def test_control_characters_and_endless_texts_are_refused_with_their_place(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: str
) -> None:
    """However they are written: YAML lets any character be given by its number."""
    newsroom = Newsroom(tmp_path_factory.mktemp("ruled-out"))
    said = {name: f"{word} biasa" for name, word in TEXTS.items()}
    write(newsroom, {**said, key: value}, E_MAILS[0])
    problems = newsroom.problems()
    assert problems
    for told in problems:
        assert re.match(r"docs/news/2025/(penuh|ditarik)\.md:\d+:\d+: ", told)
        assert len(told) < 500


@pytest.mark.parametrize("escaped", [r"\ud800", r"\udfff", r"\ud83d x"])
@pytest.mark.parametrize("key", ["title", "summary", "location", "editor", "venue"])
def test_half_a_character_is_refused_with_its_place(
    newsroom: Newsroom, key: str, escaped: str
) -> None:
    newsroom.write("news/2025/kabar.md", release(**{key: f'"a{escaped}b"'}))
    [told] = newsroom.problems()
    assert told.startswith("docs/news/2025/kabar.md:")
