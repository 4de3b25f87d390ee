"""What a function inherits: a plain walk gives the same on graphs of any shape, the gold on the bundled standard."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profgraph.loader.building import Built, build
from profgraph.loader.inference import inferred
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import PS, Minter
from profgraph.settings import BASE
from rdflib import Namespace

if TYPE_CHECKING:
    from profgraph.store.protocol import Triple
    from rdflib import URIRef

SHARED = os.environ.get("PROFGRAPH_SHARED")
EX = Namespace("http://example.org/")
KINDS = {"skills": "Skill", "knowledge": "Knowledge"}
WORDS = {"S": "skill", "K": "knowledge"}
Edges = dict[int, set[int]]


def asserted(edges: Edges, kind: str = "Skill") -> frozenset[Triple]:
    """Return functions 0, 1, … in one generalised function, each with one statement, that inherit along the edges."""
    link = PS.inheritsSkillsFrom if kind == "Skill" else PS.inheritsKnowledgeFrom
    triples = {(EX[f"f{one}"], link, EX[f"f{other}"]) for one in edges for other in edges[one]}
    triples |= {(EX[f"f{one}"], PS[f"states{kind}"], EX[f"s{one}"]) for one in edges}
    return frozenset(triples | {(EX.G, PS.hasParticularFunction, EX[f"f{one}"]) for one in edges})


def reached(start: int, edges: Edges) -> set[int]:
    """Return the functions that a walk from `start` meets after one step or more."""
    found: set[int] = set()
    waiting = list(edges[start])
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            waiting += edges[function]
    return found


def expected(edges: Edges, kind: str = "Skill") -> set[Triple]:
    inherited, effective = PS[f"inherited{kind}Statement"], PS[f"effective{kind}Statement"]
    triples = {(EX[f"f{one}"], inherited, EX[f"s{other}"]) for one in edges for other in reached(one, edges)}
    triples |= {(EX[f"f{one}"], effective, EX[f"s{other}"]) for one in edges for other in {one, *reached(one, edges)}}
    return triples | {(EX.G, link, statement) for _, link, statement in triples}


def graphs(size: int) -> st.SearchStrategy[Edges]:
    """Return graphs of up to `size` functions, with circles, islands and functions that refer to themselves."""
    return st.integers(1, size).flatmap(
        lambda count: st.fixed_dictionaries(
            {one: st.sets(st.integers(0, count - 1), max_size=3) for one in range(count)}
        )
    )


@settings(deadline=None)
@given(graphs(8), st.sampled_from(sorted(KINDS.values())))
def test_any_graph_has_the_closure_of_a_plain_walk(edges: Edges, kind: str) -> None:
    assert inferred(asserted(edges, kind)) == expected(edges, kind)


@settings(deadline=None, max_examples=20)
@given(graphs(50))
def test_large_graphs_too(edges: Edges) -> None:
    assert inferred(asserted(edges)) == expected(edges)


@pytest.mark.parametrize(
    "edges",
    [
        {one: {one + 1} for one in range(50)} | {50: set[int]()},
        {one: {(one + 1) % 50} for one in range(50)},
        {0: {0}},
        {0: {1}, 1: {0}},
    ],
    ids=["a chain of 50", "a circle of 50", "a function that refers to itself", "two that refer to each other"],
)
def test_long_and_closed_chains(edges: Edges) -> None:
    assert inferred(asserted(edges)) == expected(edges)


def test_skills_and_knowledge_do_not_mix() -> None:
    skills: Edges = {0: {1}, 1: set(), 2: set()}
    knowledge: Edges = {0: set(), 1: {2}, 2: set()}
    both = asserted(skills, "Skill") | {
        (subject, link, EX[f"k{value}"] if link == PS.statesKnowledge else value)
        for subject, link, value in asserted(knowledge, "Knowledge")
    }
    inherited = {PS.inheritedSkillStatement, PS.inheritedKnowledgeStatement}
    found = {(subject, link) for subject, link, _ in inferred(frozenset(both)) if link in inherited}
    assert found == {
        (EX.f0, PS.inheritedSkillStatement),
        (EX.f1, PS.inheritedKnowledgeStatement),
        (EX.G, PS.inheritedSkillStatement),
        (EX.G, PS.inheritedKnowledgeStatement),
    }


def test_nothing_follows_from_nothing() -> None:
    assert inferred(frozenset()) == frozenset()


@pytest.fixture(scope="module")
def standard() -> Built:
    return build(bundled().read_bytes(), "x.txt", Minter(BASE))


def statements(built: Built, function: str, link: URIRef) -> set[str]:
    """Return the statements to which `link` leads from a function, without the IRI of their version."""
    version = f"{built.graphs.version}/"
    triples = built.graphs.triples["asserted"] | built.graphs.triples["inferred"]
    values = [
        str(value) for subject, predicate, value in triples if (str(subject), predicate) == (version + function, link)
    ]
    return {value.removeprefix(version) for value in values}


@pytest.mark.skipif(not SHARED, reason="PROFGRAPH_SHARED does not name the folder with the gold")
def test_the_closure_of_the_bundled_standard_is_the_gold(standard: Built) -> None:
    gold = json.loads(Path(str(SHARED), "gold", "16.020-620n-2014.json").read_text(encoding="utf-8"))
    assert list(gold["effective"]) == [one.key for one in standard.standard.particular_functions]
    for function, groups in gold["effective"].items():
        for group, kind in KINDS.items():
            listed = [name.rpartition("/") for name in groups[group]["statements"]]
            wanted = {f"{owner}/{WORDS[item[0]]}/{item[1:]}" for owner, _, item in listed}
            own = statements(standard, function, PS[f"states{kind}"])
            assert statements(standard, function, PS[f"effective{kind}Statement"]) == wanted
            assert statements(standard, function, PS[f"inherited{kind}Statement"]) == wanted - own
            assert (len(own), len(wanted)) == (groups[group]["own"], groups[group]["count"])
            concepts = statements(standard, function, PS[f"requires{kind}"])
            assert len(concepts) == groups[group]["distinctTexts"]
    for function, groups in gold["effectiveOTF"].items():
        for group, kind in KINDS.items():
            found = statements(standard, function, PS[f"effective{kind}Statement"])
            concepts = statements(standard, function, PS[f"requires{kind}"])
            assert {"count": len(found), "distinctTexts": len(concepts)} == groups[group]


@pytest.mark.parametrize(
    ("function", "skills", "knowledge"),
    [("A/02.5", 7, 14), ("A/03.5", 6, 12), ("B/03.6", 12, 16), ("B/04.6", 9, 15), ("A", 20, 17), ("B", 36, 27)],
)
def test_effective_items_of_the_bundled_standard(standard: Built, function: str, skills: int, knowledge: int) -> None:
    assert len(statements(standard, function, PS.effectiveSkillStatement)) == skills
    assert len(statements(standard, function, PS.effectiveKnowledgeStatement)) == knowledge
