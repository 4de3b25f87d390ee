"""A store with three standards, one of them with references in circles, and what is exported from it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.queries.exports.writing import write_named
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Exported = Callable[..., bytes]

BUNDLED = bundled().read_text(encoding="utf-8")
TEXTS = {
    "16.020": BUNDLED,
    "16.099": BUNDLED.replace("16.020", "16.099").replace("620н", "621н").replace("Устав ", "План "),
    "99.001": (Path(__file__).parent.parent / "standards" / "broken-references.txt").read_text(encoding="utf-8"),
}


def filled(folder: Path, codes: Iterable[str]) -> Path:
    with Writer.open(folder / "store") as writer:
        for code in codes:
            path = folder / f"{code}.txt"
            path.write_text(TEXTS[code], encoding="utf-8")
            (result,) = load([path], writer)
            assert isinstance(result, Loaded)
        writer.publish()
    return folder / "store"


@pytest.fixture(scope="session")
def one(folder: Path) -> Iterator[EmbeddedStore]:
    """Yield the store with the bundled standard alone."""
    with EmbeddedStore(folder) as store:
        yield store


@pytest.fixture(scope="session")
def several_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with three standards."""
    return filled(tmp_path_factory.mktemp("several"), ["16.020", "16.099", "99.001"])


@pytest.fixture(scope="session")
def several(several_folder: Path) -> Iterator[EmbeddedStore]:
    """Yield that store."""
    with EmbeddedStore(several_folder) as store:
        yield store


@pytest.fixture(scope="session")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Yield a store with the same standards, loaded in another order."""
    with EmbeddedStore(filled(tmp_path_factory.mktemp("turned"), ["99.001", "16.099", "16.020"])) as store:
        yield store


@pytest.fixture(scope="session")
def exported() -> Exported:
    """Return what gives the bytes of an export."""
    return _exported


def _exported(store: EmbeddedStore, form: str, standard: str | None = None) -> bytes:
    output = BytesIO()
    write_named(store, form, standard, output, lang="ru")
    return output.getvalue()
