"""Tables of classifiers for tests: small ones that are written here, and those of the corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Written = Callable[..., Path]


@pytest.fixture(scope="session")
def tables(corpus: Path) -> Path:
    """Return the folder of the corpus with tables of classifiers."""
    return corpus / "classifiers"


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Return what writes a text as a file in an encoding and gives its path."""

    def write(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
