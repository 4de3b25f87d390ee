"""What the ontology room hands to the store, the loader and the rules."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from time import perf_counter

import pyoxigraph as ox
import pytest
from profgraph.ontology.resources import KnownItem, classifier_items, ontology_graph, rules, static_graphs
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from rdflib.namespace import RDFS

DEFAULT = Minter(BASE)
ELSEWHERE = Minter("https://example.org/standards/")
GRAPHS = [
    "alignment/case",
    "alignment/ctdl",
    "alignment/dcterms",
    "alignment/eli",
    "alignment/esco",
    "alignment/org",
    "alignment/prov",
    "alignment/schema",
    "alignment/skos",
    "classifier/eks/1998",
    "classifier/esco-groups/1.1.1",
    "classifier/esco-occupations/1.1.1",
    "classifier/isco/08",
    "classifier/isco/88",
    "classifier/okso/2003",
    "classifier/okso/2009",
    "classifier/okso/2016",
    "classifier/okved/2001",
    "classifier/okved/2014",
    "classifier/okz/1993",
    "classifier/okz/2014",
    "correspondence/esco-groups-1.1.1-esco-occupations-1.1.1",
    "correspondence/isco-08-esco-groups-1.1.1",
    "correspondence/isco-88-isco-08",
    "correspondence/okso-2009-okso-2016",
    "correspondence/okz-1993-isco-88",
    "correspondence/okz-1993-okz-2014",
    "correspondence/okz-2014-isco-08",
    "ontology",
]


@pytest.fixture(scope="module", params=[DEFAULT, ELSEWHERE], ids=lambda minter: minter.base)
def minter(request: pytest.FixtureRequest) -> Minter:
    minter = request.param
    assert isinstance(minter, Minter)
    return minter


def test_graphs_are_named_by_their_files(minter: Minter) -> None:
    assert sorted(static_graphs(minter)) == [minter.graph(name) for name in GRAPHS]


def test_no_triple_and_no_blank_node_is_in_two_graphs(minter: Minter) -> None:
    for one, other in combinations(static_graphs(minter).values(), 2):
        assert set(one) & set(other) == set()
        assert _blank_nodes(one) & _blank_nodes(other) == set()


def _blank_nodes(triples: tuple[ox.Triple, ...]) -> set[ox.Term]:
    return {term for triple in triples for term in triple if isinstance(term, ox.BlankNode)}


def test_triples_and_blank_nodes_are_the_same_every_time(minter: Minter) -> None:
    assert static_graphs(minter) == static_graphs(minter)


def test_all_triples_of_the_ontology_are_kept() -> None:
    assert len(static_graphs(DEFAULT)[DEFAULT.graph("ontology")]) == len(ontology_graph())


def test_identifiers_move_to_another_base() -> None:
    moved = static_graphs(ELSEWHERE)
    for name in GRAPHS:
        there = "\n".join(map(str, moved[ELSEWHERE.graph(name)]))
        here = "\n".join(map(str, static_graphs(DEFAULT)[DEFAULT.graph(name)]))
        assert sorted(there.split("\n")) == sorted(here.replace(BASE, ELSEWHERE.base).split("\n"))


def test_every_node_has_one_label_which_is_russian_where_there_are_russian_names(minter: Minter) -> None:
    triples = [triple for graph in static_graphs(minter).values() for triple in graph]
    nodes = {triple.subject for triple in triples if isinstance(triple.subject, ox.NamedNode)}
    labels = Counter(
        triple.subject
        for triple in triples
        # ISCO and ESCO have names in English only.
        if triple.predicate.value == str(RDFS.label)
        and triple.object.language == ("en" if _is_international(triple.subject.value) else "ru")
    )
    assert labels == dict.fromkeys(nodes, 1)


def _is_international(node: str) -> bool:
    kind, _, item = node.partition("/classifier/")[2].partition("/")
    return kind in {"isco", "esco-groups", "esco-occupations"} and "/" in item and "/level/" not in item


def test_reading_all_is_quick() -> None:
    assert min(_seconds() for _ in range(5)) < 0.1


def _seconds() -> float:
    start = perf_counter()
    static_graphs(DEFAULT)
    classifier_items(DEFAULT)
    rules()
    return perf_counter() - start


def test_rules_come_in_the_order_of_their_names() -> None:
    names = [name for name, _ in rules()]
    assert names == sorted(names)
    assert all(name.endswith(".rq") and text for name, text in rules())


def test_known_items_carry_their_edition(minter: Minter) -> None:
    items = {(item.edition, item.code): item for item in classifier_items(minter)}
    assert len(items) == len(classifier_items(minter))
    for classifier, edition, status, code, name, first, last, education in (
        ("okz", "1993", "obsolete", "3113", "Техники-электрики", date(1995, 1, 1), date(2015, 6, 30), None),
        ("okz", "2014", "current", "3113", "Техники-электрики", date(2015, 7, 1), None, None),
        ("okso", "2003", "obsolete", "140400", "Техническая физика", date(2004, 1, 1), date(2017, 6, 30), "ВО"),
    ):
        iri = minter.edition(classifier, edition)
        expected = KnownItem(classifier, iri, status, iri + f"/{code}", code, name, first, last, education)
        assert items[iri, code] == expected
