"""The page that validates a document: the same report as the command, nothing stored, limits that hold."""

from __future__ import annotations

import io
import json
from html import unescape
from typing import TYPE_CHECKING

import pytest
from archives import packed
from profgraph.errors import Message
from profgraph.loader.findings import review
from profgraph.loader.pipeline import bundled
from profgraph.ontology.terms import SH, Minter
from profgraph.settings import BASE, Settings
from profgraph.shapes.catalogue import bundled_catalogue
from profgraph.shapes.rendering.json import from_json
from profgraph.web import killable
from profgraph.web.checking import MOST_MEGABYTES
from profgraph.web.negotiation import LANGUAGES
from profgraph.web.problems import RequestError
from rdflib import Graph
from rdflib.namespace import RDF

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

DOCUMENT = bundled().read_bytes()
RUSSIAN = {"Accept": "text/html", "Accept-Language": "ru"}


def sent(client: FlaskClient, data: bytes, accept: str, name: str = "order.txt") -> TestResponse:
    return client.post(f"/validate?name={name}", data=data, headers={"Accept": accept}, content_type="text/plain")


def test_a_program_gets_the_report_of_the_command(client: FlaskClient) -> None:
    answer = sent(client, DOCUMENT, "application/json")
    assert answer.status_code == 200
    assert from_json(answer.text) == (review(DOCUMENT, "order.txt", Minter(BASE)),)


def test_a_program_gets_the_report_as_shacl(client: FlaskClient) -> None:
    answer = sent(client, DOCUMENT, "text/turtle")
    graph = Graph().parse(data=answer.text, format="turtle")
    report = review(DOCUMENT, "order.txt", Minter(BASE))
    assert len(set(graph.subjects(RDF.type, SH.ValidationReport))) == 1
    assert len(set(graph.subjects(RDF.type, SH.ValidationResult))) == sum(
        one.shape is not None for one in report.findings
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"file": (io.BytesIO(DOCUMENT), "drafts/order.txt")},
        {"text": DOCUMENT.decode()},
    ],
)
def test_a_form_gets_a_page(client: FlaskClient, fields: dict[str, object]) -> None:
    answer = client.post("/validate", data=fields, headers=RUSSIAN, content_type="multipart/form-data")
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "ru"
    assert "16.020 Специалист по эксплуатации" in answer.text
    assert "drafts" not in answer.text


def test_nothing_is_stored(client: FlaskClient, folder: Path) -> None:
    before = sorted(path.relative_to(folder) for path in folder.rglob("*"))
    other = DOCUMENT.replace(b"16.020", b"16.021")
    assert sent(client, other, "application/json").status_code == 200
    assert sorted(path.relative_to(folder) for path in folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"<?xml version='1.0'?><note><to>you</to></note>",
            "XML, но не карточка профстандарта: корневой элемент <note>",
        ),
        (b"\x00\x01\x02\xff" * 100, "order.txt"),
        ("Просто текст".encode(), "это не профессиональный стандарт"),
    ],
)
def test_what_is_no_standard_is_said_in_one_line(client: FlaskClient, data: bytes, said: str) -> None:
    answer = sent(client, data, "application/json")
    assert answer.status_code == 200
    (report,) = from_json(answer.text)
    assert report.findings == ()
    assert isinstance(report.refusal, Message)
    assert said in report.refusal.ru
    assert "\n" not in report.refusal.ru


def test_each_document_of_an_archive_has_its_report(client: FlaskClient) -> None:
    # A PDF is read in a process of its own, within the limits of that which validates.
    damaged, text = b"%PDF-1.7\n", "Просто текст".encode()
    data = packed({"a.txt": DOCUMENT, "b.txt": b"\x00\x01\x02\xff" * 100, "c.pdf": damaged, "в.txt": text})
    reports = from_json(sent(client, data, "application/json", "orders.zip").text)
    assert reports[0] == review(DOCUMENT, "orders.zip/a.txt", Minter(BASE))
    assert [(one.name, one.refusal and one.refusal.en) for one in reports[1:]] == [
        (
            "orders.zip/b.txt",
            "orders.zip/b.txt: a binary file, not a text; save the order as text (UTF-8 or cp1251)",
        ),
        (
            "orders.zip/c.pdf",
            "orders.zip/c.pdf: the PDF is damaged or cut off; get the file again",
        ),
        (
            "orders.zip/в.txt",
            (
                "orders.zip/в.txt: this is not a professional standard: it has neither section III nor functions; "
                "name the file of an order"
            ),
        ),
    ]
    fields = {"file": (io.BytesIO(data), "orders.zip")}
    page = client.post("/validate?lang=en", data=fields, headers={"Accept": "text/html"}).text
    assert [f'id="file-{number}"' in page for number in range(1, 6)] == [*[True] * 4, False]


@pytest.mark.parametrize(
    ("count", "reports", "said"),
    [
        (0, 1, "orders.zip: the archive holds no document; choose another file"),
        (20, 20, ""),
        (25, 21, "the file holds over 20 documents, and the first were validated; for all: profgraph validate"),
    ],
)
def test_of_many_documents_the_first_are_validated_and_that_is_said(
    client: FlaskClient, count: int, reports: int, said: str
) -> None:
    data = packed({f"{number:02}.txt": b"Order" for number in range(count)})
    found = from_json(sent(client, data, "application/json", "orders.zip").text)
    told = [one.refusal.en for one in found if one.refusal and one.name == "orders.zip"]
    assert (len(found), told) == (reports, [said] if said else [])


def test_an_empty_document_is_refused(client: FlaskClient) -> None:
    answer = client.post("/validate", data={"text": "  "}, headers=RUSSIAN)
    assert answer.status_code == 400
    assert "документ пуст; вставьте его текст или выберите файл" in answer.text


@pytest.mark.parametrize(
    ("content_type", "head"),
    [
        ("text/plain", b""),
        ("application/x-www-form-urlencoded", b"text="),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="order.txt"\r\n\r\n',
        ),
    ],
)
def test_a_document_of_100_mb_is_refused(client: FlaskClient, content_type: str, head: bytes) -> None:
    large = head + b"x" * 100_000_000
    answer = client.post("/validate", data=large, headers={"Accept": "application/json"}, content_type=content_type)
    assert answer.status_code == 413
    assert json.loads(answer.text)["detail"] == (
        f"документ больше {MOST_MEGABYTES} МБ; оставьте в нём только текст приказа"
    )


def test_a_document_that_takes_too_long_ends_at_the_deadline(folder: Path) -> None:
    with pytest.raises(RequestError) as caught:
        killable.reviewed(DOCUMENT, "order.txt", Settings(store=str(folder)), seconds=0.05)
    assert caught.value.message.ru == ("документ не удалось проверить за 0.05 с; оставьте в нём только текст приказа")


def test_a_document_that_takes_too_much_memory_ends_alone(folder: Path) -> None:
    with pytest.raises(RequestError) as caught:
        killable.reviewed(DOCUMENT, "order.txt", Settings(store=str(folder)), seconds=10, memory=100_000_000)
    # A thread that finds no memory may wait for ever instead of failing: then the deadline ends the process.
    assert caught.value.message.en in {
        f"the document could not be validated {limit}; leave only the text of the order in it"
        for limit in ("within the memory allowed", "within 10 s")
    }


def test_more_documents_than_places_are_told_when_to_come_back(client: FlaskClient) -> None:
    with killable.place(), killable.place():
        answer = sent(client, DOCUMENT, "application/json")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert sent(client, DOCUMENT, "application/json").status_code == 200


def test_every_check_is_explained_at_its_anchor(client: FlaskClient) -> None:
    for lang in LANGUAGES:
        page = unescape(client.get(f"/checks?lang={lang}").text)
        for shape in bundled_catalogue().values():
            assert f'id="{shape.code}"' in page
            assert shape.name.in_language(lang) in page


def test_the_form_needs_no_script(client: FlaskClient) -> None:
    page = client.get("/validate", headers=RUSSIAN).text
    assert "<script" not in page
    assert 'action="/validate"' in page
    assert 'enctype="multipart/form-data"' in page
