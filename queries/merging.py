"""What the store holds of concepts and of what people decided about them; by SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import Message
from ..loader.concepts.statements import decisions_in
from ..store.convert import to_ox_iri
from ..store.protocol import Table, table_of
from .parameters import resolve_standard

if TYPE_CHECKING:
    from ..errors import Language
    from ..loader.concepts.matches import Match
    from ..store.protocol import Store

DECISION_COLUMNS = {
    "verdict": Message(ru="Решение", en="Decision"),
    "one": Message(ru="Понятие", en="Concept"),
    "other": Message(ru="И понятие", en="And concept"),
    "confidence": Message(ru="Уверенность", en="Confidence"),
    "author": Message(ru="Кто решил", en="Decided by"),
    "date": Message(ru="Когда", en="When"),
    "missing": Message(ru="Нет в загруженных стандартах", en="In no loaded standard"),
    "concept": Message(ru="Имя понятия", en="Name of the concept"),
    "otherConcept": Message(ru="Имя второго", en="Name of the other"),
}
VERDICTS = {
    "same": Message(ru="одно понятие", en="one concept"),
    "close": Message(ru="близкие", en="close"),
    "different": Message(ru="разные", en="different"),
}
_CONCEPTS = """
SELECT DISTINCT ?concept ?label
WHERE { ?concept a ps:CompetenceConcept ; skos:prefLabel ?label }
ORDER BY ?concept
"""
_STATED_BY = """
SELECT DISTINCT ?concept
WHERE { %s ps:hasGeneralizedFunction/ps:hasParticularFunction/ps:states/ps:expressesConcept ?concept }
"""
_DECISIONS = """
PREFIX sssom: <https://w3id.org/sssom/>
SELECT ?verdict ?one ?other ?confidence ?author ?date ?missing ?concept ?otherConcept
WHERE {
  ?decision a ps:ConceptDecision ; sssom:predicate_id ?relation ;
    sssom:subject_id ?node ; sssom:object_id ?otherNode ;
    sssom:subject_label ?one ; sssom:object_label ?other ;
    sssom:confidence ?confidence ; sssom:author_label ?author ; sssom:mapping_date ?date .
  BIND(EXISTS { ?decision sssom:predicate_modifier "Not" } AS ?isDenied)
  BIND(IF(?isDenied, "different", IF(?relation = skos:exactMatch, "same", "close")) AS ?verdict)
  BIND(STRAFTER(STR(?node), "/concept/") AS ?concept)
  BIND(STRAFTER(STR(?otherNode), "/concept/") AS ?otherConcept)
  BIND(IF(EXISTS { ?node a ps:CompetenceConcept }, "", STR(?one)) AS ?first)
  BIND(IF(EXISTS { ?otherNode a ps:CompetenceConcept }, "", STR(?other)) AS ?second)
  BIND(IF(?first != "" && ?second != "", CONCAT(?first, "; ", ?second), CONCAT(?first, ?second)) AS ?missing)
}
ORDER BY ?one ?other ?concept
"""
_STATED = "SELECT ?decision ?link ?value WHERE { ?decision a ps:ConceptDecision ; ?link ?value }"


def concept_wordings(store: Store) -> dict[URIRef, str]:
    """Return the concepts that the store has, each with its wording."""
    return {URIRef(str(concept)): str(label) for concept, label in table_of(store.query(_CONCEPTS)).rows}


def concepts_of(store: Store, standard: str) -> frozenset[URIRef]:
    """Return the concepts that an edition states; raise `UnknownNameError` where none has this name."""
    edition = to_ox_iri(resolve_standard(store, standard))
    return frozenset(URIRef(str(concept)) for (concept,) in table_of(store.query(_STATED_BY % edition)).rows)


def decision_table(store: Store) -> Table:
    """Return the decisions: same, close or different."""
    return table_of(store.query(_DECISIONS))


def decisions(store: Store) -> list[Match]:
    """Return the decisions as they were made."""
    rows = table_of(store.query(_STATED)).rows
    return decisions_in((URIRef(str(row[0])), URIRef(str(row[1])), row[2]) for row in rows if row[2] is not None)


def in_words(decisions: Table, lang: Language) -> Table:
    """Return the decisions with what they say in words for a person."""
    return Table(
        decisions.variables,
        tuple((Literal(VERDICTS[str(verdict)].in_language(lang)), *row) for verdict, *row in decisions.rows),
    )
