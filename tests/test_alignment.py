"""The alignments name only terms that were seen in their vocabularies, and say no more than those allow."""

from __future__ import annotations

import csv
import os
import re
from importlib.resources import files
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import ONTOLOGY, PS
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS

FOLDER = Path(str(files("profgraph.ontology") / "alignment"))
VOCABULARIES = ("case", "ctdl", "dcterms", "eli", "esco", "org", "prov", "schema", "skos")
LINKS = {RDFS.subClassOf, RDFS.subPropertyOf, RDFS.seeAlso, SKOS.note}
CORPUS = {
    "SARO (http://w3id.org/saro)": "saro.ttl",
    "CTDL-ASN framework Connecting Credentials": "ctdlasn_ConnectingCredentials.ttl",
    "published copy of the CTDL terms": "ctdl-terms.ttl",
}
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
with (Path(__file__).parent / "ontology_alignment" / "verified-names.tsv").open(encoding="utf-8") as table:
    VERIFIED = {row["term"]: row["verified in"] for row in csv.DictReader(table, delimiter="\t")}


def alignment(vocabulary: str) -> Graph:
    return Graph().parse(FOLDER / f"{vocabulary}.ttl")


def statements(graph: Graph) -> set[tuple[URIRef, URIRef, URIRef | Literal]]:
    header = graph.value(None, RDF.type, OWL.Ontology)
    return {triple for triple in graph if triple[0] != header}


def test_each_file_is_a_vocabulary_that_the_project_aligns_with() -> None:
    assert sorted(file.stem for file in FOLDER.glob("*.ttl")) == list(VOCABULARIES)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_header(vocabulary: str) -> None:
    graph = alignment(vocabulary)
    header = URIRef(f"{ONTOLOGY}/alignment/{vocabulary}")
    assert list(graph[: RDF.type : OWL.Ontology]) == [header]
    assert sorted(title.language for title in graph[header : DCTERMS.title]) == ["en", "ru"]
    assert str(graph.value(header, DCTERMS.license)) == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert list(graph[: OWL.imports]) == []
    assert "verified" in (FOLDER / f"{vocabulary}.ttl").read_text("utf-8").partition("@prefix")[0]


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_statements_lead_from_our_terms_to_verified_names(vocabulary: str) -> None:
    ontology = ontology_graph()
    for term, link, other in statements(alignment(vocabulary)):
        assert term in PS
        assert (term, RDF.type, None) in ontology
        assert link in LINKS
        assert str(other) in VERIFIED


def test_every_verified_name_is_in_use() -> None:
    used = {str(other) for vocabulary in VOCABULARIES for _, _, other in statements(alignment(vocabulary))}
    assert used == VERIFIED.keys()


@pytest.mark.parametrize(
    "name", [name for name, where in VERIFIED.items() if where == "definition shipped with rdflib"]
)
def test_names_that_rdflib_ships_are_there(name: str) -> None:
    namespaces = (SKOS, PROV, ORG, DCTERMS, SDO)
    assert any(URIRef(name) in namespace for namespace in namespaces if name.startswith(str(namespace)))


@pytest.mark.skipif("PROFGRAPH_SHARED" not in os.environ, reason="PROFGRAPH_SHARED names no corpus to compare with")
@pytest.mark.parametrize("name", [name for name, where in VERIFIED.items() if where in CORPUS])
def test_names_of_the_corpus_are_there(name: str) -> None:
    folder = Path(os.environ["PROFGRAPH_SHARED"]) / "corpus" / "ontologies"
    text = (folder / CORPUS[VERIFIED[name]]).read_text("utf-8")
    namespace, local = re.fullmatch(r"https?://(.*[/#])(\w+)", name).groups()
    prefix = re.search(rf"@prefix (\w+): <https?://{namespace}>", text)[1]  # those files still say http://
    assert re.search(rf"\b{prefix}:{local}\b", text)


def test_alignments_and_ontology_are_consistent_together() -> None:
    graph = ontology_graph()
    for vocabulary in VOCABULARIES:
        graph += alignment(vocabulary)
    for number, kind in enumerate(graph[: RDF.type : OWL.Class]):
        graph.add((URIRef(f"https://example.org/{number}"), RDF.type, kind))
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    assert [str(message) for message in graph.objects(None, ERROR)] == []


def test_knowledge_and_skill_are_both_esco_skills_and_no_function_is() -> None:
    skill = URIRef("http://data.europa.eu/esco/model#Skill")
    assert set(alignment("esco")[: RDFS.subClassOf : skill]) == {PS.SkillConcept, PS.KnowledgeConcept}
