"""Writes of the graph store protocol, and the log in which every write leaves a line."""

from __future__ import annotations

import hashlib
import json
import stat
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from profgraph.errors import RefusedError, UsageError
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import BASE
from profgraph.store.writer import Writer
from profgraph.store.writing.opening import open_writer, server_writer
from profgraph.store.writing.protocol import Document, GraphWrite, Outcome, Update

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    State = Callable[[Path], frozenset[str]]

ONE, TWO, THREE = (f"<x:s> <x:p> <x:{name}>" for name in ("one", "two", "three"))


def lines(*triples: str) -> bytes:
    return "".join(f"{triple} .\n" for triple in triples).encode()


def log(folder: Path) -> list[dict[str, Any]]:
    """Return what became of each write, after checking that what was intended is told just before it."""
    told = [json.loads(line) for line in (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]
    for place, one in enumerate(told):
        if one["outcome"] == "intended":
            assert told[place + 1] | {"when": one["when"], "outcome": "intended"} == one
    outcomes = [one for one in told if one["outcome"] != "intended"]
    assert len({one.pop("id") for one in outcomes}) == len(outcomes)
    return outcomes


@pytest.mark.parametrize("graph", ["x:g", None])
def test_a_graph_is_put_added_to_and_deleted(served: Path, state: State, graph: str | None) -> None:
    name = f" <{graph}>" if graph else ""
    held: list[tuple[str, bytes, Outcome, set[str]]] = []
    with server_writer(served) as client:
        empty = client.data_version()

        def write(method: str, data: bytes, added: int, removed: int, left: set[str], *, existed: bool = True) -> str:
            outcome = client.write(GraphWrite(method, graph, (Document("application/n-triples", data),)), client="test")  # type: ignore[arg-type]  # a method
            assert outcome == Outcome(added, removed, client.data_version(), existed or graph is None)
            assert state(served) == {f"{triple}{name}" for triple in left}
            held.append((method, data, outcome, left))
            return outcome.data_version

        assert write("delete", b"", 0, 0, set(), existed=False) == empty
        first = write("put", lines(ONE, TWO), 2, 0, {ONE, TWO}, existed=False)
        assert write("put", lines(TWO, ONE), 0, 0, {ONE, TWO}) == first
        assert write("post", lines(TWO, THREE), 1, 0, {ONE, TWO, THREE}) != first
        write("put", lines(THREE), 0, 2, {THREE})
        hollow = write("put", b"", 0, 1, set())
        assert (hollow == empty) is (graph is None)
        write("post", b"", 0, 0, set())
        assert write("delete", b"", 0, 0, set()) == empty
    assert [(one["what"], one["outcome"]) for one in log(served)] == [(method, "done") for method, *_ in held]


def test_an_empty_graph_is_there_until_it_is_deleted(served: Path) -> None:
    with server_writer(served) as client:
        for existed in (False, True):
            assert client.write(GraphWrite("put", "x:g"), client="test").existed is existed
        assert client.write(GraphWrite("delete", "x:g"), client="test").existed is True
        assert client.write(GraphWrite("delete", "x:g"), client="test").existed is False


def test_the_blank_nodes_of_two_writes_are_different_ones(served: Path, state: State) -> None:
    with server_writer(served) as client:
        for _ in range(2):
            client.write(
                GraphWrite(
                    "post", "x:g", (Document("application/n-triples", b"_:a <x:p> _:b .\n_:b <x:p> <x:o> .\n"),)
                ),
                client="test",
            )
    nodes = {word for line in state(served) for word in line.split() if word.startswith("_:")}
    assert (len(nodes), len(state(served))) == (4, 4)


@pytest.mark.parametrize(
    ("graph", "data", "kind"),
    [
        ("x:g", b"<x:s> <x:p> .", UsageError),
        ("x:g", b"<x:s> <x:p> \xff .", UsageError),
        ("x:g", b'<x:s> <x:p> "x"@en--ltr .', RefusedError),
        ("no iri", b"", UsageError),
        ("x:other", lines(ONE), RefusedError),
        (f"{BASE}graph/meta", b"", RefusedError),
        (f"{BASE}graph/ontology", lines(TWO), RefusedError),
    ],
)
def test_what_cannot_be_written_is_refused_and_logged(
    served: Path, state: State, graph: str, data: bytes, kind: type[Exception]
) -> None:
    with server_writer(served) as client:
        version = client.write(
            GraphWrite("put", "x:held", (Document("application/n-triples", lines(ONE)),)), client="test"
        ).data_version
        for method in ("put", "post"):
            if data or method == "put":
                with pytest.raises(kind):
                    client.write(GraphWrite(method, graph, (Document("application/n-triples", data),)), client="test")  # type: ignore[arg-type]  # a method
        assert client.data_version() == version
    assert state(served) == {f"{ONE} <x:held>"}
    assert log(served)[-1]["after"] == log(served)[-1]["before"] == version
    assert {one["outcome"] for one in log(served)[1:]} == {"refused"}


def test_the_log_has_a_line_for_every_write(served: Path) -> None:
    begun = datetime.now(UTC)
    text = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 'ё' } } #" + "ё" * 300
    bad = "INSERT DATA {\noops"
    with server_writer(served) as client:
        versions = [client.data_version()]
        versions.append(client.update(Update(text), client="192.0.2.7").data_version)
        with pytest.raises(UsageError):
            client.update(Update(bad), client="192.0.2.7")
        versions.append(client.write(GraphWrite("delete", "x:g"), client="::1").data_version)
    with open_writer(served, purpose="load") as writer:
        list(load([bundled()], writer))
        versions.append(writer.data_version())
    told = log(served)
    whens = [datetime.fromisoformat(one.pop("when")) for one in told]
    assert whens == sorted(whens)
    assert begun.replace(microsecond=0) <= whens[0] <= datetime.now(UTC)
    clients = [one.pop("client") for one in told]
    assert clients[:3] == ["192.0.2.7", "192.0.2.7", "::1"]
    assert clients[3].startswith("pid ")
    graphs = sorted(f"{BASE}graph/{name}" for name in ("concepts", "registry", *VERSIONED))
    assert [one.pop("graphs") for one in told] == [["x:g"], [], ["x:g"], graphs]
    assert told == [
        entry("update", text, versions[0], versions[1], added=1),
        entry("update", bad, versions[1], versions[1], why=STRAY),
        entry("delete", "", versions[1], versions[2], removed=1),
        entry("load", "", versions[2], versions[3], added=told[3]["added"]),
    ]
    assert told[3]["added"] > 3000
    assert stat.S_IMODE((served / "audit.jsonl").stat().st_mode) == 0o600


STRAY = "the update, line 2, column 1: 'OOPS' is no word and no sign of SPARQL; correct it or set it off by a space"
VERSIONED = [f"{kind}/16.020/620n-2014-09-08" for kind in ("asserted", "inferred", "report", "source")]


def entry(
    what: str, text: str, before: str, after: str, *, added: int = 0, removed: int = 0, why: str | None = None
) -> dict[str, object]:
    return {
        "what": what,
        "outcome": "refused" if why else "done",
        "why": why,
        "added": added,
        "removed": removed,
        "sha256": hashlib.sha256(text.encode()).hexdigest() if text else None,
        "text": text[:200],
        "before": before,
        "after": after,
    }


def test_a_writer_without_a_server_logs_too(tmp_path: Path) -> None:
    with Writer.open(tmp_path, purpose="load") as writer:
        list(load([bundled()], writer))
        list(load([bundled()], writer))
    first, again = log(tmp_path)
    assert (first["what"], first["outcome"], again["what"], again["outcome"]) == ("load", "done", "load", "done")
    assert first["before"] != first["after"] == again["before"] == again["after"]
    assert (again["added"], again["removed"]) == (0, 0)
