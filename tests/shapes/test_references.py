"""What the shapes say of references whose function cannot be told, has another name, or leads back to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.terms import PS, RDF
from profgraph.shapes.validation import validated
from rdflib import Literal, Namespace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from profgraph.store.protocol import Triple

DOC = Namespace("https://example.org/")
ABOUT_TARGETS = {"ReferenceLeadsToFunction", "ReferenceLeadsToOneFunction", "QuotedNameOfFunction"}
LINKS = {"skills": PS.inheritsSkillsFrom, "knowledge": PS.inheritsKnowledgeFrom}
Functions = list[tuple[str, str, str]]  # key, code, name
Edges = dict[str, list[str]]

FIRST, AGAIN = ("A/01.5", "A/01.5", "Обход"), ("A/01.5~2", "A/01.5", "Осмотр")


def function(key: str, code: str, name: str, position: int = 1) -> Iterator[Triple]:
    yield DOC.A, RDF.type, PS.GeneralizedWorkFunction
    yield DOC.A, PS.position, Literal(1)
    yield DOC.A, PS.hasParticularFunction, DOC[key]
    yield DOC[key], RDF.type, PS.ParticularWorkFunction
    yield DOC[key], PS.position, Literal(position)
    yield DOC[key], PS.code, Literal(code)
    yield DOC[key], PS.name, Literal(name, lang="ru")


def reference(owner: str, nth: int, code: str, group: str, target: str | None) -> Iterator[Triple]:
    row = DOC[f"{owner}/ref/{nth}"]
    yield DOC[owner], PS.statesReference, row
    yield row, RDF.type, PS.InheritanceReference
    yield row, PS.referredGroup, Literal(group)
    yield row, PS.verbatimText, Literal("Необходимые знания, соответствующие трудовой функции", lang="ru")
    if code:
        yield row, PS.code, Literal(code)
        yield row, PS.codeAsWritten, Literal(code)
    if target:
        yield row, PS.refersToFunction, DOC[target]
        yield DOC[owner], LINKS[group], DOC[target]


def said(triples: set[Triple], codes: set[str]) -> list[tuple[str, str, str]]:
    """Return the node, the shape and the value of the results of some shapes."""
    return [
        (str(one.focus).removeprefix(str(DOC)), one.shape.code, str(one.value))
        for one in validated(frozenset(triples), ())
        if one.shape.code in codes
    ]


@pytest.mark.parametrize(
    ("functions", "code", "quoted", "target", "shape", "value"),
    [
        ([FIRST], "A/01.5", "Обход", "A/01.5", None, ""),
        ([FIRST], "A/01.5", "ОБХОД ", "A/01.5", None, ""),
        ([FIRST], "A/01.5", None, "A/01.5", None, ""),
        ([FIRST], "A/01.5", "Объезд", "A/01.5", "QuotedNameOfFunction", "Объезд"),
        ([FIRST], "A/1.5", "Обход", "A/01.5", None, ""),
        ([FIRST], "A/09.5", "Обход", None, "ReferenceLeadsToFunction", "A/09.5"),
        ([FIRST], "A/09.5", None, None, "ReferenceLeadsToFunction", "A/09.5"),
        (
            [FIRST],
            "",
            None,
            None,
            "ReferenceLeadsToFunction",
            "Необходимые знания, соответствующие трудовой функции",
        ),
        ([FIRST, AGAIN], "A/01.5", "Осмотр", "A/01.5~2", None, ""),
        ([FIRST, AGAIN], "A/01.5", None, None, "ReferenceLeadsToOneFunction", "A/01.5"),
        ([FIRST, AGAIN], "A/01.5", "Объезд", None, "ReferenceLeadsToOneFunction", "A/01.5"),
    ],
    ids=[
        "named",
        "named in another case",
        "without a name",
        "another name",
        "by its name",
        "no such function, though the name is known",
        "no such function, no name",
        "neither code nor name",
        "second of a repeated code",
        "repeated, no name",
        "repeated, another name",
    ],
)
def test_what_is_said_of_the_function_that_a_reference_means(
    functions: Functions, code: str, quoted: str | None, target: str | None, shape: str | None, value: str
) -> None:
    triples = {triple for one in [*functions, ("B/01.6", "B/01.6", "Надзор")] for triple in function(*one)}
    triples |= set(reference("B/01.6", 1, code, "knowledge", target))
    if quoted:
        triples.add((DOC["B/01.6/ref/1"], PS.quotedName, Literal(quoted, lang="ru")))
    assert said(triples, ABOUT_TARGETS) == ([("B/01.6/ref/1", shape, value)] if shape else [])


def document(edges: Edges, group: str = "knowledge") -> set[Triple]:
    """Return functions in the order of `edges`, each with its references."""
    found: set[Triple] = set()
    for position, (owner, targets) in enumerate(edges.items(), start=1):
        found |= set(function(owner, owner, owner, position))
        for nth, target in enumerate(targets, start=1):
            found |= set(reference(owner, nth, target, group, target))
    return found


def circles(triples: set[Triple]) -> list[str]:
    """Return the references that close a circle: «a → b»."""
    found = said(triples, {"InheritanceWithoutCircles"})
    return [f"{focus.partition('/')[0]} → {value}" for focus, _, value in found]


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["a"]}, ["a → a"]),
        ({"a": ["b"], "b": ["a"]}, ["a → b"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b → c"]),
        ({"a": ["c"], "b": ["a"], "c": ["b"]}, ["a → c"]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, ["a → b", "c → d"]),
        ({"a": ["b", "c"], "b": ["a"], "c": ["a"]}, ["a → b", "a → c"]),
        ({"a": ["b"], "b": ["c"], "c": ["a"]}, ["a → b", "b → c"]),
    ],
)
@pytest.mark.parametrize("group", ["skills", "knowledge"])
def test_of_a_circle_the_references_down_the_document_are_told(edges: Edges, expected: list[str], group: str) -> None:
    assert circles(document(edges, group)) == expected


def test_skills_and_knowledge_make_no_circle_together() -> None:
    there = document({"a": ["b"], "b": []}, "skills")
    back = set(reference("b", 1, "a", "knowledge", "a"))
    assert circles(there | back) == []


def test_a_long_circle_is_found() -> None:
    codes = [f"f{number:03}" for number in range(300)]
    back = {codes[0]: [codes[-1]]} | {code: [codes[place]] for place, code in enumerate(codes[1:])}
    assert circles(document(back)) == ["f000 → f299"]
