"""The document about a node as a page: its properties and who points to it, under names and with links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef

from ...ontology.terms import PS
from ...queries.values import worded
from ..wording import MESSAGES
from . import queries
from .naming import Name, Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...errors import Language
    from ...store.protocol import Term
    from .describing import Description, Incoming

# Values of one property that a page shows; RDF has all of them.
MOST_VALUES = 50
# A blank node may lead back to itself.
_DEEPEST = 5
_DIGITS = re.compile(r"([0-9]+)")
# Shown in the head of the page, or as the text of a source.
_APART = frozenset({RDF.type, RDFS.label, PROV.wasDerivedFrom, PS.hasFragment, PS.documentText})
# Remarks that say the same in each language: of names each counts, whatever language it is in.
_REMARKS = frozenset({DCTERMS.source, RDFS.comment, SKOS.editorialNote})


@dataclass(frozen=True)
class Value:
    """A literal or a link; of a blank node its own properties instead."""

    name: Name
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Group:
    """A property with its values, as many as are shown, and the query for all where that is not all of them."""

    property: Name
    values: tuple[Value, ...]
    total: int
    query: str = ""


@dataclass(frozen=True)
class Page:
    """What the page about a node says."""

    heading: Name
    types: tuple[Name, ...]
    places: tuple[Name, ...]
    properties: tuple[Group, ...]
    incoming: tuple[Group, ...]


def paged(description: Description, naming: Naming) -> Page:
    """Return the page about a node for one reader."""
    node = description.node
    own = _by_property(description, node)
    return Page(
        heading=naming.name(node),
        types=_names(own.get(RDF.type, ()), naming),
        places=_names(own.get(PROV.wasDerivedFrom, ()), naming),
        properties=_groups(description, node, naming),
        incoming=tuple(_incoming(one, node, naming) for one in description.incoming if one.link != PS.hasFragment),
    )


def _groups(description: Description, node: Term, naming: Naming, depth: int = 0) -> tuple[Group, ...]:
    groups = []
    for link, every in _by_property(description, node).items():
        if depth == 0 and link in _APART:
            continue
        terms = _for_reader(every, naming.lang) if link in _REMARKS else every
        shown = tuple(_value(one, description, naming, depth) for one in terms[:MOST_VALUES])
        is_cut = len(terms) > MOST_VALUES and isinstance(node, URIRef)
        query = queries.values(node, link) if is_cut and isinstance(node, URIRef) else ""
        groups.append(Group(naming.name(link), shown, len(terms), query))
    # What our vocabulary says comes before what it means in others.
    return tuple(sorted(groups, key=lambda one: (not one.property.iri.startswith(str(PS)), one.property.text)))


def _for_reader(terms: Sequence[Term], lang: Language) -> Sequence[Term]:
    """Return remarks without those in another language, where there is one in the reader's own."""
    languages = [one.language if isinstance(one, Literal) else None for one in terms]
    if lang not in languages:
        return terms
    return [one for one, language in zip(terms, languages, strict=True) if language in {lang, None}]


def _incoming(one: Incoming, node: URIRef, naming: Naming) -> Group:
    shown = tuple(sorted((Value(naming.name(subject)) for subject in one.subjects), key=_by_text))
    query = queries.pointing(node, one.link) if one.is_cut else ""
    return Group(naming.name(one.link), shown, one.total, query)


def _by_text(value: Value) -> tuple[str, str]:
    return value.name.text, value.name.iri


def _value(term: Term, description: Description, naming: Naming, depth: int) -> Value:
    if isinstance(term, URIRef):
        return Value(naming.name(term))
    if isinstance(term, BNode):
        return Value(Name("…"), _groups(description, term, naming, depth + 1) if depth < _DEEPEST else ())
    return Value(_literal(term, naming))


def _literal(literal: Literal, naming: Naming) -> Name:
    if literal.datatype == XSD.boolean:
        return Name(MESSAGES["answer.true" if literal.value else "answer.false"].in_language(naming.lang))
    return Name(worded(literal, naming.lang) or str(literal), literal.language or "")


def _names(terms: Iterable[Term], naming: Naming) -> tuple[Name, ...]:
    return tuple(naming.name(one) for one in terms if isinstance(one, URIRef))


def _by_property(description: Description, node: Term) -> dict[URIRef, Sequence[Term]]:
    """Return the values of each property, in the order of numbers, then of texts and IRIs."""
    found: dict[URIRef, list[Term]] = {}
    for subject, link, value in description.triples:
        if subject == node:
            found.setdefault(link, []).append(value)
    return {link: sorted(terms, key=_order) for link, terms in found.items()}


def _order(term: Term) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    # Numbers inside of texts count as numbers: part 10 comes after part 9.
    parts = tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(str(term)))
    return not isinstance(term, Literal), parts
