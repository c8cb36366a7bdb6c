"""Files in docs/ that would act in the name of the site are told, and pictures beyond measure."""

from __future__ import annotations

import struct
import zlib

import pytest
from conftest import GIF, Newsroom, release

SOURCE = "news/2025/siaran.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def told(newsroom: Newsroom) -> list[str]:
    problems = newsroom.desk().problems
    return [f"{p.at.file.removeprefix('docs/')}:{p.at.line} {p.code}" for p in problems]


@pytest.mark.parametrize(
    "drawing",
    [
        f"{SVG}><script>x</script></svg>",
        f'{SVG} onload="x"/>',
        f'{SVG}><a xlink:href="javascript:x"><rect/></a></svg>',
        f'{SVG}><image href="https://x.example/a.png"/></svg>',
        f'{SVG}><use href="//x.example/a.svg#b"/></svg>',
        f"{SVG}><foreignObject/></svg>",
        f'{SVG}><set attributeName="xlink:href" to="x"/></svg>',
        f"{SVG}><style>@import 'https://x.example/a.css'</style></svg>",
        f'{SVG}><rect style="fill:url(https://x.example/a)"/></svg>',
        '<?xml-stylesheet href="a.xsl"?>' + f"{SVG}/>",
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG}>&a;</svg>',
        f"{SVG}><script>x</svg>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">x</x:script>',
    ],
)
def test_a_drawing_that_acts_is_told_where_it_is_used_and_where_it_lies(
    newsroom: Newsroom, drawing: str
) -> None:
    newsroom.write("news/2025/bagan.svg", drawing)
    newsroom.write("lambang.svg", drawing)
    newsroom.write(SOURCE, release(attachments=[{"file": "bagan.svg", "title": "Bagan"}]))
    assert told(newsroom) == ["lambang.svg:1 file_acts", f"{SOURCE}:7 file_acts"]


@pytest.mark.parametrize("ending", ["html", "htm", "xhtml", "shtml", "mht", "svgz", "xsl", "HTML"])
def test_a_page_among_the_attachments_is_told(newsroom: Newsroom, ending: str) -> None:
    newsroom.write(f"news/2025/a.{ending}", "<p>Isi</p>")
    newsroom.write(SOURCE, release(attachments=[{"file": f"a.{ending}", "title": "A"}]))
    assert told(newsroom) == [f"{SOURCE}:7 file_acts"]


def test_what_only_draws_or_says_nothing_is_not_told(newsroom: Newsroom) -> None:
    newsroom.write(
        "lambang.svg",
        f'<?xml version="1.0"?>{SVG}><defs><path id="a"/></defs><use xlink:href="#a"/>'
        '<style>.a { fill: url(#a); background: url("#a") }</style>'
        '<image href="data:image/png;base64,AAAA"/><rect fill="url(#a)"/></svg>',
    )
    newsroom.write("google0.html", "google-site-verification: google0.html")
    assert told(newsroom) == []


def test_a_trusted_site_may_hand_out_what_it_likes(newsroom: Newsroom) -> None:
    newsroom.options["html"] = {"trusted": True}
    newsroom.write("alat.html", "<script>x</script>")
    assert told(newsroom) == []


def png(width: int, height: int) -> bytes:
    """A PNG that promises so many pixels and brings none."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\r" + head + struct.pack(">I", zlib.crc32(head))


@pytest.mark.parametrize("side", [8_001, 60_000])
def test_a_picture_beyond_measure_is_told_at_its_key(newsroom: Newsroom, side: int) -> None:
    newsroom.write("news/2025/foto.png", png(side, side) + b"\0\0\0\0IDAT" * 2)
    newsroom.write(SOURCE, release(image={"src": "foto.png", "alt": "Dua orang duduk"}))
    assert told(newsroom) == [f"{SOURCE}:8 picture_vast"]


def test_a_damaged_picture_is_told_at_its_key(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/foto.jpg", b"\xff\xd8\xff" + GIF)
    newsroom.write(SOURCE, release(image={"src": "foto.jpg", "alt": "Dua orang duduk"}))
    assert told(newsroom) == [f"{SOURCE}:8 not_a_picture"]
