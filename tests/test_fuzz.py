"""What a fuzzer once found breaks nothing any more (scripts/fuzz looks for more)."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.targets import TARGETS
from hypothesis import given
from hypothesis import strategies as st

FOUND = Path(__file__).parent / "fuzz" / "found"
CASES = sorted(path.relative_to(FOUND).as_posix() for path in FOUND.glob("*/*"))


@pytest.mark.parametrize("case", CASES)
def test_what_was_found_breaks_nothing(case: str) -> None:
    TARGETS[case.partition("/")[0]]((FOUND / case).read_bytes())


@pytest.mark.parametrize("target", TARGETS)
@given(st.integers(0, 255), st.binary() | st.text().map(str.encode))
def test_no_bytes_break_a_door(target: str, which: int, data: bytes) -> None:
    TARGETS[target](bytes([which]) + data)
