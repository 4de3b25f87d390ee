"""The rules conclude exactly what an OWL 2 RL reasoner (owlrl) concludes from the ontology, property by property."""

from __future__ import annotations

from typing import TYPE_CHECKING

import owlrl
import pytest
from profgraph.loader import inference
from profgraph.loader.building import build
from profgraph.loader.inference import inferred
from profgraph.loader.pipeline import bundled
from profgraph.ontology.resources import ontology_graph, rules
from profgraph.ontology.terms import PS, RDF, Minter
from profgraph.settings import BASE
from rdflib import Namespace, URIRef

if TYPE_CHECKING:
    from profgraph.store.protocol import Triple

EX = Namespace("http://example.org/")
INFERRED = {PS[f"{stem}{kind}Statement"] for stem in ("inherited", "effective") for kind in ("Skill", "Knowledge")} | {
    PS.requires,
    PS.requiresAction,
    PS.requiresSkill,
    PS.requiresKnowledge,
}
LINKS = {"skill": PS.inheritsSkillsFrom, "knowledge": PS.inheritsKnowledgeFrom}
STATES = {
    "action": (PS.statesAction, PS.LaborActionStatement),
    "skill": (PS.statesSkill, PS.SkillStatement),
    "knowledge": (PS.statesKnowledge, PS.KnowledgeStatement),
}
Edge = tuple[str, str, str]  # who inherits, what, from whom


def function(name: str, concepts: str = "") -> set[Triple]:
    """Return a function with one row of each kind; equal `concepts` give rows of equal meaning."""
    triples: set[Triple] = {(EX[name], RDF.type, PS.ParticularWorkFunction)}
    for kind, (states, statement) in STATES.items():
        row = EX[f"{name}/{kind}/1"]
        triples |= {
            (EX[name], PS.states, row),
            (EX[name], states, row),
            (row, RDF.type, statement),
            (row, PS.expressesConcept, EX[f"concept/{kind}/{concepts or name}"]),
        }
    return triples


def graph(names: str, edges: list[Edge], *, shared: str = "") -> frozenset[Triple]:
    """Return one generalised function with these functions, which inherit along the edges."""
    triples: set[Triple] = {(EX.G, RDF.type, PS.GeneralizedWorkFunction)}
    for name in names.split():
        triples |= {(EX.G, PS.hasParticularFunction, EX[name]), *function(name, shared)}
    return frozenset(triples | {(EX[one], LINKS[kind], EX[other]) for one, kind, other in edges})


def both(*pairs: tuple[str, str]) -> list[Edge]:
    return [(one, kind, other) for one, other in pairs for kind in LINKS]


GRAPHS = {
    "a circle": graph("a b c", both(("a", "b"), ("b", "c"), ("c", "a"))),
    "a diamond": graph("a b c d", both(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"))),
    "a chain of six": graph("a b c d e f", both(("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"))),
    "a pair of equal rows, one kind inherited": graph("a b", [("a", "skill", "b")], shared="same"),
    "two functions of a generalised one": graph("a b", []),
}


@pytest.fixture(scope="module")
def standard() -> frozenset[Triple]:
    return build(bundled().read_bytes(), "x.txt", Minter(BASE)).graphs.triples["asserted"]


def conclusions(triples: set[Triple], described: set[object]) -> set[Triple]:
    """Return what is to be compared: the inferred properties, and our classes of the nodes described."""
    return {
        (subject, link, value)
        for subject, link, value in triples
        if link in INFERRED or (link == RDF.type and isinstance(value, URIRef) and value in PS and subject in described)
    }


def assert_same_as_owlrl(asserted: frozenset[Triple]) -> None:
    oracle = ontology_graph()
    for triple in asserted:
        oracle.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(oracle)
    described: set[object] = {subject for subject, _, _ in asserted}
    expected = {triple for triple in set(oracle) if isinstance(triple[0], URIRef)}
    ours = conclusions({*asserted, *inferred(asserted)}, described)
    assert ours == conclusions(expected, described)  # type: ignore[arg-type]  # rdflib's graph promises less


@pytest.mark.parametrize("asserted", GRAPHS.values(), ids=GRAPHS)
def test_small_graphs(asserted: frozenset[Triple]) -> None:
    assert_same_as_owlrl(asserted)


def test_the_bundled_standard(standard: frozenset[Triple]) -> None:
    assert_same_as_owlrl(standard)


@pytest.mark.parametrize("asserted", GRAPHS.values(), ids=GRAPHS)
def test_each_graph_gives_every_conclusion_that_it_should(asserted: frozenset[Triple]) -> None:
    found = {link for _, link, _ in inferred(asserted)}
    references = {link for _, link, _ in asserted} & set(LINKS.values())
    kinds = {"Skill" for link in references if "Skill" in link} | {"Knowledge" for link in references if "Know" in link}
    assert found == INFERRED - {PS[f"inherited{kind}Statement"] for kind in {"Skill", "Knowledge"} - kinds} | {RDF.type}


def test_nothing_more_follows_from_the_conclusions(standard: frozenset[Triple]) -> None:
    for asserted in (*GRAPHS.values(), standard):
        concluded = inferred(asserted)
        assert concluded
        assert not concluded & asserted
        assert inferred(asserted | concluded) == frozenset()


@pytest.mark.parametrize("name", [name for name, _ in rules()])
def test_every_rule_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asserted = GRAPHS["a chain of six"]
    whole = inferred(asserted)
    monkeypatch.setattr(inference, "rules", lambda: tuple(rule for rule in rules() if rule[0] != name))
    assert inferred(asserted) < whole
