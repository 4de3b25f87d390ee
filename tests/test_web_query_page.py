"""The page of a query: the box, the answer as a table, what is wrong beside it; nothing sent is ever markup."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from profgraph.loader.pipeline import bundled, load
from profgraph.settings import Settings
from profgraph.store.writer import Writer
from profgraph.web.answers import MOST_ROWS
from profgraph.web.app import create_app
from profgraph.web.console import EXAMPLE

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HTML = {"Accept": "text/html"}
# Those of the editor.
OWN = re.compile(r'<script (?:defer|type="module") src="/static/[\w./]+"></script>')
SCRIPT = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    path = tmp_path_factory.mktemp("query") / "store"
    with Writer.open(path) as writer:
        list(load([bundled()], writer))
        writer.publish()
    return create_app(Settings(store=str(path))).test_client()


def shown(client: FlaskClient, **fields: str) -> TestResponse:
    return client.get("/sparql", query_string=fields, headers=HTML)


def cells(response: TestResponse) -> list[list[str]]:
    """Return the rows of the answer, the head first."""
    table = response.text.partition('<table class="answer')[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.DOTALL)
    return [[unescape(re.sub(r"<.*?>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


def box(response: TestResponse) -> str:
    """Return the text in the query box as a browser reads it."""
    (text,) = re.findall(r"<textarea.*?>(.*?)</textarea>", response.text, re.DOTALL)
    return unescape(text).removeprefix("\n")


def faults(response: TestResponse) -> list[str]:
    return [unescape(text) for text in re.findall(r'role="alert">(.*?)</p>', response.text)]


def downloads(response: TestResponse) -> list[str]:
    return [unescape(address) for address in re.findall(r'<a href="([^"]*)" download>', response.text)]


@pytest.mark.parametrize("fields", [{}, {"query": ""}, {"query": " \n "}])
def test_nothing_asked_gives_the_box_with_an_example(fields: dict[str, str], client: FlaskClient) -> None:
    response = shown(client, **fields)
    assert (response.status_code, box(response), cells(response)[:1]) == (
        200,
        EXAMPLE,
        [["Префикс", "Пространство имен"]],
    )


def test_the_example_is_answered(client: FlaskClient) -> None:
    response = shown(client, query=EXAMPLE)
    rows = cells(response)
    assert (response.status_code, box(response)) == (200, EXAMPLE)
    assert [[row[0], row[2]] for row in rows] == [
        ["code", "knowledge"],
        ["A/01.5", "9"],
        ["A/02.5", "14"],
        ["A/03.5", "12"],
        ["B/01.6", "12"],
        ["B/02.6", "11"],
        ["B/03.6", "16"],
        ["B/04.6", "15"],
    ]


def test_cells_are_shown_by_their_kind(client: FlaskClient) -> None:
    query = """SELECT * { VALUES (?number ?iri ?other ?text ?none) {
        (1 <urn:p> <urn:a> "да"@ru UNDEF) (2.5 <http://purl.org/dc/terms/> <urn:b> "<b>" UNDEF) } }"""
    response = shown(client, query=query)
    head, *rows = cells(response)
    assert [dict(zip(head, row, strict=True)) for row in rows] == [
        {"number": "1", "iri": "urn:p", "other": "urn:a", "text": "да", "none": ""},
        {"number": "2.5", "iri": "http://purl.org/dc/terms/", "other": "urn:b", "text": "<b>", "none": ""},
    ]
    assert ' class="number">1</td>' in response.text
    assert ' class="text" lang="ru">да</td>' in response.text


@pytest.mark.parametrize("lang", ["", "en"])
def test_nodes_of_the_data_lead_to_what_is_known_of_them(lang: str, client: FlaskClient) -> None:
    paths = ["standard/16.020/620n-2014-09-08/B/03.6", "source/0123#L1-2", "concept/a%2Fb;c?d", ""]
    iris = [*(f"https://w3id.org/profgraph/id/{path}" for path in paths), "https://w3id.org/profgraph/ns#code"]
    iris += ["urn:a", "javascript:alert(1)", "http://example.org/a?b&c"]
    query = f"SELECT ?x {{ VALUES ?x {{ {' '.join(f'<{iri}>' for iri in iris)} }} }}"
    response = shown(client, query=query, **({"lang": lang} if lang else {}))
    fields = "?lang=en" if lang else ""
    assert re.findall(r' class="iri"(?: lang="\w+"|)><a href="([^"]*)"', response.text) == [
        f"/id/standard/16.020/620n-2014-09-08/B/03.6{fields}",
        f"/id/source/0123{fields}#L1-2",
        f"/id/concept/a%2Fb;c%3Fd{fields}",
        f"/id/{fields}",
        f"/ns{fields}#code",
        "http://example.org/a?b&amp;c",
    ]


def test_a_post_from_a_form_is_shown_too(client: FlaskClient) -> None:
    response = client.post("/sparql", data={"query": "SELECT (1 AS ?x) {}"}, headers=HTML)
    assert cells(response)[:2] == [["x"], ["1"]]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"query": "SELECT * {\n ?s }"}, 400, ["запрос, строка 2, столбец 6: ошибка после «?s }»"]),
        ({"query": "CLEAR ALL"}, 400, ["запрос: ожидается SELECT, ASK, CONSTRUCT или DESCRIBE, а не CLEAR"]),
        (
            {"query": "ASK { SERVICE <http://127.0.0.1:9/> {} }"},
            400,
            [
                (
                    "запрос, строка 1, столбец 7: SERVICE к http://127.0.0.1:9/ "
                    "здесь не разрешён; загрузите те данные, спросите тот сервис сами "
                    "или впишите его в PROFGRAPH_SERVICES"
                )
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_on_the_page(
    fields: dict[str, str], status: int, said: list[str], client: FlaskClient
) -> None:
    response = shown(client, **fields)
    assert (response.status_code, faults(response), downloads(response)) == (status, said, [])


@pytest.mark.parametrize(("query", "word"), [("ASK { ?s ?p ?o }", "да"), ("ASK { FILTER(false) }", "нет")])
def test_a_truth_value(query: str, word: str, client: FlaskClient) -> None:
    assert f'<p class="truth">{word}</p>' in shown(client, query=query).text


def test_a_graph_is_shown_as_turtle(client: FlaskClient) -> None:
    response = shown(client, query="CONSTRUCT { ?f ps:level ?l } WHERE { ?f ps:code 'B/03.6' ; ps:level ?l }")
    (turtle,) = re.findall(r'<pre class="turtle" tabindex="0">(.*?)</pre>', response.text, re.DOTALL)
    assert unescape(turtle).split() == [
        *("@prefix", "ps:", "<https://w3id.org/profgraph/ns#>", "."),
        *("@prefix", "xsd:", "<http://www.w3.org/2001/XMLSchema#>", "."),
        *("<https://w3id.org/profgraph/id/standard/16.020/620n-2014-09-08/B/03.6>", "ps:level", "6", "."),
    ]
    assert [address.rpartition("=")[2] for address in downloads(response)] == ["ttl", "nt", "jsonld", "rdfxml"]


def test_nothing_found_is_said(client: FlaskClient) -> None:
    assert "Ничего не нашлось." in shown(client, query="SELECT ?s { ?s ps:code 'Z' }").text


@pytest.mark.parametrize(
    ("query", "rows", "count"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1000", MOST_ROWS, "строк: 1000"),
        ("SELECT * { ?s ?p ?o } LIMIT 1001", MOST_ROWS, "строк: 1001"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1001", 0, "троек: 1001"),
    ],
)
def test_a_long_answer_is_cut_and_says_so(query: str, rows: int, count: str, client: FlaskClient) -> None:
    response = shown(client, query=query)
    said = "Здесь показано не больше 1000; весь ответ — в файлах." in response.text
    assert count in response.text
    assert (said, response.text.count('<td role="cell" data-label="s"')) == ("1001" in query, rows)


@pytest.mark.parametrize(
    "name", ["query", "question", "function", "standard", "search", "lang", "download", "default-graph-uri"]
)
@pytest.mark.parametrize("address", ["/", "/sparql", "/q/", "/q/effective-skills", "/q/approval"])
def test_what_a_reader_sends_is_never_markup(address: str, name: str, client: FlaskClient) -> None:
    fields = {} if address.startswith("/q/") else {"query": "SELECT ?x { VALUES ?x { '<script>' } }"}
    response = client.get(address, query_string=fields | {name: SCRIPT}, headers=HTML, follow_redirects=True)
    assert response.mimetype == "text/html"
    assert "<script" not in OWN.sub("", response.text)


def test_an_address_that_is_not_there_is_never_markup(client: FlaskClient) -> None:
    response = client.get("/<script>alert(1)</script>", headers=HTML)
    assert (response.status_code, "<script" in response.text) == (404, False)


def test_data_are_never_markup(client: FlaskClient) -> None:
    queries = ("SELECT ('<script>' AS ?x) {}", "CONSTRUCT { <urn:a> <urn:b> '<script>' } WHERE {}")
    assert ["<script" in OWN.sub("", shown(client, query=query).text) for query in queries] == [False, False]
