"""What the checks of wording find in the real cards and orders is what a person finds: each one was judged by hand."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import build
from profgraph.loader.findings import findings
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import catalogue
from profgraph.shapes.reading import read_shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from profgraph.loader.building import Built

SHAPES = files("profgraph.shapes")
ABOUT_WORDING = {
    shape.code
    for name in ("wording.ttl", "rows.ttl", "signs.ttl")
    for shape in catalogue(read_shapes((SHAPES / name).read_bytes(), name)).values()
}
with (Path(__file__).parent / "wording.tsv").open(encoding="utf-8", newline="") as table:
    JUDGED = [*csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)]
CARDS = ("06.001-424n-2022.xml", "06.001-679n-2013.xml", "06.003-228n-2014.xml", "06.035-44n-2017.xml")
ORDERS = ("06.001-424n-2022-libreoffice.pdf", "06.001-679n-2013-consultant.pdf")


def found(built: Built) -> list[tuple[str, str, str]]:
    """Return function, shape and text of each finding about the wording."""
    return sorted((one.function, one.code, one.value or "") for one in findings(built) if one.code in ABOUT_WORDING)


def judged(name: str) -> list[tuple[str, str, str]]:
    return sorted((row["function"], row["shape"], row["text"]) for row in JUDGED if row["file"] == name)


@pytest.mark.parametrize("name", CARDS)
def test_every_finding_in_a_card_was_judged(name: str, cards: Mapping[str, Built]) -> None:
    assert found(cards[name]) == judged(name)


@pytest.mark.parametrize("name", ORDERS)
def test_every_finding_in_an_order_was_judged(name: str, corpus: Path) -> None:
    data = (corpus.parent / "orders" / name).read_bytes()
    assert found(build(data, name, Minter(BASE))) == judged(name)


def test_a_person_agrees_with_every_finding_and_says_why() -> None:
    assert {row["file"] for row in JUDGED} <= {*CARDS, *ORDERS}
    assert [row for row in JUDGED if row["judgement"] != "right" or len(row["why"].split()) < 5] == []
    assert len(ABOUT_WORDING) == 18
