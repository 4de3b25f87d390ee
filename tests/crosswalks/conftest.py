"""A store for tests of crosswalks: the editions that the package carries, and tables that are written here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.classifiers.editions import edition_named
from profgraph.loader.crossing import Asked, Crossed, import_crosswalk, read_crosswalk
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from profgraph.store.writing.protocol import Writing

Written = Callable[..., Path]
Crossing = Callable[..., Crossed]


@pytest.fixture(scope="session")
def tables(corpus: Path) -> Path:
    """Return the folder of the corpus with tables of classifiers."""
    return corpus / "classifiers"


@pytest.fixture(scope="session")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with nothing but what the package carries; tests copy or only read it."""
    path = tmp_path_factory.mktemp("carried") / "store"
    with Writer.open(path) as writer:
        writer.publish()
    return path


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what writes a text as a file in an encoding and gives its path."""

    def write(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


@pytest.fixture(scope="session")
def crossing() -> Crossing:
    """Return what imports a crosswalk into the store of a writer."""

    def cross(writer: Writing, source: str, target: str, path: Path | None = None, **asked: object) -> Crossed:
        ends, wish = (edition_named(source), edition_named(target)), Asked(**asked)  # type: ignore[arg-type]  # what Asked takes
        return import_crosswalk(writer, path, ends, read_crosswalk(path, ends, wish), wish)

    return cross
