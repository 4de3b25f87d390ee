"""What the README shows is what happens: its example answers, its Python runs, its commands exist."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Running = Callable[..., AbstractContextManager[str]]

ROOT = Path(__file__).parent.parent
READMES = {"en": ROOT / "README.md", "ru": ROOT / "README.ru.md"}
PYTHON = re.findall(r"```python\n(.*?)```", READMES["en"].read_text(encoding="utf-8"), re.DOTALL)
TOKEN = "a-token-of-tests-only"  # noqa: S105  (nothing is behind it)
CODES = ["A/01.5", "A/02.5", "A/03.5", "B/01.6", "B/02.6", "B/03.6", "B/04.6"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "store"
    run("--store", str(path), "load")
    return path


@pytest.fixture(scope="module")
def address(folder: Path, running: Running) -> Iterator[str]:
    with running(folder, PROFGRAPH_TOKEN=TOKEN) as address:
        yield address


def run(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "profgraph", *words], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("lang", READMES)
def test_the_example_answers_as_shown(lang: str, folder: Path) -> None:
    (example,) = re.findall(
        r"```console\n\$ profgraph (.*?)\n(.*?)```", READMES[lang].read_text(encoding="utf-8"), re.DOTALL
    )
    shown = [line for line in squeezed(example[1]) if line != "…"]
    answer = squeezed(run("--store", str(folder), *shlex.split(example[0])))
    assert [line for line in answer if line in shown] == shown


def test_six_lines_of_sparqlwrapper(address: str) -> None:
    code = next(block for block in PYTHON if "SPARQLWrapper" in block)
    assert len([line for line in code.splitlines() if line.strip()]) <= 6
    printed = executed(code.replace("127.0.0.1:8014", address)).splitlines()
    assert [line.partition(" ")[0] for line in printed] == CODES
    assert printed[5] == "B/03.6 Управление процессом эксплуатации муниципальных линий электропередачи"


@pytest.mark.skipif(shutil.which("curl") is None, reason="the examples are of curl")
@pytest.mark.parametrize("lang", READMES)
def test_the_lines_of_curl_write_and_read(lang: str, address: str) -> None:
    # Those of linked data are run in test_linked_data.py.
    lines = re.findall(r"^curl (?!.*/(?:id|doc)/).*$", READMES[lang].read_text(encoding="utf-8"), re.MULTILINE)
    update, put, read = (shell(line.replace("127.0.0.1:8014", address)) for line in lines)
    written = json.loads(update)
    # The second language writes another comment, the same note.
    assert ((written["added"], written["removed"]), put) == ((1, 0), "")
    assert read == (
        f"<http://{address}/graphs/notes#n2> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://example.org/Note> .\n"
    )


def shell(line: str) -> str:
    environ = os.environ | {"PROFGRAPH_TOKEN": TOKEN}
    done = subprocess.run(
        ["/bin/sh", "-c", line.replace("curl ", "curl --silent --show-error --fail-with-body ", 1)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environ,
    )
    return done.stdout


def test_the_graph_in_a_notebook(folder: Path) -> None:
    code = next(block for block in PYTHON if "open_graph" in block)
    assert executed(code.replace("FOLDER", str(folder))) == "16\n"


def executed(code: str) -> str:
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8")
    return done.stdout


@pytest.mark.parametrize("lang", READMES)
def test_every_command_shown_exists(lang: str) -> None:
    shown = re.findall(r"^profgraph (\w[\w-]*)", READMES[lang].read_text(encoding="utf-8"), re.MULTILINE)
    assert shown
    assert set(shown) <= set(cli.commands)
