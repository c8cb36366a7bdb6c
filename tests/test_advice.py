"""Warnings ask for a second look where a newsroom would regret it, and are silent elsewhere."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import GIF, NOW, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image

from newsroom.advice import children
from newsroom.advice.identity_numbers import is_identity_number
from newsroom.advice.partner_names import written_out
from newsroom.pictures.facts import file_facts
from newsroom.pictures.metadata import cleaned
from newsroom.problems import Level

ALT = "Dua orang menandatangani dokumen di meja."


def warnings(newsroom: Newsroom) -> list[str]:
    """Every warning as `file:line:column code`."""
    desk = newsroom.desk()
    assert all(warning.level is Level.WARNING for warning in desk.warnings)
    return [
        f"{w.at.file.rpartition('/')[2]}:{w.at.line}:{w.at.column} {w.code}" for w in desk.warnings
    ]


def codes(newsroom: Newsroom, text: str, files: Mapping[str, bytes] | None = None) -> list[str]:
    newsroom.write("news/2025/siaran.md", text)
    for name, data in (files or {}).items():
        newsroom.write(f"news/2025/{name}", data)
    return [warning.rpartition(" ")[2] for warning in warnings(newsroom)]


def picture(width: int = 1, height: int = 1, *, gps: bool = False, kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Kamera"
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (6.0, 7.0, 12.0)
    file = io.BytesIO()
    Image.new("L", (width, height)).save(file, kind, exif=exif.tobytes())
    return file.getvalue()


def test_a_warning_stops_no_build_and_is_told_as_one_line(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    newsroom.write("news/2025/siaran.md", release(title="x" * 66))
    with caplog.at_level("INFO", "mkdocs.plugins.newsroom"):
        assert (newsroom.build() / "news/2025/siaran/index.html").exists()
    told = [r.getMessage() for r in caplog.records if r.name == "mkdocs.plugins.newsroom"]
    assert "1 peringatan; lihat dengan newsroom check." in told


def test_a_preview_shows_warnings_beside_the_problems(newsroom: Newsroom) -> None:
    from newsroom.views.shell import shells

    newsroom.write("news/2025/siaran.md", release(title="x" * 66))
    desk = newsroom.desk(preview=True)
    record = shells(desk.layout, [], [], "", desk.warnings).news
    assert record["warning_count"] == "1 peringatan, yang tidak menahan penerbitan"
    assert [w["at"] for w in record["warnings"]] == ["docs/news/2025/siaran.md:2:8"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"title": "x" * 65}, []),
        ({"title": "x" * 66}, ["siaran.md:2:8 long_title"]),
        ({"summary": "x" * 160}, []),
        ({"summary": "x" * 161}, ["siaran.md:6:10 long_summary"]),
    ],
)
def test_long_titles_and_summaries(
    newsroom: Newsroom, keys: dict[str, str], expected: list[str]
) -> None:
    newsroom.write("news/2025/siaran.md", release(**keys))
    assert warnings(newsroom) == expected


@pytest.mark.parametrize(
    ("alt", "useful"),
    [
        (ALT, True),
        ("Logo Dinas Contoh", True),
        ("foto", False),
        ("Foto kegiatan 1", False),
        ("IMG_2024", False),
        ("image of the event", False),
        ("acara-serah-terima", False),
        ("acara serah terima.jpg", False),
        ("Judul panjang siaran pers", False),
        ("Orang", False),
        ("WhatsApp Image 2026-11-20 at 10.00", False),
        ("WhatsApp Image 2026-11-20 at 10.00.12 AM (1).jpeg", False),
        ("IMG-20261120-WA0012", False),
    ],
)
@pytest.mark.parametrize("where", ["front matter", "text"])
def test_words_for_a_picture_must_say_what_it_shows(
    newsroom: Newsroom, alt: str, useful: bool, where: str
) -> None:
    name, title = "acara-serah-terima.jpg", "Judul panjang siaran pers"
    if where == "text":
        text = release(f"Isi.\n\n![{alt}]({name})", title=title)
    else:
        text = release(title=title, image={"src": name, "alt": alt})
    assert codes(newsroom, text, {name: picture()}) == ([] if useful else ["alt_useless"])


def test_a_picture_in_a_text_without_words_is_told_where_it_is_named(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/siaran.md", release("Isi.\n\n![](x.gif)"))
    newsroom.write("news/2025/x.gif", GIF)
    assert warnings(newsroom) == ["siaran.md:10:5 alt_missing"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("where", ["front matter", "text", "attachment"])
def test_a_photo_as_the_camera_made_it_is_no_reason_to_warn(
    newsroom: Newsroom, kind: str, where: str
) -> None:
    """Its place is taken out, and a page shows smaller ones."""
    name = f"foto.{kind.lower()}"
    photo = picture(4032, 1, gps=True, kind=kind) + b"\0" * 2_000_000
    text = {
        "front matter": release(image={"src": name, "alt": ALT}),
        "text": release(f"![{ALT}]({name})"),
        "attachment": release(attachments=[{"file": name}]),
    }[where]
    assert codes(newsroom, text, {name: photo}) == []


@pytest.mark.parametrize("where", ["text", "attachment"])
def test_a_file_of_which_the_place_is_not_taken_out_is_told(newsroom: Newsroom, where: str) -> None:
    for name in ("foto.tif", "disebut.jpg"):
        text = (
            release(f"![{ALT}]({name})")
            if where == "text"
            else release(attachments=[{"file": name}])
        )
        assert codes(newsroom, text, {name: picture(kind="TIFF")}) == []
        assert codes(newsroom, text, {name: picture(gps=True, kind="TIFF")}) == ["photo_located"]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("kind", ["eXIf", "tEXt", "zTXt", "iTXt"])
def test_a_png_may_tell_it_behind_the_picture_or_in_a_text(tmp_path: Path, kind: str) -> None:
    exif = Image.open(io.BytesIO(picture(gps=True, kind="PNG"))).info["exif"]
    raw = f"\nexif\n{len(exif):8}\n{exif.hex()}\n".encode()
    added = {
        "eXIf": exif.removeprefix(b"Exif\0\0"),
        "tEXt": b"Raw profile type exif\0" + raw,
        "zTXt": b"Raw profile type APP1\0\0" + zlib.compress(raw),
        "iTXt": b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='6,7S'/>",
    }[kind]
    plain = picture(kind="PNG")
    end = plain.index(b"IEND") - 4
    photo = plain[:end] + chunk(kind.encode(), added) + plain[end:]
    file = tmp_path / "foto.png"
    file.write_bytes(photo)
    assert file_facts(file).located
    (tmp_path / "bersih.png").write_bytes(cleaned(photo))
    assert not file_facts(tmp_path / "bersih.png").located


def test_a_photo_with_a_damaged_head_is_no_reason_to_fail(newsroom: Newsroom) -> None:
    text = release(image={"src": "foto.jpg", "alt": ALT})
    whole = picture(gps=True)
    start = whole.index(b"Exif")
    damaged = whole[: start + 12] + b"\xff" * 12 + whole[start + 24 :]
    assert codes(newsroom, text, {"foto.jpg": damaged}) == []


def test_pictures_too_large_to_be_shown_as_they_are(newsroom: Newsroom) -> None:
    text = release(image={"src": "foto.gif", "alt": ALT})
    assert codes(newsroom, text, {"foto.gif": picture(4000, 1, kind="GIF")}) == []
    assert codes(newsroom, text, {"foto.gif": picture(4001, 1, kind="GIF")}) == ["photo_large"]
    heavy = picture(kind="GIF") + b"\0" * 2_000_000
    assert codes(newsroom, text, {"foto.gif": heavy}) == ["photo_heavy"]


def test_a_picture_told_as_a_problem_gets_no_warning_besides(newsroom: Newsroom) -> None:
    vast = {"foto.png": bomb(12_000, 9_000)}
    assert codes(newsroom, release(image={"src": "foto.png", "alt": ALT}), vast) == []
    assert [problem.code for problem in newsroom.desk().problems] == ["picture_vast"]
    # In a text it is none, and is shown as it is.
    assert codes(newsroom, release(f"![{ALT}](foto.png)"), vast) == ["picture_vast"]
    assert not newsroom.desk().problems


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (f"![{ALT}](https://lain.example/p.gif)", "https://lain.example/p.gif"),
        (f"![{ALT}][p]\n\n[p]: HTTP://lain.example/p.gif", "HTTP://lain.example/p.gif"),
        (f"![{ALT}](//lain.example/p.gif)", "https://lain.example/p.gif"),
        ('<video src="https://lain.example/f.mp4"></video>', "https://lain.example/f.mp4"),
        ('<video poster="https://lain.example/p.jpg"></video>', "https://lain.example/p.jpg"),
        ('<audio><source src="https://lain.example/s.mp3"></audio>', "https://lain.example/s.mp3"),
        (f"![{ALT}](p.gif)", None),
        (f"![{ALT}](https://berita.example/news/2025/p.gif)", None),
        ("[Laman](https://lain.example/p.gif)", None),
        ("`![x](https://lain.example/p.gif)`", None),
        ("Video: <https://lain.example/f.mp4>", None),
    ],
)
def test_what_readers_fetch_from_another_host_is_told_where_it_is_written(
    newsroom: Newsroom, written: str, address: str | None
) -> None:
    newsroom.write("news/2025/p.gif", GIF)
    newsroom.write("news/2025/siaran.md", release(f"Isi.\n\n{written}"))
    newsroom.write("tentang.md", f"# Tentang\n\n{written}\n")
    desk = newsroom.desk()
    found = [w for w in desk.warnings if w.code == "foreign_media"]
    assert [w.facts["link"] for w in found] == [address] * 2 * bool(address)
    for warning in found:
        lines = (newsroom.folder / warning.at.file).read_text("utf-8").splitlines()
        rest = lines[warning.at.line - 1][warning.at.column - 1 :]
        assert rest.startswith((str(address), str(address).removeprefix("https:")))
        assert "tulis nama berkasnya" in desk.words.problem(warning)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is large; there is nothing in it."""
    whole = bytearray(picture(kind="PNG"))
    at = whole.index(b"IHDR")
    whole[at + 4 : at + 12] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    import zlib

    whole[at + 17 : at + 21] = zlib.crc32(whole[at : at + 17]).to_bytes(4, "big")
    return bytes(whole)


SAME_PARTNERS = [
    ("Pemkot Cilegon", "Pemerintah Kota Cilegon"),
    ("Pemprov Banten", "Pemerintah Provinsi Banten"),
    ("Pemkab Pandeglang", "Pemerintah Kab. Pandeglang"),
    ("Dinkes Provinsi Banten", "Dinas Kesehatan Provinsi Banten"),
    ("Polres Serang", "Kepolisian Resor Serang"),
    ("Kanwil Ditjenpas Banten", "Kantor Wilayah Direktorat Jenderal Pemasyarakatan Banten"),
    ("PT Bank Contoh (Persero) Tbk", "Bank Contoh"),
    ("CV Maju Contoh", "Maju Contoh"),
    ("Badan Narkotika Nasional (BNN)", "BNN"),
    ("Dinas Kesehatan Provinsi Banten", "Dinas Kesehtan Provinsi Banten"),
    ("Universitas Contoh", "Univ. Contoh"),
    ("Dinas Pendidikan dan Kebudayaan", "Dinas Pendidikan & Kebudayaan"),
]
OTHER_PARTNERS = [
    ("Kabupaten Pandeglang", "Kabupaten Serang"),
    ("Kota Serang", "Kabupaten Serang"),
    ("Pemkot Serang", "Pemkab Serang"),
    ("Lapas Kelas II Serang", "Lapas Kelas III Serang"),
    ("SMA Negeri 1 Serang", "SMA Negeri 2 Serang"),
    ("Pengadilan Jakarta Utara", "Pengadilan Jakarta Utama"),
    ("Timor Tengah Utara", "Timur Tengah Utara"),
    ("Kota Solo", "Kota Solok"),
    ("Polres Serang", "Polda Serang"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PARTNERS)
def test_two_names_of_one_partner_are_told(newsroom: Newsroom, one: str, other: str) -> None:
    assert "partner_twice" in codes(newsroom, release(partners=[one, other]))


@pytest.mark.parametrize(("one", "other"), OTHER_PARTNERS)
def test_two_partners_are_not_taken_for_one(newsroom: Newsroom, one: str, other: str) -> None:
    assert codes(newsroom, release(partners=[one, other])) == []


def test_a_partner_named_twice_is_told_with_the_way_to_join_them(newsroom: Newsroom) -> None:
    newsroom.write(
        "partners/pemerintah-kota-cilegon.md", "---\nname: Pemerintah Kota Cilegon\n---\n"
    )
    newsroom.write("news/2025/a.md", release(partners=["Pemkot Cilegon"]))
    newsroom.write("news/2025/b.md", release(partners=["Pemkot Cilegon"]))
    desk = newsroom.desk()
    assert [f"{w.at}: {desk.words.problem(w)}" for w in desk.warnings] == [
        'docs/news/2025/a.md:7:3: "Pemkot Cilegon" mungkin mitra yang sama dengan "Pemerintah Kota '
        'Cilegon", tetapi mendapat halaman sendiri. Bila sama, tulis "Pemkot Cilegon" di bawah '
        "aliases pada docs/partners/pemerintah-kota-cilegon.md (dengan "
        '"name: Pemerintah Kota Cilegon"). Bila berbeda, buat profil untuk keduanya.'
    ]
    profile = "---\nname: Pemerintah Kota Cilegon\naliases: [Pemkot Cilegon]\n---\n"
    newsroom.write("partners/pemerintah-kota-cilegon.md", profile)
    assert warnings(newsroom) == []


def test_two_partners_that_both_have_a_profile_are_two(newsroom: Newsroom) -> None:
    newsroom.write("partners/a.md", "---\nname: Pemkot Cilegon\n---\n")
    newsroom.write("partners/b.md", "---\nname: Pemerintah Kota Cilegon\n---\n")
    assert codes(newsroom, release(partners=["a", "b"])) == []


def test_names_are_compared_in_one_form() -> None:
    assert written_out("PT. Bank Contoh (Persero), Tbk") == ("bank", "contoh")
    assert written_out("DPMPTSP Kab. Contoh")[-2:] == ("kabupaten", "contoh")
    assert written_out("PT") == ("pt",)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("3604014108900001", "identity_number"),
        ("3604 0141 0890 0001", "identity_number"),
        ("360401-410890-0001", "identity_number"),
        ("36.04.01.410890.0001", "identity_number"),
        ("1234567812345678", "sixteen_digits"),
        ("3604013513900001", "sixteen_digits"),
        ("360401410890000", None),
        ("36040141089000011", None),
        ("0812 3456 7890 dan 0812 3456 7891", None),
        ("https://contoh.example/3604014108900001", None),
        ("[surat](https://contoh.example/s?id=3604014108900001)", None),
        ("![Dua orang duduk di meja](3604014108900001.gif)", None),
        ("1.234.567.890.123.456", None),
        ("Rp3604014108900001,00", None),
    ],
)
def test_numbers_that_may_be_an_identity_number(
    newsroom: Newsroom, number: str, code: str | None
) -> None:
    found = codes(newsroom, release(f"Nomor {number} itu."), {"3604014108900001.gif": GIF})
    assert found == ([code] if code else [])


def test_an_identity_number_is_not_repeated_in_the_report(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release("NIK 3604014108900001."))
    desk = newsroom.desk()
    assert "3604014108900001" not in desk.words.problem(desk.warnings[0])


def test_an_identity_number_has_an_area_a_day_and_a_serial_number() -> None:
    assert is_identity_number("3604010112900001")
    assert is_identity_number("3604016902000001"), "29 February, a woman"
    assert not is_identity_number("3604012902010001"), "no leap year"
    assert not is_identity_number("3604010112900000"), "no serial number"
    assert not is_identity_number("9904010112900001"), "no province"


CHILDREN = [
    "Polisi menangkap seorang pelajar berinisial RA (16) karena pencurian sepeda motor.",
    "Korban pencabulan, Siti Contoh (14), dirawat di rumah sakit.",
    "Tersangka masih duduk di bangku SMPN 2 Serang. Anak itu ditangkap pada Senin.",
    "Seorang anak berusia 15 tahun menjadi korban kekerasan. Ia warga Kampung Baru RT 03.",
    "Anak binaan bernama Budi mengikuti ujian.",
    "Ibu korban, Ny. Sari, melapor. Anak itu dianiaya temannya.",
    "Budi Contoh, 17 tahun, ditahan di LPKA karena kasus narkotika.",
    "Ibunya, Sari Contoh, melaporkan pemerkosaan terhadap anaknya.",
    "The suspect, a 15-year-old boy named Andi Contoh, was arrested for theft.",
    "A pupil of Contoh Junior High School was the victim of an assault.",
]
NO_CHILDREN = [
    "Kepala LPKA, Budi Contoh, mengatakan pembinaan anak pelaku pencurian terus ditingkatkan.",
    "Kanwil meningkatkan pembinaan anak.",
    "Penyuluhan bahaya narkotika bagi pelajar digelar di SMAN 1 Serang.",
    "Siti Contoh (15), siswa SMPN 1 Serang, meraih juara pertama lomba pidato.",
    "Pelaku divonis 7 tahun penjara karena pencabulan terhadap anak.",
    "Bantuan bagi anak korban banjir disalurkan di SDN 3 Lebak.",
    "Peringatan Hari Anak di LPKA dihadiri Kepala Kanwil, Ali Contoh, dan Dinas Pendidikan.",
    "Anak binaan mengikuti ujian kesetaraan bersama SMA Terbuka Negeri 1.",
    "Warga binaan kasus narkotika bertemu anak dan istri pada hari raya.",
    "Kegiatan ini juga untuk mencegah anak menjadi korban perundungan di SMP Negeri 2.",
    "Pelaku pencabulan anak dijerat Pasal 82 Ayat (1) dengan pidana 15 tahun.",
    "Drugs and children: Do Not Call, 9, is the number of an arrested offender.",
    "The office improves the education of children in prison, said Budi Contoh.",
]


@pytest.mark.parametrize("text", CHILDREN)
def test_what_may_identify_a_child_beside_an_offence(newsroom: Newsroom, text: str) -> None:
    assert codes(newsroom, release(text)) == ["child_identity"]


@pytest.mark.parametrize("text", NO_CHILDREN)
def test_what_identifies_no_child(newsroom: Newsroom, text: str) -> None:
    assert codes(newsroom, release(text)) == []


def test_a_child_far_from_the_offence_is_another_matter(newsroom: Newsroom) -> None:
    between = " ".join(["Acara berlangsung di aula."] * 4)
    text = f"Pencurian dibahas dalam rapat. {between} Siswa bernama Budi membaca puisi."
    assert codes(newsroom, release(text)) == []


@given(
    st.sampled_from([*children._CHILD_TERMS, "berusia 15 tahun", "Adi (14)", "aged 9"]),
    st.sampled_from([*children._OFFENCE_TERMS]),
    st.sampled_from([" ", ", ", "\n", " kata lain "]),
)
def test_the_quick_look_misses_no_word_of_the_rule(child: str, offence: str, between: str) -> None:
    for text in (child + between + offence, f"{offence}{between}{child}".upper()):
        assert children.may_speak_of_both(text)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("lain.md#bagian-dua", []),
        ("lain.md#bagian-tiga", ["link_fragment"]),
        ("#judul-kecil", []),
        ("#tiada", ["link_fragment"]),
        ("/news/2025/lain/#tiada", ["link_fragment"]),
        ("lain.md#:~:text=dua", []),
        ("https://contoh.example/#tiada", []),
        ("/news/#tiada", []),
    ],
)
def test_links_to_a_part_that_is_not_there(
    newsroom: Newsroom, link: str, expected: list[str]
) -> None:
    newsroom.write("news/2025/lain.md", release("## Bagian dua", title="Lain"))
    text = release(f"## Judul kecil\n\nLihat [ini]({link}).")
    assert codes(newsroom, text) == expected


def test_anchors_of_another_making_are_not_judged(newsroom: Newsroom) -> None:
    text = release("## Judul kecil\n\nLihat [ini](#judul_kecil).")
    assert codes(newsroom, text) == ["link_fragment"]
    newsroom.config["markdown_extensions"] = [{"toc": {"separator": "_"}}]
    assert codes(newsroom, text) == []


def test_warnings_do_not_depend_on_the_instant(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/a.md", release(title="x" * 66, status="draft"))
    assert len(newsroom.desk(NOW).warnings) == 1


def test_a_plain_text_among_the_releases_is_told_unless_one_offers_it(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/tabel.txt", "a")
    newsroom.write("news/2025/konsep.txt", "b")
    newsroom.write("news/2025/lain/Catatan.TXT", "c")
    newsroom.write("unduhan/daftar.txt", "d")
    attached = [{"file": "tabel.txt", "title": "Tabel"}]
    newsroom.write("news/2025/siaran.md", release(attachments=attached))
    newsroom.write("news/2025/draf.md", release("[Konsep](konsep.txt)", status="draft"))
    assert warnings(newsroom) == ["Catatan.TXT:1:1 text_not_read"]
    told = newsroom.desk().warnings[0]
    assert (
        newsroom.desk()
        .words.problem(told)
        .endswith("ganti nama menjadi Catatan.md dan lengkapi datanya.")
    )


@pytest.mark.parametrize(
    "line", ["RAHASIA", "# Rahasia", "**Konfidensial.**", "Konsep, belum final"]
)
def test_a_line_of_secrecy_that_stands_by_itself_is_told(newsroom: Newsroom, line: str) -> None:
    told = ["secrecy_in_text"]
    assert codes(newsroom, release(f"{line}\n\nAlinea.")) == told
    assert codes(newsroom, release(f"Alinea.\n\n{line}\n")) == told
    assert codes(newsroom, release(f"{line}\nAlinea.")) == (told if line.isupper() else [])
    assert codes(newsroom, release(f"{line}\n\nAlinea.", status="draft")) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Rahasia negara tetap dijaga dalam sidang itu.",
        "Rahasia dapur lapas kini menjadi usaha roti.",
        "Konsep baru pembinaan itu diterapkan di seluruh lapas.",
        "Internal kantor menyambut baik rencana itu.",
    ],
)
def test_prose_that_speaks_of_secrecy_is_left_alone(newsroom: Newsroom, sentence: str) -> None:
    assert codes(newsroom, release(f"{sentence}\n\nAlinea.")) == []


def test_every_note_of_an_import_is_told_unless_the_release_is_a_draft(newsroom: Newsroom) -> None:
    text = release().replace("title:", "# Periksa: judulnya.\n# Catatan redaksi\ntitle:")
    text = text.replace("editor:", "  # Check: the editor.\neditor:")
    newsroom.write("news/2025/siaran.md", text)
    newsroom.write("news/2025/draf.md", text.replace("---\n", "---\nstatus: draft\n", 1))
    for _ in range(2):  # as it is read, and as its file says later
        told = [(w.code, w.at.line) for w in newsroom.desk().warnings]
        lines = text.splitlines()
        wanted = [n for n, line in enumerate(lines, 1) if "Periksa:" in line or "Check:" in line]
        assert told == [("note_left", n) for n in wanted]
        assert len(told) == 2


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("1. Tanam\n2. Rawat\n   - siram\n   - pupuk\n3. Panen", ["10:4"]),
        ("- satu\n  - dua", ["9:3"]),
        ("- satu\n\n  - dua\n\nLalu:\n\n- satu\n  - dua", ["10:3", "15:3"]),
        ("- satu\n    - dua\n- tiga", []),
        ("  - satu\n  - dua\n\nLalu:\n\n   1. satu\n   2. dua", []),
        ("- satu\n  lanjutan - masih satu\n - dua", []),
        ("```\n- satu\n  - dua\n```", []),
        ("- satu\n\nAlinea.\n\n  - lain", []),
    ],
)
def test_a_list_within_a_list_needs_four_spaces(
    newsroom: Newsroom, body: str, places: list[str]
) -> None:
    newsroom.write("news/2025/siaran.md", release(body))
    assert warnings(newsroom) == [f"siaran.md:{place} nested_list" for place in places]
