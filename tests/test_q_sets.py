"""Every question is a form, a table, a file, an operation, a command and an example; nothing else is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.catalogue import catalogue
from profgraph.web.questions import FILES
from rdflib import RDF, SH, Graph

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}
EXAMPLES = "http://localhost/.well-known/sparql-examples/"


@pytest.fixture(scope="module")
def client(federating: FlaskClient) -> FlaskClient:
    """Return a client of a service that may call another endpoint: one question does."""
    return federating


def example_of(name: str, client: FlaskClient) -> dict[str, str]:
    """Return the arguments of an example, its endpoint the one that the form offers."""
    given = {one.name: one.example for one in catalogue()[name].parameters if one.example is not None}
    if "endpoint" not in given:
        return given
    form = client.get(f"/q/{name}", headers=HTML).text.partition('name="endpoint"')[2]
    return given | {"endpoint": re.findall(r'<option value="(http[^"]+)"', form)[0]}


def listed(client: FlaskClient) -> set[str]:
    return set(re.findall(r'<a href="/q/([\w-]+)">', client.get("/q/", headers=HTML).text))


def forms(client: FlaskClient) -> set[str]:
    """Return the questions of the list whose pages have a form with all their parameters."""
    found = set()
    for name in listed(client):
        text = client.get(f"/q/{name}", headers=HTML).text
        form = text.partition(f'<form class="question" action="/q/{name}" method="get">')[2].partition("</form>")[0]
        if re.findall(r'name="(\w+)"', form) == [one.name for one in catalogue()[name].parameters]:
            found.add(name)
    return found


def tables(client: FlaskClient) -> set[str]:
    """Return the questions whose pages answer the example, by their heads or by saying that there is nothing."""
    pages = {
        name: client.get(f"/q/{name}", query_string=example_of(name, client), headers=HTML) for name in listed(client)
    }
    return {
        name
        for name, page in pages.items()
        if page.status_code == 200
        and ('<table class="answer stack' in page.text or '<p class="none">Ничего не нашлось.</p>' in page.text)
    }


def files(client: FlaskClient) -> set[str]:
    """Return the questions with every kind of file."""
    got = {
        name: [client.get(f"/q/{name}.{suffix}", query_string=example_of(name, client)).mimetype for suffix in FILES]
        for name in listed(client)
    }
    return {name for name, types in got.items() if types == list(FILES.values())}


def operations(client: FlaskClient) -> set[str]:
    paths = json.loads(client.get("/openapi.json").text)["paths"]
    found = {
        one["operationId"] for path in paths.values() for one in path.values() if "questions" in one.get("tags", [])
    }
    return {name for name in found if f"{name}-file" in found}


def commands(folder: Path) -> set[str]:
    words = [sys.executable, "-m", "profgraph", "--store", str(folder), "--lang", "en", "query", "--list"]
    done = subprocess.run(words, capture_output=True, check=True, encoding="utf-8", timeout=60)
    return set(re.findall(r"^([\w-]+)", done.stdout, flags=re.MULTILINE))


def examples(client: FlaskClient) -> set[str]:
    described = Graph().parse(data=client.get(EXAMPLES).text, format="turtle")
    return {str(one).removeprefix(EXAMPLES) for one in described.subjects(RDF.type, SH.SPARQLExecutable)}


def test_the_six_sets_are_the_catalogue(client: FlaskClient, folder: Path) -> None:
    sets = {
        "forms": forms(client),
        "tables": tables(client),
        "files": files(client),
        "operations": operations(client),
        "commands": commands(folder),
        "examples": examples(client),
    }
    assert sets == {name: set(catalogue()) for name in sets}
