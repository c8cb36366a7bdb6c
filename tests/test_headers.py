"""What may run, load and frame: the site under its own policy, by real servers, in a browser."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from conftest import Newsroom, release, served
from markup import files
from playwright.sync_api import Browser, Page, expect
from servers import SERVERS, caddy, nginx

Serve = Callable[[Path, Path], AbstractContextManager[str]]

TABLE = "| Nama | Jumlah |\n| :--- | ---: |\n| Padi | 12 |\n"
FRAME = '<iframe src="https://video.example/1" title="Film"></iframe>'
EMBED = "partners/mitra-satu/embed/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with all that a policy might get in the way of."""
    newsroom = Newsroom(tmp_path_factory.mktemp("kantor"))
    newsroom.options |= {"search": True, "html": {"frames": ["video.example"]}}
    newsroom.config["markdown_extensions"] = ["tables"]
    newsroom.write("index.md", "Selamat datang.")
    newsroom.write("assets/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    newsroom.write("tentang.md", f"# Tentang\n\n{TABLE}")
    body = f"Petani memanen padi.\n\n{TABLE}\n\n{FRAME}"
    newsroom.write("news/2025/panen.md", release(body, title="Panen raya", partners=["Mitra Satu"]))
    return newsroom.build()


@pytest.fixture(params=SERVERS, ids=lambda serve: str(serve.__name__))
def address(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[str]:
    """The site served by a real server with the settings that were built with it."""
    serve: Serve = request.param
    with serve(site, tmp_path) as at:
        yield at


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that tells what a policy has stopped."""
    page = browser.new_page()
    page.add_init_script(
        "window.stopped = []; document.addEventListener('securitypolicyviolation', (event) =>"
        " window.stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))"
    )
    page.route(re.compile("^https:"), lambda route: route.abort())
    yield page
    page.close()


def headers(address: str) -> dict[str, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        with error:
            return {"status": str(error.code), **{k.lower(): v for k, v in error.headers.items()}}


def ancestors(address: str) -> str:
    return headers(address)["content-security-policy"].rpartition("frame-ancestors ")[2]


@pytest.mark.browser
def test_every_kind_of_page_works_and_nothing_of_it_is_stopped(address: str, tab: Page) -> None:
    for path in (
        "",
        "news/",
        "news/2025/panen/",
        "partners/mitra-satu/",
        EMBED,
        "tentang/",
        "search/",
    ):
        tab.goto(address + path)
        tab.wait_for_load_state("networkidle")
        assert tab.evaluate("window.stopped") == [], path
    tab.goto(f"{address}news/2025/panen/")
    assert tab.locator("td").nth(1).evaluate("cell => getComputedStyle(cell).textAlign") == "right"


@pytest.mark.browser
def test_a_reader_can_search(address: str, tab: Page) -> None:
    tab.goto(f"{address}search/?q=panen")
    expect(tab.get_by_role("status")).to_contain_text("1 hasil")
    assert tab.evaluate("window.stopped") == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "injected",
    [
        "const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        "document.head.append(s)",
        "document.body.insertAdjacentHTML('beforeend',"
        '\'<img src=x onerror="window.ran = 1"><svg onload="window.ran = 1"></svg>\')',
        "document.body.insertAdjacentHTML('beforeend',"
        "'<iframe src=\"https://lain.example/\"></iframe>')",
        "const s = document.createElement('script'); s.src = 'https://lain.example/s.js';"
        "document.head.append(s)",
    ],
    ids=["script", "handler", "frame", "foreign-script"],
)
def test_what_gets_into_a_page_all_the_same_does_not_run(
    site: Path, tab: Page, injected: str
) -> None:
    """By the page's own policy alone, on a host that sends no headers."""
    with served(site) as address:
        tab.goto(f"{address}news/2025/panen/")
        tab.evaluate(f"() => {{ {injected} }}")
        tab.wait_for_function("window.stopped.length > 0")
        assert tab.evaluate("window.ran") is None


@pytest.mark.browser
def test_no_other_site_may_frame_a_page_but_anybody_the_lists_made_for_it(
    address: str, tab: Page, tmp_path: Path
) -> None:
    assert ancestors(f"{address}news/2025/panen/") == "'none'"
    assert ancestors(f"{address}partners/mitra-satu/") == "'none'"
    frames = f'<iframe src="{address}news/2025/panen/"></iframe><iframe src="{address}{EMBED}">'
    (tmp_path / "index.html").write_text(frames)
    with served(tmp_path) as other:
        tab.goto(other)
        expect(tab.frame_locator("iframe >> nth=1").locator("body")).not_to_be_empty()
        shown = [frame.url for frame in tab.frames[1:]]
    assert shown == ["chrome-error://chromewebdata/", address + EMBED]


def test_every_answer_tells_the_browser_to_be_careful(address: str) -> None:
    for path in ("", "news/2025/panen/", "assets/search-worker.js", "tidak-ada/"):
        told = headers(address + path)
        assert told["x-content-type-options"] == "nosniff", path
        assert told["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "camera=()" in told["permissions-policy"]
        assert "unsafe-inline" not in told["content-security-policy"]
    assert headers(f"{address}tidak-ada/")["status"] == "404"


def test_pages_are_asked_for_each_time_and_what_is_named_by_its_content_is_kept(
    address: str, site: Path
) -> None:
    fragment = next(path for path in files(site) if path.endswith(".pf_fragment"))
    kept = {
        path: headers(address + path)["cache-control"]
        for path in ("", "news/2025/panen/", "feed.xml", "assets/newsroom.css", fragment)
    }
    assert kept.pop(fragment).endswith("immutable")
    assert kept.pop("assets/newsroom.css") == "public, max-age=600"
    assert set(kept.values()) == {"no-cache"}
    assert headers(f"{address}pagefind/parts.json")["cache-control"] == "no-cache"


def test_settings_for_servers_are_not_handed_out(address: str) -> None:
    for path in ("_headers", "_server/nginx.conf", "_server/Caddyfile"):
        assert headers(address + path)["status"] == "404", path


def test_nothing_hidden_in_the_sites_folder_is_handed_out(address: str, site: Path) -> None:
    for path in (".git/config", "news/.catatan.html", ".git/index.html"):
        file = site / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("rahasia")
        assert headers(address + path)["status"] == "404", path
    assert headers(f"{address}.git/")["status"] == "404"
    assert "status" not in headers(f"{address}.well-known/newsroom.sha256"), "which is no failure"


@pytest.mark.parametrize("serve", [nginx, caddy])
def test_a_site_below_a_folder_has_its_rules_there(
    newsroom: Newsroom, tmp_path: Path, serve: Serve
) -> None:
    newsroom.config["site_url"] = "https://kantor.example/berita.baru/"
    newsroom.write("news/2025/panen.md", release(partners=["Mitra Satu"]))
    site = newsroom.build()
    host = tmp_path / "host"
    host.mkdir()
    (host / "berita.baru").symlink_to(site)
    (host / "_server").symlink_to(site / "_server")
    with serve(host, tmp_path) as address:
        home = f"{address}berita.baru/"
        assert ancestors(home + EMBED) == "*"
        assert ancestors(address + EMBED) == "'none'"
        assert headers(f"{home}_server/nginx.conf")["status"] == "404"
        assert "Halaman" in page_not_found(f"{home}tidak-ada/")


def page_not_found(address: str) -> str:
    with pytest.raises(HTTPError) as failed:
        urllib.request.urlopen(address, timeout=30)
    with failed.value as answer:
        return str(answer.read().decode())


def test_the_rules_of_headers_give_one_address_a_header_once(newsroom: Newsroom) -> None:
    """Of two rules for one address some hosts take the last, others join both."""
    newsroom.write("tentang.md", "# Tentang")
    newsroom.write("news/2025/panen.md", release(partners=["Mitra Satu"]))
    rules = rules_of((newsroom.build() / "_headers").read_text("utf-8"))
    asked = {
        "/": "'none'", "/feed.xml": "'none'", "/404.html": "'none'", "/tentang/": "'none'",
        "/.well-known/newsroom.sha256": "'none'", "/_server/nginx.conf": "'none'",
        "/news/2025/panen/": "'none'",
        "/partners/": "'none'", "/partners/mitra-satu/": "'none'",
        "/partners/mitra-satu/page/1/": "'none'", f"/{EMBED}": "*",
    }  # fmt: skip
    for address, framed in asked.items():
        names = [
            (name, value)
            for pattern, given in rules
            if re.fullmatch(pattern, address)
            for name, value in given
        ]
        assert len({name for name, _ in names}) == len(names), address
        assert dict(names)["Content-Security-Policy"].endswith(f"frame-ancestors {framed}")


def test_hosts_that_read_a_hundred_rules_get_no_more(newsroom: Newsroom) -> None:
    for number in range(120):
        newsroom.write(f"bagian-{number:03}/isi.md", "# Isi")
    text = (newsroom.build() / "_headers").read_text("utf-8")
    rules = rules_of(text)
    assert len(rules) == 100
    assert max(map(len, text.splitlines())) <= 2000
    for address in ("/", "/news/2025/panen/", "/partners/mitra-satu/", "/bagian-000/isi/"):
        given = [name for pattern, of in rules if re.fullmatch(pattern, address) for name, _ in of]
        assert "Content-Security-Policy" in given, address


@pytest.mark.parametrize("serve", SERVERS)
def test_of_a_preview_no_server_lets_a_search_engine_keep_anything(
    newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory, serve: Serve
) -> None:
    newsroom.write("news/2025/panen.md", release(status="draft", partners=["Mitra Satu"]))
    newsroom.write("berkas.pdf", b"%PDF-1.4")
    preview = newsroom.build(preview=True)
    assert rules_of((preview / "_headers").read_text("utf-8"))[0][0] == "/.*"
    assert ("X-Robots-Tag", "noindex") in rules_of((preview / "_headers").read_text("utf-8"))[0][1]
    with serve(preview, tmp_path_factory.mktemp("server")) as at:
        paths = ("", "news/2025/panen/", EMBED, "berkas.pdf", "feed.xml", "sitemap.xml", "tiada")
        for path in (*paths, "news/2025/panen/release.txt", "assets/newsroom.css"):
            assert headers(at + path)["x-robots-tag"] == "noindex", path
    public = newsroom.build()
    for file in ("_headers", "_server/nginx.conf", "_server/Caddyfile"):
        assert "Robots" not in (public / file).read_text("utf-8")


def test_a_file_in_the_place_of_the_rules_is_a_problem(newsroom: Newsroom) -> None:
    newsroom.write("_headers", "/*")
    newsroom.write("_server/lain.conf", "")
    newsroom.write("_redirects", "/tua /baru 301")
    told = newsroom.problems()
    assert [problem.partition(":")[0] for problem in told] == [
        "docs/_headers", "docs/_server/lain.conf",
    ]  # fmt: skip
    assert "Beri berkas itu nama lain" in told[0]
    newsroom.write("news/2025/panen.md", release(aliases=["2019/umum.html"]))
    assert "docs/_redirects" in [problem.partition(":")[0] for problem in newsroom.problems()]


def test_redirects_of_an_office_go_out_as_they_are(newsroom: Newsroom) -> None:
    newsroom.write("_redirects", "/tua /baru 301")
    newsroom.write("news/2025/panen.md", release())
    assert (newsroom.build() / "_redirects").read_text("utf-8") == "/tua /baru 301"


def rules_of(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each rule's pattern, as those hosts read it, and the headers it gives."""
    rules: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            pattern = re.sub(r":[a-z]+", "[^/]+", line.replace(".", r"\.")).replace("*", ".*")
            rules.append((pattern, []))
        else:
            name, _, value = line.strip().partition(": ")
            rules[-1][1].append((name, value))
    return rules


def test_where_all_html_is_trusted_only_who_may_frame_it_is_told(newsroom: Newsroom) -> None:
    newsroom.options["html"] = {"trusted": True}
    site = newsroom.build()
    assert "Content-Security-Policy" not in (site / "index.html").read_text("utf-8")
    policies = re.findall(r"Policy: (frame.*|default.*)", (site / "_headers").read_text("utf-8"))
    assert set(policies) == {"frame-ancestors 'none'", "frame-ancestors *"}
