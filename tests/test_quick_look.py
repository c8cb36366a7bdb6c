"""A quick look at Markdown never hides what reading it finds."""

from __future__ import annotations

from unittest.mock import patch
from urllib.parse import unquote

from conftest import NOW, Newsroom, release
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from newsroom.sources.body import BodyReader, path_in_docs
from newsroom.sources.elements import elements_of
from newsroom.sources.quick_look import may_show_pictures, plain_links, plain_pictures

FRAGMENTS = st.sampled_from(
    [
        *(
            "a",
            "kata",
            " ",
            "\n",
            "\n\n",
            "    ",
            "`",
            "```",
            "*",
            "_",
            "\\",
            "#",
            "## ",
            "- ",
            "> ",
        ),
        *("[", "]", "(", ")", "<", ">", "{", "}", "!", ":", '"', "&#46;", "&", "|", "---", "://"),
        *("[a](b.md)", "[a](lain.md)", "![x](x.gif)", "![y](tiada.gif)", "[a](/news/)", "[a](.)"),
        *("[a]: lain.md\n", "[a][b]", "[b]: tiada.md\n", "[^1]", "[^1]: isi\n", "<b>", "</b>"),
        *("https://contoh.example/a_b", "http://localhost/", "[a](https://contoh.example/)"),
        *("<https://contoh.example>", "https://berita.example/tiada/", "ftp://x", "www.x.example"),
        *("<https://berita.example/tiada/>", "[a](https://berita.example/news/)", "file:///x"),
        *('<a href="tiada.md">', "<img src=tiada.gif>", "{: href=tiada.md }", "[a](tiada.md 'x')"),
        *(
            "[a](draf.md)",
            "[a](HTTPS://BERITA.example/tiada/)",
            "[a](javascript:x)",
            "<a@b.example>",
        ),
    ]
)
BODIES = st.lists(FRAGMENTS, max_size=12).map("".join)


@given(BODIES)
@example("[a](https://contoh.example/){: href=tiada.md }")
@example("[a](https://berita&#46;example/tiada/)")
@example("www.berita.example/tiada/ dan HTTPS://Berita.Example/tiada/")
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_links_are_judged_alike_with_and_without_the_quick_look(
    newsroom: Newsroom, body: str
) -> None:
    extensions = ["attr_list", "footnotes", "md_in_html", "pymdownx.magiclink"]
    newsroom.config["markdown_extensions"] = extensions
    newsroom.write("news/2025/lain.md", release(title="Lain"))
    newsroom.write("news/2025/draf.md", release(title="Draf", status="draft"))
    newsroom.write("news/2025/siaran.md", release(body))
    quick = newsroom.problems()
    with patch("newsroom.checks.links.plain_links", return_value=None):
        assert quick == newsroom.problems()


@given(BODIES)
@settings(deadline=None)
def test_a_text_said_to_show_no_picture_shows_none(body: str) -> None:
    if not may_show_pictures(body):
        assert "<img" not in BodyReader().read(body, "news/2025/siaran.md").open_html


@given(BODIES)
@example("![a](x.gif)\n\n- ![b](../y.gif) dan ![c](https://contoh.example/z.gif)")
@settings(max_examples=400, deadline=None)
def test_pictures_told_without_reading_are_those_that_are_shown(body: str) -> None:
    source = "news/2025/siaran.md"
    plain = plain_pictures(body)
    if plain is not None:
        read = elements_of(BodyReader().read(body, source).open_html).pictures
        quick = [(alt, unquote(path_in_docs(file, source) or "")) for alt, file in plain]
        assert quick == [(shown.alt, shown.path) for shown in read]


def test_plain_pictures_need_no_reading() -> None:
    text = "Isi [a](b.md).\n\n![Dua orang, di meja](x-1.jpg)\n\n![](../y.png)"
    assert plain_pictures(text) == [("Dua orang, di meja", "x-1.jpg"), ("", "../y.png")]
    assert plain_pictures("    ![a](b.jpg)") is None


def test_plain_links_need_no_reading() -> None:
    text = (
        "[Laman](https://contoh.example/a?b=1&c=2#d), <https://contoh.example>, "
        "[surel](mailto:a@b.example), [lain](../2024/lain.md), ![Gambar](x-1.jpg)"
    )
    assert plain_links(text, ["https://berita.example/"]) == ["../2024/lain.md", "x-1.jpg"]
    assert plain_links("https://berita.example/", ["https://berita.example/"]) is None
    assert plain_links("[a][b]\n\n[b]: x.md", ["https://berita.example/"]) is None


def test_a_link_in_a_sample_of_code_is_no_link(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release("    [contoh](tiada.md)"))
    assert newsroom.desk(NOW).problems == ()
