"""The graphs of others in the store: a list of them, and what is known of one; by SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Literal

from ..errors import Message, UnknownNameError
from ..ontology.terms import prefixed
from ..store.protocol import Table, table_of

if TYPE_CHECKING:
    from ..errors import Language
    from ..store.protocol import Store

GRAPH_COLUMNS = {
    "name": Message(ru="Граф", en="Graph"),
    "triples": Message(ru="Троек", en="Triples"),
    "alignments": Message(ru="Троек соответствий", en="Triples of the mapping"),
    "inferred": Message(ru="Выведено", en="Inferred"),
    "source": Message(ru="Откуда", en="From"),
}
FACT_COLUMNS = {"what": Message(ru="Что", en="What"), "value": Message(ru="Значение", en="Value")}

_GRAPHS = """
SELECT ?graph ?triples ?alignments ?inferred ?source ?digest ?format ?mapping ?mappingDigest
WHERE {
  GRAPH ?described {
    ?graph a void:Dataset ; prov:wasDerivedFrom ?file .
    ?file dcterms:source ?source ; dcterms:identifier ?digest ; dcterms:format ?format .
    OPTIONAL {
      ?graph prov:wasDerivedFrom ?table . ?table dcterms:source ?mapping ; dcterms:identifier ?mappingDigest
      FILTER(STRENDS(STR(?table), "/mapping"))
    }
  }
  FILTER(STRENDS(STR(?described), "/graph/foreign") && STRENDS(STR(?file), "/source"))
  BIND(IRI(CONCAT(STR(?graph), "/mapping")) AS ?aligned)
  BIND(IRI(CONCAT(STR(?graph), "/inferred")) AS ?following)
  OPTIONAL { ?graph void:triples ?triples }
  OPTIONAL { ?aligned void:triples ?alignments }
  OPTIONAL { ?following void:triples ?inferred }
}
ORDER BY ?graph
"""
_RELATIONS = """
SELECT ?relation (COUNT(*) AS ?number)
WHERE {
  GRAPH %s { ?foreign ?relation ?ours }
  VALUES ?relation {
    owl:equivalentClass owl:equivalentProperty rdfs:subClassOf rdfs:subPropertyOf
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
  }
}
GROUP BY ?relation
ORDER BY ?relation
"""
_WORDS = (
    ("source", Message(ru="откуда", en="from")),
    ("digest", Message(ru="отпечаток файла", en="digest of the file")),
    ("format", Message(ru="вид файла", en="form of the file")),
    ("triples", Message(ru="троек", en="triples")),
    ("mapping", Message(ru="соответствия из", en="mapping from")),
    ("mappingDigest", Message(ru="отпечаток соответствий", en="digest of the mapping")),
    ("inferred", Message(ru="выведено по соответствиям и правилам", en="inferred by mapping and rules")),
)
_ADDED = Message(ru="добавлен (UTC, по журналу)", en="added (UTC, by the log)")


def foreign_graphs(store: Store) -> Table:
    """Return a row for each graph of others, with the columns of `GRAPH_COLUMNS`."""
    nothing = Literal(0)
    rows = tuple(
        (Literal(_name(graph)), triples or nothing, alignments or nothing, inferred or nothing, source)
        for graph, triples, alignments, inferred, source, *_ in table_of(store.query(_GRAPHS)).rows
    )
    return Table(tuple(GRAPH_COLUMNS), rows)


def foreign_names(store: Store) -> list[str]:
    """Return the names of the graphs of others, in their order."""
    return [_name(graph) for graph, *_ in table_of(store.query(_GRAPHS)).rows]


def foreign_graph_facts(store: Store, name: str, lang: Language, added: str | None) -> Table:
    """Return what is known of one graph of others, `added` when it came; raise `UnknownNameError`."""
    found = table_of(store.query(_GRAPHS))
    row = next((one for one in found.rows if _name(one[0]) == name), None)
    if row is None:
        told = ", ".join(_name(one[0]) for one in found.rows) or "—"
        raise UnknownNameError(
            ru=f"чужого графа «{name}» в хранилище нет; есть: {told}",
            en=f"the store has no graph of others called {name!r}; there are: {told}",
        )
    said = dict(zip(found.variables, row, strict=True))
    facts = [(words.in_language(lang), said[key]) for key, words in _WORDS if said[key] is not None]
    facts += [(_ADDED.in_language(lang), Literal(added))] if added else []
    relations = table_of(store.query(_RELATIONS % f"<{said['graph']}/mapping>")).rows
    facts += [(prefixed(str(relation)), number) for relation, number in relations]
    return Table(tuple(FACT_COLUMNS), tuple((Literal(what), value) for what, value in facts))


def _name(graph: object) -> str:
    return str(graph).rpartition("/")[2]
