"""A build that makes anew only what has changed gives the bytes that a clean one gives."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import GIF, NOW, ROOT, Newsroom, release, served
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from markup import files
from mkdocs.config import load_config
from photographs import padded, photograph
from playwright.sync_api import Browser, expect

from newsroom import code
from newsroom.engine import code_beside
from newsroom.workers import WorkerDied, in_parallel, may_fork, processors

PLACES = ("Serang", "Cilegon")
PARTNERS = ("Mitra Satu", "Mitra Dua", "mitra-satu", "M1", "Mitra Tiga")
TOPICS: tuple[list[str], ...] = (["Sosial"], ["Hukum", "Sosial"], [])
HOURS = (-30, -1, 5, 40)
OPTIONS: tuple[dict[str, Any], ...] = (
    {"page_size": 2},
    {"page_size": 3},
    {"dateline": "city"},
    {"boilerplate": "Tentang kantor."},
    {"contacts": {"humas": {"name": "Humas", "email": "humas@berita.example"}}},
    {"feed_size": 1},
    {"cards": "always"},
    {"cards": "never"},
    {"html": {"frames": ["video.example"]}},
    {"precompress": True},
    {"precompress": False},
    {"colours": {"brand": "#7a1f2b"}},
    {"paths": {"archive": "arsip"}},
)
SETUPS: tuple[dict[str, Any], ...] = (
    {"site_name": "Kabar Kantor"},
    {"site_description": "Siaran pers kantor."},
    {"site_url": "https://lain.example/pers/"},
    {"copyright": "Hak cipta kantor."},
    {"nav": [{"Depan": "index.md"}, {"Kantor": "tentang.md"}]},
    {"nav": ["index.md"]},
    {"markdown_extensions": ["nl2br"]},
    {"extra_css": ["assets/sendiri.css"]},
)


class Desk:
    """A newsroom that is edited step by step, as a press office would."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.now = NOW
        self.templates = newsroom.folder / "overrides"
        shutil.copytree(ROOT / "overrides", self.templates)
        newsroom.config["theme"] = {
            "name": "material",
            "custom_dir": str(self.templates),
            "favicon": "assets/favicon.svg",
            "font": False,
        }
        newsroom.config["exclude_docs"] = "!.well-known"
        newsroom.write("index.md", "Selamat datang.")
        newsroom.write("tentang.md", "# Tentang kami")
        for number in range(3):
            self.add(number, number)

    def file(self, number: int) -> str:
        return f"news/2025/kabar-{number}.md"

    def path(self, number: int) -> Path:
        return self.newsroom.folder / "docs" / self.file(number)

    def add(self, number: int, kind: int) -> None:
        """Write a release, new or in place of another; `kind` chooses what is in it."""
        keys: dict[str, Any] = {
            "title": f"Kabar {number} {kind}",
            "date": f"2025-11-{10 + (number * 3 + kind) % 18:02}",
            "location": PLACES[kind % 2],
            "editor": f"Editor {kind % 3}",
            "partners": list(PARTNERS[kind % 5 : kind % 5 + kind % 3]),
            "topics": TOPICS[kind % 3],
        }
        if kind % 4 == 1:
            self.newsroom.write("news/2025/foto.gif", GIF)
            keys["image"] = {"src": "foto.gif", "alt": "Peserta berdiri di halaman kantor."}
        if kind % 3 == 1:
            self.newsroom.write("news/2025/data.csv", "a,b")
            keys["attachments"] = [{"file": "data.csv", "title": f"Data {kind}"}]
        if kind % 4 == 2:
            keys["aliases"] = [f"lama/{number}"]
        if kind == 7:
            keys |= {"lang": "en", "translation_of": "kabar-0.md"}
        link = f" Lihat [kabar lain](kabar-{(number + 1) % 3}.md)." if kind % 5 == 3 else ""
        self.newsroom.write(self.file(number), release(f"Isi {kind}.{link}", **keys))

    def edit(self, number: int, line: str) -> None:
        """Put a line of front matter into a release, if it is there."""
        if self.path(number).exists():
            key = line.partition(":")[0]
            text = re.sub(rf"(?m)^{key}: .*\n", "", self.path(number).read_text("utf-8"))
            self.path(number).write_text(text.replace("---\n", f"---\n{line}\n", 1), "utf-8")


def change_text(desk: Desk, number: int, kind: int) -> None:
    if desk.path(number).exists():
        with desk.path(number).open("a", encoding="utf-8") as file:
            frame = f'<iframe src="https://video.example/{kind}"></iframe>' if kind % 2 else ""
            file.write(f"\nTambahan {kind}.\nBaris kedua. {frame}\n")


def delete(desk: Desk, number: int, kind: int) -> None:
    desk.path(number).unlink(missing_ok=True)


def rename(desk: Desk, number: int, kind: int) -> None:
    if desk.path(number).exists():
        desk.path(number).rename(desk.path(10 + kind))


def hold_back(desk: Desk, number: int, kind: int) -> None:
    when = (desk.now + timedelta(hours=HOURS[kind % 4])).strftime("%Y-%m-%dT%H:%M")
    desk.edit(number, ("status: draft", f"embargo: {when}")[kind % 2])


def correct(desk: Desk, number: int, kind: int) -> None:
    notice = "{date: 2025-11-29, kind: correction, text: Nama diperbaiki.}"
    withdrawn = "status: withdrawn\nwithdrawn: {date: 2025-11-29, reason: Keliru.}"
    desk.edit(number, (f"corrections: [{notice}]", withdrawn)[kind % 2])


def move(desk: Desk, number: int, kind: int) -> None:
    """Give a release another address, where others that link to it must follow."""
    desk.edit(number, (f"slug: alamat-{kind}", "date: 2024-12-30")[kind % 2])


def wait(desk: Desk, number: int, kind: int) -> None:
    desk.now += timedelta(hours=1 + 10 * kind)


def change_profile(desk: Desk, number: int, kind: int) -> None:
    file = desk.newsroom.folder / "docs/partners/mitra-satu.md"
    if kind % 3 == 0:
        file.unlink(missing_ok=True)
        return
    desk.newsroom.write("partners/logo.gif", GIF)
    text = f"---\nname: Mitra Satu\naliases: [M{kind % 3}]\nlogo: logo.gif\n---\n\nProfil {kind}.\n"
    desk.newsroom.write("partners/mitra-satu.md", text)


def replace_picture(desk: Desk, number: int, kind: int) -> None:
    wider = GIF[:6] + (1 + kind).to_bytes(2, "little") + GIF[8:]
    desk.newsroom.write("news/2025/foto.gif", wider)


def replace_attachment(desk: Desk, number: int, kind: int) -> None:
    """With one of the same size, too."""
    desk.newsroom.write("news/2025/data.csv", f"a,{kind % 4}" + "," * (kind // 4))


def replace_padded(desk: Desk, number: int, kind: int) -> None:
    """Attach a photograph, or put another of its size and measures there with fewer metadata."""
    picture = padded(photograph(300, 200, quality=30 + 10 * (kind % 4)), 20_000)
    desk.newsroom.write("news/2025/cetak.jpg", picture)
    desk.edit(number, "attachments: [{file: cetak.jpg, title: Foto cetak}]")


def show_photographs(desk: Desk, number: int, kind: int) -> None:
    """Put a photograph into a gallery, into a text, or in another's place."""
    there = (desk.newsroom.folder / "docs/news/2025/potret.jpg").exists()
    if kind % 3 == 0:
        desk.newsroom.write("news/2025/potret.jpg", photograph(300 + 300 * kind, 200))
    elif there and kind % 3 == 1:
        desk.edit(number, "gallery: [{src: potret.jpg, alt: Peserta berdiri di halaman kantor}]")
    elif there and desk.path(number).exists():
        with desk.path(number).open("a", encoding="utf-8") as file:
            file.write("\n![Peserta berdiri di halaman kantor](potret.jpg)\n")


def replace_share_picture(desk: Desk, number: int, kind: int) -> None:
    wider = GIF[:6] + (1 + kind).to_bytes(2, "little") + GIF[8:]
    desk.newsroom.write("assets/bagikan.gif", wider)
    desk.newsroom.options["picture"] = "assets/bagikan.gif"


def change_option(desk: Desk, number: int, kind: int) -> None:
    desk.newsroom.options |= OPTIONS[kind % len(OPTIONS)]


def change_template(desk: Desk, number: int, kind: int) -> None:
    name = ("components/card.html", "release.html", "main.html")[kind % 3]
    file = desk.templates / name
    file.write_text(file.read_text("utf-8").replace("</article>", f"<b>{number}</b></article>"))


def change_setup(desk: Desk, number: int, kind: int) -> None:
    """Another line of mkdocs.yml."""
    desk.newsroom.config |= SETUPS[kind % len(SETUPS)]


def change_hook(desk: Desk, number: int, kind: int) -> None:
    """Another hook, as a process reads each only once; it writes on ordinary pages and releases."""
    hook = desk.newsroom.folder / f"kait_{number}_{kind}.py"
    hook.write_text(
        "def on_page_markdown(markdown, **more):\n"
        f"    return markdown + '\\n\\nKait {number}.\\n'\n\n"
        "def on_env(env, **more):\n"
        f"    env.filters['framed'] = lambda html, **more: html + '<p>Kait {kind}.</p>'\n"
    )
    desk.newsroom.config["hooks"] = [str(hook)]


def change_page(desk: Desk, number: int, kind: int) -> None:
    link = f"[Kabar](news/2025/kabar-{number}.md)" if desk.path(number).exists() else "Kosong"
    shown = ""
    if kind % 4 > 1:
        desk.newsroom.write("assets/gedung.jpg", photograph(300 + 300 * number, 200))
        shown = "\n![Gedung kantor](assets/gedung.jpg)\n"
    desk.newsroom.write(
        "tentang.md", f"# Tentang {kind}\n\n{link if kind % 2 else 'Teks'}.\n{shown}"
    )


def check_out(desk: Desk, number: int, kind: int) -> None:
    """All sources anew, in which nothing but times and places on the disk are others."""
    docs = desk.newsroom.folder / "docs"
    shutil.copytree(docs, docs.with_name("baru"), copy_function=shutil.copy)
    shutil.rmtree(docs)
    docs.with_name("baru").rename(docs)


def change_hidden(desk: Desk, number: int, kind: int) -> None:
    file = desk.newsroom.write(f".well-known/{number}.txt", f"Teks {kind}")
    if kind % 2:
        file.unlink()


def damage_site(desk: Desk, number: int, kind: int) -> None:
    """Somebody tidies up in the site folder, or writes into it."""
    for site in desk.newsroom.folder.glob("site*"):
        if kind % 3 == 0:
            (site / "404.html").write_text("rusak")
        elif kind % 3 == 1:
            shutil.rmtree(site / "news", ignore_errors=True)
        elif found := sorted(file for file in site.glob("pagefind/**/*") if file.is_file()):
            found[(number * 8 + kind) % len(found)].write_text("rusak")


def damage_cache(desk: Desk, number: int, kind: int) -> None:
    cache = desk.newsroom.folder / ".cache/newsroom"
    found = sorted(file for file in cache.rglob("*") if file.is_file())
    if found:
        file = found[(number * 8 + kind) % len(found)]
        data = file.read_bytes()
        file.write_bytes((data[: len(data) // 2], b"", data[:-1] + b"?", b"{}")[kind % 4])


Edit = Callable[[Desk, int, int], object]
Step = tuple[Edit, int, int]
EDITS: tuple[Edit, ...] = (
    Desk.add, Desk.add, change_text, delete, rename, hold_back, correct, move, wait, change_profile,
    replace_picture, replace_padded, show_photographs, replace_attachment, replace_share_picture,
    change_option, change_setup, change_template, change_hook, change_page, change_hidden,
    check_out, damage_site, damage_cache,
)  # fmt: skip
# Those that change what is found, or what finds it.
SEARCHED: tuple[Edit, ...] = (
    Desk.add, Desk.add, change_text, change_text, delete, rename, hold_back, correct, move, wait,
    change_profile, change_option, change_template, change_page, damage_site, damage_cache,
)  # fmt: skip


def steps(edits: Sequence[Edit]) -> st.SearchStrategy[list[Step]]:
    """Some of the edits, each with the number of a release and a kind."""
    step = st.tuples(st.sampled_from(edits), st.integers(0, 4), st.integers(0, 7))
    return st.lists(step, min_size=1, max_size=4)


def clean(desk: Desk, folder: Path, *, preview: bool) -> Path:
    """The site that a first build of the same sources makes."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.newsroom.folder / "docs", folder / "docs")
    other = Newsroom(folder, desk.newsroom.options, desk.newsroom.config)
    return other.build(desk.now, preview=preview)


def contents(site: Path) -> dict[str, bytes]:
    return {name: (site / name).read_bytes() for name in files(site) if "pagefind/" not in name}


@given(st.lists(steps(EDITS), min_size=1, max_size=5), st.booleans())
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a smaller case costs a build each
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.slow
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    tmp_path: Path, builds: list[list[Step]], preview: bool
) -> None:
    shutil.rmtree(tmp_path)
    (tmp_path / "kantor").mkdir(parents=True)
    desk = Desk(Newsroom(tmp_path / "kantor"))
    desk.newsroom.build(desk.now, preview=preview)
    for edits in builds:
        for edit, number, kind in edits:
            edit(desk, number, kind)
        if desk.newsroom.problems(desk.now) and not preview:
            continue  # refused by either
        site = desk.newsroom.build(desk.now, preview=preview)
        assert contents(site) == contents(clean(desk, tmp_path / "bersih", preview=preview))


# By words that all releases have, that edits bring, in the order of time, and by filters alone.
ASKED = ("q=kabar", "q=tambahan", "q=isi&sort=desc", "partner=Mitra%20Satu", "location=Serang")


@given(st.lists(steps(SEARCHED), min_size=1, max_size=3))
@example([[(change_text, 0, 2)], [(change_text, 1, 0), (change_page, 0, 1)], [(delete, 0, 0)]])
@example([[(change_profile, 0, 1)], [(Desk.add, 1, 2)], [(hold_back, 1, 3), (damage_site, 0, 2)]])
@settings(
    max_examples=3,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@pytest.mark.slow
@pytest.mark.browser
def test_after_any_edits_the_search_answers_as_that_of_a_clean_build(
    tmp_path: Path, browser: Browser, builds: list[list[Step]]
) -> None:
    shutil.rmtree(tmp_path)
    (tmp_path / "kantor").mkdir(parents=True)
    desk = Desk(Newsroom(tmp_path / "kantor", {"search": True}))
    # Pages of one score come in the order in which they were indexed, else that of the disk.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsroom.pressroom.shall_repeat", lambda: True)
        desk.newsroom.build(desk.now)
        for edits in builds:
            for edit, number, kind in edits:
                edit(desk, number, kind)
            if desk.newsroom.problems(desk.now):
                continue  # refused by either
            site = desk.newsroom.build(desk.now)
            other = clean(desk, tmp_path / "bersih", preview=False)
            assert answers(browser, site) == answers(browser, other)


def answers(browser: Browser, site: Path) -> dict[str, list[str]]:
    """What a site's search says to every question: how many results there are, and the first."""
    said = {}
    with served(site) as address, browser.new_page() as tab:
        for asked in ASKED:
            tab.goto(f"{address}search/?{asked}")
            status = tab.get_by_role("status")
            expect(status).to_have_text(re.compile("hasil"), timeout=60_000)
            said[asked] = [*status.all_inner_texts(), *tab.locator("#cari ol li").all_inner_texts()]
    return said


def flip(file: Path) -> None:
    """Turn over one bit in the middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def put_folder(file: Path) -> None:
    file.unlink()
    (file / "di dalam").mkdir(parents=True)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": lambda file: os.truncate(file, 0),
    "cut in half": lambda file: os.truncate(file, file.stat().st_size // 2),
    "a bit turned over": flip,
    "gone": Path.unlink,
    "a folder": put_folder,
    "not to be read": lambda file: file.chmod(0),  # by root it is, all the same
}


@pytest.mark.parametrize("way", DAMAGE)
@pytest.mark.slow
def test_whichever_file_of_the_cache_is_damaged_the_site_is_that_of_a_clean_build(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """One after the other, of the copy of the site some: all others are whole, and believed."""
    monkeypatch.setattr("newsroom.pressroom.shall_repeat", lambda: True)
    newsroom.options["search"] = True
    newsroom.write("index.md", "Selamat datang.")
    newsroom.write("news/2025/foto.jpg", photograph(300, 200))
    image = {"src": "foto.jpg", "alt": "Peserta berdiri di halaman kantor."}
    newsroom.write("news/2025/kabar-0.md", release("Lihat [lain](kabar-1.md).", image=image))
    cache, site = newsroom.folder / ".cache", newsroom.folder / "site"

    def whole() -> dict[str, bytes]:
        newsroom.build()
        return {name: (site / name).read_bytes() for name in files(site)}

    def edition(number: int) -> None:
        newsroom.write("news/2025/kabar-1.md", release(f"Isi {number}.", title=f"Kabar {number}"))

    expected = []
    for number in range(2):
        edition(number)
        shutil.rmtree(cache, ignore_errors=True)
        expected.append(whole())
    names = {file.relative_to(cache) for file in cache.rglob("*") if file.is_file()}
    known = {"releases.json", "texts.sqlite", "ledger.json", "search.json"}
    assert known <= {name.name for name in names}
    number = 1
    prepared = sorted(name for name in names if "standby" in name.parts)
    for name in (*sorted(names.difference(prepared)), *prepared[::6]):
        if not (cache / name).is_file():
            continue  # not in this edition
        DAMAGE[way](cache / name)
        if "sites" not in name.parts:  # else what it holds may be in the last site, and not be read
            shutil.rmtree(cache / "newsroom/sites")
            shutil.rmtree(site)
        number = 1 - number
        edition(number)
        assert whole() == expected[number], name


def test_a_line_changed_in_a_file_that_keeps_its_size_and_time_is_seen(newsroom: Newsroom) -> None:
    file = newsroom.write("news/2020/lama.md", release(date="2020-01-01", embargo="2020-01-02"))
    hour_ago = time.time_ns() - 3600 * 10**9
    os.utime(file, ns=(hour_ago, hour_ago))
    site = newsroom.build()
    newsroom.build()
    assert (site / "news/2020/lama/index.html").exists()
    held_back = file.read_text("utf-8").replace("embargo: 2020-01-02", "embargo: 2099-01-02")
    file.write_text(held_back, "utf-8")
    os.utime(file, ns=(hour_ago, hour_ago))
    newsroom.build()
    assert not (site / "news/2020/lama").exists()


def test_hidden_files_among_the_pages_go_out_are_renewed_and_go(newsroom: Newsroom) -> None:
    newsroom.config["exclude_docs"] = "!.well-known"
    for number in range(3):
        newsroom.write(".well-known/satu.txt", f"satu {number}")
        newsroom.write(".well-known/dua.txt", "dua")
        site = newsroom.build()
        assert (site / ".well-known/satu.txt").read_text() == f"satu {number}"
    (site / ".well-known/tantangan").write_text("dari server")
    (newsroom.folder / "docs/.well-known/satu.txt").unlink()
    for _ in range(2):
        newsroom.build()
        hidden = {file.name for file in (site / ".well-known").iterdir()}
        assert hidden == {"dua.txt", "newsroom.sha256", "tantangan"}


def test_how_large_a_picture_is_without_its_metadata_is_told_anew(newsroom: Newsroom) -> None:
    """Another one of the same size and measures may have fewer of them."""
    newsroom.write("news/2025/a.md", release(attachments=[{"file": "foto.jpg", "title": "Foto"}]))
    for quality in (30, 95):
        picture = padded(photograph(300, 200, quality=quality), 40_000)
        newsroom.write("news/2025/foto.jpg", picture)
        site = newsroom.build()
        size = (site / "news/2025/foto.jpg").stat().st_size
        assert f'length="{size}"' in (site / "feed.xml").read_text("utf-8")
        assert f'"sizeInBytes":{size}' in (
            (site / "news/2025/a/release.json").read_text("utf-8").replace(" ", "")
        )


def test_the_role_of_every_mention_counts(newsroom: Newsroom) -> None:
    """A name that comes to mean another partner may bring its role along."""
    profile = "---\nname: Mitra {0}\naliases: [{1}]\n---\n"
    newsroom.write("partners/mitra-a.md", profile.format("A", "B"))
    newsroom.write("partners/mitra-c.md", profile.format("C", "D"))
    mentions = [
        {"name": "Mitra A", "role": "peran a"},
        {"name": "B", "role": "peran b"},
        {"name": "Mitra C", "role": "peran c"},
    ]
    newsroom.write("news/2025/a.md", release(partners=mentions))
    site = newsroom.build()
    newsroom.write("partners/mitra-a.md", profile.format("A", "D"))
    newsroom.write("partners/mitra-c.md", profile.format("C", "B"))
    newsroom.build()
    html = (site / "news/2025/a/index.html").read_text("utf-8")
    assert "peran a" in html


def show_number(newsroom: Newsroom, number: str = "nomor") -> None:
    """Let every page show a number that a hook gives it."""
    folder = newsroom.folder / "overrides"
    shutil.copytree(ROOT / "overrides", folder)
    main = folder / "main.html"
    shown = f"nomor {{{{ {number} }}}}</main>"
    main.write_text(main.read_text("utf-8").replace("</main>", shown), "utf-8")
    newsroom.config["theme"] = {"name": "material", "custom_dir": str(folder), "font": False}


def test_a_hook_that_says_something_else_makes_pages_anew(newsroom: Newsroom) -> None:
    show_number(newsroom)
    newsroom.write("news/2025/a.md", release())
    for number in (1, 2):
        # Under another name each time, as a process reads a hook only once.
        newsroom.config["hooks"] = [f"hook{number}.py"]
        said = f"def on_env(env, config, files):\n    env.globals['nomor'] = {number}\n"
        (newsroom.folder / f"hook{number}.py").write_text(said)
        html = newsroom.build() / "news/2025/a/index.html"
        assert f"nomor {number}" in html.read_text("utf-8")


def test_a_module_that_a_hook_imports_makes_pages_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_number(newsroom)
    newsroom.write("news/2025/a.md", release())
    newsroom.write("news/2024/b.md", release(title="Lain", date="2024-01-02"))
    monkeypatch.syspath_prepend(newsroom.folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (newsroom.folder / "pustaka_uji").mkdir()
    made = []
    for step, number in enumerate((1, 1, 2)):
        # As in three processes, each of which reads the hook and what it imports once.
        for name in [name for name in sys.modules if name.startswith(("pustaka_uji", "kait"))]:
            monkeypatch.delitem(sys.modules, name)
        (newsroom.folder / "pustaka_uji/nilai.py").write_text(f"NILAI = {number}\n")
        newsroom.config["hooks"] = [f"kait{step}.py"]
        (newsroom.folder / f"kait{step - 1}.py").unlink(missing_ok=True)
        (newsroom.folder / f"kait{step}.py").write_text(
            "from pustaka_uji.nilai import NILAI\n\n"
            "def on_env(env, config, files):\n    env.globals['nomor'] = NILAI\n"
        )
        site = newsroom.build()
        for page in ("2025/a", "2024/b"):
            html = (site / f"news/{page}/index.html").read_text("utf-8")
            assert f"nomor {number}" in html
        made.append((site / "news/2025/a/index.html").stat().st_ino)
    assert made[0] == made[1] != made[2]


# Reads what it says from a module beside it, and that only when a page is made.
LATE_HOOK = """
def on_env(env, config, files):
    def number():
        from pustaka_malas import nilai
        return nilai.NILAI
    env.globals["angka"] = number
"""


@pytest.mark.parametrize("beside", ["mkdocs.yml", "the hook", "a hook elsewhere"])
def test_a_module_that_a_hook_imports_only_while_pages_are_made_counts(
    newsroom: Newsroom, tmp_path: Path, beside: str
) -> None:
    newsroom.folder = home = tmp_path / "kantor"
    newsroom.write("news/2025/a.md", release())
    show_number(newsroom, "angka()")
    folder = {"mkdocs.yml": home, "the hook": home / "kait", "a hook elsewhere": tmp_path}[beside]
    (folder / "pustaka_malas").mkdir(parents=True)
    (folder / "kait_malas.py").write_text(LATE_HOOK)
    (folder / "pustaka_malas/__init__.py").touch()
    newsroom.config["hooks"] = [str(folder / "kait_malas.py")]
    newsroom.write_config()
    made = []
    for step, number in enumerate((1, 1, 2)):
        for unread in ("lingkungan/pyvenv.cfg", "lingkungan/a.py", ".kait/a.py"):
            (home / unread).parent.mkdir(parents=True, exist_ok=True)
            (home / unread).write_text(f"{step}")
        (folder / "pustaka_malas/nilai.py").write_text(f"NILAI = {number}\n")
        subprocess.run(
            [sys.executable, "-m", "newsroom", "build"], cwd=home, check=True,
            env={**os.environ, "NEWSROOM_NOW": NOW.isoformat(), "PYTHONDONTWRITEBYTECODE": "1",
                 "PYTHONPATH": os.pathsep.join([str(folder), *sys.path])},
        )  # fmt: skip
        page = home / "site/news/2025/a/index.html"
        assert f"nomor {number}" in page.read_text("utf-8")
        made.append(page.stat().st_ino)
    assert made[0] == made[1] != made[2]


def test_a_test_beside_a_hook_makes_no_page_anew(newsroom: Newsroom) -> None:
    newsroom.config["hooks"] = ["kait_sepi.py"]
    (newsroom.folder / "kait_sepi.py").write_text("NILAI = 1\n")
    (newsroom.folder / "tests/alat").mkdir(parents=True)
    (newsroom.folder / "alat").mkdir()
    keys = []
    for number in range(2):
        for file in ("tests/a.py", "tests/alat/b.py", "alat/test_c.py", "conftest.py"):
            (newsroom.folder / file).write_text(f"NILAI = {number}\n")
        keys.append(code_beside(load_config(str(newsroom.write_config()))))
    assert keys[0] == keys[1]
    (newsroom.folder / "alat/d.py").write_text("NILAI = 1\n")
    assert code_beside(load_config(str(newsroom.write_config()))) != keys[0]


def test_a_hook_counts_as_it_was_when_it_was_loaded(newsroom: Newsroom) -> None:
    """A process that has one in its memory makes pages by that, whatever was saved since."""
    hook = newsroom.folder / "kait_lama.py"
    newsroom.config["hooks"] = ["kait_lama.py"]
    hook.write_text("NILAI = 1\n")
    first = code_beside(load_config(str(newsroom.write_config())))
    hook.write_text("NILAI = 2\n")
    assert code_beside(load_config(str(newsroom.write_config()))) == first


def test_another_version_of_a_plugin_makes_pages_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a plugin adds to templates is known to nobody but its authors."""
    newsroom.config["plugins"] = [{"newsroom": {"search": False, "cards": "never"}}, "search"]
    newsroom.write("news/2025/a.md", release())
    made = []
    for version in ("1", "1", "2"):
        point = SimpleNamespace(
            name="material/search", dist=SimpleNamespace(name="mkdocs", version=version)
        )
        monkeypatch.setattr("newsroom.engine.entry_points", lambda group, point=point: [point])
        made.append((newsroom.build() / "news/2025/a/index.html").stat().st_ino)
    assert made[0] == made[1] != made[2]


def test_a_helping_process_that_dies_ends_the_work_with_a_word() -> None:
    def work(numbers: Sequence[int]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if processors() < 2 or not may_fork():
        pytest.skip("no work is shared here")
    with pytest.raises(WorkerDied):
        list(in_parallel(work, range(1000)))


# Lines of the code in another version: what it reads of a release and makes of its text, what
# pages and feeds say. What the first two came to is kept between builds.
NEWER = {
    "sources/release.py": ("location=model.location,", 'location="Kota Baru",'),
    "sources/body.py": ("return Body(safe, ", 'return Body(safe + "<p>Alinea baru.</p>", '),
    "words/id/site.yml": ("  news: Siaran pers\n", "  news: Kabar baru\n"),
    "outputs/rss.py": ('element("title", entry.title)', 'element("title", "Judul baru")'),
}


def test_another_version_of_the_code_makes_anew_whatever_it_made(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    program = tmp_path / "program/newsroom"
    shutil.copytree(Path(code.__file__).parent, program)
    newsroom.options["search"] = True
    for number in range(3):
        newsroom.write(f"news/2025/kabar-{number}.md", release(title=f"Kabar {number}"))
    newsroom.write_config()

    def built(*options: str, into: str = "site") -> Path:
        subprocess.run(
            [sys.executable, "-m", "newsroom", "build", "-d", into, *options],
            cwd=newsroom.folder, check=True,
            env={**os.environ, "NEWSROOM_NOW": NOW.isoformat(),
                 "PYTHONPATH": os.pathsep.join([str(program.parent), *sys.path])},
        )  # fmt: skip
        return newsroom.folder / into

    built()
    for name, (old, new) in NEWER.items():
        text = (program / name).read_text("utf-8")
        assert text.count(old) == 1, name
        (program / name).write_text(text.replace(old, new), "utf-8")
    after = contents(built())
    found = b"".join(after.values()).decode("utf-8", "replace")
    for said in ("Kota Baru", "Alinea baru.", "Kabar baru", "<title>Judul baru</title>"):
        assert said in found, said
    assert after == contents(built("--clean", into="bersih"))


def test_another_version_of_whatever_the_newsroom_works_with_makes_all_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digest = code.code_digest.__wrapped__
    before = digest()

    def key(name: str) -> str:
        return re.split(r"[^\w.-]", name, maxsplit=1)[0].lower().replace("_", "-")

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(project["dependencies"]) > 20
    for name in [*project["dependencies"], "properdocs", "mkdocs-materialx", "MarkupSafe"]:
        other = key(name)
        monkeypatch.setattr(
            code,
            "version",
            lambda of, other=other: "0" if key(of) == other else metadata.version(of),
        )
        assert digest() != before, name
