"""Behind an address: the exported store in another engine gives the same answers, lists and counts."""

from __future__ import annotations

import csv
import errno
import os
import shlex
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from profgraph.errors import UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.export import export
from profgraph.queries.rendering import serialised
from profgraph.store.embedded import EmbeddedStore
from profgraph.store.remote import RemoteStore
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

HERE = Path(__file__).parent
STANDARDS = {"bundled": "16.020", "broken-references": "99.001", "gardeners": "99.001"}
with (HERE / "answers" / "arguments.tsv").open(encoding="utf-8", newline="") as table:
    CASES = {row["question"]: row for row in csv.DictReader(table, delimiter="\t")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the bundled standard, the broken one and one akin to it."""
    made = tmp_path_factory.mktemp("store")
    with Writer.open(made) as writer:
        others = (HERE / "standards" / f"{name}.txt" for name in ("broken-references", "kindred"))
        for _ in load([bundled(), *others], writer):
            pass
        writer.publish()
    return made


@pytest.fixture(scope="module")
def address(
    folder: Path, serving: Callable[[Path], AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the address of an `oxigraph serve` that was filled with the exported N-Quads."""
    with EmbeddedStore(folder) as store:
        output = BytesIO()
        export(store, ".nq", None, output, lang="en")
        exported = output.getvalue()
    data = tmp_path_factory.mktemp("served")
    ox.Store(str(data)).bulk_load(exported, format=ox.RdfFormat.N_QUADS)
    with serving(data) as served:
        yield served


@pytest.mark.parametrize("name", CASES)
def test_an_endpoint_gives_the_same_answer(address: str, esco: str, name: str) -> None:
    arguments = dict(pair.split("=") for pair in shlex.split(CASES[name]["arguments"] or ""))
    standard = STANDARDS[CASES[name]["source"]]
    if any(one.type == "standard" for one in catalogue()[name].parameters):
        arguments["standard"] = standard
    elif "function" in arguments:
        arguments["function"] = f"{standard}/{arguments['function']}"
    if "endpoint" in arguments:
        arguments["endpoint"] = esco
    store = RemoteStore(address)
    answer = serialised(store, bound_text(catalogue()[name], arguments, store), "csv")
    assert answer.decode() == (HERE / "answers" / f"{name}.csv").read_bytes().decode()


def test_names_are_resolved_by_what_the_endpoint_holds(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        bound_text(catalogue()["requirements"], {"function": "A"}, RemoteStore(address))
    several = "16.020@620n-2014-09-08/A, 99.001@77n-2015-02-02/A, 99.002@78n-2015-02-02/A"
    assert refused.value.message.en == f"several fit, say which: {several}"


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--format", "json"],
        ["stats", "--format", "csv"],
        ["query", "function-map", "standard=16.020"],
        ["query", "effective-skills", "function=B/04.6", "--format", "tsv"],
        ["query", "career-ladder", "standard=16.020", "--format", "xlsx"],
        ["query", "-q", "ASK { ?f ps:code 'B/03.6' }"],
    ],
    ids=" ".join,
)
def test_the_command_line_says_the_same_over_an_address(address: str, folder: Path, words: list[str]) -> None:
    here, there = (profgraph("--store", store, *words) for store in (str(folder), address))
    assert (there.returncode, there.stderr) == (0, b"")
    assert there.stdout == here.stdout


@pytest.mark.parametrize("words", [["load"], ["remove", "16.020"], ["export", "-o", "nowhere/all.nq"]], ids=" ".join)
def test_an_address_is_not_written_to(address: str, words: list[str]) -> None:
    done = profgraph("--store", address, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"{address}: a remote store is read-only; name a folder: --store FOLDER\n"


def test_an_address_where_nothing_listens_is_said_in_one_line() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/query"
    done = profgraph("--store", address, "--lang", "ru", "list")
    assert (done.returncode, done.stdout) == (2, b"")
    reason = f"[Errno {errno.ECONNREFUSED}] {os.strerror(errno.ECONNREFUSED)}"
    assert done.stderr.decode() == f"{address}: нет ответа ({reason}); проверьте адрес и доступность сервера\n"


def profgraph(*words: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROFGRAPH_", "LC_", "LANG"))}
    return subprocess.run([sys.executable, "-m", "profgraph", *words], capture_output=True, check=False, env=kept)
