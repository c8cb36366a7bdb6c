"""Every build tells the SHA-256 of its files, and `newsroom verify` holds a copy against them."""

from __future__ import annotations

import gzip
import http.server
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
from conftest import Newsroom, answering, release, served
from hypothesis import given
from hypothesis import strategies as st
from markup import files
from servers import caddy, nginx

from newsroom.cli import main
from newsroom.outputs.manifest import MANIFEST, manifest, read_manifest

LONG = "Petani memanen padi di sawah. " * 60


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("kantor"))
    newsroom.options |= {"search": True, "precompress": True}
    newsroom.write("news/2025/panen.md", release(LONG, title="Panen raya", partners=["Mitra Satu"]))
    newsroom.write("news/2025/laut.md", release("Nelayan melaut.", title="Laut"))
    return newsroom


@pytest.fixture(scope="module")
def site(office: Newsroom) -> Path:
    return office.build()


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "salinan"))


def listed(site: Path) -> dict[str, str]:
    return read_manifest((site / MANIFEST).read_bytes())


def verify(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main(["--language", "id", "verify", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_it_names_every_file_with_the_digest_of_its_bytes(site: Path) -> None:
    found = {name: sha256((site / name).read_bytes()).hexdigest() for name in files(site)}
    del found[MANIFEST]
    assert listed(site) == found
    assert any(name.startswith("pagefind/") for name in found)


def test_the_systems_own_tool_reads_it(site: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum on this machine")
    subprocess.run(["sha256sum", "--check", "--quiet", MANIFEST], cwd=site, check=True)


def test_a_build_of_the_same_makes_nothing_anew(office: Newsroom, site: Path) -> None:
    before = site.stat().st_ino
    assert office.build().stat().st_ino == before


def is_path(path: str) -> bool:
    """Whether it is a path below a folder, of characters that a file's name may have."""
    below = not {"", ".", ".."} & set(path.split("/"))
    return below and "\0" not in path and (path.isprintable() or "\n" in path)


@given(st.dictionaries(st.text(min_size=1).filter(is_path), st.binary()))
def test_whatever_a_file_is_called_it_is_found_again(contents: dict[str, bytes]) -> None:
    digests = {path: sha256(data).hexdigest() for path, data in contents.items()}
    if digests:
        assert read_manifest(manifest(digests)) == digests


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../b", "a//b", "."])
def test_no_path_leads_out_of_the_site(path: str) -> None:
    with pytest.raises(ValueError):
        read_manifest(f"{'0' * 64}  {path}\n# 1\n".encode())


def test_a_manifest_that_broke_off_is_none() -> None:
    whole = manifest({f"{number}.html": f"{number:064x}" for number in range(3)})
    assert len(read_manifest(whole)) == 3
    for length in range(len(whole)):
        with pytest.raises(ValueError):
            read_manifest(whole[:length])


def test_a_good_copy_is_said_to_be_one(
    copy: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = verify(capsys, copy)
    assert code == 0
    assert f"Semua {len(listed(site))} berkas sama" in told
    assert "--against site" in told  # by its own word only
    code, told = verify(capsys, copy, "--against", site)
    assert code == 0
    assert "--against" not in told


def test_what_is_missing_changed_or_too_much_is_named(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "news/2025/laut/index.html").unlink()
    (copy / "index.html").write_text("Diubah")
    (copy / "tambahan.html").write_text("Bukan kami")
    (copy / "ba\nru\udcff.html").write_text("Bukan kami")
    (copy / ".htaccess").write_text("milik server")
    code, told = verify(capsys, copy)
    assert code == 1
    assert told.splitlines()[:4] == [
        "news/2025/laut/index.html: tidak ada.",
        "index.html: isinya berbeda.",
        "ba\\nru\\udcff.html: bukan bagian dari situs.",
        "tambahan.html: bukan bagian dari situs.",
    ]
    assert "4 berkas tidak seperti saat dibangun" in told
    assert verify(capsys, copy, "--json")[0] == 1


def test_who_changes_the_list_as_well_is_found_out_by_a_list_of_ones_own(
    copy: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "index.html").write_text("Diubah")
    digests = listed(copy) | {"index.html": sha256(b"Diubah").hexdigest()}
    (copy / MANIFEST).write_bytes(manifest(digests))
    assert verify(capsys, copy)[0] == 0
    for own in (site, site / MANIFEST):
        assert verify(capsys, copy, "--against", own)[0] == 1


def test_only_what_was_asked_for_is_said_to_be_the_same(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Settings of servers are not handed out, and a packed copy not by its own name.
    asked = [p for p in listed(site) if not p.startswith("_") and not p.endswith((".gz", ".br"))]
    with served(site) as address:
        code, told = verify(capsys, address)
    assert code == 0
    assert f"Semua {len(asked)} berkas sama" in told


def test_a_folder_or_address_without_a_list_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = verify(capsys, tmp_path)
    assert code == 2
    assert "tidak terbaca" in told
    with served(tmp_path) as address:
        assert verify(capsys, address)[0] == 2
    assert verify(capsys, address)[0] == 2  # nobody answers
    assert verify(capsys, "http://[salah")[0] == 2
    (tmp_path / ".well-known").mkdir()
    (tmp_path / MANIFEST).write_text("<html>")
    code, told = verify(capsys, tmp_path)
    assert code == 2
    assert "rusak" in told


def test_a_pipe_in_the_place_of_a_file_is_told_and_holds_nobody_up(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes on this system")
    (copy / "feed.xml").unlink()
    os.mkfifo(copy / "feed.xml")
    os.mkfifo(copy / "pipa")
    code, told = verify(capsys, copy)
    assert code == 1
    assert "feed.xml: tidak terbaca (bukan berkas biasa" in told
    assert "pipa: bukan bagian dari situs." in told


def test_what_lies_beside_the_list_is_noted_and_not_counted(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / ".well-known/acme-challenge").mkdir()
    (copy / ".well-known/acme-challenge/bukti").write_text("sertifikat")
    code, told = verify(capsys, copy)
    assert code == 0
    assert "Catatan: .well-known/acme-challenge/bukti ada di sana" in told


def test_a_link_to_a_folder_is_too_much(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "luar").mkdir()
    (copy / "lain").symlink_to(tmp_path / "luar")
    code, told = verify(capsys, copy)
    assert code == 1
    assert "lain: bukan bagian dari situs." in told


@contextmanager
def host(folder: Path, answers: dict[tuple[str, str], tuple[int, dict[str, str], bytes]]) -> Any:
    """Serve a folder, but for what is answered otherwise to a path and Accept-Encoding."""

    class Odd(http.server.SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.headers["Accept-Encoding"]
            answer = answers.get((self.path, asked)) or answers.get((self.path, "*"))
            if answer is None:
                return super().do_GET()
            status, headers, body = answer
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with answering(partial(Odd, directory=folder)) as address:
        yield address


OTHER = "laut/index.html: isinya benar, tetapi bentuk padatnya"
UNREAD = "laut/index.html: tidak terbaca ("


@pytest.mark.parametrize(
    ("encoding", "sent", "says"),
    [
        pytest.param("gzip", gzip.compress(b"Diubah"), OTHER, id="other gzip"),
        pytest.param("br", brotli.compress(b"Diubah"), OTHER, id="other brotli"),
        pytest.param("br", brotli.compress(bytes(1 << 26)), OTHER, id="bomb"),
        pytest.param("gzip", gzip.compress(b"Putus" * 99)[:-9], UNREAD, id="cut gzip"),
        pytest.param("br", brotli.compress(b"Putus" * 99)[:-9], UNREAD, id="cut brotli"),
        pytest.param("gzip", b"bukan gzip", UNREAD, id="no gzip"),
        pytest.param("br", b"bukan brotli", UNREAD, id="no brotli"),
        pytest.param("zstd", b"?", f"{UNREAD}Content-Encoding: zstd", id="unknown"),
    ],
)
def test_what_browsers_get_packed_is_unpacked_and_compared(
    copy: Path, capsys: pytest.CaptureFixture[str], encoding: str, sent: bytes, says: str
) -> None:
    asked = "br" if encoding == "zstd" else encoding
    answer = (200, {"Content-Encoding": encoding}, sent)
    with host(copy, {("/news/2025/laut/", asked): answer}) as address:
        code, told = verify(capsys, address)
    assert code == 1
    assert says in told
    assert len(told.splitlines()) == 2


def test_what_is_packed_as_it_should_be_is_the_same(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (copy / "news/2025/laut/index.html").read_bytes()
    answers = {
        ("/news/2025/laut/", "identity"): (200, {"Content-Encoding": "gzip"}, gzip.compress(page)),
        ("/news/2025/laut/", "gzip"): (200, {"Content-Encoding": "gzip"}, gzip.compress(page)),
        ("/news/2025/laut/", "br"): (200, {"Content-Encoding": "br"}, brotli.compress(page)),
    }
    with host(copy, answers) as address:
        assert verify(capsys, address)[0] == 0


def test_another_host_is_not_asked(
    copy: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(site) as other:
        away = (301, {"Location": f"{other}feed.xml"}, b"")
        broken = (301, {"Location": "http://[x"}, b"")
        within = (301, {"Location": "/news/2025/laut/index.html"}, b"")
        answers = {
            ("/feed.xml", "*"): away,
            ("/rss.xml", "*"): broken,
            ("/news/2025/laut/", "*"): within,
        }
        with host(copy, answers) as address:
            code, told = verify(capsys, address)
    assert code == 1
    assert told.splitlines()[:2] == [
        f"feed.xml: tidak terbaca (HTTP 301 → {other}feed.xml).",
        "rss.xml: tidak terbaca (HTTP 301 → http://[x).",
    ]


@pytest.mark.parametrize("name", ["data:isi.txt", "a?b#c%41.txt", "spasi é.txt", "@host.txt"])
def test_a_name_is_asked_for_as_it_is(
    copy: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (copy / name).write_bytes(b"isi")
    digests = listed(copy) | {name: sha256(b"isi").hexdigest()}
    (copy / MANIFEST).write_bytes(manifest(digests))
    with served(copy) as address:
        assert verify(capsys, address)[0] == 0


@pytest.fixture(params=[served, nginx, caddy], ids=["plain", "nginx", "caddy"])
def address(
    request: pytest.FixtureRequest, copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    room = () if request.param is served else (tmp_path_factory.mktemp("server"),)
    with request.param(copy, *room) as at:
        yield at


def test_a_site_on_the_web_is_compared_by_its_addresses(
    address: str, copy: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(capsys, address)[0] == 0
    shutil.rmtree(copy / "news/2025/laut")
    (copy / "feed.xml").write_text("Diubah")
    code, told = verify(capsys, address, "--against", site)
    assert code == 1
    assert "news/2025/laut/index.html: tidak ada." in told
    assert "feed.xml: isinya berbeda." in told
    assert "berkas tidak seperti saat dibangun" in told


def test_what_only_the_copys_own_list_names_is_too_much(
    address: str, copy: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digests = listed(copy) | {"tambahan.html": "0" * 64}
    (copy / MANIFEST).write_bytes(manifest(digests))
    code, told = verify(capsys, address, "--against", site)
    assert code == 1
    assert "tambahan.html: bukan bagian dari situs." in told


def test_packed_copies_hold_what_the_files_hold(site: Path) -> None:
    names = files(site)
    packed = [name for name in names if name.endswith((".br", ".gz"))]
    assert "news/2025/panen/index.html.br" in packed
    assert "assets/newsroom.css.gz" in packed
    for name in packed:
        data, plain = (site / name).read_bytes(), (site / name[:-3]).read_bytes()
        unpack = gzip.decompress if name.endswith(".gz") else brotli.decompress
        assert unpack(data) == plain, name
        assert len(plain) >= 1024
    assert not [name for name in packed if name.startswith("pagefind/") and "pf_" in name]


@pytest.mark.parametrize("serve", [nginx, caddy])
@pytest.mark.parametrize(("asked", "ending"), [("gzip", ".gz"), ("br", ".br"), ("identity", "")])
def test_servers_hand_out_the_packed_copy_that_a_reader_takes(
    site: Path, tmp_path: Path, serve: object, asked: str, ending: str
) -> None:
    with serve(site, tmp_path) as address:  # type: ignore[operator]
        command = ["curl", "-s", "-H", f"Accept-Encoding: {asked}", f"{address}news/2025/panen/"]
        body = subprocess.run(command, check=True, capture_output=True).stdout
    assert body == (site / f"news/2025/panen/index.html{ending}").read_bytes()


def test_packed_copies_follow_their_files_and_go_with_the_option(newsroom: Newsroom) -> None:
    newsroom.options["precompress"] = True
    file = newsroom.write("news/2025/panen.md", release(LONG))
    site = newsroom.build()
    page, css = site / "news/2025/panen/index.html", site / "assets/newsroom.css.br"
    kept = css.stat().st_ino
    file.write_text(release(LONG + "Panen usai."), "utf-8")
    newsroom.build()
    assert b"Panen usai." in brotli.decompress(page.with_name("index.html.br").read_bytes())
    assert css.stat().st_ino == kept
    css.unlink()  # somebody tidies up
    newsroom.build()
    assert css.exists()
    newsroom.options["precompress"] = False
    newsroom.build()
    assert not [name for name in files(site) if name.endswith((".br", ".gz"))]
