"""A question that is narrowed by a level or by words gives those rows of its whole answer that have them, in order."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.protocol import table_of
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

GARDENERS = [Path(__file__).parent / "standards" / f"{name}.txt" for name in ("broken-references", "kindred")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with the bundled standard and two of gardeners, one of which writes «ё»."""
    folder = tmp_path_factory.mktemp("narrowed") / "store"
    with Writer.open(folder) as writer:
        list(load([bundled(), *GARDENERS], writer))
        writer.publish()
    with EmbeddedStore(folder) as opened:
        yield opened


def rows(store: EmbeddedStore, name: str, **arguments: str) -> list[dict[str, str]]:
    table = table_of(store.query(bound_text(catalogue()[name], arguments, store)))
    said = (["" if term is None else str(term) for term in row] for row in table.rows)
    return [dict(zip(table.variables, row, strict=True)) for row in said]


@pytest.mark.parametrize(
    ("name", "whole", "narrowed", "column", "part", "count"),
    [
        ("added-by-level", {}, {"level": "5"}, "added", "5", 50),
        ("ways-in", {}, {"level": "6"}, "rank", "6", 6),
        ("ways-in", {}, {"level": "7"}, "rank", "7", 0),
        ("standards-by-developer", {}, {"developer": " ШКОЛА "}, "organisation", "школа", 3),
        ("functions-by-title", {"title": ""}, {"title": "\tМастер "}, "text", "мастер", 3),
        ("functions-by-title", {"title": ""}, {"title": "САДОВНИК"}, "text", "садовник", 2),
        ("functions-by-title", {"title": ""}, {"title": ".*"}, "text", ".*", 0),
        ("text-search", {"text": ""}, {"text": "ПРИЁМЫ"}, "found", "приемы", 2),
        ("text-search", {"text": ""}, {"text": "приемы обрезки"}, "found", "приемы обрезки", 2),
        ("text-search", {"text": ""}, {"text": '"Проверка технического'}, "found", '"проверка технического', 6),
        ("text-search", {"text": ""}, {"text": '"} #\\'}, "found", '"} #\\', 0),
    ],
)
def test_a_narrowed_answer_is_a_part_of_the_whole(
    store: EmbeddedStore,
    name: str,
    whole: dict[str, str],
    narrowed: dict[str, str],
    column: str,
    part: str,
    count: int,
) -> None:
    expected = [row for row in rows(store, name, **whole) if part in row[column].lower().replace("ё", "е")]
    assert rows(store, name, **narrowed) == expected
    assert len(expected) == count
