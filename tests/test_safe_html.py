"""What HTML a text may bring, and that whatever is taken out of it is told with its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import html5lib
import pytest
from conftest import NOW, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st
from markup import files, json_ld, meta, page, text, values
from test_export import export, run

from newsroom.problems import Level
from newsroom.settings import Html
from newsroom.sources.body import BodyReader, plain
from newsroom.sources.front_matter import read_front_matter
from newsroom.sources.safe_html import ALLOWED_TAGS, Sanitizer
from newsroom.sources.text import HIDDEN, TURNED, TURNING

SOURCE = "news/2025/siaran.md"
FRAME = '<iframe src="https://video.example/1" title="Rekaman" onload="x"></iframe>'


def told(newsroom: Newsroom, body: str) -> list[str]:
    """The warnings of a release with a text, as `line:column code name`; the text begins at 8."""
    newsroom.write(SOURCE, release(body))
    desk = newsroom.desk()
    assert {warning.level for warning in desk.warnings} <= {Level.WARNING}
    return [f"{w.at.line}:{w.at.column} {w.code} {w.facts['name']}" for w in desk.warnings]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Isi.\n\n<script>alert(1)</script>", ["10:1 html_element script"]),
        ("Isi <b onclick=x>tebal</b>.", ["8:8 html_attribute onclick"]),
        ("Isi\n{: onclick='x' }", ["9:4 html_attribute onclick"]),
        ("[Klik](javascript:alert)", ["8:8 html_link javascript:alert"]),
        ('Isi <a href="java&#x0A;script:x">k</a>', ["8:5 html_link java\nscript:x"]),
        ("![Dua orang duduk](data:image/png,a)", ["8:20 html_link data:image/png,a"]),
        ('<p style="position:fixed">Isi</p>', ["8:4 html_attribute style"]),
        ('<p class="nr-notice">Ditarik</p>', ["8:4 html_attribute class"]),
        ('<p role="alert">Ditarik</p>', ["8:4 html_attribute role"]),
        ('<q cite="javascript:x">Isi</q>', ["8:10 html_link javascript:x"]),
        ("<form><input></form>", ["8:1 html_element form", "8:7 html_element input"]),
        (f"Isi.\n\n{FRAME}", ["10:1 html_frame https://video.example/1"]),
        # A sample of code is no element; the element behind it is told where it stands.
        ("`<form>` lalu\n\n<form></form>", ["10:1 html_element form"]),
        ("<button>\n\nIsi.\n\n<button>", ["8:1 html_element button", "12:1 html_element button"]),
        ("<svg onload=x><script>x</script></svg>", ["8:1 html_element svg"]),
        ("<!-- catatan -->Isi *miring*, [tautan](https://x.example/?a=1&b=2), a < b & c.", []),
        ("| a |\n| --: |\n| 1 |\n\nCatatan[^1]\n\n[^1]: Isi <b>tebal</b> <br>.", []),
        ("[surel](mailto:a@x.example) <a@x.example> [telepon](tel:+62)", []),
    ],
)  # fmt: skip
def test_what_is_taken_out_is_told_where_it_stands(
    newsroom: Newsroom, body: str, expected: list[str]
) -> None:
    newsroom.config["markdown_extensions"] = ["attr_list", "footnotes"]
    assert told(newsroom, body) == expected


def test_a_profile_and_a_page_are_told_of_in_the_same_way(newsroom: Newsroom) -> None:
    newsroom.write("partners/satu.md", "---\nname: Mitra Satu\n---\n\n<script>x</script>\n")
    newsroom.write("tentang.md", "# Tentang\n\n[a](javascript:x)\n")
    places = [f"{w.at}: {w.code}" for w in newsroom.desk().warnings]
    assert places == ["docs/partners/satu.md:5:1: html_element", "docs/tentang.md:3:5: html_link"]


def test_a_cached_text_is_told_of_as_well(newsroom: Newsroom, tmp_path: Path) -> None:
    from newsroom.desk import open_desk
    from newsroom.sources.config import read_site

    newsroom.write(SOURCE, release("<script>x</script>"))
    site, _ = read_site(newsroom.write_config())
    for _ in range(2):
        desk = open_desk(site, BodyReader(), NOW, cache=tmp_path / "cache")
        assert [warning.code for warning in desk.warnings] == ["html_element"]


PAGE = "# Tentang\n\n<script>x</script>\n\n<p onclick=x style=position:fixed>Isi</p>\n\n" + FRAME


def elements(newsroom: Newsroom, address: str) -> set[str]:
    body = page(newsroom.build(), address).find(".//main")
    assert body is not None
    return {str(e.tag) for e in body.iter()} | {a for e in body.iter() for a in e.attrib}


def test_an_ordinary_page_is_made_safe_as_well(newsroom: Newsroom) -> None:
    newsroom.write("tentang.md", PAGE)
    newsroom.write("index.md", "<form></form>Selamat datang<img src=https://x.example/ onerror=y>")
    assert not elements(newsroom, "tentang/") & {"script", "iframe", "onclick", "style"}
    home = page(newsroom.build(), "")
    assert home.find(".//main//form") is None
    assert not [element for element in home.iter() if "onerror" in element.attrib]


def test_frames_of_named_hosts_are_shown_in_releases_and_pages(newsroom: Newsroom) -> None:
    newsroom.options["html"] = {"frames": ["video.example"]}
    newsroom.write("tentang.md", PAGE)
    newsroom.write(SOURCE, release(FRAME))
    told_of = {(w.at.file, w.facts["name"]) for w in newsroom.desk().warnings}
    assert told_of >= {(f"docs/{SOURCE}", "onload"), ("docs/tentang.md", "onload")}
    assert (f"docs/{SOURCE}", "https://video.example/1") not in told_of
    site = newsroom.build()
    for address in ("tentang/", "news/2025/siaran/"):
        [frame] = page(site, address).iterfind(".//main//iframe")
        assert frame.attrib == {
            "src": "https://video.example/1", "title": "Rekaman", "loading": "lazy",
            "referrerpolicy": "strict-origin-when-cross-origin",
        }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "http://video.example/", "//video.example/", "https://video.example.jahat.example/",
        "https://jahat.example/video.example", "https://video.example@jahat.example/",
        "https://jahat.example\\@video.example/", "javascript:alert(1)", "data:text/html,x",
        "https:video.example", "/berkas.html", "",
    ],
)  # fmt: skip
def test_a_frame_of_any_other_host_is_not(address: str) -> None:
    reader = BodyReader(rules=Html(frames=["video.example"]))
    body = reader.read(f'<iframe src="{address}" title="a"><b>x</b></iframe>', SOURCE)
    assert "iframe" not in body.open_html
    assert [removed.code for removed in body.links.removed] == ["html_frame"]


def test_a_trusted_site_shows_what_it_is_given_with_its_links_in_place(
    newsroom: Newsroom,
) -> None:
    newsroom.options["html"] = {"trusted": True}
    newsroom.write("tentang.md", PAGE)
    body = (
        "<script>if (1 < 2 && 3) { alert('<p>') }</script>\n"
        '<form action="https://x.example/"><input name=q disabled></form>\n\n'
        '[Tentang](../../tentang.md) <a href="../../tentang.md" onclick="x(&quot;y&quot;)">b</a>\n'
    )
    assert told(newsroom, body) == []
    site = newsroom.build()
    main = page(site, "news/2025/siaran/").find(".//div[@class='nr-text']")
    assert main is not None
    assert [script.text for script in main.iter("script")] == ["if (1 < 2 && 3) { alert('<p>') }"]
    assert [field.attrib for field in main.iter("input")] == [{"name": "q", "disabled": ""}]
    assert values(main, ".//a", "href") == ["../../../tentang/"] * 2
    assert values(main, ".//a[@onclick]", "onclick") == ['x("y")']
    assert {"script", "iframe", "onclick"} <= elements(newsroom, "tentang/")


@pytest.mark.parametrize("host", ["https://video.example", "video", "*.example", "a b.example"])
def test_a_host_is_named_by_its_name_alone(newsroom: Newsroom, host: str) -> None:
    from newsroom.problems import Problems

    newsroom.options["html"] = {"frames": [host]}
    with pytest.raises(Problems) as caught:
        newsroom.desk()
    [problem] = caught.value.problems
    assert (problem.code, problem.at.file) == ("option_value", "mkdocs.yml")


# --- Whatever is written -----------------------------------------------------------------------

# fmt: off
PIECES = [
    "<script>", "</script>", "<style>", "</style>", "<b>", "</b>", "<p>", "</p>", "<div ", ">",
    "/>", "<iframe src=https://x.example/>", "</iframe>", "<svg>", "<math>", "<mtext>", "</svg>",
    "<table>", "<td>", "<textarea>", "<title>", "<noscript>", "<template>", "<xmp>",
    "<plaintext>", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "<form>", "<a href=", "javascript:x",
    "JaVaScRiPt:x", "data:text/html,x", "vbscript:x", "&#106;avascript&colon;x", "java\tscript:x",
    " \x01javascript:x", "//x.example", '"', "'", "`", " onclick=x", " onerror='x'", " style=x",
    " src=", " href=", " srcdoc='<b>'", "<img ", "<base href=//x.example>",
    "<meta http-equiv=refresh>", "<link rel=stylesheet href=x>", "{: onclick=x }", "{: #a .b }",
    "[a](", "![a](", ")", "[a]: ", "\n", "\n\n", "    ", "> ", "- ", "\u2028", "\x00", "\x0c",
    "\ufffe", "\U0001f600", "a", "é", "&lt;", "&amp;", "&", "<", "\\",
]
# fmt: on
SAFE_SCHEMES = {"", "http", "https", "mailto", "tel", "newsroom"}


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_whatever_is_written_a_browser_finds_nothing_that_acts(text: str) -> None:
    body = BodyReader(["attr_list", "md_in_html", "footnotes", "tables"]).read(text, SOURCE)
    tree = html5lib.parseFragment(body.open_html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree or not isinstance(element.tag, str):
            continue
        assert element.tag in ALLOWED_TAGS | {"h2"}, text
        assert not [name for name in element.attrib if str(name).startswith("on")], text
        for name in ("href", "src", "cite", "poster"):
            written = re.sub(r"[\x00-\x20]", "", element.get(name, ""))
            scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", written)
            assert scheme is None or scheme[1].lower() in SAFE_SCHEMES, text


# fmt: off
FRAME_PIECES = [
    "<iframe ", "<iframe src=https://video.example/>", "<IFRAME\nSRC='https://video.example/a?b'>",
    " src=https://video.example/", " src='https://video.example/>'", " src=https://x.example/",
    ' src="https://video.example/&quot;&gt;<iframe src=https://x.example/>"',
    ' title="></iframe><iframe src=https://x.example/>"', " title='&quot; src=&quot;https://x.example/'",
    ' title="<iframe src=&quot;https://x.example/&quot;></iframe>"', " srcdoc='<b>'", " onload=x",
    "</iframe>", "</iframe >", "</IFRAME/>", "</ifram", "<!-- </iframe> -->", ">", "/>", '"', "'",
    '<p title="<iframe src=https://x.example/></iframe>">', "<svg>", "</svg>", "<math>",
    "<template>", "<noscript>", "<title>", "<b>", "</b>",
    "&lt;iframe src=https://x.example/&gt;", "a", "\n", "<",
]
# fmt: on


@given(st.lists(st.sampled_from(FRAME_PIECES), max_size=12).map("".join))
def test_whatever_is_written_of_frames_those_of_named_hosts_alone_are_left_and_empty(
    raw: str,
) -> None:
    safe = Sanitizer(Html(frames=["video.example"])).clean(f"<p>Awal</p>{raw}")
    tree = html5lib.parseFragment(safe, namespaceHTMLElements=False)
    assert "".join(tree.itertext()).startswith("Awal")
    for frame in tree.iter("iframe"):
        assert frame.attrib.keys() <= {"src", "title", "loading", "referrerpolicy"}
        assert frame.get("src", "").startswith("https://video.example/")
        assert "".join(frame.itertext()) == ""
        assert len(frame) == 0
    found = {str(name) for element in tree.iter() for name in element.attrib}
    assert not [name for name in found if name == "srcdoc" or name.startswith("on")]
    assert safe.count("<iframe") == len(list(tree.iter("iframe")))


def acting(raw: str) -> set[str]:
    """The elements and attributes that a browser would find in HTML that is not made safe."""
    found: set[str] = set()
    tree: Any = html5lib.parseFragment(raw, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is not tree and isinstance(element.tag, str):
            found |= (
                {element.tag} if element.tag in {"script", "iframe", "form", "style"} else set()
            )
            found |= {str(name) for name in element.attrib if str(name).startswith("on")}
    return found


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_that_would_have_acted_is_dropped_without_a_word(text: str) -> None:
    reader = BodyReader(["attr_list", "md_in_html", "footnotes", "tables"])
    removed = reader.read(text, SOURCE).links.removed
    trusting = BodyReader(
        ["attr_list", "md_in_html", "footnotes", "tables"], rules=Html(trusted=True)
    )
    if acting(trusting.read(text, SOURCE).open_html):
        assert removed, text


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\xad"])
def test_a_character_that_is_not_seen_is_told_where_it_stands(
    newsroom: Newsroom, character: str
) -> None:
    keys = {"title": f"Ju{character}dul", "topics": [f"To{character}pik"]}
    newsroom.write(SOURCE, release(f"Isi.\n\nSa{character}tu", **keys))
    told_of = [w for w in newsroom.desk().warnings if w.code == "hidden_character"]
    assert [(w.at.line, w.facts["character"]) for w in told_of] == [
        (line, f"U+{ord(character):04X}") for line in (2, 7, 12)
    ]


def test_markdown_that_is_imported_is_told_of_as_well() -> None:
    from newsroom.intake.readers import read_document
    from newsroom.intake.readers.source import Source

    read = read_document(b"# Judul\n\n<script>x</script>\n\nIsi.\n", Source("a.md"))
    assert [notice.facts["what"] for notice in read.notices] == ["script (3)"]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.txt", b"kata " * 300_000), ("a.md", b"[" * 50_000), ("a.html", b"<p>" * 30_000)],
)
def test_a_document_beyond_measure_is_refused_at_once(name: str, data: bytes) -> None:
    from newsroom.intake.readers import read_document
    from newsroom.intake.readers.source import Source
    from newsroom.problems import Problems

    with pytest.raises(Problems):
        read_document(data, Source(name))


def test_a_text_keeps_its_own_names_and_loses_those_of_the_site() -> None:
    raw = (
        '<p id="nr-isi" class="catatan nr-notice" role="alert">Isi <q cite="javascript:x">a</q></p>'
    )
    html = html5lib.parse(BodyReader().read(raw, SOURCE).open_html, namespaceHTMLElements=False)
    [paragraph] = html.iter("p")
    assert paragraph.attrib == {"class": "catatan"}
    [quotation] = html.iter("q")
    assert quotation.attrib == {}
    footnote = BodyReader(["footnotes"]).read("Isi[^1]\n\n[^1]: Catatan.", SOURCE).open_html
    assert 'role="doc-backlink"' in footnote or 'id="fnref:1"' in footnote


SEEN = st.sampled_from(["Izin ", "dicabut", "a\u200db", "\u200fغ", ""])
UNSEEN = st.sampled_from([*HIDDEN, *"\x00\x01\x07\x1b\x7f\x81\x9d"])
WRITTEN = st.sampled_from(["{1}", "&#{0};", "&#x{0:x};"])


@given(st.lists(st.tuples(SEEN, UNSEEN, WRITTEN), min_size=1, max_size=6))
def test_what_a_text_is_told_by_holds_nothing_that_is_not_seen(
    pieces: list[tuple[str, str, str]],
) -> None:
    """Be it written as it is or as a reference; that to no character stands for an unknown one."""
    written = (seen + how.format(ord(unseen), unseen) for seen, unseen, how in pieces)
    said = plain(f"<b>{''.join(written)}</b>").replace("\ufffd", "")
    assert "".join(said.split()) == "".join(seen.strip() for seen, _, _ in pieces)


TURNED_AS = st.sampled_from(
    ["{1}", "&#{0};", "&#x{0:X};", "&#000{0} ", "&#x20&#{0};2e;", "&\u202e#{0};"]
)


@given(st.lists(st.tuples(SEEN, st.sampled_from(TURNING), TURNED_AS), min_size=1, max_size=6))
def test_no_text_turns_the_direction_of_writing(pieces: list[tuple[str, str, str]]) -> None:
    written = "".join(seen + how.format(ord(mark), mark) for seen, mark, how in pieces)
    for rules in (Html(), Html(trusted=True)):
        reader = BodyReader(["attr_list"], rules=rules)
        for text_ in (written, f"[{written}](/a '{written}')", f"`{written}`", f"# {written}"):
            given = read_front_matter(release(text_), SOURCE).body
            said = html5lib.parse(reader.read(given, SOURCE).open_html)
            assert not TURNED.search("".join(said.itertext()))


def test_what_turns_the_direction_of_writing_is_left_out_and_told_line_by_line(
    newsroom: Newsroom,
) -> None:
    turned = "Izin \u202edicabut\u202c"
    keys = {"title": turned, "topics": ["To\u2066pik"], "partners": [turned], "summary": turned}
    newsroom.write(SOURCE, release(f"Isi.\n\nSa\u202ctu {turned} &#x202e;dua.", **keys))
    newsroom.write(
        "partners/izin-dicabut.md", f"---\nname: {turned}\nkind: {turned}\n---\n{turned}"
    )
    newsroom.write("tentang.md", f"---\ntitle: {turned}\n---\n\n# {turned}\n\nIsi.\n\n{turned}\n")
    told = [
        (w.at.file.removeprefix("docs/"), w.at.line, w.facts["character"], w.facts["number"])
        for w in newsroom.desk().warnings
        if w.code == "turned"
    ]
    assert told == [
        (SOURCE, 2, "U+202E", "2"),
        (SOURCE, 7, "U+2066", "1"),
        (SOURCE, 9, "U+202E", "2"),
        (SOURCE, 10, "U+202E", "2"),
        (SOURCE, 15, "U+202C", "4"),
        ("partners/izin-dicabut.md", 2, "U+202E", "2"),
        ("partners/izin-dicabut.md", 3, "U+202E", "2"),
        ("partners/izin-dicabut.md", 5, "U+202E", "2"),
        ("tentang.md", 2, "U+202E", "2"),
        ("tentang.md", 5, "U+202E", "2"),
        ("tentang.md", 9, "U+202E", "2"),
    ]
    site, out = newsroom.build(), newsroom.folder / "ekspor"
    export(newsroom, "ekspor")
    run(newsroom, "partners", "--out", "ekspor/mitra")
    for folder in (site, out):
        for name in files(folder):
            assert not TURNED.search((folder / name).read_bytes().decode("utf-8", "ignore")), name


def test_a_text_that_turns_its_direction_does_not_turn_that_of_a_listing(
    newsroom: Newsroom,
) -> None:
    newsroom.write(SOURCE, release("Izin \u202edicabut\u202c hari\xad ini&#8238;."))
    site = newsroom.build()
    release_page = page(site, "news/2025/siaran/")
    assert meta(release_page, "description") == ["Izin dicabut hari ini."]
    assert json_ld(release_page)["NewsArticle"]["description"] == "Izin dicabut hari ini."
    assert "Izin dicabut hari ini." in text(page(site, "news/"))


def test_a_link_that_lost_its_address_is_no_link_any_more() -> None:
    def shown(markdown: str) -> str:
        return BodyReader().read(markdown, SOURCE).open_html

    assert shown("[klik](javascript:x) dan [sana](https://a.example/)") == (
        '<p>klik dan <a href="https://a.example/">sana</a></p>'
    )
    assert shown('<a id="bab"></a>Bab') == '<p><a id="bab"></a>Bab</p>'
    nested = '<a href="javascript:x">a<table><tr><td><a href="/b">b</a></td></tr></table>c</a>'
    assert shown(nested).count("<a") == shown(nested).count("</a>") == 1


@pytest.mark.parametrize("text_", ['href="newsroom:b.md"', '`src="newsroom:b.md"`'])
def test_prose_that_looks_like_a_link_of_ours_is_prose(text_: str) -> None:
    body = BodyReader().read(f"Tulis {text_} [b](b.md).", SOURCE)
    linked = body.linked(lambda path: f"/alamat/{path}")
    assert '="newsroom:b.md"' in linked
    assert '<a href="/alamat/news/2025/b.md">b</a>' in linked
