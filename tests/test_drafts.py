"""Drafts that are not ready: they stay withheld, and hold nobody else's release back."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from conftest import GIF, Newsroom, release
from markup import page, text
from mkdocs.exceptions import Abort

from newsroom.cli import main
from newsroom.problems import Level

SECRET = "Kepala kantor akan dilantik menjadi pejabat lain pada pekan depan di aula utama."
DRAFT = "news/2025/draf.md"
URGENT = "news/2025/segera.md"

# What a hurried writer leaves open, or types wrongly, in a text that is not to be published yet.
NOT_READY: dict[str, dict[str, object]] = {
    "an empty date": {"date": ""},
    "no date": {"date": None},
    "a date of an office": {"date": "25/11/2026 jam 9"},
    "no place": {"location": None},
    "a picture without words": {"image": {"src": "foto.gif"}},
    "a picture that is not there": {"image": {"src": "belum-ada.jpg", "alt": "Foto"}},
    "an empty summary": {"summary": "''"},
    "an unknown key": {"embrago": "2030-01-01"},
    "a key in Indonesian": {"tanggal": "2025-11-19"},
    "one partner on the line": {"partners": "Mitra Rahasia Sekali"},
    "a contact nobody knows": {"contacts": ["pimpinan"]},
    "a note behind a value": {"title": "Rapat #1 di kantor"},
    "a name that is no address": {"slug": "Rapat Besar"},
    "an original that is not there": {"translation_of": "belum-ada.md", "lang": "en"},
}


def draft(body: str = SECRET, /, **keys: object) -> str:
    """A draft's file."""
    return release(
        body, **{"title": "Pelantikan yang masih dirahasiakan", "status": "draft", **keys}
    )


def bytes_of(site: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file())


@pytest.mark.parametrize("name", sorted(NOT_READY))
def test_a_draft_that_is_not_ready_stops_nobody_elses_release(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write(URGENT, release("Isi yang mendesak.", title="Mendesak"))
    newsroom.write(DRAFT, draft(**NOT_READY[name]))
    desk = newsroom.desk()
    assert desk.problems == ()
    assert desk.notes
    assert {note.at.file for note in desk.notes} == {f"docs/{DRAFT}"}
    site = newsroom.build()
    assert (site / "news/2025/segera/index.html").is_file()
    everything = bytes_of(site)
    assert b"dirahasiakan" not in everything
    assert b"dilantik" not in everything
    assert b"Rahasia Sekali" not in everything


@pytest.mark.parametrize("name", sorted(NOT_READY))
def test_what_is_not_ready_is_a_problem_as_soon_as_it_is_no_draft(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write(DRAFT, draft(**NOT_READY[name]))
    notes = newsroom.desk().notes
    newsroom.write(DRAFT, draft(**{**NOT_READY[name], "status": None}))
    desk = newsroom.desk()
    assert desk.notes == ()
    assert {note.code for note in notes} <= {problem.code for problem in desk.problems}
    with pytest.raises(Abort):
        newsroom.build()


STILL_PROBLEMS = {
    "data that cannot be read": draft(title="Rapat: satu"),
    "no closing line": draft().replace("\n---\n\n", "\n\n"),
    "a key written twice": draft().replace("status: draft", "status: draft\neditor: Dua"),
    "a status written twice": draft().replace("status: draft", "status: draft\nstatus: draft"),
    "a status that is not quite one": draft(status="Draf", date=""),
    "a note behind the status": draft(status="draft # tunggu", date=""),
    "no status": draft(status=None, date=""),
    "a value longer than any": draft(summary="a" * 6000),
    "more entries than any list": draft(topics=[f"Topik {n}" for n in range(600)]),
    "a text nobody can read": draft("[" * 5000),
    "an address that is taken": draft(slug="segera"),
    "an old address that is taken": draft(aliases=["news/2025/segera/"]),
    "a key after the text": release(SECRET, date="").replace("Kepala", "status: draft\n\nKepala"),
}


@pytest.mark.parametrize("name", sorted(STILL_PROBLEMS))
def test_what_could_hurt_others_or_is_no_draft_for_certain_stops_the_site(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write(URGENT, release())
    newsroom.write(DRAFT, STILL_PROBLEMS[name])
    assert newsroom.desk().problems
    with pytest.raises(Abort):
        newsroom.build()


@pytest.mark.parametrize(
    "keys",
    [
        {"image": {"src": "../../assets/rahasia.gif"}},
        {"attachments": ["../../assets/rahasia.gif"]},
        {"date": "", "summary": "lihat [lampiran](/assets/rahasia.gif)"},
    ],
)
def test_a_file_that_nothing_holds_back_stops_the_site_though_the_draft_is_not_ready(
    newsroom: Newsroom, keys: dict[str, object]
) -> None:
    newsroom.write("assets/rahasia.gif", GIF)
    newsroom.write(DRAFT, draft(**keys))
    codes = {problem.code for problem in newsroom.desk().problems}
    assert codes == {"withheld_file"}
    newsroom.write("index.md", "![Gambar](assets/rahasia.gif)\n")
    assert newsroom.desk().problems == ()


@pytest.mark.parametrize(
    "link", ["![Foto](/assets/foto%20kita.gif)", '<img src="/assets/foto kita.gif">']
)
def test_a_file_named_in_the_text_of_such_a_draft_is_seen(newsroom: Newsroom, link: str) -> None:
    newsroom.write("assets/foto kita.gif", GIF)
    newsroom.write(DRAFT, draft(link, date=""))
    [problem] = newsroom.desk().problems
    assert (problem.code, problem.at.file) == ("withheld_file", f"docs/{DRAFT}")


def attached(yaml: str) -> tuple[str, str]:
    """A way to write a path as an attachment: its lines in the front matter, and no text."""
    return f"attachments:\n{yaml}", ""


def in_text(markdown: str) -> tuple[str, str]:
    """A way to write a path in the text: no lines in the front matter, and the text."""
    return "", markdown


# By the name of a file in docs/assets/, the ways to write its path in a draft. To a build all mean
# that file: so it is with a release that is sound.
WAYS: list[tuple[str, tuple[str, str]]] = [
    ("biasa.pdf", attached("  - file: ../../assets/biasa.pdf")),
    ("biasa.pdf", attached("  - ../../assets/biasa.pdf")),
    ("biasa.pdf", attached("  - file: ./../../assets/./biasa.pdf")),
    ("biasa.gif", ("image:\n  alt: Foto\n  src: ../../assets/biasa.gif", "")),
    ("biasa.gif", ("gallery:\n  - {alt: Foto, src: ../../assets/biasa.gif}", "")),
    ("rencana rahasia.pdf", attached("  - file: ../../assets/rencana rahasia.pdf # belum final")),
    ("rencana #2.pdf", attached("  - file: '../../assets/rencana #2.pdf'")),
    ("nomor#2.pdf", attached("  - file: ../../assets/nomor#2.pdf")),
    ("apa?.pdf", attached("  - file: ../../assets/apa?.pdf")),
    ("foto%20kita.pdf", attached("  - file: ../../assets/foto%20kita.pdf")),
    ("rencana kerja.pdf", attached("  - file: ../../assets/rencana\n      kerja.pdf")),
    ("rencana kerja.pdf", attached("  - file: >-\n      ../../assets/rencana\n      kerja.pdf")),
    ("rencana.pdf", attached('  - file: "../../assets/ren\\\n      cana.pdf"')),
    ("jum'at.pdf", attached("  - file: '../../assets/jum''at.pdf'")),
    ("harga, final.pdf", attached('  - {file: "../../assets/harga, final.pdf", title: Harga}')),
    ("empat.pdf", attached('  - file: "../../assets/\\u0065mpat.pdf"')),
    ("\u00e9kspor.pdf", attached("  - file: ../../assets/\u00e9kspor.pdf")),
    ("e\u0301kspor.pdf", attached("  - file: ../../assets/e\u0301kspor.pdf")),
    ("foto (1).pdf", in_text("[satu](<../../assets/foto (1).pdf>)")),
    ("foto (1).pdf", in_text("[satu](../../assets/foto%20%281%29.pdf)")),
    ("foto (1).pdf", in_text("[satu](<../../assets/foto (1).pdf> 'Judul')")),
    ("foto (1).gif", in_text("![satu](<../../assets/foto (1).gif>)")),
    ("foto kita.pdf", in_text("Lihat [ini][satu].\n\n[satu]: <../../assets/foto%20kita.pdf>")),
    ("foto kita.pdf", in_text("[satu]\n\n[satu]:\n    ../../assets/foto%20kita.pdf")),
    ("a_b.pdf", in_text("[dua](../../assets/a\\_b.pdf)")),
    ("a_b.pdf", in_text("[dua](../../assets/a&#95;b.pdf)")),
    ("a_b.pdf", in_text("[dua](../../assets/a_b.pdf?unduh=1#halaman-2)")),
    ("a_b.pdf", in_text("[dua](/assets/a_b.pdf)")),
    ("a_b.pdf", in_text("[dua](./../../news/../assets/a_b.pdf)")),
    ("a_b.pdf", in_text("[dua](https://berita.example/assets/a_b.pdf)")),
    ("a_b.pdf", in_text("<https://berita.example/assets/a_b.pdf>")),
    ("A B.PDF", in_text("[dua](<../../assets/A B.PDF>)")),
    ("\u00e9kspor.pdf", in_text("[dua](../../assets/%C3%A9kspor.pdf)")),
    ("dua.pdf", in_text("<a href=../../assets/dua.pdf>dua</a>")),
    ("dua.pdf", in_text("<A HREF='../../assets/dua.pdf'>dua</A>")),
    ("dua tiga.pdf", in_text("<a href='../../assets/dua tiga.pdf'>dua</a>")),
    ("c&d.pdf", in_text('<a href="../../assets/c&amp;d.pdf">dua</a>')),
    ("dua.pdf", in_text('<div markdown="1">\n\n[dua](../../assets/dua.pdf)\n\n</div>')),
    ("dua.pdf", in_text('<a markdown="1" href="../../assets/d&#117;a.pdf">**dua**</a>')),
    ("dua.gif", in_text("<img alt=dua src=../../assets/dua.gif>")),
    ("dua.gif", in_text("<img alt=dua src=x.gif srcset='x.gif 1x,\n../../assets/dua.gif 2x'>")),
    ("dua.gif", in_text('<video poster="../../assets/d&#117;a.gif"></video>')),
    ("dua.mp4", in_text("<video><source src='../../assets/dua.mp4'></video>")),
    ("c&d.pdf", in_text('<object data="../../assets/c&amp;d.pdf"></object>')),
    ("dua.gif", in_text("<p style='background: url(../../assets/dua.gif)'>dua</p>")),
    ("dua.gif", in_text("<style>p { background: url(../../assets/dua.gif) }</style>")),
    ("dua.gif", in_text("| a | b |\n|---|---|\n| ![x](../../assets/dua.gif) | 1 |")),
]


@pytest.mark.parametrize(("name", "way"), WAYS, ids=[name for name, _ in WAYS])
def test_a_draft_that_is_not_ready_exposes_no_file_that_it_would_not_expose_if_it_were(
    newsroom: Newsroom, name: str, way: tuple[str, str]
) -> None:
    newsroom.config["markdown_extensions"] = ["md_in_html", "attr_list"]
    newsroom.write(f"assets/{name}", GIF)
    above, text = way
    told: dict[bool, list[str]] = {}
    not_ready: dict[str, object] = {"date": None, "editor": None, "location": None}
    for missing in ({}, not_ready):
        written = draft(text or SECRET, **missing).replace("status:", f"{above}\nstatus:", 1)
        newsroom.write(DRAFT, written)
        desk = newsroom.desk()
        exposed = (one for one in desk.problems if one.code == "withheld_file")
        told[bool(missing)] = [one.facts["file"] for one in exposed]
        assert not missing or desk.notes
    assert len(told[False]) == 1
    assert told[True] == told[False]


# A sound draft would be told that there is no such file; it may still be the one that was meant.
NEARLY = {
    "Rencana Rahasia.PDF": "file: ../../assets/rencana rahasia.pdf",
    "e\u0301kspor.pdf": "file: ../../assets/\u00e9kspor.pdf",
    "rencana  rahasia.pdf": "file: ../../assets/rencana rahasia.pdf",
    "rencana.pdf": "file: ..\\..\\assets\\rencana.pdf",
    "foto kita.pdf": "file: ../assets/foto%20kita.pdf",
    "rahasia #2.pdf": "file: ../../assets/rahasia #2.pdf",
    "kunci.pdf": "../../assets/kunci.pdf: Judul",
}


@pytest.mark.parametrize("name", sorted(NEARLY))
def test_a_file_whose_name_alone_is_in_such_a_draft_is_the_drafts(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write(f"assets/{name}", GIF)
    newsroom.write(f"assets/lain-{name}", GIF)
    above = f"attachments:\n  - {NEARLY[name]}"
    newsroom.write(DRAFT, draft(date="").replace("status:", f"{above}\nstatus:", 1))
    [problem] = newsroom.desk().problems
    assert (problem.code, problem.at.file) == ("withheld_file", f"docs/{DRAFT}")
    newsroom.write("index.md", f"![Gambar](<assets/{name}>)\n")
    if "#" not in name:
        assert newsroom.desk().problems == ()


def test_another_file_of_the_name_of_a_drafts_own_is_not_the_drafts(newsroom: Newsroom) -> None:
    newsroom.write("assets/foto.gif", GIF)
    newsroom.write("news/2025/foto.gif", GIF)
    newsroom.write(DRAFT, draft(date="", image={"src": "foto.gif", "alt": "Foto"}))
    assert newsroom.desk().problems == ()


def test_the_audit_seeks_a_file_that_only_yaml_and_html_can_read(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    """Were the check blind, the audit would not be."""
    newsroom.write(URGENT, release("Isi yang mendesak.", title="Mendesak"))
    site = newsroom.build()
    newsroom.write("assets/c&d.gif", GIF)
    newsroom.write("assets/empat.gif", GIF + b"4")
    image = {"src": '"../../assets/\\u0065mpat.gif"'}
    link = '<a href="../../assets/c&amp;d.gif">a</a>'
    newsroom.write(DRAFT, draft(link, date="", image=image).replace("'", ""))
    (site / "assets/c&d.gif").write_bytes(GIF)
    (site / "assets/empat.gif").write_bytes(GIF + b"4")
    assert main(["-f", str(newsroom.write_config()), "audit"]) == 1
    told = capsys.readouterr().out
    assert "c&d.gif" in told
    assert "empat.gif" in told


def test_the_draft_and_what_it_lacks_are_told(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.write(URGENT, release())
    newsroom.write(DRAFT, draft(date="", image={"src": "belum.jpg"}))
    with caplog.at_level(logging.INFO, "mkdocs"):
        newsroom.build()
    told = [record.getMessage() for record in caplog.records]
    assert any(
        line.startswith(f"docs/{DRAFT}:3:") and 'Belum siap: "date" belum diisi.' in line
        for line in told
    ), told
    assert any(line.startswith("2 hal belum siap pada draf.") for line in told), told
    assert any(line.startswith("1 siaran pers ditahan") for line in told), told
    assert not any(record.levelno >= logging.WARNING for record in caplog.records)


def test_a_build_tells_a_few_notes_and_their_number(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(25):
        newsroom.write(f"news/2025/draf-{number}.md", draft(date=""))
    with caplog.at_level(logging.INFO, "mkdocs"):
        newsroom.build()
    told = [record.getMessage() for record in caplog.records]
    assert sum("Belum siap:" in line for line in told) == 10
    assert any(line.startswith("25 hal belum siap") for line in told), told


@pytest.mark.parametrize(
    ("language", "note", "closing"),
    [
        (
            "id",
            'Belum siap: "date" belum diisi.',
            "1 hal belum siap pada draf (situs tidak tertahan).",
        ),
        (
            "en",
            'Not ready: "date" has no value.',
            "1 thing not ready in drafts (the site is not held back).",
        ),
    ],
)
def test_the_check_tells_them_apart_and_finds_the_site_sound(
    newsroom: Newsroom,
    capsys: pytest.CaptureFixture[str],
    language: str,
    note: str,
    closing: str,
) -> None:
    newsroom.write(DRAFT, draft(date=""))
    config = str(newsroom.write_config())
    for strict in ([], ["--strict"]):
        assert main(["-f", config, "--language", language, "check", *strict]) == 0
        first, last = capsys.readouterr().out.splitlines()
        assert first.startswith(f"docs/{DRAFT}:3:6: {note}")
        assert last == closing
    assert main(["-f", config, "check", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"problems": 0, "notes": 1, "warnings": 0}
    assert told["findings"][0]["level"] == "note"
    assert main(["-f", config, "check", "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::notice ")
    assert main(["-f", config, "check", "--format", "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["level"] == "note"


def test_a_sarif_rule_weighs_as_much_as_its_worst_finding(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.write("news/2025/a.md", release(date=""))
    newsroom.write("news/2025/b.md", draft(date=""))
    assert main(["-f", str(newsroom.write_config()), "check", "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    [rule] = run["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"]["level"] == "error"
    assert [result["level"] for result in run["results"]] == ["error", "note"]


def test_status_and_next_answer_as_for_a_sound_site(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.write(URGENT, release())
    newsroom.write(DRAFT, draft(date="", location=None))
    config = str(newsroom.write_config())
    assert main(["-f", config, "next"]) == 0
    capsys.readouterr()
    assert main(["-f", config, "status"]) == 0
    out = capsys.readouterr().out
    assert "Draf yang belum siap (1)" in out
    assert "2 masalah" not in out
    assert "Tidak terbaca" not in out
    assert main(["-f", config, "status", "--json"]) == 0
    state = json.loads(capsys.readouterr().out)
    assert state["problems"] == 0
    assert state["unfinished"] == [{"file": f"docs/{DRAFT}", "problems": 2}]
    assert state["broken"] == []


def test_a_preview_shows_in_its_place_what_is_missing(newsroom: Newsroom) -> None:
    newsroom.write(URGENT, release())
    newsroom.write(DRAFT, draft(date=""))
    site = newsroom.build(preview=True)
    card = (site / "news/2025/draf/index.html").read_text("utf-8")
    assert f"docs/{DRAFT}:3:" in card
    home = (site / "index.html").read_text("utf-8")
    assert "1 hal belum siap pada draf" in home
    [link] = page(site, "").findall(".//aside[@class='nr-preview']//li/a")
    assert link.get("href") == "./news/2025/draf/"
    assert text(link) == f"docs/{DRAFT}:3:6"


def test_the_card_of_an_undated_draft_takes_no_other_drafts_address(newsroom: Newsroom) -> None:
    newsroom.write(DRAFT, draft(date=""))
    newsroom.write("news/2025/lain.md", draft(title="Yang lain", date="2025-11-01", slug="draf"))
    site = newsroom.build(preview=True)
    assert "Yang lain" in (site / "news/2025/draf/index.html").read_text("utf-8")
    card = (site / "news/2025/draf/unread/index.html").read_text("utf-8")
    assert f"docs/{DRAFT}:3:" in card
    assert 'href="./news/2025/draf/unread/"' in (site / "index.html").read_text("utf-8")


# --- Nothing of it is given away -----------------------------------------------------------------


def built_with_secret(newsroom: Newsroom, **keys: object) -> str:
    """A site with a draft that is not ready, built; the path of its mkdocs.yml."""
    newsroom.write(URGENT, release("Isi yang mendesak.", title="Mendesak"))
    newsroom.write(DRAFT, draft(**keys))
    newsroom.build()
    return str(newsroom.write_config())


def test_the_audit_seeks_what_such_a_draft_says(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    config = built_with_secret(newsroom, date="", partners="Yayasan Belum Diumumkan")
    assert main(["-f", config, "audit"]) == 0
    assert "1 naskah yang ditahan" in capsys.readouterr().out
    for leaked in (SECRET, "Pelantikan yang masih dirahasiakan", "Yayasan Belum Diumumkan"):
        page = newsroom.folder / "site/bocor.html"
        page.write_text(f"<p>{leaked}</p>", "utf-8")
        assert main(["-f", config, "audit"]) == 1
        assert "bocor.html" in capsys.readouterr().out
        page.unlink()


def test_the_audit_seeks_its_pictures(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    newsroom.write("news/2025/denah-rahasia.gif", GIF)
    config = built_with_secret(newsroom, image={"src": "denah-rahasia.gif"})
    assert main(["-f", config, "audit"]) == 0
    (newsroom.folder / "site/lain.gif").write_bytes(GIF)
    assert main(["-f", config, "audit"]) == 1
    assert "lain.gif" in capsys.readouterr().out


def test_a_build_that_would_give_it_away_is_stopped(newsroom: Newsroom) -> None:
    newsroom.write("about.md", f"# Tentang\n\n{SECRET}\n")
    newsroom.write("assets/catatan.csv", f"isi\n{SECRET}\n")
    newsroom.write(URGENT, release())
    newsroom.build()
    newsroom.write("about.md", "# Tentang\n")
    template = newsroom.folder / "tema"
    template.mkdir()
    newsroom.write("assets/catatan.csv", "isi\n")
    newsroom.write(DRAFT, draft(date=""))
    newsroom.build()
    (template / "bocor.css").write_text(f"/* {SECRET} */", "utf-8")
    newsroom.config["hooks"] = [str(hook(newsroom.folder))]
    with pytest.raises(Abort):
        newsroom.build()


def hook(folder: Path) -> Path:
    """A hook of MkDocs that copies every draft into the ordinary pages."""
    file = folder / "hook.py"
    file.write_text(
        "from pathlib import Path\n"
        "def on_page_content(html, page, config, files):\n"
        "    return html + ''.join(p.read_text() for p in Path(config.docs_dir).rglob('draf.md'))\n"
    )
    return file


def test_what_a_draft_shares_with_a_public_release_is_no_leak(newsroom: Newsroom) -> None:
    """Two texts of one day, by one editor, of one event."""
    shared: dict[str, object] = {
        "date": "2025-11-19T09:00",
        "partners": ["Pemerintah Kota Cilegon", "Dinas Kesehatan Provinsi Banten"],
        "venue": "Bale Soepomo",
        "topics": ["Kerja sama"],
        "image": {"src": "foto-bersama-mitra.gif", "alt": "Para mitra berfoto bersama di aula"},
        "updated": "2025-11-20",
    }
    newsroom.write("news/2025/foto-bersama-mitra.gif", GIF)
    newsroom.write(URGENT, release("Isi yang mendesak.", title="Mendesak", **shared))
    newsroom.write(DRAFT, draft(embrago="2025-11-19T09:00", **shared))
    newsroom.write(
        "news/2025/draf-2.md", draft(embrago="2025-11-19", **{**shared, "date": "2025-11-19"})
    )
    assert len(newsroom.desk().notes) == 2
    assert (newsroom.build() / "news/2025/segera/index.html").is_file()


def test_a_link_to_such_a_draft_is_told_as_one_to_a_withheld_release(newsroom: Newsroom) -> None:
    newsroom.write(URGENT, release("Lihat [nanti](draf.md)."))
    newsroom.write(DRAFT, draft(date=""))
    [problem] = newsroom.desk().problems
    assert (problem.code, problem.at.file) == ("link_withheld", f"docs/{URGENT}")


def test_notes_are_of_drafts_alone(newsroom: Newsroom) -> None:
    newsroom.write(URGENT, release(date=""))
    newsroom.write(DRAFT, draft(date=""))
    desk = newsroom.desk()
    assert [problem.level for problem in desk.problems] == [Level.PROBLEM]
    assert [note.level for note in desk.notes] == [Level.NOTE]
