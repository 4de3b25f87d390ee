"""Reads one edition out of a store, whichever kind it is: a few queries, and never more than one edition in memory."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...errors import UnknownNameError
from ...store.convert import to_ox_iri
from ...store.protocol import texts_of
from .edition import GROUPS, Concept, Edition, Function, Item, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...store.protocol import Store

_EDITION = """
SELECT ?code ?name ?label ?activity ?activityName ?purpose ?date ?from ?to ?issuer WHERE {
  ?version a ps:StandardVersion ; ps:code ?code ; ps:name ?name ; rdfs:label ?label .
  OPTIONAL { ?version ps:describesActivity ?activity . ?activity ps:name ?activityName }
  OPTIONAL { ?version ps:purpose ?purpose }
  OPTIONAL { ?version ps:orderDate ?date }
  OPTIONAL { ?version ps:validFrom ?from }
  OPTIONAL { ?version ps:validTo ?to }
  OPTIONAL { ?version ps:approvedBy/ps:issuer ?issuer }
} ORDER BY ?name ?label ?activityName ?purpose ?issuer LIMIT 1
"""
_FUNCTIONS = """
SELECT ?f ?parent ?code ?name ?position ?level WHERE {
  { ?version ps:hasGeneralizedFunction ?f }
  UNION { ?version ps:hasGeneralizedFunction ?parent . ?parent ps:hasParticularFunction ?f }
  ?f ps:code ?code ; ps:name ?name ; ps:position ?position .
  OPTIONAL { ?f ps:level ?level }
}
"""
_ROWS = """
SELECT ?f ?row ?group ?position ?text ?concept ?reference ?target ?code ?item WHERE {
  { ?version ps:hasSectionIReference ?row . BIND(?version AS ?f) }
  UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction? ?f . ?f ps:states ?row }
  ?row ps:group ?group ; ps:position ?position ; ps:verbatimText ?text .
  OPTIONAL { ?row ps:expressesConcept ?concept }
  OPTIONAL { ?row ps:referredGroup ?reference }
  OPTIONAL { ?row ps:refersToFunction ?target }
  OPTIONAL { ?row ps:code ?code }
  OPTIONAL { ?row ps:refersToItem ?item }
}
"""
# Engines begin with a VALUES block, and would look through all editions: a filter comes last.
_LINKS = """
SELECT ?f ?link ?node WHERE {
  { ?version ?link ?node BIND(?version AS ?f) FILTER(?link IN (ps:classifiedBy, ps:replacesVersion)) }
  UNION {
    ?version ps:hasGeneralizedFunction/ps:hasParticularFunction? ?f . ?f ?link ?node
    FILTER(?link IN (
      ps:inheritsSkillsFrom, ps:inheritsKnowledgeFrom, ps:effectiveSkillStatement, ps:effectiveKnowledgeStatement,
      ps:requiresAction, ps:requiresSkill, ps:requiresKnowledge, ps:classifiedBy
    ))
  }
}
"""
_CONCEPTS = """
SELECT ?concept ?kind ?label WHERE {
  { SELECT DISTINCT ?concept WHERE { ?version ps:hasGeneralizedFunction ?g . ?g ps:requires ?concept } }
  ?concept a ?kind ; skos:prefLabel ?label .
  FILTER(?kind IN (ps:LaborActionConcept, ps:SkillConcept, ps:KnowledgeConcept))
}
"""
_ITEMS = """
SELECT ?item ?code ?name ?scheme ?schemeName ?match WHERE {
  { SELECT DISTINCT ?item WHERE {
    { ?version ps:classifiedBy ?item }
    UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction?/ps:classifiedBy ?item }
    UNION { ?version ps:hasSectionIReference/ps:refersToItem ?item }
    UNION { ?version ps:hasGeneralizedFunction/ps:hasParticularFunction?/ps:states/ps:refersToItem ?item }
  } }
  ?item skos:notation ?code ; skos:inScheme ?scheme .
  OPTIONAL { ?item skos:prefLabel ?name FILTER(lang(?name) = "ru") }
  OPTIONAL { ?scheme rdfs:label ?schemeName }
  OPTIONAL {
    ?item (^xkos:sourceConcept/xkos:targetConcept)?/(skos:exactMatch|skos:closeMatch) ?match
  }
}
"""
_OF_GROUP = {
    "inheritsSkillsFrom": ("inherits", "skills"),
    "inheritsKnowledgeFrom": ("inherits", "knowledge"),
    "effectiveSkillStatement": ("effective", "skills"),
    "effectiveKnowledgeStatement": ("effective", "knowledge"),
    "requiresAction": ("required", "actions"),
    "requiresSkill": ("required", "skills"),
    "requiresKnowledge": ("required", "knowledge"),
    "classifiedBy": ("classified", ""),
    "replacesVersion": ("replaces", ""),
}
_KINDS = {"LaborActionConcept": "actions", "SkillConcept": "skills", "KnowledgeConcept": "knowledge"}

_Cells = list[str]
# By the owner and the kind of link, and there by the group of rows.
_Links = defaultdict[tuple[str, str], dict[str, tuple[str, ...]]]


def edition(store: Store, iri: str) -> Edition:
    """Return the edition; raise `UnknownNameError` where the store has none of this IRI."""
    # The hash of an IRI of rdflib is not that of its text.
    iri = str(iri)
    found = _asked(store, _EDITION, iri)
    if not found:
        raise UnknownNameError(
            ru=f"<{iri}>: такой редакции в хранилище нет; что загружено, покажет profgraph list",
            en=f"<{iri}>: the store has no such edition; profgraph list shows what is loaded",
        )
    rows, links = _rows(_asked(store, _ROWS, iri)), _links(_asked(store, _LINKS, iri))
    code, name, label, activity, activity_name, purpose, order_date, valid_from, valid_to, issuer = found[0]
    return Edition(
        *(iri, code, name, label, activity, activity_name, purpose, order_date, valid_from, valid_to, issuer),
        links[iri, "replaces"].get("", ()),
        rows.get(iri, ()),
        links[iri, "classified"].get("", ()),
        _functions(_asked(store, _FUNCTIONS, iri), rows, links),
        _concepts(_asked(store, _CONCEPTS, iri), rows),
        _items(_asked(store, _ITEMS, iri)),
    )


def _asked(store: Store, text: str, version: str) -> list[_Cells]:
    """Return the answer about one edition as texts; what is unbound is empty."""
    # In every group, so that no engine looks through other editions first.
    term = str(to_ox_iri(version))
    return texts_of(store.query(text.replace("?version", term)))


def _rows(found: Iterable[_Cells]) -> Mapping[str, tuple[Row, ...]]:
    by_owner: dict[str, dict[str, Row]] = defaultdict(dict)
    for owner, iri, group, position, text, concept, reference, target, code, item in sorted(found):
        row = Row(iri, group, int(position), text, concept, bool(reference or target), target, code, item)
        by_owner[owner].setdefault(iri, row)
    return {owner: tuple(sorted(rows.values(), key=_place)) for owner, rows in by_owner.items()}


def _place(row: Row) -> tuple[int, str, int, str]:
    known = GROUPS.index(row.group) if row.group in GROUPS else len(GROUPS)
    return known, row.group, row.position, row.iri


def _links(found: Iterable[_Cells]) -> _Links:
    links: _Links = defaultdict(dict)
    for owner, link, node in sorted(found):
        kind, group = _OF_GROUP[link.rpartition("#")[2]]
        links[owner, kind][group] = (*links[owner, kind].get(group, ()), node)
    return links


def _functions(found: Sequence[_Cells], rows: Mapping[str, tuple[Row, ...]], links: _Links) -> tuple[Function, ...]:
    members: dict[str, list[_Cells]] = defaultdict(list)
    for cells in sorted(found, key=lambda one: (int(one[4]), one)):
        members[cells[1]].append(cells)

    def made(cells: _Cells) -> Function:
        iri, _, code, name, position, level = cells
        return Function(
            *(iri, code, name, int(position), int(level) if level else None, rows.get(iri, ())),
            tuple(map(made, members.get(iri, ()))),
            links[iri, "inherits"],
            links[iri, "effective"],
            links[iri, "required"],
            links[iri, "classified"].get("", ()),
        )

    return tuple(map(made, members.get("", ())))


def _concepts(found: Iterable[_Cells], rows: Mapping[str, tuple[Row, ...]]) -> Mapping[str, Concept]:
    said: dict[str, set[str]] = defaultdict(set)
    for row in (one for some in rows.values() for one in some if one.concept):
        said[row.concept].add(row.text)
    return {
        iri: Concept(iri, _KINDS[kind.rpartition("#")[2]], label, tuple(sorted(said[iri] - {label})))
        for iri, kind, label in sorted(found)
    }


def _items(found: Iterable[_Cells]) -> Mapping[str, Item]:
    matches: dict[str, set[str]] = defaultdict(set)
    known: dict[str, _Cells] = {}
    for cells in sorted(found):
        known.setdefault(cells[0], cells)
        matches[cells[0]] |= {cells[5]} - {""}
    return {
        iri: Item(iri, code, name, scheme, scheme_name, tuple(sorted(matches[iri])))
        for iri, (_, code, name, scheme, scheme_name, _) in known.items()
    }
