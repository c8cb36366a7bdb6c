"""How much a newsroom takes before it calls it a mistake, or an attack.

Each bound is far above what a press office writes, and low enough that whatever keeps
within all of them is read in seconds and in less than a gigabyte. The README lists them.
"""

from __future__ import annotations

# --- Files in docs/ ------------------------------------------------------------------------------

TEXT_FILE = 100_000
"""Bytes of a release, profile or page.

The time that Markdown takes grows with the square of some signs, so that the worst such text takes
seconds; ten times as much would take minutes. The longest release of four public archives of
thousands has two thirds of it.
"""

NODES = 20_000
"""Keys and values in the front matter of a file."""

ENTRIES = 500
"""Entries of one list, such as the partners of a release."""

VALUE = 5_000
"""Characters of one value, such as a summary."""

ADDRESS_STEP = 200
"""Bytes of one step of an address, which is a folder of the site; file systems stop at 255."""

NESTING = 40
"""How deep lists and quotations may lie within each other."""

UNCLOSED = 1_000_000
"""Characters between brackets that open and where they close, or the text ends; all of them summed.

The time that Markdown takes grows with it: a bracket that is never closed is followed to the end.
"""

HEADINGS = 1_000
"""Headings of a text, which all get a name of their own."""

CELLS = 20_000
"""Cells of a text's tables. A row gets as many as the table's head has, whatever it is given."""

FENCES = 1_000
"""Lines that may open or close a sample of code; each is followed to the end of the text."""

ABBREVIATIONS = 200
"""Abbreviations that a text explains; each is sought in all of it."""

FILE = 100 * 2**20
"""Bytes of any file in docs/ that is handed out; GitHub takes no larger one."""

PACK = 100 * 2**20
"""Bytes of the files of a press pack, which is made in memory; beyond it a release has none."""

PICTURE = 50 * 2**20
"""Bytes of a picture, in docs/ or in a document."""

PIXELS = 64_000_000
"""Width times height of a picture, in docs/ or in a document. Decoded, each pixel takes 4 bytes."""

PICTURE_TOLD = {"megapixels": str(PIXELS // 10**6), "size": str(PICTURE >> 20)}
"""Both of them as sentences tell them."""

DRAWING = 2 * 2**20
"""Bytes of a drawing (SVG), and of any other file in docs/ that a browser reads as a page."""

# --- Documents to import -------------------------------------------------------------------------

DOCUMENT = 50 * 2**20
"""Bytes of a document."""

TEXT_DOCUMENT = 1_000_000
"""Bytes of a document that is plain text or Markdown."""

WORDS = 100_000
"""Characters that a document says; a long release has ten thousand."""

PARAGRAPHS = 5_000
"""Paragraphs, lists and tables of a document."""

XML = 20 * 2**20
"""Bytes of what a word processor wrote, unpacked, pictures not counted."""

XML_TAGS = 100_000
"""Tags of what a word processor wrote."""

ELEMENTS = 20_000
"""Tags of a web page; paragraphs and pieces of text of what a word processor wrote."""

MAIL_HEADER = 100_000
"""Bytes above the text of an e-mail."""

PARTS = 500
"""Parts of an e-mail."""

UNPACKED = 200 * 2**20
"""Bytes of a packed document's parts, unpacked."""

RATIO = 200
"""How many times larger than packed the parts of a document may be, above a megabyte."""

DEPTH = 300
"""How deep the elements of a web page may lie within each other; browsers stop at 512."""

LEFT_OPEN = 1_000
"""Paragraphs, items and cells of a web page that are never closed."""

PDF_STREAM = 4 * 2**20
"""Bytes of any one part of a PDF, unpacked; pictures are not unpacked."""

PDF_SECONDS = 10
"""Seconds of computing for a PDF; a page of text takes some hundredths."""

PDF_PAGES = 200
"""Pages of a PDF."""

PANDOC_SECONDS = 60
"""How long pandoc may take for a document."""
