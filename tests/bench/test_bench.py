from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bench.archive import FIRST_DAY, LAST_DAY, WORDS, SyntheticArchive
from bench.measure import Run
from bench.peers import PEERS
from bench.report import growth, table


def test_the_same_seed_gives_the_same_releases_and_another_seed_others() -> None:
    assert list(SyntheticArchive(7).releases(30)) == list(SyntheticArchive(7).releases(30))
    assert SyntheticArchive(7).release(1) != SyntheticArchive(8).release(1)


def test_an_archive_is_as_long_broad_and_old_as_it_says() -> None:
    releases = list(SyntheticArchive().releases(400))
    words = sum(len(release.body.split()) for release in releases) / len(releases)
    assert abs(words - WORDS) < 0.05 * WORDS
    assert all(1 <= len(release.partners) <= 4 for release in releases)
    days = [release.day for release in releases]
    assert FIRST_DAY <= min(days) <= max(days) <= LAST_DAY
    assert max(days) - min(days) > timedelta(days=9 * 365)


def test_every_link_leads_to_another_release() -> None:
    releases = list(SyntheticArchive().releases(100))
    paths = {release.path for release in releases}
    links = [link for release in releases for link in re.findall(r"\]\(\.\./(.+?)\)", release.body)]
    assert len(links) == 20
    assert set(links) <= paths


def test_every_peer_gets_every_release(tmp_path: Path) -> None:
    for peer in PEERS:
        peer.write(tmp_path / peer.key, SyntheticArchive().releases(5))
        texts = [file.read_text("utf-8") for file in (tmp_path / peer.key / "docs").rglob("*.md")]
        for release in SyntheticArchive().releases(5):
            assert sum(f"title: {release.title}\n" in text for text in texts) == 1


def test_the_report_compares_with_our_own_time_and_tells_growth() -> None:
    ours, other = (peer.name for peer in PEERS[:2])
    runs = {
        (1000, ours): [run(4.0), run(2.0), run(3.0)],
        (1000, other): [run(6.0)],
        (2000, ours): [run(6.0)],
        (2000, other): [run(24.0)],
    }
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in table(runs).splitlines()]
    assert rows[2][:6] == ["1,000", ours, "3.00", "2.00-4.00", "1.00", "3.00"]
    assert rows[3][:6] == ["1,000", other, "6.00", "6.00-6.00", "2.00", "6.00"]
    assert growth(runs) == [
        f"{ours}: time per release +0% from 1,000 to 2,000 (CPU +0%); "
        "each release more costs 3.00 ms.",
        f"{other}: time per release +100% from 1,000 to 2,000 (CPU +100%); "
        "each release more costs 18.00 ms.",
    ]


def run(seconds: float) -> Run:
    return Run(seconds=seconds, busy=seconds, peak=100_000_000, pages=1, site=1_000_000)
