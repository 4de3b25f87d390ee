"""The codes and names in the classifier files are those of the sources that the files name."""

from __future__ import annotations

import csv
import os
from importlib.resources import files
from pathlib import Path

import pytest
from profgraph.ontology.terms import XKOS
from rdflib import Graph, URIRef
from rdflib.namespace import SKOS

FOLDER = Path(str(files("profgraph.ontology") / "classifiers"))
CORPUS = Path(os.environ.get("PROFGRAPH_SHARED", "")) / "corpus" / "classifiers"
needs_corpus = pytest.mark.skipif(
    "PROFGRAPH_SHARED" not in os.environ, reason="PROFGRAPH_SHARED names no corpus to compare with"
)


def edition(name: str) -> Graph:
    return Graph().parse(FOLDER / f"{name}.ttl")


def table(name: str, *, encoding: str = "utf-8", delimiter: str = ",") -> list[list[str]]:
    with (CORPUS / name).open(encoding=encoding, newline="") as lines:
        return list(csv.reader(lines, delimiter=delimiter))


def names(graph: Graph, language: str) -> dict[str, str]:
    """Return the names by code, but for the Russian ones that are marked as still to be compared."""
    return {
        str(code): str(name)
        for item, code in graph[: SKOS.notation]
        for name in graph[item : SKOS.prefLabel]
        if name.language == language and not (language == "ru" and _is_to_be_compared(graph, item))
    }


def _is_to_be_compared(graph: Graph, item: URIRef) -> bool:
    return any("следует с ним сверить" in note for note in graph[item : SKOS.editorialNote])


def correspondences(graph: Graph) -> set[tuple[str, str]]:
    return {
        (source.rpartition("/")[2], graph.value(one, XKOS.targetConcept).rpartition("/")[2])
        for one, source in graph[: XKOS.sourceConcept]
    }


@pytest.mark.parametrize("name", ["okz-1993", "okso-2003", "okso-2009"])
def test_names_taken_from_the_order_are_in_it(name: str) -> None:
    graph = edition(name)
    order = (files("profgraph") / "data" / "16.020-620n-2014.txt").read_text("utf-8")
    taken = [
        (str(graph.value(item, SKOS.notation)), str(graph.value(item, SKOS.prefLabel)))
        for item in graph.subjects(SKOS.inScheme)
        if any("620н" in source for source in graph.objects(item) if getattr(source, "language", "") == "ru")
    ]
    assert taken
    assert [pair for pair in taken if "\t".join(pair) not in order] == []


@needs_corpus
@pytest.mark.parametrize(("name", "source"), [("okz-1993", "isco88.csv"), ("okz-2014", "isco08.csv")])
def test_english_names_are_those_of_isco(name: str, source: str) -> None:
    published = {code.rstrip("0"): label.strip("'") for code, label in table(source)[1:]}
    found = names(edition(name), "en")
    assert found == {code: published[code] for code in found}


@needs_corpus
def test_close_matches_are_groups_of_esco() -> None:
    graph = edition("okz-2014")
    groups = {row[0]: row[3] for row in table("esco111-isco-groups.csv")[1:]}
    matches = {str(group): str(graph.value(item, SKOS.notation)) for item, group in graph[: SKOS.closeMatch]}
    assert matches == {group: groups[group] for group in matches}
    assert len(matches) == len(set(graph.subjects(SKOS.inScheme)))


@needs_corpus
def test_what_occupations_became_is_in_the_isco_tables() -> None:
    stated = {(old, new) for old, new in table("isco88-isco08.csv")}
    stated |= {(old, new) for new, old in table("isco08-isco88.csv")}
    used = {(old, new) for new, old, _ in table("isco08-isco88-title-index.csv")}
    found = correspondences(edition("okz-2014"))
    codes = {old for old, _ in found}
    assert found == {(old, new) for old, new in stated | used if old in codes}


@needs_corpus
@pytest.mark.parametrize("name", ["okso-2003", "okso-2009", "okso-2016"])
def test_specialities_are_in_the_table_of_fields_of_study(name: str) -> None:
    rows = table("okso-directions.csv")[1:]
    stated = {(old, title) for _, title, old, *_ in rows} | {(f"2.{new}", title) for new, title, *_ in rows}
    assert set(names(edition(name), "ru").items()) - stated == set()


@needs_corpus
def test_what_specialities_became_is_in_the_table_of_fields_of_study() -> None:
    stated = {(old, f"2.{new}") for new, _, old, *_ in table("okso-directions.csv")[1:] if new and old}
    found = correspondences(edition("okso-2016"))
    codes = {old for old, _ in found}
    assert found == {(old, new) for old, new in stated if old in codes}


@needs_corpus
def test_a_code_of_2016_is_the_earlier_one_after_the_number_of_its_area() -> None:
    """The standards of the corpus write such codes: each is the code of a field of study with the same name."""
    fields = {(new, title) for new, title, *_ in table("okso-directions.csv")}
    rows = table("pairs-in-registry-xml.tsv", delimiter="\t")
    written = {(code, title) for kind, code, title, _ in rows if kind == "OKSO" and code[1:2] == "."}
    specialities = {(code.partition(".")[2], title) for code, title in written if not code.endswith(".00")}
    assert specialities
    assert specialities - fields == set()


@needs_corpus
def test_activities_are_in_the_tables_and_40_13_3_is_not() -> None:
    old = dict(table("okved-2001.cp1251.csv", encoding="cp1251", delimiter=";"))
    new = {code: title for _, code, title in table("okved2-2023-12.csv", encoding="cp1251", delimiter=";")}
    for name, published in (("okved-2001", old), ("okved-2014", new)):
        found = names(edition(name), "ru")
        assert found == {code: published[code] for code in found}
        assert "40.13.3" not in published
