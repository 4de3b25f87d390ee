"""A version whose graph would be wrong is refused in one sentence that says which node and why, in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from profgraph.errors import Message, RefusedError
from profgraph.loader.building import build
from profgraph.loader.pipeline import bundled
from profgraph.loader.refusals import wrong_graph
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import Severity

if TYPE_CHECKING:
    from conftest import Variant
    from profgraph.loader.building import Built

CONCEPT = "<620n-2014-09-08/A/01.5/action/2> ps:expressesConcept <../../concept/action/7971c5aae3271c45> ."
CURE = Message(
    ru="Исправлять документ не нужно: сообщите разработчикам ProfGraph и приложите файл.",
    en="Nothing is to be mended in the document: tell the makers of ProfGraph and send them the file.",
)


def broken(at: str, variant: type[Variant]) -> Built:
    """Return the bundled standard as it would be built if its graph lacked `at`."""
    built = build(bundled().read_bytes(), "order.txt", Minter(BASE))
    return replace(built, results=variant("graph", at, "").results())


@pytest.mark.parametrize(
    ("at", "ru", "en"),
    [
        pytest.param(
            CONCEPT,
            "order.txt: A/01.5/action/2: Утверждение не выражает ровно одно понятие. "
            f"(StatementExpressesOneConcept; ещё нарушений: 0). {CURE.ru}",
            "order.txt: A/01.5/action/2: The statement does not express exactly one concept. "
            f"(StatementExpressesOneConcept; 0 more violations). {CURE.en}",
            id="one violation",
        ),
        pytest.param(
            CONCEPT.replace(" .", " ; prov:wasDerivedFrom <../../source/953a45c35d7eecba#L150> ."),
            "order.txt: A/01.5/action/2: Утверждение не выражает ровно одно понятие. "
            f"(StatementExpressesOneConcept; ещё нарушений: 1). {CURE.ru}",
            "order.txt: A/01.5/action/2: The statement does not express exactly one concept. "
            f"(StatementExpressesOneConcept; 1 more violations). {CURE.en}",
            id="two violations",
        ),
    ],
)
def test_a_wrong_graph_is_refused_in_one_sentence(at: str, ru: str, en: str, variant: type[Variant]) -> None:
    built = broken(at, variant)
    with pytest.raises(RefusedError) as caught:
        wrong_graph("order.txt", built.graphs.version, built.results)
    assert (caught.value.message.ru, caught.value.message.en) == (ru, en)


def test_a_fault_of_the_document_is_no_wrong_graph(variant: type[Variant]) -> None:
    built = broken("<620n-2014-09-08/A/01.5> ps:level 5 .", variant)
    assert {one.shape.code for one in built.results if one.severity == Severity.VIOLATION} == {"LevelIsGiven"}
    wrong_graph("order.txt", built.graphs.version, built.results)
