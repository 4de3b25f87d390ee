"""The counts by which the data describe themselves are those of the data, after any changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st
from profgraph.loader.pipeline import bundled, load
from profgraph.ontology.terms import PREFIXES, PS, RDF, SH, VOID, Minter
from profgraph.store.changes import Changes, Net, net_of, with_digests
from profgraph.store.description import described, with_counts
from profgraph.store.digests import by_graph, graph_iri
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.transactions import committed
from profgraph.store.writer import Writer
from rdflib import Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

BASE = "https://w3id.org/profgraph/id/"
META = f"{BASE}graph/meta"
DATASET = f"{BASE}dataset"
FUNCTION = URIRef(f"{BASE}standard/00.000/1n-2000-01-01/A")
OKZ = f"{BASE}classifier/okz/1993"
VALUES = [
    (RDF.type, PS.WorkFunction),
    (RDF.type, PS.Statement),
    (PS.code, Literal("A")),
    (PS.classifiedBy, URIRef(f"{OKZ}/7245")),
    (PS.refersToEdition, URIRef(OKZ)),
    (PS.approvedBy, URIRef(f"{BASE}act/x")),
]
GRAPHS = [URIRef(f"{BASE}graph/foreign/{name}") for name in "ab"]
PARTS = """
SELECT ?lead ?named ?count {
  { <@DATASET@> void:propertyPartition ?part . ?part void:property ?named ; void:triples ?count . BIND("property" AS ?lead) }
  UNION { <@DATASET@> void:classPartition ?part . ?part void:class ?named ; void:entities ?count . BIND("class" AS ?lead) }
  UNION { <@DATASET@> void:subset ?part . ?part a void:Dataset ; void:triples ?count . BIND(?part AS ?named) BIND("graphs" AS ?lead) }
  UNION { <@DATASET@> void:subset ?part . ?part a void:Linkset ; void:triples ?count ;
          void:subjectsTarget <@DATASET@> ; void:objectsTarget ?edition ; void:linkPredicate ?by .
          BIND(CONCAT(STR(?edition), " ", STR(?by)) AS ?named) BIND("links" AS ?lead) }
  UNION { <@DATASET@> void:triples ?count . BIND(<@DATASET@> AS ?part) BIND("" AS ?named) BIND("whole" AS ?lead) }
}
""".replace("@DATASET@", DATASET)  # noqa: E501  (a part is a line)


def told(quads: Iterable[ox.Quad]) -> dict[tuple[str, str], int]:
    """Return the counts as the description says them."""
    meta = ox.Store()
    meta.extend(quad for quad in quads if graph_iri(quad.graph_name) == META)
    rows = meta.query(PARTS, prefixes={"void": str(VOID)}, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    return {(row["lead"].value, row["named"].value): int(row["count"].value) for row in rows}


def counted(quads: Iterable[ox.Quad]) -> dict[tuple[str, str], int]:
    """Return the same counts, counted one by one."""
    found = Counter({("whole", ""): 0})
    for quad in quads:
        graph, value = graph_iri(quad.graph_name), str(getattr(quad.object, "value", ""))
        if graph == META:
            continue
        found["whole", ""] += 1
        found["property", quad.predicate.value] += 1
        if graph.startswith(f"{BASE}graph/"):
            found["graphs", f"{DATASET}/graphs/{graph.split('/')[6]}"] += 1
        if quad.predicate.value == str(RDF.type):
            found["class", value] += 1
        if value.startswith(f"{BASE}classifier/") and quad.subject.value.startswith(f"{BASE}standard/"):  # type: ignore[union-attr]  # no subject here is a triple
            found["links", f"{'/'.join(value.split('/')[:8])} {quad.predicate.value}"] += 1
    return dict(found)


def test_the_counts_of_the_bundled_standard_are_those_of_its_triples(folder: Path) -> None:
    with EmbeddedStore(folder) as reader:
        assert told(reader.quads()) == counted(reader.quads())


STEPS = st.lists(st.tuples(st.sampled_from(GRAPHS), st.booleans(), st.sets(st.sampled_from(VALUES))), max_size=8)


@given(STEPS)
def test_counts_follow_every_change(steps: list[tuple[URIRef, bool, set[tuple[URIRef, URIRef | Literal]]]]) -> None:
    store, minter = ox.Store(), Minter(BASE)
    meta = ox.NamedNode(META)
    committed(store, described(store, minter))
    for graph, comes, values in steps:
        # A subject of its own keeps two graphs from having one triple.
        quads = frozenset((URIRef(f"{FUNCTION}{graph[-1]}"), *value, graph) for value in values)
        net = net_of(Changes(add=quads) if comes else Changes(remove=quads), store, meta)
        committed(store, with_counts(with_digests(net, store, meta), store, minter))
    assert told(store) == counted(store)
    assert described(store, minter) == Net()


def test_a_store_without_a_description_gets_one(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        list(load([bundled()], writer))
        version = writer.publish()
        whole = frozenset(writer.engine.quads_for_pattern(None, None, None, writer.meta))
        parts = [quad for quad in whole if quad.subject.value.startswith(DATASET)]  # type: ignore[union-attr]  # meta holds IRIs
        for quad in parts:
            writer.engine.remove(quad)
    with Writer.open(tmp_path) as writer:
        assert frozenset(writer.engine.quads_for_pattern(None, None, None, writer.meta)) == whole
        assert writer.data_version() == version
        list(load([bundled()], writer))


def test_counts_that_are_wrong_or_of_another_release_are_mended(tmp_path: Path) -> None:
    dataset = ox.NamedNode(DATASET)
    with Writer.open(tmp_path) as writer:
        whole = frozenset(writer.engine.quads_for_pattern(None, None, None, writer.meta))
        stale = ox.Quad(dataset, ox.NamedNode(VOID.vocabulary), ox.NamedNode("https://example.org/"), writer.meta)
        (total,) = writer.engine.quads_for_pattern(dataset, ox.NamedNode(VOID.triples), None, writer.meta)
        writer.engine.remove(total)
        writer.engine.extend([stale, ox.Quad(dataset, total.predicate, ox.Literal(1), writer.meta)])
    with Writer.open(tmp_path) as writer:
        assert frozenset(writer.engine.quads_for_pattern(None, None, None, writer.meta)) == whole


def test_the_data_version_does_not_depend_on_the_description(folder: Path) -> None:
    with EmbeddedStore(folder) as reader:
        graphs = by_graph(reader.quads())
        digests = reader.query("SELECT ?graph { ?graph ps:digest ?digest }", default_graphs=(META,))
        assert isinstance(digests, Table)
        assert {str(graph) for (graph,) in digests.rows} == graphs.keys() - {META}


def test_editors_find_the_prefixes_by_sparql(folder: Path) -> None:
    asked = "SELECT ?prefix ?namespace { ?x sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }"
    with EmbeddedStore(folder) as reader:
        answer = reader.query(asked, default_graphs=(META,))
        typed = reader.query("SELECT (DATATYPE(?n) AS ?d) { ?x sh:namespace ?n }", default_graphs=(META,))
    assert isinstance(answer, Table)
    assert isinstance(typed, Table)
    assert {(str(prefix), str(namespace)) for prefix, namespace in answer.rows} == {
        (prefix, str(namespace)) for prefix, namespace in PREFIXES.items()
    }
    assert {str(kind) for (kind,) in typed.rows} == {"http://www.w3.org/2001/XMLSchema#anyURI"}


def test_every_vocabulary_is_used(folder: Path) -> None:
    with EmbeddedStore(folder) as reader:
        asked = "SELECT ?vocabulary { ?dataset void:vocabulary ?vocabulary }"
        answer = reader.query(asked, default_graphs=(META,))
        used = {name for kind, name in told(reader.quads()) if kind in {"property", "class"}}
    assert isinstance(answer, Table)
    named = {str(vocabulary) for (vocabulary,) in answer.rows}
    assert {one for one in named if not any(name.startswith(one) for name in used)} == set()
    assert {str(SH), str(PS)} <= named
