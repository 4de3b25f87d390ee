"""Writes that ask for the data to be as their client has read them: If-Match, If-None-Match."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flask.testing import FlaskClient

    Editing = Callable[..., AbstractContextManager[FlaskClient]]

TURTLE = "text/turtle"
NAMED, DEFAULT, ABSENT = "/graphs?graph=x:g", "/graphs?default", "/graphs?graph=x:none"
CHANGED = "the data are not, or no more, those that If-Match names; read them anew and try again"
THERE = "what If-None-Match asks not to be there is there; to replace it, leave that header out"
INSERT = "INSERT DATA { GRAPH <x:g> { <x:s> <x:p> 'by update' } }"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conditions") / "store"


@pytest.fixture(scope="module")
def editor(editing: Editing, store: Path) -> Iterator[FlaskClient]:
    with editing(store) as client:
        yield client


@pytest.fixture
def version(editor: FlaskClient) -> str:
    """Give the version of the data in which the named graph is there."""
    editor.delete(ABSENT)
    return put(editor, NAMED, "first")[1]


def put(client: FlaskClient, address: str, value: str, **conditions: str) -> tuple[int, str]:
    """Return the status of a write, and the version of the data then or why it was refused."""
    headers = {name.replace("_", "-"): value for name, value in conditions.items()}
    response = client.put(address, data=f"<x:s> <x:p> '{value}' .", content_type=TURTLE, headers=headers)
    if response.status_code < 400:
        return response.status_code, response.headers["ProfGraph-Data-Version"]
    return response.status_code, json.loads(response.text)["detail"]


def held(client: FlaskClient) -> str:
    return client.get(NAMED, headers={"Accept": "application/n-triples"}).text


@pytest.mark.parametrize("accept", [TURTLE, "application/ld+json"])
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_a_graph_is_replaced_by_whoever_has_read_it_and_by_nobody_else(
    editor: FlaskClient, version: str, accept: str, encoding: str
) -> None:
    reader = editor.application.test_client()
    read = reader.get(NAMED, headers={"Accept": accept, "Accept-Encoding": encoding}).headers["ETag"]
    assert read.startswith(f'W/"{version}-')
    assert put(editor, NAMED, "mine", If_Match=read)[0] == 204
    # A lost update, if it were made.
    assert put(editor, NAMED, "theirs", If_Match=read) == (412, CHANGED)
    assert held(editor) == '<x:s> <x:p> "mine" .\n'


def test_the_version_that_a_write_names_is_a_tag_too(editor: FlaskClient, version: str) -> None:
    status, after = put(editor, NAMED, "second", If_Match=f'"other", "{version}"')
    assert status == 204
    assert put(editor, NAMED, "third", If_Match=f'"{version}"') == (412, CHANGED)
    update = {"data": INSERT, "content_type": "application/sparql-update"}
    assert editor.post("/update", headers={"If-Match": f'"{version}"'}, **update).status_code == 412  # type: ignore[arg-type]  # what a client takes
    assert editor.post("/update", headers={"If-Match": f'"{after}"'}, **update).status_code == 200  # type: ignore[arg-type]  # what a client takes
    assert len(held(editor).splitlines()) == 2


@pytest.mark.parametrize(
    ("address", "condition", "outcome"),
    [
        (NAMED, {"If_None_Match": "*"}, (412, THERE)),
        (ABSENT, {"If_None_Match": "*"}, 201),
        (DEFAULT, {"If_None_Match": "*"}, (412, THERE)),
        (NAMED, {"If_Match": "*"}, 204),
        (ABSENT, {"If_Match": "*"}, (412, CHANGED)),
        (DEFAULT, {"If_Match": "*"}, 204),
        (NAMED, {"If_Match": '"nonsense"'}, (412, CHANGED)),
        (NAMED, {"If_Match": ""}, (412, CHANGED)),
        (NAMED, {"If_None_Match": '"nonsense"'}, 204),
        (ABSENT, {"If_Match": '"VERSION"'}, (412, CHANGED)),
        (NAMED, {"If_None_Match": 'W/"VERSION-x"'}, (412, THERE)),
    ],
)
def test_what_is_asked_decides(
    editor: FlaskClient, version: str, address: str, condition: dict[str, str], outcome: int | tuple[int, str]
) -> None:
    asked = {name: value.replace("VERSION", version) for name, value in condition.items()}
    status, told = put(editor, address, f"{address}{condition}".replace("'", ""), **asked)
    assert (status if status < 400 else (status, told)) == outcome
    assert editor.delete(DEFAULT).status_code == 204


def test_nothing_is_deleted_that_was_not_read(editor: FlaskClient, version: str, store: Path) -> None:
    refused = editor.delete(NAMED, headers={"If-Match": '"0"'})
    assert (refused.status_code, held(editor)) == (412, '<x:s> <x:p> "first" .\n')
    told = json.loads((store / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (told["what"], told["outcome"], told["why"], told["after"]) == ("delete", "refused", CHANGED, version)
    assert editor.delete(NAMED, headers={"If-Match": f'"{version}"'}).status_code == 204


def test_of_writers_at_the_same_time_one_wins(editor: FlaskClient, version: str) -> None:
    def write(number: int) -> int:
        client = editor.application.test_client()
        client.environ_base |= editor.environ_base
        return put(client, NAMED, str(number), If_Match=f'"{version}"')[0]

    with ThreadPoolExecutor(6) as crowd:
        assert sorted(crowd.map(write, range(6))) == [204, *[412] * 5]
