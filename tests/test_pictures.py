"""What the site makes of pictures: other sizes, upright, without what their files tell."""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import GIF, Newsroom, release, served
from hypothesis import given
from hypothesis import strategies as st
from markup import files
from mkdocs.exceptions import Abort
from photographs import TOLD, XMP, exif, is_red, opened, padded, photograph
from PIL import Image
from playwright.sync_api import Browser, Route

from newsroom.pictures import darkroom
from newsroom.pictures.darkroom import Darkroom, developed
from newsroom.pictures.facts import FileFacts, file_facts
from newsroom.pictures.metadata import Malformed, cleaned
from newsroom.pictures.renditions import Form, Rendition, renditions
from newsroom.pictures.store import Store
from newsroom.press import copies
from newsroom.sources.contents import Contents
from newsroom.sources.release_cache import Changed

ALT = "Dua orang berjabat tangan di halaman kantor"
KINDS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")


def with_picture(name: str = "foto.jpg", body: str = "Alinea.") -> str:
    return release(body, image={"src": name, "alt": ALT})


# --- What is published of a file -----------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_goes_out_tells_nothing_but_the_picture(kind: str) -> None:
    data = photograph(kind=kind)
    assert any(word in data for word in TOLD)
    clean = cleaned(data)
    assert not [word for word in TOLD if word in clean]
    assert opened(clean).tobytes() == opened(data).tobytes()
    assert cleaned(clean) == clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [6, 8])
def test_the_side_that_is_up_stays_up(kind: str, orientation: int, tmp_path: Path) -> None:
    data = photograph(kind=kind, orientation=orientation)
    clean = cleaned(data)
    assert opened(clean).getexif().get(0x0112) == orientation
    assert not [word for word in TOLD if word in clean]
    file = tmp_path / f"foto.{kind.lower()}"
    file.write_bytes(data)
    facts = file_facts(file)
    assert (facts.width, facts.height) == (1800, 1200)
    for one, made in developed(data, renditions(facts)).items():
        picture = opened(made)
        assert picture.size == (one.width, one.height)
        assert is_red(picture, 0.2, 0.2), one
        assert not is_red(picture, 0.8, 0.2), one
        assert not is_red(picture, 0.2, 0.8), one


def test_nothing_follows_the_end_of_a_picture() -> None:
    """Telephones put a film or a second photo there."""
    film = b"\0\0\0\x18ftypmp42 Rahasia"
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        data = photograph(kind=kind)
        assert cleaned(data + film) == cleaned(data)


def test_texts_in_a_png_and_profiles_that_are_none_are_left_out() -> None:
    data = photograph(kind="PNG")
    for name in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt"):
        inside = b"Comment\0Rahasia"
        proof = zlib.crc32(name + inside)
        chunk = struct.pack(">I", len(inside)) + name + inside + struct.pack(">I", proof)
        data = data[:33] + chunk + data[33:]
    assert b"Rahasia" not in cleaned(data)


def segment(marker: int, inside: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(inside) + 2) + inside


@pytest.mark.parametrize(
    "told",
    [
        segment(0xFE, "\ufeffRahasia".encode("utf-16-le") + b"Rahasia"),  # begins with FF
        segment(0xED, b"\xffPhotoshop 3.0 Rahasia"),
        segment(0xE1, b"\xffRahasia"),
        segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\2RahasiaRaha\0"),  # with a thumbnail of 2 x 2
        segment(0xE0, b"JFXX\0Rahasia"),
        segment(0xEE, b"Adobe\0d\0\0\0\0\0Rahasia"),
    ],
)
def test_no_segment_of_a_jpeg_tells_more_than_the_picture(told: bytes) -> None:
    data = photograph(60, 40)
    more = data[:2] + told + data[2:]
    assert b"Rahasia" not in cleaned(more)
    assert opened(cleaned(more)).tobytes() == opened(more).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_the_colours_of_a_jpeg_stay(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (40, 30), "red" if mode == "RGB" else 90).save(file, "JPEG")
    assert opened(cleaned(file.getvalue())).tobytes() == opened(file.getvalue()).tobytes()


def box(kind: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", 8 + len(inside)) + kind + inside


FULL = bytes(4)  # version and flags of a box


@pytest.mark.parametrize(
    "told",
    [
        box(b"moov", box(b"udta", box(b"\xa9xyz", b"Rahasia"))),
        box(b"moov", box(b"meta", FULL + box(b"ilst", b"Rahasia"))),
        box(b"moov", box(b"trak", box(b"udta", b"Rahasia"))),
        box(b"moov", box(b"mvhd", FULL + b"Rahasia!" + bytes(88))),  # when it was made
        box(b"meta", FULL + box(b"uuid", b"Rahasia")),
        box(b"meta", FULL + box(b"iprp", box(b"ipco", box(b"udes", FULL + b"Rahasia")))),
        box(b"uuid", b"Rahasia"),
    ],
)
@pytest.mark.parametrize("brand", [b"avif", b"avis", b"heic", b"hevx", b"baru"])
def test_no_box_of_an_avif_or_heic_tells_more_than_the_picture(told: bytes, brand: bytes) -> None:
    data = box(b"ftyp", brand + FULL + b"mif1") + told + box(b"mdat", b"x")
    clean = cleaned(data)
    assert b"Rahasia" not in clean
    assert len(clean) == len(data)  # nothing is moved


def test_a_damaged_heic_does_not_go_out_as_it_is(tmp_path: Path) -> None:
    data = box(b"ftyp", b"heic" + FULL) + box(b"uuid", b"Rahasia")
    (tmp_path / "foto.heic").write_bytes(data + data[:-3])
    with pytest.raises(darkroom.Undeveloped):
        copies.copied("foto.heic", Contents(tmp_path), "foto.heic").make()


def test_a_moving_avif_still_moves_and_tells_nothing() -> None:
    file = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    frames[0].save(
        file, "AVIF", save_all=True, append_images=frames[1:], exif=exif().tobytes(), xmp=XMP
    )
    clean = cleaned(file.getvalue())
    assert not [word for word in TOLD if word in clean]
    before, after = opened(file.getvalue()), opened(clean)
    for frame in range(2):
        before.seek(frame)
        after.seek(frame)
        assert before.tobytes() == after.tobytes()


def test_colours_transparency_and_movement_stay() -> None:
    frames = [Image.new("RGBA", (40, 30), (200, 0, 0, shade)) for shade in (0, 120, 255)]
    for kind in ("GIF", "PNG", "WEBP"):
        file = io.BytesIO()
        frames[0].save(
            file, kind, save_all=True, append_images=frames[1:], duration=100, loop=2, lossless=True
        )
        clean = opened(cleaned(file.getvalue()))
        assert getattr(clean, "n_frames", 1) == 3
        assert clean.info.get("loop") == opened(file.getvalue()).info.get("loop")
        assert clean.has_transparency_data


@given(st.binary(max_size=200), st.sampled_from(KINDS), st.integers(0, 3000))
def test_damaged_files_are_cleaned_or_refused(junk: bytes, kind: str, at: int) -> None:
    """Never any other error, whatever stands where."""
    data = photograph(60, 40, kind)
    for damaged in (data[:at], data[:at] + junk + data[at + len(junk) :], data[:12] + junk):
        try:
            cleaned(damaged)
        except Malformed:
            continue


# --- Other sizes ---------------------------------------------------------------------------------


@given(st.integers(1, 9000), st.integers(1, 9000), st.booleans())
def test_no_picture_is_made_larger_or_out_of_shape(width: int, height: int, clear: bool) -> None:
    found = renditions(FileFacts(1, "image/png", width, height, clear=clear))
    widest = max(one.width for one in found)
    assert widest == min(width, 1600)
    for one in found:
        assert abs(one.height - height * one.width / width) <= 0.5 or one.height == 1
        assert one.form is not (Form.JPEG if clear else Form.PNG)


def test_drawings_gifs_and_what_moves_stay_as_they_are() -> None:
    assert not renditions(FileFacts(1, "image/svg+xml"))
    assert not renditions(FileFacts(1, "image/gif", 900, 900))
    assert not renditions(FileFacts(1, "image/webp", 900, 900, moving=True))
    assert not renditions(FileFacts(1, "application/pdf"))


def test_of_a_long_picture_there_are_the_sizes_that_can_be_written(tmp_path: Path) -> None:
    """WebP ends at 16,383 pixels, and a smaller one would keep browsers from the larger JPEG."""
    file = tmp_path / "gulungan.jpg"
    Image.new("RGB", (800, 17_000)).save(file)
    wanted = renditions(file_facts(file))
    assert {one.form for one in wanted} == {Form.AVIF, Form.JPEG}
    assert {one.width for one in wanted} == {256, 480, 800}
    for one, made in developed(file.read_bytes(), wanted).items():
        assert Image.open(io.BytesIO(made)).size == (one.width, one.height)
    assert renditions(FileFacts(9, "image/png", 1000, 70_000)) == ()


def test_a_picture_that_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    Image.new("RGBA", (600, 300), (10, 20, 30, 0)).save(file)
    facts = file_facts(file)
    assert facts.clear
    for made in developed(file.read_bytes(), renditions(facts)).values():
        assert opened(made).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "RGBA"])
def test_every_way_to_store_colours_comes_out(mode: str, tmp_path: Path) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = Image.new("L", (500, 300), 255)
    picture = Image.new("I;16", (500, 300), 65535) if mode == "I;16" else grey.convert(mode)
    file = tmp_path / f"foto.{kind.lower()}"
    picture.save(file, kind)
    for made in developed(file.read_bytes(), renditions(file_facts(file))).values():
        red, green, blue = opened(made).convert("RGB").getpixel((200, 100))  # type: ignore[misc]
        assert min(red, green, blue) > 240


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(photograph(900, 600))
    wanted = renditions(file_facts(file))
    assert developed(file.read_bytes(), wanted) == developed(file.read_bytes(), wanted)


# --- What is kept between runs -------------------------------------------------------------------


def test_a_picture_is_developed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(photograph(500, 300))
    wanted = renditions(file_facts(file))
    store = Store(tmp_path / "simpanan")

    def made() -> list[bytes]:
        contents = Contents(tmp_path)
        return [Darkroom(store).rendition(contents, "foto.jpg", one, wanted) for one in wanted]

    first = made()
    monkeypatch.setattr("newsroom.pictures.darkroom.developed", None)
    assert made() == first


def test_what_is_kept_is_proved_and_bounded(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for number in range(10):
        store.put(f"{number:040x}", bytes(1000))
        os.utime(next(tmp_path.glob(f"*/*{number:x}")), (number, number))
    assert store.get(f"{0:040x}") == bytes(1000)  # used now, and so the last to go
    store.prune(3500)
    assert [n for n in range(10) if store.get(f"{n:040x}") is not None] == [0, 8, 9]
    for file in tmp_path.glob("*/*"):
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert not any(store.get(f"{n:040x}") for n in range(10))


def test_what_may_only_be_read_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    store = Store(tmp_path)
    store.put("00ff", b"isi")
    monkeypatch.setattr(os, "utime", refuse)
    assert store.get("00ff") == b"isi"


@pytest.mark.parametrize("part", ["facts.py", "metadata.py"])
def test_what_is_published_depends_on_the_code_that_turns_it_upright(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("newsroom.press.copies.recipe_of", lambda *files: asked.extend(files))
    monkeypatch.setattr("newsroom.pictures.darkroom.recipe_of", lambda *files: asked.extend(files))
    copies._cleaning.__wrapped__()
    assert f"pictures/{part}" in asked
    darkroom.recipe()
    assert asked.count("pictures/facts.py") == 2


def test_a_disk_that_keeps_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "simpanan").write_text("sebuah berkas")
    file = tmp_path / "foto.jpg"
    file.write_bytes(photograph(500, 300))
    wanted = renditions(file_facts(file))
    worker, contents = Darkroom(Store(tmp_path / "simpanan")), Contents(tmp_path)
    assert all(opened(worker.rendition(contents, "foto.jpg", one, wanted)) for one in wanted)


# --- By what a picture is known ------------------------------------------------------------------


class Work:
    """Counts what is done with pictures while a site is built."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.developed = self.cleaned = 0
        self.read: list[str] = []
        # In this process, so that it can be counted.
        monkeypatch.setattr("newsroom.workers.processors", lambda: 1)
        developed, clean, read = darkroom.developed, cleaned, Contents._read_on

        def counted(data: bytes, wanted: Sequence[Rendition]) -> dict[Rendition, bytes]:
            self.developed += 1
            return developed(data, wanted)

        def counted_clean(data: bytes) -> bytes:
            self.cleaned += 1
            return clean(data)

        def counted_read(contents: Contents, path: str, expected: Any) -> Any:
            self.read.append(path)
            return read(contents, path, expected)

        monkeypatch.setattr(darkroom, "developed", counted)
        monkeypatch.setattr(copies, "cleaned", counted_clean)
        monkeypatch.setattr(Contents, "_read_on", counted_read)

    def done(self) -> tuple[int, int, list[str]]:
        """What was done since this was asked last."""
        done = self.developed, self.cleaned, sorted(self.read)
        self.developed = self.cleaned = 0
        self.read = []
        return done


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten seconds after the files were written: they cannot have been written again unseen."""
    now = time.time_ns
    monkeypatch.setattr("newsroom.sources.release_cache.time.time_ns", lambda: now() + 10**10)


def with_two_pictures(newsroom: Newsroom) -> dict[str, bytes]:
    newsroom.write("news/2025/foto.jpg", photograph(900, 600))
    newsroom.write("news/2025/lampiran.png", photograph(90, 60, "PNG"))
    more = {"attachments": [{"file": "lampiran.png"}]}
    image = {"src": "foto.jpg", "alt": ALT}
    newsroom.write("news/2025/a.md", release(image=image, **more))
    return whole(newsroom.build())


def whole(site: Path) -> dict[str, bytes]:
    return {path: (site / path).read_bytes() for path in files(site)}


PICTURES = ["news/2025/foto.jpg", "news/2025/lampiran.png"]


@pytest.mark.usefixtures("later")
def test_of_pictures_that_have_not_changed_nothing_is_read_or_made(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = with_two_pictures(newsroom)
    work = Work(monkeypatch)
    assert whole(newsroom.build()) == before
    assert work.done() == (0, 0, [])


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("elsewhere", [False, True])
def test_of_a_fresh_copy_each_picture_is_read_once_and_none_is_made(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, elsewhere: bool
) -> None:
    """A machine that builds every ten minutes has its cache, and all files anew."""
    before = with_two_pictures(newsroom)
    project, fresh = newsroom.folder, newsroom.folder.with_name("salinan")
    shutil.copytree(project, fresh)
    if not elsewhere:
        shutil.rmtree(project)
        fresh.rename(project)
        fresh = project
    for file in (fresh / "docs").rglob("*.*"):
        os.utime(file, (10**9, 10**9))
    work = Work(monkeypatch)
    newsroom.folder = fresh
    assert whole(newsroom.build()) == before
    done = work.done()
    # Of a site at another place nothing is known but what pictures came to.
    assert done[0] == 0
    assert elsewhere or done == (0, 0, PICTURES)


@pytest.mark.usefixtures("later")
def test_another_picture_of_the_same_size_and_time_is_seen(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = with_two_pictures(newsroom)
    file = newsroom.folder / "docs/news/2025/foto.jpg"
    stat = file.stat()
    other = photograph(900, 600, quality=70)
    file.write_bytes(padded(other, stat.st_size))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
    work = Work(monkeypatch)
    after = whole(newsroom.build())
    assert work.done()[0] == 1
    other_now = {path for path in after if after[path] != before[path]}
    shown = {path for path in after if path.startswith("assets/pictures/")}
    assert other_now >= shown | {"news/2025/foto.jpg", "news/2025/a/press-pack.zip"}


def test_a_picture_written_a_moment_ago_is_read_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk with times in whole seconds it might have been written once more."""
    written = time.time_ns()
    monkeypatch.setattr("newsroom.sources.release_cache.time.time_ns", lambda: written)
    before = with_two_pictures(newsroom)
    work = Work(monkeypatch)
    assert whole(newsroom.build()) == before
    assert work.done() == (0, 0, PICTURES)


@pytest.mark.usefixtures("later")
def test_digests_are_kept_of_files_that_are_there(newsroom: Newsroom) -> None:
    with_two_pictures(newsroom)
    kept = newsroom.folder / ".cache/newsroom/contents.json"
    assert all(path in kept.read_text("utf-8") for path in PICTURES)
    (newsroom.folder / "docs" / PICTURES[1]).unlink()
    newsroom.write("news/2025/foto.jpg", photograph(600, 400))
    newsroom.write("news/2025/a.md", with_picture())
    site = newsroom.build()
    assert PICTURES[0] in kept.read_text("utf-8")
    assert PICTURES[1] not in kept.read_text("utf-8")
    before = whole(site)
    for damage in (b"", b"rusak", kept.read_bytes()[:-5]):
        kept.write_bytes(damage)
        assert whole(newsroom.build()) == before


def test_a_picture_that_changes_while_a_site_is_made_is_told(tmp_path: Path) -> None:
    file = tmp_path / "foto.jpg"
    file.write_bytes(photograph(500, 300))
    contents = Contents(tmp_path)
    contents.digest("foto.jpg")
    file.write_bytes(photograph(500, 300, quality=60))
    with pytest.raises(Changed, match=r"foto\.jpg"):
        contents.read("foto.jpg")
    contents.look_again()
    assert contents.read("foto.jpg") == file.read_bytes()
    file.unlink()
    with pytest.raises(Changed):
        contents.read("foto.jpg")


# --- On the site ---------------------------------------------------------------------------------


def test_a_page_offers_every_size_and_each_is_there(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.jpg", photograph(orientation=6))
    newsroom.write("news/2025/a.md", with_picture())
    site = newsroom.build()
    html = (site / "news/2025/a/index.html").read_text("utf-8")
    offered = re.findall(r"(?:\.\./)+(\S+) (\d+)w", html)
    assert {path.rpartition(".")[2] for path, _ in offered} == {"avif", "webp", "jpg"}
    for path, width in offered:
        assert opened((site / path).read_bytes()).width == int(width)
    made = {path for path in files(site) if path.startswith("assets/pictures/")}
    assert made == {path for path, _ in offered}
    assert 'width="1800" height="1200"' in html
    for path in (*made, "news/2025/foto.jpg"):
        assert not [word for word in TOLD if word in (site / path).read_bytes()], path


def test_feeds_and_data_show_a_picture_in_the_text_in_a_plain_size(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.jpg", photograph(3000, 2000))
    newsroom.write("news/2025/a.md", release(f"![{ALT}](foto.jpg)"))
    site = newsroom.build()
    plain = "https://berita.example/assets/pictures/news/2025/foto.jpg/1600.jpg"
    for file in ("feed.xml", "news/2025/a/release.json"):
        text = (site / file).read_text("utf-8").replace("&quot;", '"').replace('\\"', '"')
        assert re.findall(r'src="([^"]*)"', text) == [plain], file


PAGE = """# Layanan

![Gedung kantor](../assets/kantor.jpg)

Di bawah ini ![loket][loket], ![serah terima](../news/2025/foto.jpg){ width=300 }
dan <img src="../assets/kantor.jpg" alt="Gedung itu lagi">.

![bukan milik kami](https://lain.example/a.jpg) ![gambar](../assets/bagan.svg)

[loket]: loket.jpg
"""


def with_a_page(newsroom: Newsroom) -> None:
    newsroom.write("assets/kantor.jpg", photograph(900, 600))
    newsroom.write("layanan/loket.jpg", photograph(600, 400))
    newsroom.write("news/2025/foto.jpg", photograph(500, 250))
    newsroom.write("assets/bagan.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("layanan/kunjungan.md", PAGE)
    newsroom.write("index.md", "![Gedung kantor](assets/kantor.jpg)\n")
    newsroom.config["markdown_extensions"] = ["attr_list"]


def test_pictures_of_ordinary_pages_come_in_every_size(newsroom: Newsroom) -> None:
    with_a_page(newsroom)
    site = newsroom.build()
    for page, number in (("layanan/kunjungan/", 6), ("", 1)):
        html = (site / page / "index.html").read_text("utf-8")
        text = html[html.index("nr-text") :]
        images = [
            dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall("<img[^>]+", text)
        ]
        assert len(images) == number
        for offered in re.findall(r'srcset="([^"]*)"', text):
            for part in offered.split(", "):
                address, width = part.split(" ")
                file = (site / page / address).resolve()
                assert opened(file.read_bytes()).width == int(width.removesuffix("w"))
        own = [image for image in images if not image["src"].startswith("https:")]
        assert all((site / page / image["src"]).resolve().is_file() for image in own)
        assert [image["loading"] for image in own[1:]] == ["lazy"] * (len(own) - 1)
        assert own[0]["loading"] == "eager"
    html = (site / "layanan/kunjungan/index.html").read_text("utf-8")
    for measures in ((900, 600), (600, 400), (300, 150)):
        assert 'width="{}" height="{}"'.format(*measures) in html
    assert html.count("<picture>") == 4
    assert re.search(r'<img alt="[^"]*" src="https://lain.example/a.jpg">', html)


@pytest.mark.browser
def test_nothing_moves_when_the_pictures_of_a_page_come(
    newsroom: Newsroom, browser: Browser
) -> None:
    with_a_page(newsroom)
    with served(newsroom.build()) as home, browser.new_page() as page:

        def late(route: Route) -> None:
            time.sleep(0.3)
            route.continue_()

        page.route("**/*.avif", late)
        page.goto(f"{home}layanan/kunjungan/", wait_until="commit")
        page.evaluate(
            """() => { window.moved = 0; new PerformanceObserver((list) => {
                 for (const entry of list.getEntries()) window.moved += entry.value;
               }).observe({type: "layout-shift", buffered: true}); }"""
        )
        page.wait_for_load_state("load")
        page.mouse.wheel(0, 4000)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0
        drawn = page.locator(".nr-text picture img").evaluate_all(
            "images => images.map((i) => [i.complete, i.naturalWidth > 0, i.currentSrc])"
        )
        assert all(complete and wide for complete, wide, _ in drawn)
        assert all(address.endswith(".avif") for _, _, address in drawn)


def test_a_page_shows_nothing_that_is_not_published(newsroom: Newsroom) -> None:
    """What a page only seems to name stays where it is, in every size."""
    newsroom.write("internal/denah.jpg", photograph(600, 400))
    newsroom.config["exclude_docs"] = "internal/"
    newsroom.write("tentang.md", '# Tentang\n\nTeks <img src="internal/denah.jpg" alt="x">.\n')
    site = newsroom.build()
    assert not [path for path in files(site) if "denah" in path]
    assert "<picture>" not in (site / "tentang/index.html").read_text("utf-8")


# How wide each picture is drawn, and how wide its `sizes` says, both in pixels.
_WIDTHS = """() => {
  const probe = document.body.appendChild(document.createElement("div"));
  const said = (sizes) => {
    for (const part of sizes.split(/,(?![^(]*\\))/).map((part) => part.trim())) {
      const [, query, length] = part.match(/^(\\(min-width: [^)]*\\))? ?(.*)$/);
      if (query && !matchMedia(query).matches) continue;
      probe.style.width = length;
      return probe.getBoundingClientRect().width;
    }
  };
  return [...document.querySelectorAll("main img[sizes]")].map((image) =>
    [image.currentSrc, image.getBoundingClientRect().width, said(image.sizes)]);
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 375, 600, 768, 1024, 1100, 1280, 1920])
def test_a_page_says_truly_how_wide_its_pictures_are(
    newsroom: Newsroom, browser: Browser, width: int
) -> None:
    """Else a browser fetches more than it needs, or shows less than it could."""
    with_a_page(newsroom)
    for number in range(6):
        newsroom.write(f"news/2025/{number}.jpg", photograph(1600, 1100, quality=30))
        pictures = [{"src": f"{i}.jpg", "alt": ALT} for i in range(number)]
        text = f"Satu.\n\n![{ALT}](0.jpg)\n\n![{ALT}](1.jpg){{ width=200 }}\n"
        image = {"src": f"{number}.jpg", "alt": ALT}
        keys = {"title": f"Kabar {number}", "partners": ["Mitra P"], "gallery": pictures}
        newsroom.write(f"news/2025/r{number}.md", release(text, image=image, **keys))
    newsroom.write("partners/p.md", "---\nname: Mitra P\n---\n\n![Kantor](../assets/lebar.jpg)\n")
    newsroom.write("assets/lebar.jpg", photograph(1600, 900, quality=30))
    newsroom.write("tentang.md", "# Tentang\n\n![Kantor](assets/lebar.jpg)\n")
    releases = [f"news/2025/r{number}/" for number in range(6)]
    with served(newsroom.build()) as home, browser.new_page() as page:
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("", "news/", "partners/p/", "tentang/", *releases):
            page.goto(home + address)
            found = page.evaluate(_WIDTHS)
            assert found
            for source, drawn, said in found:
                assert 0.93 * drawn <= said <= 1.4 * drawn, (address, source, drawn, said)


def test_what_somebody_has_written_as_a_picture_element_stays(newsroom: Newsroom) -> None:
    newsroom.options["html"] = {"trusted": True}
    newsroom.write("assets/kantor.jpg", photograph(600, 400))
    image = '<img src="assets/kantor.jpg" alt="x">'
    own = f'<picture><source srcset="https://lain.example/a.webp">{image}</picture>'
    newsroom.write("tentang.md", f"# Tentang\n\n{own}\n")
    assert own in (newsroom.build() / "tentang/index.html").read_text("utf-8")


def test_a_preview_tells_the_measures_of_pictures_on_ordinary_pages(newsroom: Newsroom) -> None:
    with_a_page(newsroom)
    site = newsroom.build(preview=True)
    html = (site / "layanan/kunjungan/index.html").read_text("utf-8")
    assert re.search(r'<img[^>]* src="../../assets/kantor.jpg"[^>]* width="900" height="600"', html)
    assert not (site / "assets/pictures").exists()


def test_every_size_that_is_made_is_named_somewhere(newsroom: Newsroom) -> None:
    with_a_page(newsroom)
    for name in ("kantor", "bagikan", "nama"):
        newsroom.write(f"assets/{name}-besar.png", photograph(1800, 1200, "PNG"))
    for name in ("p", "profil", "tertaut", "isi", "galeri", "lampiran", "ditarik"):
        folder = "partners" if name.startswith("p") else "news/2025"
        newsroom.write(f"{folder}/{name}.jpg", photograph(1800, 1200))
    newsroom.options["organisation"] = {"logo": "assets/kantor-besar.png"}
    newsroom.options["picture"] = "assets/bagikan-besar.png"
    profile = "---\nname: Mitra P\nlogo: p.jpg\n---\n\nTeks.\n\n![Gedung mitra](profil.jpg)\n"
    newsroom.write("partners/p.md", profile)
    keys = {
        "partners": ["Mitra P"],
        "gallery": [{"src": "galeri.jpg", "alt": ALT}],
        "attachments": [{"file": "lampiran.jpg"}],
    }
    body = f"Satu.\n\n![{ALT}](isi.jpg)\n\n[Foto](tertaut.jpg)\n"
    newsroom.write("news/2025/a.md", release(body, image={"src": "foto.jpg", "alt": ALT}, **keys))
    notice = {"date": "2025-11-20", "reason": "Keliru."}
    image = {"src": "ditarik.jpg", "alt": ALT}
    newsroom.write("news/2025/b.md", release(status="withdrawn", withdrawn=notice, image=image))
    site = newsroom.build()
    made = {path for path in files(site) if path.startswith("assets/pictures/")}
    kinds = (".html", ".json", ".xml")
    said = "\n".join((site / p).read_text("utf-8") for p in files(site) if p.endswith(kinds))
    assert made == set(re.findall(r'assets/pictures/[^\s",\\&]+', said))
    # Marks in one size; what is only linked to, or to be downloaded, in none.
    count = {name: sum(f"/{name}/" in path for path in made) for name in ("p.jpg", "isi.jpg")}
    assert count == {"p.jpg": 1, "isi.jpg": 15}
    assert not [path for path in made if "tertaut" in path or "lampiran" in path]


def test_a_mark_that_is_also_shown_has_the_same_bytes(newsroom: Newsroom) -> None:
    """Of some sizes and of all, the ones that both have are one file."""
    newsroom.write("partners/p.jpg", photograph(1800, 1200))
    newsroom.write("partners/p.md", "---\nname: Mitra P\nlogo: p.jpg\n---\n\nTeks.\n")
    newsroom.write("news/2025/a.md", release(partners=["Mitra P"]))
    small = newsroom.build() / "assets/pictures/partners/p.jpg/256.jpg"
    before = small.read_bytes()
    newsroom.write("partners/p.md", "---\nname: Mitra P\nlogo: p.jpg\n---\n\n![Foto](p.jpg)\n")
    shutil.rmtree(newsroom.folder / ".cache")
    newsroom.build()
    assert small.read_bytes() == before


def test_a_mark_of_a_partner_is_shown_in_the_smallest_size(newsroom: Newsroom) -> None:
    newsroom.write("partners/p.md", "---\nname: Mitra P\nlogo: p.png\n---\n\nTeks.\n")
    newsroom.write("partners/p.png", photograph(3000, 3000, "PNG"))
    newsroom.write("news/2025/a.md", release(partners=["Mitra P"]))
    site = newsroom.build()
    for page in ("news/2025/a/index.html", "partners/p/index.html"):
        html = (site / page).read_text("utf-8")
        [address] = set(re.findall(r'<img[^>]* src="([^"]*p\.png[^"]*)"', html))
        assert address.endswith("/assets/pictures/partners/p.png/256.jpg")
        assert (site / address.lstrip("./")).is_file()


def test_the_mark_of_the_office_is_shown_in_the_smallest_size(newsroom: Newsroom) -> None:
    newsroom.write("assets/kantor.png", photograph(3000, 3000, "PNG"))
    newsroom.options["organisation"] = {"logo": "assets/kantor.png"}
    newsroom.write("news/2025/a.md", release())
    site = newsroom.build()
    html = (site / "news/2025/a/index.html").read_text("utf-8")
    assert 'src="../../../assets/pictures/assets/kantor.png/256.jpg"' in html
    assert (site / "assets/pictures/assets/kantor.png/256.jpg").is_file()


def test_pictures_of_withheld_releases_are_in_no_size(newsroom: Newsroom) -> None:
    for name in ("draf", "terbit"):
        newsroom.write(f"news/2025/{name}.jpg", photograph(600, 400))
    newsroom.write("news/2025/b.md", with_picture("terbit.jpg"))
    draft = release(status="draft", image={"src": "draf.jpg", "alt": ALT})
    newsroom.write("news/2025/a.md", draft)
    made = " ".join(files(newsroom.build()))
    assert "terbit.jpg/480.avif" in made
    assert "draf" not in made


def test_a_preview_shows_originals_at_once(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.jpg", photograph())
    newsroom.write("news/2025/a.md", with_picture())
    site = newsroom.build(preview=True)
    assert 'src="../../../news/2025/foto.jpg"' in (site / "news/2025/a/index.html").read_text()
    assert not (site / "assets/pictures").exists()


def test_pictures_outside_the_news_tell_nothing_either(newsroom: Newsroom) -> None:
    newsroom.write("assets/kantor.jpg", photograph())
    newsroom.write("tentang.md", "# Tentang\n\n![Gedung kantor](assets/kantor.jpg)\n")
    data = (newsroom.build() / "assets/kantor.jpg").read_bytes()
    assert opened(data).size == (1800, 1200)
    assert not [word for word in TOLD if word in data]


def test_a_picture_that_is_cut_off_is_told_and_the_site_stays(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.write("news/2025/foto.jpg", photograph())
    newsroom.write("news/2025/a.md", with_picture())
    site = newsroom.build()
    before = {path: (site / path).read_bytes() for path in files(site)}
    noise = Image.effect_noise((1200, 800), 90)
    whole = io.BytesIO()
    noise.save(whole, "JPEG")
    newsroom.write("news/2025/foto.jpg", whole.getvalue()[: len(whole.getvalue()) // 2])
    with pytest.raises(Abort, match=r"docs/news/2025/foto\.jpg: gambar ini rusak"):
        newsroom.build()
    assert {path: (site / path).read_bytes() for path in files(site)} == before


def test_the_smallest_gif_goes_out_whole() -> None:
    assert cleaned(GIF) == GIF
