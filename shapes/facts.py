"""What shapes need to know besides a version's own triples: forms of words and codes, and the classifiers named."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..ontology.terms import PROV, PS, PSS, RDF, SKOS, fold
from .classifier_codes import form, plain
from .texts import text_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib import BNode

    from ..ontology.resources import KnownItem
    from ..store.protocol import Term, Triple

    Values = Mapping[URIRef | BNode, str]
    Said = Mapping[URIRef, list[tuple[URIRef | BNode, Term]]]

_NAMES = frozenset({PS.name, PS.quotedName})


def facts(triples: frozenset[Triple], items: Iterable[KnownItem]) -> Iterator[Triple]:
    """Yield what SHACL cannot find out by itself about the texts of a version and the codes that it names.

    Texts and names get their folded form, texts the forms that their first word may have, codes of classifiers what
    they look like; of the classifiers named the editions appear, and the items whose code the version has.
    """
    said = _by_predicate(triples)
    for subject, text in said[PS.verbatimText]:
        yield from text_facts(subject, str(text))
    for predicate in _NAMES:
        for subject, name in said[predicate]:
            yield subject, PSS.foldedName, Literal(fold(str(name)))
    classifiers = _values(said, PS.classifier)
    codes = {node: code for node, code in _values(said, PS.code).items() if node in classifiers}
    yield from _codes(classifiers, codes, _values(said, PS.codeAsWritten))
    yield from _switches(said, classifiers)
    yield from _classifiers(said, items, frozenset(classifiers.values()), frozenset(map(plain, codes.values())))


def _codes(classifiers: Values, codes: Values, written: Values) -> Iterator[Triple]:
    """Yield of each code its digits, and what it looks like as it is written."""
    for reference, code in codes.items():
        if plain(code):
            yield reference, PSS.plainCode, Literal(plain(code))
        if looks := form(classifiers[reference], written.get(reference, code)):
            yield reference, PSS.codeForm, Literal(looks)


def _switches(said: Said, classifiers: Values) -> Iterator[Triple]:
    """Yield the first reference of each further edition of a classifier, in the order of the document."""
    positions, lines, derived = _values(said, PS.position), _values(said, PS.firstLine), said[PROV.wasDerivedFrom]
    places = {node: int(lines[place]) for node, place in derived if isinstance(place, URIRef) and place in lines}
    bound = said[PS.refersToEdition]
    seen: dict[str, dict[Term, None]] = {}
    for reference, edition in sorted(bound, key=lambda one: (places.get(one[0], 0), int(positions.get(one[0], 0)))):
        before = seen.setdefault(classifiers.get(reference, ""), {})
        if before and edition not in before:
            yield reference, PSS.afterEdition, next(iter(before))
        before[edition] = None


def _classifiers(
    said: Said, items: Iterable[KnownItem], named: frozenset[str], codes: frozenset[str]
) -> Iterator[Triple]:
    day = next((one for _, one in said[PS.orderDate]), None)
    approved = date.fromisoformat(str(day)) if day is not None else None
    for item in items:
        if item.classifier in named:
            yield from _edition(item, approved)
        if not codes.isdisjoint(item.spellings):
            yield item.item, RDF.type, PS.ClassifierItem
            yield item.item, SKOS.notation, Literal(item.code)
            yield item.item, SKOS.inScheme, item.edition
            if item.name:
                yield item.item, SKOS.prefLabel, Literal(item.name, lang="ru")
                yield item.item, PSS.foldedName, Literal(fold(item.name))
            if item.education:
                yield item.item, PS.educationLevel, Literal(item.education)


def _edition(item: KnownItem, approved: date | None) -> Iterator[Triple]:
    current = item.edition_status == "current"
    yield item.edition, RDF.type, PS.ClassifierEdition
    yield item.edition, PS.classifier, Literal(item.classifier)
    yield item.edition, PS.editionStatus, Literal(item.edition_status)
    yield item.edition, PSS.inForce, Literal(item.in_force_on(approved) if approved else current)


def _by_predicate(triples: Iterable[Triple]) -> Said:
    found: defaultdict[URIRef, list[tuple[URIRef | BNode, Term]]] = defaultdict(list)
    for subject, predicate, value in triples:
        found[predicate].append((subject, value))
    return found


def _values(said: Said, predicate: URIRef) -> Values:
    return {subject: str(value) for subject, value in said[predicate]}
