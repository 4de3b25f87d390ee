"""What the store knows of crosswalks: which there are, their links, the chain of one code; by SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal, URIRef

from ..errors import Message, UnknownNameError
from ..store.protocol import Table, table_of

if TYPE_CHECKING:
    from ..errors import Language
    from ..ontology.terms import Minter
    from ..store.protocol import Store

CROSSWALK_COLUMNS = {
    "from": Message(ru="Из редакции", en="From edition"),
    "to": Message(ru="В редакцию", en="To edition"),
    "links": Message(ru="Связей", en="Links"),
    "origin": Message(ru="Откуда", en="Origin"),
    "license": Message(ru="Лицензия", en="Licence"),
}
LINK_COLUMNS = {
    "source": Message(ru="Код", en="Code"),
    "sourceName": Message(ru="Наименование", en="Name"),
    "relation": Message(ru="Связь", en="Relation"),
    "target": Message(ru="Код в другой редакции", en="Code of the other edition"),
    "targetName": Message(ru="Наименование в ней", en="Name there"),
    "confidence": Message(ru="Уверенность", en="Confidence"),
    "justification": Message(ru="Обоснование", en="Justification"),
    "reason": Message(ru="Почему", en="Why"),
}

_CROSSWALKS = """
SELECT ?source ?target ?links ?origin ?license
WHERE {
  { SELECT ?crosswalk ?source ?target (COUNT(?link) AS ?links) {
      ?crosswalk a xkos:Correspondence ; xkos:madeOf ?link .
      ?link xkos:sourceConcept/skos:inScheme ?source ; xkos:targetConcept/skos:inScheme ?target .
    } GROUP BY ?crosswalk ?source ?target }
  OPTIONAL { ?crosswalk dcterms:source ?origin FILTER(LANG(?origin) = "%s") }
  OPTIONAL { ?crosswalk dcterms:license ?license }
}
ORDER BY ?source ?target ?origin
"""
_LINKS = """
SELECT ?code ?name ?relation ?other ?otherName ?confidence ?justification ?reason
WHERE {
  VALUES ?crosswalk { %(crosswalk)s }
  %(code)s
  ?crosswalk xkos:madeOf ?link .
  ?link xkos:sourceConcept ?source ; xkos:targetConcept ?target ; ps:mappingRelation ?relation ;
    <https://w3id.org/sssom/confidence> ?confidence ; <https://w3id.org/sssom/mapping_justification> ?justification .
  ?source skos:notation ?code . ?target skos:notation ?other .
  OPTIONAL { ?source skos:prefLabel ?own FILTER(LANG(?own) = "%(lang)s") }
  OPTIONAL { ?source skos:prefLabel ?any FILTER(LANG(?any) != "%(lang)s") }
  OPTIONAL { ?target skos:prefLabel ?itsOwn FILTER(LANG(?itsOwn) = "%(lang)s") }
  OPTIONAL { ?target skos:prefLabel ?itsAny FILTER(LANG(?itsAny) != "%(lang)s") }
  OPTIONAL { ?link rdfs:comment ?reason FILTER(LANG(?reason) IN ("", "%(lang)s")) }
  BIND(COALESCE(?own, ?any) AS ?name)
  BIND(COALESCE(?itsOwn, ?itsAny) AS ?otherName)
}
ORDER BY ?code ?other
"""
_LICENSE = """SELECT ?license ?origin WHERE {
  %s dcterms:license ?license . OPTIONAL { %s dcterms:source ?origin FILTER(LANG(?origin) = "en") }
} LIMIT 1"""


def crosswalks(store: Store, lang: Language, minter: Minter) -> Table:
    """Return the crosswalks that the store has, with how many links each has and where they are from."""
    rows = table_of(store.query(_CROSSWALKS % lang)).rows
    told = [(Literal(_word(minter, source)), Literal(_word(minter, target)), *rest) for source, target, *rest in rows]
    return Table(tuple(CROSSWALK_COLUMNS), tuple(told))


def links(store: Store, crosswalk: URIRef, lang: Language, code: str | None = None) -> Table:
    """Return the links of a crosswalk, or those of one code; raise `UnknownNameError` where there are none."""
    asked = f"VALUES ?code {{ {Literal(code).n3()} }}" if code else ""
    wanted = {"crosswalk": crosswalk.n3(), "lang": lang, "code": asked}
    rows = table_of(store.query(_LINKS % wanted)).rows
    if not rows:
        raise _unknown(crosswalk, code)
    short = [
        (source, name, relation, target, other, sure, _last(ground), why)
        for source, name, relation, target, other, sure, ground, why in rows
    ]
    return Table(tuple(LINK_COLUMNS), tuple(short))


def terms_of(store: Store, crosswalk: URIRef) -> tuple[str, str]:
    """Return the licence of a crosswalk and where it is from."""
    rows = table_of(store.query(_LICENSE % (crosswalk.n3(), crosswalk.n3()))).rows
    given = rows[0] if rows else ("", None)
    return str(given[0]), "" if given[1] is None else str(given[1])


def _word(minter: Minter, edition: object) -> str:
    return minter.edition_word(URIRef(str(edition)))


def _last(iri: object) -> Literal:
    return Literal(str(iri).rpartition("#")[2].rpartition("/")[2])


def _unknown(crosswalk: URIRef, code: str | None) -> UnknownNameError:
    named = str(crosswalk).rpartition("/")[2] + (f" {code}" if code else "")
    return UnknownNameError(
        ru=f"{named}: таких связей в хранилище нет; какие соответствия есть, покажет profgraph crosswalks list",
        en=f"{named}: the store has no such links; profgraph crosswalks list shows which crosswalks there are",
    )
