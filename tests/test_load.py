"""`scripts/load` measures a site as it is served, beside the same bytes as plain files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bench.load import main, write
from bench.record import FILE
from conftest import Newsroom, release
from servers import command

LONG = "Petani memanen padi di sawah. " * 60


def test_each_kind_of_address_is_measured_three_ways(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str]
) -> None:
    command("nginx")
    command("wrk")
    newsroom.options |= {"search": True, "precompress": True}
    newsroom.write("news/2025/panen.md", release(LONG))
    assert main([str(newsroom.build()), "--turns", "1", "--seconds", "1"]) == 0
    table = capsys.readouterr().out
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    assert [row[0] for row in rows] == ["home", "release", "search fragment"]
    for _, sent, *rates, costs in rows:
        assert int(sent.replace(",", "")) > 0
        assert [rate for rate in rates if re.fullmatch(r"[1-9][\d,]*", rate)] == rates
        assert len(rates) == len(costs.split(", ")) == 3


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2


def test_the_table_is_renewed_and_what_else_is_told_stays(tmp_path: Path) -> None:
    file = tmp_path / FILE.name
    file.write_text(FILE.read_text("utf-8"), "utf-8")
    before, _, section = file.read_text("utf-8").partition("## Load\n")
    said = section.rpartition("|\n")[2]
    table = ["| | bytes |", "| --- | ---: |", "| home | 1,234 |"]
    for measured in ("5 releases, 1 turns of 1 s", "6 releases, 1 turns of 1 s"):
        write(table, measured, file)
    begun, _, now = file.read_text("utf-8").partition("## Load\n")
    assert begun == before
    assert now.count("| home |") == 1
    assert "6 releases" in now
    assert "5 releases" not in now
    assert now.endswith("\n".join(table) + f"\n{said}")
