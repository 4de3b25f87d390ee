"""What the store holds: the loaded editions, and counts of everything; by SPARQL, so of any store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import Message
from ..store.protocol import Table, table_of
from .days import answer_for, in_force, none_in_force
from .parameters import loaded_versions

if TYPE_CHECKING:
    from datetime import date

    from ..errors import Language
    from ..store.protocol import Store

EDITION_COLUMNS = {
    "standard": Message(ru="Стандарт", en="Standard"),
    "edition": Message(ru="Редакция", en="Edition"),
    "name": Message(ru="Наименование", en="Name"),
    "generalized": Message(ru="ОТФ", en="Generalised"),
    "particular": Message(ru="ТФ", en="Particular"),
    "actions": Message(ru="Действия", en="Actions"),
    "skills": Message(ru="Умения", en="Skills"),
    "knowledge": Message(ru="Знания", en="Knowledge"),
    "violations": Message(ru="Нарушения", en="Violations"),
    "warnings": Message(ru="Предупреждения", en="Warnings"),
}
COUNT_COLUMNS = {"what": Message(ru="Что", en="What"), "count": Message(ru="Сколько", en="How many")}

# What the shapes found and what the loader did, as `load` counts them.
_VIOLATION = '{ ?x sh:resultSeverity sh:Violation } UNION { ?x ps:severity "error" }'
_WARNING = '{ ?x sh:resultSeverity sh:Warning } UNION { ?x ps:severity "warning" }'
_EDITIONS = """
SELECT ?version ?standard ?name (COUNT(DISTINCT ?g) AS ?generalized) (COUNT(DISTINCT ?f) AS ?particular)
  (COUNT(DISTINCT ?action) AS ?actions) (COUNT(DISTINCT ?skill) AS ?skills) (COUNT(DISTINCT ?item) AS ?knowledge)
  (COUNT(DISTINCT ?violation) AS ?violations) (COUNT(DISTINCT ?warning) AS ?warnings)
WHERE {
  ?version a ps:StandardVersion ; ps:code ?standard ; ps:name ?name .
  OPTIONAL { ?version ps:orderDate ?date }
  { ?version ps:hasGeneralizedFunction ?g }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction ?f }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction/ps:statesAction ?action }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction/ps:statesSkill ?skill }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction/ps:statesKnowledge ?item }
  UNION { ?violation ps:concerns ?version ; sh:resultSeverity sh:Violation }
  UNION { ?violation ps:concerns ?version ; ps:severity "error" }
  UNION { ?warning ps:concerns ?version ; sh:resultSeverity sh:Warning }
  UNION { ?warning ps:concerns ?version ; ps:severity "warning" }
}
GROUP BY ?version ?standard ?name ?date
ORDER BY ?standard ?date ?version
"""
# What is counted, and the pattern of it.
_COUNTS = (
    (Message(ru="стандарты", en="standards"), "?x a ps:ProfessionalStandard"),
    (Message(ru="редакции", en="editions"), "?x a ps:StandardVersion"),
    (Message(ru="обобщенные трудовые функции", en="generalised work functions"), "?x a ps:GeneralizedWorkFunction"),
    (Message(ru="трудовые функции", en="particular work functions"), "?x a ps:ParticularWorkFunction"),
    (Message(ru="трудовые действия", en="labour actions"), "?x a ps:LaborActionStatement"),
    (Message(ru="умения", en="skills"), "?x a ps:SkillStatement"),
    (Message(ru="знания", en="knowledge items"), "?x a ps:KnowledgeStatement"),
    (Message(ru="ссылки на другие функции", en="references to other functions"), "?x a ps:InheritanceReference"),
    (Message(ru="понятия", en="concepts"), "?x a ps:CompetenceConcept"),
    (Message(ru="ссылки на классификаторы", en="classifier references"), "?x a ps:ClassifierReference"),
    (Message(ru="исправления загрузчика", en="repairs by the loader"), '?x ps:severity "repair"'),
    (Message(ru="нарушения", en="violations"), _VIOLATION),
    (Message(ru="предупреждения", en="warnings"), _WARNING),
)


def editions(store: Store, day: date | None = None) -> Table:
    """Return a row for each loaded edition, or for each in force on a day, with the columns of `EDITION_COLUMNS`."""
    wanted = {str(one.iri) for one in in_force(loaded_versions(store), day)}
    rows = tuple(
        (standard, Literal(str(version).rpartition("/")[2]), *rest)
        for version, standard, *rest in table_of(store.query(_EDITIONS)).rows
        if str(version) in wanted
    )
    return Table(tuple(EDITION_COLUMNS), rows)


def editions_note(store: Store, day: date | None) -> Message | None:
    """Return what is to be said beside a list of the editions on a day."""
    if day is None:
        return None
    loaded = loaded_versions(store)
    return answer_for(day) if in_force(loaded, day) else none_in_force(loaded, day).message


def statistics(store: Store, lang: Language) -> Table:
    """Return how many there are of each thing, the triples of all graphs, and the data version."""
    found = [
        (what, _count(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}")) for what, pattern in _COUNTS
    ]
    triples = _count(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    rows: list[tuple[Message, int | str]] = [
        *found,
        (Message(ru="тройки", en="triples"), triples),
        (Message(ru="версия данных", en="data version"), store.data_version()),
    ]
    return Table(tuple(COUNT_COLUMNS), tuple((Literal(what.in_language(lang)), Literal(value)) for what, value in rows))


def _count(store: Store, query: str) -> int:
    return int(str(table_of(store.query(query)).rows[0][0]))
