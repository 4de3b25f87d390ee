"""What FOOPS! and the ROBOT report ask of a file: metadata, labels and definitions, no misuse of built-in terms."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import ONTOLOGY, PREFIXES, PS
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BIBO = Namespace("http://purl.org/ontology/bibo/")
TITLE = {"en": "ProfGraph ontology of professional standards", "ru": "Онтология профессиональных стандартов ProfGraph"}
HEADER = {
    RDFS.label: TITLE,
    DCTERMS.title: TITLE,
    DCTERMS.license: {None: "https://creativecommons.org/publicdomain/zero/1.0/"},
    DCTERMS.creator: {None: "The ProfGraph authors"},
    DCTERMS.publisher: {None: "The ProfGraph authors"},
    DCTERMS.created: {None: "2026-11-22"},
    DCTERMS.issued: {None: "2026-11-22"},
    BIBO.status: {None: "http://purl.org/ontology/bibo/status/draft"},
    OWL.versionIRI: {None: "https://w3id.org/profgraph/ns/0.1.0"},
    OWL.versionInfo: {None: "0.1.0"},
    VANN.preferredNamespacePrefix: {None: "ps"},
    VANN.preferredNamespaceUri: {None: str(PS)},
}
BUILT_IN = (str(RDF), str(RDFS), str(OWL), str(XSD))
REUSED = {"dcterms", "org", "prov", "skos"}


@pytest.mark.parametrize("link", HEADER)
def test_header_says(link: URIRef) -> None:
    values = {getattr(value, "language", None): str(value) for value in ontology_graph()[ONTOLOGY:link]}
    assert values == HEADER[link]


@pytest.mark.parametrize("link", [DCTERMS.description, DCTERMS.source])
def test_header_explains_in_both_languages(link: URIRef) -> None:
    assert sorted(value.language for value in ontology_graph()[ONTOLOGY:link]) == ["en", "ru"]


def test_citation_names_the_version() -> None:
    graph = ontology_graph()
    citation = str(graph.value(ONTOLOGY, DCTERMS.bibliographicCitation))
    assert citation.endswith(str(graph.value(ONTOLOGY, OWL.versionIRI)))
    assert f"version {graph.value(ONTOLOGY, OWL.versionInfo)}," in citation


def test_other_vocabularies_are_reused() -> None:
    uppers = {str(upper) for link in (RDFS.subClassOf, RDFS.subPropertyOf) for _, upper in ontology_graph()[:link]}
    names = {name for name, namespace in PREFIXES.items() if any(upper.startswith(namespace) for upper in uppers)}
    assert names - {"ps"} == REUSED


def test_nothing_is_imported() -> None:
    assert list(ontology_graph()[: OWL.imports]) == []


def texts(graph: Graph) -> Iterator[tuple[URIRef, URIRef, Literal]]:
    for subject, link, value in graph:
        if isinstance(value, Literal) and value.language:
            yield subject, link, value


def several_labels(graph: Graph) -> Iterator[str]:
    counts = Counter((subject, value.language) for subject, link, value in texts(graph) if link == RDFS.label)
    yield from (str(subject) for (subject, _), count in counts.items() if count > 1)


def same_definition(graph: Graph) -> Iterator[str]:
    counts = Counter(value for _, link, value in texts(graph) if link == SKOS.definition)
    yield from (str(value) for value, count in counts.items() if count > 1)


def definition_is_the_label(graph: Graph) -> Iterator[str]:
    for subject, definition in graph[: SKOS.definition]:
        if any(
            str(definition).rstrip(".").casefold() == str(label).casefold() for label in graph[subject : RDFS.label]
        ):
            yield str(subject)


def definition_is_no_sentence(graph: Graph) -> Iterator[str]:
    yield from (str(text) for _, text in graph[: SKOS.definition] if not re.fullmatch(r"[A-ZА-ЯЁ].*\.", text))


def white_space(graph: Graph) -> Iterator[str]:
    yield from (str(value) for _, _, value in texts(graph) if " ".join(value.split()) != str(value))


def label_form(graph: Graph) -> Iterator[str]:
    """Classes and roles begin with a capital, properties do not, and no label ends like a sentence."""
    for subject, label in graph[: RDFS.label]:
        properties = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
        is_property = bool(properties & set(graph.objects(subject, RDF.type)))
        if str(label)[0].isupper() == is_property or str(label).endswith("."):
            yield str(label)


def wrong_alphabet(graph: Graph) -> Iterator[str]:
    for _, link, value in texts(graph):
        if link == RDFS.label and bool(re.search(r"[а-яё]", value)) != (value.language == "ru"):
            yield str(value)


def misused_built_in(graph: Graph) -> Iterator[str]:
    """A built-in term is used, never described; and only terms that its vocabulary has are used."""
    yield from (str(subject) for subject in set(graph.subjects()) if str(subject).startswith(BUILT_IN))
    for namespace in (RDF, RDFS, OWL, XSD):
        used = {term for triple in graph for term in triple if str(term).startswith(str(namespace))}
        yield from (str(term) for term in used if isinstance(term, URIRef) and term not in namespace)


CHECKS: dict[Callable[[Graph], Iterator[str]], str] = {
    several_labels: 'ps:states rdfs:label "says"@en',
    same_definition: 'ps:A skos:definition "One thing."@en . ps:B skos:definition "One thing."@en',
    definition_is_the_label: 'ps:states skos:definition "States."@en',
    definition_is_no_sentence: 'ps:states skos:definition "says something"@en',
    white_space: 'ps:states skos:note "two  spaces"@en',
    label_form: 'ps:Statement rdfs:label "a statement."@en',
    wrong_alphabet: 'ps:states rdfs:label "states"@ru',
    misused_built_in: "ps:states a owl:DataProperty",
}


@pytest.mark.parametrize("check", CHECKS)
def test_ontology_passes(check: Callable[[Graph], Iterator[str]]) -> None:
    assert sorted(check(ontology_graph())) == []


@pytest.mark.parametrize("check", CHECKS)
def test_the_check_finds(check: Callable[[Graph], Iterator[str]]) -> None:
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    bad = Graph().parse(data=f"{prefixes}{CHECKS[check]} .", format="turtle")
    assert list(check(ontology_graph() + bad)) != []
