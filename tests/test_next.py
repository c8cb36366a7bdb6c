"""When the site changes next: told to a press officer in words, to cron as an instant."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
import yaml
from conftest import JAKARTA, NOW, ROOT, Newsroom, release
from hypothesis import given
from hypothesis import strategies as st

from newsroom.archive import Archive
from newsroom.cli import main
from newsroom.domain.release import Declared, Release
from newsroom.domain.when import When
from newsroom.edition import Edition
from newsroom.settings import Site

# Few enough minutes that random dates, embargoes and instants often coincide.
INSTANTS = st.integers(0, 40).map(lambda minutes: NOW + timedelta(minutes=minutes))
WHENS = INSTANTS.map(lambda at: When(at, timed=True))
RELEASES = st.lists(
    st.tuples(WHENS, st.none() | WHENS, st.sampled_from(Declared)).map(
        lambda drawn: Release(
            "", "", "", drawn[0], None, None, "", embargo=drawn[1], declared=drawn[2]
        )
    ),
    max_size=6,
)
# The site is the same whatever is drawn, so its folder need not be there.
SITE = Site(name="Ruang Berita", url="https://berita.example/", docs=ROOT / "docs")


def edition(releases: list[Release], now: datetime) -> Edition:
    numbered = tuple(
        Release(**{**{name: getattr(r, name) for name in Release.__slots__}, "source": f"{i}.md"})
        for i, r in enumerate(releases)
    )
    return Edition(SITE, Archive(numbered, (), (), (), frozenset(), ()), now)


def public(releases: list[Release], now: datetime) -> set[str]:
    return {release.source for release in edition(releases, now).releases}


@given(RELEASES, INSTANTS, st.data())
def test_what_is_public_stays_the_same_until_then_and_changes_at_that_very_instant(
    releases: list[Release], now: datetime, data: st.DataObject
) -> None:
    asked = edition(releases, now)
    changes = asked.next_change
    if changes is None:
        later = data.draw(INSTANTS.filter(lambda at: at >= now))
        assert public(releases, later) == public(releases, now)
        assert not asked.coming
        return
    assert changes > now
    before = data.draw(st.datetimes(now.replace(tzinfo=None), changes.replace(tzinfo=None)))
    if (instant := before.replace(tzinfo=JAKARTA)) < changes:
        assert public(releases, instant) == public(releases, now)
    assert public(releases, changes - timedelta(microseconds=1)) == public(releases, now)
    coming = {release.source for release in asked.coming}
    assert coming
    assert public(releases, changes) == public(releases, now) | coming


@given(RELEASES, INSTANTS)
def test_going_from_change_to_change_misses_none(releases: list[Release], now: datetime) -> None:
    stops: list[datetime] = []
    while (at := edition(releases, stops[-1] if stops else now).next_change) is not None:
        stops.append(at)
    seen = [public(releases, now + timedelta(minutes=m)) for m in range(82)]
    changed = [now + timedelta(minutes=m) for m in range(1, 82) if seen[m] != seen[m - 1]]
    assert stops == changed


@pytest.fixture
def waiting(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """Two releases under one embargo, one that comes later, a draft, and one that is out."""
    newsroom.write("news/2025/a.md", release(title="Satu", embargo="2025-12-04T09:00"))
    newsroom.write("news/2025/b.md", release(title="Dua", embargo="2025-12-04T02:00Z"))
    newsroom.write("news/2025/c.md", release(title="Tiga", date="2025-12-05"))
    newsroom.write("news/2025/d.md", release(title="Empat", status="draft", date="2025-12-02"))
    newsroom.write("news/2025/e.md", release(title="Lima"))
    newsroom.write_config()
    monkeypatch.chdir(newsroom.folder)
    monkeypatch.setenv("NEWSROOM_NOW", NOW.isoformat())
    return newsroom


def test_the_first_line_is_the_instant_alone_and_the_others_say_what_comes_out(
    waiting: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["next"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "2025-12-04T09:00:00+07:00",
        "Kamis, 4 Desember 2025, 09.00 WIB: 2 siaran pers terbit.",
        "docs/news/2025/b.md: Dua",
        "docs/news/2025/a.md: Satu",
    ]
    assert not told.err


def test_a_day_without_a_time_is_told_with_the_midnight_it_begins_at(
    waiting: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", "2025-12-04T09:00")
    assert main(["--language", "en", "next"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "2025-12-05T00:00:00+07:00",
        "Friday, 5 December 2025, 00:00 WIB: 1 release will be published.",
    ]


def test_nothing_ahead_is_said_where_a_script_does_not_take_it_for_an_instant(
    waiting: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", "2025-12-05")
    assert main(["next"]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "Tidak ada siaran pers yang menunggu waktu terbit.\n"
    assert main(["next", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"next": None, "seconds": None, "releases": []}


def test_a_program_gets_the_instant_the_seconds_until_then_and_the_releases(
    waiting: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM_NOW", "2025-12-04T08:59:00")
    assert main(["next", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "next": "2025-12-04T09:00:00+07:00",
        "seconds": 60,
        "releases": [
            {
                "file": "docs/news/2025/b.md",
                "title": "Dua",
                "address": "https://berita.example/news/2025/b/",
            },
            {
                "file": "docs/news/2025/a.md",
                "title": "Satu",
                "address": "https://berita.example/news/2025/a/",
            },
        ],
    }


def test_cron_sees_that_the_build_will_fail(
    waiting: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting.write("news/2025/rusak.md", release(date="besok"))
    assert main(["next"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("2025-12-04T09:00:00+07:00\n")
    assert told.err.startswith("1 masalah harus diperbaiki sebelum situs dapat terbit.")


def minutes(cron: str) -> list[int]:
    """The minutes of an hour at which a cron line runs; it must run in every hour of every day."""
    minute, *others = cron.split()
    assert others == ["*"] * 4
    return sorted(map(int, minute.split(",")))


def longest_gap(at: list[int]) -> int:
    """The longest wait for the next run, in minutes, over the hour's end too."""
    return max(later - earlier for earlier, later in pairwise([*at, at[0] + 60]))


@pytest.fixture
def publishing() -> str:
    return (
        (ROOT / "README.md")
        .read_text("utf-8")
        .partition("\n## Publishing\n")[2]
        .partition("\n## ")[0]
    )


def test_the_workflow_builds_in_time_for_what_the_readme_promises(publishing: str) -> None:
    workflow = yaml.load(
        (ROOT / ".github/workflows/publish.yml").read_text("utf-8"), yaml.BaseLoader
    )
    assert "push" in workflow["on"]
    gap = longest_gap([m for entry in workflow["on"]["schedule"] for m in minutes(entry["cron"])])
    promised = [int(number) for number in re.findall(r"(\d+) minutes", publishing)]
    assert gap in promised
    # What is left after the longest wait is for the build and its deployment.
    assert max(promised) == 15
    assert gap <= max(promised) - 5


def test_the_schedule_proposed_for_gitlab_is_the_same() -> None:
    workflow = yaml.load(
        (ROOT / ".github/workflows/publish.yml").read_text("utf-8"), yaml.BaseLoader
    )
    [entry] = workflow["on"]["schedule"]
    assert entry["cron"] in (ROOT / ".gitlab-ci.yml").read_text("utf-8")
