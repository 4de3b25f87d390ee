"""Both SHACL engines say the same of the real cards and orders; of the longest and of a second PDF whole by night."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from profgraph.loader.building import build
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.validation import bundled_checks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from profgraph.shapes.validation import Result

CARDS = ("06.001-424n-2022.xml", "06.001-679n-2013.xml", "06.003-228n-2014.xml", "06.035-44n-2017.xml")
ORDERS = ("06.001-424n-2022-libreoffice.pdf", "06.001-679n-2013-consultant.pdf")
# pySHACL takes half a minute of a fast machine for its 62 functions, and 5 to 18 seconds for the other documents.
LONGEST = "06.003-228n-2014.xml"
WHOLE = {*CARDS, *ORDERS} if os.environ.get("PROFGRAPH_NIGHTLY") else {*CARDS, ORDERS[1]} - {LONGEST}


def found_by_both(data: bytes, name: str) -> tuple[Result, ...]:
    """Return what both engines find."""
    first = build(data, name, Minter(BASE)).results
    assert build(data, name, Minter(BASE), checks=bundled_checks("pyshacl")).results == first
    return first


def shortened(card: bytes, kept: int) -> bytes:
    """Return the card with only the first particular functions of each generalised one."""
    root = ET.fromstring(card)  # noqa: S314  (the reference data)
    for functions in root.iter("ParticularWorkFunctions"):
        for one in list(functions)[kept:]:
            functions.remove(one)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def test_both_engines_find_the_same_in_a_card_with_faults(card: Callable[..., str]) -> None:
    swapped = {
        "skills": "<RequiredSkill>Устройство линии</RequiredSkill>",
        "knowledge": "<NecessaryKnowledge>Осматривать линию</NecessaryKnowledge>",
    }
    text = card({"code": "А/03.4", **swapped}, {"actions": ""}, code="40.001 ")
    found = {one.shape.code for one in found_by_both(text.encode(), "карточка.xml")}
    assert found >= {"SkillsAndKnowledgeInPlace", "LevelOfCode", "FunctionHasActions"}


def test_both_engines_find_the_same_in_the_first_functions_of_the_longest_card(corpus: Path) -> None:
    assert found_by_both(shortened((corpus / LONGEST).read_bytes(), 1), LONGEST)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_both_engines_find_the_same_in_a_real_document(name: str, corpus: Path) -> None:
    folder = corpus if name in CARDS else corpus.parent / "orders"
    assert found_by_both((folder / name).read_bytes(), name)
