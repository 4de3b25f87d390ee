"""One example of each term from the data that are loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ...errors import StoreError
from ...ontology.terms import RDFS
from ...store.protocol import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...errors import Language
    from ...store.protocol import Store, Term
    from .terms import Term as Described

_OF_CLASS = "{ SELECT (%(term)s AS ?term) ?subject { ?subject a %(term)s } LIMIT 1 }"
_OF_PROPERTY = "{ SELECT (%(term)s AS ?term) ?subject ?value { ?subject %(term)s ?value } LIMIT 1 }"
_LABELS = "SELECT ?node ?label { VALUES ?node { %s } ?node %s ?label }"


@dataclass(frozen=True)
class Node:
    """A node or value of an example: its words, their language, and its IRI where it has one."""

    text: str
    lang: str = ""
    iri: str = ""


@dataclass(frozen=True)
class Example:
    """A node of a class, or a node and a value that a property joins."""

    subject: Node
    value: Node | None = None


def examples(store: Store, described: Iterable[Described], lang: Language) -> Mapping[str, Example]:
    """Return an example of each term that the data have, by its name; none where nothing is loaded."""
    try:
        found = _found(store, described)
        words = _labels(store, [node for row in found.values() for node in row if isinstance(node, URIRef)], lang)
    except StoreError:
        # The ontology can be read without any data.
        return {}
    return {
        name: Example(_node(subject, words), None if value is None else _node(value, words))
        for name, (subject, value) in found.items()
    }


def _found(store: Store, described: Iterable[Described]) -> dict[str, tuple[Term, Term | None]]:
    names = {one.iri: one.name for one in described}
    parts = [
        (_OF_CLASS if one.kind == "class" else _OF_PROPERTY) % {"term": one.iri.n3()}
        for one in described
        if one.kind != "individual"
    ]
    rows = table_of(store.query(f"SELECT ?term ?subject ?value {{ {' UNION '.join(parts)} }}")).rows
    return {names[URIRef(str(term))]: (subject, value) for term, subject, value in rows if subject is not None}


def _labels(store: Store, nodes: list[URIRef], lang: Language) -> dict[URIRef, Literal]:
    asked = _LABELS % (" ".join(sorted({node.n3() for node in nodes})), RDFS.label.n3())
    best: dict[URIRef, Literal] = {}
    for node, label in table_of(store.query(asked)).rows:
        if isinstance(node, URIRef) and isinstance(label, Literal) and (node not in best or label.language == lang):
            best[node] = label
    return best


def _node(term: Term, words: Mapping[URIRef, Literal]) -> Node:
    if isinstance(term, Literal):
        return Node(str(term), term.language or "")
    label = words.get(term) if isinstance(term, URIRef) else None
    if label is None:
        return Node(str(term), iri=str(term))
    return Node(str(label), label.language or "", str(term))
