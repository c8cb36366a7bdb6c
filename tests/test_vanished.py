"""What was public and is on the site no more: every build tells, until it is withdrawn or moved."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from conftest import Newsroom, release

from newsroom.vanished import addresses_noted, vanished


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mkdocs")


def told(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What a build says of addresses that are gone."""
    caplog.clear()
    newsroom.build()
    assert not any(record.levelno >= logging.WARNING for record in caplog.records)
    lines = [record.getMessage() for record in caplog.records]
    return [line for line in lines if "404" in line or "tidak ada lagi di situs" in line]


@pytest.fixture
def published(newsroom: Newsroom, caplog: pytest.LogCaptureFixture) -> Newsroom:
    """A newsroom whose two releases are public."""
    newsroom.write("news/2025/satu.md", release(title="Satu"))
    newsroom.write("news/2025/dua.md", release(title="Dua"))
    assert told(newsroom, caplog) == []
    return newsroom


def test_a_deleted_release_is_told_as_long_as_it_is_gone(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    (published.folder / "docs/news/2025/satu.md").unlink()
    for _ in range(2):
        line, closing = told(published, caplog)
        assert line.startswith(
            "docs/news/2025/satu.md:1:1: Peringatan: Siaran pers ini sudah pernah terbit, tetapi "
            "berkasnya tidak ada lagi; alamatnya, /news/2025/satu/, kini menjawab"
        )
        assert '"status: withdrawn"' in line
        assert '"- news/2025/satu"' in line
        assert closing.startswith("1 alamat yang sudah pernah terbit tidak ada lagi di situs.")
    published.write("news/2025/satu.md", release(title="Satu"))
    assert told(published, caplog) == []


@pytest.mark.parametrize(
    ("keys", "line"),
    [({"status": "draft"}, 6), ({"embargo": "2030-01-01"}, 6), ({"date": "2030-01-01"}, 3)],
)
def test_a_release_that_is_withheld_again_is_told_where_it_says_so(
    published: Newsroom, caplog: pytest.LogCaptureFixture, keys: dict[str, str], line: int
) -> None:
    published.write("news/2025/satu.md", release(title="Satu", **keys))
    first = told(published, caplog)[0]
    assert first.startswith(f"docs/news/2025/satu.md:{line}:")
    assert "kini ditahan; alamatnya, /news/2025/satu/" in first


def test_a_draft_again_that_is_not_ready_is_told_too(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    published.write("news/2025/satu.md", release(status="draft", date=""))
    assert told(published, caplog)[0].startswith("docs/news/2025/satu.md:1:1: Peringatan: ")


def test_a_withdrawn_release_is_not_gone(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    withdrawn = {"date": "2025-11-22", "reason": "Keliru."}
    published.write("news/2025/satu.md", release(status="withdrawn", withdrawn=withdrawn))
    assert told(published, caplog) == []


def test_listings_that_go_with_their_last_release_are_told_once(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    keys: dict[str, Any] = {
        "title": "Satu",
        "partners": ["Mitra"],
        "topics": ["Pangan"],
        "lang": "en",
    }
    published.write("news/2025/satu.md", release(**keys))
    assert told(published, caplog) == []
    keys |= {"status": "withdrawn", "withdrawn": {"date": "2025-11-22", "reason": "Keliru."}}
    published.write("news/2025/satu.md", release(**keys))
    *lines, closing = told(published, caplog)
    assert all(line.startswith("docs/news/2025/satu.md:11:9: Peringatan: ") for line in lines)
    gone = ["/partners/mitra/", "/topics/pangan/", "/news/en/"]
    assert {a for a in gone for line in lines if f" {a} sudah pernah terbit" in line} == {*gone}
    assert len(lines) == len(gone) and closing.startswith("3 alamat")
    [frame] = [line for line in lines if "Beri tahu mitra" in line]
    assert "(/partners/mitra/embed/)" in frame
    assert told(published, caplog) == []


def test_a_renamed_file_is_told_until_it_names_its_old_address(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    (published.folder / "docs/news/2025/satu.md").unlink()
    published.write("news/2025/pertama.md", release(title="Satu"))
    assert len(told(published, caplog)) == 2
    published.write("news/2025/pertama.md", release(title="Satu", aliases=["news/2025/satu"]))
    assert told(published, caplog) == []
    # An old address is a promise, too.
    published.write("news/2025/pertama.md", release(title="Satu"))
    assert "/news/2025/satu/" in told(published, caplog)[0]


def test_another_year_is_another_address(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    published.write("news/2025/satu.md", release(title="Satu", date="2024-11-19"))
    assert "pindah alamat; alamat lamanya, /news/2025/satu/" in told(published, caplog)[0]
    keys = {"date": "2024-11-19", "aliases": ["news/2025/satu"]}
    published.write("news/2025/satu.md", release(title="Satu", **keys))
    assert told(published, caplog) == []


def test_a_preview_neither_tells_nor_counts(
    published: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    published.write("news/2025/nanti.md", release(status="draft"))
    published.build(preview=True)
    published.write("news/2025/satu.md", release(status="draft"))
    (published.folder / "docs/news/2025/nanti.md").unlink()
    caplog.clear()
    published.build(preview=True)
    assert not any("404" in record.getMessage() for record in caplog.records)
    assert len(told(published, caplog)) == 2


def test_of_many_the_first_are_told_and_all_are_counted(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(15):
        newsroom.write(f"news/2025/rilis-{number}.md", release())
    newsroom.write("news/2025/tetap.md", release())
    newsroom.build()
    for number in range(15):
        (newsroom.folder / f"docs/news/2025/rilis-{number}.md").unlink()
    *lines, closing = told(newsroom, caplog)
    assert len(lines) == 10
    assert closing.startswith("15 alamat")


def test_it_is_told_in_english_too(published: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    published.options["language"] = "en"
    (published.folder / "docs/news/2025/satu.md").unlink()
    caplog.clear()
    published.build()
    told = [record.getMessage() for record in caplog.records]
    assert any(
        "Warning: This release was public, and its file is not there any more." in line
        for line in told
    ), told


def test_what_is_remembered_is_bounded(newsroom: Newsroom) -> None:
    newsroom.write("news/2025/tetap.md", release())
    edition = newsroom.desk().edition
    noted = "\n".join(f"news/2025/rilis-{n}/ news/2025/rilis-{n}.md" for n in range(20_000))
    again = addresses_noted(edition, noted)
    assert len(vanished(edition, noted)) == 20_000
    listings = len([line for line in again.split("\n") if line.startswith("/")])
    assert len(again.split("\n")) == 1 + listings + 1000
