"""An order that is dated on a day to come: said to whoever reads the document, with its place, and never stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.loader.findings import review
from profgraph.loader.outcomes import outcome
from profgraph.loader.pipeline import Refused, bundled, load
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.report import Level
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

DATA = bundled().read_bytes()
DAY = date(2014, 9, 8)
# The paragraph of the order begins a line before its day.
LINE = next(number for number, line in enumerate(DATA.decode().splitlines()) if "от 8 сентября 2014" in line)
WORDS = "the order is dated on a day that is yet to come: 08.09.2014; check the day and the year"


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2014, 9, 7), [(Level.WARNING, LINE)]),
        (date(1999, 1, 1), [(Level.WARNING, LINE)]),
        (DAY, []),
        (date(2014, 9, 9), []),
        (None, []),
    ],
)
def test_a_report_tells_an_order_of_a_day_to_come(today: date | None, told: list[tuple[Level, int]]) -> None:
    report = review(DATA, "order.txt", Minter(BASE), today=today)
    found = [one for one in report.findings if one.code == "order-in-future"]
    assert [(one.level, one.spots[0].first) for one in found] == told
    assert {one.message.en for one in found} == ({WORDS} if told else set())


def test_a_load_tells_it_and_stores_nothing_of_it(tmp_path: Path) -> None:
    lines, states = {}, set()
    for today in (date(2014, 9, 7), DAY):
        with Writer.open(tmp_path / str(today)) as writer:
            (result,) = load([bundled()], writer, today=today)
            lines[today] = [one.en for one in outcome(result, details=False).lines()]
            states.add(writer.data_version())
    assert len(states) == 1
    assert lines[date(2014, 9, 7)] == [*lines[DAY], f"  line {LINE}: warning: {WORDS}"]


def test_a_load_in_bulk_tells_the_same(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_bytes(DATA)
    with Writer.open(tmp_path / "store") as writer:
        (found,) = load_in_bulk([path], writer, Order(BASE, today=date(2014, 9, 7)), jobs=1)
    assert [one.en for one in found.lines()][2:] == [f"  line {LINE}: warning: {WORDS}"]


def test_a_strict_load_refuses_it(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        (result,) = load([bundled()], writer, strict=True, today=date(2014, 9, 7))
    assert isinstance(result, Refused)
    assert result.error.message.en.startswith(f"16.020-620n-2014.txt, line {LINE}: --strict: {WORDS}")
