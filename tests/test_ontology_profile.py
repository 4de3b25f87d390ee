"""OWL 2 RL: each construct stands where the profile allows it, and each property is as simple as it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import PREFIXES
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

Position = Literal["sub", "super", "equivalent"]

# https://www.w3.org/TR/owl2-profiles/#OWL_2_RL: class expressions by their place in an axiom.
ALLOWED: dict[URIRef, set[Position]] = {
    OWL.intersectionOf: {"sub", "super", "equivalent"},
    OWL.hasValue: {"sub", "super", "equivalent"},
    OWL.unionOf: {"sub"},
    OWL.oneOf: {"sub"},
    OWL.someValuesFrom: {"sub"},
    OWL.complementOf: {"super"},
    OWL.allValuesFrom: {"super"},
    OWL.maxCardinality: {"super"},
    OWL.maxQualifiedCardinality: {"super"},
    OWL.minCardinality: set(),
    OWL.minQualifiedCardinality: set(),
    OWL.cardinality: set(),
    OWL.qualifiedCardinality: set(),
    OWL.hasSelf: set(),
}
XSD_NAMES = """decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte
unsignedLong unsignedInt unsignedShort unsignedByte float double string normalizedString token language Name NCName
NMTOKEN boolean hexBinary base64Binary anyURI dateTime dateTimeStamp"""
DATATYPES = {RDFS.Literal, RDF.PlainLiteral, RDF.XMLLiteral} | {XSD[name] for name in XSD_NAMES.split()}
SIMPLE_ONLY = (
    OWL.FunctionalProperty,
    OWL.InverseFunctionalProperty,
    OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty,
)
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, OWL.Class, RDFS.Datatype)


def violations(graph: Graph) -> list[str]:
    """Return what of `graph` is outside OWL 2 RL, each as one line."""
    checks = (positions, axioms, data_ranges, kinds, composite_uses, chain_order)
    return [finding for check in checks for finding in check(graph)]


def positions(graph: Graph) -> Iterator[str]:
    """Yield the class expressions that stand on a side of an axiom where RL has no place for them."""
    for expression, position in _class_expressions(graph):
        yield from _misplaced(graph, expression, position)


def _class_expressions(graph: Graph) -> Iterator[tuple[Node, Position]]:
    for left, right in graph.subject_objects(RDFS.subClassOf):
        yield left, "sub"
        yield right, "super"
    for one, other in graph.subject_objects(OWL.equivalentClass):
        yield one, "equivalent"
        yield other, "equivalent"
    for one, other in graph.subject_objects(OWL.disjointWith):
        yield one, "sub"
        yield other, "sub"
    for members in graph.objects(None, OWL.members):
        yield from ((member, "sub") for member in Collection(graph, members))
    for link in (RDFS.domain, RDFS.range):
        yield from ((value, "super") for value in graph.objects(None, link) if value not in DATATYPES)


def _misplaced(graph: Graph, expression: Node, position: Position) -> Iterator[str]:
    if expression == OWL.Thing:
        yield f"Thing in {position} position"
    for constructor in set(graph.predicates(expression)) & ALLOWED.keys():
        value = graph.value(expression, constructor)
        if position not in ALLOWED[constructor]:
            yield f"{_name(constructor)} in {position} position"
        elif constructor in (OWL.intersectionOf, OWL.unionOf):
            for member in Collection(graph, value):
                yield from _misplaced(graph, member, position)
        elif constructor in (OWL.maxCardinality, OWL.maxQualifiedCardinality) and int(value) > 1:
            yield f"{_name(constructor)} {value}"
        elif constructor == OWL.allValuesFrom:
            yield from _misplaced(graph, value, "super")
        elif constructor in (OWL.complementOf, OWL.someValuesFrom) and value != OWL.Thing:
            yield from _misplaced(graph, value, "sub")


def axioms(graph: Graph) -> Iterator[str]:
    """Yield the axioms that RL does not have at all."""
    yield from (f"disjointUnionOf of {_name(one)}" for one in graph.subjects(OWL.disjointUnionOf))
    yield from (f"reflexive {_name(one)}" for one in graph.subjects(RDF.type, OWL.ReflexiveProperty))


def data_ranges(graph: Graph) -> Iterator[str]:
    """Yield the datatypes in ranges and restrictions that RL does not have."""
    for data_property in graph.subjects(RDF.type, OWL.DatatypeProperty):
        yield from (f"range {_name(one)}" for one in graph.objects(data_property, RDFS.range) if one not in DATATYPES)
    for link in (OWL.someValuesFrom, OWL.allValuesFrom, OWL.onDataRange):
        for value in set(graph.objects(None, link)) - DATATYPES:
            if str(value).startswith(str(XSD)):
                yield f"{_name(link)} {_name(value)}"


def kinds(graph: Graph) -> Iterator[str]:
    """Yield the names of two kinds, and the properties in axioms that are not declared as object or data properties."""
    for name in set(graph.subjects(RDF.type)):
        found = [_name(kind) for kind in KINDS if (name, RDF.type, kind) in graph]
        if len(found) > 1:
            yield f"{_name(name)} is {' and '.join(found)}"
    for lower, upper in graph.subject_objects(RDFS.subPropertyOf):
        if not {*graph.objects(lower, RDF.type)} & {*graph.objects(upper, RDF.type)} & {*KINDS}:
            yield f"{_name(lower)} and {_name(upper)} are not of one kind"
    for used in graph.objects(None, OWL.onProperty):
        if not {OWL.ObjectProperty, OWL.DatatypeProperty} & set(graph.objects(used, RDF.type)):
            yield f"{_name(used)} is not declared"


def composite_uses(graph: Graph) -> Iterator[str]:
    """Yield the composite properties that are used where OWL 2 DL wants a simple one."""
    for composite in _composite(graph):
        if {*graph[composite : OWL.propertyDisjointWith], *graph[: OWL.propertyDisjointWith : composite]}:
            yield f"composite {_name(composite)} is disjoint with another"
        for characteristic in set(graph.objects(composite, RDF.type)) & set(SIMPLE_ONLY):
            yield f"composite {_name(composite)} is {_name(characteristic)}"
        for restriction in graph.subjects(OWL.onProperty, composite):
            if any("ardinality" in str(link) for link in graph.predicates(restriction)):
                yield f"composite {_name(composite)} has a cardinality"


def _composite(graph: Graph) -> set[Node]:
    chained = {*graph.subjects(OWL.propertyChainAxiom), *graph.subjects(RDF.type, OWL.TransitiveProperty)}
    return {upper for one in chained for upper in graph.transitive_objects(one, RDFS.subPropertyOf)}


def chain_order(graph: Graph) -> Iterator[str]:
    """Yield the pairs that keep the chains from having a regular order of properties."""
    below = {(part, head) for head, chain in _chains(graph) for part in _must_be_below(head, chain)}
    while added := {(a, d) for a, b in below for c, d in below if b == c} - below:
        below |= added
    for lower, upper in sorted(below):
        if lower in graph.transitive_objects(upper, RDFS.subPropertyOf):
            yield f"irregular: {_name(lower)} is below and above {_name(upper)}"


def _chains(graph: Graph) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    for head, chain in graph.subject_objects(OWL.propertyChainAxiom):
        yield head, tuple(Collection(graph, chain))


def _must_be_below(head: Node, chain: tuple[Node, ...]) -> tuple[Node, ...]:
    if chain == (head, head):
        return ()
    if chain[0] == head:
        return chain[1:]
    return chain[:-1] if chain[-1] == head else chain


def _name(term: Node) -> str:
    return "expression" if isinstance(term, BNode) else str(term).rpartition("#")[2]


def test_ontology_is_owl_2_rl() -> None:
    assert violations(ontology_graph()) == []


def _restriction(body: str) -> str:
    return f"[ a owl:Restriction ; owl:onProperty ps:states ; {body} ]"


@pytest.mark.parametrize(
    ("axiom", "finding"),
    [
        (
            f"ps:Statement rdfs:subClassOf {_restriction('owl:someValuesFrom ps:Footnote')}",
            "someValuesFrom in super position",
        ),
        (
            "ps:Statement rdfs:subClassOf [ a owl:Class ; owl:unionOf ( ps:Passage ps:Footnote ) ]",
            "unionOf in super position",
        ),
        (
            f"{_restriction('owl:allValuesFrom ps:Footnote')} rdfs:subClassOf ps:Statement",
            "allValuesFrom in sub position",
        ),
        (
            "ps:Statement owl:equivalentClass [ a owl:Class ; owl:complementOf ps:WorkFunction ]",
            "complementOf in equivalent position",
        ),
        (f"ps:Statement rdfs:subClassOf {_restriction('owl:maxCardinality 2')}", "maxCardinality 2"),
        (
            f"ps:Statement rdfs:subClassOf {_restriction('owl:allValuesFrom owl:Thing')}",
            "Thing in super position",
        ),
        ("ps:actDate rdfs:range xsd:date", "range date"),
        (f"ps:Statement rdfs:subClassOf {_restriction('owl:allValuesFrom xsd:gYear')}", "allValuesFrom gYear"),
        ("ps:cites a owl:ReflexiveProperty", "reflexive cites"),
        ("ps:code a owl:ObjectProperty", "code is ObjectProperty and DatatypeProperty"),
        ("ps:code rdfs:subPropertyOf ps:cites", "code and cites are not of one kind"),
        ("ps:requires a owl:FunctionalProperty", "composite requires is FunctionalProperty"),
        ("ps:cites owl:propertyDisjointWith ps:requires", "composite requires is disjoint with another"),
        ("ps:states a owl:TransitiveProperty", "composite states is InverseFunctionalProperty"),
        (
            "ps:inheritedSkillStatement owl:propertyChainAxiom ( ps:inheritsSkillsFrom ps:effectiveSkillStatement )",
            "irregular: effectiveSkillStatement is below and above inheritedSkillStatement",
        ),
    ],
)
def test_a_bad_axiom_is_found(axiom: str, finding: str) -> None:
    graph = ontology_graph()
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    graph.parse(data=f"{prefixes}{axiom} .", format="turtle")
    assert violations(graph) == [finding]
