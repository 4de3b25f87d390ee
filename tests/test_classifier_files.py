"""The classifier files: complete items, chains of ancestors and of editions, what the codes of the standard mean."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from profgraph.errors import Message
from profgraph.loader.classifiers.editions import EDITIONS as EDITION_OF
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.classifiers.items import Item
from profgraph.loader.classifiers.skos import edition_triples
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import PS, XKOS, Minter
from profgraph.settings import BASE
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profgraph.store.protocol import Triple

FOLDER = Path(str(files("profgraph.ontology") / "classifiers"))
EDITIONS = ("eks-1998", "okso-2003", "okso-2009", "okso-2016", "okved-2001", "okved-2014", "okz-1993", "okz-2014")
MINTER = Minter(BASE)

# The codes of order 620n of 2014: what they mean in each edition that has them, in the words of that edition.
MEANINGS = {
    ("okz", "1993", "1222"): (
        "Руководители специализированных (производственно-эксплуатационных) подразделений (служб) в промышленности"
    ),
    ("okz", "1993", "1223"): (
        "Руководители специализированных (производственно-эксплуатационных) подразделений (служб) в строительстве"
    ),
    ("okz", "1993", "2143"): "Инженеры-электрики и инженеры-энергетики",
    ("okz", "1993", "3113"): "Техники-электрики",
    ("okz", "2014", "1222"): "Руководители служб по рекламе и связям с общественностью",
    ("okz", "2014", "1223"): "Руководители подразделений по научным исследованиям и разработкам",
    ("okz", "2014", "2143"): "Инженеры по охране окружающей среды",
    ("okz", "2014", "3113"): "Техники-электрики",
    ("okso", "2003", "140206"): "Электрические станции, сети и системы",
    ("okso", "2003", "140208"): "Монтаж и эксплуатация линий электропередачи",
    ("okso", "2003", "140400"): "Техническая физика",
    ("okso", "2009", "140400"): "Электроэнергетика и электротехника",
    ("okso", "2009", "140443"): "Монтаж и эксплуатация линий электропередачи",
}
BECAME = {
    "okz-1993-okz-2014": "1222-1321 1222-1322 1222-3122 1223-1323 1223-3123 2143-2151 3113-3113",
    "okso-2009-okso-2016": "140400-2.13.03.02 140400-2.13.04.02 140407-2.13.02.03 140443-2.13.02.09",
}
NEWER = {
    "okz/2014": {XKOS.supersedes: {"okz/1993"}},
    "okved/2014": {XKOS.supersedes: {"okved/2001"}},
    "okso/2009": {XKOS.follows: {"okso/2003"}},
    "okso/2016": {XKOS.supersedes: {"okso/2003"}, XKOS.follows: {"okso/2009"}},
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    whole = Graph()
    for name in EDITIONS:
        whole.parse(FOLDER / f"{name}.ttl")
    return whole


def items(graph: Graph) -> list[URIRef]:
    return [URIRef(item) for item in graph[: RDF.type : PS.ClassifierItem]]


def languages(graph: Graph, subject: URIRef, link: URIRef) -> list[str]:
    return sorted(text.language for text in graph[subject:link])


def test_files() -> None:
    assert tuple(sorted(file.stem for file in FOLDER.glob("*.ttl"))) == EDITIONS


@pytest.mark.parametrize("name", EDITIONS)
def test_a_file_holds_one_edition_and_nothing_of_another(name: str) -> None:
    graph = Graph().parse(FOLDER / f"{name}.ttl")
    edition = MINTER.edition(*name.split("-"))
    assert list(graph[: RDF.type : PS.ClassifierEdition]) == [edition]
    assert all(subject == edition or subject.startswith(f"{edition}/") for subject in graph.subjects())
    assert languages(graph, edition, DCTERMS.title) == ["en", "ru"]
    assert languages(graph, edition, DCTERMS.source) == ["en", "ru"]
    assert str(graph.value(edition, PS.classifier)) == name.split("-", maxsplit=1)[0]
    assert str(graph.value(edition, PS.editionStatus)) == (
        "obsolete" if graph.value(edition, PS.validTo) else "current"
    )


def test_every_item_is_complete(graph: Graph) -> None:
    for item in items(graph):
        code, scheme = str(graph.value(item, SKOS.notation)), graph.value(item, SKOS.inScheme)
        assert item == URIRef(f"{scheme}/{code}")
        assert languages(graph, item, SKOS.prefLabel) in (["ru"], ["en", "ru"])
        name = next(text for text in graph[item : SKOS.prefLabel] if text.language == "ru")
        assert list(graph[item : RDFS.label]) == [Literal(f"{code} {name}", lang="ru")]
        assert languages(graph, item, DCTERMS.source) == ["en", "ru"]


def test_ancestors_are_of_the_same_edition_and_end_at_a_top(graph: Graph) -> None:
    for item in items(graph):
        *_, top = ancestors = list(graph.transitive_objects(item, SKOS.broader))
        assert {graph.value(one, SKOS.inScheme) for one in ancestors} == {graph.value(item, SKOS.inScheme)}
        assert [one for one in ancestors if graph.value(one, SKOS.topConceptOf)] == [top]
        assert graph.value(top, SKOS.topConceptOf) == graph.value(item, SKOS.inScheme)


def test_a_group_of_occupations_is_inside_the_group_with_one_digit_less(graph: Graph) -> None:
    for lower, upper in graph[: SKOS.broader]:
        if "/okz/" in lower:
            assert str(upper) == str(lower)[:-1]


def test_the_codes_of_the_standard_have_their_meaning_in_each_edition() -> None:
    found = {
        (item.classifier, item.edition.rpartition("/")[2], item.code): item.name
        for item in classifier_items(MINTER)
        if item.code in {code for _, _, code in MEANINGS}
    }
    assert found == MEANINGS


def test_editions_are_chained(graph: Graph) -> None:
    chained = {
        edition.removeprefix(f"{BASE}classifier/"): {
            link: {older.removeprefix(f"{BASE}classifier/") for older in graph[edition:link]}
            for link in (XKOS.supersedes, XKOS.follows)
            if graph.value(edition, link)
        }
        for edition in {*graph.subjects(XKOS.supersedes), *graph.subjects(XKOS.follows)}
    }
    assert chained == NEWER


@pytest.mark.parametrize("folder", ["classifiers", "international"])
def test_levels_are_what_an_import_of_the_items_has(folder: str) -> None:
    files = [file for file in (FOLDER.parent / folder).glob("*.ttl") if file.stem != "eks-1998"]
    for file in files:
        held, wanted = Graph().parse(file), edition_named(file.stem)
        scheme = MINTER.edition(wanted.kind, wanted.name)
        codes = [str(code) for code in held.objects(None, SKOS.notation)]
        listed = [Item(code, (("ru", ""),), None, 0) for code in codes]
        made = edition_triples(wanted, listed, Message(ru="", en=""), MINTER, partial=False)
        assert _of_levels(held, scheme) == _of_levels(made, scheme)
        assert len(codes) > 3
    assert len(files) > 3


def _of_levels(triples: Iterable[Triple], scheme: URIRef) -> set[Triple]:
    links = {XKOS.levels, XKOS.numberOfLevels}
    return {one for one in triples if one[1] in links or one[0].startswith(f"{scheme}/level/")}


@given(st.data())
def test_a_code_has_the_form_of_its_level_and_of_no_other(data: st.DataObject) -> None:
    structure = data.draw(st.sampled_from(list(EDITION_OF.values()))).structure
    code = data.draw(st.from_regex(structure.form, fullmatch=True))
    fitting = [rank for rank, level in enumerate(structure.levels) if re.fullmatch(level.pattern, code)]
    assert fitting == [structure.rank(code)]


@pytest.mark.parametrize("classifier", ["okz", "okso"])
def test_the_last_edition_starts_the_day_after_the_one_it_supersedes(graph: Graph, classifier: str) -> None:
    for newer, older in graph[: XKOS.supersedes]:
        if f"/{classifier}/" in newer:
            end, start = graph.value(older, PS.validTo).toPython(), graph.value(newer, PS.validFrom).toPython()
            assert (start - end).days == 1


@pytest.mark.parametrize("name", BECAME)
def test_correspondences_keep_one_to_many(name: str) -> None:
    graph = Graph().parse(FOLDER.parent / "correspondences" / f"{name}.ttl")
    (table,) = graph[: RDF.type : XKOS.Correspondence]
    associations = set(graph[table : XKOS.madeOf])
    assert associations == set(graph[: RDF.type : XKOS.ConceptAssociation])
    assert (
        sorted(
            f"{_code(graph, one, XKOS.sourceConcept)}-{_code(graph, one, XKOS.targetConcept)}" for one in associations
        )
        == BECAME[name].split()
    )
    ends = {
        graph.value(one, link).rpartition("/")[0]
        for one in associations
        for link in (XKOS.sourceConcept, XKOS.targetConcept)
    }
    assert ends == {str(edition) for edition in graph[table : XKOS.compares]}


def _code(graph: Graph, association: URIRef, link: URIRef) -> str:
    return str(graph.value(association, link)).rpartition("/")[2]
