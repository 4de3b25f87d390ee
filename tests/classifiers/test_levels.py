"""The levels of an edition stand once, whether the package or an import says them, and hold every item."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
from profgraph.loader.classifiers.editions import edition
from profgraph.loader.importing import Asked, import_edition, read_edition, remove_edition, source_of
from profgraph.ontology.terms import RDF, SKOS, XKOS
from profgraph.store.changes import Net
from profgraph.store.digests import GraphDigest, recorded
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.transactions import committed
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = """
SELECT ?number ?depth ?name (GROUP_CONCAT(COALESCE(?code, ""); separator=" ") AS ?codes) {
  BIND(<https://w3id.org/profgraph/id/classifier/okved/2001> AS ?edition)
  ?edition xkos:numberOfLevels ?number ; xkos:levels/rdf:rest*/rdf:first ?level .
  ?level xkos:depth ?depth ; skos:prefLabel ?name .
  OPTIONAL { ?level skos:member/skos:notation ?code }
  FILTER(LANG(?name) = "en")
} GROUP BY ?number ?depth ?name ORDER BY ?depth"""


def repeated(folder: Path) -> list[ox.Triple]:
    """Return what stands in more than one graph."""
    with EmbeddedStore(folder) as reader:
        triples = Counter(quad.triple for quad in reader.quads())
    return [triple for triple, number in triples.items() if number > 1]


def levels(folder: Path) -> list[tuple[str, str, str, list[str]]]:
    with EmbeddedStore(folder) as reader:
        rows = [map(str, row) for row in table_of(reader.query(LEVELS)).rows]
    return [(number, depth, name, sorted(codes.split())) for number, depth, name, codes in rows]


def of_activities(*members: str) -> list[tuple[str, str, str, list[str]]]:
    """Return the levels of ОКВЭД with these members."""
    names = ("Sections", "Divisions", "Groups", "Classes", "Subclasses", "Kinds")
    rows = zip(names, members, strict=True)
    return [("6", str(depth), name, codes.split()) for depth, (name, codes) in enumerate(rows, start=1)]


def imported(writer: Writer, folder: Path, text: str) -> None:
    """Import a partial list of ОКВЭД and publish."""
    path, wanted = folder / "okved.csv", edition("okved", "2001")
    path.write_text(text, encoding="utf-8")
    table = read_edition(path, wanted, Asked(partial=True))
    import_edition(writer, wanted, table, source_of(path), "turbo", partial=True)
    writer.publish()


def test_levels_are_there_once_and_hold_every_item(folder: Path) -> None:
    assert levels(folder) == of_activities("", "40", "40.1", "40.10", "40.10.5", "")


def test_what_a_partial_list_lacks_stays_in_its_level(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store") as writer:
        before = writer.data_version()
        imported(writer, tmp_path, "code,name\nE,Энергетика\n40,Энергия\n40.13,Распределение\n")
        assert levels(tmp_path / "store") == of_activities("E", "40", "40.1", "40.10 40.13", "40.10.5", "")
        assert repeated(tmp_path / "store") == []
        remove_edition(writer, edition("okved", "2001"), "turbo")
        assert writer.data_version() == before


def of_a_release_before(writer: Writer) -> None:
    """Give the store an import whose levels are those that had items, as they were written before."""
    scheme = writer.minter.edition("okved", "2001")
    graph, meta = ox.NamedNode(writer.minter.imported(scheme)), ox.NamedNode(writer.minter.graph("meta"))
    lines = f"""
      @prefix skos: <{SKOS}> . @prefix xkos: <{XKOS}> . @prefix rdf: <{RDF}> . @prefix : <{scheme}/> .
      <{scheme}> xkos:numberOfLevels 2 ; xkos:levels <{scheme}/level/1/cell> .
      <{scheme}/level/1/cell> rdf:first <{scheme}/level/1> ; rdf:rest <{scheme}/level/2/cell> .
      <{scheme}/level/2/cell> rdf:first <{scheme}/level/2> ; rdf:rest () .
      <{scheme}/level/1> xkos:depth 1 ; skos:prefLabel "Классы"@ru , "Divisions"@en ; skos:member :40 .
      <{scheme}/level/2> xkos:depth 2 ; skos:prefLabel "Подклассы"@ru , "Groups"@en ; skos:member :40.1 .
      :40 skos:notation "40" . :40.1 skos:notation "40.1" ."""
    quads = [ox.Quad(*quad.triple, graph) for quad in ox.parse(lines.encode(), format=ox.RdfFormat.TURTLE)]
    writer.engine.extend([*quads, *GraphDigest().changed(add=quads).quads(graph.value, meta)])
    package = graph.value.removesuffix("/imported")
    quads = list(writer.engine.quads_for_pattern(None, None, None, ox.NamedNode(package)))
    records = recorded(writer.engine, meta)[package].quads(package, meta)
    committed(writer.engine, Net(remove=frozenset(quads) | records))


def test_levels_of_an_import_of_a_release_before_stay_alone(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        of_a_release_before(writer)
    with Writer.open(tmp_path) as writer:
        writer.publish()
    assert levels(tmp_path) == [("2", "1", "Divisions", ["40"]), ("2", "2", "Groups", ["40.1"])]
    assert repeated(tmp_path) == []
