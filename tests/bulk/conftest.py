"""A small synthetic corpus, what the store holds after a load of it one by one, and a load in bulk."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.bulk.loading import load_in_bulk
from profgraph.loader.bulk.reader import Order
from profgraph.loader.pipeline import Loaded, load
from profgraph.settings import BASE
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from profgraph.loader.outcomes import Outcome

BENCH = Path(__file__).parents[2] / "bench"
COUNT = 12
Loading = Callable[..., "list[Outcome]"]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of synthetic standards, of which some are editions of one work and one is there twice."""
    folder = tmp_path_factory.mktemp("corpus")
    made = [sys.executable, str(BENCH / "corpus.py"), str(folder), "40", "1"]
    subprocess.run(made, check=True)
    files = sorted(folder.iterdir())
    kept = [*[file for file in files if _is_second_edition(file, files)][:1], *files][:COUNT]
    for file in set(files) - set(kept):
        file.unlink()
    (folder / "another-name.xml").write_bytes((folder / "synthetic-00002.xml").read_bytes())
    return folder


def _is_second_edition(file: Path, files: list[Path]) -> bool:
    """Tell whether the standard has the code of one of the first ones, which all stay."""
    first = {_code(one) for one in files[: COUNT - 1]} if file not in files[: COUNT - 1] else set()
    return _code(file) in first


def _code(file: Path) -> str:
    text = file.read_text(encoding="utf-8")
    return text.partition("<CodeKindProfessionalActivity>")[2].partition("<")[0].strip(" .")


@pytest.fixture(scope="session")
def one_by_one(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Return the lines of a store into which the corpus was loaded one by one, the last file first."""
    folder = tmp_path_factory.mktemp("one-by-one") / "store"
    with Writer.open(folder) as writer:
        results = list(load(sorted(corpus.iterdir(), reverse=True), writer))
        writer.publish()
    assert {type(result) for result in results} == {Loaded}
    return lines_of(folder)


@pytest.fixture(scope="session")
def lines() -> Callable[[Path], list[bytes]]:
    """Return what gives the canonical lines of a store."""
    return lines_of


def lines_of(folder: Path) -> list[bytes]:
    with EmbeddedStore(folder) as store:
        return list(canonical_nquads(store))


@pytest.fixture(scope="session")
def in_bulk() -> Loading:
    """Return what loads paths into a store in bulk."""
    return loaded


def loaded(paths: Iterable[Path], folder: Path, **options: object) -> list[Outcome]:
    with Writer.open(folder) as writer:
        found = list(load_in_bulk(paths, writer, Order(BASE), **options))  # type: ignore[arg-type]  # options of the load
        writer.publish()
    return found
