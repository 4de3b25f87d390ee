"""What the package carries of crosswalks: every link leads to items of the editions that it names, on a ground."""

from __future__ import annotations

import importlib.util
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from profgraph.loader.classifiers.editions import EDITIONS
from profgraph.loader.crosswalks.mapping import JUSTIFICATIONS, RELATIONS
from profgraph.ontology.terms import DCTERMS, PS, RDF, RDFS, SEMAPV, SKOS, SSSOM, XKOS, Minter
from profgraph.settings import BASE
from rdflib import XSD, Graph, URIRef

ONTOLOGY = Path(str(files("profgraph.ontology")))
MINTER = Minter(BASE)
LINKS = {
    "esco-groups-1.1.1-esco-occupations-1.1.1": 97,
    "isco-08-esco-groups-1.1.1": 23,
    "isco-88-isco-08": 7,
    "okso-2009-okso-2016": 4,
    "okz-1993-isco-88": 13,
    "okz-1993-okz-2014": 7,
    "okz-2014-isco-08": 23,
}


@pytest.fixture(scope="module")
def editions() -> Graph:
    whole = Graph()
    for folder in ("classifiers", "international"):
        for file in (ONTOLOGY / folder).glob("*.ttl"):
            whole.parse(file)
    return whole


def crosswalk(name: str) -> Graph:
    return Graph().parse(ONTOLOGY / "correspondences" / f"{name}.ttl")


def test_files() -> None:
    assert sorted(file.stem for file in (ONTOLOGY / "correspondences").glob("*.ttl")) == sorted(LINKS)


@pytest.mark.parametrize("name", LINKS)
def test_a_link_leads_from_an_item_of_one_edition_to_one_of_the_other(editions: Graph, name: str) -> None:
    graph = crosswalk(name)
    (table,) = graph[: RDF.type : XKOS.Correspondence]
    ends = {MINTER.edition_word(URIRef(one)): one for one in graph[table : XKOS.compares]}
    assert table == URIRef(f"{BASE}correspondence/{name}")
    links = set(graph[table : XKOS.madeOf])
    assert links == set(graph[: RDF.type : XKOS.ConceptAssociation])
    assert len(links) == LINKS[name]
    lost = [
        str(item)
        for link in (XKOS.sourceConcept, XKOS.targetConcept)
        for item in graph.objects(None, link)
        if editions.value(item, SKOS.notation) is None or editions.value(item, SKOS.inScheme) not in ends.values()
    ]
    assert lost == []
    pairs = {(MINTER.edition_word(_scheme(graph, editions, one, XKOS.sourceConcept)),
              MINTER.edition_word(_scheme(graph, editions, one, XKOS.targetConcept))) for one in links}  # fmt: skip
    assert ["-".join(pair) for pair in pairs] == [name]


def _scheme(graph: Graph, editions: Graph, link: URIRef, end: URIRef) -> URIRef:
    return URIRef(str(editions.value(graph.value(link, end), SKOS.inScheme)))


@pytest.mark.parametrize("name", LINKS)
def test_a_link_has_relation_ground_confidence_and_reason(name: str) -> None:
    graph = crosswalk(name)
    plain = set()
    for link in graph[: RDF.type : XKOS.ConceptAssociation]:
        relation, confidence = graph.value(link, PS.mappingRelation), graph.value(link, SSSOM.confidence)
        assert str(relation) in RELATIONS
        assert str(graph.value(link, SSSOM.mapping_justification)).removeprefix(str(SEMAPV)) in JUSTIFICATIONS
        assert confidence.datatype == XSD.decimal
        assert 0 < confidence.toPython() <= 1
        assert sorted(text.language for text in graph[link : RDFS.comment]) == ["en", "ru"]
        plain.add(
            (graph.value(link, XKOS.sourceConcept), URIRef(f"{SKOS}{relation}"), graph.value(link, XKOS.targetConcept))
        )
    assert plain == {triple for triple in graph if str(triple[1]).removeprefix(str(SKOS)) in RELATIONS}
    (table,) = graph[: RDF.type : XKOS.Correspondence]
    assert str(graph.value(table, DCTERMS.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_an_unofficial_table_is_less_sure() -> None:
    told = {float(one) for one in crosswalk("okso-2009-okso-2016").objects(None, SSSOM.confidence)}
    assert told == {0.48, 0.57}


def test_the_items_of_international_editions_are_whole(editions: Graph) -> None:
    schemes = {MINTER.edition(*one) for one in EDITIONS if one[0] in {"isco", "esco-groups", "esco-occupations"}}
    found = Counter(MINTER.edition_word(scheme) for _, scheme in editions[: SKOS.inScheme] if scheme in schemes)
    assert found == {"isco-88": 13, "isco-08": 23, "esco-groups-1.1.1": 23, "esco-occupations-1.1.1": 97}
    for item, scheme in editions[: SKOS.inScheme]:
        if scheme in schemes:
            above = [editions.value(item, SKOS.broader), editions.value(item, SKOS.topConceptOf)]
            assert len([one for one in above if one]) == 1
            assert above[1] in {None, scheme}
            assert above[0] is None or editions.value(above[0], SKOS.inScheme) == scheme
            assert [text.language for text in editions[item : SKOS.prefLabel]] == ["en"]
            assert ("esco" in scheme) == (editions.value(item, SKOS.exactMatch) is not None)


def test_the_files_are_what_the_tables_of_the_publishers_give(tables: Path) -> None:
    path = Path(__file__).parent.parent.parent / "docs" / "international.py"
    spec = importlib.util.spec_from_file_location("international", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.carried(tables)
    assert made == {name: (ONTOLOGY / name).read_text(encoding="utf-8") for name in made}
    assert len(made) == 9
