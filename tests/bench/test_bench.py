from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench import bench as bench_module
from bench import record, search
from bench.__main__ import main
from bench.archive import FIRST_DAY, LAST_DAY, NOW, WORDS, SyntheticArchive, SyntheticRelease
from bench.bench import Bench
from bench.environment import Environment, NotInstallable
from bench.goals import goals
from bench.measure import BuildFailed, Run, run
from bench.peers import HUGO, OURS, PEERS
from bench.peers.peer import Peer
from bench.preview import serving
from bench.project import Project
from bench.report import report
from bench.results import Results
from bench.scenarios import COLD, MEMORY, PUBLISH, SAVE, SEARCH, UNCHANGED, Scenario, Turn
from bench.search import Searches, searched
from bench.site import Holding, contents, differences, kind_of

# The archive


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
    assert len(links_in(releases)) == 20
    assert set(links_in(releases)) <= {release.path for release in releases}


def test_what_is_added_is_always_the_newest_and_links_to_what_is_there() -> None:
    archive = SyntheticArchive()
    paths = {release.path for release in archive.releases(50)}
    added = [archive.newest(50, turn) for turn in range(1, 21)]
    assert [release.date for release in added] == sorted({release.date for release in added})
    assert LAST_DAY.isoformat() < added[0].date < added[-1].date < NOW.isoformat()
    assert len({release.path for release in added} | paths) == 70
    assert len(links_in(added)) == 4
    assert set(links_in(added)) <= paths


# The projects of the generators


def test_every_peer_gets_every_release_and_what_is_added(tmp_path: Path) -> None:
    archive = SyntheticArchive()
    for peer in PEERS:
        project = Project(peer, tmp_path / peer.key, archive, 5)
        project.write()
        project.add_newest()
        project.add_newest()
        texts = [file.read_text("utf-8") for file in project.folder.rglob("*.md")]
        wanted = [*archive.releases(5), archive.newest(5, 1), archive.newest(5, 2)]
        for release in wanted:
            head = f"title: {release.title}\ndate: {release.date}\n"
            assert sum(head in text and release.body[:80] in text for text in texts) == 1


def test_our_project_is_built_warm_and_cold_with_and_without_search(tmp_path: Path) -> None:
    project = Project(OURS, tmp_path / "ours", SyntheticArchive(), 6)
    project.write()
    project.build(search=False)
    assert contents(project.site)["releases"].files == 6
    assert "search" not in contents(project.site)
    project.add_newest()
    project.warm_up()  # it was built without search before
    assert contents(project.site)["releases"].files == 7
    assert "search" in contents(project.site)
    (project.site / "left").touch()
    project.clean()
    assert not project.site.exists()


def test_a_build_that_makes_too_few_pages_has_failed(tmp_path: Path) -> None:
    project = Project(StandIn("pass"), tmp_path / "poor", SyntheticArchive(), 3)
    project.write()
    with pytest.raises(BuildFailed, match="only 0 pages of 3"):
        project.build(search=False)


# Sites beside each other


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("news/2024/judul-1/index.html", "releases"),
        ("news/2024/index.html", "listings"),
        ("news/2024/page/3/index.html", "listings"),
        ("news/page/12/index.html", "listings"),
        ("partners/index.html", "listings"),
        ("partners/mitra-001/page/2/index.html", "listings"),
        ("partners/mitra-001/embed/index.html", "embeds"),
        ("news/2024/judul-1/release.txt", "texts and data"),
        ("news/2024/judul-1/release.json", "texts and data"),
        ("index.html", "other pages"),
        ("404.html", "other pages"),
        ("topics/topik-1/feed.json", "feeds"),
        ("rss.xml", "feeds"),
        ("news-sitemap.xml", "sitemaps"),
        ("pagefind/pagefind.js", "search"),
        ("search/index.html", "search"),
        ("assets/newsroom.css", "other files"),
    ],
)
def test_every_file_of_a_site_has_a_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_sites_differ_by_a_single_page_or_by_far_more_bytes() -> None:
    ours = {"releases": Holding(10, 1000), "feeds": Holding(3, 900), "other files": Holding(9, 9)}
    assert differences(ours, {**ours, "releases": Holding(10, 1040), "search": Holding(1, 1)}) == []
    assert differences(ours, {**ours, "releases": Holding(9, 1000)}) == [
        "releases: 10 files, theirs 9"
    ]
    assert differences(ours, {**ours, "feeds": Holding(3, 600)}) == ["feeds: 900 bytes, theirs 600"]
    assert differences(ours, {"releases": ours["releases"]}) == ["feeds: 3 files, theirs 0"]


# Measuring


def test_a_run_tells_its_time_and_the_memory_of_all_its_processes(tmp_path: Path) -> None:
    child = "import time; text = bytearray(b'x') * 60_000_000; time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = run([sys.executable, "-c", parent], tmp_path, watched=True)
    assert found.seconds > 1
    assert 0 < found.busy < found.seconds
    assert found.peak > 60_000_000
    if sys.platform == "linux":
        assert found.together > 60_000_000


def test_a_run_that_fails_says_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(BuildFailed, match=r"exit 3\n.*tidak bisa"):
        run([sys.executable, "-c", "print('tidak bisa'); raise SystemExit(3)"], tmp_path)


def test_a_preview_is_measured_until_the_page_holds_the_new_text(tmp_path: Path) -> None:
    project = Project(OURS, tmp_path / "ours", SyntheticArchive(), 3)
    project.write()
    release = project.archive.release(1)
    address = f"news/{release.path.removesuffix('.md')}/"
    file = project.folder / "docs/news" / release.path
    with serving(project.folder) as (preview, start):
        saved = preview.save(file, address, "Kata yang baru.")
        assert "Kata yang baru." in preview.page(address)
        assert preview.process.poll() is None
    assert preview.process.poll() is not None
    assert start.seconds > 0
    assert saved.seconds > 0


def test_searches_are_measured_as_a_browser_makes_them(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = SyntheticArchive()
    project = Project(OURS, tmp_path / "ours", archive, 6)
    project.write()
    project.build(search=True)
    found = searched(project.site, archive.releases(6), browser)
    program = (project.site / "pagefind/wasm.id.pagefind").stat().st_size
    assert found.first > program
    assert all(bytes_ < program for bytes_ in found.second.values())
    shutil.rmtree(project.site / "pagefind")
    monkeypatch.setattr(search, "_PATIENCE", 500)
    with pytest.raises(BuildFailed, match="has no answer"):
        searched(project.site, archive.releases(6), browser)


def test_an_environment_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    environment = Environment(tmp_path / "env", {"satu": "1.0", "dua": "2.0"})
    environment.folder.mkdir()
    (environment.folder / "bench-stamp").write_text("satu==1.0\ndua==2.0", "utf-8")
    (environment.folder / "kept").touch()
    environment.make()
    assert (environment.folder / "kept").exists()


def test_what_cannot_be_installed_is_told_and_tried_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    environment = Environment(tmp_path / "env", {"newsroom-no-such-thing": "1.0"})
    for _ in range(2):
        with pytest.raises(NotInstallable, match="newsroom-no-such-thing"):
            environment.make()


# A whole bench


class StandIn(Peer):
    """A generator that is a line of Python."""

    key = "stand-in"
    name = "Stand-in"
    slow = True

    def __init__(self, program: str) -> None:
        self.program = program

    @property
    def environment(self) -> Environment | None:
        return Environment(Path(sys.prefix), {})

    def lay_out(self, folder: Path) -> None:
        folder.mkdir(parents=True)

    def release_file(self, release: SyntheticRelease) -> tuple[str, str]:
        return f"{release.slug}.md", release.title

    def command(self, *, search: bool) -> tuple[str, ...]:
        return (sys.executable, "-c", self.program)


# A page for every release.
ALL = """
from pathlib import Path
Path("site").mkdir(exist_ok=True)
for file in Path().glob("*.md"):
    Path("site", file.name + ".html").write_text(file.read_text())
"""


class Other(StandIn):
    key = "other"
    name = "Other"
    slow = False


def turns(project: Project) -> Turn:
    yield COLD, replace(project.build(search=False), seconds=float(project.size))


@pytest.fixture
def no_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Environment, "make", lambda environment: None)


@pytest.mark.usefixtures("no_environments")
def test_generators_take_turns_and_a_slow_one_takes_one_of_a_large_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_module, "MANY", 30)
    scenario = Scenario("some", {}, turns, ("stand-in", "other"))
    peers = [StandIn(ALL), Other(ALL)]
    found = Bench(SyntheticArchive(), [scenario], peers, 2, tmp_path).measure([25, 40])
    told = [line.split(" releases")[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["25"] * 4 + ["40"] * 3
    assert {cell: len(runs) for cell, runs in found.runs.items()} == {
        (COLD, 25, "stand-in"): 2,
        (COLD, 25, "other"): 2,
        (COLD, 40, "stand-in"): 1,
        (COLD, 40, "other"): 2,
    }
    assert not (tmp_path / "25").exists()


@pytest.mark.usefixtures("no_environments")
def test_a_generator_that_fails_is_left_out_and_the_report_says_so(tmp_path: Path) -> None:
    scenario = Scenario("some", {}, turns, ("stand-in", "other"))
    peers = [StandIn("raise SystemExit('kehabisan memori')"), Other(ALL)]
    found = Bench(SyntheticArchive(), [scenario], peers, 2, tmp_path).measure([25])
    assert set(found.runs) == {(COLD, 25, "other")}
    assert "kehabisan memori" in found.missing["Stand-in"]


def test_ours_must_not_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(OURS), "command", lambda *_, search: (sys.executable, "-c", "x"))
    with pytest.raises(BuildFailed):
        Bench(SyntheticArchive(), [], [OURS], 1, tmp_path).measure([25])


# The report


@pytest.fixture
def results() -> Results:
    found = Results()
    for row, size, peer, seconds in measured():
        found.add(row, size, peer, Run(seconds, seconds, 0.5, peak=250_000_000))
    found.add(MEMORY, 10_000, OURS.key, Run(9, peak=310_000_000, together=500_000_000))
    found.articles = {1000: 3000, 10_000: 3010}
    return found


def measured() -> Iterator[tuple[str, int, str, float]]:
    for seconds in (4.0, 2.0, 3.0):
        yield COLD, 10_000, OURS.key, seconds
    yield COLD, 10_000, HUGO.key, 2.0
    yield COLD, 1000, OURS.key, 0.2
    yield SEARCH, 10_000, OURS.key, 9.5
    yield PUBLISH, 10_000, OURS.key, 1.0
    yield PUBLISH, 10_000, HUGO.key, 2.0
    yield PUBLISH, 1000, OURS.key, 0.5
    yield SAVE, 10_000, OURS.key, 0.4


def test_goals_are_judged_at_the_largest_size(results: Results) -> None:
    results.searches[10_000] = Searches(399_000, {"umum": 61_000, "jarang": 20_000})
    rows = {goal.name: goal.row[1:] for goal in goals(results)}
    assert rows["a reader's first search"] == ("400 KB", "399 KB", "yes")
    assert rows["a reader's second search, a common word"] == ("60 KB", "61 KB", "no")
    assert rows["cold build without search, against Hugo"] == ("1.50 x", "1.50 x", "yes")
    assert rows["publish one new release, against Hugo's full build"][1:] == ("0.50 x", "no")
    unchanged = rows["publish with nothing changed, against Hugo's full build"]
    assert unchanged[1:] == ("-", "not measured")
    assert rows["search index from cold, more"][1:] == ("6.50 s", "no")
    assert rows["memory of the build, largest process"] == ("300 MB", "310 MB", "no")
    assert rows["memory of the build, all processes together"] == ("300 MB", "500 MB", "no")
    assert rows["memory with the search index, largest process"] == ("400 MB", "250 MB", "yes")
    together = rows["memory with the search index, all processes together"]
    assert together == ("400 MB", "-", "not measured")
    assert rows["preview: save to page"][1:] == ("0.40 s", "yes")
    assert rows["cold: growth from 1,000 to 10,000"][1:] == ("15.00 x", "no")
    assert rows["publish: growth from 1,000 to 10,000"][1:] == ("2.00 x", "yes")
    assert rows["an article page, gzip: growth"][1:] == ("1.00 x", "yes")


def test_the_report_compares_with_hugo_and_tells_what_is_missing(results: Results) -> None:
    results.missing["Zensical"] = "no matching distribution"
    results.searches[10_000] = Searches(399_000, {"umum": 61_000, "kata": 9000, "jarang": 20_000})
    results.sites = {
        (10_000, OURS.key): {"feeds": Holding(3, 900)},
        (10_000, HUGO.key): {"feeds": Holding(2, 900)},
    }
    text = report(results)
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in text.splitlines()]
    cold = ["cold build without search", "10,000", OURS.name]
    assert [*cold, "3.00", "2.00-4.00", "1.50", "3.50", "250", "-"] in rows
    assert ["publish one new release", "1,000", OURS.name, "0.50", "0.50-0.50", "-"] in [
        row[:6] for row in rows
    ]
    assert ["10,000", "399", "61", "20", "61"] in rows
    assert ["not to be had", "-", "Zensical"] in [row[:3] for row in rows]
    assert "Zensical: no matching distribution" in text
    assert "NOT THE SAME SITE at 10,000 releases: feeds: 3 files, theirs 2." in text
    assert "1,000: 3,000; 10,000: 3,010." in text
    assert UNCHANGED not in {row for row, _, _ in results.runs}
    assert "The goals are set for" not in text
    results.add(COLD, 20_000, OURS.key, Run(8))
    assert "set for 10,000 releases; here they are judged at 20,000." in report(results)


def test_the_results_on_file_keep_what_others_have_measured(tmp_path: Path) -> None:
    file = tmp_path / "RESULTS.md"
    record.write("| satu |", ["--write"], "2 cores", "Hugo 1", 3, file)
    assert "## A reader's search" in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8") + "\n123 KB in a browser\n", "utf-8")
    record.write("| dua |", ["--quick", "--write"], "2 cores", "Hugo 1", 1, file)
    text = file.read_text("utf-8")
    assert "| dua |" in text
    assert "| satu |" not in text
    assert "`scripts/bench --quick --write`" in text
    assert text.endswith("\n123 KB in a browser\n")
    assert text.count("## A reader's search") == 1


@pytest.mark.parametrize("wrong", ["--only=nothing", "--peers=jekyll", "--sizes=0", "--runs=x"])
def test_what_does_not_exist_cannot_be_measured(
    wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([wrong])
    assert wrong.partition("=")[2] in capsys.readouterr().err


def test_a_folder_that_holds_something_is_not_written_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.doc").touch()
    assert main([f"--keep={tmp_path}"]) == 2
    assert "is not empty" in capsys.readouterr().err


def links_in(releases: list[SyntheticRelease]) -> list[str]:
    return [link for release in releases for link in re.findall(r"\]\(\.\./(.+?)\)", release.body)]
