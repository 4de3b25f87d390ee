"""The promises that the manual makes of the service: each has tests that bear its letter."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent


def test_each_promise_has_tests_where_the_manual_says() -> None:
    manual = (TESTS.parent / "docs" / "service.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \((\w)\) .*?\| (.*?) \|", manual, re.MULTILINE)
    assert "".join(letter for letter, _ in rows) == "abcdefghij"
    for letter, places in rows:
        assert f"`test_promise_{letter}_*`" in places
        tested = {file for file in TESTS.rglob("test_*.py") if f"def test_promise_{letter}_" in file.read_text("utf-8")}
        named = [TESTS.parent / place for place in re.findall(r"`(tests/[\w/.]+)`", places)]
        assert tested
        assert all(any(file.is_relative_to(place) for place in named) for file in tested)
