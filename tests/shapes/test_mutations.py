"""One change of the bundled standard gives exactly the results that it must give, and no others."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.shapes.examples import examples

if TYPE_CHECKING:
    from conftest import Variant

Mutation = dict[str, Any]

FILES = sorted((Path(__file__).parent / "mutations").glob("*.toml"))
MUTATIONS: list[Mutation] = [
    one for file in FILES for one in tomllib.loads(file.read_text(encoding="utf-8"))["mutation"]
]


def made(mutation: Mutation, variant: type[Variant]) -> Variant:
    """Return the changed standard: by the bad example of a shape, or by a change of its own."""
    if "example" in mutation:
        example = examples()[mutation["example"]]
        return variant(example.layer, example.at, example.bad)
    return variant(mutation["layer"], mutation["at"], mutation["by"])


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one["name"])
def test_a_mutation_gives_exactly_its_results(
    mutation: Mutation, variant: type[Variant], baseline: frozenset[str]
) -> None:
    lines = made(mutation, variant).lines()
    assert sorted(lines - baseline) == sorted(mutation["added"])
    assert sorted(baseline - lines) == sorted(mutation.get("gone", []))


def test_there_are_enough_mutations_and_each_has_a_name_of_its_own() -> None:
    names = [one["name"] for one in MUTATIONS]
    assert len(names) == len(set(names)) >= 60
