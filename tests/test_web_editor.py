"""What the page of queries gives an editor: its files, what it may do, terms to complete, questions to start from."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import profgraph
import pytest
from profgraph.ontology.terms import PREFIXES
from profgraph.queries.catalogue import catalogue
from profgraph.queries.tasks import by_task
from profgraph.web.editor.files import has_editor
from profgraph.web.vocabulary.terms import terms
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from conftest import Editing
    from flask.testing import FlaskClient

Terms = dict[str, Any]
UPDATE = "application/sparql-update"

HTML = {"Accept": "text/html"}
PACKAGE = Path(str(profgraph.__file__)).parent
STRICT = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TITLE = "16.020 Специалист по эксплуатации воздушных и кабельных муниципальных линий электропередачи"
COUNTS = "SELECT ?class (COUNT(DISTINCT ?node) AS ?count) { ?node a ?class } GROUP BY ?class"


@pytest.fixture(scope="module")
def completed(client: FlaskClient) -> Terms:
    found: Terms = client.get("/sparql/terms").json  # type: ignore[assignment]  # as the address says
    return found


def box(text: str) -> str:
    """Return the text in the query box as a browser reads it."""
    (found,) = re.findall(r"<textarea.*?>(.*?)</textarea>", text, re.DOTALL)
    return unescape(found).removeprefix("\n").removesuffix("\n")


@pytest.mark.parametrize("address", ["/", "/q/", "/ns", "/sparql?query=ASK+{}"])
def test_only_the_page_of_queries_may_run_scripts_and_only_ours(address: str, client: FlaskClient) -> None:
    more = "; script-src 'self'; connect-src 'self'" if address.startswith("/sparql") else ""
    first = client.get(address, headers=HTML)
    again = client.get(address, headers=HTML | {"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    # What is said again with a 304 replaces what the browser has kept.
    assert [one.headers["Content-Security-Policy"] for one in (first, again)] == [STRICT + more] * 2
    assert ("<script" in first.text) == (bool(more) and has_editor())


@pytest.mark.skipif(not has_editor(), reason="this installation was built without the editor")
def test_every_file_that_the_page_names_is_here(client: FlaskClient) -> None:
    text = client.get("/sparql", headers=HTML).text
    named = re.findall(r'(?:src|href)="(/static/[^"]*)"', text)
    assert named == [
        "/static/icon.svg",
        "/static/style.css",
        "/static/yasgui/yasgui.min.css",
        "/static/yasgui/yasgui.min.js",
        "/static/editor.js",
    ]
    script = client.get("/static/editor.js").text
    named += [f"/static/{name}" for name in re.findall(r'from "\./([^"]*)"', script)]
    assert named[-1] == "/static/completion.js"
    types = [client.get(address).mimetype for address in named]
    assert types == ["image/svg+xml", "text/css", "text/css", *["text/javascript"] * 3]


def test_without_the_editor_the_page_is_a_plain_box_and_says_how_to_have_it(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "profgraph"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns(".git", "yasgui", "__pycache__", "tests", "build"))
    code = (
        "from profgraph.settings import Settings; from profgraph.web.app import create_app; import sys; "
        f"client = create_app(Settings(store={str(folder)!r})).test_client(); "
        "print(client.get('/sparql?lang=en', headers={'Accept': 'text/html'}).text)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "<script" not in done.stdout
    assert box(done.stdout).startswith("SELECT ?code ?name")
    assert re.findall(r'<p class="hint">(This is a plain field.*?)</p>', done.stdout) == [
        (
            "This is a plain field: this installation was built without the query editor. To have it, install npm and "
            "build ProfGraph again, or for a checkout run in its folder: <code>python .build/editor.py</code>"
        )
    ]


def test_the_prefixes_that_are_completed_are_those_of_every_query(completed: Terms) -> None:
    assert completed["prefixes"] == {prefix: str(namespace) for prefix, namespace in PREFIXES.items()}


def test_classes_are_counted_as_the_data_have_them(completed: Terms, client: FlaskClient) -> None:
    rows = client.get("/sparql", query_string={"query": COUNTS}).json
    counted = {row["class"]["value"]: int(row["count"]["value"]) for row in rows["results"]["bindings"]}  # type: ignore[index]
    listed = {one["iri"]: one["count"] for one in completed["classes"]}
    ours = {str(term.iri) for term in terms().values() if term.kind == "class"}
    assert ours - listed.keys() == set()
    assert {iri: count for iri, count in listed.items() if count and counted[iri] != count} == {}
    assert [one["count"] for one in completed["classes"]] == sorted(listed.values(), reverse=True)


def test_every_property_of_the_ontology_is_completed_by_its_label(completed: Terms) -> None:
    ours = {
        term.iri: (f"ps:{term.name}", term.label.ru, term.label.en)
        for term in terms().values()
        if term.kind in {"object", "data"}
    }
    listed = {one["iri"]: (one["name"], one.get("ru"), one.get("en")) for one in completed["properties"]}
    assert {str(iri): listed.get(str(iri)) for iri in ours} == {str(iri): told for iri, told in ours.items()}
    assert next(one for one in completed["properties"] if one["name"] == "ps:code") == {
        "name": "ps:code",
        "iri": "https://w3id.org/profgraph/ns#code",
        "count": completed_count(completed, "ps:code"),
        "ru": "код",
        "en": "code",
    }


def completed_count(completed: Terms, name: str) -> int:
    (count,) = [one["count"] for one in completed["properties"] if one["name"] == name]
    assert isinstance(count, int)
    assert count > 0
    return count


def test_terms_are_asked_again_only_when_the_data_change(client: FlaskClient) -> None:
    first = client.get("/sparql/terms")
    assert client.get("/sparql/terms", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_question_is_offered_under_its_task(lang: str, client: FlaskClient) -> None:
    text = client.get(f"/sparql?lang={lang}", headers=HTML).text
    sections = re.findall(r"<section aria-labelledby=\"task-\d+\">(.*?)</section>", text, re.DOTALL)
    shown = [
        (unescape(re.findall(r"<h2.*?>(.*?)</h2>", section)[0]), re.findall(r"example=([\w-]+)", section))
        for section in sections
    ]
    in_language = 0 if lang == "ru" else 1
    assert shown == [
        ((task.title.ru, task.title.en)[in_language], [one.name for one in questions])
        for task, questions in by_task().items()
    ]
    assert sorted(name for _, names in shown for name in names) == sorted(catalogue())


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_question_is_put_into_the_box_as_a_query_that_runs(name: str, federating: FlaskClient) -> None:
    response = federating.get(f"/sparql?example={name}", headers=HTML)
    assert response.status_code == 200
    answer = federating.get("/sparql", query_string={"query": box(response.text)}, headers=HTML)
    assert (answer.status_code, 'id="answer"' in answer.text) == (200, True)


def test_an_unknown_question_is_a_page_that_says_so(client: FlaskClient) -> None:
    response = client.get("/sparql?example=<b>", headers=HTML)
    assert (response.status_code, response.mimetype, "<b>" in response.text) == (404, "text/html", False)


def test_the_answer_to_a_query_is_a_workbook_too(client: FlaskClient) -> None:
    query = "SELECT ?code ?level { ?f ps:code ?code ; ps:level ?level FILTER(?code = 'B/03.6') }"
    response = client.get("/sparql", query_string={"query": query, "download": "xlsx"})
    assert response.headers["Content-Disposition"] == "attachment; filename=answer.xlsx"
    book = CalamineWorkbook.from_filelike(BytesIO(response.data))
    assert book.get_sheet_by_index(0).to_python() == [["code", "level"], ["B/03.6", 6.0]]
    refused = client.get("/sparql?query=ASK+{}&download=xlsx&lang=en", headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json and refused.json["detail"]) == (
        400,
        "download=xlsx: this answer has no such file; choose from csv, tsv, json, xml",
    )


def test_a_query_that_is_too_long_for_an_address_is_posted_for_its_files(client: FlaskClient) -> None:
    query = f"SELECT ('{'я' * 3000}' AS ?long) {{}}"
    page = client.post("/sparql", data={"query": query}, headers=HTML).text
    assert re.findall(r'<a href="[^"]*" download>', page) == []
    (form,) = re.findall(r'<form class="downloads" action="/sparql" method="post">(.*?)</form>', page, re.DOTALL)
    fields = [(name, unescape(value)) for name, value in re.findall(r'type="hidden" name="(.*?)" value="(.*?)"', form)]
    assert fields == [("query", query)]
    assert re.findall(r'name="download" value="(\w+)"', form) == ["csv", "tsv", "json", "xml", "xlsx"]
    assert client.post("/sparql", data={**dict(fields), "download": "csv"}).text == f"long\r\n{'я' * 3000}\r\n"


@pytest.mark.parametrize(("lang", "code", "place"), [("ru", "код", "строка 1"), ("en", "code", "line 1")])
def test_nodes_are_called_by_their_labels_in_the_readers_language(
    lang: str, code: str, place: str, client: FlaskClient
) -> None:
    base = "https://w3id.org/profgraph/id"
    iris = ["https://w3id.org/profgraph/ns#code", f"{base}/standard/16.020", f"{base}/source/{'0' * 16}#L1", "urn:a"]
    query = f"SELECT ?x {{ VALUES ?x {{ {' '.join(f'<{iri}>' for iri in iris)} }} }}"
    text = client.get("/sparql", query_string={"query": query, "lang": lang}, headers=HTML).text
    found = re.findall(r' class="iri"(?: lang="(\w+)")?>(?:<a href="([^"]*)"[^>]*>)?(.*?)(?:</a>|</td>)', text)
    assert found == [
        (lang, f"/ns?lang={lang}#code", code),
        ("ru", f"/id/standard/16.020?lang={lang}", TITLE),
        ("", f"/id/source/{'0' * 16}?lang={lang}#L1", place),
        ("", "", "<code>urn:a</code>"),
    ]
    assert re.findall(r'<code class="iri" lang="">(.*?)</code>', text) == ["ps:code", *iris[1:3]]


def test_a_store_that_says_no_counts_has_the_terms_of_the_ontology(editing: Editing, tmp_path: Path) -> None:
    with editing(tmp_path / "store", bare=True, default_graph="strict") as bare:
        assert bare.post("/update", data="INSERT DATA { <urn:a> a <urn:b> }", content_type=UPDATE).status_code == 200
        found: Terms = bare.get("/sparql/terms").json  # type: ignore[assignment]  # as the address says
    ours = [term.name for term in terms().values() if term.kind == "class"]
    assert [(one["name"], one["count"]) for one in found["classes"]] == [(f"ps:{name}", 0) for name in ours]


def test_scripts_of_other_sites_may_name_a_query_and_call_it_off(client: FlaskClient) -> None:
    named, stopped = client.options("/sparql").headers, client.options("/sparql/running/x").headers
    assert "ProfGraph-Query" in named["Access-Control-Allow-Headers"].split(", ")
    assert (stopped["Access-Control-Allow-Origin"], stopped["Access-Control-Allow-Methods"]) == ("*", "DELETE, OPTIONS")
