"""What runs by hand at night is checked by day: its script, the paths in it, and the questions that its bench asks."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path

import pytest
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.endpoints import endpoints_of
from profgraph.store.embedded import EmbeddedStore

ROOT = Path(__file__).parents[1]
SCRIPTS = ("nightly", "run")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_well_formed_and_all_that_it_runs_is_there(name: str) -> None:
    script = ROOT / ".ci" / name
    checked = subprocess.run(["/bin/bash", "-n", script], capture_output=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, b"")
    named = re.findall(r"(?:tests|bench)/[\w/.]+", script.read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert name != "nightly" or len(named) > 5


def test_the_bench_has_what_every_question_needs(folder: Path) -> None:
    arguments = runpy.run_path(str(ROOT / "bench" / "questions.py"))["arguments_of"]
    with EmbeddedStore(folder) as store:
        for question in catalogue().values():
            if endpoints_of(question):
                continue
            text = bound_text(question, arguments(question), store)
            assert text.rstrip().endswith(question.text.rstrip().splitlines()[-1])
