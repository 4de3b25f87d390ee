"""Where two editions of a standard are loaded, a question without a standard is asked of the newest one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import Table
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# These are about editions themselves.
OF_EDITIONS = {"editions", "in-force"}
OPEN = [
    name
    for name, one in catalogue().items()
    if name not in OF_EDITIONS
    and any(parameter.type == "standard" and not parameter.required for parameter in one.parameters)
]


def filled(folder: Path, *texts: str) -> EmbeddedStore:
    paths = []
    for number, text in enumerate(texts):
        # The newest has the same name with others and alone.
        paths.append(folder / f"{len(texts) - number}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    with Writer.open(folder / "store") as writer:
        assert [type(result) for result in load(paths, writer)] == [Loaded] * len(texts)
        writer.publish()
    return EmbeddedStore(folder / "store")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedStore, EmbeddedStore]]:
    """Yield a store with two editions and one with the newer of them."""
    older = bundled().read_text(encoding="utf-8")
    newer = older.replace("08.09.2014 N 620н", "08.09.2020 N 777н").replace(
        "сентября 2014 г. N 620н", "сентября 2020 г. N 777н"
    )
    with (
        filled(tmp_path_factory.mktemp("two"), older, newer) as two,
        filled(tmp_path_factory.mktemp("one"), newer) as one,
    ):
        yield two, one


@pytest.mark.parametrize("name", OPEN)
def test_an_open_question_counts_each_standard_once(name: str, stores: tuple[EmbeddedStore, EmbeddedStore]) -> None:
    two, one = ([*answered(store, name)] for store in stores)
    assert two == one


def answered(store: EmbeddedStore, name: str) -> Iterator[tuple[str, ...]]:
    examples = {one.name: one.example for one in catalogue()[name].parameters if one.example is not None}
    answer = store.query(bound_text(catalogue()[name], examples, store))
    assert isinstance(answer, Table)
    for row in answer.rows:
        yield tuple(str(term) for term in row)
