"""pySHACL, the second opinion, finds what pyshacl-turbo finds; and neither long texts nor many rows stop the first."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from profgraph.loader.inference import inferred
from profgraph.loader.pipeline import bundled
from profgraph.ontology.resources import classifier_items
from profgraph.ontology.terms import PS, Minter
from profgraph.settings import BASE
from profgraph.shapes.catalogue import bundled_catalogue, bundled_shapes, part
from profgraph.shapes.engines import compiled
from profgraph.shapes.examples import examples
from profgraph.shapes.soundness import refuse_deep, refuse_unsound
from profgraph.shapes.validation import Checks, bundled_checks, validated
from rdflib import Graph, Literal, URIRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Variant
    from profgraph.settings import ShaclEngine
    from profgraph.store.protocol import Triple
    from rdflib.term import Node

    Said = set[tuple[str, str, str]]

SHAPES = {shape.code: shape.iri for shape in bundled_catalogue().values()}
FUNCTION = re.compile(rf"({BASE}standard/16.020/620n-2014-09-08/)([AB])(?=/|$)")
CODE = re.compile(r"()([AB])(?=/\d\d\.\d$|$)")


class Case(NamedTuple):
    """A change of the bundled standard, and the shapes that judge it: their codes, or none for all of them."""

    name: str
    layer: str
    at: str
    by: str
    codes: tuple[str, ...] = ()


def of_examples() -> Iterator[Case]:
    """Yield both sides of every example for its shape; a good side that changes nothing is the bundled standard."""
    for code, example in examples().items():
        yield Case(f"{code}: bad", example.layer, example.at, example.bad, (code,))
        if example.good != example.at:
            yield Case(f"{code}: good", example.layer, example.at, example.good, (code,))


def of_mutations() -> Iterator[Case]:
    """Yield every mutation for all shapes; one takes pySHACL some seconds."""
    for file in sorted((Path(__file__).parent / "mutations").glob("*.toml")):
        for one in tomllib.loads(file.read_text(encoding="utf-8"))["mutation"]:
            if "example" in one:
                example = examples()[one["example"]]
                yield Case(one["name"], example.layer, example.at, example.bad)
            else:
                yield Case(one["name"], one["layer"], one["at"], one["by"])


CASES = [*of_examples(), *(of_mutations() if os.environ.get("PROFGRAPH_NIGHTLY") else ())]


def checks_of(codes: tuple[str, ...], engine: ShaclEngine) -> Checks:
    """Return the shapes with these codes, compiled, or all of them."""
    if not codes:
        return bundled_checks(engine)
    shapes = part(bundled_shapes(), *(SHAPES[code] for code in codes))
    return Checks(shapes, bundled_catalogue(), compiled(shapes, engine))


def said(data: Graph, codes: tuple[str, ...], engine: ShaclEngine) -> Said:
    """Return focus node, shape and severity of every result."""
    found = checks_of(codes, engine).results(data)
    return {(str(one.focus), one.shape.code, one.severity.value) for one in found}


@pytest.fixture(scope="module", autouse=True)
def second_opinion() -> Iterator[subprocess.Popen[str]]:
    """Return the command that validates the bundled standard with all shapes by pySHACL while other tests run."""
    with validating("pyshacl") as process:
        yield process
        process.kill()


def validating(engine: ShaclEngine) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "profgraph", "validate", "--format", "json", str(bundled())]
    environment = {**os.environ, "PROFGRAPH_SHACL_ENGINE": engine}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


# A shape is run without the others; that this changes nothing is what the test after this one shows.
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_engines_say_the_same_of_a_change(case: Case, variant: type[Variant]) -> None:
    data = variant(case.layer, case.at, case.by).data()
    assert said(data, case.codes, "pyshacl") == said(data, case.codes, "turbo")


def test_shapes_say_the_same_without_the_others(variant: type[Variant]) -> None:
    data = variant().data()
    apart = [said(data, tuple(SHAPES)[start::4], "turbo") for start in range(4)]
    assert set().union(*apart) == said(data, (), "turbo")
    assert all(apart)


def test_the_bundled_shapes_pass_what_the_shapes_of_others_must() -> None:
    refuse_deep(bundled_shapes())
    refuse_unsound(bundled_shapes())


def test_the_bundled_shapes_are_compiled_once() -> None:
    assert bundled_checks() is bundled_checks("turbo")


@pytest.mark.parametrize("text", ["слово ", "A/01.5, ", "(«", "и", "1) ", "<p>"])
def test_texts_of_a_million_signs_are_judged_in_bounded_time(text: str, variant: type[Variant]) -> None:
    asserted = variant().asserted()
    rows = set([triple for triple in sorted(asserted) if triple[1] == PS.verbatimText][::20])
    long = Literal(text * (1_000_000 // len(text)))
    assert len(rows) >= 10
    assert seconds((asserted - rows) | {(subject, predicate, long) for subject, predicate, _ in rows}) < 120


def test_a_standard_of_many_functions_is_judged_in_bounded_time(variant: type[Variant]) -> None:
    asserted = variant().asserted()
    many = frozenset(triple for number in range(8) for triple in copied(asserted, number))
    assert sum(value == PS.ParticularWorkFunction for _, _, value in many) == 7 * 8
    assert seconds(many) < 120


def test_both_engines_give_the_same_report_of_the_bundled_standard(second_opinion: subprocess.Popen[str]) -> None:
    with validating("turbo") as process:
        first, _ = process.communicate()
    second, _ = second_opinion.communicate()
    assert json.loads(first)
    assert second == first


def seconds(asserted: frozenset[Triple]) -> float:
    """Return how long it takes to judge a version."""
    triples = asserted | inferred(asserted)
    start = time.monotonic()
    validated(triples, classifier_items(Minter(BASE)))
    return time.monotonic() - start


def copied(asserted: frozenset[Triple], number: int) -> Iterator[Triple]:
    """Yield the n-th copy of a version: its functions under the next letters, its rows with a number behind."""
    for subject, predicate, value in asserted:
        text = Literal(f"{value} {number}") if predicate == PS.verbatimText else moved(value, number)
        yield moved(subject, number), predicate, text  # type: ignore[misc]  # a term stays of its kind


def moved(term: Node, number: int) -> Node:
    """Return a term that names a function, or what is within one, for the copy of that function."""
    pattern = FUNCTION if isinstance(term, URIRef) else CODE
    if not pattern.match(str(term)):
        return term
    name = pattern.sub(lambda found: f"{found[1]}{chr(ord(found[2]) + 2 * number)}", str(term))
    return URIRef(name) if isinstance(term, URIRef) else Literal(name)
