"""A bare store: it holds what was written to it, no graph of the program, and takes no standards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from profgraph.cli import cli
from profgraph.errors import StoreError, UsageError
from profgraph.store.embedded import EmbeddedStore, canonical_nquads
from profgraph.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

    Editing = Callable[..., AbstractContextManager[FlaskClient]]

UPDATE = "application/sparql-update"
ALL = "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g ORDER BY ?g"
META = "https://w3id.org/profgraph/id/graph/meta"


def rows(client: FlaskClient, query: str) -> list[str]:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200
    return answer.text.split("\r\n")[1:-1]


@pytest.mark.parametrize("mode", ["strict", "union"])
def test_queries_and_updates_find_what_was_written_and_nothing_else(
    mode: str, editing: Editing, tmp_path: Path
) -> None:
    with editing(tmp_path / "store", bare=True, default_graph=mode) as client:

        def update(text: str) -> tuple[int, int]:
            response = client.post("/update", data=text, content_type=UPDATE)
            assert response.status_code == 200
            told = json.loads(response.text)
            return told["added"], told["removed"]

        assert rows(client, ALL) == []
        assert update("DROP ALL") == (0, 0)
        written = "INSERT DATA { <x:a> <x:p> 1 GRAPH <x:g> { <x:b> <x:p> 2 . <x:c> <x:p> 3 } }"
        assert update(written) == (3, 0)
        assert rows(client, ALL) == ([",1", "x:g,2"] if mode == "strict" else [",3", "x:g,2"])
        # The dataset of the update is the same: the store's own graph is not there for it.
        assert update("INSERT { <x:seen> <x:in> ?g } WHERE { GRAPH ?g { ?s ?p ?o } }") == (1, 0)
        assert rows(client, "SELECT ?o { <x:seen> <x:in> ?o }") == ["x:g"]
        assert rows(client, "SELECT ?s FROM <x:g> { ?s ?p ?o FILTER(?o = 3) }") == ["x:c"]
        assert update("DROP ALL") == (0, 4)
        assert rows(client, ALL) == []
        assert client.get("/graphs?graph=x:g").status_code == 404
        refused = client.post(
            "/update", data=f"INSERT DATA {{ GRAPH <{META}> {{ <x:a> <x:p> 1 }} }}", content_type=UPDATE
        )
        assert refused.status_code == 409


def test_bare_is_for_ever(editing: Editing, tmp_path: Path) -> None:
    with editing(tmp_path / "store", bare=True) as client:
        client.post("/update", data="INSERT DATA { <x:a> <x:p> 1 }", content_type=UPDATE)
    # Whoever opens it next does not say it again.
    with editing(tmp_path / "store") as client:
        assert rows(client, ALL) == [",1"]


def test_a_store_with_graphs_of_the_program_cannot_become_bare(tmp_path: Path) -> None:
    with Writer.open(tmp_path / "store"):
        pass
    with pytest.raises(StoreError, match="this store holds graphs of the program; for --bare name a new folder"):
        Writer.open(tmp_path / "store", bare=True).__enter__()


def test_it_takes_no_standards(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with Writer.open(store, bare=True):
        pass
    done = CliRunner().invoke(cli, ["--store", str(store), "load"])
    assert isinstance(done.exception, UsageError)
    assert done.exception.message.en == (
        f"{store}: made with --bare, this store takes no standards; write to it by /update and /graphs"
    )


def ran(store: Path, *words: str) -> str | BaseException | None:
    done = CliRunner().invoke(cli, ["--lang", "en", "--store", str(store), *words])
    return done.exception or done.output


def test_promise_i_a_backup_of_it_makes_a_bare_store_again(editing: Editing, folder: Path, tmp_path: Path) -> None:
    store, other, file = tmp_path / "store", tmp_path / "other", str(tmp_path / "one.gz")
    with editing(store, bare=True) as client:
        text = "INSERT DATA { <x:a> <x:p> [] GRAPH <x:g> { <x:b> <x:p> 2 } } ; CREATE GRAPH <x:empty>"
        version = json.loads(client.post("/update", data=text, content_type=UPDATE).text)["dataVersion"]
        assert ran(store, "backup", file) == f"{file}: backup of version {version}, triples: 8\n"
        client.post("/update", data="INSERT DATA { <x:a> <x:p> 3 }", content_type=UPDATE)
        # Beside the server.
        assert ran(store, "restore", file, "--force") == f"{file}: restored, version {version}\n"
        assert rows(client, ALL) == [",2", "x:g,1"]
    assert ran(other, "restore", file) == f"{file}: restored, version {version}\n"
    with EmbeddedStore(store) as one, EmbeddedStore(other) as two:
        assert list(canonical_nquads(one)) == list(canonical_nquads(two))
    with editing(other) as client:
        assert (rows(client, ALL), client.get("/graphs?graph=x:empty").status_code) == ([",2", "x:g,1"], 200)
    assert isinstance(ran(folder, "restore", file, "--force"), StoreError)
    usual = str(tmp_path / "usual.gz")
    ran(folder, "backup", usual)
    assert isinstance(ran(other, "restore", usual, "--force"), UsageError)


def test_at_an_address_there_is_no_bare_store() -> None:
    done = CliRunner().invoke(cli, ["--store", "http://127.0.0.1:1/sparql", "serve", "--bare"])
    assert isinstance(done.exception, UsageError)
    assert done.exception.message.en == (
        "http://127.0.0.1:1/sparql: a remote store is read-only; name a folder: --store FOLDER"
    )
