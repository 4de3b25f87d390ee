"""Both SHACL engines say the same of cards: of a small one with faults, and by night of the real ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.building import build
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.validation import bundled_checks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from profgraph.loader.building import Built

# pySHACL takes minutes for a real card.
REAL = ("06.001-424n-2022.xml", "06.001-679n-2013.xml", "06.003-228n-2014.xml", "06.035-44n-2017.xml")
BY_NIGHT = REAL if os.environ.get("PROFGRAPH_NIGHTLY") else ()


def second_opinion(data: bytes, name: str) -> Built:
    return build(data, name, Minter(BASE), checks=bundled_checks("pyshacl"))


def test_both_engines_find_the_same_in_a_card_with_faults(
    card: Callable[..., str], building: Callable[[str], Built]
) -> None:
    swapped = {
        "skills": "<RequiredSkill>Устройство линии</RequiredSkill>",
        "knowledge": "<NecessaryKnowledge>Осматривать линию</NecessaryKnowledge>",
    }
    text = card({"code": "А/03.4", **swapped}, {"actions": ""}, code="40.001 ")
    found = building(text).results
    assert {one.shape.code for one in found} >= {"SkillsAndKnowledgeInPlace", "LevelOfCode", "FunctionHasActions"}
    assert second_opinion(text.encode(), "карточка.xml").results == found


if BY_NIGHT:

    @pytest.mark.parametrize("name", BY_NIGHT)
    def test_both_engines_find_the_same_in_a_real_card(name: str, cards: Mapping[str, Built], corpus: Path) -> None:
        assert second_opinion((corpus / name).read_bytes(), name).results == cards[name].results
