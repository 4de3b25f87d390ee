"""The command `profgraph` as a person runs it, and a store to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import Loaded, bundled, load
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What would change the language, the store or the warnings of a run.
OURS = ("PROFGRAPH_", "LC_", "LANG", "PYTHONWARNINGS", "FORCE_COLOR", "COLUMNS")


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment of a user with English settings and no store yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return kept | {"LANG": "C.UTF-8", "XDG_DATA_HOME": str(tmp_path_factory.mktemp("home"))}


@pytest.fixture(scope="session")
def profgraph(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., tuple[int, str, str]]:
    """Return the command: it gives its exit status, what it wrote, and what it complained of."""
    # Elsewhere, so that nothing is imported from the checkout.
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*words: object, **variables: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "profgraph", *map(str, words)]
        done = subprocess.run(command, capture_output=True, check=False, cwd=elsewhere, env=environment | variables)
        return done.returncode, done.stdout.decode(errors="surrogateescape"), done.stderr.decode()

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the bundled standard; nobody writes to it."""
    folder = tmp_path_factory.mktemp("filled")
    with Writer.open(folder) as writer:
        assert [type(result) for result in load([bundled()], writer)] == [Loaded]
        writer.publish()
    return folder
