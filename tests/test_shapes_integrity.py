"""Each integrity shape fires on a graph that is broken in its way, and is silent on the bundled standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.errors import RefusedError
from profgraph.loader import pipeline
from profgraph.loader.classification import Classification
from profgraph.loader.graph.version import asserted, version_iri
from profgraph.loader.inference import inferred
from profgraph.loader.recognition.recogniser import recognise
from profgraph.loader.sources.text import read_text
from profgraph.loader.versions import VersionGraphs
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import PROV, PS, RDF, Minter
from profgraph.settings import BASE
from profgraph.shapes.validation import integrity_violations, shapes_graph
from rdflib import Literal, URIRef
from rdflib.namespace import SH

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.store.protocol import Triple

    Mutation = Callable[[frozenset[Triple]], frozenset[Triple]]

MINTER = Minter(BASE)
VERSION = URIRef(f"{BASE}standard/16.020/620n-2014-09-08")
A01, B03 = URIRef(f"{VERSION}/A/01.5"), URIRef(f"{VERSION}/B/03.6")
B, TITLE = URIRef(f"{VERSION}/B"), URIRef(f"{VERSION}/B/title/2")
ACTION, REFERENCE = URIRef(f"{A01}/action/2"), URIRef(f"{B03}/ref-skill/1")


@pytest.fixture(scope="module")
def good() -> frozenset[Triple]:
    standard = recognise(read_text(pipeline.bundled().read_bytes(), "bundled")).standard
    classification = Classification(classifier_items(MINTER), standard.order.date)
    return asserted(standard, version_iri(standard, MINTER), MINTER, classification)


def without(subject: URIRef, predicate: URIRef) -> Mutation:
    return lambda triples: frozenset(one for one in triples if one[:2] != (subject, predicate))


def with_one(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Mutation:
    return lambda triples: triples | {(subject, predicate, value)}


def instead(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> Mutation:
    return lambda triples: without(subject, predicate)(triples) | {(subject, predicate, value)}


# The mutation, and every result (focus node, shape) that it must give.
CASES: list[tuple[Mutation, set[tuple[URIRef, str]]]] = [
    (without(VERSION, PS.code), {(VERSION, "VersionIdentity")}),
    (instead(VERSION, PS.code, Literal("16.20")), {(VERSION, "VersionIdentity")}),
    (with_one(VERSION, PS.isVersionOf, URIRef(f"{BASE}standard/16.021")), {(VERSION, "VersionIdentity")}),
    (instead(A01, PS.code, Literal("А/01.5")), {(A01, "FunctionIdentity")}),
    (with_one(A01, PS.level, Literal(6)), {(A01, "FunctionIdentity")}),
    (without(A01, PROV.wasDerivedFrom), {(A01, "FunctionIdentity")}),
    (with_one(URIRef(f"{VERSION}/B"), PS.hasParticularFunction, A01), {(A01, "FunctionHasOneParent")}),
    (without(ACTION, PS.verbatimText), {(ACTION, "StatementInPlace")}),
    (without(ACTION, PROV.wasDerivedFrom), {(ACTION, "StatementInPlace")}),
    (without(ACTION, PS.expressesConcept), {(ACTION, "StatementExpressesOneConcept")}),
    (instead(ACTION, PS.position, Literal(9)), {(A01, "PositionsWithoutGaps")}),
    (instead(TITLE, PS.position, Literal(9)), {(B, "PositionsWithoutGaps")}),
    (without(VERSION, PS.name), {(VERSION, "VersionIdentity")}),
    (without(VERSION, PS.hasGeneralizedFunction), {(VERSION, "VersionIdentity")}),
    (without(A01, PS.name), {(A01, "FunctionIdentity")}),
    (instead(A01, PS.level, Literal(10)), {(A01, "FunctionIdentity")}),
    (with_one(ACTION, PS.group, Literal("skills")), {(ACTION, "StatementInPlace")}),
    (
        without(REFERENCE, PS.referredGroup),
        {(REFERENCE, "ReferenceIsUnambiguous"), (B03, "ReferenceAgreesWithShortcut")},
    ),
    (
        with_one(REFERENCE, PS.refersToFunction, A01),
        {(REFERENCE, "ReferenceIsUnambiguous"), (B03, "ReferenceAgreesWithShortcut")},
    ),
    (with_one(REFERENCE, PS.code, Literal("A/01.5")), {(REFERENCE, "ReferenceIsUnambiguous")}),
    (without(B03, PS.inheritsSkillsFrom), {(B03, "ReferenceAgreesWithShortcut")}),
    (with_one(A01, PS.inheritsKnowledgeFrom, B03), {(A01, "ReferenceAgreesWithShortcut")}),
]


def results(triples: frozenset[Triple]) -> set[tuple[URIRef, str]]:
    return {(URIRef(one.focus), one.shape) for one in integrity_violations(triples | inferred(triples))}


def test_the_bundled_standard_is_whole(good: frozenset[Triple]) -> None:
    assert results(good) == set()


@pytest.mark.parametrize(("mutation", "expected"), CASES)
def test_a_broken_graph_gives_exactly_its_results(
    mutation: Mutation, expected: set[tuple[URIRef, str]], good: frozenset[Triple]
) -> None:
    assert results(mutation(good)) == expected


def test_every_shape_has_a_case_a_name_and_a_message() -> None:
    shapes = shapes_graph()
    names = {str(shape).rpartition("#")[2] for shape in shapes.subjects(RDF.type, SH.NodeShape)}
    assert names == {shape for _, expected in CASES for _, shape in expected}
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for predicate in (SH.name, SH.description):
            assert {text.language for text in shapes.objects(shape, predicate) if isinstance(text, Literal)} == {
                "ru",
                "en",
            }


def test_a_violation_says_which_node_and_why_in_both_languages(good: frozenset[Triple]) -> None:
    broken = without(ACTION, PS.expressesConcept)(good)
    graphs = VersionGraphs(VERSION, {"asserted": broken, "inferred": inferred(broken), "report": frozenset()})
    with pytest.raises(RefusedError) as caught:
        pipeline.refuse_violations(graphs, "order.txt")
    assert caught.value.message.ru == (
        "order.txt: A/01.5/action/2: Утверждение не выражает ровно одно понятие. "
        "(StatementExpressesOneConcept; ещё нарушений: 0); исправьте документ"
    )
    assert caught.value.message.en == (
        "order.txt: A/01.5/action/2: The statement does not express exactly one concept. "
        "(StatementExpressesOneConcept; 0 more violations); mend the document"
    )
