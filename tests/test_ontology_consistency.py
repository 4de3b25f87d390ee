"""The ontology is consistent with good data, and owlrl finds each contradiction that the axioms forbid."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import PREFIXES, PS
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

EX = Namespace("https://example.org/")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
GOOD = """
ex:v a ps:StandardVersion ; ps:isVersionOf ex:w ; ps:hasGeneralizedFunction ex:A ; ps:hasDeveloper ex:d ;
    ps:registrationDate "2014-10-10"^^xsd:date ; ps:purpose "Цель"@ru ; ps:hasPassage ex:p .
ex:p a ps:Passage ; ps:position 1 ; ps:verbatimText "Цель"@ru ; ps:cites ex:act ; ps:citedPoint "22" .
ex:d a ps:DeveloperRole ; ps:position 0 ; org:role ps:ResponsibleDeveloper .
ex:A ps:hasParticularFunction ex:A1 , ex:A2 , ex:A3 ; ps:level 5 ; ps:code "A" .
ex:A1 ps:statesAction ex:D1 ; ps:statesSkill ex:S1 ; ps:statesKnowledge ex:K1 .
ex:A2 ps:statesSkill ex:S2 ; ps:statesReference ex:R2 ; ps:inheritsSkillsFrom ex:A1 .
ex:A3 ps:statesSkill ex:S3 ; ps:inheritsSkillsFrom ex:A2 ; ps:inheritsKnowledgeFrom ex:A1 .
ex:R2 ps:refersToFunction ex:A1 .
ex:D1 ps:expressesConcept ex:d1 . ex:K1 ps:expressesConcept ex:k1 .
ex:S1 ps:expressesConcept ex:s1 . ex:S2 ps:expressesConcept ex:s1 . ex:S3 ps:expressesConcept ex:s3 .
"""
CONTRADICTIONS = {
    "ex:s a ps:SkillStatement ; ps:expressesConcept ex:c . ex:c a ps:KnowledgeConcept": {
        f"Disjoint classes {PS.SkillConcept} and {PS.KnowledgeConcept} have a common individual {EX.c}"
    },
    "ex:f ps:inheritsSkillsFrom ex:f": {
        f"Erroneous usage of asymmetric property {PS.inheritsSkillsFrom} on {EX.f} and {EX.f}",
        f"Irreflexive property used on {EX.f} with {PS.inheritsSkillsFrom}",
    },
    "ex:f ps:inheritsKnowledgeFrom ex:g . ex:g ps:inheritsKnowledgeFrom ex:f": {
        f"Erroneous usage of asymmetric property {PS.inheritsKnowledgeFrom} on {EX.f} and {EX.g}",
        f"Erroneous usage of asymmetric property {PS.inheritsKnowledgeFrom} on {EX.g} and {EX.f}",
    },
}


def closure(data: Graph) -> Graph:
    graph = ontology_graph() + data
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def turtle(text: str) -> Graph:
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    return Graph().parse(data=f"{prefixes}PREFIX ex: <{EX}>\n{text} .", format="turtle")


def errors(graph: Graph) -> set[str]:
    return {str(message) for message in graph.objects(None, ERROR)}


@pytest.fixture(scope="module")
def inferred() -> Graph:
    return closure(turtle(GOOD.strip().removesuffix(".")))


def disjoint_pairs() -> Iterator[tuple[URIRef, URIRef]]:
    graph = ontology_graph()
    for members in graph.objects(None, OWL.members):
        yield from combinations(Collection(graph, members), 2)


def test_good_data_is_consistent(inferred: Graph) -> None:
    assert errors(inferred) == set()


@pytest.mark.parametrize(
    ("link", "pairs"),
    [
        ("inheritedSkillStatement", "A S1, A S2, A2 S1, A3 S1, A3 S2"),
        ("effectiveSkillStatement", "A S1, A S2, A S3, A1 S1, A2 S1, A2 S2, A3 S1, A3 S2, A3 S3"),
        ("inheritedKnowledgeStatement", "A K1, A3 K1"),
        ("effectiveKnowledgeStatement", "A K1, A1 K1, A3 K1"),
        ("requiresAction", "A d1, A1 d1"),
        ("requiresSkill", "A s1, A s3, A1 s1, A2 s1, A3 s1, A3 s3"),
        ("requiresKnowledge", "A k1, A1 k1, A3 k1"),
        ("requires", "A d1, A k1, A s1, A s3, A1 d1, A1 k1, A1 s1, A2 s1, A3 k1, A3 s1, A3 s3"),
    ],
)
def test_chains_infer(inferred: Graph, link: str, pairs: str) -> None:
    found = ((str(one).removeprefix(EX), str(other).removeprefix(EX)) for one, other in inferred[: PS[link]])
    assert ", ".join(sorted(" ".join(pair) for pair in found)) == pairs


def test_each_disjointness_is_enforced() -> None:
    pairs = list(disjoint_pairs())
    both = Graph()
    for number, pair in enumerate(pairs):
        for kind in pair:
            both.add((EX[f"thing-{number}"], RDF.type, kind))
    found = errors(closure(both))
    missed = [
        (one, other)
        for number, (one, other) in enumerate(pairs)
        if not _clash(EX[f"thing-{number}"], one, other) & found
    ]
    assert missed == []


def _clash(thing: URIRef, one: URIRef, other: URIRef) -> set[str]:
    orders = ((one, other), (other, one))
    return {f"Disjoint classes {first} and {second} have a common individual {thing}" for first, second in orders}


@pytest.mark.parametrize("data", CONTRADICTIONS)
def test_a_contradiction_is_found(data: str) -> None:
    assert errors(closure(turtle(data))) == CONTRADICTIONS[data]
