"""Every shape speaks on its bad example, is silent on the good one there, and has its words in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.ontology.terms import PSS
from profgraph.shapes.catalogue import bundled_catalogue, bundled_shapes
from profgraph.shapes.examples import examples
from rdflib import Literal
from rdflib.namespace import SH

if TYPE_CHECKING:
    from conftest import Variant
    from profgraph.errors import Language

SHAPES = {shape.code: shape for shape in bundled_catalogue().values()}


def test_every_shape_has_an_example_and_every_example_a_shape() -> None:
    assert set(examples()) == set(SHAPES)


@pytest.mark.parametrize("code", sorted(SHAPES))
def test_a_shape_speaks_on_its_bad_example_only(code: str, variant: type[Variant]) -> None:
    example = examples()[code]
    bad = variant(example.layer, example.at, example.bad).lines()
    good = variant(example.layer, example.at, example.good).lines()
    spoken = {one for one in bad - good if one.endswith(f" {code}")}
    assert spoken
    assert not spoken & good


@pytest.mark.parametrize("code", sorted(SHAPES))
def test_a_shape_has_its_words_in_both_languages(code: str) -> None:
    iri, graph = SHAPES[code].iri, bundled_shapes()
    for predicate in (SH.name, SH.description, SH.message, PSS.cure):
        texts = [text for text in graph.objects(iri, predicate) if isinstance(text, Literal)]
        assert sorted(str(text.language) for text in texts) == ["en", "ru"], predicate
    assert graph.value(iri, PSS.family) in {PSS.Integrity, PSS.Quality}
    assert graph.value(iri, SH.severity) in {SH.Violation, SH.Warning, SH.Info}


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_two_shapes_have_one_name(lang: Language) -> None:
    names = [shape.name.in_language(lang) for shape in SHAPES.values()]
    assert sorted(names) == sorted(set(names))
