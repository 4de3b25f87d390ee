"""The pitfalls of the OOPS! catalogue that a program can look for offline; each is also found in a bad graph."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.resources import ontology_graph
from profgraph.ontology.terms import ONTOLOGY, PREFIXES, PS
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A domain of several classes would be a union, which OWL 2 RL does not allow there.
WITHOUT_DOMAIN = {
    "classifiedBy": "a version, by section I, or a generalised function",
    "classifier": "a reference and an edition",
    "code": "a standard, its activity, a function and a reference",
    "codeAsWritten": "an activity, a function and a reference",
    "digest": "a source document and a named graph",
    "educationLevel": "a requirement and a speciality of a classifier",
    "mappingRelation": "a link of a crosswalk, which is of XKOS",
    "name": "a standard, a function, an activity, an organisation and a reference",
    "concerns": "a diagnostic, a result of validation and a report of results",
    "validFrom": "an edition of a classifier and a version of a standard",
    "validTo": "an edition of a classifier and a version of a standard",
    "position": "a statement, a function, a developer, a diagnostic and a result of validation",
}
# «Другие характеристики» is the title of a row in the document; nothing is put there for want of a class.
NAMED_OTHER = {"OtherCharacteristic"}
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)


def ours(graph: Graph, *kinds: URIRef) -> list[URIRef]:
    """Return the terms of our namespace that are declared as one of `kinds`."""
    found = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(URIRef(term) for term in found if term in PS)


def local(term: object) -> str:
    return str(term).removeprefix(str(PS))


def p03_is_relation(graph: Graph) -> Iterator[str]:
    yield from (local(term) for term in ours(graph, *PROPERTIES) if local(term).lower() in {"is", "isa"})


def p04_unconnected_class(graph: Graph) -> Iterator[str]:
    linked = {end for link in (RDFS.subClassOf, RDFS.domain, RDFS.range) for pair in graph[:link] for end in pair}
    yield from (local(term) for term in ours(graph, OWL.Class) if term not in linked)


def p05_25_26_inverse(graph: Graph) -> Iterator[str]:
    """A query language with `^` needs no inverse, so there is none to be wrong."""
    yield from (local(term) for term in graph.subjects(OWL.inverseOf))


def p06_cycle(graph: Graph) -> Iterator[str]:
    for link in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(graph.subjects(link)):
            if any(term in graph.transitive_objects(upper, link) for upper in graph.objects(term, link)):
                yield local(term)


def p08_missing_annotation(graph: Graph) -> Iterator[str]:
    for term in ours(graph, OWL.Class, *PROPERTIES, OWL.NamedIndividual):
        for link in (RDFS.label, SKOS.definition):
            if sorted(text.language for text in graph.objects(term, link)) != ["en", "ru"]:
                yield f"{local(term)} {link.rpartition('#')[2]}"


def p10_no_disjointness(graph: Graph) -> Iterator[str]:
    disjoint = {end for members in graph.objects(None, OWL.members) for end in Collection(graph, members)}
    for term in ours(graph, OWL.Class):
        if not disjoint & set(graph.transitive_objects(term, RDFS.subClassOf)):
            yield local(term)


def p11_missing_domain_or_range(graph: Graph) -> Iterator[str]:
    for term in ours(graph, *PROPERTIES):
        if not graph.value(term, RDFS.domain) and local(term) not in WITHOUT_DOMAIN:
            yield f"{local(term)} domain"
        if not graph.value(term, RDFS.range):
            yield f"{local(term)} range"


def p19_several_domains_or_ranges(graph: Graph) -> Iterator[str]:
    for link in (RDFS.domain, RDFS.range):
        counts = Counter(graph.subjects(link))
        yield from (local(term) for term, count in counts.items() if count > 1)


def p21_miscellaneous_class(graph: Graph) -> Iterator[str]:
    for term in ours(graph, OWL.Class):
        if re.match(r"Other|Misc|Unknown|Undefined", local(term)) and local(term) not in NAMED_OTHER:
            yield local(term)


def p22_naming(graph: Graph) -> Iterator[str]:
    forms = {OWL.Class: r"([A-Z][a-z]*)+", OWL.NamedIndividual: r"([A-Z][a-z]*)+"}
    for kind in (OWL.Class, OWL.NamedIndividual, *PROPERTIES):
        form = forms.get(kind, r"[a-z]+([A-Z][a-z]*)*")
        yield from (local(term) for term in ours(graph, kind) if not re.fullmatch(form, local(term)))


def p28_29_symmetric_or_transitive(graph: Graph) -> Iterator[str]:
    for kind in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        yield from (
            local(term)
            for term in graph.subjects(RDF.type, kind)
            if graph.value(term, RDFS.domain) != graph.value(term, RDFS.range)
        )


def p32_same_label(graph: Graph) -> Iterator[str]:
    labels = Counter(label for term in set(graph.subjects()) if term in PS for label in graph[term : RDFS.label])
    yield from (str(label) for label, count in labels.items() if count > 1)


def p34_35_untyped(graph: Graph) -> Iterator[str]:
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term in PS}
    yield from (local(term) for term in used - {URIRef(PS)} if (term, RDF.type, None) not in graph)


def p36_file_extension(graph: Graph) -> Iterator[str]:
    yield from (str(one) for one in graph[: RDF.type : OWL.Ontology] if re.search(r"\.(ttl|owl|rdf)$", str(one)))


def p38_no_ontology(graph: Graph) -> Iterator[str]:
    if list(graph[: RDF.type : OWL.Ontology]) != [ONTOLOGY]:
        yield "one owl:Ontology"


def p39_ambiguous_namespace(graph: Graph) -> Iterator[str]:
    defined = {str(one) for term in ours(graph, *PROPERTIES, OWL.Class) for one in graph[term : RDFS.isDefinedBy]}
    yield from defined - {str(ONTOLOGY)}


def p41_no_licence(graph: Graph) -> Iterator[str]:
    if graph.value(ONTOLOGY, DCTERMS.license) is None:
        yield "dcterms:license"


PITFALLS: dict[Callable[[Graph], Iterator[str]], str] = {
    p03_is_relation: "+ ps:isA a owl:ObjectProperty",
    p04_unconnected_class: "+ ps:Lonely a owl:Class",
    p05_25_26_inverse: "+ ps:states owl:inverseOf ps:isStatedIn",
    p06_cycle: "+ ps:Statement rdfs:subClassOf ps:Footnote",
    p08_missing_annotation: "+ ps:Bare a owl:Class",
    p10_no_disjointness: "+ ps:Loose a owl:Class",
    p11_missing_domain_or_range: "+ ps:loose a owl:DatatypeProperty",
    p19_several_domains_or_ranges: "+ ps:states rdfs:domain ps:Statement",
    p21_miscellaneous_class: "+ ps:OtherThing a owl:Class",
    p22_naming: "+ ps:has_name a owl:DatatypeProperty",
    p28_29_symmetric_or_transitive: "+ ps:states a owl:SymmetricProperty",
    p32_same_label: '+ ps:Copy a owl:Class ; rdfs:label "Сноска"@ru',
    p34_35_untyped: "+ ps:states rdfs:seeAlso ps:nowhere",
    p36_file_extension: "+ <https://w3id.org/profgraph/ns.ttl> a owl:Ontology",
    p38_no_ontology: "- <https://w3id.org/profgraph/ns> a owl:Ontology",
    p39_ambiguous_namespace: "+ ps:Statement rdfs:isDefinedBy <https://example.org/ns>",
    p41_no_licence: "- <https://w3id.org/profgraph/ns> dcterms:license"
    " <https://creativecommons.org/publicdomain/zero/1.0/>",
}


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_ontology_avoids(pitfall: Callable[[Graph], Iterator[str]]) -> None:
    assert sorted(pitfall(ontology_graph())) == []


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_the_check_finds(pitfall: Callable[[Graph], Iterator[str]]) -> None:
    sign, triples = PITFALLS[pitfall].split(" ", 1)
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    change = Graph().parse(data=f"{prefixes}{triples} .", format="turtle")
    graph = ontology_graph() + change if sign == "+" else ontology_graph() - change
    assert list(pitfall(graph)) != []


def test_properties_without_a_domain_are_those_reviewed() -> None:
    graph = ontology_graph()
    without = {local(term) for term in ours(graph, *PROPERTIES) if not graph.value(term, RDFS.domain)}
    assert without == WITHOUT_DOMAIN.keys()
