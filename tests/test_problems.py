"""Every mistake of a press officer is told with its place, in plain words, and with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import GIF, Newsroom, release
from mkdocs.exceptions import Abort

BAD_RELEASES = {
    "date missing": (
        release(date=None),
        '1:1: Kunci "date" belum ada. Tambahkan baris "date: 2025-11-19".',
    ),
    "date empty": (release(date=""), '3:6: "date" belum diisi. Tulis misalnya "date: 2025-11-19".'),
    "date in words": (
        release(date="besok"),
        '3:7: "besok" bukan tanggal yang ada. '
        "Tulis tahun-bulan-tanggal seperti 2025-11-19, bila perlu dengan jam: 2025-11-19T09:00.",
    ),
    "date that does not exist": (
        release(date="2026-13-45"),
        '3:7: "2026-13-45" bukan tanggal yang ada. '
        "Tulis tahun-bulan-tanggal seperti 2025-11-19, bila perlu dengan jam: 2025-11-19T09:00.",
    ),
    "date day first": (
        release(date="19/11/2025"),
        '3:7: "19/11/2025" bukan bentuk tanggal yang dipakai di sini (tahun-bulan-tanggal). '
        "Tulis 2025-11-19",
    ),
    "date with month name": (
        release(date="Rabu, 19 November 2025"),
        '3:7: "Rabu, 19 November 2025" bukan bentuk tanggal yang dipakai di sini '
        "(tahun-bulan-tanggal). "
        "Tulis 2025-11-19",
    ),
    "an hour in words": (
        release(embargo="2026-11-20 09.00 WITA"),
        '6:10: "2026-11-20 09.00 WITA" bukan bentuk tanggal yang dipakai di sini '
        "(tahun-bulan-tanggal). "
        "Tulis 2026-11-20T09:00+08:00",
    ),
    "a date in the quotation marks of Word": (
        release(date="“2025-11-19”"),
        "3:7: Nilai ini ditulis di antara tanda kutip melengkung. "
        "Tulis 2025-11-19 tanpa tanda kutip.",
    ),
    "an embargo in such marks, of which one was typed": (
        release(embargo='”2026-11-25T09:00"'),
        "6:10: Nilai ini ditulis di antara tanda kutip melengkung. "
        "Tulis 2026-11-25T09:00 tanpa tanda kutip.",
    ),
    "a status in such marks": (
        release(status="‘draft’"),
        "6:9: Nilai ini ditulis di antara tanda kutip melengkung. Tulis draft tanpa tanda kutip.",
    ),
    "a country for a language": (
        release(lang="jp"),
        '6:7: "jp" bukan kode bahasa yang dipakai di sini. Tulis ja',
    ),
    "a longer code for a language": (
        release(lang="eng"),
        '6:7: "eng" bukan kode bahasa yang dipakai di sini. Tulis en',
    ),
    "one of the many forms of English": (
        release(lang="en-GB"),
        '6:7: "en-GB" bukan kode bahasa yang dipakai di sini. Tulis en',
    ),
    "the name of a language": (
        release(lang="Inggris"),
        '6:7: "Inggris" bukan kode bahasa yang dipakai di sini. Tulis en',
    ),
    "a code that is none": (
        release(lang="xq"),
        '6:7: "xq" bukan kode bahasa. Tulis misalnya id atau en.',
    ),
    "an hour not understood": (
        release(embargo="20 November 2026, setelah konferensi pers"),
        "6:10: Jam atau kata lain di samping tanggal dalam "
        '"20 November 2026, setelah konferensi pers" tidak dipahami. '
        "Tulis tanggal dan jamnya dengan bentuk 2025-11-20T09:00; untuk zona waktu lain, "
        "dengan bentuk 2025-11-20T09:00+08:00.",
    ),
    "a weekday that is another": (
        release(date="Senin, 20 November 2026"),
        '3:7: Hari dan tanggal tidak cocok dalam "Senin, 20 November 2026". '
        "Lihat kalender, lalu tulis tahun-bulan-tanggal tanpa nama hari, dengan bentuk "
        "2025-11-19 atau 2025-11-19T09:00.",
    ),
    "day or month": (
        release(embargo="12/03/2026 09.00"),
        '6:10: "12/03/2026 09.00" dapat berarti tanggal-bulan atau bulan-tanggal. '
        "Tulis 2026-03-12T09:00 atau 2026-12-03T09:00, sesuai yang dimaksud.",
    ),
    "location missing": (
        release(location=None),
        '1:1: Kunci "location" belum ada. Tambahkan baris "location: Serang".',
    ),
    "editor missing": (
        release(editor=None),
        '1:1: Kunci "editor" belum ada. Tambahkan baris "editor: Nama editor".',
    ),
    "title missing": (
        release(title=None),
        '1:1: Kunci "title" belum ada. Tambahkan baris "title: Judul siaran pers".',
    ),
    "title empty": (
        release(title='""'),
        '2:8: "title" belum diisi. Tulis misalnya "title: Judul siaran pers".',
    ),
    "title with colon": (
        release(title="Judul: anak judul"),
        "2:13: Nilai ini memuat titik dua, sehingga terbaca sebagai kunci baru. "
        'Tulis title: "Judul: anak judul"',
    ),
    "unknown key": (
        release(kota="Serang"),
        '6:1: Kunci "kota" tidak dikenal. Maksudnya "location"? Tulis location.',
    ),
    "mistyped embargo": (
        release(embrago="2025-11-20T09:00"),
        '6:1: Kunci "embrago" tidak dikenal. Maksudnya "embargo"? Tulis embargo.',
    ),
    "duplicate key": (
        release().replace("location", "title: Lain\nlocation"),
        '4:1: Kunci "title" ditulis dua kali; yang pertama di baris 2. Hapus salah satu.',
    ),
    "no closing fence": (
        "---\ntitle: Judul\n",
        '1:1: Baris penutup "---" tidak ada, sehingga batas data dan naskah tidak jelas. '
        'Tulis "---" pada baris tersendiri setelah data terakhir.',
    ),
    "no opening fence": (
        "title: Judul\ndate: 2025-11-19\n---\nIsi\n",
        '1:1: Baris pembuka "---" tidak ada. Tulis "---" pada baris tersendiri di atas baris ini.',
    ),
    "no front matter": (
        "# Judul\n\nIsi\n",
        '1:1: Berkas ini tidak diawali blok data di antara dua baris "---". '
        'Awali berkas dengan "---", lalu title, date, location, dan editor, lalu "---" lagi.',
    ),
    "toml": (
        '+++\ntitle = "Judul"\n+++\nIsi\n',
        '1:1: Data di antara "+++" (TOML) tidak dipakai di sini. '
        'Tulis data di antara dua baris "---", dengan bentuk "kunci: nilai".',
    ),
    "tab": (
        release(image="\n\tsrc: foto.jpg"),
        "7:1: Baris ini menjorok dengan tab. Ganti tab dengan dua spasi.",
    ),
    "open quote": (
        release(title='"Judul'),
        "2:8: Tanda kutip dibuka di sini tetapi tidak ditutup. "
        "Tutup dengan tanda kutip yang sama, atau hapus tanda kutip pembukanya.",
    ),
    "alias bomb": (
        release(topics="[&a satu, *a]"),
        "6:10: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        'Tulis topics: "[&a satu, *a]"',
    ),
    "list expected": (
        release(partners="Pemkot Contoh"),
        '6:11: "partners" harus berupa daftar. '
        'Tulis tiap isian pada baris baru yang diawali "- ", atau di antara [ dan ].',
    ),
    "text expected": (
        release(title=["a"]),
        '3:1: "title" harus berupa satu teks. Tulis "title: teks" pada satu baris.',
    ),
    "status unknown": (
        release(status="publish"),
        '6:9: "status" berisi "publish", yang tidak dikenal. '
        'Maksudnya "published"? Tulis published.',
    ),
    "image without alt": (
        release(image={"src": "foto.jpg"}),
        '7:3: "image" belum lengkap: "alt" belum ada. Tambahkan "alt: …" di bawahnya.',
    ),
    "image key mistyped": (
        release(image={"src": "foto.jpg", "alt": "a", "captoin": "b"}),
        '8:3: Kunci "captoin" tidak dikenal. Maksudnya "caption"? Tulis caption.',
    ),
    "image that is not there": (
        release(image={"src": "foto.jpg", "alt": "Sebuah foto"}),
        '8:8: Berkas "foto.jpg" tidak ada. Salin berkasnya ke folder ini, atau perbaiki namanya.',
    ),
    "image outside docs": (
        release(image={"src": "../../../foto.jpg", "alt": "Foto"}),
        '8:8: Berkas "../../../foto.jpg" berada di luar docs/, jadi tidak akan terbit. '
        "Salin berkasnya ke folder naskah ini.",
    ),
    "contact unknown": (
        release(contacts=["humas"]),
        '7:3: Narahubung "humas" tidak ada dalam pengaturan situs. '
        "Tulis name, role, phone, dan email.",
    ),
    "slug with spaces": (
        release(slug="Judul Baru"),
        '6:7: "Judul Baru" tidak dapat menjadi bagian alamat. '
        "Tulis judul-baru (huruf kecil, angka, dan tanda hubung).",
    ),
    "withdrawn without reason": (
        release(status="withdrawn"),
        "6:9: Siaran pers ditarik tanpa tanggal dan alasan. "
        'Tambahkan "withdrawn:", lalu di bawahnya, menjorok dua spasi, "date: 2025-11-19" dan '
        '"reason: …".',
    ),
    "no text": (
        release(""),
        '7:1: Siaran pers ini belum berisi naskah. Tulis naskahnya di bawah baris "---" kedua, '
        'atau tulis "status: draft" sampai naskahnya siap.',
    ),
    "link that leads nowhere": (
        release("Lihat [ini](tidak-ada.md)."),
        '8:13: Tautan "tidak-ada.md" tidak menuju halaman mana pun. '
        "Tautkan ke berkas .md dari folder naskah ini, misalnya ../2025/judul.md.",
    ),
    "picture in text missing": (
        release("![foto](gambar.png)"),
        '8:9: Berkas "gambar.png" tidak ada. Salin berkasnya ke folder ini, atau perbaiki namanya.',
    ),
    "status in Indonesian": (
        release(status="Draf"),
        '6:9: "status" berisi "Draf", yang tidak dikenal. Maksudnya "draft"? Tulis draft.',
    ),
    "status unlike any": (
        release(status="arsip"),
        '6:9: "status" berisi "arsip", yang tidak dikenal. '
        "Tulis salah satu: draft, published, withdrawn.",
    ),
    "embargo left empty": (
        release(embargo=""),
        '6:9: "embargo" belum diisi. Tulis misalnya "embargo: 2025-11-20T09:00".',
    ),
    "status left empty": (
        release(status=""),
        '6:8: "status" belum diisi. Tulis misalnya "status: draft".',
    ),
    "embargo with a note": (
        release(embargo="2025-11-20 # rapat"),
        "6:21: Bagian mulai tanda # tidak akan terbaca sebagai waktu, karena dianggap catatan. "
        "Pindahkan catatan itu ke baris tersendiri; jam ditulis menyatu dengan tanggalnya, "
        "dengan bentuk 2025-11-20T09:00.",
    ),
    "status with a note": (
        release(status="draft # tunggu pimpinan"),
        '6:15: Catatan mulai tanda # tidak dapat berada di belakang "status". '
        "Pindahkan catatan itu ke baris tersendiri, atau hapus.",
    ),
    "an embargo below the data": (
        release("embargo: 2030-11-30"),
        '8:1: "embargo" berada di bawah baris "---" penutup, sehingga terbaca sebagai naskah dan '
        "tidak berlaku. "
        'Pindahkan baris ini ke atas baris "---" kedua di awal berkas.',
    ),
    "an embargo in words alone": (
        release("**EMBARGO hingga 30 November 2030 pukul 09.00 WIB**\n\nIsi."),
        '8:1: Naskah ini menyebut "EMBARGO hingga 30 November 2030 pukul 09.00 WIB", tetapi '
        "datanya tidak menahannya sampai saat itu. "
        'Tulis "embargo: 2030-11-30T09:00" di bagian data (atau "status: draft"), lalu '
        "hapus baris ini dari naskah.",
    ),
    "title cut by a hash mark": (
        release(title="Kegiatan #Pasti Digelar"),
        "2:17: Bagian mulai tanda # tidak akan terbaca, karena dianggap catatan. "
        'Tulis "Kegiatan #Pasti Digelar", atau pindahkan catatan ke baris tersendiri.',
    ),
    "title that begins with an ampersand": (
        release(title="&Rekan Kanwil"),
        "2:8: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        'Tulis title: "&Rekan Kanwil"',
    ),
    "title that begins with an exclamation mark": (
        release(title="!Penting Kanwil"),
        "2:8: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        'Tulis title: "!Penting Kanwil"',
    ),
    "title that begins with a quotation": (
        release(title='"Pasti" Jadi Semboyan'),
        "2:16: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        "Tulis title: '\"Pasti\" Jadi Semboyan'",
    ),
    "title that begins with an at sign": (
        release(title="@kanwil Hadir"),
        "2:8: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        'Tulis title: "@kanwil Hadir"',
    ),
    "title that begins with a bracket": (
        release(title="[Siaran] Kabar"),
        "2:17: Nilai ini diawali atau memuat tanda khusus, sehingga tidak terbaca utuh. "
        'Tulis title: "[Siaran] Kabar"',
    ),
    "no space after the colon": (
        release().replace("title: Judul", "title:Judul"),
        "2:1: Setelah titik dua harus ada spasi. Tulis title: Judul",
    ),
    "special space from a word processor": (
        release().replace("title: ", "title:\u00a0"),
        "2:7: Ada spasi khusus dari pengolah kata di sini. "
        "Hapus spasi itu, lalu ketik spasi biasa.",
    ),
    "list entries not aligned": (
        release().replace("editor", "partners:\n- A\n - B\neditor"),
        "7:1: Butir daftar ini tidak sejajar, sehingga menyatu dengan butir di atasnya. "
        "Sejajarkan semua tanda hubung dalam daftar ini.",
    ),
    "list entry left empty": (
        release().replace("editor", "partners:\n- A\n-\neditor"),
        '7:2: Butir ke-2 dari "partners" kosong. Tulis isinya, atau hapus tanda hubungnya.',
    ),
    "partner with a colon": (
        release().replace("editor", "partners:\n- A: B\neditor"),
        '6:3: Nilai ini memuat titik dua, sehingga terbaca sebagai kunci baru. Tulis - "A: B"',
    ),
    "image as text": (
        release(image="foto.jpg"),
        '6:8: "image" harus berupa pasangan kunci dan nilai. '
        'Tulis di bawahnya, menjorok dua spasi, tiap pada barisnya: "src: …", "alt: …", '
        '"caption: …", "credit: …".',
    ),
    "reason left empty": (
        release(status="withdrawn", withdrawn={"date": "2025-11-20", "reason": None}),
        '9:11: "reason" belum diisi. Tulis misalnya "reason: Alasan penarikan".',
    ),
    "alt left empty": (
        release(image={"src": "foto.jpg", "alt": " "}),
        '7:8: "alt" belum diisi. Tulis misalnya "alt: Dua orang menandatangani dokumen di meja".',
    ),
    "a slug that Windows cannot keep": (
        release(slug="con"),
        '6:7: "con" tidak dapat menjadi bagian alamat. '
        "Tulis con-1 (huruf kecil, angka, dan tanda hubung).",
    ),
    "year with a slip": (
        release(date="0205-11-19"),
        '3:7: "0205-11-19" bukan tanggal yang ada. '
        "Tulis tahun-bulan-tanggal seperti 2025-11-19, bila perlu dengan jam: 2025-11-19T09:00.",
    ),
    "update still to come": (
        release(updated="2030-01-01"),
        '6:10: "updated" bertanggal 2030-01-01, yang belum tiba. '
        "Tulis tanggal perubahan itu terjadi.",
    ),
    "correction before the release": (
        release(corrections=[{"date": "2025-11-01", "text": "Nama diperbaiki."}]),
        '7:9: "corrections" bertanggal 2025-11-01, sebelum siaran pers itu sendiri '
        "terbit. Perbaiki tanggal ini, date, atau embargo.",
    ),
    "correction before the embargo ends": (
        release(
            embargo="2025-11-25T09:00",
            corrections=[{"date": "2025-11-22", "text": "Nama diperbaiki."}],
        ),
        '8:9: "corrections" bertanggal 2025-11-22, sebelum siaran pers itu sendiri '
        "terbit. Perbaiki tanggal ini, date, atau embargo.",
    ),
    "link to the preview": (
        release("[x](http://127.0.0.1:8000/news/)"),
        '8:5: Tautan "http://127.0.0.1:8000/news/" menuju pratinjau di komputer ini. '
        "Tautkan ke berkas .md atau ke alamat situs yang terbit.",
    ),
    "link to a file of one's own": (
        release("[x](file:///C:/surat.docx)"),
        '8:5: Tautan "file:///C:/surat.docx" tidak dapat dibuka pembaca. '
        "Tulis alamat yang diawali https://, atau salin berkasnya ke folder naskah ini.",
    ),
    "whole address of nothing on this site": (
        release("[x](https://berita.example/tiada/)"),
        '8:5: Tautan "https://berita.example/tiada/" tidak menuju halaman mana pun. '
        "Tautkan ke berkas .md dari folder naskah ini, misalnya ../2025/judul.md.",
    ),
    "tags meant as topics": (
        release(tags=["Pangan"]),
        '6:1: Kunci "tags" tidak dikenal. Maksudnya "topics"? Tulis topics.',
    ),
}


DRAFT = release(status="draft", title="Rahasia")

BAD_ARCHIVES: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "two releases with one address": (
        {
            "news/2025/a.md": release(title="Satu"),
            "news/2025/b.md": release(title="Dua", slug="a"),
        },
        [
            "docs/news/2025/b.md:6:7: Alamat /news/2025/a/ sudah dipakai docs/news/2025/a.md. "
            "Beri berkas ini slug lain, atau ganti namanya.",
        ],
    ),
    "a draft that claims the address of a published release": (
        {
            "news/2025/a-tono.md": release(title="Konsep", slug="zz", status="draft"),
            "news/2025/zz.md": release(title="Terbit"),
        },
        [
            "docs/news/2025/a-tono.md:6:7: Alamat /news/2025/zz/ sudah dipakai "
            "docs/news/2025/zz.md. "
            "Beri berkas ini slug lain, atau ganti namanya.",
        ],
    ),
    "a release under embargo that claims the address of a younger public one": (
        {
            "news/2025/a.md": release(date="2025-11-01", slug="zz", embargo="2025-12-20"),
            "news/2025/zz.md": release(date="2025-11-19"),
        },
        [
            "docs/news/2025/a.md:6:7: Alamat /news/2025/zz/ sudah dipakai "
            "docs/news/2025/zz.md. "
            "Beri berkas ini slug lain, atau ganti namanya.",
        ],
    ),
    "a draft that claims the address of a release under embargo": (
        {
            "news/2025/a.md": release(date="2025-11-01", slug="zz", status="draft"),
            "news/2025/zz.md": release(date="2025-11-19", embargo="2025-12-20"),
        },
        [
            "docs/news/2025/a.md:6:7: Alamat /news/2025/zz/ sudah dipakai "
            "docs/news/2025/zz.md. "
            "Beri berkas ini slug lain, atau ganti namanya.",
        ],
    ),
    "addresses that differ only by case": (
        {"news/2025/a/index.md": release(), "news/2025/A.md": release()},
        [
            "docs/news/2025/a/index.md:1:1: Alamat /news/2025/a/ sudah dipakai "
            "docs/news/2025/A.md. "
            "Beri berkas ini slug lain, atau ganti namanya.",
        ],
    ),
    "two partners whose addresses collide": (
        {"news/2025/a.md": release(partners=["A & B", "A B"])},
        [
            'docs/news/2025/a.md:8:3: "A B" dan "A & B" akan beralamat sama (a-b). '
            "Samakan penulisannya, atau tulis salah satunya sebagai alias di "
            "docs/partners/a-b.md.",
        ],
    ),
    "two places whose addresses collide": (
        {
            "news/2025/a.md": release(location="Kota A/B"),
            "news/2025/b.md": release(location="Kota A B"),
        },
        [
            'docs/news/2025/b.md:4:11: "Kota A B" dan "Kota A/B" akan beralamat sama '
            "(kota-a-b). "
            "Samakan penulisannya.",
        ],
    ),
    "a partner without a letter": (
        {"news/2025/a.md": release(partners=["!?"])},
        [
            'docs/news/2025/a.md:7:3: "!?" tidak memuat huruf atau angka untuk dijadikan '
            "alamat. "
            "Tulis namanya dengan huruf.",
        ],
    ),
    "a link to a withheld release": (
        {"news/2025/a.md": release("Lihat [naskah](draf.md)."), "news/2025/draf.md": DRAFT},
        [
            'docs/news/2025/a.md:8:16: Tautan "draf.md" menuju halaman yang belum terbit '
            "(docs/news/2025/draf.md). "
            "Hapus tautan itu, atau terbitkan naskah yang dituju lebih dahulu.",
        ],
    ),
    "the address of a withheld release": (
        {"news/2025/a.md": release("[x](/news/2025/draf/)"), "news/2025/draf.md": DRAFT},
        [
            'docs/news/2025/a.md:8:5: Tautan "/news/2025/draf/" menuju halaman yang belum '
            "terbit (docs/news/2025/draf.md). "
            "Hapus tautan itu, atau terbitkan naskah yang dituju lebih dahulu.",
        ],
    ),
    "a page that links to a withheld release": (
        {"about.md": "Lihat\n\n[naskah](news/2025/draf.md)", "news/2025/draf.md": DRAFT},
        [
            'docs/about.md:3:10: Tautan "news/2025/draf.md" menuju halaman yang belum terbit '
            "(docs/news/2025/draf.md). "
            "Hapus tautan itu, atau terbitkan naskah yang dituju lebih dahulu.",
        ],
    ),
    "a page where the newsroom makes one": (
        {"topics.md": "# Topik"},
        [
            "docs/topics.md:1:1: Alamat /topics/ sudah dipakai oleh newsroom. "
            "Ganti nama berkas ini atau alamatnya.",
        ],
    ),
    "a list written by hand": (
        {"news/index.md": "# Berita"},
        [
            "docs/news/index.md:1:1: Halaman ini dibuat otomatis oleh situs. "
            "Hapus berkas ini, atau beri nama lain bila ini siaran pers.",
        ],
    ),
    "an old address that hides a release": (
        {
            "news/2025/a.md": release(),
            "news/2025/b.md": release(aliases=["/news/2025/a/"]),
        },
        [
            "docs/news/2025/b.md:7:3: Alamat lama /news/2025/a/ sudah dipakai oleh "
            "docs/news/2025/a.md. "
            "Hapus alamat itu dari aliases.",
        ],
    ),
    "a translation of nothing": (
        {"news/2025/a.md": release(translation_of="tiada.md")},
        [
            'docs/news/2025/a.md:6:17: Naskah "tiada.md" yang diterjemahkan tidak ditemukan. '
            "Tulis nama berkas .md atau slug naskah aslinya.",
        ],
    ),
    "two translations into one language": (
        {
            "news/2025/a.md": release(),
            "news/2025/b.md": release(lang="en", translation_of="a.md"),
            "news/2025/c.md": release(lang="en", translation_of="a.md"),
            "news/2025/d.md": release(translation_of="a.md"),
        },
        [
            "docs/news/2025/b.md:7:17: docs/news/2025/c.md sudah berbahasa sama (en). "
            "Perbaiki lang, atau hapus translation_of dari salah satunya.",
            "docs/news/2025/d.md:6:17: Naskah ini berbahasa sama (id) dengan "
            "docs/news/2025/a.md, padahal terjemahannya. "
            'Tulis bahasa naskah ini, misalnya "lang: en".',
        ],
    ),
    "not UTF-8": (
        {"news/2025/a.md": b"---\ntitle: caf\xe9\n---\n"},
        [
            "docs/news/2025/a.md:2:11: Berkas ini bukan teks UTF-8. "
            "Buka di editor teks, lalu simpan ulang dengan pengodean UTF-8.",
        ],
    ),
    "UTF-16": (
        {"news/2025/a.md": release().encode("utf-16")},
        [
            "docs/news/2025/a.md:1:1: Berkas ini bukan teks UTF-8. "
            "Buka di editor teks, lalu simpan ulang dengan pengodean UTF-8.",
        ],
    ),
    "an empty file": (
        {"news/2025/a.md": ""},
        [
            "docs/news/2025/a.md:1:1: Berkas ini kosong. Isi naskahnya, atau hapus berkas ini.",
        ],
    ),
    "a page that is not UTF-8": (
        {"about.md": b"\xff\xfa"},
        [
            "docs/about.md:1:1: Berkas ini bukan teks UTF-8. "
            "Buka di editor teks, lalu simpan ulang dengan pengodean UTF-8.",
        ],
    ),
    "a page whose front matter is broken": (
        {"about.md": "---\ntitle: a: b\n---\n"},
        [
            "docs/about.md:2:9: Nilai ini memuat titik dua, sehingga terbaca sebagai kunci "
            "baru. "
            'Tulis title: "a: b"',
        ],
    ),
    "a profile with a wrong name and key": (
        {"partners/Bank Satu.md": "---\nname: Bank Satu\nalias: [B1]\nurl: bank.example\n---\n"},
        [
            "docs/partners/Bank Satu.md:1:1: Nama berkas profil ini tidak dapat menjadi "
            "alamat. "
            "Ganti namanya menjadi bank-satu.md",
            'docs/partners/Bank Satu.md:3:1: Kunci "alias" tidak dikenal. '
            'Maksudnya "aliases"? Tulis aliases.',
            'docs/partners/Bank Satu.md:4:6: "bank.example" bukan alamat web. '
            "Tulis lengkap, misalnya https://contoh.example/.",
        ],
    ),
    "two profiles that claim one name": (
        {
            "partners/x.md": "---\nname: X\naliases: [Bank Dua]\n---\n",
            "partners/y.md": "---\nname: Bank Dua\nlogo: logo.svg\n---\n",
        },
        [
            'docs/partners/y.md:2:7: Nama "Bank Dua" sudah milik docs/partners/x.md. '
            "Hapus nama itu dari salah satu profil.",
            'docs/partners/y.md:3:7: Berkas "logo.svg" tidak ada. '
            "Salin berkasnya ke folder ini, atau perbaiki namanya.",
        ],
    ),
    "a file name almost right": (
        {
            "news/2025/foto-acara.jpg": b"",
            "news/2025/a.md": release(image={"src": "foto_acara.jpg", "alt": "Acara"}),
        },
        [
            'docs/news/2025/a.md:8:8: Berkas "foto_acara.jpg" tidak ada. '
            'Maksudnya "foto-acara.jpg"? Tulis foto-acara.jpg.',
        ],
    ),
    "an old address that hides a page": (
        {"about.md": "# Tentang", "news/2025/a.md": release(aliases=["about/"])},
        [
            "docs/news/2025/a.md:7:3: Alamat lama /about/ sudah dipakai oleh docs/about.md. "
            "Hapus alamat itu dari aliases.",
        ],
    ),
    "an old address that two releases claim": (
        {
            "news/2025/a.md": release(date="2025-11-01", aliases=["lama/"]),
            "news/2025/b.md": release(aliases=["Lama"]),
        },
        [
            "docs/news/2025/b.md:7:3: Alamat lama /Lama/ sudah dipakai oleh "
            "docs/news/2025/a.md, baris 7. "
            "Hapus alamat itu dari aliases.",
        ],
    ),
    "missing files and what lies beside them": (
        {
            "news/2025/raksasa.gif": GIF,
            "news/2025/panen-1.gif": GIF,
            "news/2025/rapat.md": release(title="Rapat"),
            "news/2025/a.md": release(
                image={"src": "raksaas.gif", "alt": "Foto"},
                gallery=[
                    {"src": "tidak-ada.gif", "alt": "Foto"},
                    {"src": "panen-2.gif", "alt": "Foto"},
                    {"src": "rapat.jpg", "alt": "Foto"},
                ],
            ),
        },
        [
            'docs/news/2025/a.md:8:8: Berkas "raksaas.gif" tidak ada. '
            'Maksudnya "raksasa.gif"? Tulis raksasa.gif.',
            *(
                f'docs/news/2025/a.md:{line}:8: Berkas "{name}" tidak ada. '
                "Salin berkasnya ke folder ini, atau perbaiki namanya."
                for line, name in ((11, "tidak-ada.gif"), (13, "panen-2.gif"), (15, "rapat.jpg"))
            ),
        ],
    ),
    "pictures of a draft where everyone can open them": (
        {
            "assets/a.gif": GIF,
            "assets/b.gif": GIF,
            "assets/c.gif": GIF,
            "assets/d.gif": GIF,
            "assets/e.gif": GIF,
            "about.md": "![Lambang](assets/b.gif)",
            "news/2025/d.gif": GIF,
            "news/2025/a.md": release(
                "![Satu](../../assets/b.gif) ![Dua](d.gif) ![Tiga](/assets/c.gif)\n\n"
                "[x](http://Berita.example/assets/d.gif)\n\n"
                '<p style="background: url(../../assets/e.gif)">Isi</p>',
                status="draft",
                image={"src": "../../assets/a.gif", "alt": "Acara"},
            ),
        },
        [
            'docs/news/2025/a.md:9:8: Berkas "../../assets/a.gif" sudah dapat dibuka siapa pun, '
            "padahal naskah ini belum terbit. "
            "Pindahkan berkas itu ke folder naskah ini di docs/news/.",
            'docs/news/2025/a.md:12:51: Berkas "/assets/c.gif" sudah dapat dibuka siapa pun, '
            "padahal naskah ini belum terbit. "
            "Pindahkan berkas itu ke folder naskah ini di docs/news/.",
            'docs/news/2025/a.md:14:5: Berkas "http://Berita.example/assets/d.gif" sudah dapat '
            "dibuka siapa pun, padahal naskah ini belum terbit. "
            "Pindahkan berkas itu ke folder naskah ini di docs/news/.",
            'docs/news/2025/a.md:16:27: Berkas "../../assets/e.gif" sudah dapat dibuka siapa pun, '
            "padahal naskah ini belum terbit. "
            "Pindahkan berkas itu ke folder naskah ini di docs/news/.",
        ],
    ),
    "an old address that is a file": (
        {"news/2025/a.md": release(aliases=["feed.xml"])},
        [
            'docs/news/2025/a.md:7:3: "feed.xml" bukan alamat lama di situs ini. '
            "Tulis bagian alamat setelah nama situs, misalnya berita/judul-lama/.",
        ],
    ),
    "an old address that is its own": (
        {"news/2025/a.md": release(aliases=["news/2025/a/"])},
        [
            "docs/news/2025/a.md:7:3: Alamat lama /news/2025/a/ sudah dipakai oleh "
            "docs/news/2025/a.md. "
            "Hapus alamat itu dari aliases.",
        ],
    ),
    "a release among the pages": (
        {"uji.md": release(status="draft")},
        [
            'docs/uji.md:4:1: Berkas ini memuat "location" seperti siaran pers, tetapi tidak '
            "berada di docs/news/. "
            "Pindahkan ke docs/news/, di folder tahunnya.",
        ],
    ),
    "a draft among the pages": (
        {"uji.md": "---\nstatus: draft\n---\nIsi\n"},
        [
            'docs/uji.md:2:1: Berkas ini memuat "status" seperti siaran pers, tetapi tidak '
            "berada di docs/news/. "
            "Pindahkan ke docs/news/, di folder tahunnya.",
        ],
    ),
    "a draft among the pages in capitals": (
        {"uji.md": "---\nstatus: Draft\n---\nIsi\n"},
        [
            'docs/uji.md:2:1: Berkas ini memuat "status" seperti siaran pers, tetapi tidak '
            "berada di docs/news/. "
            "Pindahkan ke docs/news/, di folder tahunnya.",
        ],
    ),
    "a mistyped draft among the pages": (
        {"uji.md": "---\nstauts: draf\n---\nIsi\n"},
        [
            'docs/uji.md:2:1: Pada halaman di luar docs/news/ kunci "stauts" tidak menahan apa '
            'pun. Maksudnya "status"? Bila ini siaran pers, tulis status dan pindahkan ke '
            "docs/news/, di folder tahunnya; bila bukan, hapus baris ini.",
        ],
    ),
    "a mistyped embargo among the pages": (
        {"uji.md": "---\ntitle: Uji\nembrago: 2030-01-01\n---\nIsi\n"},
        [
            'docs/uji.md:3:1: Pada halaman di luar docs/news/ kunci "embrago" tidak menahan apa '
            'pun. Maksudnya "embargo"? Bila ini siaran pers, tulis embargo dan pindahkan ke '
            "docs/news/, di folder tahunnya; bila bukan, hapus baris ini.",
        ],
    ),
    "a page that another system would hold back": (
        {"uji.md": "---\ntitle: Uji\ndraft: true\n---\nIsi\n"},
        [
            'docs/uji.md:3:1: Kunci "draft" tidak menahan halaman ini. Hapus baris ini, lalu '
            "sebutkan berkasnya di draft_docs dalam mkdocs.yml; siaran pers pindahkan ke "
            "docs/news/.",
        ],
    ),
    "an embargo that only MkDocs takes for data": (
        {"uji.md": "\nTitle: Uji\nEmbargo: 2030-01-01\n\nIsi\n"},
        [
            'docs/uji.md:2:1: Baris pembuka "---" tidak ada. '
            'Tulis "---" pada baris tersendiri di atas baris ini.',
        ],
    ),
    "pages with an ending that only MkDocs reads": (
        {
            "siaran/a.markdown": release(),
            "siaran/b.mkdn": release(),
            "siaran/c.MD": release(),
            "partners/d.mkd": release(),
        },
        [
            f"docs/{name}:1:1: Naskah dengan akhiran ini tidak akan terbit. "
            f"Ganti nama berkas menjadi {cure}"
            for name, cure in [
                ("partners/d.mkd", "d.md"),
                ("siaran/a.markdown", "a.md"),
                ("siaran/b.mkdn", "b.md"),
                ("siaran/c.MD", "c.md"),
            ]
        ],
    ),
    "a release named as text": (
        {"news/2025/uji.md.txt": release()},
        [
            "docs/news/2025/uji.md.txt:1:1: Naskah dengan akhiran ini tidak akan terbit. "
            "Ganti nama berkas menjadi uji.md",
        ],
    ),
    "a file name without a letter": (
        {"news/2025/🎉.md": release()},
        [
            "docs/news/2025/🎉.md:1:1: Nama berkas ini tidak dapat menjadi alamat. "
            "Ganti nama berkas dengan huruf kecil, angka, dan tanda hubung, atau tambahkan "
            'baris "slug: nama-pendek".',
        ],
    ),
    "the whole address of a withheld release": (
        {
            "news/2025/a.md": release("<https://berita.example/news/2025/draf/>"),
            "news/2025/draf.md": DRAFT,
        },
        [
            'docs/news/2025/a.md:8:2: Tautan "https://berita.example/news/2025/draf/" menuju '
            "halaman yang belum terbit (docs/news/2025/draf.md). "
            "Hapus tautan itu, atau terbitkan naskah yang dituju lebih dahulu.",
        ],
    ),
    "a picture that is none": (
        {
            "news/2025/foto.jpg": b"bukan gambar",
            "news/2025/a.md": release(image={"src": "foto.jpg", "alt": "Acara"}),
        },
        [
            'docs/news/2025/a.md:8:8: Berkas "foto.jpg" bukan gambar yang dapat ditampilkan. '
            "Simpan sebagai JPG atau PNG, lalu tulis nama berkas itu.",
        ],
    ),
    "a picture written in other letters": (
        {
            "news/2025/Foto.JPG": b"",
            "news/2025/a.md": release(image={"src": "foto.jpg", "alt": "Acara"}),
        },
        [
            'docs/news/2025/a.md:8:8: Berkas "foto.jpg" tidak ada. '
            'Maksudnya "Foto.JPG"? Tulis Foto.JPG.',
        ],
    ),
}


@pytest.mark.parametrize("name", BAD_RELEASES)
def test_a_bad_release_is_told_with_its_place_and_cure(newsroom: Newsroom, name: str) -> None:
    text, sentence = BAD_RELEASES[name]
    newsroom.write("news/2025/siaran.md", text)
    assert newsroom.problems() == [f"docs/news/2025/siaran.md:{sentence}"]


@pytest.mark.parametrize("name", BAD_ARCHIVES)
def test_a_bad_archive_is_told_with_its_places_and_cures(newsroom: Newsroom, name: str) -> None:
    files, sentences = BAD_ARCHIVES[name]
    for source, content in files.items():
        newsroom.write(source, content)
    assert newsroom.problems() == sentences


ORDINARY = {
    "Material's own keys": "title: A\nhide: [toc]\nicon: material/home\nsearch: {boost: 2}\n",
    "Material's status": "status: new\n",
    "another of Material's": "status: deprecated\n",
    "a status of the site's own": "status: berlaku\n",
    "other plugins' keys": "authors: [a]\ntags: [b]\nrevision_date: 2025-01-01\nlinks: [c]\n",
    "a date, also ahead": "date: 2030-01-01\ncategories: [agenda]\n",
    "an address on a map": "locale: id\nstate: Banten\nimage: x.png\nauthor: Humas\n",
    "no draft": "draft: false\npublished: true\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_the_keys_of_ordinary_pages_are_no_problem(newsroom: Newsroom, name: str) -> None:
    newsroom.write("tentang.md", f"---\n{ORDINARY[name]}---\n\nIsi.\n")
    newsroom.write("tanpa-data.md", "Catatan: kami pindah.\n\nEmbargo: lihat kebijakan.\n")
    assert newsroom.problems() == []


def test_a_linked_folder_is_a_problem_and_nothing_in_it_is_public(newsroom: Newsroom) -> None:
    secret = newsroom.folder / "naskah/rahasia.md"
    secret.parent.mkdir()
    secret.write_text(release(title="Rahasia", embargo="2030-01-01"), "utf-8")
    newsroom.write("bagian/index.md", "Bagian")
    for name in ("arsip", "bagian/arsip"):
        (newsroom.folder / "docs" / name).symlink_to(secret.parent)
    assert newsroom.problems() == [
        f"docs/{name}:1:1: Folder ini hanya tautan ke folder lain, sehingga isinya tidak "
        "diperiksa. Hapus tautan itu, lalu salin foldernya ke sini."
        for name in ("arsip", "bagian/arsip")
    ]
    with pytest.raises(Abort):
        newsroom.build()
    assert not (newsroom.folder / "site").exists()


def test_a_page_that_was_not_read_is_not_built(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever way MkDocs finds to a page in docs/ that the newsroom does not know of."""
    newsroom.write("siaran/a.markdown", release(title="Rahasia", embargo="2030-01-01"))
    newsroom.write("tentang.md", "Tentang")
    monkeypatch.setattr("newsroom.archive._misnamed", lambda source, site: iter(()))
    site = newsroom.build()
    assert (site / "tentang/index.html").is_file()
    assert not (site / "siaran").exists()
    assert "siaran/a.markdown tidak ditampilkan: halaman ini belum diperiksa." in caplog.text


def test_every_problem_is_told_at_once_in_order(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/b.md", release(date="besok", editor=None, kota="Serang"))
    newsroom.write("news/2025/a.md", release(title=None))
    places = [sentence.partition(": ")[0] for sentence in newsroom.problems()]
    assert places == [
        "docs/news/2025/a.md:1:1",
        "docs/news/2025/b.md:1:1",
        "docs/news/2025/b.md:3:7",
        "docs/news/2025/b.md:5:1",
    ]


def test_problems_are_told_in_english_where_the_site_is_english(newsroom: Newsroom) -> None:
    newsroom.options["language"] = "en"
    newsroom.write("news/2025/a.md", release(date="19/11/2025", embrago="2025-11-20"))
    assert newsroom.problems() == [
        'docs/news/2025/a.md:3:7: "19/11/2025" is not the form of dates used here '
        "(year-month-day). Write 2025-11-19",
        'docs/news/2025/a.md:6:1: The key "embrago" is not known. '
        'Did you mean "embargo"? Write embargo.',
    ]


@pytest.mark.parametrize("name", [*BAD_RELEASES, *BAD_ARCHIVES])
def test_a_build_with_problems_ends_with_1_and_leaves_the_last_site_alone(
    newsroom: Newsroom, name: str
) -> None:
    newsroom.write("news/2025/baik.md", release(title="Kabar baik"))
    before = snapshot(newsroom.build())
    files: dict[str, str | bytes] = (
        {"news/2025/siaran.md": BAD_RELEASES[name][0]}
        if name in BAD_RELEASES
        else BAD_ARCHIVES[name][0]
    )
    for source, content in files.items():
        newsroom.write(source, content)
    with pytest.raises(Abort) as caught:
        newsroom.build()
    assert caught.value.code == 1
    assert snapshot(newsroom.folder / "site") == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
