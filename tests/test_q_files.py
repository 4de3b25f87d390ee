"""The answers of questions as files: whole, in each format, by the end of the address and by the Accept header."""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from profgraph.queries.values import VALUES
from profgraph.web.questions import FILES

if TYPE_CHECKING:
    from flask.testing import FlaskClient

ANSWER = Path(__file__).parent / "answers" / "statements.csv"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def rows_of_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(data.decode().splitlines()))


def rows_of_tsv(data: bytes) -> list[list[str]]:
    head, *rows = (line.split("\t") for line in data.decode().splitlines())
    shown = [[re.sub(r'^"(.*)"(@\w+)?$', r"\1", cell).replace('\\"', '"') for cell in row] for row in rows]
    return [[name.removeprefix("?") for name in head], *shown]


def rows_of_json(data: bytes) -> list[list[str]]:
    found = json.loads(data)
    names = found["head"]["vars"]
    return [names, *([row[name]["value"] for name in names] for row in found["results"]["bindings"])]


def rows_of_xml(data: bytes) -> list[list[str]]:
    root = ET.fromstring(data)  # noqa: S314  (of our own service)
    names = [one.attrib["name"] for one in root.iter(f"{RESULTS}variable")]
    bound = [
        {one.attrib["name"]: "".join(one.itertext()) for one in row.iter(f"{RESULTS}binding")}
        for row in root.iter(f"{RESULTS}result")
    ]
    return [names, *([row[name] for name in names] for row in bound)]


def rows_of_xlsx(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(BytesIO(data)) as book:
        strings, sheet = (ET.fromstring(book.read(f"xl/{name}.xml")) for name in ("sharedStrings", "worksheets/sheet1"))  # noqa: S314  (of our own service)
    texts = ["".join(one.itertext()) for one in strings.iter(f"{SHEET}si")]
    return [
        [
            texts[int(value)] if cell.get("t") == "s" else value
            for cell in row.iter(f"{SHEET}c")
            if (value := cell.findtext(f"{SHEET}v")) is not None
        ]
        for row in sheet.iter(f"{SHEET}row")
    ]


READERS = {"csv": rows_of_csv, "tsv": rows_of_tsv, "json": rows_of_json, "xml": rows_of_xml, "xlsx": rows_of_xlsx}


def expected(suffix: str) -> list[list[str]]:
    rows = rows_of_csv(ANSWER.read_bytes())
    if suffix != "xlsx":
        return rows
    said = [[VALUES[cell].en if cell in VALUES else cell for cell in row] for row in rows[1:]]
    return [["Group", "Row", "Text"], *said]


def test_every_format_is_read_here() -> None:
    assert list(READERS) == list(FILES)


@pytest.mark.parametrize("suffix", FILES)
def test_a_file_is_the_whole_answer(suffix: str, client: FlaskClient) -> None:
    response = client.get(f"/q/statements.{suffix}?function=A/01.5&lang=en")
    assert (response.status_code, response.mimetype) == (200, FILES[suffix])
    assert response.headers["Content-Disposition"] == f"attachment; filename=statements.{suffix}"
    assert READERS[suffix](response.data) == expected(suffix)


@pytest.mark.parametrize("suffix", FILES)
def test_the_page_gives_the_same_by_accept(suffix: str, client: FlaskClient) -> None:
    fields = {"function": "A/01.5", "lang": "en"}
    response = client.get("/q/statements", query_string=fields, headers={"Accept": FILES[suffix]})
    assert (response.mimetype, READERS[suffix](response.data)) == (FILES[suffix], expected(suffix))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("text/*;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/html, */*;q=0.8", "text/html"),
    ],
)
def test_weights_of_accept_count(accept: str, media_type: str, client: FlaskClient) -> None:
    assert client.get("/q/approval", headers={"Accept": accept}).mimetype == media_type


def test_a_type_that_is_not_offered(client: FlaskClient) -> None:
    response = client.get("/q/approval", headers={"Accept": "image/png"})
    problem = json.loads(response.text)
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")
    assert set(FILES.values()) < set(problem["supported"])


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        (
            "/q/approval.ods",
            404,
            "approval.ods: the question has no such file; choose from csv, tsv, json, xml, xlsx",
        ),
        ("/q/aproval.csv", 404, "there is no question 'aproval'; try approval"),
        ("/q/approval.csv?x=1", 400, "the question approval has no parameter 'x'; it has: standard, asOf"),
        (
            "/q/transition.xlsx?from=B/03.6",
            400,
            "the parameter to is needed: the function to reach: B/03.6",
        ),
        (
            "/q/places.json?function=Q",
            404,
            "'Q': there is no such function; the question function-map lists the codes",
        ),
    ],
)
def test_what_is_wrong_is_a_problem_document(address: str, status: int, detail: str, client: FlaskClient) -> None:
    response = client.get(address, headers={"Accept-Language": "en"})
    problem = json.loads(response.text)
    assert (response.status_code, problem["status"], problem["detail"]) == (status, status, detail)
