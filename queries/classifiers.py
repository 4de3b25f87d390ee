"""What the store knows of classifiers: the editions, the levels of one, the neighbours of an item; by SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import Message, UnknownNameError
from ..store.convert import to_ox_iri
from ..store.protocol import Table, table_of

if TYPE_CHECKING:
    from rdflib import URIRef

    from ..errors import Language
    from ..store.protocol import Store

EDITION_COLUMNS = {
    "kind": Message(ru="Классификатор", en="Classifier"),
    "edition": Message(ru="Редакция", en="Edition"),
    "name": Message(ru="Наименование", en="Name"),
    "status": Message(ru="Состояние", en="Status"),
    "from": Message(ru="Действует с", en="From"),
    "to": Message(ru="по", en="To"),
    "items": Message(ru="Позиций", en="Items"),
    "levels": Message(ru="Уровней", en="Levels"),
    "source": Message(ru="Импортирована из", en="Imported from"),
}
FACT_COLUMNS = {"what": Message(ru="Что", en="What"), "value": Message(ru="Значение", en="Value")}
ITEM_COLUMNS = {
    "relation": Message(ru="Связь", en="Relation"),
    "code": Message(ru="Код", en="Code"),
    "name": Message(ru="Наименование", en="Name"),
}

_EDITIONS = """
SELECT ?kind ?scheme ?name ?status ?from ?to (COALESCE(?counted, 0) AS ?items) ?levels ?source
WHERE {
  ?scheme a ps:ClassifierEdition ; ps:classifier ?kind ; rdfs:label ?label ; ps:editionStatus ?status .
  OPTIONAL { ?scheme skos:prefLabel ?spoken FILTER(LANG(?spoken) = "%(lang)s") }
  BIND(COALESCE(?spoken, ?label) AS ?name)
  OPTIONAL { ?scheme ps:validFrom ?from }
  OPTIONAL { ?scheme ps:validTo ?to }
  OPTIONAL {
    { SELECT ?scheme (COUNT(DISTINCT ?item) AS ?counted) WHERE { ?item skos:inScheme ?scheme } GROUP BY ?scheme }
  }
  OPTIONAL { ?scheme xkos:numberOfLevels ?levels }
  OPTIONAL {
    GRAPH ?graph { ?scheme dcterms:source ?source }
    FILTER(STRENDS(STR(?graph), "/imported") && LANG(?source) = "%(lang)s")
  }
}
ORDER BY ?kind ?scheme
"""
_FACTS = """
SELECT ?link ?value
WHERE {
  VALUES (?property ?link) {
    (dcterms:title "title") (ps:editionStatus "status") (ps:validFrom "from") (ps:validTo "to")
    (dcterms:source "source") (skos:editorialNote "note")
  }
  %s ?property ?value .
  FILTER(LANG(?value) IN ("", "%s"))
}
ORDER BY ?link ?value
"""
_LEVELS = """
SELECT ?depth ?name (COUNT(?item) AS ?items)
WHERE {
  %s xkos:levels/rdf:rest*/rdf:first ?level .
  ?level xkos:depth ?depth ; skos:prefLabel ?name .
  OPTIONAL { ?level skos:member ?item }
  FILTER(LANG(?name) = "%s")
}
GROUP BY ?depth ?name
ORDER BY ?depth
"""
_NEIGHBOURS = """
SELECT ?relation ?code ?name (COUNT(DISTINCT ?above) AS ?depth)
WHERE {
  { %(item)s skos:broader+ ?item . BIND("1 broader" AS ?relation) }
  UNION { VALUES ?item { %(item)s } BIND("2 item" AS ?relation) }
  UNION { ?item skos:broader %(item)s . BIND("3 narrower" AS ?relation) }
  ?item skos:notation ?code .
  OPTIONAL { ?item skos:prefLabel ?own FILTER(LANG(?own) = "%(lang)s") }
  OPTIONAL { ?item skos:prefLabel ?other FILTER(LANG(?other) != "%(lang)s") }
  BIND(COALESCE(?own, ?other) AS ?name)
  OPTIONAL { ?item skos:broader+ ?above }
}
GROUP BY ?relation ?code ?name
ORDER BY ?relation ?depth ?code ?name
"""
_WORDS = {
    "title": Message(ru="полное наименование", en="full title"),
    "status": Message(ru="состояние", en="status"),
    "from": Message(ru="действует с", en="valid from"),
    "to": Message(ru="действует по", en="valid to"),
    "source": Message(ru="источник", en="source"),
    "note": Message(ru="примечание", en="note"),
    "1 broader": Message(ru="выше", en="broader"),
    "2 item": Message(ru="позиция", en="item"),
    "3 narrower": Message(ru="ниже", en="narrower"),
}


def classifier_editions(store: Store, lang: Language) -> Table:
    """Return a row for each edition, with the columns of `EDITION_COLUMNS`."""
    rows = tuple(
        (kind, Literal(str(scheme).rpartition("/")[2]), *rest)
        for kind, scheme, *rest in table_of(store.query(_EDITIONS % {"lang": lang})).rows
    )
    return Table(tuple(EDITION_COLUMNS), rows)


def edition_facts(store: Store, edition: URIRef, lang: Language) -> Table:
    """Return what is known of an edition and how many items each level has; raise `UnknownNameError`."""
    iri = to_ox_iri(edition)
    facts = table_of(store.query(_FACTS % (iri, lang))).rows
    if not facts:
        raise _unknown(edition)
    levels = table_of(store.query(_LEVELS % (iri, lang))).rows
    told = tuple((_said(link, lang), _said(value, lang)) for link, value in facts)
    counted = tuple((Literal(f"{depth}. {name}"), items) for depth, name, items in levels)
    return Table(tuple(FACT_COLUMNS), (*told, *counted))


def item_neighbours(store: Store, item: URIRef, lang: Language) -> Table:
    """Return the items above an item, itself, and those below; raise `UnknownNameError`."""
    rows = table_of(store.query(_NEIGHBOURS % {"item": to_ox_iri(item), "lang": lang})).rows
    if not rows:
        raise _unknown(item)
    return Table(tuple(ITEM_COLUMNS), tuple((_said(relation, lang), code, name) for relation, code, name, _ in rows))


def _said(term: object, lang: Language) -> Literal:
    words = _WORDS.get(str(term))
    return Literal(words.in_language(lang) if words else str(term))


def _unknown(node: URIRef) -> UnknownNameError:
    named = str(node).partition("/classifier/")[2].replace("/", " ")
    return UnknownNameError(
        ru=f"{named}: этого в хранилище нет; что есть, покажет profgraph classifiers list",
        en=f"{named}: the store does not have it; profgraph classifiers list shows what there is",
    )
