"""ESCO behind another endpoint gives the occupations of a function: by command, by `/sparql`, as page and file."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.catalogue import bound_text, catalogue
from profgraph.queries.rendering import serialised
from profgraph.settings import Settings
from profgraph.store.embedded import EmbeddedStore
from profgraph.web.app import create_app
from rdflib import SH, Graph

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NAME = "esco-occupations-elsewhere"
ANSWER = (Path(__file__).parent.parent / "answers" / f"{NAME}.csv").read_bytes().decode()
IN_ENGLISH = ANSWER.replace("ОКЗ, ОК 010-93", "OKZ, OK 010-93")
ARGUMENTS = ("function=16.020/A",)


def asked(folder: Path, *words: str, **variables: str) -> tuple[int, str, str]:
    """Return exit status, output and complaints of `profgraph query`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PROFGRAPH_", "LC_", "LANG"))}
    command = [sys.executable, "-m", "profgraph", "--store", str(folder), "--lang", "en", "query", *words]
    done = subprocess.run(command, capture_output=True, check=False, env=kept | variables)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def client(folder: Path, whole_esco: str) -> FlaskClient:
    """Return a client of a service that may call the endpoint with the whole of ESCO."""
    return create_app(Settings(store=str(folder), services=frozenset({whole_esco}))).test_client()


def test_the_command_gives_the_whole_answer_without_a_server(folder: Path, whole_esco: str) -> None:
    words = (NAME, *ARGUMENTS, f"endpoint={whole_esco}", "--format", "csv")
    assert asked(folder, *words, PROFGRAPH_SERVICES=whole_esco) == (0, IN_ENGLISH, "")


def test_the_page_the_file_and_the_query_give_the_same(client: FlaskClient, whole_esco: str) -> None:
    given = {"function": "16.020/A", "endpoint": whole_esco, "lang": "en"}
    page = client.get(f"/q/{NAME}", query_string=given, headers={"Accept": "text/html"})
    file = client.get(f"/q/{NAME}.csv", query_string=given)
    example = Graph().parse(data=client.get(f"/.well-known/sparql-examples/{NAME}").text, format="turtle")
    query = str(next(example.objects(None, SH.select)))
    posted = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert [(one.status_code, one.text) for one in (file, posted)] == [(200, IN_ENGLISH), (200, ANSWER)]
    assert (page.status_code, page.text.count("http://data.europa.eu/esco/occupation/") > 0) == (200, True)
    assert re.findall(r">(3113\.[\d.]+)<", page.text) == [row["code"] for row in rows(ANSWER)]


def test_the_answer_of_another_endpoint_is_never_kept(client: FlaskClient, whole_esco: str) -> None:
    file = client.get(f"/q/{NAME}.csv", query_string={"function": "16.020/A", "endpoint": whole_esco})
    assert ("ETag" in file.headers, file.headers["Cache-Control"]) == (False, "no-cache")


@pytest.mark.parametrize("code", ["A", "A/02.5", "B", "B/03.6"])
def test_both_questions_about_esco_agree(folder: Path, esco: str, code: str) -> None:
    with EmbeddedStore(folder) as store:
        here = bound_text(catalogue()["esco-occupations"], {"function": code}, store)
        there = bound_text(catalogue()[NAME], {"function": code, "endpoint": esco}, store)
        known, called = (rows(serialised(store, text, "csv").decode()) for text in (here, there))
    for row in known:
        # ESCO's groups are those of ISCO, by their codes.
        assert row.pop("group") == row["isco08"]
    assert sorted(called, key=str) == sorted(known, key=str)
    assert len(called) > 3


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))
