"""Documents as a press desk has them, made for the tests: one release in every format."""

from __future__ import annotations

import base64
import io
import zipfile
from email.message import EmailMessage

import docx
import docx.text.paragraph
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image

TITLE = "Kanwil Ditjenpas Banten Gandeng Empat Mitra"
LEAD = (
    "Kanwil Ditjenpas Banten merayakan Hari Bakti bersama para mitra. "
    "Bertempat di Bale Soepomo, Rabu (19/11/2025), acara berlangsung hangat."
)
SIGNED = (
    "Kanwil Ditjenpas Banten menandatangani Nota Kesepahaman (MoU) dengan Pemerintah Kota Cilegon, "
    "Dinas Kesehatan Provinsi Banten, DPMPTSP Kabupaten Pandeglang, dan PT Bank Rakyat Indonesia "
    "(Persero) Tbk Kantor Cabang Serang. Isinya layanan kesehatan dan perizinan."
)
QUOTED = (
    "Kepala Bidang Contoh, Narasumber Satu menyebut acara ini penting. "
    "“Kalimat ini ditulis untuk keperluan uji,” ujarnya."
)
PARTNERS = [
    "Pemerintah Kota Cilegon",
    "Dinas Kesehatan Provinsi Banten",
    "DPMPTSP Kabupaten Pandeglang",
    "PT Bank Rakyat Indonesia (Persero) Tbk Kantor Cabang Serang",
]
PARAGRAPHS = (f"SERANG, Kantor Contoh - {LEAD}", SIGNED, QUOTED, "Editor : Editor Satu")
TEXT = "\n".join((TITLE, *PARAGRAPHS))


def text(*paragraphs: str) -> bytes:
    """A .txt file, a paragraph a line."""
    return "\n".join(paragraphs).encode()


def picture(size: tuple[int, int] = (4, 3), kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "navy").save(data, kind)
    return data.getvalue()


def word(title: str, *paragraphs: str, style: str = "Title") -> docx.document.Document:
    """A Word document to add to."""
    document = docx.Document()
    document.add_paragraph(title, style=style)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def saved(document: docx.document.Document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def add_link(paragraph: docx.text.paragraph.Paragraph, words: str, address: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = OxmlElement("w:r")
    said = OxmlElement("w:t")
    said.text = words
    run.append(said)
    link.append(run)
    paragraph._p.append(link)


def with_footnote(data: bytes, note: str) -> bytes:
    """The document with a footnote called at the end of its last paragraph."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    changes = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{base}.footnotes+xml"/>'
            "</Types>",
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in changes:
                before, after = changes[name]
                part = part.replace(before.encode(), after.encode())
            if name == "word/document.xml":
                head, mark, tail = part.rpartition(b"</w:p>")
                part = head + b'<w:r><w:footnoteReference w:id="2"/></w:r>' + mark + tail
            new.writestr(name, part)
        new.writestr("word/footnotes.xml", notes)
    return out.getvalue()


def page(title: str, *paragraphs: str) -> bytes:
    """A web page with navigation, a script and a footer around its article."""
    said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>Situs lain</title>"
        "<script>alert(1)</script></head><body><nav><a href='/'>Beranda</a></nav>"
        f"<article><h1>{title}</h1>{said}"
        "<p><a href='javascript:alert(2)' onclick='alert(3)'>Tautan</a></p></article>"
        "<footer>Hak cipta situs lain</footer></body></html>"
    ).encode()


def mail(subject: str, body: str, *, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "humas@contoh.example"
    message["To"] = "redaksi@contoh.example"
    message["Date"] = "Thu, 20 Nov 2025 08:00:00 +0700"
    message.set_content(body)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def raw_mail(subject: str, body: str) -> bytes:
    """A mail whose headers are encoded by hand: the library drops spaces between odd words."""
    coded = base64.b64encode(subject.encode()).decode()
    head = f"Subject: =?utf-8?b?{coded}?=\nFrom: humas@contoh.example\nMIME-Version: 1.0\n"
    kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return f"{head}{kind}{body}\n".encode()


def pdf(*pages: list[str]) -> bytes:
    """A PDF with lines of text; the smallest that has a text layer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for lines in pages:
        shown = b"".join(
            b"(%s) Tj T* " % line.replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            for line in lines
        )
        stream = b"BT /F1 11 Tf 14 TL 50 800 Td " + shown + b"ET"
        number = len(objects) + 1
        kids.append(b"%d 0 R" % number)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding "
            b"/WinAnsiEncoding >> >> >> >>" % (number + 1)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n" % (len(objects) + 1)
    return out + head + table + trailer + b"%d\n%%%%EOF\n" % len(out)
