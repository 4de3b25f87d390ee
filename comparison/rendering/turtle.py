"""A comparison as Turtle: each change with its kind, the row that it was and the row that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import BNode, Graph, Literal, URIRef

from ...ontology.terms import PREFIXES, PROV, PS, RDF, RDFS
from ..changes import Kind
from .records import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

    from ..changes import Change, Comparison
    from ..edition import Edition, Row

    Triple = tuple[Node, Node, Node]

_COMPARISON = BNode("comparison")


def to_turtle(comparison: Comparison) -> str:
    """Return the comparison as one Turtle document; equal comparisons give equal documents."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples(comparison):
        graph.add(triple)
    return graph.serialize(format="turtle")


def triples(comparison: Comparison) -> Iterator[Triple]:
    """Yield what the comparison says; a row that changed in two ways has two changes."""
    yield _COMPARISON, RDF.type, PS.EditionComparison
    yield from _edition(PS.comparesFrom, comparison.old)
    yield from _edition(PS.comparesTo, comparison.new)
    number = 0
    for record in records(comparison):
        yield from _revision(record.change)
        for kind in record.change.kinds:
            number += 1
            # Zeros make the order of names, which is that of the text, the order of the changes.
            node = BNode(f"change{number:06}")
            yield _COMPARISON, PS.hasChange, node
            yield from _change(node, kind, record.change)


def _edition(link: URIRef, edition: Edition) -> Iterator[Triple]:
    yield _COMPARISON, link, URIRef(edition.iri)
    yield URIRef(edition.iri), RDFS.label, Literal(edition.label, lang="ru")


def _revision(change: Change) -> Iterator[Triple]:
    """Yield that the row is a revision of the old one; two readings of one edition have one IRI for both."""
    if change.old and change.new and change.old.iri != change.new.iri:
        yield URIRef(change.new.iri), PROV.wasRevisionOf, URIRef(change.old.iri)


def _change(node: BNode, kind: Kind, change: Change) -> Iterator[Triple]:
    yield node, RDF.type, PS.EditionChange
    yield node, PS.changeKind, Literal(kind.value)
    if change.old:
        yield node, PS.changesFrom, URIRef(change.old.iri)
        yield node, PS.valueBefore, _value(kind, change.old)
    if change.new:
        yield node, PS.changesTo, URIRef(change.new.iri)
        yield node, PS.valueAfter, _value(kind, change.new)


def _value(kind: Kind, row: Row) -> Literal:
    """Return what of the row is another; of a move the place, all else is told by the words."""
    if kind == Kind.RENUMBERED:
        return Literal(row.code)
    if kind == Kind.LEVEL:
        return Literal(int(row.level)) if row.level.isdecimal() else Literal(row.level)
    if kind == Kind.MOVED:
        return Literal("/".join(filter(None, (row.owner, row.group, str(row.position)))))
    return Literal(row.text, lang="ru")
