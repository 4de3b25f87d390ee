"""Cards on their way into a store: each standard of a file by itself, whatever is wrong with another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, load
from profgraph.ontology.terms import PS
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    with Writer.open(tmp_path / "store") as opened:
        yield opened


def became(results: Iterator[object]) -> list[tuple[str, bool | str]]:
    """Return the name of each document with whether it changed the store, or why it was refused."""
    return [(one.name, one.changed if isinstance(one, Loaded) else one.error.message.en) for one in results]  # type: ignore[attr-defined]  # the other one is Refused


def test_each_standard_of_an_export_is_loaded_once(
    tmp_path: Path, writer: Writer, exporting: Callable[[int], bytes]
) -> None:
    path = tmp_path / "export.xml"
    path.write_bytes(exporting(3))
    names = [f"export.xml#{number}" for number in (1, 2, 3)]
    assert became(load([path], writer)) == [(name, True) for name in names]
    assert became(load([path], writer)) == [(name, False) for name in names]
    codes = sorted(str(code) for _, _, code, _ in writer.triples(None, PS.code, None) if str(code).startswith("40."))
    assert sorted(set(codes)) == ["40.001", "40.002", "40.003"]


def test_one_bad_standard_does_not_stop_the_others(
    tmp_path: Path, writer: Writer, exporting: Callable[[int], bytes]
) -> None:
    path, text = tmp_path / "export.xml", tmp_path / "note.txt"
    path.write_bytes(exporting(3).replace(b"40.002", b""))
    text.write_text("Это не приказ", encoding="utf-8")
    missing = "export.xml#2: section I has no activity code (NN.NNN); add it: without it the standard has no address"
    found = became(load([text, path], writer))
    assert found[1:] == [("export.xml#1", True), ("export.xml#2", missing), ("export.xml#3", True)]
    assert found[0][0] == "note.txt"
