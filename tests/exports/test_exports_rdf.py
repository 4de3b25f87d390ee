"""ESCO, SKOS and CTDL-ASN, read again: all that the store holds of what these formats have, and nothing unresolved."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.ontology.terms import SKOS
from profgraph.store.protocol import JSON_LD, TURTLE, table_of
from profgraph.store.results import from_rdf
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

if TYPE_CHECKING:
    from collections.abc import Callable

    from profgraph.store.embedded import EmbeddedStore

    Exported = Callable[..., bytes]

ESCO = Namespace("http://data.europa.eu/esco/model#")
ISCO = "http://data.europa.eu/esco/isco/C"
CEASN = Namespace("https://purl.org/ctdlasn/terms/")
RDF_FORMS = {"esco": TURTLE, "skos": TURTLE, "ctdl": JSON_LD}


def asked(store: EmbeddedStore, where: str, variables: str) -> set[tuple[str, ...]]:
    """Return the distinct answers as texts."""
    table = table_of(store.query(f"SELECT DISTINCT {variables} WHERE {{ {where} }}"))
    return {tuple("" if cell is None else str(cell) for cell in row) for row in table.rows}


def pairs(graph: Graph, link: URIRef) -> set[tuple[str, str]]:
    return {(str(subject), str(object_)) for subject, object_ in graph.subject_objects(link)}


def of_type(graph: Graph, kind: URIRef) -> set[tuple[str, ...]]:
    return {(str(node),) for node in graph.subjects(RDF.type, kind)}


@pytest.fixture(scope="module", params=["one", "several"])
def store(request: pytest.FixtureRequest) -> EmbeddedStore:
    found: EmbeddedStore = request.getfixturevalue(request.param)
    return found


def read(exported: Exported, store: EmbeddedStore, form: str) -> Graph:
    return from_rdf(exported(store, form), RDF_FORMS[form])


def test_occupations_and_skills_of_esco(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "esco")
    occupations = asked(store, "{ ?x a ps:GeneralizedWorkFunction } UNION { ?v ps:describesActivity ?x }", "?x")
    skills = asked(store, "{ ?x a ps:SkillConcept } UNION { ?x a ps:KnowledgeConcept }", "?x")
    assert (of_type(graph, ESCO.Occupation), of_type(graph, ESCO.Skill)) == (occupations, skills)
    needed = asked(store, "?g a ps:GeneralizedWorkFunction ; ps:requiresSkill|ps:requiresKnowledge ?c", "?g ?c")
    assert pairs(graph, ESCO.relatedEssentialSkill) == needed
    assert pairs(graph, ESCO.isEssentialSkillFor) == {(skill, occupation) for occupation, skill in needed}
    types = Counter(kind.rpartition("/")[2] for _, kind in pairs(graph, ESCO.skillType))
    assert types == {
        name: len(asked(store, f"?x a ps:{kind}", "?x"))
        for name, kind in (("skill", "SkillConcept"), ("knowledge", "KnowledgeConcept"))
    }
    titles = asked(store, "?g ps:states ?s . ?s a ps:JobTitleStatement ; ps:verbatimText ?t", "?g ?t")
    assert titles <= pairs(graph, SKOS.altLabel)


def test_a_code_proves_a_group_of_isco_where_it_leads_to_one(one: EmbeddedStore, exported: Exported) -> None:
    groups = pairs(read(exported, one, "esco"), ESCO.memberOfISCOGroup)
    version = "https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08"
    # 2143 and 3113 of 1993 became one group each; 1222 and 1223 three and two, which proves none.
    proved = {
        *((f"{version}/A", f"{ISCO}{code}") for code in ("3113",)),
        *((f"{version}/{end}", f"{ISCO}{code}") for end in ("B", "activity") for code in ("2151", "3113")),
    }
    assert groups == proved


def test_functions_and_concepts_of_skos(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "skos")
    nodes = "{ ?x a ps:WorkFunction } UNION { ?x a ps:CompetenceConcept }"
    items = "{ ?x a ps:ClassifierItem . ?y ps:classifiedBy|ps:refersToItem ?x }"
    assert of_type(graph, SKOS.Concept) == asked(store, f"{nodes} UNION {items}", "?x")
    above = asked(store, "?g ps:hasParticularFunction ?f", "?f ?g")
    assert above <= pairs(graph, SKOS.broader)
    related = asked(store, "?f a ps:ParticularWorkFunction ; ps:requires ?c", "?f ?c")
    assert {pair for pair in pairs(graph, SKOS.related) if pair in related} == related
    assert pairs(graph, SKOS.related) == related | {(concept, function) for function, concept in related}
    codes = asked(store, "?x a ps:WorkFunction ; ps:code ?c", "?x ?c")
    assert codes <= pairs(graph, SKOS.notation)


def test_groups_of_skos_keep_the_order_of_rows(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "skos")
    found = {
        str(group): [str(one) for one in Collection(graph, graph.value(group, SKOS.memberList))]
        for group in graph.subjects(RDF.type, SKOS.OrderedCollection)
    }
    expected: dict[str, list[str]] = {}
    rows = asked(store, "?f ps:states ?s . ?s ps:group ?g ; ps:position ?p ; ps:expressesConcept ?c", "?f ?g ?p ?c")
    for function, group, _, concept in sorted(rows, key=lambda row: (row[0], row[1], int(row[2]))):
        expected.setdefault(f"{function}#{group}", []).append(concept)
    assert found == expected


def test_skos_is_consistent(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "skos")
    schemes = {URIRef(scheme) for _, scheme in pairs(graph, SKOS.inScheme)}
    assert schemes == set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    # S13, S14 and S27 of its reference: one preferred label a language, no label twice, related is no broader.
    for node in graph.subjects(RDF.type, SKOS.Concept):
        preferred = list(graph.objects(node, SKOS.prefLabel))
        assert [one.language for one in preferred if isinstance(one, Literal)] == ["ru"], node
        assert set(preferred) & set(graph.objects(node, SKOS.altLabel)) == set(), node
        above = set(graph.transitive_objects(node, SKOS.broader)) - {node}
        assert above & set(graph.objects(node, SKOS.related)) == set(), node


def test_frameworks_of_ctdl(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "ctdl")
    assert of_type(graph, CEASN.CompetencyFramework) == asked(store, "?x a ps:StandardVersion", "?x")
    rows = "?f ps:states ?x . ?x ps:group ?g FILTER(?g IN ('actions', 'skills', 'knowledge'))"
    competencies = asked(store, f"{{ ?x a ps:WorkFunction }} UNION {{ {rows} }}", "?x")
    assert of_type(graph, CEASN.Competency) == competencies
    children = asked(store, f"{{ ?f ps:hasParticularFunction ?x }} UNION {{ {rows} }}", "?f ?x")
    assert pairs(graph, CEASN.hasChild) == children
    assert pairs(graph, CEASN.isChildOf) == {(child, parent) for parent, child in children}
    top = asked(store, "?v ps:hasGeneralizedFunction ?g", "?v ?g")
    assert pairs(graph, CEASN.hasTopChild) == top
    assert pairs(graph, CEASN.isTopChildOf) == {(child, parent) for parent, child in top}
    assert {one for one, _ in pairs(graph, CEASN.isPartOf)} == {one for (one,) in competencies}


def test_texts_codes_and_places_of_ctdl(store: EmbeddedStore, exported: Exported) -> None:
    graph = read(exported, store, "ctdl")
    rows = "?x ps:verbatimText ?t ; ps:position ?p ; ps:group ?g FILTER(?g IN ('actions', 'skills', 'knowledge'))"
    functions = "?x a ps:WorkFunction ; ps:name ?t ; ps:position ?p"
    expected = asked(store, f"{{ {rows} }} UNION {{ {functions} }}", "?x ?t ?p")
    found = {
        (str(node), str(text), str(graph.value(node, CEASN.listID)))
        for node, text in graph.subject_objects(CEASN.competencyText)
    }
    assert found == expected
    codes = asked(store, "{ ?x a ps:WorkFunction } UNION { ?x a ps:StandardVersion } ?x ps:code ?c", "?x ?c")
    assert pairs(graph, CEASN.codedNotation) == codes
    for link, effective in (("skillEmbodied", "Skill"), ("knowledgeEmbodied", "Knowledge")):
        assert pairs(graph, CEASN[link]) == asked(store, f"?f ps:effective{effective}Statement ?s", "?f ?s")
    concepts = asked(store, "?x ps:expressesConcept|ps:classifiedBy ?c", "?x ?c")
    assert pairs(graph, CEASN.conceptTerm) == concepts


def test_a_document_of_ctdl_is_plain_json(one: EmbeddedStore, exported: Exported) -> None:
    document: dict[str, Any] = json.loads(exported(one, "ctdl"))
    framework, *competencies = document["@graph"]
    assert (framework["@type"], framework["ceasn:dateValidFrom"], framework["ceasn:inLanguage"]) == (
        "ceasn:CompetencyFramework",
        "2014-10-10",
        ["ru"],
    )
    assert {one["ceasn:competencyText"].keys() == {"ru"} for one in competencies} == {True}
    assert len({one["ceterms:ctid"] for one in document["@graph"]}) == len(document["@graph"]) == 123


@pytest.mark.parametrize("form", RDF_FORMS)
def test_every_reference_leads_into_the_file_or_to_our_data(
    store: EmbeddedStore, exported: Exported, form: str
) -> None:
    graph = read(exported, store, form)
    known = {node for (node,) in asked(store, "?x ?p ?o FILTER(isIRI(?x))", "?x")} | set(map(str, graph.subjects()))
    vocabularies = (
        ISCO,
        "http://data.europa.eu/esco/",
        "https://purl.org/ctdl",
        "http://www.w3.org/",
        "https://creativecommons.org/",
    )
    named = {str(one) for one in graph.objects() if isinstance(one, URIRef)}
    assert [one for one in named - known if not one.startswith(vocabularies)] == []
