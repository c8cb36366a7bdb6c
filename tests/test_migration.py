"""What the archive of another system becomes: every source a release, or a reason."""

from __future__ import annotations

import html
import json
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from conftest import GIF, NOW, ROOT, Newsroom, release
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.cli import main
from newsroom.migration import moving
from newsroom.migration.body import converted, shown_text
from newsroom.migration.map import Map, read_map
from newsroom.migration.moving import Change, Miscounted, Move, Outcome, State, move
from newsroom.problems import Position, Problems
from newsroom.sources.body import BodyReader, plain
from newsroom.sources.config import read_site
from newsroom.sources.front_matter import read_front_matter
from newsroom.words import Words

WELCOME = ("location", "editor", "partners", "summary")
MATTER = "---\ntitle: Judul\ndate: 2020-05-17\n---\n"


@dataclass
class OldArchive:
    """A folder of another system, a map, and the newsroom it is moved into."""

    folder: Path
    newsroom: Newsroom
    plan: dict[str, Any] = field(default_factory=dict)

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def write_map(self) -> Path:
        file = self.newsroom.folder / "map.yml"
        file.write_text(yaml.safe_dump({"system": "jekyll", **self.plan}), "utf-8")
        return file

    def move(self, *, dry_run: bool = False) -> Move:
        site, extensions = read_site(self.newsroom.write_config())
        reader = BodyReader.for_config(extensions)
        return move(self.folder, read_map(self.write_map()), site, reader, NOW, dry_run=dry_run)

    def only(self) -> Outcome:
        """What became of the one post there is."""
        [outcome] = [o for o in self.move().outcomes if o.state not in (State.OTHER, State.COPIED)]
        return outcome

    def text(self, outcome: Outcome) -> str:
        assert outcome.file is not None, [p.code for p in outcome.problems]
        return (self.newsroom.folder / "docs" / outcome.file).read_text("utf-8")

    def values(self, outcome: Outcome) -> dict[str, Any]:
        """Its front matter, but for the mark of its origin."""
        values = dict(read_front_matter(self.text(outcome), "x").values)
        del values["x-imported"]
        return values

    def body(self, outcome: Outcome) -> str:
        return read_front_matter(self.text(outcome), "x").body.strip()

    def post(self, body: str, /, **keys: object) -> Outcome:
        """Move the one Jekyll post there is, with a body and front matter."""
        self.write_post(body, **keys)
        return self.only()

    def post_among(self, body: str, /, **keys: object) -> Outcome:
        """The same where there are others."""
        source = self.write_post(body, **keys)
        return next(outcome for outcome in self.move().outcomes if outcome.source == source)

    def write_post(self, body: str, /, **keys: object) -> str:
        source = "_posts/2020-05-17-judul.md"
        values = {"title": "Judul", "date": "2020-05-17", **keys}
        self.write(source, f"---\n{yaml.safe_dump(values)}---\n{body}\n")
        return source


@pytest.fixture
def old(tmp_path: Path) -> OldArchive:
    options = {"required": ["title", "date"]}
    extensions = {"markdown_extensions": ["attr_list", "footnotes", "md_in_html"]}
    newsroom = Newsroom(tmp_path / "newsroom", options, extensions)
    newsroom.folder.mkdir()
    (tmp_path / "old").mkdir()
    return OldArchive(tmp_path / "old", newsroom)


def codes(outcome: Outcome) -> list[str]:
    return [notice.code for notice in outcome.notices]


# Systems


def test_a_jekyll_post_becomes_a_release(old: OldArchive) -> None:
    old.plan = {"keys": {"editor": "author", "topics": "tags"}, "drop": ["layout"]}
    old.write(
        "_posts/2012-03-01-Nota-Kesepahaman.md",
        dedent("""\
            ---
            layout: post
            title: "Nota: Kesepahaman"
            date: 2012-03-01 10:00:00 -0400
            author: Editor Satu
            tags: [berita, humas]
            license: CC0
            ---
            Alinea pertama.
        """),
    )
    outcome = old.only()
    assert outcome.file == "news/2012/nota-kesepahaman.md"
    assert outcome.state is State.IMPORTED
    assert old.values(outcome) == {
        "title": "Nota: Kesepahaman",
        "date": "2012-03-01T21:00",
        "editor": "Editor Satu",
        "topics": ["berita", "humas"],
        "aliases": ["2012/03/01/Nota-Kesepahaman.html"],
        "x-license": "CC0",
    }
    assert old.body(outcome) == "Alinea pertama."
    assert not old.newsroom.problems()


def test_a_hugo_post_in_yaml_keeps_its_slug_and_leads_its_old_addresses_on(old: OldArchive) -> None:
    old.plan = {"system": "hugo", "address": "/:year/:month/:day/:slug/"}
    old.write(
        "content/berita/2019-02-03-berkas.md",
        "---\nslug: 99992\ndate: 2019-02-03T09:00:00.000+07:00\ntitle: Satu\ntags: [null]\n"
        "aliases: [/lama/, /2018/lama.html]\n---\nTeks.\n",
    )
    outcome = old.only()
    assert outcome.file == "news/2019/99992.md"
    assert old.values(outcome)["aliases"] == ["2019/02/03/99992", "lama", "2018/lama.html"]
    assert "topics" not in old.values(outcome)
    assert not old.newsroom.problems()


def test_a_hugo_post_in_toml_becomes_a_release(old: OldArchive) -> None:
    old.plan = {"system": "hugo"}
    old.write(
        "content/berita/satu/index.md",
        '+++\ntitle = "Satu & dua"\ndate = 2019-02-03T09:00:00+07:00\ndraft = false\n'
        'tags = ["a", "b"]\n[params]\nnilai = 3\n+++\nTeks.\n',
    )
    outcome = old.only()
    assert outcome.file == "news/2019/satu.md"
    values = old.values(outcome)
    assert (values["title"], values["topics"]) == ("Satu & dua", ["a", "b"])
    assert values["x-params"] == {"nilai": "3"}
    assert values["aliases"] == ["berita/satu"]


def test_a_hugo_post_in_json_becomes_a_release(old: OldArchive) -> None:
    old.plan = {"system": "hugo"}
    old.write("content/a.md", '{"title": "Satu", "date": "2019-02-03"}\n\nTeks.\n')
    assert old.body(old.only()) == "Teks."


WXR = """\
<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Lama</title><wp:wxr_version>1.2</wp:wxr_version>
%s
</channel></rss>
"""
ITEM = """\
<item><title>%(title)s</title><link>https://lama.example/2016/02/%(name)s/</link>
<dc:creator><![CDATA[Editor Satu]]></dc:creator>
<content:encoded><![CDATA[%(body)s]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>%(id)s</wp:post_id><wp:post_date>2016-02-11 15:00:25</wp:post_date>
<wp:post_name>%(name)s</wp:post_name><wp:status>%(status)s</wp:status>
<wp:post_type>%(type)s</wp:post_type><wp:post_password></wp:post_password>
<category domain="category" nicename="berita"><![CDATA[Berita]]></category>
<category domain="post_tag" nicename="humas"><![CDATA[Humas]]></category>
<wp:postmeta><wp:meta_key>sumber</wp:meta_key><wp:meta_value>Radio</wp:meta_value></wp:postmeta>
</item>"""


def item(number: int, body: str = "Teks.", **facts: str) -> str:
    usual = {"title": "Judul", "name": f"judul-{number}", "status": "publish", "type": "post"}
    return ITEM % {"id": str(number), "body": body, **usual, **facts}


def test_a_wordpress_export_becomes_releases(old: OldArchive) -> None:
    old.plan = {
        "system": "wordpress",
        "site": "https://lama.example/",
        "keys": {"editor": "author", "topics": ["tags", "categories"]},
    }
    body = (
        "Alinea <strong>pertama</strong>\nbaris dua.\n\n<ul>\n  <li>satu</li>\n</ul>\n"
        '[caption id="a"]Foto[/caption]\n\n<a href="https://lama.example/2016/02/judul-2/">dua</a>'
        "\n\n<!--more-->\n\n<script>alert(1)</script>Akhir 1 < 2 &amp; *bintang*."
    )
    old.write(
        "lama.xml",
        WXR % "".join([
            item(1, body, title="EPA&amp;#8217;s"), item(2), item(3, status="draft"),
            item(4, status="trash"), item(5, type="attachment"),
        ]),
    )  # fmt: skip
    moved = old.move()
    states = {outcome.source: outcome.state for outcome in moved.outcomes}
    assert states == {
        "lama.xml#1": State.WARNED,
        "lama.xml#2": State.IMPORTED,
        "lama.xml#3": State.WARNED,
        "lama.xml#4": State.OTHER,
        "lama.xml#5": State.OTHER,
    }
    first = moved.outcomes[0]
    assert old.values(first) == {
        "title": "EPA’s",
        "date": "2016-02-11T15:00:25",
        "editor": "Editor Satu",
        "topics": ["Humas", "Berita"],
        "aliases": ["2016/02/judul-1"],
        "x-id": "1",
        "x-meta": {"sumber": "Radio"},
    }
    text = old.body(first)
    assert text.startswith("Alinea **pertama**")
    assert "baris dua." in text
    assert "- satu" in text
    assert r'\[caption id="a"]Foto\[/caption]' in text
    assert "[dua](judul-2.md)" in text
    assert r"Akhir 1 < 2 & \*bintang\*." in text
    assert codes(first) == ["removed"]
    assert old.values(moved.outcomes[2])["status"] == "draft"
    assert old.values(moved.outcomes[2])["x-status"] == "draft"
    assert not old.newsroom.problems()


def test_an_export_that_declares_entities_is_refused(old: OldArchive) -> None:
    old.plan = {"system": "wordpress"}
    old.write("lama.xml", '<?xml version="1.0"?>\n<!DOCTYPE x [\n<!ENTITY a "b">\n]><x>&a;</x>')
    outcome = old.only()
    assert outcome.state is State.REFUSED
    assert [(p.code, p.at.line) for p in outcome.problems] == [("xml_entity", 3)]


# Front matter


@pytest.mark.parametrize(
    ("matter", "title"),
    [
        ("\n\n---\ntitle: Satu\ndate: 2020-01-02\n---\n", "Satu"),
        ("---\ntitle: Satu\ndate: 2020-01-02\n---", "Satu"),
        ("\ufeff---\r\ntitle: Satu\r\ndate: 2020-01-02\r\n---\r\n", "Satu"),
        ("---\ntitle: Satu: dua\ndate: 2020-01-02\n---\n", "Satu: dua"),
        ("---\ntitle: EPA&#8217;s <strong>App</strong>\ndate: 2020-01-02\n---\n", "EPA’s App"),
        ("---\ntitle: A &amp;#8211; B\ndate: 2020-01-02\n---\n", "A – B"),
        ("---\ntitle: Di <b>bawah</b> 5 < 6\ndate: 2020-01-02\n---\n", "Di bawah 5 < 6"),
        ("---\ntitle: Nol\u200blebar\ndate: 2020-01-02\n---\n", "Nollebar"),
        ("---\ntitle: >-\n  Dua\n  baris\ndate: 2020-01-02\n---\n", "Dua baris"),
        ("---\ntitle: [Satu\ndate: 2020-01-02\n---\n", "[Satu"),
        ("---\nTitle: x\ntitle: &a Satu\nother: *a\ndate: 2020-01-02\n---\n", "Satu"),
    ],
)
def test_front_matter_is_read_as_its_own_system_reads_it(
    old: OldArchive, matter: str, title: str
) -> None:
    old.write("_posts/satu.md", matter)
    assert old.values(old.only())["title"] == title
    assert not old.newsroom.problems()


def test_of_two_equal_keys_the_last_counts_and_the_other_is_kept(old: OldArchive) -> None:
    old.write("_posts/satu.md", "---\ntitle: A\ntitle: B\ndate: 2020-01-02\n---\nTeks.")
    outcome = old.only()
    assert old.values(outcome)["title"] == "B"
    assert old.values(outcome)["x-title-duplicate"] == "A"
    assert [(n.code, n.at.line) for n in outcome.notices] == [("duplicate_key", 3)]


def test_nothing_of_the_front_matter_is_lost(old: OldArchive) -> None:
    old.plan = {"drop": ["layout"], "keys": {"image_alt": "foto.alt", "image": "foto.uid"}}
    outcome = old.post(
        "Teks.",
        layout="post",
        hide=["toc"],
        search={"boost": 2},
        foto={"uid": "tidak-ada", "alt": "Apa", "lain": "x"},
        **{"kunci aneh:": "a", "daftar": [["a", "b"], [], None], "kosong": {}},
    )
    values = old.values(outcome)
    for key in ("title", "date", "aliases"):
        values.pop(key, None)
    assert values == {
        "x-daftar": ['["a", "b"]'],
        "x-foto": {"lain": "x"},
        "x-hide": ["toc"],
        "x-image": {"src": "tidak-ada", "alt": "Apa"},
        "x-kunci-aneh": "a",
        "x-search": {"boost": "2"},
    }
    assert not old.newsroom.problems()


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2012-03-01 10:00:00 -0400", "2012-03-01T21:00"),
        ("2012-03-01T10:00:00.000Z", "2012-03-01T17:00"),
        ("2012-03-01 10:00:00 UTC", "2012-03-01T17:00"),
        ("2012-03-01 10:00", "2012-03-01T10:00"),
        ("2012-3-1", "2012-03-01"),
        ("Thu, 01 Mar 2012 10:00:00 +0000", "2012-03-01T17:00"),
    ],
)
def test_dates_are_read_in_the_forms_of_other_systems(
    old: OldArchive, written: str, date: str
) -> None:
    old.write("_posts/satu.md", f'---\ntitle: A\ndate: "{written}"\n---\nTeks.\n')
    assert old.values(old.only())["date"] == date


@pytest.mark.parametrize(
    ("prefer", "date", "code"),
    [
        ("front_matter", "2020-05-01", "date_differs"),
        ("file_name", "2020-05-17", "date_differs_name"),
    ],
)
def test_of_two_dates_the_map_chooses_and_the_editor_is_told(
    old: OldArchive, prefer: str, date: str, code: str
) -> None:
    old.plan = {"date": prefer}
    outcome = old.post("Teks.", date="2020-05-01")
    assert old.values(outcome)["date"] == date
    assert codes(outcome) == [code]


def test_without_a_date_the_file_s_name_gives_it(old: OldArchive) -> None:
    assert old.values(old.post("Teks.", date=None))["date"] == "2020-05-17"


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": "a\\ud800\\u0000b", "date": "2020-01-02"}\nTeks.',
        b'---\ntitle: "a\\0\\u202eb"\ndate: 2020-01-02\n---\nTeks.',
        b'+++\ntitle = "a\\u0000b"\ndate = 2020-01-02\n+++\nTeks.',
    ],
)
def test_escaped_characters_that_nobody_sees_are_left_out(old: OldArchive, content: bytes) -> None:
    old.write("_posts/a.md", content)
    assert old.values(old.only())["title"] == "ab"
    assert not old.newsroom.problems()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        (b"a.md", b"Teks saja.", "no_front_matter"),
        (b"a.md", b"", "no_front_matter"),
        (b"a.md", b"---\ntitle: A\ndate: 2020-01-02\nTeks.", "no_closing_fence"),
        (b"a.md", b"---\ntitle: A\n}\ndate: 2020-01-02\n---\n", "yaml"),
        (b"a.md", b"---\n- A\n---\n", "not_keys"),
        (b"a.md", b"+++\ntitle = A\n+++\n", "foreign_syntax"),
        (b"a.md", b'{"title": "A",}\n', "foreign_syntax"),
        (b"a.md", b'{"a":' + b"[" * 100_000, "too_much"),
        (b"a.md", b"\xff\xfe\x00", "no_front_matter"),
        (b"a.md", b"---\x00\xff", "not_utf8"),
        (b"a.rst", b"Teks", "foreign_markup"),
        (b"a\xff.md", MATTER.encode(), "foreign_name"),
        (b"a.md", b"---\ntitle: A\ndate: 31/02/2020\n---\n", "not_a_date"),
        (b"a.md", b"---\ntitle: A\ndate: 02/01/2020\n---\n", "date_ambiguous"),
        (b"a.md", b"---\ntitle: A\ndate: 22/01/2020\n---\n", "date_form"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    old: OldArchive, name: bytes, content: bytes, code: str
) -> None:
    old.write("_posts/x.txt", "")
    (old.folder / "_posts" / os.fsdecode(name)).write_bytes(content)
    outcome = old.only()
    assert [problem.code for problem in outcome.problems][:1] == [code]
    assert Words("id").problem(outcome.problems[0])


def test_links_that_lead_out_of_the_archive_are_not_followed_and_told(old: OldArchive) -> None:
    outside = old.folder.parent / "luar"
    outside.mkdir()
    (outside / "a.md").write_text(MATTER + "Rahasia.", "utf-8")
    old.write("_posts/dalam.md", MATTER)
    (old.folder / "_posts/luar.md").symlink_to(outside / "a.md")
    (old.folder / "_posts/mati.md").symlink_to(outside / "tidak-ada.md")
    (old.folder / "_posts/putar.md").symlink_to(old.folder / "_posts/putar.md")
    (old.folder / "_posts/folder").symlink_to(outside)
    (old.folder / "_posts/sama.md").symlink_to(old.folder / "_posts/dalam.md")
    (old.folder / "_posts/isi").symlink_to(old.folder / "_posts")
    moved = old.move()
    states = {outcome.source: outcome.state for outcome in moved.outcomes}
    told = {o.source: [p.code for p in o.problems] for o in moved.outcomes if o.problems}
    refused = ("folder", "luar.md", "mati.md", "putar.md")
    assert told == {f"_posts/{name}": ["link_outside_archive"] for name in refused}
    # These two have one old address, and are told so.
    assert states["_posts/dalam.md"] is states["_posts/sama.md"] is State.WARNED
    assert states["_posts/isi"] is State.OTHER
    written = (old.newsroom.folder / "docs").rglob("*.md")
    assert not any("Rahasia." in file.read_text("utf-8") for file in written)
    told_in = {lang: Words(lang).problem(moved.outcomes[1].problems[0]) for lang in ("id", "en")}
    assert all(told_in.values())


def test_a_folder_of_the_name_of_a_release_is_passed_by(old: OldArchive) -> None:
    (old.newsroom.folder / "docs/news/2020/judul.md").mkdir(parents=True)
    (old.newsroom.folder / "docs/news/2020/judul-2.md").symlink_to(old.folder / "tidak-ada")
    assert old.post("Teks.").file == "news/2020/judul-3.md"


# What must not be published


def test_what_the_old_site_did_not_show_stays_hidden(old: OldArchive) -> None:
    old.write("_posts/a.md", MATTER.replace("---\n", "---\ndraft: true\n", 1))
    old.write("_posts/b.md", MATTER.replace("---\n", "---\npublished: false\n", 1))
    old.write("_posts/c.md", MATTER.replace("---\n", "---\nexpiryDate: 2021-01-01\n", 1))
    old.write("_posts/e.md", MATTER.replace("---\n", "---\npublishDate: '?'\n", 1))
    old.write("_drafts/d.md", MATTER)
    for outcome in old.move().outcomes:
        assert old.values(outcome)["status"] == "draft", outcome.source


@pytest.mark.parametrize(
    ("keys", "public"),
    [
        ({"draft": "false"}, True),
        ({"draft": "tidak"}, True),
        ({"published": "true"}, True),
        ({"status": "Published"}, True),
        ({"visibility": "public"}, True),
        ({"status": "publish", "draft": "no"}, True),
        ({"draft": "ya"}, False),
        ({"draft": "mungkin"}, False),
        ({"Draft": "true"}, False),
        ({"draft": None}, False),
        ({"status": "draft"}, False),
        ({"status": "Draft"}, False),
        ({"status": "pending review"}, False),
        ({"status": ["published", "draft"]}, False),
        ({"status": {"web": "published"}}, False),
        ({"visibility": "private"}, False),
        ({"private": "true"}, False),
        ({"published": "soon"}, False),
        ({"published": "true", "status": "draft"}, False),
        ({"build": {"render": "never"}}, False),
        ({"_build": {"render": "never"}}, False),
        ({"_build": {"render": False}}, False),
        ({"_build": {"render": "link"}}, False),
        ({"build": {"render": "always", "list": "always"}}, True),
        ({"_build": {"render": "true"}}, True),
        ({"build": {"list": "never"}}, False),
        ({"headless": "true"}, False),
        ({"headless": "false"}, True),
        ({"password": "kunci"}, False),
        ({"Protected": "ya"}, False),
        ({"password": ""}, True),
        ({"embargo": "2030-01-02", "publishDate": "12/03/2030"}, False),
    ],
)
def test_only_what_is_known_to_be_public_is_published(
    old: OldArchive, keys: dict[str, Any], public: bool
) -> None:
    outcome = old.post("Teks.", **keys)
    assert (old.values(outcome).get("status") != "draft") is public
    assert (outcome.state is State.IMPORTED) is public
    assert bool(old.newsroom.desk().edition.releases) is public


def test_a_text_behind_a_password_is_told_and_the_password_is_not_kept(old: OldArchive) -> None:
    outcome = old.post("Teks.", password="kunci rahasia")
    assert codes(outcome) == ["password"]
    assert "kunci rahasia" not in old.text(outcome)


def test_what_hugo_never_rendered_is_told(old: OldArchive) -> None:
    assert codes(old.post("Teks.", build={"render": "never"})) == ["draft"]


@pytest.mark.parametrize(
    ("status", "when", "code"),
    [
        ("future", "2016-02-11 15:00:25", "never_shown"),
        ("future", "2030-02-11 15:00:25", ""),
        ("publish", "2016-02-11 15:00:25", ""),
    ],
)
def test_a_post_that_wordpress_never_published_in_time_is_a_draft(
    old: OldArchive, status: str, when: str, code: str
) -> None:
    old.plan = {"system": "wordpress"}
    old.write("lama.xml", WXR % item(1, status=status).replace("2016-02-11 15:00:25", when))
    outcome = old.only()
    assert codes(outcome) == ([code] if code else [])
    assert old.values(outcome).get("status") == ("draft" if code else None)


def test_a_wordpress_post_behind_a_password_is_a_draft(old: OldArchive) -> None:
    old.plan = {"system": "wordpress"}
    locked = item(1).replace("<wp:post_password>", "<wp:post_password>kunci rahasia")
    old.write("lama.xml", WXR % locked)
    outcome = old.only()
    assert "password" in codes(outcome)
    assert old.values(outcome)["status"] == "draft"
    assert "kunci rahasia" not in old.text(outcome)


def test_a_map_says_what_a_word_for_the_status_means(old: OldArchive) -> None:
    old.plan = {"keys": {"draft": "tahap"}, "values": {"status": {"tayang": "published"}}}
    assert old.post("Teks.", tahap="tayang").state is State.IMPORTED
    outcome = old.post("Teks.", tahap="naskah")
    assert codes(outcome) == ["status_unknown"]
    assert old.values(outcome)["x-tahap"] == "naskah"
    told = Words("id").t("migration.notices.status_unknown", **outcome.notices[0].facts)
    assert '"tahap: naskah"' in told


def test_of_several_days_of_publication_the_last_counts(old: OldArchive) -> None:
    values = old.values(old.post("Teks.", embargo="2030-01-02", publishDate="2031-01-02"))
    assert values["embargo"] == "2031-01-02"


def test_a_post_in_which_nothing_is_said_is_a_draft(old: OldArchive) -> None:
    outcome = old.post("<script>a()</script>\n<!--more-->")
    assert old.values(outcome)["status"] == "draft"
    assert codes(outcome) == ["nothing_said", "removed"]
    assert "status" not in old.values(old.post("", description="Ringkasan."))
    assert not old.newsroom.problems()


def test_a_day_of_publication_still_to_come_is_an_embargo(old: OldArchive) -> None:
    old.write("_posts/a.md", MATTER.replace("---\n", "---\npublishDate: 2030-01-02\n", 1))
    assert old.values(old.only())["embargo"] == "2030-01-02"


def test_expired_posts_are_published_if_the_map_says_so(old: OldArchive) -> None:
    old.plan = {"expired": "publish"}
    values = old.values(old.post("Teks.", expiryDate="2021-01-01"))
    assert "status" not in values
    assert values["x-expiryDate"] == "2021-01-01"


WITHHELD = {"a draft": {"draft": "true"}, "under embargo": {"embargo": "2031-05-06"}}
NAMED = {
    "a link": "Lihat [ini](/2012/03/01/rencana-rahasia.html) dan itu.",
    "a link with a title": 'Lihat [ini](/2012/03/01/rencana-rahasia.html "rencana-rahasia") itu.',
    "a reference": "Lihat [ini]({% post_url 2012-03-01-rencana-rahasia %}) dan itu.",
    "code": "Lihat {% post_url 2012-03-01-rencana-rahasia %} dan itu.",
    "an address": "Lihat https://lama.example/2012/03/01/rencana-rahasia.html, dan itu.",
    "an address in brackets": "Lihat <https://lama.example/2012/03/01/rencana-rahasia.html> itu.",
    "a path": "Lihat `/2012/03/01/rencana-rahasia.html` dan itu.",
    "its own label": "[/2012/03/01/rencana-rahasia.html](/2012/03/01/rencana-rahasia.html) itu.",
    "HTML": 'Lihat <a href="/2012/03/01/rencana-rahasia.html">ini</a> dan itu.',
    "a picture": 'Lihat <img src="/2012/03/01/rencana-rahasia.html" alt="ini"> dan itu.',
    "another address of it": "Lihat [ini](/arsip/rencana-rahasia/) dan /rencana-rahasia itu.",
    "a definition": "Lihat [ini][x] dan itu.\n\n[x]: /2012/03/01/rencana-rahasia.html",
}


@pytest.mark.parametrize("withheld", WITHHELD)
@pytest.mark.parametrize("named", NAMED)
def test_no_public_text_says_where_a_withheld_one_is(
    old: OldArchive, named: str, withheld: str
) -> None:
    old.plan = {"site": "https://lama.example/"}
    secret = {"title": "Judul lain", "date": "2012-03-01", **WITHHELD[withheld]}
    old.write("_posts/2012-03-01-rencana-rahasia.md", f"---\n{yaml.safe_dump(secret)}---\nTeks.\n")
    outcome = old.post_among(NAMED[named])
    text = old.text(outcome)
    assert "rahasia" not in text
    assert "itu." in text
    assert not old.newsroom.problems()


def test_an_archive_with_a_link_to_a_withheld_text_can_be_built(old: OldArchive) -> None:
    old.plan = {"site": "https://lama.example/"}
    for number, text in enumerate(NAMED.values()):
        old.write(f"_posts/2020-05-{number + 1:02}-kabar-baru-{number}.md", f"{MATTER}{text}\n")
    secret = MATTER.replace("---\n", "---\ndraft: true\nslug: rencana-rahasia\n", 1)
    old.write("_posts/2012-03-01-rencana-rahasia.md", secret.replace("Judul", "Lain") + "Teks.")
    old.move()
    pages = [page.read_text("utf-8") for page in old.newsroom.build().rglob("*.html")]
    assert len(pages) > len(NAMED)
    assert not any("rahasia" in page for page in pages)


# Required keys, constants, values


def test_a_post_without_a_required_key_is_refused_with_its_place(old: OldArchive) -> None:
    old.newsroom.options = {}
    outcome = old.post("Teks.")
    assert outcome.state is State.REFUSED
    assert [(str(p.at), p.code, p.facts["key"]) for p in outcome.problems] == [
        ("old/_posts/2020-05-17-judul.md:1:1", "migration_missing", "location"),
        ("old/_posts/2020-05-17-judul.md:1:1", "migration_missing", "editor"),
    ]
    assert not (old.newsroom.folder / "docs" / "news").exists()


def test_constants_fill_what_a_source_lacks_and_values_are_renamed(old: OldArchive) -> None:
    old.newsroom.options = {}
    old.plan = {
        "constants": {"location": "Serang", "editor": "Editor Satu"},
        "keys": {"location": "kota"},
        "values": {"location": {"clg": "Cilegon"}, "topics": {"x": None, "b": "Berita"}},
    }
    values = old.values(old.post("Teks.", kota="clg", tags=["x", "b"]))
    assert (values["location"], values["editor"]) == ("Cilegon", "Editor Satu")
    assert values["topics"] == ["Berita"]


def test_names_that_would_share_an_address_are_spelled_one_way(old: OldArchive) -> None:
    old.write("_posts/2020-01-01-a.md", "---\ntitle: A\ntags: [C & D, 🎉]\n---\nTeks.\n")
    old.write("_posts/2020-01-02-b.md", "---\ntitle: B\ntags: [C D]\n---\nTeks.\n")
    first, second = old.move().outcomes
    assert codes(first) == ["no_letters"]
    assert codes(second) == ["same_name"]
    assert old.values(second)["topics"] == ["C & D"]
    assert not old.newsroom.problems()


# The dateline


@pytest.mark.parametrize(
    ("line", "place", "rest"),
    [
        ("**SERANG—**Kantor itu.", "Serang", "Kantor itu."),
        ("**SERANG** – Kantor itu.", "Serang", "Kantor itu."),
        ("SERANG -- Kantor itu.", "Serang", "Kantor itu."),
        ("KOTA SERANG, 17 Mei 2020 – Kantor itu.", "Kota Serang", "Kantor itu."),
        ("Serang, 17 Mei 2020 – Kantor itu.", "Serang", "Kantor itu."),
        # What the site would not write itself stays.
        (
            "**WASHINGTON, D.C.** — Kantor itu.",
            "Washington",
            "**WASHINGTON, D.C.** — Kantor itu.",
        ),
        (
            "**Segera**\n\n**SERANG—**Kantor itu.",
            "Serang",
            "**Segera**\n\n**SERANG—**Kantor itu.",
        ),
        ("Kerja sama — Kantor itu.", None, "Kerja sama — Kantor itu."),
    ],
)
def test_the_place_is_taken_from_the_dateline(
    old: OldArchive, line: str, place: str | None, rest: str
) -> None:
    old.plan = {"dateline": "remove"}
    outcome = old.post(line)
    assert old.values(outcome).get("location") == place
    assert old.body(outcome) == rest


# Bodies


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("A {{ site.nama }} b.", "A {{ site.nama }} b."),
        ("A {{<kotak *a* _b_>}} b.", "A {{<kotak *a* _b_>}} b."),
        ("**A**{{< /kotak >}}", "A{{< /kotak >}}"),
        ("# Judul {% include a.html %}", "Judul {% include a.html %}"),
        (
            '{{< img\n   src="a_b.jpg" alt="Foto | *x*"\n>}}',
            '{{< img src="a_b.jpg" alt="Foto | *x*" >}}',
        ),
        ("{{% kotak %}}Isi *ini*.{{% /kotak %}}", "{{% kotak %}}Isi ini.{{% /kotak %}}"),
        ("`{{ kode }}` {% raw %}", "{{ kode }} {% raw %}"),
        ("    {{ kode }} *a*", "{{ kode }} *a*"),
        ("Alamat <siapa pun> di sini.", "Alamat <siapa pun> di sini."),
        ("a <-- b <!-- c", "a <-- b <!-- c"),
        ("**A**{b} c", "A{b} c"),
        ('<p class="x">A {{< b "c" >}}</p>', 'A {{< b "c" >}}'),
        ('Lihat [teks]({{< ref "tidak.md" >}}) ini.', 'Lihat teks ({{< ref "tidak.md" >}}) ini.'),
        ("Lihat [teks](../../tidak/) ini.", "Lihat teks (../../tidak/) ini."),
        ("A.\n{: .besar }\n\nB{: #c}.", "A. B."),
        ("A.\n\n<!--more-->\n\nB.", "A. B."),
        ("A\u200bB\u202e C", "AB C"),
        ("<font size='2'>A</font> <center>B</center>", "A B"),
    ],
)
def test_a_body_comes_out_on_the_page_as_it_was_meant(
    old: OldArchive, body: str, shown: str
) -> None:
    outcome = old.post(body)
    assert not old.newsroom.problems()
    assert page_text(old, outcome) == shown


def page_text(old: OldArchive, outcome: Outcome) -> str:
    """The text of a release as readers see it."""
    desk = old.newsroom.desk()
    return plain(desk.texts.of(desk.edition.archive.releases[0]).open_html)


def test_what_a_release_may_not_hold_is_taken_out_and_told_with_its_line(old: OldArchive) -> None:
    outcome = old.post(
        "Awal.\n\n<script>\njahat()\n</script>\n\n"
        "<a href='https://a.example' onclick='x()'>A</a>\n\n"
        '<iframe title="Video" src="//video.example/1"></iframe>\n\n<form>Isi <input></form>'
    )
    assert [(n.code, n.at.line) for n in outcome.notices] == [
        ("removed", 7), ("removed", 11), ("frame", 13), ("removed", 15), ("removed", 15),
    ]  # fmt: skip
    assert old.body(outcome) == (
        "Awal.\n\n\n\n<a href='https://a.example'>A</a>\n\n"
        '<a href="https://video.example/1">Video</a>\n\nIsi'
    )


def test_mixed_line_ends_and_windows_text_are_read(old: OldArchive) -> None:
    old.write("_posts/a.md", MATTER.encode().replace(b"\n", b"\r\n") + b"Caf\xe9\r\n\r\nB\nC\r")
    outcome = old.only()
    assert old.body(outcome) == "Café\n\nB\nC"
    assert [(n.code, n.at.line, n.at.column) for n in outcome.notices] == [("not_utf8", 5, 4)]


# Links and files


def test_links_between_posts_lead_to_the_releases(old: OldArchive) -> None:
    old.plan = {"site": "https://lama.example/", "address": "/:year/:month/:title/"}
    old.write("_posts/2019-01-02-tujuan.md", "---\ntitle: T\n---\nTeks.\n")
    outcome = old.post_among(
        "[a](2019-01-02-tujuan.md) [b](/2019/01/tujuan/#x) [c](../../../2019/01/tujuan)"
        " [d](https://lama.example/2019/01/tujuan/) [e]({{ site.baseurl }}/2019/01/tujuan/)"
        ' [f]({% post_url 2019-01-02-tujuan %}) <a href="/2019/01/tujuan/">g</a> [h][t]'
        " [i](/tentang/?a=1) [j](surat@a.example) [k](www.a.example) [l](#m)"
        "\n\n[t]: /2019/01/tujuan/\n"
    )
    assert old.body(outcome) == (
        "[a](../2019/tujuan.md) [b](../2019/tujuan.md#x) [c](../2019/tujuan.md)"
        " [d](../2019/tujuan.md) [e](../2019/tujuan.md) [f](../2019/tujuan.md)"
        ' <a href="../2019/tujuan.md">g</a> [h][t] [i](https://lama.example/tentang/?a=1)'
        " [j](mailto:surat@a.example) [k](http://www.a.example) [l](#m)"
        "\n\n[t]: ../2019/tujuan.md"
    )
    assert codes(outcome) == ["link_outside", "link_mended"]
    assert not old.newsroom.problems()


def test_where_the_new_site_takes_the_old_address_dead_links_become_text(old: OldArchive) -> None:
    old.plan = {"site": "https://berita.example/"}
    outcome = old.post("[a](/tentang/) [b](https://berita.example/lama/)")
    assert old.body(outcome) == "a (/tentang/) b (https://berita.example/lama/)"
    assert not old.newsroom.problems()


def test_pictures_and_files_are_copied_beside_the_release(old: OldArchive) -> None:
    old.write("assets/Foto Satu.gif", GIF)
    old.write("lain/foto-satu.gif", GIF + b"\0")
    old.write("assets/berkas.pdf", b"%PDF")
    old.write("assets/halaman.html", "<p>")
    old.plan = {"keys": {"image_alt": "alt"}}
    outcome = old.post(
        "![a](/assets/Foto%20Satu.gif) ![b](../lain/foto-satu.gif) [c](/assets/berkas.pdf)"
        " [d](/assets/halaman.html) ![e](/assets/tidak.gif)",
        image="/assets/Foto Satu.gif",
        alt="Foto",
    )
    moved = old.move()
    assert old.values(outcome)["image"] == {"src": "foto-satu.gif", "alt": "Foto"}
    assert old.body(outcome) == (
        "![a](foto-satu.gif) ![b](foto-satu-2.gif) [c](berkas.pdf)"
        " d (/assets/halaman.html) e (/assets/tidak.gif)"
    )
    assert moved.count(State.COPIED) == 3
    assert moved.count(State.OTHER) == 1
    copy = old.newsroom.folder / "docs/news/2020/foto-satu.gif"
    assert copy.read_bytes() == GIF
    assert not old.newsroom.problems()


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ("/assets/tidak.png", "image_missing"),
        ("https://a.example/b.png", "image_outside"),
        ("/assets/a.png", "image_broken"),
        ("/assets/b.gif", "image_alt"),
        ("../../../../etc/passwd.png", "image_missing"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_kept_in_mind(
    old: OldArchive, image: str, code: str
) -> None:
    old.write("assets/a.png", b"bukan gambar")
    old.write("assets/b.gif", GIF)
    outcome = old.post("Teks.", image=image)
    values = old.values(outcome)
    assert codes(outcome) == [code]
    assert "image" not in values
    assert values["x-image"]["src"]
    assert not old.newsroom.problems()


# Names and addresses


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2020-05-17-apa ini? ya: “itu” .md", "apa-ini-ya-itu"),
        ("2020-05-17-UPPER_case.md", "upper-case"),
        ("2020-05-17-" + "kata-" * 40 + ".md", ("kata-" * 20).strip("-")),
        ("2020-05-17-index.md", "index-1"),
        ("2020-05-17-🎉.md", "judul"),
        ("2020-05-17-évaluer.md", "evaluer"),
    ],
)
def test_file_names_become_good_addresses(old: OldArchive, name: str, file: str) -> None:
    old.write(f"_posts/{name}", "---\ntitle: Judul\n---\nTeks.\n")
    assert old.only().file == f"news/2020/{file}.md"
    assert not old.newsroom.problems()


def test_two_posts_of_one_name_get_two_addresses(old: OldArchive) -> None:
    old.newsroom.write("news/2020/judul.md", release(title="Sudah ada"))
    old.write("a/_posts/2020-05-17-judul.md", MATTER + "Satu.")
    old.write("b/_posts/2020-05-17-judul.md", MATTER + "Dua.")
    assert [o.file for o in old.move().outcomes] == ["news/2020/judul-2.md", "news/2020/judul-3.md"]
    assert not old.newsroom.problems()
    assert [o.change for o in old.move().outcomes] == [Change.UNCHANGED] * 2


def test_an_old_address_that_is_taken_or_impossible_is_kept_in_mind(old: OldArchive) -> None:
    old.newsroom.write("tentang.md", "# Tentang\n")
    outcome = old.post("Teks.", redirect_from=["/tentang/", "/a\\b/", "/baik/", "/berkas.pdf"])
    values = old.values(outcome)
    assert values["aliases"] == ["2020/05/17/judul.html", "baik"]
    assert values["x-old-addresses"] == ["/tentang", "/a\\b", "/berkas.pdf"]
    assert codes(outcome) == ["alias_taken", "alias_unusable", "alias_unusable"]
    assert not old.newsroom.problems()


def test_an_old_address_leads_to_the_release(old: OldArchive) -> None:
    old.post("Teks.")
    page = old.newsroom.build() / "2020/05/17/judul.html"
    assert "/news/2020/judul/" in page.read_text("utf-8")


def test_versions_in_two_languages_are_joined(old: OldArchive) -> None:
    old.plan = {
        "system": "hugo",
        "languages": [{"files": f"content/{lang}/**", "lang": lang} for lang in ("en", "id")],
    }
    for lang in ("en", "id"):
        old.write(
            f"content/{lang}/satu.md",
            f"---\ntitle: Satu {lang}\ndate: 2020-05-17\ntranslationKey: k\n---\nTeks.\n",
        )
    english, indonesian = old.move().outcomes
    assert old.values(indonesian)["lang"] == "id"
    assert "translation_of" not in old.values(indonesian)
    assert old.values(english)["translation_of"] == indonesian.file
    assert not old.newsroom.problems()


# Again


def snapshot(old: OldArchive) -> dict[str, tuple[bytes, int]]:
    docs = old.newsroom.folder / "docs"
    files = (file for file in docs.rglob("*") if file.is_file())
    return {str(f.relative_to(docs)): (f.read_bytes(), f.stat().st_mtime_ns) for f in files}


def test_a_second_run_changes_nothing(old: OldArchive) -> None:
    old.write("a.gif", GIF)
    old.post("Teks ![a](/a.gif).")
    before = snapshot(old)
    moved = old.move()
    assert snapshot(old) == before
    assert {o.change for o in moved.outcomes} == {Change.UNCHANGED, None}


def test_a_file_that_someone_edited_is_left_alone_and_told_of(old: OldArchive) -> None:
    outcome = old.post("Teks.")
    file = old.newsroom.folder / "docs" / str(outcome.file)
    file.write_text(file.read_text("utf-8").replace("Teks.", "Teks yang lebih baik."), "utf-8")
    before = snapshot(old)
    again = old.post("Teks baru.")
    assert snapshot(old) == before
    assert again.change is Change.EDITED
    assert [str(n.at) for n in again.notices if n.code == "edited"] == [
        "docs/news/2020/judul.md:1:1"
    ]


def test_a_file_that_someone_moved_is_found_again(old: OldArchive) -> None:
    outcome = old.post("Teks.")
    docs = old.newsroom.folder / "docs"
    (docs / str(outcome.file)).rename(docs / "news/2020/nama-lain.md")
    assert old.only().file == "news/2020/nama-lain.md"
    assert len(snapshot(old)) == 1


def test_what_nobody_edited_follows_a_better_map(old: OldArchive) -> None:
    old.post("Teks.", kota="Serang")
    old.plan = {"keys": {"location": "kota"}}
    outcome = old.only()
    assert outcome.change is Change.UPDATED
    assert old.values(outcome)["location"] == "Serang"


def test_a_dry_run_writes_nothing(old: OldArchive) -> None:
    old.write("_posts/a.md", MATTER + "Teks.")
    assert old.move(dry_run=True).count(State.IMPORTED) == 1
    assert snapshot(old) == {}


# All together

texts = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\x85\u2028\u2029"), max_size=60
)
words = st.text("abcdefghij klmnopqrstuvwxyz.,!?'", min_size=1, max_size=60)
names = st.sampled_from(["a.md", "b.html", "c.txt", "d.md", "e f?.md", "g.rst", "h.png", "i.xml"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(files=st.dictionaries(names, st.one_of(texts, texts.map(lambda t: MATTER + t)), max_size=6))
def test_whatever_the_files_hold_the_counts_add_up(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str]
) -> None:
    old = fresh(tmp_path_factory)
    for name, content in files.items():
        old.write(f"_posts/2020-05-17-{name}", content)
    moved = old.move()
    assert len(moved.outcomes) == len(files)
    assert sum(moved.count(state) for state in State) == len(files)
    for outcome in moved.outcomes:
        assert bool(outcome.problems) == (outcome.state is State.REFUSED)
        assert bool(outcome.notices) == (outcome.state is State.WARNED)
    assert not old.newsroom.problems()


@settings(max_examples=60, deadline=None)
@given(body=st.lists(words, max_size=8))
def test_no_line_of_a_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, body: list[str]
) -> None:
    old = fresh(tmp_path_factory)
    outcome = old.post("\n".join(body))
    kept = old.text(outcome).split("\n---\n", 1)[1].splitlines()
    for line in body:
        assert not line.strip() or line.rstrip() in [row.rstrip() for row in kept]


@settings(max_examples=150, deadline=None)
@given(body=st.text("ab *_`[]()<>{}%\"'!&#|\\/:.\n-=~1", max_size=40))
def test_no_letter_of_a_text_is_lost_whatever_marks_stand_around_it(
    tmp_path_factory: pytest.TempPathFactory, body: str
) -> None:
    old = fresh(tmp_path_factory)
    outcome = old.post(body)
    # Attributes in kramdown's braces and comments are no text.
    shown = re.sub(r"\{:.*?\}|<!--.*?-->", "", body, flags=re.DOTALL)
    before, after = letters(old, shown), letters(old, old.body(outcome))
    assert is_within(before, after), (before, after)
    assert not old.newsroom.problems()


def letters(old: OldArchive, markdown: str) -> str:
    """The letters that readers see of a Markdown text."""
    _, extensions = read_site(old.newsroom.write_config())
    shown = plain(BodyReader.for_config(extensions).read(markdown, "news/2020/a.md").open_html)
    return "".join(letter for letter in shown if letter in "ab1")


def is_within(few: str, many: str) -> bool:
    """Whether the letters of one text stand, in their order, in another."""
    rest = iter(many)
    return all(letter in rest for letter in few)


PIECES = [
    "# x", "1. y", "12) z", "- w", "+ v", "> u", "| a | b |", "|---|---|", "a|b", "===", "---", "-",
    "~~~", "```", ": t", "!!! s", "[r](q)", "[p]: o", "*n*", "_m_", "{: .l}", "{{ k }}", "&copy j",
    "<i>", "\\h", "kata", "[^1]", "[^1]: g", "`f`", "!", "&lt;", "&#35; e",
]  # fmt: skip
said = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(paragraphs=st.lists(said, min_size=1, max_size=3), cells=st.lists(said, max_size=6))
def test_the_words_of_an_html_post_stay_words(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], cells: list[str]
) -> None:
    old = fresh(tmp_path_factory)
    rows = [row for row in (cells[:1], cells[1:3], cells[3:]) if row]
    table = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    lines = "".join(f"<p>{html.escape(text)}<br>{html.escape(text)}</p>" for text in paragraphs)
    listed = "".join(f"<li>{html.escape(text)}</li>" for text in paragraphs)
    body = f"{lines}<ol>{listed}</ol><div>{html.escape(paragraphs[0])}</div><table>{table}</table>"
    old.write("_posts/2020-05-17-judul.html", f"{MATTER}{body}")
    old.only()
    desk = old.newsroom.desk()
    [shown] = [desk.texts.of(release).open_html for release in desk.edition.archive.releases]
    soup = BeautifulSoup(shown, "html.parser")
    expected = [*(f"{text} {text}" for text in paragraphs), paragraphs[0]]
    assert [folded(p) for p in soup.find_all("p", recursive=False)] == expected
    assert [folded(item) for item in soup.find_all("li")] == paragraphs
    assert [cell for td in soup.find_all(["td", "th"]) if (cell := folded(td))] == [
        cell for row in rows for cell in row
    ]


def folded(tag: Tag) -> str:
    return " ".join(tag.get_text(" " if tag.find("br") else "").split())


# What is slow for a long text is an attack, or an old archive.
GROWING = {
    "indented paragraphs in a list": ("- a\n\n", "    teks\n\n"),
    "blocks of code": ("", "a\n\n    teks\n\n"),
    "links that stay open": ("", "[a](b "),
    "code that stays open": ("", "{% a "),
    "code in tags that stays open": ("", "<a {{ "),
    "quoted code that stays open": ("", '<a "{{< '),
    "comments that stay open": ("", "<!-- "),
    "scripts that stay open": ("", "<script>"),
    "tags that stay open": ("", "<script "),
    "fences that stay open": ("", "```x\n"),
    "notices": ("", "{{ a }} "),
}


@pytest.mark.parametrize("is_html", [False, True])
@pytest.mark.parametrize("name", GROWING)
def test_a_text_four_times_as_long_takes_about_four_times_as_long(name: str, is_html: bool) -> None:
    start, repeated = GROWING[name]

    def seconds(number: int) -> float:
        body = start + repeated * number
        begun = time.process_time()
        converted(body, Position("a.md"), Unmoved(), is_html=is_html)
        shown_text(body)
        return time.process_time() - begun

    # Fourfold if it is linear, sixteenfold if each piece is looked for in all that follows.
    assert min(seconds(8000) for _ in range(3)) < 8 * min(seconds(2000) for _ in range(3)) + 0.005


class Unmoved:
    """Links that all stay as they are."""

    def __call__(self, link: str, at: Position, picture: bool) -> str | None:
        return link

    def hides(self, code: str) -> bool:
        return False


def test_files_of_one_name_are_each_looked_at_once(
    old: OldArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        old.write(f"_posts/a{number}/utama.gif", GIF + bytes([number]))
        old.write(f"_posts/a{number}/2020-05-17-a{number}.md", f"{MATTER}![a](utama.gif)")
    looks: list[Path] = []
    exists = Path.exists

    def noted(path: Path) -> bool:
        looks.append(path)
        return exists(path)

    monkeypatch.setattr(Path, "exists", noted)
    moved = old.move(dry_run=True)
    assert moved.count(State.COPIED) == 40
    assert len({outcome.file for outcome in moved.outcomes}) == 80
    assert len([path for path in looks if path.suffix == ".gif"]) <= 80


def test_nothing_is_written_if_the_counts_do_not_add_up(
    old: OldArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_rest", lambda *_: [])
    old.write("lain.css", "")
    with pytest.raises(Miscounted):
        old.post("Teks.")
    assert snapshot(old) == {}


def test_what_most_of_an_archive_shares_is_told_once(
    old: OldArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        picture = "" if number < 3 else f"image: tidak-ada-{number}.png\n"
        matter = MATTER.replace("---\n", f"---\n{picture}", 1)
        old.write(f"_posts/a{number}.md", f"{matter}Teks{' {{ b }}' * (number == 5)}.")
    moved = old.move()
    assert (moved.count(State.IMPORTED), moved.count(State.WARNED)) == (11, 1)
    assert sum(len(outcome.common) for outcome in moved.outcomes) == 9
    run(old, "--language", "en")
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if "told once" in line] == [
        "The same in 9 of 12 texts, so told once: The picture tidak-ada-10.png is not in the old"
        " archive. It is kept under x-image."
    ]


def fresh(tmp_path_factory: pytest.TempPathFactory) -> OldArchive:
    folder = tmp_path_factory.mktemp("migration")
    (folder / "old").mkdir()
    (folder / "newsroom").mkdir()
    newsroom = Newsroom(folder / "newsroom", {"required": ["title", "date"]})
    return OldArchive(folder / "old", newsroom)


# At the terminal


def run(old: OldArchive, *arguments: str) -> int:
    config = str(old.newsroom.write_config())
    plan = str(old.write_map())
    return main(["import", "-f", config, "--from", str(old.folder), "--map", plan, *arguments])


def test_the_report_counts_every_file(old: OldArchive, capsys: pytest.CaptureFixture[str]) -> None:
    os.environ["NEWSROOM_NOW"] = NOW.isoformat()
    try:
        old.write("_posts/a.md", MATTER + "Teks.")
        old.write("_posts/b.md", MATTER + "Teks {{ a }}.")
        old.write("_posts/c.md", "Teks.")
        old.write("d.css", "")
        assert run(old, "--language", "en") == 1
        told = capsys.readouterr().out.splitlines()
        assert told[0].startswith("old/_posts/c.md:1:1: This file does not begin with data")
        assert told[1].startswith("old/_posts/b.md:5:6: Code of the old site stands in the text")
        assert told[2:] == [
            *(f'Without "{key}": 2 of 2 texts.' for key in WELCOME),
            "Imported: 1",
            "Imported with warnings: 1",
            "Refused: 1",
            "Pictures and files copied: 0",
            "Not a text to import: 1",
            "Files in total: 4",
            "Texts in docs/news: 2 new, 0 updated, 0 unchanged,"
            " 0 edited by someone and left alone.",
        ]
        report = old.newsroom.folder / "report.json"
        assert run(old, "--json", "--report", str(report)) == 1
        record = json.loads(capsys.readouterr().out)
        assert record == json.loads(report.read_text("utf-8"))
        assert record["counts"] == {
            "imported": 1, "warned": 1, "refused": 1, "copied": 0, "other": 1,
        }  # fmt: skip
        assert record["changes"]["unchanged"] == 2
    finally:
        del os.environ["NEWSROOM_NOW"]


def test_a_wrong_command_line_is_told_in_a_sentence(
    old: OldArchive, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(old.newsroom.write_config())
    plan = str(old.write_map())
    for arguments in (
        ["--from", "tidak-ada"],
        ["--from", str(old.folder)],
        ["--from", str(old.folder), "--map", "tidak-ada.yml"],
        ["--map", plan],
        ["--from", str(old.folder), "--map", plan, "rilis.docx"],
    ):
        assert main(["import", "-f", config, *arguments]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_the_map_in_the_readme_can_be_read_and_shows_every_key(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    example = re.search(r"```yaml\n(system: .*?)```", readme, re.DOTALL)
    assert example is not None
    file = tmp_path / "map.yml"
    file.write_text(example[1], "utf-8")
    plan = read_map(file)
    assert plan.values.topics == {"news": "Berita", "misc": None}
    for key in Map.model_fields:
        assert re.search(rf"\b{key}\b", example[1]), key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("system: jekyl\n", "map.yml:1:9: one_of_meant"),
        ("keys:\n  titel: a\n", "map.yml:2:3: unknown_key_meant"),
        ("posts:\n  - a\n expired: x\n", "map.yml:3:2: config_yaml"),
        ("drop: [a]\ndrop: [b]\n", "map.yml:2:1: duplicate_key"),
        ("keys: &a\n  title: *a\n", "map.yml:1:7: yaml_alias"),
        ("- a\n", "map.yml:1:1: not_keys"),
        ("site: lama.example\n", "map.yml:1:7: web_address"),
    ],
)
def test_a_mistake_in_the_map_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "map.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(Problems) as raised:
        read_map(file)
    [problem] = raised.value.problems
    assert f"{problem.at}: {problem.code}" == told
    assert Words("id").problem(problem)
