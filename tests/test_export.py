"""The export holds all that is public and nothing else, and another generator can build from it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import feedparser
import frontmatter
import pytest
import yaml
from conftest import GIF, NOW, ROOT, Newsroom, release
from engines import ZENSICAL, files_of
from showcase import showcase

from newsroom.audit import leaks
from newsroom.domain.release import Release
from newsroom.export import exported
from newsroom.sources.config import read_site
from newsroom.sources.release import read_release
from newsroom.sources.release_cache import Changed
from newsroom.staging import Staging


def export(newsroom: Newsroom, folder: str = "ekspor", code: int = 0, **env: str) -> Path:
    """Run the command in the newsroom's folder; returns the folder it wrote."""
    found, said = run(newsroom, "export", folder, **env)
    assert found == code, said
    return newsroom.folder / folder


def run(newsroom: Newsroom, *arguments: str, **env: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "newsroom", *arguments],
        cwd=newsroom.folder,
        env={**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONUTF8": "1", **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def record(folder: Path) -> Any:
    return json.loads((folder / "edition.json").read_text("utf-8"))


@pytest.fixture
def small(newsroom: Newsroom) -> Newsroom:
    """A newsroom with one release of many keys, one withdrawn, and three that are withheld."""
    newsroom.options = {
        "paths": {"news": "berita"},
        "contacts": {"humas": {"name": "Meja Media", "email": "humas@berita.example"}},
    }
    newsroom.write("index.md", "---\ntitle: Beranda\n# catatan redaksi\n---\n\nSelamat datang.")
    newsroom.write("assets/logo.gif", GIF)
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/tak-terpakai.gif", GIF)
    newsroom.write("news/2025/lampiran.pdf", b"%PDF-1.4")
    newsroom.write("partners/bank-contoh.md", "---\nname: Bank Contoh\n---\n\nProfil bank.")
    newsroom.write(
        "news/2025/umum.md",
        release(
            "Teks [lama](lama.md), [mitra](../../partners/bank-contoh.md), [tahun](/berita/2025/)"
            " dan ![gambar](foto.gif).\n\n<!-- jangan sampai terbaca -->\n\n`<!-- kode -->`",
            title='"Umum: sebuah judul"',
            date="2025-11-19T09:00",
            slug="alamat-lain",
            partners=["bank contoh", {"name": "Dinas Contoh", "role": "tuan rumah"}],
            summary="Ringkasan.",
            topics=["Kerja sama"],
            venue="Balai",
            image={"src": "foto.gif", "alt": "Satu titik", "credit": "Kantor"},
            attachments=[{"file": "lampiran.pdf", "title": "Naskah"}],
            contacts=["humas"],
            corrections=[{"date": "2025-11-20", "kind": "correction", "text": "Nama dibetulkan."}],
            aliases=["2019/umum.html"],
            **{"x-catatan": "hanya untuk meja redaksi"},
        ),
    )
    newsroom.write(
        "news/2025/lama.md",
        release(
            "Teks yang ditarik.",
            title="Lama",
            status="withdrawn",
            withdrawn={"date": "2025-11-21", "reason": "Keliru."},
        ),
    )
    newsroom.write("news/2025/rahasia.gif", GIF + b"rahasia")
    for name, held in {
        "konsep": {"status": "draft"},
        "besok": {"date": "2025-12-02"},
        "embargo": {"embargo": "2025-12-01T12:01"},
    }.items():
        newsroom.write(
            f"news/2025/{name}.md",
            release(
                f"Isi naskah {name} yang tidak boleh diketahui siapa pun.",
                **{
                    "title": f"Rahasia {name} panjang",
                    "partners": [f"Mitra Tersembunyi {name}"],
                    "image": {"src": "rahasia.gif", "alt": "Tersembunyi"},
                    **held,
                },
            ),
        )
    newsroom.write_config()
    return newsroom


def test_everything_public_stands_where_its_address_is(small: Newsroom) -> None:
    assert set(files_of(export(small))) == {
        "mkdocs.yml",
        "edition.json",
        "docs/index.md",
        "docs/assets/logo.gif",
        "docs/berita/2025/alamat-lain.md",
        "docs/berita/2025/lama.md",
        "docs/berita/2025/foto.gif",
        "docs/berita/2025/lampiran.pdf",
        "docs/partners/bank-contoh.md",
        "docs/partners/dinas-contoh.md",
        "docs/_redirects",
        *(
            f"docs/{folder}{feed}"
            for feed in ("feed.xml", "rss.xml", "feed.json")
            for folder in (
                "",
                "berita/",
                "berita/2025/",
                "partners/bank-contoh/",
                "partners/dinas-contoh/",
                "locations/serang/",
                "editors/editor-satu/",
                "topics/kerja-sama/",
            )
        ),
    }


def test_a_release_is_told_whole_and_by_itself(small: Newsroom) -> None:
    """Names and contacts are written out; links lead to where things are now."""
    post = frontmatter.load(str(export(small) / "docs/berita/2025/alamat-lain.md"))
    assert post.metadata == {
        "title": "Umum: sebuah judul",
        "date": yaml.safe_load("2025-11-19T09:00:00+07:00"),
        "location": "Serang",
        "editor": "Editor Satu",
        "partners": ["Bank Contoh", {"name": "Dinas Contoh", "role": "tuan rumah"}],
        "summary": "Ringkasan.",
        "topics": ["Kerja sama"],
        "venue": "Balai",
        "image": {"src": "foto.gif", "alt": "Satu titik", "credit": "Kantor"},
        "attachments": [{"file": "lampiran.pdf", "title": "Naskah"}],
        "contacts": [{"name": "Meja Media", "email": "humas@berita.example"}],
        "corrections": [
            {
                "date": yaml.safe_load("2025-11-20"),
                "kind": "correction",
                "text": "Nama dibetulkan.",
            }
        ],
        "lang": "id",
        "slug": "alamat-lain",
        "aliases": ["2019/umum.html"],
    }
    assert post.content == (
        "> **Koreksi, 20 November 2025:** Nama dibetulkan.\n\n"
        "Teks [lama](lama.md), [mitra](../../partners/bank-contoh.md), "
        "[tahun](https://berita.example/berita/2025/) dan ![gambar](foto.gif).\n\n\n\n"
        "`<!-- kode -->`"
    )


def test_a_withdrawn_release_says_so_above_its_text_whoever_shows_it(small: Newsroom) -> None:
    post = frontmatter.load(str(export(small) / "docs/berita/2025/lama.md"))
    assert post["status"] == "withdrawn"
    notice, _, text = post.content.partition("\n\n")
    assert notice.startswith("> **")
    assert notice.endswith(" Keliru.")
    assert text == "Teks yang ditarik."


def test_old_addresses_are_a_list(small: Newsroom) -> None:
    folder = export(small)
    assert record(folder)["redirects"] == [
        {
            "from": "https://berita.example/2019/umum.html",
            "to": "https://berita.example/berita/2025/alamat-lain/",
        }
    ]
    rules = (folder / "docs/_redirects").read_text("utf-8")
    assert rules == "/2019/umum.html /berita/2025/alamat-lain/ 301\n"


def test_nothing_withheld_and_no_note_of_the_desk_is_in_it(small: Newsroom) -> None:
    folder = export(small)
    desk = small.desk()
    assert len(desk.edition.withheld) == 3
    assert leaks(desk.edition, desk.texts, folder, "ekspor", desk.texts.reader) == ()
    everything = b"\n".join(files_of(folder).values()).decode("utf-8", "replace")
    of_releases = ("Rahasia", "Tersembunyi", "siapa pun", "rahasia", "tak-terpakai")
    for hidden in (*of_releases, "jangan sampai", "meja redaksi", "catatan redaksi"):
        assert hidden not in everything, hidden


def test_a_page_that_mkdocs_is_told_to_keep_back_is_not_in_it(small: Newsroom) -> None:
    small.write("tertahan.md", "Belum untuk umum.")
    small.write("arsip/lama.txt", b"Belum untuk umum.")
    small.config = {"draft_docs": "tertahan.md", "exclude_docs": "arsip/"}
    small.write_config()
    everything = files_of(export(small))
    assert not {"docs/tertahan.md", "docs/arsip/lama.txt"} & set(everything)
    assert b"Belum untuk umum" not in b"".join(everything.values())


def test_the_embargo_ends_for_the_export_at_its_very_instant(small: Newsroom) -> None:
    assert (export(small, NEWSROOM_NOW="2025-12-01T12:01") / "docs/berita/2025/embargo.md").exists()


def test_the_same_edition_gives_the_same_bytes_and_replaces_the_export_before(
    small: Newsroom,
) -> None:
    first = files_of(export(small))
    (small.folder / "ekspor/docs/berita/2025/tidak-ada-lagi.md").write_text("lama")
    assert files_of(export(small, LC_ALL="C", TZ="America/Lima", PYTHONHASHSEED="7")) == first
    assert [f.name for f in small.folder.iterdir() if f.name.startswith(".ekspor")] == []


def test_what_a_killed_export_has_left_is_put_right(small: Newsroom) -> None:
    first = files_of(export(small))
    for left in (".ekspor.new-4242-17", ".ekspor.new-a1b2c3"):
        (small.folder / left / "docs").mkdir(parents=True)
        (small.folder / left / "docs/index.md").write_text("setengah")
    # Killed where a disk knows no exchange of two names, with the last export moved away.
    (small.folder / "ekspor").rename(small.folder / ".ekspor.old")
    small.write("news/2025/rusak.md", release(embrago="2026-01-01"))
    assert run(small, "export", "ekspor")[0] == 1
    assert files_of(small.folder / "ekspor") == first
    assert [f.name for f in small.folder.iterdir() if f.name.startswith(".ekspor")] == []


def test_two_exports_at_once_wait_for_each_other(small: Newsroom) -> None:
    other = Staging(small.folder / "ekspor")
    command = [sys.executable, "-m", "newsroom", "export", "ekspor"]
    environment = {**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=small.folder, env=environment, stderr=subprocess.PIPE, encoding="utf-8"
    ) as waiting:
        assert waiting.stderr is not None
        assert "Menunggu: ekspor di" in waiting.stderr.readline()
        assert not (small.folder / "ekspor").exists()
        other.discard()
        assert waiting.wait(60) == 0
    assert (small.folder / "ekspor/edition.json").exists()


@pytest.mark.parametrize(
    "sample",
    [
        "`[a](foto.gif)`",
        "```\n[a](foto.gif)\n```",
        '~~~~ html\n<img src="foto.gif">\n~~~\n~~~~',
        "``[a](foto.gif) ` ``",
        "    [a](foto.gif)",
        '<pre>src="foto.gif"</pre>',
    ],
)
def test_a_link_in_a_sample_of_code_stays_as_it_is(newsroom: Newsroom, sample: str) -> None:
    newsroom.options = {"paths": {"news": "berita"}}
    newsroom.write("foto.gif", GIF)
    newsroom.write("contoh/foto.gif", GIF)
    shown = "foto.gif"
    body = f"Teks [lama](../2024/lama.md).\n\n{sample}\n\n![Satu titik](foto.gif)"
    newsroom.write("news/2024/lama.md", release("Teks.", slug="dulu", date="2024-01-01"))
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write("news/2025/kode.md", release(body, slug="contoh-kode"))
    newsroom.write("news/2025/sama.md", release(body.replace("foto.gif", "../2024/lama.md")))
    newsroom.write_config()
    folder = export(newsroom)
    text = (folder / "docs/berita/2025/contoh-kode.md").read_text("utf-8")
    assert text.count(shown) == 2
    assert "](../2024/dulu.md)" in text
    text = (folder / "docs/berita/2025/sama.md").read_text("utf-8")
    assert text.count("../2024/lama.md") == 1
    assert text.count("../2024/dulu.md") == 2


def test_files_that_change_their_names_in_turn_are_not_mixed_up(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release("Teks [b](b.md), [c](c.md).", slug="x"))
    newsroom.write("news/2025/b.md", release("Teks b.", slug="c", title="B"))
    newsroom.write("news/2025/c.md", release("Teks c.", slug="b", title="C"))
    newsroom.write_config()
    text = (export(newsroom) / "docs/news/2025/x.md").read_text("utf-8")
    assert "Teks [b](c.md), [c](b.md)." in text


def test_keys_that_nobody_knows_are_left_out_and_told(newsroom: Newsroom) -> None:
    matter = "title: Tentang\ndescription: Uraian.\nhide: [toc]\nx-nota: a\nnota: RAHASIA\n1: b"
    newsroom.write("tentang.md", f"---\n{matter}\n---\n\nTeks.\n")
    newsroom.write_config()
    code, said = run(newsroom, "export", "ekspor")
    assert code == 0
    assert "tentang.md: kunci nota tidak ikut" in said
    assert "tentang.md: kunci 1 tidak ikut" in said
    assert "x-nota" not in said
    page = frontmatter.load(str(newsroom.folder / "ekspor/docs/tentang.md"))
    assert page.metadata == {"title": "Tentang", "description": "Uraian.", "hide": ["toc"]}


def test_what_only_a_program_can_read_of_the_options_is_left_out_and_told(
    newsroom: Newsroom,
) -> None:
    newsroom.write("index.md", "Selamat datang.")
    file = newsroom.write_config()
    config = file.read_text("utf-8")
    assert "markdown_extensions" not in config
    file.write_text(
        f"{config}\nmarkdown_extensions:\n"
        "  - toc:\n      permalink: true\n"
        "      slugify: !!python/name:markdown.extensions.toc.slugify\n"
        "  - attr_list\n"
    )
    code, said = run(newsroom, "export", "ekspor")
    assert code == 0, said
    assert "mkdocs.yml: markdown_extensions.toc.slugify tidak ikut" in said
    written = yaml.safe_load((newsroom.folder / "ekspor/mkdocs.yml").read_text("utf-8"))
    assert written["markdown_extensions"] == [{"toc": {"permalink": True}}, "attr_list"]


@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("docs/ekspor", "sumber situs"),
        (".", "sumber situs"),
        ("site", "situs yang sudah jadi"),
        ("site/ekspor", "situs yang sudah jadi"),
        ("catatan", "bukan hasil ekspor"),
        ("mkdocs.yml", "bukan folder"),
    ],
)
def test_a_folder_in_which_something_would_be_lost_is_refused(
    small: Newsroom, folder: str, says: str
) -> None:
    (small.folder / "catatan").mkdir()
    (small.folder / "catatan/rapat.txt").write_text("penting")
    small.build()
    before = files_of(small.folder)
    code, said = run(small, "export", folder)
    assert (code, says in said) == (2, True), said
    assert files_of(small.folder) == before


def test_the_repository_that_takes_an_export_over_keeps_its_own_files(small: Newsroom) -> None:
    target = small.folder / "ekspor"
    (target / ".git").mkdir(parents=True)
    (target / ".git/HEAD").write_text("ref: refs/heads/main\n")
    for _ in range(2):
        assert run(small, "export", "ekspor")[0] == 0
        assert (target / ".git/HEAD").read_text() == "ref: refs/heads/main\n"
    (target / "zensical.toml").write_text("[project]\n")
    before = files_of(target)
    assert run(small, "export", "ekspor")[0] == 2
    assert files_of(target) == before


@pytest.mark.parametrize(
    ("body", "kept", "left_out"),
    [
        ("Pakai tanda <!-- untuk catatan.\n\nAlinea kedua.", "Alinea kedua.", "RAHASIA"),
        ("Satu.\n\n    <!-- contoh kode -->\n\nDua.", "contoh kode", "RAHASIA"),
        ("Satu <!-- RAHASIA --> dua.", "dua.", "RAHASIA"),
        ("Satu.\n\n[//]: # (RAHASIA)\n\nDua.", "Dua.", "RAHASIA"),
        ("Satu.\n\n<script>var a='RAHASIA'</script>\n\nDua.", "Dua.", "RAHASIA"),
        ("<b onclick='RAHASIA()'>Satu.</b>", "Satu.", "RAHASIA"),
        ("```\n<!-- RAHASIA -->\n``` x\n\nDua.", "Dua.", "~~~"),
        ("Satu [dua][a].\n\n[a]: https://x.example/", "https://x.example/", "RAHASIA"),
        (f"Satu {'`' * 5000} dua.", "dua.", "RAHASIA"),
        ("```x``` kata <!-- RAHASIA -->\n\nDua.\n\n```\nkode\n```", "Dua.", "RAHASIA"),
        ("it\\`s <!-- RAHASIA --> and \\`that", "and", "RAHASIA"),
        ("Satu.\n\n<?php RAHASIA ?>\n\nDua.", "Dua.", "RAHASIA"),
        ("Satu.\n\n<!DOCTYPE RAHASIA>\n\nDua.", "Dua.", "RAHASIA"),
        ("Satu.\n\n<![CDATA[RAHASIA]]>\n\nDua.", "Dua.", "RAHASIA"),
        ("Satu `[rapat]`.\n\n[rapat]: # (RAHASIA)", "Satu", "RAHASIA"),
        ("Satu </b RAHASIA> dua.", "dua.", "RAHASIA"),
        ("Kata `kode`.\n\n[a]: /kode\n\n<!DOCTYPE kata>", "<code>", "DOCTYPE"),
    ],
)
def test_an_export_tells_what_readers_see_and_nothing_else(
    newsroom: Newsroom, body: str, kept: str, left_out: str
) -> None:
    newsroom.write("tentang.md", f"---\ntitle: Tentang\nx-note: RAHASIA\n---\n\n{body}\n")
    newsroom.write("news/2025/kabar.md", release(body, partners=["Satu"]))
    newsroom.write("partners/satu.md", f"---\nname: Satu\n---\n\n{body}\n")
    newsroom.write_config()
    assert run(newsroom, "export", "ekspor")[0] == 0
    for file in ("tentang.md", "news/2025/kabar.md", "partners/satu.md"):
        text = (newsroom.folder / "ekspor/docs" / file).read_text("utf-8")
        assert kept in text
        assert left_out not in text


@pytest.mark.parametrize(
    "body",
    [
        "# Judul kedua\n\n1. Satu\n2. Dua\n\n- **Tiga**, *empat*",
        "Kata[^a] dan [tautan][b], [lain](https://x.example/a%20b 'Judul') &amp; &copy; AT&T."
        "\n\n[^a]: Catatan kaki.\n\n[b]: https://x.example/ 'Judul'",
        "```python\n<!-- kode -->\n```\n\n`<?php ?>` dan ``a ` b`` <https://x.example/>",
        "| A | B |\n|---|:-:|\n| 1 | 2 |\n\n> Kutipan.\n\n<div markdown='1'>*Isi*</div>",
        "## Bagian {#bagian-1}\n\nLihat [bagian](#bagian-1).<br>Baris <a@kantor.example>.",
    ],
)
def test_an_ordinary_text_goes_out_as_it_was_written(newsroom: Newsroom, body: str) -> None:
    newsroom.write("news/2025/kabar.md", release(body))
    file = newsroom.write_config()
    file.write_text(
        f"{file.read_text('utf-8')}\nmarkdown_extensions: [attr_list, footnotes, md_in_html]\n"
    )
    assert frontmatter.load(str(export(newsroom) / "docs/news/2025/kabar.md")).content == body


def test_a_page_that_changes_while_it_is_exported_is_not_taken(newsroom: Newsroom) -> None:
    """Nobody has judged what it is now."""
    newsroom.write("tentang.md", "Teks.")
    newsroom.write_config()
    desk = newsroom.desk()
    newsroom.write("tentang.md", "---\nstatus: draft\n---\n\nRAHASIA.")
    files = {file.path: file for file in exported(desk, {"tentang.md"}, [], lambda key, **_: None)}
    with pytest.raises(Changed, match=r"docs/tentang\.md"):
        files["docs/tentang.md"].data()


def test_an_archive_with_problems_is_not_exported(small: Newsroom) -> None:
    small.write("news/2025/rusak.md", release(embrago="2026-01-01"))
    assert "rusak.md" in run(small, "export", "ekspor")[1]
    assert not (small.folder / "ekspor").exists()


# --- The way back -----------------------------------------------------------------------------


def told(found: Release, newsroom: Newsroom) -> dict[str, Any]:
    """A release by what readers are told, which both ways of writing it must come to."""
    edition = newsroom.desk().edition
    book = edition.partner_book
    return {
        "title": found.title,
        "date": found.date,
        "location": found.location,
        "editor": found.editor,
        "partners": [(book.find(m.name).name, m.role) for m in found.partners],
        "topics": found.topics,
        "venue": found.venue,
        "embargo": found.embargo,
        "declared": found.declared,
        "withdrawal": found.withdrawal,
        "updated": found.updated,
        "corrections": found.corrections,
        "slug": found.slug,
        "aliases": found.aliases,
        "attachments": [(Path(a.file).name, a.title) for a in found.attachments],
        "picture": found.picture and (found.picture.alt, found.picture.credit),
        "language": found.language or edition.site.settings.language,
    }


def test_the_newsroom_itself_reads_the_same_releases_from_it(tmp_path: Path) -> None:
    newsroom = showcase(tmp_path)
    newsroom.write_config()
    folder = export(newsroom)
    site, _ = read_site(newsroom.folder / "mkdocs.yml")
    before = newsroom.desk().edition.releases
    assert len(before) > 10
    assert len(record(folder)["releases"]) == len(before)
    for one, entry in zip(before, record(folder)["releases"], strict=True):
        source = entry["file"].removeprefix("docs/")
        again = read_release((folder / entry["file"]).read_bytes(), source, source, site.settings)
        assert told(again, newsroom) == told(one, newsroom)
        assert again.body.strip().endswith(one.body.strip()[-80:])


def test_another_newsroom_imports_the_same_releases_from_it(small: Newsroom) -> None:
    folder = export(small)
    other = Newsroom(small.folder / "lain", {"paths": {"news": "berita"}})
    other.folder.mkdir()
    other.write("index.md", "Beranda")
    other.write_config()
    (other.folder / "map.yml").write_text("system: other\nposts: docs/berita/**/*.md\n", "utf-8")
    code, said = run(other, "import", "--from", str(folder), "--map", "map.yml")
    assert code == 0, said
    before = {r.title: r for r in small.desk().edition.releases}
    after = {r.title: r for r in other.desk(NOW).edition.archive.releases}
    assert after.keys() == before.keys()
    for title, one in before.items():
        again = after[title]
        for key in ("date", "location", "editor", "topics", "venue", "slug"):
            assert getattr(again, key) == getattr(one, key), (title, key)


# --- Another generator ------------------------------------------------------------------------


class Page(HTMLParser):
    """Text, links and pictures of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


@pytest.mark.slow
def test_zensical_builds_it_and_every_release_partner_and_feed_is_there(tmp_path: Path) -> None:
    ZENSICAL.need()
    newsroom = showcase(tmp_path)
    newsroom.write_config()
    folder = export(newsroom)
    ZENSICAL.run(folder, "zensical", "build")
    site = folder / "site"
    base = newsroom.desk().edition.site.url
    edition = record(folder)
    assert len(edition["releases"]) > 10
    for entry in edition["releases"]:
        page = site / entry["address"].removeprefix(base) / "index.html"
        shown = words(Page(page.read_text("utf-8")).text)
        assert words(entry["title"]) in shown
        for paragraph in re.findall(r"<p>([^<]+)</p>", entry["html"]):
            assert words(Page(paragraph).text) in shown
    assert len(edition["partners"]) > 3
    for entry in edition["partners"]:
        page = site / entry["address"].removeprefix(base) / "index.html"
        shown = words(Page(page.read_text("utf-8")).text)
        assert words(entry["name"]) in shown
        assert len(entry["releases"]) == len(set(entry["releases"])) > 0
    docs = files_of(folder / "docs")
    feeds = [path for path in docs if path.endswith(("feed.xml", "rss.xml", "feed.json"))]
    assert len(feeds) > 20
    for path, data in docs.items():
        if not path.endswith(".md"):
            assert (site / path).read_bytes() == data, path
    for path in feeds:
        if path.endswith(".xml"):
            assert not feedparser.parse((site / path).read_bytes()).bozo
    assert str(ROOT) not in (folder / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize("trusted", [False, True])
def test_no_note_of_an_editor_is_handed_out(newsroom: Newsroom, trusted: bool) -> None:
    newsroom.options["html"] = {"trusted": trusted}
    notes = "<!-- RAHASIA -->\n\n[//]: # (RAHASIA)\n\nIsi <!--\nRAHASIA --> **umum**."
    newsroom.write("news/2025/siaran.md", release(notes, partners=["Dinas"]))
    newsroom.write("partners/dinas.md", f"---\nname: Dinas\n---\n{notes}\n")
    newsroom.write("tentang.md", f"# Tentang\n\n{notes}\n")
    site, out = newsroom.build(), export(newsroom)
    code, said = run(newsroom, "partners", "--out", "mitra")
    assert code == 0, said
    for folder in (site, out, newsroom.folder / "mitra"):
        told = [f for f in folder.rglob("*") if f.is_file() and b"RAHASIA" in f.read_bytes()]
        assert told == []
    assert "**umum**" in (newsroom.folder / "mitra/dinas.md").read_text("utf-8")
