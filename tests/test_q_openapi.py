"""The OpenAPI document: valid, as complete as the routes, and every media type that it claims is given."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import validate as matches
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from profgraph import __version__
from profgraph.queries.catalogue import catalogue
from profgraph.queries.rendering import XLSX
from profgraph.web.openapi.routes import KNOWN
from profgraph.web.questions import FILES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

METHODS = {"get", "post", "put", "patch", "delete"}
# What the answer in each type needs to be asked.
FIELDS = {
    "/sparql": {"query": "ASK {}"},
    "/graphs": {"default": ""},
    "/diff": {"a": "16.020", "b": "16.020"},
}
ENDS = {media_type: suffix for suffix, media_type in FILES.items()}
OF_GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    found: dict[str, Any] = json.loads(response.text)
    return found


def test_the_document_is_valid(described: dict[str, Any]) -> None:
    validate(described, cls=OpenAPIV31SpecValidator)
    assert (described["openapi"], described["info"]["version"]) == ("3.1.0", __version__)
    assert described["servers"] == [{"url": "http://localhost"}]


def test_every_route_and_method_is_there(described: dict[str, Any], client: FlaskClient) -> None:
    routes: dict[str, set[str]] = {}
    for rule in client.application.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        methods = {method.lower() for method in rule.methods or ()} & METHODS
        for name in catalogue() if path.startswith("/q/{name}") else [""]:
            routes.setdefault(path.replace("{name}", name) if name else path, set()).update(methods)
    # `/sparql/` is another way to write `/sparql`.
    assert routes.pop("/sparql/") == routes["/sparql"]
    assert {path: {*found} for path, found in described["paths"].items()} == routes


def test_what_is_known_is_of_routes_that_exist(client: FlaskClient) -> None:
    rules = client.application.url_map.iter_rules()
    assert set(KNOWN) <= {(rule.endpoint, method) for rule in rules for method in rule.methods or ()}


def test_only_writes_ask_for_a_token(described: dict[str, Any]) -> None:
    asked = {
        (path, method) for path, found in described["paths"].items() for method in found if "security" in found[method]
    }
    writes = {(path, method) for path in ("/graphs", "/graphs/{name}") for method in ("put", "post", "delete")}
    assert asked == {("/update", "post"), *writes}
    assert [*described["components"]["securitySchemes"]] == ["token"]


def test_operations_have_names_of_their_own_and_summaries(described: dict[str, Any]) -> None:
    operations = [one for path in described["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert [one["operationId"] for one in operations if not one["summary"]] == []


# Their types are those of single files and graphs.
UNLIKE = ("/static/", "/graphs/", "/dumps/{", "/diff.{", "/ims/case/v1p1/{")


def reads(described: dict[str, Any]) -> list[tuple[str, dict[str, str], str]]:
    """Return the address, the fields and the type of every answer to a GET that the document claims."""
    found = []
    for path, operations in described["paths"].items():
        if "200" not in operations.get("get", {}).get("responses", {}) or path.startswith(UNLIKE) or "{end}" in path:
            continue
        parameters = operations["get"].get("parameters", [])
        fields = {one["name"]: one["example"] for one in parameters if "example" in one} | FIELDS.get(path, {})
        content = operations["get"]["responses"]["200"].get("content", {})
        for media_type in content:
            address = path.replace("{suffix}", ENDS[media_type]) if "{suffix}" in path else path
            address = address.replace("{name}", "approval").replace("{path}", "standard/16.020")
            found.append((address, fields, media_type))
    return found


def test_every_type_that_is_claimed_is_given(described: dict[str, Any], federating: FlaskClient, esco: str) -> None:
    wrong = []
    for path, fields_of, media_type in reads(described):
        # The example of an endpoint is one that somebody has to run.
        given = fields_of | {"endpoint": esco} if "endpoint" in fields_of else fields_of
        is_graph = path == "/sparql" and media_type in OF_GRAPHS
        is_table = path == "/sparql" and media_type == XLSX
        fields = {"query": "CONSTRUCT WHERE { ?s ps:code 'B' }"} if is_graph else given
        fields = {"query": "SELECT * { ?s ps:code 'B' }"} if is_table else fields
        response = federating.get(path, query_string=fields, headers={"Accept": media_type})
        if (response.status_code, response.mimetype) != (200, media_type):
            wrong.append((path, media_type, response.status_code, response.mimetype))
    assert wrong == []


def test_answers_and_problems_are_as_their_schemas_say(described: dict[str, Any], client: FlaskClient) -> None:
    answer = client.get("/q/statements.json?function=A/01.5").json
    problem = client.get("/q/statements.json?function=Z").json
    assert answer
    assert problem
    root = {"components": described["components"]}
    matches(answer, root | {"$ref": "#/components/schemas/Results"})
    matches(problem, root | {"$ref": "#/components/schemas/Problem"})


def test_the_parameters_of_a_question(described: dict[str, Any]) -> None:
    lang = {"$ref": "#/components/parameters/lang"}
    assert described["paths"]["/q/transition"]["get"]["parameters"] == [
        {
            "name": "from",
            "in": "query",
            "required": True,
            "description": "the function to start from: A/02.5\n\nисходная функция: A/02.5",
            "schema": {"type": "string"},
            "example": "16.020/A/02.5",
        },
        {
            "name": "to",
            "in": "query",
            "required": True,
            "description": "the function to reach: B/03.6\n\nцелевая функция: B/03.6",
            "schema": {"type": "string"},
            "example": "16.020/B/03.6",
        },
        {
            "name": "asOf",
            "in": "query",
            "required": False,
            "description": "on a day by the calendar of Moscow: 2023-03-01; "
            "the code of a standard then means the edition in force\n\n"
            "на день по московскому календарю: 2023-03-01; "
            "код стандарта тогда значит редакцию, действующую в этот день",
            "schema": {"type": "string", "format": "date"},
        },
        lang,
    ]
    assert described["paths"]["/q/approval"]["get"]["parameters"][0]["required"] is False
