"""Codes filled up with zeros mean a group or its only member: a row links those of one level where it can."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.classifiers.tables import rows
from profgraph.loader.crosswalks.judging import judged
from profgraph.loader.crosswalks.pairs import read_pairs
from profgraph.loader.crosswalks.pinned import nearest, possible
from profgraph.loader.importing import Asked, read_edition

if TYPE_CHECKING:
    from pathlib import Path

    from profgraph.loader.crosswalks.mapping import Mapping

ENDS = (edition_named("isco-88"), edition_named("isco-08"))
UNIT = 4  # digits


def links(path: Path, codes: tuple[frozenset[str], frozenset[str]]) -> list[Mapping]:
    """Return the links that a table gives between editions of these codes."""
    table = read_pairs(rows(path), ENDS, path.name, {}, repeated=False, partial=False)
    return judged(nearest(possible(table.pairs, codes), ENDS), ENDS, unofficial=False, titles=False)


def test_a_row_links_what_is_of_one_level(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("ISCO88,ISCO08\n1000,1000\n1210,1120\n1110,1111\n1100,1110\n", encoding="utf-8")
    codes = frozenset({"1", "11", "111", "1110", "121", "1210"}), frozenset({"1", "111", "1111", "112", "1120"})
    assert [(one.source, one.target, one.relation) for one in links(path, codes)] == [
        ("1", "1", "closeMatch"),
        ("121", "112", "closeMatch"),
        ("1210", "1120", "closeMatch"),
        ("1110", "1111", "closeMatch"),
        ("11", "111", "closeMatch"),
    ]


def test_unit_groups_of_the_ilo_have_the_links_of_its_table_and_no_others(tables: Path) -> None:
    codes = (known(tables / "isco88.csv", 0), known(tables / "isco08.csv", 1))
    of_units = {
        (row["ISCO88"], row["ISCO08"])
        for row in csv.DictReader((tables / "isco08-isco88.csv").read_text(encoding="utf-8").splitlines())
        if row["ISCO88"] in codes[0] and row["ISCO08"] in codes[1]
    }
    found = links(tables / "isco08-isco88.csv", codes)
    assert {(one.source, one.target) for one in found if len(one.source) == len(one.target) == UNIT} == of_units
    assert [(one.target, one.relation, str(one.confidence)) for one in found if one.source == "1210"] == [
        ("1120", "closeMatch", "0.95")
    ]


def known(path: Path, end: int) -> frozenset[str]:
    """Return the codes of a whole edition."""
    return frozenset(one.code for one in read_edition(path, ENDS[end], Asked()).items)
