"""Graphs of others for tests: those of the corpus, small ones that are written here, and stores to add them to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.foreign.adding import Added, add_graph, read_graph
from profgraph.loader.foreign.mapping import read_mapping
from profgraph.ontology.terms import Minter
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from profgraph.store.writing.protocol import Writing

Put = Callable[..., Added]
Written = Callable[..., Path]
MOST = 1_000_000
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def ontologies(corpus: Path) -> Path:
    """Return the folder of the corpus with ontologies."""
    return corpus / "ontologies"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what writes a text or bytes as a file and gives its path."""

    def write(content: str | bytes, name: str = "theirs.ttl") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a store with the bundled standard that a test may write to."""
    path = tmp_path / "store"
    with Writer.open(folder) as writer:
        (path / "live").parent.mkdir()
        writer.engine.backup(str(path / "live"))
    shutil.copy(folder / "store.json", path)
    with Writer.open(path) as writer:
        writer.publish()
    return path


@pytest.fixture(scope="session")
def put() -> Put:
    """Return what adds a file to what a writer writes to, with a mapping or without."""

    def add(writer: Writing, name: str, file: Path, mapping: Path | None = None) -> Added:
        minter = Minter(BASE)
        given = read_graph(file.read_bytes(), name, file.name, minter, most=MOST)
        done = add_graph(writer, name, given, read_mapping(mapping, minter) if mapping else None)
        writer.publish()
        return done

    return add


@pytest.fixture(scope="session")
def held() -> Callable[[Path], list[bytes]]:
    """Return what gives all that readers see in a folder."""

    def lines(folder: Path) -> list[bytes]:
        with EmbeddedStore(folder) as reader:
            return list(canonical_nquads(reader))

    return lines
